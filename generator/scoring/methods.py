"""Dispatch: a declared method and a case give an outcome."""

from __future__ import annotations

from fractions import Fraction

from generator import notation
from generator.model import methods as declared
from generator.model.values import Written
from generator.scoring import curves
from generator.scoring.case import Case
from generator.scoring.checklist import checklist
from generator.scoring.choices import branch_of, tier
from generator.scoring.numbers import shown
from generator.scoring.result import Outcome, Unscorable

PointsText = Written[notation.Points]


def evaluate(case: Case, method: declared.Method) -> Outcome:
    """Apply a method to a case. Raises Unscorable when something it needs is missing."""
    match method:
        case declared.Checklist():
            return checklist(case, method)
        case declared.Proportion():
            return curves.proportion(case, method)
        case declared.Threshold():
            return curves.threshold(case, method)
        case declared.Deduction():
            return curves.deduction(case, method)
        case declared.Bands():
            return _bands(case, method)
        case declared.Tiers():
            return tier(case, method)
        case declared.Branches():
            return _branches(case, method)
        case declared.Fixed():
            return _fixed(case, method.points, method.off)
        case declared.Discretion():
            return _discretion(case)
        case declared.Undisclosed():
            return _undisclosed(case)


def _bands(case: Case, method: declared.Bands) -> Outcome:
    measured, index = curves.band_of(case, method)
    band = method.bands[index]
    where = f"{measured.text}属于“{band.interval.text}”"
    if band.method is None:
        inner = _fixed(case, band.points, None)
        return Outcome(inner.points, (*measured.steps, where, *inner.steps), measured.inputs)
    inner = evaluate(case.inside(method), band.method)
    fresh = tuple(s for s in inner.steps if s not in measured.steps)
    return Outcome(inner.points, (*measured.steps, where, *fresh), _union(measured.inputs, inner.inputs))


def _branches(case: Case, method: declared.Branches) -> Outcome:
    branch, steps, inputs = branch_of(case, method)
    if branch.method is None:
        inner = _fixed(case, branch.points, branch.off)
    else:
        inner = evaluate(case, branch.method)
    return Outcome(
        inner.points,
        (*steps, *inner.steps),
        _union(inputs, inner.inputs),
        inner.discretionary,
        inner.recomputable,
    )


def _union(
    first: tuple[tuple[str, str], ...], then: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    return tuple(dict((*first, *then)).items())


def _fixed(case: Case, points: PointsText | None, off: PointsText | None) -> Outcome:
    gained = points.value.of(case.weight) if points else Fraction(0)
    if off is None:
        return Outcome(gained, (f"得{shown(gained)}分",))
    lost = off.value.of(case.weight)
    return Outcome(gained - lost, (f"{shown(gained)} − {shown(lost)} = {shown(gained - lost)}",))


def _discretion(case: Case) -> Outcome:
    text = case.input("得分")
    points = notation.parse_points(text)
    if isinstance(points, notation.Unparsed):
        raise Unscorable("评分输入", f"裁量得分“{text}”不是分数", "评分输入: {得分: 8, 理由: …}")
    reason = case.input("理由")
    given = points.of(case.weight)
    if given > case.weight:
        raise Unscorable(
            "评分输入", f"裁量得分{shown(given)}高于权重{shown(case.weight)}", f"不高于{shown(case.weight)}"
        )
    step = f"人工裁量：得{shown(given)}分；理由：{reason}"
    return Outcome(given, (step,), (("得分", text), ("理由", reason)), discretionary=True, recomputable=False)


def _undisclosed(case: Case) -> Outcome:
    if case.published is None:
        raise Unscorable(
            "公布", "评分方式为“未公布规则”，而“公布”中没有这一指标的得分", "在“公布”的“指标”中写上签发的得分"
        )
    step = f"报告未公布计分规则，按公布得分{case.published.text}分计入，无法复算"
    return Outcome(
        Fraction(case.published.value), (step,), (("公布得分", case.published.text),), recomputable=False
    )
