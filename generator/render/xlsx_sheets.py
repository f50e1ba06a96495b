"""What stands on the sheets of a workbook: the tables of the report, and what else it says as tables."""

from __future__ import annotations

from collections.abc import Iterator

from generator.evaluate import Evaluation
from generator.model.rule_set import RuleSet
from generator.render.xlsx_layout import Sheet
from generator.report import wording
from generator.report.annexes import difference_table, issue_table, score_table
from generator.report.assemble import official_forms
from generator.report.calculation import Calculation, Labelled, calculations
from generator.report.document import Document
from generator.report.figures import Figures
from generator.report.forms import Form
from generator.report.project_tables import ProjectTables
from generator.report.score_cells import legend
from generator.report.tables import Row, Scope, Table, head_of, header, words

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
            found.append(Sheet(name, title, table, above, tuple(filter(None, notes)), frozen, ids))

    add(SCORES, SCORES, score_table(project, figures, rules), legend(figures), frozen=_NAMES)
    sections = tables.sections()
    add(SECTIONS, sections.caption, sections, tables.below("得分汇总"))
    add(FUNDS, tables.funds().caption, tables.funds())
    issues = issue_table(project.issues)
    add(ISSUES, issues.caption, issues if project.issues else None)
    add(STEPS, STEPS, steps, frozen=2)
    differences = difference_table(project, figures)
    add(DIFFERENCES, differences.caption if differences else "", differences)
    add(DISCREPANCIES, DISCREPANCIES, _discrepancies(evaluation))
    forms = official_forms(project, evaluation.score, rules, evaluation.loaded.narrative)
    found += [_form(form, document) for form in forms]
    return tuple(found)


def _form(form: Form, document: Document) -> Sheet:
    """An official form. Its own cells say which project it is about."""
    above = tuple(filter(None, (form.table.caption, document.notice)))
    return Sheet(form.name, form.title, form.table, above, form.notes)


def _above(document: Document) -> tuple[str, ...]:
    """What stands between the title of a sheet and its table."""
    facts = "　　".join(f"{label}：{value}" for label, value in document.cover if label in _ON_EVERY_SHEET)
    return tuple(filter(None, (facts, document.notice)))


# 得分计算过程 ----------------------------------------------------------------------------------------------------


def _steps(figures: Figures, rules: RuleSet) -> tuple[Table, dict[str, int]]:
    """How every score came about, one row each, and for each id that scores link to its row."""
    places: dict[str, int] = {}
    bodies: list[tuple[Row, ...]] = []
    start = 1
    for section in calculations(figures, rules):
        places[section.id] = start
        places |= {c.id: start + number for number, c in enumerate(section.calculations)}
        rows = [_calculation(c) for c in section.calculations]
        if rows:
            label = header(section.title, Scope.GROUP, rowspan=len(rows))
            bodies.append(((label, *rows[0]), *rows[1:]))
        start += len(rows)
    head = head_of("一级指标", "三级指标", "计分依据", "计算过程", "得分与说明")
    return Table("steps", STEPS, (8, 12, 32, 24, 24), head, tuple(bodies)), places


def _calculation(calculation: Calculation) -> Row:
    return (
        header(calculation.name or wording.NOTHING, Scope.ROW),
        words("\n".join(filter(None, (calculation.facts, *_labelled(calculation.basis))))),
        words("\n".join(_numbered(calculation.steps)) or wording.NOTHING),
        words("\n".join(_labelled(calculation.result))),
    )


def _labelled(texts: tuple[Labelled, ...]) -> Iterator[str]:
    return (f"{label}：{text}" for label, text in texts)


def _numbered(steps: tuple[str, ...]) -> Iterator[str]:
    """Lines with numbers, if there are several."""
    return (f"{n}. {step}" for n, step in enumerate(steps, 1)) if len(steps) > 1 else iter(steps)


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
