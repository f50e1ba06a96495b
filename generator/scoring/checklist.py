"""要点: points earned, points lost and gates."""

from __future__ import annotations

from fractions import Fraction

from generator.model.criteria import Criterion, Met, YesNo
from generator.model.methods import Checklist
from generator.scoring.case import Case
from generator.scoring.numbers import shown
from generator.scoring.result import Outcome, Unscorable

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def numbered(index: int) -> str:
    """The mark of a criterion: ① to ⑳, then (21)."""
    return CIRCLED[index - 1] if index <= len(CIRCLED) else f"({index})"


def checklist(case: Case, method: Checklist) -> Outcome:
    """Points earned by what holds, less points lost by what fails; a failed gate leaves nothing.

    Where no criterion earns points, the losses come off the full weight.
    """
    if not case.criteria:
        raise Unscorable("评价要点", "按要点评分，而没有评价要点", "在指标或规则集的共性指标中写评价要点")
    chosen = [(n, c) for n, c in enumerate(case.criteria, 1) if method.only is None or n in method.only]
    inputs = tuple((f"要点{n}", str(case.results.met.get(n, Met.UNSTATED))) for n, _ in chosen)
    met = {n: _met(case, n, c) for n, c in chosen}
    failed_gate = next((n for n, c in chosen if c.gate is YesNo.YES and not met[n]), None)
    if failed_gate:
        return Outcome(Fraction(0), (f"要点{numbered(failed_gate)}不符合，整项不得分",), inputs)
    points, step = _sum(case, method, chosen, met)
    steps = [step]
    if case.results.unspecified:
        off = case.results.unspecified.value.of(case.weight)
        if all(case.results.met.get(n, Met.UNSTATED) is Met.UNSTATED for n, _ in chosen):
            steps = [f"各要点是否符合，报告未载明；要点分值合计{shown(points)}分"]
        steps.append(
            f"报告扣{shown(off)}分，未注明缺哪一要点：{shown(points)} − {shown(off)} = {shown(points - off)}"
        )
        points -= off
        inputs += (("未注明缺失", case.results.unspecified.text),)
    return Outcome(points, tuple(steps), inputs)


def _met(case: Case, number: int, criterion: Criterion) -> bool:
    """Whether a criterion is satisfied; one worded negatively is when its statement does not hold."""
    state = case.results.met.get(number, Met.UNSTATED)
    if state is Met.UNSTATED and case.results.unspecified is None:
        raise Unscorable(
            "要点", f"要点{numbered(number)}未载明是否符合，不能计分",
            "填写是或否；报告扣了分而没说缺哪一点的，写“未注明缺失: 1分”",
        )  # fmt: skip
    if state is Met.UNSTATED:  # points were taken off without saying where: the deduction stands by itself
        return True
    return (state is Met.YES) != (criterion.inverse is YesNo.YES)


def _sum(
    case: Case, method: Checklist, chosen: list[tuple[int, Criterion]], met: dict[int, bool]
) -> tuple[Fraction, str]:
    """The points of the criteria and how they add up."""
    from_full = method.each is None and not any(c.worth for _, c in chosen)
    earned = [(n, _worth(case, method, c)) for n, c in chosen if met[n] and (method.each or c.worth)]
    lost = [
        (n, c.penalty.value.of(case.weight))
        for n, c in chosen
        if not met[n] and c.penalty and not method.each
    ]
    base = case.weight if from_full else sum((p for _, p in earned), Fraction(0))
    points = base - sum((p for _, p in lost), Fraction(0))
    if from_full and not lost:
        return points, f"各要点均符合，得满分{shown(case.weight)}分"
    if not from_full and not earned and not lost:
        return points, "没有符合的要点，得0分"
    gains = (
        shown(case.weight) if from_full else " + ".join(f"{numbered(n)}{shown(p)}" for n, p in earned) or "0"
    )
    losses = "".join(f" − {shown(p)}（不符合{numbered(n)}）" for n, p in lost)
    return points, f"{gains}{losses} = {shown(points)}"


def _worth(case: Case, method: Checklist, criterion: Criterion) -> Fraction:
    points = method.each or criterion.worth
    return points.value.of(case.weight) if points else Fraction(0)
