"""What changed in the files that belong to no single project: rule sets, the register, the site's settings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from generator.findings import Place
from generator.load import read_record
from generator.model.base import Record
from generator.model.register import Register, Site
from generator.model.rule_set import RuleSetFile
from generator.review.changes import Change, ChangeKind, ProjectReview
from generator.review.leaves import Leaf, differences, leaves, text_at
from generator.review.repository import Changed
from generator.workspace import Workspace

FILES: dict[str, tuple[ChangeKind, type[Record]]] = {
    "content/site.yml": (ChangeKind.SITE, Site),
    "content/organisations.yml": (ChangeKind.REGISTER, Register),
}
NAMED_AT_MOST = 5
"""So many projects are named where a change affects more."""


def shared_changes(
    old: Workspace, new: Workspace, files: Iterable[Changed], projects: Collection[ProjectReview]
) -> Iterator[Change]:
    """The changes of shared files, each with the projects whose score it moved."""
    for path in sorted({path for file in files for path in (file.old, file.new) if path}):
        kind, record = FILES.get(path, (ChangeKind.RULE_SET, RuleSetFile))
        if path in FILES or (path.startswith("content/rule_sets/") and path.endswith(".yml")):
            effect = _effect(projects) if kind is ChangeKind.RULE_SET else ""
            yield from _file_changes(kind, path, (_read(old, path, record), _read(new, path, record)), effect)


Values = dict[tuple[str, ...], tuple[Leaf, Place]]


def _file_changes(
    kind: ChangeKind, path: str, sides: tuple[Values | None, Values | None], effect: str
) -> Iterator[Change]:
    before, after = sides
    if before is None or after is None:
        told = ["有" if side is not None else None for side in sides]
        yield Change(kind, path, told[0], told[1], Place(path), effect)
        return
    names = [{name: leaf for name, (leaf, _) in side.items()} for side in (before, after)]
    found = list(differences(names[0], names[1]))
    for name, was, now in found:
        there = after if now else before
        place = next((p for n, (_, p) in there.items() if n[: len(name)] == name), Place(path))
        yield Change(
            kind, f"{path.split('/', 1)[1]} · {' · '.join(name)}", text_at(was), text_at(now), place, effect
        )
    if not found:
        yield Change(ChangeKind.FORMAT, path, None, None, Place(path))


def _read(workspace: Workspace, path: str, record: type[Record]) -> Values | None:
    """The values of a file with their places; None where it is missing or cannot be read."""
    file = workspace.root / path
    if not file.is_file():
        return None
    value, places, _ = read_record(workspace, file, record, [])
    if value is None or places is None:
        return None
    return {name: (leaf, places.value_at(leaf.path)) for name, leaf in leaves(value).items()}


def _effect(projects: Collection[ProjectReview]) -> str:
    """The projects whose score moved with a rule set; other changes of theirs may have had their part."""
    moved = [
        f"{p.id} {p.old.recomputed} → {p.new.recomputed}"
        for p in projects
        if p.old and p.new and p.old.recomputed != p.new.recomputed
    ]
    if not moved:
        return "用它的项目得分都不变"
    named = "；".join(moved[:NAMED_AT_MOST])
    return f"{len(moved)}个项目得分变了：{named}" + ("……" if len(moved) > NAMED_AT_MOST else "")
