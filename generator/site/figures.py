"""Figures as lists and headlines show them; what a report says of itself comes from `generator.report`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.evaluate import Evaluation
from generator.model.base import Unstated
from generator.model.funds import Funds
from generator.model.values import Amount, MoneyUnit
from generator.report import wording
from generator.report.figures import Figures
from generator.report.opening import UNGRADED
from generator.scoring import IndicatorScore
from generator.scoring.numbers import to_decimal

GRADE_CLASSES = {"优": "a", "良": "b", "中": "c", "差": "d"}
"""The class of a grade's label. Its word is always shown too."""

DISCRETION, NO_RULE, EXCLUDED = "人工裁量", "无法复算", "不适用"

KIBI = 1024
WAN_PER_YI = Decimal(10_000)


def figures_of(evaluation: Evaluation) -> Figures:
    """All scores of an evaluation as readers see them."""
    return Figures(evaluation.project, evaluation.score, evaluation.rules)


def in_wan(funds: Funds, amount: Amount | Unstated | None) -> Decimal | None:
    """An amount in 万元, exactly; None when it is not stated."""
    number = funds.number(amount)
    return None if number is None else number * funds.unit.yuan / MoneyUnit.WAN.yuan


def two_places(value: Decimal) -> str:
    """A number with thousands separators and two decimals, rounded half up."""
    return wording.number(to_decimal(Fraction(value), 2))


def total_money(amounts: Iterable[Decimal | None]) -> tuple[str, str]:
    """The sum of amounts in 万元 as figure and unit: 万元, or 亿元 from a hundred million on."""
    total = sum((a for a in amounts if a is not None), start=Decimal(0))
    if total >= WAN_PER_YI:
        return two_places(total / WAN_PER_YI), MoneyUnit.YI.value
    return two_places(total), MoneyUnit.WAN.value


def size_text(size: int) -> str:
    """The size of a file for readers: `312 KB`, `1.4 MB`."""
    kib = Fraction(size, KIBI)
    if kib < KIBI:
        return f"{max(Decimal(1), to_decimal(kib, 0))} KB"
    return f"{to_decimal(kib / KIBI, 1)} MB"


def percent_of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """The length of a bar: a part of a whole in percent with one decimal, from 0 to 100."""
    if part is None or not whole:
        return None
    return to_decimal(min(Fraction(1), max(Fraction(0), Fraction(part) / Fraction(whole))) * 100, 1)


@dataclass(frozen=True, slots=True)
class Marks:
    """The headline of an evaluation: the published score and grade where there are any, else the recomputed."""

    score: str
    full: str
    recomputed: str
    """The recomputed score, where it is not the published one; else empty."""
    grade: str
    """The grade as written, or 不评等级."""
    band: str
    """The regulation's own word for the grade: 优 where a report says 优秀."""
    grade_recomputed: str
    """The recomputed grade, where it is not the published one; else empty."""
    grade_class: str

    @property
    def differs(self) -> bool:
        """Whether score or grade differ from what was recomputed."""
        return bool(self.recomputed or self.grade_recomputed)


def marks_of(evaluation: Evaluation, figures: Figures) -> Marks:
    """The headline of an evaluation."""
    total, grade = figures.total, figures.grade or UNGRADED
    band = evaluation.rules.canonical_grade(grade) or grade
    return Marks(
        score=total.text,
        full=total.full_text,
        recomputed="" if total.difference is None else total.recomputed_text,
        grade=grade,
        band=band,
        grade_recomputed=(evaluation.score.grade or "") if figures.grade_differs else "",
        grade_class=GRADE_CLASSES.get(band, "none"),
    )


def mark_of(score: IndicatorScore) -> str:
    """What must be said beside a score: 人工裁量, 无法复算 or 不适用; else empty."""
    if score.excluded:
        return EXCLUDED
    if score.discretionary:
        return DISCRETION
    return "" if score.recomputable else NO_RULE
