"""On the five real reports: most of what a careful reader found is found, and what is called an error is one."""

from __future__ import annotations

import pytest

from generator.findings import Severity
from tests.audit.recall import Measured, measured
from tests.audit.seeds import needs_seeds

LEAST = {"000": 0.86, "001": 0.85, "002": 0.83, "003": 0.86, "004": 0.67}
"""The share of the list that was found when this was last measured, rounded down; it may only rise."""


@needs_seeds
@pytest.mark.parametrize("report", LEAST)
def test_most_listed_contradictions_are_found(report: str) -> None:
    one = _of(report)
    assert len(one.found) >= LEAST[report] * len(one.listed)


def _of(report: str) -> Measured:
    return next(one for one in measured() if one.report.startswith(report))


@needs_seeds
def test_errors_are_true() -> None:
    true, all_errors = (sum(one.share(Severity.ERROR)[i] for one in measured()) for i in (0, 1))
    assert true >= 0.95 * all_errors
