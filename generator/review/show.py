"""A review in words: what every format says of a project, a change, a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.findings import Finding
from generator.review.changes import Change, ProjectReview, Review
from generator.review.words import Part, Piece

AROUND = 15
"""So many characters of what stayed are shown on either side of what changed."""


def headline(project: ProjectReview) -> str:
    """Score and grade before and after: `得分 86.50 → 84.00，等级 良 不变`."""
    old, new = project.old, project.new
    if not project.comparable:
        return "有错误，读不出来"
    if old is None or new is None:
        return "新增项目" if old is None else "删去项目"
    parts = [f"得分 {moved(old.score, new.score)}", f"等级 {moved(old.grade, new.grade, none='不评')}"]
    if old.recomputed != new.recomputed and (old.recomputed, new.recomputed) != (old.score, new.score):
        parts.insert(1, f"复算 {moved(old.recomputed, new.recomputed)}")
    if old.status != new.status:
        parts.append(f"状态 {old.status} → {new.status}")
    return "，".join(parts)


def moved(old: object, new: object, none: str = "算不出") -> str:
    """Two values as `old → new`, or the one with 不变."""
    before, after = (none if value is None else str(value) for value in (old, new))
    return f"{after} 不变" if before == after else f"{before} → {after}"


def counted(changes: Iterable[Change]) -> str:
    """How many changes of each kind: `资金变化 1、完成值变化 2`."""
    kinds = Counter(change.kind for change in changes)
    return "、".join(f"{kind.value} {number}" for kind, number in kinds.items())


BRACKETS = {Part.SAME: ("", ""), Part.GONE: ("[-", "-]"), Part.NEW: ("{+", "+}")}
"""Marks of what went and came, where there are no colours."""


def old_and_new(change: Change) -> str:
    """The two values of a change on one line; of texts what stands around each change."""
    if change.pieces:
        return "".join(p.text.join(BRACKETS[p.part]) for p in excerpt(change.pieces))
    if change.old is None and change.new is None:
        return ""
    if change.old is None:
        return f"新增：{change.new}"
    return f"删去：{change.old}" if change.new is None else f"{change.old} → {change.new}"


def summary(review: Review) -> str:
    """One line on the whole review."""
    if not review.projects and not review.shared:
        return "评价内容没有变化。"
    projects = f"{len(review.projects)}个项目有变化" if review.projects else "没有项目有变化"
    shared = f"，公共文件变化 {len(review.shared)}处" if review.shared else ""
    stopping = sum(bool(p.blockers) for p in review.projects)
    return f"{projects}{shared}" + (f"，{stopping}个项目要先处理才能合并。" if stopping else "。")


def finding_line(finding: Finding) -> str:
    """A finding on one line, with its place."""
    return f"{finding.severity.chinese} {finding.code} {finding.message}（{finding.place}）"


def excerpt(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with what stayed cut down to what stands around a change."""
    shown = []
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.part is Part.SAME:
            first, last = index == 0, index == len(pieces) - 1
            start = "" if first else text[:AROUND]
            end = "" if last else text[-AROUND:]
            if len(text) > len(start) + len(end):
                text = f"{start}…{end}"
        shown.append(Piece(piece.part, text))
    return tuple(shown)
