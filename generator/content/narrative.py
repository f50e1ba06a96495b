"""Reads report.md: the narrative of one project, and everything that is wrong with it, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.content import narrative_kinds as kinds
from generator.content.narrative_kinds import KINDS
from generator.content.narrative_placeholders import Placeholder, find_placeholders, judge_uses
from generator.content.narrative_reader import Reading, read_tree
from generator.content.narrative_text import short, typed_number
from generator.content.narrative_tree import Block, Inline, Picture, Title
from generator.findings import Finding, Place, in_order

__all__ = ["KINDS", "Heading", "Narrative", "Placeholder", "read_narrative"]

MAX_BYTES = 1_000_000
MAX_LINES = 20_000
MAX_FINDINGS = 200
MAX_LEVEL = 4

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the author typed it: level 1 to 6, text without `#`, line from 1."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Narrative:
    """A narrative as read. `findings` may hold errors; the rest is the best reading there is."""

    source: str
    file: str
    headings: tuple[Heading, ...] = ()
    findings: tuple[Finding, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    notes: tuple[tuple[str, tuple[Inline, ...]], ...] = field(default=(), repr=False)
    """Label and text of every footnote."""


def read_narrative(text: str, file: str) -> Narrative:
    """Read the text of a report.md; `file` is its name in findings. Never raises."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    too_large = _too_large(text, file)
    if too_large:
        return Narrative(text, file, findings=(too_large,))
    clean, findings = _without_control(text, file)
    source = clean.split("\n")
    lines, placeholders, faults = find_placeholders(source, file)
    reading = read_tree(lines, source, placeholders, file)
    pictures = [(b.caption, Place(file, b.line, b.column)) for b in reading.blocks if isinstance(b, Picture)]
    findings += [*faults, *judge_uses(placeholders, pictures, file)]
    findings += [*reading.findings, *_judge_titles(reading, source, file)]
    return Narrative(
        text,
        file,
        headings=tuple(_heading(t, source) for t in reading.blocks if isinstance(t, Title)),
        findings=tuple(_limited(in_order(findings))),
        placeholders=tuple(placeholders),
        blocks=reading.blocks,
        notes=tuple(reading.notes.items()),
    )


def _too_large(text: str, file: str) -> Finding | None:
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return kinds.TOO_LARGE.at(Place(file), "正文超过1 MB", expected="不超过1 MB")
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        return kinds.TOO_LARGE.at(Place(file), f"正文有{lines}行", expected=f"不超过{MAX_LINES}行")
    return None


def _without_control(text: str, file: str) -> tuple[str, list[Finding]]:
    """The text with U+FFFD for every character that cannot be shown, and where those stood."""
    findings: list[Finding] = []
    for match in _CONTROL.finditer(text):
        if len(findings) > MAX_FINDINGS:
            break
        before = text[: match.start()]
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        code = f"U+{ord(match[0]):04X}"
        findings.append(kinds.CONTROL.at(place, f"这里有一个看不见的字符（{code}）", found=code))
    return _CONTROL.sub("\ufffd", text), findings


def _limited(findings: list[Finding]) -> list[Finding]:
    if len(findings) <= MAX_FINDINGS:
        return findings
    more = len(findings) - MAX_FINDINGS
    last = kinds.TOO_MANY.at(findings[MAX_FINDINGS].place, f"从这里起还有{more}处问题没有列出")
    return [*findings[:MAX_FINDINGS], last]


def _heading(title: Title, source: list[str]) -> Heading:
    typed = re.sub(r"^\s*#{1,6}\s*|\s+#*\s*$", "", source[title.line - 1])
    return Heading(title.level, typed.strip(), title.line)


# Headings ------------------------------------------------------------------------------------------------------


def _judge_titles(reading: Reading, source: list[str], file: str) -> Iterator[Finding]:
    """What is wrong with the headings: order of levels, typed numbers, nothing beneath them."""
    level, blocks = 0, reading.blocks
    if blocks and not (isinstance(blocks[0], Title) and blocks[0].level == 1):
        line = blocks[0].line if isinstance(blocks[0], Title) else _first_line(source)
        yield kinds.NO_CHAPTER.at(Place(file, line), "正文没有从一级标题开始", found=short(source[line - 1]))
        level = blocks[0].level if isinstance(blocks[0], Title) else 0
    if not blocks:
        yield kinds.NO_CHAPTER.at(Place(file), "正文是空的")
    for index, block in enumerate(blocks):
        if isinstance(block, Title):
            yield from _judge_title(block, level, source, file)
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if following is None or (isinstance(following, Title) and following.level <= block.level):
                place = Place(file, block.line)
                yield kinds.EMPTY_CHAPTER.at(
                    place, "这个标题下面没有内容", found=short(source[block.line - 1])
                )
            level = block.level


def _judge_title(title: Title, level_before: int, source: list[str], file: str) -> Iterator[Finding]:
    typed = source[title.line - 1]
    place = Place(file, title.line)
    if title.level > MAX_LEVEL:
        yield kinds.TOO_DEEP.at(
            place, f"标题有{title.level}级", found=short(typed), expected=f"最多{MAX_LEVEL}级"
        )
    elif title.level > level_before + 1 and level_before:
        expected = "#" * (level_before + 1) + " …"
        message = f"标题从{level_before}级跳到{title.level}级"
        yield kinds.LEVEL_JUMP.at(place, message, found=short(typed), expected=expected)
    number = typed_number(title.text)
    if number:
        column = max(typed.find(number), 0) + 1
        yield kinds.TYPED_NUMBER.at(
            Place(file, title.line, column), f"标题里手写了编号“{number}”", found=number,
            expected=short(re.sub(r"^\s*", "", title.text[len(number) :])),
        )  # fmt: skip


def _first_line(source: list[str]) -> int:
    return next((n for n, line in enumerate(source, 1) if line.strip()), 1)
