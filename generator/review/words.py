"""Two texts compared word by word: Han characters one by one, numbers and Latin words whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from diff_match_patch import diff_match_patch

_TOKEN = re.compile(r"\d[\d,，]*(?:\.\d+)?[%％]?|[A-Za-z]+|\s+|.", re.DOTALL)
_FIRST = 0xE000
"""Tokens longer than a character are coded as characters from here on: the private use planes have room for 137,000."""


LONGEST = 4_000
"""Texts longer than this together are called different as a whole: the work grows with the square of the difference."""


class Part(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that both sides have, or one of them."""

    part: Part
    text: str


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that turn the old text into the new one; together they hold both texts whole."""
    if not old or not new or len(old) + len(new) > LONGEST:
        return tuple(Piece(part, text) for part, text in ((Part.GONE, old), (Part.NEW, new)) if text)
    codes: dict[str, str] = {}
    coded = [_coded(text, codes) for text in (old, new)]
    differ = diff_match_patch()
    differ.Diff_Timeout = 0  # same input, same output: no clock decides
    found = differ.diff_main(coded[0], coded[1], checklines=False)
    differ.diff_cleanupSemantic(found)
    texts = {code: token for token, code in codes.items()}
    parts = {0: Part.SAME, -1: Part.GONE, 1: Part.NEW}
    return tuple(Piece(parts[sign], "".join(texts[c] for c in told)) for sign, told in found)


def _coded(text: str, codes: dict[str, str]) -> str:
    """One character for every token."""
    return "".join(codes.setdefault(token, chr(_FIRST + len(codes))) for token in _TOKEN.findall(text))
