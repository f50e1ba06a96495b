"""对比: two to four projects, or one project over years, side by side; a script puts together what the address names."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.site.pages.page import page, steps
from generator.site.pages.rows import IndicatorRow, Row, Scored

PATH = "compare/index.md"


def compare_page(rows: Sequence[Row]) -> dict[str, str]:
    """The staged page; none where there is no project."""
    if not rows:
        return {}
    meta = {
        "title": "对比项目",
        "description": "把两个到四个项目，或同一项目的几个年度放在一起，比得分、资金和各项指标。",
        "kind": "compare",
        "path": steps(("项目", "projects/index.html")),
        "tags": {"ColumnName": "项目", "ColumnType": "项目支出绩效评价"},
        "scripts": ["assets/js/compare.js"],
    }
    return {PATH: page("compare", meta, series=_recurring(rows))}


MOST = 12
"""So many projects over years are suggested."""


def _recurring(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Projects that were evaluated more than once, with their evaluations; those with the most first."""
    series = sorted(by_identity(rows).values(), key=lambda those: (-len(those), those[0].id))
    return [(those[0].name, those[-4:]) for those in series if len(those) > 1][:MOST]


def by_identity(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The evaluations of each project, earliest first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.year, row.id)):
        found[row.identity].append(row)
    return found


def compare_assets(rows: Sequence[Row]) -> dict[str, bytes]:
    """What the comparison loads of each project, as path in the staged tree → script; small, one file each."""
    series = by_identity(rows)
    return {f"projects/{row.id}/compare.js": _script(row, series) for row in rows}


def _script(row: Row, series: Mapping[str, Sequence[Row]]) -> bytes:
    others = [[r.id, r.year, r.type] for r in series[row.identity] if r is not row]
    data = {
        "id": row.id,
        "name": row.name,
        "facts": {
            "年度": f"{row.year}",
            "评价类型": row.type,
            "主管部门": row.department,
            "规则集": row.rule_set_name,
        },
        "total": _score(row.marks.score, row.marks.full, row.marks.recomputed)
        | {"share": "" if row.percent is None else f"{row.percent}%"},
        "grade": [row.marks.grade, row.marks.grade_class],
        "money": {
            "全年预算（万元）": row.budget_text,
            "支出（万元）": row.spent_text,
            "执行率": row.rate,
        },
        "sections": [_scored(s, s.name) for s in row.sections],
        "indicators": [
            _scored(i, i.group)
            | {"section": i.level_1, "actual": i.actual, "anchor": i.anchor, "mark": i.mark}
            for i in row.indicators
        ],
        "others": others,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"(window.compared = window.compared || []).push({text});\n".encode()


def _scored(scored: Scored | IndicatorRow, name: str) -> dict[str, Any]:
    return _score(scored.text, scored.full_text, scored.recomputed) | {
        "name": name,
        "share": scored.share_text,
    }


def _score(text: str, full: str, recomputed: str) -> dict[str, str]:
    return {"text": text, "full": full, **({"recomputed": recomputed} if recomputed else {})}
