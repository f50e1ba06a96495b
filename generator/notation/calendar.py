"""Working days by the official calendar of public holidays and days worked in exchange."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from chinese_calendar import holidays, workdays

_HOLIDAYS: Final = frozenset(holidays)
_EXTRA_WORKDAYS: Final = frozenset(workdays)
_KNOWN_YEARS: Final = frozenset(day.year for day in _HOLIDAYS)
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class UnknownCalendarYear(Exception):  # noqa: N818 - a fact about the calendar that callers turn into a finding
    """The official calendar of a year is not known (not yet announced, or before the records)."""

    def __init__(self, year: int) -> None:
        super().__init__(f"没有{year}年的工作日历")
        self.year = year


def working_days_between(a: date, b: date) -> int:
    """Working days after `a` up to and including `b`; negative when `b` is before `a`.

    Raises UnknownCalendarYear when a year in between is not known.
    """
    if b < a:
        return -working_days_between(b, a)
    for year in range(a.year, b.year + 1):
        _require(year)
    return sum(_is_working_day(a + timedelta(days=n)) for n in range(1, (b - a).days + 1))


def add_working_days(day: date, n: int) -> date:
    """The `n`-th working day after `day` (before it for negative `n`; `day` itself for 0).

    Raises UnknownCalendarYear when it leaves the known years.
    """
    _require(day.year)
    step = _ONE_DAY if n >= 0 else -_ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= _is_working_day(day)
    return day


def _is_working_day(day: date) -> bool:
    _require(day.year)
    return day in _EXTRA_WORKDAYS or (day.weekday() < _SATURDAY and day not in _HOLIDAYS)


def _require(year: int) -> None:
    if year not in _KNOWN_YEARS:
        raise UnknownCalendarYear(year)
