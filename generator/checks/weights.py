"""Weights and the points of criteria."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.checks.subject import Subject
from generator.findings import Finding, Kind, Severity
from generator.model.criteria import Criterion, YesNo
from generator.model.methods import Checklist
from generator.scoring.numbers import shown
from generator.scoring.rules import method_of

WEIGHT_SUM = Kind(
    code="W101",
    title="权重合计不等于满分",
    severity=Severity.ERROR,
    explanation="全部指标（和整体计分的分项）的权重之和应等于规则集的满分。",
    mend="改正权重，使合计等于满分。",
    wrong="权重分别为 20、20、40、25，合计 105",
    right="权重分别为 20、20、40、20，合计 100",
)
CRITERION_POINTS = Kind(
    code="W102",
    title="要点分值合计不等于权重",
    severity=Severity.ERROR,
    explanation="各评价要点的分值之和应等于指标权重；少了，全部符合也得不到满分；多了，分值会超过权重。",
    mend="改正要点分值或权重；签发的报告本来如此的，写入“差异说明”。",
    wrong="权重: 4\n评价要点: [{要点: 甲, 分值: 1}, {要点: 乙, 分值: 2}]",
    right="权重: 3\n评价要点: [{要点: 甲, 分值: 1}, {要点: 乙, 分值: 2}]",
)
SECTION_WEIGHT = Kind(
    code="W103",
    title="一级指标权重不合规定",
    severity=Severity.WARNING,
    explanation="规则集规定了一级指标的权重（如单位自评原则上为预算执行率10、产出50、效益30、满意度10，财预〔2020〕10号第十三条）。",
    mend="按规定调整权重；有特殊情况的，在报告中说明。",
)
OUTPUT_AND_OUTCOME = Kind(
    code="W104",
    title="产出和效益权重合计偏低",
    severity=Severity.WARNING,
    explanation="财政和部门评价中，产出与效益指标的权重合计原则上不低于60%（财预〔2020〕10号第十五条）。",
    mend="提高产出、效益指标的权重，或在报告中说明理由。",
)
EQUAL_SHARES = Kind(
    code="W105",
    title="应均分的权重不相等",
    severity=Severity.WARNING,
    explanation="规则集规定这一类的总分值在各指标之间平均分摊。",
    mend="改为该类总分值÷指标个数；签发的报告本来如此的，写入“差异说明”。",
)
SAME_NAME = Kind(
    code="W106",
    title="三级指标重名",
    severity=Severity.ERROR,
    explanation="三级指标的名称是它的标识，公布得分、问题和正文都用它来引用，在一个项目里不能重复。",
    mend="改成能区分的名称。",
)
WHOLE_SECTION = Kind(
    code="W107",
    title="整体计分的分项里又写了指标权重",
    severity=Severity.ERROR,
    explanation="“分项”表示原报告只给出这一部分的总分；其中的指标没有自己的权重，应填“未载明”。",
    mend="把指标的权重改为未载明；或删去“分项”，逐项计分。",
)
IDLE_CRITERION = Kind(
    code="W108",
    title="要点不影响得分",
    severity=Severity.WARNING,
    explanation="这个评价要点没有分值、扣分，也不是门，符不符合都不影响得分。",
    mend="给要点写上分值、扣分或“门: 是”；签发的规则本来没有写的，写入“差异说明”。",
    wrong="评价要点: [{要点: 资料齐全}]",
    right="评价要点: [{要点: 资料齐全, 分值: 1分}]",
)

KINDS = (
    WEIGHT_SUM, CRITERION_POINTS, SECTION_WEIGHT, OUTPUT_AND_OUTCOME, EQUAL_SHARES, SAME_NAME, WHOLE_SECTION,
    IDLE_CRITERION,
)  # fmt: skip


def section_weights(subject: Subject) -> dict[str, Decimal]:
    """The weight of every level-1 section."""
    weights = {s.name: s.weight for s in subject.project.whole_sections}
    for indicator in subject.project.indicators:
        if isinstance(indicator.weight, Decimal):
            weights[indicator.level_1] = weights.get(indicator.level_1, Decimal(0)) + indicator.weight
    return weights


def weights_add_up(subject: Subject) -> Iterator[Finding]:
    """W101: all weights add up to the full marks of the rule set."""
    if subject.rules is None:
        return
    total = sum(section_weights(subject).values(), Decimal(0))
    if total != subject.rules.full_marks:
        parts = "＋".join(f"{name}{shown(w)}" for name, w in section_weights(subject).items())
        yield subject.report(
            WEIGHT_SUM, subject.at("指标"), f"权重合计{shown(total)}，满分是{shown(subject.rules.full_marks)}",
            about=("权重",), found=f"{parts}＝{shown(total)}", expected=shown(subject.rules.full_marks),
        )  # fmt: skip


def criteria_add_up(subject: Subject) -> Iterator[Finding]:
    """W102: the points of a checklist add up to the weight."""
    if subject.rules is None:
        return
    for index, indicator in enumerate(subject.project.indicators):
        method, criteria = method_of(indicator, subject.rules)
        if not isinstance(method, Checklist) or not isinstance(indicator.weight, Decimal) or not criteria:
            continue
        most = _most(method, criteria, indicator.weight)
        if most is not None and most != Fraction(indicator.weight):
            yield subject.report(
                CRITERION_POINTS,
                subject.at("指标", index, "权重"),
                f"“{indicator.level_3}”各要点最多得{shown(most)}分，权重是{shown(indicator.weight)}分",
                about=(indicator.level_3,),
                found=shown(most),
                expected=shown(indicator.weight),
            )


def _most(method: Checklist, criteria: tuple[Criterion, ...], weight: Decimal) -> Fraction | None:
    """The most points a checklist can give; None when it starts from full marks."""
    chosen = [c for n, c in enumerate(criteria, 1) if method.only is None or n in method.only]
    if method.each is not None:
        return method.each.value.of(weight) * len(chosen)
    if not any(c.worth for c in chosen):
        return None
    return sum((c.worth.value.of(weight) for c in chosen if c.worth), Fraction(0))


def every_criterion_counts(subject: Subject) -> Iterator[Finding]:
    """W108: no criterion of a checklist is without effect."""
    if subject.rules is None:
        return
    for index, indicator in enumerate(subject.project.indicators):
        method, criteria = method_of(indicator, subject.rules)
        if not isinstance(method, Checklist) or method.each is not None:
            continue
        for number, criterion in enumerate(criteria, 1):
            counted = method.only is None or number in method.only
            if counted and not (criterion.worth or criterion.penalty or criterion.gate is YesNo.YES):
                yield subject.report(
                    IDLE_CRITERION, subject.at("指标", index, "三级"),
                    f"“{indicator.level_3}”的要点{number}没有分值、扣分，也不是门", about=(indicator.level_3,),
                    found=criterion.text,
                )  # fmt: skip


def sections_weigh_as_ruled(subject: Subject) -> Iterator[Finding]:
    """W103, W105: fixed section weights, equal shares within a section."""
    if subject.rules is None:
        return
    weights = section_weights(subject)
    for name, wanted in subject.rules.weight_rules.sections.items():
        weight = weights.get(name)
        if weight is not None and weight != wanted:
            yield subject.report(
                SECTION_WEIGHT, subject.at("指标"), f"“{name}”权重{shown(weight)}，规定为{shown(wanted)}",
                about=(name, "权重"), found=shown(weight), expected=shown(wanted),
            )  # fmt: skip
    for name in subject.rules.weight_rules.equal_shares:
        members = [i for i in subject.project.indicators if i.level_1 == name]
        distinct = sorted({i.weight for i in members if isinstance(i.weight, Decimal)})
        if len(distinct) > 1:
            yield subject.report(
                EQUAL_SHARES, subject.at("指标"), f"“{name}”各指标权重不相等",
                about=(name, "权重"), found="、".join(shown(w) for w in distinct),
                expected=f"各{shown(Fraction(weights[name]) / len(members))}分",
            )  # fmt: skip


def output_and_outcome(subject: Subject) -> Iterator[Finding]:
    """W104: 产出 + 效益 weigh enough (财预〔2020〕10号 art. 15)."""
    least = subject.rules.weight_rules.output_and_outcome_at_least if subject.rules else None
    if least is None or subject.rules is None:
        return
    weights = section_weights(subject)
    both = sum((w for name, w in weights.items() if "产出" in name or "效益" in name), Decimal(0))
    wanted = subject.rules.full_marks * least / 100
    if both < wanted:
        yield subject.report(
            OUTPUT_AND_OUTCOME, subject.at("指标"), f"产出与效益权重合计{shown(both)}，低于{shown(wanted)}",
            about=("权重",), found=shown(both), expected=f"不低于{shown(wanted)}",
        )  # fmt: skip


def names_are_unique(subject: Subject) -> Iterator[Finding]:
    """W106: no two indicators of one name."""
    seen = Counter[str]()
    for index, indicator in enumerate(subject.project.indicators):
        seen[indicator.level_3] += 1
        if seen[indicator.level_3] > 1:
            yield subject.report(
                SAME_NAME,
                subject.at("指标", index, "三级"),
                f"三级指标“{indicator.level_3}”重名",
                found=indicator.level_3,
            )


def whole_sections_hold_no_weights(subject: Subject) -> Iterator[Finding]:
    """W107: inside a section that was scored as a whole, indicators have no weight of their own."""
    whole = {s.name for s in subject.project.whole_sections}
    for index, indicator in enumerate(subject.project.indicators):
        if indicator.level_1 in whole and isinstance(indicator.weight, Decimal):
            yield subject.report(
                WHOLE_SECTION, subject.at("指标", index, "权重"),
                f"“{indicator.level_1}”整体计分，“{indicator.level_3}”不能另有权重",
                found=shown(indicator.weight), expected="未载明",
            )  # fmt: skip


RULES = (
    weights_add_up, criteria_add_up, every_criterion_counts, sections_weigh_as_ruled, output_and_outcome, names_are_unique,
    whole_sections_hold_no_weights,
)  # fmt: skip
