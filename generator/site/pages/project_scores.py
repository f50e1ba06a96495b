"""The table on a project's page in which every score opens into the calculation behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.report.calculation import Calculation, SectionCalculations, calculations
from generator.report.figures import Figure, Figures
from generator.report.score_rows import grouped
from generator.report.values import target_text
from generator.scoring import IndicatorScore
from generator.scoring.numbers import plain
from generator.site.figures import mark_of, percent_of
from generator.site.pages.addresses import indicator_address


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator: what its row shows, and its calculation; none inside a section that was scored as a whole."""

    level_2: str
    span: int
    """How many indicators the cell of level 2 that begins here covers; 0 where none begins."""
    name: str
    figure: Figure
    target: str
    actual: str
    mark: str
    """人工裁量, 无法复算 or 不适用; else empty."""
    lost: str
    """The points that were not got; empty where there are none."""
    reason: str
    """扣分原因; empty where none is stated."""
    calculation: Calculation | None
    elsewhere: str
    """The address, from the root, of the page on a common indicator in all projects; empty for others."""


@dataclass(frozen=True, slots=True)
class ScoreSection:
    """A level-1 section with its indicators; `whole` is its calculation where it was scored only as a whole."""

    id: str
    title: str
    figure: Figure
    rate: Decimal | None
    """The share of the full marks in percent, as the length of a bar."""
    lines: tuple[ScoreLine, ...]
    whole: Calculation | None


def score_sections(project: Project, figures: Figures, rules: RuleSet) -> tuple[ScoreSection, ...]:
    """All scores of a project, section by section."""
    told = calculations(figures, rules)
    return tuple(
        _section(project, figures, rules, figure, section)
        for figure, section in zip(figures.sections, told, strict=True)
    )


def _section(
    project: Project, figures: Figures, rules: RuleSet, figure: Figure, told: SectionCalculations
) -> ScoreSection:
    whole = None if figure.recomputable else told.calculations[0]
    by_index = {} if whole else dict(zip(_members(figures, figure), told.calculations, strict=True))
    items = [
        (i.level_1, str(i.level_2), n) for n, i in enumerate(project.indicators) if i.level_1 == figure.name
    ]
    lines: list[ScoreLine] = []
    for group in grouped(items):
        names = [level_2 for level_2, _ in group.items]
        for place, (level_2, index) in enumerate(group.items):
            begins = place == 0 or names[place - 1] != level_2
            span = names.count(level_2) if begins else 0
            score = figures.score.indicators[index]
            lines.append(_line(score, figures.indicators[index], rules, level_2, span, by_index.get(index)))
    return ScoreSection(
        told.id, told.title, figure, percent_of(figure.value, figure.full), tuple(lines), whole
    )


def _members(figures: Figures, section: Figure) -> Iterator[int]:
    """The places of a section's indicators, in the order in which their calculations are told."""
    return (n for n, s in enumerate(figures.score.indicators) if s.indicator.level_1 == section.name)


def _line(
    score: IndicatorScore,
    figure: Figure,
    rules: RuleSet,
    level_2: str,
    span: int,
    calculation: Calculation | None,
) -> ScoreLine:
    indicator = score.indicator
    common = rules.common(indicator.level_3)
    lost = figure.full - figure.value if figure.full is not None and figure.value is not None else Decimal(0)
    return ScoreLine(
        level_2,
        span,
        indicator.level_3,
        figure,
        target_text(indicator, rules),
        str(indicator.actual),
        mark_of(score) if calculation else "",
        plain(lost) if lost > 0 and not score.excluded else "",
        indicator.deduction_reason or "",
        calculation,
        indicator_address(common.level_3) if common else "",
    )
