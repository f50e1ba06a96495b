"""What a rule looks at: one project with all that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.findings import Finding, Kind, Place, Severity
from generator.load import Content, LoadedProject
from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.scoring import ProjectScore

EXPLAINED = "；已在“差异说明”中说明"


@dataclass(frozen=True, slots=True)
class Subject:
    """A project under check; `rules` and `score` are None when its rule set is unknown."""

    loaded: LoadedProject
    project: Project
    rules: RuleSet | None
    score: ProjectScore | None
    content: Content
    explained: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Gather what the 差异说明 speak of."""
        subjects = frozenset(s for d in self.project.discrepancies for s in d.subjects)
        object.__setattr__(self, "explained", subjects)

    def at(self, *path: str | int) -> Place:
        """The place of a value in project.yml."""
        return self.loaded.at(*path)

    def report(
        self, kind: Kind, place: Place, message: str, *, about: tuple[str, ...] = (), **facts: str
    ) -> Finding:
        """A finding of this project.

        A contradiction of a published report that a 差异说明 explains (its 对象 among `about`) is only a note.
        """
        explained = bool(self.explained.intersection(about))
        return kind.at(
            place,
            message + (EXPLAINED if explained else ""),
            project=self.loaded.id,
            severity=Severity.NOTE if explained else None,
            **facts,  # type: ignore[arg-type]
        )


Rule = Callable[[Subject], Iterator[Finding]]
