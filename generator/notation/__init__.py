"""Values as practitioners write them: targets, actuals, amounts, points, dates.

Pure functions from text to frozen values or `Unparsed`; nothing here raises for any text, does I/O or
knows of findings. Every value prints canonically, and parsing that print gives an equal value.
"""

from __future__ import annotations

from generator.notation.actual import Actual, parse_actual
from generator.notation.bounds import Comparison, Interval, Operator, parse_interval
from generator.notation.calendar import UnknownCalendarYear, add_working_days, working_days_between
from generator.notation.compare import meets, same_at_precision
from generator.notation.dates import DateValue, Deadline, RelativeDay, RelativeDeadline, parse_date
from generator.notation.money import Money, parse_amount
from generator.notation.points import Points, parse_points
from generator.notation.quantity import Quantity, comparable, parse_percent, parse_step
from generator.notation.target import Target, parse_target
from generator.notation.unparsed import Unparsed
from generator.notation.words import Category, ServiceHours, Special, SpecialKind

__all__ = [
    "Actual",
    "Category",
    "Comparison",
    "DateValue",
    "Deadline",
    "Interval",
    "Money",
    "Operator",
    "Points",
    "Quantity",
    "RelativeDay",
    "RelativeDeadline",
    "ServiceHours",
    "Special",
    "SpecialKind",
    "Target",
    "UnknownCalendarYear",
    "Unparsed",
    "add_working_days",
    "comparable",
    "meets",
    "parse_actual",
    "parse_amount",
    "parse_date",
    "parse_interval",
    "parse_percent",
    "parse_points",
    "parse_step",
    "parse_target",
    "same_at_precision",
    "working_days_between",
]
