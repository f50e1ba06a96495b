"""The rules on a legacy report: a file in, findings out, without YAML."""

from __future__ import annotations

from pathlib import Path

from generator.audit import rules
from generator.audit.reading import KINDS as READING_KINDS
from generator.audit.reading import read
from generator.audit.report import Report
from generator.findings import Finding, Kind, in_order

KINDS: tuple[Kind, ...] = (*READING_KINDS, *rules.KINDS)


def audit(path: Path, name: str) -> list[Finding]:
    """Everything that is wrong with the report in a file; `name` is how findings call it."""
    document, faults = read(path, name)
    if document is None:
        return faults
    report = Report(document)
    return in_order([*faults, *(finding for rule in rules.RULES for finding in rule(report))])
