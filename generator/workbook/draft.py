"""What a foreign workbook says, put into the project it speaks of, or into a draft of a new one."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from generator.workbook import form
from generator.workbook.filled import Filled, put_value, with_origins
from generator.workbook.foreign import Found
from generator.workbook.yaml_patch import Items

RULE_SET = "caiyu-2020-10"
"""The rule set of the official form."""


def draft(found: Found, rule_sets: list[str]) -> Filled:
    """A new project: what the workbook says, and what every draft begins with."""
    facts = {"评价类型": "单位自评", "状态": "草稿"}
    facts |= {"规则集": RULE_SET} if RULE_SET in rule_sets else {}
    value = {"项目": facts | found.value.get("项目", {})} | {
        k: v for k, v in found.value.items() if k != "项目"
    }
    return Filled(_ordered(value, ()), dict(found.places))


def updated(old: dict[str, Any], found: Found) -> Filled:
    """An existing project with what the workbook says; indicators are known by their name."""
    filled = Filled(with_origins(deepcopy(old)))
    for path, place in found.places.items():
        if path[0] != "指标" and isinstance(new := form.node(found.value, path), str):
            filled.places[path] = place
            _put(filled, path, new)
    items = filled.value.setdefault("指标", Items([]))
    names = {form.text_at(item, ("三级",)): number for number, item in reversed(list(enumerate(items)))}
    for number, item in enumerate(found.value["指标"]):
        index = names.get(item["三级"])
        if index is None:
            index = len(items)
            items.append(item)
            items.origins.append(None)
        else:
            for key, new in item.items():
                if isinstance(new, str):
                    _put(filled, ("指标", index, key), new)
        for path, place in found.places.items():
            if path[:2] == ("指标", number):
                filled.places["指标", index, *path[2:]] = place
    return filled


def _put(filled: Filled, path: form.Path, new: str) -> None:
    if form.text_at(filled.value, path).strip() != new:
        put_value(filled.value, path, new)


def slug_of(name: str) -> str:
    """A folder name for a project: its own name, without what folders cannot hold."""
    return re.sub(r'[\s./\\:*?"<>|]+', "-", name).strip("-")[:60] or "xiangmu"


def _ordered(value: Any, path: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        order = form.KEY_ORDER.get(path, ())
        keys = sorted(value, key=lambda key: order.index(key) if key in order else len(order))
        return {key: _ordered(value[key], (*path, key)) for key in keys}
    return [_ordered(item, path) for item in value] if isinstance(value, list) else value
