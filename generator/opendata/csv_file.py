"""CSV files: UTF-8 with BOM, RFC 4180, and no cell that a spreadsheet would take for a command."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TextIO

from generator.opendata.columns import Column, Table

BOM = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""

QUOTE = "'"

COMMANDS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", QUOTE)
"""What a spreadsheet may take for the beginning of a command; and the quote itself, so that taking one quote away always gives back
what was there."""


def neutral(text: str) -> str:
    """A free text that no spreadsheet runs: with a quote before it where it begins like a command."""
    return QUOTE + text if text.startswith(COMMANDS) else text


def original(cell: str) -> str:
    """The text that `neutral` was given."""
    return cell.removeprefix(QUOTE)


class CsvFile:
    """One table in the writing. Rows come project by project and are not kept."""

    def __init__(self, table: Table, stream: TextIO) -> None:
        """`stream` must write UTF-8 and leave line ends alone."""
        self.table = table
        self.count = 0
        self._cells: list[Callable[[Mapping[str, Any]], str]] = [_cell(c) for c in table.shown]
        stream.write(BOM)
        self._writer = csv.writer(stream, lineterminator="\r\n")
        self._writer.writerow([c.name for c in table.shown])

    def add(self, record: Mapping[str, Any]) -> None:
        """Write the rows of one project."""
        rows = self.table.rows(record)
        self._writer.writerows(self._lines(rows))
        self.count += len(rows)

    def _lines(self, rows: Iterable[Mapping[str, Any]]) -> Iterable[list[str]]:
        for row in rows:
            yield [cell(row) for cell in self._cells]


def _cell(column: Column) -> Callable[[Mapping[str, Any]], str]:
    """How a cell of this column is made from a row."""
    if column.is_free_text:
        return lambda row: neutral(column.text(row))
    return column.text
