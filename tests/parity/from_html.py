"""The report as its page says it."""

from __future__ import annotations

from typing import Any

import lxml.html  # type: ignore[import-untyped]

from tests.parity.blocks import BULLET, NOTE_MARK, Block, Report, Rows, formula, squeezed
from tests.parity.exceptions import left_out

_BLOCKS = frozenset(("p", "ul", "ol", "table", "blockquote", "figure", "pre", "div", "details"))
_FIRST_CHAPTER = "s1"
_CALCULATIONS = "得分计算过程"


def read(page: bytes) -> Report:
    """Read the main part of a page."""
    (article,) = lxml.html.fromstring(page.decode()).iter("article")
    children = list(article)
    start = next(n for n, child in enumerate(children) if child.get("id") == _FIRST_CHAPTER)
    report = Report(opening=[squeezed(_text(child, Report())) for child in children[:start]])
    for child in children[start:]:
        _block(child, report)
        if report.blocks[-1].kind == "heading1" and report.blocks[-1].text.endswith(_CALCULATIONS):
            _calculations(article, report)
    return report


def _calculations(article: Any, report: Report) -> None:
    """The calculations, which the page tells in its table of scores, where the document has them."""
    for row in article.find_class("scored")[0].iterfind("tbody/tr"):
        heads, told = row.findall("th"), row.find_class("calculation")
        if "scored__section" in (row.get("class") or ""):
            report.blocks.append(Block("heading2", _squeezed(heads[0], report)))
        elif heads and row.get("id"):
            report.blocks.append(Block("heading3", _squeezed(heads[-1], report)))
        for child in told[0] if told else ():
            _block(child, report)


def _left_out(element: Any) -> bool:
    classes = (element.get("class") or "").split()
    return left_out("html", element.tag, *(f"{element.tag}.{c}" for c in classes))


def _block(element: Any, report: Report) -> None:
    tag, classes = element.tag, (element.get("class") or "").split()
    match tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            report.blocks.append(Block(f"heading{int(tag[1]) - 1}", _squeezed(element, report)))
        case "p" if element.find("a[@href='#scores']") is not None:
            left_out("html", "a[href=#scores]")
        case "p" if _left_out(element):
            pass
        case "p":
            report.blocks.append(Block("text", _squeezed(element, report)))
        case "ul" | "ol":
            _list(element, report)
        case "table":
            report.blocks.append(_table(element, report))
        case "figure":
            _figure(element, report)
        case "div" if "footnote" in classes:
            report.notes += [_squeezed(item, report) for item in element.iter("li")]
        case "div" | "blockquote":
            for child in element:
                _block(child, report)
        case "hr":
            pass
        case _:
            raise AssertionError(f"unknown element <{tag}>")


def _list(element: Any, report: Report) -> None:
    for number, item in enumerate(element, int(element.get("start") or 1)):
        marker = str(number) if element.tag == "ol" else BULLET
        first, rest = _split(item)
        report.blocks.append(Block(f"item{marker}", squeezed("".join(_piece(p, report) for p in first))))
        for child in rest:
            _block(child, report)


def _split(item: Any) -> tuple[list[Any], list[Any]]:
    """The text of an item (pieces up to the first block, or the first paragraph), and the blocks after it."""
    children = list(item)
    if children and children[0].tag == "p" and not (item.text or "").strip():
        return [children[0]], children[1:]
    end = next((n for n, c in enumerate(children) if c.tag in _BLOCKS), len(children))
    pieces: list[Any] = [item.text or ""]
    for child in children[:end]:
        pieces += [child, child.tail or ""]
    return pieces, children[end:]


def _table(element: Any, report: Report) -> Block:
    rows = Rows()
    for row in element.iter("tr"):
        rows.row()
        for cell in row:
            spans = (int(cell.get(name) or 1) for name in ("rowspan", "colspan"))
            rows.cell(_text(cell, report), *spans)
    caption = element.find("caption")
    return Block("table", "" if caption is None else _squeezed(caption, report), tuple(rows.cells))


def _figure(element: Any, report: Report) -> None:
    caption, svg = element.find("figcaption"), element.find(".//svg")
    if svg is None:
        alternative = element.find(".//img").get("alt")
    else:
        alternative = f"{svg.findtext('title')}。{svg.findtext('desc')}"
        report.drawn.append(squeezed("".join(text.text_content() for text in svg.iter("text"))))
    report.blocks.append(Block("figure", _squeezed(caption, report), alternative=squeezed(alternative)))


def _squeezed(element: Any, report: Report) -> str:
    return squeezed(_text(element, report))


def _piece(piece: Any, report: Report) -> str:
    return piece if isinstance(piece, str) else _text(piece, report)


def _text(element: Any, report: Report) -> str:
    """The text of an element, with a mark where it refers to a note."""
    if not isinstance(element.tag, str):
        return ""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "sup" and child.find("a[@class='footnote-ref']") is not None:
            parts.append(NOTE_MARK.format(child.text_content().strip()))
        elif child.tag == "span" and child.get("class") == "formula":
            parts.append(formula(child.text_content()))
        elif isinstance(child.tag, str) and not _left_out(child):
            parts.append(_text(child, report))
        parts.append(child.tail or "")
    return "".join(parts)
