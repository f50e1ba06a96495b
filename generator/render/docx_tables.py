"""Tables of pandoc's tree as tables of a DOCX: merged cells, repeated head, rows that stay whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.render.docx_page import Sheet
from generator.render.docx_xml import NONE, Block, Paragraph, Xml, element, val, written
from generator.render.table_layout import Setting, TableLayout
from generator.render.tree import Element, Elements, Placed, groups

CellWriter = Callable[[Elements, str], list[Block]]
"""Writes the blocks of a cell as paragraphs of a style."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table: the cells that begin in it, and those that reach into it from above."""

    cells: tuple[Setting, ...]
    reached: tuple[Placed, ...]
    head: bool
    foot: bool

    def covers(self, columns: int) -> bool:
        """Whether it is one cell over all columns: such a row heads those below it."""
        return [cell.at.columns for cell in self.cells] == [columns]

    @property
    def whole(self) -> bool:
        """Whether the row stays on one page, by the cells that are its alone."""
        return not any(cell.may_break for cell in self.cells if cell.at.rows == 1)


def table(found: Element, caption: str, sheet: Sheet, cell_writer: CellWriter) -> Xml:
    """A table as wide as the type area of `sheet`; `caption` is what assistive software reads out. Nothing where it has no cells."""
    layout = TableLayout(found, landscape=sheet.landscape)
    rows = _rows(layout, found)
    if not any(row.cells for row in rows):
        return NONE
    style = _Style(layout, _twips(layout.shares, sheet.width), cell_writer)
    return element("w:tbl", None, *frame(style.widths, caption), *_table_rows(rows, style))


# Rows ----------------------------------------------------------------------------------------------------------


def _rows(layout: TableLayout, found: Element) -> list[_Row]:
    """All rows of a table in order. No cell reaches out of its group of rows."""
    out: list[_Row] = []
    all_groups = groups(found)
    for number, (rows, settings) in enumerate(zip(all_groups, layout.settings(), strict=True)):
        head, foot = number == 0, number == len(all_groups) - 1
        for line in range(len(rows)):
            own = (cell for cell in settings if cell.at.row == line)
            reached = (cell.at for cell in settings if cell.at.row < line < cell.at.row + cell.at.rows)
            out.append(_Row(tuple(own), tuple(reached), head, foot))
    return out


def _twips(shares: Sequence[float], width: int) -> list[int]:
    """Widths of the columns that sum up to `width`."""
    edges = [round(width * sum(shares[:n])) for n in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]


# Writing -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Style:
    """What all cells of a table share."""

    layout: TableLayout
    widths: list[int]
    """Of its columns in twips."""
    write: CellWriter

    def name(self, *, head: bool = False) -> str:
        """The style of paragraphs."""
        return ("TableHead" if head else "TableText") + ("Small" if self.layout.small else "")

    def over(self, cell: Placed) -> list[int]:
        """Widths of the columns that a cell covers."""
        return self.widths[cell.column : cell.column + cell.columns]


def frame(widths: Sequence[int], caption: str) -> tuple[Xml, Xml]:
    """The properties and the grid of a table that fills its columns."""
    properties = element(
        "w:tblPr",
        None,
        val("w:tblStyle", "ReportTable"),
        element("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
        val("w:jc", "center"),
        element("w:tblLayout", {"w:type": "fixed"}),
        element("w:tblLook", {"w:val": "0020", "w:firstRow": 1, "w:lastRow": 0, "w:firstColumn": 0,
                              "w:lastColumn": 0, "w:noHBand": 1, "w:noVBand": 1}),
        val("w:tblCaption", caption) if caption else NONE,
    )  # fmt: skip
    return properties, element("w:tblGrid", None, *(element("w:gridCol", {"w:w": w}) for w in widths))


def _table_rows(rows: Sequence[_Row], style: _Style) -> Iterable[Xml]:
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        heads = row.head or row.covers(len(style.widths))
        tied = not last and (style.layout.is_short or heads or rows[number + 1].foot > row.foot)
        yield _row(row, style, tied=tied, whole=row.whole)


def _row(row: _Row, style: _Style, *, tied: bool, whole: bool) -> Xml:
    """A row; `tied` to the next one, and `whole` on one page."""
    cells = {cell.at.column: _cell(cell, style, tied=tied) for cell in row.cells}
    empty = Paragraph(style.name(), keep_next=tied)
    cells |= {at.column: cell_of(style.over(at), [empty], merge="continue") for at in row.reached}
    covered = {
        c
        for at in (*(cell.at for cell in row.cells), *row.reached)
        for c in range(at.column, at.column + at.columns)
    }
    cells |= {c: cell_of([width], [empty]) for c, width in enumerate(style.widths) if c not in covered}
    return table_row((cells[column] for column in sorted(cells)), head=row.head, whole=whole)


def table_row(cells: Iterable[Xml], *, head: bool = False, whole: bool = True, height: int = 0) -> Xml:
    """A row of cells; `head` is repeated on each page, `whole` does not break, `height` in twips is the least."""
    properties = (
        element("w:cantSplit") if whole else NONE,
        element("w:trHeight", {"w:val": height, "w:hRule": "atLeast"}) if height else NONE,
        element("w:tblHeader") if head else NONE,
    )
    return element("w:tr", None, element("w:trPr", None, *properties) if any(properties) else NONE, *cells)


def _cell(cell: Setting, style: _Style, *, tied: bool) -> Xml:
    name = style.name(head=cell.head)
    blocks = [
        replace(block, keep_next=tied, align=cell.align, indent={}) if isinstance(block, Paragraph) else block
        for block in style.write(cell.at.blocks, name)
    ]
    return cell_of(
        style.over(cell.at),
        blocks or [Paragraph(name, keep_next=tied)],
        merge="restart" if cell.at.rows > 1 else "",
        head=cell.head,
    )


def cell_of(widths: Sequence[int], content: Sequence[Block], *, merge: str = "", head: bool = False) -> Xml:
    """A cell over columns of these widths; `merge` is `restart` or `continue` where it spans rows."""
    shade = element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "EBEBEB"})
    properties = element(
        "w:tcPr",
        None,
        element("w:tcW", {"w:w": sum(widths), "w:type": "dxa"}),
        val("w:gridSpan", len(widths)) if len(widths) > 1 else NONE,
        val("w:vMerge", merge) if merge else NONE,
        shade if head else NONE,
        val("w:vAlign", "center"),
    )
    blocks = [*content]
    if not blocks or not isinstance(blocks[-1], Paragraph):
        blocks.append(Paragraph("SectionEnd"))  # a cell ends with a paragraph
    return element("w:tc", None, properties, *map(written, blocks))
