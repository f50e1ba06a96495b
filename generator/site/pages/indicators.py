"""The 三级指标 that several projects have: how each fares across them, and their index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import unquote

from generator.report import wording
from generator.site.figures import percent_of
from generator.site.pages.addresses import Addresses, Occurrence, slug
from generator.site.pages.page import page, steps
from generator.site.pages.rollup import Standing, standing
from generator.site.pages.rows import Row

RANGES: tuple[tuple[str, Callable[[Decimal], bool]], ...] = (
    ("满分", lambda share: share >= 1),
    ("90%以上", lambda share: Decimal("0.9") <= share < 1),
    ("60%至90%", lambda share: Decimal("0.6") <= share < Decimal("0.9")),
    ("60%以下", lambda share: 0 < share < Decimal("0.6")),
    ("0分", lambda share: share <= 0),
)
"""The ranges of 得分率 that the distribution shows."""

FIRST = 50
"""So many projects stand on the page itself, those that lost points first; a script shows the others."""

DATA = "scores"
"""The name of the lines in the data of an indicator."""

LEVELS = ("决策", "投入", "过程", "管理", "产出", "效益", "结果", "影响力", "满意度", "执行率")
"""The order of level-1 sections, by what their names contain."""


def indicator_pages(rows: Sequence[Row], addresses: Addresses) -> dict[str, str]:
    """The staged pages of all indicators that at least two projects have, and their index; none where there is none."""
    if not addresses.indicators:
        return {}
    pages = {"indicators/index.md": _index(rows, addresses)}
    for name, occurrences in addresses.indicators.items():
        file = unquote(addresses.indicator(name)).removesuffix(".html")
        pages[f"{file}.md"] = _indicator(name, occurrences, addresses)
    return pages


def _index(rows: Sequence[Row], addresses: Addresses) -> str:
    names = {indicator.group for row in rows for indicator in row.indicators}
    standings = [standing(name, those, addresses) for name, those in addresses.indicators.items()]
    meta = {
        "title": "按指标看",
        "description": f"{len(standings)}项三级指标在各项目的得分情况：平均得分率、失分和扣分原因。",
        "kind": "indicators",
        "path": steps(),
        "tags": {"ColumnName": "指标", "ColumnType": "项目支出绩效评价"},
    }
    return page(
        "indicators",
        meta,
        sections=_by_level(standings),
        total=len(standings),
        single=len(names) - len(standings),
    )


def data_file(name: str) -> str:
    """The data of an indicator, as path in the staged tree."""
    return f"assets/data/indicators/{slug(name)}.js"


def _by_level(standings: Sequence[Standing]) -> list[tuple[str, list[Standing]]]:
    """Indicators under the level-1 name that they mostly stand under, in the order of an evaluation."""
    found: dict[str, list[Standing]] = defaultdict(list)
    for one in sorted(standings, key=lambda s: (-s.count, s.name)):
        found[_plain(one.level_1)].append(one)
    return sorted(found.items(), key=lambda pair: (_place(pair[0]), pair[0]))


def _plain(level: str) -> str:
    """A level-1 name without what only some forms add: 项目决策 and 决策, 产出目标 and 产出."""
    return level.removeprefix("项目").removesuffix("指标").removesuffix("目标") or level


def _place(level: str) -> int:
    return next((n for n, word in enumerate(LEVELS) if word in level), len(LEVELS))


def in_order(occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """Where points were lost first, the latest year before; then the rest in the order of the projects."""
    short = sorted((o for o in occurrences if o[1].lost), key=lambda o: (-o[0].year, -(o[1].lost or 0)))
    return [*short, *(o for o in occurrences if not o[1].lost)]


def _indicator(name: str, occurrences: Sequence[Occurrence], addresses: Addresses) -> str:
    whole = standing(name, occurrences, addresses)
    ordered = in_order(occurrences)
    meta = {
        "title": name,
        "description": f"三级指标“{name}”在{whole.count}个项目的得分：平均得分率{whole.share_text}，{whole.short}个失分。",
        "kind": "indicator",
        "path": steps(("指标", "indicators/index.html")),
        "tags": {"ColumnName": "指标", "ColumnType": "项目支出绩效评价"},
        "scripts": [data_file(name), "assets/js/list.js"] if len(ordered) > FIRST else [],
    }
    return page(
        "indicator",
        meta,
        standing=whole,
        data=DATA,
        aliases=sorted({i.name for _, i in occurrences} - {name}),
        marks=_marks(occurrences),
        distribution=_distribution(occurrences),
        years=_years(occurrences, addresses),
        occurrences=[(row, indicator.line) for row, indicator in ordered[:FIRST]],
        total=len(ordered),
        reasons=any(i.reason for _, i in occurrences),
        departments=sorted({row.department for row, _ in occurrences}),
    )


def _distribution(occurrences: Sequence[Occurrence]) -> list[dict[str, Any]]:
    shares = [i.share for _, i in occurrences if i.share is not None]
    counts = [(label, sum(map(within, shares))) for label, within in RANGES]
    most = max((count for _, count in counts), default=0)
    return [
        {
            "label": label,
            "count": count,
            "share": wording.rate(Fraction(count, len(shares))) if shares else "",
            "width": percent_of(Decimal(count), Decimal(most)) or 0,
        }
        for label, count in counts
    ]


def _years(occurrences: Sequence[Occurrence], addresses: Addresses) -> list[tuple[int, str, Standing]]:
    """Year, address of its page and standing; none where there is but one year."""
    by_year: dict[int, list[Occurrence]] = defaultdict(list)
    for row, indicator in occurrences:
        by_year[row.year].append((row, indicator))
    if len(by_year) == 1:
        return []
    return [
        (year, addresses.year(year), standing("", those, addresses))
        for year, those in sorted(by_year.items())
    ]


def _marks(occurrences: Sequence[Occurrence]) -> str:
    """How many scores have which mark, in words."""
    counts = Counter(i.mark for _, i in occurrences)
    return "，".join(f"{mark}{count}个" for mark, count in sorted(counts.items()) if mark)
