"""Targets (指标值) as practitioners write them."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from generator.notation.bounds import Comparison, Interval, read_comparison, read_interval, why_no_figure
from generator.notation.dates import Deadline, RelativeDay, RelativeDeadline, read_deadline, read_relative
from generator.notation.normalise import Written
from generator.notation.reasons import LONGEST_TEXT, TARGET_FORMS, refuse
from generator.notation.unparsed import Unparsed
from generator.notation.words import Category, ServiceHours, read_category, read_service_hours

Target: TypeAlias = Comparison | Interval | Deadline | RelativeDeadline | ServiceHours | Category


def parse_target(text: str) -> Target | Unparsed:
    """Read a target; text with digits that no form explains is `Unparsed`, never a `Category`."""
    return _parse_target(text)


@lru_cache(maxsize=8192)
def _parse_target(text: str) -> Target | Unparsed:
    if len(text) > LONGEST_TEXT:
        return refuse(text, "文字太长，不像一个指标值", TARGET_FORMS)
    written = Written.of(text)
    found = _read(written)
    if found is None:
        return refuse(text, why_no_figure(written.signs), TARGET_FORMS)
    if isinstance(found, Unparsed):
        return refuse(text, found.reason, TARGET_FORMS)
    return found


def _read(written: Written) -> Target | Unparsed | None:
    """What the first reader that knows the form makes of it."""
    signs, text = written.signs, written.text
    return (
        read_comparison(signs, text)
        or read_service_hours(written)
        or read_deadline(signs, text)
        or read_interval(signs, text)
        or _relative_deadline(written)
        or read_category(written)
    )


def _relative_deadline(written: Written) -> RelativeDeadline | Unparsed | None:
    found = read_relative(written.signs, written.text)
    return RelativeDeadline(found, written.text) if isinstance(found, RelativeDay) else found
