"""Index and engine together, compared with the truth: folding, the tree at every depth, certain and checked answers."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser

from generator.search import grams
from generator.search.fold import folded, terms
from generator.search.index import FOLDER, write_index
from generator.search.page import Block, Facts, Page, Zone, make_page
from tests.search.engine_tab import EngineTab, only_index
from tests.site.chromium import Tab, needs_chromium, served

pytestmark = needs_chromium

Texts = list[list[str]]
SMALL = [(1, 3, 60), (2, 5, 200), (3, 12, 1000)]
"""Limits of frequency and depth and sizes of shards with which a small text walks every path of the engine."""


@pytest.fixture
def engine_over(browser: Browser, tmp_path: Path) -> Iterator[Callable[[Texts], EngineTab]]:
    """An engine over an index of texts: pages of blocks, the first one the title, the second an indicator."""
    with served(only_index(tmp_path)) as origin, Tab(browser) as tab:

        def over(texts: Texts) -> EngineTab:
            write_index([page_of(number, blocks) for number, blocks in enumerate(texts)], tmp_path)
            return EngineTab(tab.page, origin)

        yield over


def page_of(number: int, texts: list[str]) -> Page:
    zones = [Zone.TITLE, Zone.INDICATOR] + [Zone.TEXT] * len(texts)
    return make_page(Facts(str(number), "页"), [Block("", z, t) for z, t in zip(zones, texts, strict=False)])


def pages_with(texts: Texts, term: str) -> list[int]:
    return [n for n, blocks in enumerate(texts) if any(term in folded(block) for block in blocks)]


def test_the_engine_folds_like_the_index(browser: Browser, tmp_path: Path) -> None:
    ranges = (range(1, 0x3400), range(0xA000, 0xA700), range(0xF900, 0x10000), range(0x1F100, 0x1F300))
    characters = [chr(code) for codes in ranges for code in codes]
    known = [c for c in characters if unicodedata.category(c) != "Cn"]  # a browser may know newer ones
    spaced = ["a".join(known[i : i + 500]) for i in range(0, len(known), 500)]
    texts = [*spaced, "1,265.41 12,34 1,2345 １，２６５", "a  b 甲 乙 c\n d", "a \u200b b", "“web 3.0” 平台"]
    write_index([], only_index(tmp_path))
    with served(tmp_path) as origin, Tab(browser) as tab:
        engine = EngineTab(tab.page, origin)
        assert engine.folded(texts) == [folded(text) for text in texts]
        queries = ["甲 乙", '"a b" c', "“a b”\u3000c", '甲"乙"丙', '"', '"甲', "１,000", "\u200b", ""]
        assert engine.terms(queries) == [terms(query) for query in queries]


@pytest.mark.parametrize(("frequent", "deepest", "shard"), SMALL)
def test_every_string_of_a_text_is_found_where_it_is_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
    engine_over: Callable[[Texts], EngineTab],
    frequent: int,
    deepest: int,
    shard: int,
) -> None:
    for name, value in {"FREQUENT": frequent, "DEEPEST": deepest, "SHARD": shard, "PART": 500}.items():
        monkeypatch.setattr(grams, name, value)
    random = Random(7)  # noqa: S311
    words = [
        "绩效",
        "绩",
        "评价",
        "预算执行率",
        "的",
        "91.97",
        "\U00020000龘",
        "项目支出绩效评价报告",
        "ab c",
        "，",
    ]
    texts = [["".join(random.choices(words, k=random.randint(1, 9))) for _ in range(7)] for _ in range(40)]
    whole = [folded(block) for blocks in texts for block in blocks]
    asked = {t[i : i + n] for t in whole for n in (1, 2, 3, 4, 6, 9, 15) for i in range(0, len(t), 3)}
    asked |= {t + c for t in list(asked)[:300] for c in "绩价9的x"}
    queries = sorted(q for q in asked if q and q == folded(q))
    engine = engine_over(texts)
    certain = 0
    for term, (exact, pages) in zip(queries, engine.found(queries), strict=True):
        truth = pages_with(texts, term)
        certain += exact
        assert set(pages) >= set(truth), term
        assert pages == truth or not exact, term
    assert certain > len(queries) / 10
    sample = random.sample(queries, 250)
    assert engine.counts([f'"{q}"' for q in sample]) == [len(pages_with(texts, q)) for q in sample]


def test_titles_come_first_then_names_of_indicators_then_the_order_of_the_pages(
    engine_over: Callable[[Texts], EngineTab],
) -> None:
    engine = engine_over(
        [["甲", "乙", "雨水"], ["丙", "雨水管", "丁"], ["雨水泵站", "戊"], ["己", "庚", "有雨水"], ["辛"]]
    )
    (answer,) = engine.answers(["雨水"])
    assert list(answer.pages) == ["2", "1", "0", "3"]


def test_an_empty_site_has_an_index(engine_over: Callable[[Texts], EngineTab]) -> None:
    assert engine_over([]).counts(["执行率"]) == [0]


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    texts = [["甲乙丙", "乙丙丁"], ["丙丁戊", "甲乙丙丁"]]
    for name in ("a", "b"):
        write_index([page_of(n, t) for n, t in enumerate(texts)], tmp_path / name)
    files = [sorted((tmp_path / name / FOLDER).iterdir()) for name in ("a", "b")]
    assert [f.name for f in files[0]] == [f.name for f in files[1]]
    assert [f.read_bytes() for f in files[0]] == [f.read_bytes() for f in files[1]]
