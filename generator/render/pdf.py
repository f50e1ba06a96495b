"""A document as PDF: Markdown → pandoc's tree → typst, on the page of GB/T 9704.

One pandoc process per document, typst in this process. Same document and fonts, same bytes: the only date in
the file is the document's own. The PDF meets PDF/A-3a and PDF/UA-1, or there is none but a `RenderFault`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import typst

from generator.render.attachments import Attachment, distinct
from generator.render.compiler import compiler, forget, pdf_of
from generator.render.drawings import drawn
from generator.render.fault import RenderFault
from generator.render.fonts import DEFAULT, FontProfile
from generator.render.pandoc import clean_tree
from generator.render.typst_writer import typst_markup
from generator.report.document import DRAFT_MARK, Document

__all__ = [
    "Contents",
    "RenderFault",
    "Typeset",
    "contents",
    "cover_title",
    "render_pdf",
    "typeset",
    "typst_body",
]

MISSING_AT_MOST = 20
"""How many missing characters one fault names."""


Contents = tuple[tuple[int, str, str], ...]
"""Level, text and page number of every heading that may stand in the contents.

A last entry of level 0, without text, tells the last page.
"""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document on its pages."""

    pdf: bytes
    contents: Contents


def typeset(
    document: Document, fonts: FontProfile = DEFAULT, attachments: Sequence[Attachment] = ()
) -> Typeset:
    """The PDF of a document, and its contents, which cost little more. Raises `RenderFault`."""
    body, facts = typst_body(document.markdown), _facts(document, fonts, attachments)
    forget()
    source = _compiler(body, facts, fonts)
    told = _contents(source)  # before the PDF, or the document would be laid out twice
    try:
        return Typeset(pdf_of(source), told)
    except typst.TypstError as error:
        raise _fault(error, body, document, fonts) from error


def render_pdf(
    document: Document, fonts: FontProfile = DEFAULT, attachments: Sequence[Attachment] = ()
) -> bytes:
    """The PDF of a document: cover, contents, body, and the files that go inside. Raises `RenderFault`."""
    return typeset(document, fonts, attachments).pdf


def contents(document: Document, fonts: FontProfile = DEFAULT) -> Contents:
    """The contents as the PDF has them, without making the PDF. Raises `RenderFault`."""
    body, facts = typst_body(document.markdown), _facts(document, fonts)
    forget()
    return _contents(_compiler(body, facts, fonts))


# Markdown → typst -------------------------------------------------------------------------------------------


def typst_body(markdown: str) -> str:
    """The body as typst markup that calls only functions of `report.typ`. Raises `RenderFault`."""
    return typst_markup(clean_tree(markdown, what="PDF"))


# typst → PDF ------------------------------------------------------------------------------------------------


def _facts(document: Document, fonts: FontProfile, attachments: Sequence[Attachment] = ()) -> str:
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
        "draft": DRAFT_MARK if document.draft else "",
        "author": document.author,
        "keywords": document.keywords,
        "attachments": [attachment.as_json() for attachment in distinct(attachments)],
        "drawings": {n: asdict(drawing) for n, drawing in drawn(document, _TYPE_AREA, fonts).items()},
    }
    return json.dumps(facts, ensure_ascii=False)


def _compiler(body: str, facts: str, fonts: FontProfile) -> typst.Compiler:
    """The compiler of a typst body. Raises `RenderFault` where a font is missing."""
    source = f'#import "report.typ": *\n#show: report\n{body}'
    return compiler(source.encode(), {"document": facts, "fonts": fonts.as_json()}, fonts)


# Contents ---------------------------------------------------------------------------------------------------


def _contents(source: typst.Compiler) -> Contents:
    """What `report.typ` tells of its contents."""
    try:
        told = source.query("<jixiao-contents>", field="value", one=True)
    except RuntimeError as error:  # a query has no error of its own
        raise RenderFault(f"目录的页码不能得出：排版程序报告“{error}”。") from error
    headings, last = json.loads(told)
    return *((level, _plain(text), str(page)) for level, text, page in headings), (0, "", str(last))


def _plain(content: dict[str, Any]) -> str:
    """The text of typst content, as JSON has it, without footnotes."""
    kind = content.get("func")
    if kind == "space":
        return " "
    if kind in {"text", "symbol", "raw"}:
        return str(content["text"])
    if kind == "footnote":
        return ""
    inner = (content.get(key) for key in ("body", "child"))
    parts = [*content.get("children", ()), *(part for part in inner if isinstance(part, dict))]
    return "".join(map(_plain, parts))


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
    missing = _missing_characters(error, body, _facts(document, fonts), fonts)
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
            pdf_of(_compiler(body, facts, fonts))
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
