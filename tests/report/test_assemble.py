"""The document of a project: order, numbers, references, annexes, faults."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest

from generator.content import narrative_names
from generator.content.narrative import read_narrative
from generator.report.assemble import KINDS
from generator.scoring import score_project
from tests.report.reading import in_document, on_page
from tests.report.samples import FUNDS, NARRATIVE, OBJECTIVE, PUBLISHED, figures, report, sample, told
from tests.support import rule_set

TRANSCRIBED = {
    "项目": {
        "名称": "平台", "年度": "2023", "评价类型": "单位自评", "规则集": "test", "状态": "已公开", "性质": "转录示例",
        "内容概述": "概述。", "评价期间": {"开始": "2023-01-01", "结束": "2023年11月30日"},
    },
    "转录": {"原报告": "2023年平台报告", "说明": "没有转录姓名。"},
}  # fmt: skip


def headings(markdown: str) -> list[tuple[str, str]]:
    """Text and attributes of every heading."""
    return re.findall(r"^(#+ .*?) \{(.*?)\}$", markdown, re.MULTILINE)


# Order and numbers ---------------------------------------------------------------------------------------------


def test_headings_are_numbered_as_text_with_ids() -> None:
    markdown = report()[0].markdown
    assert headings(markdown) == [
        ("# 内容概述", "#summary .unnumbered"),
        ("# 一、基本情况", "#s1"),
        ("## （一）项目概况", "#s1-1"),
        ("### 1. 目标", "#s1-1-1"),
        ("# 二、结论", "#s2"),
        ("## （一）问题", "#s2-1"),
        ("### 1. 细节", "#s2-1-1"),
        ("# 附件1　指标评分表", "#annex-1 .annex .landscape"),
        ("# 附件2　得分计算过程", "#annex-2 .annex"),
        ("## 决策（8分）", "#step-s1"),
        ("### 立项依据", "#step-1"),
        ("### 预算执行率", "#step-2"),
        ("## 产出（72分）", "#step-s2"),
        ("### 传感器", "#step-3"),
        ("### 合格率", "#step-4"),
        ("### 响应", "#step-5"),
        ("## 效益（10分）", "#step-s3"),
        ("### 提高效率", "#step-6"),
        ("# 附件3　公布结果与差异说明", "#annex-3 .annex"),
        ("## 公布得分与复算得分", "#differences"),
        ("## 差异说明", "#discrepancies"),
        ("# 附件4　问题与整改", "#annex-4 .annex .landscape"),
        ("# 附件5　项目支出绩效目标表", "#annex-5 .annex"),
    ]


def test_fourth_level_and_more_than_ten_chapters() -> None:
    text = (
        "".join(f"# 章{n}\n\n文\n\n" for n in range(21))
        + "## 节\n\n### 三\n\n#### 四\n\n文\n\n#### 五\n\n文\n"
    )
    found = headings(told(text))
    assert [h[0] for h in found[9:12]] == ["# 十、章9", "# 十一、章10", "# 十二、章11"]
    assert found[19][0] == "# 二十、章19"
    assert found[-2:] == [("#### （1）四", "#s21-1-1-1"), ("#### （2）五", "#s21-1-1-2")]


def test_tables_are_numbered_by_chapter_and_referred_to_both_ways() -> None:
    markdown = report()[0].markdown
    captions = re.findall(r"<caption>(表.*?)</caption>", markdown)
    assert captions == [
        "表1-1　资金投入和使用情况（单位：万元）",
        "表1-2　绩效目标及完成情况",
        "表2-1　各部分得分汇总",
        "表2-2　各项指标得分",
        "表2-3　存在的问题及建议",
    ]
    assert "见[表1-1](#table-funds)和[表2-1](#table-sections)[^1]。" in markdown


def test_every_link_inside_leads_somewhere_and_no_id_stands_twice() -> None:
    markdown = report()[0].markdown
    ids = re.findall(r'(?:\{#| id=")([^\s"}]+)', markdown)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'(?:\]\(#|href="#)([^)"]+)', markdown))
    assert targets
    assert targets <= set(ids)


def test_page_and_document_show_the_same() -> None:
    markdown = report(project=sample(**TRANSCRIBED))[0].markdown
    page = on_page(markdown)
    assert page == in_document(markdown)
    assert page[0].startswith("本报告为转录示例：依据已公开的《2023年平台报告》转录")
    assert page[-1] == "来源：台账。"


def test_the_same_input_gives_the_same_bytes() -> None:
    assert report() == report()


def test_annexes_without_content_are_left_out_and_the_others_move_up() -> None:
    document, _ = report(
        "# 章\n\n文",
        sample(差异说明=[], 公布=PUBLISHED | {"总分": "87.73", "分项": {}, "指标": {"合格率": "32"}}),
    )
    assert [h[0] for h in headings(document.markdown) if "附件" in h[0]] == [
        "# 附件1　指标评分表",
        "# 附件2　得分计算过程",
        "# 附件3　问题与整改",
        "# 附件4　项目支出绩效目标表",
    ]
    document, _ = report("# 章\n\n文", sample(问题=[], 绩效目标=OBJECTIVE | {"目标表": []}))
    assert "# 附件3　公布结果与差异说明" in document.markdown
    assert "附件4" not in document.markdown


# Values --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("placeholder", "shown"),
    [
        ("项目.名称", "城区排水泵站监测平台"),
        ("项目.年度", "2024"),
        ("项目.报告名称", "2024年城区排水泵站监测平台项目支出绩效评价报告"),
        ("单位.评价机构", "未载明"),
        ("资金.年初预算", "1,320万元"),
        ("资金.预算调整", "-1.50万元"),
        ("资金.支出", "301.2万元"),
        ("资金.执行率", "94.57%"),
        ("资金.到位率", "24.16%"),
        ("得分.总分", "91.73"),
        ("得分.等级", "优秀"),
        ("得分.决策", "7.73"),
        ("得分.效益", "9"),
        ('得分["立项依据"]', "3"),
        ('得分["响应"]', "不适用"),
        ("得分率.决策", "96.63%"),
        ('得分率["预算执行率"]', "94.60%"),
        ("得分率.总分", "91.73%"),
        ("权重.决策", "8"),
        ("权重.总分", "100"),
        ('权重["传感器"]', "40"),
        ("复算.总分", "87.73"),
        ("复算.等级", "优"),
        ("复算.决策", "6.73"),
        ('复算["立项依据"]', "2.00"),
        ('指标["传感器"].指标值', "≥312台"),
        ('指标["传感器"].完成值', "312台"),
        ('指标["传感器"].权重', "40"),
        ('"文字"', "文字"),
    ],
)
def test_placeholders_show_figures(placeholder: str, shown: str) -> None:
    text = told(f"# 章\n\n甲{{{{ {placeholder} }}}}乙")
    assert text == f"# 一、章 {{#s1}}\n\n甲{shown.replace('>', '&gt;')}乙\n"


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"到位": "未载明"}, "未载明"),
        ({"全年预算": "未载明"}, "24.13%"),
        ({"全年预算": "未载明", "年初预算": "0"}, "未载明"),
        ({"到位": "1318.5"}, "100.00%"),
        ({"到位": "13185000元"}, "100.00%"),
    ],
)
def test_the_receipt_rate(changes: dict[str, str], shown: str) -> None:
    assert f"是{shown}。" in told("# 章\n\n是{{ 资金.到位率 }}。", sample(资金=FUNDS | changes))


def test_amounts_of_another_unit_are_converted() -> None:
    project = sample(资金=FUNDS | {"支出": "72890元"})
    assert "7.289万元" in told("# 章\n\n{{ 资金.支出 }}", project)


def test_a_published_execution_rate_is_shown_verbatim() -> None:
    assert "是95%。" in told("# 章\n\n是{{ 资金.执行率 }}。", sample(公布=PUBLISHED | {"执行率": "95%"}))


def test_every_name_of_the_vocabulary_has_a_value_or_a_fault() -> None:
    for root in ("项目", "单位", "资金"):
        for name in narrative_names.FIXED[root]:
            report(f"# 章\n\n{{{{ {root}.{name} }}}}")


def test_soft_breaks_give_no_space_beside_chinese() -> None:
    assert told("# 章\n\n甲\n乙\n{{ 得分.总分 }}\n分\nab\ncd").endswith("\n\n甲乙91.73分ab cd\n")


# Faults --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ('甲{{ 得分["没有这个指标"] }}', 2, "总分"),
        ('{{ 得分["预算执行"] }}', 1, "预算执行率"),
        ("{{ 得分率.决算 }}", 1, "决策"),
        ('**粗**[链](https://a.cn){{ 指标["无"].指标值 }}', 0, "立项依据"),
        ("{{ 项目.编码 }}", 1, "编码"),
        ("{{ 资金.结余 }}", 1, "结余"),
        ('- 甲\n- 乙{{ 复算["无"] }}', 4, "总分"),
        ('| a |\n|---|\n| {{ 权重["无"] }} |', 3, "总分"),
    ],
)
def test_names_that_mean_nothing_are_faults_at_their_place(text: str, column: int, expected: str) -> None:
    faults = report(f"# 章\n\n{text}")[1]
    assert len(faults) == 1
    line = 3 + text.count("\n")
    assert faults[0].line == line
    assert not column or faults[0].column == column
    assert expected in faults[0].expected
    assert "{{" in faults[0].found
    finding = faults[0].finding("report.md", "2024/a")
    assert finding.code == KINDS[0].code
    assert (finding.place.line, finding.project) == (line, "2024/a")


def test_an_empty_table_is_a_fault() -> None:
    faults = report("# 章\n\n{{ 表.问题 }}", sample(问题=[]))[1]
    assert [(f.line, f.column) for f in faults] == [(3, 1)]


def test_links_inside_the_report_must_lead_somewhere() -> None:
    faults = report("# 章\n\n[一](#annex-1)、[二](#s1)、[三](#step-3)、甲[四](#nichts)")[1]
    assert [(f.line, f.column, f.kind.code) for f in faults] == [(3, 38, "R102")]


def test_a_narrative_full_of_errors_still_gives_a_document() -> None:
    text = "文\n\n{{ 表.资金 }}\n\n{{ 表.资金 }}\n\n{{ 引用.问题 }}{{ x }}{% y %}<b>[^9]\n\n##### 五\n\n- {{ 表.问题 }}"
    document, _ = report(text)
    assert "\\{\\{ x \\}\\}" in document.markdown
    assert "&lt;b&gt;" in document.markdown
    assert report("")[0].markdown


# The document --------------------------------------------------------------------------------------------------


def test_cover_date_and_notice() -> None:
    document, _ = report(project=sample(**TRANSCRIBED))
    assert document.notice == (
        "本报告为转录示例：依据已公开的《2023年平台报告》转录其事实、数据与评分规则，文字为重新撰写，仅作功能示范，"
        "不是该单位发布的文件。没有转录姓名。"
    )
    assert document.title == "2023年平台项目支出绩效自评报告"
    assert document.date == datetime.date(2023, 11, 30)
    assert document.date_text == ""
    assert ("实施单位", "某市排水管理中心") in document.cover
    assert document.author == "某市水务局"
    assert report()[0].notice == ""
    assert report()[0].date == datetime.date(2024, 12, 31)


def test_the_signed_date_stands_on_the_cover() -> None:
    document, _ = report(project=sample(公开={"成文日期": "2025-05-20"}))
    assert (document.date, document.date_text) == (datetime.date(2025, 5, 20), "2025年5月20日")


def test_the_summary_says_whether_published_and_recomputed_agree() -> None:
    assert "不一致（≠），复算87.73分" in report()[0].markdown
    assert "<td>未能复算</td>" in report(project=sample(公布=None, 差异说明=[]))[0].markdown


def test_steps_results_and_differences_are_told() -> None:
    markdown = report()[0].markdown
    assert "<strong>评分标准</strong>：得分＝（支出÷到位）×权重" in markdown
    assert "1.  支出 ÷ 到位 = 301.2 ÷ 318.5 = 94.5683%" in markdown
    assert "复算2.00分，公布3分，相差−1.00分（≠）。要点分值合计2分，公布3分。" in markdown
    assert "<strong>得分</strong>：公布32分，无法复算。" in markdown
    assert "1.  <strong>立项依据、决策、总分</strong>：要点分值合计2分，公布3分。" in markdown
    assert ">−1.00</td>" in markdown
    assert "<strong>得分</strong>：不适用，不计入总分。" in markdown


def test_a_problem_of_scoring_is_told_and_not_raised() -> None:
    project = sample(公布={"总分": "91.73"})
    markdown = report(NARRATIVE, project)[0].markdown
    assert "未能计算：评分方式为“未公布规则”，而“公布”中没有这一指标的得分。" in markdown


def test_an_alias_of_the_grade_is_no_difference() -> None:
    changes: dict[str, Any] = {"公布": PUBLISHED | {"总分": "87.73", "等级": "优秀"}}
    assert not figures(sample(**changes)).differs
    assert figures(sample(公布=PUBLISHED | {"总分": "87.73", "等级": "良"})).grade_differs


def test_narrative_is_not_touched_by_assembling() -> None:
    narrative = read_narrative(NARRATIVE, "report.md")
    project, rules = sample(), rule_set()
    from generator.report.assemble import assemble  # noqa: PLC0415

    first = assemble("2024/a", project, score_project(project, rules), rules, narrative)
    assert first == assemble("2024/a", project, score_project(project, rules), rules, narrative)
