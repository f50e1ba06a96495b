"""The command line: one module per command. Help and messages are Chinese."""

from __future__ import annotations

import platform
import traceback
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.cli import chinese
from generator.workspace import Workspace

chinese.install()

ENVIRONMENT_UNUSABLE = 3
"""Exit code when neither content nor usage is to blame."""


class LazyGroup(click.Group):
    """Imports a command's module only when that command runs, so that each starts fast."""

    COMMANDS = (
        "check",
        "audit",
        "score",
        "build",
        "verify",
        "export",
        "import",
        "review",
        "schema",
        "explain",
    )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all commands, in the order of the work."""
        return list(self.COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in self.COMMANDS:
            return None
        name = "import_" if cmd_name == "import" else cmd_name  # a word of Python's own
        module = __import__(f"generator.cli.{name}", fromlist=["command"])
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        if args and args[0] not in self.COMMANDS and not args[0].startswith("-"):
            close = get_close_matches(args[0], self.COMMANDS, n=1, cutoff=0.5)
            raise click.UsageError(
                f"没有命令“{args[0]}”" + (f"，是不是“{close[0]}”？" if close else "。"), ctx
            )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what nobody foresaw ends in a bug report, not in a traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 - the last resort, by design
            click.echo(bug_report(ctx.obj or Workspace(Path.cwd()), error), err=True)
            raise SystemExit(ENVIRONMENT_UNUSABLE) from None


def bug_report(workspace: Workspace, error: Exception) -> str:
    """Write down an unforeseen error; returns what to tell the user."""
    details = "".join(traceback.format_exception(error))
    path = workspace.data / "bug-report.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"jixiao {__version__}\nPython {platform.python_version()}\n\n{details}", encoding="utf-8"
        )
    except OSError:
        return f"程序出错（{type(error).__name__}：{error}），错误报告也写不出来，请检查磁盘空间和权限。"
    return f"程序出错了，这不是您的问题。详情已写入 {path}，请把它交给维护人员。"


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that holds `content/`; else `start` itself."""
    for folder in (start, *start.parents):
        if (folder / "content").is_dir():
            return folder
    return start


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
@click.version_option(__version__, "-V", "--version", message="jixiao %(version)s", help="显示版本")
@click.option(
    "-C", "root", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="目录",
    help="在这个目录工作（里面有 content/）；不写时从当前目录向上找",
)  # fmt: skip
@click.pass_context
def main(ctx: click.Context, root: Path | None) -> None:
    """绩效公开：把绩效评价的数据和正文，算分、核对，生成公开网站和 PDF。"""
    ctx.obj = Workspace((root or find_root(Path.cwd())).resolve())
