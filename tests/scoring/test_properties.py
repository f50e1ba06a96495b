"""What must hold for every rule and every input."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.rule_set import Rounding
from generator.scoring.numbers import round_score
from tests.support import indicator, rule_set, score_all, score_one

numbers = st.decimals(min_value=0, max_value=400, places=2, allow_nan=False, allow_infinity=False)
weights = st.decimals(min_value=Decimal("0.5"), max_value=60, places=1, allow_nan=False, allow_infinity=False)
worth = st.sampled_from(["1分", "0.5分", "5%权重", "1%权重", "20%权重", "2.5分"])
part_steps = st.sampled_from(["比例", "不足一档按一档", "不足一档不计"])
steps = st.sampled_from(["1个百分点", "1%", "0.5个百分点", "10%"])


def text(value: Decimal) -> str:
    return f"{value:f}"


@st.composite
def curves(draw: st.DrawFn, bound: str = "≥90%") -> dict[str, Any]:
    """A curve that looks at one figure in percent, whose full marks are at `bound`."""
    loss = {"每": draw(steps), "扣": draw(worth), "进位": draw(part_steps)}
    limit = Decimal("".join(c for c in bound if c.isdigit() or c == "."))
    lower = bound.startswith("≤")
    inside = {"区间": f"x≤{limit}%" if lower else f"x≥{limit}%", "得": "满分"}
    outside = {
        "区间": f"x>{limit}%" if lower else f"x<{limit}%",
        "评分": {"方式": "扣分", "满分线": bound, **loss},
    }
    return draw(
        st.sampled_from(
            [
                {"方式": "比例"},
                {"方式": "比例", "及格线": "60%"},
                {"方式": "达标"},
                {"方式": "扣分", **loss},
                {"方式": "扣分", "满分线": bound, **loss},
                {"方式": "分段", "度量": "完成值", "段": [inside, outside]},
            ]
        )
    )


@given(curves(), weights, numbers)
def test_a_score_lies_between_nothing_and_the_weight(
    method: dict[str, Any], weight: Decimal, actual: Decimal
) -> None:
    score = score_one(权重=text(weight), 指标值="≥90%", 完成值=f"{actual}%", 评分=method)
    assert score.problem is None
    assert score.score is not None
    assert 0 <= score.score <= weight


@given(curves("≥90%"), weights, numbers, numbers)
def test_more_is_never_worse_where_more_is_better(
    method: dict[str, Any], weight: Decimal, a: Decimal, b: Decimal
) -> None:
    low, high = sorted((a, b))
    keys: dict[str, Any] = {"权重": text(weight), "指标值": "≥90%", "评分": method}
    first, then = score_one(完成值=f"{low}%", **keys).score, score_one(完成值=f"{high}%", **keys).score
    assert first is not None
    assert then is not None
    assert first <= then


@given(curves("≤90%"), weights, numbers, numbers)
def test_less_is_never_worse_where_less_is_better(
    method: dict[str, Any], weight: Decimal, a: Decimal, b: Decimal
) -> None:
    low, high = sorted((a, b))
    keys: dict[str, Any] = {"权重": text(weight), "指标值": "≤90%", "评分": method}
    first, then = score_one(完成值=f"{low}%", **keys).score, score_one(完成值=f"{high}%", **keys).score
    assert first is not None
    assert then is not None
    assert first >= then


@given(weights, worth, st.lists(numbers, min_size=3, max_size=3), st.sampled_from(["比例", "扣分"]))
def test_an_interval_rises_and_then_falls(
    weight: Decimal, off: str, figures: list[Decimal], kind: str
) -> None:
    method = {"方式": "比例"} if kind == "比例" else {"方式": "扣分", "每": "1个百分点", "扣": off}
    keys: dict[str, Any] = {"权重": text(weight), "指标值": "90%≤n≤110%", "评分": method}
    a, b, c = (score_one(完成值=f"{f}%", **keys).score for f in sorted(figures))
    assert a is not None
    assert b is not None
    assert c is not None
    assert b >= min(a, c)


@given(st.permutations(list(range(6))), st.lists(numbers, min_size=6, max_size=6))
def test_order_of_indicators_never_matters(order: list[int], actuals: list[Decimal]) -> None:
    rows = [
        indicator(
            三级=f"指标{n}",
            一级=["决策", "产出"][n % 2],
            权重="7",
            指标值="≥90%",
            完成值=f"{a}%",
            评分={"方式": "比例"},
        )
        for n, a in enumerate(actuals)
    ]
    straight, shuffled = score_all(*rows), score_all(*[rows[n] for n in order])
    assert straight.total == shuffled.total
    assert {s.name: s.score for s in straight.sections} == {s.name: s.score for s in shuffled.sections}
    assert {i.indicator.level_3: i.score for i in straight.indicators} == {
        i.indicator.level_3: i.score for i in shuffled.indicators
    }


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), weights, numbers), min_size=1, max_size=12))
def test_sections_add_up_to_the_total_exactly(rows: list[tuple[str, Decimal, Decimal]]) -> None:
    score = score_all(
        *[
            indicator(
                一级=s, 三级=f"指标{n}", 权重=text(w), 指标值="≥90%", 完成值=f"{a}%", 评分={"方式": "比例"}
            )
            for n, (s, w, a) in enumerate(rows)
        ]
    )
    assert score.total == sum(s.score or 0 for s in score.sections)
    assert score.total == sum(i.score or 0 for i in score.indicators)


@given(weights, numbers, st.integers(min_value=1, max_value=300))
def test_rounding_happens_once(weight: Decimal, part: Decimal, whole: int) -> None:
    """The score is the exact share rounded once, never a rounded rate times the weight."""
    row = score_one(
        权重=text(weight),
        评分={"方式": "比例", "分子": "做到", "分母": "计划"},
        评分输入={"做到": text(part), "计划": str(whole)},
    )
    exact = min(Fraction(part) / whole, Fraction(1)) * Fraction(weight)
    assert row.score == round_score(exact, Rounding())
    assert abs(Fraction(row.score or 0) - exact) <= Fraction(1, 200)


@given(st.integers(min_value=0, max_value=10**7))
def test_half_up_and_half_even_differ_only_at_the_half(thousandths: int) -> None:
    value = Fraction(thousandths, 1000)
    even = round_score(value, Rounding.model_validate({"方式": "四舍六入五成双"}))
    up = round_score(value, Rounding())
    assert up - even in (Decimal(0), Decimal("0.01"))
    if thousandths % 10 != 5:
        assert up == even


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["是", "否"]), min_size=5, max_size=5), weights)
def test_a_failed_gate_leaves_nothing(met: list[str], weight: Decimal) -> None:
    criteria = [{"要点": "甲", "门": "是", "分值": "1/5权重"}] + [
        {"要点": f"乙{n}", "分值": "1/5权重"} for n in range(4)
    ]
    row = score_one(
        权重=text(weight),
        评价要点=criteria,
        评分={"方式": "要点"},
        要点={str(n): m for n, m in enumerate(met, 1)},
    )
    expected = Fraction(0) if met[0] == "否" else Fraction(weight) * met.count("是") / 5
    assert row.score == round_score(expected, Rounding())


def test_not_applicable_is_left_out_and_converted_separately() -> None:
    score = score_all(
        indicator(三级="甲", 权重="60", 指标值="≥90%", 完成值="90%", 评分={"方式": "比例"}),
        indicator(三级="乙", 权重="20", 指标值="≥90%", 完成值="45%", 评分={"方式": "比例"}),
        indicator(三级="丙", 权重="20", 指标值="≥90%", 完成值="不适用", 评分={"方式": "比例"}),
    )
    assert str(score.total) == "70.00"
    assert str(score.converted) == "87.50"
    assert score.grade == "良"
    assert score.indicators[2].excluded


def test_a_form_of_80_points_has_no_grade_and_a_converted_score() -> None:
    rules = rule_set(满分="80", 等级带=[])
    row = indicator(权重="80", 指标值="≥100%", 完成值="97.5%", 评分={"方式": "比例"})
    score = score_all(row, rules=rules)
    assert (str(score.total), score.grade, str(score.converted)) == ("78.00", None, "97.50")
