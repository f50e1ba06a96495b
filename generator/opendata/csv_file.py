"""CSV: UTF-8 with BOM, RFC 4180, and no cell that a spreadsheet would take for a command."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from generator.opendata.columns import Column, Table

BOM = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""

QUOTE = "'"

COMMANDS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", QUOTE)
"""What a spreadsheet may take for the beginning of a command; and the quote itself, so that taking one quote away always gives
back what was there."""

Cell = Callable[[Mapping[str, Any]], str]


def neutral(text: str) -> str:
    """A free text that no spreadsheet runs: with a quote before it where it begins like a command."""
    return QUOTE + text if text.startswith(COMMANDS) else text


def csv_head(table: Table) -> str:
    """The beginning of a table's file: the mark of UTF-8 and the line of names."""
    return BOM + _lines([[c.name for c in table.shown]])


def csv_rows(table: Table, rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows of a table as lines of its file."""
    cells = _cells(table)
    return _lines([cell(row) for cell in cells] for row in rows)


def _lines(rows: Iterable[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


@cache
def _cells(table: Table) -> tuple[Cell, ...]:
    return tuple(_cell(c) for c in table.shown)


def _cell(column: Column) -> Cell:
    """How a cell of this column is made from a row."""
    text = column.text
    if column.is_free_text:
        return lambda row: neutral(text(row))
    return text
