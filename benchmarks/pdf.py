"""How fast Markdown becomes PDF: `python benchmarks/pdf.py [--reports N] [--weasyprint PYTHON]`.

1. N distinct reports (default 100) of 25 to 30 pages, by one worker and by two (processes started afresh, as a build
   starts them), from Markdown to the finished PDF: reports per second with and without the start of the workers, and
   peak memory.
2. Where the time goes, in one process: pandoc, our tree and markup, typst.
3. The same report in the same run by other engines: WeasyPrint and Chromium from HTML, LibreOffice from DOCX. What is
   not installed is left out, and said so. WeasyPrint is looked for in this environment, or in that of `--weasyprint`.

The reports are the real ones, shortened to 25-30 pages; in each, the commonest characters are exchanged for one
another, so that no two share a line of text.
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
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import pypdf
from pylopdf_fonts_zh_cn import sans_path, serif_path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from generator.evaluate import evaluate  # noqa: E402
from generator.load import load  # noqa: E402
from generator.render.compiler import prepare_worker  # noqa: E402
from generator.render.pandoc_program import parsed, run_pandoc  # noqa: E402
from generator.render.pdf import render_pdf  # noqa: E402
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
    first = prepare_worker if workers > 1 else None
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=first) as pool:
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


def stages(documents: Sequence[Document]) -> tuple[float, float]:
    """Print the median time of each stage, one report after the other in this process; typst's and the total."""
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
    return medians["typst"], medians["together"]


# Other engines -------------------------------------------------------------------------------------------------

RUNS = 3
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
import sys, time, weasyprint
for run in range(int(sys.argv[1]) + 1):
    start = time.perf_counter()
    weasyprint.HTML(filename=sys.argv[2]).write_pdf(sys.argv[3], pdf_variant="pdf/a-3a", pdf_tags=True)
    if run:
        print(time.perf_counter() - start)
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


def timed(command: Sequence[str | Path]) -> float:
    """Median time of a command."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def weasyprint(python: str, folder: Path, page: Path) -> float | None:
    """Seconds for one report in a process that has already made one."""
    if subprocess.run([python, "-c", "import weasyprint"], capture_output=True, check=False).returncode:
        return None
    told = subprocess.run(
        [python, "-c", WEASYPRINT, str(RUNS), page, folder / "weasyprint.pdf"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return statistics.median(map(float, told.stdout.split()))


def chromium(folder: Path, page: Path) -> float | None:
    """Seconds for one report, with the start of the browser."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    target = folder / "chromium.pdf"
    return timed([program, *options, f"--print-to-pdf={target}", page.as_uri()]) if program else None


def libreoffice(document: Document, folder: Path) -> float | None:
    """Seconds for one report from a DOCX that pandoc made, with the start of the program."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        return None
    source = folder / "libreoffice.docx"
    source.write_bytes(
        run_pandoc("--from=json", "--to=docx", "--output=-", given=whole_tree(read(document.markdown)))
    )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return timed([program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source])


def others(document: Document, python: str, typst: float, together: float) -> None:
    """Print what other engines take for the same report, beside our stage and our whole line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page, before = html_of(document, folder)
        engines = {
            "weasyprint": weasyprint(python, folder, page),
            "chromium": chromium(folder, page),
            "libreoffice": libreoffice(document, folder),
        }
        for engine, seconds in engines.items():
            if seconds is None:
                print(f"{engine}: not installed, left out")
                continue
            count = pages((folder / f"{engine}.pdf").read_bytes())
            print(
                f"{engine}: {seconds * 1000:.0f} ms for {count} pages, {seconds / typst:.1f} times typst; "
                f"from Markdown {(before + seconds) * 1000:.0f} ms, {(before + seconds) / together:.1f} times ours"
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
    typst, together = stages(documents[:20])
    others(documents[0], options.weasyprint, typst, together)


if __name__ == "__main__":
    main()
