"""The 评分标准 text of a rule, generated from its declaration."""

from __future__ import annotations

from generator.model import methods as declared
from generator.model.base import Unstated
from generator.model.criteria import Criterion, YesNo
from generator.model.methods import Measured
from generator.model.project import Direction, Indicator
from generator.scoring.checklist import numbered


def describe(
    method: declared.Method, criteria: tuple[Criterion, ...], indicator: Indicator | None = None
) -> str:
    """The rule in plain Chinese, ending in a full stop."""
    return _text(method, criteria, indicator, "").rstrip("；。") + "。"


def name_of(method: declared.Method) -> str:
    """The name of a method, as in 方式."""
    return method.kind


def _text(
    method: declared.Method, criteria: tuple[Criterion, ...], indicator: Indicator | None, outer: str
) -> str:
    match method:
        case declared.Checklist():
            return _checklist(method, criteria)
        case declared.Proportion():
            rate = _measure(method, outer or "完成率", indicator)
            pass_mark = f"；低于{method.pass_mark}%不得分" if method.pass_mark is not None else ""
            rate = f"（{rate}）" if method.numerator else rate
            return f"得分＝{rate}×权重，最高不超过权重{pass_mark}"
        case declared.Threshold():
            return f"{_measure(method, outer or '完成值', indicator)}符合{_full_at(method.full_at, indicator)}得满分，否则不得分"
        case declared.Deduction():
            return _deduction(method, indicator, outer)
        case declared.Bands():
            return _bands(method, criteria, indicator)
        case declared.Tiers():
            parts = "、".join(f"“{label}”得权重的{share.text}" for label, share in method.tiers.items())
            return f"按档位计分：{parts}"
        case declared.Branches():
            return _branches(method, criteria, indicator)
        case declared.Fixed():
            return f"得{_points(method.points.text)}" + (
                f"，扣{_points(method.off.text)}" if method.off else ""
            )
        case declared.Discretion():
            return "人工裁量" + (f"：{method.note}" if method.note else "")
        case declared.Undisclosed():
            return "未公布规则" + (f"：{method.note}" if method.note else "")


def _points(text: str) -> str:
    return text if text.endswith(("分", "权重")) else text + "分"


def _measure(method: Measured, usual: str, indicator: Indicator | None) -> str:
    if method.numerator and method.denominator:
        return f"{method.numerator}÷{method.denominator}"
    name = method.measure or usual
    if name == "完成率" and indicator is not None and indicator.direction is Direction.HIGHER:
        return "完成率（完成值÷指标值）"
    if name == "完成率" and indicator is not None and indicator.direction is Direction.LOWER:
        return "完成率（指标值÷完成值）"
    return name


def _full_at(declared_bound: object, indicator: Indicator | None) -> str:
    if declared_bound is not None:
        return f"“{declared_bound}”"
    target = indicator.target if indicator else None
    return "指标值" if target is None or isinstance(target, Unstated) else f"指标值“{target}”"


def _deduction(method: declared.Deduction, indicator: Indicator | None, outer: str) -> str:
    what = _measure(method, outer or "完成值", indicator)
    part = "" if method.part_step == "比例" else f"，{method.part_step}"
    floor = f"，最低{_points(method.floor.text)}" if method.floor else "，扣完为止"
    bound = _full_at(method.full_at, indicator)
    opening = f"以{bound}为准，" if outer else f"{what}符合{bound}得满分；"
    return f"{opening}每差{method.step.text}扣{_points(method.off.text)}{part}{floor}"


def _bands(method: declared.Bands, criteria: tuple[Criterion, ...], indicator: Indicator | None) -> str:
    what = _measure(method, "完成率", indicator)
    parts = []
    for band in method.bands:
        result = (
            _text(band.method, criteria, indicator, what) if band.method else f"得{_points(str(band.points))}"
        )
        parts.append(f"在{band.interval.text}时，{result}")
    return f"按{what}（x）分段计分：" + "；".join(parts)


def _branches(method: declared.Branches, criteria: tuple[Criterion, ...], indicator: Indicator | None) -> str:
    parts = []
    for branch in method.branches:
        if branch.method:
            result = _text(branch.method, criteria, indicator, "")
        else:
            result = f"得{_points(str(branch.points))}" + (
                f"，扣{_points(branch.off.text)}" if branch.off else ""
            )
        when = "且".join(f"{name}为{wanted.lstrip('=＝')}" for name, wanted in (branch.when or {}).items())
        parts.append(f"{when or '其他情形'}的，{result}")
    listing = "".join(f"{numbered(n)}{c.text}；" for n, c in enumerate(criteria, 1))
    return (f"评价要点：{listing}" if listing else "") + "分情形计分：" + "；".join(parts)


def criterion_texts(method: declared.Method | None, criteria: tuple[Criterion, ...]) -> list[str]:
    """Every criterion with its number and, where it is one of a checklist, what it is worth."""
    if not isinstance(method, declared.Checklist):
        return [numbered(n) + c.text for n, c in enumerate(criteria, 1)]
    return [numbered(n) + c.text.rstrip("；。") + _worth(method, c) for n, c in _chosen(method, criteria)]


def _chosen(method: declared.Checklist, criteria: tuple[Criterion, ...]) -> list[tuple[int, Criterion]]:
    """The criteria that count, with their numbers."""
    return [(n, c) for n, c in enumerate(criteria, 1) if method.only is None or n in method.only]


def _checklist(method: declared.Checklist, criteria: tuple[Criterion, ...]) -> str:
    chosen = _chosen(method, criteria)
    parts = criterion_texts(method, criteria)
    from_full = method.each is None and not any(c.worth for _, c in chosen)
    rule = "全部符合得满分" if from_full else "符合的得相应分值"
    return f"评价要点：{'；'.join(parts)}。{rule}"


def _worth(method: declared.Checklist, criterion: Criterion) -> str:
    """What a criterion is worth, in brackets; one worded negatively says when it counts as satisfied."""
    notes = ["没有这种情形才算符合"] if criterion.inverse is YesNo.YES else []
    if criterion.gate is YesNo.YES:
        notes.append("不符合则整项不得分")
    worth = method.each or criterion.worth
    if worth:
        notes.append(_points(worth.text))
    if criterion.penalty and not method.each:
        notes.append(f"不符合扣{_points(criterion.penalty.text)}")
    return f"（{'，'.join(notes)}）" if notes else ""
