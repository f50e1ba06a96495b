"""Names of organisations, systems, indicators and grades; documents and their numbers; remains of other reports."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from generator.audit.report import Report, Rule, tell
from generator.audit.rules.scoring import band_spans
from generator.audit.similar import alike, names
from generator.audit.statements import Cited, grades
from generator.audit.text import Found, Span, Text
from generator.audit.vocabulary import COMMON_INDICATORS, LEVELS
from generator.findings import Finding, Kind, Severity

NAME = Kind(
    code="T701",
    title="同一单位或系统的名称写法不一",
    severity=Severity.WARNING,
    explanation="两个名称只差几个字，多半是同一个单位或系统，一处写漏、写错或改了名。",
    mend="全文用同一个全称；用简称的，第一次出现时注明。",
    wrong="某市政务服务中心……某市政务服务大厅",
    right="某市政务服务中心（全文一致）",
)
GRADE = Kind(
    code="T702",
    title="等级名称不规范",
    severity=Severity.ERROR,
    explanation="财预〔2020〕10号的等级是优、良、中、差，报告自己引用的等级带也是这样写的；“优秀”“良好”不是等级名称。",
    mend="改为优、良、中、差。",
    wrong="评价等级为“优秀”",
    right="评价等级为“优”",
)
TITLE_NUMBER = Kind(
    code="T703",
    title="文件标题与文号不对应",
    severity=Severity.ERROR,
    explanation="同一个标题配了两个文号，或与已知的文号不同，多半是抄串了行。",
    mend="核对文件原件。",
    wrong="《项目支出绩效评价管理办法》（深财绩〔2020〕14号）",
    right="《项目支出绩效评价管理办法》（财预〔2020〕10号）",
)
ONE_NUMBER = Kind(
    code="T704",
    title="同一文号写了不同的标题",
    severity=Severity.WARNING,
    explanation="同一个文号在几处写的标题不同，应统一为文件的全称。",
    mend="按原件写全称。",
    wrong="《财政部印发关于项目支出绩效评价管理办法通知》（财预〔2020〕10号）",
    right="《财政部关于印发〈项目支出绩效评价管理办法〉的通知》（财预〔2020〕10号）",
)
OBSOLETE = Kind(
    code="T705",
    title="引用了废止的文件",
    severity=Severity.ERROR,
    explanation="评价年度里这个文件已经废止或被替代。",
    mend="改为现行文件。",
    wrong="2023年项目引用《信访条例》",
    right="2023年项目引用《信访工作条例》",
)
PRINCIPLES = Kind(
    code="T706",
    title="评价原则出自旧办法",
    severity=Severity.NOTE,
    explanation="引用的财预〔2020〕10号规定的原则是科学公正、统筹兼顾、激励约束、公开透明，报告写的是旧办法的原则，或设置指标的原则。",
    mend="改为现行办法的四项原则。",
    wrong="科学规范原则、公正公开原则、绩效相关原则",
    right="科学公正、统筹兼顾、激励约束、公开透明",
)
LEFTOVER = Kind(
    code="T707",
    title="别的报告或填表说明的残留",
    severity=Severity.ERROR,
    explanation="出现了与本项目无关的词，或填报软件、表格的说明文字，是套用模板时留下的。",
    mend="删去或改写这一段。",
    wrong="分析影响慰问政策产出任务完成情况的各种因素（项目是系统运维）",
    right="分析影响系统运维任务完成情况的各种因素",
)
INDICATOR_NAME = Kind(
    code="T708",
    title="指标名称与框架或别处不同",
    severity=Severity.WARNING,
    explanation="共性指标有规定的名称；只差几个字的写法会被当成另一个指标。",
    mend="改为规定的名称。",
    wrong="管理制度执行有效性",
    right="制度执行有效性",
)
NO_INDICATOR = Kind(
    code="T709",
    title="提到的指标不在指标体系里",
    severity=Severity.WARNING,
    explanation="正文举例的指标，指标表里没有，是别的报告的内容。",
    mend="改为本报告有的指标。",
    wrong="管理制度健全性、项目过程管理的有效性等指标采用因素分析法（表中没有后一个）",
    right="管理制度健全性、制度执行有效性等指标采用因素分析法",
)
SHORT_NAME = Kind(
    code="T710",
    title="简称前后不一",
    severity=Severity.NOTE,
    explanation="注明了简称，后文又用别的称呼。",
    mend="全文用注明的简称。",
    wrong="（以下简称“评价小组”）……评价组通过计算",
    right="（以下简称“评价小组”）……评价小组通过计算",
)
SECTION_NAME = Kind(
    code="T711",
    title="一级指标的名称前后不一",
    severity=Severity.WARNING,
    explanation="四个一级指标在几处列举时名称不同（项目过程、项目管理；项目效益、项目绩效）。",
    mend="统一为决策、过程、产出、效益。",
    wrong="项目决策、项目过程……项目决策、项目管理……",
    right="项目决策、项目过程（全文一致）",
)
METHOD_NAME = Kind(
    code="T712",
    title="标题与所解释的不是一个",
    severity=Severity.WARNING,
    explanation="小标题写一种方法，下面解释的是另一种方法。",
    mend="改成同一个名称。",
    wrong="（3）文献归纳法　文献研究法指……",
    right="（3）文献研究法　文献研究法指……",
)
NOT_LISTED = Kind(
    code="T713",
    title="引用的文件不在依据清单里",
    severity=Severity.WARNING,
    explanation="正文多次引用的文件，应列入评价依据。",
    mend="补入评价依据。",
    wrong="立项依据《某平台建设工作方案》（依据清单没有）",
    right="评价依据：《某平台建设工作方案》",
)

KINDS = (
    NAME, GRADE, TITLE_NUMBER, ONE_NUMBER, OBSOLETE, PRINCIPLES, LEFTOVER, INDICATOR_NAME, NO_INDICATOR, SHORT_NAME,
    SECTION_NAME, METHOD_NAME, NOT_LISTED,
)  # fmt: skip


def _cells(report: Report) -> Iterator[Text]:
    for table in report.tables:
        for row in table.rows:
            yield from row.cells


def _texts(report: Report) -> list[Text]:
    return [*(p.text for p in report.passages), *_cells(report)]


_MOST_NAMES = 1000
"""More different names than any report has; beyond, comparing each with each would take too long."""


def names_are_one(report: Report) -> Iterator[Finding]:
    """T701."""
    known = sorted(names(_texts(report)).items(), key=lambda item: (-len(item[1]), item[0]))[:_MOST_NAMES]
    for at, (usual, places) in enumerate(known):
        for other, spans in known[at + 1 :]:
            if alike(usual, other):
                yield tell(NAME, spans[0], f"“{other}”（{len(spans)}处）与“{usual}”（{len(places)}处）像是同一个名称",
                           expected=usual, others=[*places[:3], *spans[1:3]])  # fmt: skip


_UNOFFICIAL = {"优秀": "优", "良好": "良", "中等": "中", "合格": "中", "较差": "差", "不合格": "差"}


def grades_have_official_names(report: Report) -> Iterator[Finding]:
    """T702."""
    said = band_spans(report)
    found = list(grades(report.passages))
    for table in report.tables:
        for row in table.rows:
            words = [c for c in row.cells if c.words]
            found += [b.span() for a, b in itertools.pairwise(words) if a.words in {"评价等级", "等级"}]
    for span in found:
        if span.words in _UNOFFICIAL:
            yield tell(
                GRADE,
                span,
                f"等级“{span.words}”应为“{_UNOFFICIAL[span.words]}”",
                expected=_UNOFFICIAL[span.words],
                others=said,
            )


_KNOWN = {
    "项目支出绩效评价管理办法": "财预〔2020〕10号",
    "全面实施预算绩效管理的意见": "中发〔2018〕34号",
    "预算绩效评价共性指标体系框架": "财预〔2013〕53号",
}


def _core(title: str) -> str:
    """A title without its issuer and the words of its publication."""
    inner = re.search(r"<([^<>]+)>", title)
    core = inner[1] if inner else title
    return re.sub(r"^.*?(?:关于(?:印发)?|印发)|的?通知$", "", core)


def titles_go_with_numbers(report: Report) -> Iterator[Finding]:
    """T703."""
    first: dict[str, Cited] = {}
    for said in (c for c in report.cited if c.title):
        core = _core(said.title)
        known = next((number for title, number in _KNOWN.items() if core.endswith(title)), None)
        before = first.setdefault(core, said)
        if known is not None and said.number != known:
            others = [c.span for c in report.cited if c.number == known][:2]
            yield tell(
                TITLE_NUMBER,
                said.span,
                f"《{core}》的文号是{known}，这里写{said.number}",
                expected=known,
                others=others,
            )
        elif known is None and before.number != said.number:
            yield tell(TITLE_NUMBER, said.span, f"《{core}》的文号前面是{before.number}，这里是{said.number}",
                       expected=before.number, others=[before.span])  # fmt: skip


def numbers_have_one_title(report: Report) -> Iterator[Finding]:
    """T704, once for a number."""
    by_number: dict[str, list[Cited]] = {}
    for said in (c for c in report.cited if c.title):
        by_number.setdefault(said.number, []).append(said)
    for number, group in by_number.items():
        full = max(group, key=lambda said: len(said.title))
        odd = [
            said for said in group
            if not full.title.endswith(said.title) and not _known_by_other_number(said)
        ]  # fmt: skip
        if odd:
            garbled = [said for said in odd if "印发关于" in said.title]
            at = (garbled or odd)[0]
            others = [full.span, *(said.span for said in odd if said is not at)]
            yield tell(ONE_NUMBER, at.span, f"{number}这里写作《{at.title}》，别处写作《{full.title}》", expected=f"《{full.title}》",
                       others=others, severity=None if garbled else Severity.NOTE)  # fmt: skip


def _known_by_other_number(said: Cited) -> bool:
    known = next(
        (number for title, number in _KNOWN.items() if _core(said.title).endswith(title)), said.number
    )
    return known != said.number


_REPLACED = {
    "信访条例": (2022, "《信访工作条例》（2022年5月1日起施行）"),
    "财政支出绩效评价管理暂行办法": (2020, "《项目支出绩效评价管理办法》"),
}
_QUOTED = re.compile(r"《(?P<title>[^《》]{2,40})》")


def documents_are_in_force(report: Report) -> Iterator[Finding]:
    """T705."""
    for text in _texts(report):
        for found in text.find(_QUOTED):
            year, instead = _REPLACED.get(found["title"], (9999, ""))
            if report.year is not None and report.year >= year:
                yield tell(
                    OBSOLETE, found.span(), f"《{found['title']}》在{report.year}年已经废止", expected=instead
                )


_OLD = (
    "科学规范",
    "公正公开",
    "绩效相关",
    "公平、公正、公开",
    "相关性",
    "重要性",
    "可比性",
    "系统性",
    "分级分类",
)
_PRINCIPLE = re.compile(rf"^\([0-9]\)(?P<name>{'|'.join(_OLD)})原则")


def principles_are_current(report: Report) -> Iterator[Finding]:
    """T706, once."""
    cited = [c.span for c in report.cited if c.number == "财预〔2020〕10号"]
    found = [f for p in report.passages if p.beneath("原则") for f in p.text.find(_PRINCIPLE)]
    if cited and len(found) > 1:
        said = "、".join(f["name"] for f in found)
        yield tell(PRINCIPLES, found[0].span(), f"写的是{said}，所引办法的原则是科学公正、统筹兼顾、激励约束、公开透明",
                   expected="科学公正、统筹兼顾、激励约束、公开透明", others=[*(f.span() for f in found[1:]), cited[0]])  # fmt: skip


_INSTRUCTIONS = re.compile(
    r"由软件自动[^。)]{0,12}|填表说明:|[0-9]{2,4}字(?:以内|左右|以下)|此处(?:填写|插入)|请(?:填写|选择|描述)"
)
_BLANKS = re.compile(r"(?<![A-Za-z0-9])[X×]{2,}(?![A-Za-z0-9])|_{3,}")
_OTHER_SUBJECTS = [
    "慰问",
    "补助金发放",
    "个场所",
    "抚恤",
    "养老金",
    "环卫",
    "保洁",
    "绿化养护",
    "监管机制建设",
    "生产基本要求",
    "甲方",
    "扣罚标准",
    "贫困户",
    "危房改造",
    "救助金",
    "奖补资金",
    "种植户",
    "养殖户",
    "学生资助",
    "疫苗",
    "道路养护",
    "公厕",
    "垃圾清运",
    "困难群众",
    "受助对象",
    "培训学员",
    "参赛",
]
_SUBJECT_WORD = re.compile("|".join(_OTHER_SUBJECTS))
_MOST_OFTEN = 2


def nothing_is_left_of_other_reports(report: Report) -> Iterator[Finding]:
    """T707: instructions of forms; words of other subjects that the description of the project never uses."""
    texts = _texts(report)
    for text in texts:
        for found in text.find(_INSTRUCTIONS):
            yield tell(LEFTOVER, found.span(), f"“{found[0]}”是填表或填报软件的说明")
    for passage in report.passages:
        for found in passage.text.find(_BLANKS):
            yield tell(LEFTOVER, found.span(), f"“{found[0]}”是模板里没有填的空")
    described = "".join(
        p.text.words for p in report.passages if p.beneath("概况", "背景", "主要内容", "实施情况")
    )
    by_word: dict[str, list[Found]] = {}
    for text in texts:
        for found in text.find(_SUBJECT_WORD):
            by_word.setdefault(found[0], []).append(found)
    for word, places in by_word.items():
        if word not in described and len(places) <= _MOST_OFTEN:
            yield tell(LEFTOVER, places[0].span(), f"“{word}”在项目概况里从未出现，像是别的报告的残留",
                       others=[f.span() for f in places[1:]])  # fmt: skip


def indicators_have_common_names(report: Report) -> Iterator[Finding]:
    """T708."""
    told: set[str] = set()
    for indicator in report.scored:
        name = indicator.name
        if name in COMMON_INDICATORS or name in told or name in LEVELS:
            continue
        common = next((c for c in sorted(COMMON_INDICATORS) if _one_word_off(name, c)), None)
        if common is not None:
            told.add(name)
            others = [i.anchor.span() for i in report.by_name.get(common, [])[:2]] + report.mentions(
                indicator
            )[:2]
            others += [s for s in _mentions(report, common) if not others][:2]
            yield tell(
                INDICATOR_NAME,
                indicator.anchor.span(),
                f"“{name}”应为“{common}”",
                expected=common,
                others=others,
            )


def _mentions(report: Report, name: str) -> list[Span]:
    pattern = re.compile(re.escape(name))
    return [f.span() for p in report.passages for f in p.text.find(pattern)]


def _one_word_off(name: str, common: str) -> bool:
    if common.startswith(name):
        return False  # the end of a cell was lost
    if len(name) == len(common):
        return name[:2] == common[:2] and name[-3:] == common[-3:]
    return name.endswith(common) and len(name) - len(common) == 2  # noqa: PLR2004


_EXAMPLES = re.compile(r"(?:,|。|^)(?P<list>[^,。;:]{4,60})等指标(?:采用|运用|使用)")


def examples_exist(report: Report) -> Iterator[Finding]:
    """T709."""
    known = {i.name for i in report.scored}
    for passage in report.passages if known else ():
        for found in passage.text.find(_EXAMPLES):
            for item in found["list"].split("、"):
                if item not in known and any(other in known for other in found["list"].split("、")):
                    start = found.span("list").start + found["list"].index(item)
                    at = passage.text.span(start, start + len(item))
                    yield tell(NO_INDICATOR, at, f"指标体系里没有“{item}”", others=[_nearest(item, report)])


def _nearest(item: str, report: Report) -> Span:
    """The indicator that shares most characters with a name."""
    return max(report.scored, key=lambda i: len(set(i.name) & set(item))).anchor.span()


_DEFINED = re.compile(r"(?:以下)?简称\"(?P<name>[^\"]{2,12})\"")
_OTHERWISE = {"评价小组": re.compile(r"(?<!绩效)评价组"), "评价组": re.compile("评价小组")}
_OURSELVES = re.compile(r"我(?:局|委|办|单位|中心|院|校)")


def short_names_are_kept(report: Report) -> Iterator[Finding]:
    """T710."""
    defined = [f for p in report.passages for f in p.text.find(_DEFINED)]
    for found in defined:
        pattern = _OTHERWISE.get(found["name"])
        others = (
            [f for p in report.passages for f in p.text.find(pattern) if not _defines(f, found)]
            if pattern
            else []
        )
        if others:
            yield tell(SHORT_NAME, others[0].span(), f"简称定为“{found['name']}”，这里写“{others[0][0]}”",
                       expected=found["name"], others=[found.span()])  # fmt: skip
    called = {f["name"] for f in defined}
    own = [f for p in report.passages for f in p.text.find(_OURSELVES)]
    office = next((f for f in defined if f["name"].endswith(("局", "委", "办", "中心"))), None)
    if own and office is not None and not called & {f[0] for f in own}:
        usual = [
            f.span() for p in report.passages for f in p.text.find(re.compile(re.escape(office["name"])))
        ][-1:]
        yield tell(SHORT_NAME, own[0].span(), f"简称定为“{office['name']}”，这里自称“{own[0][0]}”", expected=office["name"],
                   others=[*(f.span() for f in own[1:3]), office.span(), *usual])  # fmt: skip


_CLOSE = 12


def _defines(other: Found, definition: Found) -> bool:
    """Whether a word is what the definition right behind it shortens."""
    return other.text is definition.text and 0 <= definition.match.start() - other.match.end() < _CLOSE


_FOUR = re.compile(
    r"项目决策(?:情况)?[、,和-]+项目(?P<second>过程管理|过程|管理|执行)(?:情况)?[、,和-]+项目产出(?:情况)?[、,和-]+项目(?P<fourth>效益|绩效)"
)


def sections_have_one_name(report: Report) -> Iterator[Finding]:
    """T711."""
    found = [f for p in report.passages for f in p.text.find(_FOUR)]
    headings = [
        p.lead.title for p in report.passages
        if p.lead is not None and "分析" in p.chapter() and re.fullmatch(r"项目(?:过程|管理|执行)(?:情况)?", p.lead.title.words)
    ]  # fmt: skip
    for group in ("second", "fourth"):
        readings: dict[str, Span] = {}
        for f in found:
            readings.setdefault(f[group], f.span(group))
        if group == "second":
            for title in headings:
                readings.setdefault(title.words.removeprefix("项目").removesuffix("情况"), title)
        if len(readings) > 1:
            (first, at), *rest = readings.items()
            other = "、".join(f"“项目{name}”" for name, _ in rest)
            yield tell(
                SECTION_NAME,
                at,
                f"一级指标这里叫“项目{first}”，别处叫{other}",
                others=[span for _, span in rest],
            )


_METHOD_TITLE = re.compile(r"[一-龥]{2,8}法$")
_METHOD_TEXT = re.compile(r"^(?P<name>[一-龥]{2,8}法)(?:是)?指")


def methods_are_what_they_are_called(report: Report) -> Iterator[Finding]:
    """T712."""
    for before, after in zip(report.passages, report.passages[1:], strict=False):
        if before.lead is None or not _METHOD_TITLE.fullmatch(before.lead.title.words):
            continue
        for found in after.text.find(_METHOD_TEXT):
            if found["name"] != before.lead.title.words:
                yield tell(METHOD_NAME, before.lead.title, f"标题是“{before.lead.title.words}”，解释的是“{found['name']}”",
                           others=[found.span("name")])  # fmt: skip


_PLAN = re.compile(r"《(?P<title>[^《》]{4,60}(?:方案|计划|规划|办法))》")


def bases_are_listed(report: Report) -> Iterator[Finding]:
    """T713: documents that the text cites at least twice, against the list of bases."""
    listed = [p for p in report.passages if p.beneath("依据") and p.lead is not None]
    if not listed:
        return
    known = {f["title"] for p in listed for f in p.text.find(_PLAN)}
    cited: dict[str, list[Span]] = {}
    for passage in report.passages:
        if not passage.beneath("评价依据"):
            for found in passage.text.find(_PLAN):
                cited.setdefault(found["title"], []).append(found.span())
    for title, places in cited.items():
        if len(places) > 1 and title not in known and len(known) > 1:
            yield tell(
                NOT_LISTED,
                places[0],
                f"《{title}》引用了{len(places)}次，不在依据清单里",
                others=[*places[1:], listed[-1].text.span()],
            )


RULES: tuple[Rule, ...] = (
    names_are_one, grades_have_official_names, titles_go_with_numbers, numbers_have_one_title, documents_are_in_force,
    principles_are_current, nothing_is_left_of_other_reports, indicators_have_common_names, examples_exist,
    short_names_are_kept, sections_have_one_name, methods_are_what_they_are_called, bases_are_listed,
)  # fmt: skip
