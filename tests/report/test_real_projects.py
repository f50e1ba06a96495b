"""The projects of this repository, assembled whole."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from generator.load import Content, load
from generator.report.assemble import assemble
from generator.report.document import Document
from generator.report.figures import Figures
from generator.scoring import score_project
from generator.workspace import Workspace
from tests.report.reading import in_document, on_page

ROOT = Path(__file__).resolve().parents[2]
IDS = sorted(
    p.parent.relative_to(ROOT / "content/projects").as_posix()
    for p in ROOT.glob("content/projects/*/*/report.md")
)


@cache
def content() -> Content:
    return load(Workspace(ROOT))


@cache
def assembled(identifier: str) -> tuple[Document, Figures]:
    loaded = next(p for p in content().projects if p.id == identifier)
    assert loaded.project is not None, loaded.findings
    assert loaded.narrative is not None
    assert loaded.narrative.findings == ()
    rules = content().rule_sets[loaded.project.facts.rule_set]
    score = score_project(loaded.project, rules)
    document, faults = assemble(loaded.id, loaded.project, score, rules, loaded.narrative)
    assert faults == []
    return document, Figures(loaded.project, score, rules)


@pytest.mark.parametrize("identifier", IDS)
def test_page_and_document_show_the_same(identifier: str) -> None:
    markdown = assembled(identifier)[0].markdown
    page = on_page(markdown)
    assert page == in_document(markdown)
    assert len(page) > 300


@pytest.mark.parametrize("identifier", IDS)
def test_ids_are_unique_and_links_lead_somewhere(identifier: str) -> None:
    markdown = assembled(identifier)[0].markdown
    ids = re.findall(r'(?:\{#| id=")([^\s"}]+)', markdown)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:\]\(#|href="#)([^)"]+)', markdown)) <= set(ids)
    assert "{{" not in markdown
    assert "style=" not in markdown


@pytest.mark.parametrize("identifier", IDS)
def test_every_difference_has_its_note(identifier: str) -> None:
    document, figures = assembled(identifier)
    for figure in figures.differing:
        row = re.search(
            rf'<tr><th scope="row">{re.escape(figure.name)}</th>.*?</tr>',
            document.markdown.split("公布得分与复算得分")[1],
        )
        assert row, figure.name
        assert not row[0].endswith("—</td></tr>"), figure.name


def test_the_headlines_are_the_published_results() -> None:
    totals = {i: assembled(i)[1].total.text for i in IDS}
    assert {i: totals[i] for i in totals if i.startswith("20")} == {
        "2020/gusu-gongan": "78",
        "2020/wangcheng-shehui": "92.53",
        "2023/yantian-xinfang": "98",
        "2024/shen-ping-an": "91.97",
        "2024/yantian-minsheng": "98",
    }
