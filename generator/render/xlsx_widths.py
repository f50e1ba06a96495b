"""Widths of columns: the width of a page shared out so that rows become low. In pixels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MARGIN = 9
"""Space beside the text of a cell, both sides together."""

_ROUNDS = 12

Widths = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """How much there is to share, and how little and how much each column can use."""

    total: int
    least: Widths
    most: Widths

    def shared(self, wanted: Sequence[float]) -> Widths:
        """The total in the given proportion, but no column gets less than its least (even if the total grows).

        None gets more than its most either, unless there is that much for all: then none gets less than that.
        """
        if sum(self.most) < self.total:
            return Room(self.total, self.most, (self.total,) * len(wanted)).shared(wanted)
        fixed: dict[int, int] = {}
        while len(fixed) < len(wanted):
            fixed |= self._settled(wanted, fixed)
        return tuple(fixed[c] for c in range(len(wanted)))

    def _settled(self, wanted: Sequence[float], fixed: Mapping[int, int]) -> dict[int, int]:
        """The columns that meet a bound when what is left is shared out; all that are left when none does."""
        free = [c for c in range(len(wanted)) if c not in fixed]
        rest, share = max(self.total - sum(fixed.values()), 0), sum(wanted[c] for c in free)
        given = {c: int(wanted[c] * rest / share) for c in free}
        short = {c: self.least[c] for c in free if given[c] < self.least[c]}
        ample = {c: self.most[c] for c in free if given[c] > self.most[c]}
        if not short and not ample:
            return given
        lacking = sum(width - given[c] for c, width in short.items())
        spare = sum(given[c] - width for c, width in ample.items())
        return short if lacking >= spare else ample


def balanced(start: Widths, room: Room, rows: Sequence[Mapping[int, float]]) -> Widths:
    """Widths that make the rows low together; `rows` says how much text each column holds in each row.

    A row is as high as its fullest cell. If a column is the fullest in rows that hold S of its text in all, the sum
    of heights is least where widths are as the square roots of S: go half the way there, several times.
    """
    if sum(room.most) < room.total:
        return start
    best, widths, lowest = start, start, _height(start, rows)
    for _ in range(_ROUNDS):
        held = [0.0] * len(widths)
        for row in rows:
            fullest = max(row, key=lambda c: row[c] / (widths[c] - MARGIN), default=None)
            if fullest is not None:
                held[fullest] += row[fullest]
        roots = [math.sqrt(h) for h in held]
        scale = sum(widths) / (sum(roots) or 1)
        before, widths = widths, room.shared([w + r * scale for w, r in zip(widths, roots, strict=True)])
        if widths == before:
            break
        height = _height(widths, rows)
        if height < lowest:
            best, lowest = widths, height
    return best


def _height(widths: Widths, rows: Sequence[Mapping[int, float]]) -> float:
    return sum(max((held / (widths[c] - MARGIN) for c, held in row.items()), default=0) for row in rows)
