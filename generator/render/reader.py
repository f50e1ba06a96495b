"""From the Markdown of a report to a clean tree, whatever the output format.

* HTML of the generator (tables, sections, details, emphasis) becomes real elements.
* Nothing of an author can reach a writer as code: attributes are dropped (pandoc writes a `typst:` attribute out as
  code), raw parts become visible text.
* Headings never skip a level, ids are unique, links lead somewhere.
* A line break between Chinese characters is no space.
"""

from __future__ import annotations

import html
import re
from typing import Any

from generator.render.html import INLINE_TAGS, html_blocks, html_formula, html_inline
from generator.render.pandoc_program import parsed
from generator.render.tree import Element, Elements, attributes, attributes_of, element, groups, text_of, walk


class Unreadable(Exception):  # noqa: N818 - a fault of content, like a finding
    """A document that no output format can show; the text is Chinese, for authors, without a full stop."""


def read(markdown: str) -> Elements:
    """The blocks of a document. Raises `Unreadable`."""
    return cleaned(parsed(markdown))


def cleaned(found: Elements) -> Elements:
    """Blocks as pandoc reads them, made fit for every writer. Raises `Unreadable`."""
    blocks = _blocks(found)
    everything = walk(blocks)
    _level_headings([found for found in everything if found["t"] == "Header"])
    _link(everything)
    return blocks


# Blocks --------------------------------------------------------------------------------------------------------

_ATTRIBUTE_LIST = re.compile(r"{:([^{}]*)}")


def _blocks(found: Elements) -> Elements:
    return [made for block in found for made in _block(block)]


def _block(found: Element) -> Elements:
    kind: str = found["t"]
    content: Any = found.get("c")
    match kind:
        case "RawBlock":
            return _blocks(html_blocks(content[1]))
        case "Para":
            return [_paragraph(_inlines(content))]
        case "Plain":
            found["c"] = _inlines(content)
        case "Header":
            content[2] = _inlines(content[2])
        case "BlockQuote":
            found["c"] = _blocks(content)
        case "BulletList":
            found["c"] = [_blocks(item) for item in content]
        case "OrderedList":
            content[1] = [_blocks(item) for item in content[1]]
        case "Div":
            content[1] = _blocks(content[1])
        case "Table":
            _clean_table(found)
    _clean_attributes(found)
    return [found]


def _clean_table(found: Element) -> None:
    """Clean the cells of a table and its caption."""
    _, (_, caption), _, *_ = found["c"]
    caption[:] = _blocks(caption)
    for line in (line for group in groups(found) for line in group):
        line[0] = attributes()
        for cell in line[1]:
            cell[0] = attributes(classes=cell[0][1])
            cell[4] = _blocks(cell[4])


def _paragraph(content: Elements) -> Element:
    """A paragraph; one whose last line is an attribute list of Python-Markdown (`{: #id .class }`) in a Div with it."""
    last = max((i for i, part in enumerate(content) if part["t"] == "SoftBreak"), default=len(content))
    listed = _ATTRIBUTE_LIST.fullmatch(text_of(content[last + 1 :]))
    if not listed:
        return element("Para", content)
    identifier = re.search(r"#(\S+)", listed[1])
    classes = re.findall(r"\.(\S+)", listed[1])
    paragraph = element("Para", content[:last])
    return element("Div", [attributes(identifier[1] if identifier else "", classes), [paragraph]])


# Inline content ------------------------------------------------------------------------------------------------

_OPENING = re.compile(r"<(\w+)")
_CHINESE = re.compile(r"[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff—…·‘-”]")
"""Characters of Chinese setting: Han, full-width forms, and marks that Chinese shares."""


def _inlines(found: Elements) -> Elements:
    """Clean inline content; a soft break between Chinese characters is left out."""
    content = _tagged(found)
    return [
        part
        for i, part in enumerate(content)
        if part["t"] != "SoftBreak" or not (_chinese(content[:i], -1) and _chinese(content[i + 1 :], 0))
    ]


def _chinese(content: Elements, end: int) -> bool:
    """Whether the text at one end (0 or -1) of some content begins or stops with a Chinese character."""
    text = text_of(content[end]) if content else ""
    return bool(text and _CHINESE.match(text[end]))


def _tagged(found: Elements) -> Elements:
    """Inline content with elements for the tags of the generator. An unknown tag is shown as it was typed."""
    out: Elements = []
    start = 0
    while start < len(found):
        part = found[start]
        start += 1
        if part["t"] != "RawInline":
            out.append(_inline(part))
            continue
        opening = part["c"][1]
        tag = named[1].lower() if (named := _OPENING.match(opening)) else ""
        stop = _closing(found, start, tag) if tag in INLINE_TAGS else None
        if stop is not None:
            formula = html_formula(opening + _typed(found[start:stop])) if tag == "span" else None
            out.append(formula or _inline(html_inline(opening, found[start:stop])))
            start = stop + 1
        elif tag == "br":
            out.append(element("LineBreak"))
        elif not opening.startswith("<!--"):
            out.append(element("Str", opening))
    return out


def _typed(content: Elements) -> str:
    """Tags and the text between them as HTML."""
    return "".join(
        part["c"][1] if part["t"] == "RawInline" else html.escape(text_of(part)) for part in content
    )


def _closing(found: Elements, start: int, tag: str) -> int | None:
    """Where the closing tag of an element stands."""
    closing = (
        i
        for i in range(start, len(found))
        if found[i]["t"] == "RawInline" and found[i]["c"][1].lower() == f"</{tag}>"
    )
    return next(closing, None)


def _inline(found: Element) -> Element:
    kind: str = found["t"]
    content: Any = found.get("c")
    match kind:
        case "Image":
            raise Unreadable(f"正文里的图片“{text_of(content[1])}”还不能放进文件")
        case "Note":
            found["c"] = _blocks(content)
        case "Link" | "Span":
            content[1] = _inlines(content[1])
        case _ if isinstance(content, list) and kind != "Code":
            found["c"] = _inlines(content)
    _clean_attributes(found)
    return found


# Attributes ----------------------------------------------------------------------------------------------------

_IDENTIFIER = re.compile(r"[\w.:-]*[\w-]")
_OWN = frozenset(("widths", "figure"))
"""What the generator itself says of its tables and figures."""


def _clean_attributes(found: Element) -> None:
    """Keep an identifier of harmless characters, the classes, and the few attributes of our own."""
    attrs = attributes_of(found)
    if attrs:
        attrs[0] = attrs[0] if _IDENTIFIER.fullmatch(attrs[0]) else ""
        attrs[2] = [pair for pair in attrs[2] if pair[0] in _OWN]


# Structure -----------------------------------------------------------------------------------------------------


def _level_headings(headings: Elements) -> None:
    """Headings have a text, start at level 1 and never skip one (PDF/UA)."""
    level = 0
    for found in headings:
        if not text_of(found["c"][2]).strip():
            raise Unreadable("有一个标题没有文字")
        level = min(found["c"][0], level + 1)
        found["c"][0] = level


def _link(everything: Elements) -> None:
    """Make ids unique and every link lead somewhere.

    The first of equal ids stays; of elements other than headings and tables only what a link needs. A link inside
    the document needs its target, one to the outside a scheme; of others only the text stays.
    """
    links = [found for found in everything if found["t"] == "Link"]
    needed = {_target(link)[1:] for link in links if _target(link).startswith("#")}
    ids = {""}
    for found in everything:
        attrs = attributes_of(found)
        if attrs and attrs[0]:
            wanted = attrs[0] in needed or found["t"] in {"Header", "Table"}
            attrs[0] = attrs[0] if wanted and attrs[0] not in ids else ""
            ids.add(attrs[0])
    for link in links:
        target = _target(link)
        if target.startswith("#") and target[1:] in ids - {""}:
            continue
        if _OUTSIDE.match(target):
            link["c"][2][0] = _UNSAFE.sub(_percent, target)
        else:
            link |= {"t": "Span", "c": link["c"][:2]}


_OUTSIDE = re.compile(r"https?://\w|mailto:\S")
_UNSAFE = re.compile(r'[\x00-\x20\x7f"\\<>{}|^`]')


def _percent(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def _target(link: Element) -> str:
    return str(link["c"][2][0])
