"""Checks: one rule, one function; model and scores in, findings out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import funds, outline, publication, references, register, scores, weights
from generator.checks.subject import Rule, Subject
from generator.findings import Finding, Kind, Severity
from generator.load import Content, LoadedProject
from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.scoring import ProjectScore

check_shared = register.check_shared

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *weights.RULES,
    *scores.RULES,
    *funds.RULES,
    *publication.RULES,
    *outline.RULES,
)
STALE = Kind(
    code="R408",
    title="差异说明的代码没有对应的问题",
    severity=Severity.WARNING,
    explanation="差异说明写明了一个代码，而这个项目里没有这种问题（或者不在所写的对象上）。多半是问题已经改好，或者写错了代码或对象。",
    mend="删去这个代码；写错的改正。",
    wrong="差异说明:\n  - {对象: [总分], 代码: [S999], 说明: …}",
    right="差异说明:\n  - {对象: [总分], 代码: [S202], 说明: …}",
)
KINDS = (
    STALE,
    *register.KINDS,
    *references.KINDS,
    *weights.KINDS,
    *scores.KINDS,
    *funds.KINDS,
    *publication.KINDS,
    *outline.KINDS,
)


def check_project(
    loaded: LoadedProject,
    project: Project,
    rules: RuleSet | None,
    score: ProjectScore | None,
    content: Content,
) -> Iterator[Finding]:
    """Everything that is wrong with one project beyond its form."""
    subject = Subject(loaded, project, rules, score, content)
    findings = [finding for rule in RULES for finding in rule(subject)]
    yield from findings
    yield from _stale_codes(subject, findings)


PARTIAL_RULES: tuple[Rule, ...] = (
    references.rule_set_exists,
    references.organisations_are_registered,
    *funds.RULES,
    *publication.RULES,
)
"""Rules that hold good for what is left of a project when a part of it could not be read."""


def check_part(
    loaded: LoadedProject, part: Project, rules: RuleSet | None, content: Content
) -> Iterator[Finding]:
    """What can be said of a project of which a part could not be read, so that its author sees it in the same run."""
    subject = Subject(loaded, part, rules, None, content)
    for rule in PARTIAL_RULES:
        yield from rule(subject)


def _stale_codes(subject: Subject, findings: list[Finding]) -> Iterator[Finding]:
    """Codes of 差异说明 that explain nothing."""
    used = {(f.waived.line, f.code) for f in findings if f.waived}
    for index, discrepancy in enumerate(subject.project.discrepancies):
        line = subject.at("差异说明", index).line
        for number, code in enumerate(discrepancy.codes):
            if (line, code) not in used and not _sum_is_explained(subject, code, discrepancy.subjects):
                place = subject.at("差异说明", index, "代码", number)
                yield subject.report(STALE, place, f"差异说明的代码“{code}”没有对应的问题", found=code)


def _sum_is_explained(subject: Subject, code: str, subjects: tuple[str, ...]) -> bool:
    """A note on a section or the total that differs only because its indicators do explains their sum."""
    score = subject.score
    if code != "S202" or score is None:
        return False
    sums = [("总分", score.difference), *((s.name, s.difference) for s in score.sections)]
    return any(difference is not None and name in subjects for name, difference in sums)
