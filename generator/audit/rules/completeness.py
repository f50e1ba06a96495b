"""What a report of its kind must say and does not: grade, parts of the score, table, cover, benefits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.audit.report import Report, Rule, tell
from generator.audit.statements import NUMBER, grades
from generator.audit.text import Span
from generator.audit.vocabulary import section_of
from generator.findings import Finding, Kind, Severity

SINGLE_PART = Kind(
    code="T822",
    title="“分为”后面只有一项",
    severity=Severity.NOTE,
    explanation="写了“分为”，后面却只列一项，多半漏了其余的来源或类别。",
    mend="补上其余各项，或改为“为”。",
    wrong="资金来源分为一般公共预算资金，",
    right="资金来源为一般公共预算资金，",
)
NO_PARTS = Kind(
    code="T823",
    title="结论没有各部分得分",
    severity=Severity.WARNING,
    explanation="结论只有总分，正文也没有各部分的得分和汇总表；财预〔2020〕10号要求结论附相关评分表。",
    mend="在结论里写明各部分得分，附汇总表。",
    wrong="该项目综合得分为98分。",
    right="该项目综合得分为98分，其中决策19分、过程20分、产出35分、效益24分。",
)
OTHER_FULL = Kind(
    code="T824",
    title="满分不是100分而没有说明",
    severity=Severity.WARNING,
    explanation="表的满分是80分等，没有说明其余的分在哪里、怎样折算成百分制。",
    mend="写明折算办法，或补上其余部分。",
    wrong="绩效实现情况（80分），合计78",
    right="绩效实现情况（80分），合计78，折算97.5分",
)
NO_GRADE = Kind(
    code="T825",
    title="有总分没有等级",
    severity=Severity.WARNING,
    explanation="财预〔2020〕10号规定评价结果采取评分和评级相结合的方式。",
    mend="写明等级和等级带。",
    wrong="综合评价得分92.53分。",
    right="综合评价得分92.53分，等级为“优”。",
)
NO_TABLE = Kind(
    code="T826",
    title="有得分没有指标表",
    severity=Severity.WARNING,
    explanation="写了总分和各部分得分，没有逐项的指标表或自评表，得分无法核对。",
    mend="附上自评表或评分表。",
    wrong="逐项评价打分，综合得分92.53分（没有表）",
    right="综合得分92.53分，见附表",
)
BENEFITS_ELSEWHERE = Kind(
    code="T827",
    title="效益写在产出之下",
    severity=Severity.WARNING,
    explanation="“产出情况”一节下面写了社会效益、满意度，没有单独的效益一节。",
    mend="另立“效益情况”一节。",
    wrong="（三）产出情况　5.社会效益方面……",
    right="（四）效益情况　1.社会效益……",
)
COVER = Kind(
    code="T906",
    title="封面要素不全",
    severity=Severity.NOTE,
    explanation="公开的报告应写明年度、主管部门、实施单位、评价机构和报告日期。",
    mend="在封面补上。",
    wrong="（封面没有评价机构和报告日期）",
    right="评价机构：……　报告日期：2025年5月20日",
)

UNREAD = Kind(
    code="T005",
    title="有一张表没有认出来",
    severity=Severity.NOTE,
    explanation="表里有数，却认不出各列是什么（没有表头，或表头不是常见的写法），这张表没有核对。",
    mend="对照原文人工核对这张表；能改表头的，用一级指标、三级指标、分值、得分等通行的名称。",
    wrong="（没有表头的数字表）",
    right="三级指标｜分值｜得分",
)

KINDS = (UNREAD, SINGLE_PART, NO_PARTS, OTHER_FULL, NO_GRADE, NO_TABLE, BENEFITS_ELSEWHERE, COVER)

_DIVIDED = re.compile(
    r"分为(?!两|二|三|四|五|六|七|八|九|十|若干|多|[0-9])(?P<only>[^,。;、和及与:\"以第上下]{3,16})(?=[,。])"
)


def divisions_have_parts(report: Report) -> Iterator[Finding]:
    """T822."""
    for passage in report.passages:
        for found in passage.text.find(_DIVIDED):
            if "来源" in passage.text.words[max(found.match.start() - 8, 0) : found.match.start()]:
                yield tell(SINGLE_PART, found.span(), f"“分为”后面只有“{found['only']}”一项")


_ANY_SCORE = re.compile(rf"得分?{NUMBER}分")


def conclusions_have_parts(report: Report) -> Iterator[Finding]:
    """T823."""
    if not report.totals or report.sections or not report.scored:
        return
    total = report.totals[0]
    if len(_ANY_SCORE.findall(total.span.text.words)) > 1 or any(
        t.caption and "汇总" in t.caption.words for t in report.tables
    ):
        return
    parts = [
        h.whole
        for h in report.outline.headings
        if re.match("项目(?:决策|过程|管理|产出|效益)", h.title.words)
    ]
    yield tell(NO_PARTS, total.span, f"只有总分{total.span.words}分，没有各部分得分", others=parts)


_OTHER = re.compile(r"\((?P<full>80|90)分\)")


def full_marks_are_explained(report: Report) -> Iterator[Finding]:
    """T824."""
    if any("折算" in text.words or "百分制" in text.words for text in report.texts()):
        return
    for table in report.tables:
        cells = [c for row in table.rows for c in row.cells]
        found = next((f for c in cells for f in c.find(_OTHER) if "绩效" in c.words), None)
        total = next(
            (row.cells for row in table.rows if any(c.words in {"合计", "总分"} for c in row.cells)), ()
        )
        if found is not None:
            yield tell(
                OTHER_FULL,
                found.span(),
                f"满分是{found['full']}分，没有说明怎样折算",
                others=[c.span() for c in total if c.words],
            )


def totals_have_grades(report: Report) -> Iterator[Finding]:
    """T825."""
    graded = any(True for _ in grades(report.passages)) or any(
        t.words in {"评价等级", "等级"} for t in report.texts()
    )
    if report.totals and not graded:
        total = report.totals[0]
        yield tell(
            NO_GRADE,
            total.span.text.span(total.span.start, total.span.end + 1),
            f"总分{total.span.words}分，没有等级",
        )


_STEP_BY_STEP = re.compile("逐项[^,。]{0,6}打分")


def scores_have_a_table(report: Report) -> Iterator[Finding]:
    """T826."""
    if report.totals and not report.indicators:
        said = [f.span() for p in report.passages for f in p.text.find(_STEP_BY_STEP)]
        total = report.totals[0]
        yield tell(NO_TABLE, total.span, f"有总分{total.span.words}分，没有逐项的指标表", others=said)


_BENEFIT = re.compile("效益|可持续影响|满意度")


def benefits_have_their_section(report: Report) -> Iterator[Finding]:
    """T827."""
    if any("效益" in h.title.words and h.level <= 2 for h in report.outline.headings):  # noqa: PLR2004
        return
    found: list[Span] = []
    for passage in report.passages:
        output = next((h for h in passage.under if "产出" in h.title.words), None)
        if output is not None and passage.lead is not None and _BENEFIT.search(passage.lead.title.words):
            found = found or [output.whole]
            found.append(passage.lead.whole)
    if found:
        yield tell(
            BENEFITS_ELSEWHERE, found[0], "这一节写了效益和满意度，没有单独的效益一节", others=found[1:]
        )


_ELEMENTS = {
    "年度": r"20[0-9]{2}年|^20[0-9]{2}$",
    "主管部门": r"主管(?:部门|单位)|[一-龥]{2,}(?:局|委|厅|办|中心|院)",
    "评价机构": r"评价(?:机构|单位|组织)|编制单位|填报单位",
    "报告日期": r"20[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?$|报告日期|二[〇○零]二",
}
_COVER_PASSAGES = 8
_FEWEST_PASSAGES = 3
_FORM_ROWS = 3


def covers_are_complete(report: Report) -> Iterator[Finding]:
    """T906."""
    passages = report.passages
    if len(passages) < _FEWEST_PASSAGES or not report.scored:
        return
    start = next(
        (i for i, p in enumerate(passages) if p.lead is not None), min(_COVER_PASSAGES, len(passages))
    )
    cover = passages[: max(min(start, _COVER_PASSAGES), 1)]
    form = [
        cell.words for table in report.tables[:1] for row in table.rows[:_FORM_ROWS] for cell in row.cells
    ]
    words = [*(p.text.words for p in cover), *form]
    dated = [*words, *(p.text.words for p in passages[-2:])]
    own = any(re.search("自评|自我评价", text) for text in words)
    missing = [
        name
        for name, pattern in _ELEMENTS.items()
        if not any(re.search(pattern, text) for text in (dated if name == "报告日期" else words))
        and not (own and name == "评价机构")
    ]
    if missing:
        spans = [p.text.span(0, min(30, len(p.text.words))) for p in cover]
        yield tell(COVER, spans[0], f"封面没有{'、'.join(missing)}", others=spans[1:4])


_FEWEST_ROWS = 3
_LONG = 40


def every_table_is_understood(report: Report) -> Iterator[Finding]:
    """T005: tables of numbers from which nothing was taken."""
    used = {id(amount.span.text) for amount in report.amounts}
    for table in report.tables:
        cells = [c for row in table.rows for c in row.cells if c.words]
        numbers = [c for c in cells if re.fullmatch(NUMBER, c.words)]
        summary = any(section_of(c.words) for c in cells)
        prose = any(len(c.words) > _LONG for c in cells)
        taken = table.columns or summary or prose or any(id(c) in used for c in cells)
        if len(table.rows) >= _FEWEST_ROWS and len(numbers) >= _FEWEST_ROWS and not taken:
            yield tell(
                UNREAD,
                cells[0].span(),
                f"从“{cells[0].words[:20]}”开始的表（{len(table.rows)}行）没有认出各列是什么，没有核对",
            )


RULES: tuple[Rule, ...] = (
    every_table_is_understood,
    divisions_have_parts, conclusions_have_parts, full_marks_are_explained, totals_have_grades, scores_have_a_table,
    benefits_have_their_section, covers_are_complete,
)  # fmt: skip
