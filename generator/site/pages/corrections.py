"""更正: what was corrected after publication, and which reports were withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from generator.report import wording
from generator.site.pages.page import page, steps
from generator.site.pages.rows import CorrectionRow, Row, WithdrawnRow


def correction_page(rows: Sequence[Row], withdrawn: Sequence[WithdrawnRow]) -> dict[str, str]:
    """The staged list of corrections, latest first, and of withdrawn reports; none where there is neither."""
    found = [(row, c) for row in rows for c in row.corrections]
    if not found and not withdrawn:
        return {}
    found.sort(key=lambda pair: pair[1].date, reverse=True)
    meta = {
        "title": "更正与撤下",
        "description": "公开以后作过的更正：改了什么、为什么改、谁批准、哪一天，原来的数字一并保留。",
        "kind": "corrections",
        "path": steps(),
        "tags": {"ColumnName": "更正", "ColumnType": "项目支出绩效评价"},
    }
    return {
        "corrections/index.md": page(
            "corrections",
            meta,
            corrections=[(row, c, wording.date(c.date)) for row, c in found],
            figures=any(c.former or c.corrected for _, c in found),
            withdrawn=[(w, _notes(w.corrections)) for w in sorted(withdrawn, key=lambda w: (-w.year, w.id))],
        )
    }


def _notes(corrections: Sequence[CorrectionRow]) -> str:
    return "；".join(f"{wording.date(c.date)}：{c.content}（{c.cause}）" for c in corrections)
