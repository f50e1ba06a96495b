"""What the pages say, before any engine."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.site.pages import Entry, site_pages
from tests import support
from tests.site.samples import entry, front_matter, site


def pages(*entries: Entry, preview: bool = False, **site_values: object) -> dict[str, str]:
    return site_pages(site(**site_values), entries, preview=preview)


def shown(page: str) -> str:
    """The text of a staged page without tags and front matter."""
    return re.sub(r"<[^>]*>", "", page.split("---\n\n", 1)[1])


# The set of pages -----------------------------------------------------------------------------------------------


FRAME = {
    "index.md",
    "about/index.md",
    "accessibility/index.md",
    "projects/index.md",
    "sitemap/index.md",
    "terms/index.md",
}
"""The pages that every site has."""


def test_one_page_per_project_beside_the_pages_of_every_site() -> None:
    built = pages(entry("2024/b"), entry("2023/a"))
    assert built.keys() >= FRAME | {"projects/2024/b/index.md", "projects/2023/a/index.md"}


def test_without_projects_there_is_no_empty_table_and_no_empty_column() -> None:
    built = pages()
    assert built.keys() == FRAME
    assert "还没有公开的项目" in built["index.md"]
    assert "<table" not in built["index.md"] + built["projects/index.md"]


def test_every_column_and_every_link_of_the_foot_has_a_page() -> None:
    built = pages(entry())
    site = front_matter(built["index.md"])["site"]
    listed = [link["url"] for link in site["columns"] + site["foot"]]
    assert {url.replace(".html", ".md") for url in listed} <= built.keys()
    assert listed[:2] == ["index.html", "projects/index.html"]


def test_every_page_has_a_title_and_a_description() -> None:
    for page in pages(entry(), 网站简介="集中公开。").values():
        meta = front_matter(page)
        assert meta["title"]
        assert meta["description"]


# Lists ----------------------------------------------------------------------------------------------------------


def test_the_list_goes_from_the_latest_year_back() -> None:
    page = pages(entry("2020/z"), entry("2024/b"), entry("2024/a"), entry("2023/x"))["projects/index.md"]
    assert re.findall(r'href="\.\./projects/([^"]+)/index\.html"', page) == [
        "2024/a",
        "2024/b",
        "2023/x",
        "2020/z",
    ]


def test_a_row_shows_budget_in_one_unit() -> None:
    funds = {"年初预算": "72890", "全年预算": "72890", "到位": "72890", "支出": "未载明"}
    page = pages(entry(资金=funds | {"单位": "元"}))["projects/index.md"]
    assert ">7.29</td>" in page
    assert ">未载明</td>" in page


def test_money_is_summed_exactly_and_unstated_amounts_are_counted_apart() -> None:
    yuan = {"单位": "元", "年初预算": "1", "全年预算": "3185000", "到位": "1", "支出": "1"}
    unstated = yuan | {"全年预算": "未载明"}
    page = pages(entry("2024/a"), entry("2024/b", 资金=yuan), entry("2024/c", 资金=unstated))["index.md"]
    assert '<span class="tile__figure">637.00</span><span class="tile__unit">万元</span>' in page
    assert "1个项目未载明" in page


def test_one_project_evaluated_twice_in_a_year_spends_its_money_once() -> None:
    page = pages(entry("2024/a", 编码="A-1"), entry("2024/b", 编码="A-1"), entry("2023/c", 编码="A-1"))[
        "index.md"
    ]
    assert '<span class="tile__figure">637.00</span>' in page
    assert '<span class="tile__figure">3</span>' in page


def test_large_sums_are_in_yi() -> None:
    funds = {"单位": "亿元", "年初预算": "1", "全年预算": "12.345", "到位": "1", "支出": "1"}
    page = pages(entry(资金=funds))["index.md"]
    assert '<span class="tile__figure">12.35</span><span class="tile__unit">亿元</span>' in page


def test_grades_are_counted_in_the_regulations_words() -> None:
    page = pages(
        entry("2024/a", 公布={"总分": "91", "等级": "优秀"}),
        entry("2024/b", 公布={"总分": "92", "等级": "优"}),
        entry("2024/c", 公布={"总分": "85", "等级": "良"}),
    )["index.md"]
    counts = re.findall(r'<span class="grade grade--\w+">(\S+)</span></th><td class="n">(\d+)</td>', page)
    assert counts == [("优", "2"), ("良", "1"), ("中", "0"), ("差", "0")]


# ≠复算 ----------------------------------------------------------------------------------------------------------


def test_a_published_score_that_differs_carries_the_recomputed_one() -> None:
    scored = {
        "一级": "产出",
        "二级": "数量",
        "三级": "甲",
        "权重": "100",
        "完成值": "90%",
        "指标值": "100%",
        "评分": {"方式": "比例"},
        "扣分原因": "未完成",
    }
    differing = entry("2024/a", 指标=[scored], 公布={"总分": "95", "等级": "优"})
    equal = entry("2024/b", 指标=[scored], 公布={"总分": "90", "等级": "优"})
    built = pages(differing, equal)
    assert re.findall("≠复算[0-9.]+", shown(built["projects/index.md"])) == ["≠复算90.00"]
    assert "公布得分" in built["projects/2024/a/index.md"]
    assert "≠复算 90.00" in built["projects/2024/a/index.md"]
    assert "≠复算" not in built["projects/2024/b/index.md"]


def test_other_full_marks_are_named_and_no_grade_is_said_to_be_none() -> None:
    form = support.rule_set(满分="80", 等级带=[])
    listed = shown(pages(entry(rules=form, 公布={"总分": "78"}))["projects/index.md"])
    assert "78（满分80）" in listed
    assert "不评等级" in listed
    assert "满分" not in shown(pages(entry(公布={"总分": "78"}))["projects/index.md"])


# Notices --------------------------------------------------------------------------------------------------------

TRANSCRIBED: dict[str, Any] = {"性质": "转录示例", "转录": {"原报告": "某报告", "说明": "说明"}}


def test_the_overview_says_when_all_or_some_projects_are_transcribed_examples() -> None:
    example, formal = entry("2024/a", **TRANSCRIBED), entry("2024/b")
    assert "本站现有的项目都由他人已公布的报告转录" in pages(example)["index.md"]
    assert "标有<strong>转录示例</strong>的项目" in pages(example, formal)["index.md"]
    assert "转录示例" not in pages(formal)["index.md"]


def test_the_notice_of_a_document_stands_on_its_page() -> None:
    page = pages(entry(notice="本页由他人的报告转录 & 整理。"))["projects/2024/beng-zhan/index.md"]
    assert '<div class="notice" role="note"><p>本页由他人的报告转录 &amp; 整理。</p></div>' in page


def test_only_the_overview_carries_the_publisher_and_only_what_is_stated() -> None:
    built = pages(entry(), 网站标识码="4400000001", 示例="是")
    publisher = front_matter(built["index.md"])["site"]
    assert publisher == {
        "name": "绩效公开",
        "host": "某市财政局",
        "contact": "0000-00000000",
        "code": "4400000001",
        "example": True,
        "preview": False,
        "tags": {"SiteName": "绩效公开", "SiteIDCode": "4400000001"},
        "columns": publisher["columns"],
        "foot": publisher["foot"],
    }
    assert "site" not in front_matter(built["projects/index.md"])


def test_a_preview_is_marked() -> None:
    assert front_matter(pages(preview=True)["index.md"])["site"]["preview"] is True


def test_without_site_settings_there_is_still_a_site() -> None:
    assert front_matter(site_pages(None, [entry()], preview=True)["index.md"])["site"]["name"]


# Authors' text --------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "a *b* _c_ `d` [e](f) ![g](h) #i {: .j #k }",
    "\"引号' & 等号=",
    "---",
    "行: 值",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_author_text_stays_text(text: str) -> None:
    built = pages(
        entry(
            名称=text,
            内容概述=text,
            报告名称=text,
            notice=text,
            单位={"主管部门": text, "实施单位": text},
            公开={"索引号": text, "发布机构": text},
        ),
        网站名称=text,
        网站简介=text,
    )
    for page in built.values():
        body = page.split("---\n\n", 1)[1]
        assert "<script" not in body
        assert "<img" not in body
        assert "49" not in body
    project = built["projects/2024/beng-zhan/index.md"]
    meta = front_matter(project)
    assert (meta["title"], meta["short"], meta["tags"]["ContentSource"]) == (text, text, text)
    assert front_matter(built["index.md"])["site"]["name"] == text


def test_addresses_are_percent_encoded() -> None:
    built = pages(entry("2024/泵站 100%"))
    assert 'href="../projects/2024/%E6%B3%B5%E7%AB%99%20100%25/index.html"' in built["projects/index.md"]
    assert 'href="%E6%B3%B5%E7%AB%99%20100%25.pdf"' in built["projects/2024/泵站 100%/index.md"]


# Project page ---------------------------------------------------------------------------------------------------


def test_the_page_has_one_first_level_heading_and_the_document_below_it() -> None:
    page = pages(entry())["projects/2024/beng-zhan/index.md"]
    assert re.findall(r"^# .*", page, re.MULTILINE)[0].startswith("# 2024年城区排水泵站监测平台")
    assert "## 一、基本情况 {#s1}" in page
    assert "### （一）项目概况 {#s1-1}" in page
    assert "## 附件1　指标评分表 {#annex-1 .annex .landscape}" in page


def test_disclosure_data_stand_where_there_are_any() -> None:
    stated = {
        "索引号": "SW/2025-1",
        "发布机构": "某市水务局",
        "成文日期": "2025-05-20",
        "发布日期": "2025-06-10 09:30",
    }
    page = pages(entry(公开=stated))["projects/2024/beng-zhan/index.md"]
    for text in ("SW/2025-1", "2025年5月20日", "2025-06-10 09:30"):
        assert f"<dd>{text}</dd>" in page
    assert front_matter(page)["tags"]["PubDate"] == "2025-06-10 09:30"
    without = pages(entry())["projects/2024/beng-zhan/index.md"]
    assert "索引号" not in without
    assert "PubDate" not in front_matter(without)["tags"]


def test_the_size_of_a_file_is_shown_where_it_is_known() -> None:
    page = shown(pages(entry())["projects/2024/beng-zhan/index.md"])
    assert "PDF1.4 MB" in page
    assert "项目数据（JSON）\n" in page
