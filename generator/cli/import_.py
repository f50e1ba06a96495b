"""`import`: a workbook into the content."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.cli.common import show_findings
from generator.findings import Finding, Severity
from generator.workspace import Workspace


@click.command("import", options_metavar="[选项]")
@click.argument("file", metavar="工作簿", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--到", "to", metavar="项目编号", help="导入到这个项目（年度/项目）；不写时用工作簿里写的")
@click.option("--只看", "dry", is_flag=True, help="只列出问题和会改动的文件，什么都不写")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="问题的输出格式：文字、JSON（与 check 相同）",
)  # fmt: skip
@click.pass_obj
def command(workspace: Workspace, file: Path, to: str | None, form: str, *, dry: bool) -> None:
    """导入：把填好的工作簿（.xlsx）读回 project.yml，只改有变化的值。

    认得 export --填报 导出的工作簿，也认得绩效自评表一类的指标表（新建或更新同名、同年度的项目）。
    问题指明工作表和单元格；有错误时什么都不写，退出码为 1。
    """
    from generator.workbook.exchange import import_workbook, is_id  # noqa: PLC0415 - keeps --help fast

    if not workspace.content.is_dir():
        raise click.UsageError(f"{workspace.root} 里没有 content/ 文件夹")
    if to is not None and not is_id(to):
        raise click.UsageError(f"“{to}”不是项目编号；应为“年度/项目”，如 2024/beng-zhan")
    try:
        imported = import_workbook(workspace, file, to)
    except OSError as error:
        raise click.UsageError(f"读不出 {file}：{error.strerror}") from error
    _show(list(imported.findings), form)
    if any(f.severity is Severity.ERROR for f in imported.findings):
        raise SystemExit(1)
    for writing in imported.writings:
        name = workspace.relative(writing.path)
        if writing.text is None:
            click.echo(f"{name} 没有变化", err=form == "json")
            continue
        if not dry:
            try:
                writing.path.parent.mkdir(parents=True, exist_ok=True)
                writing.path.write_bytes(writing.text.encode("utf-8"))
            except OSError as error:
                raise click.UsageError(f"写不出 {name}：{error.strerror}") from error
        verb = "将" if dry else "已"
        click.echo(f"{verb}{'新建' if writing.new else '更新'} {name}", err=form == "json")


def _show(findings: list[Finding], form: str) -> None:
    from generator.opendata.findings import findings_data  # noqa: PLC0415

    if form == "json":
        click.echo(json.dumps(findings_data(findings), ensure_ascii=False, indent=2))
    elif findings:
        show_findings(findings)
