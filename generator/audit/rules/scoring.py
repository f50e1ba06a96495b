"""Rules of scoring as a table prints them, against weight, target and themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.audit.bands import Bands, bands
from generator.audit.indicators import Indicator
from generator.audit.report import Report, Rule, tell
from generator.audit.statements import NUMBER
from generator.audit.tables import Role
from generator.audit.text import Found, Span, Text
from generator.findings import Finding, Kind, Severity
from generator.notation import Comparison, Interval, Quantity, parse_target
from generator.notation.decimals import plain

CRITERIA_SUM = Kind(
    code="T301",
    title="要点分之和与分值不符",
    severity=Severity.ERROR,
    explanation="逐点给分的指标，各要点的分相加应等于分值；标明“扣”的要点不给分。",
    mend="调整各要点的分，使之和等于分值。",
    wrong="分值4：①0.5分②0.5分③1分④1分",
    right="分值4：①1分②1分③1分④1分",
)
DIRECTION = Kind(
    code="T302",
    title="公式的方向与指标值相反",
    severity=Severity.ERROR,
    explanation="指标值是上限（不大于3秒）时越小越好，“完成值/目标值×分值”却让越大的得分越高。",
    mend="改成 目标值/完成值×分值，或写成逐档扣分。",
    wrong="不大于3秒；得分=完成值/目标值×分值",
    right="不大于3秒；得分=目标值/完成值×分值",
)
THRESHOLD = Kind(
    code="T303",
    title="得满分的条件与指标值不一致",
    severity=Severity.ERROR,
    explanation="评分标准规定得满分的界限应与指标值相同，否则没有达到目标也得满分。",
    mend="把评分标准的界限改成指标值，或说明为什么放宽。",
    wrong="指标值≥95%；满意度≥90%得满分",
    right="指标值≥95%；满意度≥95%得满分",
)
POLARITY = Kind(
    code="T304",
    title="评价要点的正反面",
    severity=Severity.WARNING,
    explanation="满足才得分的要点里夹着反面的说法（“与同类项目重复”“存在截留、挤占”），按字面越差越得分。",
    mend="改成“不重复”“不存在截留、挤占”。",
    wrong="⑤与相关部门同类项目重复（0.5分）",
    right="⑤与相关部门同类项目不重复（0.5分）",
)
NO_RULE = Kind(
    code="T305",
    title="只有公式，没有计分规则",
    severity=Severity.WARNING,
    explanation="写了比率怎样算，没有写多少得满分、少了怎样扣。",
    mend="补写计分规则。",
    wrong="资金到位率=实际到位资金/预算资金×100%",
    right="资金到位率=实际到位资金/预算资金×100%；得分=到位率×分值",
)
UNTREATED = Kind(
    code="T306",
    title="有的要点没有写怎样扣分",
    severity=Severity.ERROR,
    explanation="列了几个要点，扣分只写到其中几个，其余的缺了怎样办没有规定。",
    mend="逐个要点写明扣多少。",
    wrong="①…②…③…④…；缺①扣25%，缺②扣25%，缺③扣25%",
    right="①…②…③…④…；每缺一项扣25%",
)
DISCRETION = Kind(
    code="T307",
    title="酌情扣分",
    severity=Severity.WARNING,
    explanation="只写“酌情扣分”，没有档次和步长，得分无从复核。",
    mend="写明分几档、每档多少分，或每出现一次扣多少分。",
    wrong="效果未达到预期的，酌情扣分",
    right="效果达到预期得满分，部分达到得60%，未达到不得分",
)
STEP_UNIT = Kind(
    code="T308",
    title="扣分步长的单位与指标不合",
    severity=Severity.WARNING,
    explanation="指标是比率，扣分却按个数（每发现1个），或者相反。",
    mend="按指标的单位写步长，如每低1个百分点。",
    wrong="验收合格率100%；发现1个场所扣2.5分",
    right="验收合格率100%；每低1个百分点扣0.5分",
)
NO_FLOOR = Kind(
    code="T309",
    title="扣分没有下限",
    severity=Severity.NOTE,
    explanation="逐档扣分要写扣完为止，否则可能扣成负数，或者永远扣不完。",
    mend="加上“扣完为止”。",
    wrong="每降低1个百分点扣0.1分",
    right="每降低1个百分点扣0.1分，扣完为止",
)
EXACTLY = Kind(
    code="T310",
    title="恰好相等才得满分",
    severity=Severity.NOTE,
    explanation="写成“=365次得满分，否则按完成比例扣分”，超额完成怎样计分没有规定，按字面反要扣分。",
    mend="把“=”改成“≥”。",
    wrong="监测次数=365次，得满分，否则按完成比例扣分",
    right="监测次数≥365次，得满分，否则按完成比例得分",
)
EVEN_WEIGHTS = Kind(
    code="T311",
    title="权重没有按规定均分",
    severity=Severity.ERROR,
    explanation="报告自己写明各项指标分值=该类总分值/指标个数，表中同一类的分值却不相等。",
    mend="按规定均分，或改写规定。",
    wrong="各项指标分值=该类总分值/指标个数；投入目标（26分）下为3、1、6、2",
    right="投入目标（24分）下6项各4分",
)
GAP = Kind(
    code="T312",
    title="等级带不相接",
    severity=Severity.ERROR,
    explanation="优、良、中、差各档的分数段应首尾相接，不重叠，也不留空。财预〔2020〕10号为90、80、60。",
    mend="改成90（含）-100优、80（含）-90良、60（含）-80中、60以下差。",
    wrong="80（含）-90良、70（含）-80中、60以下差",
    right="80（含）-90良、60（含）-80中、60以下差",
)
BANDS_DIFFER = Kind(
    code="T313",
    title="等级带各处不同",
    severity=Severity.ERROR,
    explanation="同一份报告里两处写了等级带，分数段不同。",
    mend="统一成一种。",
    wrong="正文：60（含）-80中；附件：70（含）-80中",
    right="两处都是60（含）-80中",
)
ODD_STEP = Kind(
    code="T314",
    title="部分满足的得分不连续",
    severity=Severity.ERROR,
    explanation="逐项得分的要点加起来达不到满分：每满足一项得25%，只有两项，却规定全部满足得满分。",
    mend="把每项的比例改成能加到满分。",
    wrong="全部符合得满分；②③每满足一项得25%",
    right="全部符合得满分；②③每满足一项得50%",
)

KINDS = (
    CRITERIA_SUM, DIRECTION, THRESHOLD, POLARITY, NO_RULE, UNTREATED, DISCRETION, STEP_UNIT, NO_FLOOR, EXACTLY,
    EVEN_WEIGHTS, GAP, BANDS_DIFFER, ODD_STEP,
)  # fmt: skip
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def _standards(report: Report) -> Iterator[tuple[Indicator, str]]:
    for indicator in report.indicators:
        text = indicator.long(Role.STANDARD)
        if text:
            yield indicator, text


def _first(indicator: Indicator, pattern: re.Pattern[str]) -> Found | None:
    """The first match in the parts of a standard."""
    return next((found for part in indicator.texts(Role.STANDARD) for found in part.find(pattern)), None)


_MARK = re.compile(rf"[(](?P<minus>扣)?(?P<points>{NUMBER})分[)]")


def criteria_add_up(report: Report) -> Iterator[Finding]:
    """T301."""
    for indicator, text in _standards(report):
        weight = indicator.cells.get(Role.WEIGHT)
        marks = list(_MARK.finditer(text))
        earning = [Decimal(m["points"]) for m in marks if not m["minus"]]
        if weight is None or len(marks) < 2 or len(marks) < _number_of_criteria(text):  # noqa: PLR2004
            continue
        added = sum(earning, Decimal(0))
        first = _first(indicator, _MARK)
        if first is not None and added != Decimal(weight.words.rstrip("分")):
            made = "＋".join(plain(points) for points in earning)
            yield tell(CRITERIA_SUM, first.span(), f"“{indicator.name}”要点分{made}＝{plain(added)}，分值是{weight.words}",
                       expected=weight.words, others=[weight.span()])  # fmt: skip


def _number_of_criteria(text: str) -> int:
    return max((_CIRCLED.index(c) + 1 for c in text if c in _CIRCLED), default=0)


_UPWARD_FORMULA = re.compile(r"\(?(?:实际)?完成(?:值|数)[/÷](?:目标|计划|指标)(?:值|数)\)?")


def formulas_point_the_right_way(report: Report) -> Iterator[Finding]:
    """T302."""
    for indicator, _ in _standards(report):
        target = parse_target(indicator.get(Role.TARGET)) if indicator.get(Role.TARGET) else None
        formula = _first(indicator, _UPWARD_FORMULA)
        if isinstance(target, Comparison) and target.op in {"≤", "<"} and formula is not None:
            yield tell(DIRECTION, formula.span(), f"“{indicator.name}”的指标值{indicator.get(Role.TARGET)}是上限，公式却是越大得分越高",
                       expected="目标值/完成值", others=[indicator.cells[Role.TARGET].span()])  # fmt: skip


_FULL_MARKS = re.compile(
    rf"(?:(?P<low>{NUMBER})%(?:≤|<)[^≤<≥>,;。]{{1,12}}(?:≤|<)(?P<high>{NUMBER})%"
    rf"|(?P<cap>{NUMBER})%≥[^≤<≥>,;。]{{1,12}}"
    rf"|(?P<op>[≥≤])(?P<bound>{NUMBER})%)[,;:]?(?:得|为)满分"
)


def thresholds_are_targets(report: Report) -> Iterator[Finding]:
    """T303."""
    for indicator, _ in _standards(report):
        rule = _first(indicator, _FULL_MARKS)
        cell = indicator.cells.get(Role.TARGET)
        ends = _ends(cell.words) if cell is not None else None
        if rule is None or ends is None or cell is None:
            continue
        low, high = _rule_ends(rule)
        differ = [
            name
            for name, a, b in (("下限", ends[0], low), ("上限", ends[1], high))
            if a != b and a is not None
        ]
        if differ:
            missing = all(b is None for name, b in (("下限", low), ("上限", high)) if name in differ)
            yield tell(THRESHOLD, rule.span(), f"“{indicator.name}”的指标值是{cell.words}，评分标准的{'、'.join(differ)}" + ("没有写" if missing else "不同"),
                       expected=cell.words, others=[cell.span(), *report.elsewhere(indicator, Role.TARGET)], severity=Severity.WARNING if missing else None)  # fmt: skip


def _ends(words: str) -> tuple[Decimal | None, Decimal | None] | None:
    """The bounds of a target in percent."""
    target = parse_target(words)
    match target:
        case Interval(low=low, high=high) if low is not None and high is not None:
            return (low.value, high.value) if low.unit == "%" else None
        case Comparison(op=op, quantity=Quantity(value=value, unit="%")) if op in {"≥", ">", "≤", "<"}:
            return (value, None) if op in {"≥", ">"} else (None, value)
        case _:
            return None


def _rule_ends(rule: Found) -> tuple[Decimal | None, Decimal | None]:
    if rule.has("low"):
        return Decimal(rule["low"]), Decimal(rule["high"])
    if rule.has("cap"):
        return None, Decimal(rule["cap"])
    bound = Decimal(rule["bound"])
    return (bound, None) if rule["op"] == "≥" else (None, bound)


_REVERSED = re.compile(
    rf"(?<=[{_CIRCLED}])(?P<said>[^{_CIRCLED}。;]*?(?:(?<![不未无])重复|(?<![不未无])存在(?:截留|挤占|挪用|虚列))[^{_CIRCLED}。;]{{0,12}})"
)


def criteria_are_positive(report: Report) -> Iterator[Finding]:
    """T304."""
    for indicator, _ in _standards(report):
        for part in indicator.texts(Role.STANDARD):
            for found in part.find(_REVERSED):
                if not re.search(r"[不未无](?:得)?(?:重复|存在)|没有这种", found["said"]):
                    yield tell(
                        POLARITY,
                        found.span("said"),
                        f"“{indicator.name}”的这个要点是反面的说法，与其他要点方向相反",
                    )


_FORMULA = re.compile(r"=\(?[^=。;]{2,40}[/÷][^=。;]{2,40}\)?[×*]100%")
_SCORING = re.compile(r"得分|满分|扣|得[0-9]|得相应|权重|分值|酌情")


def formulas_have_rules(report: Report) -> Iterator[Finding]:
    """T305."""
    for indicator, text in _standards(report):
        formula = _first(indicator, _FORMULA)
        if formula is not None and not _SCORING.search(text) and Role.WEIGHT in indicator.cells:
            yield tell(NO_RULE, formula.span(), f"“{indicator.name}”只写了比率怎样算，没有写怎样计分")


_CRITERION = re.compile(rf"(?P<number>[{_CIRCLED}])(?=[^{_CIRCLED},;。)]{{4}})(?P<said>[^{_CIRCLED}]*)")
_TREATMENT = re.compile(rf"[^;。,]{{0,60}}?[{_CIRCLED}][^;。,]{{0,60}}?(?:扣|得0分|不得分)")
_LOSS = re.compile("扣|得0分|不得分|得分=")


def criteria_are_all_treated(report: Report) -> Iterator[Finding]:
    """T306."""
    for indicator, text in _standards(report):
        defined = [m for m in _CRITERION.finditer(text) if not re.match("得|扣|时|不满足|全部", m["said"])]
        treated = {c for m in _TREATMENT.finditer(text) for c in m[0] if c in _CIRCLED}
        treated |= {m["number"] for m in defined if _LOSS.search(m["said"])}
        if _MARK.search(text) or len(treated) < 2 or re.search(r"每缺|每少|每有一?项|[一1]项不|每项", text):  # noqa: PLR2004
            continue
        for number in sorted({m["number"] for m in defined} - treated):
            at = _first(indicator, re.compile(f"{number}[^{_CIRCLED}。;]*"))
            if at is not None:
                yield tell(UNTREATED, at.span(), f"“{indicator.name}”的要点{number}没有写缺了怎样扣分")


_AS_SEEN_FIT = re.compile("酌情[^,。;]{0,4}分")


def discretion_has_steps(report: Report) -> Iterator[Finding]:
    """T307."""
    for indicator, _ in _standards(report):
        found = _first(indicator, _AS_SEEN_FIT)
        if found is not None:
            weight = indicator.get(Role.WEIGHT)
            yield tell(
                DISCRETION, found.span(), f"“{indicator.name}”（{weight}分）只写{found[0]}，没有档次和步长"
            )


_COUNTED_STEP = re.compile(r"(?:发现|出现|每有|每)1(?:个|处|次|起|项)(?!百分点)[^,。;]{0,6}扣")


def steps_fit_the_measure(report: Report) -> Iterator[Finding]:
    """T308."""
    for indicator, _ in _standards(report):
        target = parse_target(indicator.get(Role.TARGET)) if indicator.get(Role.TARGET) else None
        step = _first(indicator, _COUNTED_STEP)
        rate = isinstance(target, Comparison) and target.quantity.unit == "%"
        if rate and step is not None:
            yield tell(STEP_UNIT, step.span(), f"“{indicator.name}”的指标值是{indicator.get(Role.TARGET)}，扣分却按个数",
                       others=[indicator.cells[Role.TARGET].span()])  # fmt: skip


_STEP = re.compile(r"每(?:降低|下降|低|超出?|超过|增加|逾期|延迟)[^,。;]{0,10},?扣[^,。;]{1,12}")
_FLOOR = re.compile(r"为止|直至0|最低|不低于0|扣完")


def deductions_end(report: Report) -> Iterator[Finding]:
    """T309."""
    for indicator, text in _standards(report):
        step = _first(indicator, _STEP)
        if step is not None and not _FLOOR.search(text):
            yield tell(NO_FLOOR, step.span(), f"“{indicator.name}”逐档扣分，没有写扣完为止")


_EXACT = re.compile(rf"[=](?P<number>{NUMBER})[^,。;%]{{0,4}},得满分,否则按")


def exceeding_is_provided_for(report: Report) -> Iterator[Finding]:
    """T310, once for all rows that say so."""
    found = [f for indicator, _ in _standards(report) if (f := _first(indicator, _EXACT)) is not None]
    if found:
        yield tell(EXACTLY, found[0].span(), f"恰好等于{found[0]['number']}才得满分，超额怎样计分没有规定（共{len(found)}处）",
                   others=[f.span() for f in found[1:]])  # fmt: skip


_EVENLY = re.compile(r"各项指标分值=该类总分值/指标个数")
_CELL_POINTS = re.compile(rf"\((?P<points>{NUMBER})分\)")


def weights_are_even(report: Report) -> Iterator[Finding]:
    """T311."""
    said = next((f for p in report.passages for f in p.text.find(_EVENLY)), None) or next(
        (f for t in _cells(report) for f in t.find(_EVENLY)), None
    )
    if said is None:
        return
    groups: dict[int, list[Indicator]] = {}
    for indicator in report.scored:
        if indicator.level_1 is not None:
            groups.setdefault(id(indicator.level_1), []).append(indicator)
    for rows in groups.values():
        weights = {i.get(Role.WEIGHT) for i in rows}
        if len(weights) > 1 and rows[0].level_1 is not None:
            yield tell(EVEN_WEIGHTS, rows[0].cells[Role.WEIGHT].span(),
                       f"“{rows[0].level_1.words}”的{len(rows)}项分值有{'、'.join(sorted(weights))}几种，规定是均分",
                       others=[rows[0].level_1.span(), said.span()])  # fmt: skip


def _cells(report: Report) -> Iterator[Text]:
    for table in report.tables:
        for row in table.rows:
            yield from row.cells


_PER_ITEM = re.compile(rf"每满足一项得[^,;。]{{0,4}}?(?P<share>{NUMBER})%")
_ITEMS = re.compile(rf"(?P<items>[{_CIRCLED}]+)中?每满足一项")


def partial_marks_reach_full(report: Report) -> Iterator[Finding]:
    """T314."""
    for indicator, text in _standards(report):
        share, items = _first(indicator, _PER_ITEM), _ITEMS.search(text)
        if share is None or items is None or "得满分" not in text:
            continue
        reached = Decimal(share["share"]) * len(items["items"])
        if reached != 100:  # noqa: PLR2004
            yield tell(
                ODD_STEP,
                share.span(),
                f"“{indicator.name}”{items['items']}每项{share['share']}%，全部满足只有{plain(reached)}%，又规定得满分",
            )


def bands_are_sound(report: Report) -> Iterator[Finding]:
    """T312, T313."""
    found = list(_all_bands(report))
    for stated in found:
        for message in stated.gaps():
            yield tell(GAP, stated.span, message, expected="90、80、60为界")
    for other in found[1:]:
        differ = [g for g in other.limits if g in found[0].limits and other.limits[g] != found[0].limits[g]]
        if differ:
            yield tell(
                BANDS_DIFFER, other.span, f"{'、'.join(differ)}的分数段与前面不同", others=[found[0].span]
            )


def _all_bands(report: Report) -> Iterator[Bands]:
    seen: set[int] = set()
    for text in [*(p.text for p in report.passages), *_cells(report)]:
        stated = bands(text)
        if stated is not None and id(text) not in seen:
            seen.add(id(text))
            yield stated


def band_spans(report: Report) -> list[Span]:
    """Where the report says what the grades are called."""
    return [stated.span for stated in _all_bands(report)]


RULES: tuple[Rule, ...] = (
    criteria_add_up, formulas_point_the_right_way, thresholds_are_targets, criteria_are_positive, formulas_have_rules,
    criteria_are_all_treated, discretion_has_steps, steps_fit_the_measure, deductions_end, exceeding_is_provided_for,
    weights_are_even, partial_marks_reach_full, bands_are_sound,
)  # fmt: skip
