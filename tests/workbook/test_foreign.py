"""Workbooks of others, and hostile ones."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from generator.content.yaml_reader import read_yaml
from generator.evaluate import evaluate
from generator.load import load
from generator.render.xlsx import render_xlsx
from generator.workbook.exchange import import_workbook
from generator.workbook.grid import read_grid
from generator.workspace import Workspace
from tests.conftest import REPOSITORY

OFFICIAL: list[list[Any]] = [
    ["项目支出绩效自评表"],
    ["（2024年度）"],
    ["项目名称", None, "河道清淤"],
    ["主管部门", None, "某市水务局", None, None, "实施单位", "某市河道所"],
    ["项目资金（万元）", None, None, "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
    [None, "年度资金总额", None, 120, 118.5, 118.5, 10, 1, 10],
    [None, "其中：当年财政拨款", None, 120, 118.5, 118.5, "—", None, "—"],
    ["年度总体目标", "预期目标", None, None, None, "实际完成情况"],
    [None, "清淤十公里。", None, None, None, "已清淤十公里。"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    [None, "产出指标（50分）", "数量指标", "清淤长度", "≥10公里", "10公里", 50, 50, None],
    [None, None, "时效指标", "完工时间", "2024年12月31日前", "2024年11月", 30, 28, "汛期停工"],
    [None, "满意度指标", "满意度", "居民满意度", "≥90%", 0.925, 10, 10, None],
    ["总分", None, None, None, None, None, 100, 98, None],
]  # fmt: skip
MERGES = ("A1:I1", "A3:B3", "C3:I3", "A10:A13", "B11:B12", "B9:E9", "F9:I9", "B8:E8", "F8:I8", "A14:F14")


def official(path: Path, *, rows: list[list[Any]] = OFFICIAL, copies: int = 1) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "自评表"
    for _ in range(copies):
        for row in rows:
            page.append(row)
    for area in MERGES if copies == 1 else ():
        page.merge_cells(area)
    page["F13"].number_format = "0.0%"
    book.save(path)
    return path


def test_the_official_form_becomes_a_draft(workspace: Workspace, tmp_path: Path) -> None:
    imported = import_workbook(workspace, official(tmp_path / "自评.xlsx"), None)
    (writing,) = imported.writings
    assert [(f.code, f.severity.value, str(f.place)) for f in imported.findings] == [
        ("M004", "warning", "[自评.xlsx]自评表!F12"),  # 2024年11月 is no day
        ("X713", "note", "[自评.xlsx]自评表!A1"),
    ]
    assert writing.project == "2024/河道清淤"
    value = read_yaml(writing.text or "", "").value
    assert value is not None
    assert value["项目"] == {"名称": "河道清淤", "年度": "2024", "评价类型": "单位自评", "状态": "草稿"}
    assert value["单位"] == {"主管部门": "某市水务局", "实施单位": "某市河道所"}
    funds = {"年初预算": "120", "全年预算": "118.5", "支出": "118.5"}
    assert value["资金"] == {"单位": "万元", **funds, "来源": [{"名称": "当年财政拨款", **funds}]}
    assert value["绩效目标"] == {"预期目标": "清淤十公里。", "实际完成情况": "已清淤十公里。"}
    indicators: Any = value["指标"]
    first, second, third = indicators
    assert first == {
        "一级": "产出", "二级": "数量指标", "三级": "清淤长度", "权重": "50", "指标值": "≥10公里", "完成值": "10公里",
    }  # fmt: skip
    assert (second["一级"], second["偏差原因"]) == ("产出", "汛期停工")
    assert third["完成值"] == "92.5%"
    assert value["公布"] == {"总分": "98", "指标": {"清淤长度": "50", "完工时间": "28", "居民满意度": "10"}}


def test_synonyms_update_the_project_of_that_name(workspace: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row in (
        ["2024年度绩效自评表"], ["项目名称：", "城区排水泵站监测平台"],
        ["指标名称", "标杆值", "业绩值", "权重分"],
        ["接入泵站数", "不少于40座", "45座", 50], ["告警响应时间", "不大于3秒", "3.2秒", "三十"], ["合计", None, None, 81],
    ):  # fmt: skip
        page.append(row)
    book.save(tmp_path / "外.xlsx")
    imported = import_workbook(workspace, tmp_path / "外.xlsx", None)
    assert [(f.code, str(f.place)) for f in imported.findings] == [
        ("X710", "[外.xlsx]Sheet!D6"), ("M004", "[外.xlsx]Sheet!D5"),
    ]  # fmt: skip
    page["D5"] = 30
    page["D6"] = 80
    book.save(tmp_path / "外.xlsx")
    imported = import_workbook(workspace, tmp_path / "外.xlsx", None)
    assert imported.findings == ()
    before = (workspace.projects / "2024/beng-zhan/project.yml").read_text("utf-8")
    assert imported.writings[0].text == before.replace("42座", "45座")


@pytest.mark.parametrize(
    ("project", "new"),
    [
        ("2020/gusu-gongan", []),
        # the only indicator of a section scored as a whole: the form cannot tell the one from the other
        ("2020/wangcheng-shehui", ["    用户满意度: 10"]),
    ],
)
def test_the_form_that_we_publish_says_what_the_project_says(
    project: str, new: list[str], tmp_path: Path
) -> None:
    workspace = Workspace(REPOSITORY)
    result = evaluate(load(workspace, {project}))
    (evaluation,) = result.evaluations
    path = tmp_path / "公开.xlsx"
    path.write_bytes(render_xlsx(evaluation, result.documents[project]))
    imported = import_workbook(workspace, path, None)
    (writing,) = imported.writings
    assert writing.project == project
    before = writing.path.read_text("utf-8").splitlines()
    changed = (
        [line for line in (writing.text or "").splitlines() if line not in before] if writing.text else []
    )
    assert changed == new


def test_several_projects_on_one_sheet(workspace: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for name in ("甲项目", "乙项目"):
        for row in (
            ["2024年度自评表"],
            ["项目名称", name],
            ["三级指标", "目标值", "完成值", "分值"],
            ["数量", "4个", "4个", 90],
        ):
            page.append(row)
    book.save(tmp_path / "多.xlsx")
    imported = import_workbook(workspace, tmp_path / "多.xlsx", None)
    assert [w.project for w in imported.writings] == ["2024/甲项目", "2024/乙项目"]
    refused = import_workbook(workspace, tmp_path / "多.xlsx", "2024/x")
    assert refused.writings == ()
    assert {f.code for f in refused.findings} == {"X712"}


# --- hostile ------------------------------------------------------------------------------------------------------------

BOOK = '<workbook xmlns:r="r"><sheets><sheet name="表" r:id="1"/></sheets></workbook>'
RELATIONS = '<Relationships><Relationship Id="1" Target="worksheets/sheet1.xml"/></Relationships>'


def package(sheet: bytes | str, **parts: bytes | str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", BOOK)
        file.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        file.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, part in parts.items():
            file.writestr(name, part)
    return data.getvalue()


HOSTILE = {
    "not a zip": (b"PK\x03\x04 nothing", "X701"),
    "old format": (b"\xd0\xcf\x11\xe0" + bytes(600), "X701"),
    "empty": (b"", "X701"),
    "broken xml": (package("<worksheet><sheetData><row><c"), "X701"),
    "entities": (package('<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'), "X701"),
    "bomb": (package(b"<worksheet>" + b" " * 60_000_000), "X702"),
    "many cells": (package("<worksheet>" + ("<row>" + "<c><v>1</v></c>" * 10_000 + "</row>") * 25 + "</worksheet>"), "X702"),
    "bad numbers": (package('<worksheet><row r="x"><c s="y"/></row></worksheet>'), "X701"),
    "no sheets": (package("<worksheet/>"), "X705"),
    "huge merge": (
        package('<worksheet><row r="1"><c r="A1"><v>1e999</v></c></row><mergeCell ref="A1:XFD1048576"/></worksheet>'),
        "X705",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused(name: str, workspace: Workspace, tmp_path: Path) -> None:
    data, code = HOSTILE[name]
    path = tmp_path / "恶意.xlsx"
    path.write_bytes(data)
    imported = import_workbook(workspace, path, None)
    assert imported.writings == ()
    assert [f.code for f in imported.findings] == [code]


def test_macros_and_links_are_left_alone() -> None:
    sheets, findings = read_grid(package("<worksheet/>", **{"xl/vbaProject.bin": b"x"}), "宏.xlsm")
    assert [f.code for f in findings] == ["X704"]
    assert len(sheets) == 1
