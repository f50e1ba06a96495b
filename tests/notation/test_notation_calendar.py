"""Working days of the official calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.notation import UnknownCalendarYear, add_working_days, working_days_between

KNOWN_DAYS = st.dates(date(2019, 1, 1), date(2024, 12, 31))


def test_spring_festival_of_2024_is_skipped_and_the_sunday_before_counts() -> None:
    friday, worked_sunday, next_working_day = date(2024, 2, 9), date(2024, 2, 4), date(2024, 2, 18)
    assert working_days_between(date(2024, 2, 3), worked_sunday) == 1
    assert add_working_days(friday, 1) == next_working_day
    assert working_days_between(friday, next_working_day) == 1


def test_five_working_days_of_an_ordinary_week() -> None:
    monday = date(2024, 3, 11)
    assert add_working_days(monday, 5) == date(2024, 3, 18)
    assert add_working_days(monday, -1) == date(2024, 3, 8)
    assert add_working_days(monday, 0) == monday
    assert working_days_between(monday, monday) == 0


@given(KNOWN_DAYS, st.integers(0, 60))
def test_adding_and_counting_agree(day: date, n: int) -> None:
    assert working_days_between(day, add_working_days(day, n)) == n


@given(KNOWN_DAYS, KNOWN_DAYS, KNOWN_DAYS)
def test_counting_adds_up(a: date, b: date, c: date) -> None:
    assert working_days_between(a, c) == working_days_between(a, b) + working_days_between(b, c)


@pytest.mark.parametrize("day", [date(1990, 5, 1), date(2990, 5, 1)])
def test_an_unknown_year_says_so(day: date) -> None:
    with pytest.raises(UnknownCalendarYear) as counting:
        working_days_between(day, day + timedelta(days=1))
    assert counting.value.year == day.year
    assert str(day.year) in str(counting.value)
    with pytest.raises(UnknownCalendarYear):
        add_working_days(day, 1)


def test_running_out_of_known_years_says_which() -> None:
    with pytest.raises(UnknownCalendarYear) as adding:
        add_working_days(date(2024, 12, 31), 100_000)
    assert adding.value.year > 2024
