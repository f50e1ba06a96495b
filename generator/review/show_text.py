"""A review for the terminal, coloured, and on one line per project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from generator.review.changes import Change, ProjectReview, Review
from generator.review.show import BRACKETS, counted, excerpt, finding_line, headline, old_and_new, summary
from generator.review.words import Part

STYLES: dict[Part, dict[str, Any]] = {
    Part.SAME: {},
    Part.GONE: {"fg": "red", "strikethrough": True},
    Part.NEW: {"fg": "green", "underline": True},
}


def oneline(review: Review) -> str:
    """Every project on a line, shared files first."""
    lines = [f"{c.kind.value}\t{c.subject}\t{old_and_new(c)}\t{c.effect}" for c in review.shared]
    for project in review.projects:
        mark = "阻断" if project.blockers else "可合并"
        lines.append(f"{mark}\t{project.id}\t{headline(project)}\t{counted(project.changes)}")
    return "\n".join(lines or [summary(review)]) + "\n"


def text(review: Review) -> str:
    """Everything, grouped by project, with colours that a pipe strips."""
    return "\n".join(_lines(review)) + "\n"


def _lines(review: Review) -> Iterator[str]:
    yield click.style(f"{review.base} → {review.head}", bold=True)
    yield from review.notes
    yield summary(review)
    if review.shared:
        yield ""
        yield click.style("公共文件", bold=True)
        for change in review.shared:
            yield from _change(change)
    for finding in review.found:
        yield click.style(f"  新问题 {finding_line(finding)}", fg="yellow")
    for project in review.projects:
        yield ""
        yield from _project(project)


def _project(project: ProjectReview) -> Iterator[str]:
    moved = f"（原 {project.former_id}）" if project.former_id else ""
    yield click.style(f"{project.name}（{project.id}）{moved}", bold=True)
    yield f"  {headline(project)}"
    for blocker in project.blockers:
        yield click.style(f"  阻断：{blocker.reason}", fg="red", bold=True) + f"　{blocker.mend}"
    for change in project.changes:
        yield from _change(change)
    for finding in project.found:
        yield click.style(f"  新问题 {finding_line(finding)}", fg="yellow")
    for finding in project.mended:
        yield click.style(f"  已改好 {finding_line(finding)}", fg="green")


def _change(change: Change) -> Iterator[str]:
    told = old_and_new(change)
    if pieces := excerpt(change.pieces):  # marked as well, for who sees no colours
        told = "".join(click.style(p.text.join(BRACKETS[p.part]), **STYLES[p.part]) for p in pieces)
    yield f"  {click.style(change.kind.value, fg='cyan')}　{change.subject}　{told}"
    details = "　".join(t for t in (change.effect, str(change.place), change.kind.why) if t)
    yield click.style(f"      {details}", dim=True)
