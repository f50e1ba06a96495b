"""Evaluations for tests of open data: small ones, and the real content; and readers of what is written."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import Any

from generator.evaluate import Evaluation
from generator.opendata.piece import Piece, piece_of
from tests.site import samples

COMMANDS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "＝1+1",
    "－1",
    "'=1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("x")',
)
"""Texts that a spreadsheet would run, or could be made to; those of YAML are stripped, hence the tab only here."""


def evaluation(project_id: str = "2024/beng-zhan", **changes: Any) -> Evaluation:
    """A small project that is 已公开; `changes` by Chinese key of project.yml, or of 项目."""
    return samples.entry(project_id, **({"状态": "已公开"} | changes)).evaluation


@cache
def real_evaluations() -> tuple[Evaluation, ...]:
    """The projects of the repository."""
    return tuple(e.evaluation for e in samples.real_entries())


def pieces(*evaluations: Evaluation) -> list[Piece]:
    """What these projects add to the data files."""
    return [p for p in map(piece_of, evaluations) if p is not None]


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as a program reads them."""
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def original(cell: str) -> str:
    """The text of a cell, as the data dictionary tells readers to get it."""
    return cell.removeprefix("'")
