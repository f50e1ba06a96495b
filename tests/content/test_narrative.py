"""report.md as read: headings, placeholders, and every fault at its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import narrative_markdown, narrative_names, narrative_placeholders
from generator.content.narrative import KINDS, Narrative, read_narrative
from generator.content.narrative_placeholders import MAX_PLACEHOLDERS
from generator.content.narrative_tree import (
    Emphasis,
    Listing,
    Paragraph,
    Picture,
    TableMark,
    Title,
    plain_text,
)
from generator.findings import Finding, Severity

FILE = "content/projects/2024/a/report.md"
CLEAN = "# 基本情况\n\n"


def read(text: str) -> Narrative:
    return read_narrative(text, FILE)


def only(text: str, code: str) -> Finding:
    """The one finding of a text, which is of the given kind."""
    findings = [f for f in read(text).findings if f.severity is Severity.ERROR or f.code == code]
    assert [f.code for f in findings] == [code], findings
    return findings[0]


def at(finding: Finding) -> tuple[int, int]:
    assert finding.place.file == FILE
    return finding.place.line, finding.place.column


# Sound narratives ----------------------------------------------------------------------------------------------

SOUND = """\
# 基本情况

## 项目概况

{{ 单位.主管部门 }}用{{ 资金.支出 }}建设，见{{ 引用.资金 }}[^a]。

{{ 表.资金 }}

- 甲
- 乙
    - 丙

1. 一
2. 二

> 引文

| 列 | 值 |
|----|---:|
| 甲 | 1 |

[^a]: 脚注，**加粗**，[链接](https://example.org/a?b=1&c=2)。

# 结论

得{{ 得分["预算执行率"] }}分，{{ 指标["预算执行率"].完成值 }}。
"""


def test_a_sound_narrative_has_headings_and_no_findings() -> None:
    narrative = read(SOUND.replace("1. 一\n2. 二\n\n", ""))
    assert narrative.findings == ()
    assert [(h.level, h.text, h.line) for h in narrative.headings] == [
        (1, "基本情况", 1),
        (2, "项目概况", 3),
        (1, "结论", 21),
    ]
    assert [p.path for p in narrative.placeholders][-2:] == [
        ("得分", "预算执行率"),
        ("指标", "预算执行率", "完成值"),
    ]
    assert any(isinstance(b, TableMark) for b in narrative.blocks)


def test_headings_are_shown_as_typed() -> None:
    assert read("# {{ 项目.年度 }}年情况 ##\n\n正文").headings[0].text == "{{ 项目.年度 }}年情况"


def test_every_name_of_the_vocabulary_is_known() -> None:
    for root, fixed in narrative_names.FIXED.items():
        for name in fixed:
            alone = "" if root in ("表", "图") else "见"
            text = f"{CLEAN}{alone}{{{{ {root}.{name} }}}}\n\n"
            if root == "引用":
                text += f"{{{{ 图.{name[1:]} }}}}" if name.startswith("图") else f"{{{{ 表.{name} }}}}"
            assert read(text).findings == (), (root, name)
    for example in narrative_names.EXAMPLES.values():
        assert {f.code for f in read(CLEAN + example).findings} <= {"R018"}


def test_bold_works_between_chinese_characters_and_punctuation() -> None:
    block = read(f"{CLEAN}**“粤平安”**建设，**要求：**按期").blocks[1]
    assert isinstance(block, Paragraph)
    assert [plain_text([p]) for p in block.content if isinstance(p, Emphasis)] == ["“粤平安”", "要求："]


def test_asterisks_between_figures_are_no_emphasis() -> None:
    block = read(f"{CLEAN}由7*24小时改为5*8小时").blocks[1]
    assert isinstance(block, Paragraph)
    assert plain_text(block.content) == "由7*24小时改为5*8小时"


def test_lists_may_be_set_in_by_two() -> None:
    block = read(f"{CLEAN}- 甲\n  - 乙\n- 丙").blocks[1]
    assert isinstance(block, Listing)
    assert [len(item) for item in block.items] == [2, 1]


def test_a_table_placeholder_ends_a_paragraph() -> None:
    blocks = read(f"{CLEAN}见下表：\n{{{{ 表.资金 }}}}\n后文").blocks
    assert [type(b) for b in blocks] == [Title, Paragraph, TableMark, Paragraph]


# Faults --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        # HTML
        ("# 章\n\n总分<b>91</b>", "R001", 3, 3),
        ("# 章\n\n文\n\n<div>块</div>", "R001", 5, 1),
        ("# 章\n\n文\n\n<!-- 注释 -->", "R001", 5, 1),
        ("# 章\n\n甲\n乙<br>", "R001", 4, 2),
        ("# 章\n\n> 甲\n> 乙<img src=x onerror=a>", "R001", 4, 4),
        ("# 章\n\n| 甲 | 乙<u>c</u> |\n|---|---|", "R001", 3, 8),
        # headings
        ("章\n===\n\n文", "R002", 2, 1),
        ("# 章\n\n一\n---", "R002", 4, 1),
        ("# 章\n\n### 节\n\n文", "R003", 3, 1),
        ("# 章\n\n## 二\n\n### 三\n\n#### 四\n\n##### 五\n\n文", "R004", 9, 1),
        ("# 章\n\n## 节\n", "R006", 3, 1),
        ("# 章\n\n# 节\n\n文", "R006", 1, 1),
        ("文\n\n# 章\n\n文", "R017", 1, 1),
        ("## 节\n\n文", "R017", 1, 1),
        ("# **章**\n\n文", "R021", 1, 1),
        ("# 章\n\n> # 节\n\n文", "R021", 3, 1),
        ("#\n\n文", "R021", 1, 1),
        # templates
        ("# 章\n\n甲{% if a %}乙{% endif %}", "R007", 3, 2),
        ("# 章\n\n甲{# 注释 #}", "R007", 3, 2),
        ("# 章\n\n{{ 资金.支出 | upper }}", "R007", 3, 1),
        ("# 章\n\n{{ 资金.支出() }}", "R007", 3, 1),
        ("# 章\n\n共{{ 资金.支出 + 1 }}", "R007", 3, 2),
        ("# 章\n\n{{ 资金.__class__ }}", "R007", 3, 1),
        ("# 章\n\n{{ 资金['_x'] }}", "R007", 3, 1),
        ("# 章\n\n{{ 资金[项目.名称] }}", "R007", 3, 1),
        ("# 章\n\n{{- 资金.支出 -}}", "R007", 3, 1),
        ("# 章\n\n{{ 资金.支出", "R008", 3, 1),
        ("# 章\n\n甲{{ 资金.支出\n}}", "R008", 3, 2),
        ("# 章\n\n{{ 得分[“预算执行率”] }}", "R008", 3, 1),
        ("# 章\n\n{{}}", "R008", 3, 1),
        ("# 章\n\n{{ 钱.支出 }}", "R009", 3, 1),
        ("# 章\n\n{{ 资金.实际 }}", "R009", 3, 1),
        ("# 章\n\n{{ 资金 }}", "R009", 3, 1),
        ('# 章\n\n{{ 指标["甲"].得分 }}', "R009", 3, 1),
        # tables
        ("# 章\n\n情况是{{ 表.资金 }}。", "R010", 3, 4),
        ("# 章\n\n- {{ 表.资金 }}", "R010", 3, 3),
        ("# 章\n\n| 甲 | {{ 表.资金 }} |\n|---|---|", "R010", 3, 7),
        ("# 章\n\n见{{ 引用.问题 }}", "R018", 3, 2),
        ("# 章\n\n{{ 表.资金 }}\n\n{{ 表.资金 }}", "R018", 5, 1),
        # figures
        ("# 章\n\n见{{ 图.资金 }}", "R010", 3, 2),
        ("# 章\n\n{{ 图.趋势 }}", "R009", 3, 1),
        ("# 章\n\n{{ 图.资金 }}\n\n{{ 图.资金 }}", "R018", 5, 1),
        ("# 章\n\n{{ 表.资金 }}\n\n见{{ 引用.图资金 }}", "R018", 5, 2),
        ("# 章\n\n{{ 图.资金 }}\n\n见{{ 引用.资金 }}", "R018", 5, 2),
        ('# 章\n\n见{{ 引用["图平台"] }}', "R018", 3, 2),
        ("# 章\n\n![甲](a.png)\n\n![甲](b.png)", "R018", 5, 1),
        # links and images
        ("# 章\n\n甲[乙](javascript:alert(1))", "R011", 3, 2),
        ("# 章\n\n[乙](JaVaScRiPt:alert(1))", "R011", 3, 1),
        ("# 章\n\n[乙](javascript&#58;alert(1))", "R011", 3, 1),
        ("# 章\n\n[乙](java%0ascript:alert(1))", "R011", 3, 1),
        ("# 章\n\n[乙](data:text/html,x)", "R011", 3, 1),
        ("# 章\n\n[乙](file:///etc/passwd)", "R011", 3, 1),
        ("# 章\n\n[乙](//example.org)", "R011", 3, 1),
        ("# 章\n\n[乙](../../a.pdf)", "R011", 3, 1),
        ("# 章\n\n[乙](%2e%2e/a.pdf)", "R011", 3, 1),
        ("# 章\n\n<javascript:alert>", "R011", 3, 1),
        ("# 章\n\n![图](https://example.org/a.png)", "R012", 3, 1),
        ("# 章\n\n![图](/a.png)", "R012", 3, 1),
        ("# 章\n\n![图](../a.png)", "R012", 3, 1),
        ("# 章\n\n![图](data:image/png;base64,AA)", "R012", 3, 1),
        ("# 章\n\n文![](figures/a.png)", "R012", 3, 2),
        ("# 章\n\n![](figures/a.png)", "R012", 3, 1),
        ("# 章\n\n文![甲](figures/a.png)", "R012", 3, 2),
        ("# 章\n\n![甲](figures/a.png)\n文", "R012", 3, 1),
        ("# 章\n\n- 项\n\n    ![甲](figures/a.png)", "R012", 5, 5),
        ("# 章\n\n| ![甲](figures/a.png) |\n|---|", "R012", 3, 3),
        ("# 章\n\n[![甲](figures/a.png)](figures/a.png)", "R012", 3, 2),
        ("# 章\n\n![图1 甲](figures/a.png)", "R005", 3, 1),
        # nesting
        ("# 章\n\n" + "> " * 9 + "深", "R014", 3, 1),
        # dialects
        ("# 章\n\n甲{: .red}", "R015", 3, 2),
        ("# 章\n\n甲 {#id}", "R015", 3, 3),
        ("# 章 {#id}\n\n文", "R015", 1, 5),
        ("# 章\n\n`a`{=html}", "R015", 3, 4),
        ("# 章\n\n[甲]{.red}", "R015", 3, 4),
        ("# 章\n\n::: 提示\n甲\n:::", "R015", 3, 1),
        ("# 章\n\n~~~\n甲\n~~~", "R015", 3, 1),
        ("# 章\n\n甲\n:   解释", "R015", 4, 1),
        ("# 章\n\n~~删~~", "R015", 3, 1),
        ("# 章\n\n!!! note", "R015", 3, 1),
        ("# 章\n\n[TOC]", "R015", 3, 1),
        ("# 章\n\n甲^[注]", "R015", 3, 2),
        ('# 章\n\n[甲](https://a.b "提示")', "R015", 3, 1),
        ("# 章\n\n- | 甲 | 乙 |\n  |---|---|\n", "R023", 3, 1),
        ("# 章\n\n    代码", "R022", 3, 1),
        ("# 章\n\n```\n代码\n```", "R022", 3, 1),
        # footnotes
        ("# 章\n\n甲[^1]", "R016", 3, 2),
        ("# 章\n\n甲\n\n[^1]: 注", "R016", 5, 1),
        ("# 章\n\n甲[^1]乙[^1]\n\n[^1]: 注", "R016", 3, 7),
        ("# 章\n\n甲[^1]\n\n[^1]: 注\n\n[^1]: 又", "R016", 7, 1),
        # the rest
        ("# 章\n\n甲\u200b乙", "R019", 3, 2),
        ("# 章\n\n甲\ufdd0", "R019", 3, 2),
        ("# 章\n\n3. 甲", "R023", 3, 1),
        ("# 章\n\n- 甲\n\n1. 乙", "R023", 5, 1),
        ("# 章\n\n- - 甲", "R023", 3, 1),
        ("# 章\n\n甲** 乙 **丙", "R020", 3, 2),
    ],
)
def test_each_fault_is_found_at_its_place(text: str, code: str, line: int, column: int) -> None:
    findings = [f for f in read(text).findings if f.code == code]
    assert findings, read(text).findings
    assert at(findings[0]) == (line, column), findings
    assert findings[0].hint


@pytest.mark.parametrize(
    "title",
    [
        "一、基本情况", "十二、情况", "（一）概况", "(一) 概况", "1. 背景", "1.背景", "1、背景", "1.2 背景", "1.2.3 背景",
        "（1）背景", "(1)背景", "1）背景", "①背景", "第一章 概况", "第2部分 概况", "表1-1 资金", "表3 得分", "附件1 评分表",
        "图2-1 构成",
    ],
)  # fmt: skip
def test_numbers_typed_in_headings_are_found(title: str) -> None:
    finding = only(f"# {title}\n\n文", "R005")
    assert finding.place.line == 1
    assert finding.place.column == 3
    assert title.startswith(finding.found)


@pytest.mark.parametrize(
    "title",
    [
        "2024年工作",
        "12345热线运行情况",
        "1.5亿元资金的使用",
        "一体化平台",
        "三个系统",
        "表扬与批评",
        "第三方评价",
        "一网统管",
        "图书采购",
    ],
)
def test_figures_that_are_no_numbers_may_stand_in_headings(title: str) -> None:
    assert read(f"# {title}\n\n文").findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "# 章\n\n[甲](https://example.org)、[乙](attachments/清单.pdf)、[丙](mailto:a@example.org)、[丁](#annex-1)",
        "# 章\n\n![图](figures/结构.png)",
        '# 章\n\n见{{ 引用["图平台结构"] }}。\n\n![三个框](figures/a.png "平台结构")',
        "# 章\n\n见{{ 引用.图得分率 }}。\n\n{{ 图.得分率 }}",
        "# 章\n\n价格$5，又$6",
        "# 章\n\n`{: .x}`、`$x$`、\\*\\*星\\*\\*",
        "# 章\n\n比例90%~100%，又80%~90%",
        "# 章\n\n甲\n\n---\n\n乙",
        "# 章\n\n甲  \n乙",
        "# 章\r\n\r\n甲\r\n",
        "\ufeff# 章\n\n甲",
    ],
)
def test_what_both_parsers_read_alike_is_no_fault(text: str) -> None:
    assert read(text).findings == ()


def test_unknown_names_come_with_those_that_may_be_meant() -> None:
    assert "支出" in only("# 章\n\n{{ 资金.支出数 }}", "R009").expected
    assert "得分" in only("# 章\n\n{{ 的分.总分 }}", "R009").expected


def test_a_figure_that_is_not_there_comes_with_those_that_may_be_meant() -> None:
    text = '# 章\n\n![平台结构](a.png)\n\n见{{ 引用["图平台结够"] }}'
    assert only(text, "R018").expected == "图平台结构"
    assert only("# 章\n\n见{{ 引用.图得分绿 }}", "R018").expected == "图得分率"
    assert only("# 章\n\n见{{ 引用.图资金 }}", "R018").expected == "{{ 图.资金 }}"


def test_a_picture_has_text_alternative_and_caption() -> None:
    blocks = read('# 章\n\n![三个\n框](figures/%E7%BB%93.png "平台结构")\n\n![首页](<b c.png>)').blocks
    assert [b for b in blocks if isinstance(b, Picture)] == [
        Picture("figures/%E7%BB%93.png", "三个框", "平台结构", 3, 1),
        Picture("b%20c.png", "首页", "首页", 6, 1),
    ]


def test_full_width_signs_are_named() -> None:
    assert "“" in only("# 章\n\n{{ 得分[“甲”] }}", "R008").message


# Bounds --------------------------------------------------------------------------------------------------------


def test_too_large_narratives_are_refused() -> None:
    assert [f.code for f in read("甲" * 400_000).findings] == ["R013"]
    assert [f.code for f in read("\n" * 30_000).findings] == ["R013"]
    assert "R013" in {f.code for f in read("# 章\n\n" + "甲" * 10_001).findings}
    many = read("# 章\n\n" + "{{ 项目.名称 }}\n" * (MAX_PLACEHOLDERS + 1))
    assert "R013" in {f.code for f in many.findings}


def test_findings_are_limited() -> None:
    findings = read("# 章\n\n" + "<b>\n\n" * 500).findings
    assert len(findings) == 201
    assert "R024" in {f.code for f in findings}


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, "{{" * 200_000, ">" * 200_000, "*a **b " * 50_000, "- a\n" * 15_000, "`" * 200_000, "<!--" * 50_000,
     ("==a " * 2000 + "\n\n") * 20, "{{" + "(" * 290 + "}}", '{{"' * 100_000],
)  # fmt: skip
def test_hostile_text_takes_bounded_time(text: str) -> None:
    read(text)


SIGNS = st.sampled_from(
    ["# ", "## ", "{{ ", " }}", "{%", "{#", "资金.支出", "表.资金", '得分["', '"]', "[^1]", "[^1]: ", "**", "*", "_", "`", "```",
     "~~~", "<b>", "<!--", "-->", "[", "](", ")", "![", "> ", "- ", "1. ", "|", "|---|", "\n", "\n\n", "    ", "\t", "甲", "a",
     "\\", "&#42;", "\x00", "\ufdd0", "\ufde0", "\ufdd1", "\ud800", "$x$", ":::", "\r\n", "\u2028"]
)  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(st.text(max_size=300), st.lists(SIGNS, max_size=60).map("".join)))
def test_no_text_raises_and_every_place_is_inside(text: str) -> None:
    narrative = read(text)
    lines = narrative.source.split("\n")
    for finding in narrative.findings:
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1, finding
    assert read(text) == narrative


@given(st.lists(SIGNS, max_size=40).map("".join))
def test_short_cuts_read_the_same(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        short = read(text)
        patch.setattr(narrative_placeholders, "_PLAIN", re.compile("(?!)"))
        patch.setattr(narrative_markdown, "_MARKUP", re.compile(""))
        assert read(text) == short


# Kinds ---------------------------------------------------------------------------------------------------------


def test_kinds_are_complete_and_their_examples_true() -> None:
    assert len({k.code for k in KINDS}) == len(KINDS)
    for kind in KINDS:
        assert kind.title, kind.code
        assert kind.explanation, kind.code
        assert kind.mend, kind.code
        lead = "" if kind.wrong.startswith("#") or kind.code in ("R002", "R017") else CLEAN
        if kind.wrong:
            assert kind.code in {f.code for f in read(lead + kind.wrong).findings}, kind.code
        if kind.right:
            lead = (
                ""
                if kind.right.startswith("# ")
                else CLEAN + ("## 二\n\n### 三\n\n" if kind.code == "R004" else "")
            )
            findings = {f.code for f in read(lead + kind.right + "\n\n文\n").findings}
            assert kind.code not in findings, kind.code
