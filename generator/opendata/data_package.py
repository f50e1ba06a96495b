"""datapackage.json: the Frictionless Data Package of the tables, with schemas, keys, units and terms of use."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.opendata.columns import MISSING, NO, YES, Column, Kind, Table
from generator.opendata.publisher import Publisher
from generator.opendata.tables import PROJECTS

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "jixiao"
TITLE = "项目支出绩效评价开放数据"
KEYWORDS = ("绩效评价", "项目支出", "预算绩效", "政府信息公开", "开放数据")

FORMAT_VERSION = "1.0"
"""Of the tables: the second number grows with every new column, the first when something that was there changes."""

_TYPES: Mapping[Kind, dict[str, Any]] = {
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.YES_NO: {"type": "boolean", "trueValues": [YES], "falseValues": [NO]},
    Kind.DATE: {"type": "date"},
    Kind.MOMENT: {"type": "datetime", "format": "%Y-%m-%d %H:%M"},
}


@dataclass(frozen=True, slots=True)
class Resource:
    """A table file as the package describes it."""

    table: Table
    size: int
    sha256: str


def data_package(publisher: Publisher, resources: Iterable[Resource]) -> str:
    """The text of datapackage.json."""
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": NAME,
        "title": TITLE,
        "description": f"{publisher.name}公开的项目支出绩效评价数据。",
        "version": FORMAT_VERSION,
        "keywords": list(KEYWORDS),
    }
    if publisher.domain:
        package["homepage"] = publisher.domain.of("data/index.html")
    if publisher.licence:
        package["licenses"] = [{"title": publisher.licence.name, "path": publisher.licence.url}]
    if publisher.host:
        package["contributors"] = [{"title": publisher.host, "roles": ["publisher"]}]
    package["resources"] = [_resource(r) for r in resources]
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(resource: Resource) -> dict[str, Any]:
    table = resource.table
    return {
        "name": table.name,
        "type": "table",
        "path": table.file,
        "title": table.title,
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": resource.size,
        "hash": f"sha256:{resource.sha256}",
        "schema": table_schema(table),
    }


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    schema: dict[str, Any] = {
        "fields": [_field(c) for c in table.shown],
        "missingValues": list(MISSING),
        "primaryKey": list(table.primary_key),
    }
    if table.belongs and table is not PROJECTS:
        key = PROJECTS.primary_key[0]
        schema["foreignKeys"] = [{"fields": [key], "reference": {"resource": PROJECTS.name, "fields": [key]}}]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field = {"name": column.name, "title": column.name, "key": column.key, "description": column.meaning}
    field |= _TYPES.get(column.kind, {"type": "string"})
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        constraints["enum"] = [str(c) for c in column.choices if c != MISSING[1]]
    return field | ({"constraints": constraints} if constraints else {})
