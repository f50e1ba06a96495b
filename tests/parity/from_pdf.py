"""The report as the structure of its PDF says it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import zip_longest

from tests.parity.blocks import BULLET, NOTE_MARK, Block, Cell, Report, Rows, formula, squeezed
from tests.parity.exceptions import left_out
from tests.parity.tagged import Tag, structure

_GROUPS = frozenset(("", "Document", "Div", "Sect", "Part", "Art", "NonStruct", "BlockQuote"))
_BLOCKS = _GROUPS | {"P", "L", "Table", "Figure", "H1", "H2", "H3", "H4", "H5", "H6"}


def read(pdf: bytes) -> Report:
    """Read a tagged PDF."""
    report = Report()
    _group(structure(pdf), report)
    report.set_opening_apart()
    return report


def joined(report: Report, page: Report) -> Report:
    """The report with those cells joined that the end of a page cut: one cell on the page, equal ones below each other here."""
    blocks = [
        replace(block, cells=_joined(block.cells, there.cells))
        if block.kind == there.kind == "table"
        else block
        for block, there in zip_longest(
            report.blocks, page.blocks[: len(report.blocks)], fillvalue=Block("", "")
        )
    ]
    return replace(report, blocks=blocks)


def _joined(cells: tuple[Cell, ...], whole: tuple[Cell, ...]) -> tuple[Cell, ...]:
    covering = {(r + n, c): (r, c, text, high, wide) for r, c, text, high, wide in whole for n in range(high)}
    heights: Counter[Cell] = Counter()
    for row, column, text, high, wide in cells:
        cell = covering.get((row, column))
        same = cell is not None and (cell[2], cell[4]) == (text, wide)
        heights[(*cell[:3], 0, wide) if cell and same else (row, column, text, 0, wide)] += high
    return tuple((r, c, text, high, wide) for (r, c, text, _, wide), high in heights.items())


def _group(tag: Tag, report: Report) -> None:
    for kid in tag.kids:
        if isinstance(kid, str):
            assert not kid.strip(), kid
        elif not left_out("pdf", kid.role, squeezed(kid.text)):
            _block(kid, report)


def _block(tag: Tag, report: Report) -> None:
    role = tag.role
    if role.startswith("H") and role[1:].isdigit():
        report.blocks.append(Block(f"heading{role[1:]}", _squeezed(tag, report)))
    elif role == "L":
        _list(tag, report)
    elif role == "Table":
        report.blocks.append(_table(tag, report))
    elif role in _GROUPS and any(isinstance(k, Tag) and k.role == "Caption" for k in tag.kids):
        # a table in a frame has its caption beside it, not inside
        if tag.all("Table"):
            report.blocks.append(_table(tag, report))
        else:
            _figure(tag, report)
    elif role in _GROUPS and any(isinstance(k, Tag) and k.role in _BLOCKS for k in tag.kids):
        _group(tag, report)
    else:
        report.blocks.append(Block("text", _squeezed(tag, report)))


def _list(tag: Tag, report: Report) -> None:
    for item in (kid for kid in tag.kids if isinstance(kid, Tag)):
        if item.role == "L":  # a list inside the item before
            _list(item, report)
            continue
        label, body = (
            next(k for k in item.kids if isinstance(k, Tag) and k.role == r) for r in ("Lbl", "LBody")
        )
        _item("".join(c for c in label.text if c.isdecimal()) or BULLET, body, report)


def _item(marker: str, body: Tag, report: Report) -> None:
    """The text of an item: what stands before its first block, or its first paragraph."""
    end = next(
        (n for n, k in enumerate(body.kids) if isinstance(k, Tag) and k.role in _BLOCKS), len(body.kids)
    )
    if end == 0 and isinstance(body.kids[0], Tag) and body.kids[0].role == "P":
        end = 1
    text = "".join(_piece(kid, report) for kid in body.kids[:end])
    report.blocks.append(Block(f"item{marker}", squeezed(text)))
    _group(Tag("Div", body.kids[end:]), report)


def _table(tag: Tag, report: Report) -> Block:
    rows = Rows()
    for row in tag.all("TR"):
        rows.row()
        for cell in row.kids:
            assert isinstance(cell, Tag)
            spans = (int(cell.attributes.get(name, 1)) for name in ("/RowSpan", "/ColSpan"))
            rows.cell(_text(cell, report), *spans)
    caption = "".join(_squeezed(c, report) for c in tag.all("Caption"))
    return Block("table", caption, tuple(rows.cells))


def _figure(tag: Tag, report: Report) -> None:
    (figure,) = tag.all("Figure")
    caption = "".join(_squeezed(c, report) for c in tag.all("Caption"))
    if figure.text.strip():
        report.drawn.append(squeezed(figure.text))
    report.blocks.append(Block("figure", caption, alternative=squeezed(figure.alternative)))


def _squeezed(tag: Tag, report: Report) -> str:
    return squeezed(_text(tag, report))


def _piece(kid: Tag | str, report: Report) -> str:
    return kid if isinstance(kid, str) else _text(kid, report)


def _text(tag: Tag, report: Report) -> str:
    """The text of a block; a note goes to the notes, and a mark stands where it is."""
    if tag.role == "Formula":
        return formula(tag.text)
    parts = []
    for kid in tag.kids:
        if isinstance(kid, Tag) and kid.role == "Note":
            number = len(report.notes) + 1
            report.notes.append("")
            report.notes[number - 1] = _squeezed(Tag("Note", kid.kids), report)
            parts.append(NOTE_MARK.format(number))
        elif isinstance(kid, str) or not left_out("pdf", kid.role):
            parts.append(_piece(kid, report))
    return "".join(parts)
