"""The search index in a build: each project's part is made from its finished page, all are merged at the end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.search.extract import blocks
from generator.search.page import Facts, Page, make_page
from generator.site.pages import Row, WithdrawnRow


def search_facts(row: Row | WithdrawnRow | None) -> Facts | None:
    """What search shows of a project and filters by; of a withdrawn one there is no more than its notice."""
    if row is None:
        return None
    if isinstance(row, WithdrawnRow):
        return Facts(row.href, row.title, str(row.year), row.department)
    return Facts(row.href, row.name, str(row.year), row.department, row.marks.band, row.type)


def searched(facts: Facts, html: str) -> bytes:
    """What search knows of a finished page, packed."""
    return make_page(facts, blocks(html)).packed()


def put_index(pages: Iterable[bytes], out: Path) -> None:
    """Write the index of pages as `searched` packs them, in the order in which results are listed."""
    from generator.search.index import write_index  # noqa: PLC0415 - numpy takes a moment; only this process needs it

    write_index(map(Page.unpacked, pages), out)
