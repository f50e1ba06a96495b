"""The columns of a list as a script that pages load: it works over http and from a folder alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from generator.model.base import UNSTATED
from generator.site.pages.addresses import Occurrence
from generator.site.pages.issues import Tracked, issue_columns
from generator.site.pages.rows import Row

Column = dict[str, Any]


def project_data(rows: Sequence[Row]) -> bytes:
    """All projects for the list and the choice of what to compare, in the order of the rows."""
    columns = [
        _texts("name", "项目名称", [r.name for r in rows])
        | _sparse("tags", ["转录示例" if r.transcribed else "" for r in rows]),
        _numbers("year", "年度", [f"{r.year}" for r in rows]) | {"plain": True},
        _words("department", "主管部门", [r.department for r in rows]),
        _words("unit", "实施单位", [r.unit for r in rows]) | {"hidden": True},
        _words("type", "评价类型", [r.type for r in rows]),
        _numbers("score", "得分", [r.marks.score for r in rows])
        | _sparse("values", [_converted(r) for r in rows])
        | _sparse("notes", [f"（满分{r.marks.full}）" if r.marks.full != "100" else "" for r in rows])
        | _sparse("differs", [f"≠复算{r.marks.recomputed}" if r.marks.recomputed else "" for r in rows]),
        _words("grade", "等级", [r.marks.grade for r in rows]) | {"bands": _bands(rows)},
        _numbers("budget", "全年预算（万元）", [r.budget_text for r in rows]),
        _numbers("spent", "支出（万元）", [r.spent_text for r in rows]) | {"hidden": True},
        _numbers("rate", "执行率", [r.rate for r in rows]),
        _numbers("issues", "问题（个）", [f"{len(r.issues)}" for r in rows]) | {"hidden": True},
        _texts("code", "项目编码", [r.code or "" for r in rows]) | {"hidden": True},
        _texts("released", "发布日期", [f"{r.released:%Y-%m-%d}" if r.released else "" for r in rows])
        | {"hidden": True},
    ]
    return _script("projects", columns, [r.href for r in rows])


def issue_data(issues: Sequence[Tracked]) -> bytes:
    """All issues for the tracker, in their order."""
    held = issue_columns(issues)
    columns = [
        _texts("issue", "问题", [t.issue.description for t in issues]),
        _words("progress", "整改状态", [t.issue.progress for t in issues])
        | {"classes": {t.issue.progress: t.progress_class for t in issues}}
        | _sparse("late", [t.late for t in issues]),
        _texts("project", "项目", [t.row.name for t in issues]) | {"link": True},
        _numbers("year", "年度", [f"{t.row.year}" for t in issues]) | {"plain": True},
        _words("department", "主管部门", [t.row.department for t in issues]),
    ]
    optional = [
        ("unit", _words("unit", "责任单位", [t.issue.unit or str(UNSTATED) for t in issues])),
        ("deadline", _texts("deadline", "整改时限", [t.deadline or str(UNSTATED) for t in issues])),
        (
            "note",
            _texts("note", "整改情况", [t.issue.note or str(UNSTATED) for t in issues]) | {"long": True},
        ),
        (
            "recommendation",
            _texts("recommendation", "建议", [t.issue.recommendation or str(UNSTATED) for t in issues])
            | {"hidden": True, "long": True},
        ),
    ]
    columns += [column for name, column in optional if name in held]
    return _script("issues", columns, [t.row.href for t in issues])


def score_data(occurrences: Sequence[Occurrence]) -> bytes:
    """How one indicator fares in every project, in the order of its page."""
    scored = [i for _, i in occurrences]
    columns = [
        _texts("project", "项目", [r.name for r, _ in occurrences]) | {"link": True},
        _words("department", "主管部门", [r.department for r, _ in occurrences]),
        _numbers("year", "年度", [f"{r.year}" for r, _ in occurrences]) | {"plain": True},
        _numbers("score", "得分", [i.text for i in scored])
        | _sparse("differs", [f"≠复算{i.recomputed}" if i.recomputed else "" for i in scored])
        | _sparse("tags", [i.mark for i in scored])
        | _sparse("lost", ["是" if i.lost else "" for i in scored]),
        _numbers("weight", "权重", [i.full_text for i in scored]),
        _numbers("share", "得分率", [i.share_text or str(UNSTATED) for i in scored]) | {"hidden": True},
        _words("target", "指标值", [i.target for i in scored]),
        _texts("actual", "完成值", [i.actual for i in scored]),
        _texts("reason", "扣分原因", [i.reason for i in scored]) | {"long": True},
    ]
    return _script("scores", columns, [f"{r.href}#{i.anchor}" for r, i in occurrences])


def _converted(row: Row) -> str:
    """The score out of a hundred, where it is out of something else."""
    return f"{row.percent}" if row.percent is not None and row.marks.full != "100" else ""


def _bands(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Every grade as written, with the regulation's word for it and the class of its label."""
    return {r.marks.grade: [r.marks.band, r.marks.grade_class] for r in rows}


def _texts(key: str, title: str, texts: Sequence[str]) -> Column:
    return {"key": key, "title": title, "texts": texts, "empty": not any(texts)}


def _numbers(key: str, title: str, texts: Sequence[str]) -> Column:
    """A column of numbers as they are shown; what is none sorts last."""
    return _texts(key, title, texts) | {"number": True}


def _words(key: str, title: str, texts: Sequence[str]) -> Column:
    """A column of few different words: each once, and for every line its place among them."""
    words = list(dict.fromkeys(texts))
    places = {word: n for n, word in enumerate(words)}
    return {
        "key": key,
        "title": title,
        "words": words,
        "at": [places[t] for t in texts],
        "empty": not any(words),
    }


def _sparse(name: str, texts: Sequence[str]) -> dict[str, dict[int, str]]:
    """What only some lines have, by line."""
    found = {n: text for n, text in enumerate(texts) if text}
    return {name: found} if found else {}


def _script(name: str, columns: Iterable[Column], addresses: Sequence[str]) -> bytes:
    kept = [{k: v for k, v in c.items() if k != "empty"} for c in columns if not c["empty"]]
    data = {"columns": kept, "addresses": [_short(a) for a in addresses]}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"(window.lists = window.lists || {{}}).{name} = {text};\n".encode()


def _short(address: str) -> str:
    """An address without what all have in common."""
    return address.removeprefix("projects/").replace("/index.html", "")
