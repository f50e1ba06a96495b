"""One spelling for what is typed in several: half and full width, look-alike signs, stray spaces.

Deliberately not NFKC: that would turn footnote marks (¹ ①) and ㎡ into digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

_FULL_WIDTH: Final[dict[int, str]] = {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F)}
_SPACES = dict.fromkeys((0x09, 0x3000, 0x00A0, 0x2002, 0x2003, 0x2009, 0x202F), " ")
_DROPPED = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), "")
_SMALL_FORMS = {ord(small): plain for small, plain in zip("﹪﹥﹤﹦﹐﹙﹚﹣﹢", "%><=,()-+", strict=True)}
_WIDTH: Final[dict[int, str]] = {**_FULL_WIDTH, **_SPACES, **_DROPPED, **_SMALL_FORMS}
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("≧⩾", "≥"),
        **dict.fromkeys("≦⩽", "≤"),
        **dict.fromkeys("−‐‑", "-"),
        **dict.fromkeys("—–―‒─〜∼", "~"),
        **dict.fromkeys("×✕✖⨯╳∗", "*"),
    }
)
_LOOSE_SPACE = re.compile(
    r"(?<![0-9.,A-Za-z]) +"
    r"| +(?![0-9.,A-Za-z])"
    r"|(?<=[0-9.,]) +(?=[A-Za-z])"
    r"|(?<=[A-Za-z]) +(?=[0-9.,])"
)
_SPACE_RUN = re.compile(r" +")


def fold_width(text: str) -> str:
    """Half width throughout, without spaces except single ones inside a number or between Latin words.

    A space between digits stays because removing it would change a number.
    """
    folded = text.translate(_WIDTH).strip()
    if " " not in folded:
        return folded
    return _SPACE_RUN.sub(" ", _LOOSE_SPACE.sub("", folded))


def fold_signs(folded: str) -> str:
    """One form for each sign (≥ ≤ ~ - *) of text that `fold_width` has been over."""
    return folded.translate(_SIGNS).replace(">=", "≥").replace("<=", "≤")


@dataclass(frozen=True, slots=True)
class Written:
    """A text in the three spellings readers need: as the author wrote it, as words, as signs and numbers."""

    text: str
    words: str
    signs: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Fold `text` once for all readers."""
        words = fold_width(text)
        return cls(text, words, fold_signs(words))
