"""Estimates of how much room text takes."""

from __future__ import annotations

_HANGUL = "\u1100"
"""From here on characters are as wide as Han: Hangul, Han, full-width forms."""


def width(text: str) -> float:
    """Width of a line of text in Han characters."""
    return 0.55 * len(text) + 0.45 * sum(map(_HANGUL.__le__, text))
