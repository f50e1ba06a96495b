"""问题与整改: every issue of every project, with how far its rectification has come."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.report import wording
from generator.site.pages.page import page, steps
from generator.site.pages.paging import LONGEST
from generator.site.pages.rows import IssueRow, Row

FIRST = 50
"""So many issues stand on the page itself where there are too many for one page."""

DONE, UNSTATED = "已完成", "未载明"
ORDER = ("未开始", "整改中", UNSTATED, DONE)
"""What is still to be done comes first."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """An issue with its project, as of the data date."""

    row: Row
    issue: IssueRow
    days_late: int
    """How many days the deadline had passed on the data date, while the issue was not mended; else 0."""

    @property
    def deadline(self) -> str:
        """The deadline; empty where none is stated."""
        return self.issue.deadline.isoformat() if self.issue.deadline else ""

    @property
    def late(self) -> str:
        """How late, in words; empty where it is not."""
        return f"逾期{self.days_late}天" if self.days_late else ""

    @property
    def progress_class(self) -> str:
        """The class of the label of its progress. Its word is always shown too."""
        return {"未开始": "d", "整改中": "c", DONE: "a"}.get(self.issue.progress, "none")


def tracked(rows: Sequence[Row], data_date: datetime.date | None) -> list[Tracked]:
    """All issues: overdue first, then what is still to be done, then by project. Without a date nothing is overdue."""
    found = [Tracked(row, issue, _days_late(issue, data_date)) for row in rows for issue in row.issues]
    return sorted(found, key=lambda t: (-t.days_late, ORDER.index(t.issue.progress)))


def _days_late(issue: IssueRow, data_date: datetime.date | None) -> int:
    if data_date is None or issue.deadline is None or issue.progress == DONE:
        return 0
    return max(0, (data_date - issue.deadline).days)


def issue_page(issues: Sequence[Tracked], data_date: datetime.date | None) -> dict[str, str]:
    """The staged tracker; none where no project states an issue."""
    if not issues:
        return {}
    meta = {
        "title": "问题与整改",
        "description": f"绩效评价发现的{len(issues)}个问题、对应的建议和整改情况。",
        "kind": "issues",
        "path": steps(),
        "tags": {"ColumnName": "问题整改", "ColumnType": "项目支出绩效评价"},
        "scripts": ["assets/data/issues.js", "assets/js/list.js"],
    }
    counts = Counter(t.issue.progress for t in issues)
    shown = issues if len(issues) <= LONGEST else issues[:FIRST]
    text = page(
        "issues",
        meta,
        issues=shown,
        total=len(issues),
        progress=[(word, counts[word]) for word in ORDER if counts[word]],
        late=sum(bool(t.days_late) for t in issues),
        data_date=data_date and wording.date(data_date),
        columns=issue_columns(issues),
        **_choices(issues),
    )
    return {"issues/index.md": text}


def _choices(issues: Sequence[Tracked]) -> dict[str, Any]:
    return {
        "years": sorted({t.row.year for t in issues}, reverse=True),
        "departments": sorted({t.row.department for t in issues}),
    }


def issue_columns(issues: Sequence[Tracked]) -> set[str]:
    """Which of the columns that a source may leave out hold anything."""
    held = {
        "unit": any(t.issue.unit for t in issues),
        "deadline": any(t.issue.deadline for t in issues),
        "note": any(t.issue.note for t in issues),
        "recommendation": any(t.issue.recommendation for t in issues),
    }
    return {name for name, there in held.items() if there}
