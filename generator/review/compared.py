"""The whole review: finds what changed, reads both sides, compares, and judges."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from generator.findings import Finding
from generator.review.changes import ProjectReview, Review
from generator.review.compare import project_changes
from generator.review.repository import Changed, Repository, State
from generator.review.scope import RULE_SETS, Scope, scope_of
from generator.review.shared import shared_changes
from generator.review.sides import Side, side
from generator.review.verdict import blockers
from generator.workspace import Workspace


def review(root: Path, base_name: str, head_name: str | None) -> Review:
    """What changed between where `head_name` (None: the files as they are) left `base_name`, and now.

    Neither the work tree nor the index is touched. Raises `RepositoryFault`.
    """
    repository = Repository(root)
    asked = repository.state(base_name)
    head = State("工作区", None) if head_name is None else repository.state(head_name)
    base = repository.fork(asked, head)
    changed = repository.changed(base, head, "content")
    scope = scope_of(repository, base, head, changed)
    with tempfile.TemporaryDirectory(prefix="jixiao-review-") as scratch:
        folders = (Path(scratch) / "base", Path(scratch) / "head")
        old = side(repository, base, scope.ids, folders[0])
        new = side(repository, head, scope.ids, folders[1])
        projects = _projects(old, new, scope, changed)
        roots = (folders[0], root if head.commit is None else folders[1])
        shared = tuple(shared_changes(Workspace(roots[0]), Workspace(roots[1]), changed, projects))
    found, mended = _compared(_unowned(old.findings), _unowned(new.findings))
    notes: tuple[str, ...] = ()
    if base.commit != asked.commit:
        notes = (f"与“{base_name}”的共同起点 {base.label} 相比；之后“{base_name}”自己的改动不在其中。",)
    return Review(asked.label, head.label, projects, shared, found, mended, notes)


def _projects(old: Side, new: Side, scope: Scope, changed: Iterable[Changed]) -> tuple[ProjectReview, ...]:
    rules_changed = any(p and p.startswith(f"{RULE_SETS}/") for c in changed for p in (c.old, c.new))
    renamed = scope.renamed | _declared(new, scope)
    reviews = []
    for project_id in sorted(scope.ids - set(renamed.values())):
        former = renamed.get(project_id)
        reviewed = _project(old, new, project_id, former, scope, rules_changed=rules_changed)
        if reviewed.changes or reviewed.found or reviewed.mended:
            reviews.append(reviewed)
    return tuple(reviews)


def _declared(new: Side, scope: Scope) -> dict[str, str]:
    """The former id of projects that say it themselves (曾用地址), where both are in scope."""
    found: dict[str, str] = {}
    for project_id, project in new.projects.items():
        ids = project.loaded.project.former_ids if project.loaded.project else ()
        gone = [former for former in ids if former in scope.ids and former not in new.projects]
        if gone:
            found[project_id] = gone[0]
    return found


def _project(
    old: Side, new: Side, project_id: str, former: str | None, scope: Scope, *, rules_changed: bool
) -> ProjectReview:
    before, after = old.of(former or project_id), new.of(project_id)
    files = (*scope.files.get(project_id, ()), *(scope.files.get(former, ()) if former else ()))
    changes = project_changes(before, after, files, rules_changed=rules_changed)
    found, mended = _compared(_of(old, former or project_id), _of(new, project_id))
    if before and after and (before.loaded.project is None or after.loaded.project is None):
        mended = ()  # what cannot be read is not mended
    judged = blockers(before, after, changes, found, rules_changed=rules_changed)
    return ProjectReview(
        project_id,
        former,
        before.standing if before else None,
        after.standing if after else None,
        changes,
        found,
        mended,
        tuple(judged),
        (before.page if before else "", after.page if after else ""),
    )


def _of(side_: Side, project_id: str) -> list[Finding]:
    return [f for f in side_.findings if f.project == project_id]


def _unowned(findings: Iterable[Finding]) -> list[Finding]:
    return [f for f in findings if f.project is None]


def _compared(old: list[Finding], new: list[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that are new and those that are gone, wherever in the file they stand."""
    before, after = {_identity(f) for f in old}, {_identity(f) for f in new}
    found = tuple(f for f in new if _identity(f) not in before)
    return found, tuple(f for f in old if _identity(f) not in after)


def _identity(finding: Finding) -> tuple[str, ...]:
    """What makes two findings the same one: not its line, which moves, nor the folder, which may be renamed."""
    name = finding.place.file.rsplit("/", 1)[-1]
    return (
        finding.code,
        finding.severity.value,
        name,
        finding.message,
        finding.found,
        str(bool(finding.waived)),
    )
