"""The narrative as a tree: what CommonMark makes of report.md, in the few forms that a report uses.

Text may hold marks that stand for placeholders (see `narrative_placeholders`); nothing else is special in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias
from unicodedata import east_asian_width

from generator.content.narrative_formula import Part, formula_text


@dataclass(frozen=True, slots=True)
class Text:
    """Literal text."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code span."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised text; `strong` for bold."""

    strong: bool
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `target` is percent-encoded. Line and column say where the author wrote it."""

    target: str
    content: tuple[Inline, ...]
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class SoftBreak:
    """The end of a line of source inside a paragraph."""


@dataclass(frozen=True, slots=True)
class HardBreak:
    """A line break that the author wants."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A reference to a footnote."""

    label: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, in the line or, alone in its paragraph, on a line of its own."""

    parts: tuple[Part, ...]
    alone: bool = False

    @property
    def text(self) -> str:
        """The formula in one line of text."""
        return formula_text(self.parts)


Inline: TypeAlias = Text | Code | Emphasis | Link | SoftBreak | HardBreak | NoteMark | Formula


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of the narrative, without number."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered from 1 or with bullets; `loose` when its items stand apart."""

    ordered: bool
    loose: bool
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class PipeTable:
    """A table that the author typed; `aligns` holds "", "left", "right" or "center" for every column."""

    aligns: tuple[str, ...]
    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class TableMark:
    """A placeholder, by number, that stands for a table of the generator."""

    placeholder: int


@dataclass(frozen=True, slots=True)
class ChartMark:
    """A placeholder, by number, that stands for a chart of the generator."""

    placeholder: int


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the project folder, in a place of its own, with text alternative and caption.

    `source` is percent-encoded. Line and column say where the author wrote it.
    """

    source: str
    alternative: str
    caption: str
    line: int = 1
    column: int = 1


Block: TypeAlias = Title | Paragraph | Listing | Quote | Rule | PipeTable | TableMark | ChartMark | Picture


def is_wide(character: str) -> bool:
    """Whether a character belongs to Chinese setting, where words are not parted by spaces."""
    return east_asian_width(character) in "WF" or character in "“”‘’—…·"


def plain_text(content: Iterable[Inline]) -> str:
    """The text of inline content."""
    texts = []
    for part in content:
        match part:
            case Text() | Code() | Formula():
                texts.append(part.text)
            case Emphasis() | Link():
                texts.append(plain_text(part.content))
            case HardBreak() | SoftBreak():
                texts.append(" ")
            case NoteMark():
                pass
    return "".join(texts)
