"""HTML: paragraphs and rows of tables, each character where it stands in the file."""

from __future__ import annotations

from html.parser import HTMLParser

from generator.audit.document import Document, Paragraph, Row
from generator.audit.text import Piece, Text, text_of

_BREAKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "blockquote",
        "pre",
        "dl",
        "dt",
        "dd",
        "caption",
        "figure",
        "br",
        "hr",
        "tr",
        "table",
    ]
)
_UNSEEN = frozenset(("script", "style", "head", "nav", "template", "noscript", "svg"))
_MOST_SPAN = 200


class _Reader(HTMLParser):
    """Gathers blocks as the parser goes through the file."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.blocks: list[Paragraph | Row] = []
        self.pieces: list[Piece] = []
        self.unseen = 0
        self.heading = 0
        self.cells: list[tuple[list[Piece], int, int]] | None = None
        self.taken: dict[int, int] = {}
        self.in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A paragraph, a row or a cell begins."""
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "tr":
            self.flush()
            self.cells = []
        elif tag in {"td", "th"} and self.cells is not None:
            given = dict(attrs)
            self.cells.append(([], _span(given.get("rowspan")), _span(given.get("colspan"))))
            self.in_cell = True
        elif tag in _BREAKS and not self.in_cell:
            self.flush()
            if tag == "table":
                self.taken = {}
            if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():  # noqa: PLR2004
                self.heading = int(tag[1])

    def handle_endtag(self, tag: str) -> None:
        """A paragraph, a row or a cell ends."""
        if tag in _UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag in {"td", "th"}:
            self.in_cell = False
        elif tag == "tr":
            self.end_row()
        elif tag in _BREAKS and not self.in_cell:
            self.flush()

    def handle_data(self, data: str) -> None:
        """Text, line by line."""
        if self.unseen or not data.strip():
            return
        line, column = self.getpos()
        for number, raw in enumerate(data.split("\n")):
            if raw.strip():
                piece = Piece(line + number, column + 1 if number == 0 else 1, raw)
                if self.in_cell and self.cells:
                    self.cells[-1][0].append(piece)
                else:
                    self.pieces.append(piece)

    def flush(self) -> None:
        """The paragraph so far is whole."""
        if self.pieces:
            self.blocks.append(Paragraph(text_of(self.name, self.pieces), self.heading))
        self.pieces, self.heading = [], 0

    def end_row(self) -> None:
        """Place the cells of a row, below those of rows above that reach into it."""
        if self.cells is None:
            return
        placed: dict[int, Text] = {}
        column = 0
        passed = {at: left - 1 for at, left in self.taken.items() if left > 1}
        for pieces, down, across in self.cells:
            while self.taken.get(column, 0) > 0:
                column += 1
            placed[column] = text_of(self.name, pieces or [Piece(*self.getpos(), "")])
            if down > 1:
                passed |= dict.fromkeys(range(column, column + across), down - 1)
            column += across
        width = max([column, *(at + 1 for at in self.taken)])
        empty = text_of(self.name, [Piece(max(self.getpos()[0], 1), 1, "")])
        self.blocks.append(Row(tuple(placed.get(at, empty) for at in range(width))))
        self.taken, self.cells, self.in_cell = passed, None, False


def _span(written: str | None) -> int:
    return min(max(int(written), 1), _MOST_SPAN) if written and written.isdecimal() else 1


def blocks_of_html(text: str, name: str) -> Document:
    """The document in some HTML; whatever is no HTML is text."""
    reader = _Reader(name)
    reader.feed(text)
    reader.close()
    reader.flush()
    return Document(
        name, tuple(b for b in reader.blocks if isinstance(b, Paragraph) or any(c.words for c in b.cells))
    )
