"""The body of a report as a page carries it: without its opening, headings one level down, figures drawn, tables in regions."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from urllib.parse import quote

from generator.report.charts import inline
from generator.report.document import Document, PlacedPicture

NO_FIGURES: Mapping[str, str] = MappingProxyType({})

DEEPEST = 6
"""The deepest heading of HTML."""

MANY_COLUMNS = (("wide", 5), ("wider", 7), ("widest", 9))
"""From so many columns on a table is too wide for a phone, or wants small type even on a large screen."""

_OPENING_PART = re.compile(
    r"\A(?:<div class=\"notice\">.*?</div>\n+)?(?:# [^\n]*\{#summary \.unnumbered\}\n.*?(?=^# |\Z))?",
    re.DOTALL | re.MULTILINE,
)
_CALCULATIONS = re.compile(
    r"^(# [^\n]*得分计算过程[^\n]*\{#annex-\d+ [^\n]*\}\n).*?(?=^# |\Z)", re.DOTALL | re.MULTILINE
)
_SEE_SCORES = "\n每项得分的计算过程见本页的[逐项得分](#scores)，逐项展开。\n\n"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^(#{1,6})(?=[ \t])")
_CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>", re.DOTALL)
_OPENING = re.compile(r"<table[^>]*>")
_WIDTHS = re.compile(r'<table[^>]* data-widths="([0-9 ]+)"')
_FIGURE = re.compile(r'<figure class="(?:chart|picture)"[^>]* data-figure="([^"]*)">')
_TAG = re.compile(r"<[^>]*>")
_HEADING_ID = re.compile(r"^#{1,6} .*\{#([^\s}]+)")
_NO_PARAGRAPH = re.compile(r"(?!<(?:strong|em|a|sup|sub|code)[ >])[<#>|:\-+*=`~\s\[!\\{]|\d+[.)]\s|$")
"""How a line begins that begins no paragraph: headings, blocks, lists, tables, notes, and what may be any of them."""


def page_body(markdown: str, figures: Mapping[str, str] = NO_FIGURES) -> str:
    """The Markdown of a document for its page.

    The document's notice, its summary and the calculations of its scores are left out: the head of the page says the
    same in its own form and carries their ids. The page's own title is its first-level heading, so every heading goes down one level. Every table of the
    generator gets a region that scrolls by itself and can be reached by keyboard. Figures get what `figures`, HTML by
    name, has of them. Code is left alone.
    """
    chapters = _CALCULATIONS.sub(rf"\1{_SEE_SCORES}", _OPENING_PART.sub("", markdown, count=1), count=1)
    return "\n".join(_with_ids(_lines(chapters.rstrip("\n").split("\n"), figures))) + "\n"


def _with_ids(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with an id for every paragraph: that of its section and a number, so that one can point at it."""
    section, number, before, identifier = "", 0, "", ""
    for line in lines:
        if identifier and not line:
            yield f"{{: #{identifier} }}"
            identifier = ""
        elif not before and section and not _NO_PARAGRAPH.match(line):
            number += 1
            identifier = f"{section}-p{number}"
        if found := _HEADING_ID.match(line):
            section, number = found[1], 0
        yield line
        before = line
    if identifier:
        yield f"{{: #{identifier} }}"


def _lines(lines: list[str], figures: Mapping[str, str]) -> Iterator[str]:
    fence = ""
    table: list[str] = []
    for line in lines:
        if table or (not fence and line.startswith("<table")):
            table.append(line)
            if "</table>" in line:
                yield _region("\n".join(table))
                table = []
            continue
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and _closes(line, fence) else fence
        elif mark:
            fence = mark[1]
        elif found := _FIGURE.fullmatch(line):
            line += figures.get(html.unescape(found[1]), "")  # noqa: PLW2901 - the line as the page has it
        else:
            line = _HEADING.sub(_deeper, line)  # noqa: PLW2901 - the line as the page has it
        yield line
    yield from table


def _closes(line: str, fence: str) -> bool:
    """Whether a line ends the fence that `fence` opened: the same mark, at least as long, and nothing else."""
    mark = line.strip()
    return len(mark) >= len(fence) and set(mark) == {fence[0]}


def _deeper(match: re.Match[str]) -> str:
    return "#" * min(len(match[1]) + 1, DEEPEST)


def drawn(document: Document) -> dict[str, str]:
    """The HTML of every chart and picture of a document, by name."""
    charts = {name: "\n" + inline(svg) for name, svg in document.figures}
    return charts | {picture.name: "\n" + _image(picture) for picture in document.pictures}


def _image(picture: PlacedPicture) -> str:
    """A picture, which opens at its full size."""
    address, file = html.escape(quote(picture.file.source)), picture.file
    return (
        f'<a href="{address}"><img src="{address}" alt="{html.escape(picture.alternative)}" '
        f'width="{file.width}" height="{file.height}"></a>'
    )


def _region(table: str) -> str:
    """A table in a region of its own, named after its caption, its columns as wide as its `data-widths` say."""
    caption = _CAPTION.search(table)
    name = html.unescape(_TAG.sub("", caption[1])).strip() if caption else ""
    label = html.escape(name or "表格")
    widths = _widths(table)
    columns = "".join(f'<col class="w-{width}">' for width in widths)
    if columns:
        table = (_CAPTION if caption else _OPENING).sub(
            lambda found: f"{found[0]}\n<colgroup>{columns}</colgroup>", table, count=1
        )
    many = "".join(f" report-table--{name}" for name, least in MANY_COLUMNS if len(widths) >= least)
    return (
        f'<div class="report-table{many}" role="region" tabindex="0" aria-label="{label}">\n{table}\n</div>'
    )


def _widths(table: str) -> list[int]:
    """The widths of the columns in percent; none where the table doesn't say."""
    found = _WIDTHS.search(table)
    parts = [int(part) for part in found[1].split()] if found else []
    return [max(1, round(100 * part / sum(parts))) for part in parts]
