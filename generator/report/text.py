"""Plain text of authors, made safe to stand in a document."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACE = re.compile("[ \t\n\x0b\x0c\r\x85\u2028\u2029]+")


def tidy(text: str) -> str:
    """One line of text: without control characters, direction marks and noncharacters, runs of white space as one space."""
    if text.isprintable() and "  " not in text:  # has none of these
        return text
    return _SPACE.sub(" ", _CONTROL.sub("", text))
