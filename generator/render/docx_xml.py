"""Markup of WordprocessingML, built so that text stays text.

Whatever is not `Xml` is escaped wherever it meets markup, so no text of an author can become an element or a field.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# What XML 1.0 cannot hold.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}


class Xml(str):
    """A piece of markup. A plain `str` is text."""

    __slots__ = ()

    def __add__(self, other: str) -> Xml:
        """Markup and what follows it; a plain `str` is escaped here too."""
        return Xml(str(self) + (other if isinstance(other, Xml) else _escaped(other)))


NONE = Xml("")


def element(tag: str, attributes: Mapping[str, str | int] | None = None, *children: str) -> Xml:
    """An element; children that are not `Xml` become its text."""
    written = "".join(f' {name}="{_escaped(str(value))}"' for name, value in (attributes or {}).items())
    content = "".join(child if isinstance(child, Xml) else _escaped(child) for child in children)
    return Xml(f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>")


def val(tag: str, value: str | int) -> Xml:
    """An element that says one thing, in its attribute `w:val`."""
    return element(tag, {"w:val": value})


def together(parts: Iterable[Xml]) -> Xml:
    """Pieces of markup one after the other."""
    return Xml("".join(parts))


def part(tag: str, *children: str) -> bytes:
    """A whole part of the package."""
    namespaces = {f"xmlns:{prefix}": address for prefix, address in NAMESPACES.items()}
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{element(tag, namespaces, *children)}'.encode()


def _escaped(text: str) -> str:
    return html.escape(_IMPOSSIBLE.sub("", text))


# Runs ----------------------------------------------------------------------------------------------------------


def run(text: str, properties: Xml = NONE, *, fonts: Xml = NONE, style: str = "") -> Xml:
    """A run of text; line feeds are line breaks. `fonts` is its own `w:rFonts`, `properties` what follows that."""
    looks = (val("w:rStyle", style) if style else NONE) + (fonts or _hint(text)) + properties
    content = element("w:br").join(_text(line) for line in text.split("\n"))
    return element("w:r", None, _properties(looks), Xml(content))


def run_of(*content: Xml, properties: Xml = NONE) -> Xml:
    """A run of something other than text."""
    return element("w:r", None, _properties(properties), *content)


def _properties(looks: Xml) -> Xml:
    return element("w:rPr", None, looks) if looks else NONE


def _text(line: str) -> Xml:
    return element("w:t", {"xml:space": "preserve"}, line.expandtabs(4)) if line else NONE


def _hint(text: str) -> Xml:
    """Marks that Chinese and Latin share (“”—…·) are Chinese here."""
    return NONE if text.isascii() else element("w:rFonts", {"w:hint": "eastAsia"})


def field_runs(instruction: str, *result: Xml, properties: Xml = NONE) -> Xml:
    """A field with the result that it shows until it is updated."""
    return together(
        (
            field_mark("begin", properties),
            run_of(
                element("w:instrText", {"xml:space": "preserve"}, f" {instruction} "), properties=properties
            ),
            *((field_mark("separate", properties), *result) if result else ()),
            field_mark("end", properties),
        )
    )


def field_mark(kind: str, properties: Xml = NONE) -> Xml:
    """One of the three marks of a field: begin, separate, end."""
    return run_of(element("w:fldChar", {"w:fldCharType": kind}), properties=properties)


def quoted(text: str) -> str:
    """Text as an argument of a field's instruction."""
    return '"' + re.sub(r'[\\"]', r"\\\g<0>", re.sub("[ \t\r\n]+", " ", text)) + '"'


# Paragraphs ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph before it is written: some of its properties depend on what comes next. Lengths in twips."""

    style: str
    content: Xml = NONE
    keep_next: bool = False
    page_break: bool = False
    numbering: Xml = NONE
    tabs: Xml = NONE
    before: int | None = None
    """Space above, where the style is not to say."""
    loose: bool = False
    """Whether lines are as high as need be, where the style has a fixed pitch."""
    indent: Mapping[str, str | int] = field(default_factory=dict)
    """Attributes of `w:ind`."""
    align: str = ""
    section: Xml = NONE
    """The `w:sectPr` of the section that ends here."""

    def xml(self) -> Xml:
        """The paragraph, its properties in the order of the schema."""
        spacing: dict[str, str | int] = {} if self.before is None else {"w:before": self.before}
        spacing |= {"w:line": 240, "w:lineRule": "auto"} if self.loose else {}
        properties = (
            val("w:pStyle", self.style),
            element("w:keepNext") if self.keep_next else NONE,
            element("w:pageBreakBefore") if self.page_break else NONE,
            self.numbering,
            self.tabs,
            element("w:spacing", spacing) if spacing else NONE,
            element("w:ind", self.indent) if self.indent else NONE,
            val("w:jc", self.align) if self.align else NONE,
            self.section,
        )
        return element("w:p", None, element("w:pPr", None, *properties), self.content)


Block = Paragraph | Xml
"""A paragraph, or a table as markup."""


def written(block: Block) -> Xml:
    """The markup of a block."""
    return block.xml() if isinstance(block, Paragraph) else block
