"""What follows from the figures of the report itself: sums, shares, rates, counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.audit.indicators import Indicator
from generator.audit.outline import Passage
from generator.audit.report import Report, Rule, tell
from generator.audit.statements import NUMBER, Amount, Number, Points
from generator.audit.tables import Role, Table
from generator.audit.text import Found, Span, Text
from generator.audit.vocabulary import section_of
from generator.findings import Finding, Kind, Severity
from generator.notation.decimals import EXACT, plain, round_to

RATE_OF_SCORE = Kind(
    code="T101",
    title="得分率与得分、满分不符",
    severity=Severity.ERROR,
    explanation="得分率＝得分÷满分，按报告写出的位数四舍五入。常见的是把执行率抄成得分率，或改了得分没有改得分率。",
    mend="用得分除以满分重算得分率。",
    wrong="满分5分，实际得4.97分，得分率99.31%",
    right="满分5分，实际得4.97分，得分率99.40%",
)
ABOVE_FULL = Kind(
    code="T102",
    title="得分高于满分",
    severity=Severity.ERROR,
    explanation="一个指标或一类指标的得分不能高于它的分值。",
    mend="核对得分和分值，多半抄了另一类的得分。",
    wrong="标准分20分，实际得分35分",
    right="标准分20分，实际得分17分",
)
SECTIONS_SUM = Kind(
    code="T103",
    title="各部分得分之和与总分不符",
    severity=Severity.ERROR,
    explanation="同一段里写出的各部分得分相加，应等于总分；相同的部分只计一次。",
    mend="逐部分核对得分，补上漏写的部分。",
    wrong="综合得分91.97分，其中决策20分、产出35分、效益17分",
    right="综合得分91.97分，其中决策20分、过程19.97分、产出35分、效益17分",
)
TABLE_SUM = Kind(
    code="T104",
    title="表中各行之和与合计不符",
    severity=Severity.ERROR,
    explanation="表中各指标的分值（得分）相加，应等于合计行的数。",
    mend="逐行核对，或改正合计。",
    wrong="5、4、3，合计 13",
    right="5、4、3，合计 12",
)
LEVELS_SUM = Kind(
    code="T105",
    title="一级指标分值之和不是满分",
    severity=Severity.WARNING,
    explanation="表中一级指标标出的分值相加应为100分；自评表另有预算执行率10分，没有列出的要说明。",
    mend="补上漏列的部分（多为预算执行率10分），或在表下说明。",
    wrong="产出指标（50分）、效益指标（30分）、满意度指标（10分）",
    right="预算执行率（10分）、产出指标（50分）、效益指标（30分）、满意度指标（10分）",
)
RATIO = Kind(
    code="T106",
    title="比率与两个金额不符",
    severity=Severity.ERROR,
    explanation="执行率＝支出÷预算（或到位），到位率＝到位÷预算，按报告写出的位数四舍五入；用报告里的哪个预算数都算不出这个率的才算错。",
    mend="核对两个金额和比率，并写明分母是哪一个数。",
    wrong="预算440万元，支出199.44万元，执行率43.55%",
    right="预算440万元，支出199.44万元，执行率45.33%",
)
SECTION_SUBTOTAL = Kind(
    code="T107",
    title="一级指标的小计不符",
    severity=Severity.ERROR,
    explanation="表中归在一个一级指标下的各行分值（得分）之和，应等于该一级指标标出或正文写出的数。表格错行、合并单元格错位时最常见。",
    mend="核对每一行属于哪个一级指标；改正错位的合并单元格。",
    wrong="项目产出（40分）之下各行合计36分",
    right="项目产出（40分）之下各行合计40分",
)
COUNT = Kind(
    code="T108",
    title="指标个数与表不符",
    severity=Severity.ERROR,
    explanation="正文写出的二级、三级指标个数和满分、扣分指标个数，应与指标表数出来的一致。",
    mend="按指标表重新数一遍。",
    wrong="由2个二级指标和6个三级指标构成（表中为5个）",
    right="由2个二级指标和5个三级指标构成",
)
BALANCE = Kind(
    code="T109",
    title="资金的来去没有交代",
    severity=Severity.WARNING,
    explanation="预算、到位、支出之间的差额，应说明是调减、结转还是收回。差额占预算一成以上而全文没有说明的，提醒一次。",
    mend="写明余下的资金怎样处理。",
    wrong="预算440万元，支出199.44万元（余下的没有说明）",
    right="预算440万元，支出199.44万元，结余240.56万元由财政收回",
)
COMPOSITION = Kind(
    code="T110",
    title="子项目金额与支出总额不符",
    severity=Severity.ERROR,
    explanation="资金构成（子项目）合计应等于实际支付数。",
    mend="核对子项目金额。",
    wrong="子项目合计118.76，实际支付118.16",
    right="子项目合计118.16，实际支付118.16",
)

KINDS = (
    RATE_OF_SCORE, ABOVE_FULL, SECTIONS_SUM, TABLE_SUM, LEVELS_SUM, RATIO, SECTION_SUBTOTAL, COUNT, BALANCE, COMPOSITION,
)  # fmt: skip
_HUNDRED = Decimal(100)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return EXACT.divide(EXACT.multiply(part, _HUNDRED), whole)


def _agrees(stated: Number, exact: Decimal) -> bool:
    """Whether a figure as written is an exact one rounded half up to the same place."""
    return round_to(exact, stated.grain) == stated.value


def rates_of_scores(report: Report) -> Iterator[Finding]:
    """T101, T102: score, full marks and rate of one sentence."""
    for said in report.points:
        full = said.full
        if full is None or not full.value:
            continue
        whole = said.about.text.span(said.about.start, (said.rate or said.score).span.end + 1)
        if said.score.value > full.value:
            yield tell(ABOVE_FULL, whole, f"得分{said.score.span.words}分高于满分{full.span.words}分",
                       expected=f"不高于{full.span.words}分")  # fmt: skip
        exact = _percent(said.score.value, full.value)
        if said.rate is not None and not _agrees(said.rate, exact):
            right = f"{plain(round_to(exact, Decimal('0.01')))}%"
            yield tell(RATE_OF_SCORE, whole, f"得分率写{said.rate.span.words}%，{said.score.span.words}÷{full.span.words}＝{right}",
                       expected=right)  # fmt: skip


def sections_make_the_total(report: Report) -> Iterator[Finding]:
    """T103: the sections that one paragraph lists beside the total."""
    for total in report.totals:
        listed: dict[str, Points] = {}
        for section, said in report.sections:
            if said.passage.text is total.span.text:
                listed.setdefault(section, said)
        added = sum((said.score.value for said in listed.values()), Decimal(0))
        if len(listed) > 1 and added != total.value:
            parts = "、".join(f"{name}{said.score.span.words}" for name, said in listed.items())
            yield tell(SECTIONS_SUM, total.span, f"各部分得分（{parts}）之和为{plain(added)}，总分写{total.span.words}",
                       expected=plain(added), others=[said.score.span for said in listed.values()])  # fmt: skip


_TOTAL_ROW = re.compile(r"(?:合计|总分|总计)$")


def tables_add_up(report: Report) -> Iterator[Finding]:
    """T104: weights and scores of a table against its row of totals."""
    for table in report.tables:
        rows = [i for i in report.scored if i.table is table]
        for role in (Role.WEIGHT, Role.SCORE):
            if len(rows) < 2 or any(role not in i.cells for i in rows):  # noqa: PLR2004
                continue
            added = sum((Decimal(i.get(role).rstrip("分")) for i in rows), Decimal(0))
            stated = _stated_total(table, role)
            if stated is not None and Decimal(stated.words) != added:
                yield tell(TABLE_SUM, stated.span(), f"各行{role}之和为{plain(added)}，合计写{stated.words}",
                           expected=plain(added))  # fmt: skip


def _stated_total(table: Table, role: Role) -> Text | None:
    """The total of a column: in its own place, or where cells were lost, by the order of the columns."""
    for row in table.rows:
        words = [c for c in row.cells if c.words]
        if words and _TOTAL_ROW.match(words[0].words):
            return table.total(row, role)
    return None


_LEVEL_POINTS = re.compile(rf"\((?P<points>{NUMBER})分\)")


def _level_points(found: Sequence[Indicator]) -> dict[str, Number]:
    """The points that cells of the first level declare for each section; none where a cell names no section."""
    declared: dict[str, Number] = {}
    for cell in (i.cells[Role.LEVEL_1] for i in found if Role.LEVEL_1 in i.cells):
        section = section_of(cell.words)
        for match in cell.find(_LEVEL_POINTS):
            number = Number.of(match, "points")
            if section is None or number is None:
                return {}
            declared.setdefault(section, number)
    return declared


_FULL_MARKS = (Decimal(100), Decimal(80))
_FEWEST_LEVELS = 3


def levels_make_full_marks(report: Report) -> Iterator[Finding]:
    """T105: declared points of the first level."""
    for table in report.tables:
        declared = list(_level_points([i for i in report.indicators if i.table is table]).values())
        added = sum((number.value for number in declared), Decimal(0))
        if len(declared) >= _FEWEST_LEVELS and added not in _FULL_MARKS:
            parts = "＋".join(number.span.words for number in declared)
            yield tell(LEVELS_SUM, declared[0].span, f"一级指标分值{parts}＝{plain(added)}分，不是100分",
                       expected="100分", others=[number.span for number in declared[1:]])  # fmt: skip


def sections_of_tables(report: Report) -> Iterator[Finding]:
    """T107: rows by their section against what the text or the cell says of the section."""
    for table in report.tables:
        rows = [i for i in report.scored if i.table is table]
        if not rows or Role.LEVEL_1 not in rows[0].cells or rows[0].section is None:
            continue  # labels in the middle of merged cells do not say where a section begins
        groups: dict[str, list[Indicator]] = {}
        for row in rows:
            groups.setdefault(row.stands_in or (list(groups) or [""])[-1], []).append(row)
        yield from _subtotals(report, groups)


def _subtotals(report: Report, groups: dict[str, list[Indicator]]) -> Iterator[Finding]:
    for section, rows in groups.items():
        stated = [said for name, said in report.sections if name == section and said.full is not None]
        added = sum((Decimal(i.get(Role.WEIGHT).rstrip("分")) for i in rows), Decimal(0))
        if section == "效益" and "满意度" in groups:
            satisfaction = groups["满意度"]
            added += sum((Decimal(i.get(Role.WEIGHT).rstrip("分")) for i in satisfaction), Decimal(0))
        if stated and all(said.full is not None and said.full.value != added for said in stated):
            full = stated[0].full
            if full is not None:
                yield tell(SECTION_SUBTOTAL, rows[0].anchor.span(),
                           f"表中归在“{section}”下的{len(rows)}行分值之和为{plain(added)}，正文写{full.span.words}分",
                           expected=f"{full.span.words}分", others=[rows[-1].anchor.span(), full.span])  # fmt: skip


_COUNTS = re.compile(
    r"(?P<second>[0-9]{1,3})个二级指标(?:和|、|,)(?P<third>[0-9]{1,3})个三级指标"
    r"(?:构成|组成)?(?:[^。]{0,12}?满分(?:的?指标)?(?P<full>[0-9]{1,3})个)?(?:[^。]{0,6}?扣分(?:的?指标)?(?P<lost>[0-9]{1,3})个)?"
)


def counts_of_indicators(report: Report) -> Iterator[Finding]:
    """T108: how many indicators a section has and how many of them have full marks."""
    best = max((t for t in report.tables if _complete(report, t)), key=lambda t: len(t.rows), default=None)
    for passage in report.passages:
        for found in passage.text.find(_COUNTS):
            section = next((s for h in passage.under if (s := section_of(h.title.words))), None)
            rows = [i for i in report.scored if i.table is best and i.section == section]
            if section is None or not rows:
                continue
            yield from _wrong_counts(found, rows)


def _complete(report: Report, table: Table) -> bool:
    """Whether every row of a table has a name, a section and a score, so that counting is safe."""
    rows = [i for i in report.scored if i.table is table]
    return bool(rows) and all(i.name and i.section and Role.SCORE in i.cells for i in rows)


def _wrong_counts(found: Found, rows: list[Indicator]) -> Iterator[Finding]:
    full = sum(i.get(Role.SCORE) == i.get(Role.WEIGHT) for i in rows)
    counted = {"third": len(rows), "full": full, "lost": len(rows) - full}
    names = {"third": "三级指标", "full": "满分指标", "lost": "扣分指标"}
    for group, number in counted.items():
        if found.has(group) and int(found[group]) != number:
            yield tell(COUNT, found.span(group), f"正文写{found[group]}个{names[group]}，表中有{number}个",
                       expected=f"{number}个", others=[rows[0].anchor.span(), rows[-1].anchor.span()])  # fmt: skip


_BASES = {
    "执行": (("支出", "全年预算"), ("支出", "年初预算"), ("支出", "到位")),
    "到位": (("到位", "全年预算"), ("到位", "年初预算")),
    "成本": (("支出", "全年预算"), ("支出", "年初预算"), ("支出", "到位")),
}


def rates_follow(report: Report) -> Iterator[Finding]:
    """T106: a rate that no pair of amounts of its paragraph, or of the report, gives."""
    for rate in report.rates:
        bases = next((pairs for word, pairs in _BASES.items() if word in rate.name), ())
        here = [a for a in report.amounts if a.span.text is rate.passage.text]
        exact = list(_ratios(here, bases)) or list(_ratios(report.amounts, bases))
        if exact and not any(_agrees(rate.number, ratio) for ratio, _ in exact):
            ratio, spans = exact[0]
            right = f"{plain(round_to(ratio, rate.number.grain))}%"
            yield tell(RATIO, rate.number.span, f"{rate.name}写{rate.number.span.words}%，{spans[0].words}÷{spans[1].words}＝{right}",
                       expected=right, others=spans)  # fmt: skip


def _ratios(
    amounts: Sequence[Amount], bases: Sequence[tuple[str, str]]
) -> Iterator[tuple[Decimal, tuple[Span, Span]]]:
    for above, below in bases:
        for part in (a for a in amounts if a.role == above):
            for whole in (a for a in amounts if a.role == below and a.money.value):
                yield _percent(part.money.value, whole.money.value), (part.span, whole.span)


_TABLED = (("执行率", "执行"), ("资金到位率", "到位"))


def tabled_rates_follow(report: Report) -> Iterator[Finding]:
    """T106: the actual of an indicator that is a rate of two amounts of the same report."""
    for indicator in report.indicators:
        word = next((base for ending, base in _TABLED if indicator.name.endswith(ending)), None)
        actual = indicator.cells.get(Role.ACTUAL)
        found = next(actual.find(_PERCENT), None) if actual is not None and word else None
        number = Number.of(found, "rate") if found is not None else None
        exact = list(_ratios(report.amounts, _BASES[word])) if word else []
        if number is None or not exact or any(_agrees(number, ratio) for ratio, _ in exact):
            continue
        made = "；".join(
            f"{a.words}÷{b.words}＝{plain(round_to(r, Decimal('0.01')))}%" for r, (a, b) in exact[:2]
        )
        yield tell(RATIO, number.span, f"{indicator.name}写{number.span.words}%，{made}",
                   expected=f"{plain(round_to(exact[0][0], Decimal('0.01')))}%",
                   others=list(dict.fromkeys(span for _, pair in exact[:2] for span in pair)))  # fmt: skip


def savings_follow(report: Report) -> Iterator[Finding]:
    """T106: the rate of savings against what the budget left."""
    left = next((a for a in report.amounts if a.role == "指标结余"), None)
    budget = next((a for a in report.amounts if a.role == "年初预算" and a.money.value), None)
    for indicator in report.indicators if left and budget else ():
        actual = indicator.cells.get(Role.ACTUAL)
        found = (
            next(actual.find(_AT_MOST), None)
            if actual is not None and indicator.name.endswith("节约率")
            else None
        )
        if left is None or budget is None or found is None:
            continue
        exact = _percent(left.money.value, budget.money.value)
        if exact > Decimal(found["rate"]):
            yield tell(RATIO, found.span(), f"{indicator.name}写{found[0]}，结余{left.span.words}÷预算{budget.span.words}＝{plain(round_to(exact, Decimal('0.01')))}%",
                       expected=f"{plain(round_to(exact, Decimal('0.01')))}%", others=[left.span, budget.span])  # fmt: skip


_AT_MOST = re.compile(rf"^≤(?P<rate>{NUMBER})%$")
_PERCENT = re.compile(rf"^=?(?P<rate>{NUMBER})%$")


def composition_is_what_was_spent(report: Report) -> Iterator[Finding]:
    """T110: sub-projects against what was paid."""
    spent = [a for a in report.amounts if a.role == "支出"]
    for part in (a for a in report.amounts if a.role == "子项目合计"):
        if spent and all(part.money != other.money for other in spent):
            yield tell(COMPOSITION, part.span, f"子项目合计{part.span.words}，实际支付{spent[0].span.words}",
                       expected=spent[0].span.words, others=[spent[0].span])  # fmt: skip


def _is_about_rest(passage: Passage) -> bool:
    return (
        re.search(
            r"结余|结转|财政(?:部门)?收回|收回(?:财政|预算)|调减|核减|退回|剩余资金", passage.text.words
        )
        is not None
    )


_MUCH = Decimal("0.1")


_WHY = re.compile(
    r"(?:结余|未拨付|未支出)[^。;]{0,20}(?:原因|因为|由于)|(?:原因|因为|由于)[^。;]{0,20}(?:结余|未拨付|未支出)"
)


def quotas_are_explained(report: Report) -> Iterator[Finding]:
    """T109 in the table of funds: a budget that was not granted."""
    left = next((a for a in report.amounts if a.role == "指标结余"), None)
    budget = next((a for a in report.amounts if a.role == "年初预算"), None)
    if left is None or budget is None or left.money.value <= budget.money.value * _MUCH:
        return
    if not any(_WHY.search(text.words) for text in report.texts()):
        yield tell(
            BALANCE,
            left.span,
            f"年初预算{budget.span.words}，指标结余{left.span.words}，没有说明原因",
            others=[budget.span],
        )


def balances_are_explained(report: Report) -> Iterator[Finding]:
    """T109: much of a budget is not spent, and the report says nothing of the rest."""
    budgets = [a for a in report.amounts if a.role in {"全年预算", "年初预算"}]
    spent = [a for a in report.amounts if a.role == "支出"]
    if not budgets or not spent or any(_is_about_rest(p) for p in report.passages):
        return
    budget, used = budgets[-1], spent[-1]
    rest = budget.money.value - used.money.value
    if rest > budget.money.value * _MUCH:
        yield tell(BALANCE, used.span, f"预算{budget.span.words}，支出{used.span.words}，余下{plain(rest / 10000)}万元没有交代",
                   others=[budget.span])  # fmt: skip


RULES: tuple[Rule, ...] = (
    rates_of_scores, sections_make_the_total, tables_add_up, levels_make_full_marks, sections_of_tables,
    counts_of_indicators, rates_follow, tabled_rates_follow, composition_is_what_was_spent, balances_are_explained,
    savings_follow, quotas_are_explained,
)  # fmt: skip
