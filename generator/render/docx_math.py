"""Formulas in a DOCX: elements of MathML as Office MathML, which Word and WPS show and edit as formulas."""

from __future__ import annotations

from generator.render.docx_xml import NONE, Xml, element, together
from generator.render.tree import Element, Elements

FACE = "Cambria Math"
_FENCES = {"(": ")", "[": "]", "{": "}", "|": "|"}
_LARGE = frozenset("∑∏")


def formula(parts: Elements, *, alone: bool) -> Xml:
    """A formula in the line, or one that has a paragraph of its own."""
    written = element("m:oMath", None, _row(parts))
    return element("m:oMathPara", None, written) if alone else written


def _row(parts: Elements) -> Xml:
    """Parts one after the other; what is summed stands inside its sum."""
    out: list[Xml] = []
    for number, part in enumerate(parts):
        if _is_sum(part):
            return together((*out, _sum(part, parts[number + 1 :])))
        out.append(_part(part))
    return together(out)


def _is_sum(part: Element) -> bool:
    base = part["c"][0] if part["t"] in {"munder", "munderover"} else part
    return base["t"] == "mo" and base["c"] in _LARGE


def _sum(part: Element, rest: Elements) -> Xml:
    scripts = part["c"][1:] if isinstance(part["c"], list) else []
    sign = part["c"][0]["c"] if isinstance(part["c"], list) else part["c"]
    below, above = [*map(_inside, scripts), NONE, NONE][:2]
    properties = element(
        "m:naryPr",
        None,
        element("m:chr", {"m:val": sign}),
        element("m:limLoc", {"m:val": "undOvr"}),
        NONE if below else element("m:subHide", {"m:val": 1}),
        NONE if above else element("m:supHide", {"m:val": 1}),
    )
    inner = (element("m:sub", None, below), element("m:sup", None, above), element("m:e", None, _row(rest)))
    return element("m:nary", None, properties, *inner)


def _part(part: Element) -> Xml:
    kind, inner = part["t"], part["c"]
    if isinstance(inner, str):
        return _run(inner, upright=kind != "mi" or len(inner) > 1)
    if kind == "mrow":
        return _fenced(inner)
    if kind == "mtable":
        return element("m:m", None, *(_line(row["c"]) for row in inner))
    if kind not in _SHAPES:
        return _row(inner)
    name, properties, slots = _SHAPES[kind]
    arguments = (element(f"m:{slot}", None, _inside(inner[number])) for slot, number in slots)
    return element(f"m:{name}", None, properties, *arguments)


def _property(name: str, key: str, value: str) -> Xml:
    return element(f"m:{name}", None, element(f"m:{key}", {"m:val": value}))


_SHAPES: dict[str, tuple[str, Xml, tuple[tuple[str, int], ...]]] = {
    "mfrac": ("f", NONE, (("num", 0), ("den", 1))),
    "msqrt": ("rad", _property("radPr", "degHide", "1") + element("m:deg"), (("e", 0),)),
    "mroot": ("rad", NONE, (("deg", 1), ("e", 0))),
    "mover": ("bar", _property("barPr", "pos", "top"), (("e", 0),)),
    "munder": ("limLow", NONE, (("e", 0), ("lim", 1))),
    "msub": ("sSub", NONE, (("e", 0), ("sub", 1))),
    "msup": ("sSup", NONE, (("e", 0), ("sup", 1))),
    "msubsup": ("sSubSup", NONE, (("e", 0), ("sub", 1), ("sup", 2))),
    "munderover": ("sSubSup", NONE, (("e", 0), ("sub", 1), ("sup", 2))),
}
"""For each element: that of Office MathML, its properties, and the names of its parts in their order."""


def _inside(part: Element) -> Xml:
    """A part as an argument: a group without its frame."""
    return _row(part["c"]) if part["t"] == "mrow" and not _fence(part["c"]) else _part(part)


def _fence(inner: Elements) -> str:
    """The sign with which a group begins, if it is one that grows."""
    first = inner[0]["c"] if inner else ""
    return first if isinstance(first, str) and first in _FENCES else ""


def _fenced(inner: Elements) -> Xml:
    begin = _fence(inner)
    if not begin:
        return _row(inner)
    last = inner[-1]["c"]
    closed = len(inner) > 1 and isinstance(last, str) and last in _FENCES.values()
    end = last if closed else ""
    properties = element(
        "m:dPr", None, element("m:begChr", {"m:val": begin}), element("m:endChr", {"m:val": end})
    )
    content = element("m:e", None, _row(inner[1:-1] if closed else inner[1:]))
    return element("m:d", None, properties, content)


def _line(cells: Elements) -> Xml:
    """A row of a table of cases."""
    filled = (_row(cell["c"]) if isinstance(cell["c"], list) else NONE for cell in cells)
    return element("m:mr", None, *(element("m:e", None, cell) for cell in filled))


def _run(text: str, *, upright: bool) -> Xml:
    style = element("m:rPr", None, element("m:sty", {"m:val": "p"})) if upright else NONE
    face = element("w:rPr", None, element("w:rFonts", {"w:ascii": FACE, "w:hAnsi": FACE}))
    return element("m:r", None, style, face, element("m:t", {"xml:space": "preserve"}, text))
