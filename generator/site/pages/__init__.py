"""What the pages say, as staged Markdown: pages of one project each, and pages over the rows of all."""

from __future__ import annotations

from collections.abc import Sequence

from generator.evaluate import Evaluation
from generator.model.register import Site
from generator.site.pages.entry import Download, Entry
from generator.site.pages.overview import overview
from generator.site.pages.project import project_page, withdrawn_page
from generator.site.pages.project_list import project_list
from generator.site.pages.rows import Row, row_of

__all__ = [
    "Download",
    "Entry",
    "Row",
    "project_page",
    "row_of",
    "shared_pages",
    "site_pages",
    "withdrawn_page",
]


def site_pages(
    content_site: Site | None,
    entries: Sequence[Entry],
    *,
    preview: bool,
    withdrawn: Sequence[Evaluation] = (),
) -> dict[str, str]:
    """All pages, as path in the staged tree → Markdown with front matter.

    A report that was withdrawn keeps its address with a notice, and stands in no list.

    With `preview` every page says that it holds what is not public, and asks search engines to stay away.
    """
    pages = shared_pages(content_site, [row_of(e) for e in entries], preview=preview)
    for entry in entries:
        pages[f"projects/{entry.evaluation.id}/index.md"] = project_page(entry)
    for evaluation in withdrawn:
        pages[f"projects/{evaluation.id}/index.md"] = withdrawn_page(evaluation)
    return pages


def shared_pages(content_site: Site | None, rows: Sequence[Row], *, preview: bool) -> dict[str, str]:
    """The pages over all projects, as path in the staged tree → Markdown; they know of a project no more than its row."""
    ordered = sorted(rows, key=lambda row: (-row.year, row.id))
    return {
        "index.md": overview(content_site, ordered, preview=preview),
        "projects/index.md": project_list(ordered),
    }
