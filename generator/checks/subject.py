"""What a rule looks at: one project with all that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.findings import Finding, Kind, Place, Severity, Waiver
from generator.load import Content, LoadedProject
from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.scoring import ProjectScore


@dataclass(frozen=True, slots=True)
class Subject:
    """A project under check; `rules` and `score` are None when its rule set is unknown."""

    loaded: LoadedProject
    project: Project
    rules: RuleSet | None
    score: ProjectScore | None
    content: Content

    def at(self, *path: str | int) -> Place:
        """The place of a value in project.yml."""
        return self.loaded.at(*path)

    def report(
        self, kind: Kind, place: Place, message: str, *, about: tuple[str, ...] = (), **facts: str
    ) -> Finding:
        """A finding of this project.

        A contradiction of a published report is only a note where a 差异说明 names its code and one of the subjects
        in `about`.
        """
        finding = kind.at(place, message, project=self.loaded.id, **facts)  # type: ignore[arg-type]
        waiver = self._waiver(kind.code, about)
        if waiver:
            return replace(finding, severity=Severity.NOTE, hint="", waived=waiver)
        how = f"（差异说明的写法：对象: [{about[0]}]，代码: [{kind.code}]）" if about else ""
        return replace(finding, hint=finding.hint + how)

    def _waiver(self, code: str, about: tuple[str, ...]) -> Waiver | None:
        for index, discrepancy in enumerate(self.project.discrepancies):
            if code in discrepancy.codes and set(about) & set(discrepancy.subjects):
                return Waiver(discrepancy.note, self.at("差异说明", index).line)
        return None


Rule = Callable[[Subject], Iterator[Finding]]
