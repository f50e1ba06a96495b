"""The Markdown of a report: both parsers read it alike, and no text of an author becomes markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.project import Project
from generator.report.markdown import escape, paragraph, whole
from tests.report.reading import in_document, on_page, page_html
from tests.report.samples import chapters, report, sample, told

HOSTILE = [
    "*星*", "**粗**", "_下_", "__x__", "a_b_c", "<b>粗</b>", "<script>alert(1)</script>", "a|b", "`码`", "``", "[x](javascript:alert(1))",
    "![x](a.png)", "[^1]", "[^1]: x", "{{ 得分.总分 }}", "{% if %}", "{: .x}", "{#id}", "`x`{=html}", "# 题", "## 题 ##", "- 项", "+ 项",
    "1. 项", "1) 项", "> 引", "~~~", "```", "~~删~~", "$x$", ":::", ": 定义", "&amp;", "&lt;b&gt;", "&", "<", ">", "\\", "\\*", "a\\",
    "---", "***", "===", "| a | b |", "|---|---|", "!!! note", "[TOC]", "*[HTML]: x", "http://a.b/c_d_e", "<http://a.b>", "@x", "%x", "--",
    "…", "“引”", "'q'", '"q"', "a  b", "©", "　缩进", "1.5%", "2024. 甲", "(1) 甲", "^[x]", "==x==", "++x++", "H~2~O", ":smile:", "\\newpage",
    "<!-- c -->", "]]>", "<?php", "&#42;x&#42;", "[a][b]", "[a]: b",
]  # fmt: skip


def shown(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_paragraph_shows_just_its_text_to_both_parsers(text: str) -> None:
    markdown = f"前\n\n{paragraph(text)}\n\n{paragraph('后' + text)}\n"
    expected = ["前", shown(text), shown("后" + text)]
    assert on_page(markdown) == expected
    assert in_document(markdown) == expected


def judged(text: str, project: Project) -> list[str]:
    """The blocks of a report that both parsers show alike, and that hold nothing of an author as code."""
    document, faults = report(text, project)
    assert faults == []
    page = on_page(document.markdown)
    assert page == in_document(document.markdown)
    html = page_html(document.markdown)
    assert "<script" not in html
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)
    return page


def test_text_of_the_project_never_becomes_markup_in_tables_and_lists() -> None:
    names = [f"{text}{n}" for n, text in enumerate(HOSTILE)]
    project = sample(
        绩效目标={"预期目标": HOSTILE[0], "实际完成情况": HOSTILE[1], "目标表": [
            {"一级": t, "二级": t, "三级": t, "指标值": "合规", "完成值": "合规"} for t in names]},
        差异说明=[{"对象": [t], "说明": t} for t in HOSTILE],
        问题=[{"编号": t, "描述": t, "原因": t, "建议": t} for t in HOSTILE],
    )  # fmt: skip
    page = judged("# 章\n\n{{ 表.绩效目标 }}\n\n{{ 表.问题 }}\n", project)
    for text in names:
        assert page.count(shown(text)) >= 3, text
    for text in HOSTILE:
        assert f"<b>{shown(text)}</>：{shown(text)}" in page, text
        assert page.count(shown(text)) >= 6, text


@pytest.mark.parametrize(
    "text", ["*星*|", "<b>粗</b>", "[x](javascript:alert(1))", "甲{: .x}", "`码`", "{{ 得分.总分 }}", "1. 项"]
)
def test_text_of_the_project_never_becomes_markup_in_the_narrative(text: str) -> None:
    name = f"甲{text}乙"
    project = sample(
        项目={"名称": name, "年度": "2024", "评价类型": "部门评价", "规则集": "test", "状态": "草稿", "内容概述": text,
            "性质": "转录示例"},
        转录={"原报告": name, "说明": text},
        单位={"主管部门": name, "实施单位": text},
    )  # fmt: skip
    page = judged(
        "# {{ 项目.名称 }}\n\n**{{ 单位.实施单位 }}**和{{ 项目.名称 }}\n\n- {{ 单位.实施单位 }}\n\n"
        "| {{ 单位.实施单位 }} | b |\n|---|---|\n| {{ 项目.名称 }} | `{{ 单位.实施单位 }}` |\n",
        project,
    )
    assert f"一、{name}" in page
    assert f"<b>{text}</>和{name}" in page
    assert page.count(text) >= 3


def test_line_feeds_in_values_do_not_end_a_paragraph() -> None:
    project = sample(单位={"主管部门": "甲\n\n# 乙\n- 丙", "实施单位": "丁"})
    assert (
        told("# 章\n\n部门是{{ 单位.主管部门 }}。", project) == "# 一、章 {#s1}\n\n部门是甲 \\# 乙 - 丙。\n"
    )


def test_a_placeholder_in_a_value_stays_text() -> None:
    project = sample(单位={"主管部门": "{{ 得分.总分 }}", "实施单位": "丁"})
    assert "\\{\\{ 得分.总分 \\}\\}" in told("# 章\n\n{{ 单位.主管部门 }}", project)


def test_escape_drops_what_cannot_be_shown() -> None:
    assert escape("甲\x00\u202e乙\ufdd0\n丙\u2028丁") == "甲乙 丙 丁"
    assert whole("1. 甲") == "1\\. 甲"
    assert whole("- 甲") == "\\- 甲"
    assert whole("1.5倍") == "1.5倍"


# Narratives ----------------------------------------------------------------------------------------------------

CORPUS = """\
# 章

**“粤平安”**建设，*重点*，***又粗又斜***，**粗*斜*粗**，`代 码`，a_b_c，7*24小时、7*24小时。
第二行English
word，行末换行  \n下一行\\
再下一行。

- 甲
- 乙，有两段

  第二段
- 丙
  - 子一
  - 子二
    1. 孙一
    2. 孙二

说明：
1. 一
2. 二
   > 引文
3. 三
4. 四
5. 五
6. 六
7. 七
8. 八
9. 九
10. 十
    - 十之子

> 引文第一段
> 续行
>
> - 引文中的列表
> > 引中引

| 左 | 中 | 右 |
|:---|:--:|---:|
| **粗** | a\\|b | 1 |
| [链](https://example.org/a_b(c)?x=1&y=2) | | 2[^t] |

---

2024\\. 不是列表[^1]。<https://example.org/x_y>，[文字](https://example.org "")，&copy; &lt;b&gt; \\*星\\* \\# \\<

[^1]: 脚注*斜*一。
[^t]: 表中的脚注，
    第二行。
"""


def test_a_narrative_with_everything_reads_the_same() -> None:
    markdown = told(CORPUS)
    page = on_page(markdown)
    assert page == in_document(markdown)
    assert "<b>“粤平安”</>建设，<i>重点</>，" in page[1]
    assert "7*24小时、7*24小时。第二行English word，行末换行 / 下一行 / 再下一行。" in page[1]
    assert "又粗又斜" in page[1]
    assert page[page.index("子一") : page.index("子一") + 4] == ["子一", "子二", "孙一", "孙二"]
    assert "a|b" in page
    assert "© <b> *星* # <" in page[-3]


FRAGMENTS = st.sampled_from(
    ["**“甲”**乙", "*重点*", "***粗斜***", "**粗*斜*粗**", "`a|b`", "`` ` ``", "a_b_c", "_下_", "\\*", "\\\\", "a\\", "&amp;copy;", "&#42;x",
     "1. ", "2024. ", "- ", "+ ", "> ", "# ", "## ", "\n", "\n\n", "\n\n", "    ", "  - ", "1) ", "[链](https://a.b/c_(d)?x=1&y=2)",
     "<https://e.f/g_h>", "{{ 项目.名称 }}", "{{ 得分.总分 }}", "  \n", "甲", "甲\n乙", "a\nb", "[^1]", "---", "~~~", "~~删~~", ":::", "$x$",
     "!", "[x]", "[x]: y", "^[n]", "==h==", ": 定", "@a", "%t", "(1)", '"', "'", "|", "||", "|a|b|\n|---|:-:|\n|1|**c**|\n", "…", "。", " ",
     "<b>x</b>", "<!-- c -->", "<div>", "```\nx\n```", "=====", "*", "**", "_", "[", "]", "!!! n", "[TOC]", "*[H]: x", "http://a.b", "\t", "&nbsp;"]
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(FRAGMENTS, max_size=25))
def test_whatever_an_author_types_reads_the_same(fragments: list[str]) -> None:
    """Also of narratives with errors, which are only ever previewed."""
    document, _ = report("# 章\n\n" + "".join(fragments) + "\n\n[^1]: 注*解*\n")
    markdown = chapters(document)
    assert on_page(markdown) == in_document(markdown)


def test_both_parsers_show_the_same_formulas() -> None:
    text = (
        "# 章\n\n$a<b$ 在前，$\\frac{x_1}{2}$ 不成。\n\n"
        "$$S=\\begin{cases}[a](b) & c|d \\\\ 0 & \\{\\text{<b>_甲_*乙*`丙`&amp;#x}\\}\\end{cases}$$\n\n"
        "- 项 $\\sqrt{x}$\n\n| 甲 | $\\frac{1}{2}$ |\n|---|---|\n| $x^2$ | 乙[^1] |\n\n[^1]: 注 $y$。\n"
    )
    page = judged(text, sample())
    first = page.index("a<b 在前，x12 不成。")
    assert page[first + 1] == "S={[a](b)c|d0{<b>_甲_*乙*`丙`&amp;#x}"
    assert {"项 x", "12", "x2"} <= set(page)
