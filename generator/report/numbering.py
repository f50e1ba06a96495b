"""Numbers of headings, tables and figures, computed once as text: 一、 （一） 1. （1）, 表3-1 and 图3-1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.content.narrative_names import FIGURE
from generator.content.narrative_placeholders import Placeholder
from generator.content.narrative_tree import Block, ChartMark, Picture, TableMark, Title
from generator.report.wording import chinese_number

LEVELS = 4


class Numbering:
    """Counts headings of four levels, and the tables and figures of each chapter, in order of appearance."""

    def __init__(self) -> None:
        self._counts: list[int] = []
        self._tables = self._figures = 0

    def heading(self, level: int) -> tuple[int, str, str]:
        """Count a heading. Returns its level (no deeper than one below the last), its number and its id."""
        level = min(level, len(self._counts) + 1, LEVELS)
        if level == 1:
            self._tables = self._figures = 0
        counted = self._counts[level - 1] if level <= len(self._counts) else 0
        self._counts = [*self._counts[: level - 1], counted + 1]
        return level, heading_number(level, counted + 1), "s" + "-".join(map(str, self._counts))

    def table(self) -> str:
        """Count a table of the present chapter. Returns its number."""
        self._tables += 1
        return f"表{self._chapter}-{self._tables}"

    def figure(self) -> str:
        """Count a figure of the present chapter. Returns its number."""
        self._figures += 1
        return f"图{self._chapter}-{self._figures}"

    @property
    def _chapter(self) -> int:
        return self._counts[0] if self._counts else 0


def placed_numbers(blocks: Iterable[Block], placeholders: Sequence[Placeholder]) -> dict[str, str]:
    """The number of each table and figure of a narrative, by the name that 引用 uses; of equal names the first."""
    numbering = Numbering()
    numbers: dict[str, str] = {}
    for block in blocks:
        match block:
            case Title():
                numbering.heading(block.level)
            case TableMark():
                numbers.setdefault(placeholders[block.placeholder].placed or "", numbering.table())
            case ChartMark():
                numbers.setdefault(placeholders[block.placeholder].placed or "", numbering.figure())
            case Picture():
                numbers.setdefault(FIGURE + block.caption, numbering.figure())
            case _:
                pass
    return numbers


def heading_number(level: int, count: int) -> str:
    """The number in front of a heading's text, with the mark that belongs to it."""
    match level:
        case 1:
            return f"{chinese_number(count)}、"
        case 2:
            return f"（{chinese_number(count)}）"
        case 3:
            return f"{count}. "
        case _:
            return f"（{count}）"
