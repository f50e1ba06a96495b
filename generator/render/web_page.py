"""A document as one HTML file that needs nothing else: for content management systems, by mail, to keep.

The same clean tree as for PDF and DOCX, written by our own writer: no script, no style sheet (what is pasted elsewhere
would lose it), pictures inside the file. Same document, same bytes.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable
from typing import Any

from generator.render.drawings import drawn, pixels
from generator.render.fonts import DEFAULT, FontProfile
from generator.render.pandoc import clean_tree
from generator.render.table_layout import TableLayout
from generator.render.tree import Element, Elements, groups, placed
from generator.report.document import DRAFT_MARK, Document

_STYLES = {
    "article": "max-width:60em;margin:0 auto;font-family:sans-serif;line-height:1.8;color:#1a1a1a",
    "h1": "text-align:center;font-size:1.7em;line-height:1.4",
    "h2": "font-size:1.35em;margin:1.6em 0 .6em",
    "h3": "font-size:1.15em;margin:1.3em 0 .5em",
    "h4": "font-size:1em;margin:1.1em 0 .4em",
    "h5": "font-size:1em;margin:1.1em 0 .4em",
    "p": "margin:.5em 0",
    "table": "border-collapse:collapse;width:100%;margin:.4em 0 1.2em;font-size:.9em;line-height:1.5",
    "caption": "font-weight:bold;padding:.4em 0",
    "th": "border:1px solid #555;padding:.3em .5em;background:#f0f0f0;font-weight:bold",
    "td": "border:1px solid #555;padding:.3em .5em",
    "figure": "margin:1em 0;text-align:center",
    "img": "max-width:100%;height:auto",
}
_NOTICE = "border:1px solid #555;padding:.5em .8em;font-size:.9em"
_ALIGN = {"l": "text-align:left", "n": "text-align:right"}
_INLINE = {"Strong": "strong", "Emph": "em", "Superscript": "sup", "Subscript": "sub"}
_DEEPEST = 5
_COLUMN = 5
"""Least width of a column on average, in characters: narrower screens scroll the table."""
_ROOM = 720
"""Width of charts in points."""


def render_html(document: Document, fonts: FontProfile = DEFAULT) -> bytes:
    """The HTML file of a document: title, facts of the cover, body, notes. Raises `RenderFault`."""
    body = _Writer(document, fonts).body(_told(clean_tree(document.markdown, what="网页")))
    mark = _tag("p", f"（{DRAFT_MARK}）", style="text-align:center") if document.draft else _NONE
    notice = _tag("p", document.notice, style=_NOTICE) if document.notice else _NONE
    facts = _together(_tag("p", f"{label}：{value}") for label, value in document.cover)
    article = _tag("article", _tag("h1", document.title), mark, notice, facts, body)
    head = _tag("head", _META, _tag("title", document.title))
    return f'<!doctype html>\n<html lang="zh-CN">\n{head}\n{_tag("body", article)}\n</html>\n'.encode()


def _told(blocks: Elements) -> Elements:
    """The blocks without the notice, which stands at the top already."""
    return [found for found in blocks if found["t"] != "Div" or "notice" not in found["c"][0][1]]


# Markup --------------------------------------------------------------------------------------------------------


class _Html(str):
    """A piece of HTML. A plain `str` is text."""

    __slots__ = ()


_NONE = _Html("")
_META = _Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">')
_EMPTY = frozenset(("br", "col", "hr", "img"))


def _tag(name: str, *content: str, **attributes: str | int) -> _Html:
    """An element with its usual style; what is not `_Html` becomes text."""
    given = {"style": _STYLES.get(name, "")} | attributes
    written = "".join(f' {key}="{html.escape(str(value))}"' for key, value in given.items() if value != "")
    inner = "".join(part if isinstance(part, _Html) else html.escape(part, quote=False) for part in content)
    return _Html(f"<{name}{written}>" + ("" if name in _EMPTY else f"{inner}</{name}>"))


def _together(parts: Iterable[_Html]) -> _Html:
    return _Html("\n".join(parts))


# Tree ----------------------------------------------------------------------------------------------------------


class _Writer:
    """Writes one document; it keeps the notes for the end."""

    def __init__(self, document: Document, fonts: FontProfile) -> None:
        self._fonts = fonts
        self._drawn = drawn(document, _ROOM, fonts)
        self._files = {picture.name: picture.file.path for picture in document.pictures}
        self._notes: list[_Html] = []

    def body(self, blocks: Elements) -> _Html:
        """All blocks, and the notes below."""
        written = self._blocks(blocks)
        if not self._notes:
            return written
        notes = (
            _tag("li", note, _tag("a", "↩", href=f"#mark-{number}"), id=f"note-{number}")
            for number, note in enumerate(self._notes, 1)
        )
        return _together((written, _tag("hr"), _tag("ol", _together(notes))))

    def _blocks(self, blocks: Elements) -> _Html:
        return _together(map(self._block, blocks))

    def _block(self, found: Element) -> _Html:
        content: Any = found.get("c")
        match found["t"]:
            case "Para":
                return _tag("p", self._inlines(content))
            case "Plain":
                return self._inlines(content)
            case "Header":
                level, (identifier, *_), inner = content
                return _tag(f"h{min(level + 1, _DEEPEST)}", self._inlines(inner), id=identifier)
            case "Table":
                return self._table(found)
            case "BulletList":
                return _tag("ul", self._items(content))
            case "OrderedList":
                (start, *_), items = content
                return _tag("ol", self._items(items), start=start)
            case "BlockQuote":
                return _tag("blockquote", self._blocks(content))
            case "CodeBlock":
                return _tag("pre", content[1], id=content[0][0])
            case "HorizontalRule":
                return _tag("hr")
            case "Div":
                return self._div(content)
        raise TypeError(found["t"])

    def _items(self, items: list[Elements]) -> _Html:
        return _together(_tag("li", self._blocks(item)) for item in items)

    def _div(self, content: Any) -> _Html:
        (identifier, _, given), blocks = content
        name = dict(given).get("figure", "")
        if name:
            caption = _tag("figcaption", self._blocks(blocks))
            return _tag("figure", self._image(name), caption, id=identifier)
        return _tag("div", self._blocks(blocks), id=identifier)

    def _image(self, name: str) -> _Html:
        """A chart or picture, inside the file."""
        drawing = self._drawn.get(name)
        if drawing is None:
            return _NONE
        data, media = pixels(drawing, self._files.get(name), self._fonts)
        address = f"data:{media};base64,{base64.b64encode(data).decode()}"
        return _tag("img", src=address, alt=drawing.alternative, width=round(drawing.width))

    # Tables ------------------------------------------------------------------------------------------------

    def _table(self, found: Element) -> _Html:
        (identifier, *_), (_, caption), *_, head, bodies, _ = found["c"]
        headers = [0, *(body[1] for body in bodies for _ in body[2:]), bodies[-1][1] if bodies else 0]
        rows = [
            self._row(line, group, head=group is head[1], headers=columns)
            for group, columns in zip(groups(found), headers, strict=True)
            for line in range(len(group))
        ]
        title = _tag("caption", self._blocks(caption)) if caption else _NONE
        shares = TableLayout(found, landscape=True).shares
        columns = _tag("colgroup", *(_tag("col", style=f"width:{100 * share:.1f}%") for share in shares))
        style = f"{_STYLES['table']};min-width:{_COLUMN * len(shares)}em"
        table = _tag("table", title, columns, _together(rows), id=identifier, style=style)
        return _tag("div", table, style="overflow-x:auto")

    def _row(self, line: int, group: list[Any], *, head: bool, headers: int) -> _Html:
        cells = []
        for at in placed(group):
            if at.row != line:
                continue
            spans = {"rowspan": at.rows, "colspan": at.columns}
            given = {name: count for name, count in spans.items() if count > 1}
            name = "th" if head or at.column < headers else "td"
            align = next((_ALIGN[c] for c in at.classes if c in _ALIGN), "text-align:center")
            scope = {"scope": "col" if head else "row"} if name == "th" else {}
            style = f"{_STYLES[name]};{align}"
            cells.append(_tag(name, self._blocks(at.blocks), style=style, **given, **scope))
        return _tag("tr", *cells)

    # Inline content ----------------------------------------------------------------------------------------

    def _inlines(self, content: Elements) -> _Html:
        return _Html("".join(map(self._inline, content)))

    def _inline(self, found: Element) -> _Html:
        content: Any = found.get("c")
        match found["t"]:
            case "Str":
                return _Html(html.escape(content, quote=False))
            case "Space" | "SoftBreak":
                return _Html(" ")
            case "LineBreak":
                return _tag("br")
            case "Strong" | "Emph" | "Superscript" | "Subscript":
                return _tag(_INLINE[found["t"]], self._inlines(content))
            case "Code":
                return _tag("code", content[1], id=content[0][0])
            case "Span":
                inner = self._inlines(content[1])
                return _tag("span", inner, id=content[0][0]) if content[0][0] else inner
            case "Link":
                (identifier, *_), text, (target, _) = content
                return _tag("a", self._inlines(text), href=target, id=identifier)
            case "Note":
                self._notes.append(self._blocks(content))
                number = len(self._notes)
                return _tag("sup", _tag("a", str(number), href=f"#note-{number}", id=f"mark-{number}"))
            case "Formula":
                text, alone, parts = content
                return _tag("math", *map(_math, parts), alttext=text, display="block" if alone else "")
        raise TypeError(found["t"])


def _math(part: Element) -> _Html:
    inner = part["c"]
    return _tag(part["t"], *([inner] if isinstance(inner, str) else map(_math, inner)))
