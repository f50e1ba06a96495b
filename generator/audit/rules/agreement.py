"""The same quantity in the cover, the text, the tables, the annex, the conclusion and the footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.audit.outline import Heading
from generator.audit.report import Report, Rule, tell
from generator.audit.statements import Points
from generator.audit.tables import Role
from generator.audit.text import Span
from generator.audit.vocabulary import section_of
from generator.findings import Finding, Kind, Severity
from generator.notation import Category, parse_target
from generator.notation.normalise import Written

WEIGHT = Kind(
    code="T201",
    title="同一指标的分值各处不同",
    severity=Severity.ERROR,
    explanation="一个指标的分值（权重）在汇总表、指标表、附件和正文里应当相同。两处一增一减时合计仍相等，只看合计发现不了。",
    mend="以批准的指标体系为准，改正其他各处。",
    wrong="评分表：资金使用合规性 4 分；附件：资金使用合规性 3 分",
    right="评分表和附件都是 3 分",
)
SCORE = Kind(
    code="T202",
    title="同一指标的得分各处不同",
    severity=Severity.ERROR,
    explanation="一个指标的得分在各表和正文里应当相同。",
    mend="以评分底稿为准，改正其他各处。",
    wrong="评分表：得 4 分；附件：得 3 分",
    right="各处都是 3 分",
)
TARGET = Kind(
    code="T203",
    title="同一指标的指标值各处不同",
    severity=Severity.ERROR,
    explanation="同名指标的指标值在绩效目标表、指标体系表和评分表里应当相同；写法不同而意思相同的不算。",
    mend="以批复的绩效目标为准。",
    wrong="目标表：预算执行率 >90%；指标体系表：预算执行率 100%",
    right="两处都是 100%",
)
ACTUAL = Kind(
    code="T204",
    title="同一指标的完成值各处不同",
    severity=Severity.ERROR,
    explanation="同名指标的完成值在各表和正文里应当相同。",
    mend="以佐证材料为准。",
    wrong="目标完成表：满意度 98.72%；评分表：满意度 90%",
    right="两处都是 90%",
)
SECTION = Kind(
    code="T205",
    title="同一部分的得分各处不同",
    severity=Severity.ERROR,
    explanation="决策、过程、产出、效益各部分的得分和得分率，在结论、汇总表、指标分析里应当相同。",
    mend="逐处核对；注意是不是抄了另一部分的得分。",
    wrong="结论：效益类得 35 分；汇总表：效益类 17 分",
    right="两处都是 17 分",
)
MISSING_SECTION = Kind(
    code="T206",
    title="结论漏写了一部分",
    severity=Severity.ERROR,
    explanation="汇总表有的部分，结论里逐部分列得分时也应当有。",
    mend="在结论里补上漏写的部分。",
    wrong="汇总表有决策、过程、产出、效益；结论只写决策、产出、效益",
    right="结论写齐四部分",
)
TOTAL = Kind(
    code="T207",
    title="总分各处不同",
    severity=Severity.ERROR,
    explanation="总分在摘要、结论、汇总表、附件里应当相同。",
    mend="改成同一个数。",
    wrong="结论 91.97 分；附件合计 91.79",
    right="都是 91.97",
)
AMOUNT = Kind(
    code="T208",
    title="同一金额各处不同",
    severity=Severity.ERROR,
    explanation="年初预算、全年预算、到位、支出各是一个数，按写出的位数比较（72890元＝7.29万元）。",
    mend="核对金额；确是不同口径的，写明口径。",
    wrong="正文：支出1256.72万元；附件：支出1265.72万元",
    right="两处都是1256.72万元",
)
RATE = Kind(
    code="T209",
    title="同一比率各处不同",
    severity=Severity.ERROR,
    explanation="同名的比率（预算执行率、成本控制率等）在各处应当相同，按写出的位数比较。",
    mend="改成同一个数。",
    wrong="正文：预算执行率99.31%；附件：99.13%",
    right="都是99.31%",
)
ADJUSTED = Kind(
    code="T210",
    title="有没有调整预算，说法不一",
    severity=Severity.ERROR,
    explanation="一处说没有调整预算，另一处写了预算调剂的手续或调整后的数。",
    mend="核实有没有调整，统一说法。",
    wrong="未进行预算调整……项目预算调剂均有完整的审批手续",
    right="未进行预算调整……资金支付均有完整的审批手续",
)
LISTED = Kind(
    code="T211",
    title="概述所列与下面的小节不一致",
    severity=Severity.WARNING,
    explanation="一节开头说明考察哪几个方面，应与下面各小节（二级指标）一致，不多不少。",
    mend="补上漏列的方面。",
    wrong="主要从社会效益和满意度方面考察（下面还有“可持续影响”一节）",
    right="主要从社会效益、可持续影响和满意度方面考察",
)
BASIS = Kind(
    code="T212",
    title="同一比率的算法各处不同",
    severity=Severity.WARNING,
    explanation="预算执行率的分母是预算数还是实际到位资金，正文和附件应当一致；两个数不同时，算出的率也不同。",
    mend="统一口径，并按它重算。",
    wrong="正文：支付资金与预算资金的比率；附件：实际支出资金/实际到位资金",
    right="两处都是实际支出资金/实际到位资金",
)

KINDS = (
    WEIGHT, SCORE, TARGET, ACTUAL, SECTION, MISSING_SECTION, TOTAL, AMOUNT, RATE, ADJUSTED, LISTED, BASIS,
)  # fmt: skip


def cells_agree(report: Report) -> Iterator[Finding]:
    """T201, T202, T203, T204: one indicator in several tables, cell by cell; points also against the text."""
    for name, places in report.by_name.items():
        for kind, role in (
            (WEIGHT, Role.WEIGHT),
            (SCORE, Role.SCORE),
            (TARGET, Role.TARGET),
            (ACTUAL, Role.ACTUAL),
        ):
            cells = [i.cells[role].span() for i in places if role in i.cells]
            if role in {Role.WEIGHT, Role.SCORE}:
                cells += [_figure(said, role) for said in report.points if _about(said) == name]
            yield from _differing(kind, name, role, cells)


def _figure(said: Points, role: Role) -> Span:
    return said.full.span if role is Role.WEIGHT and said.full is not None else said.score.span


def _about(said: Points) -> str:
    """The indicator that a sentence of points is about: the innermost heading, or the lead of its paragraph."""
    words = said.about.words
    if not re.fullmatch(r"(?:该|此)项?指标|", words):
        return ""
    if said.passage.lead is not None:
        return said.passage.lead.title.words
    return said.passage.under[-1].title.words if said.passage.under and words != "" else ""


def _differing(kind: Kind, name: str, role: Role, cells: list[Span]) -> Iterator[Finding]:
    """One finding for a cell that differs from the reading most places give."""
    readings: dict[str, list[Span]] = {}
    for cell in cells:
        readings.setdefault(_meaning(cell.words, role), []).append(cell)
    if len(readings) < 2:  # noqa: PLR2004
        return
    ranked = sorted(readings.values(), key=len, reverse=True)
    odd = ranked[-1][0]
    others = [span for group in ranked[:-1] for span in group]
    said = "、".join(dict.fromkeys(span.words for span in others))
    yield tell(kind, odd, f"“{name}”的{role}这里是“{odd.words}”，别处是“{said}”",
               expected=ranked[0][0].words if len(ranked[0]) > len(ranked[-1]) else "", others=others)  # fmt: skip


def _meaning(words: str, role: Role) -> str:
    """One spelling for values that mean the same."""
    plain = words.rstrip("分")
    if role in {Role.WEIGHT, Role.SCORE}:
        return str(Decimal(plain).normalize()) if re.fullmatch(r"[0-9.]+", plain) else plain
    target = parse_target(words)
    if isinstance(target, Category):
        return target.text
    text = str(target) if target is not None else words
    return re.sub(r"[a-zA-Zx]|个|项|次", "", Written.of(text).signs).replace("≤≤", "~").lstrip("=")


def sections_agree(report: Report) -> Iterator[Finding]:
    """T205, T206: scores of sections in the conclusion, the summary table and the analysis."""
    summary = _summary(report)
    told: set[str] = set()
    for section, said in report.sections:
        stated = summary.get(section)
        elsewhere = [
            other.score.span for name, other in report.sections
            if name == section and other is not said and other.score.value != said.score.value
        ]  # fmt: skip
        right = stated.words if stated is not None else ""
        if stated is not None and Decimal(stated.words) != said.score.value:
            yield tell(SECTION, said.score.span, f"{section}部分得分这里是{said.score.span.words}分，汇总表是{stated.words}分",
                       expected=f"{right}分", others=[stated, *elsewhere])  # fmt: skip
        elif stated is None and elsewhere and section not in told:
            told.add(section)
            yield tell(SECTION, said.score.span, f"{section}部分得分这里是{said.score.span.words}分，别处是{elsewhere[0].words}分",
                       others=elsewhere)  # fmt: skip
    yield from _rates_twice(report)
    yield from _missing(report, summary)


def _rates_twice(report: Report) -> Iterator[Finding]:
    """A section named twice in one paragraph, with different rates."""
    seen: dict[tuple[str, int], Points] = {}
    for section, said in report.sections:
        before = seen.setdefault((section, id(said.passage.text)), said)
        if before is not said and before.rate and said.rate and before.rate.value != said.rate.value:
            yield tell(SECTION, said.rate.span, f"同一段里{section}部分写了两次，得分率一处{before.rate.span.words}%、一处{said.rate.span.words}%",
                       others=[before.rate.span])  # fmt: skip


def _summary(report: Report) -> dict[str, Span]:
    """Scores of sections in a table that has one column for each section."""
    for table in report.tables:
        columns: dict[int, str] = {}
        for row in (table.header, *table.rows):
            if row is None:
                continue
            named = {
                i: s
                for i, cell in enumerate(row.cells)
                if cell.words.endswith("类") and (s := section_of(cell.words))
            }
            columns = named if len(named) > 2 else columns  # noqa: PLR2004
            if columns and row.cells[0].words in {"得分", "实际得分"}:
                return {
                    section: row.cells[i].span() for i, section in columns.items()
                    if i < len(row.cells) and re.fullmatch(r"[0-9.]+", row.cells[i].words)
                }  # fmt: skip
    return {}


def _missing(report: Report, summary: dict[str, Span]) -> Iterator[Finding]:
    by_text: dict[int, list[tuple[str, Points]]] = {}
    for section, said in report.sections:
        by_text.setdefault(id(said.passage.text), []).append((section, said))
    for listed in by_text.values():
        named = {section for section, _ in listed}
        if len(named) < 2:  # noqa: PLR2004
            continue
        for section, cell in summary.items():
            if section not in named:
                yield tell(MISSING_SECTION, listed[0][1].score.span, f"结论列了{'、'.join(sorted(named))}，没有“{section}类”（汇总表{cell.words}分）",
                           expected=f"{section}{cell.words}分", others=[cell])  # fmt: skip


_TOTAL_ROW = re.compile("合计|总分|总计|评价等级|评价得分")


def totals_agree(report: Report) -> Iterator[Finding]:
    """T207: the total in text and in the last number of rows of totals."""
    stated = [(total.value, total.span) for total in report.totals]
    for table in report.tables:
        for row in table.rows:
            words = [c for c in row.cells if c.words]
            last = table.total(row, Role.SCORE) if words and _TOTAL_ROW.fullmatch(words[0].words) else None
            if last is not None:
                stated.append((Decimal(last.words), last.span()))
    if not stated:
        return
    first, at = stated[0]
    for value, span in stated[1:]:
        if value != first:
            yield tell(
                TOTAL, span, f"总分这里是{span.words}，前面是{at.words}", expected=at.words, others=[at]
            )


_ONE_EACH = ("年初预算", "支出")


def amounts_agree(report: Report) -> Iterator[Finding]:
    """T208: what can be only one amount in a year."""
    for role in _ONE_EACH:
        found = [a for a in report.amounts if a.role == role]
        for other in found[1:]:
            if other.money != found[0].money and not _rounded_alike(found[0].span.words, other.span.words):
                yield tell(AMOUNT, other.span, f"{role}这里是{other.span.words}，前面是{found[0].span.words}",
                           expected=found[0].span.words, others=[found[0].span])  # fmt: skip


def _rounded_alike(a: str, b: str) -> bool:
    from generator.notation import same_at_precision  # noqa: PLC0415

    return same_at_precision(a, b)


def rates_agree(report: Report) -> Iterator[Finding]:
    """T209: one rate of a name."""
    first: dict[str, tuple[Decimal, Span]] = {}
    for rate in report.rates:
        name = "预算执行率" if "执行率" in rate.name else rate.name
        value, span = first.setdefault(name, (rate.number.value, rate.number.span))
        if value != rate.number.value and not _rounded_alike(f"{span.words}%", f"{rate.number.span.words}%"):
            yield tell(RATE, rate.number.span, f"{name}这里是{rate.number.span.words}%，前面是{span.words}%",
                       expected=f"{span.words}%", others=[span])  # fmt: skip


_NOT_ADJUSTED = re.compile(r"(?:未|没有|无)(?:进行|发生)?(?:预算|资金)(?:的)?(?:调整|调剂)+")
_WAS_ADJUSTED = re.compile(
    r"(?<!未进行)(?<!未发生)(?<!没有)(?<!未)(?:项目)?预算调[剂整](?:、|和|及|手续|审批|均)|调整后预算"
)


def adjustment_is_told_alike(report: Report) -> Iterator[Finding]:
    """T210."""
    never = [f for p in report.passages for f in p.text.find(_NOT_ADJUSTED)]
    done = [f for p in report.passages for f in p.text.find(_WAS_ADJUSTED)]
    if never and done:
        yield tell(
            ADJUSTED,
            done[0].span(),
            f"这里提到“{done[0][0]}”，别处说“{never[0][0]}”",
            others=[never[0].span()],
        )


_ASPECTS = re.compile(
    r"(?:从|考察|包括|涵盖)(?:项目的?|了)?(?P<list>[^。,;:]{4,60}?)(?:等?(?:几个)?(?:方面|情况))"
)


def overviews_list_what_follows(report: Report) -> Iterator[Finding]:
    """T211: the first sentence of a section against the headings below it."""
    headings = report.outline.headings
    for at, heading in enumerate(headings):
        below = _children(headings, at)
        text = next(
            (p for p in report.passages if p.under and p.under[-1] is heading and p.lead is not heading), None
        )
        found = (
            next(text.text.find(_ASPECTS), None)
            if text is not None and section_of(heading.title.words)
            else None
        )
        if found is None or len(below) < 2 or "等" in found[0]:  # noqa: PLR2004
            continue
        missing = [h for h in below if not _mentioned(h, found["list"])]
        mentioned = len(below) - len(missing)
        if missing and mentioned:
            names = "、".join(h.title.words for h in missing)
            yield tell(
                LISTED,
                found.span("list"),
                f"概述只列“{found['list']}”，下面还有“{names}”",
                others=[h.whole for h in missing],
            )


_EXAMINES = re.compile(r"(?:考察|考核)(?:项目)?的?(?P<list>[^。;:]{8,60}?)等?(?:方面|情况)")
_NAMED = 2


def overviews_name_their_indicators(report: Report) -> Iterator[Finding]:
    """T211: an overview that lists indicators by name, against those that its section analyses."""
    names = {i.name for i in report.scored}
    for passage in report.passages:
        section = section_of(passage.under[-1].title.words) if passage.under else None
        found = next(passage.text.find(_EXAMINES), None) if section else None
        if found is None:
            continue
        told = {
            p.lead.title.words for p in report.passages
            if p.lead is not None and p.under and passage.under[-1] in p.under and p.lead.title.words in names
        }  # fmt: skip
        missing = sorted(name for name in told if name not in found["list"])
        if len(told) - len(missing) >= _NAMED and missing:
            leads = [
                p.lead.whole for p in report.passages if p.lead is not None and p.lead.title.words in missing
            ]
            yield tell(
                LISTED,
                found.span("list"),
                f"概述只列“{found['list']}”，没有列“{'、'.join(missing)}”",
                others=leads,
            )


def _children(headings: tuple[Heading, ...], at: int) -> list[Heading]:
    parent, below = headings[at], []
    for heading in headings[at + 1 :]:
        if heading.level <= parent.level:
            break
        if heading.level == parent.level + 1:
            below.append(heading)
    return below


def _mentioned(heading: Heading, words: str) -> bool:
    title = (
        re.sub(r"\(.*", "", heading.title.words)
        .removesuffix("指标")
        .removeprefix("项目")
        .removeprefix("产出")
    )
    return title in words


_BASES = re.compile(
    r"(?P<what>执行率|到位率)[^;]{0,24}?(?:支[付出]|拨付)(?:资金|数)?[^。;,]{0,6}?(?:与|/|除以)(?P<base>预算|实际到位)"
)


def bases_agree(report: Report) -> Iterator[Finding]:
    """T212: what the rate of execution is divided by."""
    texts = [p.text for p in report.passages] + [t for i in report.indicators for t in i.texts(Role.STANDARD)]
    found = [f for text in texts for f in text.find(_BASES)]
    for other in found[1:]:
        if other["base"] != found[0]["base"]:
            yield tell(BASIS, other.span(), f"{other['what']}这里除以{other['base']}资金，前面除以{found[0]['base']}资金",
                       others=[found[0].span()])  # fmt: skip
            return


_BY_BUDGET = re.compile(r"预算(?:金额|资金|数)[^。;]{0,40}(?:执行|支出)(?:金额|数)[^。;]{0,30}预算执行率")
_BY_RECEIPT = re.compile(r"预算执行率=\(?实际支[出付](?:资金|金额)?/实际到位")


def receipts_are_stated(report: Report) -> Iterator[Finding]:
    """T212: the annex divides by what was received, which no amount of the text tells."""
    if any(a.role == "到位" for a in report.amounts):
        return
    formula = next(
        (f for i in report.indicators for t in i.texts(Role.STANDARD) for f in t.find(_BY_RECEIPT)), None
    )
    used = [f for p in report.passages if p.beneath("预算执行率") for f in p.text.find(_BY_BUDGET)]
    if formula is not None and used:
        yield tell(
            BASIS,
            used[0].span(),
            "预算执行率这里用预算金额计算，附件规定除以实际到位资金，没有写到位多少",
            others=[formula.span()],
        )


RULES: tuple[Rule, ...] = (
    cells_agree, sections_agree, totals_agree, amounts_agree, rates_agree, adjustment_is_told_alike,
    overviews_list_what_follows, overviews_name_their_indicators, bases_agree, receipts_are_stated,
)  # fmt: skip
