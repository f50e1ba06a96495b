"""What holds for every value and every text."""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.notation import (
    Actual,
    Category,
    Comparison,
    DateValue,
    Deadline,
    Interval,
    Money,
    Operator,
    Points,
    Quantity,
    RelativeDay,
    RelativeDeadline,
    ServiceHours,
    Special,
    Target,
    Unparsed,
    comparable,
    meets,
    parse_actual,
    parse_amount,
    parse_date,
    parse_interval,
    parse_percent,
    parse_points,
    parse_step,
    parse_target,
    same_at_precision,
)

UNITS = [
    "",
    "%",
    "百分点",
    "元",
    "秒",
    "工作日",
    "月",
    "个",
    "次",
    "人次",
    "次/秒",
    "秒/件",
    "月/件",
    "平方米",
    "GB",
]
OPERATORS: list[Operator] = ["≥", "≤", ">", "<", "=", ""]
PARSERS: list[Callable[[str], object]] = [
    parse_target,
    parse_actual,
    parse_amount,
    parse_percent,
    parse_date,
    parse_points,
    parse_step,
    parse_interval,
]

numbers = st.decimals(Decimal(-(10**9)), Decimal(10**9), places=4)
quantities = st.builds(Quantity, numbers, st.sampled_from(UNITS)) | st.builds(
    Quantity, st.decimals(0, 999, places=1), st.just("年")
)
days = st.dates(date(1949, 10, 1), date(2100, 12, 31))
relative_days = st.builds(
    RelativeDay, st.sampled_from(["当月", "次月", "每月"]), st.integers(1, 31)
) | st.builds(RelativeDay, st.sampled_from(["当年", "次年", "每年"]), st.integers(1, 28), st.integers(1, 12))
service_hours = st.builds(ServiceHours, st.integers(1, 7), st.integers(1, 24))
comparisons = st.builds(Comparison, st.sampled_from(OPERATORS), quantities)
bounds = st.builds(Comparison, st.sampled_from(OPERATORS[:4]), quantities)
categories = st.builds(
    Category, st.sampled_from(["合规", "完成", "有效提高", "较好(良)", "A级", "Very good"])
)
specials = st.sampled_from([Special("未完成"), Special("不适用"), Special("无"), Special("未载明")])


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    unit = draw(st.sampled_from(UNITS))
    low, high = sorted((draw(numbers), draw(numbers)))
    assume(low < high)
    ends = Quantity(low, unit), Quantity(high, unit)
    return Interval(ends[0], draw(st.booleans()), ends[1], draw(st.booleans()))


targets: st.SearchStrategy[Target] = st.one_of(
    comparisons,
    intervals(),
    st.builds(Deadline, days, st.booleans()),
    st.builds(RelativeDeadline, relative_days),
    service_hours,
    categories,
)
actuals: st.SearchStrategy[Actual] = st.one_of(
    quantities, bounds, st.builds(DateValue, days), relative_days, service_hours, categories, specials
)
written = st.one_of(targets.map(str), actuals.map(str))
pieces = st.lists(
    st.sampled_from(
        [
            *"0123456789,.%≥≤<>=~-—/*()（）个次年月日前内每约¹①②½ 　",
            "以上",
            "不超过",
            "万",
            "亿元",
            "次月",
            "合规",
        ]
    )
).map("".join)
texts = st.one_of(st.text(), pieces, written)


def full_width(text: str) -> str:
    printable = {
        ord(character): ord(character) + 0xFEE0 for character in string.printable if "!" <= character <= "~"
    }
    return text.translate({**printable, ord(" "): 0x3000})


@given(targets)
def test_a_target_survives_printing(target: Target) -> None:
    assert parse_target(str(target)) == target


@given(actuals)
def test_an_actual_survives_printing(actual: Actual) -> None:
    assert parse_actual(str(actual)) == actual


@given(intervals())
def test_an_interval_survives_printing(interval: Interval) -> None:
    assert parse_interval(str(interval)) == interval


@given(st.builds(Money, numbers))
def test_an_amount_survives_printing(amount: Money) -> None:
    assert parse_amount(str(amount)) == amount


@given(st.fractions(0, 1, max_denominator=9999), st.booleans())
def test_points_survive_printing(value: Fraction, of_weight: bool) -> None:  # noqa: FBT001
    points = Points(value, of_weight)
    assert parse_points(str(points)) == points


@given(texts)
@example("1\u200b 2")
@example("²")
@example("٣")
@example("\ud800")
def test_no_text_makes_a_parser_raise_and_what_parses_is_stable(text: str) -> None:
    for parse in PARSERS:
        value = parse(text)
        if not isinstance(value, Unparsed | Decimal):
            assert parse(str(value)) == value
    same_at_precision(text, text)


@given(texts)
def test_half_and_full_width_are_equal(text: str) -> None:
    for parse in PARSERS:
        narrow, wide = parse(text), parse(full_width(text))
        if isinstance(narrow, Unparsed):
            assert isinstance(wide, Unparsed)
        else:
            assert wide == narrow


@given(texts)
def test_a_category_has_no_digits(text: str) -> None:
    for value in (parse_target(text), parse_actual(text)):
        if isinstance(value, Category):
            assert not any(character.isdigit() for character in value.text)
            assert 0 < len(value.text) <= 40


@given(texts)
def test_a_refusal_keeps_the_text_and_names_the_forms(text: str) -> None:
    for parse in PARSERS:
        value = parse(text)
        if isinstance(value, Unparsed):
            assert value.text == text
            assert "可以写：" in value.reason


@given(targets, actuals)
def test_meets_always_answers(target: Target, actual: Actual) -> None:
    assert meets(target, actual) in {True, False, None}


@given(st.sampled_from(OPERATORS), quantities, st.decimals(Decimal("0.0001"), 10**6, places=4))
def test_boundaries_are_exact(op: Operator, limit: Quantity, gap: Decimal) -> None:
    target = Comparison(op, limit)
    below, above = (Quantity(limit.value + delta, limit.unit) for delta in (-gap, gap))
    assert meets(target, limit) is (op not in {">", "<"})
    assert meets(target, above) is (op in {"≥", ">", ""})
    assert meets(target, below) is (op in {"≤", "<"})


@given(bounds, comparisons, numbers)
def test_an_implied_target_is_met_by_everything_within_the_bound(
    bound: Comparison, target: Comparison, value: Decimal
) -> None:
    inside = Quantity(value, bound.quantity.unit)
    if meets(target, bound) and meets(bound, inside):
        assert meets(target, inside)


@given(quantities, quantities)
def test_comparability_is_mutual(a: Quantity, b: Quantity) -> None:
    assert comparable(a, b) is comparable(b, a)
    assert comparable(a, a)


@given(
    st.decimals(0, 10**9, places=6), st.integers(0, 6), st.sampled_from(["%", "元", "万元", "个", "小时", ""])
)
def test_a_rounded_figure_agrees_with_its_source(value: Decimal, places: int, unit: str) -> None:
    exact = Fraction(value)
    shown = Decimal(int(exact * 10**places + Fraction(1, 2))).scaleb(-places)
    grain = Decimal(1).scaleb(-places)
    source = f"{value:f}{unit}"
    assert same_at_precision(source, f"{shown:f}{unit}")
    assert not same_at_precision(source, f"{shown + grain:f}{unit}")


@pytest.mark.parametrize("parse", PARSERS)
def test_long_text_is_refused_quickly(parse: Callable[[str], object]) -> None:
    for text in (
        "1," * 5000,
        "9" * 10000,
        "≥" * 10000,
        "合" * 10000,
        "1-" * 5000,
        "(含)" * 3000,
        "一" * 10000,
    ):
        assert isinstance(parse(text), Unparsed)
