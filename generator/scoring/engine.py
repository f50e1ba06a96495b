"""Scores a project: every indicator by its method, rounded once; sections and total as exact sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from generator import notation
from generator.model.base import Unstated
from generator.model.methods import Measured, Method, Undisclosed
from generator.model.project import Indicator, Project, Published
from generator.model.rule_set import RuleSet
from generator.model.values import VerbatimNumber
from generator.scoring.case import Case, figure, measure
from generator.scoring.methods import evaluate
from generator.scoring.numbers import percent, plain, round_score, shown, to_decimal
from generator.scoring.result import (
    Difference,
    IndicatorScore,
    Outcome,
    Problem,
    ProjectScore,
    SectionScore,
    Unscorable,
)
from generator.scoring.rules import method_of, target_of
from generator.scoring.standard import describe, name_of

NUMERIC = (notation.Comparison, notation.Interval)


def score_project(project: Project, rules: RuleSet) -> ProjectScore:
    """Score everything. Content faults become `problem` on the indicator concerned; nothing raises."""
    published = project.published or Published.model_validate({})
    scorer = _Scorer(project, rules, published)
    indicators = tuple(scorer.indicator(n, i) for n, i in enumerate(project.indicators))
    sections = tuple(scorer.section(name, indicators) for name in scorer.section_names())
    return scorer.project_score(sections, indicators)


class _Scorer:
    """Holds what every indicator of one project shares."""

    def __init__(self, project: Project, rules: RuleSet, published: Published) -> None:
        self.project, self.rules, self.published = project, rules, published
        self.whole = {s.name: s for s in project.whole_sections}
        self.notes = {
            s: d.note for d in reversed(project.discrepancies) if "S202" in d.codes for s in d.subjects
        }

    # --- indicators -------------------------------------------------------------------------------------------

    def indicator(self, index: int, indicator: Indicator) -> IndicatorScore:
        published = self.published.indicators.get(indicator.level_3)
        method, criteria = method_of(indicator, self.rules)
        if indicator.level_1 in self.whole:
            return IndicatorScore(
                index, indicator, "", "本部分只公布总分", None, published, recomputable=False
            )
        if method is None:
            missing = Problem("评分", "没有评分方式：指标自己没写，规则集也没有缺省的", "评分: {方式: …}")
            return IndicatorScore(index, indicator, "", "", None, published, problem=missing)
        standard = describe(method, criteria, indicator)
        base = IndicatorScore(index, indicator, name_of(method), standard, None, published)
        if isinstance(indicator.weight, Unstated):
            return replace(base, problem=Problem("权重", "权重未载明，不能计分", "权重: 5"))
        case = Case(
            indicator, self.rules, self.project.funds, Fraction(indicator.weight), target_of(indicator, self.rules),
            criteria, published,
        )  # fmt: skip
        return self._scored(base, case, method)

    def _scored(self, base: IndicatorScore, case: Case, method: Method) -> IndicatorScore:
        if _special(case) == "不适用":
            return replace(base, excluded=True, steps=("不适用，不计入总分",))
        try:
            outcome = self._special_outcome(case, method) or evaluate(case, method)
            clashes = _clashes(case, method)
        except Unscorable as missing:
            return replace(base, problem=missing.problem)
        clamped = min(max(outcome.points, Fraction(0)), case.weight)
        score = round_score(clamped, self.rules.rounding)
        steps = (*outcome.steps, *_closing_steps(outcome.points, clamped, score, self.rules))
        inputs = dict(outcome.inputs)
        standard = outcome.rule or base.standard
        return replace(
            base, score=score, steps=steps, inputs=inputs, clashes=clashes, standard=standard,
            method="无数值无说明" if outcome.rule else base.method,
            discretionary=outcome.discretionary, recomputable=outcome.recomputable,
            difference=self._difference(score, base.published, case.indicator.level_3, standard, inputs),
        )  # fmt: skip

    def _special_outcome(self, case: Case, method: Method) -> Outcome | None:
        """Points that follow from a missing or special actual, before any curve.

        What the rule set says of missing figures holds even where the rule of the indicator is not disclosed.
        """
        if _special(case) == "未完成" and not isinstance(method, Undisclosed):
            return Outcome(Fraction(0), ("完成值为“未完成”，得0分",), (("完成值", "未完成"),))
        points = self.rules.no_figure_no_reason
        numeric = case.target is not None and isinstance(case.target.value, NUMERIC)
        explained = case.indicator.deviation_reason is not None
        if (
            points is not None
            and numeric
            and figure(case) is None
            and not explained
            and not case.indicator.inputs
        ):
            assert case.target is not None  # noqa: S101 - numeric says so
            text = str(case.indicator.actual)
            step = f"指标值“{case.target.text}”是数值，完成值“{text}”没有具体数值且无说明，得{points.text}"
            inputs = (("指标值", case.target.text), ("完成值", text))
            rule = f"定量指标没有具体数值又没有说明的，得{points.text}。"
            return Outcome(points.value.of(case.weight), (step,), inputs, rule=rule)
        return None

    def _difference(
        self,
        score: Decimal | None,
        published: VerbatimNumber | None,
        subject: str,
        rule: str,
        inputs: dict[str, str],
        causes: Iterable[str] = (),
    ) -> Difference | None:
        """The difference, with the note on the subject itself, else with those on the parts that cause it."""
        if score is None or published is None or score == published.value:
            return None
        note = self.notes.get(subject) or "".join(self.notes.get(cause, "") for cause in causes)
        return Difference(score - published.value, note, rule, inputs)

    # --- sections and total -----------------------------------------------------------------------------------

    def section_names(self) -> list[str]:
        """Level-1 names in order of first appearance, whole sections included."""
        return list(dict.fromkeys([i.level_1 for i in self.project.indicators] + list(self.whole)))

    def section(self, name: str, indicators: tuple[IndicatorScore, ...]) -> SectionScore:
        published = self.published.sections.get(name)
        whole = self.whole.get(name)
        if whole is not None:
            score = published.value if published else None
            standard = describe(whole.method, ())
            return SectionScore(name, whole.weight, _padded(score), published, whole=True, standard=standard)
        members = [i for i in indicators if i.indicator.level_1 == name and not i.excluded]
        full = sum((i.weight for i in members if i.weight is not None), Decimal(0))
        score = None if any(i.score is None for i in members) else _total(i.score for i in members)
        causes = {i.indicator.level_3: _both(i) for i in members if i.difference}
        difference = self._difference(score, published, name, "各指标得分之和", causes, causes)
        return SectionScore(name, full, score, published, difference=difference)

    def project_score(
        self, sections: tuple[SectionScore, ...], indicators: tuple[IndicatorScore, ...]
    ) -> ProjectScore:
        total = None if any(s.score is None for s in sections) else _total(s.score for s in sections)
        full = self.rules.full_marks
        applicable = sum((s.full for s in sections), Decimal(0))
        converted = None
        if total is not None and applicable and (applicable != full or full != 100):  # noqa: PLR2004 - percent
            converted = to_decimal(Fraction(total) / Fraction(applicable) * 100, self.rules.rounding.places)
        graded = converted if converted is not None and full == 100 else total  # noqa: PLR2004 - percent
        causes = {i.indicator.level_3: _both(i) for i in indicators if i.difference}
        return ProjectScore(
            full=full,
            total=total,
            grade=None if graded is None else self.rules.grade(graded),
            published_total=self.published.total,
            published_grade=self.published.grade,
            sections=sections,
            indicators=indicators,
            converted=converted,
            difference=self._difference(
                total, self.published.total, "总分", "各分项得分之和", causes, causes
            ),
        )


def _special(case: Case) -> notation.SpecialKind | None:
    value = case.actual.value if case.actual else None
    return value.kind if isinstance(value, notation.Special) else None


def _clashes(case: Case, method: Method) -> tuple[str, ...]:
    """Where the inputs of a rule give another figure than the 完成值, at the precision it is written with."""
    quantity = figure(case)
    if not isinstance(method, Measured) or quantity is None or quantity.unit != "%":
        return ()
    if not method.numerator and method.measure in (None, "完成率", "完成值"):
        return ()
    measured = measure(case, method, "完成值")
    places = max(-int(quantity.value.as_tuple().exponent), 0)
    if not measured.is_rate or to_decimal(abs(measured.value), places) == quantity.value:
        return ()
    figures = "、".join(f"{name}{text}" for name, text in measured.inputs)
    return (
        f"完成值写的是{quantity.value}%，按评分规则的输入（{figures}）算得{percent(measured.value / 100)}",
    )


def _closing_steps(exact: Fraction, clamped: Fraction, score: Decimal, rules: RuleSet) -> tuple[str, ...]:
    steps = []
    if clamped != exact:
        steps.append(f"得分在0与权重之间：{shown(exact)} → {shown(clamped)}")
    if Fraction(score) != clamped:
        steps.append(
            f"{rules.rounding.mode}，保留{rules.rounding.places}位小数：{shown(clamped)} → {plain(score)}"
        )
    return tuple(steps)


def _both(score: IndicatorScore) -> str:
    return f"复算{plain(score.score or Decimal(0))}，公布{score.published}"


def _padded(score: Decimal | None) -> Decimal | None:
    return None if score is None else score + Decimal("0.00")


def _total(scores: Iterable[Decimal | None]) -> Decimal:
    """The exact sum, with the two places of a score."""
    return sum((s for s in scores if s is not None), Decimal("0.00"))
