"""Whole numbers as bits, many at once: a unary part, then binary digits (Rice codes and exponential Golomb codes).

A symbol is written as `unary` zeros, a one, and the lowest `width` bits of `rest`. The reader is in
`site_templates/assets/js/search-engine.js`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Symbols:
    """Columns of equal length: the parts of each symbol."""

    unary: Numbers
    rest: Numbers
    width: Numbers

    def __len__(self) -> int:
        return len(self.unary)

    @property
    def lengths(self) -> Numbers:
        """The bits of each symbol."""
        return self.unary.astype(np.int64) + 1 + self.width

    def take(self, order: Numbers) -> Symbols:
        """The symbols at these places."""
        return Symbols(self.unary[order], self.rest[order], self.width[order])

    def put(self, places: Numbers, symbols: Symbols) -> None:
        """Write symbols to these places."""
        self.unary[places] = symbols.unary
        self.rest[places] = symbols.rest
        self.width[places] = symbols.width

    @staticmethod
    def room(count: int) -> Symbols:
        """So many symbols, to be written with `put`."""
        return Symbols(np.zeros(count, np.int32), np.zeros(count, np.int32), np.zeros(count, np.int32))


def rice(values: Numbers, width: Numbers | int) -> Symbols:
    """Numbers that are small multiples of 2 ** width, such as the gaps of evenly spread members."""
    values = values.astype(np.int32)
    width = np.broadcast_to(np.asarray(width, np.int32), values.shape)
    return Symbols(values >> width, values & ((1 << width) - 1), width)


def golomb(values: Numbers, width: int = 0) -> Symbols:
    """Numbers that are mostly small and sometimes very large."""
    shifted = values.astype(np.int32) + (1 << width)
    digits = np.frexp(shifted.astype(np.float64))[1].astype(np.int32) - 1
    return Symbols(digits - width, shifted - (1 << digits), digits)


def members(ranks: Numbers, counts: Numbers, universes: Numbers) -> tuple[Symbols, Numbers]:
    """Sets of ranks, one after the other, as symbols; and how many symbols each set takes.

    `ranks` are ascending within each set; `counts` and `universes` tell of each set how many it has and out of how
    many. Of a set that has more than half of its universe, the missing ones are written.
    """
    missing = 2 * counts > universes
    owner = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    if missing.any():
        owner, ranks = _with_complements(owner, ranks, universes, missing)
    written = np.where(missing, universes - counts, counts)
    gaps = np.empty(len(ranks), np.int32)
    np.subtract(ranks[1:], ranks[:-1], out=gaps[1:], casting="unsafe")
    gaps -= 1
    first = np.cumsum(written) - written
    starts = first[written > 0]
    gaps[starts] = ranks[starts]
    return rice(gaps, gap_width(written, universes)[owner]), written


def gap_width(counts: Numbers, universes: Numbers) -> Numbers:
    """The best width for the gaps between so many members out of so many; the reader computes the same."""
    mean = np.maximum(1, universes.astype(np.int64) * 11 // (np.maximum(1, counts) * 16))
    digits: Numbers = np.frexp(mean.astype(np.float64))[1]
    return digits.astype(np.int32) - 1


def _with_complements(
    owner: Numbers, ranks: Numbers, universes: Numbers, missing: Numbers
) -> tuple[Numbers, Numbers]:
    """The ranks, with those of each set in `missing` replaced by what it does not have."""
    sizes = np.where(missing, universes, 0)
    offset = np.cumsum(sizes) - sizes
    absent = np.ones(int(sizes.sum()), bool)
    dense = missing[owner]
    absent[offset[owner[dense]] + ranks[dense]] = False
    places = np.flatnonzero(absent)
    owners = np.repeat(np.arange(len(sizes)), sizes)[places]
    owner = np.concatenate((owner[~dense], owners))
    ranks = np.concatenate((ranks[~dense], places - offset[owners]))
    order = np.argsort(owner, kind="stable")
    return owner[order], ranks[order]


def packed(symbols: Symbols) -> bytes:
    """The bits of all symbols, the last byte filled with zeros."""
    lengths = symbols.lengths
    end = np.cumsum(lengths)
    bits = np.zeros(int(end[-1]) if len(end) else 0, np.uint8)
    bits[end - symbols.width - 1] = 1
    for digit in range(int(symbols.width.max(initial=0))):
        has = symbols.width > digit
        bits[end[has] - 1 - digit] = (symbols.rest[has] >> digit) & 1
    return np.packbits(bits).tobytes()
