"""Findings as plain data: the contract of `check --format json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.findings import Finding, count


def findings_data(findings: Iterable[Finding]) -> dict[str, Any]:
    """All findings in order, and how many of each severity."""
    listed = list(findings)
    return {
        "findings": [_finding(f) for f in listed],
        "counts": {severity.value: number for severity, number in count(listed).items()},
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "project": finding.project,
        "message": finding.message,
        "found": finding.found,
        "expected": finding.expected,
        "hint": finding.hint,
        "related": [
            {"file": r.place.file, "line": r.place.line, "column": r.place.column, "quote": r.quote}
            for r in finding.related
        ],
        "waived": {"reason": finding.waived.reason, "line": finding.waived.line} if finding.waived else None,
    }
