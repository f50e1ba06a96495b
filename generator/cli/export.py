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
@click.option(
    "--填报", "to_fill_in", is_flag=True,
    help="导出供填报的工作簿（.xlsx），填好后用 import 读回；不看 --format",
)  # fmt: skip
@click.pass_obj
def command(workspace: Workspace, project: str, form: str, out: Path | None, *, to_fill_in: bool) -> None:
    """导出：把一个项目做成一个文件，不动网站。

    草稿和征求意见的项目也能导出，文件上会写明状态。项目有错误时什么都不写，退出码为 1。
    """
    from generator.build.export import export  # noqa: PLC0415 - keeps --help fast
    from generator.workbook.exchange import export_workbook  # noqa: PLC0415

    chosen_ids(workspace, [project])
    made = export_workbook(workspace, project) if to_fill_in else export(workspace, project, form)
    if isinstance(made, list):
        show_findings(made, err=True)
        raise SystemExit(1)
    name = project.split("/")[1]
    path = out or Path(f"{name}-填报.xlsx" if to_fill_in else f"{name}.{form}")
    try:
        path.write_bytes(made)
    except OSError as error:
        raise click.UsageError(f"写不出 {path}：{error.strerror}") from error
    click.echo(f"已导出 {path}")
