"""The text of a page, block by block, from the HTML that readers get: only what its article shows is searched.

Left out is what isn't part of the text: links beside headings, marks of footnotes, the table of contents, the aids
that every page has (how to cite, what the terms mean, hashes of files), labels for screen readers only, whatever is
hidden.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from generator.search.fold import BORDER
from generator.search.page import Block, Zone

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "text",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
CELLS = frozenset({"dd", "dt", "td", "th"})
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "circle",
        "col",
        "ellipse",
        "embed",
        "hr",
        "img",
        "input",
        "line",
        "link",
        "meta",
        "path",
        "polygon",
        "polyline",
        "rect",
        "source",
        "wbr",
    ]
)
SKIPPED = frozenset(
    (
        "button",
        "colgroup",
        "datalist",
        "desc",
        "nav",
        "noscript",
        "script",
        "select",
        "style",
        "template",
        "title",
    )
)
SKIPPED_CLASSES = frozenset(
    (
        "aids",
        "contents",
        "footnote-backref",
        "footnote-ref",
        "hashes",
        "headerlink",
        "site-contents",
        "unseen",
    )
)
NAMED_TABLES = frozenset({"scored", "scores"})
"""Tables whose row headings are names of indicators."""

_ARTICLE = re.compile(r"""<article\b(?:[^>"']|"[^"]*"|'[^']*')*>(.*)</article>""", re.DOTALL)
_PIECE = re.compile(
    r"""<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|([^<]+|<)""", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_ROOM = re.compile(r"[ \t\r\n\f]+")


def blocks(page: str) -> list[Block]:
    """The blocks of the article in the HTML of a page: paragraphs, headings, rows of tables, names of indicators.

    `page` is the well-formed HTML that the site engine writes. A block's anchor is the id of the nearest element at
    or before its start, empty where there is none. Cells of a row are set apart by `BORDER`.
    """
    article = _ARTICLE.search(page)
    reader = _Reader()
    for piece in _PIECE.finditer(article[1] if article else ""):
        closing, tag, attributes, text = piece.groups()
        if text is not None:
            reader.text(text)
        elif tag and closing:
            reader.close(tag.lower())
        elif tag:
            reader.open(tag.lower(), attributes)
    reader.flush()
    return reader.found


@dataclass(slots=True)
class _Reader:
    """Walks through the tags of an article."""

    found: list[Block] = field(default_factory=list)
    anchor: str = ""
    start: str = ""
    zone: Zone = Zone.TEXT
    parts: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """The open elements from a skipped one inwards."""
    row: list[str] | None = None
    """The cells of the open row, or term and descriptions of a list."""
    row_start: str = ""
    cell: bool = False
    """Whether text stands in a cell itself, not in a paragraph within it."""
    names: bool = False
    """Whether the open table names indicators in its row headings."""

    def open(self, tag: str, attributes: str) -> None:
        """An element begins."""
        named = _named(attributes) if attributes else NO_ATTRIBUTES
        if self.skipped or tag in SKIPPED or (named and _is_skipped(named)):
            if tag not in VOID and not attributes.endswith("/"):
                self.skipped.append(tag)
            return
        if tag == "br":
            self.parts.append(" ")
        if tag in BLOCKS:
            self.flush()
        if "id" in named:
            self.anchor = named["id"]
        if tag not in BLOCKS:
            return
        self.start, self.zone, self.cell = self.anchor, Zone.TEXT, tag in CELLS
        if tag == "table":
            self.names = not NAMED_TABLES.isdisjoint(named.get("class", "").split())
        elif tag in {"tr", "dt"}:
            self._end_row()
            self.row = []
            self.row_start = self.anchor
        elif tag == "th" and self.names and named.get("scope", "").startswith("row"):
            self.zone = Zone.INDICATOR
        elif tag == "h1":
            self.zone = Zone.TITLE
        elif tag in {"h2", "h3", "h4", "h5", "h6"}:
            self.zone = Zone.HEADING

    def close(self, tag: str) -> None:
        """An element ends."""
        if self.skipped:
            if self.skipped[-1] == tag:
                self.skipped.pop()
            return
        if tag not in BLOCKS:
            return
        self.flush()
        if tag in {"tr", "dl"}:
            self._end_row()

    def _end_row(self) -> None:
        row, self.row = self.row, None
        if row:
            self.found.append(Block(self.row_start, Zone.TEXT, BORDER.join(row)))

    def text(self, text: str) -> None:
        """Characters between tags."""
        if not self.skipped:
            self.parts.append(text)

    def flush(self) -> None:
        """A block ends where another element begins or ends."""
        if not self.parts:
            return
        text = _ROOM.sub(" ", html.unescape("".join(self.parts))).strip()
        self.parts.clear()
        if not text:
            return
        zone, self.zone = self.zone, Zone.TEXT
        if self.row is not None and self.cell and zone is Zone.TEXT:
            self.row.append(text)
        else:
            self.found.append(Block(self.start, zone, text))


@lru_cache(maxsize=4096)
def _named(attributes: str) -> Mapping[str, str]:
    """The attributes of a tag by name."""
    found = _ATTRIBUTE.findall(attributes)
    return {name.lower(): html.unescape(double or single or bare) for name, double, single, bare in found}


def _is_skipped(named: Mapping[str, str]) -> bool:
    """Whether an element is no text: by its class, or because it is hidden."""
    return (
        "hidden" in named
        or named.get("aria-hidden") == "true"
        or not SKIPPED_CLASSES.isdisjoint(named.get("class", "").split())
    )


NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})
