"""台账: one row per project as a workbook for the office, set up for print. Text is only ever text: nothing in it is a formula."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # has annotations, but no py.typed

from generator.model.project import Nature
from generator.opendata.csv_file import COMMANDS
from generator.opendata.publisher import Publisher
from generator.opendata.record import OPEN_PROGRESS

SHEET = "台账"
NOTES = "说明"
TITLE = "项目支出绩效评价台账"

_A3 = 8
"""The size of office ledgers: twenty columns are too small to read on A4."""
_A4 = 9
_INCH = 25.4
_MARGINS = {"left": 10 / _INCH, "right": 10 / _INCH, "top": 18 / _INCH, "bottom": 15 / _INCH}
_GB2312 = 134
_SONG = {"font_name": "宋体", "font_family": 1, "font_charset": _GB2312}
_HEI = {"font_name": "黑体", "font_family": 2, "font_charset": _GB2312}
_LONGEST_TEXT = 32_000
_TITLE_ROW, _NOTE_ROW, _HEAD_ROW = 0, 1, 2
_LINE, _ABOVE_AND_BELOW = 12.5, 6
"""Heights in points: of a line of 9 point text, and of the room around it."""
_HAN, _LATIN = 1.9, 1.05
"""Widths of characters in those of a digit, generously."""

Value = str | Decimal | int | datetime.date | None
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column: its heading, its width in characters, and its value in a record."""

    name: str
    width: float
    value: Callable[[Row], Value]
    meaning: str = ""
    form: str = ""
    """The number format; empty for text."""
    centred: bool = False


def _number(*path: str) -> Callable[[Row], Value]:
    def value(record: Row) -> Value:
        text: Any = record
        for name in path:
            text = text[name] if text is not None else None
        return _decimal(text)

    return value


def _decimal(text: str | None) -> Value:
    """A number; what is no number, such as 未载明, as it is."""
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return text


def _money(name: str) -> Callable[[Row], Value]:
    return lambda record: _decimal(record["funds"][0][name])


def _open_issues(record: Row) -> int:
    return sum(issue["progress"] in OPEN_PROGRESS for issue in record["issues"])


def _published_at(record: Row) -> Value:
    moment = (record["disclosure"] or {}).get("published_at")
    return datetime.datetime.fromisoformat(moment).date() if moment else None


def _document_date(record: Row) -> Value:
    day = (record["disclosure"] or {}).get("document_date")
    return datetime.date.fromisoformat(day) if day else None


def _remarks(record: Row) -> str:
    remarks = [record["nature"]] if record["nature"] == Nature.TRANSCRIBED else []
    remarks += ["公布与复算不同"] if record["difference"] else []
    return "；".join(remarks)


POINTS, MONEY, RATE, DAY, COUNT = "0.00", "#,##0.00", "0.00", "yyyy-mm-dd", "0"

COLUMNS = (
    LedgerColumn("年度", 7, lambda r: r["year"], form=COUNT, centred=True),
    LedgerColumn("主管部门", 22, lambda r: r["department"]),
    LedgerColumn("项目名称", 34, lambda r: r["name"], "连到网站上的项目网页"),
    LedgerColumn("评价类型", 10, lambda r: r["type"], centred=True),
    LedgerColumn("全年预算\n（万元）", 14, _money("annual_budget"), form=MONEY),
    LedgerColumn("支出\n（万元）", 14, _money("spent"), form=MONEY),
    LedgerColumn("执行率\n（%）", 10, _number("execution_rate", "headline"), "公布的执行率，没有公布的为按规则集口径计算的", RATE),
    LedgerColumn("满分", 6, _number("full"), form=COUNT, centred=True),
    LedgerColumn("公布\n得分", 9, _number("published", "total"), "签发的报告上的总分；空白表示没有公布总分", POINTS),
    LedgerColumn("复算\n得分", 9, _number("total"), "按评分规则和填报数据重新计算的总分", POINTS),
    LedgerColumn("公布\n等级", 8, lambda r: (r["published"] or {}).get("grade"), centred=True),
    LedgerColumn("复算\n等级", 8, lambda r: r["grade"], "空白表示这种表式不评等级", centred=True),
    LedgerColumn("失分", 8, _number("headline", "lost"), "满分减公布得分；没有公布的减复算得分", POINTS),
    LedgerColumn("问题数", 7, lambda r: len(r["issues"]), form=COUNT, centred=True),
    LedgerColumn("未完成\n整改数", 8, _open_issues, "整改状态为未开始或整改中的问题数；状态未载明的不计", COUNT, centred=True),
    LedgerColumn("成文日期", 12, _document_date, form=DAY, centred=True),
    LedgerColumn("发布日期", 12, _published_at, form=DAY, centred=True),
    LedgerColumn("更正\n次数", 7, lambda r: len(r["corrections"]), form=COUNT, centred=True),
    LedgerColumn("项目编号", 26, lambda r: r["id"]),
    LedgerColumn("备注", 16, _remarks),
)  # fmt: skip

_LINKED = "项目名称"


def ledger_row(record: Row) -> tuple[Value, ...]:
    """The values of a project in the ledger."""
    return tuple(column.value(record) for column in COLUMNS)


def _height(values: Iterable[Value]) -> float:
    """The height of a row in points: that of its highest cell."""
    lines = [
        ceil(sum(_HAN if ord(c) > 0xFF else _LATIN for c in value) / (column.width - 2))  # noqa: PLR2004 - beyond Latin
        for column, value in zip(COLUMNS, values, strict=True)
        if isinstance(value, str)
    ]
    return max(1, *lines) * _LINE + _ABOVE_AND_BELOW


class Ledger:
    """A ledger in the writing: projects are added in the order of the sheet."""

    def __init__(self, target: Path, publisher: Publisher, *, day: datetime.date) -> None:
        """`day` is the only date that the file's properties bear."""
        options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True,
                   "default_format_properties": _SONG | {"font_size": 9}}  # fmt: skip
        self._book = xlsxwriter.Workbook(target, options)
        self._book.set_properties(
            {
                "title": TITLE,
                "author": publisher.host or publisher.name,
                "created": datetime.datetime.combine(day, datetime.time()),
            }
        )
        self._publisher = publisher
        self._sheet = self._book.add_worksheet(SHEET)
        self._formats = {c.name: self._format(c) for c in COLUMNS}
        self._quoted = {c.name: self._format(c, quote_prefix=True) for c in COLUMNS}
        linked = next(c for c in COLUMNS if c.name == _LINKED)
        self._link = self._format(linked, font_color="#0B4F8A", underline=1)
        self._next = _HEAD_ROW + 1
        self._head()

    def add(self, page: str, values: Iterable[Value]) -> None:
        """Write the row of a project (`ledger_row`), which leads to its page."""
        row = self._next
        values = tuple(values)
        self._sheet.set_row(row, _height(values))
        for number, (column, value) in enumerate(zip(COLUMNS, values, strict=True)):
            if column.name == _LINKED:
                address = self._publisher.address(page, f"external:../{page}")
                self._sheet.write_url(row, number, address, self._link, str(value)[:_LONGEST_TEXT])
            else:
                self._cell(row, number, column, value)
        self._next += 1

    def close(self) -> None:
        """Finish the file."""
        self._set_up()
        self._explain()
        self._book.close()

    # --- cells ----------------------------------------------------------------------------------------------------

    def _cell(self, row: int, number: int, column: LedgerColumn, value: Value) -> None:
        style = self._formats[column.name]
        if value is None or value == "":
            self._sheet.write_blank(row, number, None, style)
        elif isinstance(value, datetime.date):
            self._sheet.write_datetime(row, number, datetime.datetime.combine(value, datetime.time()), style)
        elif isinstance(value, str):
            text_style = self._quoted[column.name] if value.startswith(COMMANDS) else style
            self._sheet.write_string(row, number, value[:_LONGEST_TEXT], text_style)
        else:
            self._sheet.write_number(row, number, float(value), style)

    def _format(self, column: LedgerColumn, **more: Any) -> Any:
        align = "center" if column.centred else "right" if column.form else "left"
        base = {"border": 1, "valign": "vcenter", "align": align, "text_wrap": not column.form}
        if align != "center":
            base["indent"] = 1
        return self._book.add_format(base | ({"num_format": column.form} if column.form else {}) | more)

    # --- layout ---------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        title = self._book.add_format(_HEI | {"font_size": 16, "align": "center", "valign": "vcenter"})
        note = self._book.add_format({"align": "left", "valign": "vcenter"})
        head = self._book.add_format(
            _HEI | {"font_size": 9, "border": 1, "bg_color": "#EDEDED", "align": "center", "valign": "vcenter", "text_wrap": True}
        )  # fmt: skip
        self._sheet.merge_range(_TITLE_ROW, 0, _TITLE_ROW, len(COLUMNS) - 1, "", title)
        self._sheet.write_string(_TITLE_ROW, 0, TITLE, title)
        self._sheet.merge_range(_NOTE_ROW, 0, _NOTE_ROW, len(COLUMNS) - 1, "", note)
        self._sheet.write_string(_NOTE_ROW, 0, self._note(), note)
        self._sheet.set_row(_TITLE_ROW, 30)
        self._sheet.set_row(_NOTE_ROW, 16)
        self._sheet.set_row(_HEAD_ROW, 32)
        for number, column in enumerate(COLUMNS):
            self._sheet.set_column(number, number, column.width)
            self._sheet.write_string(_HEAD_ROW, number, column.name, head)

    def _note(self) -> str:
        day = self._publisher.data_date
        dated = f"；数据截至{day.year}年{day.month}月{day.day}日" if day else ""
        return f"来源：{self._publisher.name}{dated}"

    def _set_up(self) -> None:
        last = max(self._next - 1, _HEAD_ROW)
        sheet = self._sheet
        sheet.freeze_panes(_HEAD_ROW + 1, 3)
        sheet.autofilter(_HEAD_ROW, 0, last, len(COLUMNS) - 1)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.print_area(0, 0, last, len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(**_MARGINS)
        sheet.center_horizontally()
        sheet.set_footer('&C&9&"宋体,Regular"第&P页，共&N页', {"margin": 6 / _INCH})

    def _explain(self) -> None:
        """A second sheet: what the columns mean that do not explain themselves."""
        sheet = self._book.add_worksheet(NOTES)
        head = self._book.add_format(_HEI | {"border": 1, "bg_color": "#EDEDED"})
        cell = self._book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 80)
        sheet.write_row(0, 0, ("列", "含义"), head)
        explained = [(c.name.replace("\n", ""), c.meaning) for c in COLUMNS if c.meaning]
        explained.append(("未载明", "原报告没有写；本站不推测、不补充"))
        for row, pair in enumerate(explained, 1):
            sheet.write_row(row, 0, pair, cell)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
