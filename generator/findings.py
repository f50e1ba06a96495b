"""What is wrong with content, as data.

A fault of content is never an exception: it is a `Finding` of some `Kind`, at a `Place`.
Every kind is declared once, next to the code that detects it, and collected in `generator.catalogue`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops publication, a warning asks for a look, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def chinese(self) -> str:
        """The word shown to authors."""
        return {"error": "错误", "warning": "警告", "note": "提示"}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a content file: POSIX path relative to the working root, 1-based line and column.

    Columns count characters, not bytes.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding speaks of, with what stands there."""

    place: Place
    quote: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a finding does not stand: what the author says of it, and the line where that is said."""

    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of content, complete enough to act on.

    `found` is the offending text, `expected` what should stand there, `hint` how to mend it.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    found: str = ""
    expected: str = ""
    hint: str = ""
    project: str | None = None
    related: tuple[Related, ...] = ()
    waived: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault: its stable code and what `explain CODE` says of it.

    `wrong` and `right` are example snippets of content; `mend` says what to do in general.
    """

    code: str
    title: str
    severity: Severity
    explanation: str
    mend: str
    wrong: str = ""
    right: str = ""

    def at(
        self,
        place: Place,
        message: str,
        *,
        found: str = "",
        expected: str = "",
        hint: str = "",
        project: str | None = None,
        related: tuple[Related, ...] = (),
        severity: Severity | None = None,
    ) -> Finding:
        """Make a finding of this kind; the general `mend` stands in where no particular hint is given."""
        return Finding(
            code=self.code,
            severity=severity or self.severity,
            place=place,
            message=message,
            found=found,
            expected=expected,
            hint=hint or self.mend,
            project=project,
            related=related,
        )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file, place, code: the order of listing, whatever the order of detection."""
    return sorted(
        set(findings),
        key=lambda f: (f.place, f.code, f.message, f.found),
    )


def count(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts
