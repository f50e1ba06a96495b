"""Reads a filled-in workbook of ours back: what it says differently from the project, and nothing else."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.findings import Finding, Place
from generator.workbook import form
from generator.workbook.form import DetailSheet, PairSheet, Path, RowSheet, node, text_at, value_of
from generator.workbook.grid import Cell, Sheet
from generator.workbook.kinds import MISSING_ROW, NO_VALUE, REMOVED, TWICE, UNKNOWN_ROW, CellPlace
from generator.workbook.yaml_patch import Items

_EMPTY = Cell("")
_MOST_HEAD = 30
"""Rows among which the column heads stand."""


@dataclass(slots=True)
class Filled:
    """What a workbook makes of a project: plain values, where each came from, what was found on the way."""

    value: dict[str, Any]
    places: dict[Path, CellPlace] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def at(self, path: Path, other: Place) -> Place:
        """The cell a value came from, or the nearest around it; `other` where no cell says anything of it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return other


def is_ours(sheets: list[Sheet]) -> bool:
    """Whether this is the workbook that we made to be filled in."""
    return any(s.name == form.GUIDE and s.cells.get((1, 1), _EMPTY).text == form.MARK for s in sheets)


def project_id(sheets: list[Sheet]) -> str:
    """The project that a workbook of ours is about; empty where that was removed."""
    guide = next(s for s in sheets if s.name == form.GUIDE)
    rows = (row for (row, column), cell in guide.cells.items() if column == 1 and cell.text == form.BOOK_ID)
    return next((guide.cells.get((row, 2), _EMPTY).text.strip() for row in rows), "")


def fill(value: dict[str, Any], sheets: list[Sheet]) -> Filled:
    """The project's plain values with what the workbook says differently. `value` itself is left alone."""
    return _Filling(value, sheets).done()


class _Filling:
    """One reading of a workbook into a project."""

    def __init__(self, value: dict[str, Any], sheets: list[Sheet]) -> None:
        self.old = value
        self.filled = Filled(with_origins(deepcopy(value)))
        self.sheets = {s.name: s for s in sheets}
        self.numbers: dict[Path, dict[int, int]] = {}
        self.said: dict[Path, tuple[str, CellPlace]] = {}

    def done(self) -> Filled:
        """Read every sheet of the form."""
        for declared in form.SHEETS:
            sheet = self.sheets.get(declared.name)
            if sheet is None:
                place = Place(next(iter(self.sheets.values())).book)
                self._find(MISSING_ROW.at(place, f"工作簿里没有“{declared.name}”这张工作表，这部分不变"))
                continue
            columns, head = _columns(sheet, declared)
            if head == 0:
                self._find(MISSING_ROW.at(sheet.at(1, 1), f"“{declared.name}”里找不到表头，这部分不变"))
            elif isinstance(declared, PairSheet):
                self._pairs(declared, sheet, columns, head)
            elif isinstance(declared, RowSheet):
                self._rows(declared, sheet, columns, head)
            else:
                self._details(declared, sheet, columns, head)
        _prune(self.filled.value, self.old)
        return self.filled

    def _find(self, finding: Finding) -> None:
        self.filled.findings.append(finding)

    # --- sheets -----------------------------------------------------------------------------------------------------

    def _pairs(self, declared: PairSheet, sheet: Sheet, columns: dict[str, int], head: int) -> None:
        groups = {g.title: g for g in declared.groups}
        for row in _used_rows(sheet, head):
            title, key = (
                sheet.cells.get((row, columns[c]), _EMPTY).text.strip() for c in (form.GROUP, form.NAME)
            )
            group = groups.get(title)
            known = group is not None and key and (group.record is None or key in group.keys)
            if group is None or not known:
                if title and title != "核对":
                    self._unknown(sheet, row, columns[form.NAME], f"“{title}”里没有“{key}”这一项", key)
                continue
            self.filled.places.setdefault(group.path, sheet.at(row, 1))
            self._cell(sheet, row, columns[form.VALUE], (*group.path, key), (*group.path, key))

    def _rows(self, declared: RowSheet, sheet: Sheet, columns: dict[str, int], head: int) -> None:
        items = node(self.filled.value, declared.path)
        count = len(items) if isinstance(items, list) else 0
        seen: dict[int, int] = {}
        added: list[tuple[int | None, int]] = []
        before: int | None = None
        for row in _used_rows(sheet, head):
            number = self._number(sheet, row, columns[form.NUMBER], count)
            cells = [sheet.cells.get((row, columns[k]), _EMPTY) for k in declared.keys if k in columns]
            if number is None:
                if any(cell.text.strip() for cell in cells):
                    added.append((before, row))
                continue
            if number in seen:
                self._unknown(sheet, row, columns[form.NUMBER], f"序号{number}出现了两次", str(number))
            elif number:
                seen[number] = row
                before = number - 1
        for number in range(1, count + 1):
            path = (*declared.path, number - 1)
            if number not in seen:
                name = text_at(items[number - 1], ("三级",)) or text_at(items[number - 1], ("名称",))
                self._find(
                    MISSING_ROW.at(sheet.at(head, 1), f"没有第{number}行“{name}”，原样保留", found=name)
                )
                continue
            self.filled.places[path] = sheet.at(seen[number], 1)
            for key in declared.keys:
                if key in columns:
                    self._cell(sheet, seen[number], columns[key], (*path, key), (*path, key))
        self._remove_cleared(declared, sheet, seen, head)
        self._add(declared, sheet, columns, added)

    def _remove_cleared(self, declared: RowSheet, sheet: Sheet, seen: dict[int, int], head: int) -> None:
        items = node(self.filled.value, declared.path)
        for number in sorted(seen, reverse=True):
            item = items[number - 1]
            if not any(key in item for key in declared.keys):
                name = text_at(node(self.old, declared.path)[number - 1], (declared.keys[0],))
                self._find(
                    REMOVED.at(sheet.at(seen[number], 1), f"第{number}行清空了，从项目中删去", found=name)
                )
                del items[number - 1]
                del items.origins[number - 1]
        self.filled.places.setdefault(declared.path, sheet.at(head, 1))

    def _add(
        self, declared: RowSheet, sheet: Sheet, columns: dict[str, int], added: list[tuple[int | None, int]]
    ) -> None:
        """New items, each after the one it stands below."""
        if not added:
            return
        items = _made(self.filled.value, declared.path, Items([]))
        for before, row in added:
            item: dict[str, Any] = {}
            place = len(items)
            if before is not None and before in items.origins:
                place = items.origins.index(before) + 1
                while place < len(items) and items.origins[place] is None:
                    place += 1
            items.insert(place, item)
            items.origins.insert(place, None)
            for key in declared.keys:
                cell = self._read(sheet, row, columns[key]) if key in columns else None
                if cell is not None and cell.text.strip():
                    item[key] = value_of((key,), _newlines(cell.text))
            self._shift(declared.path, place)
            self.filled.places[*declared.path, place] = sheet.at(row, 1)
            for key in item:
                self.filled.places[*declared.path, place, key] = sheet.at(row, columns[key])

    def _shift(self, path: Path, index: int) -> None:
        """Places of items behind a new one move on."""
        depth = len(path)
        moved: dict[Path, CellPlace] = {}
        for old, place in self.filled.places.items():
            number = old[depth] if len(old) > depth and old[:depth] == path else None
            later = isinstance(number, int) and number >= index
            moved[(*path, int(number) + 1, *old[depth + 1 :]) if later and number is not None else old] = (
                place
            )
        self.filled.places = moved

    def _details(self, declared: DetailSheet, sheet: Sheet, columns: dict[str, int], head: int) -> None:
        items = node(self.filled.value, ("指标",))
        old = node(self.old, ("指标",)) or ()
        for row in _used_rows(sheet, head):
            key = sheet.cells.get((row, columns[declared.column]), _EMPTY).text.strip()
            filled = sheet.cells.get((row, columns[declared.value]), _EMPTY).text.strip()
            number = self._number(sheet, row, columns[form.NUMBER], max(len(items or ()), len(old)))
            if not number or not key:
                if filled and number != 0:
                    name = form.NUMBER if number is None else declared.column
                    self._unknown(sheet, row, columns[name], f"没有写明{name}", "")
                continue
            if isinstance(items, Items) and number - 1 in items.origins:
                index = items.origins.index(number - 1)
            elif isinstance(items, Items) and number <= len(items) and not old:
                index = number - 1
            else:
                continue
            origin = items.origins[index]
            before = ("指标", origin if origin is not None else -1, declared.key, key)
            self._cell(sheet, row, columns[declared.value], ("指标", index, declared.key, key), before)

    # --- cells ------------------------------------------------------------------------------------------------------

    def _number(self, sheet: Sheet, row: int, column: int, count: int) -> int | None:
        """The number of a row: None where there is none, 0 where it makes no sense."""
        text = sheet.cells.get((row, column), _EMPTY).text.strip()
        if not text:
            return None
        if text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= count:  # noqa: PLR2004 - sane
            return int(text)
        if count == 0 and text.isascii() and text.isdecimal():
            return None  # a project in the making: every row is new
        self._unknown(sheet, row, column, f"没有序号为“{text}”的一行", text)
        return 0

    def _unknown(self, sheet: Sheet, row: int, column: int, message: str, found: str) -> None:
        self._find(UNKNOWN_ROW.at(sheet.at(row, column), message, found=found))

    def _read(self, sheet: Sheet, row: int, column: int) -> Cell | None:
        """A cell that says something; None, with a finding, where its formula has no value."""
        cell = sheet.cells.get((row, column), _EMPTY)
        if cell.faulty:
            what = "公式没有存下结果" if cell.formula and not cell.text else "单元格是错误值"
            self._find(NO_VALUE.at(sheet.at(row, column), what, found=cell.text))
            return None
        return cell

    def _cell(self, sheet: Sheet, row: int, column: int, path: Path, before: Path) -> None:
        """Take over a cell where it says something else than the project does at `before`."""
        cell = self._read(sheet, row, column)
        place = sheet.at(row, column)
        self.filled.places.setdefault(path, place)
        if cell is None:
            return
        text = _newlines(cell.text)
        if path in self.said and self.said[path][0] != text.strip():
            self._find(
                TWICE.at(
                    place, f"“{path[-1]}”填了两次，值不同", found=text.strip(), expected=self.said[path][0]
                )
            )
            return
        self.said[path] = (text.strip(), place)
        if same(cell, text_at(self.old, before)):
            return
        if text.strip():
            put_value(self.filled.value, path, value_of(path, text))
        else:
            holder = node(self.filled.value, path[:-1])
            if isinstance(holder, dict):
                holder.pop(path[-1], None)


def same(cell: Cell, old: str) -> bool:
    """Whether a cell says what stood there: the same text, or the same number typed anew."""
    text = _newlines(cell.text).strip()
    if text == _newlines(old).strip():
        return True
    if not cell.number:
        return False
    try:
        return Decimal(text) == Decimal(old)
    except InvalidOperation:
        return False


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _columns(sheet: Sheet, declared: PairSheet | RowSheet | DetailSheet) -> tuple[dict[str, int], int]:
    """The column of each head, and the row they stand in; 0 where the needed ones are missing."""
    if isinstance(declared, PairSheet):
        needed = {form.GROUP, form.NAME, form.VALUE}
    elif isinstance(declared, RowSheet):
        needed = {form.NUMBER}
    else:
        needed = {form.NUMBER, declared.column, declared.value}
    for row in range(1, _MOST_HEAD):
        heads = {
            c.text.strip(): column for (r, column), c in sheet.cells.items() if r == row and c.text.strip()
        }
        if needed <= heads.keys():
            return heads, row
    return {}, 0


def _used_rows(sheet: Sheet, head: int) -> list[int]:
    return sorted({row for row, _ in sheet.cells if row > head})


def with_origins(value: Any) -> Any:
    """The values with lists that remember which item is which."""
    if isinstance(value, dict):
        return {key: with_origins(part) for key, part in value.items()}
    if isinstance(value, list):
        return Items([with_origins(part) for part in value])
    return value


def _made(value: dict[str, Any], path: Path, last: Any) -> Any:
    """What stands at a path of keys, made where it is missing: mappings, and `last` at the end."""
    for number, key in enumerate(path):
        if isinstance(key, str) and not isinstance(value.get(key), dict | list):
            _insert(value, path[:number], key, {} if number < len(path) - 1 else last)
        value = value[key]  # type: ignore[index]  # a list is taken by its number
    return value


def put_value(value: dict[str, Any], path: Path, new: Any) -> None:
    """Set what stands at a path, making what leads there where it is missing."""
    holder = _made(value, path[:-1], {})
    if path[-1] in holder:
        holder[path[-1]] = new
    else:
        _insert(holder, path[:-1], str(path[-1]), new)


def _insert(holder: dict[str, Any], path: Path, key: str, new: Any) -> None:
    """Put a new key where people look for it: behind those that the form of a project names before it."""
    order = form.KEY_ORDER.get(tuple(part for part in path if isinstance(part, str)), ())
    later = set(order[order.index(key) + 1 :]) if key in order else set()
    rest: dict[str, Any] = {}
    for name in list(holder):
        if rest or name in later:
            rest[name] = holder.pop(name)
    holder[key] = new
    holder.update(rest)


def _prune(value: Any, old: Any) -> None:
    """Take out mappings and lists that have become empty, with their keys."""
    if isinstance(value, dict):
        for key, part in list(value.items()):
            before = node(old, (key,))
            _prune(part, before)
            if part in ({}, []) and part != before:
                del value[key]
    elif isinstance(value, Items):
        for part, origin in zip(value, value.origins, strict=True):
            _prune(part, old[origin] if origin is not None and isinstance(old, list) else None)
