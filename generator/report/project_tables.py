"""The tables that a narrative can place: 表.资金, 表.绩效目标, 表.得分汇总, 表.指标评分, 表.问题."""

from __future__ import annotations

from collections.abc import Callable

from generator.model.funds import Funds
from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.report import wording
from generator.report.figures import Figure, Figures
from generator.report.score_cells import DIFFERS, legend, score_cell, step_link
from generator.report.score_rows import Group, grouped, level_cells
from generator.report.tables import Cell, Row, Scope, Table, head_of, header, numeric, words
from generator.report.values import target_text

IDS = {
    "资金": "table-funds",
    "绩效目标": "table-objective",
    "得分汇总": "table-sections",
    "指标评分": "table-indicators",
    "问题": "table-issues",
}
"""The id of each table in the document."""


class ProjectTables:
    """Makes the tables of one project."""

    def __init__(self, project: Project, figures: Figures, rules: RuleSet) -> None:
        self.project, self.figures, self.rules = project, figures, rules
        self._makers: dict[str, Callable[[], Table | None]] = {
            "资金": self.funds,
            "绩效目标": self.objective,
            "得分汇总": self.sections,
            "指标评分": self.indicators,
            "问题": self.issues,
        }

    def of(self, name: str) -> Table | None:
        """The table of that name; None when the project has nothing to show in it."""
        return self._makers[name]()

    def above(self, name: str) -> tuple[tuple[str, str], ...]:
        """What stands above a table: label and text of each paragraph."""
        objective = self.project.objective
        if name != "绩效目标" or not objective.table:
            return ()
        return (("年度预期目标", objective.expected), ("实际完成情况", str(objective.achieved)))

    def below(self, name: str) -> str:
        """The note below a table; empty when there is nothing to say."""
        if name == "指标评分":
            return legend(self.figures)
        added = [f.name for f in self.figures.sections if f.added]
        if name != "得分汇总" or not added:
            return ""
        names = "各部分" if len(added) == len(self.figures.sections) else "、".join(added)
        return f"注：{names}的得分没有单独公布，由各指标得分相加得到（指标有公布得分的用公布得分）。"

    # --- funds --------------------------------------------------------------------------------------------------

    def funds(self) -> Table:
        """Budget, receipt and spending, in all and by source; then balances and composition."""
        funds = self.project.funds
        total = [funds.initial_budget, funds.annual_budget, funds.received, funds.spent]
        rows: list[Row] = [
            (
                header("年度资金总额", Scope.ROW),
                *(numeric(wording.amount(a, funds)) for a in total),
                numeric(self.figures.execution_text, mark=self._execution_mark()),
            )
        ]
        for source in funds.sources:
            amounts = (source.initial_budget, source.annual_budget, source.received, source.spent)
            cells = (numeric(wording.amount(a, funds)) for a in amounts)
            rows.append((header(f"其中：{source.name}", Scope.ROW), *cells, numeric(wording.NOTHING)))
        return Table(
            "funds",
            f"资金投入和使用情况（单位：{funds.unit.value}）",
            (28, 15, 15, 15, 15, 15),
            head_of("资金来源", "年初预算", "全年预算", "到位", "支出", "执行率"),
            tuple(filter(None, (tuple(rows), _other_funds(funds), self._fund_notes()))),
        )

    def _execution_mark(self) -> str:
        if not self.figures.execution_differs:
            return ""
        return f"（{DIFFERS}，复算{wording.rate(self.figures.execution)}）"

    def _fund_notes(self) -> tuple[Row, ...]:
        note = self.project.funds.note
        return ((header("说明", Scope.ROW), words(str(note), colspan=5)),) if note else ()

    # --- objective ----------------------------------------------------------------------------------------------

    def objective(self) -> Table:
        """The objective as expected and achieved, or the declared objective table where there is one."""
        objective = self.project.objective
        caption = "绩效目标及完成情况"
        if not objective.table:
            rows = (
                (header("预期目标", Scope.ROW), words(objective.expected)),
                (header("实际完成情况", Scope.ROW), words(str(objective.achieved))),
            )
            return Table("objective", caption, (20, 80), head_of("年度总体目标", "内容"), (rows,))
        items = [(str(row.level_1), str(row.level_2), row) for row in objective.table]
        body = tuple(
            tuple(
                (
                    *cells,
                    header(item.level_3, Scope.ROW),
                    Cell(str(item.target)),
                    Cell(wording.NOTHING if item.actual is None else str(item.actual)),
                )
                for cells, item in level_cells(group)
            )
            for group in grouped(items)
        )
        return Table(
            "objective",
            caption,
            (14, 16, 34, 18, 18),
            head_of("一级指标", "二级指标", "三级指标", "指标值", "完成值"),
            body,
        )

    # --- scores -------------------------------------------------------------------------------------------------

    def sections(self) -> Table:
        """Weight, score and share of every section; a recomputed row where one differs."""
        figures = (*self.figures.sections, self.figures.total)
        differing = any(f.difference is not None for f in figures)
        rows: list[Row] = [
            (header("权重", Scope.ROW), *(numeric(f.full_text) for f in figures)),
            (header("公布得分" if differing else "得分", Scope.ROW), *map(_headline, figures)),
            (header("得分率", Scope.ROW), *(numeric(wording.rate(f.share)) for f in figures)),
        ]
        if differing:
            rows.append((header("复算得分", Scope.ROW), *map(_recomputed, figures)))
        columns = [f.name for f in self.figures.sections]
        widths = (16, *(max(12, 2 * len(name)) for name in columns), 12)
        return Table("sections", "各部分得分汇总", widths, head_of("项目", *columns, "合计"), (tuple(rows),))

    def indicators(self) -> Table:
        """Every indicator with target, actual and score."""
        items = [
            (i.indicator.level_1, str(i.indicator.level_2), index)
            for index, i in enumerate(self.figures.score.indicators)
        ]
        bodies = tuple(self._indicator_rows(group) for group in grouped(items))
        total = self.figures.total
        foot = (
            (
                header("合计", Scope.ROW, colspan=3),
                numeric(total.full_text),
                Cell(""),
                Cell(""),
                numeric(total.text, mark=_mark(total)),
            ),
        )
        return Table(
            "indicators",
            "各项指标得分",
            (12, 13, 26, 7, 17, 14, 14),
            head_of("一级指标", "二级指标", "三级指标", "权重", "指标值", "完成值", "得分"),
            bodies,
            foot,
        )

    def _indicator_rows(self, group: Group[int]) -> tuple[Row, ...]:
        section = self.figures.by_section(group.level_1)
        rows: list[Row] = []
        for cells, index in level_cells(group, f"{group.level_1}（{section.full_text}分）"):
            indicator, figure = self.figures.score.indicators[index].indicator, self.figures.indicators[index]
            row: Row = (
                *cells,
                header(indicator.level_3, Scope.ROW),
                numeric(figure.full_text),
                Cell(target_text(indicator, self.rules)),
                Cell(str(indicator.actual)),
            )
            if not section.recomputable:
                row += () if rows else (_whole_score(section, group, self.figures),)
            else:
                row += (score_cell(self.figures, index),)
            rows.append(row)
        return tuple(rows)

    # --- issues -------------------------------------------------------------------------------------------------

    def issues(self) -> Table | None:
        """The issues with their causes and what is recommended."""
        if not self.project.issues:
            return None
        rows = tuple(
            (
                header(issue.number, Scope.ROW),
                words(issue.description),
                words(str(issue.cause)),
                words("\n".join(issue.indicators) or wording.NOTHING),
                words(str(issue.recommendation)),
            )
            for issue in self.project.issues
        )
        return Table(
            "issues",
            "存在的问题及建议",
            (8, 27, 25, 16, 27),
            head_of("编号", "问题", "原因", "对应指标", "建议"),
            (rows,),
        )


def _other_funds(funds: Funds) -> tuple[Row, ...]:
    """The amounts besides the main ones, each over the whole width."""
    named = (
        ("预算调整", funds.budget_adjustment),
        ("结余", funds.surplus),
        ("结转", funds.carried_over),
        ("收回", funds.reclaimed),
        ("指标结余", funds.quota_balance),
        *((f"构成：{part.name}", part.amount) for part in funds.composition),
    )
    return tuple(
        (header(name, Scope.ROW), words(wording.amount(value, funds), colspan=5))
        for name, value in named
        if value is not None
    )


def _mark(figure: Figure) -> str:
    return DIFFERS if figure.difference is not None else ""


def _headline(figure: Figure) -> Cell:
    return numeric(figure.text, mark=_mark(figure))


def _recomputed(figure: Figure) -> Cell:
    return numeric(figure.recomputed_text if figure.recomputable else "无法复算")


def _whole_score(section: Figure, group: Group[int], figures: Figures) -> Cell:
    """The score of a section that was scored only as a whole, over all its rows."""
    link = step_link(figures, section)
    return Cell(section.text, rowspan=len(group.items), link=link, mark="（本部分总分）")
