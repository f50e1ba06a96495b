"""How a table is set on paper: widths of columns, alignment, what may break over pages.

Widths are counted in Han characters of the table's type. Where the pages end is not known here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from generator.render.column_widths import PADDING, Text, balanced
from generator.render.tree import Element, Elements, Placed, attributes_of, groups, placed, text_of

LINES = {False: 42.1, True: 60.7}
"""Characters of 五号 in a line of a portrait page (156 mm) and of a landscape page (225 mm)."""
LARGER = 10.5 / 12
"""As many characters of 小四 stand where one of 五号 does."""
SHORT_CELL = 12
"""A column of a plain table is centred when no cell is wider."""
LONG_ROWS = {False: 20, True: 14}
"""On a portrait and a landscape page, a row of more lines than this, half a page, may break over pages."""
SHORT_TABLE = 18
"""A table of no more lines than this stays on one page."""
MANY_COLUMNS = 6
"""From here on a table is set in small type (五号, else 小四)."""

_ALIGN = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center", "AlignDefault": "center"}
_CLASSES = {"l": "left", "n": "right"}


@dataclass(frozen=True, slots=True)
class Setting:
    """How one cell is set."""

    at: Placed
    line: int
    """The row of the table in which the cell begins, from 0."""
    align: str
    head: bool
    may_break: bool
    """Whether a page may end inside the cell."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a table, with the number of its group of rows and its text."""

    at: Placed
    group: int
    line: int
    text: Text


class TableLayout:
    """How a table of pandoc's tree is set, on a portrait or a landscape page."""

    def __init__(self, found: Element, *, landscape: bool = False) -> None:
        self._table = found
        self._landscape = landscape
        self._cells = list(_cells(found))
        self._columns = len(found["c"][2])

    @property
    def small(self) -> bool:
        """Whether the table is set in small type."""
        return self._columns >= MANY_COLUMNS

    @cached_property
    def shares(self) -> list[float]:
        """The share of each column in the width of the page: as the table declares it, where its texts allow."""
        room = self._room
        texts = [cell.text for cell in self._cells if cell.at.columns == 1]
        wished = [share * room for share in self._declared() or self._natural()]
        return [found / room for found in balanced(wished, texts)]

    @property
    def _room(self) -> float:
        """Characters in a line of the page."""
        return LINES[self._landscape] * (1 if self.small else LARGER)

    @cached_property
    def is_short(self) -> bool:
        """Whether the table stays on one page."""
        tallest = max(map(self._lines, self._cells), default=0)
        return max(sum(n + 0.5 for n in self._heights.values()), tallest) <= SHORT_TABLE

    @property
    def is_cut(self) -> bool:
        """Whether cells over several rows are to be cut at the end of a page."""
        return not self.is_short and any(cell.group > 0 and cell.at.rows > 1 for cell in self._cells)

    def settings(self) -> list[list[Setting]]:
        """How the cells are set, by group of rows: head, for each body its head and its rows, foot."""
        columns = self._alignments()
        out: list[list[Setting]] = [[] for _ in groups(self._table)]
        for cell in self._cells:
            head = cell.group == 0
            align = next((_CLASSES[c] for c in cell.at.classes if c in _CLASSES), columns[cell.at.column])
            # A cell over several rows must be able to break, or the rows beside it run off the page.
            may_break = cell.at.rows > 1 or self._heights[cell.line] > LONG_ROWS[self._landscape]
            out[cell.group].append(Setting(cell.at, cell.line, "center" if head else align, head, may_break))
        return out

    # Widths and heights ------------------------------------------------------------------------------------

    def _declared(self) -> list[float] | None:
        """What `data-widths="8 8 14"` says, if it says something for each column."""
        attrs = attributes_of(self._table) or []
        weights = [float(part) for part in dict(attrs[2]).get("widths", "").split() if _is_number(part)]
        total = sum(weights)
        return [w / total for w in weights] if len(weights) == self._columns and total else None

    def _natural(self) -> list[float]:
        """Narrow columns get what their widest cell needs, wide ones divide the rest."""
        need = [3.0] * self._columns
        for cell in self._cells:
            if cell.at.columns == 1:
                need[cell.at.column] = max(need[cell.at.column], cell.text.widest + PADDING)
        room = self._room
        out = [0.0] * self._columns
        for rank, column in enumerate(sorted(range(self._columns), key=need.__getitem__)):
            out[column] = min(need[column], room / (self._columns - rank))
            room -= out[column]
        return [w / sum(out) for w in out]

    def _lines(self, cell: _Cell) -> int:
        """Lines that a cell takes."""
        share = sum(self.shares[cell.at.column : cell.at.column + cell.at.columns])
        room = max(1.0, self._room * share - PADDING)
        return sum(max(1, math.ceil(wide / room)) for wide in cell.text.lines)

    @cached_property
    def _heights(self) -> dict[int, int]:
        """Lines of each row, by its number in the table."""
        out: dict[int, int] = {}
        for cell in self._cells:
            lines = self._lines(cell) if cell.at.rows == 1 else 1
            out[cell.line] = max(out.get(cell.line, 1), lines)
        return out

    def _alignments(self) -> list[str]:
        """How each column is set where cells do not say so themselves.

        As the pipe table declares it, else left for columns of sentences and centred for columns of words and
        figures. Tables whose cells have classes are centred.
        """
        declared = [spec[0]["t"] for spec in self._table["c"][2]]
        out = [_ALIGN[name] for name in declared]
        if any(cell.at.classes for cell in self._cells):
            return out
        for cell in self._cells:
            plain = declared[cell.at.column] == "AlignDefault" and cell.group > 0 and cell.at.columns == 1
            if plain and cell.text.widest > SHORT_CELL:
                out[cell.at.column] = "left"
        return out


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _cells(found: Element) -> list[_Cell]:
    out: list[_Cell] = []
    above = 0
    for number, rows in enumerate(groups(found)):
        for at in placed(rows):
            line = above + at.row
            text = Text.of(line, at.column, _texts(at.blocks), at.rows, head=number == 0)
            out.append(_Cell(at, number, line, text))
        above += len(rows)
    return out


def _texts(blocks: Elements) -> tuple[str, ...]:
    """The lines of a cell: one for each block and each line break."""
    return tuple("\n".join(map(_lined, blocks)).split("\n"))


def _lined(block: Element) -> str:
    """The text of a block, with a line feed for each line break in a paragraph."""
    if block["t"] not in {"Para", "Plain"}:
        return text_of(block)
    return "".join("\n" if part["t"] == "LineBreak" else text_of(part) for part in block["c"])
