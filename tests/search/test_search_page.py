"""The search page in a real Chromium: every answer compared with the truth, over http, from a disk, under a path."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, expect

from generator.search.index import FOLDER
from tests.search.search_tab import ask, opened, passages
from tests.search.truth import Truth
from tests.site.chromium import Tab, needs_chromium, served

pytestmark = needs_chromium

QUERIES = (
    # words, words inside words, single characters
    "执行率", "预算执行率", "算执行", "率", "的", "民生诉求", "诉求一体", "生诉求一体化平", "民生诉求一体化平台", "社会治理智能化平台",
    "智能化", "平台项目支出", "网格", "信访", "社会保险", "绩效", "绩效目标", "绩效指标明确性", "项目支出绩效评价", "满意度",
    # across punctuation, marks alone
    "符合法律法规、相关政策", "政策、发展", "，", "。", "；", "（一）", "(一)", "）项", "“深平安”社会", '深平安"社会', "：①", "①项目",
    "《", "%", "—",
    # numbers
    "91.97", "1,265.41", "1265.41", "１２６５．４１", "65.41", "1,256.72万元", "100%", "１００％", "99.31%", "20", "12", "0", "2024年",
    "2024年1月1日至2024年12月31日", "99.3133",
    # Latin, mixed, width, case
    "XLSX", "xlsx", "ＸＬＳＸ", "json", "7*24小时", "≥99.99%", "P1", "kb",
    # rare, names, absent
    "未载明", "枫桥经验", "姑苏区", "中共深圳市委政法委员会", "深圳市委政", "龘", "不存在的话", "率行执", "绩效效",
    # several terms, phrases
    "执行率 姑苏", "满意度 网格 公安", '"绩效目标" 信访', "“社会治理 智能化”", "社会治理 智能化", "执行率 龘", "91.97 1265.41",
)  # fmt: skip

SYNTHETIC_QUERIES = (
    "执行率", "率", "水务", "排水", "泵站", "云州市", "云州", "州市", "项目", "满意度", "预算执行率", "资金到位率", "立项依据充分性",
    "2021年度", "%", "，", "。", "的", "100", "95.", "1,2", "万元", "评价", "教育局", "建设", "改造", "平台", "设备", "培训",
    "是否符合国家法律法规", "国民经济发展规划和相关政策", "未达到", "扣分", "问题", "建议", "整改", "xlsx", "２０２２", "部门评价",
    "单位自评", "优", "良", "差", "不适用", "龘", "没有这样的话", "目项", "社区", "改造 满意度", "培训 教育局", "“2022年” 学校",
    "绩效", "效绩", "绩效目标合理性", "管理制度健全性", "采购", "验收", "监理", "公里", "个工作日", "（二）", "表", "图",
)  # fmt: skip


def test_there_are_enough_queries() -> None:
    assert min(len(set(QUERIES)), len(set(SYNTHETIC_QUERIES))) >= 60


@pytest.mark.parametrize("way", ["http", "folder"])
def test_answers_about_the_real_content_are_the_truth(
    browser: Browser, real: Path, real_origin: str, real_truth: Truth, way: str
) -> None:
    origin = real_origin if way == "http" else f"{real.as_uri()}/"
    with Tab(browser) as tab:
        tab.open(f"{origin}search/index.html")
        for query in QUERIES:
            total = ask(tab.page, query)
            truth = real_truth.passages(query)
            assert (total, passages(tab.page, origin)) == (len(truth), truth), query
        assert tab.complaints == []
        assert tab.outside(origin) == []


def test_answers_about_synthetic_projects_are_the_truth(
    browser: Browser, published: Path, published_origin: str
) -> None:
    truth = Truth.of(published)
    with Tab(browser) as tab:
        tab.open(f"{published_origin}search/index.html")
        for query in SYNTHETIC_QUERIES:
            expected = truth.passages(query)
            assert ask(tab.page, query) == len(expected), query
            if len(expected) <= 20:
                assert passages(tab.page, published_origin) == expected, query


def test_nothing_of_a_draft_is_in_the_index(published: Path) -> None:
    """Of the synthetic projects one is a draft, one out for comment, one withdrawn: of that, its notice is searched."""
    pages = len(list(published.glob("projects/*/*/index.html")))
    folders = len(list(published.parent.glob("content/projects/*/*")))
    assert (folders, pages, len(list((published / FOLDER).glob("p*.js")))) == (53, 51, 51)


def test_it_works_under_a_path(browser: Browser, real: Path, tmp_path: Path) -> None:
    (tmp_path / "公开").mkdir()
    (tmp_path / "公开" / "绩效").symlink_to(real)
    with served(tmp_path) as address, Tab(browser) as tab:
        page = tab.open(f"{address}公开/绩效/index.html")
        page.get_by_role("searchbox").fill("预算执行率")
        page.keyboard.press("Enter")
        page.locator(".found h2 a").first.click()
        expect(page.locator("h1")).to_contain_text("报告")
        assert page.url.startswith(f"{address}%E5%85%AC%E5%BC%80/%E7%BB%A9%E6%95%88/projects/")
        assert tab.complaints == []
        assert tab.outside(address) == []


def test_a_passage_leads_to_its_paragraph(browser: Browser, real_origin: str) -> None:
    with Tab(browser) as tab:
        page = opened(tab.page, real_origin, "枫桥经验")
        link = page.locator(".passage a").first
        expect(link.locator("mark")).to_have_text("枫桥经验")
        link.click()
        anchor = page.evaluate("decodeURIComponent(location.hash.slice(1))")
        expect(page.locator(f"[id='{anchor}']")).to_be_visible()


def test_the_keyboard_is_enough(browser: Browser, real_origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(f"{real_origin}search/index.html")
        page.locator("#search-box").focus()
        page.keyboard.type("执行率")
        page.keyboard.press("Enter")
        page.wait_for_selector(".found")
        assert page.evaluate("new URLSearchParams(location.search).get('q')") == "执行率"
        reached = set()
        for _ in range(14):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.name || document.activeElement.className"))
            if page.evaluate("!!document.activeElement.closest('.passage')"):
                break
        assert {"year", "department", "grade", "kind"} <= reached
        page.keyboard.press("Enter")
        page.wait_for_url("**/projects/**")


def test_filters_narrow_the_answer_and_stand_in_the_address(
    browser: Browser, real_origin: str, real_truth: Truth
) -> None:
    truth = {
        page: n for page, n in real_truth.passages("执行率").items() if page.startswith("projects/2024/")
    }
    with Tab(browser) as tab:
        page = opened(tab.page, real_origin, "执行率")
        page.get_by_label("年度").select_option("2024")
        expect(page.locator(".search__status")).to_contain_text(f"{len(truth)}个项目")
        assert passages(page, real_origin) == truth
        page.reload()
        expect(page.locator(".search__status")).to_contain_text(f"{len(truth)}个项目")
        assert page.get_by_label("年度").input_value() == "2024"
        page.go_back()
        expect(page.locator(".search__status")).to_contain_text("5个项目")


def test_a_typing_error_gets_a_suggestion_and_no_result(browser: Browser, real_origin: str) -> None:
    with Tab(browser) as tab:
        page = opened(tab.page, real_origin, "预算执形率")
        expect(page.locator(".search__status")).to_contain_text("没有项目")
        assert page.locator(".found").count() == 0
        page.locator(".search__suggestion button").get_by_text("预算执行率（").click()
        expect(page.locator(".search__status")).to_contain_text("5个项目")


def test_nothing_is_loaded_before_it_is_wanted(browser: Browser, real_origin: str) -> None:
    with Tab(browser) as tab:
        page = tab.open(f"{real_origin}search/index.html")
        page.wait_for_load_state("networkidle")
        assert [url for url in tab.requested if "search/data" in url] == []
        page.locator("#search-box").focus()
        page.wait_for_event("request", lambda request: "search/data/head.js" in request.url)


def test_without_javascript_the_page_says_so(browser: Browser, real_origin: str) -> None:
    with Tab(browser, java_script_enabled=False) as tab:
        page = tab.open(f"{real_origin}search/index.html?q=x")
        page.get_by_role("link", name="全部项目").click()
        assert page.url == f"{real_origin}projects/index.html"


@pytest.mark.parametrize("colours", ["light", "dark", "contrast"])
@pytest.mark.parametrize("width", [390, 1440])
def test_results_are_accessible(browser: Browser, real_origin: str, colours: str, width: int) -> None:
    with Tab(browser, viewport={"width": width, "height": 900}) as tab:
        tab.context.add_init_script(f"localStorage.setItem('jixiao.colours', '{colours}')")
        for query in ("执行率", "预算执形率"):
            page = opened(tab.page, real_origin, query)
            if query == "预算执形率":
                page.wait_for_selector(".search__suggestion button")
            assert page.evaluate("document.documentElement.dataset.colours") == colours
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
