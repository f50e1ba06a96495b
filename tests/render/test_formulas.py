"""Formulas in PDF and DOCX: laid out, told in words, and never code."""

from __future__ import annotations

import dataclasses
import io
from xml.etree import ElementTree as ET

import pypdf
import pytest

from generator.content.narrative_formula import SYMBOLS, read_formula
from generator.content.narrative_tree import Formula
from generator.render.docx import render_docx
from generator.render.pdf import render_pdf, typst_body
from generator.report.document import Document
from generator.report.markdown import inline
from tests.render.ooxml import Docx, faults, short
from tests.render.test_pdf import SAMPLE, body_of

FRACTION = r"得分=\frac{完成值}{指标值}\times 权重"


def document(*formulas: str, alone: bool = False) -> Document:
    written = "\n\n".join(inline([Formula(read_formula(tex), alone)]) for tex in formulas)
    return dataclasses.replace(SAMPLE, markdown=f"# 一、甲 {{#s1}}\n\n{written}\n\n末段。")


def printed(made: Document) -> str:
    return body_of(pypdf.PdfReader(io.BytesIO(render_pdf(made))))


@pytest.mark.parametrize("alone", [False, True])
def test_a_formula_is_laid_out_and_told_in_words(alone: bool) -> None:  # noqa: FBT001
    made = document(FRACTION, alone=alone)
    assert 'alt: "得分=完成值/指标值×权重", {' in typst_body(made.markdown)
    text = printed(made)
    assert all(word in text for word in ("得分", "完成值", "指标值", "权重"))
    assert text.endswith("末段。")


def test_every_symbol_is_printed() -> None:
    commands = (rf"a\{name} b" for name in SYMBOLS)
    text = printed(document(*commands, r"\begin{cases}1 & a \\ 0 & b\end{cases}", r"\overline{ab}_1", "|a|"))
    assert all(sign in text for sign in "≤≥≠→×÷·±≈∑∏∈⋯…∞%")


@pytest.mark.parametrize(
    "text", ['#panic("x")', '"); panic("x', "]#panic()[", "$#x$", "`x`", "<b>x</b>", "&amp;"]
)
def test_no_text_of_a_formula_becomes_code(text: str) -> None:
    assert text.replace(" ", "") in printed(document(rf"甲\text{{{text}}}乙"))


def test_a_docx_has_formulas_that_can_be_edited() -> None:
    made = document(
        FRACTION,
        r"\overline{S}=\sum_{i=1}^{n}\sqrt{x_i^2}",
        r"f=\begin{cases}1 & a \\ 0 & b\end{cases}",
        alone=True,
    )
    read = Docx.read(render_docx(made))
    assert faults(read) == []
    found = [element for element in read.part().iter() if short(element.tag) == "m:oMathPara"]
    assert ["".join(text for text in each.itertext()) for each in found] == [
        "得分=完成值指标值×权重",
        "S=i=1nxi2",
        "f=1a0b",
    ]
    names = {short(element.tag) for each in found for element in each.iter()}
    assert {"m:f", "m:nary", "m:rad", "m:sSubSup", "m:bar", "m:d", "m:m"} <= names
    assert isinstance(found[0], ET.Element)
