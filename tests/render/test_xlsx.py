"""The workbook of a project, read back with openpyxl."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from generator.evaluate import Evaluation, evaluate
from generator.load import LoadedProject, load
from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.render.xlsx import render_xlsx
from generator.render.xlsx_layout import HIGHEST_ROW
from generator.render.xlsx_numbers import read_number
from generator.render.xlsx_widths import Room
from generator.report.annexes import difference_table, issue_table, score_table
from generator.report.assemble import official_forms
from generator.report.document import Document
from generator.report.figures import Figures
from generator.report.forms import Form
from generator.report.project_tables import ProjectTables
from generator.report.tables import Row, Table, grid
from generator.scoring import score_project
from generator.workspace import Workspace
from tests.report.samples import PUBLISHED, report, sample
from tests.support import indicator, rule_set

ROOT = Path(__file__).resolve().parents[2]
REAL = (
    "2020/gusu-gongan",
    "2020/wangcheng-shehui",
    "2023/yantian-xinfang",
    "2024/shen-ping-an",
    "2024/yantian-minsheng",
)
SAMPLES = ("full", "unpublished", "minimal")
FORMS = ("自评表", "绩效目标表")

# Projects -------------------------------------------------------------------------------------------------------


@cache
def content(root: Path) -> dict[str, tuple[Evaluation, Document]]:
    result = evaluate(load(Workspace(root)))
    return {e.id: (e, result.documents[e.id]) for e in result.evaluations}


def evaluation_of(project: Project, rules: RuleSet | None = None) -> Evaluation:
    rules = rules or rule_set()
    loaded = LoadedProject("2024/a", Path(), "project.yml", "report.md", project, None, None, ())
    return Evaluation(loaded, project, rules, score_project(project, rules))


def made(**changes: Any) -> tuple[Evaluation, Document]:
    """A made-up project with everything there is; `changes` by Chinese key."""
    project = sample(**changes)
    return evaluation_of(project), report(project=project)[0]


def case(name: str) -> tuple[Evaluation, Document]:
    if name in REAL:
        return content(ROOT)[name]
    if name == "minimal":
        return next(iter(content(ROOT / "tests/sites/minimal").values()))
    return made() if name == "full" else made(公布=None, 差异说明=[], 问题=[])


def workbook(name: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(*case(name))))


def read(evaluation: Evaluation, document: Document, **options: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(evaluation, document)), **options)


# Reading --------------------------------------------------------------------------------------------------------


def displayed(value: Any, number_format: str) -> str:
    """What a spreadsheet shows of a value."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    number = Decimal(repr(value))
    sections = number_format.split(";")
    section = sections[0]
    if number < 0 and len(sections) > 1:
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    pattern = re.fullmatch(r'((?:"[^"]*")?)((?:#,##)?)0(?:\.(0+))?(%?)((?:"[^"]*")?)', section)
    assert pattern, section
    before, grouped, places, percent, after = pattern.groups()
    exact = (number * 100 if percent else number).quantize(
        Decimal(1).scaleb(-len(places or "")), ROUND_HALF_UP
    )
    shown = f"{exact:{',' if grouped else ''}f}{percent}"
    return f"{before.strip(chr(34))}{shown}{after.strip(chr(34))}"


def head_row(sheet: Any, table: Table) -> int:
    """The row of a sheet in which the head of its table stands."""
    return next(
        row for row in range(1, sheet.max_row + 1)
        if [sheet.cell(row, c).value for c in range(1, len(table.head[0]) + 1)] == [c.text for c in table.head[0]]
    )  # fmt: skip


def last_row(sheet: Any, top: int) -> int:
    """The last row of the table whose head stands in row `top`: the cells of tables have borders."""
    return max(row for row in range(top, sheet.max_row + 1) if sheet.cell(row, 1).border.left.style)


def placed(table: Table) -> list[tuple[int, int, Any]]:
    """Row, column and cell of a table, from 0."""
    found, row = [], 0
    groups: tuple[tuple[Row, ...], ...] = (table.head, *table.bodies, table.foot)
    for group in groups:
        for line in grid(group):
            found += [(row, column, cell) for column, cell in enumerate(line) if cell is not None]
            row += 1
    return found


def tables_of(evaluation: Evaluation) -> dict[str, Table]:
    """The tables of the document by the sheet on which they stand as they are, but for official forms."""
    project, rules = evaluation.project, evaluation.rules
    figures = Figures(project, evaluation.score, rules)
    tables = ProjectTables(project, figures, rules)
    found = {
        "指标评分表": score_table(project, figures, rules),
        "得分汇总": tables.sections(),
        "资金": tables.funds(),
        "问题清单": issue_table(project.issues) if project.issues else None,
        "公布与复算得分": difference_table(project, figures),
    }
    return {name: table for name, table in found.items() if table is not None}


def forms_of(evaluation: Evaluation) -> tuple[Form, ...]:
    narrative = evaluation.loaded.narrative
    return official_forms(evaluation.project, evaluation.score, evaluation.rules, narrative)


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().split("\n")]


# What is on the sheets ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*REAL, *SAMPLES])
def test_every_cell_of_the_documents_tables_is_there_and_shows_the_same(name: str) -> None:
    evaluation, document = case(name)
    values = read(evaluation, document, data_only=True)
    for title, table in tables_of(evaluation).items():
        sheet = values[title]
        top = head_row(sheet, table)
        seen = 0
        for row, column, cell in placed(table):
            there = sheet.cell(top + row, column + 1)
            assert lines(displayed(there.value, there.number_format)) == lines(cell.text + cell.mark)
            seen += bool(cell.text)
        filled = sum(
            c.value is not None for r in sheet.iter_rows(min_row=top, max_row=last_row(sheet, top)) for c in r
        )
        assert filled == seen, "nothing else stands in the table"


@pytest.mark.parametrize("name", [*REAL, *SAMPLES])
def test_cells_are_merged_as_in_the_tables(name: str) -> None:
    evaluation, document = case(name)
    book = read(evaluation, document)
    for title, table in tables_of(evaluation).items():
        sheet = book[title]
        top = head_row(sheet, table)
        expected = {
            (top + row, column + 1, top + row + cell.rowspan - 1, column + cell.colspan)
            for row, column, cell in placed(table)
            if cell.rowspan * cell.colspan > 1
        }
        merged = {(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges}
        inside = {m for m in merged if top <= m[0] <= last_row(sheet, top)}
        assert inside == expected
        assert {m[1::2] for m in merged - inside} == {(1, len(table.widths))}


@pytest.mark.parametrize("name", [*REAL, *SAMPLES])
def test_scores_weights_and_amounts_are_numbers(name: str) -> None:
    evaluation, document = case(name)
    values = read(evaluation, document, data_only=True)
    for title, table in tables_of(evaluation).items():
        top = head_row(values[title], table)
        for row, column, cell in placed(table):
            is_number = re.fullmatch(r"[+−-]?[\d,]+(\.\d+)?%?", cell.text) and not cell.scope
            value = values[title].cell(top + row, column + 1).value
            assert isinstance(value, int | float) == bool(is_number), cell


@pytest.mark.parametrize("name", [*REAL, *SAMPLES])
def test_every_step_of_every_calculation_is_there(name: str) -> None:
    evaluation, document = case(name)
    sheet = read(evaluation, document)["得分计算过程"]
    text = "\n".join(str(c.value) for row in sheet.iter_rows() for c in row)
    whole = {s.name for s in evaluation.score.sections if s.whole}
    for score in evaluation.score.indicators:
        said = [*score.steps, *score.inputs.values(), score.standard, score.method]
        said += [score.difference.note] if score.difference else []
        if score.indicator.level_1 not in whole:
            assert all(part.strip() in text for part in said)


def test_the_discrepancies_are_numbered() -> None:
    sheet = workbook("full")["差异说明"]
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=3)]
    assert rows == [
        ["序号", "对象", "说明"],
        ["1", "立项依据、决策、总分", "要点分值合计2分，公布3分。"],
        ["2", "正文", "名称不一致。"],
    ]


def test_sheets_with_nothing_to_show_are_left_out() -> None:
    assert workbook("full").sheetnames == [
        "指标评分表", "得分汇总", "资金", "问题清单", "得分计算过程", "公布与复算得分", "差异说明", "绩效目标表",
    ]  # fmt: skip
    assert workbook("unpublished").sheetnames == [
        "指标评分表",
        "得分汇总",
        "资金",
        "得分计算过程",
        "绩效目标表",
    ]


@pytest.mark.parametrize("name", REAL)
def test_every_sheet_carries_the_notice_of_a_transcribed_example(name: str) -> None:
    document = case(name)[1]
    for sheet in workbook(name):
        assert document.notice in [sheet.cell(row, 1).value for row in range(1, 5)]
        assert sheet.oddHeader.right.text == "转录示例"


def test_a_draft_says_so_on_every_printed_page() -> None:
    evaluation, document = case("2024/shen-ping-an")
    for sheet in read(evaluation, dataclasses.replace(document, draft=True)):
        assert sheet.oddHeader.right.text == "征求意见稿　转录示例"


def test_what_is_not_stated_stays_text() -> None:
    evaluation, document = made(
        资金={"年初预算": "未载明", "全年预算": "100", "到位": "未载明", "支出": "90"}
    )
    sheet = read(evaluation, document)["资金"]
    row = next(r for r in range(1, 9) if sheet.cell(r, 1).value == "年度资金总额")
    assert [sheet.cell(row, c).value for c in range(2, 6)] == ["未载明", 100, "未载明", 90]


# Official forms -------------------------------------------------------------------------------------------------


def test_projects_have_the_sheets_of_their_forms() -> None:
    found = {name: [title for title in workbook(name).sheetnames if title in FORMS] for name in REAL}
    assert found == {
        "2020/gusu-gongan": ["自评表"],
        "2020/wangcheng-shehui": ["自评表"],
        "2023/yantian-xinfang": ["绩效目标表"],
        "2024/shen-ping-an": ["绩效目标表"],
        "2024/yantian-minsheng": ["绩效目标表"],
    }
    titles = [workbook(name)["自评表"].cell(1, 1).value for name in REAL[:2]]
    assert titles == ["苏州市级财政支出项目绩效自评表", "项目支出绩效自评表"]


@pytest.mark.parametrize("name", [*REAL, "full"])
def test_every_cell_of_a_form_is_there_merged_and_shows_the_same(name: str) -> None:
    evaluation, document = case(name)
    values = read(evaluation, document, data_only=True)
    assert forms_of(evaluation)
    for form in forms_of(evaluation):
        sheet = values[form.name]
        top = next(r for r in range(1, 9) if sheet.cell(r, 1).border.left.style)
        merged = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
        for row, column, cell in placed(form.table):
            there = sheet.cell(top + row, column + 1)
            assert lines(displayed(there.value, there.number_format)) == lines(cell.text + cell.mark)
            area = merged.get((there.row, there.column))
            assert (area.max_col if area else there.column) == column + cell.colspan
        assert [sheet.cell(2, 1).value, *form.notes] == [
            form.table.caption,
            *(sheet.cell(r, 1).value for r in range(last_row(sheet, top) + 1, sheet.max_row + 1)),
        ]


@pytest.mark.parametrize("name", REAL[:2])
def test_scores_of_a_form_refer_to_the_table_of_indicators(name: str) -> None:
    book = workbook(name)
    formulas = [c.value for row in book["自评表"].iter_rows() for c in row if c.data_type == "f"]
    total = last_row(book["指标评分表"], 4)
    assert formulas[-1] == f"='指标评分表'!H{total}"
    assert len(formulas) == len(set(formulas)) > 4


# Formulas -------------------------------------------------------------------------------------------------------


class Calculator:
    """Computes the formulas of a workbook anew, in decimal."""

    def __init__(self, book: Any) -> None:
        self.book = book

    def cell(self, sheet: Any, address: str) -> Any:
        value = sheet[address].value
        if isinstance(value, str) and value.startswith("=") and sheet[address].data_type == "f":
            return self.formula(sheet, value[1:])
        return Decimal(repr(value)) if isinstance(value, int | float) else value

    def formula(self, sheet: Any, text: str) -> Decimal:
        for sign in "+-/":
            left, found, right = text.partition(sign)
            if found:
                return self.joined(self.formula(sheet, left), sign, self.formula(sheet, right))
        function = re.fullmatch(r"(SUM|SUMIF)\((.*)\)", text)
        if function is None:
            return Decimal(self.cells(sheet, text)[0])
        arguments = function[2].split(",")
        words, values = self.cells(sheet, arguments[0]), self.cells(sheet, arguments[-1])
        wanted = None if function[1] == "SUM" else arguments[1].strip('"')
        pairs = zip(words, values, strict=True)
        counted = [v for w, v in pairs if isinstance(v, Decimal) and wanted in (None, w)]
        return sum(counted, Decimal(0))

    @staticmethod
    def joined(left: Decimal, sign: str, right: Decimal) -> Decimal:
        if sign == "/":
            return left / right
        return left + right if sign == "+" else left - right

    def cells(self, sheet: Any, reference: str) -> list[Any]:
        match = re.fullmatch(r"(?:'(.+)'!)?(.+)", reference)
        assert match
        there = self.book[match[1]] if match[1] else sheet
        found = there[match[2]]
        rows = found if isinstance(found, tuple) else ((found,),)
        return [self.cell(there, c.coordinate) for row in rows for c in row]


@pytest.mark.parametrize("name", [*REAL, *SAMPLES])
def test_formulas_compute_what_readers_without_calculation_see(name: str) -> None:
    evaluation, document = case(name)
    book, values = read(evaluation, document), read(evaluation, document, data_only=True)
    calculator, formulas = Calculator(book), 0
    for sheet in book:
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            kept = values[sheet.title][cell.coordinate]
            computed = calculator.formula(sheet, cell.value[1:])
            assert abs(computed - Decimal(repr(kept.value))) < Decimal("1e-12"), cell.value
            formulas += 1
    assert formulas >= 7


@pytest.mark.parametrize("name", REAL)
def test_totals_are_formulas(name: str) -> None:
    evaluation, document = case(name)
    book = read(evaluation, document)
    table = tables_of(evaluation)["指标评分表"]
    sheet, headers = book["指标评分表"], [cell.text for cell in table.head[0]]
    total = next(r for r in range(sheet.max_row, 0, -1) if sheet.cell(r, 1).value == "合计")
    for header in ("公布得分", "复算得分"):
        assert str(sheet.cell(total, headers.index(header) + 1).value).startswith("=SUM(")
    summary = book["得分汇总"]
    row = next(r for r in range(1, 9) if summary.cell(r, 1).value in ("得分", "公布得分"))
    written = [str(summary.cell(row, c).value) for c in range(2, summary.max_column + 1)]
    assert all(text.startswith("=SUM('指标评分表'!") for text in written[:-1])
    assert written[-1].startswith("=SUM(B")
    rates = [str(summary.cell(row + 1, c).value) for c in range(2, summary.max_column + 1)]
    assert all(re.fullmatch(r"=([A-Z]+)\d+/\1\d+", rate) for rate in rates)


def test_the_execution_rate_is_a_formula() -> None:
    sheet = workbook("2024/shen-ping-an")["资金"]
    row = next(r for r in range(1, 9) if sheet.cell(r, 1).value == "年度资金总额")
    assert sheet.cell(row, 6).value == f"=E{row}/D{row}"
    assert (sheet.cell(row, 5).value, sheet.cell(row, 5).number_format) == (1256.72, "#,##0.00")


def test_scores_that_cannot_be_recomputed_count_as_published() -> None:
    values = read(*case("2020/gusu-gongan"), data_only=True)["指标评分表"]
    formulas = workbook("2020/gusu-gongan")["指标评分表"]
    total = last_row(values, 4)
    assert 'SUMIF(I5:I28,"无法复算",H5:H28)' in formulas.cell(total, 9).value
    assert (values.cell(total, 8).value, values.cell(total, 9).value) == (78, 72)


def test_a_signed_figure_that_does_not_add_up_stays_as_signed() -> None:
    evaluation, document = made(公布=PUBLISHED | {"总分": "92", "分项": {"决策": "7.9", "产出": "72"}})
    book = read(evaluation, document)
    summary = book["得分汇总"]
    row = next(r for r in range(1, 9) if summary.cell(r, 1).value == "公布得分")
    decision, output, benefit, total = (summary.cell(row, c).value for c in range(2, 6))
    assert (decision, total) == (7.9, "='指标评分表'!H10")
    assert output.startswith("=SUM(")
    assert benefit.startswith("=SUM(")
    assert book["指标评分表"]["H10"].value == 92


def test_scores_link_to_their_calculation() -> None:
    book = workbook("full")
    sheet = book["指标评分表"]
    for row in range(5, 11):
        link = sheet.cell(row, 9).hyperlink or sheet.cell(row, 10).hyperlink
        if link is not None:
            title, address = link.location.split("!")
            assert book[title.strip("'")][address].value == sheet.cell(row, 3).value


SOFFICE = shutil.which("soffice")
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def without_results(data: bytes) -> bytes:
    """A workbook whose formulas all claim to be -1."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1<v>-1</v>", old.read(name)))
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="没有 LibreOffice（soffice），不能重新计算公式")
def test_office_computes_the_same(tmp_path: Path) -> None:
    names = [*REAL, "full", "unpublished"]
    settings = tmp_path / "profile/user/registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(ALWAYS)
    files = {name: tmp_path / f"{name.replace('/', '-')}.xlsx" for name in names}
    for name, file in files.items():
        file.write_bytes(without_results(render_xlsx(*case(name))))
    command = [str(SOFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
               "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), *map(str, files.values())]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    for name, file in files.items():
        computed = openpyxl.load_workbook(tmp_path / "out" / file.name, data_only=True)
        kept = read(*case(name), data_only=True)
        for sheet in workbook(name):
            for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
                there, here = (b[sheet.title][cell.coordinate].value for b in (computed, kept))
                assert there == pytest.approx(here, abs=1e-12), f"{name} {sheet.title} {cell.coordinate}"


# Text is text ---------------------------------------------------------------------------------------------------

DANGEROUS = ('=HYPERLINK("http://a.cn","看")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_is_written_as_text(text: str) -> None:
    evil = indicator(
        一级=text, 二级=text, 三级=text + "甲", 权重="100", 指标值="=90%", 完成值="=100%",
        评分={"方式": "未公布规则", "说明": text}, 解释=text, 扣分原因=text, 备注=text, 佐证=[text],
    )  # fmt: skip
    project = sample(
        指标=[evil],
        公布={"指标": {(text + "甲").strip(): "90"}},
        差异说明=[{"对象": ["正文"], "说明": text}],
        问题=[{"编号": "P1", "描述": text, "原因": text, "建议": text}],
    )
    document = dataclasses.replace(report()[0], title=text, author=text, notice=text, keywords=(text,))
    book = read(evaluation_of(project), document)
    ours = re.compile(r"=('[^']+'!)?[A-Z]+\d+([-/][A-Z]+\d+)?|=SUM\(.*")
    quoted = 0
    for sheet in book:
        for cell in (c for row in sheet.iter_rows() for c in row if c.value is not None):
            if cell.data_type == "f":
                assert ours.fullmatch(cell.value)
                assert text.strip() not in cell.value
            elif str(cell.value)[0] in "=+-@" and cell.data_type == "s" and cell.row > 3:
                assert cell.quotePrefix, "stays text when somebody edits the cell"
                quoted += 1
    assert quoted > 6
    assert any(c.value == "=100%" for row in book["指标评分表"].iter_rows() for c in row)


def test_a_long_number_keeps_its_digits_as_text() -> None:
    assert read_number("1234567890123456") is None
    assert read_number("007") is None
    assert read_number("1,23") is None
    assert read_number("２３") is None
    assert read_number("-0.00") is None
    assert read_number("3", '"') is None


@pytest.mark.parametrize(
    ("text", "mark", "value", "number_format"),
    [
        ("4.97", "", "4.97", "0.00"),
        ("3.00", "≠", "3.00", '0.00"≠"'),
        ("1,265.41", "", "1265.41", "#,##0.00"),
        ("99.31%", "", "0.9931", "0.00%"),
        ("-0.2", "", "-0.2", "0.0"),
        ("−1.00", "", "-1.00", '0.00;"−"0.00'),
        ("+1.00", "", "1.00", '"+"0.00;"−"0.00;0.00'),
        ("90%", "（≠，复算67.52%）", "0.90", '0%"（≠，复算67.52%）"'),
    ],
)
def test_numbers_are_shown_as_written(text: str, mark: str, value: str, number_format: str) -> None:
    number = read_number(text, mark)
    assert number is not None
    assert (number.value, number.format) == (Decimal(value), number_format)
    assert displayed(float(number.value), number.format) == text + mark


# Print set-up ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["2024/shen-ping-an", *SAMPLES])
def test_every_sheet_is_set_up_for_print(name: str) -> None:
    for sheet in workbook(name):
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows or sheet.title in FORMS
        assert "第&P页" in sheet.oddFooter.center.text or "第&[Page]页" in sheet.oddFooter.center.text
        margins = sheet.page_margins
        assert all(0.5 < m < 0.9 for m in (margins.left, margins.right, margins.top, margins.bottom))
        assert sheet.cell(1, 1).font.name == "黑体"
        if sheet.title not in FORMS:
            assert_head_stays(sheet)


def assert_head_stays(sheet: Any) -> None:
    head = next(r for r in range(1, 9) if sheet.cell(r, 1).fill.fill_type == "solid")
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.freeze_panes.endswith(str(head + 1))
    assert sheet.cell(head, 1).font.name == "黑体"
    assert (sheet.cell(head + 1, 2).font.name, sheet.cell(head + 1, 2).font.charset) == ("宋体", 134)


def points(sheet: Any) -> dict[int, float]:
    """The width of each column in points, as Excel has it."""
    columns = sheet.column_dimensions.values()
    return {c: (d.width * 7 + 5) * 0.75 for d in columns for c in range(d.min, d.max + 1)}


def test_all_text_has_room() -> None:
    """Each merged or single cell is high enough for its text at 9 points, of Han of full width."""
    for name in (*REAL, "full"):
        for sheet in workbook(name):
            merged = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
            widths = points(sheet)
            for cell in (c for row in sheet.iter_rows() for c in row if isinstance(c.value, str)):
                if cell.data_type == "f":
                    continue
                area = merged.get((cell.row, cell.column))
                rows = range(cell.row, (area.max_row if area else cell.row) + 1)
                columns = range(cell.column, (area.max_col if area else cell.column) + 1)
                width = sum(widths[c] for c in columns)
                high = sum(sheet.row_dimensions[r].height for r in rows)
                size = cell.font.size
                needed = 0
                for line in cell.value.split("\n"):
                    wide = sum(1 if ord(c) > 126 else 0.5 for c in line) * size
                    needed += max(1, -(-wide // (width - 6)))
                assert needed * size * 1.25 <= high, cell.value


@pytest.mark.parametrize("length", [1_500, 19_000])
def test_a_very_long_text_stands_in_several_rows_merged(length: int) -> None:
    long = "因为通信链路没有按时扩容而影响告警。" * (length // 18)
    indicators = [
        indicator(三级="甲", 权重="50", 扣分原因=long, 备注=long, 评分={"方式": "未公布规则", "说明": "无"})
    ]
    indicators.append(indicator(一级="效益", 三级="乙", 权重="50", 评分={"方式": "未公布规则", "说明": "无"}))
    project = sample(指标=indicators, 公布={"指标": {"甲": "40", "乙": "50"}}, 差异说明=[], 问题=[])
    evaluation, document = evaluation_of(project), report()[0]
    book, values = read(evaluation, document), read(evaluation, document, data_only=True)
    sheet = book["指标评分表"]
    assert any(c.value == long for row in sheet.iter_rows() for c in row)
    assert all(d.height <= HIGHEST_ROW for s in book for d in s.row_dimensions.values() if d.height)
    start = next(r for r in range(1, 9) if sheet.cell(r, 3).value == "甲")
    spans = {m.min_col: m for m in sheet.merged_cells.ranges if m.min_row == start}
    assert len(spans) == len(score_table(project, Figures(project, evaluation.score, evaluation.rules),
                                         evaluation.rules).widths)  # fmt: skip
    assert len({m.max_row for m in spans.values()}) == 1
    last = last_row(sheet, start - 1)
    totals = [values["指标评分表"].cell(last, c).value for c in range(1, sheet.max_column + 1)]
    assert 90 in totals
    calculator = Calculator(book)
    assert calculator.cell(sheet, sheet.cell(last, totals.index(90) + 1).coordinate) == 90


def test_a_long_notice_does_not_freeze_the_screen() -> None:
    evaluation, document = case("full")
    sheet = read(evaluation, dataclasses.replace(document, notice="转录说明。" * 900))["资金"]
    assert sheet.freeze_panes is None
    assert all(d.height <= HIGHEST_ROW for d in sheet.row_dimensions.values() if d.height)


def test_no_column_is_narrower_than_it_must_be() -> None:
    room = Room(100, (10, 30, 10), (20, 90, 90))
    assert room.shared([1, 1, 1]) == (20, 40, 40)
    assert room.shared([8, 1, 1]) == (20, 40, 40)
    assert room.shared([1, 1, 98]) == (10, 30, 60)
    assert Room(30, (20, 20), (40, 40)).shared([1, 1]) == (20, 20)
    assert Room(100, (1, 1), (10, 20)).shared([9, 1]) == (80, 20)


# The file -------------------------------------------------------------------------------------------------------


def test_the_file_says_what_it_is() -> None:
    document = case("full")[1]
    properties = workbook("full").properties
    assert (properties.title, properties.creator) == (document.title, document.author)
    assert properties.created == datetime.datetime.combine(document.date, datetime.time())
    assert properties.modified == properties.created


def test_the_same_project_gives_the_same_bytes() -> None:
    first, second = (render_xlsx(*case("2024/yantian-minsheng")) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


FRESH = """
import hashlib, sys
from pathlib import Path
from generator.evaluate import evaluate
from generator.load import load
from generator.render.xlsx import render_xlsx
from generator.workspace import Workspace
result = evaluate(load(Workspace(Path(sys.argv[1]))))
for e in result.evaluations:
    print(e.id, hashlib.sha256(render_xlsx(e, result.documents[e.id])).hexdigest())
"""


def test_a_fresh_process_gives_the_same_bytes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FRESH, str(ROOT)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "America/New_York"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    there = dict(line.split() for line in done.stdout.splitlines())
    assert there == {name: hashlib.sha256(render_xlsx(*case(name))).hexdigest() for name in REAL}
