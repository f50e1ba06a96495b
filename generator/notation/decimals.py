"""Decimal numbers as written: strict digit groups, exact arithmetic, plain printing."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
"""Regular expression of an unsigned number; thousands separators only where they are well placed."""

SIGNED = rf"[+-]?{NUMBER}"
"""Regular expression of a number with an optional sign."""

MOST_DIGITS = 24
"""Longest number accepted, sign and point included: far beyond any budget, and safe for exact arithmetic."""

EXACT = Context(prec=120)
"""Wide enough that no product of accepted numbers is ever rounded."""

_SILENT = re.compile(r"[,+]")


def read_decimal(written: str) -> Decimal | None:
    """The value of text that matches `SIGNED`; None when it is longer than `MOST_DIGITS`."""
    digits = _SILENT.sub("", written)
    return Decimal(digits) if len(digits) <= MOST_DIGITS else None


def last_place(written: str) -> Decimal:
    """The value of one unit in the last place shown: 0.01 for `7.29`, 1 for `5000`."""
    _, _, fraction = written.partition(".")
    return Decimal(1).scaleb(-len(fraction))


def plain(value: Decimal) -> str:
    """Decimal notation without exponent, trailing zeros or a negative zero."""
    text = format(EXACT.normalize(value), "f")
    return "0" if text == "-0" else text


def round_to(value: Decimal, grain: Decimal) -> Decimal:
    """`value` rounded half up (away from zero) to a multiple of `grain`."""
    steps = EXACT.divide(value, grain).quantize(Decimal(1), rounding=ROUND_HALF_UP, context=EXACT)
    return EXACT.multiply(steps, grain)
