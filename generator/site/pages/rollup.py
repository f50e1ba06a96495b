"""Sums over the rows of several projects: money, averages, grades, lost points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from generator.report import wording
from generator.report.opening import UNGRADED
from generator.scoring.numbers import to_decimal
from generator.site.figures import GRADE_CLASSES, percent_of, total_money, two_places
from generator.site.pages.addresses import Addresses, Occurrence, occurrences_of
from generator.site.pages.rows import IssueRow, Row

GRADES = ("优", "良", "中", "差")
"""The grades of the regulation, best first."""

NONE = "—"


@dataclass(frozen=True, slots=True)
class Summary:
    """Several projects in figures. Scores are out of a hundred; each sum of money counts once."""

    count: int
    money: str
    money_unit: str
    wan: str
    """The money in 万元, for tables."""
    unstated: int
    """So many projects state no budget."""
    average: str
    median: str
    rate: str
    """预算执行率 of all together: what was spent of the budgets of those that state both."""
    grades: tuple[dict[str, Any], ...]
    issues: int
    converted: bool
    """Whether totals out of other full marks than 100 were converted."""

    def graded(self, grade: str) -> int:
        """How many projects have a grade."""
        return next((int(g["count"]) for g in self.grades if g["grade"] == grade), 0)


def summary(rows: Sequence[Row]) -> Summary:
    """The figures of some projects."""
    once = each_money_once(rows)
    money, unit = total_money(r.budget for r in once)
    scores = [Fraction(r.percent) for r in rows if r.percent is not None]
    return Summary(
        count=len(rows),
        money=money,
        money_unit=unit,
        wan=two_places(sum((r.budget for r in once if r.budget is not None), Decimal(0))),
        unstated=sum(r.budget is None for r in once),
        average=_points(sum(scores, Fraction(0)) / len(scores)) if scores else NONE,
        median=_points(Fraction(median(scores))) if scores else NONE,
        rate=_rate(once),
        grades=tuple(distribution(rows)),
        issues=sum(len(r.issues) for r in rows),
        converted=any(r.full != 100 for r in rows),  # noqa: PLR2004 - percent
    )


def each_money_once(rows: Iterable[Row]) -> list[Row]:
    """One row per project and year: a self-evaluation and an evaluation of one project spend the money once."""
    return list({(r.year, r.code) if r.code else (r.year, r.id): r for r in rows}.values())


def distribution(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """How many projects got each grade: the four of the regulation, then others that occur, then none."""
    counts = Counter(r.marks.band for r in rows)
    others = sorted(g for g in counts if g not in GRADES and g != UNGRADED)
    shown = [*GRADES, *others, *([UNGRADED] if counts[UNGRADED] else [])]
    most = max(counts.values(), default=1)
    return [
        {
            "grade": g,
            "class": GRADE_CLASSES.get(g, "none"),
            "count": counts[g],
            "width": percent_of(Decimal(counts[g]), Decimal(most)),
        }
        for g in shown
    ]


def _rate(rows: Iterable[Row]) -> str:
    both = [(r.spent, r.budget) for r in rows if r.spent is not None and r.budget]
    spent = sum((Fraction(s) for s, _ in both), Fraction(0))
    budget = sum((Fraction(b) for _, b in both if b), Fraction(0))
    return wording.rate(spent / budget) if budget else NONE


def _points(value: Fraction) -> str:
    return f"{to_decimal(value, 2):f}"


# Lost points ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """How one 三级指标 fares in some projects."""

    name: str
    href: str
    """The address of its page; empty where it has none."""
    level_1: str
    count: int
    scored: int
    """In so many of them score and weight are known."""
    full: int
    """So many got full marks."""
    lost: Decimal
    """The points lost in all."""
    share: Fraction | None
    """The average 得分率."""

    @property
    def short(self) -> int:
        """So many lost points."""
        return self.scored - self.full

    @property
    def lost_text(self) -> str:
        """The points lost."""
        return f"{self.lost:,.2f}"

    @property
    def share_text(self) -> str:
        """The average 得分率 in percent."""
        return NONE if self.share is None else wording.rate(self.share)


def standing(name: str, occurrences: Sequence[Occurrence], addresses: Addresses) -> Standing:
    """How an indicator fares where it occurs."""
    shares = [i.share for _, i in occurrences]
    known = [share for share in shares if share is not None]
    return Standing(
        name=name,
        href=addresses.indicator(name),
        level_1=Counter(i.level_1 for _, i in occurrences).most_common(1)[0][0],
        count=len(occurrences),
        scored=len(known),
        full=sum(share == 1 for share in known),
        lost=sum((i.lost or Decimal(0) for _, i in occurrences), Decimal(0)),
        share=Fraction(sum(known, Decimal(0))) / len(known) if known else None,
    )


def most_lost(rows: Iterable[Row], addresses: Addresses, limit: int) -> list[Standing]:
    """The indicators that cost these projects most, most points first."""
    found = occurrences_of(rows)
    lost = {name: sum((i.lost or Decimal(0) for _, i in those), Decimal(0)) for name, those in found.items()}
    most = sorted((name for name in lost if lost[name]), key=lambda name: (-lost[name], name))[:limit]
    return [standing(name, found[name], addresses) for name in most]


# Issues --------------------------------------------------------------------------------------------------------


def open_issues(rows: Iterable[Row]) -> list[tuple[Row, IssueRow]]:
    """Every issue that is said to be not yet mended."""
    return [(row, issue) for row in rows for issue in row.issues if issue.progress in ("未开始", "整改中")]
