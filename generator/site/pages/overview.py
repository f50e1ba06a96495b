"""The overview: the first page of the site, with the sums over all projects, what cost most points, what is new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from generator.model.register import Site
from generator.opendata.publisher import DEFAULT_NAME
from generator.report import wording
from generator.site.pages.addresses import Addresses
from generator.site.pages.issues import ORDER, Tracked
from generator.site.pages.page import page, stated
from generator.site.pages.rollup import Summary, most_lost, summary
from generator.site.pages.rows import CorrectionRow, Row

LATEST = 6
"""How many projects the overview lists as new, and how many corrections."""
MOST = 8
"""How many departments, years and indicators it lists; their own pages have all."""

Line = tuple[str, str, Summary]


def overview(
    site: Site | None,
    rows: Sequence[Row],
    issues: Sequence[Tracked],
    addresses: Addresses,
    frame: Mapping[str, Any],
) -> str:
    """The staged overview; its front matter also gives every template the `frame` of all pages (see there).

    `issues` are those of all projects, as of the data date.
    """
    name = site.name if site else DEFAULT_NAME
    description = (site and site.description) or f"{name}：项目支出绩效评价结果与报告。"
    meta = {
        "title": name,
        "description": description,
        "kind": "overview",
        "tags": {"ColumnName": "总览", "ColumnType": "项目支出绩效评价"},
        "site": {**frame, **stated({"related": _related(rows) or None})},
    }
    years, departments = _years(rows, addresses), _departments(rows, addresses)
    return page(
        "overview",
        meta,
        description=site.description if site else None,
        whole=summary(rows),
        years=years[:MOST],
        span=_span(addresses.years),
        departments=departments[:MOST],
        department_count=len(departments),
        lost=most_lost(rows, addresses, MOST),
        progress=_progress(issues),
        issue_count=len(issues),
        late=sum(bool(issue.days_late) for issue in issues),
        latest=sorted(rows, key=_newest_first)[:LATEST],
        corrections=_corrections(rows),
        all_examples=bool(rows) and all(r.transcribed for r in rows),
        some_examples=any(r.transcribed for r in rows),
    )


def _years(rows: Sequence[Row], addresses: Addresses) -> list[Line]:
    of_year = _grouped(rows, "year")
    return [(str(year), addresses.year(year), summary(of_year[year])) for year in addresses.years]


def _departments(rows: Sequence[Row], addresses: Addresses) -> list[Line]:
    """The departments, those with most projects first."""
    of_department = _grouped(rows, "department")
    ordered = sorted(addresses.departments, key=lambda name: (-len(of_department[name]), name))
    return [(name, addresses.department(name), summary(of_department[name])) for name in ordered]


def _grouped(rows: Sequence[Row], attribute: str) -> dict[Hashable, list[Row]]:
    found: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        found[attrgetter(attribute)(row)].append(row)
    return found


def _progress(issues: Sequence[Tracked]) -> list[tuple[str, str, int]]:
    """How far rectification has come: its word, the class of its label, the number of issues."""
    counts = Counter(issue.issue.progress for issue in issues)
    classes = {issue.issue.progress: issue.progress_class for issue in issues}
    return [(word, classes[word], counts[word]) for word in ORDER if counts[word]]


def _corrections(rows: Sequence[Row]) -> list[tuple[Row, CorrectionRow, str]]:
    """The latest corrections."""
    found = [(row, c, wording.date(c.date)) for row in rows for c in row.corrections]
    return sorted(found, key=lambda item: item[1].date, reverse=True)[:LATEST]


def _related(rows: Sequence[Row]) -> dict[str, list[dict[str, str]]]:
    """For each project code the evaluations that share it, where there are several: the pages name each other."""
    members: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row.code:
            found = {"url": row.href, "year": str(row.year), "type": row.type}
            members.setdefault(row.code, []).append(found)
    return {code: found for code, found in members.items() if len(found) > 1}


def _newest_first(row: Row) -> tuple[int, int, str]:
    return -row.released.toordinal() if row.released else 0, -row.year, row.id


def _span(years: Sequence[int]) -> str:
    """The years from first to last; `years` are latest first."""
    if not years:
        return ""
    return f"{years[0]}" if years[0] == years[-1] else f"{years[-1]}—{years[0]}"
