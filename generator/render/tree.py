"""Pandoc's document tree, as its JSON has it: elements `{"t": type, "c": content}`, made, read and walked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Element = dict[str, Any]
Elements = list[Element]
Attributes = list[Any]
"""Identifier, classes, and pairs of key and value."""

_WITH_ATTRIBUTES = {
    "Header": 1, "Div": 0, "Span": 0, "Link": 0, "Code": 0, "CodeBlock": 0, "Table": 0, "Figure": 0, "Image": 0,
}  # fmt: skip
"""Where in the content of an element its attributes stand."""

_SPACES = frozenset(("Space", "SoftBreak", "LineBreak"))


def element(kind: str, content: Any = None) -> Element:
    """An element; `content` as pandoc's JSON has it for this kind."""
    return {"t": kind} if content is None else {"t": kind, "c": content}


def attributes(identifier: str = "", classes: list[str] | None = None) -> Attributes:
    """Attributes of an element."""
    return [identifier, classes or [], []]


def attributes_of(found: Element) -> Attributes | None:
    """The attributes of an element, to be changed in place; None for one of a kind without."""
    at = _WITH_ATTRIBUTES.get(found["t"])
    return None if at is None else found["c"][at]


def walk(content: Any) -> Elements:
    """Every element in some content, in the order of the document, each before what it holds."""
    out: Elements = []
    _collect(content, out)
    return out


def _collect(content: Any, out: Elements) -> None:
    if isinstance(content, list):
        for part in content:
            if isinstance(part, (list, dict)):
                _collect(part, out)
    elif isinstance(content, dict):
        out.append(content)
        _collect(content.get("c"), out)


def text_of(content: Any) -> str:
    """The text of some content in one line, without footnotes."""
    if isinstance(content, list):
        return "".join(map(text_of, content))
    if not isinstance(content, dict) or content["t"] == "Note":
        return ""
    kind: str = content["t"]
    inner: Any = content.get("c")
    if kind == "Str":
        return str(inner)
    if kind in _SPACES:
        return " "
    if kind == "Formula":
        return str(inner[0])
    return str(inner[1]) if kind in {"Code", "CodeBlock"} else text_of(inner)


# Tables --------------------------------------------------------------------------------------------------------


def table(
    attrs: Attributes,
    caption: Elements,
    columns: int,
    head: list[Any],
    bodies: list[tuple[int, list[Any]]],
    foot: list[Any],
) -> Element:
    """A table of rows as `row` makes them.

    The caption is inline content. A body is its rows and how many columns at their left are headers.
    """
    title = [element("Plain", caption)] if caption else []
    widths = [[element("AlignDefault"), element("ColWidthDefault")] for _ in range(columns)]
    made = [[attributes(), headers, [], rows] for headers, rows in bodies]
    return element("Table", [attrs, [None, title], widths, [attributes(), head], made, [attributes(), foot]])


def row(cells: list[Any]) -> list[Any]:
    """A row of cells as `cell` makes them."""
    return [attributes(), cells]


def cell(classes: list[str], rows: int, columns: int, blocks: Elements) -> list[Any]:
    """A cell that covers so many rows and columns."""
    return [attributes(classes=classes), element("AlignDefault"), rows, columns, blocks]


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of a group of rows, and where on the grid it really stands; rows and columns count from 0."""

    cell: list[Any]
    row: int
    column: int
    rows: int
    """Rows that the cell covers, downwards."""
    columns: int
    """Columns that the cell covers, to the right."""

    @property
    def classes(self) -> list[str]:
        """The classes of the cell."""
        return self.cell[0][1]  # type: ignore[no-any-return]

    @property
    def blocks(self) -> Elements:
        """What the cell holds."""
        return self.cell[4]  # type: ignore[no-any-return]


def placed(rows: list[Any]) -> Iterator[Placed]:
    """The cells of a group of rows: within a group a cell may cover rows below its own."""
    covered: dict[int, int] = {}  # column -> rows still taken by a cell above
    for number, (_, cells) in enumerate(rows):
        column = 0
        for found in cells:
            column = _free(covered, column)
            _, _, down, across, _ = found
            yield Placed(found, number, column, down, across)
            covered |= dict.fromkeys(range(column, column + across), down - 1)
            column += across
        _free(covered, column)


def _free(covered: dict[int, int], column: int) -> int:
    """The next column that no cell from above takes; each row passed is one row less."""
    while covered.get(column, 0) > 0:
        covered[column] -= 1
        column += 1
    return column


def groups(found: Element) -> list[list[Any]]:
    """The groups of rows of a table: the head, for each body its head and its rows, the foot."""
    _, _, _, head, bodies, foot = found["c"]
    return [head[1], *(rows for body in bodies for rows in body[2:]), foot[1]]
