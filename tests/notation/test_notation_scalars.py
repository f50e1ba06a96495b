"""Amounts, percents, steps, points, dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from generator.notation import (
    Money,
    Points,
    Quantity,
    Unparsed,
    parse_amount,
    parse_date,
    parse_percent,
    parse_points,
    parse_step,
)


@pytest.mark.parametrize(
    ("text", "unit", "yuan"),
    [
        ("1265.41", "万元", "12654100"),
        ("1,265.41", "万元", "12654100"),
        ("1，265.41 万元", "元", "12654100"),
        ("72890元", "万元", "72890"),
        ("1.2亿元", "万元", "120000000"),
        ("0.00", "万元", "0"),
        ("-3.5", "万元", "-35000"),
        ("−3.5", "万元", "-35000"),
        ("3.5", "亿元", "350000000"),
        ("1256.72 万元", "万元", "12567200"),
        ("61.91 万元", "万元", "619100"),
        ("106.8", "万元", "1068000"),
        ("118.16", "万元", "1181600"),
        ("199.44 万元", "万元", "1994400"),
    ],
)
def test_amount(text: str, unit: str, yuan: str) -> None:
    amount = parse_amount(text, unit)
    assert amount == Money(Decimal(yuan))
    assert parse_amount(str(amount)) == amount


@pytest.mark.parametrize(
    ("text", "unit", "why"),
    [
        ("12,65", "万元", "千分位"),
        ("107万", "万元", "107万元"),
        ("未载明", "万元", "看不懂这个金额"),
        ("约100万元", "万元", "说不清准数"),
        ("100%", "万元", "看不懂这个金额"),
        ("", "万元", "没有写内容"),
        ("5", "美元", "金额单位“美元”"),
    ],
)
def test_no_amount(text: str, unit: str, why: str) -> None:
    refused = parse_amount(text, unit)
    assert isinstance(refused, Unparsed)
    assert why in refused.reason


def test_amount_in_a_unit() -> None:
    amount = Money(Decimal(72890))
    assert amount.in_unit("万元") == Decimal("7.289")
    assert amount.in_unit("元") == Decimal(72890)
    with pytest.raises(KeyError):
        amount.in_unit("美元")


@pytest.mark.parametrize(
    ("text", "percent"), [("99.31%", "99.31"), ("１００％", "100"), ("5‰", "0.5"), ("-3 %", "-3")]
)
def test_percent(text: str, percent: str) -> None:
    assert parse_percent(text) == Decimal(percent)


@pytest.mark.parametrize(("text", "why"), [("99.31", "百分号"), ("≥90%", "看不懂"), ("", "没有写内容")])
def test_no_percent(text: str, why: str) -> None:
    refused = parse_percent(text)
    assert isinstance(refused, Unparsed)
    assert why in refused.reason


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1个百分点", "1", "百分点"),
        ("1%", "1", "%"),
        ("0.1秒", "0.1", "秒"),
        ("1个", "1", "个"),
        ("1天", "86400", "秒"),
        ("1个工作日", "1", "工作日"),
        ("1", "1", ""),
    ],
)
def test_step(text: str, value: str, unit: str) -> None:
    assert parse_step(text) == Quantity(Decimal(value), unit)


@pytest.mark.parametrize(("text", "why"), [("0%", "大于0"), ("-1个", "大于0"), ("每天", "看不懂")])
def test_no_step(text: str, why: str) -> None:
    refused = parse_step(text)
    assert isinstance(refused, Unparsed)
    assert why in refused.reason


@pytest.mark.parametrize(
    ("text", "value", "of_weight", "printed"),
    [
        ("1分", Fraction(1), False, "1分"),
        ("0.5分", Fraction(1, 2), False, "0.5分"),
        ("2", Fraction(2), False, "2分"),
        ("0分", Fraction(0), False, "0分"),
        ("1/3分", Fraction(1, 3), False, "1/3分"),
        ("20%权重", Fraction(1, 5), True, "20%权重"),
        ("２０％权重", Fraction(1, 5), True, "20%权重"),
        ("权重的20%", Fraction(1, 5), True, "20%权重"),
        ("1/4权重", Fraction(1, 4), True, "25%权重"),
        ("权重的1/3", Fraction(1, 3), True, "1/3权重"),
        ("满分", Fraction(1), True, "满分"),
        ("100%权重", Fraction(1), True, "满分"),
        ("0%权重", Fraction(0), True, "0%权重"),
    ],
)
def test_points(text: str, value: Fraction, of_weight: bool, printed: str) -> None:  # noqa: FBT001
    points = parse_points(text)
    assert points == Points(value, of_weight)
    assert str(points) == printed
    assert parse_points(printed) == points


def test_points_of_a_weight() -> None:
    assert Points(Fraction(1, 3), of_weight=True).of(Decimal(7)) == Fraction(7, 3)
    assert Points(Fraction(1, 4), of_weight=True).of(Fraction(5)) == Fraction(5, 4)
    assert Points(Fraction(2)).of(Decimal(7)) == 2


@pytest.mark.parametrize(
    "text", ["", "-1分", "120%权重", "1/0权重", "4/3权重", "20%", "一分", "满", "9" * 30]
)
def test_no_points(text: str) -> None:
    refused = parse_points(text)
    assert isinstance(refused, Unparsed)
    assert "20%权重" in refused.reason


@pytest.mark.parametrize(
    "text", ["2024-01-31", "2024/1/31", "2024.1.31", "2024年1月31日", "２０２４年０１月３１日"]
)
def test_date(text: str) -> None:
    assert parse_date(text) == date(2024, 1, 31)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024-02-30", "不存在"),
        ("2024年1月", "没有写到日"),
        ("1月31日", "没有写年份"),
        ("2024-01/31", "可以写"),
        ("2024-01-31 09:30", "可以写"),
        ("未载明", "可以写"),
    ],
)
def test_no_date(text: str, why: str) -> None:
    refused = parse_date(text)
    assert isinstance(refused, Unparsed)
    assert why in refused.reason
