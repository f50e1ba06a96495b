"""Actual results (完成值) as practitioners write them."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from generator.notation.bounds import Comparison, read_comparison, read_interval, why_no_figure
from generator.notation.dates import (
    DateValue,
    RelativeDay,
    RelativeDeadline,
    read_day,
    read_deadline,
    read_relative,
)
from generator.notation.normalise import Written
from generator.notation.quantity import Quantity
from generator.notation.reasons import ACTUAL_FORMS, LONGEST_TEXT, refuse
from generator.notation.unparsed import Unparsed
from generator.notation.words import (
    Category,
    ServiceHours,
    Special,
    read_category,
    read_service_hours,
    read_special,
)

Actual: TypeAlias = Quantity | Comparison | DateValue | RelativeDay | ServiceHours | Category | Special


def parse_actual(text: str) -> Actual | Unparsed:
    """Read an actual; a `Comparison` is a bound (`≤15%`), not a concrete figure; `=90%` is a `Quantity`."""
    return _parse_actual(text)


@lru_cache(maxsize=8192)
def _parse_actual(text: str) -> Actual | Unparsed:
    if len(text) > LONGEST_TEXT:
        return refuse(text, "文字太长，不像一个完成值", ACTUAL_FORMS)
    written = Written.of(text)
    found = _read(written)
    if found is None:
        cause = _why_planned(written) or why_no_figure(written.signs)
        return refuse(text, cause, ACTUAL_FORMS)
    if isinstance(found, Unparsed):
        return refuse(text, found.reason, ACTUAL_FORMS)
    return found


def _read(written: Written) -> Actual | Unparsed | None:
    """What the first reader that knows the form makes of it."""
    signs, text = written.signs, written.text
    return (
        read_special(written)
        or _figure(written)
        or read_service_hours(written)
        or read_day(signs, text)
        or _relative_day(written)
        or read_category(written)
    )


def _figure(written: Written) -> Quantity | Comparison | Unparsed | None:
    found = read_comparison(written.signs, written.text)
    if isinstance(found, Comparison) and found.op in {"", "="}:
        return Quantity(found.quantity.value, found.quantity.unit, written.text)
    return found


def _relative_day(written: Written) -> RelativeDay | Unparsed | None:
    found = read_relative(written.signs, written.text)
    return None if isinstance(found, RelativeDeadline) else found


def _why_planned(written: Written) -> str | None:
    """The reason to refuse a form that only a plan can have."""
    signs, text = written.signs, written.text
    if read_interval(signs, text) is not None:
        return "完成值要写实际达到的数值，不能写区间"
    if read_deadline(signs, text) is not None or read_relative(signs, text) is not None:
        return "完成值要写实际完成的日期，不能写期限"
    return None
