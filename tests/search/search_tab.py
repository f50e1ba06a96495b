"""Asks the search page of a site and reads what it shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

from playwright.sync_api import Page

ASK = """(query) => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`no answer to ${query}`)), 60000);
    document.addEventListener("search-done", function done({ detail }) {
        if (detail.query !== query) return;
        document.removeEventListener("search-done", done);
        resolve(detail.total);
    });
    const box = document.querySelector("#search-box");
    box.value = query;
    box.dispatchEvent(new Event("input", { bubbles: true }));
})"""

SETTLED = """() => document.querySelector(".search__status").textContent
    && !document.querySelector(".search__status.is-checking, [aria-busy=true]")"""

SHOWN = """items => items.map(item => [
    item.querySelector("h2 a").href,
    item.querySelectorAll(".passage").length + (item.querySelector("h2 mark") ? 1 : 0),
    item.querySelectorAll("mark").length])"""


def opened(page: Page, origin: str, query: str, **filters: str) -> Page:
    """Open the search page by an address with a query, and wait until its answer is final."""
    parameters = "&".join(f"{name}={quote(value)}" for name, value in {"q": query, **filters}.items())
    page.goto(f"{origin}search/index.html?{parameters}")
    page.wait_for_function(SETTLED)
    return page


def ask(page: Page, query: str) -> int:
    """Type a query and wait until its answer is final; the number of pages that the page tells."""
    total: int = page.evaluate(ASK, query)
    return total


def passages(page: Page, origin: str) -> dict[str, int]:
    """How many passages are shown of each page, everything unfolded, by address from the root of the site."""
    while page.locator(".search__more button").is_visible():
        before = page.locator(".found").count()
        page.locator(".search__more button").click()
        page.wait_for_function(f"document.querySelectorAll('.found').length > {before}")
    page.evaluate("document.querySelectorAll('.found__more').forEach((button) => button.click())")
    found: list[list[Any]] = page.locator(".found").evaluate_all(SHOWN)
    assert all(marks for _, _, marks in found), "a result without a mark"
    return {unquote(url).removeprefix(unquote(origin)): count for url, count, _ in found}
