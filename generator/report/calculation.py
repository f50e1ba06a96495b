"""附件2: how every score came about, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.rule_set import RuleSet
from generator.report import wording
from generator.report.figures import Figure, Figures
from generator.report.markdown import escape, heading, labelled, numbered_list, paragraph
from generator.report.score_cells import section_id, step_id
from generator.report.values import target_text
from generator.scoring import IndicatorScore


def calculations(figures: Figures, rules: RuleSet) -> str:
    """The calculations of all indicators, section by section."""
    parts: list[str] = []
    for number, section in enumerate(figures.sections):
        parts.append(heading(2, f"{section.name}（{section.full_text}分）", section_id(number)))
        parts += _section(section, figures) if not section.recomputable else []
        for index, score in enumerate(figures.score.indicators):
            if score.indicator.level_1 == section.name and section.recomputable:
                parts += _indicator(index, score, figures, rules)
    return "\n\n".join(parts)


def _section(section: Figure, figures: Figures) -> Iterator[str]:
    """A section that was scored only as a whole."""
    scored = figures.score.section(section.name)
    yield labelled("评分标准", scored.standard if scored else "")
    yield labelled(
        "得分", f"公布{section.text}分，没有逐项分值，无法复算。" if section.published else "未能计算。"
    )


def _indicator(index: int, score: IndicatorScore, figures: Figures, rules: RuleSet) -> Iterator[str]:
    indicator, figure = score.indicator, figures.indicators[index]
    yield heading(3, indicator.level_3, step_id(index))
    weight = figure.full_text if figure.full is None else f"{figure.full_text}分"
    method = f"；评分方式：{score.method}" if score.method else ""
    yield paragraph(
        f"权重{weight}；指标值：{target_text(indicator, rules)}；完成值：{indicator.actual}{method}。"
    )
    yield from _rule(score)
    inputs = "；".join(f"{name}：{value}" for name, value in score.inputs.items())
    if inputs:
        yield labelled("计分数据", inputs)
    if len(score.steps) == 1:
        yield labelled("计算过程", score.steps[0])
    elif score.steps:
        yield labelled("计算过程", "")
        yield numbered_list(escape(step) for step in score.steps)
    yield labelled("得分", _result(figure, score))
    yield from _remarks(score)


def _rule(score: IndicatorScore) -> Iterator[str]:
    if score.standard:
        yield labelled("评分标准", score.standard)
    if score.indicator.official_wording:
        yield labelled("评分标准原文", score.indicator.official_wording)


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


def _remarks(score: IndicatorScore) -> Iterator[str]:
    indicator = score.indicator
    labelled_texts = (
        ("扣分原因", indicator.deduction_reason),
        ("偏差原因", indicator.deviation_reason),
        ("佐证", "；".join(indicator.evidence)),
        ("备注", indicator.remark),
        ("注意", "；".join(score.clashes)),
    )
    for label, text in labelled_texts:
        if text:
            yield labelled(label, text)
