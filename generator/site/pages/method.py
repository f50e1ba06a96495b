"""评价方法: how points come about, told from the rule sets themselves and shown on published scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.model.methods import KINDS
from generator.model.rule_set import CommonIndicator, DefaultMethod, RuleSet, WeightRules
from generator.scoring.numbers import plain
from generator.scoring.standard import criterion_texts, describe
from generator.site.pages.addresses import Addresses
from generator.site.pages.page import page, shortened, steps
from generator.site.pages.rows import Example, Row

TAGS = {"ColumnName": "评价方法", "ColumnType": "项目支出绩效评价"}

MEANINGS = {
    "要点": "列出若干评价要点，逐点核对是否符合，按符合的要点得分；有的要点不符合就扣分，有的是前提，不符合整项不得分。",
    "比例": "按完成的比例给分，完成多少得多少，最多得满分。",
    "达标": "达到要求得满分，达不到不得分。",
    "扣分": "达到要求得满分；差多少，按档扣多少，扣完为止。",
    "分段": "把完成情况分成几段，每一段有自己的算法。",
    "等级": "先评出好、较好、一般等档次，每一档对应满分的一个比例。",
    "分支": "先看属于哪种情形，再按那种情形的规则给分。",
    "固定": "符合条件的得固定的分数。",
    "裁量": "由评价人员酌情给分，写明理由。这样的得分标“人工裁量”。",
    "无数值无说明": "定量指标没有填具体数值又没有说明原因的，按规则集的规定给分。",
    "未公布规则": "原报告给了得分而没有公布规则，只能照录公布的得分，标“无法复算”。",
}
"""Every way of scoring in plain words."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An example with the project that it comes from."""

    row: Row
    example: Example


def method_pages(
    rows: Sequence[Row], rule_sets: Mapping[str, RuleSet], addresses: Addresses
) -> dict[str, str]:
    """The staged explanation of the method and a page for each rule set by which a project was scored."""
    uses = Counter(row.rule_set for row in rows)
    used = [
        rule_sets[name] for name, _ in sorted(uses.items(), key=lambda u: (-u[1], u[0])) if name in rule_sets
    ]
    if not used:
        return {}
    pages = {"method/index.md": _overview(rows, used, uses)}
    for rules in used:
        own = [row for row in rows if row.rule_set == rules.id]
        pages[f"method/{rules.id}/index.md"] = _rule_set(rules, own, rule_sets, uses.keys(), addresses)
    return pages


def _overview(rows: Sequence[Row], used: Sequence[RuleSet], uses: Mapping[str, int]) -> str:
    meta = {
        "title": "评价方法",
        "description": "得分怎样来：各种评分方式的含义、已公布得分的计算实例，以及所用的规则集。",
        "kind": "method",
        "path": steps(),
        "tags": TAGS,
    }
    examples = best_examples(rows)
    kinds = [kind for kind in (*KINDS, "无数值无说明") if kind in examples]
    return page(
        "method",
        meta,
        kinds=[(kind, MEANINGS[kind], examples[kind]) for kind in kinds],
        others=[(kind, MEANINGS[kind]) for kind in MEANINGS if kind not in examples],
        rule_sets=[(rules, uses[rules.id]) for rules in used],
    )


def best_examples(rows: Sequence[Row]) -> dict[str, Shown]:
    """For every way of scoring the published score that shows it best; of equals the first."""
    best: dict[str, Shown] = {}
    for row in rows:
        for example in row.examples:
            known = best.get(example.method)
            if known is None or example.instructive > known.example.instructive:
                best[example.method] = Shown(row, example)
    return best


def _rule_set(
    rules: RuleSet,
    rows: Sequence[Row],
    rule_sets: Mapping[str, RuleSet],
    used: Collection[str],
    addresses: Addresses,
) -> str:
    facts = rules.facts
    meta = {
        "title": facts.name,
        "short": facts.name,
        "description": shortened(
            f"{facts.name}：满分、等级、修约、执行率口径、共性指标的评价要点和计算实例。"
        ),
        "kind": "rules",
        "contents": True,
        "path": steps(("评价方法", "method/index.html")),
        "tags": TAGS,
    }
    examples = best_examples(rows)
    base = rule_sets.get(facts.base) if facts.base else None
    return page(
        "rules",
        meta,
        facts=facts,
        base=base and (base.id, base.facts.name, base.id in used),
        settings=_settings(rules),
        bands=_bands(rules),
        weights=list(_weights(rules.weight_rules)),
        common=[_common(c, addresses) for c in rules.common_indicators],
        defaults=[_default(d) for d in rules.default_methods],
        examples=[examples[kind] for kind in (*KINDS, "无数值无说明") if kind in examples],
        rows=rows[:MOST],
        count=len(rows),
    )


MOST = 20
"""So many projects stand on the page of a rule set."""


def _settings(rules: RuleSet) -> list[tuple[str, str]]:
    places = rules.rounding.places
    found = [
        ("满分", f"{plain(rules.full_marks)}分"),
        ("修约", f"每项指标的得分{rules.rounding.mode}，保留{places}位小数；中间过程不修约"),
        ("预算执行率", f"{rules.execution_basis.value.replace('/', '÷')}"),
    ]
    if rules.no_figure_no_reason is not None:
        found.append(
            (
                "没有数值又没有说明",
                f"定量指标没有具体数值又没有说明原因的，得{rules.no_figure_no_reason.text}",
            )
        )
    return found


def _bands(rules: RuleSet) -> list[tuple[str, str, str]]:
    """Grade, range of points and other spellings, best first."""
    found = []
    above: Decimal | None = None
    for band in rules.grade_bands:
        least = plain(band.least)
        if above is None:
            scope = f"{least}分及以上"
        elif band.least == 0:
            scope = f"{plain(above)}分以下"
        else:
            scope = f"{least}分及以上，不到{plain(above)}分"
        found.append((band.grade, scope, "、".join(band.aliases)))
        above = band.least
    return found


def _weights(rules: WeightRules) -> list[str]:
    found = []
    if rules.sections:
        found.append(
            "各部分的权重："
            + "、".join(f"{name}{plain(points)}分" for name, points in rules.sections.items())
        )
    if rules.output_and_outcome_at_least is not None:
        found.append(f"产出和效益的权重合计不低于满分的{plain(rules.output_and_outcome_at_least)}%")
    if rules.equal_shares:
        found.append(f"{'、'.join(rules.equal_shares)}各自所含的指标权重相等")
    return found


def _common(indicator: CommonIndicator, addresses: Addresses) -> dict[str, Any]:
    """A common indicator: where it stands, what it examines, its criteria and its usual rule."""
    method = indicator.method
    rule = describe(method, ()) if method is not None else ""
    checklist = method is not None and method.kind == "要点"
    return {
        "name": indicator.level_3,
        "href": addresses.indicator(indicator.level_3),
        "path": f"{indicator.level_1} · {indicator.level_2}",
        "aliases": "、".join(indicator.aliases),
        "explanation": indicator.explanation or "",
        "target": str(indicator.target) if indicator.target else "",
        "criteria": criterion_texts(method, indicator.criteria),
        "rule": "" if checklist else rule,
        "wording": indicator.official_wording or "",
    }


def _default(default: DefaultMethod) -> tuple[str, str]:
    """Which indicators a default is for, and its rule."""
    sections = "、".join(default.sections)
    quality = default.quality.value if default.quality else ""
    what = "的".join(filter(None, (sections, quality))) or "其余"
    return f"{what}指标", describe(default.method, ())
