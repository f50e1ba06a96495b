"""The search index in a build: each project's part is made from its finished page, all are merged at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.search.extract import blocks
from generator.search.page import Facts, Page, make_page
from generator.site.pages import Row


def search_facts(row: Row) -> Facts:
    """What search shows of a project and filters by."""
    return Facts(row.href, row.name, str(row.year), row.department, row.marks.band, row.type)


def lay_aside(path: Path, facts: Facts, html: str) -> None:
    """Keep what search knows of a finished page until all pages are finished."""
    path.write_bytes(make_page(facts, blocks(html)).packed())


def put_index(paths: Sequence[Path], out: Path) -> None:
    """Write the index of the pages laid aside, in the order in which results are listed."""
    from generator.search.index import write_index  # noqa: PLC0415 - numpy takes a moment; only this process needs it

    write_index(_read(paths), out)


def _read(paths: Sequence[Path]) -> Iterator[Page]:
    return (Page.unpacked(path.read_bytes()) for path in paths)
