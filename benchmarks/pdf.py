"""How fast Markdown becomes PDF: `python benchmarks/pdf.py [--reports N] [--weasyprint PYTHON]`.

1. N distinct reports (default 100) of 25 to 30 pages, by one worker and by two (processes started afresh, as a build
   starts them), from Markdown to the finished PDF: reports per second with and without the start of the workers, and
   peak memory.
2. Where the time goes, in one process: pandoc, our tree and markup, typst.
3. The same report in the same run by other engines: WeasyPrint and Chromium from HTML, LibreOffice from DOCX. All are
   run in turn, several times, and the medians compared, by the clock and by seconds of processor (user and system):
   on a machine that others use too the clock says little, the processor and the ratios hold. WeasyPrint stays in a
   warm process as typst does; the others start for each report, as they must. What is not installed is left out, and
   said so. WeasyPrint is looked for in this environment, or in that of `--weasyprint` (a throw-away venv will do: it
   is no dependency).

The reports are the real ones, shortened to 25-30 pages; in each, the commonest characters are exchanged for one
another, so that no two share a line of text.

Recorded figures stand in docs/decisions/0002.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import pypdf
from pylopdf_fonts_zh_cn import sans_path, serif_path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from generator.evaluate import evaluate  # noqa: E402
from generator.load import load  # noqa: E402
from generator.render.compiler import forget, pdf_of, prepare_worker  # noqa: E402
from generator.render.fonts import DEFAULT  # noqa: E402
from generator.render.pandoc_program import parsed, run_pandoc  # noqa: E402
from generator.render.pdf import _compiler, _contents, _facts, render_pdf, typst_body  # noqa: E402
from generator.render.reader import cleaned, read  # noqa: E402
from generator.render.tree import Elements, text_of  # noqa: E402
from generator.render.typst_writer import typst_markup  # noqa: E402
from generator.report.document import Document  # noqa: E402
from generator.workspace import Workspace  # noqa: E402

PAGES = range(25, 31)
EXCHANGED = 400
"""How many characters are exchanged for one another."""
SHORTER = ((), ("附件2",), ("附件2", "附件4"), ("附件2", "附件3"))
"""Which annexes may be left out to make a report short enough, in the order of preference."""


# Reports -------------------------------------------------------------------------------------------------------


def reports(count: int) -> list[Document]:
    """So many distinct reports of 25 to 30 pages."""
    real = evaluate(load(Workspace(REPOSITORY))).documents.values()
    short = [found for document in real if (found := shortened(document))]
    return [varied(short[n % len(short)], n) for n in range(count)]


def shortened(document: Document) -> Document | None:
    """A report without some annexes, so that it has 25 to 30 pages; None where that cannot be."""
    for without in SHORTER:
        chapters = document.markdown.split("\n# ")
        kept = "\n# ".join(c for c in chapters if not c.startswith(without or ("-",)))
        shorter = replace(document, markdown=kept)
        if pages(render_pdf(shorter)) in PAGES:
            return shorter
    return None


def pages(data: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(data)).pages)


def varied(document: Document, number: int) -> Document:
    """A report of its own: its commonest Han characters stand for one another, each time differently."""
    counted = Counter(c for c in document.markdown if "\u4e00" <= c <= "\u9fff" and c not in "附件")
    common = [c for c, _ in counted.most_common(EXCHANGED)]
    moved = number % len(common)
    table = str.maketrans(dict(zip(common, common[moved:] + common[:moved], strict=True)))
    return replace(document, id=f"{document.id}-{number}", markdown=document.markdown.translate(table))


# Workers -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """One PDF by a worker."""

    size: int
    ended: float
    cpu: float
    """Processor seconds of worker and pandoc."""
    memory: int
    """The peak of the worker so far, in MB."""


def make(document: Document) -> Made:
    before = sum(os.times()[:4])
    data = render_pdf(document)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Made(len(data), time.time(), sum(os.times()[:4]) - before, memory)


def throughput(documents: Sequence[Document], workers: int) -> None:
    began = time.time()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=prepare_worker) as pool:
        made = list(pool.map(make, documents))
    took = time.time() - began
    ends = sorted(m.ended for m in made)
    steady = (len(ends) - workers) / (ends[-1] - ends[workers - 1])
    print(
        f"{workers} worker{'s' if workers > 1 else ''}: {len(made) / took:5.1f} reports/s with the start of the workers, "
        f"{steady:5.1f} once they run; {took:.1f} s in all; {statistics.median(m.cpu for m in made) * 1000:.0f} ms of "
        f"processor a report; peak memory {max(m.memory for m in made)} MB a worker; "
        f"{statistics.mean(m.size for m in made) / 1024:.0f} KB a report"
    )


# Stages --------------------------------------------------------------------------------------------------------


def stages(documents: Sequence[Document]) -> None:
    """Print the median time of each stage, one report after the other in this process."""
    took: dict[str, list[float]] = {"pandoc": [], "tree": [], "markup": [], "typst": [], "together": []}
    for document in documents:
        clock = [time.perf_counter()]
        render_pdf(document)
        clock.append(time.perf_counter())
        parts = parsed(document.markdown)
        clock.append(time.perf_counter())
        blocks = cleaned(parts)
        clock.append(time.perf_counter())
        typst_markup(blocks)
        clock.append(time.perf_counter())
        total, *others = (after - before for before, after in pairwise(clock))
        for name, seconds in zip(took, [*others, total - sum(others), total], strict=True):
            took[name].append(seconds)
    medians = {name: statistics.median(seconds) for name, seconds in took.items()}
    print("one process, ms a report: " + ", ".join(f"{n} {s * 1000:.0f}" for n, s in medians.items()))


# Other engines -------------------------------------------------------------------------------------------------

RUNS = 5
CONTENTS_DEPTH = 2

STYLE = """
@font-face { font-family: Song; src: url(SONG) }
@font-face { font-family: Hei; src: url(HEI) }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-right { content: "— " counter(page) " —" } }
@page wide { size: A4 landscape; margin: 28mm 37mm 26mm 35mm }
body { font: 16pt/29pt Song; margin: 0 }
p { margin: 0; text-indent: 2em; text-align: justify }
h1, h2, h3, h4 { font: 16pt/29pt Hei; margin: 0; break-after: avoid }
table { border-collapse: collapse; width: 100%; font-size: 10.5pt; line-height: 15pt; break-inside: auto }
th, td { border: 0.5pt solid; padding: 3pt 4pt }
td p { text-indent: 0 }
.cover { break-after: page; padding-top: 60mm; text-align: center }
.contents { break-after: page; list-style: none; margin: 0; padding: 0 }
.contents a::after { content: leader(".") target-counter(attr(href), page) }
"""

WEASYPRINT = """
import resource, sys, time, weasyprint
for _ in sys.stdin:
    wall, cpu = time.perf_counter(), time.process_time()
    weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/a-3a", pdf_tags=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(time.perf_counter() - wall, time.process_time() - cpu, memory, flush=True)
"""


def html_of(document: Document, folder: Path) -> tuple[Path, float]:
    """The report as a page for the other engines (cover, contents, body), and how long pandoc took for it."""
    start = time.perf_counter()
    blocks = read(document.markdown)
    body = run_pandoc("--from=json", "--to=html5", given=whole_tree(blocks)).decode()
    took = time.perf_counter() - start
    style = STYLE.replace("SONG", serif_path().as_uri()).replace("HEI", sans_path().as_uri())
    title = html.escape(document.title)
    facts = "".join(f"<p>{html.escape(label)}：{html.escape(value)}</p>" for label, value in document.cover)
    headings = (found["c"] for found in blocks if found["t"] == "Header" and found["c"][0] <= CONTENTS_DEPTH)
    entries = "".join(
        f'<li><a href="#{at[0]}">{html.escape(text_of(text))}</a></li>' for _, at, text in headings
    )
    page = folder / "report.html"
    page.write_text(
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{title}</title><style>{style}</style>'
        f'<div class="cover"><p>{title}</p>{facts}</div><ul class="contents">{entries}</ul>{body}',
        "utf-8",
    )
    return page, took


def whole_tree(blocks: Elements) -> bytes:
    """Blocks as a document for pandoc to read."""
    return json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}).encode()


@dataclass(frozen=True)
class Cost:
    """What one report costs."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of processor, of the user and of the system, child processes included."""
    memory: int
    """Peak in MB."""


def cost_of(command: Sequence[str | Path]) -> Cost:
    """The cost of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def our_cost(document: Document) -> Cost:
    """Our whole line in this process, pandoc included; typst remembers nothing of the run before."""
    start, before = time.perf_counter(), sum(os.times()[:4])
    render_pdf(document)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Cost(time.perf_counter() - start, sum(os.times()[:4]) - before, memory)


def typst_cost(document: Document, body: str) -> Cost:
    """Our stage after pandoc and the tree: typst, from markup to PDF."""
    facts = _facts(document, DEFAULT, ())
    start, before = time.perf_counter(), time.process_time()
    forget()
    source = _compiler(body, facts, DEFAULT)
    _contents(source)
    pdf_of(source)
    return Cost(time.perf_counter() - start, time.process_time() - before, 0)


class WeasyPrint:
    """A process that has already made the report once."""

    def __init__(self, python: str, page: Path, target: Path) -> None:
        self._process = subprocess.Popen(
            [python, "-c", WEASYPRINT, page, target], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.cost()

    def cost(self) -> Cost:
        """The cost of making it once more."""
        assert self._process.stdin  # noqa: S101 - both are pipes
        assert self._process.stdout  # noqa: S101
        print(file=self._process.stdin, flush=True)
        wall, cpu, memory = self._process.stdout.readline().split()
        return Cost(float(wall), float(cpu), int(memory))


def commands(document: Document, folder: Path, page: Path) -> dict[str, Sequence[str | Path]]:
    """The engines that are started anew for each report, as far as they are installed."""
    out: dict[str, Sequence[str | Path]] = {}
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        out["chromium"] = [browser, *options, f"--print-to-pdf={folder / 'chromium.pdf'}", page.as_uri()]
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        source = folder / "libreoffice.docx"
        tree = whole_tree(read(document.markdown))
        source.write_bytes(run_pandoc("--from=json", "--to=docx", "--output=-", given=tree))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        out["libreoffice"] = [
            office,
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            source,
        ]
    return out


def others(document: Document, python: str) -> None:
    """Print what each engine takes for the same report: all in turn, several times, the medians compared."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page, before = html_of(document, folder)
        body = typst_body(document.markdown)
        engines: dict[str, Callable[[], Cost]] = {
            "ours": partial(our_cost, document),
            "typst": partial(typst_cost, document, body),
        }
        if (
            subprocess.run([python, "-c", "import weasyprint"], capture_output=True, check=False).returncode
            == 0
        ):
            engines["weasyprint"] = WeasyPrint(python, page, folder / "weasyprint.pdf").cost
        for engine, command in commands(document, folder, page).items():
            cost_of(command)  # the first start makes a profile
            engines[engine] = partial(cost_of, command)
        print("left out, not installed:", {"weasyprint", "chromium", "libreoffice"} - set(engines) or "none")
        costs: dict[str, list[Cost]] = {engine: [] for engine in engines}
        for _ in range(RUNS):
            for engine, cost in engines.items():
                costs[engine].append(cost())
        told({engine: median_of(found) for engine, found in costs.items()}, before, folder)


def median_of(costs: Sequence[Cost]) -> Cost:
    return Cost(
        statistics.median(c.wall for c in costs),
        statistics.median(c.cpu for c in costs),
        max(c.memory for c in costs),
    )


def told(costs: Mapping[str, Cost], before: float, folder: Path) -> None:
    """Print the costs; `before` is what pandoc takes to make the page for the others."""
    ours, typst = costs["ours"], costs["typst"]
    print(f"ours: {ours.wall * 1000:.0f} ms, {ours.cpu * 1000:.0f} ms of processor, peak {ours.memory} MB")
    print(f"  of it typst: {typst.wall * 1000:.0f} ms, {typst.cpu * 1000:.0f} ms of processor")
    for engine in costs.keys() - {"ours", "typst"}:
        cost = costs[engine]
        count = pages((folder / f"{engine}.pdf").read_bytes())
        print(
            f"{engine}: {cost.wall * 1000:.0f} ms, {cost.cpu * 1000:.0f} ms of processor, peak {cost.memory} MB, "
            f"{count} pages; by wall {cost.wall / typst.wall:.1f} times typst and "
            f"{(before + cost.wall) / ours.wall:.1f} times ours from Markdown; by processor "
            f"{cost.cpu / typst.cpu:.1f} and {(before + cost.cpu) / ours.cpu:.1f} times"
        )


def main() -> None:
    arguments = argparse.ArgumentParser(description="How fast Markdown becomes PDF.")
    arguments.add_argument("--reports", type=int, default=100)
    arguments.add_argument("--weasyprint", default=sys.executable, metavar="PYTHON")
    options = arguments.parse_args()
    print(
        f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} before the start"
    )
    documents = reports(options.reports)
    for workers in (1, 2):
        throughput(documents, workers)
    stages(documents[:20])
    others(documents[0], options.weasyprint)
    print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
