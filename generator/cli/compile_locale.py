"""Compiles `messages.po` into `messages.mo`: `python -m generator.cli.compile_locale` (needs Babel, a dev tool)."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES"


def compiled() -> bytes:
    """The binary catalogue of the text catalogue."""
    catalogue = read_po(io.BytesIO((FOLDER / "messages.po").read_bytes()))
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


if __name__ == "__main__":
    (FOLDER / "messages.mo").write_bytes(compiled())
