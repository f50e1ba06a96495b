"""The list of contradictions read out of the five reports: well-formed, located, and true to its quotations."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.audit.seeds import SEEDS, Contradiction, contradictions, needs_seeds
from tests.conftest import REPOSITORY

FAMILIES = {
    "arithmetic": "算术",
    "agreement": "各处一致",
    "scoring-rules": "评分规则",
    "targets-actuals": "目标与完成",
    "loop": "问题闭环",
    "dates": "日期与期间",
    "names-references": "名称与引用",
    "form": "形式",
    "disclosure": "公开",
}
LISTED = list(contradictions())


def test_entries_are_well_formed() -> None:
    assert len({entry.code for entry in LISTED}) == len(LISTED) >= 60
    for entry in LISTED:
        assert entry.code.startswith(entry.report[:3])
        assert entry.family in FAMILIES
        assert entry.severity in {"错误", "警告", "提示"}
        assert entry.checkable in {"是", "部分", "否"}
        assert entry.places
        assert entry.how
        assert max(map(len, re.findall("「([^」]*)」", entry.fact)), default=0) <= 30, "quotations stay short"


@needs_seeds
@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: entry.code)
def test_quotations_stand_where_the_entry_says(entry: Contradiction) -> None:
    lines = (SEEDS / entry.report).read_text(encoding="utf-8").split("\n")
    there = [_plain("".join(lines[place.start - 1 : place.stop - 1])) for place in entry.places]
    assert all(there), "a place is an empty line"
    cited = "".join(there)
    missing = [quote for quote in re.findall("「([^」]*)」", entry.fact) if _plain(quote) not in cited]
    assert missing == []


def test_the_page_counts_them() -> None:
    page = (REPOSITORY / "docs" / "contradictions.md").read_text(encoding="utf-8")
    reports = sorted({entry.report for entry in LISTED})
    counts = Counter((entry.family, entry.report) for entry in LISTED)
    rows = [
        [chinese, *(str(counts[family, report]) for report in reports)]
        for family, chinese in FAMILIES.items()
    ]
    rows.append(["合计", *(str(sum(entry.report == report for entry in LISTED)) for report in reports)])
    for row in rows:
        assert f"| {' | '.join([*row, str(sum(map(int, row[1:])))])} |" in page


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)
