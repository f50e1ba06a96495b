"""Three thousand synthetic pages: what the engine counts is the truth by substring."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.search import queries, texts
from generator.search.fold import terms
from generator.search.index import write_index
from generator.search.page import make_page
from tests.search.engine_tab import EngineTab, only_index
from tests.site.chromium import Tab, needs_chromium, served

pytestmark = needs_chromium

PAGES, SIZE = 3000, 1000


@pytest.fixture(scope="module")
def folded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], list[str]]:
    """A site with the index, the folded text of each page, and what to ask."""
    folder = only_index(tmp_path_factory.mktemp("scale"))
    made = [(make_page(facts, blocks), blocks) for facts, blocks in texts(PAGES, SIZE)]
    write_index((page for page, _ in made), folder)
    sample = [block.text for _, blocks in made[::10] for block in blocks]
    return folder, ["\n".join(page.folded) for page, _ in made], queries(sample)


def test_counts_are_the_truth(browser: Browser, folded: tuple[Path, list[str], list[str]]) -> None:
    folder, pages, asked = folded
    with served(folder) as origin, Tab(browser) as tab:
        counts = EngineTab(tab.page, origin).counts(asked)
    truth = [sum(all(term in page for term in terms(query)) for page in pages) for query in asked]
    assert dict(zip(asked, counts, strict=True)) == dict(zip(asked, truth, strict=True))
    assert sum(count > 64 for count in counts) > 20
    assert len(set(asked)) >= 60
