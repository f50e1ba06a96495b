"""Formulas as typst: elements of MathML become calls of functions, their texts string literals. No text becomes code."""

from __future__ import annotations

from generator.render.tree import Element, Elements
from generator.render.typst_text import quoted

_CLASSES = {
    **dict.fromkeys("+−×÷·±/", "binary"),
    **dict.fromkeys("=<>≤≥≠≈→∈", "relation"),
    **dict.fromkeys(",;", "punctuation"),
}
_SYMBOLS = {
    "(": "paren.l", ")": "paren.r", "[": "bracket.l", "]": "bracket.r", "{": "brace.l", "}": "brace.r", "|": "bar.v",
    "∑": "sum", "∏": "product",
}  # fmt: skip
"""Signs that grow with what stands beside them, or in a formula that stands alone."""
_FENCES = ("(", "[", "{", "|")
_CALLS: dict[str, tuple[str, tuple[tuple[str, int], ...]]] = {
    "mfrac": ("frac", (("", 0), ("", 1))),
    "msqrt": ("sqrt", (("", 0),)),
    "mroot": ("root", (("", 1), ("", 0))),
    "mover": ("overline", (("", 0),)),
    **dict.fromkeys(("msub", "munder"), ("attach", (("", 0), ("b: ", 1)))),
    "msup": ("attach", (("", 0), ("t: ", 1))),
    **dict.fromkeys(("msubsup", "munderover"), ("attach", (("", 0), ("b: ", 1), ("t: ", 2)))),
}
"""For each element the function, and the names of its arguments with the number of the part that each takes."""


def equation(text: str, alone: bool, parts: Elements) -> str:  # noqa: FBT001 - as the tree has it
    """A formula; `text` is what assistive software reads out."""
    block = "true" if alone else "false"
    return f"#math.equation(block: {block}, alt: {quoted(text)}, {_row(parts)})"


def _row(parts: Elements) -> str:
    """Parts one after the other."""
    return "{" + "; ".join(map(_part, parts)) + "}" if parts else "[]"


def _part(part: Element) -> str:
    kind, inner = part["t"], part["c"]
    if isinstance(inner, str):
        return _leaf(kind, inner)
    if kind == "mrow":
        return f"math.lr({_row(inner)})" if inner[0]["c"] in _FENCES else _row(inner)
    if kind == "mtable":
        return f"cases-table({', '.join(_line(row['c']) for row in inner)})"
    if kind not in _CALLS:
        return _row(inner)
    function, names = _CALLS[kind]
    arguments = (f"{name}{_inside(inner[number])}" for name, number in names)
    return f"math.{function}({', '.join(arguments)})"


def _inside(found: Element) -> str:
    """A part as an argument."""
    return _row(found["c"] if found["t"] == "mrow" and isinstance(found["c"], list) else [found])


def _line(cells: Elements) -> str:
    return f"({', '.join(_row(cell['c'] if isinstance(cell['c'], list) else []) for cell in cells)},)"


def _leaf(kind: str, text: str) -> str:
    if kind == "mi" and len(text) == 1:
        return f"math.italic({quoted(text)})"
    if kind == "mi":
        limits = "true" if text in {"max", "min"} else "false"
        return f"math.op({quoted(text)}, limits: {limits})"
    if kind == "mo" and text in _SYMBOLS:
        return f"sym.{_SYMBOLS[text]}"
    if kind == "mo" and text in _CLASSES:
        return f"math.class({quoted(_CLASSES[text])}, {quoted(text)})"
    return f"[#{quoted(text)}]"
