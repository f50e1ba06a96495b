"""Arithmetic of money: budget, receipt, expenditure, balances, sources."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.checks.subject import Subject
from generator.findings import Finding, Kind, Severity
from generator.model.funds import ITEMS
from generator.scoring.numbers import percent, plain, to_decimal

BUDGET_SUM = Kind(
    code="F301",
    title="全年预算不等于年初预算加调整",
    severity=Severity.ERROR,
    explanation="全年预算＝年初预算＋预算调整（调减为负）。没有写预算调整的，两者相等，或应补写调整数。",
    mend="核对三个数；补上“预算调整”。",
    wrong="年初预算: 107\n全年预算: 106.8",
    right="年初预算: 107\n预算调整: -0.2\n全年预算: 106.8",
)
OVERSPENT = Kind(
    code="F302",
    title="支出多于到位资金",
    severity=Severity.WARNING,
    explanation="实际支出一般不多于到位资金。",
    mend="核对到位和支出；确实如此的，写入“差异说明”（对象: [资金]）。",
)
SOURCES_SUM = Kind(
    code="F303",
    title="资金来源之和不等于总额",
    severity=Severity.ERROR,
    explanation="各资金来源的同一项金额之和应等于总额（各来源都写了这一项时才比较）。",
    mend="核对各来源的金额。",
)
BALANCE = Kind(
    code="F304",
    title="结余不平",
    severity=Severity.ERROR,
    explanation="结余＝到位－支出＝结转＋收回；指标结余＝年初预算＋预算调整－到位。",
    mend="核对结余、结转、收回；签发的报告本来如此的，写入“差异说明”（对象: [资金]）。",
)
COMPOSITION_SUM = Kind(
    code="F305",
    title="资金构成之和与支出不符",
    severity=Severity.ERROR,
    explanation="资金构成（子项目）的实际金额之和应等于实际支出。",
    mend="核对子项目金额；签发的报告本来如此的，写入“差异说明”（对象: [资金]）。",
)
EXECUTION_RATE = Kind(
    code="F306",
    title="公布的执行率与金额不符",
    severity=Severity.ERROR,
    explanation="按规则集的口径用两个金额算出的执行率，与公布的执行率不同（按公布时的精度比较）。",
    mend="核对金额和执行率；签发的报告本来如此的，写入“差异说明”（对象: [资金] 或 [预算执行率]）。",
)

KINDS = (BUDGET_SUM, OVERSPENT, SOURCES_SUM, BALANCE, COMPOSITION_SUM, EXECUTION_RATE)
ABOUT = ("资金",)


def budget_adds_up(subject: Subject) -> Iterator[Finding]:
    """F301: annual budget = initial budget + adjustment."""
    funds = subject.project.funds
    initial, annual = funds.item("年初预算"), funds.item("全年预算")
    adjustment = funds.number(funds.budget_adjustment) or Decimal(0)
    if initial is not None and annual is not None and initial + adjustment != annual:
        yield subject.report(
            BUDGET_SUM, subject.at("资金", "全年预算"),
            f"年初预算{plain(initial)}＋调整{plain(adjustment)}＝{plain(initial + adjustment)}，全年预算写的是{plain(annual)}",
            about=ABOUT, found=plain(annual), expected=plain(initial + adjustment),
        )  # fmt: skip


def spending_within_receipt(subject: Subject) -> Iterator[Finding]:
    """F302: no more was spent than received."""
    received, spent = subject.project.funds.item("到位"), subject.project.funds.item("支出")
    if received is not None and spent is not None and spent > received:
        yield subject.report(
            OVERSPENT, subject.at("资金", "支出"), f"支出{plain(spent)}多于到位{plain(received)}",
            about=ABOUT, found=plain(spent), expected=f"不多于{plain(received)}",
        )  # fmt: skip


def sources_add_up(subject: Subject) -> Iterator[Finding]:
    """F303: the sources of an item add up to its total."""
    funds = subject.project.funds
    for name, attribute in ITEMS.items():
        parts = [funds.number(getattr(source, attribute)) for source in funds.sources]
        total = funds.item(name)
        if total is None or not parts or any(p is None for p in parts):
            continue
        added = sum((p for p in parts if p is not None), Decimal(0))
        if added != total:
            yield subject.report(
                SOURCES_SUM, subject.at("资金", "来源"), f"各来源“{name}”之和为{plain(added)}，总额为{plain(total)}",
                about=ABOUT, found=plain(added), expected=plain(total),
            )  # fmt: skip


def balances_hold(subject: Subject) -> Iterator[Finding]:
    """F304: balances follow from their parts."""
    funds = subject.project.funds
    initial, received, spent = funds.item("年初预算"), funds.item("到位"), funds.item("支出")
    surplus = funds.number(funds.surplus)
    carried, reclaimed = funds.number(funds.carried_over), funds.number(funds.reclaimed)
    quota, adjustment = funds.number(funds.quota_balance), funds.number(funds.budget_adjustment) or Decimal(0)
    equations = [
        ("结余", surplus, "到位－支出", None if received is None or spent is None else received - spent),
        ("结余", surplus, "结转＋收回", None if carried is None or reclaimed is None else carried + reclaimed),
        ("指标结余", quota, "年初预算＋调整－到位",
         None if initial is None or received is None else initial + adjustment - received),
    ]  # fmt: skip
    for name, stated, formula, computed in equations:
        if stated is not None and computed is not None and stated != computed:
            yield subject.report(
                BALANCE, subject.at("资金", name), f"{name}写的是{plain(stated)}，{formula}＝{plain(computed)}",
                about=ABOUT, found=plain(stated), expected=plain(computed),
            )  # fmt: skip


def composition_adds_up(subject: Subject) -> Iterator[Finding]:
    """F305: sub-projects add up to what was spent."""
    funds = subject.project.funds
    parts = [funds.number(p.amount) for p in funds.composition]
    spent = funds.item("支出")
    if spent is None or not parts or any(p is None for p in parts):
        return
    added = sum((p for p in parts if p is not None), Decimal(0))
    if added != spent:
        yield subject.report(
            COMPOSITION_SUM, subject.at("资金", "构成"), f"资金构成之和为{plain(added)}，支出为{plain(spent)}",
            about=ABOUT, found=plain(added), expected=plain(spent),
        )  # fmt: skip


def execution_rate_is_right(subject: Subject) -> Iterator[Finding]:
    """F306: the published execution rate follows from the two amounts, at the precision it is printed with."""
    published = subject.project.published
    if published is None or published.execution_rate is None or subject.rules is None:
        return
    basis = subject.rules.execution_basis
    ratio: Fraction | None = subject.project.funds.ratio(*basis.items)
    stated = published.execution_rate.value
    places = max(-int(stated.as_tuple().exponent), 0)
    if ratio is not None and to_decimal(ratio * 100, places) != stated:
        yield subject.report(
            EXECUTION_RATE, subject.at("公布", "执行率"), f"公布的执行率是{published.execution_rate}，{basis}＝{percent(ratio)}",
            about=(*ABOUT, "预算执行率"), found=str(published.execution_rate), expected=percent(ratio),
        )  # fmt: skip


RULES = (
    budget_adds_up, spending_within_receipt, sources_add_up, balances_hold, composition_adds_up,
    execution_rate_is_right,
)  # fmt: skip
