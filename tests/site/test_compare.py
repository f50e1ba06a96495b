"""The comparison in a real Chromium: chosen in the list or on the page, kept in the address, legible without colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.chromium import Tab, needs_chromium

pytestmark = needs_chromium

COMPARE = "compare/index.html"
SEVERAL = ".compare:is([data-shown='2'], [data-shown='3'], [data-shown='4'])"
THREE = "?p=2024/shen-ping-an&p=2024/yantian-minsheng&p=2020/gusu-gongan"


def open_compared(tab: Tab, address: str, count: int) -> Page:
    page = tab.open(address)
    page.wait_for_selector(f".compare[data-shown='{count}']")
    return page


def line(page: Page, name: str) -> list[str]:
    row = page.locator(".compare__table tr", has=page.get_by_role("rowheader", name=name, exact=True)).first
    return ["".join(text.split()) for text in row.locator("td").all_inner_texts()]


@pytest.mark.parametrize("local", [False, True], ids=["http", "file"])
def test_an_address_names_what_is_compared(
    browser: Browser, origin: str, built: Path, *, local: bool
) -> None:
    start = f"{built.as_uri()}/" if local else origin
    with Tab(browser) as tab:
        page = open_compared(tab, start + COMPARE + THREE, 3)
        assert line(page, "总分") == ["91.97/10091.97%", "98/100≠复算96.0098.00%", "78/80≠复算72.0097.50%"]
        assert line(page, "等级") == ["优秀", "优秀", "不评等级"]
        assert line(page, "预算执行率")[0] == "4.97/599.40%"
        assert line(page, "决策")[2] == "—"
        assert line(page, "全年预算（万元）") == ["1,265.41", "106.80", "175.00"]
        link = page.locator(".compare__table a", has_text="4.97").get_attribute("href")
        assert link == "../projects/2024/shen-ping-an/index.html#step-8"
        assert tab.complaints == []
        assert tab.outside(start if not local else "file:") == []


def test_the_chart_tells_its_bars_apart_without_colour(browser: Browser, origin: str) -> None:
    with Tab(browser) as tab:
        page = open_compared(tab, origin + COMPARE + THREE, 3)
        fills = page.locator(".compare__bar").evaluate_all("bars => bars.map((b) => b.getAttribute('fill'))")
        assert set(fills) == {None, "url(#fill-2)", "none"}
        texts = page.locator(".compare__chart text").all_text_contents()
        assert {"甲", "乙", "丙", "总分", "91.97%", "98.00%", "97.50%"} <= set(texts)
        said = page.locator(".compare__chart desc").text_content() or ""
        assert "总分：甲91.97%，乙98.00%，丙97.50%" in said


def test_projects_are_found_added_and_dropped_by_keyboard(browser: Browser, origin: str) -> None:
    with Tab(browser) as tab:
        page = open_compared(tab, f"{origin}{COMPARE}?p=2024/shen-ping-an", 1)
        page.get_by_label("按名称、部门或编码找项目").focus()
        page.keyboard.type("盐田 信访")
        expect(page.locator(".compare__found button")).to_have_count(1)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".compare[data-shown='2']")
        assert page.url == f"{origin}{COMPARE}?p=2024/shen-ping-an&p=2023/yantian-xinfang"
        assert page.evaluate("document.activeElement.name") == "q"
        page.get_by_role("button", name="移去“深平安”").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".compare[data-shown='1']")
        assert page.url == f"{origin}{COMPARE}?p=2023/yantian-xinfang"


def test_what_does_not_exist_is_left_out_and_a_fifth_too(browser: Browser, origin: str) -> None:
    wrong = "&p=1999/none&p=..%2F..%2Fx&p=javascript:alert(1)&p=2024/shen-ping-an"
    with Tab(browser) as tab:
        page = open_compared(tab, f"{origin}{COMPARE}?p=2023/yantian-xinfang{wrong}", 2)
        assert page.locator(".compare__table thead th").count() == 3
    everything = "?" + "&".join(
        f"p={p}"
        for p in (
            "2024/shen-ping-an", "2024/yantian-minsheng", "2023/yantian-xinfang", "2020/gusu-gongan", "2020/wangcheng-shehui",
        )
    )  # fmt: skip
    with Tab(browser) as tab:
        page = open_compared(tab, origin + COMPARE + everything, 4)
        assert page.locator("form.compare__pick").is_hidden()


def test_a_name_full_of_markup_stays_text(browser: Browser, origin: str) -> None:
    with Tab(browser) as tab:
        odd = "2019/%E6%B3%B5%E7%AB%99%20100%25"
        page = open_compared(tab, f"{origin}{COMPARE}?p=2024/shen-ping-an&p={odd}", 2)
        head = page.locator(".compare__table thead th").nth(2)
        assert head.inner_text().endswith("<b>泵站</b> & “监测” *平台* {{ 1 }}")
        assert tab.complaints == []


def test_the_list_leads_to_the_comparison(browser: Browser, origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(origin + "projects/index.html")
        boxes = page.locator("td.pick input")
        for box in range(2):
            boxes.nth(box).check()
        page.get_by_role("link", name="对比所选").click()
        page.wait_for_selector(".compare[data-shown='2']")
        assert tab.complaints == []


def test_evaluations_of_one_project_are_offered_together(browser: Browser, published_origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(published_origin + COMPARE)
        page.locator(".series a").first.click()
        page.wait_for_selector(SEVERAL)
        years = line(page, "年度")
        assert years == sorted(years)
        one = page.url.split("&")[0]
        page = open_compared(tab, one, 1)
        page.get_by_role("button", name="加上它的其他年度").click()
        page.wait_for_selector(SEVERAL)
        assert line(page, "年度") == years


def test_without_scripts_the_page_says_so_and_leads_on(browser: Browser, origin: str) -> None:
    with Tab(browser, java_script_enabled=False) as tab:
        page = tab.open(origin + COMPARE + THREE)
        assert "没有启用" in page.locator("main").inner_text()
        page.locator("main").get_by_role("link", name="全部项目").click()
        assert page.locator("h1").inner_text() == "全部项目"
