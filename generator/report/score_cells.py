"""Cells that show a score: with its marks, and linked to the calculation behind it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.report import wording
from generator.report.figures import Figure, Figures
from generator.report.tables import Cell, numeric

DIFFERS = "≠"
DISCRETION = "（人工裁量）"
NO_RULE = "无法复算"

_LEGEND = {
    DIFFERS: "“≠”表示公布得分与按规则复算的得分不同，原因见计算过程和差异说明",
    DISCRETION: "“人工裁量”表示得分由评价人员酌情给出",
    NO_RULE: "“无法复算”表示报告没有公布计分规则，按公布得分计入",
}


def step_id(index: int) -> str:
    """The id of the calculation of an indicator."""
    return f"step-{index + 1}"


def section_id(index: int) -> str:
    """The id of the calculations of a section."""
    return f"step-s{index + 1}"


def step_link(figures: Figures, section: Figure) -> str:
    """The link to the calculations of a section."""
    return "#" + section_id([s.name for s in figures.sections].index(section.name))


def score_cell(figures: Figures, index: int) -> Cell:
    """The headline score of an indicator with all its marks."""
    figure, score = figures.indicators[index], figures.score.indicators[index]
    mark = DIFFERS if figure.difference is not None else ""
    if score.discretionary:
        mark += DISCRETION
    elif not score.recomputable:
        mark += f"（{NO_RULE}）"
    return numeric(figure.text, mark=mark, link="#" + step_id(index))


def published_cell(figures: Figures, index: int) -> Cell:
    """The published score of an indicator, or — where none is published."""
    published = figures.indicators[index].published
    return numeric(
        wording.NOTHING if published is None else published, link="#" + step_id(index) if published else ""
    )


def recomputed_cell(figures: Figures, index: int) -> Cell:
    """The recomputed score of an indicator with its marks."""
    figure, score = figures.indicators[index], figures.score.indicators[index]
    link = "#" + step_id(index)
    if not score.recomputable and not score.discretionary:
        return numeric(NO_RULE, link=link)
    mark = (DIFFERS if figure.difference is not None else "") + (DISCRETION if score.discretionary else "")
    return numeric(figure.recomputed_text, mark=mark, link=link)


def legend(figures: Figures) -> str:
    """What the marks in the tables of scores mean: one sentence with those that occur; empty when none do."""
    said = "；".join(_LEGEND[mark] for mark in _marks(figures))
    return f"注：{said}。" if said else ""


def legend_of_differences(figures: Figures) -> str:
    """What ≠ means, for tables that show no other mark; empty when no figure has it."""
    return f"注：{_LEGEND[DIFFERS]}。" if figures.differing else ""


def _marks(figures: Figures) -> Iterator[str]:
    if figures.differing:
        yield DIFFERS
    if any(s.discretionary for s in figures.score.indicators):
        yield DISCRETION
    if not figures.all_recomputable:
        yield NO_RULE
