"""A review as JSON: scores as strings with two places, like every number this program publishes."""

from __future__ import annotations

from typing import Any

from generator.findings import Finding
from generator.review.changes import Change, ProjectReview, Review, Standing


def review_data(review: Review) -> dict[str, Any]:
    """The whole review as plain values."""
    return {
        "base": review.base,
        "head": review.head,
        "blocked": review.blocked,
        "notes": list(review.notes),
        "shared": [_change(c) for c in review.shared],
        "projects": [_project(p) for p in review.projects],
        "found": [_finding(f) for f in review.found],
        "mended": [_finding(f) for f in review.mended],
    }


def _project(project: ProjectReview) -> dict[str, Any]:
    return {
        "id": project.id,
        "former_id": project.former_id,
        "name": project.name,
        "old": _standing(project.old),
        "new": _standing(project.new),
        "blockers": [{"reason": b.reason, "mend": b.mend} for b in project.blockers],
        "changes": [_change(c) for c in project.changes],
        "found": [_finding(f) for f in project.found],
        "mended": [_finding(f) for f in project.mended],
    }


def _standing(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    return {
        "status": standing.status,
        "score": None if standing.score is None else f"{standing.score:.2f}",
        "grade": standing.grade,
        "recomputed": None if standing.recomputed is None else f"{standing.recomputed:.2f}",
        "recomputed_grade": standing.recomputed_grade,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "subject": change.subject,
        "old": change.old,
        "new": change.new,
        "effect": change.effect,
        "why": change.kind.why,
        "file": change.place.file,
        "line": change.place.line,
        "column": change.place.column,
        "words": [{"part": p.part.value, "text": p.text} for p in change.pieces],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message,
        "hint": finding.hint,
    }
