"""Numbers of tables and chapters, contents, merged cells, required chapters, typography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from generator.audit.indicators import Indicator
from generator.audit.outline import Heading
from generator.audit.report import Report, Rule, tell
from generator.audit.statements import NUMBER
from generator.audit.tables import Role
from generator.audit.text import Span, Text
from generator.audit.vocabulary import PARENT_OF, PARENTS, SECTION_OF_LEVEL_2, section_of
from generator.findings import Finding, Kind, Severity

TABLE_NUMBER = Kind(
    code="T801",
    title="表号不连续",
    severity=Severity.ERROR,
    explanation="表号按章从1编起，逐个增加；出现表1-2而没有表1-1，是套用别的报告或删了表没有改号。",
    mend="重新编号，并改正文里的引用。",
    wrong="第一张表是“表1-2”",
    right="第一张表是“表1-1”",
)
LIST_NUMBER = Kind(
    code="T802",
    title="编号不连续",
    severity=Severity.ERROR,
    explanation="同一级的编号应从一开始逐个增加，不缺号、不重号。",
    mend="补上缺的一条，或重新编号。",
    wrong="五、……六、……八、……",
    right="五、……六、……七、……",
)
CONTENTS = Kind(
    code="T803",
    title="目录与标题不一致",
    severity=Severity.WARNING,
    explanation="目录里的标题应与正文的标题逐字相同。",
    mend="改完标题后更新目录。",
    wrong="目录：主要的成效及经验做法；正文：主要的效果及经验做法",
    right="目录和正文都是“主要经验及做法”",
)
EMPTY = Kind(
    code="T804",
    title="空的章节",
    severity=Severity.WARNING,
    explanation="标题下面没有内容，或只有“无”。",
    mend="写明情况；确实没有的，说明为什么没有。",
    wrong="六、有关建议　无。",
    right="六、有关建议　加快项目进度……",
)
BRACKETS = Kind(
    code="T805",
    title="文号的括号不规范",
    severity=Severity.WARNING,
    explanation="文号的年份用六角括号〔〕（GB/T 9704-2012），不用方括号、圆括号或方头括号。",
    mend="改用〔〕。",
    wrong="财预[2020]10号",
    right="财预〔2020〕10号",
)
SEPARATORS = Kind(
    code="T806",
    title="千位分隔符时有时无",
    severity=Severity.WARNING,
    explanation="同一份报告里，四位以上的数有的写逗号、有的不写。",
    mend="统一写法。",
    wrong="预算1,265.41万元，支出1256.72万元",
    right="预算1265.41万元，支出1256.72万元",
)
WIDTH = Kind(
    code="T807",
    title="编号的括号全角半角混用",
    severity=Severity.NOTE,
    explanation="同级编号的括号有的全角、有的半角。",
    mend="统一用全角。",
    wrong="（一）……(二)……",
    right="（一）……（二）……",
)
HEADING_STOP = Kind(
    code="T808",
    title="标题末尾有句号",
    severity=Severity.NOTE,
    explanation="标题末尾不用句号；同级标题的写法应一致。",
    mend="删去句号。",
    wrong="（三）绩效评价工作过程。",
    right="（三）绩效评价工作过程",
)
ENUMERATED = Kind(
    code="T809",
    title="标题所列与小节不符",
    severity=Severity.WARNING,
    explanation="标题列出几件事，下面的小节应逐一对应，不多不少。",
    mend="补写缺的小节，或改标题。",
    wrong="（三）评价原则、评价方法、评价等级（下面只有原则和方法）",
    right="（三）评价原则、评价方法",
)
ALONE = Kind(
    code="T810",
    title="只有一条却编了号",
    severity=Severity.NOTE,
    explanation="只有（一）没有（二），不必编号；也可能漏了后面的内容。",
    mend="去掉编号，或补上漏的内容。",
    wrong="六、存在的问题　（一）……（没有（二））",
    right="六、存在的问题　……",
)
ASTERISK = Kind(
    code="T811",
    title="星号没有注释",
    severity=Severity.WARNING,
    explanation="表头带星号，表下没有对应的注释。",
    mend="补上注释，或去掉星号。",
    wrong="*实际完成值（表下没有注）",
    right="*实际完成值　注：*截至12月31日",
)
SHIFTED = Kind(
    code="T812",
    title="合并单元格错位",
    severity=Severity.ERROR,
    explanation="一行被归到了不属于它的一级或二级指标之下，多半是合并单元格错了行。",
    mend="重做合并单元格。",
    wrong="项目效益｜产出成本｜成本控制率",
    right="项目产出｜产出成本｜成本控制率",
)
MISSING_CELL = Kind(
    code="T813",
    title="行内有空缺",
    severity=Severity.WARNING,
    explanation="一行有得分，却缺指标名称、分值或指标值，无法知道它说的是什么。",
    mend="补上空缺的单元格。",
    wrong="（名称空）｜合理｜得分2",
    right="资金分配合理性｜合理｜分值2｜得分2",
)
MISPRINT = Kind(
    code="T814",
    title="错别字",
    severity=Severity.WARNING,
    explanation="常见的错用。",
    mend="按提示改正。",
    wrong="经单位意识决策机制",
    right="经单位议事决策机制",
)
OPEN_END = Kind(
    code="T815",
    title="段末是冒号",
    severity=Severity.NOTE,
    explanation="段落以冒号结尾，后面没有要列的内容。",
    mend="改为句号。",
    wrong="保证了合理、合规：（下一条另起）",
    right="保证了合理、合规。",
)
CHAPTERS = Kind(
    code="T816",
    title="缺少提纲要求的章",
    severity=Severity.NOTE,
    explanation="财预〔2020〕10号的参考提纲有基本情况、评价工作开展情况、综合评价结论、指标分析、经验做法与问题及原因分析、建议、其他需要说明的问题。",
    mend="补上；没有内容的写明原因。",
    wrong="到“七、有关建议”为止",
    right="八、其他需要说明的问题",
)
NESTED = Kind(
    code="T817",
    title="双引号里又用双引号",
    severity=Severity.NOTE,
    explanation="引号里再用引号时，内层用单引号。",
    mend="内层改用单引号。",
    wrong="“加强“智慧”建设”",
    right="“加强‘智慧’建设”",
)
STRAY_STOP = Kind(
    code="T818",
    title="句号断在主语后面",
    severity=Severity.NOTE,
    explanation="单位名称后面用了句号，下一句没有主语。",
    mend="去掉句号。",
    wrong="某市数据局。为本项目主管部门",
    right="某市数据局为本项目主管部门",
)
ANNEX_TITLE = Kind(
    code="T819",
    title="附件标题两处不同",
    severity=Severity.WARNING,
    explanation="附件页的标题与表上面的标题不同。",
    mend="用同一个标题。",
    wrong="附件：绩效指标体系评分表；表题：项目绩效评价指标评分表",
    right="两处都是绩效评价指标评分表",
)
RATE_UNIT = Kind(
    code="T820",
    title="单位写法重复",
    severity=Severity.NOTE,
    explanation="“次/每秒”把斜杠和“每”叠用。",
    mend="写作 次/秒 或 次每秒。",
    wrong="100次/每秒",
    right="100次/秒",
)
KINDS = (
    TABLE_NUMBER, LIST_NUMBER, CONTENTS, EMPTY, BRACKETS, SEPARATORS, WIDTH, HEADING_STOP, ENUMERATED, ALONE, ASTERISK,
    SHIFTED, MISSING_CELL, MISPRINT, OPEN_END, CHAPTERS, NESTED, STRAY_STOP, ANNEX_TITLE, RATE_UNIT,
)  # fmt: skip
_NUMERALS = "一二三四五六七八九十"
_FEW = 3
_LONGEST_TITLE = 60

_CAPTION = re.compile(r"^表(?P<chapter>[0-9]{1,2})[-—.](?P<number>[0-9]{1,2})[^0-9,。、;][^,。;]{0,45}$")


def tables_are_numbered(report: Report) -> Iterator[Finding]:
    """T801."""
    last: dict[int, int] = {}
    for passage in report.passages:
        for found in passage.text.find(_CAPTION):
            chapter, number = int(found["chapter"]), int(found["number"])
            expected = last.get(chapter, 0) + 1
            if number != expected:
                yield tell(TABLE_NUMBER, found.span(), f"这里是表{chapter}-{number}，前面没有表{chapter}-{expected}",
                           expected=f"表{chapter}-{expected}")  # fmt: skip
            last[chapter] = number


_FIRST_LEVELS = 2


def headings_are_numbered(report: Report) -> Iterator[Finding]:
    """T802: headings of the first two levels, and lists within one paragraph or cell."""
    last: dict[int, int] = {}
    for heading in report.outline.headings:
        if heading.level > _FIRST_LEVELS:
            continue
        expected = last.get(heading.level, 0) + 1
        if heading.number != expected:
            yield tell(LIST_NUMBER, heading.whole, f"编号是第{heading.number}，按顺序应是第{expected}")
        last[heading.level] = heading.number
        for deeper in [level for level in last if level > heading.level]:
            del last[deeper]
    for text in _cells(report):
        yield from _list_in(text)


_ITEM = re.compile(rf"(?:^|[。;!])(?P<item>(?P<number>[{_NUMERALS}])、[^,。;、]{{2,6}})")


def _list_in(text: Text) -> Iterator[Finding]:
    """A list of numbered clauses inside one cell."""
    found = list(text.find(_ITEM))
    if len(found) < 3 or found[0]["number"] != "一":  # noqa: PLR2004
        return
    for expected, item in enumerate(found, 1):
        if _NUMERALS.index(item["number"]) + 1 != expected:
            yield tell(LIST_NUMBER, item.span("item"), f"编号是“{item['number']}”，按顺序应是“{_NUMERALS[expected - 1]}”",
                       expected=_NUMERALS[expected - 1])  # fmt: skip
            return


def contents_match(report: Report) -> Iterator[Finding]:
    """T803."""
    headings = iter(h for h in report.outline.headings if h.level <= _FIRST_LEVELS)
    entries = [e for e in report.outline.contents if e.level <= _FIRST_LEVELS]
    for entry in entries:
        heading = next(headings, None)
        if heading is None or (entry.level, entry.number) != (heading.level, heading.number):
            return  # the numbering itself differs; comparing titles would only multiply findings
        if _title(entry.title) != _title(heading.title):
            yield tell(
                CONTENTS,
                heading.title,
                f"目录写“{entry.title.words}”，正文写“{heading.title.words}”",
                others=[entry.title],
            )


def _title(span: Span) -> str:
    return span.words.strip("。:. ")


_NOTHING = re.compile(r"(?:无|没有|暂无)[。.]?$")


def chapters_say_something(report: Report) -> Iterator[Finding]:
    """T804."""
    passages = report.passages
    for before, after in pairwise(passages):
        if before.lead is not None and before.lead.level == 1 and _NOTHING.match(after.text.words):
            yield tell(
                EMPTY,
                before.lead.whole,
                f"“{before.lead.title.words}”下面只有“{after.text.words}”",
                others=[after.text.span()],
            )


def numbers_have_their_brackets(report: Report) -> Iterator[Finding]:
    """T805, once for each kind of bracket."""
    wrong = [said for said in report.cited if said.brackets != "〔〕"]
    right = [said.span for said in report.cited if said.brackets == "〔〕"]
    for brackets, group in groupby(sorted(wrong, key=lambda s: s.brackets), key=lambda s: s.brackets):
        first, *rest = group
        yield tell(BRACKETS, first.span, f"文号年份用了“{brackets}”（共{len(rest) + 1}处）", expected=first.number,
                   others=[*(said.span for said in rest), *right[:1]])  # fmt: skip


_THOUSANDS = re.compile(
    r"(?<![0-9,.])(?:(?P<with>[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,8})?)|(?P<without>[0-9]{4,15}(?:\.[0-9]{1,8})?))(?:万|亿)?元"
)


def separators_are_uniform(report: Report) -> Iterator[Finding]:
    """T806, once."""
    found = [f for p in report.passages for f in p.text.find(_THOUSANDS)]
    commas, bare = [f for f in found if f.has("with")], [f for f in found if f.has("without")]
    if commas and bare:
        rest = [f.span() for f in found if f is not bare[0] and f is not commas[0]]
        yield tell(
            SEPARATORS,
            bare[0].span(),
            f"“{bare[0][0]}”没有千位分隔符，“{commas[0][0]}”有",
            others=[commas[0].span(), *rest],
        )


def brackets_of_numbers_are_uniform(report: Report) -> Iterator[Finding]:
    """T807, once for each level."""
    for level in (2, 4):
        headings = [p.lead for p in report.passages if p.lead is not None and p.lead.level == level]
        half = [h for h in headings if h.whole.quote.startswith("(")]
        full = [h for h in headings if h.whole.quote.startswith("（")]
        if half and full:
            fewer, more = sorted((half, full), key=len)
            rest = [h.whole for h in fewer[1:]]
            yield tell(
                WIDTH,
                fewer[0].whole,
                f"第{level}级编号的括号全角{len(full)}处、半角{len(half)}处",
                others=[more[0].whole, *rest, more[-1].whole],
            )


def headings_do_not_stop(report: Report) -> Iterator[Finding]:
    """T808, once."""
    found = [
        p.lead for p in report.passages
        if p.lead is not None and p.lead.level <= _FIRST_LEVELS and p.text.words[p.lead.whole.end :] == "。"
    ]  # fmt: skip
    entries = [e.title for e in report.outline.contents if e.title.words.endswith("。")]
    if found:
        yield tell(
            HEADING_STOP,
            found[0].whole,
            f"标题末尾有句号（共{len(found)}处）",
            others=[*(h.whole for h in found[1:]), *entries],
        )


def titles_list_their_sections(report: Report) -> Iterator[Finding]:
    """T809."""
    headings = report.outline.headings
    for at, heading in enumerate(headings):
        items = [_item(i) for i in re.split(r"[、和及与]", heading.title.words)]
        below = list(_below(headings, at))
        matched = {item for item in items for h in below if item and item in h.title.words}
        if len(items) < 3 or len(matched) < 2:  # noqa: PLR2004
            continue
        for item in (i for i in items if i not in matched):
            yield tell(
                ENUMERATED,
                heading.title,
                f"标题列了“{item}”，下面没有这一小节",
                others=[h.whole for h in below],
            )
        for child in below:
            if not any(item and item in child.title.words for item in items):
                yield tell(
                    ENUMERATED,
                    child.whole,
                    f"标题“{heading.title.words}”没有列“{child.title.words}”",
                    others=[heading.title],
                )


def _item(words: str) -> str:
    return re.sub(r"^(?:绩效)?评价(?=.{2})|^绩效", "", words.strip("。:"))


def _below(headings: Sequence[Heading], at: int) -> Iterator[Heading]:
    for heading in headings[at + 1 :]:
        if heading.level <= headings[at].level:
            return
        if heading.level == headings[at].level + 1:
            yield heading


def numbers_are_needed(report: Report) -> Iterator[Finding]:
    """T810: a chapter with one section."""
    headings = report.outline.headings
    for at, heading in enumerate(headings):
        below = list(_below(headings, at))
        if heading.level == 1 and len(below) == 1:
            title = heading.title.words
            listed = [entry.title for entry in report.outline.contents if entry.title.words == title]
            yield tell(
                ALONE, below[0].whole, f"“{title}”下面只有这一条，却编了号", others=[heading.whole, *listed]
            )


def asterisks_are_explained(report: Report) -> Iterator[Finding]:
    """T811."""
    notes = any(re.match(r"(?:注:)?\*", p.text.words) for p in report.passages)
    for table in report.tables:
        marked = [
            c
            for row in ([table.header] if table.header else [])
            for c in row.cells
            if c.words.startswith("*")
        ]
        if marked and not notes:
            yield tell(ASTERISK, marked[0].span(), f"表头“{marked[0].words}”带星号，没有注释")


def rows_stand_where_they_belong(report: Report) -> Iterator[Finding]:
    """T812: the first level against the second on one row, and the second against a common indicator."""
    for indicator in report.scored:
        first, second = indicator.cells.get(Role.LEVEL_1), indicator.cells.get(Role.LEVEL_2)
        section = section_of(first.words) if first else None
        named = second.words.partition("(")[0] if second else ""
        belongs = SECTION_OF_LEVEL_2.get(named)
        if (
            first is not None
            and second is not None
            and section
            and belongs
            and section not in (belongs, "满意度")
        ):
            others = [
                i.cells[Role.LEVEL_2].span() for i in _elsewhere(report, indicator) if Role.LEVEL_2 in i.cells
            ]
            yield tell(SHIFTED, first.span(), f"“{second.words}”被归到“{first.words}”之下", expected=f"{belongs}指标",
                       others=[second.span(), *others])  # fmt: skip
        parent = PARENT_OF.get(indicator.name)
        if second is not None and parent and named in PARENTS and named != parent:
            others = [i.anchor.span() for i in _elsewhere(report, indicator)]
            others += [i.level_2.span() for i in _elsewhere(report, indicator) if i.level_2 is not None]
            yield tell(SHIFTED, second.span(), f"“{indicator.name}”被归到“{named}”之下，应属“{parent}”", expected=parent,
                       others=[indicator.anchor.span(), *others])  # fmt: skip
        elif (
            first is not None
            and section == "满意度"
            and not indicator.name
            and len(_sections(report, indicator)) > _FEW
        ):
            yield tell(
                SHIFTED,
                first.span(),
                f"“{first.words}”移到了一级指标列，这一行没有指标名称",
                others=_header(indicator),
            )


def _sections(report: Report, indicator: Indicator) -> set[str | None]:
    return {i.section for i in report.scored if i.table is indicator.table}


def _header(indicator: Indicator) -> list[Span]:
    header = indicator.table.header
    return [c.span() for c in header.cells if c.words][:1] if header else []


def _elsewhere(report: Report, indicator: Indicator) -> list[Indicator]:
    return [i for i in report.by_name.get(indicator.name, []) if i is not indicator]


def tables_have_their_columns(report: Report) -> Iterator[Finding]:
    """T812, T813: columns that no row fills, and rows without a name or a weight."""
    for table in report.tables:
        rows = [i for i in report.indicators if i.table is table]
        scored = [i for i in rows if Role.SCORE in i.cells]
        if scored and Role.ACTUAL in table.columns.values() and Role.TARGET in table.columns.values():
            with_actual = [i for i in scored if Role.ACTUAL in i.cells]
            if len(scored) > _FEW and len(with_actual) * 4 < len(scored) and table.header is not None:
                title = next(c for c in table.header.cells if c.words.lstrip("*") and _is_actual(c.words))
                yield tell(SHIFTED, title.span(), "“完成值”一列没有完成值，各行的单元格与表头错开",
                           others=[scored[0].anchor.span()])  # fmt: skip
        for indicator in scored:
            missing = [
                r
                for r in (Role.NAME, Role.WEIGHT)
                if r in table.columns.values() and r not in indicator.cells
            ]
            if missing:
                yield tell(MISSING_CELL, indicator.anchor.span(0, min(20, len(indicator.anchor.words))),
                           f"这一行有得分{indicator.get(Role.SCORE)}，缺{'、'.join(role.value for role in missing)}", others=_header(indicator))  # fmt: skip


def _is_actual(words: str) -> bool:
    return "完成" in words or "业绩" in words


_MISPRINTS = (
    (re.compile("意识决策"), "议事决策"),
    (re.compile(r"到达(?=要求|目标|标准|预期)"), "达到"),
    (re.compile(r"指定(?=(?:合理|科学|详细|切实)?的?[^,。;]{0,8}(?:计划|进度表|方案|制度|办法))"), "制定"),
    (re.compile("提交得(?=[^分])"), "提交的"),
    (re.compile(r"搭架(?=时间|平台|通道)|(?<=通道)搭架"), "搭建"),
    (re.compile(r"[一-龥]{2}、(?:提供|进行|开展)(?=了)"), "去掉顿号"),
    (re.compile("既使"), "即使"),
    (re.compile(r"截止(?=20[0-9]{2}年)"), "截至"),
    (re.compile("帐目|帐户"), "账"),
    (re.compile("布署"), "部署"),
    (re.compile("按装"), "安装"),
)


def words_are_right(report: Report) -> Iterator[Finding]:
    """T814."""
    texts = [*(p.text for p in report.passages), *_cells(report)]
    for text in texts:
        for pattern, right in _MISPRINTS:
            for found in text.find(pattern):
                around = text.span(
                    max(found.match.start() - 4, 0), min(found.match.end() + 4, len(text.words))
                )
                yield tell(
                    MISPRINT, found.span(), f"“{around.words}”的“{found[0]}”应为“{right}”", expected=right
                )


def paragraphs_end(report: Report) -> Iterator[Finding]:
    """T815: an item of a list that ends in a colon before the next item."""
    item = re.compile(rf"[{_NUMERALS}]是")
    for before, after in zip(report.passages, report.passages[1:], strict=False):
        words = before.text.words
        if item.match(words) and item.match(after.text.words) and words.endswith(":"):
            yield tell(
                OPEN_END, before.text.span(len(words) - min(8, len(words))), "这一条以冒号结尾，后面没有内容"
            )


_OUTLINE = (
    ("基本情况", "基本情况|概况"),
    ("绩效评价工作开展情况", "评价(?:工作)?(?:开展)?情况|评价工作"),
    ("综合评价情况及评价结论", "结论|综合评价"),
    ("绩效评价指标分析", "指标分析"),
    ("主要经验及做法", "经验|做法|成效"),
    ("存在的问题及原因分析", "问题"),
    ("有关建议", "建议|整改"),
    ("其他需要说明的问题", "其他需要说明|其他说明"),
)
_FEWEST_CHAPTERS = 5


def chapters_are_there(report: Report) -> Iterator[Finding]:
    """T816: chapters of the official outline, for reports that follow it."""
    chapters = [h for h in report.outline.headings if h.level == 1]
    if len(chapters) < _FEWEST_CHAPTERS:
        return
    told = "".join(h.title.words + "|" for h in chapters)
    for title, words in _OUTLINE:
        if not re.search(words, told) and title != "主要经验及做法":
            issues = [h.whole for h in chapters if "问题" in h.title.words or "经验" in h.title.words]
            yield tell(CHAPTERS, chapters[-1].whole, f"没有“{title}”一章", expected=title, others=issues)
    for heading in chapters:
        if (
            "问题" in heading.title.words
            and "原因" not in heading.title.words
            and "其他" not in heading.title.words
        ):
            yield tell(
                CHAPTERS,
                heading.whole,
                f"“{heading.title.words}”没有原因分析",
                expected="存在的问题及原因分析",
            )


_NESTED = re.compile("“[^”]{0,60}“[^”]{0,40}”[^。]{0,10}")


def quotation_marks_alternate(report: Report) -> Iterator[Finding]:
    """T817, once."""
    found = [span for p in report.passages for span in p.text.raw_matches(_NESTED)]
    if found:
        yield tell(NESTED, found[0], f"双引号里又用双引号（共{len(found)}处）", others=found[1:])


_STRAY = re.compile(r"^[^,。;:]{2,24}(?:局|中心|大厅|委员会|企业|公司|单位)。为?(?:本项目|项目)")


def sentences_have_subjects(report: Report) -> Iterator[Finding]:
    """T818, once."""
    found = [f.span() for p in report.passages for f in p.text.find(_STRAY)]
    if found:
        yield tell(STRAY_STOP, found[0], f"单位名称后面误用句号（共{len(found)}处）", others=found[1:])


_ANNEX = re.compile(r"^附件-?[0-9]?:(?P<title>.{4,40})$")


def annexes_have_one_title(report: Report) -> Iterator[Finding]:
    """T819."""
    for before, after in zip(report.passages, report.passages[1:], strict=False):
        annex = next(before.text.find(_ANNEX), None)
        table = re.search(r"(?:绩效.{0,20}表)$", after.text.words)
        if (
            annex is not None
            and table
            and len(after.text.words) < _LONGEST_TITLE
            and annex["title"] not in after.text.words
        ):
            yield tell(
                ANNEX_TITLE,
                annex.span("title"),
                f"附件标题是“{annex['title']}”，表题是“{after.text.words}”",
                others=[after.text.span()],
            )


_DOUBLED = re.compile(rf"{NUMBER}[次个件]/每[秒分时天]")


def units_are_written_once(report: Report) -> Iterator[Finding]:
    """T820, once."""
    found = [f.span() for p in report.passages for f in p.text.find(_DOUBLED)]
    if found:
        yield tell(RATE_UNIT, found[0], f"“{found[0].words}”把斜杠和“每”叠用", others=found[1:])


def _cells(report: Report) -> Iterator[Text]:
    for table in report.tables:
        for row in table.rows:
            yield from row.cells


RULES: tuple[Rule, ...] = (
    tables_are_numbered, headings_are_numbered, contents_match, chapters_say_something, numbers_have_their_brackets,
    separators_are_uniform, brackets_of_numbers_are_uniform, headings_do_not_stop, titles_list_their_sections,
    numbers_are_needed, asterisks_are_explained, rows_stand_where_they_belong, tables_have_their_columns, words_are_right,
    paragraphs_end, chapters_are_there, quotation_marks_alternate, sentences_have_subjects, annexes_have_one_title,
    units_are_written_once,
)  # fmt: skip
