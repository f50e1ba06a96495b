"""The 《项目支出绩效自评表》 of 财预〔2020〕10号: its parts from top to bottom, on nine columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.model.base import UNSTATED, Unstated
from generator.model.funds import Source
from generator.model.project import Indicator, Project
from generator.model.rule_set import ExecutionBasis, RuleSet
from generator.model.values import Amount
from generator.report import wording
from generator.report.figures import Figure, Figures
from generator.report.forms_parts import Form, amount, beside, differs, label, part, score, year_of
from generator.report.score_cells import DIFFERS, legend_of_differences, step_id, step_link
from generator.report.score_rows import Group, grouped, level_cells
from generator.report.tables import Cell, Row, Table, header, words
from generator.report.values import target_text

TITLE = "项目支出绩效自评表"

EXECUTION = frozenset(("执行率", "预算执行率", "资金执行率", "预算执行"))
"""Names of the section that the form shows beside the funds, not among the indicators."""

_UPRIGHT = (60, 112, 124, 180, 112, 112, 62, 107, 131)
_LANDSCAPE = (45, 85, 95, 190, 100, 100, 50, 80, 255)
"""Label, three levels, target, actual, full marks, score, reasons; the funds stand on the same columns."""
_LONG_REASON = 60
"""Characters of a reason for which the last column of an upright page is too narrow."""
_OFFICIAL = ("产出", "效益", "满意度", "成本")
"""Level-1 indicators that the form prints with the word 指标."""
_LAST_YEAR, _TREASURY = ("结转", "结余", "上年"), ("财政", "预算", "拨款", "国债", "债券")
"""What the name of a source says of it."""


def national_form(project: Project, figures: Figures, rules: RuleSet) -> Form:
    """The form, filled. What the source does not say is 未载明."""
    writer = _Writer(project, figures, rules)
    parts = (writer.facts(), writer.funds(), writer.objective(), writer.indicators())
    landscape = any(len(reason) > _LONG_REASON for reason in writer.reasons())
    widths = _LANDSCAPE if landscape else _UPRIGHT
    table = Table(
        "form", year_of(project.facts.year), widths, (), parts, (writer.total(),), id="table-self-evaluation"
    )
    return Form("自评表", TITLE, table, tuple(writer.notes()), landscape)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of the form."""

    project: Project
    figures: Figures
    rules: RuleSet

    def facts(self) -> tuple[Row, ...]:
        """Project, department, unit."""
        facts, units = self.project.facts, self.project.units
        return (
            (label("项目名称", colspan=2), Cell(facts.name, colspan=7)),
            (
                label("主管部门", colspan=2),
                Cell(str(units.department), colspan=2),
                label("实施单位"),
                Cell(str(units.implementing_unit), colspan=4),
            ),
        )

    # --- funds --------------------------------------------------------------------------------------------------

    def funds(self) -> tuple[Row, ...]:
        """The funds in all and by the three sources that the form knows."""
        columns = ("年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分")
        funds = self.project.funds
        figure, link = self._execution_score()
        rows: tuple[Row, ...] = (
            (Cell("", colspan=2), *map(header, columns)),
            (
                label("年度资金总额", colspan=2),
                *(amount(a, funds) for a in (funds.initial_budget, funds.annual_budget, funds.spent)),
                Cell(figure.full_text if figure else wording.NOTHING),
                self._rate(),
                score(figure, link) if figure else Cell(wording.NOTHING),
            ),
            *self._sources(),
        )
        return tuple(beside((part(f"项目资金（{funds.unit.value}）", rowspan=len(rows)),), rows))

    def _rate(self) -> Cell:
        """B/A: as published, where the rule set means the same by it."""
        if self.rules.execution_basis is not ExecutionBasis.OF_ANNUAL_BUDGET:
            return Cell(wording.rate(self.project.funds.ratio("支出", "全年预算")))
        return Cell(self.figures.execution_text, mark=DIFFERS if self.figures.execution_differs else "")

    def _execution_score(self) -> tuple[Figure | None, str]:
        """The score of the execution rate and the link to its calculation."""
        section = self._execution_section()
        if section is None:
            return None, ""
        members = self._members(section.name)
        if section.recomputable and members:
            return self.figures.indicators[members[0]], "#" + step_id(members[0])
        return section, step_link(self.figures, section)

    def _execution_section(self) -> Figure | None:
        """The section of the execution rate alone; None where there is none, or where it holds other indicators."""
        found = (s for s in self.figures.sections if s.name in EXECUTION and len(self._members(s.name)) <= 1)
        return next(found, None)

    def _members(self, section: str) -> list[int]:
        scores = enumerate(self.figures.score.indicators)
        return [i for i, s in scores if s.indicator.level_1 == section]

    def _sources(self) -> Iterator[Row]:
        for name, kind in (("其中：当年财政拨款", 0), ("上年结转资金", 1), ("其他资金", 2)):
            own = [s for s in self.project.funds.sources if _kind(s) == kind]
            yield (label(name, colspan=2), *self._amounts(own))

    def _amounts(self, sources: list[Source]) -> Row:
        """The amounts of one kind of source and their rate. Only a project that names its sources has none of a kind."""
        nothing = Cell(wording.NOTHING)
        if not sources:
            absent = Cell(wording.NOTHING if self.project.funds.sources else str(UNSTATED))
            return (absent, absent, absent, nothing, nothing, nothing)
        initial, annual, spent = (
            self._sum([getattr(source, attribute) for source in sources])
            for attribute in ("initial_budget", "annual_budget", "spent")
        )
        rate = Cell(wording.rate(_ratio(spent, annual)))
        return (*(Cell(_text(total)) for total in (initial, annual, spent)), nothing, rate, nothing)

    def _sum(self, amounts: list[Amount | Unstated | None]) -> Decimal | None:
        """The sum of amounts; None where one is not stated."""
        numbers = [self.project.funds.number(a) for a in amounts]
        stated = [n for n in numbers if n is not None]
        return sum(stated, Decimal(0)) if len(stated) == len(numbers) else None

    # --- objective ----------------------------------------------------------------------------------------------

    def objective(self) -> tuple[Row, ...]:
        """The objective of the year, as expected and as achieved."""
        objective = self.project.objective
        return (
            (
                part("年度总体目标", rowspan=2),
                header("预期目标", colspan=4),
                header("实际完成情况", colspan=4),
            ),
            (words(objective.expected, colspan=4), words(str(objective.achieved), colspan=4)),
        )

    # --- indicators ---------------------------------------------------------------------------------------------

    def indicators(self) -> tuple[Row, ...]:
        """Every indicator but the execution rate."""
        columns = (
            "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施",
        )  # fmt: skip
        apart, items = self._execution_section(), self._items()
        rows: list[Row] = [tuple(map(header, columns))]
        for group in grouped(items):
            rows += self._group(group)
        told = {name for name, _, _ in items}
        for section in self.figures.sections:
            if section is not apart and section.name not in told:
                rows.append(self._bare(section))
        return tuple(beside((part("绩效指标", rowspan=len(rows)),), tuple(rows)))

    def _group(self, group: Group[int]) -> Iterator[Row]:
        """The rows of a level-1 section; one that was scored as a whole has its marks and score in merged cells."""
        section = self.figures.by_section(group.level_1)
        name, *others = (cells for cells, _ in level_cells(group))
        first = (label(_section_label(section), rowspan=len(group.items)), *name[1:])
        for cells, (_, index) in zip((first, *others), group.items, strict=True):
            indicator = self.figures.score.indicators[index].indicator
            span = len(group.items) if cells is first else 0
            yield (
                *cells,
                label(indicator.level_3),
                Cell(target_text(indicator, self.rules)),
                Cell(str(indicator.actual)),
                *self._points(index, section, span),
                self._reason(index),
            )

    def _points(self, index: int, section: Figure, span: int) -> Row:
        if section.recomputable:
            figure = self.figures.indicators[index]
            return (Cell(figure.full_text), score(figure, "#" + step_id(index)))
        return self._whole(section, span) if span else ()

    def _whole(self, section: Figure, span: int) -> Row:
        link = step_link(self.figures, section)
        return (Cell(section.full_text, rowspan=span), score(section, link, rowspan=span))

    def _reason(self, index: int) -> Cell:
        """Why an indicator deviates and what is done about it; 未载明 where points are lost and nobody says why."""
        figure, indicator = self.figures.indicators[index], self.figures.score.indicators[index].indicator
        said = "\n".join((*_reasons(indicator), *self._measures(indicator)))
        if said:
            return words(said)
        lost = figure.value is not None and figure.full is not None and figure.value < figure.full
        return Cell(str(UNSTATED) if lost else wording.NOTHING)

    def reasons(self) -> Iterator[str]:
        """What stands in the column of reasons."""
        return (self._reason(index).text for _, _, index in self._items())

    def _items(self) -> list[tuple[str, str, int]]:
        """Level 1, level 2 and index of every indicator that the form lists."""
        apart = self._execution_section()
        return [
            (s.indicator.level_1, str(s.indicator.level_2), index)
            for index, s in enumerate(self.figures.score.indicators)
            if apart is None or s.indicator.level_1 != apart.name
        ]

    def _measures(self, indicator: Indicator) -> Iterator[str]:
        """What the issues that name an indicator recommend."""
        for issue in self.project.issues:
            if indicator.level_3 in issue.indicators and not isinstance(issue.recommendation, Unstated):
                yield f"改进措施：{issue.recommendation}"

    def _bare(self, section: Figure) -> Row:
        """The row of a section for which no indicator is stated."""
        nothing = Cell(wording.NOTHING)
        names = (label(_section_label(section)), nothing, label(wording.NOTHING))
        return (*names, nothing, nothing, *self._whole(section, 1), nothing)

    def total(self) -> Row:
        """The last row."""
        total = self.figures.total
        return (
            label("总分", colspan=6),
            Cell(total.full_text),
            Cell(total.text, mark=differs(total)),
            Cell(""),
        )

    # --- notes --------------------------------------------------------------------------------------------------

    def notes(self) -> Iterator[str]:
        """What the marks mean, and the reasons for which the form has no cell."""
        legend = legend_of_differences(self.figures)
        if legend:
            yield legend
        said = [f"{name}：{_sentence(reasons)}" for name, reasons in self._other_reasons() if reasons]
        if said:
            yield f"表中没有单独一栏的扣分原因——{'；'.join(said)}。"

    def _other_reasons(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        apart = self._execution_section()
        for index in self._members(apart.name) if apart else ():
            indicator = self.figures.score.indicators[index].indicator
            yield indicator.level_3, tuple(_reasons(indicator))
        for section in self.project.whole_sections:
            yield section.name, (section.deduction_reason,) if section.deduction_reason else ()


def _section_label(section: Figure) -> str:
    word = "指标" if section.name in _OFFICIAL else ""
    return f"{section.name}{word}（{section.full_text}分）"


def _reasons(indicator: Indicator) -> Iterator[str]:
    """Why points were lost and why the actual deviates, each once."""
    yield from dict.fromkeys(filter(None, (indicator.deduction_reason, indicator.deviation_reason)))


def _sentence(reasons: tuple[str, ...]) -> str:
    """Reasons one after the other, without a full stop at the end."""
    return "，".join(reason.rstrip("。；") for reason in reasons)


def _kind(source: Source) -> int:
    """Which row of the form a source belongs to: 0 this year's treasury, 1 carried over, 2 other."""
    if any(word in source.name for word in _LAST_YEAR):
        return 1
    return 0 if any(word in source.name for word in _TREASURY) else 2


def _text(value: Decimal | None) -> str:
    return str(UNSTATED) if value is None else wording.number(value)


def _ratio(top: Decimal | None, bottom: Decimal | None) -> Fraction | None:
    return None if top is None or not bottom else Fraction(top) / Fraction(bottom)
