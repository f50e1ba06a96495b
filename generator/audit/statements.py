"""What running text says: points, amounts, rates, grades, dates, documents, each a typed statement with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.audit.outline import Passage
from generator.audit.tables import Table
from generator.audit.text import Found, Span, Text
from generator.audit.vocabulary import section_of
from generator.notation import Money, parse_amount

NUMBER = r"(?:[0-9]{1,15}(?:,[0-9]{3}){0,5}(?:\.[0-9]{1,8})?)"
"""A number as written; bounded, so that a text of nothing but digits is searched in time."""
_MARK = "[¹²³⁴⁵⁶⁷⁸⁹]?"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: its value, and where it stands."""

    value: Decimal
    span: Span

    @classmethod
    def of(cls, found: Found, group: str) -> Number | None:
        """The number in a group of a match, None where the group is empty."""
        return cls(Decimal(found[group].replace(",", "")), found.span(group)) if found.has(group) else None

    @property
    def grain(self) -> Decimal:
        """One unit of the last place it was written with."""
        _, _, places = self.span.words.partition(".")
        return Decimal(1).scaleb(-len(places.rstrip("%")))


@dataclass(frozen=True, slots=True)
class Points:
    """Full marks, score and rate of score that a sentence gives for something."""

    about: Span
    full: Number | None
    score: Number
    rate: Number | None
    passage: Passage


_FULL = rf"(?:(?:标准分|满分|分值|权重分?|指标权重)为?:?(?P<full>{NUMBER})分,?(?:其中)?)"
_SCORE = rf"(?:(?:本项目|该项|评价)?(?:实际)?得分?为?:?(?P<score>{NUMBER}){_MARK}分)"
_RATE = rf"(?:[,，]?得分率为?:?(?P<rate>{NUMBER})%)"
_POINTS = re.compile(rf"{_FULL}{_SCORE}{_RATE}?")
_STOPS = frozenset(",。;:!?()")


def points(passages: Sequence[Passage]) -> Iterator[Points]:
    """Every sentence of the form 满分5分,实际得5分,得分率100%."""
    for passage in passages:
        for found in passage.text.find(_POINTS):
            score = Number.of(found, "score")
            if score is not None:
                about = _subject(passage, found)
                yield Points(about, Number.of(found, "full"), score, Number.of(found, "rate"), passage)


def _subject(passage: Passage, found: Found) -> Span:
    """The words before the match in its clause."""
    words, start = passage.text.words, found.match.start()
    while start and words[start - 1] not in _STOPS:
        start -= 1
    return passage.text.span(start, found.match.start())


def section_points(passages: Sequence[Passage]) -> Iterator[tuple[str, Points]]:
    """The points of whole sections of indicators: by the clause itself, or by the heading above it."""
    for said in points(passages):
        section = _named_section(said.about.words) or _by_heading(said)
        if section is not None:
            yield section, said


_OF_SECTION = re.compile(r"(?:^|其中)(?:项目)?(决策|过程|管理|产出|效益|满意度)类?指标$")


def _named_section(words: str) -> str | None:
    named = _OF_SECTION.search(words)
    return section_of(named[1]) if named else None


_LEVEL_OF_SECTIONS = 3


def _by_heading(said: Points) -> str | None:
    """A paragraph right below the heading of a section, about the whole of it."""
    under = said.passage.under
    if not under or under[-1].level > _LEVEL_OF_SECTIONS:
        return None
    words = said.about.words
    whole = (
        words in {"", "指标"}
        or words.endswith("类")
        or section_of(words) == section_of(under[-1].title.words)
    )
    return section_of(under[-1].title.words) if whole else None


_TOTAL = re.compile(
    rf"(?:综合|评价|总体|最终|自评)?(?:得分|评分|总分)(?:得分)?(?:为|是|:)?(?P<total>{NUMBER}){_MARK}分"
)
_OVERALL = re.compile(r"综合|总分|评价得分|总得分|自评得分|最终得分|总体得分")


_FULL_MARKS = (Decimal(100), Decimal(80))


def totals(passages: Sequence[Passage]) -> Iterator[Number]:
    """The total score of the report, wherever it is given."""
    for passage in passages:
        for found in passage.text.find(_TOTAL):
            number = Number.of(found, "total")
            full_marks = number is not None and number.value in _FULL_MARKS and "得" not in found[0]
            if number is not None and _OVERALL.search(found[0]) and not full_marks:
                yield number


_GRADE = re.compile(
    r"(?:评价等级|绩效等级|评定等级|等级|结果)(?:评?定?为|是|:)?\"?(?P<grade>优秀|优|良好|良|中等|中|合格|差|较差|不合格)\"?(?![好良秀中差级、])"
)


def grades(passages: Sequence[Passage]) -> Iterator[Span]:
    """The grade that a text gives to the project."""
    for passage in passages:
        for found in passage.text.find(_GRADE):
            yield found.span("grade")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money and the words that say what it is."""

    role: str
    money: Money
    span: Span


_ROLES = (
    ("年初预算", r"年初预算(?:金额|数)?|年度下达预算资金|年初安排预算"),
    ("全年预算", (r"全年预算(?:数|资金|金额)?|年度预算总额|预算总额|(?:本项目|项目)预算金额|项目指标金额|指标金额(?:合计)?|"
                 r"调整后预算(?:资金|金额)?|年度预算资金(?:共计)?|批复预算资金总额|预算批复金额|年度预算金额|预算资金")),
    ("到位", r"实际到位(?:资金|金额)?|到位资金|实际下达部门资金|财政拨款数?"),
    ("支出", r"实际支[出付](?:金额|资金|数)?(?:为资金)?|实际执行(?:金额|数)?|(?:本)?项目支出|当年实际使用资金|执行金额|累计支出"),
)  # fmt: skip
_AMOUNT = re.compile(
    "(?:" + "|".join(f"(?P<r{i}>{words})" for i, (_, words) in enumerate(_ROLES)) + ")"
    rf"(?:为|是|共计|合计|总计|:|约)?(?P<amount>{NUMBER})(?P<unit>万元|亿元|元)"
)


def amounts(passages: Sequence[Passage]) -> Iterator[Amount]:
    """Amounts of the budget, of what was received and of what was spent."""
    for passage in passages:
        for found in passage.text.find(_AMOUNT):
            money = parse_amount(found["amount"] + found["unit"])
            role = next(name for i, (name, _) in enumerate(_ROLES) if found.has(f"r{i}"))
            if isinstance(money, Money):
                start = found.span("amount").start
                yield Amount(role, money, passage.text.span(start, found.match.end()))


_LABELS = {
    "年初预算数": "年初预算", "年初预算": "年初预算", "全年预算数": "全年预算", "全年预算数(A)": "全年预算", "全年预算": "全年预算",
    "财政拨款数": "到位", "到位资金": "到位", "到位数": "到位", "实际支付数": "支出", "全年执行数": "支出", "全年执行数(B)": "支出",
    "实际支出": "支出", "指标结余数": "指标结余", "资金结余、结转数": "结余", "结转数": "结转", "财政收回数": "收回",
}  # fmt: skip
_BARE = re.compile(NUMBER)


def tabled_amounts(found: Sequence[Table]) -> Iterator[Amount]:
    """Amounts in tables of funds: a number below its label, or behind 合计 in the table of sub-projects."""
    for table in found:
        labels: dict[int, str] = {}
        parts = False
        for row in table.rows:
            parts = parts or any("子项目" in cell.words for cell in row.cells)
            sum_of_parts = parts and any(cell.words == "合计" for cell in row.cells)
            for i, cell in enumerate(row.cells):
                if cell.words in _LABELS:
                    labels[i] = _LABELS[cell.words]
                elif _BARE.fullmatch(cell.words) and (sum_of_parts or i in labels):
                    yield from _tabled("子项目合计" if sum_of_parts else labels.pop(i), cell)


def _tabled(role: str, cell: Text) -> Iterator[Amount]:
    money = parse_amount(cell.words)
    if isinstance(money, Money):
        yield Amount(role, money, cell.span())


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate in percent and what it is the rate of."""

    name: str
    number: Number
    passage: Passage


_RATED = re.compile(
    rf"(?P<name>预算执行率|资金执行率|执行率|资金到位率|到位率|成本控制率|资金使用率|支出偏差率)(?:均|已)?(?:达到?|为|是|:)?(?P<rate>{NUMBER})%(?![≤<—~-])"
)


def rates(passages: Sequence[Passage]) -> Iterator[Rate]:
    """Rates of execution, receipt and cost."""
    for passage in passages:
        for found in passage.text.find(_RATED):
            number = Number.of(found, "rate")
            if number is not None:
                yield Rate(found["name"], number, passage)


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that is referred to: its title, its number, and the brackets of the year in it."""

    title: str
    number: str
    brackets: str
    span: Span


_TITLE = r"《(?P<title>[^《》]{2,80}(?:《[^《》]{2,60}》[^《》]{0,40})?)》"
_CITED = re.compile(
    rf"(?:{_TITLE})?\(?(?P<agency>[一-龥]{{0,8}})(?P<open>[〔\[【(])(?P<year>20[0-9]{{2}}|19[0-9]{{2}})(?P<close>[〕\]】)])第?(?P<serial>[0-9]{{1,4}})号"
)


def cited(passages: Sequence[Passage]) -> Iterator[Cited]:
    """Every document with a number."""
    for passage in passages:
        for found in passage.text.find(_CITED):
            agency = re.sub(r"^(?:根据|依据|按照|的|和|及|、)+", "", found["agency"])
            number = f"{agency}〔{found['year']}〕{found['serial']}号"
            start = found.span("title").start if found.has("title") else found.span("open").start
            yield Cited(found["title"], number, found["open"] + found["close"],
                        passage.text.span(start, found.match.end()))  # fmt: skip
