"""名词解释: the terms of the field in plain words."""

from __future__ import annotations

from generator.site.pages.page import page
from generator.site.terms import GROUPS

PATH = "terms/index.md"


def terms_page() -> str:
    """The staged page of all terms."""
    meta = {
        "title": "名词解释",
        "description": "绩效评价的常见名词是什么意思：用平常话解释，有规定的注明出处。",
        "kind": "terms",
        "contents": True,
        "path": [{"name": "总览", "url": "index.html"}],
        "tags": {"ColumnName": "名词解释", "ColumnType": "项目支出绩效评价"},
    }
    return page("terms", meta, groups=GROUPS)
