"""Texts that YAML reads without complaint, but not as their authors meant them."""

from __future__ import annotations

import re
from bisect import bisect_right

from generator.content import yaml_kinds as kinds
from generator.content.yaml_frames import Mark
from generator.content.yaml_lines import BLANKS, Edit, Lines, Slip, Span, quoted, short
from generator.content.yaml_quoting import item_end, needs_quotes, quote
from generator.content.yaml_slips import Keys, flow_slips, line_slips
from generator.content.yaml_tree import Tree

HASH = re.compile(r"(?<=[ \t])#(?=[^\s#])")
_NEAR = 200
_EMPTY_BLOCK = re.compile(r"[|>][-+]?[\d#]")
_BRACKETED = re.compile(r"［[^［］]*］|｛[^｛｝]*｝")
_CHINESE_QUOTED = re.compile(r"[“‘][^“”‘’]*[”’]")
_CHINESE_CLOSED = re.compile(r"[”’]")
_TAG = re.compile(r"!\S*[ \t]*")
_SIGNS = tuple(">%@`*&!|=")


def mends(tree: Tree, lines: Lines, suspects: list[tuple[int, int]], known: Keys) -> list[Slip]:
    """What must be mended before the values mean what they say."""
    slips = _colons(tree, lines, suspects, known)
    for mark in tree.marks:
        slips.extend(_mark(lines, mark))
    for span in tree.odd:
        slips.extend(_odd(lines, span))
    for key, at in tree.colonless:
        slips.extend(_colonless(lines, key, *at, known))
    braces = (slip for slip in tree.slips if slip.kind is kinds.KEY_NOT_TEXT)
    slips.extend(
        _placeholder(lines, slip) for slip in braces if lines[slip.line].startswith("{{", slip.column - 1)
    )
    return slips


def remarks(tree: Tree, lines: Lines) -> list[Slip]:
    """What can stay as it is but asks for a look."""
    slips = [slip for span in tree.odd for slip in _remark(lines, span)]
    slips.extend(_comma(lines, span) for span in tree.commas)
    slips.extend(_cuts(tree, lines))
    return slips


def root_slips(tree: Tree, lines: Lines) -> list[Slip]:
    """The colons of a document that is one text, because every colon in it is a full-width one."""
    if not isinstance(tree.value, str) or tree.last is None or not tree.last.plain:
        return []
    numbers = range(tree.last.line, tree.last.end_line + 1)
    return [slip for number in numbers for slip in line_slips(number, lines[number])]


def _colons(tree: Tree, lines: Lines, suspects: list[tuple[int, int]], known: Keys) -> list[Slip]:
    if not suspects:
        return []
    spans = tree.spans or []
    starts = [(span.line, span.column) for span in spans]
    slips: dict[tuple[int, int], list[Slip]] = {}
    for line, column in suspects:
        span = spans[bisect_right(starts, (line, column)) - 1] if spans else None
        if span is None or not span.plain or not span.covers(line, column) or span.flow == "[":
            continue
        start = span.column if line == span.line else 0
        if (line, start if span.flow else 0) in slips:
            continue
        if span.flow:
            end = span.end_column if line == span.end_line else len(lines[line])
            keyed = not lines[line][:start].rstrip().endswith(":")
            slips[line, start] = flow_slips(line, lines[line], start, end, known, keyed=keyed)
        else:
            slips[line, 0] = line_slips(line, lines[line], known)
    return [slip for group in slips.values() for slip in group]


def _mark(lines: Lines, mark: Mark) -> list[Slip]:
    """A tag, an anchor that nothing refers to, an alias that leads nowhere."""
    line = lines[mark.line]
    if mark.sign != "!":
        return [needs_quotes(lines, mark.line, mark.column, flow=mark.flow)]
    tag = _TAG.search(line, mark.column)
    if tag is None:
        return [Slip(kinds.TAG, mark.line, mark.column, "内容文件不使用类型标签", short(line.strip()))]
    if mark.scalar and not tag[0].startswith(("!!", "!<", "! ")):
        return [needs_quotes(lines, mark.line, tag.start(), flow=mark.flow)]
    edit = Edit(mark.line, tag.start(), tag.end(), "")
    found = short(tag[0].strip())
    return [Slip(kinds.TAG, mark.line, tag.start(), f"内容文件不使用类型标签“{found}”", found, edits=(edit,))]


def _colonless(lines: Lines, key: str, number: int, column: int, known: Keys) -> list[Slip]:
    """A key in braces without a value: perhaps its colon is a full-width one, lacks its space, or is missing."""
    line = lines[number]
    if "：" in key or ":" in key:
        return flow_slips(number, line, column, item_end(line, column))
    word = key.split(" ", 1)[0]
    if word == key or word not in known or not line.startswith(word, column):
        return []
    edit = Edit(number, column + len(word), column + len(word) + 1, ": ")
    return [
        Slip(
            kinds.NO_COLON,
            number,
            column,
            f"“{word}”后面缺少英文冒号",
            short(key),
            f"{word}: ",
            edits=(edit,),
        )
    ]


def _placeholder(lines: Lines, slip: Slip) -> Slip:
    """A value that begins with `{{`, which YAML takes for a mapping within a mapping."""
    message = "以“{{”开头的值会被当作括号结构，必须加英文引号"
    return quote(lines, slip.line, slip.column - 1, kinds.KEY_NOT_TEXT, message)


def _odd(lines: Lines, span: Span) -> list[Slip]:
    line = lines[span.line]
    if span.style:
        empty = _EMPTY_BLOCK.match(line, span.column)
        return [needs_quotes(lines, span.line, span.column)] if empty else []
    if span.value.startswith(("“", "‘")):
        if span.flow and not _CHINESE_CLOSED.search(span.value):
            slips = flow_slips(span.line, line, span.column, min(len(line), span.column + _NEAR))
            return [slip for slip in slips if slip.column == span.column]
        chinese = _CHINESE_QUOTED.fullmatch(span.value) and span.value[1:].startswith(_SIGNS)
        return [_chinese_quotes(lines, span)] if chinese else []
    if _BRACKETED.fullmatch(span.value) and span.line == span.end_line:
        return flow_slips(span.line, line, span.column, span.end_column)
    return _own_line(lines, span)


def _own_line(lines: Lines, span: Span) -> list[Slip]:
    """Full-width dashes and spaces, and dashes without a space, where nothing but them precedes a text."""
    first = lines[span.line]
    if span.flow or first[: span.column].strip(" -") or span.value[0] in "=［｛":
        return []
    is_key = first[span.end_column :].lstrip(" \t").startswith(":") and span.line == span.end_line
    if span.value[0] in "\u3000\xa0" and not is_key:
        return []
    numbers = range(span.line, span.end_line + 1)
    slips = [slip for number in numbers for slip in line_slips(number, lines[number])]
    return slips if slips and slips[0].line == span.line else []


def _remark(lines: Lines, span: Span) -> list[Slip]:
    if span.style or span.line != span.end_line:
        return []
    if span.value.startswith("="):
        message = "值以“=”开头，请加英文引号"
        return [
            quote(lines, span.line, span.column, kinds.EQUALS, message, flow=bool(span.flow), advice=True)
        ]
    return [_chinese_quotes(lines, span, advice=True)] if _CHINESE_QUOTED.fullmatch(span.value) else []


def _chinese_quotes(lines: Lines, span: Span, *, advice: bool = False) -> Slip:
    """A value wholly within Chinese quotes: a fault where they stand for ASCII ones, else worth a look."""
    text = lines[span.line][span.column : span.end_column]
    edit = Edit(span.line, span.column, span.end_column, quoted(text[1:-1]))
    message = "整个值用了中文引号，应当用英文引号"
    severity = kinds.CUT.severity if advice else None
    if advice:
        message = "整个值在中文引号里：中文引号会原样显示在报告中；如果只是用来包住值，请改成英文引号"
    return Slip(
        kinds.FULL_WIDTH,
        span.line,
        span.column,
        message,
        short(text),
        edits=(edit,),
        advice=advice,
        severity=severity,
    )


def _comma(lines: Lines, span: Span) -> Slip:
    """An item of a bracketed list with a full-width comma in it: perhaps two items."""
    line = lines[span.line]
    last = span.end_column if span.line == span.end_line else len(line)
    column = max(line.find("，", span.column, last), span.column)
    edits = [
        Edit(span.line, at, at + 1, ", ")
        for at in range(column, min(last, column + _NEAR))
        if line[at] == "，"
    ]
    message = (
        "方括号里的“，”不会把内容分成几项；如果本来是几项，请用英文逗号，如果确是一句话，请给它加英文引号"
    )
    return Slip(
        kinds.FULL_WIDTH,
        span.line,
        column,
        message,
        short(span.value),
        ", ",
        edits=tuple(edits),
        advice=True,
        severity=kinds.CUT.severity,
    )


def _cuts(tree: Tree, lines: Lines) -> list[Slip]:
    """Values whose end was taken for a comment."""
    spans = tree.spans or []
    starts = [(span.line, span.column) for span in spans]
    slips = []
    for number in range(len(lines)) if spans else ():
        line = lines[number]
        for match in re.finditer(r"(?<=[ \t])#", line):
            column = match.start()
            if not line[:column].strip():
                break
            at = bisect_right(starts, (number, column)) - 1
            if at >= 0 and spans[at].covers(number, column):
                continue
            header = at >= 0 and spans[at].style in ("|", ">") and spans[at].line == number
            if HASH.match(line, column) and not header:
                slips.append(_cut(line, number, column, spans[at] if at >= 0 else None))
            break
    return slips


def _cut(line: str, number: int, column: int, span: Span | None) -> Slip:
    lost = short(line[column:].strip())
    start = column
    if span and span.plain and span.value and (span.end_line, span.line) == (number, number):
        start = span.column if not line[span.end_column : column].strip() else column
    end = item_end(line, start) if span and span.flow else len(line.rstrip(BLANKS))
    edit = Edit(number, start, end, quoted(line[start:end]))
    if start == column and not line[:column].rstrip().endswith((":", "-", ",")):
        edit = Edit(number, column + 1, column + 1, " ")
    message = f"“{lost}”被当作注释丢掉了；如果是正文请给值加英文引号，如果是注释请在 # 后加一个空格"
    return Slip(kinds.CUT, number, column, message, lost, edits=(edit,), advice=True)
