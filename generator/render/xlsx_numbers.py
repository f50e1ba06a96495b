"""Text of a table to a number of a workbook and back: the number format shows exactly the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.scoring.numbers import to_decimal

MOST_DIGITS = 15
"""Significant digits that every spreadsheet keeps; a longer number stays text."""

_MINUS = "\u2212"
_TEXT = re.compile(rf"([-+{_MINUS}]?)((?:0|[1-9]\d*)|[1-9]\d{{0,2}}(?:,\d{{3}})+)(?:\.(\d+))?(%?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a cell holds it (0.9931 for 99.31%) and the number format that shows it as it was written."""

    value: Decimal
    format: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, without `=`, and its exact value."""

    text: str
    value: Fraction
    rate: bool = False
    """Whether the report shows the value rounded."""


def read_number(text: str, mark: str = "") -> Number | None:
    """The number that `text` and the mark after it show; None when the text is no plain number."""
    match = _TEXT.fullmatch(text)
    if match is None or '"' in mark or "\n" in mark:
        return None
    sign, whole, decimals, percent = match[1], match[2], match[3] or "", match[4]
    digits = whole.replace(",", "") + decimals
    value = Decimal(digits).scaleb(-len(decimals) - (2 if percent else 0))
    if len(digits.lstrip("0")) > MOST_DIGITS or (sign and not value):
        return None
    shown = ("#,##0" if "," in whole else "0") + (f".{'0' * len(decimals)}" if decimals else "") + percent
    shown += f'"{mark}"' if mark else ""
    if sign in ("+", _MINUS):
        shown = f'"+"{shown};"{_MINUS}"{shown};{shown}' if sign == "+" else f'{shown};"{_MINUS}"{shown}'
    return Number(-value if sign in ("-", _MINUS) else value, shown)


def gives(formula: Formula, number: Number) -> bool:
    """Whether a formula may stand for a number: a rate is that number when it is rounded, all else exactly."""
    if not formula.rate:
        return formula.value == Fraction(number.value)
    exponent = number.value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return to_decimal(formula.value, max(places, 0)) == number.value
