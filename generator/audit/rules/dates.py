"""Years, periods and the dates of data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.audit.report import Report, Rule, tell
from generator.audit.statements import NUMBER
from generator.audit.tables import Role
from generator.audit.text import Span
from generator.findings import Finding, Kind, Severity

PERIOD = Kind(
    code="T601",
    title="评价时段与年度不符",
    severity=Severity.ERROR,
    explanation="年度评价的时段应是该年1月1日至12月31日；漏掉几个月或伸到下一年，数据就不是这一年的。",
    mend="改正时段；确实跨年的，说明理由。",
    wrong="2023年度项目；评价时段为2023年6月至2024年7月",
    right="2023年度项目；评价时段为2023年1月至2023年12月",
)
DATA_DATE = Kind(
    code="T602",
    title="数据日期不在评价年度",
    severity=Severity.ERROR,
    explanation="支出和完成情况应截至评价年度的年底；早于或晚于这一年的，不能作为这一年的结果。",
    mend="改用年底的数，或说明为什么用别的日期。",
    wrong="2023年度预算；截至2024年7月31日支出61.71万元",
    right="2023年度预算；截至2023年12月31日支出61.71万元",
)
OLD_BASIS = Kind(
    code="T603",
    title="依据的年度与项目年度不符",
    severity=Severity.WARNING,
    explanation="引用的年度性文件、指标体系比项目早两年以上，多半是旧表的残留。",
    mend="改用当年的文件，或说明仍然有效。",
    wrong="2020年项目按《2017年度……共性指标》评价",
    right="2020年项目按《2020年度……共性指标》评价",
)
MONTHS = Kind(
    code="T604",
    title="份数与月数不符",
    severity=Severity.WARNING,
    explanation="全年的月报应有12份，季报应有4份，少了的要说明（合同期不足一年等）。",
    mend="核对份数，或说明为什么不足一年。",
    wrong="全年运维月报10个",
    right="全年运维月报12个",
)

KINDS = (PERIOD, DATA_DATE, OLD_BASIS, MONTHS)
_LAST_MONTH = 12

_SPAN = re.compile(
    r"评价(?:时段|期限|期间|时间范围|时间|基准期)(?:为|是|:)*(?P<y1>20[0-9]{2})年(?P<m1>[0-9]{1,2})月(?:[0-9]{1,2}日)?"
    r"(?:至|到|—|-|~)+(?P<y2>20[0-9]{2})?年?(?P<m2>[0-9]{1,2})月"
)


def periods_are_the_year(report: Report) -> Iterator[Finding]:
    """T601."""
    year = report.year
    for passage in report.passages if year else ():
        for found in passage.text.find(_SPAN):
            first, last = int(found["y1"]), int(found["y2"] or found["y1"])
            months = (int(found["m1"]), int(found["m2"]))
            if (first, last) != (year, year) or months != (1, _LAST_MONTH):
                yield tell(PERIOD, found.span(), f"评价年度是{year}年，评价时段写的是{first}年{months[0]}月至{last}年{months[1]}月",
                           expected=f"{year}年1月至{year}年12月", others=_years(report, found.span()))  # fmt: skip


_FEW = 6


def _years(report: Report, but: Span) -> list[Span]:
    """Where the report says its year, without the place that speaks against it."""
    return [
        span for span in report.years if span.text is not but.text or not but.start <= span.start < but.end
    ][:_FEW]


_AS_OF = re.compile(
    r"(?:截至|截止|时间节点均?为|基准日为?:?)(?P<year>20[0-9]{2})年(?:度)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|底)?(?P<after>[^。;]{0,20})"
)
_ABOUT_RESULTS = re.compile(r"支[出付]|执行|完成|拨付|数据")


def data_are_of_the_year(report: Report) -> Iterator[Finding]:
    """T602."""
    year = report.year
    for text in report.texts() if year else ():
        for found in text.find(_AS_OF):
            node = "节点" in found[0] or "基准日" in found[0]
            if int(found["year"]) != year and (node or _ABOUT_RESULTS.search(found["after"])):
                end = found.span("after").start
                yield tell(DATA_DATE, text.span(found.match.start(), end), f"评价年度是{year}年，数据日期是{found['year']}年",
                           expected=f"{year}年12月31日", others=_years(report, found.span()))  # fmt: skip


_YEARLY = re.compile(r"《(?P<year>20[0-9]{2})年度?[^《》]{2,60}?(?:指标|评价|目标)[^《》]{0,20}》")
_MOST_YEARS = 2


def bases_are_recent(report: Report) -> Iterator[Finding]:
    """T603."""
    year = report.year
    for text in report.texts() if year else ():
        for found in text.find(_YEARLY):
            if year is not None and year - int(found["year"]) >= _MOST_YEARS:
                yield tell(
                    OLD_BASIS,
                    found.span(),
                    f"项目年度是{year}年，依据的文件是{found['year']}年的",
                    others=_years(report, found.span()),
                )


_PERIODIC = (("月报", 12), ("季报", 4))
_COUNT = re.compile(rf"^(?P<count>{NUMBER})(?:个|份|期|次)$")


def periodic_reports_cover_the_year(report: Report) -> Iterator[Finding]:
    """T604, once for an indicator."""
    told: set[str] = set()
    for indicator in report.indicators:
        actual = indicator.cells.get(Role.ACTUAL)
        found = next(actual.find(_COUNT), None) if actual is not None else None
        for word, needed in _PERIODIC:
            if (
                found is None
                or word not in indicator.name
                or indicator.name in told
                or "及时" in indicator.name
            ):
                continue
            if int(found["count"]) < needed:
                told.add(indicator.name)
                yield tell(MONTHS, found.span(), f"“{indicator.name}”全年应有{needed}份，写的是{found[0]}",
                           expected=f"{needed}份", others=report.mentions(indicator)[:2])  # fmt: skip


RULES: tuple[Rule, ...] = (
    periods_are_the_year, data_are_of_the_year, bases_are_recent, periodic_reports_cover_the_year,
)  # fmt: skip
