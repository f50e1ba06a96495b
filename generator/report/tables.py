"""Tables as cells, independent of any output format, and their HTML.

A table is a caption, columns and groups of rows; cells may span rows and columns. Every format is made from this
one model, so that page, PDF, DOCX and XLSX hold the same cells.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from generator.report.text import tidy

_TEXT, _DIGITS = "l", "n"


class Align(StrEnum):
    """How the text of a cell stands; the value is the class of the cell in HTML."""

    CENTRE = ""
    LEFT = _TEXT
    NUMBER = _DIGITS


class Scope(StrEnum):
    """What a header cell is the header of; the value is HTML's `scope`."""

    NONE = ""
    COLUMN = "col"
    ROW = "row"
    GROUP = "rowgroup"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: plain text (line feeds are line breaks), a mark after it, and perhaps a link around both.

    `mark` is a short remark such as ≠; outputs with numbers keep it apart from the number.
    """

    text: str
    scope: Scope = Scope.NONE
    align: Align = Align.CENTRE
    rowspan: int = 1
    colspan: int = 1
    mark: str = ""
    link: str = ""
    """An address inside the document, such as `#step-3`."""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `widths` are relative, one for each column; `id` and `number` may be empty.

    `bodies` are groups of rows: a header cell of scope GROUP belongs to all rows of its group.
    """

    kind: str
    """What the table shows, as a class in HTML: funds, objective, sections, indicators, issues …"""
    caption: str
    widths: tuple[int, ...]
    head: tuple[Row, ...]
    bodies: tuple[tuple[Row, ...], ...]
    foot: tuple[Row, ...] = ()
    id: str = ""
    number: str = ""

    @property
    def title(self) -> str:
        """The caption with its number."""
        return f"{self.number}　{self.caption}" if self.number else self.caption

    def rows(self) -> Iterator[Row]:
        """All rows from head to foot."""
        yield from self.head
        for body in self.bodies:
            yield from body
        yield from self.foot


def header(text: str, scope: Scope = Scope.COLUMN, *, rowspan: int = 1, colspan: int = 1) -> Cell:
    """A header cell."""
    return Cell(text, scope, rowspan=rowspan, colspan=colspan)


def head_of(*texts: str) -> tuple[Row, ...]:
    """A head of one row."""
    return (tuple(header(text) for text in texts),)


def words(text: str, *, rowspan: int = 1, colspan: int = 1) -> Cell:
    """A cell of words, set from the left."""
    return Cell(text, align=Align.LEFT, rowspan=rowspan, colspan=colspan)


def numeric(text: str, *, mark: str = "", link: str = "", rowspan: int = 1, colspan: int = 1) -> Cell:
    """A cell of a figure: a number is set from the right, a word such as 未载明 in the middle."""
    align = Align.NUMBER if text.lstrip("+-−")[:1].isdigit() else Align.CENTRE
    return Cell(text, align=align, mark=mark, link=link, rowspan=rowspan, colspan=colspan)


# Grid ----------------------------------------------------------------------------------------------------------


def grid(rows: Iterable[Row]) -> list[list[Cell | None]]:
    """The cells of a group of rows on their grid: a cell stands where it begins, None where it reaches."""
    placed: list[list[Cell | None]] = []
    reach: dict[int, int] = {}
    for row in rows:
        line: list[Cell | None] = []
        for cell in row:
            _skip(line, reach)
            for offset in range(cell.colspan):
                reach[len(line)] = cell.rowspan - 1
                line.append(None if offset else cell)
        _skip(line, reach)
        placed.append(line)
    return placed


def _skip(line: list[Cell | None], reach: dict[int, int]) -> None:
    while reach.get(len(line), 0):
        reach[len(line)] -= 1
        line.append(None)


def without_empty_columns(table: Table, candidates: Iterable[int]) -> Table:
    """The table without those of the candidate columns that no body cell fills.

    Only columns in which no cell spans several columns may be candidates.
    """
    grids = [grid(body) for body in table.bodies]
    empty = {
        c
        for c in candidates
        if not any(row[c] is not None and row[c].text for g in grids for row in g)  # type: ignore[union-attr]
    }
    if not empty:
        return table
    return replace(
        table,
        widths=tuple(w for c, w in enumerate(table.widths) if c not in empty),
        head=_drop(table.head, empty),
        bodies=tuple(_drop(body, empty) for body in table.bodies),
        foot=_drop(table.foot, empty),
    )


def _drop(rows: tuple[Row, ...], columns: set[int]) -> tuple[Row, ...]:
    return tuple(
        tuple(cell for c, cell in enumerate(line) if cell is not None and c not in columns)
        for line in grid(rows)
    )


# HTML ----------------------------------------------------------------------------------------------------------


def to_html(table: Table) -> str:
    """The table as one HTML block, without empty lines and without any style."""
    identifier = f' id="{_attribute(table.id)}"' if table.id else ""
    widths = " ".join(map(str, table.widths))
    parts = [f'<table class="{_attribute(table.kind)}"{identifier} data-widths="{widths}">']
    parts.append(f"<caption>{_text(table.title)}</caption>")
    parts += _group("thead", table.head)
    for body in table.bodies:
        parts += _group("tbody", body)
    parts += _group("tfoot", table.foot)
    parts.append("</table>")
    return "\n".join(parts)


def _group(tag: str, rows: tuple[Row, ...]) -> list[str]:
    if not rows:
        return []
    return [f"<{tag}>", *("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows), f"</{tag}>"]


def _cell(cell: Cell) -> str:
    tag = "th" if cell.scope else "td"
    written = f' scope="{cell.scope}"' if cell.scope else ""
    written += f' class="{cell.align}"' if cell.align else ""
    written += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    written += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    content = _text(cell.text) + (_text(cell.mark) if cell.mark else "")
    if cell.link and content:
        content = f'<a href="{_attribute(cell.link)}">{content}</a>'
    return f"<{tag}{written}>{content}</{tag}>"


@lru_cache(maxsize=1000)
def _text(text: str) -> str:
    """Text for HTML; line feeds become line breaks. A text often stands in several tables of a report."""
    lines = (html.escape(tidy(line), quote=False) for line in re.split(r"\s*\n\s*", text.strip()))
    return "<br>".join(lines)


def _attribute(text: str) -> str:
    return html.escape(tidy(text), quote=True)
