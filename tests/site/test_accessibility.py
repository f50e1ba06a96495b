"""Every kind of page by axe-core in a real Chromium, in every way of showing it; and the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from tests.site.chromium import Tab, needs_chromium
from tests.site.kinds import one_of_each_kind

pytestmark = needs_chromium

PHONE = {"width": 390, "height": 844}
WAYS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "phone": {"viewport": PHONE, "is_mobile": True, "has_touch": True},
    "print": {},
}
RULES: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page, *, pointer: bool = True) -> dict[str, list[str]]:
    """What axe-core finds, as rule → the elements concerned. On paper there is no pointer that needs large targets."""
    options = RULES if pointer else RULES | {"rules": {"target-size": {"enabled": False}}}
    found = Axe().run(page, options=options).response["violations"]
    return {v["id"]: [n["html"][:200] for n in v["nodes"]][:3] for v in found}


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing(
    browser: Browser, published: Path, published_origin: str, built: Path, origin: str, way: str
) -> None:
    pages = [published_origin + path for path in one_of_each_kind(published).values()]
    pages.append(origin + one_of_each_kind(built)["project"])
    found = {}
    with Tab(browser, **WAYS[way]) as tab:
        for address in pages:
            page = tab.open(address)
            page.emulate_media(media="print" if way == "print" else "screen")
            if wrong := violations(page, pointer=way != "print"):
                found[address] = wrong
    assert found == {}


UNNAMED = """() => [...document.querySelectorAll('table[class]')].flatMap((table) => [
  ...(table.caption || table.getAttribute('aria-label') ? [] : ['no name: ' + table.className]),
  ...(table.querySelector('th') ? [] : ['no heads: ' + table.className]),
  ...[...table.querySelectorAll('th:not([scope])')].map((th) => 'no scope: ' + th.textContent),
])"""
"""Tables of the generator; those that an author writes into a text are simple and have a row of heads."""


def test_every_table_has_a_name_and_heads_with_scopes(
    browser: Browser, published: Path, published_origin: str
) -> None:
    with Tab(browser) as tab:
        for path in one_of_each_kind(published).values():
            assert tab.open(published_origin + path).evaluate(UNNAMED) == [], path


UNREACHED = """() => {
  const wanted = [...document.querySelectorAll('a[href], button, select, input, summary, [tabindex="0"]')]
    .filter((e) => e.checkVisibility({checkVisibilityCSS: true}) && !e.disabled && e.type !== 'hidden');
  return [wanted.length, wanted.filter((e) => !window.reached.has(e)).map((e) => e.outerHTML.slice(0, 120))];
}"""
AT_END = "document.activeElement === document.body"
VISIBLE = """() => [document.activeElement, document.activeElement.closest('label')].some((element) => {
  const style = element && getComputedStyle(element);
  return style && (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none');
})"""
"""On the element itself, or on the label that holds it."""


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(
    browser: Browser, published: Path, published_origin: str
) -> None:
    with Tab(browser, viewport={"width": 1440, "height": 900}) as tab:
        for kind, path in one_of_each_kind(published).items():
            page = tab.open(published_origin + path)
            page.evaluate("window.reached = new Set()")
            steps = min(
                page.locator("a[href], button, select, input, summary, [tabindex='0']").count() + 2, 400
            )
            for step in range(steps):
                page.keyboard.press("Tab")
                page.evaluate("window.reached.add(document.activeElement)")
                if step < 40:
                    assert page.evaluate(VISIBLE) or page.evaluate(AT_END), (
                        path,
                        page.evaluate("document.activeElement.outerHTML"),
                    )
            count, unreached = page.evaluate(UNREACHED)
            assert unreached == [] or count > steps, (kind, unreached)


def test_the_first_stop_leads_to_the_text(browser: Browser, published_origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(published_origin + "index.html")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").strip() == "跳到正文"
