"""The narrative of two sides, paragraph by paragraph, each as readers see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.content.narrative import Narrative

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
_JOINT = re.compile(r"(?<![\x21-\x7e])\s*\n\s*|\s*\n\s*(?![\x21-\x7e])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading, list item or table row, with the chapter it stands in."""

    chapter: str
    line: int
    source: str
    text: str
    """The source with every placeholder filled in."""


def paragraphs(narrative: Narrative, fill: Callable[[str], str]) -> tuple[Paragraph, ...]:
    """The paragraphs of a narrative; `fill` turns source text into what readers see."""
    return tuple(_paragraphs(narrative.source, fill))


def _paragraphs(source: str, fill: Callable[[str], str]) -> Iterator[Paragraph]:
    titles: list[str] = []
    start, held = 0, list[str]()

    def told() -> Iterator[Paragraph]:
        text = _JOINT.sub("", "\n".join(held)).strip()
        if text:
            yield Paragraph(" / ".join(titles), start, text, fill(text))
        held.clear()

    for number, line in enumerate(source.split("\n"), 1):
        heading = _HEADING.match(line)
        if heading or not line.strip() or _ITEM.match(line) or line.lstrip().startswith("|"):
            yield from told()
        if heading:
            del titles[len(heading[1]) - 1 :]
            titles.append(fill(heading[2]))
            yield Paragraph(" / ".join(titles), number, line.strip(), titles[-1])
        elif line.strip():
            start = start if held else number
            held.append(line)
    yield from told()
