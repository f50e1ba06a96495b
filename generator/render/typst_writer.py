"""From pandoc's tree to typst markup that calls only functions of typst and of `report.typ`.

Every text stands in a string literal (`#"…"`), so no text can become code.
"""

from __future__ import annotations

import re
from itertools import count, groupby
from typing import Any

from generator.render.table_layout import Setting, TableLayout
from generator.render.tree import Element, Elements, text_of
from generator.render.typst_math import equation
from generator.render.typst_text import quoted

_STYLES = {"Strong": "strong", "Emph": "emph", "Superscript": "super", "Subscript": "sub"}
_TEXT = frozenset(("Str", "Space", "SoftBreak"))
_BOXES = ("notice", "summary")
"""Classes of Divs that are functions of `report.typ`."""
_AFTER_SIGN = re.compile(r"(?<=[\w%][≤≥])(?=\w)")
_FOUR = re.compile(r"[\u4e00-\u9fff]{4}")
_ANNEX = re.compile(r"(附件\S*) +(.+)")


def typst_markup(blocks: Elements) -> str:
    """The blocks of a clean document as the body of `report.typ`."""
    return _Writer().sections(blocks)


def _text(text: str) -> str:
    """Text; a line may end after the sign of `95%≤N`."""
    return "#may-break".join(f"#{quoted(part)}" for part in _AFTER_SIGN.split(text))


def _label(identifier: str) -> str:
    return f"#label({quoted(identifier)})" if identifier else ""


def _anchor(identifier: str) -> str:
    """A target for links that shows nothing."""
    return f"#metadata(none){_label(identifier)}" if identifier else ""


class _Writer:
    """Writes one document; it numbers the tables that are cut at the end of a page."""

    def __init__(self) -> None:
        self._cut_tables = count(1)
        self._landscape = False

    def sections(self, blocks: Elements) -> str:
        """Blocks in level-1 sections: an annex begins on a new page, a landscape section has pages of its own."""
        out: list[str] = []
        ends = ""
        for found in blocks:
            if found["t"] != "Header" or found["c"][0] != 1:
                out.append(self._block(found))
                continue
            classes = found["c"][1][1]
            self._landscape = "landscape" in classes
            out.append(ends)
            ends = ""
            if self._landscape:
                out.append("#landscape[")
                ends += "]\n"
            elif "annex" in classes:
                out.append("#pagebreak(weak: true)")
            if "annex" in classes:
                out += [self._annex_heading(found), "#annex-body["]
                ends += "]\n"
            else:
                out.append(self._block(found))
        return "\n".join([*out, ends])

    # Blocks ------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Elements) -> str:
        return "\n".join(map(self._block, blocks))

    def _block(self, found: Element) -> str:
        kind: str = found["t"]
        content: Any = found.get("c")
        match kind:
            case "Para":
                return self._inlines(content) + "\n\n"
            case "Plain":
                return self._inlines(content)
            case "Header":
                return self._heading(found)
            case "Table":
                return self._table(found)
            case "Div":
                return self._div(found)
            case "BulletList":
                return f"#list({_tight(content)}, {self._items(content)})\n"
            case "OrderedList":
                (start, *_), items = content
                return f"#enum(start: {start}, {_tight(items)}, {self._items(items)})\n"
            case "BlockQuote":
                return f"#quote(block: true)[{self._blocks(content)}]\n"
            case "CodeBlock":
                return f"{_anchor(content[0][0])}#raw(block: true, {quoted(content[1])})\n"
            case "HorizontalRule":
                return "#horizontalrule\n"
        raise TypeError(kind)

    def _items(self, items: list[Elements]) -> str:
        return ", ".join(f"[{self._blocks(item)}]" for item in items)

    def _heading(self, found: Element) -> str:
        """A heading. The contents repeat it, but not its footnotes."""
        level, (identifier, _, _), content = found["c"]
        text = "".join(
            f"#body-only[{self._inlines([part])}]" if part["t"] == "Note" else self._inlines([part])
            for part in content
        )
        return f"#heading(level: {level})[{text}]{_label(identifier)}\n"

    def _annex_heading(self, found: Element) -> str:
        """附件1　指标评分表: the label stands at the left, the title below in the middle."""
        text = text_of(found["c"][2]).replace("　", " ")
        label, title = parts.groups() if (parts := _ANNEX.fullmatch(text)) else ("", text)
        return f"#annex-heading({quoted(label)}, {quoted(title)})[{self._heading(found)}]"

    def _div(self, found: Element) -> str:
        """Divs only group: what is inside stands on its own (a page cannot end inside a typst block)."""
        (identifier, classes, given), blocks = found["c"]
        if name := dict(given).get("figure"):
            return f"#drawing({quoted(name)}, [{self._blocks(blocks)}]){_label(identifier)}\n"
        inner = _anchor(identifier) + self._blocks(blocks)
        return next((f"#{box}[{inner}]\n" for box in _BOXES if box in classes), inner)

    # Tables ------------------------------------------------------------------------------------------------

    def _table(self, found: Element) -> str:
        layout = TableLayout(found, landscape=self._landscape)
        (identifier, *_), (_, caption), *_ = found["c"]
        size = "size-5" if layout.small else "size-4s"
        figure = (
            f"#figure(kind: table, {f'caption: [{self._blocks(caption)}], ' if caption else ''}"
            f"align(center)[#set text(size: {size}); {self._grid(layout)}]){_label(identifier)}"
        )
        return f"#whole[{figure}]\n" if layout.is_short else figure + "\n"

    def _grid(self, layout: TableLayout) -> str:
        """The table itself: rows of the head are repeated on every page, those of the foot are not."""
        number = next(self._cut_tables) if layout.is_cut else 0
        settings = layout.settings()
        head, *bodies, foot = (self._cells(group, number) for group in settings)
        call = f"#cut-table({number}, {_long_rows(settings)}, " if number else "#table("
        shares = "".join(f"{100 * share:.2f}%, " for share in layout.shares)
        header = f"table.header({head}), table.hline(), " if head else ""
        footer = f"table.hline(), table.footer({foot})" if foot else ""
        return f"{call}columns: ({shares}), {header}{''.join(bodies)}{footer})"

    def _cells(self, settings: list[Setting], number: int) -> str:
        """Cells of a group of rows. Where a table is cut (`number` is not 0), rows are marked for `cut-table`."""
        out: list[str] = []
        marked: set[int] = set()
        for setting in settings:
            mark = number and not setting.head and setting.at.rows == 1 and setting.line not in marked
            marked |= {setting.line} if mark else set()
            inner = self._head(setting.at.blocks) if setting.head else self._blocks(setting.at.blocks)
            inner = (f"#row-mark({number}, {setting.line})" if mark else "") + inner
            out.append(_cell(setting, inner, placed=bool(number)))
        return "".join(out)

    def _head(self, blocks: Elements) -> str:
        """What a cell of the head says. Four characters break in the middle or not at all (一级指标)."""
        text = text_of(blocks)
        return (
            f"#box({quoted(text[:2])})#box({quoted(text[2:])})"
            if _FOUR.fullmatch(text)
            else self._blocks(blocks)
        )

    # Inline content ----------------------------------------------------------------------------------------

    def _inlines(self, content: Elements) -> str:
        """Inline content; text that stands together is one string."""
        runs = groupby(content, lambda part: part["t"] in _TEXT)
        return "".join(
            _text(text_of(list(run))) if is_text else "".join(map(self._inline, run)) for is_text, run in runs
        )

    def _inline(self, found: Element) -> str:
        kind: str = found["t"]
        content: Any = found.get("c")
        match kind:
            case "LineBreak":
                return "#linebreak()"
            case "Strong" | "Emph" | "Superscript" | "Subscript":
                return f"#{_STYLES[kind]}[{self._inlines(content)}]"
            case "Formula":
                return equation(*content)
            case "Code":
                return f"{_anchor(content[0][0])}#raw({quoted(content[1])})"
            case "Span":
                return _anchor(content[0][0]) + self._inlines(content[1])
            case "Link":
                (identifier, *_), text, (target, _) = content
                to = f"label({quoted(target[1:])})" if target.startswith("#") else quoted(target)
                return f"{_anchor(identifier)}#link({to})[{self._inlines(text)}]"
            case "Note":
                text = self._blocks(content).rstrip("\n")
                return f"#footnote[{text}]"
        raise TypeError(kind)


def _long_rows(settings: list[list[Setting]]) -> str:
    """The numbers of the rows that may break, as an array."""
    long = {cell.line for group in settings for cell in group if cell.may_break and cell.at.rows == 1}
    return "(" + "".join(f"{line}, " for line in sorted(long)) + ")"


def _tight(items: list[Elements]) -> str:
    """Whether the items of a list stand close: those whose paragraphs pandoc calls plain."""
    loose = any(block["t"] == "Para" for item in items for block in item)
    return f"tight: {'false' if loose else 'true'}"


def _cell(setting: Setting, inner: str, *, placed: bool) -> str:
    """A cell, by the functions of `table.typ`; where `placed`, one over several rows says where it stands."""
    at = setting.at
    name = "head-cell" if setting.head else f"{setting.align}-cell"
    options: dict[str, int | str] = {}
    if placed and at.rows > 1 and not setting.head:
        options |= {"x": at.column, "y": setting.line}
    if at.rows > 1:
        options["rowspan"] = at.rows
    if at.columns > 1:
        options["colspan"] = at.columns
    if setting.may_break:
        options["breakable"] = "true"
    written = ", ".join(f"{key}: {value}" for key, value in options.items())
    return f"{name}({written})[{inner}], " if written else f"{name}[{inner}], "
