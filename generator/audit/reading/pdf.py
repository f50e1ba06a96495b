"""A PDF with text: lines outside tables, rows of tables, in the order of the page."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfplumber.page import Page

from generator.audit.document import Document, Paragraph, Row
from generator.audit.reading.fault import Unreadable
from generator.audit.reading.lines import read_numbered
from generator.audit.text import Piece, text_of

MOST_PAGES = 400
_Item = tuple[float, str | list[str]]


def read_pdf(data: bytes, name: str) -> Document:
    """A PDF; places count lines and rows through the whole file. Raises `Unreadable`."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its notes on odd fonts are nothing to our users
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = pdf.pages
            items = [item for page in pages[:MOST_PAGES] for item in _page(page)]
    except Exception as fault:  # the parser raises whatever its many parts raise
        raise Unreadable("这不是能打开的 PDF 文件，或者已经加密、损坏") from fault
    if len(pages) > MOST_PAGES:
        raise Unreadable(f"文件超过{MOST_PAGES}页", large=True)
    return Document(name, tuple(_blocks(items, name)))


def _page(page: Page) -> Iterator[str | list[str]]:
    """Lines and rows from top to bottom."""
    found = page.find_tables()
    boxes = [table.bbox for table in found]
    items: list[_Item] = []
    for table in found:
        for row, cells in zip(table.rows, table.extract(), strict=True):
            items.append((row.bbox[1], [(cell or "").replace("\n", "") for cell in cells]))
    rest = page.filter(lambda thing: not _inside(thing, boxes)) if boxes else page
    items += [(line["top"], line["text"]) for line in rest.extract_text_lines(return_chars=False)]
    page.close()
    yield from (item for _, item in sorted(items, key=lambda item: item[0]))


def _inside(thing: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _blocks(items: list[str | list[str]], name: str) -> Iterator[Paragraph | Row]:
    """Lines to paragraphs, rows as they are."""
    run: list[tuple[int, str]] = []
    for number, item in enumerate(items, 1):
        if isinstance(item, str):
            run.append((number, item))
            continue
        yield from read_numbered(name, run)
        run = []
        column, cells = 1, []
        for words in item:
            cells.append(text_of(name, [Piece(number, column, words)]))
            column += len(words) + 1
        yield Row(tuple(cells))
    yield from read_numbered(name, run)
