"""The HTML of the generator (notices, sections, tables) as pandoc's tree.

What has no place in a document of this project (scripts, frames, styles) is left out, its text stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from generator.render.tree import Element, Elements, attributes, cell, element, placed, row, table

_GROUPS = frozenset(("div", "section", "article", "aside", "details", "summary"))
_VOID = frozenset(("br", "img", "hr", "col", "wbr", "input", "meta", "link"))
_STYLES = {
    "strong": "Strong", "b": "Strong", "em": "Emph", "i": "Emph", "sup": "Superscript", "sub": "Subscript",
}  # fmt: skip

INLINE_TAGS = frozenset((*_STYLES, "a", "span"))
"""The inline tags that the generator writes into Markdown."""

_SPACE = re.compile(r"([ \t\r\n\f]+)")


@dataclass(slots=True)
class Node:
    """An element of HTML with its texts and elements."""

    tag: str
    given: dict[str, str] = field(default_factory=dict)
    inner: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.given.get("class", "").split()

    def nodes(self, *tags: str) -> Iterable[Node]:
        """Elements of such tags directly in this one."""
        return (n for n in self.inner if isinstance(n, Node) and n.tag in tags)


class _Parser(HTMLParser):
    """Builds the nodes; a closing tag closes what is open inside its element, a stray one closes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].inner.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].inner.append(data)


def _parsed(html: str) -> Node:
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.open[0]


def html_blocks(html: str) -> Elements:
    """The blocks of a piece of HTML."""
    return _blocks(_parsed(html).inner)


def html_inline(opening: str, content: Elements) -> Element:
    """The element that an opening tag such as `<a href="#x">` makes around some content."""
    node = next(iter(_parsed(opening).nodes(*INLINE_TAGS)), Node("span"))
    return _around(node, content)


# Formulas ------------------------------------------------------------------------------------------------------

FORMULA = "formula"
"""The class of the span around a formula."""

_MATHML = frozenset(
    ("mi", "mn", "mo", "mtext", "mrow", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover",
     "munderover", "mtable", "mtr", "mtd")
)  # fmt: skip


def html_formula(html: str) -> Element | None:
    """The formula in a span of class `formula`: its text in one line, whether it stands alone, elements of MathML.

    Each element has other elements, or text, as its content. None where the span is no formula.
    """
    span = next(iter(_parsed(html).nodes("span")), Node("span"))
    math = next(iter(span.nodes("math")), None)
    if FORMULA not in span.classes or math is None:
        return None
    alone = math.given.get("display") == "block"
    return element("Formula", [span.given.get("data-text", ""), alone, _math_parts(math)])


def _math_parts(node: Node) -> Elements:
    return [_math_part(found) for found in node.nodes(*_MATHML)]


def _math_part(node: Node) -> Element:
    inner = _math_parts(node)
    return element(node.tag, inner or "".join(part for part in node.inner if isinstance(part, str)))


# Blocks --------------------------------------------------------------------------------------------------------


def _blocks(inner: Iterable[Node | str]) -> Elements:
    """Blocks; text between them stands in blocks of its own."""
    out: Elements = []
    loose: list[Node | str] = []
    for part in inner:
        made = _block(part)
        if made is None:
            loose.append(part)
        else:
            out += [*_plain(loose), made]
            loose = []
    return out + _plain(loose)


def _plain(inner: list[Node | str]) -> Elements:
    content = _trimmed(_inlines(inner))
    return [element("Plain", content)] if content else []


def _block(part: Node | str) -> Element | None:
    """The block that an element is; None for inline content."""
    if isinstance(part, str):
        return None
    if part.tag == "p":
        paragraph = element("Para", _trimmed(_inlines(part.inner)))
        named = part.classes or part.given.get("id")
        return element("Div", [_attributes(part), [paragraph]]) if named else paragraph
    if part.tag in _GROUPS:
        classes = ["summary"] if part.tag == "summary" else part.classes
        return element("Div", [attributes(part.given.get("id", ""), classes), _blocks(part.inner)])
    if part.tag == "figure":
        return _figure(part)
    if part.tag == "hr":
        return element("HorizontalRule")
    return _table(part) if part.tag == "table" else None


def _figure(node: Node) -> Element:
    """A figure: a Div around its caption; `data-figure`, the name of the picture, becomes its attribute `figure`."""
    given = _attributes(node)
    given[2] = [["figure", node.given.get("data-figure", "")]]
    captions = (_blocks(found.inner) for found in node.nodes("figcaption"))
    return element("Div", [given, [made for caption in captions for made in caption]])


def _attributes(node: Node) -> list[Any]:
    return attributes(node.given.get("id", ""), node.classes)


# Inline content ------------------------------------------------------------------------------------------------


def _inlines(inner: Iterable[Node | str]) -> Elements:
    out: Elements = []
    for part in inner:
        if isinstance(part, str):
            out += _text(part)
        elif part.tag == "br":
            out.append(element("LineBreak"))
        elif part.tag == "img":
            alternative = element("Str", part.given.get("alt", ""))
            out.append(element("Image", [attributes(), [alternative], [part.given.get("src", ""), ""]]))
        elif part.tag in INLINE_TAGS:
            out.append(_around(part, _inlines(part.inner)))
        else:
            out += _inlines(part.inner)
    return out


def _around(node: Node, content: Elements) -> Element:
    if node.tag in _STYLES:
        return element(_STYLES[node.tag], content)
    if node.tag == "a" and "href" in node.given:
        return element("Link", [_attributes(node), content, [node.given["href"], ""]])
    return element("Span", [_attributes(node), content])


def _text(text: str) -> Elements:
    """Words and the white space between them; a line feed is a soft break."""
    parts = filter(None, _SPACE.split(text))
    return [_white(part) if _SPACE.fullmatch(part) else element("Str", part) for part in parts]


def _white(space: str) -> Element:
    return element("SoftBreak" if "\n" in space else "Space")


def _trimmed(content: Elements) -> Elements:
    """Content without white space at its ends and beside line breaks."""
    kinds = ["LineBreak", *(part["t"] for part in content), "LineBreak"]
    return [
        part
        for i, part in enumerate(content, 1)
        if kinds[i] not in {"Space", "SoftBreak"} or "LineBreak" not in {kinds[i - 1], kinds[i + 1]}
    ]


# Tables --------------------------------------------------------------------------------------------------------


def _table(node: Node) -> Element | None:
    """A table, if it has a cell; `data-widths` becomes its attribute `widths`."""
    caption = [part for found in node.nodes("caption") for part in _trimmed(_inlines(found.inner))]
    head, foot = ([made for group in node.nodes(tag) for made in _rows(group)] for tag in ("thead", "tfoot"))
    bodies = [_body(group) for group in list(node.nodes("tbody")) or [node]]
    given = _attributes(node)
    if "data-widths" in node.given:
        given[2] = [["widths", node.given["data-widths"]]]
    groups = (head, *(rows for _, rows in bodies), foot)
    columns = max((at.column + at.columns for rows in groups for at in placed(rows)), default=0)
    return table(given, caption, columns, head, bodies, foot) if columns else None


def _rows(group: Node) -> list[Any]:
    return [row([_cell(found) for found in line.nodes("td", "th")]) for line in group.nodes("tr")]


def _body(group: Node) -> tuple[int, list[Any]]:
    """The rows of a group, and how many columns at their left hold header cells in every row."""
    lines, rows = list(group.nodes("tr")), _rows(group)
    tags = iter([found.tag for line in lines for found in line.nodes("td", "th")])
    data = [at.column for at in placed(rows) if next(tags) == "td"]
    return min(data, default=0), rows


def _cell(node: Node) -> list[Any]:
    rows, columns = (_count(node.given.get(key, "")) for key in ("rowspan", "colspan"))
    return cell(node.classes, rows, columns, _blocks(node.inner))


def _count(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() else 1
