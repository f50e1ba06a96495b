"""The columns (栏目) of the site, in the order of the navigation; a column without a page does not exist."""

from __future__ import annotations

from collections.abc import Collection

COLUMNS = (
    ("总览", "index"),
    ("项目", "projects/index"),
    ("部门", "departments/index"),
    ("年度", "years/index"),
    ("指标", "indicators/index"),
    ("问题整改", "issues/index"),
    ("更正", "corrections/index"),
    ("评价方法", "method/index"),
    ("数据开放", "data/index"),
    ("检索", "search/index"),
)
"""Name and address of every column that a site can have."""


def columns(pages: Collection[str]) -> list[dict[str, str]]:
    """Name and address of the columns whose pages (paths in the staged tree) are there."""
    return [{"name": name, "url": f"{address}.html"} for name, address in COLUMNS if f"{address}.md" in pages]
