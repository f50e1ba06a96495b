"""Values that must be quoted: where they end, and the slip that shows them quoted."""

from __future__ import annotations

import re

from generator.content import yaml_kinds as kinds
from generator.content.yaml_lines import BLANKS, Edit, Lines, Slip, continued, quoted, shape, short, value_end
from generator.findings import Kind

_KEY_AHEAD = re.compile(r"[^#:]{1,80}?(?=[ \t]{0,9}:(?:[ \t]|$))")
_CHINESE_QUOTED = re.compile(r"[“‘]([^“”‘’]*)[”’]")
_CLOSING = {"[": "]", "{": "}"}


def item_end(line: str, start: int) -> int:
    """Where an item within brackets ends that begins at `start`: before the comma or bracket that ends it."""
    end = _item_end(line, start, nested=True)
    return end if end is not None else _item_end(line, start, nested=False) or len(line)


def _item_end(line: str, start: int, *, nested: bool) -> int | None:
    """The end of an item; with `nested`, brackets within it count, and None says that one is never closed."""
    depth = 0
    for column in range(start, len(line)):
        ch = line[column]
        if nested and ch in "[{":
            depth += 1
        elif depth and ch in "]}":
            depth -= 1
        elif not depth and ch in ",]}":
            return len(line[:column].rstrip(BLANKS))
    return None if depth else len(line.rstrip(BLANKS))


def open_brackets(line: str, start: int, end: int, stack: str = "") -> str:
    """The brackets still open at `end` of those open at `start` (`stack`) and opened since; quotes are skipped."""
    fresh = True
    column = start
    while column < end:
        ch = line[column]
        if fresh and ch in "\"'":
            column = max(line.find(ch, column + 1, end), column)
        elif ch in "[{":
            stack += ch
        elif ch in "]}":
            stack = stack[:-1]
        elif ch == "#" and column and line[column - 1] in " \t":
            break
        fresh = ch in "[{]},:" or (fresh and ch.isspace())
        column += 1
    return stack


def closers(stack: str) -> str:
    """The brackets that close the open ones."""
    return "".join(_CLOSING[ch] for ch in reversed(stack))


def in_brackets(line: str, column: int) -> bool:
    """Whether a column lies within brackets that the value of the line begins with."""
    start = shape(line).value
    return line[start : start + 1] in ("[", "{") and bool(open_brackets(line, start, column))


def quote(
    lines: Lines,
    number: int,
    column: int,
    kind: Kind,
    message: str,
    *,
    flow: bool = False,
    advice: bool = False,
) -> Slip:
    """The slip of a value that begins at `column` and needs quotes; in `flow` it ends with its item.

    Where the text is a key, only the key is quoted.
    """
    line = lines[number]
    flow = flow or in_brackets(line, column)
    before = line[:column].rstrip()
    key = _KEY_AHEAD.match(line, column) if before.endswith(("{", ",")) or not before.strip(" -") else None
    last = number if flow or key else continued(lines, number)
    if last > number:
        return _quote_lines(lines, number, column, last, kind, message, advice=advice)
    end = key.end() if key else (item_end(line, column) if flow else value_end(line, column))
    text = line[column:end]
    chinese = _CHINESE_QUOTED.fullmatch(text)
    new = quoted(chinese[1] if chinese else text)
    edit = Edit(number, column, end, new)
    return Slip(kind, number, column, message, short(text), short(new), edits=(edit,), advice=advice)


def _quote_lines(
    lines: Lines, number: int, column: int, last: int, kind: Kind, message: str, *, advice: bool
) -> Slip:
    """The slip of a value that goes on to line `last`, where its closing quote belongs."""
    text = "".join(lines[n] for n in range(number, last + 1))
    sign = "'" if '"' in text or "\\" in text else '"'
    end = len(lines[last].rstrip(BLANKS))
    edits = [Edit(number, column, column, sign), Edit(last, end, end, sign)]
    if sign == "'":
        spots = ((n, m.start()) for n in range(number, last + 1) for m in re.finditer("'", lines[n]))
        edits[1:1] = [Edit(n, at, at + 1, "''") for n, at in spots if (n, at) > (number, column)]
    message += f"（另一半引号加在第 {last + 1} 行末尾）"
    return Slip(
        kind, number, column, message, short(lines[number][column:]), edits=tuple(edits), advice=advice
    )


def needs_quotes(lines: Lines, number: int, column: int, *, flow: bool = False) -> Slip:
    """The slip of a value that begins with a sign of YAML's own."""
    sign = lines[number][column : column + 1]
    message = f"值以“{sign}”开头，必须加英文引号"
    return quote(lines, number, column, kinds.NEEDS_QUOTES, message, flow=flow)
