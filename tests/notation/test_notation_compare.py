"""Meeting a target, dimensions, agreement at the precision shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.notation import (
    Comparison,
    Quantity,
    Unparsed,
    comparable,
    meets,
    parse_actual,
    parse_target,
    same_at_precision,
)

MEETS: list[tuple[str, str, bool | None]] = [
    # exact at the boundary
    ("≥99.99%", "99.99%", True),
    ("≥99.99%", "99.9899999999%", False),
    (">10%", "10%", False),
    (">10%", "=10%", False),
    (">10%", "10.0000000001%", True),
    ("≤1%", "1.00%", True),
    ("<1%", "1%", False),
    ("=100%", "100.0%", True),
    ("=100%", "101%", False),
    ("=100%", "90%", False),
    # bare planned values
    ("100%", "100%", True),
    ("4个", "5个", True),
    ("4个", "3个", False),
    # bare numbers and units
    ("不小于5000", "16000个", True),
    ("不小于10万", "9.9999万人", False),
    ("不少于50次每秒", "100次/每秒", True),
    ("不少于50次每秒", "100", True),
    ("4个", "4次", None),
    ("100%", "1", None),
    ("≥5年", "5", None),
    ("2小时内", "2", None),
    # time
    ("2小时内", "2小时", True),
    ("2小时内", "120分钟", True),
    ("2小时内", "121分钟", False),
    ("不大于3秒", "3000毫秒", True),
    ("5个工作日内", "5个工作日", True),
    ("5个工作日内", "5天", None),
    ("≥5年", "60个月", None),
    # intervals
    ("90%≤n≤100%", "90%", True),
    ("90%≤n≤100%", "100%", True),
    ("90%<n<100%", "90%", False),
    ("90%<n<100%", "100%", False),
    ("90%—100%", "99.31%", True),
    ("90%—100%", "89.99%", False),
    ("90%—100%", "95个", None),
    ("90%—100%", "≥95%", None),
    # dates
    ("2024年12月31日前", "2024年10月25日", True),
    ("2024年12月31日前", "2024年12月31日", True),
    ("2024年12月31日前", "2025-01-01", False),
    ("早于2024-12-31", "2024-12-31", False),
    ("2024年12月31日前", "完成", None),
    ("次月10日前", "次月10日", True),
    ("次月10日前", "次月11日", False),
    ("次月10日前", "当月28日", True),
    ("次月10日前", "次年1月5日", None),
    ("次年3月31日前", "次年4月1日", False),
    ("次月10日前", "100%", None),
    # service hours
    ("7*24小时", "7×24小时", True),
    ("7*24小时", "5*8小时", False),
    ("7*24小时", "24小时", None),
    # words
    ("合规", "合规", True),
    ("合规", "好", False),
    ("完成", "完成", True),
    ("充分", "100%", None),
    ("=100%", "完成", None),
    # bounds as actuals
    ("15%及以下", "≤15%", True),
    ("15%及以下", "<15%", True),
    ("<15%", "≤15%", None),
    ("<15%", "<15%", True),
    ("15%及以下", "≤16%", None),
    ("15%及以下", "≥1%", None),
    ("≥95%", "95%以上", True),
    ("100%", "超过100%", True),
    ("≥95%", "≥95个", None),
    ("=100%", "≥100%", None),
    # special values
    ("100%", "未完成", False),
    ("合规", "未完成", False),
    ("100%", "不适用", None),
    ("100%", "无", None),
    ("100%", "未载明", None),
]


@pytest.mark.parametrize(("target_text", "actual_text", "expected"), MEETS)
def test_meets(target_text: str, actual_text: str, expected: bool | None) -> None:  # noqa: FBT001
    target, actual = parse_target(target_text), parse_actual(actual_text)
    assert not isinstance(target, Unparsed)
    assert not isinstance(actual, Unparsed)
    assert meets(target, actual) is expected


def test_a_hand_made_equality_as_actual_is_a_figure() -> None:
    ten = Quantity(Decimal(10), "%")
    assert meets(Comparison("≥", ten), Comparison("=", ten)) is True


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("", "", True),
        ("个", "个", True),
        ("", "个", True),
        ("次/秒", "", True),
        ("", "平方米", True),
        ("个", "次", False),
        ("", "%", False),
        ("", "百分点", False),
        ("%", "百分点", False),
        ("", "元", False),
        ("", "秒", False),
        ("", "工作日", False),
        ("", "月", False),
        ("", "年", False),
        ("", "元/人", False),
        ("秒", "工作日", False),
    ],
)
def test_comparable(a: str, b: str, expected: bool) -> None:  # noqa: FBT001
    one = Decimal(1)
    assert comparable(Quantity(one, a), Quantity(one, b)) is expected
    assert comparable(Quantity(one, b), Quantity(one, a)) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("72890元", "7.29万元", True),
        ("72890元", "7.289万元", True),
        ("72890元", "7.28万元", False),
        ("72850元", "7.29万元", True),
        ("72849.99元", "7.28万元", True),
        ("45.327%", "45.33%", True),
        ("45.325%", "45.33%", True),
        ("45.324%", "45.33%", False),
        ("1,265.41万元", "12654100元", True),
        ("1265.41万元", "1265.4万元", True),
        ("1.0万元", "1.04万元", True),
        ("1.00万元", "1.04万元", False),
        ("10万", "99999个", True),
        ("120分钟", "2小时", True),
        ("99.31%", "99.31", False),
        ("-0.05%", "-0.1%", True),
        ("完成", "完成", False),
        ("≥95%", "95%", False),
        ("4个", "4次", False),
    ],
)
def test_same_at_precision(a: str, b: str, expected: bool) -> None:  # noqa: FBT001
    assert same_at_precision(a, b) is expected
    assert same_at_precision(b, a) is expected
