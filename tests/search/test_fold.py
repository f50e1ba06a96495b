"""What counts as the same text: numbers, widths, brackets, spaces; and what a query asks for."""

from __future__ import annotations

import pytest

from generator.search.fold import folded, terms


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("１，２６５．４１万元", "1,265.41万元"),
        ("1,265.41", "1265.41"),
        ("12,345,678", "12345678"),
        ("ＩＰｖ６改造", "ipv6改造"),
        ("第 3\u3000季度", "第3季度"),
        ("Web  3.0\n平台", "web 3.0\n平台"),
        ("深府〔2020〕14号", "深府[2020]14号"),
        ("“放管服”改革", '"放管服"改革'),
        ("2024—2025", "2024-2025"),
        ("50㎡", "50m2"),
        ("零\u200b宽", "零宽"),
        ("⼀体化", "一体化"),
    ],
)
def test_the_same_text(text: str, same: str) -> None:
    assert folded(text) == folded(same)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("得分91.97¹", "91.97"), ("①立项②程序", "立项②"), ("共100，200人", "100，200人"), ("1,2345", "1,2345")],
)
def test_what_is_written_is_found(text: str, phrase: str) -> None:
    assert folded(phrase) in folded(text)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("91.97¹", "91.971"), ("VR teaching", "rteach"), ("甲\n乙", "甲乙"), ("1,2", "12"), ("评价①", "评价1")],
)
def test_what_is_not_written_is_not_found(text: str, phrase: str) -> None:
    assert folded(phrase) not in folded(text)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("执行率 满意度", ["执行率", "满意度"]),
        ("执行率\u3000执行率", ["执行率"]),
        ('"web 3.0" 平台', ["web 3.0", "平台"]),
        ("“web 3.0”", ["web 3.0"]),
        ('深化"放管服"改革', ['深化"放管服"改革']),
        ('"没有关上', ['"没有关上']),
        ('"" \u200b', []),
        ("", []),
    ],
)
def test_terms_of_a_query(query: str, expected: list[str]) -> None:
    assert terms(query) == expected
