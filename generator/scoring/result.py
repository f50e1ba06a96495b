"""What scoring yields: for each indicator, section and project a score with its steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from generator.model.project import Indicator
from generator.model.values import VerbatimNumber


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a score could not be computed: which key of the indicator is at fault, and what it needs."""

    key: str
    message: str
    expected: str = ""


class Unscorable(Exception):  # noqa: N818 - not an error: it carries a problem of content to the engine
    """Leaves a calculation that lacks something; the engine turns it into a `Problem`."""

    def __init__(self, key: str, message: str, expected: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(key, message, expected)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exact points of one method, before clamping and rounding, and the steps that led there."""

    points: Fraction
    steps: tuple[str, ...]
    inputs: tuple[tuple[str, str], ...] = ()
    discretionary: bool = False
    recomputable: bool = True
    rule: str = ""
    """The rule that was applied, where it is not the indicator's own method."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A recomputed figure that is not the published one: `amount` is recomputed minus published."""

    amount: Decimal
    note: str
    rule: str
    inputs: dict[str, str]


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """The score of one indicator. `score` is None when it is excluded, scored as a section, or at fault."""

    index: int
    indicator: Indicator
    method: str
    standard: str
    score: Decimal | None
    published: VerbatimNumber | None
    steps: tuple[str, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    discretionary: bool = False
    recomputable: bool = True
    excluded: bool = False
    problem: Problem | None = None
    clashes: tuple[str, ...] = ()
    difference: Difference | None = None

    @property
    def weight(self) -> Decimal | None:
        """The weight in points; None inside a section that was scored as a whole."""
        weight = self.indicator.weight
        return weight if isinstance(weight, Decimal) else None

    @property
    def counted(self) -> Decimal | None:
        """The figure that headlines use: the published score where there is one, else the recomputed."""
        return self.published.value if self.published else self.score


@dataclass(frozen=True, slots=True)
class SectionScore:
    """The score of one level-1 section; `whole` when the source scored it only as a whole."""

    name: str
    full: Decimal
    score: Decimal | None
    published: VerbatimNumber | None
    whole: bool = False
    standard: str = ""
    difference: Difference | None = None

    @property
    def counted(self) -> Decimal | None:
        """The published score where there is one, else the recomputed."""
        return self.published.value if self.published else self.score


@dataclass(frozen=True, slots=True)
class ProjectScore:
    """All scores of a project. `converted` is the 折算得分 out of 100, where full marks or weights differ."""

    full: Decimal
    total: Decimal | None
    grade: str | None
    published_total: VerbatimNumber | None
    published_grade: str | None
    sections: tuple[SectionScore, ...]
    indicators: tuple[IndicatorScore, ...]
    converted: Decimal | None = None
    difference: Difference | None = None

    @property
    def counted_total(self) -> Decimal | None:
        """The published total where there is one, else the recomputed."""
        return self.published_total.value if self.published_total else self.total

    @property
    def counted_grade(self) -> str | None:
        """The published grade where there is one, else the recomputed."""
        return self.published_grade or self.grade

    def section(self, name: str) -> SectionScore | None:
        """A section by name."""
        return next((s for s in self.sections if s.name == name), None)

    def indicator(self, name: str) -> IndicatorScore | None:
        """An indicator by its level-3 name."""
        return next((i for i in self.indicators if i.indicator.level_3 == name), None)
