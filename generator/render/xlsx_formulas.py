"""The formulas of a workbook: sums, rates and references that give just the figures of the report.

A formula is written only where its exact value is the figure that the report shows. A published figure that the
published parts do not add up to stays the number that was signed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from generator.model.rule_set import RuleSet
from generator.render.xlsx_layout import Plan, Position
from generator.render.xlsx_numbers import Formula, gives
from generator.render.xlsx_sheets import DIFFERENCES, FUNDS, SCORES, SECTIONS
from generator.report import wording
from generator.report.figures import Figures
from generator.report.score_cells import NO_RULE, section_id, step_id
from generator.report.score_rows import grouped

Found = tuple[Position, Formula]
_WEIGHT, _PUBLISHED, _RECOMPUTED, _SCORE = "权重", "公布得分", "复算得分", "得分"
_TOTALS = ("总分", "合计")
"""What stands before the total of an official form."""
_REPLACED = (NO_RULE, wording.NOTHING)
"""Words that stand where there is no score: the other score counts instead."""


class Formulas:
    """Finds the formulas of all sheets. Plans are by the name of the sheet."""

    def __init__(self, plans: dict[str, Plan], figures: Figures, rules: RuleSet) -> None:
        self.plans, self.figures, self.rules = plans, figures, rules
        self.scores, self.sections = plans[SCORES], plans[SECTIONS]

    def of(self, name: str) -> dict[Position, Formula]:
        """The formulas of a sheet by their place in its table."""
        makers: dict[str, Callable[[], Iterator[Found]]] = {
            SCORES: self._scores,
            SECTIONS: self._sections,
            FUNDS: self._funds,
            DIFFERENCES: self._differences,
        }
        found: dict[Position, Formula] = {}
        plan = self.plans[name]
        make = makers.get(name) or (lambda: self._form(plan))
        for position, formula in make():
            number = plan.number(position)
            if number is not None and position not in found and gives(formula, number):
                found[position] = formula
        return found

    # --- 指标评分表 -----------------------------------------------------------------------------------------------

    def _scores(self) -> Iterator[Found]:
        plan = self.scores
        rows = range(plan.head_rows, plan.total_row)
        for name, other in (
            (_WEIGHT, None),
            (_PUBLISHED, _RECOMPUTED),
            (_RECOMPUTED, _PUBLISHED),
            (_SCORE, None),
        ):
            column = plan.column(name)
            if column is not None:
                yield (plan.total_row, column), self._added(rows, column, other)

    def _added(self, rows: range, column: int, other: str | None, *, outside: bool = False) -> Formula:
        """The sum of rows of the table of indicators."""
        beside = self.scores.column(other) if other else None
        parts = [(row, column) for row in rows]
        instead = None if beside is None else [(row, beside) for row in rows]
        return added(self.scores, parts, instead, outside=outside)

    # --- 得分汇总 -------------------------------------------------------------------------------------------------

    def _sections(self) -> Iterator[Found]:
        for label, columns, other in (
            (_WEIGHT, (_WEIGHT,), None),
            (_PUBLISHED, (_PUBLISHED, _SCORE), _RECOMPUTED),
            (_SCORE, (_PUBLISHED, _SCORE), _RECOMPUTED),
            (_RECOMPUTED, (_RECOMPUTED, _SCORE), _PUBLISHED),
        ):
            row = self.sections.row(label)
            column = next((c for name in columns if (c := self.scores.column(name)) is not None), None)
            if row is not None and column is not None:
                yield from self._section_row(row, column, other)
        yield from self._shares()

    def _section_row(self, row: int, column: int, other: str | None) -> Iterator[Found]:
        """A row of the summary: each section from the table of indicators, then the total of the row."""
        plan, members = self.sections, self._section_rows()
        for at, section in enumerate(self.figures.sections, 1):
            if section.name in members:
                yield (row, at), self._added(members[section.name], column, other, outside=True)
        parts = [(row, at) for at in range(1, plan.width - 1)]
        published = plan.row(_PUBLISHED)
        instead = [(published, at) for _, at in parts] if other == _PUBLISHED and published else None
        yield (row, plan.width - 1), added(plan, parts, instead)
        yield from self._reference((row, plan.width - 1), self.scores, (self.scores.total_row, column))

    def _section_rows(self) -> dict[str, range]:
        """The rows of each section in the table of indicators."""
        names = dict.fromkeys(i.indicator.level_1 for i in self.figures.score.indicators)
        names |= dict.fromkeys(s.name for s in self.figures.sections)
        rows, start = {}, self.scores.head_rows
        for name, body in zip(names, self.scores.table.bodies, strict=True):
            rows[name] = range(start, start + len(body))
            start += len(body)
        return rows

    def _shares(self) -> Iterator[Found]:
        plan = self.sections
        row, weight = plan.row("得分率"), plan.row(_WEIGHT)
        score = plan.row(_PUBLISHED) or plan.row(_SCORE)
        if row is None or weight is None or score is None:
            return
        for column in range(1, plan.width):
            yield from _ratio(plan, (row, column), (score, column), (weight, column))

    # --- 资金 -----------------------------------------------------------------------------------------------------

    def _funds(self) -> Iterator[Found]:
        plan = self.plans[FUNDS]
        rate = plan.column("执行率")
        top, bottom = (plan.column(name) for name in self.rules.execution_basis.items)
        if rate is not None and top is not None and bottom is not None:
            row = plan.head_rows
            yield from _ratio(plan, (row, rate), (row, top), (row, bottom))

    # --- official forms --------------------------------------------------------------------------------------------

    def _form(self, plan: Plan) -> Iterator[Found]:
        """Scores, which link to their calculation, and the total refer to the table of indicators."""
        column = self._score_columns()[0] or self.scores.column(_SCORE)
        if plan.table.kind != "form" or column is None:
            return
        sources = self._sources()
        for position, placed in plan.cells.items():
            source = sources.get(placed.cell.link.removeprefix("#"))
            if source is not None:
                yield from self._reference(position, self.scores, (source, column))
        total = next((row for name in _TOTALS if (row := plan.row(name)) is not None), None)
        if total is not None:
            there = (self.scores.total_row, column)
            yield from self._reference(
                max(at for at in plan.cells if at[0] == total and plan.number(at)), self.scores, there
            )

    def _sources(self) -> dict[str, int]:
        """For each id of a calculation the row of its score in the table of indicators."""
        members = self._section_rows()
        rows = {step_id(index): row for index, row in self._indicator_rows().items()}
        return rows | {
            section_id(n): members[section.name].start for n, section in enumerate(self.figures.sections)
        }

    # --- 公布与复算得分 -------------------------------------------------------------------------------------------

    def _differences(self) -> Iterator[Found]:
        plan = self.plans[DIFFERENCES]
        row = plan.head_rows
        for published, recomputed in self._differing():
            yield from self._reference((row, 1), *published)
            yield from self._reference((row, 2), *recomputed)
            first, second = plan.number((row, 1)), plan.number((row, 2))
            if first is not None and second is not None:
                text = f"{plan.address((row, 2))}-{plan.address((row, 1))}"
                yield (row, 3), Formula(text, Fraction(second.value) - Fraction(first.value))
            row += 1
        if self.figures.execution_differs:
            funds = self.plans[FUNDS]
            top, bottom = (funds.column(name) or 0 for name in self.rules.execution_basis.items)
            at = (plan.total_row, 2)
            yield from _ratio(funds, at, (funds.head_rows, top), (funds.head_rows, bottom), outside=True)

    def _differing(self) -> Iterator[tuple[tuple[Plan, Position], tuple[Plan, Position]]]:
        """Where published and recomputed score of each differing figure stand, in the order of the figures."""
        rows, (published, recomputed) = self._indicator_rows(), self._score_columns()
        for index, figure in enumerate(self.figures.indicators):
            if figure.difference is not None:
                yield (self.scores, (rows[index], published)), (self.scores, (rows[index], recomputed))
        plan = self.sections
        row, below = plan.row(_PUBLISHED) or 0, plan.row(_RECOMPUTED) or 0
        for column, figure in enumerate((*self.figures.sections, self.figures.total), 1):
            if figure.difference is not None:
                yield (plan, (row, column)), (plan, (below, column))

    def _indicator_rows(self) -> dict[int, int]:
        """The row of each indicator, which stands beside its equals of levels 1 and 2."""
        scores = self.figures.score.indicators
        items = ((s.indicator.level_1, str(s.indicator.level_2), index) for index, s in enumerate(scores))
        ordered = (index for group in grouped(items) for _, index in group.items)
        return {index: row for row, index in enumerate(ordered, self.scores.head_rows)}

    def _score_columns(self) -> tuple[int, int]:
        published, recomputed = self.scores.column(_PUBLISHED), self.scores.column(_RECOMPUTED)
        return published or 0, recomputed or 0

    def _reference(self, position: Position, plan: Plan, there: Position) -> Iterator[Found]:
        """A formula that repeats a cell of another sheet."""
        number = plan.number(there)
        if number is not None:
            yield position, Formula(plan.address(there, outside=True), Fraction(number.value))


def added(
    plan: Plan, parts: Sequence[Position], instead: Sequence[Position] | None = None, *, outside: bool = False
) -> Formula:
    """The sum of neighbouring cells; where one says that there is no score, the number in its `instead` counts."""
    numbers = [plan.number(at) for at in parts]
    text = f"SUM({plan.range(parts, outside=outside)})"
    total = sum((Fraction(n.value) for n in numbers if n is not None), Fraction(0))
    for word in _REPLACED if instead else ():
        others = [plan.number(b) for a, b in zip(parts, instead or (), strict=True) if plan.text(a) == word]
        if any(others):
            total += sum((Fraction(n.value) for n in others if n is not None), Fraction(0))
            cells = plan.range(parts, outside=outside), plan.range(instead or (), outside=outside)
            text += f'+SUMIF({cells[0]},"{word}",{cells[1]})'
    return Formula(text, total)


def _ratio(
    plan: Plan, at: Position, top: Position, bottom: Position, *, outside: bool = False
) -> Iterator[Found]:
    """One cell by another."""
    upper, lower = plan.number(top), plan.number(bottom)
    if upper is not None and lower is not None and lower.value:
        text = f"{plan.address(top, outside=outside)}/{plan.address(bottom, outside=outside)}"
        yield at, Formula(text, Fraction(upper.value) / Fraction(lower.value), rate=True)
