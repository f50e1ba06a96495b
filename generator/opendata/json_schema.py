"""JSON Schema of the records, made from the columns of the tables: the same titles, meanings and units."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from generator.opendata.columns import MISSING, Column, Kind
from generator.opendata.tables import PROJECTS, TABLES

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_UNSTATED = MISSING[1]
_PATTERNS = {
    Kind.NUMBER: rf"^(-?\d+(\.\d+)?|{_UNSTATED})$",
    Kind.DATE: rf"^(\d{{4}}-\d{{2}}-\d{{2}}|{_UNSTATED})$",
    Kind.MOMENT: r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$",
}


def project_schema() -> dict[str, Any]:
    """The schema of one project's JSON file."""
    return {"$schema": DIALECT, "title": "项目绩效评价数据", **_record()}


def projects_schema() -> dict[str, Any]:
    """The schema of the JSON file of all projects."""
    return {
        "$schema": DIALECT,
        "title": "全部项目的绩效评价数据",
        **_object({"projects": {"title": "项目", "type": "array", "items": _record()}}),
    }


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _record() -> dict[str, Any]:
    lists = {table.source: table for table in TABLES if table.source}
    own = [c for c in PROJECTS.columns if c.key.split(".")[0] not in lists]
    properties = _properties(own)
    for name, table in lists.items():
        members = [c for c in table.columns if not c.key.startswith("project.")]
        properties[name] = {
            "title": table.title,
            "description": table.meaning,
            "type": "array",
            "items": _object(_properties(members)),
        }
    return _object(properties)


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """An object that has exactly these members."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _properties(columns: Iterable[Column]) -> dict[str, Any]:
    """The members of an object; columns with a path share a nested object or array."""
    nested: dict[str, list[tuple[str, Column]]] = {}
    found: dict[str, Any] = {}
    for column in columns:
        first, _, rest = column.key.partition(".")
        if rest:
            nested.setdefault(first, []).append((rest, column))
        found[first] = _leaf(column)
    for first, members in nested.items():
        leaves = {rest: _leaf(column) for rest, column in members}
        required = any(column.required for _, column in members)
        if all(rest.isdecimal() for rest in leaves):
            shape = {
                "type": "array",
                "prefixItems": list(leaves.values()),
                "items": False,
                "minItems": len(leaves),
            }
        else:
            shape = _object(leaves)
        found[first] = shape if required else {**shape, "type": [shape["type"], "null"]}
    return found


def _leaf(column: Column) -> dict[str, Any]:
    leaf = {"title": column.name, "description": _description(column), **_type(column)}
    if column.required:
        return leaf
    if "enum" in leaf:
        leaf["enum"] = [*leaf["enum"], None]
    return {**leaf, "type": [leaf["type"], "null"]}


def _description(column: Column) -> str:
    return f"{column.meaning}（单位：{column.unit}）" if column.unit else column.meaning


def _type(column: Column) -> dict[str, Any]:
    match column.kind:
        case Kind.INTEGER:
            return {"type": "integer"}
        case Kind.YES_NO:
            return {"type": "boolean"}
        case Kind.LINES:
            return {"type": "array", "items": {"type": "string"}}
        case Kind.PAIRS:
            return {"type": "object", "additionalProperties": {"type": "string"}}
        case Kind.NUMBER | Kind.DATE | Kind.MOMENT:
            return {"type": "string", "pattern": _PATTERNS[column.kind]}
        case _:
            return {"type": "string"} | ({"enum": [str(c) for c in column.choices]} if column.choices else {})
