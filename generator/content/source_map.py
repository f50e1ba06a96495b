"""Where every key and value of a content file stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.findings import Place

At = tuple[int, int]
"""A position in the text: 0-based line and column."""

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and 0-based indices of lists."""


@dataclass(slots=True)
class Branch:
    """The positions within one mapping or list: its own start, its keys', and those of its values."""

    at: At
    keys: dict[str, At] = field(default_factory=dict)
    values: dict[str | int, Spot] = field(default_factory=dict)


Spot = At | Branch


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The places of a document's keys and values, by path.

    `columns` gives, for lines that were mended before parsing, the original column of every character.
    """

    file: str
    root: Spot = (0, 0)
    columns: Mapping[int, list[int]] = field(default_factory=dict)

    def value_at(self, path: Path) -> Place:
        """The place where the value at `path` begins, or that of its nearest existing ancestor."""
        spot, _ = self._find(path)
        return self._place(spot.at if isinstance(spot, Branch) else spot)

    def key_at(self, path: Path) -> Place:
        """The place of the key that leads to `path`, or of its nearest existing ancestor's.

        An item of a list has no key: its value stands for it, and so does the root's.
        """
        _, key = self._find(path)
        return self._place(key)

    def _find(self, path: Path) -> tuple[Spot, At]:
        spot = self.root
        key = spot.at if isinstance(spot, Branch) else spot
        for step in path:
            if not isinstance(spot, Branch) or step not in spot.values:
                break
            branch, spot = spot, spot.values[step]
            start = spot.at if isinstance(spot, Branch) else spot
            key = branch.keys[step] if isinstance(step, str) and step in branch.keys else start
        return spot, key

    def _place(self, at: At) -> Place:
        line, column = at
        columns = self.columns.get(line)
        return Place(self.file, line + 1, original(columns, column) + 1)


def original(columns: list[int] | None, column: int) -> int:
    """The column that `column` of a mended line had before mending; `columns` is None where nothing was."""
    if columns is None:
        return column
    if column < len(columns):
        return columns[column]
    return columns[-1] + column - len(columns) + 1
