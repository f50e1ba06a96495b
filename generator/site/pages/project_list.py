"""The list of all projects."""

from __future__ import annotations

from collections.abc import Sequence

from generator.site.pages.page import page
from generator.site.pages.rows import Row


def project_list(rows: Sequence[Row]) -> str:
    """The staged list of all projects, in the order of the rows."""
    meta = {
        "title": "全部项目",
        "description": f"已公开的项目支出绩效评价，共{len(rows)}个：得分、等级、预算和执行率。",
        "kind": "list",
        "path": [{"name": "总览", "url": "index.html"}],
        "tags": {"ColumnName": "项目", "ColumnType": "项目支出绩效评价"},
    }
    return page("projects", meta, rows=rows, examples=any(r.transcribed for r in rows))
