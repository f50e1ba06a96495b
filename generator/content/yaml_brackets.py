"""Explains what is wrong within, around and right after brackets and quotes."""

from __future__ import annotations

import re

from generator.content import yaml_kinds as kinds
from generator.content.yaml_lines import BLANKS, Edit, Slip, indent_of, is_content, quoted, shape, value_end
from generator.content.yaml_quoting import closers, in_brackets, item_end, needs_quotes, open_brackets, quote
from generator.content.yaml_scene import Scene
from generator.content.yaml_slips import flow_slips

_KEY_ONLY = re.compile(r"[ ]*(?:- +)*[^\s#\"'{}\[\]]{1,30}: *")
_HASH = re.compile(r"(?<=[ \t])#(?=[^\s#])")
_TEXT_BEFORE = re.compile(r"(?P<sign>[{\[,:]) *(?P<text>[^\s{}\[\],:\"'][^{}\[\],:]{0,80}?) *$")
_LAST_WORD = re.compile(r"(?P<gap>\s+)(?P<word>[^\s\"'{}\[\],:]+)\s*$")


def after_quote(scene: Scene) -> list[Slip]:
    """A text behind the closing quote, or a quote that was closed by the next one's opening."""
    last = scene.last
    if last is None or last.plain or last.style not in ("'", '"') or last.end_line != scene.number:
        return []
    line = scene.line
    if line[last.end_column : scene.column].strip() or not line[scene.column :].strip():
        return []
    if last.line < scene.number:
        if not _KEY_ONLY.fullmatch(line, 0, last.end_column - 1):
            return []
        opened = scene.lines[last.line]
        end = item_end(opened, last.column + 1) if last.flow else len(opened.rstrip(BLANKS))
        message = f"从这里开始的引号“{last.style}”没有配对的另一半"
        edit = Edit(last.line, end, end, last.style)
        return [scene.slip(kinds.QUOTES, last.line, last.column, message, edit)]
    flow = bool(last.flow) or in_brackets(line, last.column)
    end = item_end(line, last.end_column) if flow else value_end(line, last.end_column)
    edit = Edit(scene.number, last.column, end, quoted(line[last.column : end]))
    message = "引号结束之后还有文字；整个值要用另一种英文引号包起来"
    return [scene.slip(kinds.QUOTES, scene.number, last.column, message, edit)]


def after_brackets(scene: Scene) -> list[Slip]:
    """A text, or one bracket too many, behind the closing bracket."""
    line, column = scene.line, scene.column
    start = shape(line).value
    if line[start : start + 1] not in ("[", "{") or not line[:column].rstrip().endswith(("]", "}")):
        return []
    end = value_end(line, start)
    if end <= column:
        return []
    if not line[column:end].strip("]} "):
        return [
            scene.slip(
                kinds.BRACKETS, scene.number, column, "多了一个括号", Edit(scene.number, column, end, "")
            )
        ]
    key = _KEY_ONLY.match(line, column)
    if key and key[0].strip(" :") in scene.known:
        message = f"“{key[0].strip(' :')}”应当另起一行"
        return [scene.slip(kinds.SYNTAX, scene.number, column, message)]
    message = "括号结束之后还有文字；如果括号是文字的一部分，必须给整个值加英文引号"
    return [quote(scene.lines, scene.number, start, kinds.BRACKETS, message)]


def flow(scene: Scene) -> list[Slip]:
    """Something between brackets that is neither a comma nor the end."""
    return (
        _hash(scene)
        or after_quote(scene)
        or _full_width(scene)
        or _unclosed(scene)
        or _wrong_closer(scene)
        or _opened_in_text(scene)
        or _missing_comma(scene)
    )


def node(scene: Scene) -> list[Slip]:
    """A bracket or comma where a value belongs."""
    if scene.number >= len(scene.lines) or not scene.line[scene.column :].strip():
        return flow(scene) if scene.flow else []
    ch = scene.line[scene.column]
    if scene.flow or in_brackets(scene.line, scene.column):
        slips = _hash(scene) or _full_width(scene)
        if not slips and ch == ",":
            edit = Edit(scene.number, scene.column, scene.column + 1, "")
            slips = [scene.slip(kinds.BRACKETS, scene.number, scene.column, "多了一个逗号", edit)]
        if not slips and ch == ":":
            slips = [scene.slip(kinds.EMPTY_KEY, scene.number, scene.column, "冒号前面没有键名")]
        return slips or _unclosed(scene) or _wrong_closer(scene)
    return [needs_quotes(scene.lines, scene.number, scene.column)] if ch in "]},%@`" else []


def _hash(scene: Scene) -> list[Slip]:
    """A bracket that is never closed because the rest of its line was taken for a comment."""
    for number in sorted({scene.fault.from_line, scene.number}):
        line = scene.lines[number]
        match = _HASH.search(line)
        if match and in_brackets(line, match.start()):
            start = match.start()
            edit = Edit(number, start, item_end(line, start), quoted(line[start : item_end(line, start)]))
            message = "空格加 # 之后的内容被当作注释，括号因此没有结束；值里有 # 时必须加英文引号"
            return [scene.slip(kinds.NEEDS_QUOTES, number, start, message, edit)]
    return []


def _full_width(scene: Scene) -> list[Slip]:
    """Full-width signs on the lines from the opening bracket to the error."""
    first = scene.fault.from_line
    slips: list[Slip] = []
    for number in range(first, min(scene.number, len(scene.lines) - 1) + 1):
        line = scene.lines[number]
        bracket = number == first and line[scene.fault.from_column : scene.fault.from_column + 1] in (
            "[",
            "{",
        )
        if number > first and number == scene.number and _starts_block(scene, number):
            break
        start = scene.fault.from_column if bracket else 0
        slips.extend(flow_slips(number, line, start, len(line)))
    return slips


def _starts_block(scene: Scene, number: int) -> bool:
    """Whether a line looks like one of block YAML: a key no deeper than the bracket's line, or without its signs."""
    line = scene.lines[number]
    outside = indent_of(line) <= indent_of(scene.lines[scene.fault.from_line])
    if not shape(line).key:
        return outside and line.lstrip(" ").startswith("- ")
    return outside or not line.rstrip().endswith((",", "]", "}"))


def _unclosed(scene: Scene) -> list[Slip]:
    """A bracket that is not closed before the next line of block YAML."""
    number, first = scene.number, scene.fault.from_line
    if number <= first and number < len(scene.lines) and scene.line[scene.column :].strip():
        return []
    later = (n for n in range(first + 1, len(scene.lines)) if _starts_block(scene, n))
    end = next(later, len(scene.lines))
    filled = [n for n in range(first, end) if is_content(scene.lines[n])]
    if not filled:
        return []
    stack = ""
    for n in filled:
        line = scene.lines[n]
        start = scene.fault.from_column if n == first else 0
        stack = open_brackets(line, start, len(line), stack)
    if not stack:
        return []
    column = value_end(scene.lines[filled[-1]], 0)
    edit = Edit(filled[-1], column, column, closers(stack))
    bracket = scene.lines[first][scene.fault.from_column : scene.fault.from_column + 1]
    message = f"从这里开始的括号“{bracket}”没有结束"
    if filled[-1] != first:
        message += f"；应当在第 {filled[-1] + 1} 行末尾补上“{closers(stack)}”"
    return [scene.slip(kinds.BRACKETS, first, scene.fault.from_column, message, edit)]


def _wrong_closer(scene: Scene) -> list[Slip]:
    line, column = scene.line, scene.column
    if line[column : column + 1] not in ("]", "}") or scene.number != scene.fault.from_line:
        return []
    right = closers(open_brackets(line, scene.fault.from_column, column)[-1:])
    if not right:
        return []
    message = f"括号没有配对：这里应当是“{right}”"
    return [
        scene.slip(
            kinds.BRACKETS, scene.number, column, message, Edit(scene.number, column, column + 1, right)
        )
    ]


def _opened_in_text(scene: Scene) -> list[Slip]:
    """A bracket that opens in or after a text: the colon before it is missing, or the text needs quotes."""
    line, column = scene.line, scene.column
    before = _TEXT_BEFORE.search(line, 0, column)
    if not before or line[column : column + 1] not in ("[", "{"):
        return []
    text, start = before["text"], before.start("text")
    if text in scene.known and before["sign"] != ":":
        edit = Edit(scene.number, before.end("text"), column, ": ")
        return [scene.slip(kinds.NO_COLON, scene.number, start, f"“{text}”后面缺少英文冒号", edit)]
    message = "值里有括号，必须给整个值加英文引号"
    return [quote(scene.lines, scene.number, start, kinds.BRACKETS, message, flow=True)]


def _missing_comma(scene: Scene) -> list[Slip]:
    """Two items without a comma between them, or a colon within an item."""
    last, line = scene.last, scene.line
    if last is None or not last.plain or line[scene.column : scene.column + 1] != ":":
        return []
    if last.line < scene.number:
        return _comma_at_line_end(scene)
    word = _LAST_WORD.search(line, last.column, scene.column)
    if word and (word["word"] in scene.known or not scene.known):
        edit = Edit(scene.number, word.start("gap"), word.end("gap"), ", ")
        message = f"“{word['word']}”前面缺少英文逗号"
        return [scene.slip(kinds.BRACKETS, scene.number, word.start("word"), message, edit)]
    message = "值里有英文冒号，必须给整个值加英文引号"
    return [quote(scene.lines, scene.number, last.column, kinds.COLON_INSIDE, message, flow=True)]


def _comma_at_line_end(scene: Scene) -> list[Slip]:
    """A line within brackets that lacks the comma before the key on the next one."""
    before = scene.previous(scene.number)
    if before is None or " " in scene.line[: scene.column].strip():
        return []
    end = value_end(scene.lines[before], 0)
    message = "括号里这一行的末尾缺少英文逗号"
    return [scene.slip(kinds.BRACKETS, before, max(end - 1, 0), message, Edit(before, end, end, ","))]
