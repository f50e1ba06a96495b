"""The five published reports, which lie outside the repository, and what careful reading found in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.conftest import REPOSITORY

LISTS = Path(__file__).parent / "contradictions"
SEEDS = Path(os.environ.get("JIXIAO_SEEDS", REPOSITORY.parent / "shared" / "seeds"))

needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the published reports are not here; set JIXIAO_SEEDS"
)


@dataclass(frozen=True)
class Contradiction:
    """One entry of the list: its places are ranges of lines of the report, first and last."""

    report: str
    code: str
    family: str
    severity: str
    places: tuple[range, ...]
    checkable: str
    how: str
    fact: str


def contradictions() -> Iterator[Contradiction]:
    """Every entry of every list, in order, as they stood before the first rule."""
    return _entries("矛盾")


def additions() -> Iterator[Contradiction]:
    """What was found and confirmed later; counted apart."""
    return _entries("后补")


def _entries(key: str) -> Iterator[Contradiction]:
    for path in sorted(LISTS.glob("*.yml")):
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in listed.get(key, []):
            yield Contradiction(
                report=listed["报告"],
                code=entry["编号"],
                family=entry["类别"],
                severity=entry["严重度"],
                places=tuple(_lines(str(place)) for place in entry["位置"]),
                checkable=entry["可机检"],
                how=entry["怎样查"],
                fact=entry["事实"],
            )


def _lines(place: str) -> range:
    first, _, last = place.partition("-")
    return range(int(first), int(last or first) + 1)
