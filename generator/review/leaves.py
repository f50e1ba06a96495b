"""A record taken apart: every value that an author wrote, with its path, so that two records can be compared."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from generator.model.base import Record
from generator.model.criteria import UNSPECIFIED, Results

KEYS = ("编号", "文件", "名称", "三级", "等级", "标题", "要点", "对象", "日期")
"""What tells the records of a list apart, the first that they have; lists of others are compared by position."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value: its path in the file, and its text as the author wrote it or as readers see it."""

    path: tuple[str | int, ...]
    text: str
    member: int = 0
    """How much of its name leads to the member of a list that it belongs to; 0 outside lists."""


def differences(
    old: dict[tuple[str, ...], Leaf], new: dict[tuple[str, ...], Leaf]
) -> Iterator[tuple[tuple[str, ...], Leaf | None, Leaf | None]]:
    """The values that differ, in the order of writing; a member of a list that came or went is told as one value."""
    told: set[tuple[str, ...]] = set()
    for name in [*new, *(n for n in old if n not in new)]:
        before, after = old.get(name), new.get(name)
        if before and after:
            if before.text != after.text:
                yield name, before, after
            continue
        side, other = (new, old) if after else (old, new)
        member = name[: side[name].member]
        if not member or any(n[: len(member)] == member for n in other):
            yield name, before, after
        elif member not in told:
            told.add(member)
            whole = _whole(member, side)
            yield member, (None if after else whole), (whole if after else None)


def _whole(member: tuple[str, ...], side: dict[tuple[str, ...], Leaf]) -> Leaf:
    """A member of a list as one value."""
    inside = {n: leaf for n, leaf in side.items() if n[: len(member)] == member}
    text = "，".join(f"{' '.join(n[len(member) :])} {leaf.text}".strip() for n, leaf in inside.items())
    first = next(iter(inside.values()))
    return Leaf(first.path, text)


def text_at(leaf: Leaf | None) -> str | None:
    """The text of a value, None where there is none."""
    return leaf.text if leaf else None


def leaves(record: Record, path: tuple[str | int, ...] = ()) -> dict[tuple[str, ...], Leaf]:
    """Every stated value of a record by its name: Chinese keys, and for members of a list what tells them apart.

    `path` is where the record itself stands in its file.
    """
    return dict(_leaves(record, (), path))


def _leaves(
    value: Any, name: tuple[str, ...], path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str, ...], Leaf]]:
    if isinstance(value, Record):
        for field, info in type(value).model_fields.items():
            if field in value.model_fields_set:
                key = info.alias or field
                yield from _leaves(getattr(value, field), (*name, key), (*path, key))
    elif isinstance(value, Results):
        yield from _leaves(_as_written(value), name, path)
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _leaves(member, (*name, str(key)), (*path, str(key)))
    elif isinstance(value, tuple) and any(isinstance(member, Record) for member in value):
        for index, (label, member) in enumerate(_labelled(value)):
            for inner, leaf in _leaves(member, (*name, label), (*path, index)):
                yield inner, Leaf(leaf.path, leaf.text, len(name) + 1)  # the outermost list has the last word
    elif value is not None and value != ():
        yield name, Leaf(path, text_of(value))


def _as_written(results: Results) -> dict[str, Any]:
    met = {str(number): answer for number, answer in results.met.items()}
    return met if results.unspecified is None else {**met, UNSPECIFIED: results.unspecified}


def _labelled(members: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    """The members of a list with a label each, no two the same."""
    used: dict[str, int] = {}
    for index, member in enumerate(members, 1):
        label = label_of(member) or f"第{index}项"
        used[label] = used.get(label, 0) + 1
        yield label if used[label] == 1 else f"{label}（{used[label]}）", member


def label_of(member: Any) -> str | None:
    """What tells a record of a list from the others; None where nothing does."""
    if not isinstance(member, Record):
        return None
    named = {info.alias: getattr(member, field) for field, info in type(member).model_fields.items()}
    found = next((named[key] for key in KEYS if named.get(key) is not None), None)
    return None if found is None else text_of(found)


def text_of(value: Any) -> str:
    """A value as the author wrote it, or in the form in which readers see it."""
    if isinstance(value, tuple):
        return "、".join(map(text_of, value))
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, Enum):
        return str(value.value)
    return str(getattr(value, "text", value))
