"""Markdown that Python-Markdown and pandoc read alike.

The narrative is not passed on as typed: its tree is written anew in the few forms on which both parsers agree (every
paragraph one line, lists set in by four, emphasis as tags, every special character escaped). What the author's
CommonMark meant is therefore what both show, and text from YAML can never become markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import quote

from generator.content.narrative_formula import Part
from generator.content.narrative_tree import (
    Block,
    ChartMark,
    Code,
    Emphasis,
    Formula,
    HardBreak,
    Inline,
    Link,
    Listing,
    NoteMark,
    Paragraph,
    Picture,
    PipeTable,
    Quote,
    Rule,
    SoftBreak,
    TableMark,
    Text,
    Title,
    is_wide,
    plain_text,
)
from generator.report.text import tidy

_SPECIAL = re.compile(r"[\\`*_{}\[\]#|!]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_NOT_PLAIN = re.compile(r"[^\w\u3000-\u303f\uff00-\uffef]")
_LIST_START = re.compile(r"\A(?:(\d+)([.)])(?=\s|$)|[-+])")
_START_SIGNS = frozenset("~:=%@!?^$\"'();,/")
_SAFE_IN_TARGET = "/:?#@!$&+,;=%~-._"
_INDENT = "    "
_AFTER_BRACE = "<span></span>"


# Inline --------------------------------------------------------------------------------------------------------


def escape(text: str) -> str:
    """A text of one line as Markdown that shows just this text, anywhere but at the start of a block."""
    plain = tidy(text)
    if "&" in plain or "<" in plain or ">" in plain:
        plain = re.sub("[&<>]", lambda m: _ENTITIES[m[0]], plain)
    return _SPECIAL.sub(r"\\\g<0>", plain)


def whole(markdown: str) -> str:
    """A paragraph's Markdown, so that neither its start nor its end is taken for something else.

    No list, fence or other block begins at its first characters; and no braces at its end, which the author of a text
    may have typed, are read as the attributes of the paragraph.
    """
    line = markdown.strip(" ")
    if line[:1] in _START_SIGNS:
        line = f"&#{ord(line[0])};{line[1:]}"
    line = _LIST_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[0]}", line)
    return line + _AFTER_BRACE if line.endswith("}") else line


def inline(content: Iterable[Inline], *, cell: bool = False) -> str:
    """Inline content as Markdown; `cell` where it stands in a table."""
    return "".join(_inline(part, cell=cell) for part in content)


def _inline(part: Inline, *, cell: bool) -> str:
    match part:
        case Text():
            return escape(part.text)
        case Code():
            return _code(part.text, cell=cell)
        case Emphasis():
            tag = "strong" if part.strong else "em"
            return f"<{tag}>{inline(_unnested(part), cell=cell)}</{tag}>"
        case Link():
            shown = inline(part.content, cell=cell)
            return f"[{shown}]({target(part.target)})" if part.target and shown.strip() else shown
        case HardBreak():
            return "<br>"
        case SoftBreak():
            return " "
        case NoteMark():
            return f"[^{part.label}]"
        case Formula():
            return _formula(part)


def _unnested(part: Emphasis) -> tuple[Inline, ...]:
    """The content of an emphasis, without emphasis of the same kind in it."""
    out: list[Inline] = []
    for inner in part.content:
        if isinstance(inner, Emphasis):
            content = _unnested(inner)
            out += (
                content
                if inner.strong == part.strong
                else [Emphasis(inner.strong, _other(content, part.strong))]
            )
        else:
            out.append(inner)
    return tuple(out)


def _other(content: tuple[Inline, ...], strong: bool) -> tuple[Inline, ...]:  # noqa: FBT001
    """Content without emphasis of the given kind, at any depth."""
    out: list[Inline] = []
    for inner in content:
        same = isinstance(inner, Emphasis) and inner.strong == strong
        out += inner.content if same and isinstance(inner, Emphasis) else [inner]
    return tuple(out)


def _formula(part: Formula) -> str:
    """MathML, with the formula in one line of text for what cannot show it."""
    text = _NOT_PLAIN.sub(lambda m: f"&#{ord(m[0])};", tidy(part.text))
    display = ' display="block"' if part.alone else ""
    inner = "".join(map(_mathml, part.parts))
    return f'<span class="formula" data-text="{text}"><math{display}>{inner}</math></span>'


def _mathml(part: Part) -> str:
    inner = escape(part.inner) if isinstance(part.inner, str) else "".join(map(_mathml, part.inner))
    return f"<{part.tag}>{inner}</{part.tag}>"


def _code(text: str, *, cell: bool) -> str:
    plain = tidy(text).strip()
    if cell and "|" in plain:
        return escape(plain)
    longest = max((len(run) for run in re.findall("`+", plain)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def target(address: str) -> str:
    """An address inside a Markdown link."""
    return quote(tidy(address), safe=_SAFE_IN_TARGET)


def joined(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Content without soft breaks: nothing beside a Chinese character, else a space."""
    parts = tuple(content)
    if not any(isinstance(part, SoftBreak) for part in parts):
        return parts
    texts = [plain_text([part]).strip() for part in parts]
    after = [""] * len(parts)
    for index in range(len(parts) - 2, -1, -1):
        after[index] = texts[index + 1][:1] or after[index + 1]
    out: list[Inline] = []
    before = ""
    for part, text, following in zip(parts, texts, after, strict=True):
        if isinstance(part, SoftBreak):
            chinese = any(side and is_wide(side) for side in (before, following))
            out.append(Text("" if chinese else " "))
        else:
            out.append(part)
            before = text[-1:] or before
    return tuple(out)


# Blocks --------------------------------------------------------------------------------------------------------


def heading(level: int, text: str, identifier: str, *classes: str) -> str:
    """A heading with its id and classes."""
    attributes = " ".join([f"#{identifier}", *(f".{name}" for name in classes)])
    return f"{'#' * level} {escape(text).strip()} {{{attributes}}}"


def paragraph(text: str) -> str:
    """A paragraph of plain text; several paragraphs where the text has empty lines."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    return "\n\n".join(whole(joined_text(part)) for part in parts)


def _lines(text: str) -> list[Inline]:
    out: list[Inline] = []
    for line in text.split("\n"):
        out += [Text(line.strip()), SoftBreak()]
    return out[:-1]


def joined_text(text: str) -> str:
    """A plain text of several lines as Markdown of one line."""
    return inline(joined(_lines(text.strip())))


def labelled(label: str, text: str) -> str:
    """A paragraph that begins with a bold label."""
    return whole(f"<strong>{escape(label)}</strong>：{joined_text(text)}")


def numbered_list(items: Iterable[str]) -> str:
    """A numbered list of inline Markdown."""
    return "\n".join(_marker(f"{n}.") + whole(item) for n, item in enumerate(items, 1))


def _marker(sign: str) -> str:
    return sign.ljust(len(_INDENT)) if len(sign) < len(_INDENT) else sign + " "


def blocks(content: Iterable[Block], *, loose: bool = True) -> str:
    """Blocks of an author as Markdown. Headings, figures and tables of the generator are not for this function."""
    written = [text for text in map(_block, content) if text]
    return ("\n\n" if loose else "\n").join(written)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return whole(inline(block.content))
        case Listing():
            return _listing(block)
        case Quote():
            return "\n".join("> " + line if line else ">" for line in blocks(block.blocks).split("\n"))
        case Rule():
            return "- - -"
        case PipeTable():
            return _pipe_table(block)
        case Title():
            return whole(escape(block.text))
        case TableMark() | ChartMark() | Picture():
            return ""


def _listing(listing: Listing) -> str:
    items = []
    for n, item in enumerate(listing.items, 1):
        marker = _marker(f"{n}." if listing.ordered else "-")
        tight = not listing.loose and all(isinstance(b, Paragraph | Listing) for b in item)
        lines = blocks(item, loose=not tight).split("\n")
        rest = [" " * len(marker) + line if line else "" for line in lines[1:]]
        items.append("\n".join([marker + lines[0], *rest]))
    loose = listing.loose or any("\n\n" in item for item in items)
    return ("\n\n" if loose else "\n").join(items)


_ALIGNS = {"left": ":---", "right": "---:", "center": ":---:", "": "---"}


def _pipe_table(table: PipeTable) -> str:
    rows = [
        _row(table.header),
        "| " + " | ".join(_ALIGNS[a] for a in table.aligns) + " |",
        *map(_row, table.rows),
    ]
    return "\n".join(rows)


def _row(cells: Iterable[tuple[Inline, ...]]) -> str:
    return "| " + " | ".join(inline(cell, cell=True).strip() or " " for cell in cells) + " |"


def notice(text: str) -> str:
    """A notice, as an HTML block of class `notice`."""
    plain = html.escape(tidy(text), quote=False)
    end = _AFTER_BRACE if plain.endswith("}") else ""
    return f'<div class="notice">\n<p>{plain}{end}</p>\n</div>'


def figure(kind: str, identifier: str, name: str, caption: str, *, source: tuple[str, str] = ("", "")) -> str:
    """A figure by name, as an HTML block of class `kind`: every output puts the picture there, above the caption.

    `source` is the number of the table that holds its figures, and the id of that table.
    """
    own = f' id="{identifier}"' if identifier else ""
    number, table = source
    where = f'（数据见<a href="#{table}">{number}</a>）' if number else ""
    shown, called = html.escape(tidy(caption), quote=False), html.escape(tidy(name))
    return (
        f'<figure class="{kind}"{own} data-figure="{called}">\n'
        f"<figcaption>{shown}{where}</figcaption>\n</figure>"
    )
