"""Project → workbook → project: nothing is lost, and nothing changes that nobody changed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.yaml_reader import read_yaml
from generator.model.project import Project
from generator.workbook import form
from generator.workbook.exchange import Imported, export_workbook, import_workbook
from generator.workbook.filled import fill
from generator.workbook.grid import read_grid
from generator.workbook.writer import write_workbook
from generator.workbook.yaml_patch import patched
from generator.workbook.yaml_text import document
from generator.workspace import Workspace
from tests.cli.test_commands import run
from tests.conftest import REPOSITORY, MakeWorkspace

REAL = sorted(
    p.parent.relative_to(REPOSITORY / "content" / "projects").as_posix()
    for p in (REPOSITORY / "content" / "projects").glob("*/*/project.yml")
)
PROJECT = "2024/beng-zhan"


def carried(value: dict[str, Any]) -> dict[str, Any]:
    """What of a project a workbook carries."""
    found = {
        (*group.path, key): form.text_at(value, (*group.path, key))
        for sheet in form.PAIRS
        for group, key in form.pair_rows(sheet, value)
        if form.text_at(value, (*group.path, key))
    }
    kept: dict[str, Any] = {"/".join(map(str, path)): text for path, text in found.items()}
    for rows in form.ROWS:
        items = form.node(value, rows.path) or ()
        kept[rows.name] = [{k: form.text_at(item, (k,)) for k in rows.keys if k in item} for item in items]
    for details in form.DETAILS:
        kept[details.name] = [item.get(details.key) for item in value["指标"]]
    return kept


def save(data: bytes, path: Path) -> Path:
    path.write_bytes(data)
    return path


def workbook_of(workspace: Workspace, project: str, path: Path) -> Path:
    made = export_workbook(workspace, project)
    assert isinstance(made, bytes)
    return save(made, path)


def edited(path: Path, sheet: str, row_of: str, column: str, value: Any, *, key_column: int = 2) -> Path:
    """Fill in one cell by openpyxl, as an office would: the row by a text in it, the column by its head."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    heads = {cell.value: cell.column for cell in page[4]}
    row = next(r for r in range(5, page.max_row + 1) if page.cell(r, key_column).value == row_of)
    page.cell(row, heads[column]).value = value
    book.save(path)
    return path


def only_writing(imported: Imported) -> str | None:
    assert [f for f in imported.findings if f.severity.value == "error"] == []
    (writing,) = imported.writings
    return writing.text


@pytest.mark.parametrize("project", REAL)
def test_an_untouched_workbook_of_a_real_project_changes_nothing(project: str, tmp_path: Path) -> None:
    workspace = Workspace(REPOSITORY)
    first = export_workbook(workspace, project)
    assert first == export_workbook(workspace, project)
    imported = import_workbook(workspace, workbook_of(workspace, project, tmp_path / "填.xlsx"), None)
    assert imported.findings == ()
    assert only_writing(imported) is None


@pytest.mark.parametrize("project", REAL)
def test_a_workbook_alone_holds_all_that_it_carries(project: str, tmp_path: Path) -> None:
    workspace = Workspace(REPOSITORY)
    path = workbook_of(workspace, project, tmp_path / "填.xlsx")
    sheets, findings = read_grid(path.read_bytes(), path.name)
    assert findings == []
    text = document(fill({}, sheets).value)
    read = read_yaml(text, "project.yml")
    assert read.findings == ()
    original = read_yaml((workspace.projects / project / "project.yml").read_text("utf-8"), "project.yml")
    assert read.value is not None
    assert original.value is not None
    assert carried(read.value) == carried(original.value)
    Project.model_validate(read.value)


def test_a_file_of_another_style_keeps_every_other_byte(workspace: Workspace, tmp_path: Path) -> None:
    file = workspace.projects / PROJECT / "project.yml"
    text = file.read_text("utf-8").replace("    完成值: 42座\n", "    完成值:   42座   # 抽查过\n\n")
    file.write_bytes(text.replace("\n", "\r\n").encode())
    path = workbook_of(workspace, PROJECT, tmp_path / "填.xlsx")
    assert only_writing(import_workbook(workspace, path, None)) is None
    edited(path, "指标", "接入泵站数", "完成值", "43座", key_column=4)
    edited(path, "资金", "支出", "填写内容", 301.25)
    edited(path, "指标", "接入泵站数", "佐证", "附件1 清单\n附件2 照片", key_column=4)
    edited(path, "评价要点", "2", "结果", "否", key_column=3)
    done = only_writing(import_workbook(workspace, path, None))
    expected = (
        text.replace("42座   #", "43座   #")
        .replace("支出: 301.20}", "支出: 301.25}")
        .replace("2: 是}", "2: 否}")
    )
    expected = expected.replace("43座   # 抽查过\n", "43座   # 抽查过\n    佐证: [附件1 清单, 附件2 照片]\n")
    assert done == expected.replace("\n", "\r\n")


def test_rows_come_and_go(workspace: Workspace, tmp_path: Path) -> None:
    path = workbook_of(workspace, PROJECT, tmp_path / "填.xlsx")
    book = openpyxl.load_workbook(path)
    page = book["指标"]
    for column in range(2, 16):
        page.cell(6, column).value = None
    for column, value in ((2, "效益"), (3, "社会效益"), (4, "投诉下降"), (5, "50"), (7, ">10%"), (8, "12%")):
        page.cell(8, column).value = value
    book.save(path)
    imported = import_workbook(workspace, path, None)
    assert [(f.code, str(f.place)) for f in imported.findings] == [("X709", "[填.xlsx]指标!A6")]
    text = only_writing(imported)
    before = (workspace.projects / PROJECT / "project.yml").read_text("utf-8")
    start, end = (
        before.index("  - 一级: 产出\n    二级: 产出数量"),
        before.index("  - 一级: 产出\n    二级: 产出时效"),
    )
    new = '  - 一级: 效益\n    二级: 社会效益\n    三级: 投诉下降\n    权重: 50\n    指标值: ">10%"\n    完成值: 12%\n'
    assert text == (before[:start] + before[end:]).replace("公布:", new + "公布:")


def test_faults_are_named_by_sheet_and_cell(workspace: Workspace, tmp_path: Path) -> None:
    path = workbook_of(workspace, PROJECT, tmp_path / "填.xlsx")
    edited(path, "指标", "接入泵站数", "权重", "五十分", key_column=4)
    edited(path, "资金", "到位", "填写内容", "=A1/0")
    edited(path, "基本情况", "状态", "填写内容", "公开了")
    before = (workspace.projects / PROJECT / "project.yml").read_bytes()
    done = run(workspace, "import", str(path))
    assert done.returncode == 1
    for place, code in (("指标!E6", "M004"), ("资金!C9", "X703"), ("基本情况!C10", "M006")):
        assert f"[填.xlsx]{place} 错误 {code}" in done.stdout
    assert (workspace.projects / PROJECT / "project.yml").read_bytes() == before


def test_the_command_line_goes_there_and_back(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace()
    assert run(workspace, "export", PROJECT, "--填报").returncode == 0
    path = workspace.root / "beng-zhan-填报.xlsx"
    same = run(workspace, "import", str(path))
    assert (same.returncode, same.stdout) == (0, "content/projects/2024/beng-zhan/project.yml 没有变化\n")
    edited(path, "指标", "告警响应时间", "完成值", "2.9秒", key_column=4)
    look = run(workspace, "import", str(path), "--只看")
    assert "将更新" in look.stdout
    assert "已更新" in run(workspace, "import", str(path)).stdout
    assert "完成值: 2.9秒" in (workspace.projects / PROJECT / "project.yml").read_text("utf-8")
    new = run(workspace, "import", str(path), "--到", "2025/beng-zhan")
    assert "已新建 content/projects/2025/beng-zhan/project.yml" in new.stdout


# --- generated projects -----------------------------------------------------------------------------------------------

WORDS = st.text(
    st.sampled_from("甲乙丙丁，。≥>%@#:-*&!|'\"{}[], 1234567890.是否_x000D_\n=？～ab"),
    min_size=1,
    max_size=30,
)
TEXTS = WORDS.map(lambda t: "\n".join(line.strip() for line in t.strip().split("\n"))).filter(bool)
LINES = TEXTS.map(lambda t: t.replace("\n", "")).filter(bool)


def mappings(keys: tuple[str, ...], values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, values))


NAMES = st.text(st.sampled_from("甲乙丙丁123率数（）"), min_size=1, max_size=6).map(str.strip)
INDICATORS = st.fixed_dictionaries(
    {"三级": NAMES},
    optional=dict.fromkeys((k for k in form.INDICATORS.keys if k not in ("佐证", "三级")), TEXTS)
    | {"佐证": st.lists(LINES.filter(lambda t: t[0] != "　"), min_size=1, max_size=3)}
    | {"要点": st.dictionaries(st.sampled_from(["1", "2", "3", "未注明缺失"]), LINES, min_size=1)}
    | {"评分输入": st.dictionaries(NAMES, LINES, min_size=1, max_size=3)},
)  # fmt: skip
PROJECTS = st.fixed_dictionaries(
    {
        "项目": mappings(form.BASICS.groups[0].keys, LINES.filter(lambda t: "至" not in t)),
        "资金": mappings(form.FUNDS.groups[0].keys, LINES),
        "指标": st.lists(INDICATORS, min_size=1, max_size=4),
        "公布": mappings(("总分", "等级"), LINES),
    }
)


def emptied(value: Any) -> Any:
    return {k: v for k, v in value.items() if v}


@settings(max_examples=40)
@given(PROJECTS)
def test_any_project_goes_there_and_back(values: dict[str, Any]) -> None:
    values = emptied(values)
    data = write_workbook("2024/x", values, [], [])
    sheets, findings = read_grid(data, "填.xlsx")
    assert findings == []
    filled = fill({}, sheets)
    assert filled.findings == []
    assert carried(filled.value) == carried(values)
    text = document(filled.value)
    read = read_yaml(text, "project.yml").value
    assert read == filled.value
    assert patched(text, filled.value, fill(filled.value, sheets).value) == text


@settings(max_examples=40)
@given(PROJECTS, PROJECTS)
def test_any_change_is_written_and_read_again(old: dict[str, Any], new: dict[str, Any]) -> None:
    old, new = emptied(old), emptied(new)
    new["指标"] = (new["指标"] * 4)[: len(old["指标"])]
    text = "# 头\n" + document(old).replace("指标:\n", "指标:  # 说明\n")
    assert read_yaml(text, "").value == old
    sheets, _ = read_grid(write_workbook("2024/x", old | new, [], []), "填.xlsx")
    filled = fill(old, sheets)
    after = patched(text, old, filled.value)
    assert read_yaml(after, "").value == filled.value
    assert after.startswith("# 头\n")
    assert "指标:  # 说明" in after


def test_the_workbook_guides_and_protects(workspace: Workspace) -> None:
    made = export_workbook(workspace, PROJECT)
    assert isinstance(made, bytes)
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == [form.GUIDE, *(sheet.name for sheet in form.SHEETS)]
    assert all(page.protection.sheet for page in book)
    page = book["指标"]
    assert page["A5"].protection.locked
    assert not page["H5"].protection.locked
    lists = [v for v in book["评价要点"].data_validations.dataValidation if v.type == "list"]
    assert {v.formula1 for v in lists} == {'"是,否,未载明"'}
    assert page.print_title_rows == "$4:$4"
    assert page["E3"].protection.locked
    assert openpyxl.load_workbook(io.BytesIO(made), data_only=True)["指标"]["E3"].value == 100
