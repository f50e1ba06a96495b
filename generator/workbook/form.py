"""What the workbook to fill in carries, declared once: the writer lays it out, the reader finds it again.

A cell belongs to a path in project.yml: on sheets of pairs by group and name, on sheets of rows by number and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import EnumMeta
from typing import Any, get_args

from generator.model.base import ChineseEnum, Record
from generator.model.criteria import UNSPECIFIED, Met
from generator.model.funds import Funds, Part, Source
from generator.model.project import Facts, Indicator, Objective, ObjectiveRow, Project, Published, Units
from generator.model.values import MoneyUnit

Path = tuple[str | int, ...]

GUIDE = "填报说明"
MARK = "绩效填报工作簿"
"""What tells our own workbook, in the first cell of its first sheet."""
BOOK_ID = "项目编号"

GROUP, NAME, VALUE, NOTE = "分组", "项目", "填写内容", "说明"
NUMBER, INDICATOR = "序号", "三级指标"
PERIOD = "评价期间"
_TO = " 至 "
EVIDENCE = "佐证"


@dataclass(frozen=True, slots=True)
class Group:
    """A block of names and values."""

    title: str
    path: Path
    record: type[Record] | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairSheet:
    """A sheet of names and values."""

    name: str
    help: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class RowSheet:
    """A sheet with one row for each item of a list."""

    name: str
    help: str
    path: Path
    record: type[Record]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DetailSheet:
    """A sheet with one row for each key of a mapping inside each indicator."""

    name: str
    help: str
    key: str
    column: str
    value: str


def _group(title: str, path: Path, record: type[Record], *without: str) -> Group:
    keys = tuple(f.alias for f in record.model_fields.values() if f.alias and f.alias not in without)
    return Group(title, path, record, keys)


BASICS = PairSheet(
    "基本情况",
    "浅黄色的格子可以填写；原报告没有写明的填“未载明”，不适用的空着。",
    (
        _group("项目", ("项目",), Facts),
        _group("单位", ("单位",), Units),
        _group("绩效目标", ("绩效目标",), Objective, "目标表"),
    ),
)
FUNDS = PairSheet(
    "资金",
    "金额按“单位”一格里的单位填写，小数位数照原件。",
    (_group("资金", ("资金",), Funds, "来源", "构成"),),
)
PUBLISHED = PairSheet(
    "公布",
    "照已签发的结果填写，不要自己改算；没有公布的空着。",
    (
        _group("公布", ("公布",), Published, "分项", "指标"),
        Group("公布·分项", ("公布", "分项"), None, ()),
        Group("公布·指标", ("公布", "指标"), None, ()),
    ),
)
INDICATORS = RowSheet(
    "指标",
    "一行一个指标。新增的指标写在下面的空行，序号空着；要删去一个指标，把这一行除序号外清空。",
    ("指标",),
    Indicator,
    (
        "一级", "二级", "三级", "权重", "性质", "指标值", "完成值", "方向", "扣分原因", "偏差原因", EVIDENCE,
        "解释", "评分标准原文", "备注",
    ),
)  # fmt: skip
OBJECTIVES = RowSheet(
    "绩效目标表",
    "年初申报的绩效目标表，一行一项。",
    ("绩效目标", "目标表"),
    ObjectiveRow,
    ("一级", "二级", "三级", "指标值", "完成值"),
)
SOURCES = RowSheet(
    "资金来源", "每一种来源一行，单位与“资金”表相同。", ("资金", "来源"), Source,
    ("名称", "年初预算", "全年预算", "到位", "支出"),
)  # fmt: skip
PARTS = RowSheet(
    "资金构成", "每一个子项目一行，单位与“资金”表相同。", ("资金", "构成"), Part, ("名称", "金额")
)
CRITERIA = DetailSheet(
    "评价要点", "每一个评价要点选“是”“否”或“未载明”；不清楚扣的是哪一点时，填“未注明缺失”的分数。",
    "要点", "要点", "结果",
)  # fmt: skip
INPUTS = DetailSheet(
    "评分输入", "评分方法要用、完成值里没有的数（如缺陷数、投诉数），写明指标的序号、名称和数值。",
    "评分输入", "名称", "数值",
)  # fmt: skip

PAIRS = (BASICS, FUNDS, PUBLISHED)
ROWS = (INDICATORS, OBJECTIVES, SOURCES, PARTS)
DETAILS = (CRITERIA, INPUTS)
SHEETS = (BASICS, FUNDS, INDICATORS, CRITERIA, INPUTS, PUBLISHED, OBJECTIVES, SOURCES, PARTS)
"""The sheets in their order."""


def node(value: Any, path: Path) -> Any:
    """What stands at a path of plain values; None where nothing does."""
    for part in path:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def text_at(value: Any, path: Path) -> str:
    """The text of the cell for a path."""
    found = node(value, path)
    if isinstance(found, dict):
        return _TO.join(str(found.get(key, "")) for key in ("开始", "结束"))
    if isinstance(found, list):
        return "\n".join(str(item).replace("\n", "\n　") for item in found)
    return "" if found is None else str(found)


def value_of(path: Path, text: str) -> Any:
    """The plain value that a filled-in cell means."""
    text = text.strip()
    if path[-1] == EVIDENCE:
        joined = re.split(r"\n(?!　)", text)
        return [item.replace("\n　", "\n").strip() for item in joined if item.strip()]
    if path[-1] == PERIOD and "至" in text:
        start, _, end = text.partition("至")
        return {"开始": start.strip(), "结束": end.strip()}
    return text


def pair_rows(sheet: PairSheet, value: Any) -> Iterator[tuple[Group, str]]:
    """Every name on a sheet of pairs, with its group; of open groups those that the project has or may have."""
    for group in sheet.groups:
        if group.record is not None:
            yield from ((group, key) for key in group.keys)
        else:
            yield from ((group, key) for key in _open_keys(group, value))


def _open_keys(group: Group, value: Any) -> list[str]:
    column = "一级" if group.path[-1] == "分项" else "三级"
    usual = [text_at(item, (column,)) for item in node(value, ("指标",)) or ()]
    return [key for key in dict.fromkeys([*usual, *(node(value, group.path) or ())]) if key]


def choices(record: type[Record] | None, key: str) -> tuple[str, ...]:
    """The words that a key allows, where these are few."""
    if record is None:
        return ()
    field = next((f for f in record.model_fields.values() if f.alias == key), None)
    if field is None:
        return ()
    if record is Funds and key == "单位":
        return tuple(unit.value for unit in MoneyUnit)
    for part in (field.annotation, *get_args(field.annotation)):
        if isinstance(part, EnumMeta) and issubclass(part, ChineseEnum):
            return tuple(str(word.value) for word in part)
    return ()


def description(record: type[Record] | None, key: str) -> str:
    """What a key means."""
    fields = record.model_fields.values() if record else ()
    return next((f.description or "" for f in fields if f.alias == key), "")


KEY_ORDER: dict[Path, tuple[str, ...]] = {
    (): tuple(f.alias for f in Project.model_fields.values() if f.alias),
    **{g.path: tuple(f.alias for f in g.record.model_fields.values() if f.alias)
       for s in PAIRS for g in s.groups if g.record},
    **{s.path: tuple(f.alias for f in s.record.model_fields.values() if f.alias) for s in ROWS},
}  # fmt: skip
"""In which order keys are written, by the path of their mapping (without the numbers of items)."""

ANSWERS = tuple(word.value for word in Met)
UNSPECIFIED_POINTS = UNSPECIFIED
