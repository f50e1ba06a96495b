"""Explains lines that do not stand where the mapping or list that they belong to stands."""

from __future__ import annotations

from generator.content import yaml_kinds as kinds
from generator.content.yaml_brackets import after_brackets, after_quote
from generator.content.yaml_lines import BLANKS, Edit, Slip, indent_of, is_content, shape
from generator.content.yaml_scene import Scene
from generator.content.yaml_slips import line_slips


def block_key(scene: Scene) -> list[Slip]:
    """Something other than a key where the keys of a mapping stand."""
    slips = after_quote(scene) or after_brackets(scene)
    if slips or scene.number >= len(scene.lines):
        return slips
    line, column = scene.line, scene.column
    if not scene.at_start:
        return []
    if line[column : column + 1] == ":":
        edit = Edit(scene.number, indent_of(line), len(line), "")
        return [scene.slip(kinds.EMPTY_KEY, scene.number, column, "冒号前面没有键名", edit)]
    slips = line_slips(scene.number, line)
    if slips:
        return slips
    if line[column:].startswith("- ") or line[column:].strip() == "-":
        return _dash_among_keys(scene)
    return _under_indented_text(scene) or _after_quoted_line(scene) or _between_levels(scene)


def block_item(scene: Scene) -> list[Slip]:
    """Something other than a dash where the items of a list stand."""
    slips = after_quote(scene) or after_brackets(scene)
    if slips or not scene.at_start or scene.number >= len(scene.lines):
        return slips
    slips = line_slips(scene.number, scene.line)
    if slips:
        return slips
    if scene.line.lstrip().startswith("- "):
        return [indent_slip(scene, scene.number, scene.fault.from_column, scene.fault.from_line)]
    if scene.line.lstrip().startswith(("{", "[")):
        edit = Edit(scene.number, 0, indent_of(scene.line), " " * scene.fault.from_column + "- ")
        return [scene.slip(kinds.LIST, scene.number, scene.column, "列表项前面缺少“- ”", edit)]
    return _key_among_items(scene)


def _key_among_items(scene: Scene) -> list[Slip]:
    """A key that stands as far left as the dashes: it belongs to the item before it."""
    here = shape(scene.line)
    for number in range(scene.number - 1, -1, -1) if here.key else ():
        above = shape(scene.lines[number])
        if is_content(scene.lines[number]) and above.key and above.start > here.start:
            return [indent_slip(scene, scene.number, above.start, number)]
        if is_content(scene.lines[number]) and above.indent < here.indent:
            break
    return []


def indent_slip(scene: Scene, number: int, target: int, like: int) -> Slip:
    """The slip of a block of lines that begins at `number` and should stand where line `like` does."""
    line = scene.lines[number]
    depth = indent_of(line)
    numbers = scene.block(number)
    if target > depth and not line[depth:].startswith("- "):
        dashes = (
            n
            for n in numbers
            if indent_of(scene.lines[n]) == depth and scene.lines[n][depth:].startswith("- ")
        )
        numbers = range(number, next(dashes, numbers.stop))
    edits = scene.moved(numbers, target - depth)
    written = scene.lines.column(number, depth)
    message = f"缩进了 {written} 格，与第 {like + 1} 行对不齐（应当缩进 {target} 格）"
    return scene.slip(kinds.INDENT, number, depth, message, *edits, expected=f"行首 {target} 个空格")


def _dash_among_keys(scene: Scene) -> list[Slip]:
    """An item of a list that stands as deep as the keys of the item before it."""
    depth = indent_of(scene.line)
    for number in range(scene.number - 1, -1, -1):
        line = scene.lines[number]
        indent = indent_of(line)
        if is_content(line) and line[indent:].startswith("- ") and indent != depth:
            return [indent_slip(scene, scene.number, indent, number)]
        if is_content(line) and indent < depth:
            break
    message = "这里应当是“键: 值”，却是以“- ”开头的列表项；列表要写在它的键的下一行"
    return [scene.slip(kinds.LIST, scene.number, depth, message)]


def _under_indented_text(scene: Scene) -> list[Slip]:
    """A line of a text block (`|` or `>`) that stands too far left to belong to it."""
    last = scene.last
    if last is None or last.style not in ("|", ">") or last.end_line != scene.number or shape(scene.line).key:
        return []
    owner, first = shape(scene.lines[last.line]), last.line + 1
    if indent_of(scene.line) <= owner.start or not is_content(scene.lines[first]):
        return []
    return [indent_slip(scene, scene.number, indent_of(scene.lines[first]), first)]


def _after_quoted_line(scene: Scene) -> list[Slip]:
    """A line of text that goes on after a quoted value: the quote should end with it."""
    last, number, line = scene.last, scene.number, scene.line
    if (
        last is None
        or last.style not in ("'", '"')
        or last.end_line != scene.previous(number)
        or shape(line).key
    ):
        return []
    if last.style in line or indent_of(line) <= shape(scene.lines[last.line]).indent:
        return []
    end = len(line.rstrip(BLANKS))
    edits = Edit(number, end, end, last.style), Edit(last.end_line, last.end_column - 1, last.end_column, "")
    message = "上一行的引号已经结束，这一行却还有文字"
    return [scene.slip(kinds.QUOTES, number, indent_of(line), message, *edits)]


def _between_levels(scene: Scene) -> list[Slip]:
    """A key that stands between two levels: it belongs to the nearer one."""
    here = shape(scene.line)
    if not here.key:
        return []
    levels: dict[int, int] = {}
    bound: int | None = None
    for number in range(scene.number - 1, -1, -1):
        line = scene.lines[number]
        above = shape(line)
        if is_content(line) and above.key and (bound is None or above.start < bound):
            bound = above.start
            levels.setdefault(above.start, number)
        if bound == 0:
            break
    if not levels or here.indent in levels:
        return []
    target = min(levels, key=lambda level: (abs(level - here.indent), -level))
    return [indent_slip(scene, scene.number, target, levels[target])]
