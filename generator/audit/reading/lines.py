"""Plain text, Markdown and recognised pages: lines to paragraphs and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.audit.document import Paragraph, Row
from generator.audit.text import Piece, text_of

_SPACED = re.compile(r"(?: {2,}|　+)")
_FEWEST_SPACED_CELLS = 3
_PIPES = re.compile(r"\s*\|.*\|\s*$")
_PIPE_RULE = re.compile(r"[\s|:+-]+$")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_BULLET = re.compile(r"\s*[-*•]\s+")
_STARTS_ANEW = re.compile(
    r"\s*(?:[-*•#]\s|[一二三四五六七八九十]+[、是]|[(（][一二三四五六七八九十0-9]+[)）]|[0-9]+[.．、]|第[一二三四五六七八九十]+[章节部]"
    r"|指标\s*[0-9]|[图表]\s*[0-9]{1,2}[-—.][0-9]{1,2}[^，。、；,;]{2,45}$|附[件表录注]|[¹²³⁴⁵*①-⑳])"
)
_PAGE_NUMBER = re.compile(r"\s*[-—–]?\s*[0-9]{0,3}\s*[-—–]?\s*$")
_ENDS = tuple('。！？；：.!?;:”"')
_SHORTEST_WRAPPED = 20


def read_lines(file: str, lines: Iterable[str]) -> Iterator[Paragraph | Row]:
    """The blocks of a text; a paragraph that a page broke in two is joined."""
    return read_numbered(file, enumerate(lines, 1))


def read_numbered(file: str, lines: Iterable[tuple[int, str]]) -> Iterator[Paragraph | Row]:
    """The same of lines that have their numbers."""
    open_pieces: list[Piece] = []
    for number, line in lines:
        if not line.strip() or _PAGE_NUMBER.match(line):
            continue
        cells = _cells(number, line)
        if cells is not None:
            yield from _closed(file, open_pieces)
            open_pieces = []
            if cells:
                yield Row(tuple(text_of(file, [cell]) for cell in cells))
            continue
        piece = _piece(number, line)
        if open_pieces and not _continues(open_pieces[-1].raw, line):
            yield from _closed(file, open_pieces)
            open_pieces = []
        open_pieces.append(piece)
    yield from _closed(file, open_pieces)


def _closed(file: str, pieces: list[Piece]) -> Iterator[Paragraph]:
    if pieces:
        mark = _MARKDOWN_HEADING.match(pieces[0].raw)
        if mark is not None:
            first = pieces[0]
            pieces = [Piece(first.line, first.column + mark.end(), first.raw[mark.end() :]), *pieces[1:]]
        yield Paragraph(text_of(file, pieces), len(mark[1]) if mark else 0)


def _piece(number: int, line: str) -> Piece:
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    return Piece(number, start + 1, line[start:].rstrip())


def _continues(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the one before."""
    before = before.rstrip()
    return (
        len("".join(before.split())) >= _SHORTEST_WRAPPED
        and not before.endswith(_ENDS)
        and not before.lstrip().startswith(("#", "表", "图", "附件"))
        and not _STARTS_ANEW.match(line)
    )


def _cells(number: int, line: str) -> list[Piece] | None:
    """The cells of a row of a table; none for a rule between rows; None where the line is no row."""
    if "\t" in line:
        return _split(number, line, re.compile(r"\t"))
    if _PIPES.match(line):
        if _PIPE_RULE.match(line):
            return []
        return _split(number, line, re.compile(r"(?<!\\)\|"))[1:-1]
    cells = _split(number, line.rstrip(), _SPACED)
    return cells if len([c for c in cells if c.raw.strip()]) >= _FEWEST_SPACED_CELLS else None


def _split(number: int, line: str, separator: re.Pattern[str]) -> list[Piece]:
    cells, start = [], 0
    for match in [*separator.finditer(line), None]:
        end = match.start() if match else len(line)
        cells.append(Piece(number, start + 1, line[start:end]))
        start = match.end() if match else end
    return cells
