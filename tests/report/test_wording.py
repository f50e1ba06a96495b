"""Figures and numbers as words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.report import wording
from generator.report.numbering import Numbering


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "100"),
        (0, "0"),
    ],
)
def test_chinese_numbers(number: int, words: str) -> None:
    assert wording.chinese_number(number) == words


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        (Fraction(125672, 126541), "99.31%"),
        (Fraction(99995, 100000), "100.00%"),
        (Fraction(99994, 100000), "99.99%"),
        (Fraction(1), "100.00%"),
        (Fraction(0), "0.00%"),
        (Fraction(1, 20000), "0.01%"),
        (None, "未载明"),
    ],
)
def test_rates_are_rounded_half_up_to_two_places(rate: Fraction | None, shown: str) -> None:
    assert wording.rate(rate) == shown


def test_scores_have_two_places_and_differences_a_sign() -> None:
    assert wording.points(Decimal("4.9")) == "4.90"
    assert wording.points(Decimal("4.975")) == "4.975"
    assert wording.signed(Decimal(-6)) == "−6.00"
    assert wording.signed(Decimal("0.5")) == "+0.50"


def test_levels_that_jump_are_closed() -> None:
    numbering = Numbering()
    assert numbering.heading(1) == (1, "一、", "s1")
    assert numbering.heading(3) == (2, "（一）", "s1-1")
    assert numbering.heading(6) == (3, "1. ", "s1-1-1")
    assert numbering.table() == "表1-1"
    assert numbering.heading(1) == (1, "二、", "s2")
    assert numbering.table() == "表2-1"
