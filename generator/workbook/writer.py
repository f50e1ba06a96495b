"""Writes the workbook that an office fills in: locked where nothing is to be filled in, with lists and help where it is.

Every value is text, so that `175.00` stays `175.00`. Same project, same bytes: the file holds no date but a fixed one.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # has annotations, but no py.typed

from generator.workbook import form
from generator.workbook.form import DetailSheet, PairSheet, RowSheet, node, text_at
from generator.workbook.kinds import letters

HEAD = 3
"""The 0-based row of the column heads."""
SPARE = 20
"""Empty rows for what is new."""
_A3, _A4 = 8, 9
_INCH = 25.4
_WIDTHS = {
    form.NUMBER: 6, "一级": 10, "二级": 12, "三级": 20, "权重": 6, "性质": 6, "指标值": 14, "完成值": 14, "方向": 6,
    "扣分原因": 26, "偏差原因": 20, "佐证": 18, "解释": 22, "评分标准原文": 22, "备注": 16, "名称": 26, "数值": 16,
    form.INDICATOR: 28, "要点": 12, "要点内容": 60, "结果": 12, "金额": 16,
}  # fmt: skip
_HELP = (
    "一、浅黄色的格子可以填写，其余的已锁定。工作表没有设密码，确有需要时可以撤销保护。",
    "二、带下拉箭头的格子从列表里选；选中格子时会出现填写说明。",
    "三、值照报告里的写法填，如 ≥99.99%、不大于3秒、2024年12月31日前、4个、合规。",
    "四、原报告没有写明的填“未载明”，不适用的填“不适用”，没有的空着；不要替它编。",
    "五、不要改动灰色的“序号”“分组”“项目”几栏：导入时靠它们认出每一行。可以增加空行、调整列宽。",
    "六、填好后保存，运行 jixiao import 这份工作簿。没有改动的内容，一个字也不会变；填错的地方会指明工作表和单元格。",
)


def write_workbook(
    project_id: str,
    value: dict[str, Any],
    criteria: Sequence[Sequence[str]],
    rule_sets: Sequence[str],
    inputs: Sequence[Sequence[str]] = (),
) -> bytes:
    """The workbook of a project.

    `value` is its project.yml as plain values; `criteria` the texts of each indicator's criteria; `inputs` the names of
    inputs that each indicator's rule needs; `rule_sets` the names to choose from.
    """
    book = _Book(value, rule_sets)
    book.guide(project_id)
    for sheet in form.SHEETS:
        if isinstance(sheet, PairSheet):
            book.pairs(sheet)
        elif isinstance(sheet, RowSheet):
            book.rows(sheet)
        else:
            book.details(sheet, criteria if sheet is form.CRITERIA else inputs)
    return book.close()


class _Book:
    """A workbook in the making."""

    def __init__(self, value: dict[str, Any], rule_sets: Sequence[str]) -> None:
        self.value, self.rule_sets = value, rule_sets
        self.bytes = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.bytes, options)
        title = text_at(value, ("项目", "名称"))
        self.title = title
        self.book.set_properties({"title": f"{title} {form.MARK}", "created": datetime.datetime(2020, 1, 1)})  # noqa: DTZ001 - no zone
        base = {
            "font_name": "宋体",
            "font_family": 1,
            "font_charset": 134,
            "font_size": 10,
            "text_wrap": True,
        }
        base |= {"valign": "vcenter"}
        add = self.book.add_format
        self.plain = add(base | {"text_wrap": False})
        self.wrapped = add(base)
        self.heading = add(base | {"font_name": "黑体", "font_size": 16, "text_wrap": False})
        self.head = add(base | {"font_name": "黑体", "bg_color": "#DCE6F1", "border": 1, "align": "center"})
        self.locked = add(base | {"bg_color": "#F2F2F2", "border": 1, "border_color": "#A6A6A6"})
        self.note = add(base | {"border": 1, "border_color": "#A6A6A6", "font_color": "#595959"})
        self.sum = add(base | {"bg_color": "#F2F2F2", "border": 1, "bold": True, "num_format": "0.00##"})
        self.rate = add(base | {"bg_color": "#F2F2F2", "border": 1, "bold": True, "num_format": "0.00%"})
        self.open = add(
            base
            | {
                "bg_color": "#FFFBE6",
                "border": 1,
                "border_color": "#A6A6A6",
                "locked": False,
                "num_format": "@",
            }
        )

    def close(self) -> bytes:
        """The finished workbook."""
        self.book.close()
        return self.bytes.getvalue()

    # --- sheets -----------------------------------------------------------------------------------------------------

    def guide(self, project_id: str) -> None:
        """How to fill it in, and which project it is."""
        sheet = self.book.add_worksheet(form.GUIDE)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 84)
        sheet.write_string(0, 0, form.MARK, self.heading)
        sheet.set_row(0, 30)
        sheet.write_string(2, 0, form.BOOK_ID, self.locked)
        sheet.write_string(2, 1, project_id, self.locked)
        sheet.write_string(3, 0, "项目名称", self.locked)
        sheet.write_string(3, 1, self.title, self.locked)
        for row, text in enumerate(_HELP, 5):
            sheet.merge_range(row, 0, row, 1, text, self.wrapped)
            sheet.set_row(row, 30)
        contents = [(s.name, s.help) for s in form.SHEETS]
        for row, (name, text) in enumerate(contents, 6 + len(_HELP)):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self.locked, name)
            sheet.write_string(row, 1, text, self.note)
            sheet.set_row(row, 30 if len(text) > 42 else 18)  # noqa: PLR2004 - two lines
        self._finish(sheet, 0)

    def pairs(self, sheet: PairSheet) -> None:
        """A sheet of names and values."""
        page = self._begin(
            sheet.name, sheet.help, (form.GROUP, form.NAME, form.VALUE, form.NOTE), (12, 22, 60, 44)
        )
        row = HEAD
        cells: dict[str, int] = {}
        for group, key in form.pair_rows(sheet, self.value):
            row += 1
            cells[f"{group.title} {key}"] = row
            text, note = text_at(self.value, (*group.path, key)), form.description(group.record, key)
            page.write_string(row, 0, group.title, self.locked)
            page.write_string(row, 1, key, self.locked)
            self._open_cell(page, row, 2, text)
            page.write_string(row, 3, note, self.note)
            page.set_row(row, _height((text, 56), (note, 40), (key, 20)))
            words = self.rule_sets if key == "规则集" else form.choices(group.record, key)
            self._validate(page, (row, 2, row, 2), key, note, words)
        self._checks(page, sheet, row + 2, cells)
        self._finish(page, row)

    def _checks(self, page: Any, sheet: PairSheet, row: int, cells: Mapping[str, int]) -> None:
        """Locked formulas that let the author see at once whether it adds up."""
        if sheet is form.FUNDS:
            top, bottom = (cells[f"资金 {name}"] + 1 for name in ("支出", "全年预算"))
            a, b = (_number(text_at(self.value, ("资金", name))) for name in ("支出", "全年预算"))
            stored = float(a / b) if a is not None and b else ""
            formula = f'=IFERROR(VALUE(C{top})/VALUE(C{bottom}),"")'
            self._check(page, row, "支出÷全年预算", formula, stored, self.rate)
        elif sheet is form.PUBLISHED:
            for title in ("公布·分项", "公布·指标"):
                own = [number for name, number in cells.items() if name.startswith(f"{title} ")]
                if own:
                    path = next(g.path for g in sheet.groups if g.title == title)
                    span = f"C{own[0] + 1}:C{own[-1] + 1}"
                    stored = float(_sum(str(v) for v in (node(self.value, path) or {}).values()))
                    self._check(page, row, f"{title[3:]}得分合计", _sum_formula(span), stored, self.sum)
                    row += 1

    def _check(self, page: Any, row: int, name: str, formula: str, stored: float | str, style: Any) -> None:
        page.write_string(row, 0, "核对", self.locked)
        page.write_string(row, 1, name, self.locked)
        page.write_array_formula(row, 2, row, 2, "{" + formula + "}", style, stored)
        page.write_string(row, 3, "自动计算，不导入", self.note)

    def rows(self, sheet: RowSheet) -> None:
        """A sheet with one row for each item of a list."""
        heads = (form.NUMBER, *sheet.keys)
        page = self._begin(sheet.name, sheet.help, heads, tuple(_WIDTHS.get(head, 16) for head in heads))
        items = node(self.value, sheet.path) or ()
        last = HEAD + len(items) + SPARE
        for number in range(len(items) + SPARE):
            row, height = HEAD + 1 + number, 18.0
            known = number < len(items)
            page.write_string(row, 0, str(number + 1) if known else "", self.locked if known else self.open)
            for column, key in enumerate(sheet.keys, 1):
                text = text_at(items[number], (key,)) if known else ""
                self._open_cell(page, row, column, text)
                height = max(height, _height((text, _WIDTHS.get(key, 16) - 2)))
            page.set_row(row, height)
        for column, key in enumerate(sheet.keys, 1):
            note, words = form.description(sheet.record, key), form.choices(sheet.record, key)
            if key == form.EVIDENCE:
                note += "；一行写一份（Alt+Enter 换行）"
            self._validate(page, (HEAD + 1, column, last, column), key, note, words)
        if sheet is form.INDICATORS:
            column = 1 + sheet.keys.index("权重")
            span = f"{letters(column + 1)}{HEAD + 2}:{letters(column + 1)}{last + 1}"
            total = float(_sum(text_at(item, ("权重",)) for item in items))
            page.write_string(HEAD - 1, column - 1, "权重合计（自动计算）", self.locked)
            page.write_array_formula(
                HEAD - 1, column, HEAD - 1, column, "{" + _sum_formula(span) + "}", self.sum, total
            )
        self._finish(page, last, frozen=4 if sheet is form.INDICATORS else 1)
        if sheet is form.INDICATORS:
            page.set_paper(_A3)

    def details(self, sheet: DetailSheet, known: Sequence[Sequence[str]]) -> None:
        """A sheet with one row for each key of a mapping inside each indicator."""
        heads: tuple[str, ...] = (form.NUMBER, form.INDICATOR, sheet.column, "要点内容", sheet.value)
        if sheet is form.INPUTS:
            heads = (form.NUMBER, form.INDICATOR, sheet.column, sheet.value)
        page = self._begin(sheet.name, sheet.help, heads, tuple(_WIDTHS.get(head, 16) for head in heads))
        row, value_column = HEAD, len(heads) - 1
        for number, item in enumerate(node(self.value, ("指标",)) or ()):
            own = item.get(sheet.key) or {}
            texts = list(known[number]) if number < len(known) else []
            numbered = {str(n): text for n, text in enumerate(texts, 1)}
            usual = numbered if sheet is form.CRITERIA else dict.fromkeys(texts, "")
            if sheet is form.CRITERIA and (texts or own):
                usual |= {form.UNSPECIFIED_POINTS: "扣了分、原报告没有写明是哪个要点时，填所扣的分，如 1分"}
            for key in dict.fromkeys([*usual, *own]):
                row += 1
                page.write_string(row, 0, str(number + 1), self.locked)
                page.write_string(row, 1, text_at(item, ("三级",)), self.locked)
                page.write_string(row, 2, key, self.locked)
                text = usual.get(key, "")
                if sheet is form.CRITERIA:
                    page.write_string(row, 3, text, self.note)
                self._open_cell(page, row, value_column, str(own.get(key, "")))
                page.set_row(
                    row, _height((text, 56), (str(own.get(key, "")), 12), (text_at(item, ("三级",)), 26))
                )
                if sheet is form.CRITERIA and key != form.UNSPECIFIED_POINTS:
                    self._validate(
                        page, (row, value_column, row, value_column), f"要点{key}", text, form.ANSWERS
                    )
        if sheet is form.INPUTS:
            for spare in range(SPARE):
                for column in (0, 2, 3):
                    self._open_cell(page, row + 1 + spare, column, "")
                page.write_blank(row + 1 + spare, 1, None, self.locked)
            row += SPARE
        self._finish(page, row)

    # --- parts of sheets --------------------------------------------------------------------------------------------

    def _begin(self, name: str, text: str, heads: Sequence[str], widths: Sequence[int]) -> Any:
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, f"{name}　{self.title}", self.heading)
        sheet.set_row(0, 26)
        sheet.write_string(1, 0, text, self.plain)
        for column, head in enumerate(heads):
            sheet.write_string(HEAD, column, head, self.head)
        sheet.set_row(HEAD, 20)
        return sheet

    def _open_cell(self, sheet: Any, row: int, column: int, text: str) -> None:
        if text:
            sheet.write_string(row, column, text, self.open)
        else:
            sheet.write_blank(row, column, None, self.open)

    @staticmethod
    def _validate(
        sheet: Any, area: tuple[int, int, int, int], title: str, text: str, words: Sequence[str]
    ) -> None:
        options: dict[str, Any] = {"validate": "any", "input_title": title[:32], "input_message": text[:250]}
        if words and len(",".join(words)) <= 255:  # noqa: PLR2004 - Excel's limit
            options |= {
                "validate": "list", "source": list(words), "error_type": "stop",
                "error_title": "不在列表里", "error_message": "请从下拉列表中选一个：" + "、".join(words)[:200],
            }  # fmt: skip
        if text or words:
            sheet.data_validation(*area, options)

    @staticmethod
    def _finish(sheet: Any, last: int, *, frozen: int = 0) -> None:
        """Protection, print set-up, and no green corners for numbers kept as text."""
        sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(15 / _INCH, 15 / _INCH, 18 / _INCH, 16 / _INCH)
        sheet.set_footer("&C第&P页 共&N页")
        sheet.hide_gridlines(2)
        if last:
            sheet.freeze_panes(HEAD + 1, frozen)
            sheet.repeat_rows(HEAD)
            sheet.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})


def _sum_formula(span: str) -> str:
    return f"=SUM(IFERROR(VALUE({span}),0))"


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _sum(texts: Any) -> Decimal:
    return sum((_number(text) or Decimal(0) for text in texts), Decimal(0))


def _height(*texts: tuple[str, float]) -> float:
    """The height of a row in points: each text with the width of its column, in digits (a Han character is two)."""
    lines = 1
    for text, width in texts:
        parts = (sum(1 if letter.isascii() else 2 for letter in part) for part in text.split("\n"))
        lines = max(lines, sum(max(1, -(-part // max(1, int(width)))) for part in parts))
    return min(18.0 + 13.5 * (lines - 1), 400.0)
