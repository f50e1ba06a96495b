"""`export`: one project as one file."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.common import chosen_ids, show_findings
from generator.workspace import Workspace

FORMATS = ("pdf", "docx", "xlsx", "json", "html")


@click.command("export", options_metavar="[选项]")
@click.argument("project", metavar="项目编号")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="pdf", show_default=True,
    help="文件格式：PDF、DOCX、XLSX、JSON，或可粘贴到其他网站的单个网页（html）",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="文件",
    help="写到这个文件；不写时用项目文件夹的名字，放在当前目录",
)  # fmt: skip
@click.pass_obj
def command(workspace: Workspace, project: str, form: str, out: Path | None) -> None:
    """导出：把一个项目做成一个文件，不动网站。

    草稿和征求意见的项目也能导出，文件上会写明状态。项目有错误时什么都不写，退出码为 1。
    """
    from generator.build.export import export  # noqa: PLC0415 - keeps --help fast

    chosen_ids(workspace, [project])
    made = export(workspace, project, form)
    if isinstance(made, list):
        show_findings(made, err=True)
        raise SystemExit(1)
    path = out or Path(f"{project.split('/')[1]}.{form}")
    try:
        path.write_bytes(made)
    except OSError as error:
        raise click.UsageError(f"写不出 {path}：{error.strerror}") from error
    click.echo(f"已导出 {path}")
