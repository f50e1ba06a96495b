"""The widths of columns."""

from __future__ import annotations

import pytest

from generator.render.column_widths import PADDING, Text, balanced


def lines(widths: list[float], texts: list[Text]) -> list[float]:
    """How tall each row is, by its tallest cell."""
    rows: dict[int, float] = {}
    for text in texts:
        rows[text.row] = max(rows.get(text.row, 1), text.amount / (widths[text.column] - PADDING))
    return list(rows.values())


def test_columns_that_hold_their_texts_stay_as_wished() -> None:
    assert balanced([10, 30], [Text.of(0, 0, ("指标",)), Text.of(0, 1, ("二十五个字以内",))]) == [10, 30]


@pytest.mark.parametrize("word", ["100.00%≤", "2024-12-31", "未载明"])
def test_a_narrow_column_holds_its_longest_word(word: str) -> None:
    texts = [Text.of(0, 0, (word,)), Text.of(0, 1, ("评分标准" * 60,))]
    narrow, wide = balanced([2, 40], texts)
    assert narrow >= texts[0].widest + PADDING
    assert narrow + wide == pytest.approx(42)


def test_an_interval_may_be_divided_after_its_signs() -> None:
    texts = [Text.of(0, n, ("90%≤n≤100%",)) for n in range(12)]
    widths = balanced([3.5] * 12, texts)
    assert widths == pytest.approx([3.5] * 12)


def test_columns_of_sentences_share_the_room_so_that_rows_are_low() -> None:
    texts = [Text.of(row, 0, ("甲" * 200,)) for row in range(9)] + [
        Text.of(row, 1, ("乙" * 50,)) for row in range(9)
    ]
    wished = [20.0, 20.0]
    widths = balanced(wished, texts)
    assert widths[0] > 1.3 * widths[1]
    assert sum(lines(widths, texts)) < 0.8 * sum(lines(wished, texts))


def test_no_room_at_all_is_shared_out() -> None:
    assert sum(balanced([1, 1, 1], [Text.of(0, n, ("1234567890" * 9,)) for n in range(3)])) == pytest.approx(
        3
    )
