"""What several commands share: reading content, choosing projects, showing findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import groupby

import click

from generator.content.folders import project_folders
from generator.findings import Finding, Severity, count
from generator.workspace import Workspace

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def chosen_ids(workspace: Workspace, ids: Sequence[str]) -> set[str] | None:
    """The project ids asked for, None for all. An id that does not exist is wrong usage."""
    if not workspace.content.is_dir():
        raise click.UsageError(f"{workspace.root} 里没有 content/ 文件夹")
    if not ids:
        return None
    known = [f.id for f in project_folders(workspace)[0]]
    for project_id in ids:
        if project_id not in known:
            close = get_close_matches(project_id, known, n=1, cutoff=0.3)
            hint = f"，是不是“{close[0]}”？" if close else ""
            raise click.UsageError(f"没有项目“{project_id}”{hint}")
    return set(ids)


def show_findings(findings: Sequence[Finding], *, err: bool = False, explained: bool = True) -> None:
    """Findings as text, grouped by file, with what was found, what was expected and how to mend it.

    Without `explained`, contradictions that a 差异说明 explains are only counted.
    """
    hidden = 0 if explained else sum(f.waived is not None for f in findings)
    _list([f for f in findings if explained or not f.waived], err=err)
    click.echo(summary(findings), err=err)
    if hidden:
        click.echo(f"其中{hidden}个已在差异说明中说明，jixiao check --all 逐个列出。", err=err)


def _list(findings: Sequence[Finding], *, err: bool) -> None:
    for file, group in groupby(findings, key=lambda f: f.place.file):
        click.secho(file, bold=True, err=err)
        for finding in group:
            _show(finding, err=err)
        click.echo(err=err)


def _show(finding: Finding, *, err: bool) -> None:
    label = click.style(f"{finding.severity.chinese} {finding.code}", fg=COLOURS[finding.severity])
    click.echo(f"  {finding.place} {label} {finding.message}", err=err)
    details = [("写的是", finding.found), ("应为", finding.expected), ("改法", finding.hint)]
    details += [("已说明", f"{finding.waived.reason}（第{finding.waived.line}行）")] if finding.waived else []
    details += [("另见", f"{r.place} {r.quote}") for r in finding.related]
    for name, text in details:
        if text:
            click.echo(f"      {name}：{_indented(text)}", err=err)


def _indented(text: str) -> str:
    return text.strip("\n").replace("\n", "\n              ")


def summary(findings: Iterable[Finding]) -> str:
    """One line: how many errors, warnings and notes."""
    counts = count(findings)
    if not any(counts.values()):
        return "没有发现问题。"
    return "共" + "、".join(f"{number}个{s.chinese}" for s, number in counts.items() if number) + "。"
