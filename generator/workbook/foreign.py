"""Reads indicator tables that others made: the official self-evaluation form, its local variants, plain lists.

A table is known by its heads, under whatever name they go; what stands around it (title, names, funds, objective)
by labels. Merged cells count for every cell they cover; total rows are only checked.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.findings import Finding
from generator.model.base import UNSTATED
from generator.workbook.form import Path
from generator.workbook.grid import Area, Cell, Sheet
from generator.workbook.kinds import NO_VALUE, SUM_DIFFERS, CellPlace

HEADS = {
    "一级": ("一级指标", "一级"),
    "二级": ("二级指标", "二级"),
    "三级": ("三级指标", "三级", "指标名称", "绩效指标", "指标内容", "评价指标"),
    "指标值": ("年度指标值", "指标值", "标杆值", "目标值", "年初目标值", "计划值", "年度目标值", "绩效目标值"),
    "完成值": ("实际完成值", "完成值", "业绩值", "实际值", "全年完成值", "实际完成情况", "实际完成指标值"),
    "权重": ("分值", "权重", "权重分", "标准分", "满分", "指标分值", "权重分值"),
    "得分": ("得分", "自评得分", "自评分", "评价得分", "实际得分"),
    "偏差原因": ("偏差原因分析及改进措施", "偏差原因", "未完成原因分析", "偏差原因分析", "未完成原因及改进措施"),
    "扣分原因": ("扣分原因", "扣分说明", "扣分依据", "扣分理由"),
    "解释": ("指标解释", "指标说明"),
    "评分标准原文": ("评分标准", "评价标准", "计分标准", "评分规则", "评分细则"),
    "佐证": ("佐证材料", "佐证", "证明材料"),
    "备注": ("备注",),
}  # fmt: skip
"""What the columns of an indicator table are called."""
_HEAD_OF = {name: key for key, names in HEADS.items() for name in names}
LABELS = {
    "项目名称": ("项目", "名称"),
    "主管部门": ("单位", "主管部门"),
    "项目主管部门": ("单位", "主管部门"),
    "实施单位": ("单位", "实施单位"),
    "项目实施单位": ("单位", "实施单位"),
    "项目单位": ("单位", "实施单位"),
    "项目编码": ("项目", "编码"),
}
_AMOUNTS = {
    "年初预算数": "年初预算", "年初预算": "年初预算", "全年预算数": "全年预算", "全年预算": "全年预算",
    "到位数": "到位", "到位资金": "到位", "全年执行数": "支出", "执行数": "支出", "实际支出": "支出", "支出数": "支出",
}  # fmt: skip
_SOURCES = ("当年财政拨款", "上年结转资金", "其他资金")
_OFFICIAL = re.compile("^(成本|产出|效益|满意度)指标$")
"""Sections of the official form, which indicators name without the last word."""
_TOTALS = re.compile(r"总分|合计|总计|总得分|小计")
_YEAR = re.compile(r"((?:19|20)\d\d)年?度?")
_UNIT = re.compile(r"亿元|万元|元")
_SAID = re.compile("(" + "|".join(LABELS) + r")[:：]\s*([^\s　]+)")
"""Labels with what they say in the same cell."""
_LOOSE = re.compile(r"\s+|[（(][^）)]*[）)]|[:：*]")
_EMPTY = {"", "-", "—", "——", "/", "无", "－"}
_LEAST_HEADS = 3
_MOST_FILLED = 100_000
"""Cells that merged areas may cover in all."""
_MOST_COLUMNS = 100


@dataclass(slots=True)
class Found:
    """One project of a foreign workbook: plain values, and the cell each came from."""

    place: CellPlace
    value: dict[str, Any] = field(default_factory=dict)
    places: dict[Path, CellPlace] = field(default_factory=dict)

    def put(self, path: Path, value: Any, place: CellPlace) -> None:
        """Keep the first value found for a path."""
        if path in self.places or value in ("", None):
            return
        holder = self.value
        for key in path[:-1]:
            holder = holder.setdefault(str(key), {})
        holder[str(path[-1])] = value
        self.places[path] = place


def read_foreign(sheets: list[Sheet]) -> tuple[list[Found], list[Finding]]:
    """Every project with an indicator table, in the order of sheets and rows."""
    findings: list[Finding] = []
    found = [
        project
        for sheet in sheets
        if not sheet.hidden
        for project in _Page(sheet, findings).projects()
        if project.value.get("指标")
    ]
    return found, findings


class _Page:
    """A sheet as rows, every covered cell filled with what its merged area says."""

    def __init__(self, sheet: Sheet, findings: list[Finding]) -> None:
        self.sheet, self.findings = sheet, findings
        self.rows: dict[int, dict[int, Cell]] = {}
        self.covered: dict[tuple[int, int], Area] = {}
        for (row, column), cell in sheet.cells.items():
            if column <= _MOST_COLUMNS:
                self.rows.setdefault(row, {})[column] = cell
        self._spread()
        self.order = sorted(self.rows)

    def _spread(self) -> None:
        left = _MOST_FILLED
        last = max(self.rows, default=0)
        for top, first, bottom, end in self.sheet.merged:
            cell = self.sheet.cells.get((top, first))
            height, width = min(bottom, last) - top + 1, min(end, _MOST_COLUMNS) - first + 1
            if cell is None or height < 1 or width < 1 or height * width > left:
                continue
            left -= height * width
            for row in range(top, top + height):
                for column in range(first, first + width):
                    self.rows.setdefault(row, {})[column] = cell
                    self.covered[row, column] = (top, first, bottom, end)

    def text(self, row: int, column: int) -> str:
        """What a cell says, without blanks around it."""
        cell = self.rows.get(row, {}).get(column)
        return cell.text.strip() if cell else ""

    def value(self, row: int, column: int) -> str:
        """What a cell says; a finding, and nothing, where a formula has no result."""
        cell = self.rows.get(row, {}).get(column)
        if cell is not None and cell.faulty:
            self.findings.append(
                NO_VALUE.at(self.sheet.at(row, column), "公式没有存下结果，或者结果是错误值", found=cell.text)
            )
            return ""
        return "" if cell is None or cell.text.strip() in _EMPTY else cell.text.strip()

    def projects(self) -> Iterator[Found]:
        """The projects of the sheet; the next begins where a project's name is given again, or another title."""
        starts = [
            row for row in self.order if "项目名称" in {_loose(self.text(row, c)) for c in self.rows[row]}
        ]
        bounds = [self.order[0] if self.order else 1, *starts[1:], (self.order[-1] if self.order else 0) + 1]
        for number, (first, end) in enumerate(itertools.pairwise(bounds)):
            found = Found(self.sheet.at(first, 1))
            rows = [row for row in self.order if first <= row < end]
            before = [row for row in self.order if row < first][-3:] if number else []
            self._facts(found, [*before, *rows])
            self._funds(found, rows)
            self._objective(found, rows)
            self._tables(found, rows)
            yield found

    # --- around the table -------------------------------------------------------------------------------------------

    def _facts(self, found: Found, rows: list[int]) -> None:
        for row in reversed(rows):
            for column in sorted(self.rows[row]):
                text = self.text(row, column)
                path = LABELS.get(_loose(text))
                if path:
                    value = self._right_of(row, column)
                    if value:
                        found.put(path, value[0], self.sheet.at(row, value[1]))
                for label, said in _SAID.findall(text):
                    found.put(LABELS[label], said.strip(), self.sheet.at(row, column))
                year = _YEAR.search(text)
                if year and ("年度" in text or "评价表" in text or "自评表" in text) and len(text) < 60:  # noqa: PLR2004 - a title
                    found.put(("项目", "年度"), year[1], self.sheet.at(row, column))

    def _right_of(self, row: int, column: int) -> tuple[str, int] | None:
        """The first cell to the right that says something else and is no label itself."""
        own = self.text(row, column)
        for other in sorted(c for c in self.rows[row] if c > column):
            text = self.text(row, other)
            if _loose(text) in LABELS and text != own:
                return None
            if text and text != own:
                return text, other
        return None

    def _funds(self, found: Found, rows: list[int]) -> None:
        for number, row in enumerate(rows):
            columns = {key: c for c in self.rows[row] if (key := _AMOUNTS.get(_loose(self.text(row, c))))}
            if len(columns) < 2:  # noqa: PLR2004 - one name alone may be anything
                continue
            texts = "".join(self.text(r, c) for r in rows[: number + 1] for c in self.rows[r])
            units = _UNIT.findall(texts)
            found.put(("资金", "单位"), units[0] if units else "万元", self.sheet.at(row, 1))
            sources: list[dict[str, str]] = []
            for line in rows[number + 1 : number + 6]:
                names = [_loose(self.text(line, c)) for c in self.rows[line] if c < min(columns.values())]
                if any("资金总额" in name or "年度总额" in name for name in names):
                    for key, column in columns.items():
                        found.put(("资金", key), self.value(line, column), self.sheet.at(line, column))
                source = next((s for s in _SOURCES if any(s in name for name in names)), None)
                amounts = {key: self.value(line, c) for key, c in columns.items()} if source else {}
                if source and any(a not in ("", str(UNSTATED)) for a in amounts.values()):
                    sources.append({"名称": source} | {k: v for k, v in amounts.items() if v})
            if sources:
                found.put(("资金", "来源"), sources, self.sheet.at(row, 1))
            return

    def _objective(self, found: Found, rows: list[int]) -> None:
        for row, below in itertools.pairwise(rows):
            columns = {_loose(self.text(row, c)): c for c in sorted(self.rows[row], reverse=True)}
            if {"预期目标", "实际完成情况"} <= columns.keys():
                for key in ("预期目标", "实际完成情况"):
                    found.put(
                        ("绩效目标", key), self.value(below, columns[key]), self.sheet.at(below, columns[key])
                    )
                return

    # --- the table --------------------------------------------------------------------------------------------------

    def _heads(self, row: int) -> dict[str, int]:
        """The columns of an indicator table whose heads stand in a row; empty where they do not."""
        columns: dict[str, int] = {}
        for column in sorted(self.rows[row]):
            key = _HEAD_OF.get(_loose(self.text(row, column)))
            if (key and key not in columns) or (
                key == "三级" and self.text(row, column) in HEADS["三级"][:2]
            ):
                columns[key] = column
        if (
            "三级" not in columns
            or len(columns) < _LEAST_HEADS
            or not columns.keys() & {"指标值", "完成值", "权重"}
        ):
            return {}
        return columns

    def _tables(self, found: Found, rows: list[int]) -> None:
        columns: dict[str, int] = {}
        items: list[dict[str, Any]] = []
        scores: dict[str, str] = {}
        for row in rows:
            heads = self._heads(row)
            if heads:
                columns = heads
            elif columns and self._is_total(row, columns):
                self._check_total(found, row, columns)
            elif columns:
                self._item(found, row, columns, items, scores)
        if items:
            found.value["指标"] = items
            for name, points in scores.items():
                found.value.setdefault("公布", {}).setdefault("指标", {})[name] = points

    def _is_total(self, row: int, columns: dict[str, int]) -> bool:
        names = (self.text(row, c) for c in self.rows[row] if c <= columns["三级"])
        return any(_TOTALS.match(_loose(name)) for name in names)

    def _item(
        self,
        found: Found,
        row: int,
        columns: dict[str, int],
        items: list[dict[str, Any]],
        scores: dict[str, str],
    ) -> None:
        name = self.value(row, columns["三级"])
        told = [
            key
            for key in ("指标值", "完成值", "权重", "得分")
            if key in columns and self.text(row, columns[key])
        ]
        if not name or not told or _loose(name) in _HEAD_OF or self._is_note(row, columns):
            return
        index = len(items)
        found.places["指标", index] = self.sheet.at(row, columns["三级"])
        item: dict[str, Any] = {}
        for key in HEADS:
            if key not in columns or key == "得分":
                continue
            text = self.value(row, columns[key])
            if key in ("一级", "二级"):
                text = re.sub(r"[（(]\s*\d+(\.\d+)?\s*分?\s*[）)]$", "", text).replace("\n", "")
            if key == "一级":
                text = _OFFICIAL.sub(r"\1", text)
            if key == "权重":
                text = str(UNSTATED) if self._shared(row, columns[key]) else text.removesuffix("分")
            if text:
                item[key] = [text] if key == "佐证" else text
                found.places["指标", index, key] = self.sheet.at(row, columns[key])
        items.append(item)
        shared = "得分" in columns and self._shared(row, columns["得分"])
        if "得分" in columns and not shared and (points := self.value(row, columns["得分"])):
            scores[name] = points.removesuffix("分").rstrip("≠ ")
            found.places["公布", "指标", name] = self.sheet.at(row, columns["得分"])

    def _is_note(self, row: int, columns: dict[str, int]) -> bool:
        """Whether one cell stands across the whole row."""
        return len({self.covered.get((row, c), (row, c)) for c in columns.values()}) == 1

    def _shared(self, row: int, column: int) -> bool:
        """Whether several rows share one cell: points of a whole section, not of an indicator."""
        area = self.covered.get((row, column))
        return area is not None and area[0] != area[2]

    def _parts(self, column: int, first: int, end: int) -> list[Decimal]:
        """The numbers above a total, those of merged cells once."""
        told = {
            self.covered.get((row, column), (row, column)): _number(self.text(row, column).rstrip("≠ "))
            for row in self.order
            if first <= row < end and not _TOTALS.match(_loose(next(iter(self._texts(row)), "")))
        }
        return [number for number in told.values() if number is not None]

    def _texts(self, row: int) -> list[str]:
        return [text for column in sorted(self.rows[row]) if (text := self.text(row, column))]

    def _check_total(
        self,
        found: Found,
        row: int,
        columns: dict[str, int],
    ) -> None:
        """The printed total: kept as the published one, and compared with the sum."""
        label = "".join(_loose(self.text(row, c)) for c in self.rows[row] if c <= columns["三级"])
        if "小计" in label:
            return
        first = min((p.line for path, p in found.places.items() if path[0] == "指标"), default=row)
        for key in ("权重", "得分"):
            if key not in columns:
                continue
            total = _number(self.value(row, columns[key]))
            parts = self._parts(columns[key], first, row)
            if key == "得分" and total is not None:
                found.put(("公布", "总分"), f"{total:f}", self.sheet.at(row, columns[key]))
            fund_points = Decimal(10) if found.value.get("资金") else Decimal(0)
            whole = sum(parts, Decimal(0))
            allowed = {whole, whole + fund_points} if key == "权重" else {whole}
            in_funds = (
                key == "得分" and fund_points and total is not None and 0 <= total - whole <= fund_points
            )
            if total is not None and total not in allowed and not in_funds:
                self.findings.append(
                    SUM_DIFFERS.at(
                        self.sheet.at(row, columns[key]), f"合计行的{'分值' if key == '权重' else key}与各行相加不一致",
                        found=f"{total:f}", expected=f"{whole:f}",
                    )
                )  # fmt: skip


def _loose(text: str) -> str:
    """A label without blanks, colons and what stands in brackets."""
    return _LOOSE.sub("", text)


def _names_project(text: str) -> bool:
    """Whether this is the label of a project's name, alone or with the name behind it."""
    return _loose(text) == "项目名称" or any(label == "项目名称" for label, _ in _SAID.findall(text))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.removesuffix("分"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
