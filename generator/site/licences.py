"""The notices that must go with what the site and its PDFs contain of other people's work."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]


def licences() -> dict[str, bytes]:
    """The notices as assets of the staged tree; the footer of every page links to them."""
    names = {"third-party-notices.txt": "THIRD_PARTY_NOTICES.md", "apache-2.0.txt": "LICENSE"}
    return {f"licences/{target}": (ROOT / name).read_bytes() for target, name in names.items()}
