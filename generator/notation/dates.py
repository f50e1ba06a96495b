"""Calendar days and deadlines, fixed or relative to a period."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from generator.notation.normalise import Written
from generator.notation.reasons import DATE_FORMS, refuse, why_no_quantity
from generator.notation.unparsed import Unparsed


@dataclass(frozen=True, slots=True)
class DateValue:
    """The day on which something was done."""

    on: date
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        """The ISO date."""
        return self.on.isoformat()


@dataclass(frozen=True, slots=True)
class Deadline:
    """To be done by a day; `inclusive` means that the day itself is in time (so for `…前`)."""

    on: date
    inclusive: bool = True
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        """`2024-12-31前`, or `早于2024-12-31` without the day itself."""
        return f"{self.on.isoformat()}前" if self.inclusive else f"早于{self.on.isoformat()}"


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """A day counted from a period: `次月10日` is base 次月, day 10; `次年3月31日` has month 3 too."""

    base: str
    day: int
    month: int | None = None
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        """`次月10日`, `次年3月31日`."""
        month = f"{self.month}月" if self.month else ""
        return f"{self.base}{month}{self.day}日"


@dataclass(frozen=True, slots=True)
class RelativeDeadline:
    """To be done by a relative day, that day included: `次月10日前`."""

    by: RelativeDay
    text: str = field(default="", compare=False)

    @property
    def day(self) -> int:
        """Day of the month, 1 to 31."""
        return self.by.day

    def __str__(self) -> str:
        """`次月10日前`."""
        return f"{self.by}前"


_DATE = r"([12][0-9]{3})(?:年([0-9]{1,2})月([0-9]{1,2})[日号]|([-/.])([0-9]{1,2})\4([0-9]{1,2}))"
_BEFORE = r"(?:之前|以前|前)(?:完成)?"
_DAY = re.compile(_DATE)
_DAY_BEFORE = re.compile(rf"[于在]?{_DATE}{_BEFORE}")
_LATEST_DAY = re.compile(rf"(?:不[晚迟]于|最迟|≤){_DATE}")
_EARLIER_THAN = re.compile(rf"(?:早于|<){_DATE}")
_PERIOD_END = re.compile(rf"[于在]?([12][0-9]{{3}})年(?:([0-9]{{1,2}})月|年)?[底末]{_BEFORE}")
_NO_DAY = re.compile(rf"[于在]?[12][0-9]{{3}}(?:年[0-9]{{1,2}}月份?|年度?|-[0-9]{{2}})(?:{_BEFORE})?")
_NO_YEAR = re.compile(rf"[于在]?[0-9]{{1,2}}月(?:[0-9]{{1,2}}[日号])?(?:{_BEFORE})?")
_RELATIVE = re.compile(
    rf"(?:([次下当本每])月|([次下当本每])年([0-9]{{1,2}})月)([0-9]{{1,2}})[日号]({_BEFORE})?",
)
_PERIOD_WORDS = {"下": "次", "本": "当"}
_DECEMBER = 12
_LEAP_YEAR = 2000
_NOT_A_DAY = "这一天在日历上不存在"


def read_day(signs: str, text: str) -> DateValue | Unparsed | None:
    """A plain calendar day from folded text; `Unparsed` when there is no such day or the day is missing."""
    match = _DAY.fullmatch(signs)
    if match is not None:
        on = _day_of(match)
        return DateValue(on, text) if on is not None else Unparsed(text, _NOT_A_DAY)
    if _NO_DAY.fullmatch(signs):
        return Unparsed(text, "日期没有写到日")
    if _NO_YEAR.fullmatch(signs):
        return Unparsed(text, "日期没有写年份；时长请写成 3个月、10天")
    return None


def read_deadline(signs: str, text: str) -> Deadline | Unparsed | None:
    """A fixed deadline from folded text; a plain day is one too, that day included."""
    match = _DAY_BEFORE.fullmatch(signs) or _LATEST_DAY.fullmatch(signs) or _DAY.fullmatch(signs)
    if match is not None:
        return _deadline(_day_of(match), text, inclusive=True)
    match = _EARLIER_THAN.fullmatch(signs)
    if match is not None:
        return _deadline(_day_of(match), text, inclusive=False)
    match = _PERIOD_END.fullmatch(signs)
    if match is not None:
        return _deadline(_last_day(int(match[1]), int(match[2] or _DECEMBER)), text, inclusive=True)
    if _NO_DAY.fullmatch(signs):
        return Unparsed(text, "期限没有写到日（年底、月底可以写成 2024年底前、2024年6月底前）")
    if _NO_YEAR.fullmatch(signs):
        return Unparsed(text, "期限没有写年份；时长请写成 3个月、10天")
    return None


def read_relative(signs: str, text: str) -> RelativeDay | RelativeDeadline | Unparsed | None:
    """A day relative to a period, or a deadline by such a day, from folded text."""
    match = _RELATIVE.fullmatch(signs)
    if match is None:
        return None
    of_month, of_year, month_text, day_text, before = match.groups()
    month, day = (int(month_text) if month_text else None), int(day_text)
    if not _exists(_LEAP_YEAR, month or _DECEMBER, day):
        return Unparsed(text, _NOT_A_DAY)
    word = of_month or of_year
    base = f"{_PERIOD_WORDS.get(word, word)}{'月' if of_month else '年'}"
    relative = RelativeDay(base, day, month, text)
    return RelativeDeadline(relative, text) if before else relative


def _day_of(match: re.Match[str]) -> date | None:
    """The day that the six groups of `_DATE` name; None when the calendar has none such."""
    year, month, day = int(match[1]), int(match[2] or match[5]), int(match[3] or match[6])
    return date(year, month, day) if _exists(year, month, day) else None


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= _DECEMBER and 1 <= day <= monthrange(year, month)[1]


def _last_day(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= _DECEMBER else None


def _deadline(on: date | None, text: str, *, inclusive: bool) -> Deadline | Unparsed:
    return Deadline(on, inclusive, text) if on is not None else Unparsed(text, _NOT_A_DAY)


def parse_date(text: str) -> date | Unparsed:
    """A calendar day: `2024-12-31`, `2024/12/31`, `2024.12.31`, `2024年12月31日`."""
    signs = Written.of(text).signs
    day = read_day(signs, text)
    if isinstance(day, DateValue):
        return day.on
    return refuse(text, day.reason if day is not None else why_no_quantity(signs), DATE_FORMS)
