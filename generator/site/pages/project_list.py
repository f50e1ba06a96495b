"""The list of all projects."""

from __future__ import annotations

from collections.abc import Sequence

from generator.site.pages.addresses import Addresses
from generator.site.pages.page import page, steps
from generator.site.pages.paging import LONGEST
from generator.site.pages.rollup import GRADES
from generator.site.pages.rows import Row

FIRST = 50
"""So many projects stand on the page itself where there are too many for one page."""


def project_list(rows: Sequence[Row], addresses: Addresses) -> str:
    """The staged list of all projects, in the order of the rows."""
    bands = {r.marks.band for r in rows}
    types = {r.type for r in rows}
    meta = {
        "title": "全部项目",
        "description": f"已公开的项目支出绩效评价，共{len(rows)}个：得分、等级、预算和执行率。",
        "kind": "list",
        "path": steps(),
        "tags": {"ColumnName": "项目", "ColumnType": "项目支出绩效评价"},
        "scripts": ["assets/data/projects.js", "assets/js/list.js"] if rows else [],
    }
    return page(
        "projects",
        meta,
        rows=rows if len(rows) <= LONGEST else rows[:FIRST],
        total=len(rows),
        examples=any(r.transcribed for r in rows),
        converted=any(r.marks.full != "100" for r in rows),
        differs=any(r.marks.recomputed for r in rows),
        years=[(y, addresses.year(y)) for y in addresses.years],
        departments=[(d, addresses.department(d)) for d in addresses.departments],
        unstated=any(not addresses.department(r.department) for r in rows),
        types=sorted(types),
        grades=[g for g in GRADES if g in bands] + sorted(bands - set(GRADES)),
    )
