"""Whether a target is met, and whether two figures agree: exact at every boundary."""

from __future__ import annotations

from typing import Final

from generator.notation.actual import Actual
from generator.notation.bounds import Comparison, Interval, Operator
from generator.notation.dates import DateValue, Deadline, RelativeDay, RelativeDeadline
from generator.notation.decimals import round_to
from generator.notation.normalise import Written
from generator.notation.quantity import Quantity, comparable, read_quantity
from generator.notation.target import Target
from generator.notation.words import Category, ServiceHours, Special


def meets(target: Target, actual: Actual) -> bool | None:
    """Whether `actual` meets `target`; None when the two cannot be compared.

    A bare planned value is met at or above it. A bound as actual meets a target only when it implies it, and
    is otherwise undecided. 未完成 meets nothing; 不适用, 无 and 未载明 are not compared.
    """
    if isinstance(actual, Special):
        return False if actual.kind == "未完成" else None
    if isinstance(target, Comparison | Interval):
        return _meets_figure(target, actual)
    return _meets_other(target, actual)


def _meets_figure(target: Comparison | Interval, actual: Actual) -> bool | None:
    if isinstance(actual, Comparison) and actual.op in {"", "="}:
        actual = actual.quantity
    if isinstance(target, Interval):
        return target.contains(actual) if isinstance(actual, Quantity) else None
    if isinstance(actual, Quantity):
        return _holds(target, actual) if comparable(target.quantity, actual) else None
    return _implies(actual, target) if isinstance(actual, Comparison) else None


def _meets_other(target: Target, actual: Actual) -> bool | None:
    match target, actual:
        case Deadline(), DateValue():
            return actual.on <= target.on if target.inclusive else actual.on < target.on
        case RelativeDeadline(), RelativeDay():
            return _in_time(actual, target.by)
        case ServiceHours(), ServiceHours():
            return actual.days >= target.days and actual.hours >= target.hours
        case Category(), Category():
            return actual.text == target.text
        case _:
            return None


def _holds(target: Comparison, actual: Quantity) -> bool:
    limit, value = target.quantity.value, actual.value
    match target.op:
        case "≥" | "":
            return value >= limit
        case "≤":
            return value <= limit
        case ">":
            return value > limit
        case "<":
            return value < limit
        case "=":
            return value == limit


_UPWARD: Final[dict[Operator, bool]] = {"≥": True, "": True, ">": True, "≤": False, "<": False}
"""Whether a bound allows everything above it; `=` allows neither side."""


def _implies(bound: Comparison, target: Comparison) -> bool | None:
    """True when every value within `bound` meets `target`; None otherwise."""
    upward = _UPWARD.get(target.op)
    if upward is None or upward is not _UPWARD.get(bound.op):
        return None
    if not comparable(bound.quantity, target.quantity):
        return None
    limit, edge = target.quantity.value, bound.quantity.value
    beyond = edge > limit if upward else edge < limit
    at_edge = edge == limit and (target.op not in {">", "<"} or bound.op == target.op)
    return True if beyond or at_edge else None


_PERIODS: Final = {"当月": ("月", 0), "次月": ("月", 1), "每月": ("每月", 0)} | {
    "当年": ("年", 0),
    "次年": ("年", 1),
    "每年": ("每年", 0),
}


def _in_time(actual: RelativeDay, by: RelativeDay) -> bool | None:
    """Whether one relative day is on or before another; None when their periods are not of one kind."""
    kind, order = _PERIODS.get(actual.base, (actual.base, 0))
    kind_by, order_by = _PERIODS.get(by.base, (by.base, 0))
    if kind != kind_by:
        return None
    return (order, actual.month or 0, actual.day) <= (order_by, by.month or 0, by.day)


def same_at_precision(a: str, b: str) -> bool:
    """Whether two figures agree at the coarser precision of the two as written, rounding half up.

    `72890元` is `7.29万元`, `45.327%` is `45.33%`. False where either is no figure or the units differ.
    """
    first, second = (read_quantity(Written.of(text).signs, text) for text in (a, b))
    if first is None or second is None or not comparable(first.quantity, second.quantity):
        return False
    grain = max(first.grain, second.grain)
    return round_to(first.quantity.value, grain) == round_to(second.quantity.value, grain)
