"""What counts as the same text, and so what "this page contains that phrase" means.

`site_templates/assets/js/search-engine.js` folds the same way, character by character; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata

BORDER = "\n"
"""Stands between cells of a row: no phrase reaches across it."""

SPACES = "\t\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Everything that is only room between characters, as the inside of a character class."""

_NOTHING = "\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_KEPT = "\xb2\xb3\xb9\u2070-\u209f\u2460-\u24ff\u3251-\u325f\u32b1-\u32bf"
_SAME = {
    '"': "“”„‟〝〞＂「」『』",
    "'": "‘’‚‛＇",
    "[": "〔【〖［",
    "]": "〕】〗］",
    "-": "‐‑‒–—―−－─",
    "~": "～〜∼",
    "·": "•・‧∙⋅",
}

_is_space = re.compile(f"[{SPACES}]").match
_is_nothing = re.compile(f"[{_NOTHING}]").match
_is_kept = re.compile(f"[{_KEPT}]").match
_same_as = {other: one for one, others in _SAME.items() for other in others}

_THOUSANDS = re.compile("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))|(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_ROOMY = re.compile(" {2,}")
_LOOSE = re.compile("(?<![0-9a-z]) | (?![0-9a-z])")
_TERM = re.compile(f'["“”「『＂]([^"“”「」『』＂]*)["“”」』＂](?=[{SPACES}\n]|$)|[^{SPACES}\n]+')


def folded(text: str) -> str:
    """The text as search compares it: half width, lower case, numbers without thousands separators.

    Superscripts and circled digits stay what they are, so that 91.97¹ still ends with 91.97. Brackets, quotation
    marks, dashes and dots of one kind count as the same. Room between characters only counts between two Latin
    letters or digits. `BORDER` stays.
    """
    text = _ROOMY.sub(" ", _THOUSANDS.sub("", text).translate(_table))
    return _LOOSE.sub("", text)


def terms(query: str) -> list[str]:
    """The phrases a query asks for, folded: between spaces, or between quotation marks with the spaces inside.

    A quotation mark is syntax only at the start of a term with its partner at the end; elsewhere it is text.
    """
    found = (folded(m[1] if m[1] is not None else m[0]) for m in _TERM.finditer(query))
    return list(dict.fromkeys(term for term in found if term))


class _Table(dict[int, str]):
    """`str.translate` asks once for each character it has not met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold(chr(code))
        return self[code]


def _fold(character: str) -> str:
    if character == BORDER or _is_kept(character):
        return character
    return "".join(map(_alike, unicodedata.normalize("NFKC", character).lower()))


def _alike(character: str) -> str:
    if _is_nothing(character):
        return ""
    return " " if _is_space(character) or character == BORDER else _same_as.get(character, character)


_table = _Table()
