"""Every written form of the contract and of the five sample reports, and what it means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from generator.notation import (
    Actual,
    Category,
    Comparison,
    DateValue,
    Deadline,
    Interval,
    Operator,
    Quantity,
    RelativeDay,
    RelativeDeadline,
    ServiceHours,
    Special,
    Target,
    Unparsed,
    parse_actual,
    parse_interval,
    parse_target,
)


def q(value: str, unit: str = "") -> Quantity:
    return Quantity(Decimal(value), unit)


def c(op: Operator, value: str, unit: str = "") -> Comparison:
    return Comparison(op, q(value, unit))


def closed(low: str, high: str, unit: str = "") -> Interval:
    return Interval(q(low, unit), True, q(high, unit), True)  # noqa: FBT003


LAST_DAY_OF_2024 = Deadline(date(2024, 12, 31))
TENTH_OF_NEXT_MONTH = RelativeDay("次月", 10)

TARGETS: list[tuple[str, Target]] = [
    # signs
    ("≥99.99%", c("≥", "99.99", "%")),
    (">=99.99%", c("≥", "99.99", "%")),
    ("> =99.99%", c("≥", "99.99", "%")),
    ("≧99.99％", c("≥", "99.99", "%")),
    ("⩾99.99%", c("≥", "99.99", "%")),
    ("＞10%", c(">", "10", "%")),
    (">10%", c(">", "10", "%")),
    ("<10%", c("<", "10", "%")),
    ("≦1%", c("≤", "1", "%")),
    ("<=1%", c("≤", "1", "%")),
    ("≤1%", c("≤", "1", "%")),
    ("=100%", c("=", "100", "%")),
    ("＝100%", c("=", "100", "%")),
    ("n≥95%", c("≥", "95", "%")),
    ("100%≥n", c("≤", "100", "%")),
    ("≥-5%", c("≥", "-5", "%")),
    # words before
    ("不小于10万", c("≥", "100000")),
    ("不少于50次每秒", c("≥", "50", "次/秒")),
    ("不低于90%", c("≥", "90", "%")),
    ("不大于3秒", c("≤", "3", "秒")),
    ("不超过5天", c("≤", "432000", "秒")),
    ("不高于5%", c("≤", "5", "%")),
    ("大于3个", c(">", "3", "个")),
    ("小于3个", c("<", "3", "个")),
    ("低于5%", c("<", "5", "%")),
    ("超过10%", c(">", "10", "%")),
    ("高于10%", c(">", "10", "%")),
    ("至少3次", c("≥", "3", "次")),
    ("至多3次", c("≤", "3", "次")),
    ("等于3", c("=", "3")),
    ("大于等于3", c("≥", "3")),
    ("小于或等于3", c("≤", "3")),
    ("达到95%", c("", "95", "%")),
    # words behind
    ("15%及以下", c("≤", "15", "%")),
    ("15%以下", c("≤", "15", "%")),
    ("15%(含)以下", c("≤", "15", "%")),
    ("15%以下（不含）", c("<", "15", "%")),
    ("95%及以上", c("≥", "95", "%")),
    ("95%以上", c("≥", "95", "%")),
    ("2小时内", c("≤", "7200", "秒")),
    ("2小时以内", c("≤", "7200", "秒")),
    ("30分钟之内", c("≤", "1800", "秒")),
    ("5个工作日内", c("≤", "5", "工作日")),
    ("5个工作日内完成", c("≤", "5", "工作日")),
    ("2个月内", c("≤", "2", "月")),
    # both, saying the same
    ("不低于95%以上", c("≥", "95", "%")),
    ("达到95%以上", c("≥", "95", "%")),
    ("不超过5个工作日以内", c("≤", "5", "工作日")),
    ("控制在5%以内", c("≤", "5", "%")),
    # intervals
    ("90%≤n≤100%", closed("90", "100", "%")),
    ("90%<=N<=100%", closed("90", "100", "%")),
    ("100%≥x≥90%", closed("90", "100", "%")),
    ("90%<x≤100%", Interval(q("90", "%"), low_closed=False, high=q("100", "%"), high_closed=True)),
    ("90%—100%", closed("90", "100", "%")),
    ("90%——100%", closed("90", "100", "%")),
    ("90%–100%", closed("90", "100", "%")),
    ("90%-100%", closed("90", "100", "%")),
    ("90%~100%", closed("90", "100", "%")),
    ("90%～100%", closed("90", "100", "%")),
    ("90%至100%", closed("90", "100", "%")),
    ("95-100%", closed("95", "100", "%")),
    ("3-5个", closed("3", "5", "个")),
    ("1-2小时", closed("3600", "7200", "秒")),
    ("5万-10万", closed("50000", "100000")),
    # dates
    ("2024年12月31日前", LAST_DAY_OF_2024),
    ("2024年12月31日之前", LAST_DAY_OF_2024),
    ("2024年12月31日以前", LAST_DAY_OF_2024),
    ("2024年12月31日前完成", LAST_DAY_OF_2024),
    ("于2024年12月31日前完成", LAST_DAY_OF_2024),
    ("2024-12-31前", LAST_DAY_OF_2024),
    ("2024年12月31日", LAST_DAY_OF_2024),
    ("不晚于2024年12月31日", LAST_DAY_OF_2024),
    ("≤2024年12月31日", LAST_DAY_OF_2024),
    ("2024年底前", LAST_DAY_OF_2024),
    ("2024年年底前", LAST_DAY_OF_2024),
    ("2024年12月底前", LAST_DAY_OF_2024),
    ("2024年2月底前", Deadline(date(2024, 2, 29))),
    ("早于2024-12-31", Deadline(date(2024, 12, 31), inclusive=False)),
    ("次月10日前", RelativeDeadline(TENTH_OF_NEXT_MONTH)),
    ("下月10号前", RelativeDeadline(TENTH_OF_NEXT_MONTH)),
    ("次月10日", RelativeDeadline(TENTH_OF_NEXT_MONTH)),
    ("次年3月31日前", RelativeDeadline(RelativeDay("次年", 31, 3))),
    # service
    ("7*24小时", ServiceHours(7, 24)),
    ("7×24小时", ServiceHours(7, 24)),
    ("7X24", ServiceHours(7, 24)),
    ("5*8小时", ServiceHours(5, 8)),
    # bare values
    ("4个", c("", "4", "个")),
    ("100%", c("", "100", "%")),
    ("5000", c("", "5000")),
    ("1，265.41万元", c("", "12654100", "元")),
    ("1,265,410", c("", "1265410")),
    ("5‰", c("", "0.5", "%")),
    ("50㎡", c("", "50", "平方米")),
    ("1.2亿元", c("", "120000000", "元")),
    ("500元/人", c("", "500", "元/人")),
    # words
    ("合规", Category("合规")),
    ("完成", Category("完成")),
    ("有效提高", Category("有效提高")),
    ("达标", Category("达标")),
    ("优良（含优秀）", Category("优良(含优秀)")),
    ("不低于国家标准", Category("不低于国家标准")),
    ("二级", Category("二级")),
    ("AAA", Category("AAA")),
]

ACTUALS: list[tuple[str, Actual]] = [
    ("99.31%", q("99.31", "%")),
    ("=90%", q("90", "%")),
    ("＝９０％", q("90", "%")),
    ("等于3", q("3")),
    ("达到95%", q("95", "%")),
    ("4.9万件", q("49000", "件")),
    ("100次/每秒", q("100", "次/秒")),
    ("100次/秒", q("100", "次/秒")),
    ("100次每秒", q("100", "次/秒")),
    ("250毫秒", q("0.25", "秒")),
    ("250ms", q("0.25", "秒")),
    ("-5%", q("-5", "%")),
    ("−5%", q("-5", "%")),
    ("2.5个百分点", q("2.5", "百分点")),
    ("3个月", q("3", "月")),
    ("1周", q("604800", "秒")),
    ("≤15%", c("≤", "15", "%")),
    ("95%以上", c("≥", "95", "%")),
    ("2小时内", c("≤", "7200", "秒")),
    ("2024-10-25", DateValue(date(2024, 10, 25))),
    ("2024/10/25", DateValue(date(2024, 10, 25))),
    ("次月10日", TENTH_OF_NEXT_MONTH),
    ("次月 9 日", RelativeDay("次月", 9)),
    ("7×24小时", ServiceHours(7, 24)),
    ("未完成", Special("未完成")),
    ("不适用", Special("不适用")),
    ("无", Special("无")),
    ("未载明", Special("未载明")),
    ("显著", Category("显著")),
]

PRAISE = ["充分", "规范", "合理", "明确", "科学", "合规", "健全", "有效", "显著", "完成"]

SEED_TARGETS: list[tuple[str, Target]] = [
    ("不小于 5000", c("≥", "5000")),
    ("不小于 10 万", c("≥", "100000")),
    ("不小于10万", c("≥", "100000")),
    ("≥99.99%", c("≥", "99.99", "%")),
    ("≥ 99.99%", c("≥", "99.99", "%")),
    ("不少于 50 次每秒", c("≥", "50", "次/秒")),
    ("不少于 50 次每 秒", c("≥", "50", "次/秒")),
    ("不大于3秒", c("≤", "3", "秒")),
    ("90%≤n≤100%", closed("90", "100", "%")),
    ("90%—100%", closed("90", "100", "%")),
    ("≥90%", c("≥", "90", "%")),
    ("1 项", c("", "1", "项")),
    ("2024 年 12 月 31 日前", LAST_DAY_OF_2024),
    (">90%", c(">", "90", "%")),
    ("4 个", c("", "4", "个")),
    ("3 个", c("", "3", "个")),
    ("7*24 小时", ServiceHours(7, 24)),
    ("95% ≤ N ≤ 100%", closed("95", "100", "%")),
    ("95%≤N≤100%", closed("95", "100", "%")),
    ("≥95%", c("≥", "95", "%")),
    ("3个", c("", "3", "个")),
    ("≥99%", c("≥", "99", "%")),
    ("2小时内", c("≤", "7200", "秒")),
    ("≤1%", c("≤", "1", "%")),
    ("≥5年", c("≥", "5", "年")),
    ("≥98%", c("≥", "98", "%")),
    ("365次", c("", "365", "次")),
    ("12 次", c("", "12", "次")),
    ("4次", c("", "4", "次")),
    ("10个", c("", "10", "个")),
    ("次月10日前", RelativeDeadline(TENTH_OF_NEXT_MONTH)),
    ("5个工作日内", c("≤", "5", "工作日")),
    ("≤ 100%", c("≤", "100", "%")),
    ("100%", c("", "100", "%")),
    ("=100%", c("=", "100", "%")),
    ("15%及以下", c("≤", "15", "%")),
    (">80%", c(">", "80", "%")),
    (">10%", c(">", "10", "%")),
    ("小于 0.2%", c("<", "0.2", "%")),
    ("小于 0.5%", c("<", "0.5", "%")),
    *((word, Category(word)) for word in [*PRAISE, "有效提高", "明显", "良好", "资产明确", "不适用"]),
]

SEED_ACTUALS: list[tuple[str, Actual]] = [
    ("100%", q("100", "%")),
    ("99.31%", q("99.31", "%")),
    ("99.68%", q("99.68", "%")),
    ("98.72%", q("98.72", "%")),
    ("45.33%", q("45.33", "%")),
    ("0.32%", q("0.32", "%")),
    ("75%", q("75", "%")),
    ("99%", q("99", "%")),
    ("16000 个", q("16000", "个")),
    ("16000个", q("16000", "个")),
    ("100次/每秒", q("100", "次/秒")),
    ("100 次每秒", q("100", "次/秒")),
    ("1 项", q("1", "项")),
    ("2024 年 10 月 25 日", DateValue(date(2024, 10, 25))),
    ("4 个", q("4", "个")),
    ("7*24 小时", ServiceHours(7, 24)),
    ("4.9 万件", q("49000", "件")),
    ("2小时", q("7200", "秒")),
    ("5年", q("5", "年")),
    ("365 次", q("365", "次")),
    ("12次", q("12", "次")),
    ("次月10日", TENTH_OF_NEXT_MONTH),
    ("5个工作日", q("5", "工作日")),
    ("=100%", q("100", "%")),
    ("=90%", q("90", "%")),
    ("=82%", q("82", "%")),
    ("=10%", q("10", "%")),
    ("≤15%", c("≤", "15", "%")),
    ("2 套", q("2", "套")),
    ("36831 件", q("36831", "件")),
    ("2 人", q("2", "人")),
    ("6 份", q("6", "份")),
    ("0 次", q("0", "次")),
    ("21 个", q("21", "个")),
    ("未完成", Special("未完成")),
    ("不适用", Special("不适用")),
    ("无", Special("无")),
    *((word, Category(word)) for word in [*PRAISE, "好"]),
]

REFUSED_TARGETS = [
    ("约100左右", "说不清准数"),
    ("3-5左右", "说不清准数"),
    ("100余次", "说不清准数"),
    ("100%%", "百分号重复"),
    ("12,65", "千分位"),
    ("1,2345", "千分位"),
    ("1 265", "有空格"),
    ("90%—10 0%", "有空格"),
    ("100%¹", "脚注标记"),
    ("优秀①", "脚注标记"),
    ("①", "脚注标记"),
    ("½", "脚注标记"),
    ("100次每", "不是认识的单位"),
    ("5座泵站", "不是认识的单位"),
    ("1万%", "看不懂"),
    ("不少于三次", "阿拉伯数字"),
    ("三个月内", "阿拉伯数字"),
    ("百分之九十以上", "阿拉伯数字"),
    ("超过90%以上", "意思不一致"),
    ("≥90%以下", "意思不一致"),
    ("控制在5%", "控制在"),
    ("100%-90%", "下限比上限大"),
    ("90%<x<90%", "下限比上限大"),
    ("90≤x≤100%", "单位不一样"),
    ("5-10万", "两端都写全"),
    ("2024年2月30日前", "不存在"),
    ("2024年13月底前", "不存在"),
    ("次月32日前", "不存在"),
    ("2024年12月前", "没有写到日"),
    ("2024-12", "没有写到日"),
    ("2024年", "没有写到日"),
    ("12月31日前", "没有写年份"),
    ("3月内", "几个月"),
    ("7*25小时", "服务时间"),
    ("10日前", "可以写"),
    ("≥", "没有写内容"),
    ("", "没有写内容"),
    ("　", "没有写内容"),
    ("/", "可以写"),
    ("提高10%", "可以写"),
    (r"$\geq 95\%$", "可以写"),
    ("9" * 30, "数字太长"),
    ("合" * 41, "可以写"),
    ("合" * 201, "太长"),
    ("合规\n健全", "可以写"),
]

REFUSED_ACTUALS = [
    ("90%-95%", "不能写区间"),
    ("2024年12月31日前", "不能写期限"),
    ("次月10日前", "不能写期限"),
    ("2024年10月", "没有写到日"),
    ("10月25日", "没有写年份"),
    ("100次每", "不是认识的单位"),
    ("一年", "阿拉伯数字"),
    ("约100", "说不清准数"),
    ("预约率9成", "可以写"),
    ("/", "可以写"),
]


@pytest.mark.parametrize(("text", "expected"), [*TARGETS, *SEED_TARGETS])
def test_target(text: str, expected: Target) -> None:
    assert parse_target(text) == expected


@pytest.mark.parametrize(("text", "expected"), [*ACTUALS, *SEED_ACTUALS])
def test_actual(text: str, expected: Actual) -> None:
    assert parse_actual(text) == expected


@pytest.mark.parametrize(("text", "why"), REFUSED_TARGETS)
def test_target_is_refused_with_a_reason(text: str, why: str) -> None:
    refused = parse_target(text)
    assert isinstance(refused, Unparsed), refused
    assert refused.text == text
    assert why in refused.reason
    assert "可以写：≥99.99%" in refused.reason


@pytest.mark.parametrize(("text", "why"), REFUSED_ACTUALS)
def test_actual_is_refused_with_a_reason(text: str, why: str) -> None:
    refused = parse_actual(text)
    assert isinstance(refused, Unparsed), refused
    assert why in refused.reason


@pytest.mark.parametrize(("text", "_"), [*TARGETS, *SEED_TARGETS])
def test_target_prints_what_parses_to_itself(text: str, _: Target) -> None:
    value = parse_target(text)
    assert parse_target(str(value)) == value


@pytest.mark.parametrize(("text", "_"), [*ACTUALS, *SEED_ACTUALS])
def test_actual_prints_what_parses_to_itself(text: str, _: Actual) -> None:
    value = parse_actual(text)
    assert parse_actual(str(value)) == value


def test_the_authors_text_is_kept_and_does_not_count() -> None:
    wide, narrow = parse_target("不小于 10 万"), parse_target("≥100000")
    assert isinstance(wide, Comparison)
    assert wide == narrow
    assert wide.text == "不小于 10 万"
    assert wide.quantity.text == "10万"
    assert hash(wide) == hash(narrow)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90%≤x≤100%", closed("90", "100", "%")),
        ("90%≤n<100%", Interval(q("90", "%"), low_closed=True, high=q("100", "%"), high_closed=False)),
        ("x<90%", Interval(None, low_closed=False, high=q("90", "%"), high_closed=False)),
        ("<90%", Interval(None, low_closed=False, high=q("90", "%"), high_closed=False)),
        ("N≤90%", Interval(None, low_closed=False, high=q("90", "%"), high_closed=True)),
        ("90%以下", Interval(None, low_closed=False, high=q("90", "%"), high_closed=True)),
        ("x>130%", Interval(q("130", "%"), low_closed=False, high=None, high_closed=False)),
        ("130%<x", Interval(q("130", "%"), low_closed=False, high=None, high_closed=False)),
        ("≥98%", Interval(q("98", "%"), low_closed=True, high=None, high_closed=False)),
        ("x=100%", closed("100", "100", "%")),
        ("80~90", closed("80", "90")),
    ],
)
def test_interval(text: str, expected: Interval) -> None:
    assert parse_interval(text) == expected
    assert parse_interval(str(expected)) == expected


@pytest.mark.parametrize("text", ["", "100%", "合规", "100%-90%", "x", "90%≤x≤", "约90%", "5-10万"])
def test_no_interval(text: str) -> None:
    refused = parse_interval(text)
    assert isinstance(refused, Unparsed)
    assert "90%≤x≤100%" in refused.reason


def test_interval_contains() -> None:
    band = closed("90", "100", "%")
    assert band.contains(q("90", "%")) is True
    assert band.contains(q("89.9999", "%")) is False
    assert band.contains(q("95")) is None
    assert str(Interval(None, low_closed=False, high=None, high_closed=False)) == "x"
