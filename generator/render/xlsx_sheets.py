"""What stands on the sheets of a workbook: the tables of the report, and what else it says as tables."""

from __future__ import annotations

from collections.abc import Iterator

from generator.evaluate import Evaluation
from generator.model.rule_set import RuleSet
from generator.render.xlsx_layout import Sheet
from generator.report import wording
from generator.report.annexes import difference_table, issue_table, score_table
from generator.report.calculation import Calculation, calculations
from generator.report.document import Document
from generator.report.figures import Figures
from generator.report.project_tables import ProjectTables
from generator.report.score_cells import legend
from generator.report.tables import Cell, Row, Scope, Table, grid, head_of, header, words

SCORES, SECTIONS, FUNDS, ISSUES = "指标评分表", "得分汇总", "资金", "问题清单"
STEPS, DIFFERENCES, DISCREPANCIES = "得分计算过程", "公布与复算得分", "差异说明"
"""The names of the sheets."""

_NAMES = 3
"""The columns that say which indicator a row is about."""
_ON_EVERY_SHEET = ("项目名称", "主管部门", "评价年度")
"""The lines of the cover that stand above every table."""


def sheets(evaluation: Evaluation, document: Document, figures: Figures) -> tuple[Sheet, ...]:
    """The sheets of a project; one that has nothing to show is left out."""
    project, rules = evaluation.project, evaluation.rules
    tables = ProjectTables(project, figures, rules)
    above = _above(document)
    steps, places = _steps(figures, rules)
    found: list[Sheet] = []

    def add(name: str, title: str, table: Table | None, *notes: str, frozen: int = 0) -> None:
        if table is not None:
            ids = places if name == STEPS else None
            found.append(Sheet(name, title, table, (*above, *filter(None, notes)), frozen, ids))

    add(SCORES, SCORES, score_table(project, figures, rules), legend(figures), frozen=_NAMES)
    sections = tables.sections()
    add(SECTIONS, sections.caption, sections, tables.below("得分汇总"))
    add(FUNDS, tables.funds().caption, tables.funds())
    add(ISSUES, "问题与整改", _issues(evaluation, tables))
    add(STEPS, STEPS, steps, frozen=2)
    differences = difference_table(project, figures)
    add(DIFFERENCES, differences.caption if differences else "", differences)
    add(DISCREPANCIES, DISCREPANCIES, _discrepancies(evaluation))
    return tuple(found)


def _above(document: Document) -> tuple[str, ...]:
    """What stands between the title of a sheet and its table."""
    facts = "　　".join(f"{label}：{value}" for label, value in document.cover if label in _ON_EVERY_SHEET)
    return tuple(filter(None, (facts, document.notice)))


# 问题清单 --------------------------------------------------------------------------------------------------------


def _issues(evaluation: Evaluation, tables: ProjectTables) -> Table | None:
    """The issues with their causes and with what is done about them."""
    causes = tables.issues()
    if causes is None:
        return None
    table = issue_table(evaluation.project.issues)
    rows = tuple(
        (*row[:2], cause, *row[2:])
        for row, cause in zip(table.bodies[0], _column(causes, "原因"), strict=True)
    )
    head = (*table.head[0][:2], header("原因"), *table.head[0][2:])
    return Table(table.kind, table.caption, (5, 18, 15, 12, 18, 9, 9, 7, 10), (head,), (rows,))


def _column(table: Table, name: str) -> list[Cell]:
    """The cells of the column with this header, none of which spans rows."""
    column = [cell.text for cell in table.head[0]].index(name)
    return [cell for row in grid(table.bodies[0]) if (cell := row[column]) is not None]


# 得分计算过程 ----------------------------------------------------------------------------------------------------


def _steps(figures: Figures, rules: RuleSet) -> tuple[Table, dict[str, int]]:
    """How every score came about, a row for each label, and for each id that scores link to its row."""
    places: dict[str, int] = {}
    bodies: list[tuple[Row, ...]] = []
    start = 1
    for section in calculations(figures, rules):
        places[section.id] = start
        rows: list[Row] = []
        for calculation in section.calculations:
            places[calculation.id] = start + len(rows)
            rows += _calculation(calculation)
        if rows:
            label = header(section.title, Scope.GROUP, rowspan=len(rows))
            bodies.append(((label, *rows[0]), *rows[1:]))
        start += len(rows)
    head = head_of("一级指标", "三级指标", "事项", "内容")
    return Table("steps", STEPS, (10, 14, 10, 66), head, tuple(bodies)), places


def _calculation(calculation: Calculation) -> Iterator[Row]:
    texts = list(calculation.texts())
    name = header(calculation.name or wording.NOTHING, Scope.ROW, rowspan=len(texts))
    for number, (label, text) in enumerate(texts):
        yield (*(() if number else (name,)), header(label, Scope.ROW), words(text))


# 差异说明 --------------------------------------------------------------------------------------------------------


def _discrepancies(evaluation: Evaluation) -> Table | None:
    """The contradictions of the report, with their explanations."""
    rows = tuple(
        (header(str(number), Scope.ROW), words("、".join(d.subjects)), words(d.note))
        for number, d in enumerate(evaluation.project.discrepancies, 1)
    )
    if not rows:
        return None
    return Table("discrepancies", DISCREPANCIES, (7, 28, 65), head_of("序号", "对象", "说明"), (rows,))
