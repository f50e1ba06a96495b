"""Text as it was read: folded to one spelling and without spaces, every character knowing its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from generator.findings import Place, Related

_FOLDED = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {
    ord(a): ord(b) for a, b in zip("“”〝〞‘’﹪≧≦⩾⩽−–〈〉．", '""""\'\'%≥≤≥≤--<>.', strict=True)
}
_REMAINS = re.compile(
    r"</?(?:p|br|li|ol|ul|h[1-6]|sub|sup|b|strong|em|u|span|div|center)\b[^<>]*>"
    r"|\\(?:geq?|leq?|times|%|\^|circ)(?![a-z])|\$",
    re.IGNORECASE,
)
"""What the recognition of pages leaves behind: tags and TeX."""

_SIGN_OF_TEX = {"\\ge": "≥", "\\geq": "≥", "\\le": "≤", "\\leq": "≤", "\\times": "×", "\\%": "%"}
_SPACE = re.compile(r"(?<![0-9]\.)\s+|(?<=[0-9]\.)\s+(?![0-9])")
"""Spaces that say nothing; the one in `1. 100%` parts two numbers."""

_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line of the source: where it begins, and its characters as they stand there."""

    line: int
    column: int
    raw: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words without spaces. `starts[i]` is the offset in `words` at which `pieces[i]` begins."""

    file: str
    words: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def place(self, offset: int = 0) -> Place:
        """Where a character stands in the source."""
        piece, index = self._locate(offset)
        return Place(self.file, piece.line, piece.column + index)

    def quote(self, start: int, end: int) -> str:
        """The characters of the source behind a stretch of words, shortened where they are many."""
        first, begin = self._locate(start)
        last, finish = self._locate(max(end - 1, start))
        raw = first.raw[begin : finish + 1] if first is last else self.words[start:end]
        return raw if len(raw) <= _LONGEST_QUOTE else raw[:_LONGEST_QUOTE] + "…"

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """A stretch of the words; the whole by default."""
        return Span(self, start, len(self.words) if end is None else end)

    def find(self, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Every match of a pattern in the words."""
        for match in pattern.finditer(self.words, start, len(self.words) if end is None else end):
            yield Found(self, match)

    def raw_matches(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        """Matches in the characters of the source, which tell apart what folding makes one."""
        for start, piece in zip(self.starts, self.pieces, strict=True):
            for match in pattern.finditer(piece.raw):
                before, through = (
                    len(_SPACE.sub("", _without_remains(piece.raw[:at]))) for at in match.span()
                )
                yield Span(self, start + before, start + through)

    def _locate(self, offset: int) -> tuple[Piece, int]:
        number = max(bisect_right(self.starts, offset) - 1, 0)
        piece, left = self.pieces[number], offset - self.starts[number]
        index = 0
        for match in [*_SPACE.finditer(_without_remains(piece.raw)), None]:
            end = match.start() if match else len(piece.raw)
            if index + left < end or match is None:
                return piece, min(index + left, max(len(piece.raw) - 1, 0))
            left -= end - index
            index = match.end()
        return piece, index


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: something the report says."""

    text: Text
    start: int
    end: int

    @property
    def words(self) -> str:
        """What is said."""
        return self.text.words[self.start : self.end]

    @property
    def place(self) -> Place:
        """Where."""
        return self.text.place(self.start)

    @property
    def quote(self) -> str:
        """As it stands in the source."""
        return self.text.quote(self.start, self.end)

    def related(self) -> Related:
        """As the second place of a finding."""
        return Related(self.place, self.quote)


@dataclass(frozen=True, slots=True)
class Found:
    """A match in a text, whose groups know their places."""

    text: Text
    match: re.Match[str]

    def __getitem__(self, group: int | str) -> str:
        return self.match[group] or ""

    def has(self, group: int | str) -> bool:
        """Whether a group took part in the match."""
        return self.match[group] is not None

    def span(self, group: int | str = 0) -> Span:
        """The stretch of a group."""
        start, end = self.match.span(group)
        return Span(self.text, start, end)


def text_of(file: str, pieces: list[Piece]) -> Text:
    """Join pieces of lines into one text."""
    words: list[str] = []
    starts: list[int] = []
    length = 0
    for piece in pieces:
        folded = _SPACE.sub("", _without_remains(piece.raw))
        starts.append(length)
        words.append(folded)
        length += len(folded)
    return Text(file, "".join(words), tuple(pieces), tuple(starts))


def _without_remains(raw: str) -> str:
    """Of the same length, folded, with spaces for what is no text."""
    if "<" in raw or "\\" in raw or "$" in raw:
        raw = _REMAINS.sub(lambda m: _SIGN_OF_TEX.get(m[0], "").ljust(len(m[0])), raw)
    return raw.translate(_FOLDED)
