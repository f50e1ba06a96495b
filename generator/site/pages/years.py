"""The years: one page each, and their index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator.site.pages.addresses import Addresses
from generator.site.pages.page import page, steps
from generator.site.pages.paging import parts
from generator.site.pages.rollup import most_lost, summary
from generator.site.pages.rows import Row

LOST = 10
"""How many of the costliest indicators a page lists."""


def year_pages(rows: Sequence[Row], addresses: Addresses) -> dict[str, str]:
    """The staged pages of all years, and their index; none where there is no project."""
    if not rows:
        return {}
    by_year = {year: [r for r in rows if r.year == year] for year in addresses.years}
    pages = {"years/index.md": _index(by_year)}
    for year, those in by_year.items():
        for file, text in _year(year, those, addresses).items():
            pages[f"years/{year}/{file}.md"] = text
    return pages


def _index(by_year: dict[int, list[Row]]) -> str:
    meta = {
        "title": "按年度看",
        "description": f"{len(by_year)}个年度的项目数、评价资金、平均得分和等级分布。",
        "kind": "groups",
        "path": steps(),
        "tags": {"ColumnName": "年度", "ColumnType": "项目支出绩效评价"},
    }
    lines = [(f"{year}", f"{year}/index.html", summary(those)) for year, those in by_year.items()]
    return page("groups", meta, title="按年度看", label="年度", lines=lines, lead=_LEAD, remark="")


_LEAD = "每个年度的项目数、评价资金、得分和等级分布。点开年度，看当年的项目和失分最多的指标。"


def _year(year: int, rows: Sequence[Row], addresses: Addresses) -> dict[str, str]:
    whole = summary(rows)
    by_department: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_department[row.department].append(row)
    lines = [
        (name, "../../" + addresses.department(name), summary(those))
        for name, those in sorted(by_department.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        if addresses.department(name)
    ]
    pages = {}
    for part in parts(rows):
        meta = {
            "title": f"{year}年度" + (f"（第{part.number}页）" if part.number > 1 else ""),
            "description": f"{year}年度{whole.count}个项目的绩效评价结果：平均得分{whole.average}，评价资金{whole.money}{whole.money_unit}。",
            "kind": "group",
            "path": steps(("年度", "years/index.html")),
            "tags": {"ColumnName": "年度", "ColumnType": "项目支出绩效评价"},
        }
        pages[part.file] = page(
            "group",
            meta,
            title=f"{year}年度",
            kicker="",
            summary=whole,
            lines=lines if len(lines) > 1 else [],
            label="主管部门",
            lost=most_lost(rows, addresses, LOST),
            part=part,
            issues=[],
            issue_count=0,
            issue_columns=[],
            by="year",
            value=str(year),
        )
    return pages
