"""One indicator made ready for scoring: everything its method may look at, in one place."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from fractions import Fraction

from generator import notation
from generator.model.base import Unstated
from generator.model.criteria import Criterion, Results
from generator.model.funds import ITEMS, Funds
from generator.model.methods import Measured
from generator.model.project import Direction, Indicator
from generator.model.rule_set import RuleSet
from generator.model.values import VerbatimNumber, Written
from generator.scoring.numbers import percent, shown
from generator.scoring.result import Unscorable

LATE_DAYS, LATE_WORKING_DAYS = "逾期天数", "逾期工作日"
SECONDS_A_DAY = 86_400
NUMERIC_TARGETS = (notation.Comparison, notation.Interval)


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of one indicator that a method may use. Weight in points."""

    indicator: Indicator
    rules: RuleSet
    funds: Funds
    weight: Fraction
    target: Written[notation.Target] | None
    criteria: tuple[Criterion, ...]
    published: VerbatimNumber | None
    measured: Measured | None = None
    """The measure of the method around this one (分段 hands its own down)."""

    @property
    def actual(self) -> Written[notation.Actual] | None:
        """The actual, None when the source does not state it."""
        actual = self.indicator.actual
        return None if isinstance(actual, Unstated) else actual

    @property
    def results(self) -> Results:
        """Which criteria hold."""
        return self.indicator.results or Results({})

    def inside(self, method: Measured) -> Case:
        """This case as a method within `method` sees it."""
        return replace(self, measured=method)

    def input(self, name: str) -> str:
        """The text of a named 评分输入, which must be there."""
        text = self.indicator.inputs.get(name)
        if text is None:
            raise Unscorable("评分输入", f"评分规则要用“{name}”，评分输入里没有", f"评分输入: {{{name}: …}}")
        return text

    def quantity(self, name: str) -> notation.Quantity:
        """A named 评分输入 as a quantity."""
        value = notation.parse_actual(self.input(name))
        if not isinstance(value, notation.Quantity):
            raise Unscorable(
                "评分输入", f"评分输入“{name}”要写成数量，现在是“{self.input(name)}”", "如 3、98.72%、2个"
            )
        return value

    def operand(self, name: str) -> tuple[Fraction, str]:
        """A fund item or a named input as an exact number, with its text for a step."""
        if name not in ITEMS:
            value = self.quantity(name).value
            return Fraction(value), shown(value)
        number = self.funds.item(name)
        if number is None:
            raise Unscorable("评分", f"评分规则要用资金“{name}”，而资金中未载明", f"在资金中填写“{name}”")
        return Fraction(number), f"{number:f}"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a curve looks at: a quantity (rates in percent), and the steps that made it."""

    value: Fraction
    unit: str
    text: str
    steps: tuple[str, ...]
    inputs: tuple[tuple[str, str], ...]

    @property
    def is_rate(self) -> bool:
        """Whether the value is in percent."""
        return self.unit == "%"


def measure(case: Case, method: Measured, usual: str) -> Measurement:
    """Measure as the method says; `usual` (完成率 or 完成值) is what this curve looks at by default."""
    spec = method
    if not (method.measure or method.numerator) and case.measured is not None:
        spec, usual = case.measured, "完成率"
    if spec.numerator and spec.denominator:
        return _ratio(case, spec.numerator, spec.denominator)
    name = spec.measure or usual
    if name == "完成率":
        return completion(case)
    if name == "完成值":
        return _actual(case)
    if name in (LATE_DAYS, LATE_WORKING_DAYS):
        return lateness(case, name)
    value = case.quantity(name)
    return Measurement(
        Fraction(value.value),
        value.unit,
        case.input(name),
        (f"{name}：{case.input(name)}",),
        ((name, case.input(name)),),
    )


def _ratio(case: Case, numerator: str, denominator: str) -> Measurement:
    top, top_text = case.operand(numerator)
    bottom, bottom_text = case.operand(denominator)
    inputs = ((numerator, top_text), (denominator, bottom_text))
    if bottom == 0:
        raise Unscorable(
            "评分", f"“{denominator}”为0，算不出比率", "分母大于0；本年没有预算的指标，完成值填“不适用”"
        )
    ratio = top / bottom
    step = f"{numerator} ÷ {denominator} = {top_text} ÷ {bottom_text} = {percent(ratio)}"
    return Measurement(ratio * 100, "%", percent(ratio), (step,), inputs)


def figure(case: Case) -> notation.Quantity | None:
    """The actual as a concrete quantity, when it is one."""
    return case.actual.value if case.actual and isinstance(case.actual.value, notation.Quantity) else None


def _actual(case: Case) -> Measurement:
    quantity = figure(case)
    if quantity is None or case.actual is None:
        raise Unscorable(
            "完成值", f"按完成值评分，要有具体数值，现在是“{case.indicator.actual}”", "如 99.31%、16000个"
        )
    text = case.actual.text
    return Measurement(
        Fraction(quantity.value), quantity.unit, text, (f"完成值：{text}",), (("完成值", text),)
    )


def is_deadline(case: Case) -> bool:
    """Whether the target is a day."""
    return case.target is not None and isinstance(case.target.value, notation.Deadline)


def lateness(case: Case, name: str) -> Measurement:
    """逾期天数, 逾期工作日: days from the deadline to the day of completion; none when it was in time."""
    target = case.target.value if case.target else None
    actual = case.actual.value if case.actual else None
    if not isinstance(target, notation.Deadline) or not isinstance(actual, notation.DateValue):
        raise Unscorable(
            "完成值",
            f"按{name}计分，指标值要是期限，完成值要是日期",
            "指标值: 2024年12月31日前，完成值: 2025年1月3日",
        )
    last = target.on if target.inclusive else target.on - datetime.timedelta(days=1)
    try:
        working = name == LATE_WORKING_DAYS
        days = notation.working_days_between(last, actual.on) if working else (actual.on - last).days
    except notation.UnknownCalendarYear as unknown:
        raise Unscorable(
            "完成值", f"没有{unknown.year}年的工作日历，算不出工作日", "改用 度量: 逾期天数"
        ) from unknown
    late = Fraction(max(days, 0))
    text = f"逾期{shown(late)}{'个工作日' if working else '天'}"
    step = f"期限{case.target}，完成于{case.actual}，{text if late else '没有逾期'}"
    inputs = (("指标值", str(case.target)), ("完成值", str(case.actual)))
    return Measurement(
        late if working else late * SECONDS_A_DAY, "工作日" if working else "秒", text, (step,), inputs
    )


def lower_is_better(case: Case) -> bool:
    """The direction: as declared, else from the target (≤ and < mean that less is better)."""
    if case.indicator.direction is not None:
        return case.indicator.direction is Direction.LOWER
    target = case.target.value if case.target else None
    return isinstance(target, notation.Comparison) and target.op in ("≤", "<")


def completion(case: Case) -> Measurement:
    """完成率: how far the actual reaches the target, in percent.

    B/A for targets to reach, A/B for limits to keep (财预〔2020〕10号 art. 17 and local practice). Inside an interval
    it is 100 %, below it actual/lower bound, above it upper bound/actual. A category or a deadline is met or not.
    """
    if case.target is None:
        raise Unscorable("指标值", "按完成率评分，要有指标值", "填写指标值，或在评分中另定度量")
    if case.actual is None:
        raise Unscorable(
            "完成值", "完成值未载明，算不出完成率", "填写完成值；没有规则的用 评分: {方式: 未公布规则}"
        )
    target, quantity = case.target.value, figure(case)
    inputs = (("指标值", case.target.text), ("完成值", case.actual.text))
    if quantity is None or not isinstance(target, NUMERIC_TARGETS):
        return _met_or_not(case, inputs)
    share, step = _share(case, target, quantity)
    return Measurement(share * 100, "%", percent(share), (step,), inputs)


def _met_or_not(case: Case, inputs: tuple[tuple[str, str], ...]) -> Measurement:
    assert case.target is not None and case.actual is not None  # noqa: S101, PT018 - checked by the caller
    met = notation.meets(case.target.value, case.actual.value)
    if met is None:
        raise Unscorable(
            "完成值",
            f"完成值“{case.actual.text}”不能与指标值“{case.target.text}”比较",
            "与指标值同一类的值，如指标值是百分比，完成值也是百分比",
        )
    word = "符合" if met else "不符合"
    step = f"完成值“{case.actual.text}”{word}指标值“{case.target.text}”，完成率{'100%' if met else '0%'}"
    return Measurement(Fraction(100 if met else 0), "%", "100%" if met else "0%", (step,), inputs)


def _share(case: Case, target: notation.Target, actual: notation.Quantity) -> tuple[Fraction, str]:
    bound = _bound(target, actual, lower=lower_is_better(case))
    if bound is None:
        return Fraction(1), f"完成值{actual.text or actual}在指标值范围内，完成率100%"
    if not notation.comparable(bound, actual):
        raise Unscorable(
            "完成值", f"完成值“{actual.text or actual}”与指标值“{bound.text or bound}”的单位不同", "同一单位"
        )
    a, t = Fraction(actual.value), Fraction(bound.value)
    inverse = lower_is_better(case) or (isinstance(target, notation.Interval) and bound == target.high)
    top, bottom = (t, a) if inverse else (a, t)
    formula = "指标值 ÷ 完成值" if inverse else "完成值 ÷ 指标值"
    if bottom == 0:  # a target of nothing is kept only by nothing; nothing spent keeps any limit
        met = top == 0 or inverse
        return Fraction(
            int(met)
        ), f"{formula}：除数为0，{'符合' if met else '不符合'}指标值，完成率{'100%' if met else '0%'}"
    share = top / bottom
    step = f"完成率 = {formula} = {shown(top)} ÷ {shown(bottom)} = {percent(share)}"
    return (share, step) if share >= 0 else (Fraction(0), f"{step}，按0%计")


def _bound(target: notation.Target, actual: notation.Quantity, *, lower: bool) -> notation.Quantity | None:
    """The bound that the actual is divided by; None inside an interval."""
    if isinstance(target, notation.Comparison):
        return target.quantity
    if not isinstance(target, notation.Interval):
        return None
    if notation.meets(target, actual):
        return None
    if target.low is not None and notation.comparable(target.low, actual):
        below = actual.value <= target.low.value
        return target.low if below and not lower else target.high
    return target.high
