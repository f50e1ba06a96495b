"""Exact comparison of a measured value with a bound, and how far it lies beyond."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator import notation
from generator.scoring.case import Case, Measurement, lower_is_better
from generator.scoring.result import Unscorable


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison or interval over a measured value, as two optional ends."""

    low: Fraction | None
    low_closed: bool
    high: Fraction | None
    high_closed: bool

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies inside, exactly."""
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below

    def beyond(self, value: Fraction) -> Fraction:
        """How far outside the value lies; nothing when it is inside or on an open end."""
        if self.low is not None and value < self.low:
            return self.low - value
        if self.high is not None and value > self.high:
            return value - self.high
        return Fraction(0)

    def reference(self, value: Fraction) -> Fraction:
        """The end that the value is nearest to from outside."""
        if self.low is not None and value <= self.low:
            return self.low
        return self.high if self.high is not None else (self.low or Fraction(0))


def bound_of(case: Case, measured: Measurement, target: notation.Target) -> Bound:
    """A target as a bound over the measured value; a bare or `=` figure is a bound in the case's direction."""
    if isinstance(target, notation.Interval):
        _same_unit(measured, target.low or target.high)
        low = None if target.low is None else Fraction(target.low.value)
        high = None if target.high is None else Fraction(target.high.value)
        return Bound(low, target.low_closed, high, target.high_closed)
    if not isinstance(target, notation.Comparison):
        raise Unscorable("评分", f"“{target}”不是数值界线，不能按数值计分", "满分线: ≥90%")
    _same_unit(measured, target.quantity)
    value = Fraction(target.quantity.value)
    if target.op in ("≥", ">"):
        return Bound(value, target.op == "≥", None, high_closed=False)
    if target.op in ("≤", "<"):
        return Bound(None, low_closed=False, high=value, high_closed=target.op == "≤")
    if lower_is_better(case):
        return Bound(None, low_closed=False, high=value, high_closed=True)
    if target.op == "=" and value == 0:  # nothing but nothing: no fault, no complaint
        return Bound(None, low_closed=False, high=value, high_closed=True)
    return Bound(value, low_closed=True, high=None, high_closed=False)


def _same_unit(measured: Measurement, quantity: notation.Quantity | None) -> None:
    if quantity is None or (quantity.value == 0 and not quantity.unit):  # nothing is nothing in every unit
        return
    own = notation.Quantity(quantity.value, measured.unit)
    if not notation.comparable(own, quantity):
        raise Unscorable("评分", f"“{measured.text}”与界线“{quantity}”的单位不同，不能比较", "同一单位的界线")
