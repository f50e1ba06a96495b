"""Charts are SVG that a strict page may hold, tell everything in words too, and stand numbered in the report."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.report.charts import Bar, Drawing, Fill, alternative, inline, svg, with_fonts
from generator.report.project_charts import ProjectCharts
from generator.report.tables import Table
from tests.report.samples import FUNDS, PUBLISHED, chapters, figures, report, sample, told
from tests.report.test_real_projects import IDS, assembled

SPACE = "{http://www.w3.org/2000/svg}"


def drawing(*bars: Bar, **changes: Any) -> Drawing:
    return Drawing("figure-x", "标题", "说明。", bars, **changes)


def parts(text: str, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(text).iter(SPACE + tag))  # noqa: S314 - our own


def shown(text: str) -> list[str]:
    return [part.text or "" for part in parts(text, "text")]


def charts(**changes: Any) -> ProjectCharts:
    project = sample(**changes)
    return ProjectCharts(project, figures(project))


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


# Drawings ------------------------------------------------------------------------------------------------------


def test_a_drawing_says_what_it_shows() -> None:
    text = svg(drawing(Bar("决策", Fraction(1, 2), "50.00%", "5/10分")))
    root = ET.fromstring(text)  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "figure-x-title figure-x-desc"
    assert [(p.get("id"), p.text) for p in root[:2]] == [
        ("figure-x-title", "标题"),
        ("figure-x-desc", "说明。"),
    ]
    assert shown(text) == ["决策", "50.00%", "5/10分"]
    assert alternative(text) == "标题。说明。"


@pytest.mark.parametrize(
    ("share", "width"),
    [
        (Fraction(1, 3), "33.33%"),
        (Fraction(2, 3), "66.67%"),
        (Fraction(1), "100%"),
        (Fraction(13, 10), "100%"),
        (Fraction(3, 1000), "0.3%"),
    ],
)
def test_a_bar_is_as_long_as_its_share(share: Fraction, width: str) -> None:
    assert [r.get("width") for r in parts(svg(drawing(Bar("甲", share, ""))), "rect")] == [width]


@pytest.mark.parametrize("share", [Fraction(0), Fraction(-1, 2)])
def test_nothing_has_no_length(share: Fraction) -> None:
    assert all(r.get("width") in ("0%", None) for r in parts(svg(drawing(Bar("甲", share, ""))), "rect"))


def test_an_unknown_share_is_a_dashed_track_not_an_empty_bar() -> None:
    unknown, none = (svg(drawing(Bar("甲", share, ""), tracks=True)) for share in (None, Fraction(0)))
    assert "stroke-dasharray" in unknown
    assert "stroke-dasharray" not in none


def test_a_second_figure_has_a_mark_and_a_note() -> None:
    text = svg(drawing(Bar("甲", Fraction(1), "100%", note="复算50%", mark=Fraction(1, 2))))
    assert {line.get("x1") for line in parts(text, "line")} == {"50%"}
    assert "复算50%" in shown(text)


def test_plans_are_hatched() -> None:
    text = svg(drawing(Bar("甲", Fraction(1), "", fill=Fill.HATCHED)))
    assert [p.get("id") for p in parts(text, "pattern")] == ["figure-x-plan"]
    assert parts(text, "rect")[0].get("fill") == "url(#figure-x-plan)"


def test_a_long_name_is_cut() -> None:
    assert shown(svg(drawing(Bar("很" * 13, None, ""))))[0] == "很" * 11 + "…"


def test_on_a_page_a_drawing_is_as_wide_as_its_place() -> None:
    text = svg(drawing(Bar("甲", Fraction(1), "")))
    assert 'width="36em"' in text.split("\n")[0]
    assert inline(text) == text.replace('width="36em"', 'width="100%"', 1)


def test_fonts_are_named_by_whoever_prints() -> None:
    text = with_fonts(svg(drawing(Bar("甲", None, ""))), ["思源黑体", 'A"B'])
    assert ET.fromstring(text).get("font-family") == "'思源黑体', 'A\"B'"  # noqa: S314 - our own


@given(st.text(), st.text(), st.fractions(), st.none() | st.fractions())
def test_no_text_is_markup(name: str, value: str, share: Fraction, mark: Fraction | None) -> None:
    bar = Bar(name, share, value, name, value, mark)
    text = svg(Drawing("figure-x", name, value, (bar,), tracks=True, total=True))
    root = ET.fromstring(text)  # noqa: S314 - our own
    allowed = {SPACE + tag for tag in ("svg", "title", "desc", "text", "rect", "line")}
    assert {part.tag for part in root.iter()} <= allowed
    assert not re.search(r"\sstyle=|<style|<script|href|\son\w+=", re.sub(r">[^<]*<|\"[^\"]*\"", "", text))
    assert svg(Drawing("figure-x", name, value, (bar,), tracks=True, total=True)) == text


# Of a project --------------------------------------------------------------------------------------------------


def test_rates_show_the_published_figures_with_full_marks_and_the_recomputed_beside() -> None:
    chart = charts().of("得分率")
    assert chart is not None
    texts = shown(chart.svg)
    assert texts[:4] == ["决策", "96.63%", "7.73/8分", "≠复算6.73分，得分率84.13%（竖线处）"]
    assert texts[-4:] == ["总分", "91.73%", "91.73/100分", "≠复算87.73分，得分率87.73%（竖线处）"]
    assert "决策得7.73分，满分8分，得分率96.63%，复算6.73分、84.13%；" in alternative(chart.svg)
    assert rows(chart.data)[:2] == [
        ["部分", "满分", "公布得分", "得分率", "复算得分"],
        ["决策", "8", "7.73", "96.63%", "6.73"],
    ]


def test_funds_are_drawn_to_one_scale() -> None:
    chart = charts().of("资金")
    assert chart is not None
    assert [r.get("width") for r in parts(chart.svg, "rect")] == ["100%", "99.89%", "24.13%", "22.82%"]
    assert shown(chart.svg) == [
        "年初预算", "1,320万元", "全年预算", "1,318.5万元", "到位", "318.5万元", "支出", "301.2万元", "预算执行率94.57%",
    ]  # fmt: skip
    assert rows(chart.data) == [
        ["项目", "金额（万元）"],
        ["年初预算", "1,320"],
        ["全年预算", "1,318.5"],
        ["到位", "318.5"],
        ["支出", "301.2"],
        ["预算执行率", "94.57%"],
    ]


def test_amounts_that_are_not_stated_say_so() -> None:
    chart = charts(资金=FUNDS | {"年初预算": "未载明", "到位": "未载明"}).of("资金")
    assert chart is not None
    assert shown(chart.svg)[:2] == ["年初预算", "未载明"]
    assert chart.svg.count("stroke-dasharray") == 2


def test_a_published_execution_rate_that_differs_is_marked() -> None:
    chart = charts(公布=PUBLISHED | {"执行率": "96%"}).of("资金")
    assert chart is not None
    assert "预算执行率96%（≠复算94.57%）" in shown(chart.svg)


@pytest.mark.parametrize("amount", ["未载明", "0"])
def test_without_any_amount_there_is_no_chart(amount: str) -> None:
    nothing = {"年初预算": amount, "全年预算": amount, "到位": amount, "支出": amount}
    assert charts(资金=nothing).of("资金") is None


# In a report ---------------------------------------------------------------------------------------------------


def test_a_chart_stands_numbered_and_points_to_the_table_of_its_figures() -> None:
    text = told("# 章\n\n见{{ 引用.图得分率 }}。\n\n{{ 图.得分率 }}\n\n{{ 表.得分汇总 }}")
    assert "见[图1-1](#figure-rates)。" in text
    assert (
        '<figure class="chart" id="figure-rates" data-figure="rates">\n'
        '<figcaption>图1-1　各部分得分率（数据见<a href="#table-sections">表1-1</a>）</figcaption>\n</figure>'
    ) in text


def test_without_that_table_a_chart_brings_its_own() -> None:
    text = told("# 章\n\n文\n\n# 章\n\n{{ 图.得分率 }}\n\n{{ 图.资金 }}")
    assert "<figcaption>图2-1　各部分得分率</figcaption>" in text
    assert "<caption>图2-1的数据：各部分得分率</caption>" in text
    assert "<figcaption>图2-2　预算与支出</figcaption>" in text
    assert "<caption>图2-2的数据：预算与支出</caption>" in text
    assert '<th scope="row">支出</th><td class="n">301.2</td>' in text


def test_the_document_carries_the_drawings() -> None:
    document, faults = report("# 章\n\n{{ 图.资金 }}\n\n{{ 图.得分率 }}")
    assert faults == []
    assert [name for name, _ in document.figures] == ["funds", "rates"]
    assert all(text.startswith("<svg ") for _, text in document.figures)
    assert "<svg" not in document.markdown
    assert report("# 章\n\n文")[0].figures == ()


def test_a_chart_of_nothing_is_a_fault() -> None:
    nothing = {"年初预算": "未载明", "全年预算": "未载明", "到位": "未载明", "支出": "未载明"}
    document, faults = report("# 章\n\n{{ 图.资金 }}", sample(资金=nothing))
    assert [(f.line, f.column, f.kind.code) for f in faults] == [(3, 1, "R101")]
    assert document.figures == ()


def test_a_chart_that_stands_twice_has_one_id() -> None:
    text = chapters(report("# 章\n\n{{ 图.资金 }}\n\n{{ 图.资金 }}")[0])
    assert text.count('id="figure-funds"') == 1
    assert "图1-2　预算与支出" in text


def test_pictures_are_counted_with_the_charts() -> None:
    text = told(
        '# 章\n\n![三个框](a.png "平台结构")\n\n{{ 图.资金 }}\n\n见{{ 引用["图平台结构"] }}、{{ 引用.图资金 }}。'
    )
    assert '<figure class="picture" id="figure-1-1" data-figure="figure-1-1">' in text
    assert "<figcaption>图1-1　平台结构</figcaption>" in text
    assert "见[图1-1](#figure-1-1)、[图1-2](#figure-funds)。" in text


def test_a_picture_named_like_a_chart_is_not_taken_for_it() -> None:
    assert "见[图1-1](#figure-1-1)。" in told("# 章\n\n![资金](a.png)\n\n见{{ 引用.图资金 }}。")


def test_captions_hold_figures_of_the_project() -> None:
    text = told("# 章\n\n![{{ 项目.年度 }}年<b>首页](a.png)")
    assert "<figcaption>图1-1　2024年&lt;b&gt;首页</figcaption>" in text


# Real projects -------------------------------------------------------------------------------------------------


def test_where_nothing_differs_no_chart_speaks_of_recomputing() -> None:
    assert not any("复算" in text for _, text in assembled("2024/shen-ping-an")[0].figures)
    assert any("复算" in text for _, text in assembled("2020/gusu-gongan")[0].figures)


@pytest.mark.parametrize("identifier", IDS)
def test_every_report_shows_its_rates_and_funds(identifier: str) -> None:
    document = assembled(identifier)[0]
    assert sorted(name for name, _ in document.figures) == ["funds", "rates"]
    for name, text in document.figures:
        assert f'data-figure="{name}"' in document.markdown
        ET.fromstring(text)  # noqa: S314 - our own
    ids = [found for _, text in document.figures for found in re.findall(r' id="([^"]+)"', text)]
    assert len(ids) == len(set(ids))
