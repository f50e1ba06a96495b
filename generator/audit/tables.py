"""Tables: rows grouped under their caption and header, and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.audit.document import Row
from generator.audit.outline import Outline, Passage
from generator.audit.text import Span, Text


class Role(StrEnum):
    """What a column of a table of indicators holds."""

    LEVEL_1 = "一级指标"
    LEVEL_2 = "二级指标"
    NAME = "三级指标"
    TARGET = "指标值"
    ACTUAL = "完成值"
    WEIGHT = "分值"
    SCORE = "得分"
    RATE = "完成率"
    EXPLANATION = "指标解释"
    STANDARD = "评分标准"
    REASON = "偏差原因"


_HEADERS = {
    Role.LEVEL_1: "一级指标 类别",
    Role.LEVEL_2: "二级指标",
    Role.NAME: "三级指标 三级指标名称 指标名称",
    Role.TARGET: "指标值 年度指标值 标杆值 目标值 计划完成数量 预期指标值 年度目标值 绩效目标值",
    Role.ACTUAL: "完成值 实际完成值 业绩值 实际完成数量 实际值 完成情况 实际完成情况",
    Role.WEIGHT: "分值 权重 权重分 标准分 满分",
    Role.SCORE: "得分 自评分 自评得分 实际得分",
    Role.RATE: "完成率",
    Role.EXPLANATION: "指标解释 指标说明",
    Role.STANDARD: "评分标准 评价要点 评分规则 计分标准",
    Role.REASON: "偏差原因 偏差原因分析及改进措施 扣分原因",
}
_ROLE_OF = {title: role for role, titles in _HEADERS.items() for title in titles.split()}
_FEWEST_ROLES = 3
_CAPTION = re.compile(r"(?:续?表([0-9]{1,2})[-—.]([0-9]{1,2})|附[件表]?-?[0-9]?:|.{2,60}(?:表|一览|情况)$)")
_HEAD_OF_HEADER = re.compile(r"(?:评价|评分)指标")
_NEAR = 3
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one header; `columns` gives the role of a column by its position, where it has one."""

    caption: Span | None
    header: Row | None
    columns: dict[int, Role]
    rows: tuple[Row, ...]
    after: int
    """How many passages of the report come before it."""

    def total(self, row: Row, role: Role) -> Text | None:
        """The number of a row of totals for a role: in its own column, or by order where cells were lost."""
        column = _position(self.columns, role)
        if column < 0:
            return None
        wide = len(row.cells) > max(self.columns)
        if wide and _NUMBER.fullmatch(row.cells[column].words):
            return row.cells[column]
        numbers = [c for c in row.cells if _NUMBER.fullmatch(c.words)]
        summed: list[Role] = [r for _, r in sorted(self.columns.items()) if r in {Role.WEIGHT, Role.SCORE}]
        return numbers[summed.index(role)] if len(numbers) == len(summed) else None

    def holds_indicators(self) -> bool:
        """Whether there is a name and something said of it."""
        said = {Role.WEIGHT, Role.SCORE, Role.TARGET, Role.ACTUAL}
        return Role.NAME in self.columns.values() and bool(said & set(self.columns.values()))


def tables(report: Outline) -> list[Table]:
    """The tables of a report. A header that is repeated on the next page goes on with the same table."""
    found: list[Table] = []
    for after, rows in _runs(report.rows):
        caption = _caption(report.passages, after, found)
        for header, columns, body in _parts(rows):
            before = found[-1] if found else None
            if before is not None and caption is None and _same(before, columns, after, report.passages):
                merged = {**columns, **before.columns} if len(before.columns) >= len(columns) else columns
                found[-1] = Table(before.caption, before.header, merged, (*before.rows, *body), after)
            else:
                found.append(Table(caption, header, columns, body, after))
                caption = None
    return found


def _runs(rows: Sequence[tuple[int, Row]]) -> Iterator[tuple[int, list[Row]]]:
    """Rows with no paragraph between them."""
    run: list[Row] = []
    at = -1
    for after, row in rows:
        if run and after != at:
            yield at, run
            run = []
        at = after
        run.append(row)
    if run:
        yield at, run


def _caption(passages: Sequence[Passage], after: int, found: list[Table]) -> Span | None:
    """The nearest paragraph above that is a title of a table, and of no table before."""
    taken = found[-1].after if found else 0
    for passage in reversed(passages[max(after - _NEAR, taken, 0) : after]):
        if _CAPTION.match(passage.text.words):
            return passage.text.span()
    return None


def _parts(rows: list[Row]) -> Iterator[tuple[Row | None, dict[int, Role], tuple[Row, ...]]]:
    """Header and body, once for each header within a run of rows."""
    header: Row | None = None
    columns: dict[int, Role] = {}
    body: list[Row] = []
    for row in rows:
        roles = _roles(row)
        if not _is_header(row, roles):
            body.append(row)
            continue
        if header is not None and body:
            yield header, columns, tuple(body)
            header, columns = None, {}
        elif header is None and _says_something(body):
            yield None, {}, tuple(body)
        body = []  # what little stands before the first header is a part of it that could not be recognised
        if len(roles) >= len(columns):
            header = row
        columns = columns | roles
    if header is not None or body:
        yield header, columns, tuple(body)


_FEWEST_ROWS = 3


def _says_something(rows: list[Row]) -> bool:
    numbers = re.compile(r"[0-9]\.[0-9]|20[0-9]{2}")
    return len(rows) >= _FEWEST_ROWS and any(numbers.search(c.words) for row in rows for c in row.cells)


def _roles(row: Row) -> dict[int, Role]:
    titles = [cell.words.lstrip("*") for cell in row.cells]
    roles = {i: _ROLE_OF[title] for i, title in enumerate(titles) if title in _ROLE_OF}
    if {"指标说明", "指标解释"} <= set(titles) and Role.STANDARD not in roles.values():
        roles[titles.index("指标说明")] = Role.STANDARD
    return roles


def _is_header(row: Row, roles: dict[int, Role]) -> bool:
    return (
        len(roles) >= _FEWEST_ROLES or _HEAD_OF_HEADER.match("".join(c.words for c in row.cells)) is not None
    )


def _same(before: Table, columns: dict[int, Role], after: int, passages: Sequence[Passage]) -> bool:
    """Whether rows go on with the table before: the same leading columns, and no heading in between."""
    if not columns:
        return after == before.after
    between = passages[before.after : after]
    leading = [role for role in (Role.LEVEL_1, Role.LEVEL_2, Role.NAME) if role in columns.values()]
    agree = all(_position(columns, role) == _position(before.columns, role) for role in leading)
    return bool(leading) and agree and not any(p.lead and p.lead.level == 1 for p in between)


def _position(columns: dict[int, Role], role: Role) -> int:
    return next((i for i, r in columns.items() if r is role), -1)


def filled(row: Row) -> list[Text]:
    """The cells of a row that say something."""
    return [cell for cell in row.cells if cell.words]
