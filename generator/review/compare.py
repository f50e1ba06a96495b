"""One project at two states: everything that changed in the evaluation, and what it does to score and grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.findings import Place
from generator.model.base import Record
from generator.report import wording
from generator.report.figures import Figures
from generator.review.alignment import aligned
from generator.review.changes import Change, ChangeKind, Standing
from generator.review.indicators import indicator_changes, order_change, pairs
from generator.review.leaves import Leaf, differences, leaves, text_at
from generator.review.repository import Changed
from generator.review.sides import ProjectSide

KINDS = {
    "项目": ChangeKind.FACTS,
    "转录": ChangeKind.FACTS,
    "单位": ChangeKind.FACTS,
    "资金": ChangeKind.FUNDS,
    "绩效目标": ChangeKind.OBJECTIVE,
    "公布": ChangeKind.PUBLISHED,
    "差异说明": ChangeKind.DISCREPANCY,
    "问题": ChangeKind.ISSUE,
    "公开": ChangeKind.DISCLOSURE,
    "脱敏": ChangeKind.REDACTION,
    "更正": ChangeKind.CORRECTION,
    "曾用地址": ChangeKind.DISCLOSURE,
    "附件": ChangeKind.ATTACHMENT,
    "盖章件": ChangeKind.ATTACHMENT,
}
"""The kind of change by the top key of project.yml; 指标 and 分项 have their own."""

TEXTS = ("project.yml", "report.md")


def project_changes(
    old: ProjectSide | None, new: ProjectSide | None, files: Iterable[Changed], *, rules_changed: bool
) -> tuple[Change, ...]:
    """All changes of a project. One of the two sides is there."""
    one = new or old
    if one is None:
        return ()
    if old is None or new is None:
        there = one.standing
        name = there.name if there else one.loaded.id
        was, now = (None, name) if old is None else (name, None)
        return (Change(ChangeKind.PROJECT, one.loaded.id, was, now, one.loaded.at(), _headline(there)),)
    if old.loaded.project is None or new.loaded.project is None:
        which = "改前" if old.loaded.project is None else "改后"
        place = Place(new.loaded.file)
        return (Change(ChangeKind.UNREADABLE, "project.yml", None, f"{which}的内容有错误，没有读成", place),)
    matched = pairs(old.indicators, new.indicators)
    found = [
        *_address(old, new),
        *_results(old, new, rules_changed=rules_changed),
        *chain.from_iterable(indicator_changes(a, b) for a, b in matched),
        *order_change(matched),
        *_values(old, new),
        *_prose(old, new),
        *_attached(old, files),
    ]
    if not found and any(_name(f) in TEXTS for f in files):
        found = [Change(ChangeKind.FORMAT, "project.yml 或 report.md", None, None, Place(new.loaded.file))]
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda c: order.index(c.kind)))


def _headline(standing: Standing | None) -> str:
    if standing is None or standing.score is None:
        return ""
    return f"得分 {standing.score}，等级 {standing.grade or '不评'}"


def _address(old: ProjectSide, new: ProjectSide) -> Iterator[Change]:
    was, now = old.loaded.id, new.loaded.id
    if was != now and new.loaded.project is not None:
        kept = was in new.loaded.project.former_ids
        effect = "旧地址会转到新地址" if kept else "旧地址会失效：没有写在“曾用地址”中"
        yield Change(ChangeKind.FACTS, "地址", was, now, Place(new.loaded.file), effect, kept)


# Score and grade ---------------------------------------------------------------------------------------------


def _results(old: ProjectSide, new: ProjectSide, *, rules_changed: bool) -> Iterator[Change]:
    before, after = old.standing, new.standing
    if before is None or after is None:
        return
    place = new.loaded.at("指标")
    cause = "规则集变化引起" if rules_changed else ""
    grades = _grade(before), _grade(after)
    if grades[0] != grades[1] and (after.recomputed is not None or before.recomputed is None):
        yield Change(ChangeKind.GRADE, "等级", *grades, place, cause)
    if before.recomputed != after.recomputed:
        grade = "" if before.grade != after.grade else f"等级 {after.grade or '不评'} 不变"
        effect = "，".join(t for t in (grade, cause) if t)
        yield Change(
            ChangeKind.SCORE,
            "总分（复算）",
            _number(before.recomputed),
            _number(after.recomputed),
            place,
            effect,
        )
    yield from _moved(old, new, rules_changed=rules_changed)


def _moved(old: ProjectSide, new: ProjectSide, *, rules_changed: bool) -> Iterator[Change]:
    """The indicators whose score moved though nothing of theirs was changed."""
    for before, after in pairs(old.indicators, new.indicators):
        if before is None or after is None or before.score.score == after.score.score:
            continue
        if all(change.kind is ChangeKind.RENAMED for change in indicator_changes(before, after)):
            was, now = before.score, after.score
            cause = "所依据的数据变了"
            if was.standard != now.standard:
                why = "规则集变化引起" if rules_changed else "改名后不再用规则集的评分规则"
                cause = f"{why}：{was.standard} → {now.standard}"
            yield Change(
                ChangeKind.SCORE, after.name, _number(was.score), _number(now.score), after.at(), cause
            )


def _grade(standing: Standing) -> str:
    """A grade, and the recomputed one where it is another."""
    shown = standing.grade or "不评"
    return shown if standing.agrees else f"{shown}（复算 {standing.recomputed_grade}）"


def _number(value: object) -> str:
    return "算不出" if value is None else str(value)


# Values ------------------------------------------------------------------------------------------------------


def _values(old: ProjectSide, new: ProjectSide) -> Iterator[Change]:
    """What changed in project.yml outside the indicators."""
    funds = _execution(old, new)
    for name, was, now in differences(_leaves(old), _leaves(new)):
        place = new.loaded.at(*now.path) if now else old.loaded.at(*(was.path if was else ()))
        kind = _kind(name)
        effect = funds if kind is ChangeKind.FUNDS else ""
        progress = name[0] == "曾用地址" or (name[0] == "问题" and "整改" in name)
        yield Change(kind, " · ".join(name), text_at(was), text_at(now), place, effect, progress)


def _leaves(side: ProjectSide) -> dict[tuple[str, ...], Leaf]:
    project = side.loaded.project
    found = leaves(project) if isinstance(project, Record) else {}
    return {name: leaf for name, leaf in found.items() if name[0] != "指标"}


def _kind(name: tuple[str, ...]) -> ChangeKind:
    if name == ("项目", "状态"):
        return ChangeKind.STATUS
    if name == ("项目", "规则集"):
        return ChangeKind.RULE
    if name[0] == "分项":
        return ChangeKind.WEIGHT if name[-1] == "权重" else ChangeKind.RULE
    return KINDS[name[0]]


def _execution(old: ProjectSide, new: ProjectSide) -> str:
    """What becomes of the execution rate."""
    rates = [
        wording.rate(Figures(e.project, e.score, e.rules).execution)
        for e in (old.evaluation, new.evaluation)
        if e is not None
    ]
    if len(rates) < 2:  # noqa: PLR2004 - one of the two could not be scored
        return ""
    return f"预算执行率 {rates[0]} → {rates[1]}" if rates[0] != rates[1] else f"预算执行率不变（{rates[1]}）"


# Prose and files ---------------------------------------------------------------------------------------------


def _prose(old: ProjectSide, new: ProjectSide) -> Iterator[Change]:
    file, former = new.loaded.narrative_file, old.loaded.narrative_file
    for before, after in aligned(old.paragraphs, new.paragraphs, lambda p: p.source):
        one = after or before
        if one is None or (before and after and before.source == after.source):
            continue
        place = Place(file, after.line) if after else Place(former, one.line)
        was, now = (p.text if p else None for p in (before, after))
        yield Change(ChangeKind.PROSE, one.chapter or "正文", was, now, place)


def _attached(old: ProjectSide, files: Iterable[Changed]) -> Iterator[Change]:
    """Files of the project folder beside its two texts: attachments, figures, the sealed copy."""
    for file in files:
        name = _name(file)
        if name not in TEXTS:
            was = file.old and "有"
            now = file.new and ("内容换了" if file.old == file.new else "有")
            yield Change(
                ChangeKind.ATTACHMENT, name, was, now, Place(file.new or file.old or old.loaded.file)
            )


def _name(file: Changed) -> str:
    """The path of a file within its project folder."""
    return (file.new or file.old or "").split("/", 4)[-1]
