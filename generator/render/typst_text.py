"""Text in typst markup."""

from __future__ import annotations


def quoted(text: str) -> str:
    """Text as a typst string literal, so that it cannot become code."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "")
    return '"' + plain.replace("\n", "\\n").replace("\t", "    ") + '"'
