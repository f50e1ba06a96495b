"""A DOCX by way of pandoc: paragraphs, rows of tables with merged cells, footnotes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from subprocess import CalledProcessError
from typing import Any

from generator.audit.document import Document, Paragraph, Row
from generator.audit.reading.fault import Unreadable
from generator.audit.text import Piece, Text, text_of
from generator.render.pandoc_program import run_pandoc
from generator.render.tree import Element, Elements, Placed, groups, placed, walk
from generator.render.tree import text_of as words_of

_LEAVES = {"Para", "Plain", "Header", "LineBlock", "CodeBlock"}
_HOLDERS = {"Div": 1, "BlockQuote": None, "BulletList": None, "OrderedList": 1, "Figure": 2}
"""Blocks that hold others, and where in their content these stand."""


class _Lines:
    """Counts paragraphs and rows: a DOCX has no lines."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.number = 0

    def text(self, words: str) -> Text:
        """A paragraph of its own number."""
        self.number += 1
        return text_of(self.name, [Piece(self.number, 1, words)])

    def cells(self, row: list[str]) -> Row:
        """A row, whose cells stand behind each other in one line."""
        self.number += 1
        column, cells = 1, []
        for words in row:
            cells.append(text_of(self.name, [Piece(self.number, column, words)]))
            column += len(words) + 1
        return Row(tuple(cells))


def read_docx(data: bytes, name: str) -> Document:
    """A DOCX; places count its paragraphs and rows from 1. Raises `Unreadable`."""
    try:
        tree = json.loads(run_pandoc("--from=docx", "--to=json", given=data))
    except (CalledProcessError, ValueError) as fault:
        raise Unreadable("这不是能打开的 DOCX 文件") from fault
    return Document(name, tuple(_blocks(tree["blocks"], _Lines(name))))


def _blocks(blocks: Elements, lines: _Lines) -> Iterator[Paragraph | Row]:
    for block in blocks:
        kind = block["t"]
        if kind == "Table":
            yield from _rows(block, lines)
        elif kind in _HOLDERS:
            yield from _blocks(_held(block), lines)
        elif kind in _LEAVES:
            yield from _paragraph(block, lines)


def _held(block: Element) -> Elements:
    """The blocks within a block, those of all items of a list."""
    at = _HOLDERS[block["t"]]
    inner: Any = block["c"] if at is None else block["c"][at]
    nested = inner and isinstance(inner[0], list)
    return [b for item in inner for b in item] if nested else inner


def _paragraph(block: Element, lines: _Lines) -> Iterator[Paragraph]:
    words = words_of(block["c"][2] if block["t"] == "Header" else block["c"])
    if words.strip():
        yield Paragraph(lines.text(words), block["c"][0] if block["t"] == "Header" else 0)
    for note in walk(block.get("c")):
        if note["t"] == "Note":
            yield Paragraph(lines.text(words_of(note["c"])))


def _rows(table: Element, lines: _Lines) -> Iterator[Row]:
    for group in groups(table):
        grid: dict[int, dict[int, str]] = {}
        width = 0
        for found in placed(group):
            grid.setdefault(found.row, {})[found.column] = _cell(found)
            width = max(width, found.column + found.columns)
        for number in range(len(group)):
            cells = grid.get(number, {})
            yield lines.cells([cells.get(column, "") for column in range(width)])


def _cell(found: Placed) -> str:
    return "".join(words_of(block.get("c")) if block["t"] in _LEAVES else "" for block in found.blocks)
