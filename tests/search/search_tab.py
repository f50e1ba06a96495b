"""Asks the search page of a site and reads what it shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

from playwright.sync_api import Page

SETTLED = """() => document.querySelector('.search__status').textContent
    && !document.querySelector('.search__status.is-checking') && !document.querySelector('[aria-busy=true]')"""


def ask(page: Page, origin: str, query: str, **filters: str) -> Page:
    """Open the search page with a query and wait until its answer is final."""
    parameters = "&".join(f"{name}={quote(value)}" for name, value in {"q": query, **filters}.items())
    page.goto(f"{origin}search/index.html?{parameters}")
    page.wait_for_function(SETTLED)
    return page


def passages(page: Page, origin: str) -> dict[str, int]:
    """How many passages are shown of each page, everything unfolded, by address from the root of the site."""
    while page.locator(".search__more button").is_visible():
        page.locator(".search__more button").click()
        page.wait_for_function(SETTLED)
    while page.locator(".found__more").count():
        page.locator(".found__more").first.click()
    found: list[dict[str, Any]] = page.locator(".found").evaluate_all(
        """items => items.map(item => ({
            url: item.querySelector('h2 a').href,
            count: item.querySelectorAll('.passage').length + (item.querySelector('h2 mark') ? 1 : 0)}))"""
    )
    return {unquote(one["url"]).removeprefix(unquote(origin)): one["count"] for one in found}
