"""The search engine by itself in a tab: many questions at once, without the page around it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page

from tests.conftest import REPOSITORY

SCRIPTS = REPOSITORY / "site_templates" / "assets" / "js"

HARNESS = """
const bytesOf = (script) => {
    const start = script.indexOf(0x60) + 1, end = script.lastIndexOf(0x60), found = [];
    for (let at = start; at < end; at++) {
        let byte = script[at];
        if (byte === 0x5c) { byte = script[++at]; if (byte === 0x72) byte = 13; }
        found.push(byte);
    }
    return new Uint8Array(found);
};
window.loaded = 0;
const engine = new SearchEngine(async (name) => {
    window.loaded += 1;
    const response = await fetch(`${name}.js`, { cache: "no-store" });
    return bytesOf(new Uint8Array(await response.arrayBuffer()));
});
window.answers = async (queries) => {
    const found = [];
    for (const query of queries) {
        const before = window.loaded;
        let last = null;
        await engine.search(query, {}, 100000, (answer) => { if (answer.whole) last = answer; });
        const pages = last.results.map(({ url, passages, titlePieces }) => [url, passages.length + (titlePieces ? 1 : 0)]);
        found.push({ total: last.total, pages, loaded: window.loaded - before });
    }
    return found;
};
window.counts = async (queries) => {
    await engine.open();
    const found = [];
    for (const query of queries) found.push(await engine.count(searchText.terms(query)));
    return found;
};
window.found = async (terms) => {
    const found = [];
    for (const term of terms) {
        const { exact, pages } = await engine.find(term);
        found.push([exact, Array.from(pages)]);
    }
    return found;
};
true;
"""


@dataclass(frozen=True)
class Answer:
    """The pages that the engine lists, with how many passages of each."""

    total: int
    pages: dict[str, int]
    loaded: int


class EngineTab:
    """An engine over the files in `search/data` of a site that is served at `origin`."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        page.goto(f"{origin}search/data/words.js")  # any address beside the files will do
        page.evaluate((SCRIPTS / "search-engine.js").read_text(encoding="utf-8"))
        page.evaluate(HARNESS)

    def answers(self, queries: Sequence[str]) -> list[Answer]:
        """What the engine answers to each query."""
        found = self.page.evaluate("queries => answers(queries)", list(queries))
        return [
            Answer(one["total"], {unquote(u): n for u, n in one["pages"]}, one["loaded"]) for one in found
        ]

    def counts(self, queries: Sequence[str]) -> list[int]:
        """How many pages contain each query."""
        counts: list[int] = self.page.evaluate("queries => counts(queries)", list(queries))
        return counts

    def found(self, terms: Sequence[str]) -> list[tuple[bool, list[int]]]:
        """Of each term whether the index alone is certain, and the pages that contain it or may."""
        return [(exact, pages) for exact, pages in self.page.evaluate("terms => found(terms)", list(terms))]

    def folded(self, texts: Sequence[str]) -> list[str]:
        """Texts as the engine compares them."""
        found: list[str] = self.page.evaluate("texts => texts.map(searchText.fold)", list(texts))
        return found

    def terms(self, queries: Sequence[str]) -> list[list[str]]:
        """What the engine thinks the queries ask for."""
        found: list[list[str]] = self.page.evaluate("texts => texts.map(searchText.terms)", list(queries))
        return found


def only_index(folder: Path) -> Path:
    """An empty site around an index."""
    (folder / "404.html").write_text(json.dumps("404"), encoding="utf-8")
    return folder
