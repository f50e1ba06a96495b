"""The body of a document: pandoc's tree as paragraphs and tables of a DOCX, section by section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from generator.render.docx_lists import Lists, continued, item
from generator.render.docx_math import formula
from generator.render.docx_page import LANDSCAPE, PORTRAIT, Sheet
from generator.render.docx_pictures import Pictures
from generator.render.docx_tables import table
from generator.render.docx_xml import (
    NONE,
    Block,
    Paragraph,
    Xml,
    element,
    field_runs,
    part,
    quoted,
    run,
    run_of,
    together,
    val,
)
from generator.render.tree import Element, Elements, text_of

CONTENTS_DEPTH = 2
"""Headings down to this level stand in the contents."""
DEEPEST = 4
"""Headings below this level look like this one."""
AFTER_TABLE = 120
"""Space below a table, in twips."""

_ROOMY = frozenset(("Caption", "AnnexLabel", "AnnexHeading2", "AnnexHeading3", "AnnexHeading4"))
"""Styles with room of their own above."""

_ANNEX = re.compile(r"(附件\S*)\s+(.+)")
_BOXES = {"notice": "Notice", "summary": "Summary"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    level: int
    text: str
    bookmark: str


@dataclass(slots=True)
class Section:
    """Pages of one kind."""

    sheet: Sheet
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where blocks stand: what that means for how they look."""

    annex: bool = False
    sheet: Sheet = PORTRAIT
    style: str = ""
    """Of plain paragraphs, where it is not the usual one."""
    depth: int = 0
    """How many lists are around."""

    @property
    def text(self) -> str:
        return self.style or ("AnnexText" if self.annex else "BodyText")

    @property
    def list_text(self) -> str:
        return self.style or ("AnnexList" if self.annex else "ListParagraph")


class Body:
    """Writes the body of one document, and collects what the rest of the package must know of it."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self.entries: list[Entry] = []
        self.links: list[str] = []
        """Addresses outside, in the order of their relationships."""
        self.notes: list[Xml] = []
        self.lists = Lists()
        self._bookmarks: dict[str, str] = {}
        self._used: dict[str, int] = {}
        """Number of each bookmark that has its place."""
        self._waiting: list[str] = []
        """Ids whose place is the next paragraph."""

    # --- sections -----------------------------------------------------------------------------------------------

    def sections(self, blocks: Iterable[Any]) -> list[Section]:
        """The body by sections of portrait and landscape pages."""
        sections = [Section(PORTRAIT)]
        place = _Place()
        for block in blocks:
            if block["t"] == "Header" and block["c"][0] == 1:
                classes = block["c"][1][1]
                sheet = LANDSCAPE if "landscape" in classes else PORTRAIT
                place = _Place(annex="annex" in classes, sheet=sheet)
                if sheet is not sections[-1].sheet:
                    sections.append(Section(sheet))
            sections[-1].blocks += self._block(block, place)
        if self._waiting:
            sections[-1].blocks.append(Paragraph("SectionEnd", self._waited()))
        return [replace(section, blocks=spaced(section.blocks)) for section in sections if section.blocks]

    def annex(self, label: str, title: str, bookmark: str) -> list[Block]:
        """The heading of an annex: its label at the left, its title below in the middle. The contents show both."""
        name = self._name(bookmark)
        text = f"{label}　{title}" if label else title
        self.entries.append(Entry(1, text, name))
        listed = field_runs(f'TC {quoted(text)} \\f C \\l "1"')
        head = self._marks(name) + listed
        if label:
            head += run(label)
        return [Paragraph("AnnexLabel", head), Paragraph("AnnexTitle", run(title))]

    # --- blocks -------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Iterable[Any], place: _Place) -> list[Block]:
        return [written for block in blocks for written in self._block(block, place)]

    def _block(self, block: Any, place: _Place) -> list[Block]:
        write: dict[str, Callable[[Any, _Place], list[Block]]] = {
            "Para": self._text_block,
            "Plain": self._text_block,
            "Header": self._heading,
            "Table": lambda _, at: self._table(block, at),
            "BulletList": lambda items, at: self._list(items, at, ordered=False),
            "OrderedList": lambda content, at: self._list(content[1], at, ordered=True, start=content[0][0]),
            "BlockQuote": lambda blocks, at: self._blocks(blocks, replace(at, style=at.style or "Quote")),
            "CodeBlock": lambda content, _: self._code(content),
            "Div": self._div,
            "Figure": lambda content, at: self._blocks([*content[2], *content[1][1]], at),
            "HorizontalRule": lambda _, __: [Paragraph("Rule")],
        }
        return write[block["t"]](block.get("c"), place)

    def _text_block(self, inlines: Any, place: _Place) -> list[Block]:
        if len(inlines) == 1 and inlines[0]["t"] == "Formula" and inlines[0]["c"][1]:
            return [self._paragraph("Figure", inlines)]
        tall = place.text.startswith("TableText") and any(found["t"] == "Formula" for found in inlines)
        return [self._paragraph(place.text, inlines, loose=tall)]

    def _paragraph(self, style: str, inlines: Any, **properties: Any) -> Paragraph:
        content = self._inlines(inlines)
        return Paragraph(style, self._waited() + content, **properties)

    def _heading(self, content: Any, place: _Place) -> list[Block]:
        level, (identifier, classes, _), inlines = content
        text = plain(inlines)
        if level == 1 and "annex" in classes:
            found = _ANNEX.fullmatch(text)
            label, title = found.groups() if found else ("", text)
            return self.annex(label, title, identifier or text)
        bookmark = self._name(identifier or text)
        if level <= CONTENTS_DEPTH and not place.annex:
            self.entries.append(Entry(level, text, bookmark))
        prefix = "AnnexHeading" if place.annex else "Heading"
        runs = self._inlines(inlines)
        return [Paragraph(f"{prefix}{min(level, DEEPEST)}", self._waited() + self._marks(bookmark, runs))]

    def _table(self, found: Element, place: _Place) -> list[Block]:
        (identifier, _, _), (_, title), *_ = found["c"]
        caption = [inline for block in title for inline in block.get("c", ())]
        self._wait(identifier)
        out: list[Block] = [self._paragraph("Caption", caption)] if caption else []

        def write(blocks: Elements, style: str) -> list[Block]:
            return self._blocks(blocks, replace(place, style=style, depth=0))

        written = table(found, plain(caption), place.sheet, write)
        return [*out, written] if written else out

    def _code(self, content: Any) -> list[Block]:
        (identifier, _, _), text = content
        self._wait(identifier)
        return [Paragraph("HTMLPreformatted", self._waited() + run(text))]

    def _list(self, items: Any, place: _Place, *, ordered: bool, start: int = 1) -> list[Block]:
        level = min(place.depth, 8)
        number = self.lists.add(ordered=ordered, annex=place.annex, level=level, start=start)
        inner = replace(place, style=place.list_text, depth=place.depth + 1)
        below = continued(ordered=ordered, annex=place.annex, level=level)
        out: list[Block] = []
        for blocks in items:
            first = (
                blocks[:1] if blocks and blocks[0]["t"] in {"Para", "Plain"} else [{"t": "Plain", "c": []}]
            )
            out += [
                replace(block, numbering=item(number, level))
                for block in self._blocks(first, inner)
                if isinstance(block, Paragraph)
            ]
            for block in self._blocks(blocks[1:] if first == blocks[:1] else blocks, inner):
                if isinstance(block, Paragraph) and block.style == inner.style and not block.numbering:
                    out.append(replace(block, indent=block.indent or below))
                else:
                    out.append(block)
        return out

    def _div(self, content: Any, place: _Place) -> list[Block]:
        (identifier, classes, given), blocks = content
        self._wait(identifier)
        name = dict(given).get("figure", "")
        if name:
            return self._figure(name, blocks, place)
        style = next((_BOXES[name] for name in classes if name in _BOXES), "")
        return self._blocks(blocks, replace(place, style=style or place.style))

    def _figure(self, name: str, blocks: Elements, place: _Place) -> list[Block]:
        """A chart and its caption below; of one that is not there only the caption."""
        caption = self._blocks(blocks, replace(place, style="FigureCaption"))
        picture = self._pictures.run(name)
        return [Paragraph("Figure", picture), *caption] if picture else caption

    # --- text ---------------------------------------------------------------------------------------------------

    def _inlines(self, inlines: Any, look: _Look | None = None) -> Xml:
        """Inline content as runs; text of one look is one run."""
        out: list[Xml] = []
        text = ""
        look = look or _Look()
        for inline in inlines:
            told = _text(inline)
            if told is None:
                out += [look.run(text), self._inline(inline, look)]
                text = ""
            else:
                text += told
        return together([*out, look.run(text)])

    def _inline(self, inline: Any, look: _Look) -> Xml:
        kind, content = inline["t"], inline.get("c")
        match kind:
            case "Formula":
                return formula(content[2], alone=content[1])
            case "Code":
                return self._marked(content[0][0], replace(look, style="HTMLCode").run(content[1]))
            case "Span":
                return self._marked(content[0][0], self._inlines(content[1], look))
            case "Link":
                return self._link(content, look)
            case "Note":
                return self._note(content)
            case "Image":
                return self._inlines(content[1], look)
        return self._inlines(content, replace(look, **_LOOKS[kind]))

    def _link(self, content: Any, look: _Look) -> Xml:
        (identifier, _, _), inlines, (target, _) = content
        before = self._marked(identifier)
        if target.startswith("#"):
            place = {"w:anchor": self._name(target[1:])}
        else:
            look = replace(look, style=look.style or "Hyperlink", underlined=bool(look.style))
            place = {"r:id": self._relationship(target)}
        return before + element("w:hyperlink", {**place, "w:history": 1}, self._inlines(inlines, look))

    def _relationship(self, target: str) -> str:
        if target not in self.links:
            self.links.append(target)
        return f"rIdLink{self.links.index(target) + 1}"

    def _note(self, blocks: Any) -> Xml:
        number = len(self.notes) + 1
        self.notes.append(NONE)  # a note inside a note comes after it
        mark = Paragraph("FootnoteText", together((_note_mark(element("w:footnoteRef")), run(" "))))
        waiting, self._waiting = self._waiting, []
        written = self._blocks(blocks, _Place(style="FootnoteText"))
        self._waiting = waiting
        first, *rest = [block for block in written if isinstance(block, Paragraph)] or [
            Paragraph("FootnoteText")
        ]
        paragraphs = [replace(first, content=mark.content + first.content), *rest]
        self.notes[number - 1] = element("w:footnote", {"w:id": number}, *(p.xml() for p in paragraphs))
        return _note_mark(element("w:footnoteReference", {"w:id": number}))

    # --- targets of links ---------------------------------------------------------------------------------------

    def _name(self, identifier: str) -> str:
        """The name of the bookmark for an id: letters, digits and underscores, at most 40, and no other's."""
        if identifier not in self._bookmarks:
            base = re.sub(r"\W", "_", identifier)[:32]
            base = base if base[:1].isalpha() else f"b_{base}"
            taken = {name.lower() for name in self._bookmarks.values()}
            names = (base, *(f"{base}_{n}" for n in range(2, len(taken) + 3)))
            self._bookmarks[identifier] = next(name for name in names if name.lower() not in taken)
        return self._bookmarks[identifier]

    def _marked(self, identifier: str, content: Xml = NONE) -> Xml:
        """Content with a bookmark, where it has an id."""
        return self._marks(self._name(identifier), content) if identifier else content

    def _marks(self, name: str, content: Xml = NONE) -> Xml:
        """Content between the marks of a bookmark. The first of a name is the one."""
        if name in self._used:
            return content
        self._used[name] = len(self._used) + 1
        number = {"w:id": self._used[name]}
        return together(
            (
                element("w:bookmarkStart", {**number, "w:name": name}),
                content,
                element("w:bookmarkEnd", number),
            )
        )

    def _wait(self, identifier: str) -> None:
        """Keeps an id for the next paragraph."""
        if identifier:
            self._waiting.append(identifier)

    def _waited(self) -> Xml:
        """The bookmarks of what begins with the next paragraph."""
        waiting, self._waiting = self._waiting, []
        return together(self._marks(self._name(identifier)) for identifier in waiting)

    # --- parts --------------------------------------------------------------------------------------------------

    def footnotes_part(self) -> bytes:
        """`word/footnotes.xml`."""
        return part(
            "w:footnotes", _separator(-1, "separator"), _separator(0, "continuationSeparator"), *self.notes
        )


def _separator(number: int, kind: str) -> Xml:
    line = Paragraph("FootnoteText", run_of(element(f"w:{kind}"))).xml()
    return element("w:footnote", {"w:type": kind, "w:id": number}, line)


def _note_mark(mark: Xml) -> Xml:
    return run_of(mark, properties=val("w:rStyle", "FootnoteReference"))


@dataclass(frozen=True, slots=True)
class _Look:
    """How text looks."""

    style: str = ""
    struck: bool = False
    underlined: bool = False
    shift: str = ""

    def run(self, text: str) -> Xml:
        if not text:
            return NONE
        properties = (
            element("w:strike") if self.struck else NONE,
            val("w:u", "single") if self.underlined else NONE,
            val("w:vertAlign", self.shift) if self.shift else NONE,
        )
        return run(text, together(properties), style=self.style)


_LOOKS: dict[str, dict[str, Any]] = {
    "Strong": {"style": "Strong"},
    "Emph": {"style": "Emphasis"},
    "Superscript": {"shift": "superscript"},
    "Subscript": {"shift": "subscript"},
    "Strikeout": {"struck": True},
    "Underline": {"underlined": True},
    "SmallCaps": {},
}
"""How text looks inside an element."""


def _text(inline: Any) -> str | None:
    """The text of an inline that is nothing but text."""
    match inline["t"]:
        case "Str":
            return str(inline["c"])
        case "Space" | "SoftBreak":
            return " "
        case "LineBreak":
            return "\n"
    return None


def plain(inlines: Elements) -> str:
    """The text of inline content in one line, without footnotes."""
    return re.sub(" +", " ", text_of(inlines)).strip(" ")


def spaced(blocks: list[Block]) -> list[Block]:
    """Blocks with room below each table, and something between two of them (or Word would make them one)."""
    out: list[Block] = []
    for block in blocks:
        below_table = bool(out) and not isinstance(out[-1], Paragraph)
        if below_table and isinstance(block, Paragraph):
            out.append(block if block.style in _ROOMY else replace(block, before=AFTER_TABLE))
        elif below_table:
            out += [Paragraph("TableText"), block]
        else:
            out.append(block)
    return out
