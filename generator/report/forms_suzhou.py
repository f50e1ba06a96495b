"""The 《苏州市级财政支出项目绩效自评表》: its parts from top to bottom, on seven columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.base import UNSTATED, Unstated
from generator.model.project import Issue, Project
from generator.model.rule_set import Heading, RuleSet
from generator.report import wording
from generator.report.figures import Figure, Figures
from generator.report.forms_narrative import Sections
from generator.report.forms_parts import Form, amount, beside, differs, label, part, score, year_of
from generator.report.score_cells import legend_of_differences, step_id, step_link
from generator.report.score_rows import Group, grouped
from generator.report.tables import Cell, Row, Table, header, words
from generator.report.values import target_text

TITLE = "苏州市级财政支出项目绩效自评表"

_WIDTHS = (125, 138, 230, 138, 85, 142, 142)
_COLUMNS = ("项目", "类别", "指标名称", "目标值", "权重", "实际完成值", "自评分")


def suzhou_form(project: Project, figures: Figures, rules: RuleSet, sections: Sections) -> Form:
    """The form, filled. What the source does not say is 未载明."""
    writer = _Writer(project, figures, rules, sections)
    parts = (
        writer.facts(),
        writer.budget(),
        writer.spending(),
        writer.composition(),
        writer.indicators(),
        writer.total(),
        writer.story(),
    )
    table = Table("form", year_of(project.facts.year), _WIDTHS, (), parts, id="table-self-evaluation")
    legend = legend_of_differences(figures)
    return Form("自评表", TITLE, table, (legend,) if legend else ())


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of the form."""

    project: Project
    figures: Figures
    rules: RuleSet
    sections: Sections

    def facts(self) -> tuple[Row, ...]:
        """Project, year, department."""
        facts = self.project.facts
        return (
            (
                label("项目名称", colspan=2),
                Cell(facts.name, colspan=3),
                label("项目年份"),
                Cell(str(facts.year)),
            ),
            (label("项目主管部门（单位）", colspan=2), Cell(str(self.project.units.department), colspan=5)),
        )

    # --- funds --------------------------------------------------------------------------------------------------

    def budget(self) -> tuple[Row, ...]:
        """How the budget was granted."""
        funds = self.project.funds
        return (
            (
                part(f"市级预算执行情况（{funds.unit.value}）", rowspan=2),
                header("年初预算数"),
                header("当年使用上年结余、结转及当年调整预算数", colspan=2),
                header("财政拨款数", colspan=2),
                header("指标结余数"),
            ),
            (
                amount(funds.initial_budget, funds),
                amount(funds.budget_adjustment, funds, colspan=2),
                amount(funds.received, funds, colspan=2),
                amount(funds.quota_balance, funds),
            ),
        )

    def spending(self) -> tuple[Row, ...]:
        """How the money was used."""
        funds = self.project.funds
        return (
            (
                part(f"市级财政资金使用情况（{funds.unit.value}）", rowspan=3),
                header("财政拨款数", rowspan=2),
                header("实际支付数", rowspan=2),
                header("资金结余、结转数", rowspan=2, colspan=2),
                header("其中：", colspan=2),
            ),
            (header("结转数"), header("财政收回数")),
            (
                amount(funds.received, funds),
                amount(funds.spent, funds),
                amount(funds.surplus, funds, colspan=2),
                amount(funds.carried_over, funds),
                amount(funds.reclaimed, funds),
            ),
        )

    def composition(self) -> tuple[Row, ...]:
        """The sub-projects and what they cost."""
        funds = self.project.funds
        rows = (
            (header("子项目名称", colspan=3), header(f"实际金额（{funds.unit.value}）", colspan=2)),
            (label("合计", colspan=3), Cell(self._composed(), colspan=2)),
            *((label(p.name, colspan=3), amount(p.amount, funds, colspan=2)) for p in funds.composition),
        )
        name = "项目资金构成（详细列出各子项目名称和金额）"
        return tuple(beside((part(name, rowspan=len(rows), colspan=2),), rows))

    def _composed(self) -> str:
        """The sum of the sub-projects; 未载明 where one is not stated, or none is."""
        funds = self.project.funds
        numbers = [funds.number(p.amount) for p in funds.composition]
        stated = [n for n in numbers if n is not None]
        if not numbers or len(stated) < len(numbers):
            return str(UNSTATED)
        return wording.number(sum(stated, Decimal(0)))

    # --- indicators ---------------------------------------------------------------------------------------------

    def indicators(self) -> tuple[Row, ...]:
        """Every indicator by category. The form has no second level."""
        items = [(s.indicator.level_1, "", index) for index, s in enumerate(self.figures.score.indicators)]
        rows: list[Row] = []
        for group in grouped(items):
            rows += self._group(group)
        told = {name for name, _, _ in items}
        rows += [self._bare(section) for section in self.figures.sections if section.name not in told]
        whole = label(f"项目绩效实现情况（{self.figures.total.full_text}分）", rowspan=len(rows))
        return (tuple(map(header, _COLUMNS)), *beside((whole,), tuple(rows)))

    def _group(self, group: Group[int]) -> Iterator[Row]:
        section, span = self.figures.by_section(group.level_1), len(group.items)
        for number, (_, index) in enumerate(group.items):
            indicator = self.figures.score.indicators[index].indicator
            yield (
                *(() if number else (label(_category(section), rowspan=span),)),
                label(indicator.level_3),
                Cell(target_text(indicator, self.rules)),
                *self._weight(index, section, 0 if number else span),
                Cell(str(indicator.actual)),
                *self._score(index, section, 0 if number else span),
            )

    def _weight(self, index: int, section: Figure, span: int) -> Row:
        """A category scored as a whole has its weight and its score in cells over all its rows."""
        if section.recomputable:
            return (Cell(self.figures.indicators[index].full_text),)
        return (Cell(section.full_text, rowspan=span),) if span else ()

    def _score(self, index: int, section: Figure, span: int) -> Row:
        if section.recomputable:
            return (score(self.figures.indicators[index], "#" + step_id(index)),)
        return (score(section, step_link(self.figures, section), rowspan=span),) if span else ()

    def _bare(self, section: Figure) -> Row:
        """The row of a category for which no indicator is stated."""
        nothing = Cell(wording.NOTHING)
        names = (label(_category(section)), label(wording.NOTHING))
        points = score(section, step_link(self.figures, section))
        return (*names, nothing, Cell(section.full_text), nothing, points)

    def total(self) -> tuple[Row, ...]:
        """The total below the indicators."""
        total = self.figures.total
        return ((label("合计", colspan=6), Cell(total.text, mark=differs(total))),)

    # --- 项目基本情况 ---------------------------------------------------------------------------------------------

    def story(self) -> tuple[Row, ...]:
        """What the form asks in words: from the facts of the project, else from the chapters of the report."""
        objective, issues = self.project.objective, self.project.issues
        told = (
            ("项目概况", self._section("项目概况") or self.project.facts.summary),
            ("项目实施情况", str(objective.achieved)),
            ("项目管理成效", self._section("项目管理成效")),
            ("项目管理存在的问题及原因", _problems(issues) or self._section("项目管理存在的问题及原因")),
            ("进一步加强项目管理的建议", _advice(issues) or self._section("进一步加强项目管理的建议")),
        )
        first, *others = (
            (label(name, colspan=2), words(text or str(UNSTATED), colspan=5)) for name, text in told
        )
        aims = (label("项目总目标", colspan=2), words(objective.expected, rowspan=2, colspan=5))
        return ((part("项目基本情况", colspan=7),), first, aims, (label("年度绩效目标", colspan=2),), *others)

    def _section(self, name: str) -> str:
        """What the report says under the heading that the rule set's outline takes for this one."""
        return self.sections(_names(name, self.rules.outline))


def _category(section: Figure) -> str:
    return f"{section.name}（{section.full_text}分）"


def _names(name: str, outline: tuple[Heading, ...]) -> frozenset[str]:
    """All names of a heading of the outline, found by any of them."""
    for found in outline:
        names = frozenset((found.heading, *found.aliases))
        if name in names:
            return names
        if below := _names(name, found.children) - {name}:
            return below | {name}
    return frozenset((name,))


def _problems(issues: tuple[Issue, ...]) -> str:
    return _lines(
        issue.description + ("" if isinstance(issue.cause, Unstated) else f"\n原因：{issue.cause}")
        for issue in issues
    )


def _advice(issues: tuple[Issue, ...]) -> str:
    return _lines(str(i.recommendation) for i in issues if not isinstance(i.recommendation, Unstated))


def _lines(texts: Iterator[str]) -> str:
    """Texts one below the other, numbered where there are several."""
    found = list(texts)
    return "\n".join(f"{n}. {text}" for n, text in enumerate(found, 1)) if len(found) > 1 else "".join(found)
