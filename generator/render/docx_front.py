"""Cover and contents of a DOCX."""

from __future__ import annotations

import math
from collections.abc import Sequence

from generator.render.docx_body import Entry
from generator.render.docx_page import PORTRAIT
from generator.render.docx_styles import PITCH, sizes, tab, twips
from generator.render.docx_xml import (
    Block,
    Paragraph,
    Xml,
    element,
    field_mark,
    field_runs,
    run,
    run_of,
    together,
    val,
)
from generator.render.measure import width as wide
from generator.render.pdf import cover_title
from generator.report.document import DRAFT_MARK, Document

_TITLE_LINE, _NOTICE_LINE, _CHARACTER = 40, 18, 16
_HEIGHT = 22 * PITCH

Contents = Sequence[tuple[int, str, str]]
"""Level, text and page number of headings; an entry of level 0 tells the last page."""


# Cover ---------------------------------------------------------------------------------------------------------


def cover(document: Document) -> list[Block]:
    """Notice, title, facts and date, spread over one page."""
    size, lines = cover_title(document.title)
    notice = [Paragraph("Notice", run(document.notice))] if document.notice else []
    draft_line = [Paragraph("Subtitle", run(f"（{DRAFT_MARK}）"))] if document.draft else []
    column = max((wide(label) for label, _ in document.cover), default=0) + 1.5
    width = PORTRAIT.width / 20 / _CHARACTER - 2 - column
    taken = (
        _height(document.notice, PORTRAIT.width / 240 - 2) * _NOTICE_LINE
        + len(lines) * _TITLE_LINE
        + (len(draft_line) + bool(document.date_text) + 1) * PITCH  # one to spare
        + sum(_height(value, width) for _, value in document.cover) * PITCH
    )
    free = max(0.0, _HEIGHT - taken - (_NOTICE_LINE if notice else 0))
    title = run("\n".join(lines), together(sizes(size)))
    facts = [_fact(label, value, column) for label, value in document.cover]
    date = (
        [Paragraph("CoverDate", run(document.date_text), before=twips(free / 4))]
        if document.date_text
        else []
    )
    return [
        *notice,
        Paragraph("Title", title, before=twips(free / 4)),
        *draft_line,
        *_lowered(facts, free / 2),
        *date,
    ]


def _height(text: str, width: float) -> int:
    """Lines that a text takes in a width of so many characters."""
    return math.ceil(wide(text) / width)


def _fact(label: str, value: str, column: float) -> Paragraph:
    """A line of the cover: the value stands beside the label, however long it is."""
    left, hanging = twips((2 + column) * _CHARACTER), twips(column * _CHARACTER)
    content = together((run(f"{label}："), run_of(element("w:tab")), run(value)))
    return Paragraph("CoverFact", content, tabs=tab(left), indent={"w:left": left, "w:hanging": hanging})


def _lowered(paragraphs: list[Paragraph], space: float) -> list[Paragraph]:
    """Paragraphs with so many points above the first."""
    first, *rest = paragraphs or [Paragraph("CoverFact")]
    return [
        Paragraph(first.style, first.content, tabs=first.tabs, indent=first.indent, before=twips(space)),
        *rest,
    ]


# Contents ------------------------------------------------------------------------------------------------------


def numbered(entries: Sequence[Entry], contents: Contents | None) -> list[tuple[Entry, str]]:
    """The lines of the contents with the page numbers that `contents` knows, else with empty ones."""
    known = [(_squeezed(text), page) for level, text, page in contents or () if level]
    out, at = [], 0
    for entry in entries:
        found = next((n for n in range(at, len(known)) if known[n][0] == _squeezed(entry.text)), None)
        out.append((entry, "" if found is None else known[found][1]))
        at = at if found is None else found + 1
    return out


def last_page(contents: Contents | None) -> str:
    """The number of the last page, where `contents` tells it."""
    return next((page for level, _, page in contents or () if level == 0), "")


def _squeezed(text: str) -> str:
    return "".join(text.split())


def contents_block(lines: Sequence[tuple[Entry, str]]) -> Xml:
    """The contents, as Word makes them: a field that Word can update, filled already."""
    begin = together(
        (
            field_mark("begin"),
            run_of(element("w:instrText", {"xml:space": "preserve"}, r' TOC \o "1-2" \f \h \z ')),
            field_mark("separate"),
        )
    )
    paragraphs = [
        Paragraph(
            f"TOC{entry.level}",
            together(
                (
                    begin if number == 0 else Xml(""),
                    _line(entry, page),
                    field_mark("end") if number == len(lines) - 1 else Xml(""),
                )
            ),
        )
        for number, (entry, page) in enumerate(lines)
    ]
    head = Paragraph("TOCHeading", run("目　录"))
    gallery = element(
        "w:sdtPr",
        None,
        val("w:id", 980001),
        element(
            "w:docPartObj", None, val("w:docPartGallery", "Table of Contents"), element("w:docPartUnique")
        ),
    )
    return element(
        "w:sdt", None, gallery, element("w:sdtContent", None, *(p.xml() for p in (head, *paragraphs)))
    )


def _line(entry: Entry, page: str) -> Xml:
    """A line of the contents: it leads to its heading."""
    number = field_runs(f"PAGEREF {entry.bookmark} \\h", *([run(page)] if page else []))
    return element(
        "w:hyperlink",
        {"w:anchor": entry.bookmark, "w:history": 1},
        run(entry.text),
        run_of(element("w:tab")),
        number,
    )
