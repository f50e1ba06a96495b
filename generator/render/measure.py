"""Estimates of how much room text takes."""

from __future__ import annotations

_HANGUL = 0x1100
"""From here on characters are as wide as Han: Hangul, Han, full-width forms."""


def width(text: str) -> float:
    """Width of a line of text in Han characters."""
    return sum(0.55 if ord(c) < _HANGUL else 1 for c in text)
