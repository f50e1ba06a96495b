"""The overview: the first page of the site, with the sums over all projects and the publisher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from generator.model.base import UNSTATED
from generator.model.register import Site
from generator.opendata.publisher import DEFAULT_NAME
from generator.report.opening import UNGRADED
from generator.site.figures import percent_of, total_money
from generator.site.pages.page import page, stated
from generator.site.pages.rows import Row

LATEST = 6
"""How many projects the overview lists."""

GRADES = ("优", "良", "中", "差")
"""The grades of the regulation, best first."""


def overview(site: Site | None, rows: Sequence[Row], frame: Mapping[str, Any]) -> str:
    """The staged overview; its front matter also gives every template the `frame` of all pages (see there)."""
    name = site.name if site else DEFAULT_NAME
    description = (site and site.description) or f"{name}：项目支出绩效评价结果与报告。"
    once = _each_money_once(rows)
    figure, unit = total_money(r.budget for r in once)
    meta = {
        "title": name,
        "description": description,
        "kind": "overview",
        "tags": {"ColumnName": "总览", "ColumnType": "项目支出绩效评价"},
        "site": {**frame, **stated({"related": _related(rows) or None})},
    }
    return page(
        "overview",
        meta,
        description=site.description if site else None,
        rows=rows,
        latest=sorted(rows, key=_newest_first)[:LATEST],
        money=figure,
        money_unit=unit,
        unstated=sum(r.budget is None for r in once),
        years=_span(sorted({r.year for r in rows})),
        departments=len({r.department for r in rows} - {str(UNSTATED)}),
        grades=_distribution(rows),
        all_examples=bool(rows) and all(r.transcribed for r in rows),
        some_examples=any(r.transcribed for r in rows),
    )


def _related(rows: Sequence[Row]) -> dict[str, list[dict[str, str]]]:
    """For each project code the evaluations that share it, where there are several: the pages name each other."""
    members: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row.code:
            found = {"url": row.href, "year": str(row.year), "type": row.type}
            members.setdefault(row.code, []).append(found)
    return {code: found for code, found in members.items() if len(found) > 1}


def _each_money_once(rows: Sequence[Row]) -> list[Row]:
    """One row per project and year: a self-evaluation and an evaluation of one project spend the money once."""
    return list({(r.year, r.code) if r.code else (r.year, r.id): r for r in rows}.values())


def _newest_first(row: Row) -> tuple[float, int, str]:
    released = row.released.timestamp() if row.released else 0
    return -released, -row.year, row.id


def _span(years: Sequence[int]) -> str:
    if not years:
        return ""
    return f"{years[0]}" if years[0] == years[-1] else f"{years[0]}—{years[-1]}"


def _distribution(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """How many projects got each grade: the four of the regulation, then others that occur, then none."""
    counts = Counter(r.marks.band for r in rows)
    others = sorted(g for g in counts if g not in GRADES and g != UNGRADED)
    shown = [*GRADES, *others, *([UNGRADED] if counts[UNGRADED] else [])]
    classes = {r.marks.band: r.marks.grade_class for r in rows}
    most = max(counts.values(), default=1)
    return [
        {
            "grade": g,
            "class": classes.get(g, "none"),
            "count": counts[g],
            "width": percent_of(Decimal(counts[g]), Decimal(most)),
        }
        for g in shown
    ]
