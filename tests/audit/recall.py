# ruff: noqa: T201
"""How much of what careful reading found `audit` finds, and how much of what it finds is true.

`python -m tests.audit.recall` prints the table; `--missed` lists what was not found, `--extra` what is in no list.

A listed contradiction counts as found when a finding of its family stands at its first place or at two of its places and
speaks of what it quotes or names; 两处都指出 counts those whose findings stand at two of its places. A finding counts as true when it is part of a listed contradiction or
of a later addition (后补), which a person has checked against the report.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from generator.audit import audit
from generator.findings import Finding, Severity
from tests.audit.seeds import SEEDS, Contradiction, additions, contradictions

FAMILY = {
    "1": "arithmetic", "2": "agreement", "3": "scoring-rules", "4": "targets-actuals", "5": "loop",
    "6": "dates", "7": "names-references", "8": "form", "9": "disclosure",
}  # fmt: skip

ALSO = {
    "T701": "agreement", "T313": "agreement", "T109": "loop", "T603": "names-references", "T408": "scoring-rules",
    "T906": "form", "T402": "agreement", "T602": "agreement", "T106": "agreement",
}  # fmt: skip
"""Findings that a reader may just as well file under another family."""


@dataclass(frozen=True)
class Measured:
    """One report: what was listed, found and added, and what `audit` says that nobody has confirmed."""

    report: str
    listed: list[Contradiction]
    found: list[Contradiction]
    both: list[Contradiction]
    findings: list[Finding]
    unconfirmed: list[Finding]

    def share(self, severity: Severity) -> tuple[int, int]:
        """True findings of a severity, and all."""
        findings = [f for f in self.findings if f.severity is severity]
        return len([f for f in findings if f not in self.unconfirmed]), len(findings)


@cache
def measured() -> list[Measured]:
    """All five reports."""
    listed, later = list(contradictions()), list(additions())
    return [_measure(report, listed, later) for report in sorted({entry.report for entry in listed})]


def _measure(report: str, listed: list[Contradiction], later: list[Contradiction]) -> Measured:
    findings = audit(SEEDS / report, report)
    entries = [entry for entry in listed if entry.report == report]
    found = [entry for entry in entries if is_found(entry, findings)]
    both = [entry for entry in entries if is_found(entry, findings, both=True)]
    confirmed = found + [entry for entry in later if entry.report == report]
    unconfirmed = [f for f in findings if not any(_touches(entry, f) for entry in confirmed)]
    return Measured(report, entries, found, both, findings, unconfirmed)


def is_found(entry: Contradiction, findings: Iterable[Finding], *, both: bool = False) -> bool:
    """Whether findings of one code stand at the first place of a listed contradiction, or at two of its places."""
    by_code: dict[str, set[int]] = {}
    for finding in findings:
        if _touches(entry, finding):
            by_code.setdefault(finding.code, set()).update(_covered(entry, finding))
    needed = min(2, len(entry.places))
    return any(len(covered) >= needed or (0 in covered and not both) for covered in by_code.values())


def _touches(entry: Contradiction, finding: Finding) -> bool:
    families = {FAMILY.get(finding.code[1]), ALSO.get(finding.code)}
    return entry.family in families and bool(_covered(entry, finding)) and _speaks_of(entry, finding)


def _covered(entry: Contradiction, finding: Finding) -> set[int]:
    lines = {finding.place.line, *(related.place.line for related in finding.related)}
    return {index for index, place in enumerate(entry.places) if lines & set(place)}


def _speaks_of(entry: Contradiction, finding: Finding) -> bool:
    """Whether the finding speaks of something that the entry quotes, or names something that its fact names."""
    fact = _plain(entry.fact)
    quotes = [_plain(quote) for quote in re.findall("「([^」]*)」", entry.fact)]
    texts = (finding.message, finding.found, finding.expected, *(r.quote for r in finding.related))
    said = [_plain(text) for text in texts if text]
    names = [_plain(name) for name in re.findall("“([^”]{2,})”", finding.message)]
    return (
        not quotes
        or finding.code.startswith("T9")
        or any(quote in text or (len(text) > 1 and text in quote) for quote in quotes for text in said)
        or any(name in fact for name in [*names, _plain(finding.found)] if len(name) > 1)
    )


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).translate(
        {0xFF08: "(", 0xFF09: ")", 0xFF0C: ",", 0xFF1A: ":", 0x201C: '"', 0x201D: '"'}
    )


def main(*options: str) -> None:
    """Print the table."""
    print(
        "| 报告 | 清单 | 找到 | 查全率 | 两处都指出 | 其中机器可查的 | 错误（真/全） | 警告（真/全） | 提示（真/全） |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for one in measured():
        checkable = [entry for entry in one.listed if entry.checkable == "是"]
        hit = [entry for entry in checkable if entry in one.found]
        shares = " | ".join("/".join(map(str, one.share(s))) for s in Severity)
        print(
            f"| {one.report[:3]} | {len(one.listed)} | {len(one.found)} | {100 * len(one.found) // len(one.listed)}% "
            f"| {len(one.both)} | {len(hit)}/{len(checkable)} | {shares} |"
        )
    listed, found = sum(len(one.listed) for one in measured()), sum(len(one.found) for one in measured())
    print(f"合计 {found}/{listed} = {100 * found / listed:.1f}%")
    for one in measured():
        if "--missed" in options:
            for entry in one.listed:
                if entry not in one.found:
                    print(
                        entry.code, entry.family, entry.checkable, [p.start for p in entry.places], entry.fact
                    )
        if "--extra" in options:
            for f in one.unconfirmed:
                print(f.place, f.code, f.severity.value, f.message, [r.place.line for r in f.related])


if __name__ == "__main__":
    main(*sys.argv[1:])
