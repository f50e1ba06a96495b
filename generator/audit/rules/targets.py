"""Targets, actuals and the points given for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.audit.indicators import Indicator
from generator.audit.outline import Passage
from generator.audit.report import Report, Rule, tell
from generator.audit.statements import NUMBER
from generator.audit.tables import Role
from generator.audit.text import Text
from generator.findings import Finding, Kind, Severity
from generator.notation import (
    Actual,
    Category,
    Comparison,
    Interval,
    Quantity,
    RelativeDay,
    RelativeDeadline,
    ServiceHours,
    Special,
    Target,
    Unparsed,
    meets,
    parse_actual,
    parse_target,
)
from generator.notation.decimals import plain

TYPES = Kind(
    code="T401",
    title="完成值答非所问",
    severity=Severity.ERROR,
    explanation="指标值是文字（有效提高、明显），完成值写成百分数，或者指标值是数，完成值写成“完成”。两者不能比较，得分没有依据。",
    mend="用与指标值同类的说法填完成值。",
    wrong="有效提高 → 100%",
    right="有效提高 → 有效提高（办理时长由5天缩短到3天）",
)
REPEATED = Kind(
    code="T402",
    title="完成值照抄指标值",
    severity=Severity.WARNING,
    explanation="完成值把目标的界限或期限原样写一遍（2小时内 → 2小时），不是实际测得的值。",
    mend="填实际的数值或日期。",
    wrong="2小时内 → 2小时",
    right="2小时内 → 平均47分钟",
)
BOUND = Kind(
    code="T403",
    title="完成值只写了界限",
    severity=Severity.ERROR,
    explanation="完成值写成“≤15%”“小于0.2%”，只说没有超过界限，没有写实际是多少。",
    mend="填实际的数值。",
    wrong="15%及以下 → ≤15%",
    right="15%及以下 → 12.4%",
)
STRICT = Kind(
    code="T404",
    title="严格的界限恰好相等也给了满分",
    severity=Severity.ERROR,
    explanation="指标值是“>10%”，完成值恰为10%，没有达到，却得满分。",
    mend="改得分，或改正指标值的写法。",
    wrong=">10% → 10%，得满分",
    right="≥10% → 10%，得满分",
)
UNMET_FULL = Kind(
    code="T405",
    title="没有完成却得满分",
    severity=Severity.ERROR,
    explanation="完成值没有达到指标值，得分却等于分值。",
    mend="核对完成值和得分。",
    wrong="≥95% → 92%，分值5，得分5",
    right="≥95% → 92%，分值5，得分4.4",
)
MET_LOST = Kind(
    code="T406",
    title="已经完成却扣了分",
    severity=Severity.ERROR,
    explanation="完成值与指标值相同（或已达到），得分却低于分值，没有写为什么。",
    mend="写明缺哪个要点，完成值按实际填写；或改正得分。",
    wrong="合理 → 合理，分值4，得分3",
    right="合理 → 基本合理（缺要点④），分值4，得分3",
)
OVER = Kind(
    code="T407",
    title="大幅超额没有说明",
    severity=Severity.NOTE,
    explanation="完成值为指标值的1.3倍以上，财预〔2020〕10号要求分析原因；因年初指标值偏低的，要按偏离程度适度调减。",
    mend="在分析中说明为什么超出这么多。",
    wrong="不小于5000 → 16000",
    right="不小于5000 → 16000（年中并入两个区，目标未及调整）",
)
NO_FIGURE = Kind(
    code="T408",
    title="按比例计分却没有完成数",
    severity=Severity.WARNING,
    explanation="评分标准是完成值除以目标值，完成值却是“未完成”或空白，没有数可以代入。",
    mend="填实际完成的数，哪怕是0。",
    wrong="得分=完成值/目标值×分值；未完成",
    right="得分=完成值/目标值×分值；62000",
)
GRADES_ONLY = Kind(
    code="T409",
    title="定性指标没有用规定的等级",
    severity=Severity.WARNING,
    explanation="报告写明定性指标按好、较好、一般、较差、差评分，完成值却写别的词，无法换算得分。",
    mend="改用规定的等级；能量化的填数值。",
    wrong="政府采购规范性：规范",
    right="政府采购规范性：好",
)
HOURS = Kind(
    code="T410",
    title="值守方式不是时效",
    severity=Severity.WARNING,
    explanation="“7*24小时”说的是什么时候有人值守，不是多长时间响应，没有测量，也就无从评分。",
    mend="写响应或恢复用了多长时间。",
    wrong="重大故障响应：7*24小时",
    right="重大故障响应：30分钟内 → 18分钟",
)
NO_EVIDENCE = Kind(
    code="T411",
    title="论证里没有这个指标的数据",
    severity=Severity.WARNING,
    explanation="指标考核速度或效率，分析里没有任何时长或提速的数据，却得满分。",
    mend="补充前后对比的时长。",
    wrong="提高办理速度：办理4.9万件，满意率99.99%",
    right="提高办理速度：平均办理时长由5.2天缩短到3.1天",
)

KINDS = (
    TYPES,
    REPEATED,
    BOUND,
    STRICT,
    UNMET_FULL,
    MET_LOST,
    OVER,
    NO_FIGURE,
    GRADES_ONLY,
    HOURS,
    NO_EVIDENCE,
)

_LEVEL_OF_SECTIONS = 2
_MOST_PLACES = 8


class _Pair:
    """An indicator with both values, read."""

    def __init__(self, report: Report, indicator: Indicator, target: Target, actual: Actual) -> None:
        self.report = report
        self.indicator = indicator
        self.target = target
        self.actual = actual
        self.said = indicator.cells[Role.ACTUAL]
        self.planned = indicator.cells[Role.TARGET]

    @property
    def full(self) -> bool:
        """Whether it has all its points."""
        weight, score = self.indicator.get(Role.WEIGHT), self.indicator.get(Role.SCORE)
        return bool(weight) and weight == score

    @property
    def lost(self) -> bool:
        """Whether it lost points."""
        weight, score = self.indicator.get(Role.WEIGHT), self.indicator.get(Role.SCORE)
        return bool(weight and score) and Decimal(score.rstrip("分")) < Decimal(weight.rstrip("分"))

    def tell(self, kind: Kind, message: str, expected: str = "") -> Finding:
        """A finding at the actual, against the target here and elsewhere, and against the text."""
        others = [
            self.planned.span(),
            *self.report.elsewhere(self.indicator, Role.TARGET),
            *self.report.mentions(self.indicator),
        ]
        return tell(kind, self.said.span(), f"“{self.indicator.name}”{message}", expected=expected,
                    others=others[:_MOST_PLACES])  # fmt: skip


def _pairs(report: Report) -> Iterator[_Pair]:
    for indicator in report.indicators:
        if Role.TARGET not in indicator.cells or Role.ACTUAL not in indicator.cells or _unstated(indicator):
            continue
        target, actual = parse_target(indicator.get(Role.TARGET)), parse_actual(indicator.get(Role.ACTUAL))
        if not isinstance(target, Unparsed) and not isinstance(actual, Unparsed):
            yield _Pair(report, indicator, target, actual)


def _unstated(indicator: Indicator) -> bool:
    return indicator.get(Role.TARGET) in {"未载明", "不适用", "无", "-", "—", "/"}


def types_match(report: Report) -> Iterator[Finding]:
    """T401."""
    for pair in _pairs(report):
        target, actual = pair.target, pair.actual
        words_by_figure = isinstance(target, Category) and isinstance(actual, Quantity)
        figure_by_words = isinstance(target, Comparison | Interval) and isinstance(actual, Category)
        deadline_by_rate = isinstance(target, RelativeDeadline) and isinstance(actual, Quantity)
        if words_by_figure or figure_by_words or deadline_by_rate:
            yield pair.tell(TYPES, f"的指标值是“{pair.planned.words}”，完成值写“{pair.said.words}”")


_SLOW_UNITS = frozenset(("秒", "工作日", "月", "年"))


def actuals_are_not_targets(report: Report) -> Iterator[Finding]:
    """T402, T403."""
    for pair in _pairs(report):
        target, actual = pair.target, pair.actual
        if isinstance(actual, Comparison) and actual.op:
            yield pair.tell(BOUND, f"的完成值“{pair.said.words}”只是界限，没有实际的数值")
        elif (
            isinstance(target, Comparison)
            and isinstance(actual, Quantity)
            and target.quantity.unit in _SLOW_UNITS
        ):
            if target.op and target.quantity.value == actual.value:
                yield pair.tell(
                    REPEATED, f"的指标值“{pair.planned.words}”，完成值“{pair.said.words}”，像是照抄"
                )
        elif isinstance(target, RelativeDeadline) and isinstance(actual, RelativeDay) and target.by == actual:
            yield pair.tell(REPEATED, f"的指标值“{pair.planned.words}”，完成值“{pair.said.words}”，像是照抄")


def strict_bounds_hold(report: Report) -> Iterator[Finding]:
    """T404, T405."""
    for pair in _pairs(report):
        target, actual = pair.target, pair.actual
        if not pair.full or isinstance(actual, Special | Category) or meets(target, actual) is not False:
            continue
        at_edge = (
            isinstance(target, Comparison)
            and isinstance(actual, Quantity)
            and target.quantity.value == actual.value
        )
        if at_edge:
            yield pair.tell(STRICT, f"要求{pair.planned.words}，完成{pair.said.words}没有达到，却得满分")
        else:
            yield pair.tell(UNMET_FULL, f"要求{pair.planned.words}，完成{pair.said.words}没有达到，却得满分")


def met_targets_keep_their_points(report: Report) -> Iterator[Finding]:
    """T406."""
    for pair in _pairs(report):
        same = isinstance(pair.target, Category) and pair.target == pair.actual
        if same and pair.lost and not pair.indicator.texts(Role.REASON):
            score = pair.indicator.cells[Role.SCORE]
            yield tell(MET_LOST, score.span(), f"“{pair.indicator.name}”的完成值与指标值都是“{pair.said.words}”，却只得{score.words}分",
                       others=[pair.said.span(), pair.planned.span()])  # fmt: skip


_MUCH = Decimal("1.3")
_EXPLAINED = re.compile(r"超额|超出|偏低|高于目标|大幅")


def excess_is_explained(report: Report) -> Iterator[Finding]:
    """T407."""
    if any(_EXPLAINED.search(p.text.words) for p in report.passages if p.beneath("产出", "效益", "指标分析")):
        return
    told: set[str] = set()
    for pair in _pairs(report):
        target, actual = pair.target, pair.actual
        if (
            not isinstance(target, Comparison)
            or not isinstance(actual, Quantity)
            or target.op not in {"≥", "", ">"}
        ):
            continue
        limit = target.quantity
        if limit.unit == "%" or actual.unit == "%" or not limit.value or pair.indicator.name in told:
            continue
        if actual.value >= limit.value * _MUCH:
            told.add(pair.indicator.name)
            finding = pair.tell(
                OVER,
                f"完成{pair.said.words}，为指标值的{plain(round(actual.value / limit.value, 2))}倍，没有说明原因",
            )
            stated = re.compile(re.escape(pair.said.words))
            again = [
                f.span().related() for p in report.passages if p.beneath("产出") for f in p.text.find(stated)
            ]
            yield replace(finding, related=(*finding.related, *again[:2]))


_PROPORTIONAL = re.compile(r"完成(?:值|数)[/÷](?:目标|计划)(?:值|数)")


def proportions_have_figures(report: Report) -> Iterator[Finding]:
    """T408."""
    for pair in _pairs(report):
        undone = isinstance(pair.actual, Special) and pair.actual.kind == "未完成"
        if undone and _PROPORTIONAL.search(pair.indicator.long(Role.STANDARD)):
            yield pair.tell(NO_FIGURE, "按完成值除以目标值计分，完成值却是“未完成”，没有数可以代入")


_FIVE_GRADES = re.compile(r"好、较好、一般、较差、差")
_GRADES = frozenset(("好", "较好", "一般", "较差", "差"))


def qualities_use_the_grades(report: Report) -> Iterator[Finding]:
    """T409."""
    texts = [p.text for p in report.passages] + [c for t in report.tables for r in t.rows for c in r.cells]
    said = next((f for text in texts for f in text.find(_FIVE_GRADES)), None)
    for pair in _pairs(report) if said is not None else ():
        if isinstance(pair.actual, Category) and pair.actual.text not in _GRADES and said is not None:
            yield tell(GRADES_ONLY, pair.said.span(), f"“{pair.indicator.name}”的完成值“{pair.said.words}”不在好、较好、一般、较差、差之内",
                       others=[pair.planned.span(), said.span()])  # fmt: skip


_HOURS = re.compile(r"(?:时效|响应)[^,。;]{0,12}?7[*×xX]24小时")


def hours_are_no_duration(report: Report) -> Iterator[Finding]:
    """T410."""
    for indicator in report.indicators:
        cell = indicator.cells.get(Role.TARGET)
        if (
            cell is not None
            and isinstance(parse_target(cell.words), ServiceHours)
            and Role.ACTUAL in indicator.cells
        ):
            yield tell(HOURS, indicator.cells[Role.ACTUAL].span(), f"“{indicator.name}”填的是值守方式，不是用了多长时间",
                       others=[cell.span(), *report.elsewhere(indicator, Role.TARGET), *report.mentions(indicator)])  # fmt: skip
    for passage in report.passages:
        for found in passage.text.find(_HOURS):
            yield tell(HOURS, found.span(), "写的是值守方式，不是用了多长时间")


_BOUND_ONLY = re.compile(rf"(?P<bound>(?:小于|低于|少于|不超过|大于|高于){NUMBER}%)")
_PLANNED = re.compile(r"目标|设置|标准|要求|应|须|规定|不得")


def results_are_figures(report: Report) -> Iterator[Finding]:
    """T403 in text: a result that is only a bound."""
    for passage in report.passages:
        if not passage.beneath("产出", "效益") or (
            passage.lead is not None and passage.lead.level <= _LEVEL_OF_SECTIONS
        ):
            continue
        for found in passage.text.find(_BOUND_ONLY):
            clause = _clause(passage, found.match.start())
            if not _PLANNED.search(clause):
                yield tell(BOUND, found.span("bound"), f"只写“{found['bound']}”，没有实际的数值")


def _clause(passage: Passage, at: int) -> str:
    words = passage.text.words
    return words[max(words.rfind("。", 0, at), words.rfind(",", 0, at)) + 1 : at]


_SPEED = re.compile("速度|效率|时长|提速")
_DURATION = re.compile(r"[0-9](?:个)?(?:工作日|小时|分钟|天|日内|秒钟)|缩短|提速[0-9]|时长")


def speed_has_evidence(report: Report) -> Iterator[Finding]:
    """T411."""
    told: set[str] = set()
    for indicator in report.scored:
        name = indicator.name
        full = indicator.get(Role.SCORE) == indicator.get(Role.WEIGHT)
        if not _SPEED.search(name) or name in told or Role.ACTUAL not in indicator.cells or not full:
            continue
        texts = list(_analysis(report, indicator))
        if texts and not any(_DURATION.search(text.words) for text in texts):
            told.add(name)
            yield tell(NO_EVIDENCE, texts[0].span(0, min(60, len(texts[0].words))), f"“{name}”的论证里没有时长的数据，得了满分",
                       others=[indicator.cells[Role.ACTUAL].span()])  # fmt: skip


def _analysis(report: Report, indicator: Indicator) -> Iterator[Text]:
    """The paragraphs about an indicator: those that name it, otherwise those under its second level."""
    under = [
        p
        for p in report.passages
        if p.beneath("指标分析", "效益", "产出") and not (p.lead and p.lead.level <= _LEVEL_OF_SECTIONS)
    ]
    named = [
        p.text
        for p in under
        if p.lead is not None
        and indicator.name in p.lead.title.words
        and len(p.text.words) > len(p.lead.whole.words) + 5
    ]
    named += [
        p.text for p in under if p.lead is None and any(indicator.name == h.title.words for h in p.under)
    ]
    if not named and indicator.level_2 is not None:
        level = indicator.level_2.words.partition("(")[0]
        named = [p.text for p in under if p.lead is None and p.under and p.under[-1].title.words == level]
    yield from named


RULES: tuple[Rule, ...] = (
    types_match, actuals_are_not_targets, strict_bounds_hold, met_targets_keep_their_points, excess_is_explained,
    proportions_have_figures, qualities_use_the_grades, hours_are_no_duration, results_are_figures, speed_has_evidence,
)  # fmt: skip
