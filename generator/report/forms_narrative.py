"""The words of a narrative as plain text, for the forms that ask for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from generator.content.narrative_tree import (
    Block,
    Emphasis,
    Inline,
    Link,
    Listing,
    Paragraph,
    Quote,
    Text,
    Title,
    plain_text,
)
from generator.report.markdown import joined

Fill = Callable[[str], str]
"""Fills in the placeholders of a text."""

Sections = Callable[[Collection[str]], str]
"""What a report says under the first heading with one of these names; empty where there is none."""


def section_text(blocks: Iterable[Block], names: Collection[str], fill: Fill) -> str:
    """What stands under the first heading with one of these names: a line for each paragraph and item.

    Tables and footnotes are left out; headings inside are lines of their own. Empty where there is none.
    """
    rest = iter(blocks)
    level = next((b.level for b in rest if isinstance(b, Title) and b.text.strip() in names), 0)
    lines: list[str] = []
    for block in rest:
        if isinstance(block, Title) and block.level <= level:
            break
        lines += _lines(block, fill)
    return "\n".join(filter(None, lines))


def _lines(block: Block, fill: Fill) -> Iterator[str]:
    match block:
        case Title():
            yield fill(block.text)
        case Paragraph():
            yield plain_text(joined([_filled(part, fill) for part in block.content])).strip()
        case Quote():
            for inner in block.blocks:
                yield from _lines(inner, fill)
        case Listing():
            for number, item in enumerate(block.items, 1):
                text = "\n".join(line for inner in item for line in _lines(inner, fill))
                yield f"{number}. {text}" if block.ordered else text


def _filled(part: Inline, fill: Fill) -> Inline:
    match part:
        case Text():
            return Text(fill(part.text))
        case Emphasis():
            return Emphasis(part.strong, tuple(_filled(inner, fill) for inner in part.content))
        case Link():
            return Link(part.target, tuple(_filled(inner, fill) for inner in part.content))
        case _:
            return part
