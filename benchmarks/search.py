"""What search costs, to build and to ask: `python benchmarks/search.py [CHARACTERS]` (default 10,000,000).

Pages are put together from the paragraphs of synthetic projects, numbers changed, until there are so many characters.
Prints the speed of the build on one core, the size of the index beside that of the text, and what readers wait for in
Chromium over a link of 10 Mbit/s and 40 ms (emulated by the browser): the first verified results and the final answer.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright  # noqa: E402

from benchmarks.synthetic import SAME_FAMILY, Maker  # noqa: E402
from generator.build.site_build import Options, build  # noqa: E402
from generator.load import load  # noqa: E402
from generator.search.fold import terms  # noqa: E402
from generator.search.index import FOLDER, write_index  # noqa: E402
from generator.search.page import Block, Facts, Zone, make_page  # noqa: E402
from generator.search.page import Page as SearchPage  # noqa: E402
from generator.workspace import Workspace  # noqa: E402

BASE = 400
LENGTH = 15_000
LATENCY, RATE = 40, 10_000_000 / 8
QUERIES = 100
ASK = """(query) => new Promise((resolve) => {
    const start = performance.now(), results = document.querySelector(".search__results");
    let first = null;
    new MutationObserver(() => {
        if (first === null && results.children.length) first = performance.now() - start;
    }).observe(results, { childList: true });
    document.addEventListener("search-done", ({ detail }) => {
        const last = performance.now() - start;
        resolve([first ?? last, last, detail.total]);
    }, { once: true });
    document.querySelector("#search-box").value = query;
    document.querySelector("form.search").requestSubmit();
})"""


def paragraphs() -> list[str]:
    """The lines of synthetic projects."""
    rule_sets = load(Workspace(REPOSITORY), only=()).rule_sets
    maker = Maker(1, {name: rule_sets[name] for name in SAME_FAMILY})
    made = [maker.project(number) for number in range(BASE)]
    lines = [
        line.strip(" -#>|") for one in made for line in (*one.yaml.split("\n"), *one.markdown.split("\n"))
    ]
    return [line for line in lines if len(line) > 1]


def changed(random: Random, character: str) -> str:
    """A character, or another digit."""
    return random.choice("0123456789") if character.isdigit() and random.random() < 0.5 else character


def texts(count: int, size: int = LENGTH) -> Iterator[tuple[Facts, list[Block]]]:
    """So many pages of about `size` characters."""
    lines, random = paragraphs(), Random(1)
    for number in range(count):
        blocks: list[Block] = []
        length = 0
        while length < size:
            line = random.choice(lines)
            if any(character.isdigit() for character in line):
                line = "".join(changed(random, character) for character in line)
            zone = (
                Zone.TITLE
                if not blocks
                else Zone.INDICATOR
                if len(blocks) < 25 and len(line) < 16
                else Zone.TEXT
            )
            blocks.append(Block(f"p{len(blocks)}", zone, line))
            length += len(line)
        facts = Facts(
            f"p/{number}.html",
            "",
            str(2018 + number % 7),
            f"部门{number % 20}",
            "优良中差"[number % 4],
            "部门评价",
        )
        yield facts, blocks


def queries(sample: Sequence[str]) -> list[str]:
    """Phrases of every length that stand in the text, some that do not, numbers, and several terms."""
    random, found = Random(2), []
    for number in range(QUERIES):
        text = random.choice([line for line in sample if len(line) > 12])
        length = (1, 2, 2, 3, 4, 4, 5, 6, 8, 12)[number % 10]
        start = random.randrange(len(text) - length)
        query = text[start : start + length].strip()
        if number % 10 == 5:
            query += " " + random.choice(sample)[:2]
        if number % 10 == 6:
            query = query[:-1] + random.choice("的项市改水电")
        found.append(query or "绩效")
    return found


def truths(pages: Sequence[Path], asked_for: Sequence[str]) -> dict[str, int]:
    """How many pages contain each query, by substring."""
    counts = dict.fromkeys(asked_for, 0)
    for path in pages:
        text = "\n".join(SearchPage.unpacked(path.read_bytes()).folded)
        for query in counts:
            counts[query] += all(term in text for term in terms(query))
    return counts


class Counting(SimpleHTTPRequestHandler):
    """Counts the bytes of search/data that it sends."""

    sent = 0

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        if "/search/data/" in self.path:
            Counting.sent += len(data)
        outputfile.write(data)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Counting, directory=str(folder))) as server:
        server.RequestHandlerClass.protocol_version = "HTTP/1.1"  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def slow_down(page: Page) -> CDPSession:
    """A slow link for the page and its worker."""
    link = {"offline": False, "latency": LATENCY, "downloadThroughput": RATE, "uploadThroughput": RATE}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", link)
    return session


def asked(browser: Browser, origin: str, query: str) -> tuple[float, float, float, int]:
    """Milliseconds to the first results and to the end, kilobytes in all, pages found; nothing in the cache before."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}search/index.html")
    slow_down(page)
    page.locator("#search-box").focus()
    page.wait_for_timeout(600)
    Counting.sent = 0
    first, last, total = page.evaluate(ASK, query)
    context.close()
    return first, last, Counting.sent / 1000, total


def share(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def ask_all(site: Path, sample: Sequence[str], truth: Mapping[str, int]) -> None:
    with served(site) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        rows = [(*asked(browser, origin, query), query) for query in queries(sample)]
        browser.close()
    wrong = {query: (total, truth[query]) for *_, total, query in rows if total != truth[query]}
    print(f"wrong counts         {len(wrong)} of {len(rows)} {wrong or ''}")
    for name, column in (("first results, ms", 0), ("final answer, ms", 1), ("final answer, KB", 2)):
        values = [float(row[column]) for row in rows]
        print(
            f"{name:20} median {share(values, 0.5):8.0f}  p95 {share(values, 0.95):8.0f}  most {max(values):8.0f}"
        )
    for first, last, kilobytes, total, query in sorted(rows, key=lambda row: -row[1])[:5]:
        print(
            f"  slowest: {query!r}: {total} pages, first {first:.0f} ms, final {last:.0f} ms, {kilobytes:.0f} KB"
        )


def main() -> None:
    characters = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "w"
        for name in ("content", "site_templates"):
            shutil.copytree(REPOSITORY / name, root / name)
        shutil.copy(REPOSITORY / "mkdocs.yml", root)
        site = build(Workspace(root), Options(pdf=False)).folder
        shutil.rmtree(site / FOLDER)
        spent = count = raw = 0.0
        pages: list[Path] = []
        sample: list[str] = []
        for facts, blocks in texts(characters // LENGTH):
            count += sum(len(block.text) for block in blocks)
            raw += sum(len(block.text.encode()) for block in blocks)
            sample += [blocks[7].text] if len(sample) < 2000 else []
            start = time.process_time()
            packed = make_page(facts, blocks).packed()
            spent += time.process_time() - start
            pages.append(root / f"page{len(pages)}")
            pages[-1].write_bytes(packed)
        start = time.process_time()
        write_index((SearchPage.unpacked(page.read_bytes()) for page in pages), site)
        merged = time.process_time() - start
        sizes = {kind: sum(f.stat().st_size for f in (site / FOLDER).glob(f"{kind}*.js")) for kind in "ghwp"}
        index = sizes["g"] + sizes["h"] + sizes["w"]
        print(f"{len(pages)} pages, {count / 1e6:.1f} million characters, {raw / 1e6:.1f} MB")
        print(
            f"build                {count / (spent + merged) / 1e6:.2f} million characters/s (pages {spent:.1f} s, merge {merged:.1f} s)"
        )
        print(
            f"index                {index / 1e6:.1f} MB, {index / raw:.1%} of the text; head {sizes['h'] / 1e3:.0f} KB"
        )
        print(f"texts for passages   {sizes['p'] / 1e6:.1f} MB, {sizes['p'] / raw:.1%} of the text")
        print(f"peak memory          {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        ask_all(site, sample, truths(pages, queries(sample)))


if __name__ == "__main__":
    main()
