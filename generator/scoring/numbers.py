"""The one rounding policy, and how exact numbers are written in steps."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from generator.model.rule_set import Rounding, RoundingMode

SHOWN_PLACES = 4
"""Decimal places of an intermediate figure in a step; the calculation itself is exact."""

_EXACT = Context(prec=60)


def to_decimal(value: Fraction, places: int, mode: str = ROUND_HALF_UP) -> Decimal:
    """An exact number rounded once to `places` decimals."""
    numerator, denominator = value.as_integer_ratio()
    whole, rest = divmod(numerator * 10**places, denominator)
    twice = 2 * rest
    up = twice > denominator or (twice == denominator and (mode == ROUND_HALF_UP or whole % 2 == 1))
    return Decimal(whole + up).scaleb(-places, _EXACT)


def round_score(value: Fraction, rounding: Rounding) -> Decimal:
    """A score rounded as the rule set says (half up by default, GB/T 8170 on request). Never negative here."""
    mode = ROUND_HALF_UP if rounding.mode is RoundingMode.HALF_UP else ROUND_HALF_EVEN
    return to_decimal(value, rounding.places, mode)


def shown(value: Fraction | Decimal) -> str:
    """A number for a step: at most four decimals, no trailing zeros."""
    rounded = to_decimal(abs(Fraction(value)), SHOWN_PLACES)
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "-" + text if value < 0 and text != "0" else text


def percent(value: Fraction) -> str:
    """A share as a percentage for a step: 99.3133%."""
    return shown(value * 100) + "%"


def plain(value: Decimal) -> str:
    """A decimal in plain notation, as written."""
    return f"{value:f}"
