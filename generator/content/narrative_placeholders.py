"""Placeholders `{{ … }}` of report.md: found, checked on Jinja2's syntax tree, and hidden behind marks.

Nothing is ever executed: a placeholder is a path of names (`得分["预算执行率"]`), which the report looks up.
For the Markdown parser each placeholder is replaced by a mark of the same length, so that every line and column
stays where it was and no text of a placeholder can be taken for markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.content import narrative_names as names
from generator.content.narrative_kinds import (
    BROKEN,
    FORBIDDEN,
    TABLE_USE,
    TOO_LARGE,
    UNKNOWN_NAME,
    UNSUPPORTED,
)
from generator.findings import Finding, Place

MAX_PLACEHOLDERS = 4096
"""How many placeholders one narrative may have: three digits of sixteen marks."""

_ENVIRONMENT = ImmutableSandboxedEnvironment()

# Marks are noncharacters of Unicode, which no text may contain (read_narrative takes them out of the source).
_OPEN, _CLOSE, _FILL = "\ufdd0", "\ufdd1", "\ufdd2"
_DIGITS = "\ufde0\ufde1\ufde2\ufde3\ufde4\ufde5\ufde6\ufde7\ufde8\ufde9\ufdea\ufdeb\ufdec\ufded\ufdee\ufdef"
MARK = re.compile(f"{_OPEN}([{_DIGITS}]+){_FILL}*{_CLOSE}")

_START = re.compile(r"\{\{|\{%|\{#")
_WHOLE = re.compile(r"""\{\{((?:"[^"\n]*"|'[^'\n]*'|[^"'{}\n]){0,300}?)\}\}""")
_STATEMENT = re.compile(r"\{%[^\n]{0,80}?%\}")
_COMMENT = re.compile(r"\{#[^\n}]{0,80}#\}")
_PLAIN_NAME = "[\u4e00-\u9fff]+"
_PLAIN = re.compile(rf""" *({_PLAIN_NAME})((?:\.{_PLAIN_NAME}|\["[^"\\_][^"\\]*"\])*) *""")
_STEP = re.compile(r"""\.([^.\["]+)|\["([^"]*)"\]""")
_FULL_WIDTH = re.compile("[“”‘’＂＇［］【】「」．。｛｝]")
_MANY_BRACKETS = 20
_SEEN = 100
"""How much of a line is looked at to name a fault."""
_MANY_FAULTS = 1000
"""After so many faults the rest of a file is not looked at."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder: its text as typed, its place, and the names it leads through.

    `path` is empty when the placeholder is faulty, or a literal text (`literal`).
    """

    source: str
    line: int
    column: int
    path: tuple[str, ...]
    literal: str | None = None

    @property
    def table(self) -> str | None:
        """The name of the table that this stands for."""
        return self.path[1] if self.path[:1] == ("表",) else None

    @property
    def chart(self) -> str | None:
        """The name of the chart that this stands for."""
        return self.path[1] if self.path[:1] == ("图",) else None

    @property
    def placed(self) -> str | None:
        """The name by which 引用 finds the table or chart that this stands for."""
        return self.table if self.chart is None else names.FIGURE + self.chart

    @property
    def reference(self) -> str | None:
        """The name of the table, or of the figure with 图 in front, that this refers to."""
        return self.path[1] if self.path[:1] == ("引用",) else None


def number_of(mark: re.Match[str]) -> int:
    """The number of the placeholder that a mark stands for."""
    number = 0
    for digit in mark[1]:
        number = number * 16 + _DIGITS.index(digit)
    return number


def find_placeholders(lines: list[str], file: str) -> tuple[list[str], list[Placeholder], list[Finding]]:
    """Hide the placeholders of a text.

    Returns the lines with marks, the placeholders in order, and what is wrong with them.
    """
    found: list[Placeholder] = []
    faults: list[Finding] = []
    known: dict[str, _Reading] = {}
    hidden = [
        _hide(line, Place(file, number), found, faults, known) if "{" in line else line
        for number, line in enumerate(lines, 1)
    ]
    return hidden, found, faults


def _hide(
    line: str, at: Place, found: list[Placeholder], faults: list[Finding], known: dict[str, _Reading]
) -> str:
    """One line with its placeholders hidden."""
    out, position = [], 0
    while len(faults) < _MANY_FAULTS and (start := _START.search(line, position)):
        here = Place(at.file, at.line, start.start() + 1)
        whole = _WHOLE.match(line, start.start()) if start[0] == "{{" else None
        if whole is None or len(found) >= MAX_PLACEHOLDERS:
            faults.append(_unreadable(line, start, here, whole))
            end = whole.end() if whole else start.end()
            out.append(line[position:end])
        else:
            if whole[1] not in known:
                known[whole[1]] = _read(whole[1])
            end = whole.end()
            faults += known[whole[1]].findings(here, whole[0])
            out += [line[position : start.start()], _mark(len(found), len(whole[0]))]
            reading = known[whole[1]]
            found.append(Placeholder(whole[0], here.line, here.column, reading.path, reading.literal))
        position = end
    return "".join([*out, line[position:]])


def _mark(number: int, length: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 16)
        digits = _DIGITS[rest] + digits
    return _OPEN + digits + _FILL * (length - 2 - len(digits)) + _CLOSE


def _unreadable(line: str, start: re.Match[str], here: Place, whole: re.Match[str] | None) -> Finding:
    """The fault of template syntax that is no placeholder."""
    if whole:
        return TOO_LARGE.at(here, f"占位符超过{MAX_PLACEHOLDERS}个", found=whole[0])
    rest = line[start.start() : start.start() + _SEEN]
    if start[0] == "{%":
        statement = _STATEMENT.match(rest)
        return FORBIDDEN.at(
            here, "正文里不能写模板语句 {% … %}", found=statement[0] if statement else _short(rest)
        )
    if start[0] == "{#":
        comment = _COMMENT.match(rest)
        if comment:
            return FORBIDDEN.at(here, "正文里不能写模板注释 {# … #}", found=comment[0], hint="删去注释。")
        return UNSUPPORTED.at(
            here,
            "不能写属性 {#…}：标题和表的锚点由系统生成",
            found=_short(rest),
            hint="删去花括号和里面的内容。",
        )
    return BROKEN.at(here, "占位符没有写完整：{{ 和 }} 要成对，并写在一行里", found=_short(rest))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - a glance


# What a placeholder says ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reading:
    """What an expression means, or why it means nothing."""

    path: tuple[str, ...] = ()
    literal: str | None = None
    fault: tuple[str, str, str] | None = None
    """Code of the kind, message, and what is expected."""

    def findings(self, here: Place, found: str) -> list[Finding]:
        if self.fault is None:
            return []
        code, message, expected = self.fault
        kind = {k.code: k for k in (BROKEN, FORBIDDEN, UNKNOWN_NAME)}[code]
        return [kind.at(here, message, found=found, expected=expected)]


def _read(expression: str) -> _Reading:
    """Read the inside of a placeholder. What Jinja2 would read the same for sure is not shown to it: it takes long."""
    plain = _PLAIN.fullmatch(expression)
    if plain:
        return _named([plain[1], *(attribute or item for attribute, item in _STEP.findall(plain[2]))])
    if sum(expression.count(c) for c in "([{") > _MANY_BRACKETS:
        return _Reading(fault=(FORBIDDEN.code, "占位符太复杂", "{{ 名称.名称 }}"))
    if expression[:1] in ("-", "+") or expression[-1:] in ("-", "+"):
        return _Reading(fault=(FORBIDDEN.code, "占位符里不能写减号、加号", "{{ 名称.名称 }}"))
    try:
        body = _ENVIRONMENT.parse("{{" + expression + "}}").body
    except (TemplateSyntaxError, RecursionError):
        return _Reading(fault=_broken(expression))
    output = body[0] if len(body) == 1 else None
    parts = output.nodes if isinstance(output, nodes.Output) else []
    if len(parts) != 1 or not isinstance(parts[0], nodes.Expr):
        return _Reading(fault=_broken(expression))
    return _meaning(parts[0])


def _broken(expression: str) -> tuple[str, str, str]:
    full_width = _FULL_WIDTH.search(expression)
    if full_width:
        message = f"占位符里有中文符号“{full_width[0]}”，引号、方括号和句点要用英文的"
        return BROKEN.code, message, '{{ 得分["预算执行率"] }}'
    return BROKEN.code, "占位符写得不对", '{{ 资金.支出 }} 或 {{ 得分["预算执行率"] }}'


def _meaning(node: nodes.Expr) -> _Reading:
    """The path of names of an expression; anything but names is refused."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return _Reading(literal=node.value)
    path: list[str] = []
    while not isinstance(node, nodes.Name):
        if isinstance(node, nodes.Getattr):
            path.append(node.attr)
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            path.append(str(node.arg.value))
        else:
            return _Reading(fault=(FORBIDDEN.code, _construct(node), "{{ 名称.名称 }}"))
        node = node.node
    path.append(node.name)
    path.reverse()
    return _named(path)


def _named(path: list[str]) -> _Reading:
    if any(name.startswith("_") for name in path):
        return _Reading(fault=(FORBIDDEN.code, "名称不能以下划线开头", "{{ 名称.名称 }}"))
    unknown = unknown_name(path)
    return _Reading(fault=(UNKNOWN_NAME.code, *unknown)) if unknown else _Reading(tuple(path))


_CONSTRUCTS: tuple[tuple[type[nodes.Expr], str], ...] = (
    (nodes.Filter, "占位符里不能用过滤器“|”"),
    (nodes.Call, "占位符里不能调用函数"),
    (nodes.Test, "占位符里不能写判断"),
    (nodes.CondExpr, "占位符里不能写判断"),
    (nodes.Compare, "占位符里不能写比较"),
    (nodes.BinExpr, "占位符里不能写运算"),
    (nodes.UnaryExpr, "占位符里不能写运算"),
)


def _construct(node: nodes.Expr) -> str:
    return next((said for kind, said in _CONSTRUCTS if isinstance(node, kind)), "占位符里只能写名称")


def unknown_name(path: list[str]) -> tuple[str, str] | None:
    """What is wrong with the names of a path, and what is expected; None when they may be right."""
    root = path[0]
    if root not in names.ROOTS:
        return f"不认识的名称“{root}”", close(root, names.ROOTS)
    length = 3 if root == names.INDICATORS else 2
    if len(path) != length:
        return f"“{root}”要写到具体一项", names.EXAMPLES[root]
    allowed = names.INDICATOR if root == names.INDICATORS else names.FIXED.get(root)
    if root == names.REFERENCE and path[1].startswith(names.FIGURE):
        return None  # the picture of an author, perhaps; see `judge_uses`
    if allowed is not None and path[-1] not in allowed:
        return f"“{'.'.join(path[:-1])}”里没有“{path[-1]}”", close(path[-1], allowed)
    return None


def close(name: str, known: Iterable[str]) -> str:
    """The names that may have been meant: the nearest, else all of them."""
    known = list(known)
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    return "、".join(near or known[:12]) + ("" if near or len(known) <= 12 else "…")  # noqa: PLR2004


# How placeholders belong together ------------------------------------------------------------------------------


def judge_uses(found: list[Placeholder], pictures: list[tuple[str, Place]], file: str) -> Iterator[Finding]:
    """Tables and figures that stand twice, and references to some that stand nowhere.

    `pictures` are the captions and places of the author's pictures.
    """
    placed: set[str] = set()
    marks = [
        (p.placed, p.source, Place(file, p.line, p.column), _mark_for(p.placed)) for p in found if p.placed
    ]
    images = [(names.FIGURE + caption, caption, place, "另一个图名") for caption, place in pictures]
    for name, source, place, instead in (*marks, *images):
        if name in placed:
            yield TABLE_USE.at(place, f"“{name}”放了两次", found=source, expected=instead)
        placed.add(name)
    for placeholder in found:
        if placeholder.reference and placeholder.reference not in placed:
            yield _nowhere(placeholder, placed, Place(file, placeholder.line, placeholder.column))


def _mark_for(name: str) -> str:
    """How to refer to what is placed already."""
    return f"{{{{ 引用.{name} }}}}"


def _nowhere(placeholder: Placeholder, placed: set[str], place: Place) -> Finding:
    """The fault of a reference to what is not placed."""
    name = placeholder.reference or ""
    known = sorted(placed | set(names.REFERENCES))
    if name in names.REFERENCES:
        chart = name.startswith(names.FIGURE)
        expected = f"{{{{ 图.{name[1:]} }}}}" if chart else f"{{{{ 表.{name} }}}}"
    else:
        expected = close(name, [k for k in known if k.startswith(names.FIGURE)])
    what = "图" if name.startswith(names.FIGURE) else "表"
    return TABLE_USE.at(
        place, f"引用了“{name}”，正文里却没有这张{what}", found=placeholder.source, expected=expected
    )
