"""Which cell of a row holds what, where cells were merged, lost or shifted.

The roles of the header and the cells of the row keep their order; among all ways to pair them in order, the one that
fits the contents and the positions best is taken.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache

from generator.audit.document import Row
from generator.audit.tables import Role
from generator.audit.text import Text
from generator.audit.vocabulary import LEVELS, LEVELS_1, LEVELS_2

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?分?$")
_VALUE = re.compile(
    r"[≥≤<>=]|[0-9]|^(?:充分|规范|合理|明确|科学|合规|健全|有效|完成|未完成|显著|明显|不适用|好|较好|良好)$"
)
_FORBIDDEN = -1000
_NO_NAME = frozenset(("未载明", "—", "-", "/"))
_SKIPPED_CELL = -6
_LONGEST_NAME = 45
_LONGEST_VALUE = 30
_SHORTEST_PROSE = 9
_SHORT = frozenset((Role.TARGET, Role.ACTUAL, Role.RATE))
_NUMERIC = frozenset((Role.WEIGHT, Role.SCORE))


def align(row: Row, columns: dict[int, Role], names: AbstractSet[str]) -> dict[Role, Text]:
    """The cells of a row by their role. `names` are indicators known from elsewhere."""
    cells = [(i, cell) for i, cell in enumerate(row.cells) if cell.words]
    roles = sorted(columns.items())

    @cache
    def best(role: int, cell: int) -> tuple[int, tuple[tuple[int, int], ...]]:
        if cell == len(cells) or role == len(roles):
            return _SKIPPED_CELL * (len(cells) - cell), ()
        position, kind = roles[role]
        index, text = cells[cell]
        without_role, pairs_1 = best(role + 1, cell)
        without_cell, pairs_2 = best(role, cell + 1)
        rest, pairs_3 = best(role + 1, cell + 1)
        fit = _fit(kind, text.words, names) + (2 if position == index else 0)
        return max(
            (without_role, pairs_1), (without_cell + _SKIPPED_CELL, pairs_2),
            (rest + fit, ((role, cell), *pairs_3)), key=lambda option: option[0],
        )  # fmt: skip

    pairs = {roles[role][1]: cells[cell] for role, cell in best(0, 0)[1]}
    return {role: text for role, (_, text) in _shifted_alike(pairs, columns).items()}


def _shifted_alike(
    pairs: dict[Role, tuple[int, Text]], columns: dict[int, Role]
) -> dict[Role, tuple[int, Text]]:
    """What stands beside a shifted name is the target, not the actual that the header has above it."""
    if Role.NAME not in pairs or Role.ACTUAL not in pairs or Role.TARGET in pairs:
        return pairs
    position = {role: i for i, role in columns.items()}
    shift = pairs[Role.NAME][0] - position[Role.NAME]
    if shift and position.get(Role.TARGET, -1) + shift == pairs[Role.ACTUAL][0]:
        return {Role.TARGET if role is Role.ACTUAL else role: found for role, found in pairs.items()}
    return pairs


def _fit(role: Role, words: str, names: AbstractSet[str]) -> int:
    """How well some words fill a role; far below zero where they cannot."""
    numeric = bool(_NUMBER.match(words))
    if role in _NUMERIC:
        return 6 if numeric else _FORBIDDEN
    if role is Role.NAME:
        return _as_name(words, names)
    if role in _SHORT:
        return _as_value(words, names)
    if role in {Role.LEVEL_1, Role.LEVEL_2}:
        return _as_level(words, names, first=role is Role.LEVEL_1)
    return 3 if len(words) >= _SHORTEST_PROSE else _FORBIDDEN if numeric else 0


def _as_name(words: str, names: AbstractSet[str]) -> int:
    if words in names:
        return 12
    if _NUMBER.match(words) or len(words) > _LONGEST_NAME or words in LEVELS or words in _NO_NAME:
        return -4 if words in LEVELS else _FORBIDDEN
    return 0 if _VALUE.search(words) else 4


def _as_value(words: str, names: AbstractSet[str]) -> int:
    if words in names or len(words) > _LONGEST_VALUE:
        return -12
    if _NUMBER.match(words):
        return 1
    return 4 if _VALUE.search(words) else 2


def _as_level(words: str, names: AbstractSet[str], *, first: bool) -> int:
    plain = words.partition("(")[0]
    if words in names or plain in (LEVELS_2 if first else LEVELS_1) - (LEVELS_1 if first else LEVELS_2):
        return _SKIPPED_CELL - 4
    if plain in LEVELS:
        return 5
    return _FORBIDDEN if _NUMBER.match(words) or len(words) > _LONGEST_VALUE else 1
