"""`check`: all findings of all content."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from generator.cli.common import chosen_ids, show_findings
from generator.findings import Finding, Severity
from generator.workspace import Workspace


@click.command("check", options_metavar="[选项]")
@click.argument("ids", nargs=-1, metavar="[项目编号…]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="输出格式：文字、JSON、GitHub 注解",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="已在差异说明中说明的矛盾也逐个列出（文字格式）")
@click.option("--strict", is_flag=True, help="警告也算错误")
@click.pass_obj
def command(workspace: Workspace, ids: tuple[str, ...], form: str, *, everything: bool, strict: bool) -> None:
    """核对内容：列出所有问题，每个都有位置、原文、应为和改法。

    项目编号如 2024/shen-ping-an；不写时核对全部。有错误时退出码为 1。
    """
    from generator.evaluate import evaluate  # noqa: PLC0415 - keeps --help fast
    from generator.load import load  # noqa: PLC0415

    result = evaluate(load(workspace, chosen_ids(workspace, ids)))
    _show(result.findings, form, everything=everything)
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(f.severity in stopping for f in result.findings):
        raise SystemExit(1)


def _show(findings: Sequence[Finding], form: str, *, everything: bool) -> None:
    from generator.opendata.findings import findings_data  # noqa: PLC0415

    if form == "json":
        click.echo(json.dumps(findings_data(findings), ensure_ascii=False, indent=2))
    elif form == "github":
        for finding in findings:
            click.echo(_annotation(finding))
    else:
        show_findings(findings, explained=everything)


def _annotation(finding: Finding) -> str:
    level = {"error": "error", "warning": "warning", "note": "notice"}[finding.severity.value]
    text = "\n".join(
        t for t in (finding.message, finding.expected and f"应为：{finding.expected}", finding.hint) if t
    )
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = f"file={finding.place.file},line={finding.place.line},col={finding.place.column}"
    return f"::{level} {place},title={finding.code}::{escaped}"
