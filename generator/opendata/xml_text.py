"""Text as XML carries it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 has no form for."""


def element(name: str, text: str | None = None, attributes: Mapping[str, str] | None = None) -> str:
    """An element that holds text or nothing."""
    told = "".join(f" {key}={quoteattr(_clean(value))}" for key, value in (attributes or {}).items())
    return f"<{name}{told}/>" if text is None else f"<{name}{told}>{escape(_clean(text))}</{name}>"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
