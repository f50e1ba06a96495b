"""Columns: one declaration gives the CSV header, the Table Schema, the JSON Schema and the data dictionary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from generator.model.base import UNSTATED


class Kind(Enum):
    """What a column holds. The value is what the dictionary calls it."""

    TEXT = "文字"
    INTEGER = "整数"
    NUMBER = "数"
    YES_NO = "是或否"
    DATE = "日期"
    MOMENT = "日期和时间"
    LINES = "文字（每条一行）"
    PAIRS = "名称和值（每对一行）"
    ADDRESS = "网址"


YES, NO = "是", "否"

LINE = "\n"
"""Between the members of a list in one cell."""


_WRITERS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.YES_NO: lambda value: YES if value else NO,
    Kind.LINES: LINE.join,
    Kind.PAIRS: lambda value: LINE.join(f"{name}：{item}" for name, item in value.items()),
    Kind.MOMENT: lambda value: value[:16].replace("T", " "),
}
"""How the values of a kind are written, where not as they are."""


@dataclass(frozen=True, eq=False)
class Column:
    """A column: its header, its path in the JSON record, and what it means.

    A path with a dot leads into an object or, with a number, into a list; `project.` leads from a member of a list to its project.
    """

    name: str
    key: str
    kind: Kind
    meaning: str
    unit: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    in_tables: bool = True
    """Whether tables have it; the JSON record has every column."""

    @cached_property
    def _path(self) -> tuple[str | int, ...]:
        return tuple(int(part) if part.isdecimal() else part for part in self.key.split("."))

    def value(self, row: Mapping[str, Any]) -> Any:
        """The plain value in a row; None where there is none."""
        found: Any = row
        for part in self._path:
            if found is None:
                return None
            found = found[part]
        return found

    def text(self, row: Mapping[str, Any]) -> str:
        """The value as a cell holds it; empty where there is none."""
        value = self.value(row)
        return "" if value is None else self._write(value)

    @cached_property
    def _write(self) -> Callable[[Any], str]:
        return _WRITERS.get(self.kind, str)

    @property
    def is_free_text(self) -> bool:
        """Whether authors' text goes into the cell, which a spreadsheet must not take for a command."""
        return self.kind in (Kind.TEXT, Kind.LINES, Kind.PAIRS, Kind.ADDRESS)


@dataclass(frozen=True, eq=False)
class Table:
    """A table of the data package. Its rows are the members of a list of each record, or the record itself."""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    source: str = ""
    """The key of the list; empty where the record is the row."""
    belongs: bool = True
    """Whether every row belongs to a row of the table of projects."""
    with_withdrawn: bool = False
    """Whether what is declared of withdrawn reports is in it too."""

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    @cached_property
    def shown(self) -> tuple[Column, ...]:
        """The columns of the table, in order."""
        return tuple(c for c in self.columns if c.in_tables)

    def rows(self, record: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """The rows that a record gives."""
        if not self.source:
            return (record,)
        return [{**item, "project": record} for item in record[self.source]]


MISSING = ("", UNSTATED.value)
"""What stands in a cell without a value: nothing where it does not apply, 未载明 where the source does not say."""
