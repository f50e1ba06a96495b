"""One project in lists and sums: a small record, all that roll-up pages know of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from urllib.parse import quote

from generator.evaluate import Evaluation
from generator.model.base import UNSTATED
from generator.model.project import Issue, Project
from generator.report import wording
from generator.report.figures import Figure, Figures
from generator.report.score_cells import section_id, step_id
from generator.report.values import target_text
from generator.scoring.numbers import to_decimal
from generator.site.figures import Marks, figures_of, in_wan, mark_of, marks_of, two_places
from generator.site.pages.entry import Entry

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Scored:
    """A score as readers see it, of a section or an indicator."""

    name: str
    text: str
    value: Decimal | None
    full: Decimal | None
    recomputed: str
    """The recomputed score, where it is not the published one; else empty."""

    @property
    def share(self) -> Decimal | None:
        """得分率, to 28 digits; None when score or weight is not known."""
        return None if self.value is None or not self.full else self.value / self.full

    @property
    def share_text(self) -> str:
        """得分率 in percent with two decimals; empty when it is not known."""
        return "" if self.share is None else f"{(self.share * 100).quantize(CENT, ROUND_HALF_UP)}%"

    @property
    def lost(self) -> Decimal | None:
        """The points that were not got; None when score or weight is not known."""
        return None if self.value is None or self.full is None else self.full - self.value

    @property
    def full_text(self) -> str:
        """The weight as text."""
        return str(UNSTATED) if self.full is None else f"{self.full:f}"


@dataclass(frozen=True, slots=True)
class IndicatorRow(Scored):
    """One 三级指标 of a project."""

    group: str
    """The name under which it is compared with others: that of the common indicator, where this is an alias of one."""
    common: bool
    """Whether it is a common indicator of its rule set."""
    level_1: str
    level_2: str
    target: str
    actual: str
    reason: str
    """扣分原因; empty where there is none."""
    mark: str
    """人工裁量, 无法复算 or 不适用; else empty."""
    anchor: str
    """The id of its calculation on the page of the project."""

    @property
    def line(self) -> tuple[str, str, str, str, str, str, str, str]:
        """What a table of scores shows of it, at one go."""
        return (
            self.anchor, self.text, self.recomputed, self.mark, self.full_text, self.target, self.actual, self.reason,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """How one published score came about, for the explanation of a rule."""

    method: str
    indicator: str
    weight: str
    target: str
    actual: str
    standard: str
    inputs: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    score: str
    anchor: str
    instructive: int
    """The more, the better it shows the rule at work."""


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue of a project with its rectification, as far as it is stated."""

    number: str
    description: str
    recommendation: str
    indicators: tuple[str, ...]
    unit: str
    deadline: datetime.date | None
    progress: str
    note: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction made after publication."""

    date: datetime.date
    content: str
    former: str
    corrected: str
    cause: str
    approver_role: str


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    """A report that was withdrawn: where its notice is, and what was said of it."""

    id: str
    title: str
    year: int
    department: str
    corrections: tuple[CorrectionRow, ...]
    former_ids: tuple[str, ...] = ()
    """The ids under which its page stood before."""

    @property
    def href(self) -> str:
        """The address of the notice, from the root of the site."""
        return address(self.id)


@dataclass(frozen=True, slots=True)
class Row:
    """One project in lists and sums."""

    id: str
    name: str
    year: int
    code: str | None
    department: str
    unit: str
    """实施单位."""
    type: str
    rule_set: str
    """The id of its rule set."""
    rule_set_name: str
    summary: str
    marks: Marks
    total: Decimal | None
    """The headline score as a number."""
    full: Decimal
    """The full marks of its rule set."""
    budget: Decimal | None
    """全年预算, in 万元."""
    received: Decimal | None
    """到位, in 万元."""
    spent: Decimal | None
    """支出, in 万元."""
    rate: str
    rate_value: Decimal | None
    """预算执行率 in percent."""
    released: datetime.datetime | None
    transcribed: bool
    sections: tuple[Scored, ...]
    indicators: tuple[IndicatorRow, ...]
    issues: tuple[IssueRow, ...]
    corrections: tuple[CorrectionRow, ...]
    examples: tuple[Example, ...]
    former_ids: tuple[str, ...] = ()
    """The ids under which its page stood before."""

    @property
    def href(self) -> str:
        """The address of the page, from the root of the site."""
        return address(self.id)

    @property
    def line(self) -> tuple[str, str, bool, int, str, str, Marks, str, str]:
        """What a table of projects shows of it, at one go: templates take long to look attributes up one by one."""
        return (
            self.href, self.name, self.transcribed, self.year, self.department, self.type, self.marks,
            self.budget_text, self.rate,
        )  # fmt: skip

    @property
    def budget_text(self) -> str:
        """The budget in 万元 with two decimals."""
        return wan_text(self.budget)

    @property
    def spent_text(self) -> str:
        """The spending in 万元 with two decimals."""
        return wan_text(self.spent)

    def of_department(self, name: str) -> Row:
        """This row with its department under another name."""
        return self if name == self.department else replace(self, department=name)

    @property
    def percent(self) -> Decimal | None:
        """The score as points of a hundred, so that totals out of 80 compare with those out of 100."""
        return None if self.total is None else to_decimal(Fraction(self.total) / Fraction(self.full) * 100, 2)

    @property
    def identity(self) -> str:
        """What is the same over the years of one project: its code, else its department and name."""
        return self.code or f"{self.department}\n{self.name}"


def address(project_id: str) -> str:
    """The address of the page of a project, from the root of the site."""
    return f"projects/{quote(project_id)}/index.html"


def wan_text(amount: Decimal | None) -> str:
    """An amount in 万元 with two decimals; 未载明."""
    return str(UNSTATED) if amount is None else two_places(amount)


def row_of(entry: Entry) -> Row:
    """The row of a project."""
    evaluation = entry.evaluation
    project, rules = evaluation.project, evaluation.rules
    figures, disclosure, funds = figures_of(evaluation), project.disclosure, project.funds
    return Row(
        id=evaluation.id,
        name=project.facts.name,
        year=project.facts.year,
        code=project.facts.code,
        department=str(project.units.department),
        unit=str(project.units.implementing_unit),
        type=project.facts.evaluation_type.value,
        rule_set=rules.id,
        rule_set_name=rules.facts.name,
        summary=project.facts.summary,
        marks=marks_of(evaluation, figures),
        total=figures.total.value,
        full=evaluation.score.full,
        budget=in_wan(funds, funds.annual_budget),
        received=in_wan(funds, funds.received),
        spent=in_wan(funds, funds.spent),
        rate=figures.execution_text,
        rate_value=_rate_value(project, figures),
        released=disclosure.published_at if disclosure else None,
        transcribed=project.transcribed,
        sections=tuple(_scored(f) for f in figures.sections),
        indicators=tuple(_indicators(evaluation, figures)),
        issues=tuple(_issue(i) for i in project.issues),
        corrections=_corrections(project),
        examples=_examples(evaluation, figures),
        former_ids=project.former_ids,
    )


def withdrawn_row_of(evaluation: Evaluation) -> WithdrawnRow:
    """The record of a withdrawn report; nothing of its content is in it."""
    project = evaluation.project
    return WithdrawnRow(
        evaluation.id,
        project.title,
        project.facts.year,
        str(project.units.department),
        _corrections(project),
        project.former_ids,
    )


def _rate_value(project: Project, figures: Figures) -> Decimal | None:
    published = project.published.execution_rate if project.published else None
    if published is not None:
        return published.value
    return None if figures.execution is None else to_decimal(figures.execution * 100, wording.RATE_PLACES)


def _scored(figure: Figure) -> Scored:
    return Scored(figure.name, figure.text, figure.value, figure.full, _recomputed(figure))


def _recomputed(figure: Figure) -> str:
    return "" if figure.difference is None else figure.recomputed_text


def _indicators(evaluation: Evaluation, figures: Figures) -> Iterable[IndicatorRow]:
    whole = {s.name: section_id(n) for n, s in enumerate(evaluation.score.sections) if s.whole}
    for index, score in enumerate(evaluation.score.indicators):
        indicator, figure = score.indicator, figures.indicators[index]
        common = evaluation.rules.common(indicator.level_3)
        yield IndicatorRow(
            name=indicator.level_3,
            group=common.level_3 if common else indicator.level_3,
            text=figure.text,
            value=None if score.excluded else figure.value,
            full=figure.full,
            recomputed=_recomputed(figure),
            common=common is not None,
            level_1=indicator.level_1,
            level_2=str(indicator.level_2),
            target=target_text(indicator, evaluation.rules),
            actual=str(indicator.actual),
            reason=indicator.deduction_reason or "",
            mark=mark_of(score),
            anchor=whole.get(indicator.level_1, step_id(index)),
        )


def _issue(issue: Issue) -> IssueRow:
    mended = issue.rectification
    deadline = mended.deadline if mended else None
    return IssueRow(
        number=issue.number,
        description=issue.description,
        recommendation=_stated(issue.recommendation),
        indicators=issue.indicators,
        unit=_stated(mended.responsible_unit) if mended else "",
        deadline=deadline if isinstance(deadline, datetime.date) else None,
        progress=mended.progress.value if mended else str(UNSTATED),
        note=_stated(mended.note) if mended else "",
    )


def _stated(text: object) -> str:
    """A text; empty where it is 未载明."""
    return "" if text is UNSTATED else str(text)


def _corrections(project: Project) -> tuple[CorrectionRow, ...]:
    return tuple(
        CorrectionRow(c.date, c.content, c.former or "", c.corrected or "", c.cause, c.approver_role)
        for c in project.corrections
    )


def _examples(evaluation: Evaluation, figures: Figures) -> tuple[Example, ...]:
    """The most instructive recomputed score of every method that this project uses."""
    best: dict[str, Example] = {}
    for index, score in enumerate(evaluation.score.indicators):
        if score.score is None or not score.recomputable or score.difference is not None or not score.steps:
            continue
        example = _example(evaluation, figures, index)
        if example.method not in best or example.instructive > best[example.method].instructive:
            best[example.method] = example
    return tuple(best.values())


def _example(evaluation: Evaluation, figures: Figures, index: int) -> Example:
    score = evaluation.score.indicators[index]
    figure, indicator = figures.indicators[index], score.indicator
    lost = figure.full is not None and score.score is not None and 0 < score.score < figure.full
    return Example(
        method=score.method,
        indicator=indicator.level_3,
        weight=figure.full_text,
        target=target_text(indicator, evaluation.rules),
        actual=str(indicator.actual),
        standard=score.standard,
        inputs=tuple(score.inputs.items()),
        steps=score.steps,
        score=figure.recomputed_text,
        anchor=step_id(index),
        instructive=10 * lost + min(len(score.steps), 6),
    )
