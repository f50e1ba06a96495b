"""Which projects a change can have touched: those whose files changed, and those that use what changed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.review.repository import Changed, Repository, State

PROJECTS, RULE_SETS = "content/projects", "content/rule_sets"
REGISTER = "content/organisations.yml"


@dataclass(frozen=True, slots=True)
class Scope:
    """The projects to compare, by their ids at either state, and the files that changed in each."""

    ids: frozenset[str]
    renamed: dict[str, str]
    """The old id by the new one, where git sees that a project moved."""
    files: dict[str, tuple[Changed, ...]]
    """The changed files by project id: the new id, or the old one of a project that is gone."""


def scope_of(repository: Repository, base: State, head: State, changed: Collection[Changed]) -> Scope:
    """The scope of a change, from the changed files below content/."""
    renamed = {
        new: old
        for c in changed
        if (old := project_of(c.old, "project.yml"))
        and (new := project_of(c.new, "project.yml"))
        and old != new
    }
    files: dict[str, list[Changed]] = {}
    for change in changed:
        for project in {project_of(change.new), project_of(change.old)} - {None}:
            files.setdefault(str(project), []).append(change)
    paths = {path for change in changed for path in (change.old, change.new) if path}
    names = _changed_names(repository, base, head) if REGISTER in paths else set()
    rule_sets = {PurePosixPath(path).stem for path in paths if path.startswith(f"{RULE_SETS}/")}
    used = {user for state in (base, head) for user in _users(repository, state, rule_sets, names)}
    touched = files.keys() | used | set(renamed.values())
    return Scope(frozenset(touched), renamed, {name: tuple(found) for name, found in files.items()})


def project_of(path: str | None, name: str | None = None) -> str | None:
    """The id of the project that a file belongs to; with `name`, only for the file of that name."""
    parts = PurePosixPath(path or "").parts
    if len(parts) < 5 or parts[:2] != ("content", "projects") or (name and parts[4:] != (name,)):  # noqa: PLR2004
        return None
    return f"{parts[2]}/{parts[3]}"


def _users(repository: Repository, state: State, rule_sets: set[str], names: set[str]) -> set[str]:
    """The projects that name one of the rule sets, one that builds on them, or one of the organisations."""
    texts = _derived(repository, state, rule_sets) | names
    found = repository.mentioning(state, texts, f"{PROJECTS}/*/*/project.yml")
    return {project for path in found if (project := project_of(path))}


def _derived(repository: Repository, state: State, names: set[str]) -> set[str]:
    """The rule sets of these names and all that build on them, at a state."""
    found, more = set(names), set(names)
    while more:
        files = repository.mentioning(state, more, f"{RULE_SETS}/*.yml")
        more = {PurePosixPath(path).stem for path in files} - found
        found |= more
    return found


_NAME = re.compile(r"(?:编号|全称|简称|上级|曾用名)[\"']?\s*:\s*([^{}:\n]+)")
_BETWEEN = re.compile(r"[\s,\[\]\"']+")


def _changed_names(repository: Repository, base: State, head: State) -> set[str]:
    """The names in those lines of the register that only one of the two states has."""
    texts = [repository.text(state, REGISTER).splitlines() for state in (base, head)]
    differing = set(texts[0]) ^ set(texts[1])
    found = {
        name for line in differing for match in _NAME.finditer(line) for name in _BETWEEN.split(match[1])
    }
    return {name for name in found if len(name) > 1}
