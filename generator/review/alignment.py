"""Two sequences of texts side by side: what stayed, what was rewritten, what came and went."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

ALIKE = 0.4
"""From this share of common text on, a text that took another's place is that one rewritten."""

LOOKED_AT = 500
"""So many characters of two texts tell whether one is the other rewritten."""

T = TypeVar("T")


def aligned(
    old: Sequence[T], new: Sequence[T], text: Callable[[T], str]
) -> Iterator[tuple[T | None, T | None]]:
    """Every member of both sequences in order, each with its other self; None for what is not there."""
    matcher = SequenceMatcher(None, [text(o) for o in old], [text(n) for n in new], autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            yield from _rewritten(old[i1:i2], new[j1:j2], text)


def _rewritten(
    gone: Sequence[T], come: Sequence[T], text: Callable[[T], str]
) -> Iterator[tuple[T | None, T | None]]:
    """Two runs that differ, each old member with the first new one that is like it, in order."""
    position = 0
    for old in gone:
        match = next((i for i in range(position, len(come)) if _alike(text(old), text(come[i]))), None)
        if match is None:
            yield old, None
            continue
        yield from ((None, new) for new in come[position:match])
        yield old, come[match]
        position = match + 1
    yield from ((None, new) for new in come[position:])


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old[:LOOKED_AT], new[:LOOKED_AT], autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
