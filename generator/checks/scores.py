"""Recomputed scores against published ones, grades, reasons for lost points."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from generator import notation
from generator.checks.subject import Subject
from generator.findings import Finding, Kind, Severity
from generator.model.methods import Band, Bands, Method
from generator.scoring.numbers import plain, shown
from generator.scoring.result import IndicatorScore
from generator.scoring.rules import inferred_direction, method_of, target_of

NOT_SCORED = Kind(
    code="S201",
    title="算不出得分",
    severity=Severity.ERROR,
    explanation="评分规则需要的数据没有、不能比较，或者超出了规则的范围，所以算不出这个指标的得分。不会去猜。",
    mend="按“应为”补上数据，或改正评分方式；报告没有公布规则的，用 评分: {方式: 未公布规则}。",
)
NOT_AS_PUBLISHED = Kind(
    code="S202",
    title="复算得分与公布得分不一致",
    severity=Severity.ERROR,
    explanation="按声明的规则和数据复算的得分，与签发的得分不同。",
    mend="核对完成值、评分输入和规则；确属签发结果如此的，在“差异说明”中说明原因。",
)
UNKNOWN_GRADE = Kind(
    code="S203",
    title="等级名称不规范",
    severity=Severity.WARNING,
    explanation="评价等级只有规则集规定的几个（一般是优、良、中、差，财预〔2020〕10号第十九条），“优秀”等不是规定的名称。",
    mend="改用规定的名称；签发的报告本来如此的，写入“差异说明”（对象: [等级]）。",
    wrong="等级: 优秀",
    right="等级: 优",
)
WRONG_GRADE = Kind(
    code="S204",
    title="等级与总分不符",
    severity=Severity.ERROR,
    explanation="公布的等级不是公布的总分所在的等级。",
    mend="核对总分和等级。",
)
INPUTS_CLASH = Kind(
    code="S205",
    title="完成值与评分输入不一致",
    severity=Severity.WARNING,
    explanation="评分规则用资金或评分输入算出的比率，与写明的完成值不同（按完成值写明的精度比较）。",
    mend="核对完成值和评分输入；签发的报告本来如此的，写入“差异说明”。",
)
AGAINST_TARGET = Kind(
    code="S206",
    title="评分方向与指标值相反",
    severity=Severity.WARNING,
    explanation="指标值要求不大于（越小越好），评分却按越大越好计算，或者相反；超标反而会得满分。",
    mend="改正“方向”或指标值；签发的报告本来如此的，写入“差异说明”。",
    wrong="指标值: 不大于3秒\n方向: 正向",
    right="指标值: 不大于3秒\n方向: 反向",
)
PUBLISHED_SUM = Kind(
    code="S207",
    title="公布得分加不起来",
    severity=Severity.ERROR,
    explanation="公布的各指标得分之和不等于公布的分项得分，或公布的分项得分之和不等于公布的总分。",
    mend="核对公布的得分；签发的报告本来如此的，写入“差异说明”。",
)
BAND_GAP = Kind(
    code="S208",
    title="分段不相接",
    severity=Severity.ERROR,
    explanation="“分段”的各区间要依次相接，不留空隙，也不重叠，否则有的数值没有得分，有的数值有两个得分。",
    mend="改正区间的端点和开闭，如 x<90%、90%≤x≤100%、x>100%。",
    wrong="段: [{区间: x<90%, 得: 0分}, {区间: x>90%, 得: 满分}]",
    right="段: [{区间: x<90%, 得: 0分}, {区间: x≥90%, 得: 满分}]",
)
NO_REASON = Kind(
    code="S209",
    title="失分没有原因",
    severity=Severity.ERROR,
    explanation="得分低于权重的指标要写明扣分原因（自评表为“偏差原因分析及改进措施”）。",
    mend="在该指标下写“扣分原因”；原报告没有说的，写“未载明”并在差异说明中指出。",
)

KINDS = (
    NOT_SCORED, NOT_AS_PUBLISHED, UNKNOWN_GRADE, WRONG_GRADE, INPUTS_CLASH, AGAINST_TARGET, PUBLISHED_SUM, BAND_GAP,
    NO_REASON,
)  # fmt: skip


def every_indicator_is_scored(subject: Subject) -> Iterator[Finding]:
    """S201: nothing stands in the way of a score."""
    for score in subject.score.indicators if subject.score else ():
        if score.problem:
            yield subject.report(
                NOT_SCORED,
                subject.at("指标", score.index, score.problem.key),
                f"“{score.indicator.level_3}”算不出得分：{score.problem.message}",
                expected=score.problem.expected,
            )


def scores_are_as_published(subject: Subject) -> Iterator[Finding]:
    """S202: recomputed and published agree, or a 差异说明 says why not."""
    if subject.score is None:
        return
    for score in subject.score.indicators:
        if score.difference and score.score is not None:
            path = ("公布", "指标", score.indicator.level_3)
            yield _difference(
                subject, path, score.indicator.level_3, score.score, str(score.published), score.standard
            )
    lost = frozenset(i.indicator.level_1 for i in subject.score.indicators if i.difference)
    for section in subject.score.sections:
        if section.difference and section.score is not None and section.name not in lost:
            path = ("公布", "分项", section.name)
            yield _difference(
                subject, path, section.name, section.score, str(section.published), "各指标得分之和"
            )
    total = subject.score
    if total.difference and total.total is not None and not lost:
        yield _difference(
            subject, ("公布", "总分"), "总分", total.total, str(total.published_total), "各分项得分之和"
        )


def _difference(
    subject: Subject, path: tuple[str, ...], name: str, score: Decimal, published: str, rule: str
) -> Finding:
    return subject.report(
        NOT_AS_PUBLISHED,
        subject.at(*path),
        f"“{name}”公布{published}分，复算{plain(score)}分",
        about=(name,),
        found=published,
        expected=f"{plain(score)}（{rule}）",
    )


def published_scores_add_up(subject: Subject) -> Iterator[Finding]:
    """S207: published indicators add up to published sections, and those to the published total."""
    score = subject.score
    if score is None or subject.project.published is None:
        return
    for section in score.sections:
        members = [i for i in score.indicators if i.indicator.level_1 == section.name and not i.excluded]
        if section.published and not section.whole and all(i.published for i in members):
            total = sum((i.published.value for i in members if i.published), Decimal(0))
            if total != section.published.value:
                yield subject.report(
                    PUBLISHED_SUM, subject.at("公布", "分项", section.name),
                    f"“{section.name}”各指标公布得分之和为{plain(total)}，公布的分项得分为{section.published}",
                    about=(section.name,), found=str(section.published), expected=plain(total),
                )  # fmt: skip
    published = [s.published.value if s.published else None for s in score.sections]
    parts = published if all(p is not None for p in published) else [_counted(i) for i in score.indicators]
    if score.published_total and parts and all(p is not None for p in parts):
        total = sum((p for p in parts if p is not None), Decimal(0))
        if total != score.published_total.value:
            yield subject.report(
                PUBLISHED_SUM, subject.at("公布", "总分"),
                f"公布的各部分得分之和为{plain(total)}，公布的总分为{score.published_total}",
                about=("总分",), found=str(score.published_total), expected=plain(total),
            )  # fmt: skip


def _counted(score: IndicatorScore) -> Decimal | None:
    if score.excluded:
        return Decimal(0)
    return score.published.value if score.published else None


def grade_is_right(subject: Subject) -> Iterator[Finding]:
    """S203, S204: the published grade is a grade of the regulation, and the one of the published total."""
    score, rules = subject.score, subject.rules
    if score is None or rules is None or score.published_grade is None:
        return
    known = rules.canonical_grade(score.published_grade)
    names = "、".join(b.grade for b in rules.grade_bands)
    at = subject.at("公布", "等级")
    if known != score.published_grade:
        message = f"“{score.published_grade}”不是规定的等级名称"
        yield subject.report(
            UNKNOWN_GRADE,
            at,
            message,
            about=("等级",),
            found=score.published_grade,
            expected=known or names or "不评级",
        )
    total = score.counted_total
    right = rules.grade(total) if total is not None else None
    if known and right and known != right:
        yield subject.report(
            WRONG_GRADE, at, f"总分{plain(total or Decimal(0))}应为“{right}”，公布的是“{score.published_grade}”",
            about=("等级",), found=score.published_grade, expected=right,
        )  # fmt: skip


def inputs_agree(subject: Subject) -> Iterator[Finding]:
    """S205: the stated actual is what the inputs of the rule give."""
    for score in subject.score.indicators if subject.score else ():
        for clash in score.clashes:
            yield subject.report(
                INPUTS_CLASH, subject.at("指标", score.index, "完成值"), f"“{score.indicator.level_3}”{clash}",
                about=(score.indicator.level_3,), found=str(score.indicator.actual),
            )  # fmt: skip


def direction_follows_target(subject: Subject) -> Iterator[Finding]:
    """S206: an explicit direction does not contradict the target."""
    if subject.rules is None:
        return
    for index, indicator in enumerate(subject.project.indicators):
        target = target_of(indicator, subject.rules)
        implied = inferred_direction(target.value) if target else None
        if indicator.direction and implied and indicator.direction is not implied:
            yield subject.report(
                AGAINST_TARGET, subject.at("指标", index, "方向"),
                f"“{indicator.level_3}”的指标值“{target}”是{implied}的，评分却按{indicator.direction}计算",
                about=(indicator.level_3,), found=str(indicator.direction), expected=str(implied),
            )  # fmt: skip


def bands_leave_no_gap(subject: Subject) -> Iterator[Finding]:
    """S208: the intervals of 分段 follow one another without gap or overlap."""
    if subject.rules is None:
        return
    for index, indicator in enumerate(subject.project.indicators):
        method, _ = method_of(indicator, subject.rules)
        for bands in _all_bands(method):
            for first, then in _faulty_joints(bands):
                yield subject.report(
                    BAND_GAP, subject.at("指标", index, "评分"),
                    f"“{indicator.level_3}”的分段在“{first}”与“{then}”之间有空隙或重叠", about=(indicator.level_3,),
                    found=f"{first}、{then}",
                )  # fmt: skip


def _all_bands(method: Method | None) -> Iterator[Bands]:
    if isinstance(method, Bands):
        yield method
        for band in method.bands:
            yield from _all_bands(band.method)
    for branch in getattr(method, "branches", ()):
        yield from _all_bands(branch.method)


def _faulty_joints(bands: Bands) -> list[tuple[str, str]]:
    """Pairs of neighbouring intervals (in order of their ends) that do not meet exactly once."""
    ends = sorted(
        ((*_ends(b), b.interval.text) for b in bands.bands), key=lambda e: (e[0] is not None, e[0] or 0)
    )
    faults = []
    for (_, _, high, high_closed, first), (low, low_closed, _, _, then) in pairwise(ends):
        if high is None or low is None or high != low or high_closed == low_closed:
            faults.append((first, then))
    return faults


def _ends(band: Band) -> tuple[Fraction | None, bool, Fraction | None, bool]:
    value = band.interval.value
    if isinstance(value, notation.Interval):
        low = None if value.low is None else Fraction(value.low.value)
        high = None if value.high is None else Fraction(value.high.value)
        return low, value.low_closed, high, value.high_closed
    point = Fraction(value.quantity.value)
    if value.op in ("≥", ">"):
        return point, value.op == "≥", None, False
    if value.op in ("≤", "<"):
        return None, False, point, value.op == "≤"
    return point, True, point, True


def lost_points_have_reasons(subject: Subject) -> Iterator[Finding]:
    """S209: whoever loses points says why (财预〔2020〕10号 annex 1: 偏差原因分析)."""
    if subject.score is None:
        return
    for score in subject.score.indicators:
        indicator = score.indicator
        explained = indicator.deduction_reason or indicator.deviation_reason or indicator.inputs.get("理由")
        if _lost(score.counted, score.weight) and not explained:
            yield _no_reason(subject, ("指标", score.index), indicator.level_3, score.counted, score.weight)
    whole = subject.project.whole_sections
    for section in subject.score.sections:
        at = next((n for n, w in enumerate(whole) if w.name == section.name), None)
        if at is not None and _lost(section.counted, section.full) and not whole[at].deduction_reason:
            yield _no_reason(subject, ("分项", at), section.name, section.counted, section.full)


def _lost(counted: Decimal | None, full: Decimal | None) -> bool:
    return counted is not None and full is not None and counted < full


def _no_reason(
    subject: Subject, path: tuple[str | int, ...], name: str, counted: Decimal | None, full: Decimal | None
) -> Finding:
    return subject.report(
        NO_REASON, subject.at(*path),
        f"“{name}”得{shown(counted or Decimal(0))}分，低于权重{shown(full or Decimal(0))}分，没有写扣分原因",
        expected="扣分原因: …",
    )  # fmt: skip


RULES = (
    every_indicator_is_scored, scores_are_as_published, published_scores_add_up, grade_is_right, inputs_agree,
    direction_follows_target, bands_leave_no_gap, lost_points_have_reasons,
)  # fmt: skip
