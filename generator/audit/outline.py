"""Headings, the table of contents, and which paragraphs stand under which heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.audit.document import Document, Paragraph, Row
from generator.audit.text import Span, Text, text_of

_NUMERALS = "一二三四五六七八九十"
_LEVELS = (
    re.compile(rf"([{_NUMERALS}]{{1,3}})、"),
    re.compile(rf"\(([{_NUMERALS}]{{1,3}})\)"),
    re.compile(r"([0-9]{1,2})[.、](?![0-9])"),
    re.compile(r"\(([0-9]{1,2})\)"),
)
_INDICATOR = re.compile(r"指标([0-9]{1,2}):")
_LONGEST_TITLE = 40
_CONTENTS = re.compile(r"目录$")
_ENTRY = re.compile(r"(.{2,60}?)[.…·]*([0-9]{1,3})$")
_SENTENCE_END = re.compile(r"[。:;]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered title: its level (1 to 4), its number, the title without the number."""

    level: int
    number: int
    title: Span
    whole: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    level: int
    number: int
    title: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with the headings it stands under, innermost last; a heading stands under itself."""

    text: Text
    under: tuple[Heading, ...]
    lead: Heading | None = None
    """The numbered beginning of the paragraph itself, where it has one."""

    def chapter(self) -> str:
        """The title of its chapter."""
        return self.under[0].title.words if self.under else ""

    def beneath(self, *titles: str) -> bool:
        """Whether one of the headings above says one of the words."""
        return any(word in heading.title.words for heading in self.under for word in titles)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a report consists of."""

    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]
    contents: tuple[Entry, ...]
    rows: tuple[tuple[int, Row], ...] = field(default=())
    """Rows with the number of passages that come before each."""

    def chapters(self, *words: str) -> list[Heading]:
        """Headings of the first level whose title says one of the words."""
        return [h for h in self.headings if h.level == 1 and any(w in h.title.words for w in words)]


def outline(document: Document) -> Outline:
    """Find the headings and what stands under them."""
    entries, rest = _contents(document)
    passages: list[Passage] = []
    headings: list[Heading] = []
    rows: list[tuple[int, Row]] = []
    under: list[Heading] = []
    for block in rest:
        if isinstance(block, Row):
            rows.append((len(passages), block))
            continue
        lead = numbered(block.text)
        if lead is not None and _is_title(lead, block):
            under = [h for h in under if h.level < lead.level]
            under.append(lead)
            headings.append(lead)
        passages.append(Passage(block.text, tuple(under), lead))
    return Outline(tuple(passages), tuple(headings), tuple(entries), tuple(rows))


def numbered(text: Text) -> Heading | None:
    """The number at the beginning of a paragraph, and the title or first clause after it."""
    for level, pattern in enumerate(_LEVELS, 1):
        match = pattern.match(text.words)
        if match is not None:
            return _heading(text, level, _number(match[1]), match.end())
    match = _INDICATOR.match(text.words)
    return _heading(text, len(_LEVELS) + 1, int(match[1]), match.end()) if match else None


def _heading(text: Text, level: int, number: int, start: int) -> Heading:
    end = _SENTENCE_END.search(text.words, start)
    stop = end.start() if end else len(text.words)
    return Heading(level, number, text.span(start, stop), text.span(0, stop))


def _is_title(lead: Heading, block: Paragraph) -> bool:
    """Whether a numbered paragraph is a title: short and without a sentence after it."""
    after = block.text.words[lead.title.end :].rstrip("。:")
    return not after and 1 < len(lead.title.words) <= _LONGEST_TITLE


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    value = _NUMERALS.find(ones) + 1 if ones else 0
    return value + (10 * (_NUMERALS.find(tens) + 1 or 1) if ten else 0)


def _contents(document: Document) -> tuple[list[Entry], list[Paragraph | Row]]:
    """The entries of the table of contents, and all other blocks."""
    blocks = list(document.blocks)
    start = next(
        (i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and _CONTENTS.match(b.text.words)), None
    )
    if start is None:
        return [], blocks
    entries: list[Entry] = []
    end = start + 1
    while end < len(blocks) and (texts := list(_entry_texts(blocks[end]))):
        entries.extend(entry for text in texts if (entry := _entry(text)))
        end += 1
    return entries, blocks[:start] + blocks[end:]


def _entry_texts(block: Paragraph | Row) -> Iterator[Text]:
    """A block as one line, if it ends in a page number."""
    text = block.text if isinstance(block, Paragraph) else _joined(block)
    if _ENTRY.match(text.words):
        yield text


def _joined(row: Row) -> Text:
    return text_of(row.cells[0].file, [piece for cell in row.cells for piece in cell.pieces])


def _entry(text: Text) -> Entry | None:
    found = _ENTRY.match(text.words)
    lead = numbered(text)
    if found is None or lead is None:
        return None
    return Entry(lead.level, lead.number, text.span(lead.title.start, found.end(1)))
