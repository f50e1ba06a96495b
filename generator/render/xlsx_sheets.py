"""What stands on the sheets of a workbook: the tables of the report, and what else it says as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.evaluate import Evaluation
from generator.model.rule_set import RuleSet
from generator.render.xlsx_layout import Sheet
from generator.report import wording
from generator.report.annexes import difference_table, issue_table, score_table
from generator.report.document import Document
from generator.report.figures import Figure, Figures
from generator.report.project_tables import ProjectTables
from generator.report.score_cells import (
    legend,
    published_cell,
    recomputed_cell,
    score_cell,
    section_id,
    step_id,
)
from generator.report.tables import Cell, Row, Scope, Table, grid, head_of, header, numeric, words
from generator.report.values import target_text
from generator.scoring import IndicatorScore

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
    steps, places = _steps(evaluation, figures)
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


def _steps(evaluation: Evaluation, figures: Figures) -> tuple[Table, dict[str, int]]:
    """How every score came about, one row each, and for each id that scores link to its row."""
    places: dict[str, int] = {}
    bodies: list[tuple[Row, ...]] = []
    row = 1
    for number, section in enumerate(figures.sections):
        rows, ids = zip(*_section_steps(number, section, evaluation, figures), strict=True)
        places |= {id_: row + index for index, id_ in enumerate(ids)}
        places[section_id(number)] = row
        row += len(rows)
        label = header(f"{section.name}（{section.full_text}分）", Scope.GROUP, rowspan=len(rows))
        bodies.append(((label, *rows[0]), *rows[1:]))
    scores = ("公布得分", "复算得分") if figures.has_published else ("得分",)
    columns = ("一级指标", "三级指标", "权重", "评分标准", "计分数据", "计算过程")
    widths = (7, 10, 5, 22, 16, 20, *(6 for _ in scores), 16)
    table = Table("steps", STEPS, widths, head_of(*columns, *scores, "说明"), tuple(bodies))
    return table, places


def _section_steps(
    number: int, section: Figure, evaluation: Evaluation, figures: Figures
) -> Iterator[tuple[Row, str]]:
    """The rows of a section without its name, and their ids."""
    members = [i for i, s in enumerate(figures.score.indicators) if s.indicator.level_1 == section.name]
    if not section.recomputable or not members:
        yield _whole_section(section, figures), section_id(number)
        return
    for index in members:
        yield _indicator_steps(index, evaluation, figures), step_id(index)


def _whole_section(section: Figure, figures: Figures) -> Row:
    """The row of a section that was scored only as a whole."""
    scored = figures.score.section(section.name)
    nothing = Cell(wording.NOTHING)
    scores = (
        (numeric(section.text), numeric("无法复算")) if figures.has_published else (numeric(section.text),)
    )
    standard = words(scored.standard if scored else "")
    return (
        header(wording.NOTHING, Scope.ROW), numeric(section.full_text), standard, nothing, nothing, *scores,
        words("没有逐项分值，无法复算。"),
    )  # fmt: skip


def _indicator_steps(index: int, evaluation: Evaluation, figures: Figures) -> Row:
    score, figure = figures.score.indicators[index], figures.indicators[index]
    indicator = score.indicator
    if figures.has_published:
        scores: tuple[Cell, ...] = (published_cell(figures, index), recomputed_cell(figures, index))
    else:
        scores = (score_cell(figures, index),)
    return (
        header(indicator.level_3, Scope.ROW),
        numeric(figure.full_text),
        words(_said((("", score.standard), ("评分标准原文", indicator.official_wording)))),
        words(_said(_inputs(score, evaluation.rules))),
        words(_numbered(score.steps) or wording.NOTHING),
        *(Cell(c.text, align=c.align, mark=c.mark) for c in scores),
        words(_said(_remarks(score))),
    )


def _inputs(score: IndicatorScore, rules: RuleSet) -> Iterator[tuple[str, str | None]]:
    """What a score was computed from."""
    stated = {"指标值": target_text(score.indicator, rules), "完成值": str(score.indicator.actual)}
    yield from stated.items()
    yield "评分方式", score.method
    named = (f"{name}：{value}" for name, value in score.inputs.items() if stated.get(name) != value)
    yield "", "；".join(named)


def _numbered(items: tuple[str, ...]) -> str:
    """Lines with numbers, if there are several."""
    return "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1)) if len(items) > 1 else "".join(items)


def _remarks(score: IndicatorScore) -> Iterator[tuple[str, str | None]]:
    """What is to be said about a score, each with its label."""
    indicator = score.indicator
    yield "", "不适用，不计入总分。" if score.excluded else None
    yield "未能计算", score.problem.message if score.problem else None
    yield "差异", score.difference.note if score.difference else None
    yield "偏差原因", indicator.deviation_reason
    yield "佐证", "；".join(indicator.evidence)
    yield "备注", indicator.remark
    yield "注意", "；".join(score.clashes)


def _said(parts: Iterable[tuple[str, str | None]]) -> str:
    """Labelled texts, one a line, without those that are empty."""
    return "\n".join(f"{label}：{text}" if label else text for label, text in parts if text)


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
