"""Headings go down one level, tables get regions, code is left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import markdown
import pytest

from generator.content.images import ImageFile
from generator.report.charts import inline
from generator.report.document import Document, PlacedPicture
from generator.site.body import drawn, page_body
from tests.report.samples import report

TABLE = """\
<table class="score" id="t-1" data-widths="30 20 20 30">
<caption>表3-1　得分“汇总”<br>（a &lt; b）</caption>
<tbody>
<tr><td># 不是标题</td></tr>
</tbody>
</table>"""


@pytest.mark.parametrize(
    ("line", "shifted"),
    [
        ("# 一、基本情况 {#s1}", "## 一、基本情况 {#s1}"),
        ("## 附件1 {#annex-1 .annex .landscape}", "### 附件1 {#annex-1 .annex .landscape}"),
        ("##### 五级", "###### 五级"),
        ("###### 六级", "###### 六级"),
        ("#没有空格", "#没有空格"),
        ("正文 # 井号", "正文 # 井号"),
        ("    # 缩进的代码", "    # 缩进的代码"),
    ],
)
def test_headings_go_down_one_level(line: str, shifted: str) -> None:
    assert page_body(f"{line}\n") == f"{shifted}\n"


@pytest.mark.parametrize("fence", ["```", "~~~", "````", "``` python"])
def test_code_is_left_alone(fence: str) -> None:
    mark = fence.split(maxsplit=1)[0]
    code = f"{fence}\n# 注释\n<table>\n{mark}\n"
    assert page_body(f"{code}\n# 标题\n") == f"{code}\n## 标题\n"


def test_a_shorter_or_other_fence_does_not_end_code() -> None:
    code = "````\n```\n~~~~\n# 注释\n````\n"
    assert page_body(code) == code


def test_a_table_gets_a_region_named_after_its_caption() -> None:
    body = page_body(f"前\n\n{TABLE}\n\n# 后\n")
    opening = (
        '<div class="report-table" role="region" tabindex="0" aria-label="表3-1　得分“汇总”（a &lt; b）">'
    )
    assert opening in body
    assert "<td># 不是标题</td>" in body
    assert body.endswith("</table>\n</div>\n\n## 后\n")


def test_widths_become_classes_behind_the_caption() -> None:
    columns = '<col class="w-30"><col class="w-20"><col class="w-20"><col class="w-30">'
    assert f"</caption>\n<colgroup>{columns}</colgroup>" in page_body(TABLE)


def test_a_table_without_caption_or_widths() -> None:
    body = page_body('<table class="x"><tr><td>1</td></tr></table>\n')
    assert 'aria-label="表格"' in body
    assert "colgroup" not in body


@pytest.mark.parametrize(
    ("columns", "classes"),
    [
        (4, "report-table"),
        (5, "report-table report-table--wide"),
        (11, "report-table report-table--wide report-table--wider report-table--widest"),
    ],
)
def test_tables_of_many_columns_are_marked(columns: int, classes: str) -> None:
    assert f'<div class="{classes}" ' in page_body(TABLE.replace("30 20 20 30", " ".join("1" * columns)))


OPENING = """\
<div class="notice">
<p>本报告为转录示例。</p>
</div>

# 内容概述 {#summary .unnumbered}

概述。

<table class="headline" id="table-headline" data-widths="1 1">
<tbody><tr><td>1</td><td>2</td></tr></tbody>
</table>

"""


def test_the_opening_is_left_to_the_head_of_the_page() -> None:
    assert page_body(f"{OPENING}# 一、基本情况 {{#s1}}\n") == "## 一、基本情况 {#s1}\n"
    assert page_body(OPENING) == "\n"


def test_without_an_opening_nothing_is_left_out() -> None:
    assert page_body("正文。\n\n# 内容概述 {#s1}\n") == "正文。\n\n## 内容概述 {#s1}\n"


def test_every_paragraph_has_an_id_of_its_section() -> None:
    text = "## （一）概况 {#s1-1}\n\n甲\n乙\n\n- 项\n\n<strong>丙</strong>：文\n\n1. 项\n\n<table>\n</table>\n\n2024年丁\n"
    shown = page_body(text)
    for paragraph in (
        "甲\n乙\n{: #s1-1-p1 }",
        "<strong>丙</strong>：文\n{: #s1-1-p2 }",
        "2024年丁\n{: #s1-1-p3 }",
    ):
        assert f"\n{paragraph}\n" in shown
    assert shown.count("{: #") == 3
    html = markdown.markdown(shown, extensions=["attr_list", "sane_lists"])
    assert '<p id="s1-1-p1">甲' in html
    assert "{:" not in html


def test_the_calculations_are_left_to_the_table_of_scores() -> None:
    text = "# 附件2　得分计算过程 {#annex-2 .annex}\n\n## 甲 {#step-1}\n\n得5分。\n\n# 附件3　差异 {#annex-3 .annex}\n"
    shown = page_body(text)
    assert "得5分" not in shown
    assert "[逐项得分](#scores)" in shown
    assert "## 附件3　差异" in shown


# Figures -------------------------------------------------------------------------------------------------------

CHART = '<figure class="chart" id="figure-x" data-figure="x">\n<figcaption>图1-1　甲</figcaption>\n</figure>'


def document(**changes: Any) -> Document:
    return replace(report("# 章\n\n文")[0], **changes)


def test_a_chart_is_drawn_above_its_caption_as_wide_as_its_place() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="36em" height="3em"></svg>'
    figures = drawn(document(figures=(("x", svg),)))
    assert (
        page_body(CHART + "\n\n# 后\n", figures)
        == CHART.replace(
            "\n<figcaption>",
            '\n<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="3em"></svg>\n<figcaption>',
        )
        + "\n\n## 后\n"
    )


def test_a_picture_opens_at_its_full_size() -> None:
    file = ImageFile("figures/首 页&.png", Path("x"), "", 30, 20)
    figures = drawn(document(pictures=(PlacedPicture("figure-1-1", file, '三个"框'),)))
    address = "figures/%E9%A6%96%20%E9%A1%B5%26.png"
    assert figures["figure-1-1"] == (
        f'\n<a href="{address}"><img src="{address}" alt="三个&quot;框" width="30" height="20"></a>'
    )
    text = CHART.replace('"chart"', '"picture"').replace('="x"', '="figure-1-1"')
    assert f'data-figure="figure-1-1">{figures["figure-1-1"]}\n<figcaption>' in page_body(text, figures)


def test_an_unknown_figure_keeps_its_caption() -> None:
    assert page_body(CHART) == CHART + "\n"


def test_python_markdown_leaves_a_drawing_alone() -> None:
    made = report("# 章\n\n{{ 图.得分率 }}\n\n# 后\n\n文")[0]
    html = markdown.markdown(page_body(made.markdown, drawn(made)), extensions=["attr_list", "tables", "toc"])
    (_, svg), *_ = made.figures
    assert inline(svg) in html
    assert '<h2 id="s2">二、后</h2>' in html
