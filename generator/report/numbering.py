"""Numbers of headings and tables, computed once as text: 一、 （一） 1. （1） and 表3-1."""

from __future__ import annotations

from generator.report.wording import chinese_number

LEVELS = 4


class Numbering:
    """Counts headings of four levels and the tables of each chapter, in order of appearance."""

    def __init__(self) -> None:
        self._counts: list[int] = []
        self._tables = 0

    def heading(self, level: int) -> tuple[int, str, str]:
        """Count a heading. Returns its level (no deeper than one below the last), its number and its id."""
        level = min(level, len(self._counts) + 1, LEVELS)
        if level == 1:
            self._tables = 0
        counted = self._counts[level - 1] if level <= len(self._counts) else 0
        self._counts = [*self._counts[: level - 1], counted + 1]
        return level, heading_number(level, counted + 1), "s" + "-".join(map(str, self._counts))

    def table(self) -> str:
        """Count a table of the present chapter. Returns its number."""
        self._tables += 1
        return f"表{self._counts[0] if self._counts else 0}-{self._tables}"


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
