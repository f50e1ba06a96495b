"""What stands around every page: who publishes, the columns, the foot. Templates read it from the overview's front matter."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from generator.model.register import Site
from generator.opendata.publisher import DEFAULT_NAME
from generator.site.pages.columns import COLUMNS, FOOT, links
from generator.site.pages.page import stated


def frame(site: Site | None, pages: Collection[str], *, preview: bool, feed: bool) -> dict[str, Any]:
    """The frame of a site with these pages (paths in the staged tree)."""
    return {
        **publisher(site, preview=preview),
        "columns": links(COLUMNS, pages),
        "foot": links(FOOT, pages),
        **({"feed": True} if feed else {}),
    }


def publisher(site: Site | None, *, preview: bool) -> dict[str, Any]:
    """What every page shows of the publisher; what is not stated is left out."""
    if site is None:
        return {"name": DEFAULT_NAME, "example": False, "preview": preview, "tags": {}}
    shown = {
        "name": site.name,
        "host": site.host,
        "contact": site.contact,
        "code": site.site_id_code,
        "icp": site.icp,
        "police": site.police_record,
        "error_url": site.error_report_url,
        "mark_url": site.institution_mark_url,
        "example": site.example.value == "是",
        "preview": preview,
    }
    tags = {
        "SiteName": site.name,
        "SiteDomain": site.domain and site.domain.host,
        "SiteIDCode": site.site_id_code,
    }
    return {**stated(shown), "tags": stated(tags)}
