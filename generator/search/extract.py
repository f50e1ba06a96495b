"""The text of a page, block by block, from the HTML that readers get: only what its article shows is searched.

Left out is what isn't part of the text: links beside headings, marks of footnotes, the table of contents, hashes of
files, labels for screen readers only, whatever is hidden.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

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
    ("contents", "footnote-backref", "footnote-ref", "hashes", "headerlink", "site-contents", "unseen")
)
NAMED_TABLES = frozenset({"scores"})
"""Tables whose row headings are names of indicators."""

_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
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
    """The cells of the open row."""
    names: bool = False
    """Whether the open table names indicators in its row headings."""

    def open(self, tag: str, attributes: str) -> None:
        """An element begins."""
        if self.skipped or tag in SKIPPED or _is_skipped(attributes):
            if tag not in VOID and not attributes.endswith("/"):
                self.skipped.append(tag)
            return
        named = dict(_attributes(attributes)) if attributes else {}
        if tag == "br":
            self.parts.append(" ")
        if tag in BLOCKS:
            self.flush()
        if "id" in named:
            self.anchor = named["id"]
        if tag not in BLOCKS:
            return
        self.start = self.anchor
        if tag == "table":
            self.names = not NAMED_TABLES.isdisjoint(named.get("class", "").split())
        elif tag == "tr":
            self.row = []
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
        if tag == "tr" and self.row is not None:
            row, self.row = self.row, None
            if row:
                self.found.append(Block(self.start, Zone.TEXT, BORDER.join(row)))

    def text(self, text: str) -> None:
        """Characters between tags."""
        if not self.skipped:
            self.parts.append(text)

    def flush(self) -> None:
        """A block ends where another element begins or ends."""
        text = html.unescape("".join(self.parts))
        self.parts.clear()
        zone, self.zone = self.zone, Zone.TEXT
        text = _ROOM.sub(" ", text).strip()
        if not text:
            self.zone = zone if zone is not Zone.TEXT and not text else Zone.TEXT
            return
        if self.row is not None and zone is Zone.TEXT:
            self.row.append(text)
        else:
            self.found.append(Block(self.start, zone, text))


def _is_skipped(attributes: str) -> bool:
    """Whether an element is no text: by its class, or because it is hidden."""
    if not attributes:
        return False
    named = dict(_attributes(attributes))
    return (
        "hidden" in named
        or named.get("aria-hidden") == "true"
        or not SKIPPED_CLASSES.isdisjoint(named.get("class", "").split())
    )


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        yield name.lower(), html.unescape(double or single or bare)
