"""Checks: one rule, one function; model and scores in, findings out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import funds, publication, references, scores, weights
from generator.checks.subject import Rule, Subject
from generator.findings import Finding
from generator.load import Content, LoadedProject
from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.scoring import ProjectScore

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *weights.RULES,
    *scores.RULES,
    *funds.RULES,
    *publication.RULES,
)
KINDS = (*references.KINDS, *weights.KINDS, *scores.KINDS, *funds.KINDS, *publication.KINDS)


def check_project(
    loaded: LoadedProject,
    project: Project,
    rules: RuleSet | None,
    score: ProjectScore | None,
    content: Content,
) -> Iterator[Finding]:
    """Everything that is wrong with one project beyond its form."""
    subject = Subject(loaded, project, rules, score, content)
    for rule in RULES:
        yield from rule(subject)
