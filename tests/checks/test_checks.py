"""Each rule finds its fault, at its place, and is silent on sound content."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import checks
from generator.catalogue import CATALOGUE, SOURCES
from generator.evaluate import evaluate
from generator.findings import Finding, Severity
from generator.load import load
from generator.workspace import Workspace
from tests.conftest import MakeWorkspace

PROJECT = "content/projects/2024/beng-zhan/project.yml"
RULES = "content/rule_sets/xiao.yml"


def edited(workspace: Workspace, *changes: tuple[str, str], file: str = PROJECT) -> tuple[Finding, ...]:
    path = workspace.root / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return evaluate(load(workspace)).findings


def test_the_smallest_site_is_sound(workspace: Workspace) -> None:
    assert evaluate(load(workspace)).findings == ()


CASES: list[tuple[str, tuple[tuple[str, str], ...], str]] = [
    ("W101", (("权重: 50", "权重: 45"), ("公布: {总分: 97.00, 等级: 优, 分项: {决策: 20, 产出: 77}}\n", "")), "合计95"),
    ("W102", (("    要点: {1: 是, 2: 是}", "    评价要点: [{要点: 甲, 分值: 15}]\n    要点: {1: 是}"),), "最多得15分"),
    ("W106", (("三级: 告警响应时间\n", "三级: 接入泵站数\n"), ("[告警响应时间]", "[接入泵站数]")), "重名"),
    ("W108", (("    要点: {1: 是, 2: 是}", "    评价要点: [{要点: 甲, 分值: 20}, {要点: 乙}]\n    要点: {1: 是, 2: 是}"),), "要点2"),
    ("S201", (("完成值: 42座", "完成值: 有效提高"),), "接入泵站数"),
    ("S202", (("产出: 77", "产出: 78"), ("97.00", "98.00")), "复算"),
    ("S203", (("等级: 优,", "等级: 优等,"),), "优等"),
    ("S204", (("等级: 优,", "等级: 良,"),), "应为“优”"),
    ("S206", (("    完成值: 3.2秒", "    完成值: 3.2秒\n    方向: 正向"),), "反向"),
    ("S207", (("总分: 97.00", "总分: 96.50"),), "97"),
    ("S208", (("评分: {方式: 扣分, 每: 0.1秒, 扣: 5%权重, 进位: 不足一档按一档}",
               "评分: {方式: 分段, 度量: 完成值, 段: [{区间: x≤3, 得: 满分}, {区间: x>3.1, 得: 0}]}"),), "空隙"),
    ("S209", (("    扣分原因: 两处泵站链路没有扩容\n", ""),), "告警响应时间"),
    ("F301", (("全年预算: 318.50", "全年预算: 320.00"),), "318.5"),
    ("F302", (("支出: 301.20}", "支出: 401.20}"),), "多于"),
    ("F303", (("支出: 301.20}", "支出: 301.20, 来源: [{名称: 甲, 支出: 300}, {名称: 乙, 支出: 1}]}"),), "301"),
    ("F304", (("支出: 301.20}", "支出: 301.20, 结余: 17.20}"),), "17.3"),
    ("F305", (("支出: 301.20}", "支出: 301.20, 构成: [{名称: 甲, 金额: 300}]}"),), "300"),
    ("F306", (("公布: {总分", "公布: {执行率: 95.57%, 总分"),), "94.5683%"),
    ("R401", (("规则集: xiao", "规则集: xioa"),), "xioa"),
    ("R402", (("实施单位: 某市排水管理中心", "实施单位: 某市排水中心"),), "排水中心"),
    ("R403", (("对应指标: [告警响应时间]", "对应指标: [告警时间]"),), "告警时间"),
    ("R404", (("问题:\n", "差异说明: [{对象: [天气], 说明: 甲}]\n问题:\n"),), "天气"),
    ("R405", (("{1: 是, 2: 是}", "{1: 是, 2: 是, 3: 是}"),), "要点3"),
    ("R406", (("问题:\n", "附件: [{名称: 甲, 文件: ../../x.pdf}]\n问题:\n"),), "../../x.pdf"),
    ("R407", (("问题:\n", "问题:\n  - {编号: P1, 描述: 甲}\n"),), "P1"),
    ("P501", (("结论: 同意公开", "结论: 不予公开"),), "同意公开"),
    ("P502", (("  状态: 已公开", "  状态: 已公开\n  性质: 转录示例"),), "转录"),
    ("P503", (("年度: 2024", "年度: 2023"),), "2024"),
    ("P504", (("  内容概述", "  评价期间: {开始: 2024-12-31, 结束: 2024-01-01}\n  内容概述"),), "晚于"),
    ("P505", (("\n指标:", "\n曾用地址: [2024/beng-zhan]\n指标:"),), "另有项目"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "words"), CASES, ids=[c[0] for c in CASES])
def test_rule(workspace: Workspace, code: str, changes: tuple[tuple[str, str], ...], words: str) -> None:
    found = [f for f in edited(workspace, *changes) if f.code == code]
    assert found, code
    assert words in found[0].message
    assert found[0].project == "2024/beng-zhan"
    assert found[0].place.line > 1
    assert found[0].hint


RULE_SET_CASES = [
    ("W103", ("满分: 100\n", "满分: 100\n权重规则: {分项: {决策: 10}}\n"), "规定为10"),
    ("W104", ("满分: 100\n", "满分: 100\n权重规则: {产出效益合计不低于: 90%}\n"), "低于90"),
    ("W105", ("满分: 100\n", "满分: 100\n权重规则: {均分: [产出]}\n"), "不相等"),
    ("W109", ("{等级: 良, 下限: 80}", "{等级: 良, 下限: 95}"), "不合理"),
    ("W109", ("  - {等级: 差, 下限: 0}\n", ""), "不合理"),
    ("W110", ("满分: 100", "满分: 0"), "满分是0"),
    (
        "W111",
        ("    解释: 立项是否有依据。", "    解释: 立项是否有依据。\n    别名: [立项依据充分性]"),
        "重名",
    ),
    (
        "O701",
        ("满分: 100\n", "满分: 100\n提纲: [{标题: 基本情况}, {标题: 有关建议和意见}]\n"),
        "有关建议和意见",
    ),
    ("G001", ("名称: 小规则, 依据", "名称: 小规则, 基于: xiao, 依据"), "绕成了圈"),
    ("G001", ("名称: 小规则", "名称: 小规则, 基于: da"), "不存在"),
]


@pytest.mark.parametrize(("code", "change", "words"), RULE_SET_CASES, ids=[c[0] for c in RULE_SET_CASES])
def test_rule_of_rule_sets(workspace: Workspace, code: str, change: tuple[str, str], words: str) -> None:
    found = [f for f in edited(workspace, change, file=RULES) if f.code == code]
    assert found
    assert words in found[0].message


def test_an_explained_contradiction_is_only_a_note(workspace: Workspace) -> None:
    note = "差异说明: [{对象: [产出, 总分], 代码: [S202, S207], 说明: 原报告合计有误}]\n问题:\n"
    found = edited(workspace, ("产出: 77", "产出: 78"), ("97.00", "98.00"), ("问题:\n", note))
    assert {f.severity for f in found if f.code == "S202"} == {Severity.NOTE}
    assert all(f.waived and f.waived.reason == "原报告合计有误" for f in found if f.code == "S202")


def test_a_note_explains_only_what_it_names(workspace: Workspace) -> None:
    note = "差异说明: [{对象: [产出, 总分, 资金, 等级], 说明: 原报告合计有误}]\n问题:\n"
    changes = (
        ("产出: 77", "产出: 78"),
        ("97.00", "98.00"),
        ("支出: 301.20", "支出: 401.20"),
        ("问题:\n", note),
    )
    found = {f.code: f for f in edited(workspace, *changes)}
    assert found["S202"].severity is Severity.ERROR
    assert found["F302"].severity is Severity.WARNING
    assert not any(f.waived for f in found.values())


def test_a_code_that_explains_nothing_is_stale(workspace: Workspace) -> None:
    found = edited(workspace, ("问题:\n", "差异说明: [{对象: [总分], 代码: [S202], 说明: 甲}]\n问题:\n"))
    assert [(f.code, f.found) for f in found] == [("R408", "S202")]


def test_a_whole_section_needs_a_reason_and_no_weights(make_workspace: MakeWorkspace) -> None:
    whole = "分项: [{名称: 产出, 权重: 80, 评分: {方式: 未公布规则}}]\n指标:\n"
    found = {f.code for f in edited(make_workspace(), ("指标:\n", whole))}
    assert {"W107", "S209"} <= found


def test_inputs_that_give_another_figure_clash(workspace: Workspace) -> None:
    changed = ("    完成值: 42座", "    完成值: 95.0%\n    评分: {方式: 比例, 分子: 支出, 分母: 到位}")
    found = [
        f
        for f in edited(workspace, ("    指标值: 不少于40座", "    指标值: 100%"), changed)
        if f.code == "S205"
    ]
    assert found
    assert "94.5683%" in found[0].message


def test_every_kind_has_one_code_and_an_explanation() -> None:
    kinds = [k for group in SOURCES for k in group]
    assert len(CATALOGUE) == len(kinds)
    for kind in kinds:
        assert kind.title, kind.code
        assert kind.explanation, kind.code
        assert kind.mend, kind.code


def test_every_kind_of_the_checks_is_tested() -> None:
    tested = (
        {c[0] for c in CASES}
        | {c[0] for c in RULE_SET_CASES}
        | {c[0] for c in REGISTER_CASES}
        | {"W107", "S205", "R408"}
    )
    assert {k.code for k in checks.KINDS} <= tested


REGISTER_CASES = [
    ("R409", "{编号: shuiwu, 全称: 某市水务局}", "{编号: paishui, 全称: 某市水务局}", "paishui"),
    ("R409", "全称: 某市水务局}", "全称: 某市排水管理中心}", "某市排水管理中心"),
    ("R410", "上级: shuiwu", "上级: paishui", "绕成了圈"),
    ("R410", "上级: shuiwu", "上级: shui", "不存在"),
]


@pytest.mark.parametrize(("code", "old", "new", "words"), REGISTER_CASES)
def test_rule_of_the_register(workspace: Workspace, code: str, old: str, new: str, words: str) -> None:
    found = [f for f in edited(workspace, (old, new), file="content/organisations.yml") if f.code == code]
    assert found
    assert words in found[0].message
    assert found[0].place.file == "content/organisations.yml"
    assert found[0].place.line > 1


def test_a_faulty_shared_file_is_said_once(workspace: Workspace) -> None:
    assert {f.code for f in edited(workspace, ("满分: 100", "满分: 百"), file=RULES)} == {"M004"}
    assert {f.code for f in edited(workspace, ("满分: 百", "满分: 100"), file=RULES)} == set()
    found = edited(workspace, ("全称: 某市水务局", "全城: 某市水务局"), file="content/organisations.yml")
    assert {f.code for f in found} == {"M001"}


def test_one_unreadable_value_hides_no_other_fault(workspace: Workspace) -> None:
    changes = (
        ("权重: 20", "权重: 二十"),
        ("支出: 301.20", "支出: 999"),
        ("实施单位: 某市排水管理中心", "实施单位: 某中心"),
    )
    assert {f.code for f in edited(workspace, *changes)} == {"M004", "F302", "R402"}


def test_a_slip_of_syntax_hides_no_other_fault(workspace: Workspace) -> None:
    changes = (("  年度: 2024", "  年度：2024"), ("支出: 301.20", "支出: 999"))
    assert {f.code for f in edited(workspace, *changes)} == {"Y012", "F302"}


def test_no_project_at_all_is_an_error(workspace: Workspace) -> None:
    workspace.projects.rename(workspace.content / "xiangmu")
    assert [f.code for f in evaluate(load(workspace)).findings] == ["D007"]


def test_faults_of_the_tree(workspace: Workspace, tmp_path: Path) -> None:
    projects = workspace.projects
    (projects / "二四年" / "甲").mkdir(parents=True)
    (projects / "2024" / "kong").mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (projects / "2024" / "lian").symlink_to(outside)
    (workspace.content / "site.yml").unlink()
    found = {f.code for f in evaluate(load(workspace)).findings}
    assert {"D001", "D002", "D003", "D004", "D005"} <= found
