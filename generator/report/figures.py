"""The scores of a project as readers see them: the published truth first, the recomputed one beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from generator.model.base import UNSTATED
from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.model.values import VerbatimNumber
from generator.report import wording
from generator.scoring import IndicatorScore, ProjectScore, SectionScore
from generator.scoring.numbers import plain, to_decimal

TOTAL, GRADE = "总分", "等级"


@dataclass(frozen=True, slots=True)
class Figure:
    """One score: of an indicator, a section or the total.

    `published` is verbatim; `added` says that no report prints it, but the scores it consists of, published where they are, add up
    to it. `recomputed` is None when the rules or the inputs do not suffice.
    """

    name: str
    full: Decimal | None
    published: str | None
    published_value: Decimal | None
    recomputed: Decimal | None
    added: bool = False
    missing: str = wording.NOT_COMPUTED
    """What stands for the score where there is neither."""
    recomputable: bool = True

    @property
    def value(self) -> Decimal | None:
        """The figure of headlines: published where there is one, else recomputed."""
        return self.recomputed if self.published_value is None else self.published_value

    @property
    def text(self) -> str:
        """The score of headlines as text."""
        return self.recomputed_text if self.published is None else self.published

    @property
    def recomputed_text(self) -> str:
        """The recomputed score as text."""
        return self.missing if self.recomputed is None else wording.points(self.recomputed)

    @property
    def full_text(self) -> str:
        """The weight as text."""
        return str(UNSTATED) if self.full is None else plain(self.full)

    @property
    def share(self) -> Fraction | None:
        """得分率, exactly; None when score or weight is not known."""
        return None if self.value is None or not self.full else Fraction(self.value) / Fraction(self.full)

    @property
    def difference(self) -> Decimal | None:
        """Recomputed minus published, where both are known and differ."""
        if self.published_value is None or self.recomputed is None or self.published_value == self.recomputed:
            return None
        return self.recomputed - self.published_value


class Figures:
    """All scores of a project."""

    def __init__(self, project: Project, score: ProjectScore, rules: RuleSet) -> None:
        self.project, self.score, self.rules = project, score, rules

    @cached_property
    def indicators(self) -> tuple[Figure, ...]:
        """The indicators in the order of the project."""
        whole = {s.name for s in self.score.sections if s.whole}
        return tuple(_indicator(i, whole=i.indicator.level_1 in whole) for i in self.score.indicators)

    @cached_property
    def sections(self) -> tuple[Figure, ...]:
        """The level-1 sections."""
        return tuple(self._section(s) for s in self.score.sections)

    @cached_property
    def total(self) -> Figure:
        """The total. Full marks are those of the rule set."""
        published, added = self.score.published_total, False
        value = published.value if published else None
        if published is None and any(s.published_value is not None for s in self.sections):
            value, added = _sum([s.value for s in self.sections]), True
        text = _verbatim(published) or (plain(value) if value is not None else None)
        return Figure(
            TOTAL, self.score.full, text, value, self.score.total, added=added and value is not None
        )

    def _section(self, section: SectionScore) -> Figure:
        published = section.published
        text, value, added = _verbatim(published), published.value if published else None, False
        members = [i for i in self.score.indicators if i.indicator.level_1 == section.name and not i.excluded]
        if value is None and any(m.published for m in members):
            value = _sum([m.counted for m in members])
            text, added = (None, False) if value is None else (plain(value), True)
        recomputed = None if section.whole else section.score
        missing = str(UNSTATED) if section.whole else wording.NOT_COMPUTED
        return Figure(
            section.name,
            section.full,
            text,
            value,
            recomputed,
            added,
            missing,
            recomputable=not section.whole,
        )

    @cached_property
    def by_name(self) -> dict[str, Figure]:
        """Sections and indicators by name; a section goes before an indicator of its name."""
        named = (*self.sections, *self.indicators)
        return {figure.name: figure for figure in (*reversed(named), self.total)}

    def by_section(self, name: str) -> Figure:
        """The figure of a level-1 section."""
        return next(f for f in self.sections if f.name == name)

    @property
    def has_published(self) -> bool:
        """Whether any indicator has a published score."""
        return any(f.published is not None for f in self.indicators)

    # --- grade --------------------------------------------------------------------------------------------------

    @property
    def grade(self) -> str | None:
        """The grade of headlines, verbatim where it is published; None when there is none."""
        return self.score.counted_grade

    @property
    def grade_differs(self) -> bool:
        """Whether the published grade is another one than the recomputed."""
        published = self.score.published_grade
        if published is None or self.score.grade is None:
            return False
        return (self.rules.canonical_grade(published) or published) != self.score.grade

    @property
    def differing(self) -> tuple[Figure, ...]:
        """Every figure whose recomputed score is not the published one: indicators, sections, total."""
        everything = (*self.indicators, *self.sections, self.total)
        return tuple(f for f in everything if f.difference is not None)

    @property
    def all_recomputable(self) -> bool:
        """Whether every score follows from rules and inputs, or was given by an expert with a reason."""
        sections = all(s.recomputable for s in self.sections)
        return sections and all(i.recomputable or i.discretionary for i in self.score.indicators)

    @property
    def differs(self) -> bool:
        """Whether the headline, total or grade, differs from what was recomputed."""
        return self.total.difference is not None or self.grade_differs

    # --- rates --------------------------------------------------------------------------------------------------

    @property
    def execution(self) -> Fraction | None:
        """预算执行率 by the rule set's definition, exactly."""
        return self.project.funds.ratio(*self.rules.execution_basis.items)

    @property
    def execution_text(self) -> str:
        """预算执行率: published verbatim where it is, else computed."""
        published = self.project.published.execution_rate if self.project.published else None
        return published.text if published else wording.rate(self.execution)

    @property
    def execution_differs(self) -> bool:
        """Whether the published rate is another one than computed, at its own precision."""
        published = self.project.published.execution_rate if self.project.published else None
        if published is None or self.execution is None:
            return False
        exponent = published.value.as_tuple().exponent
        places = max(-exponent, 0) if isinstance(exponent, int) else 0
        return to_decimal(self.execution * 100, places) != published.value

    @property
    def receipt(self) -> Fraction | None:
        """资金到位率: received ÷ annual budget, or ÷ initial budget where the annual is not stated."""
        funds = self.project.funds
        base = "年初预算" if funds.item("全年预算") is None else "全年预算"
        return funds.ratio("到位", base)


def _indicator(score: IndicatorScore, *, whole: bool) -> Figure:
    missing = wording.NOT_COMPUTED
    if score.excluded:
        missing = "不适用"
    elif whole:
        missing = str(UNSTATED)
    return Figure(
        score.indicator.level_3,
        score.weight,
        _verbatim(score.published),
        score.published.value if score.published else None,
        score.score,
        missing=missing,
        recomputable=score.recomputable,
    )


def _verbatim(number: VerbatimNumber | None) -> str | None:
    """A published score as printed; the word 分 stands in the text around it."""
    return number.text.removesuffix("分").strip() if number else None


def _sum(values: list[Decimal | None]) -> Decimal | None:
    return None if any(v is None for v in values) else sum((v for v in values if v is not None), Decimal(0))
