"""The built pages in a real Chromium: over http under a strict policy, and straight from a folder."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Dialog

from tests.site.chromium import Tab, needs_chromium, served
from tests.site.kinds import one_of_each_kind

pytestmark = needs_chromium

REPORT = "projects/2024/shen-ping-an/index.html"
WIDTHS = (320, 390, 768, 1440)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_strict_policy_holds_and_nothing_comes_from_outside(
    browser: Browser, origin: str, built: Path, scheme: str
) -> None:
    with Tab(browser, color_scheme=scheme) as tab:
        for path in one_of_each_kind(built).values():
            page = tab.open(origin + path)
            assert tab.complaints == [], path
            assert tab.outside(origin) == [], path
            assert page.evaluate("document.documentElement.dataset.colours") == scheme, path


def test_what_is_not_there_is_answered_by_our_page(browser: Browser, origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(origin + "nowhere/index.html")
        assert page.locator("h1").inner_text() == "没有这个页面"
        assert [text for text in tab.complaints if "status of 404" not in text] == []


def test_pages_work_from_a_folder(browser: Browser, built: Path) -> None:
    with Tab(browser) as tab:
        for kind, path in one_of_each_kind(built).items():
            if kind != "404":  # written for the root of a server
                page = tab.open(f"{built.as_uri()}/{path}")
                assert tab.complaints == [], path
                assert tab.outside("file:") == [], path
                colour = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
                assert colour == "rgb(18, 65, 90)", path


def test_pages_work_under_a_path(browser: Browser, built: Path, tmp_path: Path) -> None:
    (tmp_path / "公开" / "绩效").parent.mkdir()
    (tmp_path / "公开" / "绩效").symlink_to(built)
    with served(tmp_path) as address, Tab(browser) as tab:
        page = tab.open(f"{address}公开/绩效/{REPORT}")
        assert tab.complaints == []
        page.get_by_role("link", name="总览").first.click()
        assert page.locator("h1").inner_text().startswith("项目支出绩效评价")


@pytest.mark.parametrize("text", ["standard", "large"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_window(
    browser: Browser, origin: str, built: Path, width: int, text: str
) -> None:
    """320 pixels is also what a window of 1280 has left at 400 %."""
    with Tab(browser, viewport={"width": width, "height": 900}) as tab:
        tab.context.add_init_script(f"localStorage.setItem('jixiao.text', '{text}')")
        for path in one_of_each_kind(built).values():
            page = tab.open(origin + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


SCROLLS_UNREACHED = """() => [...document.querySelectorAll('main *')].filter((e) =>
  e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX)
  && !(e.tabIndex === 0 && e.getAttribute('aria-label'))).map((e) => e.className)"""


def test_what_scrolls_can_be_reached_by_keyboard(browser: Browser, origin: str, built: Path) -> None:
    with Tab(browser, viewport={"width": 390, "height": 844}) as tab:
        for path in one_of_each_kind(built).values():
            assert tab.open(origin + path).evaluate(SCROLLS_UNREACHED) == [], path
        page = tab.open(origin + REPORT)
        assert page.evaluate("document.querySelector('.report-table--widest').scrollWidth") > 390


def test_the_head_of_a_table_stays_in_sight(browser: Browser, origin: str) -> None:
    script = """() => {
      const table = document.querySelector('#table-scores');
      scrollTo(0, table.getBoundingClientRect().top + scrollY + 600);
      return [document.querySelector('.site-nav').getBoundingClientRect().bottom,
              table.querySelector('thead th').getBoundingClientRect().top];
    }"""
    with Tab(browser, viewport={"width": 1440, "height": 900}) as tab:
        nav, head = tab.open(origin + REPORT).evaluate(script)
        assert abs(head - nav) <= 4


# What the reader chooses ------------------------------------------------------------------------------------------


def test_colours_and_size_are_chosen_and_remembered(browser: Browser, origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(origin + "index.html")
        page.get_by_label("颜色").select_option("高对比")
        page.get_by_role("button", name="大字").click()
        page = tab.open(origin + REPORT)
        assert page.evaluate("({...document.documentElement.dataset})") == {
            "colours": "contrast",
            "text": "large",
        }
        assert page.get_by_role("button", name="大字").get_attribute("aria-pressed") == "true"
        assert page.get_by_label("颜色").input_value() == "contrast"
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.lead')).fontSize)") >= 22


def test_without_storage_a_choice_still_holds_on_the_page(browser: Browser, origin: str) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused'); }})"
    with Tab(browser) as tab:
        tab.context.add_init_script(refuse)
        page = tab.open(origin + "index.html")
        page.get_by_label("颜色").select_option("深色")
        assert page.evaluate("document.documentElement.dataset.colours") == "dark"
        assert tab.complaints == []


def test_a_system_that_asks_for_contrast_gets_it(browser: Browser, origin: str) -> None:
    with Tab(browser, contrast="more") as tab:
        page = tab.open(origin + "index.html")
        assert page.evaluate("document.documentElement.dataset.colours") == "contrast"


def test_without_scripts_everything_is_there_to_read(browser: Browser, origin: str) -> None:
    with Tab(browser, java_script_enabled=False, viewport={"width": 390, "height": 844}) as tab:
        text = tab.open(origin + REPORT).locator("body").inner_text()
    for part in ("91.97", "附件2", "总览", "本页目录"):
        assert part in text
    assert "大字" not in text


# The project page ---------------------------------------------------------------------------------------------------


def test_a_score_opens_into_its_calculation_by_keyboard(browser: Browser, origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(origin + REPORT)
        row = page.locator("#step-8 + tr")
        assert not row.locator(".calculation").is_visible()
        row.locator("summary").focus()
        page.keyboard.press("Enter")
        text = row.locator(".calculation").inner_text()
        assert "1256.72" in text
        assert "99.31" in text
        assert "四舍五入" in text


def test_a_link_to_an_indicator_opens_it(browser: Browser, origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(origin + REPORT)
        page.locator("#table-indicators a[href='#step-8']").click()
        assert page.locator("#step-8 + tr .calculation").is_visible()
        nav = page.locator(".scored thead").bounding_box()
        row = page.locator("#step-8").bounding_box()
        assert nav is not None
        assert row is not None
        assert row["y"] >= nav["y"]


def test_calculations_are_printed_also_when_they_are_closed(browser: Browser, origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(origin + REPORT)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".scored details:not([open])").count() == 0
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".scored details[open]").count() == 0


def test_a_paragraph_has_a_link_of_its_own(browser: Browser, origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(origin + REPORT)
        page.locator("#s1-1-1-p2").hover()
        page.locator("#s1-1-1-p2 .permalink").click()
        assert page.evaluate("location.hash") == "#s1-1-1-p2"


def test_leaving_for_a_site_that_is_no_government_site_is_asked_first(browser: Browser, origin: str) -> None:
    asked: list[str] = []
    with Tab(browser) as tab:
        page = tab.open(origin + "index.html")

        def refuse(dialog: Dialog) -> None:
            asked.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", refuse)
        page.get_by_role("link", name="我为政府网站找错").click()
        assert page.url == origin + "index.html"
        assert "非政府网站" in asked[0]
        assert "www.example.com" in asked[0]
        page.evaluate("document.querySelector('.site-footer a[href^=http]').href = 'https://www.gov.cn/x'")
        page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
        page.locator(".site-footer a[href^='https://www.gov.cn']").click()
        assert len(asked) == 1


# Weight ---------------------------------------------------------------------------------------------------------------

FIRST_VISIT = 120 * 1024


def test_a_first_visit_costs_little(browser: Browser, origin: str, built: Path) -> None:
    """Everything that a page asks for, as a server that compresses would send it."""
    with Tab(browser) as tab:
        for kind, path in one_of_each_kind(built).items():
            tab.open(origin + path)
            files = {unquote(url.removeprefix(origin)).partition("?")[0] for url in tab.requested}
            weight = sum(len(gzip.compress((built / file).read_bytes())) for file in files)
            assert weight <= FIRST_VISIT, (kind, weight)
