"""Page, PDF, DOCX and XLSX of every real project say the same: every chapter, paragraph, cell and number.

`exceptions.py` lists what may differ, with reasons.
"""

from __future__ import annotations

import dataclasses
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.renditions import Source, rendered
from generator.build.site_build import Options, Outcome, build
from generator.evaluate import evaluate
from generator.load import load
from generator.workspace import Workspace
from tests.conftest import REPOSITORY, SITES
from tests.parity import from_docx, from_html, from_pdf, from_xlsx
from tests.parity.blocks import Block, Report, differences, numbers, unlike_cells
from tests.parity.exceptions import ALWAYS, AS_TEXT, CUT, LEFT_OUT, OPENING, USED
from tests.pictures import png

pytestmark = pytest.mark.slow

PROJECTS = sorted(
    p.parent.relative_to(p.parents[2]).as_posix() for p in REPOSITORY.glob("content/projects/*/*/report.md")
)
CHANGED = "2024/shen-ping-an"
NOTHING = "—"
STEPS_COLUMN = 3
CHAPTERS = b'<h2 id="s1">'

Files = dict[str, bytes]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real content."""
    root = tmp_path_factory.mktemp("parity")
    for name in ("content", "site_templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    assert build(Workspace(root), Options(jobs=1)).outcome is Outcome.BUILT
    return root / "site"


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A report with everything that a narrative may hold."""
    root = tmp_path_factory.mktemp("rich")
    shutil.copytree(SITES / "minimal/content", root / "content")
    shutil.copytree(REPOSITORY / "site_templates", root / "site_templates")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    folder = root / "content/projects/2024/beng-zhan"
    shutil.copy(Path(__file__).with_name("rich.md"), folder / "report.md")
    (folder / "figures").mkdir()
    (folder / "figures/泵站.png").write_bytes(png(300, 200))
    assert build(Workspace(root), Options()).outcome is Outcome.BUILT
    return files_of(root / "site", "2024/beng-zhan")


def files_of(site: Path, project: str) -> Files:
    folder = site / "projects" / project
    slug = folder.name
    files = {kind: (folder / f"{slug}.{kind}").read_bytes() for kind in ("pdf", "docx", "xlsx")}
    return files | {"html": (folder / "index.html").read_bytes()}


# What is compared -----------------------------------------------------------------------------------------------


def all_formats(files: Files) -> tuple[Report, Report, Report]:
    return from_html.read(files["html"]), from_pdf.read(files["pdf"]), from_docx.read(files["docx"])


def all_differences(files: Files) -> list[str]:
    """Everything that PDF, DOCX and XLSX say differently from the page."""
    page, pdf, docx = all_formats(files)
    found = [f"PDF {text}" for text in differences(page, from_pdf.joined(pdf, page))]
    found += [f"DOCX {text}" for text in differences(page, docx)]
    found += [f"PDF 的图 {drawn}" for drawn in set(page.drawn) ^ set(pdf.drawn)]
    found += [f"XLSX {text}" for text in sheet_differences(page, files["xlsx"])]
    return found + opening_differences(page, pdf, docx)


def opening_differences(page: Report, pdf: Report, docx: Report) -> list[str]:
    """What cover, notice, summary and headline figures say differently."""
    whole = "".join(docx.opening)
    if "".join(pdf.opening) != whole:
        return [f"开头：PDF {pdf.opening} ≠ DOCX {docx.opening}"]
    shown = "".join(page.opening)
    otherwise = re.compile("|".join(OPENING))
    pieces = (otherwise.sub("", text) for text in docx.opening)
    lacking = [piece for piece in pieces if piece not in shown] + sorted(numbers(whole) - numbers(shown))
    return [f"页首缺少“{piece}”" for piece in lacking]


def sheet_differences(page: Report, workbook: bytes) -> list[str]:
    """What the tables of the workbook say differently."""
    found = []
    sheets = from_xlsx.read(workbook)
    for name, sheet in sheets.items():
        placed = any(table.text.endswith(sheet.text) for table in page.tables())
        if name not in AS_TEXT and (placed or name not in ALWAYS):
            unlike = min((unlike_cells(table.cells, sheet.cells) for table in page.tables()), key=len)
            found += [f"{name}：{one} ≠ {other}" for one, other in unlike]
    if calculations(sheets["得分计算过程"]) != told(page.annex("得分计算过程")):
        found.append("得分计算过程的文字不同")
    listed = [b for b in page.annex("公布结果与差异说明") if b.kind.startswith("item")]
    if listed != discrepancies(sheets.get("差异说明")):
        found.append("差异说明的文字不同")
    return found


def told(blocks: list[Block]) -> str:
    """The whole text of some blocks."""
    return "".join(
        f"{block.kind.removeprefix('item')}.{block.text}" if "item" in block.kind else block.text
        for block in blocks
    )


def calculations(sheet: Block) -> str:
    """The text of the sheet of calculations as the document tells it."""
    rows: dict[int, list[str]] = {}
    for row, column, text, _, _ in sheet.cells:
        if row and text != NOTHING:
            rows.setdefault(row, []).append(f"计算过程：{text}" if column == STEPS_COLUMN else text)
    return "".join(text for row in rows.values() for text in row)


def discrepancies(sheet: Block | None) -> list[Block]:
    """The sheet of discrepancies as the document lists it."""
    rows: dict[int, list[str]] = {}
    for row, _, text, _, _ in sheet.cells if sheet else ():
        rows.setdefault(row, []).append(text)
    return [Block(f"item{number}", f"{subject}：{note}") for number, subject, note in list(rows.values())[1:]]


# Tests ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("project", PROJECTS)
def test_all_formats_say_the_same(site: Path, project: str) -> None:
    assert all_differences(files_of(site, project)) == []


def test_all_formats_say_the_same_of_whatever_a_narrative_holds(rich: Files) -> None:
    assert all_differences(rich) == []


def test_every_kind_of_content_was_compared(site: Path, rich: Files) -> None:
    """Else readers that read nothing would agree."""
    blocks = from_html.read(rich["html"]).blocks
    assert {"item1", "item2", "item•", "table", "figure"} <= {block.kind for block in blocks}
    assert {"〔式001AB分得〕", "引文的末段。"} <= set(
        re.findall("〔式.*?〕|引文的末段。", "".join(b.text for b in blocks))
    )
    assert len(from_html.read(rich["html"]).notes) == 2
    pages = [from_html.read(files_of(site, project)["html"]) for project in PROJECTS]
    kinds = {block.kind for page in pages for block in page.blocks}
    assert {"heading1", "heading2", "heading3", "text", "item1", "item•", "table", "figure"} <= kinds
    assert any(page.notes for page in pages)
    assert all(len(page.blocks) > 100 and len(page.tables()) > 5 and len(page.drawn) > 1 for page in pages)
    assert sum(len(table.cells) for page in pages for table in page.tables()) > 2_000


def in_zip(data: bytes, name: str, old: str, new: str) -> bytes:
    """A package after one change of a text in one of its files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as written:
        for item in package.namelist():
            text = package.read(item)
            if item == name:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            written.writestr(item, text)
    return out.getvalue()


def in_html(files: Files) -> Files:
    head, body = files["html"].split(CHAPTERS, 1)
    return files | {"html": head + CHAPTERS + body.replace(b"1,256.72", b"1,256.73", 1)}


def in_docx(files: Files) -> Files:
    return files | {"docx": in_zip(files["docx"], "word/document.xml", ">1,256.72<", ">1,256.73<")}


def in_xlsx(files: Files) -> Files:
    return files | {"xlsx": in_zip(files["xlsx"], "xl/worksheets/sheet3.xml", ">1256.72<", ">1256.73<")}


def in_pdf(files: Files) -> Files:
    """The PDF of a document in which one number is another."""
    result = evaluate(load(Workspace(REPOSITORY), {CHANGED}))
    document = result.documents[CHANGED]
    body = document.markdown.replace(">1,256.72<", ">1,256.73<", 1)
    assert body != document.markdown
    source = Source(result.evaluations[0], dataclasses.replace(document, markdown=body))
    return files | {"pdf": rendered(source).pdf}


@pytest.mark.parametrize("change", [in_html, in_docx, in_xlsx, in_pdf])
def test_one_changed_number_is_found(site: Path, change: Callable[[Files], Files]) -> None:
    found = all_differences(change(files_of(site, CHANGED)))
    assert found
    assert "1,256.73" in " ".join(found)


def without_row(data: bytes) -> bytes:
    """A DOCX whose longest table has lost a row."""
    name = "word/document.xml"
    text = zipfile.ZipFile(io.BytesIO(data)).read(name).decode()
    row = re.findall(r"<w:tr>.*?</w:tr>", text, re.DOTALL)[-1]
    return in_zip(data, name, row, "")


def test_a_lost_row_and_a_lost_paragraph_are_found(site: Path) -> None:
    files = files_of(site, CHANGED)
    assert all_differences(files | {"docx": without_row(files["docx"])})
    paragraph = re.search(rb"<p[^>]*>[^<]{40,}</p>", files["html"].split(CHAPTERS)[1])
    assert paragraph
    assert all_differences(files | {"html": files["html"].replace(paragraph[0], b"")})


def test_every_exception_has_a_reason_and_is_needed(site: Path, rich: Files) -> None:
    all_formats(rich)
    openings = [all_formats(files_of(site, project))[2].opening for project in PROJECTS]
    assert {(kind, name) for kind, names in LEFT_OUT.items() for name in names} == USED
    assert all(any(re.search(p, piece) for opening in openings for piece in opening) for p in OPENING)
    reasons = [
        *OPENING.values(),
        *AS_TEXT.values(),
        *ALWAYS.values(),
        CUT,
        *(r for each in LEFT_OUT.values() for r in each.values()),
    ]
    assert all(len(reason) >= 4 for reason in reasons)
