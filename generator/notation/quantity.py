"""A number with its unit: counts, rates in percent, percentage points, money, time, rates per unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from generator.notation import units
from generator.notation.decimals import EXACT, SIGNED, last_place, plain, read_decimal
from generator.notation.normalise import Written
from generator.notation.reasons import PERCENT_FORMS, STEP_FORMS, refuse, why_no_quantity
from generator.notation.unparsed import Unparsed


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in a normalised unit; `text` is what the author wrote and doesn't count in comparisons.

    Units: `%` (value in percent), `百分点`, `元`, `秒`, `工作日`, `月`, `年`, a counting unit as written
    (`个`), a rate per unit (`次/秒`), or empty for a bare number.
    """

    value: Decimal
    unit: str = ""
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        """The value in its unit; time in the largest unit that leaves a whole number."""
        if self.unit == units.SECOND:
            return _duration(self.value)
        return f"{plain(self.value)}{units.spoken(self.unit)}"


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity and how finely it was written: `grain` is one unit of its last place, in the same unit."""

    quantity: Quantity
    grain: Decimal


_DURATIONS = (
    ("天", units.SECONDS_PER_DAY),
    ("小时", units.SECONDS_PER_HOUR),
    ("分钟", units.SECONDS_PER_MINUTE),
)
_QUANTITY = re.compile(rf"({SIGNED})(万亿|万|亿)?(.*)")
_FIRST_CALENDAR_YEAR = 1000


def _duration(seconds: Decimal) -> str:
    for name, length in _DURATIONS:
        if seconds and not EXACT.remainder(seconds, length):
            return f"{plain(EXACT.divide(seconds, length))}{name}"
    return f"{plain(seconds)}秒"


def read_quantity(signs: str, text: str) -> Reading | None:
    """The quantity that folded `signs` spells; None when it spells none. `text` is kept for display."""
    match = _QUANTITY.fullmatch(signs)
    if match is None:
        return None
    digits, multiplier, written_unit = match.groups(default="")
    number, unit = read_decimal(digits), units.find_unit(written_unit)
    if number is None or unit is None or (multiplier and not units.takes_multiplier(unit)):
        return None
    if unit.name == units.YEAR and number >= _FIRST_CALENDAR_YEAR:
        return None
    scale = EXACT.multiply(units.MULTIPLIERS[multiplier], unit.factor)
    value = EXACT.multiply(number, scale)
    return Reading(Quantity(value, unit.name, text), EXACT.multiply(last_place(digits), scale))


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities have the same dimension.

    A bare number goes with counting units and rates of counts, never with %, money or time.
    """
    if a.unit == b.unit:
        return True
    return (not a.unit and units.goes_with_bare_number(b.unit)) or (
        not b.unit and units.goes_with_bare_number(a.unit)
    )


def parse_percent(text: str) -> Decimal | Unparsed:
    """The value of a rate in percent: `99.31%` gives 99.31. A bare number is refused as ambiguous."""
    signs = Written.of(text).signs
    reading = read_quantity(signs, text)
    if reading is not None and reading.quantity.unit == units.PERCENT:
        return reading.quantity.value
    cause = "比率要带百分号" if reading is not None else why_no_quantity(signs)
    return refuse(text, cause, PERCENT_FORMS)


def parse_step(text: str) -> Quantity | Unparsed:
    """The size of one step of a deduction, above zero: `1个百分点`, `1%`, `0.1秒`, `1个`, `1天`."""
    return _parse_step(text)


@lru_cache(maxsize=1024)
def _parse_step(text: str) -> Quantity | Unparsed:
    signs = Written.of(text).signs
    reading = read_quantity(signs, text)
    if reading is None:
        return refuse(text, why_no_quantity(signs), STEP_FORMS)
    if reading.quantity.value <= 0:
        return refuse(text, "每一档的大小必须大于0", STEP_FORMS)
    return reading.quantity
