"""The search page in a real Chromium, over http and from a disk: every answer compared with the truth."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.search.search_tab import ask, passages
from tests.search.truth import Truth
from tests.site.chromium import Tab, needs_chromium

pytestmark = needs_chromium

QUERIES = (
    "执行率", "预算执行率", "率", "，", "。", "民生诉求", "诉求一体", "91.97", "1,265.41", "1265.41", "１２６５．４１",
    "65.41", "深平安", '"深平安"', "“社会治理 智能化”", "社会治理 智能化", "执行率 姑苏", "绩效目标 满意度", "评价要点:①",
    "符合法律法规、相关政策", "政策、发展", "PDF", "pdf", "XLSX", "不存在的话", "龘", "①", "%", "100%", "１００％", "2024年",
    "（一）", "(一)", "报告的", "未载明 91.97", "分", "元",
)  # fmt: skip


@pytest.mark.parametrize("way", ["http", "folder"])
def test_answers_are_the_truth(
    browser: Browser, real: Path, real_origin: str, real_truth: Truth, way: str
) -> None:
    origin = real_origin if way == "http" else f"{real.as_uri()}/"
    with Tab(browser) as tab:
        for query in QUERIES:
            ask(tab.page, origin, query)
            assert passages(tab.page, origin) == real_truth.passages(query), query
        assert tab.complaints == []
        assert tab.outside(origin) == []
