"""Scores as plain data: the contract of `score --format json`, and part of every open record.

All numbers are text in plain decimal notation: scores with two places, weights as written.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from generator.evaluate import Evaluation
from generator.model.base import Unstated
from generator.model.values import VerbatimNumber
from generator.scoring import IndicatorScore, ProjectScore, SectionScore
from generator.scoring.numbers import plain
from generator.scoring.result import Difference
from generator.scoring.rules import target_of


def scores_data(evaluations: Iterable[Evaluation]) -> dict[str, Any]:
    """All projects, by id."""
    return {"projects": [project_data(e) for e in sorted(evaluations, key=lambda e: e.id)]}


def project_data(evaluation: Evaluation) -> dict[str, Any]:
    """One project with its sections and indicators."""
    score, facts = evaluation.score, evaluation.project.facts
    return {
        "id": evaluation.id,
        "name": facts.name,
        "year": facts.year,
        "type": facts.evaluation_type.value,
        "full": plain(score.full),
        "total": _score(score.total),
        "grade": score.grade,
        "published": _published(score),
        "difference": _difference(score.difference),
        "converted": _score(score.converted),
        "sections": [_section(s) for s in score.sections],
        "indicators": [_indicator(i, evaluation) for i in score.indicators],
    }


def _published(score: ProjectScore) -> dict[str, str | None] | None:
    if score.published_total is None and score.published_grade is None:
        return None
    total = _printed(score.published_total)
    return {"total": total, "grade": score.published_grade}


def _section(section: SectionScore) -> dict[str, Any]:
    return {
        "name": section.name,
        "full": plain(section.full),
        "score": _score(section.score),
        "published": _printed(section.published),
        "difference": _difference(section.difference),
        "recomputable": not section.whole,
    }


def _indicator(score: IndicatorScore, evaluation: Evaluation) -> dict[str, Any]:
    indicator = score.indicator
    target = target_of(indicator, evaluation.rules)
    level_2 = None if isinstance(indicator.level_2, Unstated) else indicator.level_2
    return {
        "path": [indicator.level_1, level_2, indicator.level_3],
        "weight": plain(score.weight) if score.weight is not None else None,
        "target": target.text if target else None,
        "actual": str(indicator.actual),
        "score": _score(score.score),
        "published": _printed(score.published),
        "difference": _difference(score.difference),
        "method": score.method or None,
        "standard": score.standard or None,
        "inputs": score.inputs,
        "steps": list(score.steps),
        "discretionary": score.discretionary,
        "recomputable": score.recomputable,
        "excluded": score.excluded,
        "deduction_reason": indicator.deduction_reason,
    }


def _difference(difference: Difference | None) -> dict[str, Any] | None:
    if difference is None:
        return None
    return {
        "amount": _score(difference.amount),
        "note": difference.note,
        "rule": difference.rule,
        "inputs": difference.inputs,
    }


def _printed(number: VerbatimNumber | None) -> str | None:
    """A published score with the decimals it is printed with, without the word 分."""
    return plain(number.value) if number else None


def _score(value: Decimal | None) -> str | None:
    return None if value is None else plain(value.quantize(Decimal("0.01")))
