"""`review`: what changed in the evaluation between two states of the repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.workspace import Workspace

if TYPE_CHECKING:
    from generator.review.changes import Review

FORMS = ("text", "oneline", "markdown", "html", "json")


@click.command("review", options_metavar="[选项]")
@click.argument("base", metavar="原版本")
@click.argument("head", required=False, metavar="[新版本]")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="text", show_default=True,
    help="输出格式：文字、每个项目一行、合并请求评论、网页、JSON",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="写到文件"
)
@click.pass_obj
def command(workspace: Workspace, base: str, head: str | None, form: str, output: Path | None) -> None:
    """审阅：两个版本之间，评价内容变了什么，对得分和等级有什么影响。

    原版本、新版本是 git 的分支、标签或提交号；不写新版本时，和工作区现在的文件比。
    已公开的内容改了而没有更正记录、等级变了、或规则集的改动使已公开的得分变了，退出码为 1。
    """
    from generator.review.compared import review  # noqa: PLC0415 - keeps --help fast
    from generator.review.repository import RepositoryFault  # noqa: PLC0415

    try:
        found = review(workspace.root, base, head)
    except RepositoryFault as fault:
        raise click.UsageError(str(fault)) from None
    told = _told(found, form)
    if output:
        output.write_text(told, encoding="utf-8")
    else:
        click.echo(told, nl=False)
    if found.blocked:
        raise SystemExit(1)


def _told(review: Review, form: str) -> str:
    from generator.review import show_html, show_json, show_markdown, show_text  # noqa: PLC0415

    if form == "json":
        return json.dumps(show_json.review_data(review), ensure_ascii=False, indent=2) + "\n"
    shown = {
        "text": show_text.text,
        "oneline": show_text.oneline,
        "markdown": show_markdown.markdown,
        "html": show_html.html,
    }
    return shown[form](review)
