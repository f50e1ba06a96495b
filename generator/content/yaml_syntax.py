"""Explains syntax errors of YAML: finds the slip that caused one, and how the line reads when it is mended.

Every rule takes the scene and returns the slips it recognises; slips without edits explain but cannot mend.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.content import yaml_kinds as kinds
from generator.content.yaml_brackets import flow, node
from generator.content.yaml_events import Trouble
from generator.content.yaml_indent import block_item, block_key, indent_slip
from generator.content.yaml_lines import (
    BLANKS,
    Edit,
    Slip,
    continued,
    indent_of,
    is_content,
    quoted,
    shape,
    value_end,
)
from generator.content.yaml_quoting import in_brackets, item_end, needs_quotes, quote
from generator.content.yaml_scene import Scene
from generator.content.yaml_slips import flow_slips, line_slips

Rule = Callable[[Scene], list[Slip]]

_KEY_THEN = re.compile(r"[ ]*(?:- +)*(?P<key>[^\s;；=＝,，、]+)(?P<gap>\s*[;；=＝]\s*|\s+|$)")
_KEY_QUOTED = re.compile(r"[\"'][^\s\"':：]{1,30}(?=: )")
_DOUBLE_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_STILL = "读到这里不符合 YAML 的写法"
_SAYINGS = {
    Trouble.COLON: "这里不该有冒号",
    Trouble.NO_COLON: "这一行应当是“键: 值”，却没有英文冒号",
    Trouble.TIGHT: "冒号后面缺一个英文空格",
    Trouble.TAB: "这里不能用制表符（Tab）",
    Trouble.CHARACTER: "值不能以这个符号开头",
    Trouble.DASH: "列表不能写在键的同一行",
    Trouble.QUOTE: "引号没有配对",
    Trouble.ESCAPE: "英文双引号里的反斜杠“\\”写法不对",
    Trouble.MARKER: "值以特殊符号开头，应当加英文引号",
    Trouble.NODE: "这里应当有一个值",
    Trouble.BLOCK_KEY: "这里应当是与上面对齐的“键: 值”",
    Trouble.BLOCK_ITEM: "这里应当是与上面对齐、以“- ”开头的列表项",
    Trouble.FLOW: "括号里缺少逗号，或括号没有配对",
    Trouble.DOCUMENT: "内容到前面已经结束，这里又有新的内容",
}


def explain(scene: Scene) -> list[Slip]:
    """The slips behind a syntax error: at least one, without edits where no mend is known."""
    return _RULES[scene.fault.trouble](scene) or [_unexplained(scene)]


def _unexplained(scene: Scene) -> Slip:
    """What can be said of an error that no rule knows."""
    number, column = scene.number, scene.column
    if scene.fault.trouble is Trouble.ESCAPE:
        number, column = scene.fault.from_line, scene.fault.from_column
    number = min(number, len(scene.lines) - 1)
    if not is_content(scene.lines[number]):
        number = scene.previous(number) or number
        column = 0
    column = min(column, len(scene.lines[number]))
    column = column or indent_of(scene.lines[number])
    return scene.slip(kinds.SYNTAX, number, column, _SAYINGS.get(scene.fault.trouble, _STILL))


def _colon(scene: Scene) -> list[Slip]:
    """A second colon in a line, or a text that went on into this line."""
    last = scene.last
    if last and last.plain and last.line < scene.number:
        return _run_on(scene, last.line, last.column)
    line = scene.line
    start = shape(line).value
    if start > scene.column or (scene.flow and last):
        start = last.column if last else scene.column
    if line[start : start + 1] in ("［", "｛"):
        return flow_slips(scene.number, line, start, value_end(line, start))
    message = "值里有英文冒号，必须给整个值加英文引号"
    if not scene.flow and continued(scene.lines, scene.number) > scene.number:
        edit = Edit(scene.number, scene.column, scene.column + 1, "：")
        message = "值里有英文冒号，应当改成中文冒号"
        return [scene.slip(kinds.COLON_INSIDE, scene.number, start, message, edit)]
    if line[start : start + 1] in ("“", "‘"):
        message = "值里有英文冒号，中文引号不起作用，必须用英文引号"
    return [quote(scene.lines, scene.number, start, kinds.COLON_INSIDE, message, flow=scene.flow)]


def _run_on(scene: Scene, first: int, column: int) -> list[Slip]:
    """A text that begins in line `first` ran on into a line with a key: one of the two is at fault."""
    head = shape(scene.lines[first])
    has_key = bool(head.key) and head.value == column
    for number in range(scene.number - 1, first - (not has_key), -1):
        slips = line_slips(number, scene.lines[number]) or _missing_colon(scene, number)
        if slips:
            return slips
    if has_key:
        return line_slips(scene.number, scene.line) or [indent_slip(scene, scene.number, head.start, first)]
    return [scene.slip(kinds.NO_COLON, first, column, _SAYINGS[Trouble.NO_COLON])]


def _no_colon(scene: Scene) -> list[Slip]:
    """A line where a key belongs and no colon is."""
    number = scene.fault.from_line
    line = scene.lines[number]
    slips = line_slips(number, line) or _missing_colon(scene, number)
    if slips:
        return slips
    start = indent_of(line)
    before = scene.previous(number)
    if before is not None:
        above = shape(scene.lines[before])
        if scene.lines[before][above.indent :].startswith("- ") and above.indent == start:
            edit = Edit(number, start, start, "- ")
            return [scene.slip(kinds.LIST, number, start, "列表项前面缺少“- ”", edit)]
        if above.key and above.start == start and above.value < len(scene.lines[before]):
            message = "这一行既没有“键: ”，也没有比上一行的键多缩进，不知道是不是上一行的继续"
            return [scene.slip(kinds.NO_COLON, number, start, message, Edit(number, 0, 0, "  "))]
    return [scene.slip(kinds.NO_COLON, number, start, _SAYINGS[Trouble.NO_COLON])]


def _missing_colon(scene: Scene, number: int) -> list[Slip]:
    """A known key with something else than a colon behind it."""
    line = scene.lines[number]
    match = _KEY_THEN.match(line)
    if not match or match["key"] not in scene.known:
        return []
    edit = Edit(number, match.start("gap"), match.end("gap"), ": " if line[match.end() :].strip() else ":")
    message = f"“{match['key']}”后面缺少英文冒号"
    return [
        scene.slip(kinds.NO_COLON, number, match.start("key"), message, edit, expected=f"{match['key']}: ")
    ]


def _character(scene: Scene) -> list[Slip]:
    if scene.line[scene.column : scene.column + 1] == "\t":
        return _tab(scene)
    return [needs_quotes(scene.lines, scene.number, scene.column, flow=scene.flow)]


def _tight(scene: Scene) -> list[Slip]:
    edit = Edit(scene.number, scene.column + 1, scene.column + 1, " ")
    return [scene.slip(kinds.SPACE, scene.number, scene.column + 1, _SAYINGS[Trouble.TIGHT], edit)]


def _tab(scene: Scene) -> list[Slip]:
    """Tabs before the content of this line and of those that follow it."""
    slips: list[Slip] = []
    for number in range(scene.number, len(scene.lines)):
        line = scene.lines[number]
        blank = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" not in blank:
            break
        slips.extend(line_slips(number, line)[:1])
    if slips:
        return slips
    column = scene.line.find("\t", scene.column)
    column = column if column >= 0 else scene.line.find("\t")
    if column < 0:
        return []
    edit = Edit(scene.number, column, column + 1, " ")
    return [scene.slip(kinds.TAB, scene.number, column, "这里用了制表符（Tab），应当用空格", edit)]


def _dash(scene: Scene) -> list[Slip]:
    """A list that begins on the line of its key."""
    line, column = scene.line, scene.column
    end = value_end(line, column)
    item = line[column + 1 : end].strip()
    last = scene.last
    if last and last.plain and last.line < scene.number:
        return _run_on(scene, last.line, last.column)
    text = f"[{quoted(item) if re.search('[][{},:#]', item) else item}]" if item else quoted(line[column:end])
    message = "列表不能写在键的同一行"
    return [scene.slip(kinds.LIST, scene.number, column, message, Edit(scene.number, column, end, text))]


def _quote(scene: Scene) -> list[Slip]:
    """A quote that is never closed: it ends with its line, or with its item."""
    number, column = scene.fault.from_line, scene.fault.from_column
    line = scene.lines[number]
    flow = scene.flow or in_brackets(line, column)
    end = item_end(line, column + 1) if flow else len(line.rstrip(BLANKS))
    sign = line[column : column + 1]
    if sign not in ("'", '"') or end <= column:
        return []
    key = _KEY_QUOTED.match(line, column)
    if key and not line[:column].strip(" -"):
        end = key.end()
    message = f"从这里开始的引号“{sign}”没有配对的另一半"
    return [scene.slip(kinds.QUOTES, number, column, message, Edit(number, end, end, sign))]


def _escape(scene: Scene) -> list[Slip]:
    """A backslash that double quotes do not allow: single quotes do."""
    number, column = scene.fault.from_line, scene.fault.from_column
    match = _DOUBLE_QUOTED.match(scene.lines[number], column)
    if not match:
        return []
    edit = Edit(number, column, match.end(), "'" + match[0][1:-1].replace("'", "''") + "'")
    message = "英文双引号里的反斜杠“\\”有特殊含义，应当改用英文单引号"
    return [scene.slip(kinds.QUOTES, number, column, message, edit)]


def _marker(scene: Scene) -> list[Slip]:
    """A sign of YAML's own at the start of a value that does not go on as YAML expects."""
    number, column = scene.fault.from_line, scene.fault.from_column
    line = scene.lines[number]
    if line.startswith("!!", column) or line.startswith("!<", column):
        end = column + len(line[column:].split(" ", 1)[0])
        end += line.startswith(" ", end)
        return [
            scene.slip(kinds.TAG, number, column, "内容文件不使用类型标签", Edit(number, column, end, ""))
        ]
    if not line[column:].strip():
        return []
    return [needs_quotes(scene.lines, number, column, flow=scene.flow)]


def _document(scene: Scene) -> list[Slip]:
    """A directive, or content after the end."""
    for number in range(min(scene.number + 1, len(scene.lines))):
        if scene.lines[number].startswith("%"):
            return [scene.slip(kinds.SYNTAX, number, 0, "行首的“%”是 YAML 的指令，内容文件里不使用")]
    before = scene.previous(scene.number)
    if before is not None and scene.lines[before].startswith("..."):
        edit = Edit(before, 0, len(scene.lines[before]), "")
        return [scene.slip(kinds.DOCUMENTS, before, 0, "“...”表示内容到此结束，后面的不会被读取", edit)]
    return []


_RULES: dict[Trouble, Rule] = {
    Trouble.COLON: _colon,
    Trouble.NO_COLON: _no_colon,
    Trouble.TIGHT: _tight,
    Trouble.TAB: _tab,
    Trouble.CHARACTER: _character,
    Trouble.DASH: _dash,
    Trouble.QUOTE: _quote,
    Trouble.ESCAPE: _escape,
    Trouble.MARKER: _marker,
    Trouble.NODE: node,
    Trouble.BLOCK_KEY: block_key,
    Trouble.BLOCK_ITEM: block_item,
    Trouble.FLOW: flow,
    Trouble.DOCUMENT: _document,
    Trouble.OTHER: _document,
}
