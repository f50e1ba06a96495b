"""The tables of a report as its workbook shows them."""

from __future__ import annotations

import io
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from tests.parity.blocks import Block, Cell, squeezed
from tests.render.test_xlsx import displayed


def read(data: bytes) -> dict[str, Block]:
    """The table of each sheet, by the sheet's name; its text is the title of the sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        sheet.title: Block("table", squeezed(sheet.cell(1, 1).value), tuple(_cells(sheet))) for sheet in book
    }


def _cells(sheet: Any) -> list[Cell]:
    """Every cell of the table of a sheet: its cells have borders, the lines above and below have none."""
    areas = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for m in areas.values()
        for row in range(m.min_row, m.max_row + 1)
        for column in range(m.min_col, m.max_col + 1)
    } - areas.keys()
    begun = [
        cell
        for line in sheet.iter_rows()
        for cell in line
        if cell.border.left.style and (cell.row, cell.column) not in covered
    ]
    rows = sorted({cell.row for cell in begun})
    found = []
    for cell in begun:
        area = areas.get((cell.row, cell.column))
        high = sum(cell.row <= row <= area.max_row for row in rows) if area else 1
        wide = area.max_col - area.min_col + 1 if area else 1
        text = squeezed(displayed(cell.value, cell.number_format))
        found.append((rows.index(cell.row), cell.column - 1, text, high, wide))
    return found
