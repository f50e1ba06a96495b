"""The departments: one page each, and their index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import unquote

from generator.model.base import UNSTATED
from generator.site.pages.addresses import Addresses
from generator.site.pages.issues import Tracked, issue_columns
from generator.site.pages.page import page, steps
from generator.site.pages.paging import parts
from generator.site.pages.rollup import most_lost, summary
from generator.site.pages.rows import Row
from generator.site.pages.years import LOST

MOST = 50
"""So many issues stand on the page of a department; the tracker has all."""


def department_pages(rows: Sequence[Row], issues: Sequence[Tracked], addresses: Addresses) -> dict[str, str]:
    """The staged pages of all departments, and their index; none where no project states its department.

    `issues` are those of all projects.
    """
    if not addresses.departments:
        return {}
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[row.department].append(row)
    of_department: dict[str, list[Tracked]] = defaultdict(list)
    for issue in issues:
        of_department[issue.row.department].append(issue)
    pages = {"departments/index.md": _index(by_name, addresses)}
    for name in addresses.departments:
        folder = unquote(addresses.department(name)).removesuffix("/index.html")
        for file, text in _department(name, by_name[name], of_department[name], addresses).items():
            pages[f"{folder}/{file}.md"] = text
    return pages


def _index(by_name: dict[str, list[Row]], addresses: Addresses) -> str:
    meta = {
        "title": "按部门看",
        "description": f"{len(addresses.departments)}个主管部门的项目数、评价资金、平均得分和等级分布。",
        "kind": "groups",
        "path": steps(),
        "tags": {"ColumnName": "部门", "ColumnType": "项目支出绩效评价"},
    }
    ordered = sorted(addresses.departments, key=lambda name: (-len(by_name[name]), name))
    lines = [(name, "../" + addresses.department(name), summary(by_name[name])) for name in ordered]
    unstated = len(by_name.get(str(UNSTATED), ()))
    remark = f"另有{unstated}个项目的报告没有载明主管部门。" if unstated else ""
    return page("groups", meta, title="按部门看", label="主管部门", lines=lines, lead=_LEAD, remark=remark)


_LEAD = "每个主管部门的项目数、评价资金、得分和等级分布。点开部门，看它的项目、失分最多的指标和问题整改。"


def _department(
    name: str, rows: Sequence[Row], issues: Sequence[Tracked], addresses: Addresses
) -> dict[str, str]:
    whole = summary(rows)
    years = sorted({r.year for r in rows}, reverse=True)
    lines = [
        (f"{year}", "../../" + addresses.year(year), summary([r for r in rows if r.year == year]))
        for year in years
    ]
    pages = {}
    for part in parts(rows):
        meta = {
            "title": name + (f"（第{part.number}页）" if part.number > 1 else ""),
            "description": f"{name}{whole.count}个项目的绩效评价结果：平均得分{whole.average}，评价资金{whole.money}{whole.money_unit}。",
            "kind": "group",
            "path": steps(("部门", "departments/index.html")),
            "tags": {"ColumnName": "部门", "ColumnType": "项目支出绩效评价"},
        }
        pages[part.file] = page(
            "group",
            meta,
            title=name,
            kicker="主管部门",
            summary=whole,
            lines=lines if len(lines) > 1 else [],
            label="年度",
            lost=most_lost(rows, addresses, LOST),
            part=part,
            issues=issues[:MOST],
            issue_count=len(issues),
            issue_columns=issue_columns(issues),
            by="department",
            value=name,
        )
    return pages
