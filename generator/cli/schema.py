"""`schema`: writes the JSON Schemas."""

from __future__ import annotations

import click

from generator.workspace import Workspace


@click.command("schema", options_metavar="[选项]")
@click.option("--check", is_flag=True, help="只核对 schema/ 是否最新，不写文件；不是最新时退出码为 1")
@click.pass_obj
def command(workspace: Workspace, *, check: bool) -> None:
    """导出 JSON Schema（schema/*.json），供编辑器提示和补全。"""
    from generator.model.json_schema import schemas  # noqa: PLC0415 - keeps --help fast

    stale = []
    for name, text in schemas().items():
        path = workspace.schema / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    if not stale:
        click.echo("schema/ 已是最新。")
    elif check:
        click.echo(f"schema/ 不是最新：{'、'.join(stale)}。运行 jixiao schema 更新。", err=True)
        raise SystemExit(1)
    else:
        click.echo(f"已写入 {'、'.join(f'schema/{name}' for name in stale)}。")
