"""sitemap.xml and robots.txt. A page has a date only where one is declared; nothing is dated by the build."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from generator.opendata.publisher import Publisher
from generator.opendata.xml_text import DECLARATION, element

PATH = "sitemap.xml"
ROBOTS = "robots.txt"
MOST = 50_000
"""Addresses that a sitemap may have (sitemaps.org)."""


def sitemap(
    publisher: Publisher, pages: Iterable[str], changed: Mapping[str, datetime.datetime]
) -> str | None:
    """The sitemap of pages, given as paths from the root of the site, with the dates that are declared for some of them.

    None where no domain is declared: addresses in a sitemap are absolute.
    """
    if publisher.domain is None:
        return None
    lines = ['<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for page in sorted(pages)[:MOST]:
        when = changed.get(page)
        dated = element("lastmod", when.isoformat()) if when else ""
        lines.append(f"<url>{element('loc', publisher.domain.of(quote(page)))}{dated}</url>")
    return DECLARATION + "\n".join((*lines, "</urlset>")) + "\n"


def robots(publisher: Publisher, *, preview: bool) -> str:
    """robots.txt: everything may be read; of a preview nothing."""
    lines = ["User-agent: *", "Disallow: /" if preview else "Allow: /"]
    if publisher.domain and not preview:
        lines.append(f"Sitemap: {publisher.domain.of(PATH)}")
    return "\n".join(lines) + "\n"
