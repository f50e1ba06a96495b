"""Formulas of a narrative: what is read of them, and every fault at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.narrative import read_narrative
from generator.content.narrative_formula import FormulaError, formula_text, read_formula
from generator.content.narrative_tree import Formula, Paragraph, Text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"得分=\frac{完成值}{指标值}\times 权重", "得分=完成值/指标值×权重"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"x_i^{2}", "x_i^2"),
        (r"\sqrt[3]{a+1}\ge\sqrt2", "3√(a+1)≥√(2)"),
        (r"\sum_{i=1}^n w_i", "∑_(i=1)^nw_i"),
        (r"\left(1-\frac{1}{n}\right)\%", "(1−1/n)%"),
        (r"\begin{cases}1 & a>0 \\ 0 & a\le 0\end{cases}", "{1，a>0；0，a≤0"),
        (r"\text{if x}<3.5", "ifx<3.5"),
    ],
)
def test_a_formula_is_told_in_one_line(tex: str, text: str) -> None:
    assert formula_text(read_formula(tex)) == text


@pytest.mark.parametrize(
    ("tex", "at", "message"),
    [
        (r"a+\input{x}", 2, "公式里不能用“\\input”"),
        (r"\frac{a}", 8, "少了内容"),
        (r"a_1_2", 3, "写了两次"),
        (r"{a", 2, "应当是“}”，公式到此为止"),
        (r"a}", 1, "多了“}”"),
        (r"a#b", 1, "不能写“#”"),
        (r"\left(a", 7, "应当是“\\right”"),
        (r"\begin{matrix}a\end{matrix}", 6, "只能用 \\begin{cases}"),
        (r"{" * 20, 12, "套了12层以上"),
    ],
)
def test_a_fault_is_told_with_its_place(tex: str, at: int, message: str) -> None:
    with pytest.raises(FormulaError) as caught:
        read_formula(tex)
    assert message in caught.value.message
    assert caught.value.at == at


@given(st.text(alphabet="ab1甲{}\\_^&$ fracsqrtlefightbegincasesend()[]|+", max_size=60))
def test_any_text_is_a_formula_or_has_a_fault_at_a_place(tex: str) -> None:
    fault = None
    try:
        assert read_formula(tex)
    except FormulaError as caught:
        fault = caught
    assert fault is None or 0 <= fault.at <= len(tex)


def test_formulas_stand_in_the_line_or_alone() -> None:
    read = read_narrative("# 章\n\n行内 $a<b$，价 $5 和 $6，\\$x\\$。\n\n$$\nc=d\n$$\n", "report.md")
    assert read.findings == ()
    _, line, alone = read.blocks
    assert isinstance(line, Paragraph)
    assert isinstance(alone, Paragraph)
    assert [type(part) for part in line.content] == [Text, Formula, Text]
    assert line.content[2] == Text("，价 $5 和 $6，$x$。")
    (formula,) = alone.content
    assert isinstance(formula, Formula)
    assert (formula.alone, formula.text) == (True, "c=d")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (r"前文 $a+\foo$。", (3, 7), "公式里不能用“\\foo”"),
        ("甲\n乙 $\\frac{1}$", (4, 12), "少了内容"),
        ("前文 $$a=b$$ 后文", (3, 4), "$$ 写的公式没有独占一段"),
        ("$$a=b", (3, 1), "$$ 没有成对"),
        ("$a={{ 得分.总分 }}$", (3, 4), "公式里不能有占位符"),
    ],
)
def test_a_fault_of_a_formula_is_a_finding(text: str, place: tuple[int, int], message: str) -> None:
    (finding,) = read_narrative(f"# 章\n\n{text}\n", "report.md").findings
    assert finding.code == "R025"
    assert (finding.place.line, finding.place.column) == place
    assert message in finding.message
