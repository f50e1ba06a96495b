"""The table of objectives against the text, the evaluation and what was surveyed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.audit.indicators import Indicator
from generator.audit.outline import Passage
from generator.audit.report import Report, Rule, tell
from generator.audit.statements import NUMBER
from generator.audit.tables import Role
from generator.findings import Finding, Kind, Severity
from generator.notation import Category, Comparison, Quantity, parse_actual, parse_target

UNLISTED = Kind(
    code="T213",
    title="年度目标漏写了目标表里的指标",
    severity=Severity.WARNING,
    explanation="年度目标一段逐项列了目标表的指标，少了一两项。",
    mend="补上漏写的指标。",
    wrong="年度目标列九项，目标表有十项",
    right="年度目标与目标表都是十项",
)
SATISFACTION_TARGET = Kind(
    code="T214",
    title="满意度的目标各表不同",
    severity=Severity.ERROR,
    explanation="目标表和指标体系表里的满意度目标不同。",
    mend="以批复的目标为准。",
    wrong="目标表：≥90%；指标体系表：≥95%",
    right="两处都是≥95%",
)
SATISFACTION_RESULT = Kind(
    code="T215",
    title="满意度的结果各处不同",
    severity=Severity.ERROR,
    explanation="正文写的满意率与表里的完成值不同。",
    mend="以调查结果为准；满意率和满意度不是一回事的，分开写。",
    wrong="正文：满意率99.99%；表：100%",
    right="正文和表都是99.99%",
)
UNUSED = Kind(
    code="T510",
    title="批复的绩效目标没有评价",
    severity=Severity.WARNING,
    explanation="报告说在设定的绩效目标基础上评价，目标表里的产出和效益指标却几乎都不在评价指标体系里。",
    mend="把批复的指标纳入评价，或说明为什么没有。",
    wrong="目标表：系统正常运行率、维修响应时间；评分表没有这些指标",
    right="评分表：系统正常运行率、维修响应时间……",
)
NO_UNIT = Kind(
    code="T412",
    title="指标值没有单位",
    severity=Severity.NOTE,
    explanation="数量指标的指标值只有数，没有单位；正文里同一个数却有单位。",
    mend="补上单位。",
    wrong="用户数 不小于5000",
    right="用户数 不小于5000个",
)
WORDS_AS_RATE = Kind(
    code="T413",
    title="等级词写成了百分数",
    severity=Severity.ERROR,
    explanation="正文说反馈为“满意”“基本满意”，表里的满意度完成值却是一个百分数，没有换算依据。",
    mend="按选项占比算出满意度，写明样本数。",
    wrong="均反馈为基本满意 → 100%",
    right="满意34份、基本满意16份，按约定折算满意度93.6%",
)
SAME_EVIDENCE = Kind(
    code="T414",
    title="同一句话用作两个指标的证据",
    severity=Severity.NOTE,
    explanation="两个效益指标的论证里有相同的长句，至少有一处不是针对这个指标的。",
    mend="分别写各自的数据。",
    wrong="速度：办理4.9万件，满意率99.99%；满意度：办理4.9万件，满意率99.99%",
    right="速度：平均办理时长3.1天；满意度：满意率99.99%",
)
TWO_SETS = Kind(
    code="T415",
    title="指标值与完成值不是一套词",
    severity=Severity.NOTE,
    explanation="指标值写“健全”“充分”，完成值写“好”，没有说明怎样对应。",
    mend="指标值也用等级词，或在说明里写明对应关系。",
    wrong="健全 → 好",
    right="好 → 好",
)
NO_TARGETS = Kind(
    code="T416",
    title="产出没有目标值",
    severity=Severity.WARNING,
    explanation="产出一节只列完成数，没有一个目标值，无法判断是否完成。",
    mend="每个数写明目标。",
    wrong="经办工单36831件，巡检报告6份",
    right="经办工单36831件（目标3万件），巡检报告6份（目标6份）",
)
NO_DATA = Kind(
    code="T417",
    title="效益没有数据",
    severity=Severity.WARNING,
    explanation="只说“有提升”“得到提高”，没有数据，也没有比较的基数。",
    mend="写出提升前后的数。",
    wrong="行政效率有提升",
    right="平均派单时间由40分钟缩短到12分钟",
)
SATISFACTION_NAME = Kind(
    code="T714",
    title="满意度指标各表名称不同",
    severity=Severity.NOTE,
    explanation="目标表和指标体系表里的满意度指标名称不同，看不出是不是同一个。",
    mend="用同一个名称。",
    wrong="用户满意度……政府部门及市民满意度",
    right="用户满意度（各表相同）",
)

KINDS = (
    UNLISTED, SATISFACTION_TARGET, SATISFACTION_RESULT, UNUSED, NO_UNIT, WORDS_AS_RATE, SAME_EVIDENCE, TWO_SETS, NO_TARGETS,
    NO_DATA, SATISFACTION_NAME,
)  # fmt: skip


def _objectives(report: Report) -> list[Indicator]:
    """The indicators of a table without points."""
    scored = {id(i.table) for i in report.scored}
    return [
        i for i in report.indicators if id(i.table) not in scored and i.get(Role.TARGET) not in {"", "不适用"}
    ]


_MOST = 2
_FEWEST = 5


def yearly_objectives_are_complete(report: Report) -> Iterator[Finding]:
    """T213."""
    listed = _objectives(report)
    for passage in report.passages:
        if not passage.beneath("年度目标", "年度绩效目标") or passage.lead is not None:
            continue
        missing = [i for i in listed if i.name not in passage.text.words]
        if 0 < len(missing) <= _MOST and len(listed) - len(missing) >= _FEWEST:
            names = "、".join(i.name for i in missing)
            yield tell(UNLISTED, passage.text.span(0, min(30, len(passage.text.words))), f"年度目标没有写目标表里的“{names}”",
                       others=[i.anchor.span() for i in missing] + [i.cells[Role.TARGET].span() for i in missing])  # fmt: skip


def _satisfaction(report: Report) -> list[Indicator]:
    """The satisfaction of each table that has exactly one."""
    by_table: dict[int, list[Indicator]] = {}
    for indicator in report.indicators:
        if "满意度" in indicator.name and indicator.get(Role.TARGET) not in {"", "不适用"}:
            by_table.setdefault(id(indicator.table), []).append(indicator)
    return [group[0] for group in by_table.values() if len(group) == 1]


def satisfaction_is_one(report: Report) -> Iterator[Finding]:
    """T214, T714: names that differ, and targets that differ with them."""
    found = _satisfaction(report)
    for other in found[1:]:
        first = found[0]
        if other.name == first.name:
            continue
        same = first.get(Role.TARGET) == other.get(Role.TARGET)
        if not same:
            yield tell(SATISFACTION_TARGET, first.cells[Role.TARGET].span(),
                       f"满意度的目标这里是{first.get(Role.TARGET)}，别处是{other.get(Role.TARGET)}",
                       others=[other.cells[Role.TARGET].span()])  # fmt: skip
        yield tell(
            SATISFACTION_NAME,
            first.anchor.span(),
            f"这里叫“{first.name}”，别处叫“{other.name}”",
            others=[other.anchor.span()],
        )
        return


_STATED = re.compile(rf"满意[率度](?:为|达到?|是)?(?P<rate>{NUMBER})%")
_IN_WORDS = re.compile(
    r"(?:均|全部|都)?(?:反馈|评价|表示)(?:均)?为?(?P<words>基本满意|比较满意|较满意|满意)(?!度|率)"
)


def satisfaction_is_told_alike(report: Report) -> Iterator[Finding]:
    """T215, T413."""
    rows = [i for i in report.indicators if "满意度" in i.name and isinstance(_actual(i), Quantity)]
    passages = [p for p in report.passages if p.beneath("满意度")]
    for passage in passages if rows else ():
        others = [i.cells[Role.ACTUAL].span() for i in rows]
        for found in passage.text.find(_STATED):
            if all(f"{found['rate']}%" != span.words for span in others):
                yield tell(
                    SATISFACTION_RESULT,
                    found.span(),
                    f"正文写“{found[0]}”，表里的完成值是{others[-1].words}",
                    others=others,
                )
        for found in passage.text.find(_IN_WORDS):
            yield tell(
                WORDS_AS_RATE,
                found.span(),
                f"正文说“{found[0]}”，表里的完成值是{others[-1].words}",
                others=others,
            )


def _actual(indicator: Indicator) -> object:
    return parse_actual(indicator.get(Role.ACTUAL)) if indicator.get(Role.ACTUAL) else None


_BASED = re.compile(r"(?:在)?[^,。]{0,12}?绩效目标(?:的)?基础上[^,。]{0,10}")
_FEW_SHARED = 3


def objectives_are_evaluated(report: Report) -> Iterator[Finding]:
    """T510."""
    claim = next((f for p in report.passages for f in p.text.find(_BASED)), None)
    listed = [
        i
        for i in _objectives(report)
        if i.name != "不适用" and i.table.caption and "目标" in i.table.caption.words
    ]
    scored = {i.name for i in report.scored}
    unused = [i for i in listed if i.name not in scored]
    if claim is not None and len(listed) >= _FEW_SHARED and len(unused) * 2 > len(listed):
        names = "、".join(i.name for i in unused)
        yield tell(UNUSED, claim.span(), f"这里说在绩效目标的基础上评价，目标表的{len(listed)}项有{len(unused)}项不在评价体系里（{names}）",
                   others=[i.anchor.span() for i in unused])  # fmt: skip


def targets_have_units(report: Report) -> Iterator[Finding]:
    """T412, once: where the text gives the same figure a unit."""
    bare = []
    for indicator in report.indicators:
        target = parse_target(indicator.get(Role.TARGET)) if indicator.get(Role.TARGET) else None
        if isinstance(target, Comparison) and not target.quantity.unit and "数" in indicator.name:
            bare.append(indicator)
    united = [
        f.span() for i in bare for p in report.passages
        for f in p.text.find(re.compile(re.escape(i.get(Role.TARGET)) + "(?:个|次|人|户|件)"))
    ]  # fmt: skip
    if bare and united:
        first, *rest = bare
        yield tell(NO_UNIT, first.cells[Role.TARGET].span(), f"“{first.name}”的指标值{first.get(Role.TARGET)}没有单位，正文写“{united[0].words}”",
                   others=[*(i.cells[Role.TARGET].span() for i in rest), *united[:3]])  # fmt: skip


_LONGEST_SHARED = 30


def evidence_is_not_reused(report: Report) -> Iterator[Finding]:
    """T414: a long sentence in the analysis of benefits that stands in another paragraph too."""
    benefits = [p for p in report.passages if p.beneath("效益", "满意度") and p.beneath("分析")]
    for number, passage in enumerate(benefits):
        for sentence in _sentences(passage):
            for other in benefits[number + 1 :]:
                at = other.text.words.find(sentence)
                if at >= 0 and other.under[-1] is not passage.under[-1]:
                    start = passage.text.words.find(sentence)
                    yield tell(SAME_EVIDENCE, passage.text.span(start, start + len(sentence)), "这句话在另一个指标的论证里又用了一遍",
                               others=[other.text.span(at, at + len(sentence))])  # fmt: skip
                    break


def _sentences(passage: Passage) -> Iterator[str]:
    for sentence in passage.text.words.split("。"):
        if len(sentence) >= _LONGEST_SHARED:
            yield sentence


_GRADES = frozenset(("好", "较好", "一般", "较差", "差"))


def qualities_use_one_set_of_words(report: Report) -> Iterator[Finding]:
    """T415, once."""
    found = []
    for indicator in report.scored:
        target = parse_target(indicator.get(Role.TARGET)) if indicator.get(Role.TARGET) else None
        graded = indicator.get(Role.ACTUAL) in _GRADES
        if isinstance(target, Category) and graded and target.text not in _GRADES:
            found.append(indicator)
    if found:
        first, *rest = found
        yield tell(TWO_SETS, first.cells[Role.TARGET].span(), f"指标值“{first.get(Role.TARGET)}”，完成值“{first.get(Role.ACTUAL)}”（共{len(found)}项）",
                   others=[i.cells[Role.TARGET].span() for i in rest])  # fmt: skip


_COUNTED = re.compile(rf"{NUMBER}(?:个|件|份|套|人|次|项|%)")
_PLANNED = re.compile(r"目标|计划|年初设定|要求|指标值")
_GAINED = re.compile(
    r"(?P<what>[一-龥]{0,6}(?:效率|水平|能力|质量))(?:有|得到)(?:所|了|明显|较大|有效)?(?:提升|提高|改善)"
)


_LEVEL_OF_SECTIONS = 2


def outputs_have_targets(report: Report) -> Iterator[Finding]:
    """T416, T417: for reports without a table of indicators."""
    if report.scored:
        return
    analysis = [
        p
        for p in report.passages
        if "分析" in p.chapter()
        and p.beneath("产出", "效益")
        and p.lead
        and p.lead.level > _LEVEL_OF_SECTIONS
    ]
    counted = [p for p in analysis if len(list(p.text.find(_COUNTED))) > 1]
    if len(counted) > 1 and not any(_PLANNED.search(p.text.words) for p in analysis):
        spans = [max(p.text.find(_COUNTED), key=lambda f: len(f[0])).span() for p in counted]
        yield tell(
            NO_TARGETS,
            spans[0],
            "产出和效益只有完成数，没有一个目标值",
            others=[*spans[1:], *(p.text.span(0, 8) for p in counted)],
        )
    for passage in analysis:
        for found in passage.text.find(_GAINED):
            clause = passage.text.words[found.match.end() : found.match.end() + 12].partition("。")[0]
            if not re.search(r"[0-9]", clause.partition(",")[0]):
                yield tell(NO_DATA, found.span(), f"“{found[0]}”没有数据")


RULES: tuple[Rule, ...] = (
    yearly_objectives_are_complete, satisfaction_is_one, satisfaction_is_told_alike, objectives_are_evaluated,
    targets_have_units, evidence_is_not_reused, qualities_use_one_set_of_words, outputs_have_targets,
)  # fmt: skip
