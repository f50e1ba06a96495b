"""A document as DOCX, for offices that must edit it: Markdown → pandoc's tree → WordprocessingML on the page of GB/T 9704.

The same clean tree as for the PDF, written by our own writer: Word gets real styles, headings,
footnotes, merged cells and sections, and no text of an author can become markup or a field. Same document, same bytes.

A draft (征求意见稿) has a watermark, line numbers (but not beside tables on landscape pages) and tracked changes, and ends
with the form for comments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.render.docx_body import Body, Section
from generator.render.docx_form import TITLE, form, next_label
from generator.render.docx_front import Contents, contents_block, cover, last_page, numbered
from generator.render.docx_package import Part, package, settings_part
from generator.render.docx_page import (
    KINDS,
    LANDSCAPE,
    PORTRAIT,
    SHEETS,
    footer_id,
    footer_part,
    header_id,
    header_part,
    section,
)
from generator.render.docx_pictures import Pictures
from generator.render.docx_styles import fonts_part, styles_part
from generator.render.docx_xml import Block, Paragraph, Xml, element, part, written
from generator.render.fonts import DEFAULT, FontProfile
from generator.render.pandoc import clean_tree
from generator.report.document import Document


def render_docx(
    document: Document, fonts: FontProfile = DEFAULT, *, contents: Contents | None = None
) -> bytes:
    """The DOCX of a document: cover, contents, body. Raises `RenderFault`.

    `contents` are level, text and page number of the headings, as `pdf.contents` gives them. Without them the
    contents have no numbers, and Word asks to fill them in when it opens the file.
    """
    draft = document.draft
    pictures = Pictures(document, fonts)
    body = Body(pictures)
    sections = body.sections(clean_tree(document.markdown, what="DOCX"))
    following = ""
    if draft:
        label = next_label(entry.text for entry in body.entries)
        sections.append(Section(LANDSCAPE, [*body.annex(label, TITLE, "comments"), *form(document.title)]))
        following = _after(last_page(contents))
    lines = [
        (entry, page or (following if draft and entry is body.entries[-1] else ""))
        for entry, page in numbered(body.entries, contents)
    ]
    front: list[Block] = cover(document)
    if lines:
        front.append(contents_block(lines))
    main = part("w:document", element("w:body", None, *_content(front, sections, draft=draft)))
    links = {f"rIdLink{number}": target for number, target in enumerate(body.links, 1)}
    settings = settings_part(draft=draft, update=any(not page for _, page in lines))
    media = [Part(m.relationship, "image", m.name, m.data) for m in pictures.media]
    return package(document, main, [*_parts(body, settings, fonts, draft=draft), *media], links)


def _after(page: str) -> str:
    """The number of the page after `page`."""
    return str(int(page) + 1) if page.isdecimal() else ""


# Sections ------------------------------------------------------------------------------------------------------


def _content(front: Sequence[Block], sections: Sequence[Section], *, draft: bool) -> list[Xml]:
    """Everything from cover to last annex, with the sections that it is divided into."""
    out = _closed(front, section(PORTRAIT, folio=False, watermark=draft))
    ends = [
        section(
            each.sheet,
            start=1 if number == 0 else None,
            line_numbers=draft and not each.sheet.landscape,
            watermark=draft,
        )
        for number, each in enumerate(sections)
    ] or [section(PORTRAIT, start=1, watermark=draft)]
    for each, end in zip(sections[:-1], ends[:-1], strict=True):
        out += _closed(each.blocks, end)
    last = sections[-1].blocks if sections else [Paragraph("Normal")]
    return [*out, *map(written, _ended(last)), ends[-1]]


def _closed(blocks: Sequence[Block], end: Xml) -> list[Xml]:
    """The blocks of a section that others follow: its properties stand in its last paragraph."""
    *rest, last = _ended(blocks)
    if isinstance(last, Paragraph):
        last = replace(last, section=end)
    return [*map(written, rest), written(last)]


def _ended(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of which the last is a paragraph: one as good as invisible, where it must be added."""
    return [*blocks] if blocks and isinstance(blocks[-1], Paragraph) else [*blocks, Paragraph("SectionEnd")]


# Parts ---------------------------------------------------------------------------------------------------------


def _parts(body: Body, settings: bytes, fonts: FontProfile, *, draft: bool) -> list[Part]:
    """What the main document refers to."""
    fixed = [
        Part("rIdStyles", "styles", "styles.xml", styles_part(fonts)),
        Part("rIdSettings", "settings", "settings.xml", settings),
        Part("rIdFonts", "fontTable", "fontTable.xml", fonts_part(fonts)),
        Part("rIdNumbering", "numbering", "numbering.xml", body.lists.part()),
        Part("rIdFootnotes", "footnotes", "footnotes.xml", body.footnotes_part()),
    ]
    footers = [
        Part(footer_id(sheet, kind), "footer", f"footer-{sheet.name}-{kind}.xml", footer_part(sheet, kind))
        for sheet in SHEETS
        for kind in KINDS
    ]
    headers = [Part(header_id(kind), "header", f"header-{kind}.xml", header_part(kind)) for kind in KINDS]
    return [*fixed, *footers, *(headers if draft else ())]
