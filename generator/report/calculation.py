"""附件2: how every score came about. All formats tell it from the same labelled texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.rule_set import RuleSet
from generator.report import wording
from generator.report.figures import Figure, Figures
from generator.report.markdown import escape, heading, labelled, numbered_list, paragraph
from generator.report.score_cells import section_id, step_id
from generator.report.values import target_text
from generator.scoring import IndicatorScore

Labelled = tuple[str, str]
"""A label and its text."""
_STEPS = "计算过程"


@dataclass(frozen=True, slots=True)
class Calculation:
    """How one score came about: that of an indicator, or of a section that was scored only as a whole."""

    id: str
    name: str
    """Of the indicator; empty for a section."""
    facts: str
    """What is known of the indicator, in one sentence."""
    basis: tuple[Labelled, ...]
    """What the score is computed from."""
    steps: tuple[str, ...]
    result: tuple[Labelled, ...]
    """The score, and what is to be said about it."""


@dataclass(frozen=True, slots=True)
class SectionCalculations:
    """The calculations of a level-1 section."""

    id: str
    title: str
    calculations: tuple[Calculation, ...]


def calculations(figures: Figures, rules: RuleSet) -> tuple[SectionCalculations, ...]:
    """The calculations of all scores, section by section."""
    return tuple(
        SectionCalculations(
            section_id(number),
            f"{section.name}（{section.full_text}分）",
            tuple(_of_section(section_id(number), section, figures, rules)),
        )
        for number, section in enumerate(figures.sections)
    )


def calculations_text(figures: Figures, rules: RuleSet) -> str:
    """The calculations as Markdown."""
    parts: list[str] = []
    for section in calculations(figures, rules):
        parts.append(heading(2, section.title, section.id))
        for calculation in section.calculations:
            parts += _markdown(calculation)
    return "\n\n".join(parts)


# What is told --------------------------------------------------------------------------------------------------


def _of_section(identifier: str, section: Figure, figures: Figures, rules: RuleSet) -> Iterator[Calculation]:
    if not section.recomputable:
        yield _whole(identifier, section, figures)
        return
    for index, score in enumerate(figures.score.indicators):
        if score.indicator.level_1 == section.name:
            yield _of_indicator(step_id(index), figures.indicators[index], score, rules)


def _whole(identifier: str, section: Figure, figures: Figures) -> Calculation:
    scored = figures.score.section(section.name)
    result = f"公布{section.text}分，没有逐项分值，无法复算。" if section.published else "未能计算。"
    standard = ("评分标准", scored.standard if scored else "")
    return Calculation(identifier, "", "", _filled(standard), (), (("得分", result),))


def _of_indicator(identifier: str, figure: Figure, score: IndicatorScore, rules: RuleSet) -> Calculation:
    indicator = score.indicator
    facts = _filled(
        ("权重", figure.full_text if figure.full is None else f"{figure.full_text}分"),
        ("指标值", target_text(indicator, rules)),
        ("完成值", str(indicator.actual)),
        ("评分方式", score.method),
    )
    basis = _filled(
        ("评分标准", score.standard),
        ("评分标准原文", indicator.official_wording),
        ("计分数据", "；".join(f"{name}：{value}" for name, value in score.inputs.items())),
    )
    result = _filled(
        ("得分", _result(figure, score)),
        ("扣分原因", indicator.deduction_reason),
        ("偏差原因", indicator.deviation_reason),
        ("佐证", "；".join(indicator.evidence)),
        ("备注", indicator.remark),
        ("注意", "；".join(score.clashes)),
    )
    sentence = "；".join(f"{label}：{text}" for label, text in facts) + "。"
    return Calculation(identifier, indicator.level_3, sentence, basis, score.steps, result)


def _filled(*texts: tuple[str, str | None]) -> tuple[Labelled, ...]:
    return tuple((label, text) for label, text in texts if text)


def _result(figure: Figure, score: IndicatorScore) -> str:
    """The result in a sentence: recomputed, published, difference and its explanation."""
    if score.excluded:
        return "不适用，不计入总分。"
    if score.problem is not None:
        published = f"公布{figure.published}分；" if figure.published is not None else ""
        return f"{published}未能计算：{score.problem.message}。"
    if not score.recomputable and not score.discretionary:
        return f"公布{figure.text}分，无法复算。"
    if figure.published is None:
        return f"{figure.text}分。"
    if figure.difference is None:
        return f"复算{figure.recomputed_text}分，公布{figure.published}分，两者一致。"
    note = score.difference.note if score.difference else ""
    shown = f"复算{figure.recomputed_text}分，公布{figure.published}分，相差{wording.signed(figure.difference)}分（≠）。"
    return shown + note


# Markdown ------------------------------------------------------------------------------------------------------


def _markdown(calculation: Calculation) -> Iterator[str]:
    if calculation.name:
        yield heading(3, calculation.name, calculation.id)
    if calculation.facts:
        yield paragraph(calculation.facts)
    for label, text in calculation.basis:
        yield labelled(label, text)
    yield from _steps(calculation.steps)
    for label, text in calculation.result:
        yield labelled(label, text)


def _steps(steps: tuple[str, ...]) -> Iterator[str]:
    if len(steps) == 1:
        yield labelled(_STEPS, steps[0])
    elif steps:
        yield labelled(_STEPS, "")
        yield numbered_list(escape(step) for step in steps)
