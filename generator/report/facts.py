"""The headline facts of a project, ready to show in lists."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.report import wording
from generator.report.figures import Figures
from generator.report.opening import UNGRADED
from generator.scoring import ProjectScore


@dataclass(frozen=True, slots=True)
class HeadlineFacts:
    """One line of a list. All texts are plain and ready to show; outputs escape them."""

    id: str
    name: str
    year: str
    department: str
    type: str
    total: str
    """The published total verbatim where there is one, else the recomputed: 91.97."""
    full: str
    recomputed: str
    """The recomputed total, whether it differs or not."""
    grade: str
    execution_rate: str
    budget: str
    """The annual budget with its unit; 未载明 where it is not stated."""
    spent: str
    differs: bool
    """Whether total or grade are not what was recomputed: to be marked ≠复算."""
    transcribed: bool


def headline_facts(
    id: str,  # noqa: A002 - what the architecture calls it
    project: Project,
    score: ProjectScore,
    rules: RuleSet,
) -> HeadlineFacts:
    """The headline facts of one project."""
    figures = Figures(project, score, rules)
    facts, funds = project.facts, project.funds
    return HeadlineFacts(
        id=id,
        name=facts.name,
        year=str(facts.year),
        department=str(project.units.department),
        type=str(facts.evaluation_type),
        total=figures.total.text,
        full=figures.total.full_text,
        recomputed=figures.total.recomputed_text,
        grade=figures.grade or UNGRADED,
        execution_rate=figures.execution_text,
        budget=wording.money(funds.annual_budget, funds),
        spent=wording.money(funds.spent, funds),
        differs=figures.differs,
        transcribed=project.transcribed,
    )
