"""Writes laid-out sheets into a workbook. Text is only ever written as text: what begins with = is no formula."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]  # has annotations, but no py.typed

from generator.render.xlsx_layout import SIZES, TITLE_SIZE, Placed, Plan, Position
from generator.render.xlsx_numbers import Formula
from generator.report.document import Document
from generator.report.tables import Align, Scope

LONGEST_TEXT = 32_000
"""Characters that a cell may hold, a little below Excel's 32,767."""
_CUT = "……（余下见报告）"

_A4 = 9
_INCH = 25.4
_MARGINS = {"left": 15 / _INCH, "right": 15 / _INCH, "top": 20 / _INCH, "bottom": 18 / _INCH}
_LONGEST_HEADER = 100
_HIGHEST_FROZEN = 260
"""Rows that stay in sight leave room for others on a small screen. In points."""
_COMMANDS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What spreadsheets may take for a command when somebody edits the cell; such text is marked as quoted."""

_GB2312 = 134
_SONG = {"font_name": "宋体", "font_family": 1, "font_charset": _GB2312}
_HEI = {"font_name": "黑体", "font_family": 2, "font_charset": _GB2312}
"""Names of every office's fonts. Family and character set say what to take where they are missing."""

_ALIGN = {Align.CENTRE: "center", Align.LEFT: "left", Align.NUMBER: "center"}


class _Look(NamedTuple):
    """How a cell of a table looks."""

    size: float
    head: bool
    foot: bool
    align: str
    high: bool
    number: str | None
    quoted: bool

    def properties(self) -> dict[str, Any]:
        """As the library names it."""
        properties: dict[str, Any] = {
            "border": 1,
            "align": self.align,
            "font_size": self.size,
            **(_HEI if self.head else _SONG),
        }
        if self.head:
            properties["bg_color"] = "#EDEDED"
        if self.foot:
            properties["bold"] = True
        if self.high:
            properties["valign"] = "top"
        if self.number is not None:
            properties["num_format"] = self.number
            properties["text_wrap"] = False
        elif self.quoted:
            properties["quote_prefix"] = True
        return properties


class Book:
    """A workbook in the making."""

    def __init__(self, document: Document, mark: str) -> None:
        """`mark` stands at the top of every printed page, opposite to the title; it may be empty."""
        self._bytes = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": _SONG | {"font_size": 10},
        }
        self._book = xlsxwriter.Workbook(self._bytes, options)
        self._looks: dict[_Look, Any] = {}
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._document, self._mark = document, mark
        self._describe()

    def _describe(self) -> None:
        document = self._document
        properties = {
            "title": document.title,
            "subject": "指标评分表",
            "author": document.author,
            "keywords": "，".join(document.keywords),
            "comments": document.notice,
            "created": datetime.datetime.combine(document.date, datetime.time()),
        }
        self._book.set_properties(properties)

    def close(self) -> bytes:
        """The finished workbook."""
        self._book.close()
        return self._bytes.getvalue()

    def add(self, plan: Plan, formulas: Mapping[Position, Formula], targets: Mapping[str, str]) -> None:
        """Add a sheet. `targets` says for each link inside the document which cell it leads to."""
        sheet = self._book.add_worksheet(plan.sheet.name)
        for column, width in enumerate(plan.widths):
            sheet.set_column_pixels(column, column, width)
        for row, high in enumerate(plan.heights):
            sheet.set_row(row, round(high, 2))
        self._lines(sheet, plan)
        for position, placed in plan.cells.items():
            self._cell(sheet, plan, placed, formulas.get(position), targets.get(placed.cell.link))
        self._set_up(sheet, plan)

    # --- cells ----------------------------------------------------------------------------------------------------

    def _lines(self, sheet: Any, plan: Plan) -> None:
        """Title and other lines above and below the table."""
        title = self._format(**_HEI, font_size=TITLE_SIZE, align="center")
        plain = self._format(**_SONG, font_size=SIZES[-1], align="left")
        for line in (plan.title, *plan.lines_above, *plan.lines_below):
            style = title if line is plan.title else plain
            self._merge(sheet, (line.rows[0], 0, line.rows[-1], plan.width - 1), style)
            _write_text(sheet, line.rows[0], 0, line.text, style)

    def _cell(
        self, sheet: Any, plan: Plan, placed: Placed, formula: Formula | None, target: str | None
    ) -> None:
        area = plan.area(placed)
        style = self._style(plan, placed)
        self._merge(sheet, area, style)
        row, column = area[:2]
        if target and placed.number is not None:
            sheet.write_url(row, column, f"internal:{target}", style, placed.shown, "查看计算过程")
        if formula is not None:
            sheet.write_formula(row, column, f"={formula.text}", style, _stored(formula.value))
        elif placed.number is not None:
            sheet.write_number(row, column, float(placed.number.value), style)
        else:
            _write_text(sheet, row, column, placed.shown, style)

    @staticmethod
    def _merge(sheet: Any, area: tuple[int, int, int, int], style: Any) -> None:
        if area[:2] != area[2:]:
            sheet.merge_range(*area, "", style)

    def _style(self, plan: Plan, placed: Placed) -> Any:
        head, foot = placed.row < plan.head_rows, placed.row >= plan.height - len(plan.table.foot)
        area, number = plan.area(placed), placed.number
        left = placed.cell.scope is Scope.ROW and plan.table.kind == "funds"
        look = _Look(
            plan.size,
            head,
            foot,
            _ALIGN[Align.LEFT if left else placed.cell.align],
            area[0] != area[2],
            number.format if number else None,
            number is None and placed.shown.startswith(_COMMANDS),
        )
        if look not in self._looks:
            self._looks[look] = self._format(**look.properties())
        return self._looks[look]

    def _format(self, **properties: Any) -> Any:
        base = {"valign": "vcenter", "text_wrap": True}
        key = tuple(sorted((base | properties).items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(key))
        return self._formats[key]

    # --- print set-up ---------------------------------------------------------------------------------------------

    def _set_up(self, sheet: Any, plan: Plan) -> None:
        first = plan.starts[0]
        last = plan.starts[plan.head_rows] - 1
        if plan.head_rows:
            sheet.repeat_rows(first, last)
            if sum(plan.heights[: last + 1]) <= _HIGHEST_FROZEN:
                sheet.freeze_panes(last + 1, plan.sheet.frozen)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(**_MARGINS)
        sheet.center_horizontally()
        sheet.set_header(self._header(), {"margin": 10 / _INCH})
        sheet.set_footer('&C&10&"宋体,Regular"第&P页', {"margin": 8 / _INCH})
        everything = plan.range([(0, 0), (plan.total_row, plan.width - 1)])
        sheet.ignore_errors(
            dict.fromkeys(("number_stored_as_text", "formula_range", "formula_differs"), everything)
        )

    def _header(self) -> str:
        """Title and mark; `&` is a command in headers."""
        title = self._document.title[:_LONGEST_HEADER].replace("&", "＆")
        return f'&L&9&"宋体,Regular"{title}&R&9&"宋体,Regular"{self._mark}'


def _write_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    if not text:
        sheet.write_blank(row, column, None, style)
    else:
        whole = len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT
        sheet.write_string(row, column, text if whole else text[: LONGEST_TEXT // 2] + _CUT, style)


def _stored(value: Fraction) -> float | int:
    """A number as the file holds it."""
    return value.numerator if value.denominator == 1 else float(value)


def link_targets(plans: Iterable[Plan]) -> dict[str, str]:
    """For each link inside the document the cell of the workbook it leads to."""
    return {
        f"#{id_}": plan.address((row, 1), outside=True)
        for plan in plans
        for id_, row in (plan.sheet.places or {}).items()
    }
