"""How wide the columns of a table are: so that words stay whole, and the rows are as low as may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.render.measure import width

PADDING = 0.8
"""Of a cell, left and right together, in characters."""
WHOLE = (10, 8, 6, 4, 3)
"""Texts of so many characters stay on one line; the first number is taken that leaves room for the rest."""
WHOLE_SHARE = 0.7
"""The share of the page that columns of such texts may take."""
NARROWEST = 0.6
"""How much of its wished width a column keeps, unless it has no need for it."""

_WORD = re.compile(r"[!-~°±×÷‰％]+(?:(?<=\w)[≤≥](?=\w))?")
"""What no line break divides; a line may end after the sign of `95%≤N`."""
_STEPS = 6
_SHARPNESS = 4
"""How far the tallest cell of a row outweighs the others."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a cell, by its widths in characters."""

    row: int
    column: int
    lines: tuple[float, ...]
    widest: float
    """Its longest line."""
    word: float
    """Its longest word."""
    amount: float
    """All of it, for each row that the cell covers."""
    head: bool = False

    @staticmethod
    def of(row: int, column: int, lines: Sequence[str], rows: int = 1, *, head: bool = False) -> Text:
        """The text of a cell with such lines, over so many rows."""
        widths = tuple(map(width, lines))
        words = [width(found) for line in lines for found in _WORD.findall(line)]
        return Text(row, column, widths, max(widths), max(words, default=0), sum(widths) / rows, head)


def balanced(wished: Sequence[float], texts: Sequence[Text]) -> list[float]:
    """Widths in characters, in sum as wide as `wished`.

    They are as wished where nothing needs a second line. Otherwise columns of short texts get what these need, and
    the others share the rest so that the rows become low.
    """
    if all(text.widest + PADDING <= wished[text.column] for text in texts):
        return list(wished)
    room = sum(wished)
    widest = [
        max((t.widest for t in texts if t.column == c), default=0) + PADDING for c in range(len(wished))
    ]
    needed = _least(len(wished), texts, room)
    least = [
        max(need, min(most, NARROWEST * wish))
        for need, most, wish in zip(needed, widest, wished, strict=True)
    ]
    widths = _fitted(wished, least, room)
    for _ in range(_STEPS):
        pull = _pull(widths, texts)
        if not any(pull):
            break
        aim = _fitted([amount**0.5 for amount in pull], least, room)
        widths = [(old + new) / 2 for old, new in zip(widths, aim, strict=True)]
    return widths


def _least(columns: int, texts: Sequence[Text], room: float) -> list[float]:
    """The least width of each column: the longest word, and short texts as a whole as far as there is room."""
    words = [2.0] * columns
    for text in texts:
        words[text.column] = max(words[text.column], text.word)
    for whole in WHOLE:
        least = list(words)
        for text in texts:
            if text.widest <= whole and not text.head:
                least[text.column] = max(least[text.column], text.widest)
        if sum(least) + columns * PADDING <= WHOLE_SHARE * room:
            break
    else:
        least = words
    return [width + PADDING for width in least]


def _fitted(wished: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Widths in proportion to the wishes, none below its least; all smaller where there is no room for these."""
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    fixed: set[int] = set()
    while True:
        rest = room - sum(least[column] for column in fixed)
        total = sum(wish for column, wish in enumerate(wished) if column not in fixed)
        share = rest / total if total else 0
        below = {c for c, wish in enumerate(wished) if c not in fixed and wish * share < least[c]}
        if not below:
            return [least[c] if c in fixed else wish * share for c, wish in enumerate(wished)]
        fixed |= below


def _pull(widths: Sequence[float], texts: Sequence[Text]) -> list[float]:
    """How much text of each column makes rows tall; the more so, the taller the row."""
    rooms = [max(width - PADDING, 1) for width in widths]
    heights = [text.amount / rooms[text.column] for text in texts]
    tallest: dict[int, float] = {}
    for text, height in zip(texts, heights, strict=True):
        if height > tallest.get(text.row, 1):
            tallest[text.row] = height
    out = [0.0] * len(widths)
    for text, height in zip(texts, heights, strict=True):
        tall = tallest.get(text.row, 1)
        out[text.column] += text.amount * tall * (height / tall) ** _SHARPNESS
    return out
