"""Scores worked out again from the rule that the report itself prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.audit.indicators import Indicator
from generator.audit.report import Report, Rule, tell
from generator.audit.statements import NUMBER
from generator.audit.tables import Role
from generator.audit.text import Span
from generator.audit.vocabulary import section_of
from generator.findings import Finding, Kind, Severity
from generator.notation import Comparison, Quantity, parse_actual, parse_target
from generator.notation.decimals import EXACT, plain, round_to

SCORE = Kind(
    code="T315",
    title="得分与评分标准算出的不同",
    severity=Severity.ERROR,
    explanation="按报告自己写的评分标准，用目标和完成值重算，得到的分与写出的得分不同。",
    mend="按评分标准重算得分，或改正完成值。",
    wrong="每低1个百分点扣权重的5%；权重6，完成90%，得4分",
    right="每低1个百分点扣权重的5%；权重6，完成90%，得3分",
)
NO_CLASS_RULE = Kind(
    code="T316",
    title="有一类指标没有评分规则",
    severity=Severity.WARNING,
    explanation="评分规则按类别写（投入、产出、结果），表中另有一类指标没有对应的规则，却有得分。",
    mend="补写这一类的规则。",
    wrong="规则只有投入、产出、结果三类；表中有“影响力目标（8分）”",
    right="规则写明投入、产出、结果、影响力四类",
)
TWO_STEPS = Kind(
    code="T317",
    title="扣分步长的单位前后不一",
    severity=Severity.NOTE,
    explanation="同一段规则里一处按“个百分点”，一处按“%”扣分；比率每降低1%是百分点还是相对数，说不清楚。",
    mend="统一写成百分点。",
    wrong="每低于目标值1个百分点扣5%；每降低1%扣5%",
    right="每低1个百分点扣5%（两处相同）",
)
OBJECT = Kind(
    code="T318",
    title="考核的对象与指标名称不符",
    severity=Severity.NOTE,
    explanation="指标名称写的是谁的满意度，解释里写的却是另一些人。",
    mend="统一对象。",
    wrong="系统用户满意度：考察群众对项目实施的满意程度",
    right="系统用户满意度：考察系统用户对平台的满意程度",
)
DECLARED_RATE = Kind(
    code="T111",
    title="按报告自己的公式算出的率不同",
    severity=Severity.ERROR,
    explanation="附件规定了比率的公式，用正文的金额代入，得到的率与写出的完成值不同；常见的是公式写到位资金，计算用的是预算数。",
    mend="按公式重算，或改正公式。",
    wrong="执行率=支出/实际到位资金；到位107、支出106.8；完成值100%",
    right="执行率=支出/实际到位资金；到位107、支出106.8；完成值99.81%",
)
RECEIVED_MORE = Kind(
    code="T112",
    title="到位资金多于全年预算",
    severity=Severity.WARNING,
    explanation="调整后的预算少于到位的资金，多出的部分没有交代，到位率也不是100%。",
    mend="写明多到位的资金怎样处理，到位率按调整后的预算算。",
    wrong="调整后预算106.8万元，到位107万元",
    right="调整后预算106.8万元，到位106.8万元",
)

KINDS = (SCORE, NO_CLASS_RULE, TWO_STEPS, OBJECT, DECLARED_RATE, RECEIVED_MORE)
_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")

_STEP = re.compile(
    rf"每(?:降低|下降|低于目标值|低)1(?:个百分点|%)(?:相应)?,?扣(?:减)?(?:相应)?权重(?:值|分)?的?(?P<share>{NUMBER})%"
    rf"|完成值每低于目标值1个百分点相应扣减权重值的(?P<form>{NUMBER})%"
)


def scores_follow_their_rule(report: Report) -> Iterator[Finding]:
    """T315: steps of the weight for each percentage point below the target."""
    general = next((f for text in report.texts() for f in text.find(_STEP) if f.has("form")), None)
    for indicator in report.scored:
        own = next((f for part in indicator.texts(Role.STANDARD) for f in part.find(_STEP)), None)
        rule = own or (general if not indicator.texts(Role.STANDARD) else None)
        gap = _gap(indicator)
        score = indicator.cells.get(Role.SCORE)
        if rule is None or gap is None or score is None:
            continue
        weight = Decimal(indicator.get(Role.WEIGHT).rstrip("分"))
        share = Decimal(rule["share"] or rule["form"])
        right = max(weight - EXACT.multiply(weight, gap * share / _HUNDRED), Decimal(0))
        if round_to(right, _CENT) != Decimal(score.words.rstrip("分")):
            made = f"{plain(weight)}－{plain(weight)}×{plain(gap)}×{plain(share)}%＝{plain(round_to(right, _CENT))}"
            yield tell(SCORE, score.span(), f"“{indicator.name}”低{plain(gap)}个百分点，{made}，写的是{score.words}",
                       expected=plain(round_to(right, _CENT)), others=[indicator.cells[Role.ACTUAL].span(), rule.span()])  # fmt: skip


def _gap(indicator: Indicator) -> Decimal | None:
    """How many percentage points the actual is below the target, None where it isn't."""
    if not indicator.get(Role.TARGET) or not indicator.get(Role.ACTUAL):
        return None
    target, actual = parse_target(indicator.get(Role.TARGET)), parse_actual(indicator.get(Role.ACTUAL))
    if not isinstance(target, Comparison) or not isinstance(actual, Quantity) or target.op in {"≤", "<"}:
        return None
    limit = target.quantity
    below = limit.unit == actual.unit == "%" and actual.value < limit.value
    return limit.value - actual.value if below else None


_CLASSES = re.compile(r"\"(?P<name>投入|产出|结果|影响力|效益|满意度)\"类")
_RULES = re.compile("评分规则:")


def every_class_has_a_rule(report: Report) -> Iterator[Finding]:
    """T316."""
    for text in report.texts():
        start = _RULES.search(text.words)
        if start is None:
            continue
        ruled = {section_of(f["name"]) for f in text.find(_CLASSES, start.end())}
        for indicator in report.scored:
            level = indicator.cells.get(Role.LEVEL_1)
            section = section_of(level.words) if level else None
            if level is not None and ruled and section is not None and section not in ruled:
                rows = [i.anchor.span() for i in report.scored if i.level_1 is level]
                yield tell(NO_CLASS_RULE, rows[0], f"“{level.words}”有得分，评分规则里没有这一类",
                           others=[level.span(), *rows[1:], text.span(start.start(), start.end())])  # fmt: skip


_POINT = re.compile(r"每[^,。;]{0,12}1个百分点")
_PERCENT = re.compile(r"每(?:超过|降低|下降|低于)1%")


def steps_have_one_unit(report: Report) -> Iterator[Finding]:
    """T317, for one text."""
    for text in report.texts():
        point, percent = next(text.find(_POINT), None), next(text.find(_PERCENT), None)
        if point is not None and percent is not None:
            yield tell(
                TWO_STEPS,
                point.span(),
                f"这里按“{point[0]}”，同一段又按“{percent[0]}”",
                others=[percent.span()],
            )


_EXAMINED = re.compile(r"考[察核](?P<who>[^,。;对]{2,16})对")
_EVERYBODY = re.compile("群众|公众|市民|居民|社会")


def satisfaction_is_of_whom_it_says(report: Report) -> Iterator[Finding]:
    """T318."""
    for indicator in report.scored:
        if not indicator.name.endswith("满意度") or indicator.name == "满意度":
            continue
        who = indicator.name.removesuffix("满意度").removesuffix("使用")
        for part in indicator.texts(Role.EXPLANATION):
            for found in part.find(_EXAMINED):
                shared = any(who[i : i + 2] in found["who"] for i in range(len(who) - 1))
                if not shared and bool(_EVERYBODY.search(found["who"])) != bool(_EVERYBODY.search(who)):
                    yield tell(
                        OBJECT,
                        found.span(),
                        f"“{indicator.name}”的解释说的是“{found['who']}”",
                        others=[indicator.anchor.span()],
                    )


_BASE = re.compile(r"预算执行率=\(?实际支[出付](?:资金|金额)?/实际到位(?:资金|金额)?\)?")


def rates_follow_the_declared_formula(report: Report) -> Iterator[Finding]:
    """T111: expenditure over what was received, where the report says so."""
    received = [a for a in report.amounts if a.role == "到位"]
    spent = [a for a in report.amounts if a.role == "支出"]
    if not received or not spent or not received[0].money.value:
        return
    exact = EXACT.divide(EXACT.multiply(spent[-1].money.value, _HUNDRED), received[0].money.value)
    for indicator in report.indicators:
        formula = next((f for part in indicator.texts(Role.STANDARD) for f in part.find(_BASE)), None)
        actual = parse_actual(indicator.get(Role.ACTUAL)) if indicator.get(Role.ACTUAL) else None
        if formula is None or not isinstance(actual, Quantity) or actual.unit != "%":
            continue
        if _as_written(exact, indicator.cells[Role.ACTUAL].words) != actual.value:
            right = f"{plain(round_to(exact, _CENT))}%"
            yield tell(DECLARED_RATE, indicator.cells[Role.ACTUAL].span(),
                       f"按公式{spent[-1].span.words}÷{received[0].span.words}＝{right}，写的是{indicator.get(Role.ACTUAL)}",
                       expected=right, others=[formula.span(), received[0].span, spent[-1].span])  # fmt: skip


def _as_written(exact: Decimal, words: str) -> Decimal:
    _, _, places = words.rstrip("%").partition(".")
    # A whole number of percent may stand for one with two places: 100% is not 99.81%.
    return round_to(exact, Decimal(1).scaleb(-max(len(places), 2)))


def receipts_are_within_the_budget(report: Report) -> Iterator[Finding]:
    """T112."""
    budget = [a for a in report.amounts if a.role == "全年预算"]
    received = [a for a in report.amounts if a.role == "到位"]
    spans: list[Span] = [a.span for a in budget[:3]]
    if budget and received and received[0].money.value > max(a.money.value for a in budget):
        yield tell(
            RECEIVED_MORE,
            received[0].span,
            f"到位{received[0].span.words}，全年预算{budget[0].span.words}",
            others=spans,
        )


RULES: tuple[Rule, ...] = (
    scores_follow_their_rule, every_class_has_a_rule, steps_have_one_unit, satisfaction_is_of_whom_it_says,
    rates_follow_the_declared_formula, receipts_are_within_the_budget,
)  # fmt: skip
