"""数据开放: the files to take away, what every column means, on what terms, how to cite, what will not change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.model.base import UNSTATED
from generator.opendata.columns import Column, Table
from generator.opendata.data_files import OpenData
from generator.opendata.data_package import FORMAT_VERSION, TITLE
from generator.opendata.linked_data import dataset, script_text
from generator.opendata.publisher import Publisher
from generator.opendata.read_me import CONVENTIONS, PROMISES, citation
from generator.opendata.tables import TABLES
from generator.site.figures import size_text
from generator.site.pages.page import page

PATH = "data/index.md"


def data_page(publisher: Publisher, data: OpenData, *, preview: bool = False) -> str:
    """The staged page of open data. A preview has neither feed nor sitemap."""
    meta = {
        "title": "数据开放",
        "description": f"{TITLE}：{data.projects}个项目的得分、指标、资金、问题与整改，CSV、JSON、XLSX，附数据字典。",
        "kind": "data",
        "contents": True,
        "path": [{"name": "总览", "url": "index.html"}],
        "tags": {"ColumnName": "数据开放", "ColumnType": "项目支出绩效评价"},
        "linked_data": script_text(dataset(publisher, data)),
    }
    return page(
        "data",
        meta,
        projects=data.projects,
        years=_span(sorted(data.years)),
        files=[
            {
                "name": f.name,
                "title": f.title,
                "form": f.form,
                "meaning": f.meaning,
                "rows": f.rows,
                "size": size_text(f.size),
                "sha256": f.sha256,
            }
            for f in data.files
        ],
        feed=data.feed is not None and not preview,
        sitemap=publisher.domain is not None and not preview,
        conventions=CONVENTIONS,
        tables=[_table(t, data) for t in TABLES],
        licence=publisher.licence,
        unstated=str(UNSTATED),
        host=publisher.host,
        citation=citation(publisher),
        version=FORMAT_VERSION,
        data_date=publisher.data_date and publisher.data_date.isoformat(),
        promises=PROMISES,
    )


def _table(table: Table, data: OpenData) -> dict[str, Any]:
    """A table in the dictionary."""
    return {
        "id": f"table-{table.name}",
        "title": table.title,
        "file": table.file,
        "meaning": table.meaning,
        "key": "、".join(table.primary_key),
        "columns": [_column(c, data.examples.get((table.name, c.name), "")) for c in table.shown],
    }


def _column(column: Column, example: str) -> dict[str, str | bool]:
    choices = f"。取值：{'、'.join(column.choices)}" if column.choices else ""
    return {
        "name": column.name,
        "key": column.key.removeprefix("project."),
        "of_project": column.key.startswith("project."),
        "type": column.kind.value,
        "unit": column.unit,
        "meaning": column.meaning + choices,
        "example": example,
    }


def _span(years: Sequence[int]) -> str:
    if not years:
        return ""
    return f"{years[0]}" if years[0] == years[-1] else f"{years[0]}—{years[-1]}"
