"""The kinds of pages that a built site has, so that a new kind is tested without being named."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from tests.site.html_page import Page

FULLEST = "projects/2024/shen-ping-an/index.html"
"""Where there are many projects, this one is looked at."""


def kind_of(page: Page) -> str:
    """The kind that a page states: the `page--…` class of its article; the error page has none."""
    classes = [c for a in page.every("article") for c in a.get("class", "").split()]
    return next((c.removeprefix("page--") for c in classes if c.startswith("page--")), page.path.stem)


def one_of_each_kind(built: Path) -> dict[str, str]:
    """The address, from the root, of one page of each kind."""
    found: dict[str, str] = {}
    for path in sorted(built.rglob("*.html")):
        address = path.relative_to(built).as_posix()
        kind = kind_of(Page(path))
        if kind not in found or address == FULLEST:
            found[kind] = quote(address)
    return found
