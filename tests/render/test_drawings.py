"""Charts and pictures in the PDF: vector graphics where they can be, never too large, with words for who cannot see."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest

from generator.content.images import read_images
from generator.content.narrative import read_narrative
from generator.render.drawings import TALLEST, drawn, png
from generator.render.fonts import DEFAULT
from generator.render.pdf import render_pdf
from generator.report.assemble import assemble
from generator.report.document import Document
from generator.scoring import score_project
from tests import pictures
from tests.report.samples import report, sample
from tests.support import rule_set

ROOM = 442


@cache
def charts() -> Document:
    return report("# 章\n\n{{ 图.得分率 }}\n\n见{{ 引用.图得分率 }}。\n\n{{ 图.资金 }}")[0]


def pictured(folder: Path, name: str, data: bytes) -> Document:
    """The document of a report with one picture."""
    (folder / name).write_bytes(data)
    narrative = read_narrative(f'# 章\n\n文\n\n![三个框]({name} "结构")', "report.md")
    images, findings = read_images(folder, narrative)
    assert findings == []
    project, rules = sample(), rule_set()
    return assemble("2024/a", project, score_project(project, rules), rules, narrative, images)[0]


def read(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render_pdf(document)))


def alternatives(found: Any) -> Iterator[str]:
    """The text alternatives in a PDF, in order."""
    node = found.get_object()
    if isinstance(node, list):
        for part in node:
            yield from alternatives(part)
    elif isinstance(node, dict):
        if node.get("/S") == "/Figure":
            yield str(node.get("/Alt"))
        if "/K" in node:
            yield from alternatives(node["/K"])


def text_of(pdf: pypdf.PdfReader) -> str:
    return "".join(page.extract_text() for page in pdf.pages)


def images_of(pdf: pypdf.PdfReader) -> int:
    return sum(len(page.images) for page in pdf.pages)


def test_charts_are_vector_graphics_with_words() -> None:
    pdf = read(charts())
    told = list(alternatives(pdf.root_object["/StructTreeRoot"]))
    assert told[0].startswith("各部分得分率。横条的全长表示满分。决策得7.73分，满分8分，得分率96.63%")
    assert told[1].startswith("预算与支出。年初预算1,320万元；")
    text = text_of(pdf)
    for words in ("7.73/8分", "图1-1", "竖线处", "1,318.5万元"):
        assert words in text.replace(" ", ""), words
    assert images_of(pdf) == 0


def test_same_charts_same_bytes() -> None:
    assert render_pdf(charts()) == render_pdf(charts())


def test_a_chart_that_is_not_there_leaves_its_caption() -> None:
    assert "各部分得分率" in text_of(read(replace(charts(), figures=())))


@pytest.mark.parametrize("name", ["a.png", "a.svg"])
def test_a_picture_stands_in_the_pdf_with_its_alternative(tmp_path: Path, name: str) -> None:
    data = pictures.SVG.encode() if name.endswith("svg") else pictures.png(3000, 400)
    pdf = read(pictured(tmp_path, name, data))
    assert list(alternatives(pdf.root_object["/StructTreeRoot"])) == ["三个框"]
    assert "结构" in text_of(pdf)
    assert images_of(pdf) == (name == "a.png")


@pytest.mark.parametrize(
    ("pixels", "points"),
    [
        ((80, 40), (60, 30)),
        ((3000, 300), (ROOM, ROOM / 10)),
        ((300, 3000), (TALLEST / 10, TALLEST)),
    ],
)
def test_a_picture_is_no_larger_than_it_is_or_than_there_is_room(
    tmp_path: Path, pixels: tuple[int, int], points: tuple[float, float]
) -> None:
    document = pictured(tmp_path, "a.png", pictures.png(*pixels))
    (found,) = drawn(document, ROOM, DEFAULT).values()
    assert (found.width, found.height) == pytest.approx(points)


def test_a_chart_takes_the_whole_width() -> None:
    chart = drawn(charts(), ROOM, DEFAULT)["rates"]
    assert chart.width == ROOM
    assert chart.height < ROOM


def test_drawings_as_pixels() -> None:
    chart = drawn(charts(), ROOM, DEFAULT)["funds"]
    assert png(chart, DEFAULT).startswith(b"\x89PNG")
    assert png(chart, DEFAULT) == png(chart, DEFAULT)
