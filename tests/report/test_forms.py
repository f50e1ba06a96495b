"""The official forms: parts and order of the printed ones, every cell filled, the figures of the report."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.content.narrative import read_narrative
from generator.content.yaml_reader import read_yaml
from generator.load import load
from generator.model.decode import all_keys, decode
from generator.model.project import Project
from generator.model.rule_set import RuleSet, RuleSetFile, SelfEvaluationForm
from generator.report.assemble import official_forms
from generator.report.figures import Figures
from generator.report.forms import Form, forms, objective_form, self_evaluation_form
from generator.report.forms_narrative import section_text
from generator.report.tables import Scope, Table, grid, to_html
from generator.scoring import score_project
from generator.workspace import Workspace
from tests.report.reading import in_document, on_page
from tests.report.samples import FUNDS, ISSUES, NOTES, OBJECTIVE, report, values
from tests.support import indicator, rule_set

ROOT = Path(__file__).resolve().parents[2]

INDICATORS = [
    indicator(一级="执行率", 二级="预算执行", 三级="预算执行率", 权重="10", 指标值="100%", 完成值="22.84%",
              评分={"方式": "比例", "分子": "支出", "分母": "全年预算"}, 扣分原因="设备款未付。", 偏差原因="招标晚"),
    indicator(一级="产出", 二级="数量指标", 三级="传感器", 权重="30", 指标值="≥312台", 完成值="312台", 评分={"方式": "比例"}),
    indicator(一级="产出", 二级="质量指标", 三级="合格率", 权重="20", 指标值="≥98%", 完成值="49%", 评分={"方式": "比例"},
              扣分原因="两批不合格", 偏差原因="两批不合格"),
    indicator(一级="效益", 二级="社会效益", 三级="提高效率", 权重="30", 指标值="显著", 完成值="不适用", 评分={"方式": "比例"}),
    indicator(一级="满意度", 二级="服务对象", 三级="满意度", 权重="10", 指标值="≥90%", 完成值="90%", 评分={"方式": "达标"}),
]  # fmt: skip
PUBLISHED = {
    "总分": "52.30",
    "执行率": "22.84%",
    "指标": {"预算执行率": "2.3", "合格率": "10", "传感器": "30"},
}
BASIS = {"执行率口径": "支出/全年预算"}


def facts(**changes: str) -> dict[str, str]:
    known: dict[str, str] = values()["项目"]
    return known | {"评价类型": "单位自评"} | changes


def project(**changes: Any) -> Project:
    """A self-evaluation."""
    issues = [{**ISSUES[0], "对应指标": ["合格率"], "建议": "重新采购"}]
    given = {"项目": facts(), "指标": INDICATORS, "公布": PUBLISHED, "差异说明": NOTES[1:], "问题": issues}
    return Project.model_validate({k: v for k, v in values(**(given | changes)).items() if v is not None})


def no_sections(_: object) -> str:
    return ""


def form_of(found: Project | None = None, **rules: Any) -> Form:
    """The self-evaluation form of a project."""
    found, used = found or project(), rule_set(**(BASIS | rules))
    form = self_evaluation_form(found, Figures(found, score_project(found, used), used), used, no_sections)
    assert form is not None
    return form


def rows(table: Table) -> list[list[str]]:
    """The texts of the cells, with their marks."""
    return [[cell.text + cell.mark for cell in row] for row in table.rows()]


def assert_filled(form: Form) -> None:
    """Every group of rows is a whole rectangle of the table's columns, and every row says what it is about."""
    for group in (form.table.head, *form.table.bodies, form.table.foot):
        lines = grid(group)
        assert all(len(line) == len(form.table.widths) for line in lines)
        cells = [cell for line in lines for cell in line if cell is not None]
        assert sum(c.rowspan * c.colspan for c in cells) == len(lines) * len(form.table.widths)
        assert not cells or any(c.scope for c in cells)


# The form of 财预〔2020〕10号 ---------------------------------------------------------------------------------------


def test_the_national_form_has_the_official_parts_in_their_order() -> None:
    form = form_of()
    assert (form.name, form.title, form.table.caption) == ("自评表", "项目支出绩效自评表", "（2024年度）")
    assert rows(form.table) == [
        ["项目名称", "城区排水泵站监测平台"],
        ["主管部门", "某市水务局", "实施单位", "某市排水管理中心"],
        ["项目资金（万元）", "", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
        ["年度资金总额", "1,320", "1,318.5", "301.2", "10", "22.84%", "2.3≠"],
        ["其中：当年财政拨款", "1,320", "未载明", "301.2", "—", "未载明", "—"],
        ["上年结转资金", "—", "—", "—", "—", "—", "—"],
        ["其他资金", "—", "—", "—", "—", "—", "—"],
        ["年度总体目标", "预期目标", "实际完成情况"],
        ["建成平台。", "已建成。"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
         "偏差原因分析及改进措施"],
        ["产出指标（50分）", "数量指标", "传感器", "≥312台", "312台", "30", "30", "—"],
        ["质量指标", "合格率", "≥98%", "49%", "20", "10", "两批不合格\n改进措施：重新采购"],
        ["效益指标（0分）", "社会效益", "提高效率", "显著", "不适用", "30", "不适用", "—"],
        ["满意度指标（10分）", "服务对象", "满意度", "≥90%", "90%", "10", "10.00", "—"],
        ["总分", "100", "52.30≠", ""],
    ]  # fmt: skip
    assert form.notes == (
        "注：“≠”表示公布得分与按规则复算的得分不同，原因见计算过程和差异说明。",
        "表中没有单独一栏的扣分原因——预算执行率：设备款未付，招标晚。",
    )
    assert_filled(form)


def test_labels_of_parts_head_their_group_and_labels_of_rows_their_row() -> None:
    table = form_of().table
    parts = [(body[0][0].text, body[0][0].scope, body[0][0].rowspan) for body in table.bodies]
    assert parts == [
        ("项目名称", Scope.ROW, 1),
        ("项目资金（万元）", Scope.GROUP, 5),
        ("年度总体目标", Scope.GROUP, 2),
        ("绩效指标", Scope.GROUP, 5),
    ]
    columns, first, *_ = table.bodies[3]
    assert {cell.scope for cell in columns[1:]} == {Scope.COLUMN}
    assert [cell.scope for cell in first[:3]] == [Scope.ROW] * 3


def test_scores_lead_to_their_calculation() -> None:
    links = [cell.link for row in form_of().table.rows() for cell in row if cell.link]
    assert links == ["#step-1", "#step-2", "#step-3", "#step-4", "#step-5"]


def test_sources_are_added_up_in_the_three_rows_of_the_form() -> None:
    sources = [
        {"名称": "市财政拨款", "年初预算": "100", "全年预算": "80", "支出": "40"},
        {"名称": "一般公共预算", "年初预算": "20", "全年预算": "20万元", "支出": "100000元"},
        {"名称": "上年结转", "年初预算": "未载明", "全年预算": "0", "支出": "0"},
        {"名称": "单位自筹", "全年预算": "10", "支出": "10"},
    ]
    table = form_of(project(资金=FUNDS | {"来源": sources})).table
    assert rows(table)[4:7] == [
        ["其中：当年财政拨款", "120", "100", "50", "—", "50.00%", "—"],
        ["上年结转资金", "未载明", "0", "0", "—", "未载明", "—"],
        ["其他资金", "未载明", "10", "10", "—", "100.00%", "—"],
    ]


def test_what_the_source_does_not_say_is_unstated() -> None:
    funds = {"单位": "元", "年初预算": "未载明", "全年预算": "未载明", "到位": "未载明", "支出": "301.2"}
    found = project(资金=funds, 公布=None, 指标=INDICATORS[1:2], 问题=[])
    table = form_of(found).table
    assert rows(table)[2][0] == "项目资金（元）"
    assert rows(table)[3:5] == [
        ["年度资金总额", "未载明", "未载明", "301.2", "—", "未载明", "—"],
        ["其中：当年财政拨款", "未载明", "未载明", "未载明", "—", "—", "—"],
    ]
    lost = indicator(
        一级="产出", 三级="合格率", 权重="10", 指标值="≥98%", 完成值="49%", 评分={"方式": "比例"}
    )
    assert rows(form_of(project(指标=[lost], 公布=None, 问题=[])).table)[-2][-3:] == ["10", "5.00", "未载明"]


def test_the_rate_is_of_the_annual_budget_whatever_the_rule_set_means_by_it() -> None:
    assert rows(form_of(执行率口径="支出/到位").table)[3][5] == "22.84%"
    published = PUBLISHED | {"执行率": "94.57%"}
    assert rows(form_of(project(公布=published), 执行率口径="支出/到位").table)[3][5] == "22.84%"
    assert rows(form_of(project(公布=published)).table)[3][5] == "94.57%≠"


def test_a_section_of_execution_with_more_indicators_stays_among_the_indicators() -> None:
    more = indicator(一级="执行率", 二级="到位", 三级="资金到位率", 权重="0", 指标值="100%", 完成值="100%")
    table = form_of(project(指标=[*INDICATORS, more])).table
    assert rows(table)[3][4:] == ["—", "22.84%", "—"]
    assert [row[0] for row in rows(table) if row[0].startswith("执行率")] == ["执行率（10分）"]
    assert_filled(form_of(project(指标=[*INDICATORS, more])))


WHOLE = {
    "分项": [
        {"名称": "产出", "权重": "50", "评分": {"方式": "未公布规则"}, "扣分原因": "未载明"},
        {"名称": "成本", "权重": "10", "评分": {"方式": "未公布规则"}},
        {"名称": "预算执行率", "权重": "10", "评分": {"方式": "未公布规则"}, "扣分原因": "没有用完"},
    ],
    "公布": {"总分": "68", "分项": {"产出": "49", "成本": "10", "预算执行率": "9"}},
    "指标": [i | {"权重": "未载明"} for i in INDICATORS[1:3]],
}


def test_sections_scored_as_a_whole_show_their_points_in_merged_cells() -> None:
    form = form_of(project(**WHOLE))
    assert rows(form.table)[3][4:] == ["10", "22.84%", "9"]
    *_, first, second, bare, _ = form.table.rows()
    merged = [(c.text, c.link) for c in first if c.rowspan == 2 and not c.scope]
    assert merged == [("50", ""), ("49", "#step-s1")]
    assert [c.text for c in second] == ["质量指标", "合格率", "≥98%", "49%", "两批不合格\n改进措施：重新采购"]
    assert [c.text for c in bare] == ["成本指标（10分）", "—", "—", "—", "—", "10", "10", "—"]
    assert form.notes == ("表中没有单独一栏的扣分原因——产出：未载明；预算执行率：没有用完。",)
    assert_filled(form)


def test_long_reasons_turn_the_page() -> None:
    assert not form_of().landscape
    long = [*INDICATORS[:2], INDICATORS[2] | {"偏差原因": "因为" * 40}, *INDICATORS[3:]]
    form = form_of(project(指标=long))
    assert form.landscape
    assert_filled(form)
    execution = [INDICATORS[0] | {"偏差原因": "因为" * 40}, *INDICATORS[1:]]
    assert not form_of(project(指标=execution)).landscape


# The form of Suzhou ----------------------------------------------------------------------------------------------

SUZHOU: dict[str, Any] = {"自评表式": "苏州"}


def test_the_suzhou_form_asks_for_amounts_that_may_be_unstated() -> None:
    form = form_of(**SUZHOU)
    assert form.title == "苏州市级财政支出项目绩效自评表"
    assert rows(form.table)[2:12] == [
        ["市级预算执行情况（万元）", "年初预算数", "当年使用上年结余、结转及当年调整预算数", "财政拨款数", "指标结余数"],
        ["1,320", "-1.50", "318.5", "未载明"],
        ["市级财政资金使用情况（万元）", "财政拨款数", "实际支付数", "资金结余、结转数", "其中："],
        ["结转数", "财政收回数"],
        ["318.5", "301.2", "未载明", "未载明", "未载明"],
        ["项目资金构成（详细列出各子项目名称和金额）", "子项目名称", "实际金额（万元）"],
        ["合计", "158.32"],
        ["设备", "158.32"],
        ["项目", "类别", "指标名称", "目标值", "权重", "实际完成值", "自评分"],
        ["项目绩效实现情况（100分）", "执行率（10分）", "预算执行率", "100%", "10", "22.84%", "2.3≠"],
    ]  # fmt: skip
    assert_filled(form)
    bare = form_of(project(资金=FUNDS | {"构成": []}, 问题=[]), **SUZHOU)
    assert ["合计", "未载明"] in rows(bare.table)
    assert rows(bare.table)[-1] == ["进一步加强项目管理的建议", "未载明"]
    assert_filled(bare)


def test_the_suzhou_form_takes_sections_scored_as_a_whole() -> None:
    form = form_of(project(**WHOLE), **SUZHOU)
    assert_filled(form)
    output = next(row for row in form.table.rows() if len(row) > 1 and row[1].text == "产出（50分）")
    assert [(c.text, c.rowspan) for c in output if not c.scope] == [
        ("≥312台", 1), ("50", 2), ("312台", 1), ("49", 2),
    ]  # fmt: skip


def test_the_suzhou_form_takes_its_words_from_the_headings_of_the_outline() -> None:
    outline = [{"标题": "一章", "下级": [{"标题": "经验", "别名": ["项目管理成效"]}]}]
    asked: list[frozenset[str]] = []

    def sections(names: object) -> str:
        asked.append(frozenset(names))  # type: ignore[call-overload]
        return "做得好。" if "经验" in asked[-1] else ""

    found = project(
        问题=[{"编号": "P1", "描述": "甲", "原因": "乙", "建议": "丙"}, {"编号": "P2", "描述": "丁"}]
    )
    rules = rule_set(**BASIS, **SUZHOU, 提纲=outline)
    form = self_evaluation_form(found, Figures(found, score_project(found, rules), rules), rules, sections)
    assert form is not None
    assert asked[:2] == [{"项目概况"}, {"经验", "项目管理成效"}]
    assert rows(form.table)[-8:] == [
        ["项目基本情况"],
        ["项目概况", "测试用的项目。"],
        ["项目总目标", "建成平台。"],
        ["年度绩效目标"],
        ["项目实施情况", "已建成。"],
        ["项目管理成效", "做得好。"],
        ["项目管理存在的问题及原因", "1. 甲\n原因：乙\n2. 丁"],
        ["进一步加强项目管理的建议", "丙"],
    ]


TEXT = """\
# 基本情况

## 概况

第一段{{ 项目.年度 }}，
**见**[链接](#s1){{ 引用.资金 }}[^1]。

- 甲
- 乙

1. 一

   续
2. 二

> 引文

{{ 表.资金 }}

| a |
|---|
| b |

### 更深

深处。

## 目标

不要。

[^1]: 注。
"""


def test_a_section_of_the_narrative_is_told_as_lines() -> None:
    blocks = read_narrative(TEXT, "report.md").blocks
    told = section_text(blocks, {"概况"}, lambda text: re.sub("[\ufdd0-\ufdef]+", "◇", text))
    assert told == "第一段◇，见链接◇。\n甲\n乙\n1. 一\n续\n2. 二\n引文\n更深\n深处。"
    assert section_text(blocks, {"没有"}, str) == ""
    assert section_text(blocks, {"目标"}, str) == "不要。"


# 绩效目标表 --------------------------------------------------------------------------------------------------------


def test_the_objective_form_shows_what_was_declared_and_nothing_of_the_result() -> None:
    found = project(绩效目标=OBJECTIVE | {"目标表": [
        *OBJECTIVE["目标表"],
        {"一级": "产出指标", "二级": "数量指标", "三级": "泵站", "指标值": "3座", "完成值": "2座"},
        {"一级": "效益指标", "二级": "未载明", "三级": "不适用", "指标值": "未载明"},
    ]})  # fmt: skip
    form = objective_form(found)
    assert form is not None
    assert (form.name, form.title) == ("绩效目标表", "项目支出绩效目标表")
    assert rows(form.table) == [
        ["项目名称", "城区排水泵站监测平台"],
        ["主管部门", "某市水务局"],
        ["实施单位", "某市排水管理中心"],
        ["项目资金（万元）", "年初预算数", "1,320", "全年预算数", "1,318.5"],
        ["年度总体目标", "建成平台。"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "传感器", "≥312台"],
        ["泵站", "3座"],
        ["效益指标", "未载明", "不适用", "未载明"],
    ]
    assert_filled(form)


def test_which_forms_a_project_has() -> None:
    plain = OBJECTIVE | {"目标表": []}
    cases = {
        "both": (project(), ["自评表", "绩效目标表"]),
        "no table": (project(绩效目标=plain), ["自评表"]),
        "department": (project(项目=facts(评价类型="部门评价")), ["绩效目标表"]),
        "none": (project(项目=facts(评价类型="财政评价"), 绩效目标=plain), []),
    }
    rules = rule_set(**BASIS)
    for name, (found, expected) in cases.items():
        figures = Figures(found, score_project(found, rules), rules)
        made = forms(found, figures, rules, no_sections)
        assert [form.name for form in made] == expected, name
        captions = [form.table.caption for form in made]
        assert len(set(captions)) == len(captions), name


# In the document -------------------------------------------------------------------------------------------------


def test_forms_are_the_last_annexes_numbered_with_the_others() -> None:
    markdown = report("# 章\n\n文", project())[0].markdown
    found = re.findall(r"^# (附件.*?) \{(.*?)\}$", markdown, re.MULTILINE)
    assert found[-3:] == [
        ("附件4　问题与整改", "#annex-4 .annex .landscape"),
        ("附件5　项目支出绩效自评表", "#annex-5 .annex"),
        ("附件6　项目支出绩效目标表", "#annex-6 .annex"),
    ]
    assert on_page(markdown) == in_document(markdown)


@cache
def real(identifier: str) -> tuple[Form, ...]:
    content = load(Workspace(ROOT))
    loaded = next(p for p in content.projects if p.id == identifier)
    assert loaded.project is not None
    rules = content.rule_sets[loaded.project.facts.rule_set]
    return official_forms(loaded.project, score_project(loaded.project, rules), rules, loaded.narrative)


@pytest.mark.parametrize("folder", sorted(ROOT.glob("content/projects/*/*/project.yml")), ids=str)
def test_the_forms_of_real_projects_are_filled(folder: Path) -> None:
    for form in real(folder.parent.relative_to(ROOT / "content/projects").as_posix()):
        assert_filled(form)
        assert "{{" not in to_html(form.table)
        assert not re.search("[\ufdd0-\ufdef]", to_html(form.table))


def test_the_suzhou_project_is_on_the_form_of_suzhou() -> None:
    (form,) = real("2020/gusu-gongan")
    found = rows(form.table)
    assert form.title == "苏州市级财政支出项目绩效自评表"
    assert found[:10] == [
        ["项目名称", "姑苏区公安网格联动系统", "项目年份", "2020"],
        ["项目主管部门（单位）", "苏州市公安局"],
        ["市级预算执行情况（万元）", "年初预算数", "当年使用上年结余、结转及当年调整预算数", "财政拨款数", "指标结余数"],
        ["175.00", "0.00", "118.16", "56.84"],
        ["市级财政资金使用情况（万元）", "财政拨款数", "实际支付数", "资金结余、结转数", "其中："],
        ["结转数", "财政收回数"],
        ["118.16", "118.16", "0.00", "0.00", "0.00"],
        ["项目资金构成（详细列出各子项目名称和金额）", "子项目名称", "实际金额（万元）"],
        ["合计", "118.76"],
        ["姑苏区公安网格联动系统", "118.76"],
    ]  # fmt: skip
    assert found[11][:2] == ["项目绩效实现情况（80分）", "投入目标（26分）"]
    assert [row[-1] for row in found if row[-1].endswith("≠")] == ["4≠", "1≠", "4≠", "78≠"]
    assert found[35] == ["合计", "78≠"]
    labels = [row[0] for row in found[36:]]
    assert labels == [
        "项目基本情况", "项目概况", "项目总目标", "年度绩效目标", "项目实施情况", "项目管理成效", "项目管理存在的问题及原因",
        "进一步加强项目管理的建议",
    ]  # fmt: skip
    assert found[37][1].startswith("姑苏区公安网格联动系统由苏州市公安局用市级财政资金建设")
    assert "资金情况见表1-1" in found[37][1]
    assert found[41][1].startswith("管理成效一栏归纳起来有三条")


def test_the_changsha_project_is_on_the_national_form() -> None:
    (form,) = real("2020/wangcheng-shehui")
    found = rows(form.table)
    assert ["年度资金总额", "未载明", "440", "199.44", "10", "45.33%", "4.53"] in found
    assert ["其中：当年财政拨款", "未载明", "未载明", "未载明", "—", "—", "—"] in found
    assert found[10][0] == "产出指标（50分）"
    assert found[10][-3:] == ["50", "49", "—"]
    assert [
        "满意度指标（10分）",
        "服务对象满意度指标",
        "用户满意度",
        "未载明",
        "99%",
        "10",
        "10",
        "—",
    ] in found
    assert found[-1] == ["总分", "100", "92.53", ""]
    assert "资金执行率" not in [text for row in found for text in row]
    assert not form.landscape


# 自评表式 ----------------------------------------------------------------------------------------------------------


def test_a_rule_set_names_its_form_or_inherits_it() -> None:
    own = RuleSetFile.model_validate({"规则集": {"名称": "甲", "依据": "乙", "适用": "丙"}, **SUZHOU})
    heir = RuleSetFile.model_validate({"规则集": {"名称": "丁", "依据": "乙", "适用": "丙", "基于": "甲"}})
    assert rule_set().self_evaluation_form is SelfEvaluationForm.NATIONAL
    assert RuleSet("x", heir.over(own)).self_evaluation_form is SelfEvaluationForm.SUZHOU


def test_an_unknown_form_is_a_finding() -> None:
    text = "规则集: {名称: 甲, 依据: 乙, 适用: 丙}\n自评表式: 上海\n"
    source = read_yaml(text, "x.yml", all_keys(RuleSetFile))
    _, findings = decode(RuleSetFile, source.value, source.places.value_at, source.places.key_at)
    assert [(f.code, f.place.line, f.found, f.expected) for f in findings] == [
        ("M006", 2, "上海", "财预10号、苏州")
    ]
