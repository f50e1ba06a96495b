"""Two versions of a report side by side, as readers see them, with the changed words and cells marked, as HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

import markdown
from markupsafe import Markup

from generator.review.alignment import aligned
from generator.review.words import Part, compare_words

_BLOCK = re.compile(
    r"<table.*?</table>|<figure.*?</figure>|<div.*?</div>|^```.*?^```$|^[^\n]+$", re.DOTALL | re.MULTILINE
)
_TITLE = re.compile(r"(#+) (.*?)\s*(?:\{[^}]*\})?$")
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])((?: [^>]*)?)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NOT_HERE = re.compile(r' id="[^"]*"|</?a(?: [^>]*)?>')
"""Ids, which would stand on the page twice, and links, which lead nowhere from it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One block of a report in both versions; one is empty where the block came or went."""

    chapter: str
    old: Markup
    new: Markup


def changed_blocks(old: str, new: str) -> tuple[Pair, ...]:
    """The blocks that differ between two documents, given as the Markdown of `generator.report`."""
    return tuple(_changed(_blocks(old), _blocks(new)))


def _blocks(document: str) -> list[str]:
    return [found[0].strip() for found in _BLOCK.finditer(document) if found[0].strip()]


def _changed(old: list[str], new: list[str]) -> Iterator[Pair]:
    chapter = ""
    for before, after in aligned(old, new, str):
        title = _TITLE.match(after or before or "")
        if title:
            chapter = title[2]
        if before != after:
            left, right = _marked(before or "", after or "")
            yield Pair(chapter, Markup(left), Markup(right))  # noqa: S704 - made by generator.report, or escaped here


def _marked(old: str, new: str) -> tuple[str, str]:
    """Both versions of a block as HTML, with what differs marked."""
    if old.startswith("<table") and new.startswith("<table"):
        return _tables(old, new)
    if not old or not new or old.startswith("<") or new.startswith("<"):
        return tuple(_whole(side, mark) for side, mark in ((old, "del"), (new, "ins")))  # type: ignore[return-value]
    pieces = compare_words(_text(_html(old)), _text(_html(new)))
    tags = {Part.GONE: "del", Part.NEW: "ins"}
    sides = []
    for skipped in (Part.NEW, Part.GONE):
        told = [
            f"<{tags[p.part]}>{html.escape(p.text)}</{tags[p.part]}>"
            if p.part in tags
            else html.escape(p.text)
            for p in pieces
            if p.part is not skipped
        ]
        sides.append(f"<p>{''.join(told)}</p>")
    return sides[0], sides[1]


def _whole(block: str, mark: str) -> str:
    return f'<div class="{mark}">{_html(block)}</div>' if block else ""


def _html(block: str) -> str:
    """A block of the document as HTML, without ids and links."""
    if not block.startswith("<"):
        title = _TITLE.match(block)
        block = markdown.markdown(title[2] if title else block, extensions=["sane_lists", "fenced_code"])
        if title:
            block = f"<h4>{_text(block)}</h4>"
    return _NOT_HERE.sub("", block)


def _text(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup)).strip()


# Tables ------------------------------------------------------------------------------------------------------


def _tables(old: str, new: str) -> tuple[str, str]:
    """Two versions of a table: rows that came or went are marked whole, others by their cells."""
    rows = [[found[0] for found in _ROW.finditer(side)] for side in (old, new)]
    left: list[str] = []
    right: list[str] = []
    for before, after in aligned(rows[0], rows[1], str):
        if before is None or after is None:
            left += [before.replace("<tr>", '<tr class="del">')] if before else []
            right += [after.replace("<tr>", '<tr class="ins">')] if after else []
            continue
        cells = _CELL.findall(before), _CELL.findall(after)
        comparable = len(cells[0]) == len(cells[1])
        left.append(_row(cells[0], cells[1] if comparable else [], "del"))
        right.append(_row(cells[1], cells[0] if comparable else [], "ins"))
    return _NOT_HERE.sub("", _with_rows(old, left)), _NOT_HERE.sub("", _with_rows(new, right))


def _row(cells: list[tuple[str, str, str]], others: list[tuple[str, str, str]], mark: str) -> str:
    """A row, its cells marked where the other version has another content."""
    told = []
    for index, (name, attributes, content) in enumerate(cells):
        changed = not others or others[index][2] != content
        inner = f"<{mark}>{content}</{mark}>" if changed and content else content
        told.append(f"<{name}{attributes}>{inner}</{name}>")
    return f"<tr>{''.join(told)}</tr>"


def _with_rows(table: str, rows: list[str]) -> str:
    told = iter(rows)
    return _ROW.sub(lambda _: next(told), table)
