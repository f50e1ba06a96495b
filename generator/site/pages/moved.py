"""Old addresses: pages that lead on to where a project stands now."""

from __future__ import annotations

from collections.abc import Sequence

from generator.site.pages.page import page
from generator.site.pages.rows import Row, WithdrawnRow, address

UP = "../../../"
"""From the page of a project to the root of the site."""


def moved_pages(rows: Sequence[Row], withdrawn: Sequence[WithdrawnRow]) -> dict[str, str]:
    """A page at every former address, as path in the staged tree → Markdown; none in the place of a page of today.

    Where several projects name the same former address, the page lists them and leads to none by itself.
    """
    everything: list[Row | WithdrawnRow] = [*rows, *withdrawn]
    today = {row.id for row in everything}
    heirs: dict[str, list[Row | WithdrawnRow]] = {}
    for row in sorted(everything, key=lambda row: row.id):
        for former in row.former_ids:
            if former not in today:
                heirs.setdefault(former, []).append(row)
    return {f"projects/{former}/index.md": _moved(former, there) for former, there in heirs.items()}


def _moved(former: str, heirs: Sequence[Row | WithdrawnRow]) -> str:
    names = [(row.name if isinstance(row, Row) else row.title, UP + address(row.id)) for row in heirs]
    meta = {
        "title": "页面已移动",
        "description": f"原在 {former} 的页面已移到新地址。",
        "kind": "moved",
        "path": [{"name": "总览", "url": "index.html"}, {"name": "项目", "url": "projects/index.html"}],
        **({"moved_to": names[0][1]} if len(names) == 1 else {}),
    }
    return page("moved", meta, names=names)
