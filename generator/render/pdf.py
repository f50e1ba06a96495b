"""A document as PDF: Markdown → pandoc (with Lua filters) → typst, on the page of GB/T 9704.

One pandoc process per document, typst in this process. Same document and fonts, same bytes: the only date in
the file is the document's own. The PDF meets PDF/A-3a and PDF/UA-1, or there is none but a `RenderFault`.

`document.lua` cleans the document whatever the output; the other filters and the `.typ` files are for PDF.
"""

from __future__ import annotations

import json
import math
import os
import re
import threading
from itertools import pairwise
from pathlib import Path

import pypandoc
import typst

from generator.render.fonts import DEFAULT, FontProfile
from generator.report.document import Document

TEMPLATES = Path(__file__).parent / "templates"

# The pandoc that comes with the package, whatever newer one the machine has: same input, same bytes everywhere.
os.environ["PYPANDOC_PANDOC"] = str(
    next((Path(pypandoc.__file__).parent / "files").glob("pandoc*"), "pandoc")
)

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]

MARKDOWN = (
    "markdown_strict-spaced_reference_links"
    "+header_attributes+bracketed_spans+fenced_divs"
    "+pipe_tables+footnotes+startnum"
    "+backtick_code_blocks+fenced_code_blocks+fenced_code_attributes"
    "+intraword_underscores+all_symbols_escapable+east_asian_line_breaks"
    "+space_in_atx_header+blank_before_header+blank_before_blockquote"
)
"""What of pandoc's Markdown we read: nothing that lets a text hold code (raw attributes, TeX, metadata)."""

FILTERS = ("document.lua", "tables.lua", "typst.lua")

MISSING_AT_MOST = 20
"""How many missing characters one fault names."""


class RenderFault(Exception):  # noqa: N818 - a fault of content, like a finding
    """A document that cannot be rendered, for a reason that its author or the font profile can mend."""

    def __init__(self, message: str, characters: tuple[str, ...] = ()) -> None:
        """`message` is Chinese, for authors; `characters` are those that no font of the profile has."""
        super().__init__(message)
        self.message = message
        self.characters = characters


def render_pdf(document: Document, fonts: FontProfile = DEFAULT) -> bytes:
    """The PDF of a document: cover, contents, body. Raises `RenderFault`."""
    body = typst_body(document.markdown)
    try:
        return _compile(body, _facts(document), fonts)
    except typst.TypstError as error:
        raise _fault(error, body, document, fonts) from error


# Markdown → typst -------------------------------------------------------------------------------------------


def typst_body(markdown: str) -> str:
    """The body as typst markup that calls only functions of `report.typ`. Raises `RenderFault`."""
    filters = [f"--lua-filter={TEMPLATES / name}" for name in FILTERS]
    try:
        return str(
            pypandoc.convert_text(
                markdown,
                "typst",
                MARKDOWN,
                ["--quiet", "--wrap=none", "--columns=100000", *filters],
                verify_format=False,
                sandbox=True,
            )
        )
    except RuntimeError as error:
        reason = re.search(r"jixiao: (.+)", str(error))
        if reason is None:
            raise
        raise RenderFault(f"PDF 不能生成：{reason[1]}。") from error


# typst → PDF ------------------------------------------------------------------------------------------------


class _Compilers(threading.local):
    """The compilers of one thread, by font profile: a new one for each document takes twice as long."""

    def __init__(self) -> None:
        self.by_profile: dict[FontProfile, typst.Compiler] = {}

    def of(self, fonts: FontProfile) -> typst.Compiler:
        if fonts not in self.by_profile:
            self.by_profile[fonts] = _compiler(fonts)
        return self.by_profile[fonts]


_compilers = _Compilers()


def _compiler(fonts: FontProfile) -> typst.Compiler:
    """A compiler that sees the templates and the profile's fonts, and no other file or font."""
    found = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in fonts.folders],
    )
    missing = fonts.families - set(found.families())
    if missing:
        raise RenderFault(f"字体方案“{fonts.name}”缺少字体：{'、'.join(sorted(missing))}。")
    return typst.Compiler(root=TEMPLATES, font_paths=found, ignore_system_fonts=True)


def _facts(document: Document) -> str:
    """The document without its body, as the templates read it."""
    size, lines = cover_title(document.title)
    facts = {
        "title": document.title,
        "title_size": size,
        "title_lines": lines,
        "cover": document.cover,
        "date": (document.date.year, document.date.month, document.date.day),
        "date_text": document.date_text,
        "notice": document.notice,
        "author": document.author,
        "keywords": document.keywords,
    }
    return json.dumps(facts, ensure_ascii=False)


def _compile(body: str, facts: str, fonts: FontProfile) -> bytes:
    """The PDF of a typst body. Raises `typst.TypstError`."""
    main = f'#import "report.typ": *\n#show: report\n{body}'
    pdf = _compilers.of(fonts).compile(
        input=main.encode(),
        format="pdf",
        sys_inputs={"document": facts, "fonts": fonts.as_json()},
        pdf_standards=STANDARDS,
    )
    if not isinstance(pdf, bytes):
        raise TypeError(type(pdf))
    return pdf


# Title of the cover -----------------------------------------------------------------------------------------

_AFTER = re.compile(
    r"(?:局|委员会|办公室|[委办厅院处]|中心|公司|学校|大学|街道|项目|资金|工程|平台|系统|经费|[）》”])$"
)
_BEFORE = re.compile(r"(?:部门|(?<!部门)重点项目|(?<!重点)项目支出|财政|预算|(?<!支出)绩效|（)")
_AFTER_PLACE = re.compile(r"(?:年度?|[省市区县镇乡、])$")
_BEFORE_LESSER = re.compile(r"(?:[和与及]|评价报告|自评报告|专项|支出绩效)")
_INSIDE = re.compile(r"[0-9A-Za-z.%-]{2}|.[、，。：；）》”’]|[（《“‘].")

_TITLE_SIZES = ((26, 0), (22, 4))
"""Sizes of the title in points (一号, 二号), and what taking each costs."""
_TYPE_AREA = 442
"""Width of the type area in points."""
_SHORTEST_LINE = 4
"""A line of the title has at least so many characters, if the title has."""


def cover_title(title: str) -> tuple[int, tuple[str, ...]]:
    """Size in points of the title on the cover, and its lines, broken where the sense allows."""
    best = min(
        (cost + extra + 10 * max(0, len(lines) - 3), size, lines)
        for size, extra in _TITLE_SIZES
        for cost, lines in [_title_lines(title, _TYPE_AREA / size - 0.1)]
    )
    return best[1:]


def _title_lines(title: str, room: float) -> tuple[float, tuple[str, ...]]:
    """The best lines of at most `room` Han characters, and their cost."""
    inner = (i for i in range(1, len(title)) if not _INSIDE.fullmatch(title[i - 1 : i + 1]))
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0, (0,))}
    for end in [*inner, len(title)]:
        ways = [
            (cost + _line_cost(title, start, end, room), (*cuts, end))
            for start, (cost, cuts) in best.items()
            if _wide(title[start:end].strip()) <= room
        ]
        if ways:
            best[end] = min(ways)
    cost, cuts = best.get(len(title), (math.inf, (0, len(title))))
    return cost, tuple(title[start:end].strip() for start, end in pairwise(cuts))


def _line_cost(title: str, start: int, end: int, room: float) -> float:
    """How bad a line is: every line costs, so do breaks against the sense, unequal and very short lines."""
    line = title[start:end].strip()
    lines = max(1, -(-_wide(title) // room))
    uneven = ((_wide(line) - _wide(title) / lines) / room) ** 2
    stub = 20 if _wide(line) < min(_SHORTEST_LINE, _wide(title)) else 0
    return 3 + 6 * uneven + stub + (_break_cost(title, end) if end < len(title) else 0)


def _break_cost(title: str, at: int) -> float:
    """How much a break before `title[at]` hurts the sense."""
    if title[at - 1].isspace() or title[at].isspace():
        return 0
    if _AFTER.search(title[:at]) and not title[at:].startswith("支出"):
        return 0.5
    if _BEFORE.match(title, at):
        return 0.5
    if _AFTER_PLACE.search(title[:at]) or _BEFORE_LESSER.match(title, at):
        return 2
    return 8


def _wide(text: str) -> float:
    """Width in Han characters."""
    return sum(0.55 if ord(c) < 0x1100 else 1 for c in text)  # noqa: PLR2004 - Hangul, Han and full-width follow


# Faults -----------------------------------------------------------------------------------------------------

_UNDISPLAYED = re.compile(r'the text `"(.+?)"` could not be displayed')


def _fault(error: typst.TypstError, body: str, document: Document, fonts: FontProfile) -> RenderFault:
    """What to tell the author of a failed compilation."""
    missing = _missing_characters(error, body, _facts(document), fonts)
    if not missing:
        return RenderFault(f"PDF 不能生成：排版程序报告“{error.message}”。")
    named = "；".join(_named(characters, document) for characters in missing)
    return RenderFault(f"PDF 不能生成：字体方案“{fonts.name}”中没有下列字符：{named}。", missing)


def _missing_characters(
    error: typst.TypstError, body: str, facts: str, fonts: FontProfile
) -> tuple[str, ...]:
    """Every character that cannot be printed: typst names one at a time, so each is taken out in turn."""
    missing: list[str] = []
    while len(missing) < MISSING_AT_MOST and (found := _UNDISPLAYED.search(error.message)):
        character = re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), found[1])
        if character in missing:
            break
        missing.append(character)
        body, facts = body.replace(character, "？"), facts.replace(character, "？")
        try:
            _compile(body, facts, fonts)
        except typst.TypstError as next_error:
            error = next_error
        else:
            break
    return tuple(missing)


def _named(character: str, document: Document) -> str:
    """A character (or cluster) with its code points and the words around its first use."""
    points = " ".join(f"U+{ord(c):04X}" for c in character)
    texts = [
        document.title,
        *(value for line in document.cover for value in line),
        document.notice,
        document.markdown,
    ]
    around = re.compile(rf"[^\n|<>]{{0,8}}{re.escape(character)}[^\n|<>]{{0,8}}")
    found = next(filter(None, map(around.search, texts)), None)
    return f"“{character}”（{points}" + (f"，见“{found[0].strip()}”）" if found else "）")
