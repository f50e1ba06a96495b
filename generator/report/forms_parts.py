"""What the official forms share: the form itself, labels and cells as paper forms have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.base import UNSTATED, Unstated
from generator.model.funds import Funds
from generator.model.values import Amount
from generator.report import wording
from generator.report.figures import Figure
from generator.report.score_cells import DIFFERS
from generator.report.tables import Cell, Row, Scope, Table, header


@dataclass(frozen=True, slots=True)
class Form:
    """A filled form: one table under its official title."""

    name: str
    """What the form is called in short, as a worksheet is: 自评表."""
    title: str
    """The title that the regulation gives it."""
    table: Table
    notes: tuple[str, ...] = ()
    """What stands below the table, a paragraph each."""
    landscape: bool = False
    """Whether it wants pages on their side."""


def label(text: str, *, rowspan: int = 1, colspan: int = 1) -> Cell:
    """The label of what stands to its right."""
    return header(text, Scope.ROW, rowspan=rowspan, colspan=colspan)


def part(text: str, *, rowspan: int = 1, colspan: int = 1) -> Cell:
    """The label of a part of the form: it heads all rows of its group."""
    return header(text, Scope.GROUP, rowspan=rowspan, colspan=colspan)


def year_of(year: int) -> str:
    """The line under the title of a form."""
    return f"（{year}年度）"


def amount(value: Amount | Unstated | None, funds: Funds, *, colspan: int = 1) -> Cell:
    """An amount in the middle of its cell; 未载明 where the form asks for one and nobody says it."""
    text = str(UNSTATED) if value is None else wording.amount(value, funds)
    return Cell(text, colspan=colspan)


def score(figure: Figure, link: str, *, rowspan: int = 1) -> Cell:
    """A score as published, else recomputed; ≠ where both are known and differ."""
    return Cell(figure.text, mark=differs(figure), link=link, rowspan=rowspan)


def differs(figure: Figure) -> str:
    """The mark of a published score that is not the recomputed one."""
    return DIFFERS if figure.difference is not None else ""


def beside(first: Row, rows: tuple[Row, ...]) -> Iterator[Row]:
    """Rows with some cells in front of the first one."""
    for number, row in enumerate(rows):
        yield row if number else (*first, *row)
