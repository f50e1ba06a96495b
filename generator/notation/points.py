"""Points (分值, 扣, 得): absolute, or a share of the weight."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from generator.notation.decimals import EXACT, NUMBER, plain, read_decimal
from generator.notation.normalise import Written
from generator.notation.reasons import POINTS_FORMS, refuse
from generator.notation.unparsed import Unparsed


@dataclass(frozen=True, slots=True)
class Points:
    """`1分` is value 1; `20%权重`, `1/4权重` and `满分` are exact shares with `of_weight` set."""

    value: Fraction
    of_weight: bool = False
    text: str = field(default="", compare=False)

    def of(self, weight: Decimal | Fraction) -> Fraction:
        """The points for an indicator of this weight, exact."""
        return self.value * Fraction(weight) if self.of_weight else self.value

    def __str__(self) -> str:
        """`0.5分`, `20%权重`, `1/3权重`, `满分`."""
        if not self.of_weight:
            return f"{_number(self.value) or self.value}分"
        if self.value == 1:
            return "满分"
        percent = _number(self.value * 100)
        return f"{percent}%权重" if percent is not None else f"{self.value}权重"


_SHARE = rf"({NUMBER})%|([0-9]{{1,4}})/([0-9]{{1,4}})"
_OF_WEIGHT = re.compile(rf"(?:{_SHARE})的?权重分?|权重分?的?(?:{_SHARE})")
_ABSOLUTE = re.compile(rf"({NUMBER})分?|([0-9]{{1,4}})/([0-9]{{1,4}})分")
_FULL = Points(Fraction(1), of_weight=True, text="满分")


def _number(value: Fraction) -> str | None:
    """The value in decimal notation; None when no decimal is exact."""
    quotient = EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return plain(quotient) if Fraction(quotient) == value else None


def parse_points(text: str) -> Points | Unparsed:
    """Points as rules write them: `1分`, `0.5分`, `2`, `20%权重`, `权重的20%`, `1/4权重`, `满分`, `0分`."""
    return _parse_points(text)


@lru_cache(maxsize=1024)
def _parse_points(text: str) -> Points | Unparsed:
    signs = Written.of(text).signs
    if signs == _FULL.text:
        return _FULL
    share = _OF_WEIGHT.fullmatch(signs)
    if share is not None:
        first = share.groups()[:3] if share[1] or share[2] else share.groups()[3:]
        return _share(_fraction(first[0], first[1], first[2], per=100), text)
    absolute = _ABSOLUTE.fullmatch(signs)
    value = _fraction(absolute[1], absolute[2], absolute[3], per=1) if absolute is not None else None
    if value is None:
        return refuse(text, "看不懂这种分值", POINTS_FORMS)
    return Points(value, of_weight=False, text=text)


def _share(value: Fraction | None, text: str) -> Points | Unparsed:
    if value is None or value > 1:
        return refuse(text, "占权重的份额应在0到100%之间", POINTS_FORMS)
    return Points(value, of_weight=True, text=text)


def _fraction(number: str | None, above: str | None, below: str | None, *, per: int) -> Fraction | None:
    """The value of `number` ÷ `per`, or of `above`/`below`; None when too long or divided by zero."""
    if number is not None:
        decimal = read_decimal(number)
        return Fraction(decimal) / per if decimal is not None else None
    if above is None or below is None or not int(below):
        return None
    return Fraction(int(above), int(below))
