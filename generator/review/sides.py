"""The two sides of a review, read and evaluated: only what the change can have touched."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from generator.content.folders import NO_PROJECTS
from generator.content.narrative import Narrative
from generator.evaluate import Evaluation, evaluate
from generator.findings import Finding
from generator.load import Content, LoadedProject, load
from generator.report.figures import Figures
from generator.report.values import Unknown, Values
from generator.review.changes import Standing
from generator.review.indicators import Scored
from generator.review.prose import Paragraph, paragraphs
from generator.review.repository import Repository, State
from generator.workspace import Workspace

SHARED = ("content/site.yml", "content/organisations.yml", "content/rule_sets")
"""What projects depend on, beside themselves."""

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True, slots=True)
class ProjectSide:
    """One project at one state."""

    loaded: LoadedProject
    evaluation: Evaluation | None
    """None where it could not be scored."""
    page: str
    """The whole report, as Markdown; empty where there is none."""

    @property
    def standing(self) -> Standing | None:
        """Headline score and grade; None where the project could not be read."""
        project = self.loaded.project
        if project is None:
            return None
        name, status = project.facts.name, project.facts.status.value
        if self.evaluation is None:
            return Standing(name, status, None, None, None, None, agrees=True)
        score, figures = self.evaluation.score, _figures(self.evaluation)
        return Standing(
            name, status, score.counted_total, score.counted_grade, score.total, score.grade,
            agrees=not figures.grade_differs,
        )  # fmt: skip

    @property
    def indicators(self) -> list[Scored]:
        """The indicators in the order of the file."""
        return [Scored(self.loaded, s) for s in self.evaluation.score.indicators] if self.evaluation else []

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The narrative as readers see it."""
        narrative = self.loaded.narrative
        return paragraphs(narrative, self._filled) if narrative else ()

    def _filled(self, source: str) -> str:
        told = self._told()
        return _PLACEHOLDER.sub(lambda found: told.get(found[0], found[0]), source)

    def _told(self) -> dict[str, str]:
        """What stands in the place of each placeholder."""
        narrative, evaluation = self.loaded.narrative, self.evaluation
        if narrative is None or evaluation is None:
            return {}
        values = Values(evaluation.project, _figures(evaluation), evaluation.rules)
        return _values(narrative, values)


def _figures(evaluation: Evaluation) -> Figures:
    return Figures(evaluation.project, evaluation.score, evaluation.rules)


def _values(narrative: Narrative, values: Values) -> dict[str, str]:
    told: dict[str, str] = {}
    for placeholder in narrative.placeholders:
        if placeholder.literal is not None:
            told[placeholder.source] = placeholder.literal
        elif placeholder.placed or placeholder.reference:
            told[placeholder.source] = f"〔{placeholder.source.strip('{} ')}〕"
        elif placeholder.path:
            value = values.of(placeholder.path)
            told[placeholder.source] = placeholder.source if isinstance(value, Unknown) else value
    return told


@dataclass(frozen=True, slots=True)
class Side:
    """Everything read at one state."""

    content: Content
    projects: dict[str, ProjectSide]
    findings: tuple[Finding, ...]

    def of(self, project_id: str | None) -> ProjectSide | None:
        """A project by its id."""
        return self.projects.get(project_id) if project_id else None


def side(repository: Repository, state: State, ids: Collection[str], scratch: Path) -> Side:
    """Read and evaluate some projects at a state; a commit's files go below `scratch`, an empty folder."""
    if state.commit is None:
        return _read(Workspace(repository.root), ids)
    repository.extract(state, [*SHARED, *(f"content/projects/{i}" for i in ids)], scratch)
    (scratch / "content" / "projects").mkdir(parents=True, exist_ok=True)
    return _read(Workspace(scratch), ids)


def _read(workspace: Workspace, ids: Collection[str]) -> Side:
    content = load(workspace, set(ids))
    result = evaluate(content)
    scored = {e.id: e for e in result.evaluations}
    pages = {name: document.markdown for name, document in result.documents.items()}
    projects = {p.id: ProjectSide(p, scored.get(p.id), pages.get(p.id, "")) for p in content.projects}
    known = [f for f in result.findings if f.code != NO_PROJECTS.code]  # only a part of the projects was read
    return Side(content, projects, tuple(known))
