"""Which rule applies to an indicator: its own, the common indicator's, or the rule set's default."""

from __future__ import annotations

from generator import notation
from generator.model.criteria import Criterion
from generator.model.methods import Method
from generator.model.project import Direction, Indicator, Quality
from generator.model.rule_set import RuleSet
from generator.model.values import Written


def target_of(indicator: Indicator, rules: RuleSet) -> Written[notation.Target] | None:
    """The indicator's target, else the common indicator's; None when it is not stated."""
    common = rules.common(indicator.level_3)
    target = indicator.target if indicator.target is not None else (common.target if common else None)
    return target if isinstance(target, Written) else None


def criteria_of(indicator: Indicator, rules: RuleSet) -> tuple[Criterion, ...]:
    """The indicator's criteria, else the common indicator's."""
    common = rules.common(indicator.level_3)
    return indicator.criteria if indicator.criteria is not None else (common.criteria if common else ())


def method_of(indicator: Indicator, rules: RuleSet) -> tuple[Method | None, tuple[Criterion, ...]]:
    """The method that scores an indicator (None when there is none), and its criteria."""
    common = rules.common(indicator.level_3)
    criteria = criteria_of(indicator, rules)
    if indicator.method is not None:
        return indicator.method, criteria
    if common is not None and common.method is not None:
        return common.method, criteria
    quality = quality_of(indicator, target_of(indicator, rules))
    for default in rules.default_methods:
        if default.sections and indicator.level_1 not in default.sections:
            continue
        if default.quality in (None, quality):
            return default.method, criteria
    return None, criteria


def quality_of(indicator: Indicator, target: Written[notation.Target] | None) -> Quality:
    """定量 or 定性: as declared, else by whether the target is a category."""
    if indicator.quality is not None:
        return indicator.quality
    qualitative = target is None or isinstance(target.value, notation.Category)
    return Quality.QUALITATIVE if qualitative else Quality.QUANTITATIVE


def inferred_direction(target: notation.Target) -> Direction | None:
    """The direction a target implies; None where it implies none."""
    if not isinstance(target, notation.Comparison) or target.op in ("", "="):
        return None
    return Direction.HIGHER if target.op in ("≥", ">") else Direction.LOWER
