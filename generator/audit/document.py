"""A report as it was read: paragraphs and rows of tables, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from generator.audit.text import Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `heading` is the level that its format declares, 0 where it declares none."""

    text: Text
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a merged cell stands at its first position, the others are empty."""

    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """All that was read of one file."""

    file: str
    blocks: tuple[Paragraph | Row, ...]
