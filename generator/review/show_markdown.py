"""A review as the comment of a pull request: short, details folded, never longer than platforms take."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import chain

from generator.review.changes import Change, ProjectReview, Review
from generator.review.show import counted, excerpt, finding_line, headline, old_and_new, summary
from generator.review.words import Part

MARK = "<!-- jixiao-review -->"
"""The first line of every comment, by which the next one finds it and takes its place."""

LONGEST = 60_000
"""In UTF-8 bytes. GitHub takes 65,536 characters, Gitee 65,535 bytes; GitLab takes more."""

CHANGES_SHOWN = 40
"""So many changes of one project are told; a review in the terminal or as HTML tells all."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~-])")
_CALLS = re.compile(r"([@#])(?=\w)")
_SPACE = re.compile(r"\s+")
_EMPHASIS = {Part.SAME: ("", ""), Part.GONE: ("~~", "~~"), Part.NEW: ("**", "**")}


def markdown(review: Review) -> str:
    """The comment. What does not fit is counted, blocked projects are told first."""
    ordered = sorted(review.projects, key=lambda p: not p.blockers)
    head = [MARK, "## 评价内容审阅", "", f"{_plain(review.base)} → {_plain(review.head)}", *review.notes, ""]
    head += [f"**{summary(review)}**" if review.blocked else summary(review), ""]
    room = LONGEST - _size(head)
    parts: list[str] = []
    for part, fallback in chain(_shared(review), _table(ordered), _details(ordered)):
        told = next((t for t in (part, fallback) if t and _size([t]) <= room), None)
        if told is None:
            parts.append("\n……内容太长，其余的请在本机运行 `jixiao review` 查看。")
            break
        parts.append(told)
        room -= _size([told])
    return "\n".join([*head, *parts]).rstrip() + "\n"


def _size(lines: list[str]) -> int:
    return len("\n".join(lines).encode()) + 200


def _shared(review: Review) -> Iterator[tuple[str, str]]:
    if review.shared:
        lines = [_change(c) for c in review.shared[:CHANGES_SHOWN]]
        more = len(review.shared) - CHANGES_SHOWN
        lines += [f"- ……还有{more}处"] if more > 0 else []
        yield "**公共文件**\n\n" + "\n".join(lines) + "\n", f"**公共文件**：{counted(review.shared)}\n"
    if review.found:
        yield "\n".join(f"- 新问题：{_plain(finding_line(f))}" for f in review.found) + "\n", ""


def _table(projects: list[ProjectReview]) -> Iterator[tuple[str, str]]:
    if projects:
        rows = ["| | 项目 | 得分和等级 | 变化 |", "|---|---|---|---|", *map(_table_row, projects)]
        stopped = sum(bool(p.blockers) for p in projects)
        short = f"要先处理的{stopped}个项目，其余{len(projects) - stopped}个项目可以合并。"
        yield "\n".join(rows) + "\n", "\n".join(rows[: 2 + min(100, len(projects))]) + f"\n\n{short}\n"


def _table_row(project: ProjectReview) -> str:
    mark = "⛔" if project.blockers else "✅"
    cells = (_plain(project.name), _plain(headline(project)), _plain(counted(project.changes)))
    return f"| {mark} | {' | '.join(cells)} |"


def _details(projects: list[ProjectReview]) -> Iterator[tuple[str, str]]:
    for project in projects:
        title = f"{project.name}（{project.id}）　{headline(project)}"
        stop = [f"- ⛔ **{_plain(b.reason)}**：{_plain(b.mend)}" for b in project.blockers]
        lines = [_change(c) for c in project.changes[:CHANGES_SHOWN]]
        more = len(project.changes) - CHANGES_SHOWN
        lines += [f"- ……还有{more}处变化"] if more > 0 else []
        lines += [f"- 新问题：{_plain(finding_line(f))}" for f in project.found[:CHANGES_SHOWN]]
        lines += [f"- 已改好：{_plain(finding_line(f))}" for f in project.mended[:CHANGES_SHOWN]]
        shown = " open" if project.blockers else ""
        body = "\n".join([*stop, *lines])
        whole = f"<details{shown}><summary>{_in_html(title)}</summary>\n\n{body}\n\n</details>\n"
        yield whole, "\n".join([_plain(title), *stop]) + "\n"


def _change(change: Change) -> str:
    told = _plain(old_and_new(change))
    if pieces := excerpt(change.pieces):
        told = "".join(_emphasised(p.part, p.text) for p in pieces)
    effect = f"；{_plain(change.effect)}" if change.effect else ""
    place = f"{change.place.file}:{change.place.line}"
    return f"- **{change.kind.value}** {_plain(change.subject)}：{told}{effect}（`{place.replace('`', '')}`）"


def _emphasised(part: Part, text: str) -> str:
    before, after = _EMPHASIS[part]
    return f"{before}{_plain(text)}{after}" if text.strip() else text


def _in_html(text: str) -> str:
    """Text of content inside a tag, where Markdown is not read."""
    return _CALLS.sub("\\1\u200b", html.escape(_SPACE.sub(" ", text)))


def _plain(text: str) -> str:
    """Text of content that can be neither markup nor a call to somebody (`@name`, `#1`)."""
    escaped = _SPECIAL.sub(r"\\\1", html.escape(_SPACE.sub(" ", text), quote=False))
    return _CALLS.sub("\\1\u200b", escaped)
