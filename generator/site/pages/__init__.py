"""What the pages say, as staged Markdown: pages of one project each, and pages over the rows of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.evaluate import Evaluation
from generator.model.register import Register, Site
from generator.model.rule_set import RuleSet
from generator.opendata.data_files import OpenData
from generator.opendata.publisher import Publisher
from generator.site.pages.about import about_page, accessibility_page, site_map
from generator.site.pages.addresses import Addresses, shared_indicators, with_full_names
from generator.site.pages.columns import COLUMNS, FOOT, links
from generator.site.pages.compare import compare_assets, compare_page
from generator.site.pages.corrections import correction_page
from generator.site.pages.data import PATH as DATA_PATH
from generator.site.pages.data import data_page
from generator.site.pages.departments import department_pages
from generator.site.pages.entry import Download, Entry
from generator.site.pages.frame import frame
from generator.site.pages.indicators import FIRST, data_file, in_order, indicator_pages
from generator.site.pages.issues import issue_page, tracked
from generator.site.pages.list_data import issue_data, project_data, score_data
from generator.site.pages.method import method_pages
from generator.site.pages.overview import overview
from generator.site.pages.project import project_page, withdrawn_page
from generator.site.pages.project_list import project_list
from generator.site.pages.rows import Row, WithdrawnRow, row_of, withdrawn_row_of
from generator.site.pages.search import search_page
from generator.site.pages.terms import PATH as TERMS_PATH
from generator.site.pages.terms import terms_page
from generator.site.pages.years import year_pages

__all__ = [
    "Download",
    "Entry",
    "Row",
    "WithdrawnRow",
    "project_page",
    "row_of",
    "shared_assets",
    "shared_pages",
    "site_pages",
    "withdrawn_page",
    "withdrawn_row_of",
]


NO_RULE_SETS: Mapping[str, RuleSet] = MappingProxyType({})


def site_pages(
    content_site: Site | None,
    entries: Sequence[Entry],
    *,
    preview: bool,
    withdrawn: Sequence[Evaluation] = (),
    register: Register | None = None,
    rule_sets: Mapping[str, RuleSet] = NO_RULE_SETS,
    data: OpenData | None = None,
) -> dict[str, str]:
    """All pages, as path in the staged tree → Markdown with front matter.

    A report that was withdrawn keeps its address with a notice; of the lists only that of corrections names it.

    With `preview` every page says that it holds what is not public, and asks search engines to stay away.
    """
    pages = shared_pages(
        content_site,
        [row_of(e) for e in entries],
        preview=preview,
        withdrawn=[withdrawn_row_of(e) for e in withdrawn],
        register=register,
        rule_sets=rule_sets,
        data=data,
    )
    publisher = Publisher.of(content_site)
    for entry in entries:
        pages[f"projects/{entry.evaluation.id}/index.md"] = project_page(entry, publisher)
    for evaluation in withdrawn:
        pages[f"projects/{evaluation.id}/index.md"] = withdrawn_page(evaluation)
    return pages


def shared_pages(
    content_site: Site | None,
    rows: Sequence[Row],
    *,
    preview: bool,
    withdrawn: Sequence[WithdrawnRow] = (),
    register: Register | None = None,
    rule_sets: Mapping[str, RuleSet] = NO_RULE_SETS,
    data: OpenData | None = None,
) -> dict[str, str]:
    """The pages over all projects, as path in the staged tree → Markdown; they know of a project no more than its row.

    The register gives departments their names and addresses, the rule sets are those that the method page explains,
    `data` tells of the data files that were written.
    """
    ordered = with_full_names(sorted(rows, key=lambda row: (-row.year, row.id)), register)
    addresses = Addresses(ordered, register)
    data_date = content_site.data_date if content_site else None
    issues = tracked(ordered, data_date)
    pages = {
        "projects/index.md": project_list(ordered, addresses),
        **year_pages(ordered, addresses),
        **department_pages(ordered, issues, addresses),
        **indicator_pages(ordered, addresses),
        **issue_page(issues, data_date),
        **correction_page(ordered, withdrawn),
        **method_pages(ordered, rule_sets, addresses),
        **compare_page(ordered),
        TERMS_PATH: terms_page(),
    }
    if data is not None:
        pages[DATA_PATH] = data_page(Publisher.of(content_site), data, preview=preview)
    if ordered:
        pages["search/index.md"] = search_page(len(ordered))
    pages |= {
        "about/index.md": about_page(content_site),
        "accessibility/index.md": accessibility_page(content_site),
    }
    paths = {"index.md", "sitemap/index.md", *pages}
    pages["sitemap/index.md"] = site_map([*links(COLUMNS, paths), *links(FOOT, paths)], ordered, pages.keys())
    feed = bool(data and data.feed) and not preview
    return {
        "index.md": overview(
            content_site, ordered, issues, addresses, frame(content_site, paths, preview=preview, feed=feed)
        ),
        **pages,
    }


def shared_assets(
    content_site: Site | None, rows: Sequence[Row], register: Register | None = None
) -> dict[str, bytes]:
    """The data that scripts of these pages load, as path in the staged tree → bytes."""
    ordered = with_full_names(sorted(rows, key=lambda row: (-row.year, row.id)), register)
    if not ordered:
        return {}
    issues = tracked(ordered, content_site.data_date if content_site else None)
    shared = shared_indicators(ordered)
    return {
        "assets/data/projects.js": project_data(ordered),
        **({"assets/data/issues.js": issue_data(issues)} if issues else {}),
        **{data_file(n): score_data(in_order(those)) for n, those in shared.items() if len(those) > FIRST},
        **compare_assets(ordered),
    }
