"""The 绩效目标表: what was declared for the year, before any of it was done."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.project import Project
from generator.report.forms_parts import Form, amount, beside, label, part
from generator.report.score_rows import grouped, level_cells
from generator.report.tables import Cell, Row, Table, header, words

TITLE = "项目支出绩效目标表"

_WIDTHS = (15, 16, 19, 28, 22)


def objective_form(project: Project) -> Form | None:
    """The declared objective with its indicators; None where the project declares no 目标表."""
    if not project.objective.table:
        return None
    caption = f"（{project.facts.year}年度申报）"
    parts = (_facts(project), _objective(project), tuple(_indicators(project)))
    table = Table("form", caption, _WIDTHS, (), parts, id="table-objective-form")
    return Form("绩效目标表", TITLE, table)


def _facts(project: Project) -> tuple[Row, ...]:
    facts, units, funds = project.facts, project.units, project.funds
    return (
        (label("项目名称"), Cell(facts.name, colspan=4)),
        (label("主管部门"), Cell(str(units.department), colspan=4)),
        (label("实施单位"), Cell(str(units.implementing_unit), colspan=4)),
        (
            label(f"项目资金（{funds.unit.value}）"),
            label("年初预算数"),
            amount(funds.initial_budget, funds),
            label("全年预算数"),
            amount(funds.annual_budget, funds),
        ),
    )


def _objective(project: Project) -> tuple[Row, ...]:
    return ((label("年度总体目标"), words(project.objective.expected, colspan=4)),)


def _indicators(project: Project) -> Iterator[Row]:
    items = [(str(row.level_1), str(row.level_2), row) for row in project.objective.table]
    rows: list[Row] = [tuple(map(header, ("一级指标", "二级指标", "三级指标", "指标值")))]
    for group in grouped(items):
        for cells, item in level_cells(group):
            names = tuple(label(cell.text, rowspan=cell.rowspan) for cell in cells)
            rows.append((*names, label(item.level_3), Cell(str(item.target))))
    return beside((part("绩效指标", rowspan=len(rows)),), tuple(rows))
