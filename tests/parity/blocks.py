"""What a report says, whatever the format: headings, paragraphs, list items, tables, figures and notes in their order."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

BULLET = "•"
"""The marker of an item that has no number."""
NOTE_MARK = "〔注{}〕"
"""What stands in a text where it refers to a note."""

Cell = tuple[int, int, str, int, int]
"""Row, column, text, rows and columns that it covers. Counted from 0."""


@dataclass(frozen=True)
class Block:
    """One block. Texts are without any white space: formats break lines differently."""

    kind: str
    text: str
    """Of a table or figure: its caption."""
    cells: tuple[Cell, ...] = ()
    alternative: str = ""
    """What is read out instead of a figure."""


FIRST_CHAPTER = "一、"


@dataclass
class Report:
    """The body of a report from its first chapter on, and its notes in the order of their marks."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    """The words and figures inside each chart, where the format holds them as text."""
    opening: list[str] = field(default_factory=list)
    """The texts and cells in front of the first chapter."""

    def set_opening_apart(self) -> None:
        """Move what stands in front of the first chapter."""
        start = next(n for n, block in enumerate(self.blocks) if block.text.startswith(FIRST_CHAPTER))
        for block in self.blocks[:start]:
            self.opening += [block.text, *(text for _, _, text, _, _ in block.cells)]
        del self.blocks[:start]

    def annex(self, name: str) -> list[Block]:
        """The blocks of an annex, by what its heading ends with; none where there is no such annex."""
        heads = [n for n, block in enumerate(self.blocks) if block.kind == "heading1"]
        start = next((n for n in heads if self.blocks[n].text.endswith(name)), len(self.blocks))
        end = next((n for n in heads if n > start), len(self.blocks))
        return self.blocks[start + 1 : end]

    def tables(self) -> list[Block]:
        """The tables."""
        return [block for block in self.blocks if block.kind == "table"]


def squeezed(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s+", "", text)


def formula(text: str) -> str:
    """What stands for a formula: its letters, digits and Han; formats lay out and order the rest each in its way."""
    told = sorted(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
    return f"〔式{''.join(told)}〕"


def numbers(text: str) -> set[str]:
    """Every number in a text."""
    return set(re.findall(r"\d[\d,]*(?:\.\d+)?%?", text))


class Rows:
    """Puts the cells of a table on their grid."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self._row = -1
        self._taken: set[tuple[int, int]] = set()

    def row(self) -> None:
        """Begin a row."""
        self._row += 1

    def cell(self, text: str, rows: int, columns: int) -> None:
        """Add a cell to the row, in the first place that is free."""
        column = 0
        while (self._row, column) in self._taken:
            column += 1
        self._taken |= {(self._row + r, column + c) for r in range(rows) for c in range(columns)}
        self.cells.append((self._row, column, squeezed(text), rows, columns))


def differences(page: Report, other: Report) -> list[str]:
    """What another format says differently from the page, in words; empty when it says the same."""
    pairs = zip(page.blocks, other.blocks, strict=False)
    found = [f"第{n}块：{text}" for n, pair in enumerate(pairs, 1) for text in _unlike(*pair)]
    if len(page.blocks) != len(other.blocks):
        found.append(f"共{len(page.blocks)}块 ≠ {len(other.blocks)}块")
    if page.notes != other.notes:
        found.append(f"注：{page.notes} ≠ {other.notes}")
    return found


def _unlike(one: Block, other: Block) -> list[str]:
    heads = [f"{block.kind}“{block.text}{block.alternative}”" for block in (one, other)]
    if heads[0] != heads[1]:
        return [" ≠ ".join(heads)]
    return [f"{here} ≠ {there}" for here, there in unlike_cells(one.cells, other.cells)]


def unlike_cells(one: tuple[Cell, ...], other: tuple[Cell, ...]) -> list[tuple[Cell | None, Cell | None]]:
    """The cells that are not the same at the same place."""
    here, there = ({cell[:2]: cell for cell in cells} for cells in (one, other))
    places = sorted(here.keys() | there.keys())
    return [(here.get(p), there.get(p)) for p in places if here.get(p) != there.get(p)]
