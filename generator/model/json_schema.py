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
    raw = record.model_json_schema(by_alias=True)
    definitions = {name: _bare(definition) for name, definition in raw.pop("$defs", {}).items()}
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    schema |= _for_editors(_bare(raw) | ({"$defs": definitions} if definitions else {}))
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _bare(definition: dict[str, Any]) -> dict[str, Any]:
    """A class without its name and docstring, which are English and for developers."""
    return {k: v for k, v in definition.items() if k not in ("title", "description")}


def _for_editors(node: Any) -> Any:
    """The schema as an editor needs it.

    YAML editors type an unquoted 5 as a number where our reader takes every scalar as text, so both are allowed.
    An absent key is absent: nothing is null, and there are no defaults of null.
    """
    if isinstance(node, list):
        return [_for_editors(n) for n in node]
    if not isinstance(node, dict):
        return node
    cleaned = {k: _for_editors(v) for k, v in node.items() if not (k in ("default", "examples") and not v)}
    choices = cleaned.get("anyOf")
    if choices:
        cleaned["anyOf"] = [c for c in choices if c != {"type": "null"}]
        if len(cleaned["anyOf"]) == 1:
            (only,) = cleaned.pop("anyOf")
            cleaned = {**only, **cleaned}
    if cleaned.get("type") in ("string", "integer") and "enum" not in cleaned and "const" not in cleaned:
        cleaned["type"] = ["string", "number"]
    return cleaned
