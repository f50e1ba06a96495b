"""Where the cells of a table stand on a worksheet, and how wide and high they are for all text to be seen.

Spreadsheets do not fit merged cells to their text, so all heights are computed here, on the generous side: fonts
differ from machine to machine. Widths are in pixels of 1/96 inch, heights in points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generator.render.xlsx_numbers import Number, read_number
from generator.render.xlsx_widths import MARGIN, Room, balanced
from generator.report.tables import Align, Cell, Row, Scope, Table, grid
from generator.report.text import tidy

PAGE_WIDTH = 1060
"""Width of every table: a little more than A4 landscape within its margins, so that it is printed to fit."""

SIZES = (10.5, 9.0)
"""Font sizes: 五号; 小五 for tables of many columns."""
_MANY = 8
TITLE_SIZE = 16
HIGHEST_ROW = 390
"""No row may be higher in Excel (409.5) or than a page; a higher one becomes several, merged."""
_PIECE = 120
"""Such rows are about so high, so that pages are filled."""

_LINE, _PADDING = 1.36, 6
"""Height of a line in font sizes; space above and below the text of a cell."""
_NARROWED = 0.94
"""The width that is left of a column where the standard font is narrower than in Excel."""
_LEAST_HEIGHT = 2.2
"""In font sizes."""
_LEAST_COLUMN = 40
_UNBROKEN = 5
"""Headers, labels and values of so many characters stay on one line."""
_GROUP = 9
"""So do names of sections, with their weights in brackets, and all labels of forms."""
_READABLE = 8
"""Sentences have lines of at least so many characters."""
_CONDENSED, _BROAD = 0.56, 0.9
_TOKEN = re.compile(r"[!-~]+|.[，。；：、！？％）》〉】」』”’]*", re.DOTALL)


# Measures --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=10_000)
def ems(text: str) -> float:
    """The width of a text in font sizes: Han and full-width characters are 1."""
    return sum(_em(c) for c in text)


def _em(character: str) -> float:
    if character > "~":
        return 1
    return _BROAD if character in "%&@MWmw" else _CONDENSED


def pixels(text: str, size: float) -> int:
    """The width that a cell needs for a text that does not wrap."""
    longest = max(map(ems, text.split("\n")))
    return math.ceil((longest * size * 4 / 3 + MARGIN) / _NARROWED)


def lines(text: str, width: int, size: float) -> int:
    """How many lines a text takes in a cell."""
    room = max((width * _NARROWED - MARGIN) / (size * 4 / 3), 1)
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    """Lines of one paragraph; words of Latin letters and digits stay whole where they can."""
    if ems(line) <= room:
        return 1
    count, used = 1, 0.0
    for token in _TOKEN.findall(line):
        width = ems(token)
        if used + width <= room:
            used += width
            continue
        count += 1 if used else 0
        count += math.ceil(width / room) - 1
        used = width - room * (math.ceil(width / room) - 1)
    return count


def height(text: str, width: int, size: float) -> float:
    """The height that a cell needs."""
    return lines(text, width, size) * size * _LINE + _PADDING


def shown(text: str) -> str:
    """The text of a cell without anything that cannot stand in one, as every other format shows it."""
    return "\n".join(tidy(line) for line in re.split(r"\s*\n\s*", text.strip()))


# Plan ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its title, lines above the table, the table, lines below."""

    name: str
    title: str
    table: Table
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    frozen: int = 0
    """Columns that stay in sight."""
    places: dict[str, int] | None = None
    """For each id that cells of other sheets link to, the row of the table."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text over the whole width: its rows of the sheet, and their height in all."""

    text: str
    rows: range
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of the table at its place: row and column of the table, from 0."""

    row: int
    column: int
    cell: Cell
    text: str
    number: Number | None

    @property
    def shown(self) -> str:
        """What a reader sees."""
        return self.text + self.cell.mark


Position = tuple[int, int]


class Plan:
    """A worksheet laid out: which rows and columns of the sheet a cell takes. All indices from 0."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.table = sheet, sheet.table
        self.cells = {(p.row, p.column): p for p in _placed(self.table)}
        self.height = sum(1 for _ in self.table.rows())
        self.width = len(self.table.widths)
        self.size = SIZES[self.width > _MANY]
        """Size of the text in points."""

    @property
    def head_rows(self) -> int:
        """How many rows of the table are its head."""
        return len(self.table.head)

    @property
    def total_row(self) -> int:
        """The last row of the table."""
        return self.height - 1

    def number(self, position: Position) -> Number | None:
        """The number of a cell, if it shows one."""
        placed = self.cells.get(position)
        return placed.number if placed else None

    def text(self, position: Position) -> str:
        """The text of a cell; empty where none begins."""
        placed = self.cells.get(position)
        return placed.text if placed else ""

    def column(self, name: str) -> int | None:
        """The column with this header."""
        return next((p.column for p in self.cells.values() if p.row == 0 and p.text == name), None)

    def row(self, name: str) -> int | None:
        """The row that begins with this text."""
        return next((p.row for p in self.cells.values() if p.column == 0 and p.text == name), None)

    # --- widths and heights ---------------------------------------------------------------------------------------

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """The width of each column: as the table says, but no number is cut and no column wider than its text."""
        least = [_LEAST_COLUMN] * self.width
        most = [_LEAST_COLUMN] * self.width
        for placed in self.cells.values():
            if placed.cell.colspan == 1:
                least[placed.column] = max(least[placed.column], self._least(placed))
                most[placed.column] = max(most[placed.column], pixels(placed.shown, self.size))
        room = Room(PAGE_WIDTH, tuple(least), tuple(most))
        return balanced(room.shared(self.table.widths), room, self._texts())

    def _texts(self) -> list[dict[int, float]]:
        """For each row how much text stands in each column that may wrap."""
        rows: list[dict[int, float]] = [{} for _ in range(self.height)]
        for placed in self.cells.values():
            if placed.cell.rowspan == placed.cell.colspan == 1 and placed.number is None:
                rows[placed.row][placed.column] = sum(
                    max(ems(line) + 1, _READABLE) for line in placed.shown.split("\n")
                )
        return rows

    def _least(self, placed: Placed) -> int:
        if placed.number is not None:
            return pixels(placed.shown, self.size)
        longest = max(map(ems, placed.shown.split("\n")))
        if placed.cell.scope is Scope.GROUP or (placed.cell.scope and self.table.kind == "form"):
            readable = _GROUP
        else:
            readable = _READABLE if placed.cell.align is Align.LEFT else _UNBROKEN
        return pixels("汉" * min(readable, math.ceil(longest)), self.size)

    def width_of(self, placed: Placed) -> int:
        """The width of a cell with all columns it spans."""
        return sum(self.widths[placed.column : placed.column + placed.cell.colspan])

    @cached_property
    def table_heights(self) -> tuple[float, ...]:
        """The height of each row of the table. A label over several rows has room in the first: pages may end after it."""
        heights = [_LEAST_HEIGHT * self.size] * self.height
        for placed in sorted(self.cells.values(), key=lambda p: p.cell.rowspan):
            rows = range(placed.row, placed.row + placed.cell.rowspan)
            needed = height(placed.shown, self.width_of(placed), self.size)
            if len(rows) > 1 and placed.cell.scope:
                heights[placed.row] = max(heights[placed.row], needed)
            missing = needed - sum(heights[r] for r in rows)
            for r in rows if missing > 0 else ():
                heights[r] += missing / len(rows)
        return tuple(heights)

    # --- rows of the sheet ----------------------------------------------------------------------------------------

    @cached_property
    def title(self) -> Line:
        """The first line of the sheet."""
        return self._line(self.sheet.title, 0, TITLE_SIZE, _PADDING)

    @cached_property
    def lines_above(self) -> tuple[Line, ...]:
        """The lines between title and table."""
        return tuple(self._lines(self.sheet.above, self.title.rows.stop))

    @cached_property
    def lines_below(self) -> tuple[Line, ...]:
        """The lines below the table."""
        return tuple(self._lines(self.sheet.below, self.starts[-1]))

    def _lines(self, texts: Sequence[str], start: int) -> Iterator[Line]:
        for text in texts:
            line = self._line(text, start, SIZES[-1])
            start = line.rows.stop
            yield line

    def _line(self, text: str, start: int, size: float, padding: float = 0) -> Line:
        high = height(text, sum(self.widths), size) + padding
        return Line(text, range(start, start + _sheet_rows(high)), high)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The first row of the sheet for each row of the table, and the first after the table."""
        found = [(self.title, *self.lines_above)[-1].rows.stop]
        for high in self.table_heights:
            found.append(found[-1] + _sheet_rows(high))
        return tuple(found)

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """The height of every row of the sheet."""
        above = (line.height for line in (self.title, *self.lines_above))
        below = (line.height for line in self.lines_below)
        parts = (*above, *self.table_heights, *below)
        return tuple(high / _sheet_rows(high) for high in parts for _ in range(_sheet_rows(high)))

    def area(self, placed: Placed) -> tuple[int, int, int, int]:
        """First row, first column, last row and last column of a cell on the sheet."""
        last_row = self.starts[placed.row + placed.cell.rowspan] - 1
        last_column = placed.column + placed.cell.colspan - 1
        return self.starts[placed.row], placed.column, last_row, last_column

    # --- addresses ------------------------------------------------------------------------------------------------

    def address(self, position: Position, *, outside: bool = False) -> str:
        """A cell as formulas name it; `outside` from another sheet."""
        row, column = position
        return f"{self._prefix(outside)}{_letters(column)}{self.starts[row] + 1}"

    def range(self, positions: Sequence[Position], *, outside: bool = False) -> str:
        """The cells from the first to the last position as formulas name them."""
        (top, left), (bottom, right) = positions[0], positions[-1]
        first = f"{_letters(left)}{self.starts[top] + 1}"
        last = f"{_letters(right)}{self.starts[bottom + 1]}"
        return self._prefix(outside) + (first if first == last else f"{first}:{last}")

    def _prefix(self, outside: bool) -> str:  # noqa: FBT001
        return f"'{self.sheet.name}'!" if outside else ""


def _sheet_rows(high: float) -> int:
    """How many rows of a sheet make up a height."""
    return 1 if high <= HIGHEST_ROW else math.ceil(high / _PIECE)


def _letters(column: int) -> str:
    """A column as spreadsheets name it: A, B … Z, AA."""
    ahead, last = divmod(column, 26)
    return (_letters(ahead - 1) if ahead else "") + chr(ord("A") + last)


def _placed(table: Table) -> Iterator[Placed]:
    """All cells of a table with their rows and columns."""
    groups: tuple[tuple[Row, ...], ...] = (table.head, *table.bodies, table.foot)
    row = 0
    for group in groups:
        for line in grid(group):
            for column, cell in enumerate(line):
                if cell is not None:
                    text = shown(cell.text)
                    number = None if cell.scope else read_number(text, cell.mark)
                    yield Placed(row, column, cell, text, number)
            row += 1
