"""What stands against a change: a published evaluation is not altered, and no grade moves, without being explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.findings import Finding, Severity
from generator.model.project import Status
from generator.review.changes import Blocker, Change, ChangeKind, Standing
from generator.review.sides import ProjectSide

CORRECT = "在 project.yml 的“更正”中加一条：日期、内容、原因、批准人岗位。"


def blockers(
    old: ProjectSide | None,
    new: ProjectSide | None,
    changes: Iterable[Change],
    found: Iterable[Finding],
    *,
    rules_changed: bool,
) -> Iterator[Blocker]:
    """Why this change of a project should not be merged as it is.

    A new 更正 entry explains what was altered after publication. Progress of a rectification is news, and a change of
    writing alone alters nothing; neither needs one. A change of a draft needs none either, except of nothing published.
    """
    errors = sum(f.severity is Severity.ERROR for f in found)
    if errors:
        yield Blocker(f"新出现{errors}个错误", "按下面列出的改法改好。")
    before = old.standing if old else None
    if before is None or (new is not None and _explained(old, new)):
        return
    public = before.status in {Status.PUBLISHED.value, Status.WITHDRAWN.value}
    kinds = {change.kind for change in changes if not change.progress} - {ChangeKind.FORMAT}
    if public and new is None:
        yield Blocker("已公开的项目被删去", "撤下报告请把“状态”改为“已撤下”，地址和说明才能保留。")
    elif ChangeKind.GRADE in kinds and before.status != Status.DRAFT.value:
        yield Blocker(f"等级变了：{_grades(before, new)}", CORRECT)
    elif public and rules_changed and ChangeKind.SCORE in kinds:
        yield Blocker("规则集的改动使已公开的得分变了", f"{CORRECT}或者另建规则集，不改已经用过的。")
    elif public and kinds:
        yield Blocker("已公开的内容改了，没有更正记录", CORRECT)


def _explained(old: ProjectSide | None, new: ProjectSide) -> bool:
    """Whether the new side has a 更正 that the old one had not."""
    before = old.loaded.project.corrections if old and old.loaded.project else ()
    after = new.loaded.project.corrections if new.loaded.project else ()
    return any(correction not in before for correction in after)


def _grades(before: Standing, new: ProjectSide | None) -> str:
    after = new.standing if new else None
    pairs = [
        (before.grade, after and after.grade),
        (before.recomputed_grade, after and after.recomputed_grade),
    ]
    was, now = next((p for p in pairs if p[0] != p[1]), pairs[0])
    return f"{was or '不评'} → {now or '不评'}"
