"""The folded text of all pages as one array of small numbers, as the index builder wants it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.search.bits import Numbers

CODE_POINTS = 0x110000
CHUNK = 1 << 22

ZONE_BITS = 2

AHEAD = 64
"""So many borders follow the last page: whoever looks a few characters ahead finds one."""


class Corpus:
    """Pages one after the other; each character is its rank by frequency, from 1; 0 is a border.

    Above the rank stand two bits that tell where the character is: 2 in a title, 1 in the name of an indicator.
    """

    def __init__(self) -> None:
        self.pages = 0
        self.characters = ""
        self.text: Numbers = np.zeros(0, np.uint16)
        self.bits = 1
        self._starts = [0]
        self._zones: list[tuple[int, int]] = []
        self._text = bytearray()
        self._ids = np.zeros(CODE_POINTS, np.uint16)
        self._ids[ord("\n")] = 1
        self._met = [ord("\n")]

    def add(self, title: str, indicators: str, body: str) -> None:
        """Add a page: the folded text of its title, of its indicator names, and the rest, blocks on lines of their own."""
        text = f"{title}\n{indicators}\n{body}\n"
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        ids = self._ids[codes]
        if not ids.all():
            fresh = np.unique(codes[ids == 0])[: np.iinfo(np.uint16).max - len(self._met)]
            self._ids[fresh] = np.arange(len(self._met) + 1, len(self._met) + 1 + len(fresh))
            self._met += fresh.tolist()
            ids = self._ids[codes]
        self._text += ids.tobytes()
        start = self._starts[-1]
        self._zones.append((start + len(title), start + len(title) + 1 + len(indicators)))
        self._starts.append(start + len(text))
        self.pages += 1

    def finish(self) -> None:
        """Rank the characters once all pages are there."""
        self._text += bytes(2 * AHEAD)
        text: Numbers = np.frombuffer(self._text, np.uint16)
        counts = np.zeros(len(self._met) + 1, np.int64)
        for start in range(0, len(text), CHUNK):
            counts += np.bincount(text[start : start + CHUNK], minlength=len(counts))
        counts[:2] = 0
        points = np.array([0, *self._met])
        order = np.lexsort((points, -counts))
        order = order[counts[order] > 0]
        self.bits = len(order).bit_length()
        rank = np.zeros(
            len(counts), np.uint16 if self.bits + ZONE_BITS <= np.iinfo(np.uint16).bits else np.uint32
        )
        rank[order] = np.arange(1, len(order) + 1)
        if rank.dtype == text.dtype:
            for start in range(0, len(text), CHUNK):
                text[start : start + CHUNK] = rank[text[start : start + CHUNK]]
        else:
            text = rank[text]
        for start, (title, indicators) in zip(self._starts, self._zones, strict=False):
            text[start:title] |= 2 << self.bits
            text[title + 1 : indicators] |= 1 << self.bits
        self.text = text
        self.characters = "".join(chr(c) for c in points[order])

    def page_of(self, places: Numbers) -> Numbers:
        """The number of the page that each place lies on."""
        edges = np.searchsorted(places, np.array(self._starts))
        return np.repeat(np.arange(self.pages, dtype=np.int32), np.diff(edges))

    def ranks(self, start: int, end: int) -> Numbers:
        """A stretch of the text without its zones."""
        return self.text[start:end] & ((1 << self.bits) - 1)

    def parts(self, size: int) -> Iterator[tuple[int, int]]:
        """Ranges of characters that together begin about `size` places."""
        counts = np.zeros(len(self.characters) + 1, np.int64)
        for start in range(0, len(self.text), CHUNK):
            counts += np.bincount(self.ranks(start, start + CHUNK), minlength=len(counts))
        low, held = 1, 0
        for character in range(1, len(counts)):
            held += int(counts[character])
            if held >= size or character == len(counts) - 1:
                yield low, character + 1
                low, held = character + 1, 0

    def places(self, low: int, high: int) -> Numbers:
        """Where characters from `low` until below `high` stand."""
        found = []
        for start in range(0, len(self.text), CHUNK):
            ranks = self.ranks(start, start + CHUNK)
            found.append(np.flatnonzero((ranks >= low) & (ranks < high)).astype(np.uint32) + np.uint32(start))
        return np.concatenate(found)

    def followers(self, frequent: int) -> Numbers:
        """The text, with a 0 for each character that makes a pair of at most `frequent` pages with the one before."""
        many = len(self.characters) + 1
        pages = np.zeros(many * many, np.min_scalar_type(self.pages))
        for start, end in zip(self._starts, self._starts[1:], strict=False):
            pairs = np.sort(self._pairs(start, end, many))
            pairs = pairs[np.diff(pairs, prepend=-1) != 0]
            pages[pairs] += 1
        common = pages > frequent
        del pages
        follows = self.text.copy()
        for start in range(1, len(follows), CHUNK):
            end = min(start + CHUNK, len(follows))
            follows[start:end][~common[self._pairs(start - 1, end, many)]] = 0
        return follows

    def _pairs(self, start: int, end: int, many: int) -> Numbers:
        text = self.ranks(start, end).astype(np.int64)
        return text[:-1] * many + text[1:]
