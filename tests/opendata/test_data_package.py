"""The data package validates with frictionless, which can also find it wrong; the ledger and the archive hold what they should."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import openpyxl  # type: ignore[import-untyped]
import pytest

from generator.opendata.data_files import write_data
from generator.opendata.ledger import COLUMNS, NOTES, SHEET
from generator.opendata.publisher import UNKNOWN, Publisher
from tests.opendata.conftest import Written
from tests.opendata.samples import COMMANDS, evaluation, pieces, real_evaluations
from tests.site.samples import site

LICENCE = {"名称": "某许可", "网址": "https://example.com/licence"}
FIRST_ROW = 4


def validate(folder: Path) -> list[str]:
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return sorted({error[0] for error in report.flatten(["type"])} | {e.type for e in report.errors})


# Data package ---------------------------------------------------------------------------------------------------


def test_the_data_package_of_the_real_content_validates(real: Written) -> None:
    assert validate(real.folder) == []


def test_a_package_with_every_kind_of_value_validates(tmp_path: Path) -> None:
    issue = {"编号": "P1", "描述": "慢", "整改": {"时限": "2025-06-30", "状态": "整改中"}}
    open_issue = {"编号": "P2", "描述": "慢", "整改": {"时限": "未载明", "状态": "未载明"}}
    full = evaluation(
        公开={"成文日期": "2025-05-20", "发布日期": "2025-06-10 09:30", "索引号": "A/1"},
        问题=[issue, open_issue],
        更正=[{"日期": "2025-07-01", "内容": "改", "原因": "错", "批准人岗位": "局长"}],
        资金={"年初预算": "未载明", "全年预算": "1", "到位": "1", "支出": "未载明"},
    )
    write_data(tmp_path, Publisher.of(site(数据许可=LICENCE)), pieces(full))
    assert validate(tmp_path) == []
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"] == [{"title": "某许可", "path": "https://example.com/licence"}]


def test_an_empty_package_validates(tmp_path: Path) -> None:
    write_data(tmp_path, UNKNOWN, [])
    assert validate(tmp_path) == []
    assert json.loads((tmp_path / "projects.json").read_text(encoding="utf-8")) == {"projects": []}


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("projects.csv", ",100,", ",一百,", "type-error"),
        ("sections.csv", "2024/shen-ping-an,1,", "2024/gone,1,", "foreign-key"),
        ("indicators.csv", "2024/shen-ping-an,2,", "2024/shen-ping-an,1,", "primary-key"),
        ("issues.csv", "项目编号", "项目", "incorrect-label"),
    ],
)
def test_frictionless_would_find_what_is_wrong(
    real: Written, tmp_path: Path, file: str, old: str, new: str, fault: str
) -> None:
    folder = shutil.copytree(real.folder, tmp_path / "data")
    text = (folder / file).read_bytes().decode()
    assert old in text
    (folder / file).write_bytes(text.replace(old, new, 1).encode())
    assert fault in validate(folder)


def test_sizes_hashes_units_and_titles_are_told(real: Written) -> None:
    package = json.loads((real.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert "licenses" not in package
    for resource in package["resources"]:
        data = (real.folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert all(f["title"] and f["description"] for f in resource["schema"]["fields"])
    fields = {f["name"]: f for f in package["resources"][0]["schema"]["fields"]}
    assert (fields["全年预算"]["unit"], fields["预算执行率"]["unit"], fields["得分"]["unit"]) == (
        "万元",
        "%",
        "分",
    )
    for told in real.data.files:
        data = (real.folder / told.name).read_bytes()
        assert (told.size, told.sha256) == (len(data), hashlib.sha256(data).hexdigest())


# Archive --------------------------------------------------------------------------------------------------------


def test_the_archive_holds_every_file_with_readme_and_terms(real: Written) -> None:
    with zipfile.ZipFile(real.folder / "all.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        others = {p.name for p in real.folder.iterdir()} - {"all.zip"}
        assert set(names) == others | {"README.txt", "LICENCE.txt"}
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in others:
            assert archive.read(name) == (real.folder / name).read_bytes()
        readme = archive.read("README.txt").decode()
        assert "未载明" in archive.read("LICENCE.txt").decode()
    for words in ("indicators.csv", "计算步骤", "去掉开头的一个单引号", "[DS/OL]", "万元"):
        assert words in readme


def test_the_archive_names_the_licence_that_site_yml_declares(tmp_path: Path) -> None:
    write_data(tmp_path, Publisher.of(site(数据许可=LICENCE)), pieces(evaluation()))
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.read("LICENCE.txt").decode().split() == [
            "使用许可：某许可",
            "https://example.com/licence",
        ]


# Ledger ---------------------------------------------------------------------------------------------------------


def ledger(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "projects.xlsx")[SHEET]


def test_the_ledger_has_one_row_per_project_with_its_figures(real: Written) -> None:
    sheet = ledger(real.folder)
    head = [c.value.replace("\n", "") for c in sheet[FIRST_ROW - 1]]
    rows = [dict(zip(head, (c.value for c in row), strict=True)) for row in sheet.iter_rows(FIRST_ROW)]
    projects = {
        p["id"]: p
        for p in json.loads((real.folder / "projects.json").read_text(encoding="utf-8"))["projects"]
    }
    assert [r["项目编号"] for r in rows] == list(projects)
    for row in rows:
        told = projects[row["项目编号"]]
        published = told["published"] or {"total": None}
        for name, text in (
            ("公布得分", published["total"]),
            ("复算得分", told["total"]),
            ("失分", told["headline"]["lost"]),
        ):
            assert row[name] == (None if text is None else float(Decimal(text)))
        assert row["全年预算（万元）"] == float(told["funds"][0]["annual_budget"])
        assert (row["年度"], row["问题数"]) == (told["year"], len(told["issues"]))


def test_the_ledger_counts_dates_and_open_issues_and_links_to_pages(tmp_path: Path) -> None:
    issues = [
        {"编号": f"P{n}", "描述": "慢", "整改": {"状态": s}}
        for n, s in enumerate(("整改中", "未开始", "已完成", "未载明"))
    ]
    shown = evaluation(公开={"成文日期": "2025-05-20", "发布日期": "2025-06-10 09:30"}, 问题=issues)
    write_data(tmp_path, Publisher.of(site(域名="a.example.com/x")), pieces(shown))
    sheet = ledger(tmp_path)
    cells = {c.name.replace("\n", ""): sheet.cell(FIRST_ROW, n) for n, c in enumerate(COLUMNS, 1)}
    days = [cells[name].value.date().isoformat() for name in ("成文日期", "发布日期")]
    assert days == ["2025-05-20", "2025-06-10"]
    assert (cells["问题数"].value, cells["未完成整改数"].value) == (4, 2)
    assert cells["项目名称"].hyperlink.target == "https://a.example.com/x/projects/2024/beng-zhan/index.html"
    assert (cells["公布得分"].value, cells["备注"].value) == (None, None)


def test_the_ledger_is_set_up_for_print(real: Written) -> None:
    sheet = ledger(real.folder)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "D4"
    assert sheet.auto_filter.ref.startswith("A3:")


def test_nothing_in_the_ledger_is_a_formula(tmp_path: Path) -> None:
    texts = [t for t in COMMANDS if t == t.strip()]
    hostile = [
        evaluation(f"2024/{n}", 名称=t, 单位={"主管部门": t, "实施单位": t}, 公布={"等级": t})
        for n, t in enumerate(texts)
    ]
    write_data(tmp_path, UNKNOWN, pieces(*hostile))
    book = openpyxl.load_workbook(tmp_path / "projects.xlsx")
    assert [c.coordinate for s in (SHEET, NOTES) for row in book[s] for c in row if c.data_type == "f"] == []
    for text, row in zip(texts, book[SHEET].iter_rows(FIRST_ROW), strict=True):
        department, name = row[1], row[2]
        assert (department.value, name.value) == (text, text)
        assert department.quotePrefix


def test_real_evaluations_are_all_in_the_ledger(real: Written) -> None:
    assert ledger(real.folder).max_row == FIRST_ROW - 1 + len(real_evaluations())
