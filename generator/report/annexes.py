"""The annexes that the generator adds: 指标评分表, 得分计算过程, 公布结果与差异说明, 问题与整改, official forms."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.model.project import Issue, Project, Rectification
from generator.model.rule_set import RuleSet
from generator.report import wording
from generator.report.calculation import calculations_text
from generator.report.figures import GRADE, Figure, Figures
from generator.report.forms_parts import Form
from generator.report.markdown import escape, heading, joined_text, numbered_list, paragraph
from generator.report.score_cells import (
    NO_RULE,
    legend,
    published_cell,
    recomputed_cell,
    score_cell,
    step_link,
)
from generator.report.score_rows import Group, grouped, level_cells
from generator.report.tables import (
    Cell,
    Row,
    Scope,
    Table,
    head_of,
    header,
    numeric,
    to_html,
    without_empty_columns,
    words,
)
from generator.report.values import explanation_of, target_text
from generator.scoring import IndicatorScore


def annexes(project: Project, figures: Figures, rules: RuleSet, forms: tuple[Form, ...] = ()) -> str:
    """All annexes that this project has, numbered one after the other; its official forms stand last."""
    written: list[str] = []

    def add(title: str, body: str, *classes: str) -> None:
        number = len(written) + 1
        label = f"附件{number}　{title}"
        written.append(heading(1, label, f"annex-{number}", "annex", *classes) + "\n\n" + body)

    note = legend(figures)
    scores = to_html(score_table(project, figures, rules))
    add("指标评分表", scores + (f"\n\n{paragraph(note)}" if note else ""), "landscape")
    add("得分计算过程", calculations_text(figures, rules))
    differences, issues = _differences(project, figures), project.issues
    if differences:
        add("公布结果与差异说明", differences)
    if issues:
        add("问题与整改", to_html(issue_table(issues)), "landscape")
    for form in forms:
        body = "\n\n".join((to_html(form.table), *map(paragraph, form.notes)))
        add(form.title, body, *(("landscape",) if form.landscape else ()))
    return "\n\n".join(written)


# 附件1 ---------------------------------------------------------------------------------------------------------

_LEVELS = 3
_EXPLANATION, _REASON = 4, -1


def score_table(project: Project, figures: Figures, rules: RuleSet) -> Table:
    """The whole table of indicators: rules, values, scores, reasons."""
    scores = ("公布得分", "复算得分") if figures.has_published else ("得分",)
    columns = (
        "一级指标", "二级指标", "三级指标", "权重", "指标解释", "评分标准", "指标值", "完成值", *scores, "扣分原因",
    )  # fmt: skip
    widths = (6, 7, 10, 5, 15, 28, 8, 8, *(6 for _ in scores), 14)
    rows = _ScoreRows(project, figures, rules)
    items = [
        (i.indicator.level_1, str(i.indicator.level_2), index)
        for index, i in enumerate(figures.score.indicators)
    ]
    bodies = [rows.group(group) for group in grouped(items)]
    bodies += [
        rows.bare(section) for section in figures.sections if section.name not in {i[0] for i in items}
    ]
    table = Table(
        "scores",
        "指标权重、评分标准与得分",
        widths,
        head_of(*columns),
        tuple(bodies),
        (rows.total(),),
        id="table-scores",
    )
    return without_empty_columns(table, (_EXPLANATION, len(columns) + _REASON))


class _ScoreRows:
    """Makes the rows of the table of indicators."""

    def __init__(self, project: Project, figures: Figures, rules: RuleSet) -> None:
        self.project, self.figures, self.rules = project, figures, rules
        self.reasons = {s.name: s.deduction_reason for s in project.whole_sections}

    def group(self, group: Group[int]) -> tuple[Row, ...]:
        """The rows of a level-1 section."""
        section = self.figures.by_section(group.level_1)
        found: list[Row] = []
        for cells, index in level_cells(group, f"{group.level_1}（{section.full_text}分）"):
            span = len(group.items) if not found else 0
            found.append((*cells, *self._facts(index, section, span), *self._scores(index, section, span)))
        return tuple(found)

    def _facts(self, index: int, section: Figure, span: int) -> Row:
        score = self.figures.score.indicators[index]
        indicator, figure = score.indicator, self.figures.indicators[index]
        return (
            header(indicator.level_3, Scope.ROW),
            numeric(figure.full_text),
            words(explanation_of(indicator, self.rules)),
            *self._standard(score, section, span),
            Cell(target_text(indicator, self.rules)),
            Cell(str(indicator.actual)),
        )

    def _standard(self, score: IndicatorScore, section: Figure, span: int) -> Row:
        """The rule as quoted, else as generated; a section scored as a whole has one for all its rows."""
        if section.recomputable:
            return (words(score.indicator.official_wording or score.standard),)
        return (words(self._section_standard(section), rowspan=span),) if span else ()

    def _section_standard(self, section: Figure) -> str:
        scored = self.figures.score.section(section.name)
        return scored.standard if scored else ""

    def _scores(self, index: int, section: Figure, span: int) -> Row:
        """Scores and reason; a section scored as a whole has one cell over all its rows, which begins at `span`."""
        indicator = self.figures.score.indicators[index].indicator
        if section.recomputable:
            reason = words(indicator.deduction_reason or "")
            if not self.figures.has_published:
                return (score_cell(self.figures, index), reason)
            return (published_cell(self.figures, index), recomputed_cell(self.figures, index), reason)
        return self._whole(section, span) if span else ()

    def _whole(self, section: Figure, span: int) -> Row:
        link = step_link(self.figures, section)
        reason = words(self.reasons.get(section.name) or "", rowspan=span)
        if not self.figures.has_published:
            return (numeric(section.text, mark=f"（{NO_RULE}）", link=link, rowspan=span), reason)
        return (
            numeric(section.text, link=link, rowspan=span),
            numeric(NO_RULE, link=link, rowspan=span),
            reason,
        )

    def bare(self, section: Figure) -> tuple[Row, ...]:
        """The row of a section for which no indicator is stated."""
        label = header(f"{section.name}（{section.full_text}分）", Scope.GROUP)
        rest = (Cell(wording.NOTHING), header(wording.NOTHING, Scope.ROW), numeric(section.full_text))
        standard = words(self._section_standard(section))
        values = (words(""), standard, Cell(wording.NOTHING), Cell(wording.NOTHING))
        return ((label, *rest, *values, *self._whole(section, 1)),)

    def total(self) -> Row:
        """The last row: full marks and totals."""
        total = self.figures.total
        weights = [s.full for s in self.figures.sections if s.full is not None]
        cells = [header("合计", Scope.ROW, colspan=_LEVELS), numeric(f"{sum(weights, Decimal(0)):f}")]
        cells += [Cell("") for _ in range(4)]
        if self.figures.has_published:
            cells.append(numeric(wording.NOTHING if total.published is None else total.published))
            cells.append(numeric(total.recomputed_text, mark="≠" if total.difference is not None else ""))
        else:
            cells.append(numeric(total.text))
        return (*cells, Cell(""))


# 附件3 ---------------------------------------------------------------------------------------------------------


def difference_table(project: Project, figures: Figures) -> Table | None:
    """Every published figure that is not the recomputed one; None when there is none."""
    notes = _notes(project)
    rows: list[Row] = [
        (
            header(figure.name, Scope.ROW),
            numeric(figure.text),
            numeric(figure.recomputed_text),
            numeric(wording.signed(figure.difference)),
            words(
                notes.get(figure.name, "") or ("由各指标得分相加得到" if figure.added else wording.NOTHING)
            ),
        )
        for figure in figures.differing
        if figure.difference is not None
    ]
    if figures.grade_differs:
        rows.append(_plain_row(GRADE, str(figures.grade), str(figures.score.grade), notes.get(GRADE, "")))
    if figures.execution_differs:
        note = notes.get("预算执行率", "") or notes.get("资金", "")
        rows.append(_plain_row("预算执行率", figures.execution_text, wording.rate(figures.execution), note))
    if not rows:
        return None
    return Table(
        "differences",
        "公布结果与复算结果的差异（差额为复算减公布）",
        (18, 10, 10, 10, 52),
        head_of("对象", "公布", "复算", "差额", "说明"),
        (tuple(rows),),
        id="table-differences",
    )


def _notes(project: Project) -> dict[str, str]:
    """For each subject the note that speaks of it and of least else."""
    least_first = sorted(project.discrepancies, key=lambda d: len(d.subjects))
    return {subject: d.note for d in reversed(least_first) for subject in d.subjects}


def _plain_row(name: str, published: str, recomputed: str, note: str) -> Row:
    return (
        header(name, Scope.ROW), numeric(published), numeric(recomputed), numeric(wording.NOTHING),
        words(note or wording.NOTHING),
    )  # fmt: skip


def _differences(project: Project, figures: Figures) -> str:
    """What the annex of differences says; empty when there are none."""
    parts: list[str] = []
    table = difference_table(project, figures)
    if table is not None:
        parts.append(heading(2, "公布得分与复算得分", "differences"))
        parts.append(
            paragraph("公布得分是报告签发的结果，原样列示；复算得分由系统按所列评分标准和数据重新计算。")
        )
        parts.append(to_html(table))
    if project.discrepancies:
        parts.append(heading(2, "差异说明", "discrepancies"))
        parts.append(
            numbered_list(
                f"<strong>{escape('、'.join(d.subjects))}</strong>：{joined_text(d.note)}"
                for d in project.discrepancies
            )
        )
    return "\n\n".join(parts)


# 附件4 ---------------------------------------------------------------------------------------------------------


def issue_table(issues: tuple[Issue, ...]) -> Table:
    """The issues with their causes and with what is done about them."""
    return Table(
        "rectification",
        "问题与整改",
        (5, 18, 15, 12, 18, 9, 9, 7, 10),
        head_of("编号", "问题", "原因", "对应指标", "建议", "责任单位", "整改时限", "状态", "整改情况"),
        (tuple(_issue_row(issue) for issue in issues),),
        id="table-rectification",
    )


def _issue_row(issue: Issue) -> Row:
    return (
        header(issue.number, Scope.ROW),
        words(issue.description),
        words(str(issue.cause)),
        words("\n".join(issue.indicators) or wording.NOTHING),
        words(str(issue.recommendation)),
        *_rectification(issue.rectification),
    )


def _rectification(rectification: Rectification | None) -> Iterator[Cell]:
    stated = rectification or Rectification.model_validate({})
    yield Cell(str(stated.responsible_unit))
    yield Cell(wording.date(stated.deadline))
    yield Cell(str(stated.progress))
    yield words(str(stated.note))
