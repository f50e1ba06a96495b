"""JSON Schema of every content file, with Chinese titles, descriptions and examples, for editors."""

from __future__ import annotations

import json
from typing import Any

from generator.model.base import Record
from generator.model.project import Project
from generator.model.register import Register, Site
from generator.model.rule_set import RuleSetFile

FILES: dict[str, tuple[type[Record], str]] = {
    "project": (Project, "项目（project.yml）"),
    "rule_set": (RuleSetFile, "规则集（rule_sets/*.yml）"),
    "organisations": (Register, "单位登记表（organisations.yml）"),
    "site": (Site, "网站信息（site.yml）"),
}


def schemas() -> dict[str, str]:
    """The text of every schema file by name, deterministic."""
    return {f"{name}.json": _text(record, title) for name, (record, title) in FILES.items()}


def _text(record: type[Record], title: str) -> str:
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    schema |= {k: v for k, v in record.model_json_schema(by_alias=True).items() if k != "title"}
    return json.dumps(_in_chinese(schema), ensure_ascii=False, indent=2) + "\n"


def _in_chinese(node: Any) -> Any:
    """The schema without the English of class docstrings, and with numbers allowed where text is read.

    YAML editors type an unquoted 5 as a number; our reader takes every scalar as text.
    """
    if isinstance(node, list):
        return [_in_chinese(n) for n in node]
    if not isinstance(node, dict):
        return node
    cleaned = {k: _in_chinese(v) for k, v in node.items()}
    description = cleaned.get("description")
    if isinstance(description, str) and description.isascii():
        del cleaned["description"]
    elif isinstance(description, str) and "properties" in cleaned and description[:1].isascii():
        del cleaned["description"]
    if cleaned.get("type") in ("string", "integer") and "enum" not in cleaned and "const" not in cleaned:
        cleaned["type"] = ["string", "number"]
    return cleaned
