"""One name for one thing: levels, sections, columns, amounts, rates; words of a plan in a finished report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.audit.indicators import Indicator
from generator.audit.report import Report, Rule, tell
from generator.audit.statements import NUMBER
from generator.audit.tables import Role
from generator.audit.text import Span
from generator.audit.vocabulary import PARENTS, SECTION_OF_LEVEL_2, section_of
from generator.findings import Finding, Kind, Severity

LEVELS = Kind(
    code="T715",
    title="一级、二级指标的叫法各表不同",
    severity=Severity.NOTE,
    explanation="同样的指标，一张评分表叫数量指标、项目决策，另一张叫产出数量、决策。",
    mend="统一叫法。",
    wrong="评分表：数量指标；附件：产出数量",
    right="两处都是产出数量",
)
FUTURE = Kind(
    code="T716",
    title="工作方案的残留",
    severity=Severity.NOTE,
    explanation="评价已经完成，正文还写“本次评价将”“评价小组会”，是照抄工作方案。",
    mend="改为已经做了什么。",
    wrong="本次评价将主要采用指标分析法",
    right="本次评价采用指标分析法",
)
OTHER_SECTION = Kind(
    code="T717",
    title="同一指标在各表归类不同",
    severity=Severity.NOTE,
    explanation="同名指标在一张表里属产出，在另一张表里属过程。",
    mend="统一归类，或改用不同的名称。",
    wrong="目标表：成本指标 预算执行率；评分表：资金管理 预算执行率",
    right="目标表：成本指标 成本控制率；评分表：资金管理 预算执行率",
)
HEADING = Kind(
    code="T718",
    title="小节标题与二级指标名称不同",
    severity=Severity.NOTE,
    explanation="指标分析按二级指标分小节，小节标题应与指标表的二级指标名称相同。",
    mend="改成指标表的名称。",
    wrong="小节：项目目标；指标表：绩效目标",
    right="小节：绩效目标",
)
INVESTMENT = Kind(
    code="T719",
    title="同一金额叫法不同",
    severity=Severity.NOTE,
    explanation="同一笔总投资一处叫概算，一处叫匡算或估算，这是不同阶段、精度不同的数。",
    mend="写明是哪一阶段的数。",
    wrong="投资概算300万元……匡算总投资300万元",
    right="投资概算300万元（全文一致）",
)
COLUMNS = Kind(
    code="T720",
    title="目标一列各表叫法不同",
    severity=Severity.NOTE,
    explanation="同一份报告里，目标一列有的表叫标杆值，有的叫指标值。",
    mend="统一为“指标值”。",
    wrong="目标表：年度指标值；评分表：标杆值",
    right="两处都是指标值",
)
AGENCY = Kind(
    code="T721",
    title="文号没有机关代字",
    severity=Severity.NOTE,
    explanation="发文字号由机关代字、年份和序号组成，只有年份和序号查不到文件。",
    mend="补上机关代字。",
    wrong="（〔2018〕63号）",
    right="（望府阅〔2018〕63号）",
)
RATE_NAME = Kind(
    code="T722",
    title="执行率的叫法前后不一",
    severity=Severity.NOTE,
    explanation="同一个率一处叫执行率，一处叫使用率。",
    mend="统一为预算执行率。",
    wrong="资金执行率45.33%……资金使用率较低",
    right="预算执行率45.33%……预算执行率较低",
)

PARTY_OFFICE = Kind(
    code="T723",
    title="党委部门的名称缺“委”",
    severity=Severity.NOTE,
    explanation="政法委、组织部、宣传部、统战部是党委的部门，前面是“区委”“市委”，不是“区”“市”。",
    mend="写作“区委政法委”等。",
    wrong="根据区政法委要求",
    right="根据区委政法委要求",
)
TERM = Kind(
    code="T724",
    title="同一用语写法不一",
    severity=Severity.WARNING,
    explanation="加引号的用语在别处写得只差一个字，多半有一处写错。",
    mend="统一写法。",
    wrong="“一标多实”……一标三实平台",
    right="“一标三实”……一标三实平台",
)

KINDS = (PARTY_OFFICE, TERM, LEVELS, FUTURE, OTHER_SECTION, HEADING, INVESTMENT, COLUMNS, AGENCY, RATE_NAME)
_PAIRED = {
    "数量指标": "产出数量", "质量指标": "产出质量", "时效指标": "产出时效", "成本指标": "产出成本",
    "项目决策": "决策", "项目过程": "过程", "产出指标": "产出", "项目产出": "产出", "效益指标": "效益", "项目效益": "效益",
}  # fmt: skip


def levels_have_one_name(report: Report) -> Iterator[Finding]:
    """T715, once: between tables that score."""
    scored = {id(i.table) for i in report.indicators if Role.SCORE in i.cells}
    seen: dict[str, Span] = {}
    for indicator in report.indicators:
        for role in (Role.LEVEL_1, Role.LEVEL_2):
            cell = indicator.cells.get(role)
            if cell is not None and id(indicator.table) in scored:
                seen.setdefault(cell.words.partition("(")[0], cell.span())
    pairs = [(a, b) for a, b in _PAIRED.items() if a in seen and b in seen]
    if pairs:
        others = [span for a, b in pairs for span in (seen[a], seen[b])][1:]
        said = "、".join(f"“{a}”和“{b}”" for a, b in pairs)
        yield tell(LEVELS, seen[pairs[0][0]], f"同样的指标有两种叫法：{said}", others=others)


_WILL = re.compile(
    r"本次(?:绩效)?评价将(?:主要)?采用[^,。]{2,12}|评价(?:小组|组)(?:将(?:根据|采用|会|要)|会对)[^,。]{2,14}"
)


def work_is_done(report: Report) -> Iterator[Finding]:
    """T716, once."""
    found = [f.span() for p in report.passages for f in p.text.find(_WILL)]
    if found:
        yield tell(FUTURE, found[0], f"评价已经完成，这里写“{found[0].words}”", others=found[1:])


def indicators_stay_in_their_section(report: Report) -> Iterator[Finding]:
    """T717: by the second level on the row or its common parent."""
    for name, group in report.by_name.items():
        placed = [(s, i) for i in group if (s := _own_section(i))]
        for section, indicator in placed[1:]:
            if section != placed[0][0]:
                first = placed[0][1]
                yield tell(OTHER_SECTION, first.anchor.span(), f"“{name}”这里属{placed[0][0]}，别处属{section}",
                           others=[indicator.anchor.span()])  # fmt: skip
                break


def _own_section(indicator: Indicator) -> str | None:
    level = indicator.cells.get(Role.LEVEL_2)
    return SECTION_OF_LEVEL_2.get(level.words.partition("(")[0]) if level is not None else None


def sections_are_headed_as_in_the_table(report: Report) -> Iterator[Finding]:
    """T718: where exactly one heading and one second level are left over."""
    levels: dict[str, dict[str, Span]] = {}
    for indicator in report.scored:
        cell = indicator.cells.get(Role.LEVEL_2)
        section = indicator.section
        if cell is not None and section and cell.words.partition("(")[0] in PARENTS:
            levels.setdefault(section, {}).setdefault(cell.words.partition("(")[0], cell.span())
    for passage in report.passages:
        above = passage.under[-2] if len(passage.under) > 1 else None
        if passage.lead is None or above is None or "分析" not in passage.chapter():
            continue
        section = section_of(above.title.words)
        siblings = [
            p.lead
            for p in report.passages
            if p.lead is not None and len(p.under) > 1 and p.under[-2] is above
        ]
        named = {re.sub(r"\(.*", "", s.title.words) for s in siblings if s.level == passage.lead.level}
        left = {
            n: s
            for n, s in levels.get(section or "", {}).items()
            if n not in named and SECTION_OF_LEVEL_2.get(n) == section
        }
        extra = named - set(levels.get(section or "", {}))
        if len(left) == 1 and extra == {passage.lead.title.words}:
            (name, span), *_ = left.items()
            yield tell(
                HEADING,
                passage.lead.title,
                f"小节叫“{passage.lead.title.words}”，指标表叫“{name}”",
                expected=name,
                others=[span],
            )


_INVESTED = re.compile(rf"(?P<word>概算|匡算|估算)(?:总?投资)?(?:金额)?(?:为)?(?P<amount>{NUMBER})万元")


def investments_have_one_name(report: Report) -> Iterator[Finding]:
    """T719."""
    found = [f for p in report.passages for f in p.text.find(_INVESTED)]
    for other in found[1:]:
        if other["amount"] == found[0]["amount"] and other["word"] != found[0]["word"]:
            yield tell(
                INVESTMENT,
                found[0].span(),
                f"{other['amount']}万元这里叫“{found[0]['word']}”，别处叫“{other['word']}”",
                others=[other.span()],
            )
            return


def targets_have_one_heading(report: Report) -> Iterator[Finding]:
    """T720, once."""
    seen: dict[str, Span] = {}
    for table in report.tables:
        for i, role in table.columns.items():
            if role is Role.TARGET and table.header is not None and i < len(table.header.cells):
                cell = table.header.cells[i]
                seen.setdefault(cell.words.removeprefix("*").removeprefix("年度"), cell.span())
    seen.pop("", None)
    if len(seen) > 1:
        (_name, at), *rest = seen.items()
        yield tell(
            COLUMNS,
            at,
            f"目标一列这里叫“{at.words}”，别处叫" + "、".join(f"“{n}”" for n, _ in rest),
            others=[s for _, s in rest],
        )


def numbers_have_their_agency(report: Report) -> Iterator[Finding]:
    """T721."""
    for said in report.cited:
        if said.number.startswith("〔"):
            yield tell(AGENCY, said.span, f"“{said.span.words}”没有机关代字")


_EXECUTED = re.compile(r"(?:预算|资金)执行率")
_USED = re.compile(r"资金使用率")


def rates_have_one_name(report: Report) -> Iterator[Finding]:
    """T722, once."""
    executed = next((f for p in report.passages for f in p.text.find(_EXECUTED)), None)
    used = next((f for p in report.passages for f in p.text.find(_USED)), None)
    if executed is not None and used is not None:
        yield tell(
            RATE_NAME,
            used.span(),
            f"这里叫“{used[0]}”，别处叫“{executed[0]}”",
            expected="预算执行率",
            others=[executed.span()],
        )


_PARTY_OFFICE = re.compile(r"(?P<level>[省市区县旗])(?P<office>政法委|组织部|宣传部|统战部)(?!门)")


def party_offices_have_their_names(report: Report) -> Iterator[Finding]:
    """T723, once."""
    found = [f for p in report.passages for f in p.text.find(_PARTY_OFFICE)]
    if found:
        right = f"{found[0]['level']}委{found[0]['office']}"
        yield tell(
            PARTY_OFFICE,
            found[0].span(),
            f"“{found[0][0]}”应为“{right}”",
            expected=right,
            others=[f.span() for f in found[1:]],
        )


_QUOTED = re.compile(r"\"(?P<term>[一-龥]{4,6})\"")
_USED_OFTEN = 2
_MOST_TERMS = 40


def terms_are_written_alike(report: Report) -> Iterator[Finding]:
    """T724: quoted terms against words that differ in one character within them."""
    texts = list(report.texts())
    quoted: dict[str, list[Span]] = {}
    for text in texts:
        for found in text.find(_QUOTED):
            quoted.setdefault(found["term"], []).append(found.span("term"))
    often = [(term, spans) for term, spans in quoted.items() if len(spans) >= _USED_OFTEN][:_MOST_TERMS]
    for term, spans in often:
        inner = "|".join(
            f"{re.escape(term[:i])}[一-龥]{re.escape(term[i + 1 :])}" for i in range(1, len(term) - 1)
        )
        other = [
            f.span()
            for text in texts
            for f in text.find(re.compile(inner))
            if f[0] != term and f[0] not in quoted
        ]
        if other:
            yield tell(
                TERM,
                other[0],
                f"这里写“{other[0].words}”，别处写“{term}”",
                expected=term,
                others=[*other[1:3], *spans[:4]],
            )


RULES: tuple[Rule, ...] = (
    party_offices_have_their_names, terms_are_written_alike,
    levels_have_one_name, work_is_done, indicators_stay_in_their_section, sections_are_headed_as_in_the_table,
    investments_have_one_name, targets_have_one_heading, numbers_have_their_agency, rates_have_one_name,
)  # fmt: skip
