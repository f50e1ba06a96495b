"""The search page: the form and the explanations; results come from the reader's own browser."""

from __future__ import annotations

from generator.site.pages.page import page


def search_page(projects: int) -> str:
    """The staged search page; `projects` is how many there are to search."""
    meta = {
        "title": "检索",
        "description": f"在{projects}个项目的全部报告里逐字检索：正文、指标、数字、脚注，一处不漏。",
        "kind": "search",
        "path": [{"name": "总览", "url": "index.html"}],
        "tags": {"ColumnName": "检索", "ColumnType": "检索服务"},
    }
    return page("search", meta, projects=projects)
