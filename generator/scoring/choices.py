"""Methods that choose: tiers by a label, branches on named inputs."""

from __future__ import annotations

import re
from fractions import Fraction

from generator import notation
from generator.model.criteria import Met
from generator.model.methods import Branch, Branches, ShareRange, Tiers
from generator.scoring.case import Case
from generator.scoring.numbers import percent, shown
from generator.scoring.result import Outcome, Unscorable

_CRITERION = re.compile(r"要点(\d{1,3})")


def tier(case: Case, method: Tiers) -> Outcome:
    """The share of a label; with a range, the stated share, which must lie in it.

    A range holds its lower end; its upper end only at 100 % (100%-80%（含）、80%-60%（含）, 财预〔2020〕10号 art. 17).
    """
    label = case.indicator.inputs.get("档位") or (case.actual.text if case.actual else None)
    if label is None or label not in method.tiers:
        allowed = "、".join(method.tiers)
        raise Unscorable(
            "评分输入", f"“{label or '未载明'}”不是规定的档位", f"评分输入: {{档位: …}}，档位为{allowed}之一"
        )
    share = method.tiers[label]
    inputs: tuple[tuple[str, str], ...] = (("档位", label),)
    value = share.low
    if not share.fixed:
        stated = case.quantity("比例")
        value = Fraction(stated.value) / 100
        inputs += (("比例", case.input("比例")),)
        if stated.unit != "%" or not in_range(value, share):
            raise Unscorable(
                "评分输入", f"比例“{case.input('比例')}”不在“{label}”的范围{share.text}之内", share.text
            )
    step = f"档位“{label}”按权重的{percent(value)}：{percent(value)} × {shown(case.weight)} = {shown(value * case.weight)}"
    return Outcome(value * case.weight, (step,), inputs)


def in_range(value: Fraction, share: ShareRange) -> bool:
    """Whether a chosen share lies in the range of its tier."""
    return share.low <= value < share.high or value == share.high == 1


def branch_of(case: Case, method: Branches) -> tuple[Branch, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The first branch whose conditions hold, with the steps and inputs that decided."""
    seen: dict[str, str] = {}
    for branch in method.branches:
        if branch.when is None:
            return branch, ("属于其他情形",), tuple(seen.items())
        if all(_holds(case, name, wanted, seen) for name, wanted in branch.when.items()):
            condition = "、".join(f"{name}为{seen[name]}" for name in branch.when)
            return branch, (f"情形：{condition}",), tuple(seen.items())
    raise Unscorable("评分输入", "没有一种情形符合", "各情形要覆盖所有可能，最后一种可不写“当”")


def _holds(case: Case, name: str, wanted: str, seen: dict[str, str]) -> bool:
    criterion = _CRITERION.fullmatch(name)
    if criterion:
        state = case.results.met.get(int(criterion[1]), Met.UNSTATED)
        if state is Met.UNSTATED and case.results.unspecified is None:
            raise Unscorable("要点", f"{name}未载明是否符合，不能判断情形", "填写是或否")
        seen[name] = str(state)
        return (state is not Met.NO) == (wanted == Met.YES)
    seen[name] = case.input(name)
    if wanted in (Met.YES, Met.NO):
        return seen[name] == wanted
    target = notation.parse_target(wanted)
    actual = notation.parse_actual(seen[name])
    if isinstance(target, notation.Unparsed) or isinstance(actual, notation.Unparsed):
        return seen[name] == wanted
    return bool(notation.meets(target, actual))
