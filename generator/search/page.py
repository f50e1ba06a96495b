"""A page as search sees it."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from enum import IntEnum

from generator.search.fold import folded


class Zone(IntEnum):
    """What a block is; a match in a title counts most, then one in the name of an indicator."""

    TEXT = 0
    INDICATOR = 1
    TITLE = 2
    HEADING = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or row of a table: where it is on the page, what it is, what it says."""

    anchor: str
    zone: Zone
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What results show and filter by; `department`, `grade` and `year` are empty where a page has none."""

    url: str
    """The address from the root of the site."""
    title: str
    """What the page is called where it has no title of its own."""
    year: str = ""
    department: str = ""
    grade: str = ""
    kind: str = ""


FACETS = ("year", "department", "grade", "kind")


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready for the index: this much of it may be kept from one build to the next."""

    facts: Facts
    names: tuple[str, ...]
    """Title and indicator names as written: suggestions are taken from them."""
    folded: tuple[str, str, str]
    """Titles, indicator names and the rest, as compared; blocks between line ends."""
    shown: bytes
    """All blocks as results show them, compressed."""

    def packed(self) -> bytes:
        """The page as bytes, for a store."""
        head = [[getattr(self.facts, name) for name in Facts.__slots__], self.names, self.folded]
        told = json.dumps(head, ensure_ascii=False).encode()
        return len(told).to_bytes(8, "big") + told + self.shown

    @staticmethod
    def unpacked(data: bytes) -> Page:
        """What `packed` made."""
        border = 8 + int.from_bytes(data[:8], "big")
        facts, names, texts = json.loads(data[8:border])
        return Page(Facts(*facts), tuple(names), (texts[0], texts[1], texts[2]), data[border:])


def make_page(facts: Facts, blocks: list[Block]) -> Page:
    """A page from its blocks."""
    texts = {zone: [b.text for b in blocks if b.zone is zone] for zone in Zone}
    rest = texts[Zone.HEADING] + texts[Zone.TEXT]
    title = next(iter(texts[Zone.TITLE]), facts.title)
    told = [facts.url, title, facts.year, facts.department, facts.grade, facts.kind]
    shown = [told, [[b.anchor, int(b.zone), b.text] for b in blocks]]
    return Page(
        facts,
        tuple(dict.fromkeys((title, *texts[Zone.INDICATOR]))),
        (_lines(texts[Zone.TITLE]), _lines(texts[Zone.INDICATOR]), _lines(rest)),
        compressed(json.dumps(shown, ensure_ascii=False, separators=(",", ":"))),
    )


def compressed(text: str) -> bytes:
    """Text as gzip, the same bytes at any time."""
    return gzip.compress(text.encode(), 9, mtime=0)


def _lines(texts: list[str]) -> str:
    return folded("\n".join(texts))
