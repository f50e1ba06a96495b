"""The list of projects and the tracker in a real Chromium: what is shown is what the table without scripts says."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.site.chromium import Tab, needs_chromium

pytestmark = needs_chromium

LIST, TRACKER = "projects/index.html", "issues/index.html"
NAME, YEAR, DEPARTMENT, KIND, SCORE, GRADE, BUDGET, RATE = range(8)

CELLS = """() => [...document.querySelectorAll('.projects tbody tr')].map((row) =>
  [...row.children].filter((cell) => !cell.matches('.pick')).map((cell) => cell.innerText.replace(/\\s+/g, '')))"""

Rows = list[list[str]]


def table(page: Page) -> Rows:
    """The cells of the lines that are shown, without the boxes of the comparison."""
    rows: Rows = page.evaluate(CELLS)
    return rows


def whole_table(page: Page) -> Rows:
    """The same over all pages of the list."""
    rows = table(page)
    following = page.get_by_role("button", name="下一页")
    while following.is_visible() and following.is_enabled():
        following.click()
        rows += table(page)
    return rows


def number(text: str) -> float:
    return float(re.sub(r"[,%]|≠.*|（.*", "", text))


@pytest.fixture(scope="module")
def truth(browser: Browser, published_origin: str) -> Rows:
    """The table of the list without scripts."""
    with Tab(browser) as tab:
        tab.context.route("**/list.js", lambda route: route.fulfill(body=""))
        rows = table(tab.open(published_origin + LIST))
    assert len(rows) == 50
    return rows


# Without scripts --------------------------------------------------------------------------------------------------


def test_without_scripts_the_list_is_a_plain_table(browser: Browser, published_origin: str) -> None:
    with Tab(browser, java_script_enabled=False) as tab:
        page = tab.open(published_origin + LIST)
        assert page.locator(".projects tbody tr").count() == 50
        assert page.locator("form.filters").is_hidden()
        assert page.get_by_role("button", name="下载所列").is_hidden()
        page.get_by_role("link", name="2024", exact=True).click()
        assert page.locator("h1").inner_text() == "2024年度"


# Filters ----------------------------------------------------------------------------------------------------------


def test_filters_show_what_fits_and_say_how_many(
    browser: Browser, published_origin: str, truth: Rows
) -> None:
    with Tab(browser) as tab:
        page = tab.open(published_origin + LIST)
        assert table(page) == truth
        page.get_by_label("优", exact=True).check()
        page.get_by_label("得分，最低").fill("92")
        fitting = [row for row in truth if row[GRADE] == "优" and number(row[SCORE]) >= 92]
        assert 0 < len(fitting) < 50
        assert table(page) == fitting
        assert page.get_by_role("status").first.inner_text() == f"找到{len(fitting)}个项目，共50个"
        page.get_by_label("良", exact=True).check()
        page.get_by_label("全年预算（万元），最高").fill("3000")
        both = [
            r for r in truth if r[GRADE] in "优良" and number(r[SCORE]) >= 92 and number(r[BUDGET]) <= 3000
        ]
        assert table(page) == both
        page.get_by_role("button", name="清除筛选").click()
        page.wait_for_selector(".projects tbody tr:nth-child(50)")
        assert page.url == published_origin + LIST


def test_words_are_found_in_name_department_and_unit(
    browser: Browser, published_origin: str, truth: Rows
) -> None:
    word = truth[7][NAME][2:6]
    with Tab(browser) as tab:
        page = tab.open(published_origin + LIST)
        page.get_by_label("名称、单位或编码").fill(word)
        assert [row[NAME] for row in table(page)] == [row[NAME] for row in truth if word in row[NAME]]
        page.get_by_label("名称、单位或编码").fill("没有这样的项目")
        assert table(page) == []
        assert page.get_by_role("status").first.inner_text() == "找到0个项目，共50个"


@pytest.mark.parametrize("local", [False, True], ids=["http", "file"])
def test_the_address_holds_all_choices(
    browser: Browser, published_origin: str, published: Path, *, local: bool
) -> None:
    origin = f"{published.as_uri()}/" if local else published_origin
    with Tab(browser) as tab:
        page = tab.open(origin + LIST)
        page.get_by_label("单位自评").check()
        page.get_by_label("部门评价").check()
        page.locator("select[name=department]").select_option(index=1)
        page.get_by_label("得分，最高").fill("99.5")
        page.locator(".listing__sort").select_option("budget.down")
        page.locator(".listing__columns summary").click()
        page.locator(".listing__columns").get_by_label("实施单位").check()
        page.locator(".listing__columns").get_by_label("评价类型").uncheck()
        shown, address = table(page), page.url
        assert tab.complaints == []
    assert shown
    with Tab(browser) as tab:
        again = tab.open(address)
        assert table(again) == shown
        assert again.url == address
        assert again.get_by_label("部门评价").is_checked()
        assert again.get_by_label("得分，最高").input_value() == "99.5"
        assert "实施单位" in again.locator(".projects thead").inner_text()
        assert "评价类型" not in again.locator(".projects thead").inner_text()
        assert tab.complaints == []


def test_an_address_with_nonsense_shows_the_list(
    browser: Browser, published_origin: str, truth: Rows
) -> None:
    with Tab(browser) as tab:
        page = tab.open(f"{published_origin}{LIST}?sort=nothing.down&columns=a.b&page=99&year=1999x&p=%00")
        assert tab.complaints == []
        assert table(page) == [] or table(page) == truth


# Order ------------------------------------------------------------------------------------------------------------


def test_the_keyboard_sorts_by_a_column_both_ways(
    browser: Browser, published_origin: str, truth: Rows
) -> None:
    with Tab(browser) as tab:
        page = tab.open(published_origin + LIST)
        head = page.get_by_role("columnheader", name="得分", exact=True)
        head.get_by_role("button").focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        assert page.evaluate("document.activeElement.dataset.key") == "score"
        first = hundreds(page)
        assert first == sorted(first, reverse=True)
        assert sorted(table(page)) == sorted(truth)
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "ascending"
        assert hundreds(page) == sorted(first)


def hundreds(page: Page) -> list[float]:
    """The scores out of a hundred, in the order of the lines; others are put where their share belongs."""
    return [number(row[SCORE]) for row in table(page) if "满分" not in row[SCORE]]


# CSV --------------------------------------------------------------------------------------------------------------


def downloaded(page: Page) -> tuple[bytes, Rows]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载所列（CSV）").click()
    data = Path(waiting.value.path()).read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return data, rows


def test_the_csv_is_what_is_shown(browser: Browser, published_origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(f"{published_origin}{LIST}?grade=优&grade=良&sort=rate.up")
        data, (head, *lines) = downloaded(page)
        shown = whole_table(page)
    assert data.startswith(b"\xef\xbb\xbf")
    assert head == ["项目名称", "年度", "主管部门", "评价类型", "得分", "等级", "全年预算（万元）", "执行率"]
    assert lines == shown


def test_no_cell_of_the_csv_is_a_formula(browser: Browser, published_origin: str) -> None:
    def poisoned(route: Route) -> None:
        body = route.fetch().text()
        route.fulfill(body=re.sub(r'"texts":\["[^"]*"', '"texts":["=1+1,\\\\"x\\\\""', body, count=1))

    with Tab(browser) as tab:
        tab.context.route("**/projects.js", poisoned)
        _, rows = downloaded(tab.open(published_origin + LIST))
    assert rows[1][0] == '\'=1+1,"x"'


# Issues -----------------------------------------------------------------------------------------------------------


def test_issues_are_filtered_by_progress_and_department(browser: Browser, published_origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(published_origin + TRACKER)
        all_of_them = whole_table(page)
        page.goto(published_origin + TRACKER)
        page.get_by_role("checkbox", name="整改中").check()
        fitting = [row for row in all_of_them if row[1].startswith("整改中")]
        assert whole_table(page) == fitting
        assert 0 < len(fitting) < len(all_of_them)
        _, (_, *lines) = downloaded(page)
        assert [row[0] for row in lines] == [row[0] for row in fitting]
        assert tab.complaints == []
