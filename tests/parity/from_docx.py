"""The report as its DOCX says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from tests.parity.blocks import BULLET, NOTE_MARK, Block, Report, Rows, formula, squeezed
from tests.parity.exceptions import left_out
from tests.render.ooxml import Docx, short, style_of, value, w

_PICTURE = ".//{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def read(data: bytes) -> Report:
    """Read a DOCX."""
    return _Reader(Docx.read(data)).report


class _Reader:
    def __init__(self, docx: Docx) -> None:
        self.docx = docx
        self.report = Report()
        self.counted: Counter[tuple[str, str]] = Counter()
        self.waiting: dict[str, str] = {}
        """Text of the paragraphs that belong to the next block, by style."""
        (body,) = docx.part("document").iter(w("body"))
        for element in body:
            self._block(element)
        self.report.set_opening_apart()

    def _add(self, kind: str, text: str, alternative: str = "") -> None:
        self.report.blocks.append(Block(kind, squeezed(text), alternative=squeezed(alternative)))

    def _block(self, element: ET.Element) -> None:
        kind = short(element.tag).removeprefix("w:")
        if left_out("docx", kind):
            return
        if kind == "tbl":
            self.report.blocks.append(self._table(element))
            return
        style = style_of(element)
        if left_out("docx", style):
            assert not self._text(element)
        elif style in {"Caption", "AnnexLabel"}:
            self.waiting[style] = self._text(element)
        elif (picture := element.find(_PICTURE)) is not None:
            self.waiting["Figure"] = picture.get("descr", "")
        elif style == "AnnexTitle":
            self._add("heading1", self.waiting.pop("AnnexLabel") + self._text(element))
        elif style == "FigureCaption":
            self._add("figure", self._text(element), self.waiting.pop("Figure"))
        elif heading := re.fullmatch(r"(?:Annex)?Heading(\d)", style):
            self._add(f"heading{heading[1]}", self._text(element))
        else:
            self._add(self._marked(element), self._text(element))

    def _marked(self, paragraph: ET.Element) -> str:
        """`text`, or `item` with the number that Word prints."""
        numbering = paragraph.find(f"{w('pPr')}/{w('numPr')}")
        if numbering is None:
            return "text"
        number, level = value(numbering.find(w("numId"))), value(numbering.find(w("ilvl")))
        if self._is_bullet(number, level):
            return f"item{BULLET}"
        self.counted[number, level] += 1
        return f"item{self.counted[number, level]}"

    def _is_bullet(self, number: str, level: str) -> bool:
        root = self.docx.part("numbering")
        abstract = next(
            value(n.find(w("abstractNumId"))) for n in root.iter(w("num")) if value(n, "numId") == number
        )
        lists = (a for a in root.iter(w("abstractNum")) if value(a, "abstractNumId") == abstract)
        levels = (found for a in lists for found in a.iter(w("lvl")) if value(found, "ilvl") == level)
        return value(next(levels).find(w("numFmt"))) == "bullet"

    def _table(self, element: ET.Element) -> Block:
        """The cells of a table; those that continue others downwards are none of their own."""
        grid = [list(_cells(row)) for row in element.iter(w("tr"))]
        rows = Rows()
        for number, line in enumerate(grid):
            rows.row()
            for column, width, merge, cell in line:
                if merge != "continue":
                    height = _height(grid, number, column) if merge else 1
                    rows.cell("".join(self._text(p) for p in cell.iter(w("p"))), height, width)
        return Block("table", squeezed(self.waiting.pop("Caption", "")), tuple(rows.cells))

    def _text(self, element: ET.Element) -> str:
        parts = []
        for piece in element.iter():
            match short(piece.tag):
                case "w:t":
                    parts.append(piece.text or "")
                case "w:footnoteReference":
                    parts.append(self._note(value(piece, "id")))
                case "m:oMath":
                    parts.append(
                        formula("".join(t.text or "" for t in piece.iter() if short(t.tag) == "m:t"))
                    )
        return "".join(parts)

    def _note(self, identifier: str) -> str:
        notes = (n for n in self.docx.part("footnotes").iter(w("footnote")) if value(n, "id") == identifier)
        self.report.notes.append(squeezed("".join(self._text(note) for note in notes)))
        return NOTE_MARK.format(len(self.report.notes))


def _cells(row: ET.Element) -> Iterator[tuple[int, int, str, ET.Element]]:
    """Column, width in columns, merge and element of each cell of a row."""
    column = 0
    for cell in row.iter(w("tc")):
        properties = cell.find(w("tcPr"))
        assert properties is not None
        width = int(value(properties.find(w("gridSpan"))) or 1)
        yield column, width, value(properties.find(w("vMerge"))), cell
        column += width


def _height(grid: list[list[tuple[int, int, str, ET.Element]]], row: int, column: int) -> int:
    """Rows that a cell which begins a merge covers."""
    height = 1
    for line in grid[row + 1 :]:
        if not any(at == column and merge == "continue" for at, _, merge, _ in line):
            break
        height += 1
    return height
