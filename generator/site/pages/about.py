"""关于本站, 无障碍声明 and 网站地图: what the foot of every page leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from generator.model.register import Site
from generator.opendata.publisher import Publisher
from generator.report import wording
from generator.site.pages.columns import DESCRIPTIONS
from generator.site.pages.page import page
from generator.site.pages.rows import Row

HOME = [{"name": "总览", "url": "index.html"}]


def about_page(site: Site | None) -> str:
    """The staged page about the site: who publishes, what can be found, what the figures are, what is stored."""
    meta = _meta("关于本站", "本站公开什么、数从哪里来、怎样更正、怎样联系。", "about")
    publisher = Publisher.of(site)
    return page(
        "about",
        meta,
        name=publisher.name,
        host=publisher.host,
        contact=site.contact if site else None,
        error_url=site.error_report_url if site else None,
        data_date=wording.date(publisher.data_date) if publisher.data_date else "",
        licence=publisher.licence,
    )


def accessibility_page(site: Site | None) -> str:
    """The staged accessibility statement."""
    meta = _meta(
        "无障碍声明", "本站依据的无障碍标准、已经做到的和还做不到的，以及怎样得到帮助。", "accessibility"
    )
    return page(
        "accessibility",
        meta,
        contact=site.contact if site else None,
        error_url=site.error_report_url if site else None,
    )


def site_map(columns: Sequence[Mapping[str, str]], rows: Sequence[Row], pages: Collection[str]) -> str:
    """The staged map of the site. `pages` are the paths of all staged pages over several projects."""
    years = Counter(row.year for row in rows)
    return page(
        "sitemap",
        _meta("网站地图", "本站的全部栏目。", "sitemap"),
        columns=[{**column, "description": DESCRIPTIONS.get(column["url"], "")} for column in columns],
        years=[
            (year, years[year]) for year in sorted(years, reverse=True) if f"years/{year}/index.md" in pages
        ],
    )


def _meta(title: str, description: str, kind: str) -> dict[str, object]:
    return {
        "title": title,
        "description": description,
        "kind": kind,
        "path": HOME,
        "tags": {"ColumnName": title, "ColumnType": "网站信息"},
    }
