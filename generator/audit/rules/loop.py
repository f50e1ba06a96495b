"""Lost points, issues, reasons and recommendations; claims against the state of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.audit.indicators import Indicator
from generator.audit.outline import Passage
from generator.audit.report import Report, Rule, tell
from generator.audit.statements import NUMBER
from generator.audit.tables import Role
from generator.audit.text import Found, Span, Text
from generator.findings import Finding, Kind, Severity

NOT_AN_ISSUE = Kind(
    code="T501",
    title="失分没有写进问题",
    severity=Severity.ERROR,
    explanation="失分的指标应在“存在的问题”里说到，否则读者不知道为什么扣分、怎样改。",
    mend="在问题和建议里补写这个指标。",
    wrong="满意度扣1分（没有开展调查）；问题只写指标名称冗长",
    right="问题：没有开展满意度调查，满意度扣1分",
)
NO_REASON = Kind(
    code="T502",
    title="问题没有写原因",
    severity=Severity.WARNING,
    explanation="这一章题为问题及原因分析，列出的问题没有写原因。",
    mend="写明原因。",
    wrong="二是预算执行率为99.31%，略低于目标值。",
    right="二是预算执行率为99.31%，原因是尾款按合同在次年支付。",
)
NO_RECOMMENDATION = Kind(
    code="T503",
    title="有问题而没有建议",
    severity=Severity.ERROR,
    explanation="财预〔2020〕10号第27条：预算执行率偏低、自评结果较差的项目，要说明原因、提出整改措施。写了问题，建议却是“无”。",
    mend="补写整改措施。",
    wrong="五、存在的问题　资金使用率较低……六、有关建议　无。",
    right="六、有关建议　按季度核对合同进度……",
)
CLAIM = Kind(
    code="T504",
    title="成效与项目状态不符",
    severity=Severity.WARNING,
    explanation="一处说系统全年正常运行、资金及时拨付、目标全部实现，另一处说还在建设、没有实施、已经延期。",
    mend="按实际状态改写成效。",
    wrong="确保全年系统正常运行……项目处于建设阶段，未全部上线",
    right="已上线的子系统自11月起运行正常；其余仍在建设",
)
SURVEY = Kind(
    code="T505",
    title="有没有调查，说法不一",
    severity=Severity.WARNING,
    explanation="一处说通过问卷调查取得数据，或报出满意度的数字，另一处说没有开展满意度调查。",
    mend="核实有没有调查；没有的，删去数字或补做。",
    wrong="满意度98.72%……未进行满意度调查",
    right="满意度92.5%（发放问卷200份，收回187份）",
)
PRAISED = Kind(
    code="T506",
    title="好评与扣分矛盾",
    severity=Severity.ERROR,
    explanation="同一段一面说清晰明确、合理可行，一面扣了分。",
    mend="写清扣分的是哪一点，删去相反的评语。",
    wrong="指标设置较为清晰明确、合理可行，满分7分，得分5分",
    right="个别指标过于笼统，扣2分，满分7分，得分5分",
)
POINTS_UNSAID = Kind(
    code="T507",
    title="问题没有写扣了多少分",
    severity=Severity.NOTE,
    explanation="每个问题写明对应哪个指标、扣了多少分，读者才能把问题和得分对上。",
    mend="在问题后面注明指标和扣分。",
    wrong="一是部分指标未能及时完成……",
    right="一是注册用户数未完成（扣3分）……",
)
UNEXPLAINED = Kind(
    code="T508",
    title="某一部分失分没有说明",
    severity=Severity.ERROR,
    explanation="某一部分没有得满分，全文没有说扣在哪里、为什么。",
    mend="写明扣分的指标和原因，附自评表。",
    wrong="产出指标得分49分（全文没有说扣了哪1分）",
    right="产出指标得分49分，采购进度慢扣1分",
)
UNSURVEYED = Kind(
    code="T509",
    title="满意度没有来源",
    severity=Severity.WARNING,
    explanation="报出了满意度的百分数，全文没有提到问卷、调查或访谈。",
    mend="写明怎样调查、多少样本。",
    wrong="用户满意度达到99%（工作过程只有整理资料）",
    right="用户满意度达到99%（问卷120份）",
)

RUNNING = Kind(
    code="T511",
    title="没有上线的系统有了运行结果",
    severity=Severity.WARNING,
    explanation="一处说系统没有（全部）上线，产出里却写了处理率、并发、在线用户数等只有运行才有的结果并得了分。",
    mend="写明是哪一部分上线后、在什么时候测得的；没有测的记未完成。",
    wrong="投诉举报处理率100%……项目未全部上线试运行",
    right="投诉举报处理率：未完成（系统未上线）",
)
PAID_AHEAD = Kind(
    code="T512",
    title="项目没有完成而资金几乎付清",
    severity=Severity.WARNING,
    explanation="预算执行率在九成以上，项目却还在建设，付款与进度的关系没有说明。",
    mend="写明按合同的哪个节点付款。",
    wrong="预算执行率99.31%……目前还在建设中",
    right="预算执行率99.31%（按合同在中标后支付预付款和设备款）",
)
REST_UNSAID = Kind(
    code="T513",
    title="总投资与支出的差额没有交代",
    severity=Severity.NOTE,
    explanation="项目已经验收，当年支出远少于总投资，没有说明其余的何时支付。",
    mend="写明以前年度已付和以后年度待付的数。",
    wrong="投资概算300万元，已竣工验收，支出106.8万元",
    right="投资概算300万元，以前年度已付120万元，本年106.8万元，尾款73.2万元",
)

KINDS = (
    RUNNING, PAID_AHEAD, REST_UNSAID,
    NOT_AN_ISSUE, NO_REASON, NO_RECOMMENDATION, CLAIM, SURVEY, PRAISED, POINTS_UNSAID, UNEXPLAINED, UNSURVEYED,
)  # fmt: skip


def _issues(report: Report) -> list[Text]:
    """What the report says under the heading of issues, or beside it in a form."""
    found = [p.text for p in report.passages if _chapter_of_issues(p) and not _is_title(p)]
    for table in report.tables:
        for row in table.rows:
            cells = [c for c in row.cells if c.words]
            if len(cells) > 1 and re.search("存在的问题", cells[0].words):
                found += cells[1:]
    return found


def _chapter_of_issues(passage: Passage) -> bool:
    """Whether a passage stands under issues; where a chapter is about experience too, under a section of issues."""
    if "问题" not in passage.chapter() or "其他" in passage.chapter():
        return False
    return not any(
        re.search("经验|做法|成效", h.title.words) and "问题" not in h.title.words for h in passage.under[1:]
    )


def _is_title(passage: Passage) -> bool:
    return passage.lead is not None and passage.lead.level == 1


def _lost(report: Report) -> list[Indicator]:
    """Indicators that lost points, each once."""
    lost: dict[str, Indicator] = {}
    for indicator in report.scored:
        score, weight = indicator.get(Role.SCORE).rstrip("分"), indicator.get(Role.WEIGHT).rstrip("分")
        if indicator.name and score and Decimal(score) < Decimal(weight):
            lost[indicator.name] = indicator
    return list(lost.values())


_KEY = re.compile(r"满意度|执行率|到位率|合理性|明确性|科学性|充分性|规范性|合规性|健全性|有效性|成本")


def lost_points_are_issues(report: Report) -> Iterator[Finding]:
    """T501, T507."""
    issues = _issues(report)
    if not issues:
        return
    told = "".join(text.words for text in issues) + "".join(
        h.title.words
        for h in report.outline.headings
        if h.level == 2  # noqa: PLR2004
    )
    lost = _lost(report)
    for indicator in lost:
        level = indicator.level_2.words.partition("(")[0] if indicator.level_2 else ""
        keys = {indicator.name, *_KEY.findall(indicator.name)} | ({level} if level == "绩效目标" else set())
        keys |= {"使用率", "支出进度", "执行进度"} if indicator.name.endswith("执行率") else set()
        if not any(key in told for key in keys):
            score = indicator.cells[Role.SCORE]
            yield tell(NOT_AN_ISSUE, score.span(), f"“{indicator.name}”{indicator.get(Role.WEIGHT)}分得{score.words}分，存在的问题里没有提到",
                       others=[issues[0].span(0, min(30, len(issues[0].words))), *_mentions(report, indicator)])  # fmt: skip
    if lost and not re.search(rf"{NUMBER}分(?!钟|析)|见表", told):
        first = issues[0]
        yield tell(POINTS_UNSAID, first.span(0, min(20, len(first.words))), "有失分的指标，问题里没有写各扣多少分",
                   others=[text.span(0, min(20, len(text.words))) for text in issues[1:]])  # fmt: skip


def _mentions(report: Report, indicator: Indicator) -> list[Span]:
    """Where the analysis speaks of an indicator."""
    pattern = re.compile(re.escape(indicator.name))
    return [
        f.span() for p in report.passages if p.beneath("效益", "过程", "满意度") for f in p.text.find(pattern)
    ][:2]


_LISTED = re.compile(r"^[一二三四五六七八九十]是")
_BECAUSE = re.compile(r"原因|由于|因为|因此|因[^此而素]|导致|主要是|受.{1,10}影响|不足|缺乏|没有|未")


def issues_have_reasons(report: Report) -> Iterator[Finding]:
    """T502."""
    for passage in report.passages:
        words = passage.text.words
        listed = _chapter_of_issues(passage) and "原因" in passage.chapter() and _LISTED.match(words)
        if listed and not _BECAUSE.search(words):
            yield tell(NO_REASON, passage.text.span(0, min(70, len(words))), "这个问题没有写原因")


_NOTHING = re.compile(r"(?:无|没有|暂无)[。.]?$")
_LOW = Decimal(80)


def issues_have_recommendations(report: Report) -> Iterator[Finding]:
    """T503."""
    issues = [t for t in _issues(report) if not _NOTHING.match(t.words)]
    low = [r for r in report.rates if "执行率" in r.name and r.number.value < _LOW]
    for passage in report.passages:
        if "建议" in passage.chapter() and _NOTHING.match(passage.text.words) and (issues or low):
            others = [r.number.span for r in low[:1]] + [t.span(0, min(30, len(t.words))) for t in issues[:1]]
            yield tell(
                NO_RECOMMENDATION, passage.text.span(), "写了问题（或执行率低），建议却是“无”", others=others
            )


_CLAIMS = re.compile(
    r"(?:全年)?系统(?:全年)?正常运行(?!率)|(?:平台|系统)[^,。;]{0,8}安全稳定运行|及时拨付到位|(?:最终)?实现了项目的?目标|节约成本|圆满完成"
    r"|较好地完成了|实现了资源的优化配置|大大降低了政府的管理成本"
)
_STATES = re.compile(
    r"未全部上线|尚未上线|未上线|还在建设|(?:目前)?(?:还|仍|正)在建设|处于建设阶段|项目未实施|而未实施|未实施|项目延期|暂停|暂缓|尚未(?:完工|验收|建成)"
)


def claims_fit_the_state(report: Report) -> Iterator[Finding]:
    """T504: each claim once, against the first statements of what is not done."""
    texts = [*(p.text for p in report.passages if not p.beneath("目标", "评价目的")), *_cells(report)]
    states = [f for text in texts for f in text.find(_STATES)]
    if not states:
        return
    for text in texts:
        for claim in text.find(_CLAIMS):
            yield tell(
                CLAIM,
                claim.span(),
                f"这里说“{claim[0]}”，别处说“{states[0][0]}”",
                others=[s.span() for s in states[:8]],
            )


def _cells(report: Report) -> Iterator[Text]:
    for table in report.tables:
        for row in table.rows:
            yield from row.cells


_SURVEYED = re.compile(r"(?:采用|通过|开展|发放)[^,。;]{0,24}?(?:问卷调查|问卷)")
_NOT_SURVEYED = re.compile(r"(?:未|没有|尚未)[^,。;]{0,24}?满意度调查|需[^,。;]{0,12}后?开展满意度调查")
_PERCENT = re.compile(rf"^{NUMBER}%$")


def surveys_are_told_alike(report: Report) -> Iterator[Finding]:
    """T505."""
    never = [f for p in report.passages for f in p.text.find(_NOT_SURVEYED)]
    if not never:
        return
    done = [f.span() for p in report.passages for f in p.text.find(_SURVEYED)]
    figures = [
        i.cells[Role.ACTUAL].span() for i in report.indicators
        if "满意度" in i.name and Role.ACTUAL in i.cells and "." in i.get(Role.ACTUAL) and _PERCENT.match(i.get(Role.ACTUAL))
    ]  # fmt: skip
    for span in [*done[:1], *figures]:
        severity = Severity.ERROR if span in figures else None
        yield tell(
            SURVEY,
            span,
            f"这里有“{span.words}”，别处说“{never[0][0]}”",
            others=[f.span() for f in never],
            severity=severity,
        )


_PRAISE = re.compile(r"合理可行|清晰明确|设置合理|科学合理|十分规范|较为规范|非常明确")


def praise_fits_the_score(report: Report) -> Iterator[Finding]:
    """T506: praise in the sentence before points that are not full."""
    for said in report.points:
        full = said.full
        if full is None or said.score.value >= full.value:
            continue
        words = said.about.text.words
        start = words.rfind("。", 0, said.about.start) + 1
        for found in _in(said.about.text, _PRAISE, start, said.about.start):
            yield tell(
                PRAISED,
                found.span(),
                f"这里说“{found[0]}”，{full.span.words}分只得{said.score.span.words}分",
                others=[said.score.span],
            )


def _in(text: Text, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Found]:
    yield from text.find(pattern, start, end)


_SECTION_SCORE = re.compile(rf"(?P<section>产出|效益|满意度)(?:指标)?得分(?P<score>{NUMBER})分")
_FULL = {"产出": Decimal(50), "效益": Decimal(30), "满意度": Decimal(10)}
_LOSS = re.compile(r"扣[0-9.]{0,8}分|失分|扣减")


def sections_explain_their_loss(report: Report) -> Iterator[Finding]:
    """T508: a self-evaluation without a table of indicators, by the weights 10, 50, 30, 10 of 财预〔2020〕10号."""
    if report.scored or any(_LOSS.search(p.text.words) for p in report.passages):
        return
    for passage in report.passages:
        found = list(passage.text.find(_SECTION_SCORE))
        if len(found) != len(_FULL):
            continue
        for said in found:
            if Decimal(said["score"]) < _FULL[said["section"]]:
                issues = _issues(report)
                yield tell(UNEXPLAINED, said.span(), f"{said['section']}指标满分{_FULL[said['section']]}分，得{said['score']}分，全文没有说扣在哪里",
                           others=[issues[0].span(0, min(20, len(issues[0].words)))] if issues else [])  # fmt: skip


_SATISFIED = re.compile(rf"满意度(?:达到?|为|是)?(?:了)?{NUMBER}%")
_ASKED = re.compile(r"问卷|调查|访谈|回访|评价器|满意率")


def satisfaction_has_a_source(report: Report) -> Iterator[Finding]:
    """T509."""
    if any(_ASKED.search(p.text.words) for p in report.passages):
        return
    process = [p for p in report.passages if p.beneath("工作过程", "评价工作")]
    for passage in report.passages:
        for found in passage.text.find(_SATISFIED):
            others = [p.text.span(0, min(30, len(p.text.words))) for p in process if not p.lead]
            yield tell(UNSURVEYED, found.span(), f"“{found[0]}”，全文没有提到调查", others=others[-1:])


_NOT_ONLINE = re.compile("未全部上线|尚未上线|未上线")
_RESULT = re.compile(
    rf"(?:处理率|运行率|可用率)(?:为|达到?)?{NUMBER}%|(?:并发|在线|访问)[^,。;]{{0,16}}?(?:为|达到?)?{NUMBER}(?:个|次|人)"
)


def what_is_not_online_has_no_results(report: Report) -> Iterator[Finding]:
    """T511: in the analysis of outputs."""
    states = [f for p in report.passages for f in p.text.find(_NOT_ONLINE)]
    undone = [i.anchor.span() for i in report.scored if i.get(Role.ACTUAL) == "未完成"]
    for passage in report.passages if states else ():
        if passage.beneath("产出") and not _NOT_ONLINE.search(passage.text.words):
            for found in passage.text.find(_RESULT):
                beside = [
                    f.span() for p in report.passages if p.beneath("产出") for f in p.text.find(_UNDONE)
                ]
                yield tell(RUNNING, found.span(), f"这里写“{found[0]}”，别处说“{states[0][0]}”",
                           others=[*(s.span() for s in states[:3]), *beside[:3], *undone[:3]])  # fmt: skip


_UNDONE = re.compile("该指标未完成")
_UNDER_WAY = re.compile(r"(?:目前)?(?:还|仍|正)在建设|处于建设阶段")
_NEARLY_ALL = Decimal(90)


def payment_follows_progress(report: Report) -> Iterator[Finding]:
    """T512, once."""
    states = [f.span() for p in report.passages for f in p.text.find(_UNDER_WAY)]
    rate = next((r for r in report.rates if "执行率" in r.name and r.number.value >= _NEARLY_ALL), None)
    if states and rate is not None:
        yield tell(
            PAID_AHEAD,
            rate.number.span,
            f"执行率{rate.number.span.words}%，项目“{states[0].words}”",
            others=states[:3],
        )


_INVESTED = re.compile(rf"(?:概算|匡算|总投资)(?:总?投资)?(?:为)?(?P<amount>{NUMBER})万元")
_ACCEPTED = re.compile("竣工验收|完成(?:终验|验收)|通过(?:终验|验收)")
_EARLIER = re.compile("以前年度|上年|累计|尾款|质保金|已支付|分期|次年")


def investments_are_accounted_for(report: Report) -> Iterator[Finding]:
    """T513, once."""
    invested = next((f for p in report.passages for f in p.text.find(_INVESTED)), None)
    accepted = next((f for p in report.passages for f in p.text.find(_ACCEPTED)), None)
    spent = [a for a in report.amounts if a.role == "支出"]
    if (
        invested is None
        or accepted is None
        or not spent
        or any(_EARLIER.search(p.text.words) for p in report.passages)
    ):
        return
    rest = Decimal(invested["amount"].replace(",", "")) - spent[0].money.in_unit("万元")
    if rest > spent[0].money.in_unit("万元"):
        yield tell(REST_UNSAID, invested.span(), f"总投资{invested['amount']}万元，项目已{accepted[0]}，支出{spent[0].span.words}，其余没有交代",
                   others=[spent[0].span, accepted.span()])  # fmt: skip


RULES: tuple[Rule, ...] = (
    what_is_not_online_has_no_results, payment_follows_progress, investments_are_accounted_for,
    lost_points_are_issues, issues_have_reasons, issues_have_recommendations, claims_fit_the_state, surveys_are_told_alike,
    praise_fits_the_score, sections_explain_their_loss, satisfaction_has_a_source,
)  # fmt: skip
