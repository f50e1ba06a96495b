"""Plain values as YAML that a person would write: plain where that is safe, quoted where YAML needs it."""

from __future__ import annotations

import re
from typing import Any

from generator.content.yaml_reader import read_yaml

_FLOW_KEYS = {"要点", "评分输入", "佐证", "评价期间", "来源", "构成", "目标表", "对应指标", "整改", "审查"}
"""What people write in one line: `{…}`, `[…]`, or a list of such lines."""
_PLAIN = re.compile(r"[\w≥≤（《“①-⑳￥/.-][^\n\t#&*!|>%@`\"'{}\[\],]*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def scalar(text: str, *, flow: bool = False, quote: str = "") -> str:
    """One value in one line; with `quote`, in these quotes where possible, as the value before it was."""
    if quote == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    if not quote and _is_plain(text, flow=flow):
        return text
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in text) + '"'


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether the text means itself without quotes: by a rough look, and then by reading it."""
    if not _PLAIN.fullmatch(text) and (flow or not re.fullmatch(r"[\w≥≤（《“①-⑳][^\n\t]*", text)):
        return False
    line = f"值: {{甲: {text}}}" if flow else f"值: {text}"
    read = read_yaml(line, "")
    return not read.findings and read.value == {"值": {"甲": text} if flow else text}


def value_lines(key: str, value: Any, indent: int, eol: str) -> str:
    """`key: value`, whatever the value, for a block mapping whose keys stand at `indent`; without the last line end."""
    head = scalar(key) + ":"
    if isinstance(value, str):
        return f"{head} {_block(value, indent + 2, eol)}"
    inline = key in _FLOW_KEYS
    if inline and _is_leaf(value):
        return f"{head} {flow(value)}"
    if isinstance(value, list):
        items = (item_lines(item, indent + 2, eol, inline=inline) for item in value)
        return head + "".join(eol + " " * (indent + 2) + item for item in items)
    pairs = (value_lines(k, v, indent + 2, eol) for k, v in value.items())
    return head + "".join(eol + " " * (indent + 2) + pair for pair in pairs)


def item_lines(item: Any, indent: int, eol: str, *, inline: bool) -> str:
    """`- item`, for a list whose dashes stand at `indent`; without the last line end."""
    if inline or not isinstance(item, dict):
        return f"- {flow(item)}"
    pairs = [value_lines(k, v, indent + 2, eol) for k, v in item.items()]
    return "- " + (eol + " " * (indent + 2)).join(pairs)


def flow(value: Any) -> str:
    """A value in one line, brackets and all."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k, flow=True)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    return scalar(value, flow=True)


def document(value: dict[str, Any]) -> str:
    """A whole file."""
    return "".join(value_lines(key, part, 0, "\n") + "\n" for key, part in value.items())


def _is_leaf(value: Any) -> bool:
    return not isinstance(value, list) or all(isinstance(item, str) for item in value)


def _block(text: str, indent: int, eol: str) -> str:
    """Several lines as a block below the key; else a value in one line."""
    lines = text.split("\n")
    clean = all(line == line.rstrip() for line in lines) and not text.startswith((" ", "\n"))
    if len(lines) == 1 or not clean or not lines[-1] or "\t" in text:
        return scalar(text)
    return "|-" + "".join(eol + (" " * indent + line if line else "") for line in lines)
