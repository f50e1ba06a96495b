"""`audit`: the rules on legacy reports, without YAML."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.cli.common import show_findings
from generator.findings import Finding, Severity


@click.command("audit", options_metavar="[选项]")
@click.argument("files", nargs=-1, required=True, metavar="文件…", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="输出格式：文字、JSON（与 check 相同）",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="警告也算错误")
def command(files: tuple[Path, ...], form: str, *, strict: bool) -> None:
    """核对已有的报告（DOCX、PDF、Markdown、HTML、纯文本），不需要 YAML。

    找出前后矛盾、算不出来、不合规范的地方，每个都写明两处在哪里、各写了什么。有错误时退出码为 1。
    没有行的格式（DOCX）以第几段代替行号，表格一行算一段；PDF 的行号按页面上的顺序数。
    """
    from generator.audit import audit  # noqa: PLC0415 - keeps --help fast

    findings = [finding for file in files for finding in audit(file, file.as_posix())]
    _show(findings, form)
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(f.severity in stopping for f in findings):
        raise SystemExit(1)


def _show(findings: list[Finding], form: str) -> None:
    from generator.opendata.findings import findings_data  # noqa: PLC0415

    if form == "json":
        click.echo(json.dumps(findings_data(findings), ensure_ascii=False, indent=2))
    else:
        show_findings(findings)
