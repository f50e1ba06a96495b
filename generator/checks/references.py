"""Names that must lead somewhere: rule sets, organisations, indicators, criteria, files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath

from generator.checks.subject import Subject
from generator.content.folders import leads_outside
from generator.findings import Finding, Kind, Place, Severity
from generator.model.base import Unstated
from generator.scoring.rules import criteria_of

UNKNOWN_RULE_SET = Kind(
    code="R401",
    title="没有这个规则集",
    severity=Severity.ERROR,
    explanation="“规则集”写的是 content/rule_sets 下的文件名（不带 .yml）。没有规则集就不能评分。",
    mend="改成已有的规则集，或新建一个。",
)
UNKNOWN_ORGANISATION = Kind(
    code="R402",
    title="单位没有登记",
    severity=Severity.ERROR,
    explanation="单位名称要与单位登记表（content/organisations.yml）中的全称或简称一致，以免同一单位有几种写法。",
    mend="改成登记的名称，或先在单位登记表中登记。",
)
UNKNOWN_INDICATOR = Kind(
    code="R403",
    title="没有这个指标",
    severity=Severity.ERROR,
    explanation="公布得分、问题等处提到的指标，要与“指标”中的三级（或一级）名称完全一致。",
    mend="改成指标的准确名称。",
)
UNKNOWN_SUBJECT = Kind(
    code="R404",
    title="差异说明的对象不存在",
    severity=Severity.ERROR,
    explanation="差异说明的对象是指标、一级名称，或：总分、等级、权重、资金、绩效目标、正文、附件、其他。",
    mend="改成准确的名称。",
)
UNKNOWN_CRITERION = Kind(
    code="R405",
    title="没有这个要点",
    severity=Severity.ERROR,
    explanation="“要点”的序号超出了评价要点的数目。",
    mend="核对评价要点的数目和序号。",
)
BAD_PATH = Kind(
    code="R406",
    title="附件不存在或不在项目文件夹内",
    severity=Severity.ERROR,
    explanation="附件和盖章件要放在项目文件夹内，用相对路径引用。",
    mend="把文件放进项目文件夹的 attachments/，改正路径。",
)
SAME_NUMBER = Kind(
    code="R407",
    title="编号重复",
    severity=Severity.ERROR,
    explanation="问题的编号在一个项目里不能重复。",
    mend="改成不重复的编号。",
)

KINDS = (
    UNKNOWN_RULE_SET, UNKNOWN_ORGANISATION, UNKNOWN_INDICATOR, UNKNOWN_SUBJECT, UNKNOWN_CRITERION, BAD_PATH, SAME_NUMBER,
)  # fmt: skip

GENERAL_SUBJECTS = ("总分", "等级", "权重", "资金", "绩效目标", "正文", "附件", "其他")


def _closest(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"是不是“{close[0]}”？" if close else ""


def rule_set_exists(subject: Subject) -> Iterator[Finding]:
    """R401."""
    name = subject.project.facts.rule_set
    if subject.rules is None and name not in subject.content.faulty_rule_sets:
        known = sorted(subject.content.rule_sets)
        yield subject.report(
            UNKNOWN_RULE_SET, subject.at("项目", "规则集"), f"没有规则集“{name}”",
            found=name, expected="、".join(known), hint=_closest(name, known),
        )  # fmt: skip


def organisations_are_registered(subject: Subject) -> Iterator[Finding]:
    """R402: department, implementing unit and publisher stand in the register."""
    units, disclosure = subject.project.units, subject.project.disclosure
    named = [(("单位", "主管部门"), units.department), (("单位", "实施单位"), units.implementing_unit)]
    if disclosure is not None and disclosure.publisher is not None:
        named.append((("公开", "发布机构"), disclosure.publisher))
    if subject.content.register is None:  # said of the register itself
        return
    known = [n for o in subject.content.register.organisations for n in o.names]
    for path, name in named:
        if isinstance(name, str) and not isinstance(name, Unstated) and name not in known:
            yield subject.report(
                UNKNOWN_ORGANISATION, subject.at(*path), f"单位“{name}”没有登记", found=name,
                hint=_closest(name, known) or "在 content/organisations.yml 中登记这个单位",
            )  # fmt: skip


def named_indicators_exist(subject: Subject) -> Iterator[Finding]:
    """R403: published scores and issues name indicators that are there."""
    project = subject.project
    indicators = {i.level_3 for i in project.indicators}
    sections = {i.level_1 for i in project.indicators} | {s.name for s in project.whole_sections}
    places: list[tuple[tuple[str | int, ...], str, set[str]]] = []
    if project.published:
        places += [(("公布", "指标", n), n, indicators) for n in project.published.indicators]
        places += [(("公布", "分项", n), n, sections) for n in project.published.sections]
    for at, issue in enumerate(project.issues):
        known = indicators | sections
        places += [(("问题", at, "对应指标", n), name, known) for n, name in enumerate(issue.indicators)]
    for path, name, known in places:
        if name not in known:
            yield subject.report(
                UNKNOWN_INDICATOR, subject.loaded.at_key(*path) if path[0] == "公布" else subject.at(*path),
                f"没有指标“{name}”", found=name, hint=_closest(name, known),
            )  # fmt: skip


def discrepancies_name_their_subject(subject: Subject) -> Iterator[Finding]:
    """R404."""
    project = subject.project
    known = {
        *GENERAL_SUBJECTS,
        *(i.level_3 for i in project.indicators),
        *(i.level_1 for i in project.indicators),
    }
    known |= {s.name for s in project.whole_sections}
    for at, discrepancy in enumerate(project.discrepancies):
        for n, name in enumerate(discrepancy.subjects):
            if name not in known:
                yield subject.report(
                    UNKNOWN_SUBJECT, subject.at("差异说明", at, "对象", n), f"差异说明的对象“{name}”不存在",
                    found=name, expected="指标或一级名称，或" + "、".join(GENERAL_SUBJECTS), hint=_closest(name, known),
                )  # fmt: skip


def criteria_exist(subject: Subject) -> Iterator[Finding]:
    """R405."""
    if subject.rules is None:
        return
    for index, indicator in enumerate(subject.project.indicators):
        if indicator.results is None:
            continue
        most = len(criteria_of(indicator, subject.rules))
        for number in indicator.results.met:
            if not 1 <= number <= most:
                yield subject.report(
                    UNKNOWN_CRITERION, subject.loaded.at_key("指标", index, "要点", str(number)),
                    f"“{indicator.level_3}”没有要点{number}", found=str(number), expected=f"1至{most}" if most else "没有评价要点",
                )  # fmt: skip


def files_are_there(subject: Subject) -> Iterator[Finding]:
    """R406: attachments exist inside the project folder."""
    project, folder = subject.project, subject.loaded.folder
    files: list[tuple[Place, str]] = [
        (subject.at("附件", n, "文件"), a.file) for n, a in enumerate(project.attachments)
    ]
    if project.sealed_copy:
        files.append((subject.at("盖章件"), project.sealed_copy))
    for place, name in files:
        path = PurePosixPath(name)
        inside = not path.is_absolute() and ".." not in path.parts and "\\" not in name
        if not inside or leads_outside(folder / name, folder) or not (folder / name).is_file():
            yield subject.report(BAD_PATH, place, f"附件“{name}”不存在或不在项目文件夹内", found=name)


def issue_numbers_are_unique(subject: Subject) -> Iterator[Finding]:
    """R407."""
    seen: set[str] = set()
    for at, issue in enumerate(subject.project.issues):
        if issue.number in seen:
            yield subject.report(
                SAME_NUMBER,
                subject.at("问题", at, "编号"),
                f"问题编号“{issue.number}”重复",
                found=issue.number,
            )
        seen.add(issue.number)


RULES = (
    rule_set_exists, organisations_are_registered, named_indicators_exist, discrepancies_name_their_subject,
    criteria_exist, files_are_there, issue_numbers_are_unique,
)  # fmt: skip
