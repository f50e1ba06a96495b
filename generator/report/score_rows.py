"""Indicators in the order of their levels, with the merged cells of the first two levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.report.tables import Cell, Scope, header

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """The items of one level-1 name: level-2 name and item, equal level-2 names side by side."""

    level_1: str
    items: tuple[tuple[str, T], ...]


def grouped(items: Iterable[tuple[str, str, T]]) -> tuple[Group[T], ...]:
    """Items (level 1, level 2, item) by level 1, then by level 2, each in order of first appearance."""
    tree: dict[str, dict[str, list[T]]] = {}
    for level_1, level_2, item in items:
        tree.setdefault(level_1, {}).setdefault(level_2, []).append(item)
    return tuple(
        Group(level_1, tuple((level_2, item) for level_2, members in inner.items() for item in members))
        for level_1, inner in tree.items()
    )


def level_cells(group: Group[T], label: str = "") -> Iterator[tuple[tuple[Cell, ...], T]]:
    """For every item the header cells of level 1 and 2 that begin in its row; `label` is what level 1 says."""
    for index, (level_2, item) in enumerate(group.items):
        cells: list[Cell] = []
        if index == 0:
            cells.append(header(label or group.level_1, Scope.GROUP, rowspan=len(group.items)))
        if index == 0 or group.items[index - 1][0] != level_2:
            span = sum(1 for name, _ in group.items if name == level_2)
            cells.append(header(level_2, Scope.ROW, rowspan=span))
        yield tuple(cells), item
