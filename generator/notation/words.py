"""Values that are words: categories, the special values of a result, hours of service."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from generator.notation.normalise import Written
from generator.notation.reasons import footnote_mark, number_in_words
from generator.notation.unparsed import Unparsed

SpecialKind: TypeAlias = Literal["未完成", "不适用", "无", "未载明"]

LONGEST_CATEGORY = 40
"""Characters; what is longer is a description, not a value."""


@dataclass(frozen=True, slots=True)
class Category:
    """A qualitative value in the author's words, half width: `合规`, `有效提高`."""

    text: str

    def __str__(self) -> str:
        """The words."""
        return self.text


@dataclass(frozen=True, slots=True)
class Special:
    """An actual that is no result: not done, not applicable, none, not stated by the source."""

    kind: SpecialKind

    def __str__(self) -> str:
        """The word for it."""
        return self.kind


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """Days a week times hours a day: `7*24小时`."""

    days: int
    hours: int
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        """`7*24小时`."""
        return f"{self.days}*{self.hours}小时"


_SPECIAL: Final[dict[str, Special]] = {
    "未完成": Special("未完成"),
    "不适用": Special("不适用"),
    "无": Special("无"),
    "未载明": Special("未载明"),
}
_SERVICE = re.compile(r"([0-9]{1,2})天?[*xX]([0-9]{1,2})(?:个?小时|h)?")
_DAYS_OF_WEEK = 7
_HOURS_OF_DAY = 24
_SIGNS_OF_NUMBERS = re.compile(r"[0-9<>=≤≥≠≈±%‰]")


def read_special(written: Written) -> Special | None:
    """One of the four special values, or None."""
    return _SPECIAL.get(written.words)


def read_service_hours(written: Written) -> ServiceHours | Unparsed | None:
    """Hours of service such as `7*24小时` or `7×24小时`; impossible ones are `Unparsed`."""
    match = _SERVICE.fullmatch(written.signs)
    if match is None:
        return None
    days, hours = int(match[1]), int(match[2])
    if 1 <= days <= _DAYS_OF_WEEK and 1 <= hours <= _HOURS_OF_DAY:
        return ServiceHours(days, hours, written.text)
    return Unparsed(written.text, "服务时间应为每周天数（1至7）乘每天小时数（1至24），如 7*24小时")


def read_category(written: Written) -> Category | None:
    """Words without digits, footnote marks or comparison signs, at most 40 characters; otherwise None."""
    words = written.words
    if len(words) > LONGEST_CATEGORY or not words.isprintable() or not any(map(str.isalpha, words)):
        return None
    if _SIGNS_OF_NUMBERS.search(written.signs) or footnote_mark(words) or number_in_words(written.signs):
        return None
    return Category(words)
