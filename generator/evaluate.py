"""Content to evaluations: each project scored and checked, whatever state the others are in."""

from __future__ import annotations

from dataclasses import dataclass

from generator.checks import check_part, check_project, check_shared
from generator.findings import Finding, Severity, in_order
from generator.load import Content, LoadedProject
from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.report.assemble import assemble
from generator.report.document import Document
from generator.scoring import ProjectScore, score_project


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One project with its rule set and scores."""

    loaded: LoadedProject
    project: Project
    rules: RuleSet
    score: ProjectScore

    @property
    def id(self) -> str:
        """The project's id, `<year>/<slug>`."""
        return self.loaded.id


@dataclass(frozen=True, slots=True)
class Result:
    """All evaluations that could be scored, the documents of those with a narrative, and all findings."""

    evaluations: tuple[Evaluation, ...]
    documents: dict[str, Document]
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        """Whether anything stands against publication."""
        return any(f.severity is Severity.ERROR for f in self.findings)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What became of one project: its evaluation where it could be scored, its document where it has a narrative."""

    findings: tuple[Finding, ...]
    evaluation: Evaluation | None = None
    document: Document | None = None


def evaluate(content: Content) -> Result:
    """Score and check everything that was read."""
    findings: list[Finding] = [*content.findings, *check_shared(content)]
    evaluations: list[Evaluation] = []
    documents: dict[str, Document] = {}
    for loaded in content.projects:
        evaluated = evaluate_project(loaded, content)
        findings += evaluated.findings
        if evaluated.evaluation is not None:
            evaluations.append(evaluated.evaluation)
        if evaluated.document is not None:
            documents[loaded.id] = evaluated.document
    return Result(tuple(evaluations), documents, tuple(in_order(findings)))


def evaluate_project(loaded: LoadedProject, content: Content) -> Evaluated:
    """Score and check one project. Of `content` only the register and the rule sets are looked at."""
    project = loaded.project or loaded.partial
    rules = content.rule_sets.get(project.facts.rule_set) if project else None
    if loaded.project is None:
        faults = check_part(loaded, project, rules, content) if project else ()
        return Evaluated((*loaded.findings, *faults))
    score = score_project(loaded.project, rules) if rules else None
    findings = (*loaded.findings, *check_project(loaded, loaded.project, rules, score, content))
    if rules is None or score is None:
        return Evaluated(findings)
    evaluation = Evaluation(loaded, loaded.project, rules, score)
    if loaded.narrative is None:
        return Evaluated(findings, evaluation)
    document, unclear = assemble(loaded.id, loaded.project, score, rules, loaded.narrative, loaded.images)
    told = tuple(fault.finding(loaded.narrative_file, loaded.id) for fault in unclear)
    return Evaluated((*findings, *told), evaluation, document)
