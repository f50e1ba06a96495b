"""Plain values of YAML become typed records; everything that does not fit becomes a finding at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.findings import Finding, Kind, Place, Severity
from generator.model.base import Record
from generator.model.methods import KINDS as KINDS_OF_METHOD

UNKNOWN_KEY = Kind(
    code="M001",
    title="不认识的键",
    severity=Severity.ERROR,
    explanation="这里没有这个键。多半是写错了字，或者放错了层级。不认识的键会被当作错误，以免写下的内容被悄悄丢掉。",
    mend="改成提示的键名；如果放错了层级，移到正确的位置。",
    wrong="指标:\n  - 三极: 立项依据充分性",
    right="指标:\n  - 三级: 立项依据充分性",
)
MISSING_KEY = Kind(
    code="M002",
    title="缺少必填的键",
    severity=Severity.ERROR,
    explanation="这一块内容缺少必须填写的键。原文没有写明的，多数键可以填“未载明”。",
    mend="补上这个键；确实没有的填“未载明”。",
    wrong="项目:\n  名称: 某项目",
    right="项目:\n  名称: 某项目\n  年度: 2024",
)
EMPTY = Kind(
    code="M003",
    title="值为空",
    severity=Severity.ERROR,
    explanation="键后面没有写值。空着的值看不出是忘了填还是确实没有。",
    mend="填上值；确实没有的填“未载明”，或删去整个键。",
    wrong="权重:",
    right="权重: 5",
)
BAD_VALUE = Kind(
    code="M004",
    title="值的写法不对",
    severity=Severity.ERROR,
    explanation="值不是这里要求的形式（数、金额、日期、指标值、完成值、分值、百分数等），不能理解，也不会去猜。",
    mend="按“应为”所示的形式改写。",
    wrong="权重: 五分",
    right="权重: 5",
)
BAD_SHAPE = Kind(
    code="M005",
    title="结构不对",
    severity=Severity.ERROR,
    explanation="这里应当是文字、列表（每行以“- ”开头）或键值对（“键: 值”），却写成了另一种。",
    mend="按“应为”所示的结构改写，注意缩进。",
    wrong="指标:\n  一级: 决策",
    right="指标:\n  - 一级: 决策",
)
NOT_IN_LIST = Kind(
    code="M006",
    title="不是允许的词",
    severity=Severity.ERROR,
    explanation="这里只能填规定的几个词之一。",
    mend="改成“应为”中的一个词。",
    wrong="评价类型: 部门自评",
    right="评价类型: 部门评价",
)
INCONSISTENT = Kind(
    code="M007",
    title="几个键互相矛盾",
    severity=Severity.ERROR,
    explanation="这一块里的几个键不能这样一起写，或者必须一起写。",
    mend="按“应为”所示改写。",
    wrong="评分: {方式: 比例, 分子: 支出}",
    right="评分: {方式: 比例, 分子: 支出, 分母: 到位}",
)

KINDS = (UNKNOWN_KEY, MISSING_KEY, EMPTY, BAD_VALUE, BAD_SHAPE, NOT_IN_LIST, INCONSISTENT)

Path = tuple[str | int, ...]
Locate = Callable[[Path], Place]
R = TypeVar("R", bound=Record)

_SHAPES = {
    "model_type": "键值对",
    "model_attributes_type": "键值对",
    "dict_type": "键值对",
    "tuple_type": "列表，每行以“- ”开头",
    "string_type": "一段文字",
    "int_parsing": "整数",
    "int_type": "整数",
}


def decode(
    record: type[R], value: Any, value_at: Locate, key_at: Locate, project: str | None = None
) -> tuple[R | None, list[Finding]]:
    """Decode plain values into a record.

    Returns the record, or None with every fault there is. `value_at` and `key_at` give the place of a path.
    """
    reporter = _Reporter(record, value, value_at, key_at, project)
    empty = [reporter.empty(path) for path in _empty_paths(value, ())]
    try:
        decoded = record.model_validate(value)
    except ValidationError as error:
        return None, [*empty, *_without_echoes(reporter, error.errors())]
    return (None if empty else decoded), empty


def decode_what_can_be(record: type[R], value: Any) -> R | None:
    """The record without what is at fault, so that the rest can be looked at in the same run; None if too little is left.

    A faulty key goes; a fault in an item of a list takes the item with it.
    """
    for _ in range(_ROUNDS):
        try:
            return record.model_validate(value)
        except ValidationError as error:
            reporter = _Reporter(record, value, lambda _: Place(""), lambda _: Place(""), None)
            paths = [reporter.real_path(d["loc"]) for d in error.errors()]
            value = _pruned(value, (), {_item(path) for path in paths if path})
    return None


_ROUNDS = 3


def _item(path: Path) -> Path:
    """The path of the list item that holds a path, or the path itself."""
    index = next((n for n, part in enumerate(path) if isinstance(part, int)), None)
    return path if index is None else path[: index + 1]


def _pruned(value: Any, at: Path, faults: set[Path]) -> Any:
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if (*at, k) not in faults}
        return {k: _pruned(v, (*at, k), faults) for k, v in kept.items()}
    if isinstance(value, list):
        return [_pruned(v, (*at, n), faults) for n, v in enumerate(value) if (*at, n) not in faults]
    return value


def _empty_paths(value: Any, path: Path) -> Iterator[Path]:
    """Where a key has no value: nothing tells whether it was forgotten."""
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for name, child in children:
        if child is None:
            yield (*path, name)
        else:
            yield from _empty_paths(child, (*path, name))


def _without_echoes(reporter: _Reporter, details: list[ErrorDetails]) -> list[Finding]:
    """The findings, without those that only repeat another one.

    A misspelt key is not also missing; a list is not too short because its items are at fault; empty values are
    reported once.
    """
    paths = [reporter.real_path(d["loc"]) for d in details]
    misspelt = {
        (*path[:-1], reporter.meant(path))
        for path, d in zip(paths, details, strict=True)
        if d["type"] == "extra_forbidden"
    }
    findings = []
    for path, detail in zip(paths, details, strict=True):
        inner = any(len(other) > len(path) and other[: len(path)] == path for other in paths)
        echo = (detail["type"] == "missing" and path in misspelt) or (detail["type"] == "too_short" and inner)
        if not echo and detail["input"] is not None:
            findings.append(reporter.finding(detail))
    return findings


class _Reporter:
    """Turns pydantic's error details into findings."""

    def __init__(
        self, record: type[Record], value: Any, value_at: Locate, key_at: Locate, project: str | None
    ) -> None:
        self.record, self.value, self.project = record, value, project
        self.value_at, self.key_at = value_at, key_at

    def empty(self, path: Path) -> Finding:
        """The finding for a key without a value."""
        name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        return EMPTY.at(self.value_at(path), f"“{name}”没有值", project=self.project)

    def meant(self, path: Path) -> str:
        """The known key that an unknown one probably is."""
        known = known_keys_at(self.record, path[:-1], self.value)
        close = get_close_matches(str(path[-1]), known, n=1, cutoff=0.4)
        return close[0] if close else ""

    def finding(self, detail: ErrorDetails) -> Finding:
        """The finding for one detail."""
        kind_of_error = detail["type"]
        path = self.real_path(detail["loc"])
        context = detail.get("ctx", {})
        name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        found = _shown(detail["input"])
        if kind_of_error == "extra_forbidden":
            return self._unknown_key(path)
        if kind_of_error == "missing":
            return MISSING_KEY.at(
                self.key_at(path[:-1]), f"缺少“{name}”", expected=f"{name}: …", project=self.project
            )
        at = self.value_at((*path, context["at"]) if "at" in context else path)
        if kind_of_error == "empty":
            return self.empty(path)
        if kind_of_error == "kind":
            return self._method_kind(at, detail["input"])
        if kind_of_error in ("enum", "literal_error"):
            return NOT_IN_LIST.at(
                at, f"“{name}”不能是“{found}”", found=found, expected=_allowed(context), project=self.project,
                hint=_did_you_mean(found, _allowed(context).split("、")),
            )  # fmt: skip
        if kind_of_error == "rule":
            return INCONSISTENT.at(at, detail["msg"], expected=context["expected"], project=self.project)
        if kind_of_error == "scalar":
            return BAD_VALUE.at(
                at,
                f"“{name}”{_joined(detail['msg'])}",
                found=found,
                expected=context["expected"],
                project=self.project,
            )
        expected = context.get("expected") or _SHAPES.get(kind_of_error) or _limits(kind_of_error, context)
        return BAD_SHAPE.at(at, f"“{name}”的结构不对", found=found, expected=expected, project=self.project)

    def _method_kind(self, at: Place, method: Any) -> Finding:
        """A 评分 block of unknown or missing 方式."""
        if not isinstance(method, dict):
            return BAD_SHAPE.at(
                at, "“评分”的结构不对", found=_shown(method), expected="{方式: …}", project=self.project
            )
        kind = method.get("方式")
        if not kind:
            return MISSING_KEY.at(
                at, "“评分”缺少“方式”", expected="方式: " + "、".join(KINDS_OF_METHOD), project=self.project
            )
        return NOT_IN_LIST.at(
            at, f"没有评分方式“{kind}”", found=_shown(kind), expected="、".join(KINDS_OF_METHOD), project=self.project,
            hint=_did_you_mean(str(kind), KINDS_OF_METHOD),
        )  # fmt: skip

    def _unknown_key(self, path: Path) -> Finding:
        known = known_keys_at(self.record, path[:-1], self.value)
        name = str(path[-1])
        return UNKNOWN_KEY.at(
            self.key_at(path),
            f"不认识的键“{name}”",
            found=name,
            expected="、".join(known),
            hint=_did_you_mean(name, known),
            project=self.project,
        )

    def real_path(self, loc: Iterable[str | int]) -> Path:
        """Pydantic's location without the tags of unions, so that it names a node of the source."""
        path: list[str | int] = []
        node = self.value
        parts = list(loc)
        for index, part in enumerate(parts):
            if isinstance(node, dict):
                last = index == len(parts) - 1
                if part in node or last:
                    path.append(part)
                    node = node.get(part)
            elif isinstance(node, list) and isinstance(part, int) and part < len(node):
                path.append(part)
                node = node[part]
        return tuple(path)


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value if len(value) <= 80 else value[:79] + "…"  # noqa: PLR2004 - a line of a terminal
    if isinstance(value, dict):
        return "、".join(str(k) for k in list(value)[:6]) + "…（键值对）"
    return f"（{len(value)}项的列表）" if isinstance(value, list) else ""


def _joined(message: str) -> str:
    return message if message[:1] in "“（" else "：" + message


def _allowed(context: dict[str, Any]) -> str:
    return str(context.get("expected", "")).replace("' or '", "、").replace("', '", "、").replace("'", "")


def _limits(kind_of_error: str, context: dict[str, Any]) -> str:
    if kind_of_error == "too_short":
        return f"至少{context.get('min_length', 1)}项"
    if kind_of_error == "too_long":
        return f"至多{context.get('max_length')}项"
    if "ge" in context or "le" in context:
        return "在允许范围内的数"
    return "符合格式的内容"


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, list(known), n=1, cutoff=0.4)
    return f"是不是想写“{close[0]}”？" if close else ""


def known_keys_at(record: type[BaseModel], path: Path, value: Any) -> list[str]:
    """The Chinese keys allowed at a path, for did-you-mean; unions contribute the keys of the chosen kind."""
    candidates: list[type[BaseModel]] = [record]
    node = value
    for part in path:
        node = _child(node, part)
        if isinstance(part, int):
            continue
        candidates = [
            inner
            for candidate in candidates
            for field in candidate.model_fields.values()
            if field.alias == part
            for inner in _records_in(field.annotation)
        ]
    kind = node.get("方式") if isinstance(node, dict) else None
    chosen = [c for c in candidates if kind and kind in get_args(_annotation_of(c, "kind"))]
    return [f.alias for c in (chosen or candidates) for f in c.model_fields.values() if f.alias]


def _child(node: Any, part: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(part)
    return node[part] if isinstance(node, list) and isinstance(part, int) and part < len(node) else None


def _annotation_of(record: type[BaseModel], name: str) -> Any:
    field = record.model_fields.get(name)
    return field.annotation if field else None


def _records_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    origin = get_origin(annotation)
    if origin is Annotated or origin in (Union, UnionType, tuple, dict):
        return [found for inner in get_args(annotation) for found in _records_in(inner)]
    return []


def all_keys(record: type[BaseModel]) -> frozenset[str]:
    """Every Chinese key that may stand anywhere inside a record."""
    seen: set[type[BaseModel]] = set()
    keys: set[str] = set()
    todo = [record]
    while todo:
        current = todo.pop()
        if current in seen:
            continue
        seen.add(current)
        for field in current.model_fields.values():
            if field.alias:
                keys.add(field.alias)
            todo.extend(_records_in(field.annotation))
    return frozenset(keys)
