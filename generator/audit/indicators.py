"""What the tables say of each indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.audit.alignment import align
from generator.audit.document import Row
from generator.audit.tables import Role, Table
from generator.audit.text import Text
from generator.audit.vocabulary import COMMON_INDICATORS, LEVELS, PARENT_OF, SECTION_OF_LEVEL_2, section_of

_TOTAL = re.compile(r"(?:合计|总分|总计|评价等级|评价得分|小计)")
_LONG = (Role.EXPLANATION, Role.STANDARD, Role.REASON)
_VALUES = (Role.TARGET, Role.ACTUAL, Role.WEIGHT, Role.SCORE)


@dataclass(slots=True)
class Indicator:
    """One indicator in one table: its cells by role; long texts in the parts that pages broke them into."""

    table: Table
    name: str
    cells: dict[Role, Text]
    row: Row
    level_1: Text | None = None
    level_2: Text | None = None
    parts: dict[Role, list[Text]] = field(default_factory=dict)

    def get(self, role: Role) -> str:
        """The words of a cell, empty where there is none."""
        cell = self.cells.get(role)
        return cell.words if cell is not None else ""

    @property
    def section(self) -> str | None:
        """The section it belongs to: by its own row, by its name where that is common, or by the rows above."""
        known = SECTION_OF_LEVEL_2.get(PARENT_OF.get(self.name) or self.get(Role.LEVEL_2))
        carried = section_of(self.level_1.words) if self.level_1 is not None else None
        return carried if Role.LEVEL_1 in self.cells and carried else known or carried

    @property
    def stands_in(self) -> str | None:
        """The section that the table puts it in: by its own row or the rows above, whatever its second level is called."""
        carried = section_of(self.level_1.words) if self.level_1 is not None else None
        common = SECTION_OF_LEVEL_2.get(PARENT_OF.get(self.name, ""))
        return carried if Role.LEVEL_1 in self.cells and carried else common or carried

    @property
    def anchor(self) -> Text:
        """The text that names it, or its first cell where it has no name."""
        return self.cells.get(Role.NAME) or next(c for c in self.row.cells if c.words)

    def texts(self, role: Role) -> list[Text]:
        """The parts of a long text."""
        return self.parts.get(role, [])

    def long(self, role: Role) -> str:
        """A long text in one."""
        return "".join(part.words for part in self.texts(role))


def indicators(found: Sequence[Table]) -> list[Indicator]:
    """Every indicator of every table, in order."""
    names = COMMON_INDICATORS | _names(found)
    groups = [list(_of(table, names)) for table in found if table.holds_indicators()]
    return [indicator for group in groups for indicator in _without_points_of_groups(group)]


def _without_points_of_groups(found: list[Indicator]) -> list[Indicator]:
    """Points that stand beside the first of several rows are of all of them, and of no single indicator."""
    for indicator, after in pairwise(found):
        alone = Role.WEIGHT in after.cells or Role.SCORE in after.cells
        if (
            not alone
            and Role.NAME in after.cells
            and Role.WEIGHT in indicator.cells
            and Role.SCORE in indicator.cells
        ):
            del indicator.cells[Role.WEIGHT], indicator.cells[Role.SCORE]
    return found


def _names(found: Sequence[Table]) -> frozenset[str]:
    """Names that stand in the column of names of rows as wide as their header."""
    names = set()
    for table in found:
        if not table.holds_indicators() or table.header is None:
            continue
        column = next(i for i, role in table.columns.items() if role is Role.NAME)
        for row in table.rows:
            if column < len(row.cells) and _wide(row, table):
                names.add(row.cells[column].words)
    return frozenset(names - LEVELS - {""})


def _wide(row: Row, table: Table) -> bool:
    """Whether every column of numbers holds a number, so that nothing can be shifted."""
    numbers = [i for i, role in table.columns.items() if role in {Role.WEIGHT, Role.SCORE}]
    return bool(numbers) and all(
        i < len(row.cells) and re.fullmatch(r"[0-9.]+", row.cells[i].words) for i in numbers
    )


def _of(table: Table, names: frozenset[str]) -> Iterator[Indicator]:
    current: Indicator | None = None
    level_1: Text | None = None
    level_2: Text | None = None
    for row in table.rows:
        if not any(c.words for c in row.cells) or _TOTAL.match(next(c.words for c in row.cells if c.words)):
            continue
        cells = align(row, table.columns, names)
        if Role.LEVEL_1 in cells:
            level_1, level_2 = cells[Role.LEVEL_1], None
        level_2 = cells.get(Role.LEVEL_2, level_2)
        if current is not None and _goes_on(current, cells):
            _add(current, cells)
            continue
        if current is not None:
            _give_back(current, cells)
            yield current
        current = Indicator(table, cells[Role.NAME].words if Role.NAME in cells else "", cells, row,
                            level_1, level_2)  # fmt: skip
        _keep_long(current, cells)
    if current is not None:
        yield current


def _goes_on(current: Indicator, cells: dict[Role, Text]) -> bool:
    """Whether a row only continues the one before, which the end of a page cut."""
    if not any(role in cells for role in _VALUES):
        return True
    if Role.NAME in cells:
        return False
    return not any(role in cells and role in current.cells for role in _VALUES)


def _add(current: Indicator, cells: dict[Role, Text]) -> None:
    rest = cells.get(Role.NAME)
    if rest is not None and rest.words not in COMMON_INDICATORS:
        current.name += rest.words
    for role in _VALUES:
        if role in cells and role not in current.cells:
            current.cells[role] = cells[role]
    _keep_long(current, cells)


def _give_back(current: Indicator, cells: dict[Role, Text]) -> None:
    """Criteria that begin with ② or later belong to the row before, which the end of a page cut."""
    standard = cells.get(Role.STANDARD)
    if standard is not None and "②" <= standard.words[0] <= "⑳":
        current.parts.setdefault(Role.STANDARD, []).append(cells.pop(Role.STANDARD))


def _keep_long(current: Indicator, cells: dict[Role, Text]) -> None:
    for role in _LONG:
        if role in cells:
            current.parts.setdefault(role, []).append(cells[role])
