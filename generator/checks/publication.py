"""Whether a project may be published as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.subject import Subject
from generator.findings import Finding, Kind, Severity
from generator.model.disclosure import Conclusion
from generator.model.project import Period, Status

NOT_CLEARED = Kind(
    code="P501",
    title="公开前没有审查通过",
    severity=Severity.ERROR,
    explanation="已公开的项目要有“公开”要素，并经过公开前审查，结论为同意公开（政府信息公开条例第十七条）。转录示例不适用。",
    mend="补上“公开”的“审查”；还没有审查的，把状态改为草稿或征求意见。",
    wrong="状态: 已公开",
    right="状态: 已公开\n…\n公开:\n  审查: {审查人岗位: 办公室主任, 日期: 2025-06-06, 结论: 同意公开}",
)
TRANSCRIPTION = Kind(
    code="P502",
    title="转录示例的写法不对",
    severity=Severity.ERROR,
    explanation="转录示例要写“转录”（原报告的标题和说明），不能有“公开”要素：索引号、发布日期、审查都不是它的。",
    mend="补上“转录”，删去“公开”；不是转录的，删去“性质: 转录示例”和“转录”。",
)
YEAR = Kind(
    code="P503",
    title="年度与文件夹不一致",
    severity=Severity.ERROR,
    explanation="项目放在 content/projects/<年度>/ 下面，文件夹的年份要与“年度”一致。",
    mend="改正年度，或把项目文件夹移到对应的年份下。",
)
PERIOD = Kind(
    code="P504",
    title="开始日期晚于结束日期",
    severity=Severity.ERROR,
    explanation="评价期间的开始不能晚于结束。",
    mend="核对两个日期。",
)

FORMER_ADDRESS = Kind(
    code="P505",
    title="曾用地址不对",
    severity=Severity.ERROR,
    explanation="“曾用地址”写这个项目以前的编号（年度/文件夹名），旧网址会自动转到现在的页面。写得不对，或者那里现在有别的项目，旧网址就不能用。",
    mend="写成以前的“年度/文件夹名”，如 2023/beng-zhan；那里现在另有项目的，删去这一条。",
    wrong="曾用地址: [projects/2023/beng-zhan]",
    right="曾用地址: [2023/beng-zhan]",
)

KINDS = (NOT_CLEARED, TRANSCRIPTION, YEAR, PERIOD, FORMER_ADDRESS)


def published_is_cleared(subject: Subject) -> Iterator[Finding]:
    """P501: 已公开 needs a clearance of 同意公开, unless it is a transcribed example."""
    project = subject.project
    if project.facts.status is not Status.PUBLISHED or project.transcribed:
        return
    clearance = project.disclosure.clearance if project.disclosure else None
    if clearance is None or clearance.conclusion is not Conclusion.CLEARED:
        found = clearance.conclusion.value if clearance else "没有审查"
        path = ("公开", "审查", "结论") if clearance else ("项目", "状态")
        yield subject.report(
            NOT_CLEARED,
            subject.at(*path),
            "状态是已公开，而没有“同意公开”的审查结论",
            found=found,
            expected="结论: 同意公开",
        )


def transcription_is_marked(subject: Subject) -> Iterator[Finding]:
    """P502: a transcribed example says of what, and makes up no disclosure facts."""
    project = subject.project
    if project.transcribed and project.transcription is None:
        yield subject.report(
            TRANSCRIPTION,
            subject.at("项目", "性质"),
            "转录示例没有写“转录”",
            expected="转录: {原报告: …, 说明: …}",
        )
    if project.transcribed and project.disclosure is not None:
        yield subject.report(
            TRANSCRIPTION, subject.loaded.at_key("公开"), "转录示例不能有“公开”要素", found="公开"
        )
    if not project.transcribed and project.transcription is not None:
        yield subject.report(
            TRANSCRIPTION,
            subject.loaded.at_key("转录"),
            "有“转录”，而性质不是转录示例",
            expected="性质: 转录示例",
        )


def year_is_that_of_the_folder(subject: Subject) -> Iterator[Finding]:
    """P503."""
    folder = subject.loaded.id.split("/")[0]
    year = str(subject.project.facts.year)
    if year != folder:
        yield subject.report(
            YEAR, subject.at("项目", "年度"), f"年度{year}，文件夹在{folder}下", found=year, expected=folder
        )


def period_is_in_order(subject: Subject) -> Iterator[Finding]:
    """P504."""
    period = subject.project.facts.period
    if isinstance(period, Period) and period.start.first > period.end.first:
        yield subject.report(
            PERIOD,
            subject.at("项目", "评价期间"),
            "评价期间的开始晚于结束",
            found=f"{period.start}至{period.end}",
        )


_ID = re.compile(r"(?:19|20)\d\d/[^/\\\s.#?%:*\"<>|][^/\\#?%:*\"<>|]*")


def former_addresses_are_free(subject: Subject) -> Iterator[Finding]:
    """P505."""
    projects = subject.loaded.folder.parent.parent
    for index, former in enumerate(subject.project.former_ids):
        place = subject.at("曾用地址", index)
        if not _ID.fullmatch(former):
            yield subject.report(FORMER_ADDRESS, place, f"“{former}”不是项目编号", found=former)
        elif (projects / former).exists():
            yield subject.report(FORMER_ADDRESS, place, f"“{former}”现在另有项目", found=former)


RULES = (
    published_is_cleared,
    transcription_is_marked,
    year_is_that_of_the_folder,
    period_is_in_order,
    former_addresses_are_free,
)
