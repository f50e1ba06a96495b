"""From a measured value to points: one function for each way of scoring that looks at a number."""

from __future__ import annotations

import math
from fractions import Fraction

from generator import notation
from generator.model.methods import Bands, Deduction, Proportion, StepRounding, Threshold
from generator.model.values import Written
from generator.scoring.bounds import Bound, bound_of
from generator.scoring.case import LATE_DAYS, SECONDS_A_DAY, Case, Measurement, is_deadline, measure
from generator.scoring.numbers import percent, shown
from generator.scoring.result import Outcome, Unscorable

NOT_LATE = Bound(None, low_closed=False, high=Fraction(0), high_closed=True)
"""The bound of lateness: no day."""


def proportion(case: Case, method: Proportion) -> Outcome:
    """Weight × rate, at most the weight; nothing below the pass mark."""
    measured = _rate(measure(case, method, "完成率"))
    share = measured.value / 100
    if method.pass_mark is not None and measured.value < Fraction(method.pass_mark):
        step = f"{percent(share)}低于及格线{shown(method.pass_mark)}%，得0分"
        return _outcome(measured, Fraction(0), step)
    capped = min(share, Fraction(1))
    note = "，超过100%按100%计" if share > 1 else ""
    step = f"{percent(capped)} × {shown(case.weight)} = {shown(capped * case.weight)}{note}"
    return _outcome(measured, capped * case.weight, step)


def threshold(case: Case, method: Threshold) -> Outcome:
    """All or nothing."""
    if method.full_at is None and not method.measure and not method.numerator and case.measured is None:
        return _met_or_nothing(case)
    measured = measure(case, method, "完成值")
    full_at = _full_at(case, method.full_at)
    met = bound_of(case, measured, full_at.value).holds(measured.value)
    points = case.weight if met else Fraction(0)
    step = f"{measured.text}{'符合' if met else '不符合'}“{full_at.text}”，得{shown(points)}分"
    return _outcome(measured, points, step)


def _met_or_nothing(case: Case) -> Outcome:
    target = _full_at(case, None)
    if case.actual is None:
        raise Unscorable("完成值", "完成值未载明，不能判断是否达标", "填写完成值")
    met = notation.meets(target.value, case.actual.value)
    if met is None:
        raise Unscorable(
            "完成值", f"完成值“{case.actual.text}”不能与指标值“{target.text}”比较", "与指标值同一类的值"
        )
    points = case.weight if met else Fraction(0)
    step = f"完成值“{case.actual.text}”{'符合' if met else '不符合'}“{target.text}”，得{shown(points)}分"
    return Outcome(points, (step,), (("指标值", target.text), ("完成值", case.actual.text)))


def deduction(case: Case, method: Deduction) -> Outcome:
    """The weight, less the points of every step beyond the bound."""
    late = is_deadline(case) and method.full_at is None
    measured = measure(case, method, LATE_DAYS if late else "完成值")
    full_at = _full_at(case, method.full_at)
    bound = NOT_LATE if late else bound_of(case, measured, full_at.value)
    if bound.holds(measured.value):
        return _outcome(
            measured, case.weight, f"{measured.text}符合“{full_at.text}”，得满分{shown(case.weight)}分"
        )
    steps, gap_text = _steps_beyond(bound, measured, method)
    off = steps * method.off.value.of(case.weight)
    floor = method.floor.value.of(case.weight) if method.floor else Fraction(0)
    points = max(case.weight - off, floor)
    formula = (
        f"{shown(case.weight)} − {shown(steps)} × {shown(method.off.value.of(case.weight))}"
        f" = {shown(case.weight - off)}"
    )
    last = f"{formula}，扣完为止，得{shown(points)}" if case.weight - off < floor else formula
    return _outcome(measured, points, f"{measured.text}不符合“{full_at.text}”，{gap_text}", last)


def _steps_beyond(bound: Bound, measured: Measurement, method: Deduction) -> tuple[Fraction, str]:
    """How many steps of deduction the gap makes, and how that is said."""
    gap, step = bound.beyond(measured.value), method.step.value
    unit = "个百分点" if measured.is_rate else measured.unit
    if step.unit == "%" and not measured.is_rate:  # a percentage of a quantity that is no rate: relative
        reference = bound.reference(measured.value)
        if reference == 0:
            raise Unscorable("评分", "满分线为0，不能按百分比计算差距", "每: 1个")
        gap, unit = gap / abs(reference) * 100, "%"
    elif step.unit == "百分点" and not measured.is_rate:
        raise Unscorable("评分", f"“{measured.text}”不是比率，不能按百分点计算差距", "与完成值同一单位的一档")
    elif not measured.is_rate and not notation.comparable(
        notation.Quantity(step.value, measured.unit), notation.Quantity(step.value, step.unit)
    ):
        raise Unscorable(
            "评分", f"一档“{method.step.text}”与“{measured.text}”的单位不同", "与完成值同一单位的一档"
        )
    exact = gap / Fraction(step.value)
    if method.part_step is StepRounding.UP:
        # a strict bound that is only just touched is missed: that is one step begun
        steps = Fraction(max(math.ceil(exact), 1))
    elif method.part_step is StepRounding.DOWN:
        steps = Fraction(math.floor(exact))
    else:
        steps = exact
    how = "" if method.part_step is StepRounding.PROPORTIONAL else f"（{method.part_step}）"
    if measured.unit == "秒" and gap and gap % SECONDS_A_DAY == 0:
        gap, unit = gap / SECONDS_A_DAY, "天"
    return steps, f"差{shown(gap)}{unit} ÷ {method.step.text} = {shown(exact)}，计{shown(steps)}档{how}"


def band_of(case: Case, method: Bands) -> tuple[Measurement, int]:
    """The measured value and the index of the first interval that holds it."""
    measured = measure(case, method, "完成率")
    for index, band in enumerate(method.bands):
        if bound_of(case, measured, band.interval.value).holds(measured.value):
            return measured, index
    raise Unscorable("评分", f"{measured.text}不在任何一段之内", "各段相接，不留空隙")


def _full_at(case: Case, declared: object) -> Written[notation.Target]:
    """The bound for full marks: declared, else the target."""
    if isinstance(declared, Written):
        return declared
    if case.target is None:
        raise Unscorable("指标值", "没有指标值，也没有满分线", "填写指标值，或在评分中写“满分线”")
    return case.target


def _rate(measured: Measurement) -> Measurement:
    if not measured.is_rate:
        raise Unscorable(
            "评分输入", f"按比例计分要用比率，现在是“{measured.text}”", "如 98.72%，或写明分子、分母"
        )
    return measured


def _outcome(measured: Measurement, points: Fraction, *steps: str) -> Outcome:
    return Outcome(points, (*measured.steps, *steps), measured.inputs)
