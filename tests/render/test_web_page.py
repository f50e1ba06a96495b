"""The single HTML file of a document: all that it says, and nothing from elsewhere."""

from __future__ import annotations

import base64
import dataclasses
import re
from pathlib import Path

import lxml.html  # type: ignore[import-untyped]
import pytest

from generator.content.images import ImageFile
from generator.evaluate import evaluate
from generator.load import load
from generator.render.pandoc import clean_tree
from generator.render.tree import walk
from generator.render.web_page import render_html
from generator.report.document import Document, PlacedPicture
from generator.workspace import Workspace
from tests.conftest import REPOSITORY
from tests.parity.blocks import squeezed
from tests.pictures import png
from tests.render.test_docx import ODD
from tests.render.test_pdf import HOSTILE, SAMPLE


def page(markdown: str = "", **changes: object) -> str:
    document = dataclasses.replace(SAMPLE, markdown=markdown or SAMPLE.markdown, **changes)  # type: ignore[arg-type]
    return render_html(document).decode()


def texts(document: Document) -> list[str]:
    """Every text of a document."""
    return [part["c"] for part in walk(clean_tree(document.markdown, what="网页")) if part["t"] == "Str"]


@pytest.fixture(scope="module")
def real() -> list[Document]:
    return list(evaluate(load(Workspace(REPOSITORY))).documents.values())


def test_real_documents_are_told_whole_and_from_nowhere_else(real: list[Document]) -> None:
    for document in real:
        written = render_html(document)
        told = squeezed(lxml.html.fromstring(written.decode()).text_content())
        assert all(squeezed(text) in told for text in texts(document))
        assert all(squeezed(value) in told for _, value in document.cover)
        assert not re.search(rb"<(?:script|style|link|iframe|object)\b", written)
        assert set(re.findall(rb'(?:src|srcset)="([a-z]+:[a-z]+)', written)) == {b"data:image"}
        assert written.count(b"<img ") == len(document.figures)
        assert render_html(document) == written


def test_links_inside_lead_somewhere(real: list[Document]) -> None:
    for document in real:
        written = render_html(document).decode()
        ids = re.findall(r' id="([^"]+)"', written)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', written)) <= set(ids)


def test_tables_keep_merged_cells_and_headers() -> None:
    found = lxml.html.fromstring(page(ODD))
    (table,) = found.xpath("//table[@id='t1']")
    assert [(c.text, c.get("rowspan"), c.get("colspan")) for c in table.iter("td")] == [
        ("并", "2", "2"), ("右上", None, None), ("右下", None, None), ("缺格", None, None),
    ]  # fmt: skip
    assert all("border" in cell.get("style") for cell in found.iter("td", "th"))
    assert {th.get("scope") for th in lxml.html.fromstring(page()).iter("th")} >= {"col"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    written = page("文", title=text, notice=text, cover=(("项目名称", text),))
    found = lxml.html.fromstring(written)
    assert {element.tag for element in found.iter() if isinstance(element.tag, str)} == {
        "html", "head", "meta", "title", "body", "article", "h1", "p",
    }  # fmt: skip


def test_pictures_are_inside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png(30, 20))
    file = ImageFile("figures/a.png", path, "", 30, 20)
    markdown = '<figure class="picture" data-figure="a">\n<figcaption>图1-1　泵站</figcaption>\n</figure>\n'
    found = lxml.html.fromstring(page(markdown, pictures=(PlacedPicture("a", file, "泵站外观"),)))
    (image,) = found.iter("img")
    assert image.get("alt") == "泵站外观"
    assert base64.b64decode(image.get("src").partition(",")[2]) == path.read_bytes()


def test_a_draft_says_so() -> None:
    assert "（征求意见稿）" in page(draft=True)
    assert "征求意见稿" not in page()
