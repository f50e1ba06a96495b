"""One rule, one function: what was recovered of a report in, findings out."""

from __future__ import annotations

from generator.audit.report import Rule
from generator.audit.rules import (
    agreement,
    arithmetic,
    completeness,
    dates,
    disclosure,
    form,
    loop,
    names,
    objectives,
    rescoring,
    scoring,
    targets,
    wording,
)
from generator.findings import Kind

_FAMILIES = (
    arithmetic, agreement, scoring, rescoring, targets, objectives, loop, dates, names, wording, form, completeness, disclosure,
)  # fmt: skip
RULES: tuple[Rule, ...] = tuple(rule for family in _FAMILIES for rule in family.RULES)
KINDS: tuple[Kind, ...] = tuple(kind for family in _FAMILIES for kind in family.KINDS)
