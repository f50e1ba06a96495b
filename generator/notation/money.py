"""Amounts of money, held in yuan."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from generator.notation.decimals import EXACT, SIGNED, plain, read_decimal
from generator.notation.normalise import Written
from generator.notation.reasons import AMOUNT_FORMS, refuse, why_no_quantity
from generator.notation.unparsed import Unparsed

YUAN_PER_UNIT = {"元": Decimal(1), "万元": Decimal(10**4), "亿元": Decimal(10**8)}
"""The units in which amounts are written."""

_AMOUNT = re.compile(rf"({SIGNED})(元|万元|亿元)?")
_MULTIPLIER_WITHOUT_UNIT = re.compile(rf"{SIGNED}[万亿]")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in yuan; `text` is what the author wrote and doesn't count in comparisons."""

    value: Decimal
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        """In yuan: `12654100元`."""
        return f"{plain(self.value)}元"

    def in_unit(self, unit: str) -> Decimal:
        """The amount in 元, 万元 or 亿元, exact. Raises KeyError for another unit (a bug)."""
        return EXACT.divide(self.value, YUAN_PER_UNIT[unit])


def parse_amount(text: str, default_unit: str = "万元") -> Money | Unparsed:
    """An amount with its own unit or, without one, in `default_unit` (元, 万元 or 亿元)."""
    return _parse_amount(text, default_unit)


@lru_cache(maxsize=4096)
def _parse_amount(text: str, default_unit: str) -> Money | Unparsed:
    signs = Written.of(text).signs
    match = _AMOUNT.fullmatch(signs)
    value = read_decimal(match[1]) if match is not None else None
    if match is None or value is None:
        return refuse(text, _why_no_amount(signs), AMOUNT_FORMS)
    scale = YUAN_PER_UNIT.get(match[2] or default_unit)
    if scale is None:
        return refuse(text, f"金额单位“{default_unit}”应为 元、万元 或 亿元", AMOUNT_FORMS)
    return Money(EXACT.multiply(value, scale), text)


def _why_no_amount(signs: str) -> str:
    if _MULTIPLIER_WITHOUT_UNIT.fullmatch(signs):
        return f"金额请写全单位，如 {signs}元"
    cause = why_no_quantity(signs)
    return cause if cause != "看不懂这种写法" else "看不懂这个金额"
