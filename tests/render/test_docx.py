"""The DOCX of a document: read back as XML, as python-docx sees it, and through LibreOffice."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import io
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from generator.content.images import ImageFile
from generator.evaluate import evaluate
from generator.load import load
from generator.render import pdf
from generator.render.docx import render_docx
from generator.render.fault import RenderFault
from generator.render.pandoc import clean_tree
from generator.render.table_layout import LONG_ROWS, TableLayout
from generator.report.document import Document, PlacedPicture
from generator.workspace import Workspace
from tests.conftest import REPOSITORY
from tests.render.ooxml import Docx, drawn, faults, first, short, style_of, text_of, value, w
from tests.render.test_pdf import HOSTILE, INDICATORS, NOTICE, SAMPLE, annex_table, squeezed

SOFFICE = shutil.which("soffice")
DRAFT = dataclasses.replace(SAMPLE, draft=True)
ODD = """\
# 一、甲 {#a.b}

| 短 | 长的一列 |
|---|---|
| 一 | 这是一个很长很长的格子，长到应当靠左而不是居中 |

| 再 | 表 |
|--:|:--|
| 1 | 左 |

::: {#box}
> 引文*楷体*与**黑体**，`代码`与[外](https://example.org/?a=1&b="2")、[内](#code)、[表](#t1)。
>
> - 引文里的项
:::

1. 首项

   首项的第二段

   - 内项
     1. 更内的项
2. 次项[^1]

---

``` {#code}
代码 <w:p/>
    第二行
```

## 附件样的二级标题 {#A-b}

<table id="t1" data-widths="1 2 3"><tbody><tr><td rowspan="2" colspan="2">并</td><td>右上</td></tr><tr><td>右下</td></tr>
<tr><td>缺格</td></tr></tbody></table>

<table><tbody><tr><td></td></tr></tbody></table>

# 附件一览 {.annex}

附件样的正文[^2]。

# 附件2　横排 {#a_b .annex .landscape}

[^1]: 注文里的[链接](https://example.org)。
[^2]: 第一段。

    第二段。
"""


def made(markdown: str = "", *, draft: bool = False, contents: Any = None, **changes: Any) -> Docx:
    document = dataclasses.replace(SAMPLE, markdown=markdown or SAMPLE.markdown, draft=draft, **changes)
    return Docx.read(render_docx(document, contents=contents))


@pytest.fixture(scope="module")
def contents() -> tuple[tuple[int, str, str], ...]:
    return pdf.contents(SAMPLE)


@pytest.fixture(scope="module")
def sample(contents: tuple[tuple[int, str, str], ...]) -> Docx:
    return made(contents=contents)


@pytest.fixture(scope="module")
def draft(contents: tuple[tuple[int, str, str], ...]) -> Docx:
    return made(contents=contents, draft=True)


# It opens without repairs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_draft", [False, True])
@pytest.mark.parametrize(
    "markdown",
    [
        "",
        ODD,
        "无标题的一段",
        "# 一、甲",
        "# 甲 {.annex .landscape}",
        "<table></table>",
        "# 甲 {#s}\n\n# 乙 {#S}\n\n[见](#S)",
    ],
)
def test_the_markup_is_as_the_schema_wants_it(markdown: str, *, is_draft: bool) -> None:
    assert faults(made(markdown, draft=is_draft)) == []


def test_an_empty_document_is_a_file_too() -> None:
    assert faults(Docx.read(render_docx(dataclasses.replace(SAMPLE, markdown="", cover=(), notice="")))) == []


def test_faults_are_found(sample: Docx) -> None:
    """The check is no rubber stamp."""
    main = sample.files["word/document.xml"].decode()

    def broken(old: str, new: str) -> list[str]:
        assert old in main
        files = sample.files | {"word/document.xml": main.replace(old, new, 1).encode()}
        return faults(Docx(files, sample.roots | {"word/document.xml": Docx.read(zipped(files)).part()}))

    assert broken('<w:tblStyle w:val="ReportTable"/>', "") == []
    assert "次序" in broken("<w:cantSplit/><w:tblHeader/>", "<w:tblHeader/><w:cantSplit/>")[0]
    assert "没有书签" in broken('w:anchor="s1"', 'w:anchor="s9"')[0]
    assert "没有样式" in broken('<w:pStyle w:val="Title"/>', '<w:pStyle w:val="Nobody"/>')[0]
    assert (
        "域没有结束"
        in broken('<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink>', "</w:hyperlink>")[0]
    )
    assert "没有关系" in broken('r:id="rIdFooterPortraitEven"', 'r:id="rIdNone"')[0]


def zipped(files: dict[str, bytes]) -> bytes:
    import zipfile  # noqa: PLC0415 - only here

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_python_docx_reads_it(contents: tuple[tuple[int, str, str], ...]) -> None:
    read = docx.Document(io.BytesIO(render_docx(SAMPLE, contents=contents)))
    assert [s.orientation for s in read.sections] == [0, 0, 1, 0]
    assert len(read.tables) == 4
    assert read.tables[-1].cell(1, 0).text == "决策"
    assert read.tables[-1].cell(6, 0).text == "决策"
    assert [p.text for p in read.paragraphs if p.style and p.style.name == "Heading 1"][:2] == [
        "一、基本情况",
        "二、绩效评价工作开展情况",
    ]


def test_the_same_document_is_the_same_file(contents: tuple[tuple[int, str, str], ...]) -> None:
    bytes_now = render_docx(DRAFT, contents=contents)
    assert render_docx(DRAFT, contents=contents) == bytes_now
    code = (
        "import hashlib; from tests.render.test_docx import DRAFT; from generator.render import docx, pdf; "
        "print(hashlib.sha256(docx.render_docx(DRAFT, contents=pdf.contents(DRAFT))).hexdigest())"
    )
    fresh = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert fresh.stdout.strip() == hashlib.sha256(bytes_now).hexdigest()


# The page of GB/T 9704 ------------------------------------------------------------------------------------------


def millimetres(twips: str) -> float:
    return int(twips) / 1440 * 25.4


def test_sheets_have_the_margins_of_the_standard(sample: Docx) -> None:
    found = [
        tuple(
            round(millimetres(value(first(s, "pgMar"), side)), 1)
            for side in ("top", "bottom", "left", "right")
        )
        for s in sample.all("sectPr")
    ]
    upright, turned = (37.0, 35.0, 28.0, 26.0), (28.0, 26.0, 35.0, 37.0)
    assert found == [upright, upright, turned, upright]
    sizes = [first(s, "pgSz").attrib for s in sample.all("sectPr")]
    assert sizes[1] == {w("w"): "11906", w("h"): "16838"}
    assert sizes[2] == {w("w"): "16838", w("h"): "11906", w("orient"): "landscape"}


def test_the_grid_has_22_lines_of_28_characters(sample: Docx) -> None:
    grid = first(sample.all("sectPr")[1], "docGrid")
    assert (value(grid, "type"), value(grid, "linePitch")) == ("lines", "579")
    normal = sample.styles()["Normal"]
    spacing = first(normal, "pPr/spacing")
    assert (value(spacing, "line"), value(spacing, "lineRule")) == ("579", "exact")
    assert 22 * 579 <= 225 / 25.4 * 1440
    pitch = int(value(first(normal, "rPr/sz"))) * 10 + int(value(first(normal, "rPr/spacing")))
    assert 28 * pitch <= 156 / 25.4 * 1440 < 29 * pitch


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Heading1", "黑体", 16),
        ("Heading2", "楷体_GB2312", 16),
        ("Heading3", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("AnnexTitle", "方正小标宋简体", 22),
        ("AnnexLabel", "黑体", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_styles_have_the_faces_of_the_standard(sample: Docx, style: str, face: str, size: float) -> None:
    found = first(sample.styles()[style], "rPr")
    assert value(first(found, "rFonts"), "eastAsia") == face
    assert int(value(first(found, "sz"))) == size * 2


def test_paragraphs_begin_two_characters_in(sample: Docx) -> None:
    for name in ("BodyText", "Heading1", "Heading2", "AnnexText"):
        assert value(first(sample.styles()[name], "pPr/ind"), "firstLineChars") == "200"


def test_every_font_has_a_stand_in(sample: Docx) -> None:
    told = {value(f, "name"): value(f.find(w("altName"))) for f in sample.all("font", "fontTable")}
    assert told["仿宋_GB2312"].startswith("仿宋,")
    assert told["方正小标宋简体"]
    used = {f.get(w("eastAsia")) for part in ("styles", "document") for f in sample.all("rFonts", part)}
    assert used - {None} <= set(told)


def test_the_folio_is_right_on_odd_pages_and_left_on_even_ones(sample: Docx) -> None:
    assert sample.all("evenAndOddHeaders", "settings")
    for sheet in ("portrait", "landscape"):
        for kind, side in (("default", "right"), ("even", "left")):
            footer = sample.part(f"footer-{sheet}-{kind}")
            assert text_of(footer) == "— 1 —"
            assert [i.text for i in footer.iter(w("instrText"))] == [" PAGE "]
            inner = [p for p in footer.iter(w("p")) if p.find(f"{w('pPr')}/{w('jc')}") is not None]
            assert [value(first(p, "pPr/jc")) for p in inner] == [side]
    turned = sample.files["word/footer-landscape-default.xml"].decode()
    assert "layout-flow:vertical" in turned


def test_pages_are_counted_from_the_body(sample: Docx) -> None:
    front, body, *rest = sample.all("sectPr")
    assert front.find(w("footerReference")) is None
    assert value(first(body, "pgNumType"), "start") == "1"
    assert all(s.find(w("pgNumType")) is None for s in rest)
    for section in (body, *rest):
        kinds = [value(f, "type") for f in section.findall(w("footerReference"))]
        assert kinds == ["default", "even"]


# Cover and contents ---------------------------------------------------------------------------------------------


def test_the_cover_says_what_it_is(sample: Docx) -> None:
    assert sample.texts("Title") == ["2024年城区排水泵站智能监测平台\n项目支出绩效评价报告"]
    assert sample.texts("CoverFact")[0] == "项目名称：\t城区排水泵站智能监测平台"
    assert len(sample.texts("CoverFact")) == len(SAMPLE.cover)
    assert sample.texts("CoverDate") == ["2025年5月20日"]
    assert sample.texts("Notice") == [NOTICE, NOTICE]
    assert made(notice="", date_text="", markdown="文").texts("Notice", "CoverDate") == []


def test_contents_are_filled(sample: Docx, contents: tuple[tuple[int, str, str], ...]) -> None:
    lines = [text.split("\t") for text in sample.texts("TOC1", "TOC2")]
    assert lines == [[text, page] for level, text, page in contents if 1 <= level <= 2]
    assert lines[0] == ["一、基本情况", "1"]
    assert lines[-1][0] == "附件3　差异说明"
    field = next(i.text for i in sample.all("instrText") if i.text and "TOC" in i.text)
    assert field.split() == ["TOC", r"\o", '"1-2"', r"\f", r"\h", r"\z"]
    assert sample.all("updateFields", "settings") == []


def test_contents_without_numbers_are_filled_in_by_word() -> None:
    plain = made()
    assert {text.split("\t")[1] for text in plain.texts("TOC1", "TOC2")} == {""}
    assert plain.all("updateFields", "settings")


def test_a_heading_that_the_contents_do_not_know_has_no_number() -> None:
    known = ((1, "一、甲", "1"), (1, "丙", "9"))
    lines = made("# 一、甲\n\n# 二、乙\n\n# 丙", contents=known).texts("TOC1")
    assert lines == ["一、甲\t1", "二、乙\t", "丙\t9"]


def test_the_pdf_tells_its_contents(contents: tuple[tuple[int, str, str], ...]) -> None:
    pages = pypdf.PdfReader(io.BytesIO(pdf.render_pdf(SAMPLE))).pages
    front = 2
    for level, text, page in contents:
        if level:
            assert squeezed(text) in squeezed(pages[front + int(page) - 1].extract_text())
    assert contents[-1] == (0, "", str(len(pages) - front))
    marked = dataclasses.replace(SAMPLE, markdown="# 一、*甲*`x`[^1]“乙” #f(1)\n\n## **b**\n\n[^1]: 注")
    assert [entry[:2] for entry in pdf.contents(marked)] == [(1, "一、甲x“乙” #f(1)"), (2, "b"), (0, "")]


# Text -----------------------------------------------------------------------------------------------------------


def test_headings_are_real_and_numbered_as_in_the_document(sample: Docx) -> None:
    found = [(int(s[-1]), text) for s, text in sample.paragraphs() if re.fullmatch(r"Heading\d", s)]
    expected = [
        (len(m[1]), m[2])
        for m in re.finditer(r"^(#+) (.+?) \{#\S+\}$", SAMPLE.markdown, re.MULTILINE)
        if not m[2].startswith("附件") and "a2-" not in m[0]
    ]
    assert found == expected
    for level in range(1, 5):
        assert value(first(sample.styles()[f"Heading{level}"], "pPr/outlineLvl")) == str(level - 1)


def test_an_annex_has_its_label_apart_and_both_in_the_contents(sample: Docx) -> None:
    assert sample.texts("AnnexLabel") == ["附件1", "附件2", "附件3"]
    assert sample.texts("AnnexTitle") == ["指标评分表", "得分计算过程", "差异说明"]
    marks = [i.text for i in sample.all("instrText") if i.text and i.text.startswith(" TC ")]
    assert marks[0] == ' TC "附件1　指标评分表" \\f C \\l "1" '
    assert len(sample.texts("AnnexHeading2")) == 12
    assert value(first(sample.styles()["AnnexTitle"], "pPr/outlineLvl")) == "0"


def test_notes_stand_at_the_foot(sample: Docx) -> None:
    notes = [n for n in sample.all("footnote", "footnotes") if not value(n, "type")]
    assert [text_of(n).strip()[:6] for n in notes] == ["数据来自市排"]
    assert style_of(next(notes[0].iter(w("p")))) == "FootnoteText"


def test_lists_begin_anew_and_keep_their_depth() -> None:
    listed = made("1. 甲\n   - 乙\n     1. 丙\n\n文\n\n3. 丁\n\n   丁二\n")
    found = [
        (text_of(p), value(first(p, "pPr/numPr/ilvl")), value(first(p, "pPr/numPr/numId")))
        for p in listed.all("p")
        if p.find(f"{w('pPr')}/{w('numPr')}") is not None
    ]
    assert [(text, level) for text, level, _ in found] == [("甲", "0"), ("乙", "1"), ("丙", "2"), ("丁", "0")]
    assert len({number for *_, number in found}) == 4
    starts = [value(s) for s in listed.all("startOverride", "numbering")]
    assert starts == ["1", "1", "3"]
    below = next(p for p in listed.all("p") if text_of(p) == "丁二")
    assert int(value(first(below, "pPr/ind"), "left")) > 640


def test_emphasis_is_a_face_not_bold(sample: Docx) -> None:
    strong = [r for r in sample.all("r") if value(r.find(f"{w('rPr')}/{w('rStyle')}")) == "Strong"]
    assert "城区排水泵站智能监测平台" in map(text_of, strong)
    assert value(first(sample.styles()["Strong"], "rPr/rFonts"), "eastAsia") == "黑体"
    assert [e for part in ("document", "styles") for tag in ("b", "i") for e in sample.all(tag, part)] == []


def test_marks_shared_with_latin_are_set_as_chinese(sample: Docx) -> None:
    for run in sample.all("r"):
        if not text_of(run).isascii():
            assert run.find(f"{w('rPr')}/{w('rFonts')}") is not None, text_of(run)


def test_links_lead_inside_and_outside() -> None:
    found = made(ODD)
    outside = [r.get("Target") for r in found.relationships().values() if r.get("TargetMode") == "External"]
    assert outside == ["https://example.org/?a=1&b=%222%22", "https://example.org"]
    anchors = {value(link, "anchor"): text_of(link) for link in found.all("hyperlink")}
    assert anchors["code"] == "内"
    assert anchors["t1"] == "表"


# Tables ---------------------------------------------------------------------------------------------------------


def tables(found: Docx) -> list[Any]:
    return found.all("tbl")


def rows(table: Any) -> list[Any]:
    return list(table.findall(w("tr")))


def cells(row: Any) -> list[Any]:
    return list(row.findall(w("tc")))


def merge(cell: Any) -> str:
    return value(cell.find(f"{w('tcPr')}/{w('vMerge')}"))


def test_merged_cells_stay_merged(sample: Docx) -> None:
    table = tables(sample)[-1]
    first_cells = [cells(row)[0] for row in rows(table)]
    assert [merge(c) for c in first_cells[:7]] == ["", "restart", *["continue"] * 5]
    assert text_of(first_cells[1]) == "决策"
    total = cells(rows(table)[-1])[0]
    assert value(first(total, "tcPr/gridSpan")) == "3"
    assert text_of(total) == "合计"


def test_a_head_is_repeated_and_rows_stay_whole(sample: Docx) -> None:
    for table in tables(sample):
        heads = [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows(table)]
        assert heads == [True, *[False] * (len(heads) - 1)]
        assert all(row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows(table))
        assert {value(c) for c in table.iter(w("vAlign"))} == {"center"}


def test_a_row_that_is_too_high_may_break() -> None:
    long = "格" * (LONG_ROWS[False] + 2) * 37
    found = made(f"<table><tbody><tr><td>短</td></tr><tr><td>{long}</td></tr></tbody></table>")
    assert [row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows(tables(found)[0])] == [
        True,
        False,
    ]


def test_a_head_of_two_rows_is_repeated_whole() -> None:
    found = made(
        '<table><thead><tr><th rowspan="2">甲</th><th colspan="2">乙</th></tr><tr><th>丙</th><th>丁</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>"
    )
    assert [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows(tables(found)[0])] == [
        True,
        True,
        False,
    ]


def test_cells_stand_as_they_say() -> None:
    table = tables(made())[0]
    row = cells(rows(table)[1])
    assert [value(first(cell, "p/pPr/jc")) for cell in row] == ["left", *["right"] * 4]
    odd = made(ODD)
    plain = [value(first(c, "p/pPr/jc")) for c in cells(rows(tables(odd)[0])[1])]
    assert plain == ["center", "left"]


def test_tables_fill_their_page(sample: Docx) -> None:
    widths = [sum(int(value(c, "w")) for c in table.iter(w("gridCol"))) for table in tables(sample)]
    assert widths == [8845, 8845, 8845, 12756]


def test_a_row_of_one_cell_stays_with_the_row_that_it_heads() -> None:
    lines = "".join(f"<tr><td>{n}</td><td>值</td></tr>" for n in range(40))
    found = made(f'<table><tbody>{lines}<tr><td colspan="2">基本情况</td></tr>{lines}</tbody></table>')
    kept = [row.find(f".//{w('keepNext')}") is not None for row in rows(tables(found)[0])]
    assert [number for number, keep in enumerate(kept) if keep] == [40]


def test_columns_are_as_wide_as_those_of_the_pdf() -> None:
    found = made(f"# 附件1　指标评分表 {{.annex .landscape}}\n\n{annex_table()}")
    grid = [int(value(column, "w")) for column in tables(found)[0].iter(w("gridCol"))]
    (layout,) = (
        TableLayout(part, landscape=True)
        for part in clean_tree(annex_table(), what="DOCX")
        if part["t"] == "Table"
    )
    assert [round(width / sum(grid), 3) for width in grid] == [round(s, 3) for s in layout.shares]


def test_a_short_table_stays_on_one_page_and_a_long_one_breaks(sample: Docx) -> None:
    def tied(table: Any) -> list[bool]:
        return [row.find(f".//{w('keepNext')}") is not None for row in rows(table)]

    assert tied(tables(sample)[0]) == [*[True] * 6, False]
    assert tied(tables(sample)[-1]) == [True, *[False] * (len(INDICATORS) - 1), True, False]


def test_captions_stand_above_and_are_read_out(sample: Docx) -> None:
    assert sample.texts("Caption") == ["表1-1　资金投入和使用情况（单位：万元）", "表3-1　得分汇总"]
    assert value(first(tables(sample)[0], "tblPr/tblCaption")) == "表1-1　资金投入和使用情况（单位：万元）"


def test_two_tables_do_not_run_together() -> None:
    body = made("| 甲 |\n|---|\n| 1 |\n\n| 乙 |\n|---|\n| 2 |\n\n文").body
    kinds = [short(block.tag) for block in body]
    at = kinds.index("w:tbl")
    assert kinds[at : at + 4] == ["w:tbl", "w:p", "w:tbl", "w:p"]


def test_a_chart_is_drawn_with_its_words() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="36em" height="4em" font-size="12" fill="currentColor">'
        "<title>得分率</title><desc>决策95%</desc><text x='0' y='1em'>决策</text></svg>"
    )
    markdown = (
        '<figure class="chart" id="f1" data-figure="得分率">\n<figcaption>图1-1　得分率</figcaption>\n</figure>\n\n'
        '<figure class="chart" data-figure="没有">\n<figcaption>图1-2　没有</figcaption>\n</figure>'
    )
    found = made(markdown, figures=(("得分率", svg),))
    assert drawn(found.part()) == [("图 1", "得分率。决策95%。")]
    assert found.texts("FigureCaption") == ["图1-1　得分率", "图1-2　没有"]
    assert found.files["word/media/picture-1.png"].startswith(b"\x89PNG")
    assert faults(found) == []


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f00010101001bb6ee56"
    "0000000049454e44ae426082"
)


def test_a_photograph_is_taken_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "一.PNG"
    file.write_bytes(PIXEL)
    picture = PlacedPicture("p1", ImageFile("figures/一.PNG", file, "", 1600, 400), "泵站")
    markdown = (
        '<figure class="picture" data-figure="p1">\n<figcaption>图1-1　泵站</figcaption>\n</figure>\n\n# 甲'
    )
    found = made(markdown, pictures=(picture,))
    assert found.files["word/media/picture-1.png"] == PIXEL
    assert drawn(found.part()) == [("图 1", "泵站")]
    extent = next(e for e in found.part().iter() if short(e.tag) == "wp:extent")
    width, height = int(extent.get("cx", "")) / 12700, int(extent.get("cy", "")) / 12700
    assert (round(width), round(height)) == (442, 111)
    assert faults(found) == []


# Draft ----------------------------------------------------------------------------------------------------------


def test_a_draft_has_a_watermark_on_every_page(draft: Docx, sample: Docx) -> None:
    for section in draft.all("sectPr"):
        assert [value(h, "type") for h in section.findall(w("headerReference"))] == ["default", "even"]
    for kind in ("default", "even"):
        header = draft.part(f"header-{kind}")
        assert [
            e.get("string") for e in header.iter() if short(e.tag) == "v:textpath" and e.get("string")
        ] == ["征求意见稿"]
        assert "PowerPlusWaterMarkObject" in draft.files[f"word/header-{kind}.xml"].decode()
    assert "word/header-default.xml" not in sample.files


def test_a_draft_has_numbered_lines_and_tracks_changes(draft: Docx, sample: Docx) -> None:
    numbered = [s.find(w("lnNumType")) is not None for s in draft.all("sectPr")]
    assert numbered == [False, True, False, True, False]
    assert draft.all("trackRevisions", "settings")
    assert sample.all("lnNumType") == sample.all("trackRevisions", "settings") == []
    assert draft.texts("Subtitle") == ["（征求意见稿）"]


def test_a_draft_ends_with_the_form_for_comments(draft: Docx, sample: Docx) -> None:
    assert draft.texts("AnnexLabel")[-1] == "附件4"
    assert draft.texts("AnnexTitle")[-1] == "意见采纳情况表"
    form = [[text_of(c) for c in cells(row)] for row in rows(tables(draft)[-1])]
    assert form[0] == ["序号", "提出单位", "意见内容", "采纳情况", "理由/修改说明"]
    assert form[1:] == [[str(n), "", "", "", ""] for n in range(1, len(form))]
    assert len(form) > 5
    last = int(pdf.contents(SAMPLE)[-1][2])
    assert draft.texts("TOC1")[-1] == f"附件4　意见采纳情况表\t{last + 1}"
    assert "意见采纳情况表" not in sample.files["word/document.xml"].decode()
    assert first(draft.all("sectPr")[-1], "pgSz").get(w("orient")) == "landscape"


def test_a_draft_holds_the_text_of_the_report(draft: Docx, sample: Docx) -> None:
    own = Counter(sample.paragraphs())
    assert own - Counter(draft.paragraphs()) == Counter()


# Properties -----------------------------------------------------------------------------------------------------


def test_the_file_says_what_it_is() -> None:
    for is_draft in (False, True):
        told = docx.Document(
            io.BytesIO(render_docx(dataclasses.replace(SAMPLE, draft=is_draft)))
        ).core_properties
        assert (told.title, told.author, told.last_modified_by) == (SAMPLE.title, "某市水务局", "某市水务局")
        assert told.keywords == "绩效评价；排水泵站"
        assert told.language == "zh-CN"
        assert told.created == told.modified == datetime.datetime(2025, 5, 20, tzinfo=datetime.UTC)
        assert told.content_status == ("征求意见稿" if is_draft else "")


# Hostile text ---------------------------------------------------------------------------------------------------

INJECTED = (
    "<w:p/>",
    "</w:t></w:r><w:r><w:t>x",
    '" TOC \\o "1-9" \\u "',
    "{ INCLUDETEXT C:\\x }",
    "]]>&amp;<!--",
    "\\f C \\l 9",
)


@pytest.mark.parametrize("text", [*HOSTILE, *INJECTED])
def test_hostile_text_is_text(text: str) -> None:
    def both(words: str, typed: str, escaped: str) -> Docx:
        return made(
            f"# 一、{typed}\n\n{typed}\n\n- {typed}\n\n`{words}`\n\n[{typed}](https://a.b/)\n\n"
            f"<table><caption>{escaped}</caption><tr><td>{escaped}</td></tr></table>\n\n# 附件1　{typed} {{.annex}}",
            notice=words,
            date_text=words,
            cover=((words, words),),
            title=words,
            author=words,
            keywords=(words,),
        )

    typed = re.sub(r"([\\`*_{}\[\]()#+\-.!~<>|$@\"'/=&])", r"\\\1", text)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    found = both(text, typed, escaped)
    assert faults(found) == []
    assert squeezed(text_of(found.part())).count(squeezed(text)) >= 12
    benign = both("字", "字", "字")

    def elements(of: Docx) -> Counter[str]:
        counted = Counter(short(e.tag) for e in of.part().iter())
        return Counter({k: n for k, n in counted.items() if k not in {"w:br", "w:hint", "w:rPr", "w:rFonts"}})

    assert elements(found) == elements(benign)

    def fields(of: Docx) -> list[str]:
        told = (i.text or "" for i in of.all("instrText"))
        return [re.sub(r'^( TC ").*(" )|(PAGEREF )\w+', r"\1\2\3", text) for text in told]

    assert fields(found) == fields(benign)


def test_quotes_do_not_end_the_argument_of_a_field() -> None:
    found = made('# 附件1　甲" \\\\l "9 {.annex}')
    mark = next(i.text for i in found.all("instrText") if i.text and i.text.startswith(" TC"))
    assert mark == ' TC "附件1　甲\\" \\\\l \\"9" \\f C \\l "1" '


@pytest.mark.parametrize(
    "markdown",
    [
        "`<w:p/>`{=openxml}",
        "```{=openxml}\n<w:p/>\n```",
        '::: {custom-style="Title"}\n字\n:::',
        '[字]{custom-style="Title"}',
        "字\x0b\x0c\x01\ufffe字",
    ],
)
def test_no_markup_passes_through_markdown(markdown: str) -> None:
    found = made(f"# 甲\n\n{markdown}")
    assert faults(found) == []
    assert found.texts("Title") == made("# 甲").texts("Title")


def test_control_characters_are_left_out() -> None:
    found = made("文", title="甲\x00\x1f乙", notice="丙\ud800丁")
    assert found.texts("Title") == ["甲乙"]
    assert found.texts("Notice") == ["丙丁"]


def test_a_fault_of_content_is_told() -> None:
    with pytest.raises(RenderFault, match=r"DOCX 不能生成：.*标题没有文字"):
        made("# {#x}")


def test_the_longest_table_keeps_all_rows() -> None:
    found = made(annex_table(INDICATORS * 4))
    assert len(rows(tables(found)[0])) == 4 * len(INDICATORS) + 2


# LibreOffice ----------------------------------------------------------------------------------------------------

office = pytest.mark.skipif(SOFFICE is None, reason="没有 LibreOffice（soffice），不能试着打开 DOCX")


def through_office(data: bytes, folder: Path) -> pypdf.PdfReader:
    """What LibreOffice makes of a DOCX."""
    source = folder / "report.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    assert "Error" not in done.stderr, done.stderr
    return pypdf.PdfReader(folder / "report.pdf")


def lost(data: bytes, folder: Path) -> Counter[str]:
    """The characters of a DOCX that LibreOffice does not print."""
    told = Counter(squeezed("".join(text for _, text in Docx.read(data).paragraphs())))
    pages = through_office(data, folder).pages
    return told - Counter(squeezed("".join(page.extract_text() for page in pages)))


@office
@pytest.mark.slow
@pytest.mark.parametrize("is_draft", [False, True])
@pytest.mark.parametrize("markdown", [SAMPLE.markdown, ODD], ids=["sample", "odd"])
def test_office_prints_every_word(tmp_path: Path, markdown: str, *, is_draft: bool) -> None:
    document = dataclasses.replace(SAMPLE, markdown=markdown, draft=is_draft)
    assert lost(render_docx(document), tmp_path) == Counter()


@pytest.fixture(scope="module")
def real() -> list[Document]:
    return list(evaluate(load(Workspace(REPOSITORY))).documents.values())


@pytest.mark.slow
@pytest.mark.parametrize("is_draft", [False, True])
def test_real_documents_are_as_the_schema_wants_them(real: list[Document], *, is_draft: bool) -> None:
    assert real
    for document in real:
        written = render_docx(dataclasses.replace(document, draft=is_draft))
        assert faults(Docx.read(written)) == [], document.id


@office
@pytest.mark.slow
def test_office_prints_every_word_of_real_documents(real: list[Document], tmp_path: Path) -> None:
    for number, document in enumerate(real):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert lost(render_docx(document), folder) == Counter(), document.id


@office
@pytest.mark.slow
def test_office_sets_22_lines_of_28_characters(tmp_path: Path) -> None:
    document = dataclasses.replace(SAMPLE, markdown="字" * (26 + 28 * 40))
    pages = through_office(render_docx(document), tmp_path).pages[1:]
    lines = [len(line) for page in pages for line in page.extract_text().split("\n") if "字" in line]
    assert lines == [26, *[28] * 40]
    assert pages[0].extract_text().count("字") == 26 + 28 * 21


@office
@pytest.mark.slow
def test_office_sees_pages_folios_and_sections(
    tmp_path: Path, contents: tuple[tuple[int, str, str], ...]
) -> None:
    pages = through_office(render_docx(SAMPLE, contents=contents), tmp_path).pages
    turned = [page.mediabox.width > page.mediabox.height for page in pages]
    assert turned.count(True) >= 3
    assert not turned[0]
    assert not turned[-1]
    texts = [squeezed(page.extract_text()) for page in pages]
    assert texts[1].startswith("目录")
    for number, (text, lies) in enumerate(zip(texts[2:], turned[2:], strict=True), 1):
        assert lies or f"—{number}—" in text
    heads = [text for text in texts if "评分标准" in text and "完成情况及扣分原因" in text]
    assert len(heads) == turned.count(True)
