"""The exported schemas are those checked in, are valid, speak Chinese, and accept what the model accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.model.json_schema import FILES, schemas
from tests.conftest import REPOSITORY, SITES
from tests.support import project_values


@pytest.mark.parametrize("name", sorted(schemas()))
def test_schema_is_checked_in(name: str) -> None:
    checked_in = (REPOSITORY / "schema" / name).read_text(encoding="utf-8")
    assert checked_in == schemas()[name], "run: python -m generator schema"


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(schemas()[f"{name}.json"])
    return loaded


@pytest.mark.parametrize("name", sorted(FILES))
def test_schema_is_valid_and_closed(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))
    for node in _nodes(schema(name)):
        if "properties" in node and node.get("type") == "object":
            assert node["additionalProperties"] is False
            for key, child in node["properties"].items():
                assert child.get("title") == key or "$ref" in child or key == "未注明缺失", key


def test_no_english_description_reaches_an_author() -> None:
    for name in FILES:
        for node in _nodes(schema(name)):
            for text in (node.get("title"), node.get("description")):
                assert not isinstance(text, str) or not text.isascii(), text


def _nodes(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [n for child in node for n in _nodes(child)]
    if isinstance(node, dict):
        return [node, *(n for child in node.values() for n in _nodes(child))]
    return []


FOLDERS = [REPOSITORY / "content", SITES / "minimal" / "content"]


def _contents() -> list[tuple[str, Path]]:
    pairs = []
    for folder in FOLDERS:
        pairs += [("project", p) for p in sorted(folder.glob("projects/*/*/project.yml"))]
        pairs += [("rule_set", p) for p in sorted(folder.glob("rule_sets/*.yml"))]
        pairs += [("organisations", folder / "organisations.yml"), ("site", folder / "site.yml")]
    return pairs


@pytest.mark.parametrize(
    ("name", "path"), _contents(), ids=lambda v: v if isinstance(v, str) else v.parent.name
)
def test_all_content_fits_its_schema(name: str, path: Path) -> None:
    """Both as our reader sees it (text) and as editors do (numbers, but dates as text)."""
    validator = jsonschema.Draft202012Validator(schema(name))
    text = path.read_text(encoding="utf-8")
    for loader in (yaml.CBaseLoader, _EditorLoader):
        errors = [e.message for e in validator.iter_errors(yaml.load(text, Loader=loader))]  # noqa: S506
        assert errors == []


class _EditorLoader(yaml.SafeLoader):
    """What YAML 1.2 editors read: numbers are numbers, keys are text, dates are text."""


_EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag.endswith((":int", ":float"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _text_keys(loader: _EditorLoader, node: yaml.MappingNode) -> dict[str, Any]:
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


_EditorLoader.add_constructor("tag:yaml.org,2002:map", _text_keys)


def test_a_misspelt_key_does_not_fit() -> None:
    values = project_values()
    values["指标"][0]["三极"] = "甲"
    assert list(jsonschema.Draft202012Validator(schema("project")).iter_errors(values))
