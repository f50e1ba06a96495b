"""How figures, dates and unstated facts are written in every output."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

from generator.model.base import UNSTATED, Unstated
from generator.model.funds import Funds
from generator.model.project import Period
from generator.model.values import Amount
from generator.scoring.numbers import plain, to_decimal

RATE_PLACES = 2
"""Decimal places of a rate that we computed."""

LONGEST = 6
"""Decimal places of an amount: a cent in 万元."""

NOTHING = "—"
"""Stands in a cell for which there is nothing to say."""

NOT_COMPUTED = "未能计算"
"""Stands for a score that the content does not suffice to compute."""


def number(value: Decimal) -> str:
    """A number with thousands separators, with the decimals it has."""
    return f"{value:,f}"


def amount(value: Amount | Unstated | None, funds: Funds) -> str:
    """An amount in the unit of its block, without the unit: `1,265.41`; 未载明; — when there is none."""
    if isinstance(value, Amount):
        return number(_tidy(value.in_unit(funds.unit)))
    return NOTHING if value is None else str(value)


def money(value: Amount | Unstated, funds: Funds) -> str:
    """An amount with its unit: `1,265.41万元`; 未载明."""
    return amount(value, funds) + (funds.unit.value if isinstance(value, Amount) else "")


def _tidy(value: Decimal) -> Decimal:
    """A converted amount without the digits that conversion adds beyond a cent in 万元."""
    exponent = value.as_tuple().exponent
    longer = isinstance(exponent, int) and exponent < -LONGEST
    return value.quantize(Decimal(1).scaleb(-LONGEST)).normalize() if longer else value


def rate(value: Fraction | None) -> str:
    """A rate in percent, rounded half up to two places; 未载明 when it is not known."""
    return str(UNSTATED) if value is None else f"{plain(to_decimal(value * 100, RATE_PLACES))}%"


def points(value: Decimal) -> str:
    """A recomputed score: at least two places."""
    return plain(value + Decimal("0.00"))


def signed(value: Decimal) -> str:
    """A difference of scores with its sign, at least two places."""
    text = points(abs(value))
    return f"+{text}" if value > 0 else f"−{text}" if value < 0 else text


def date(day: datetime.date | Unstated | None) -> str:
    """A date as 2024年12月31日."""
    if isinstance(day, datetime.date):
        return f"{day.year}年{day.month}月{day.day}日"
    return NOTHING if day is None else str(day)


def period(value: Period | Unstated) -> str:
    """A span of days."""
    if isinstance(value, Unstated):
        return str(value)
    return f"{value.start}至{value.end}"


def chinese_number(value: int) -> str:
    """A number from 1 to 99 as 一, 十, 十二, 二十 …; larger ones in figures."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    if value < 1 or tens > 9:  # noqa: PLR2004 - two digits
        return str(value)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")
