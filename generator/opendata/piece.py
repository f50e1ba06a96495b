"""What one project adds to the data files: small, plain, and made from this project alone, so that it can be kept and sent about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.evaluate import Evaluation
from generator.opendata.csv_file import csv_rows
from generator.opendata.feed import Item, item_of
from generator.opendata.ledger import Value, ledger_row
from generator.opendata.record import (
    Record,
    changed_at,
    is_open,
    project_record,
    record_text,
    withdrawn_record,
)
from generator.opendata.tables import TABLES


@dataclass(frozen=True, slots=True)
class Piece:
    """One project in the data files."""

    id: str
    page: str
    year: int
    tables: dict[str, tuple[int, str]]
    """By table: how many rows, and their lines."""
    json: str
    """The record; it is also the project's own JSON file. Empty for a report that was withdrawn."""
    ledger: tuple[Value, ...]
    """Empty for a report that was withdrawn."""
    item: Item | None
    changed: datetime.datetime | None
    """The declared date of the last publication or correction."""

    @property
    def withdrawn(self) -> bool:
        """Whether the report was withdrawn."""
        return not self.json


def piece_of(evaluation: Evaluation) -> Piece | None:
    """The piece of a project that is 已公开; of any other there is none, whatever a preview shows."""
    return _piece(project_record(evaluation)) if is_open(evaluation) else None


def withdrawn_piece_of(evaluation: Evaluation) -> Piece:
    """The piece of a report that was withdrawn: its corrections."""
    return _piece(withdrawn_record(evaluation), withdrawn=True)


def _piece(record: Record, *, withdrawn: bool = False) -> Piece:
    tables = {}
    for table in TABLES:
        if table.with_withdrawn or not withdrawn:
            rows = table.rows(record)
            tables[table.name] = (len(rows), csv_rows(table, rows))
    return Piece(
        id=record["id"],
        page=record["page"],
        year=record["year"],
        tables=tables,
        json="" if withdrawn else record_text(record),
        ledger=() if withdrawn else ledger_row(record),
        item=item_of(record, withdrawn=withdrawn),
        changed=changed_at(record),
    )
