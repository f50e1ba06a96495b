"""`build`: content to site, PDFs and data."""

from __future__ import annotations

import time
from pathlib import Path

import click

from generator.build.site_build import Built, Options, Outcome, build
from generator.cli import ENVIRONMENT_UNUSABLE
from generator.cli.common import chosen_ids, show_findings, summary
from generator.findings import Severity
from generator.publish.lock import BusyError
from generator.publish.signature import SignatureFault
from generator.workspace import Workspace


@click.command("build", options_metavar="[选项]")
@click.option(
    "--only",
    multiple=True,
    metavar="项目编号",
    help="只试生成这个项目（可写多次），放在 preview/，不动 site/",
)
@click.option("--no-pdf", is_flag=True, help="只生成网页和数据，不生成 PDF、DOCX 和 XLSX")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="数", help="同时使用的处理器数；不写时用全部")
@click.option("--clean", is_flag=True, help="清空中间结果，全部重做")
@click.option("--preview", is_flag=True, help="内部预览：连同草稿和征求意见的项目，放在 preview/，不动 site/")
@click.option("--production", is_flag=True, help="正式发布：网站信息还是示例值时拒绝")
@click.option(
    "--sign", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="密钥",
    help="用这个 OpenSSH 私钥给清单 manifest.json 签名",
)  # fmt: skip
@click.option("--package", is_flag=True, help="另把网站、清单和核对结果打成一个发布包，放在 dist/")
@click.pass_obj
def command(  # noqa: PLR0917 - the options of the command
    workspace: Workspace,
    only: tuple[str, ...],
    no_pdf: bool,  # noqa: FBT001
    jobs: int | None,
    clean: bool,  # noqa: FBT001
    preview: bool,  # noqa: FBT001
    production: bool,  # noqa: FBT001
    sign: Path | None,
    package: bool,  # noqa: FBT001
) -> None:
    """生成公开网站、PDF 和数据，放在 site/。

    内容有任何错误时什么都不发布，原来的 site/ 保持原样，退出码为 1。
    """
    started = time.monotonic()
    chosen = chosen_ids(workspace, only)
    options = Options(not no_pdf, jobs, clean, preview, production, chosen, sign)
    built = _built(workspace, options)
    _report(workspace, built, time.monotonic() - started)
    if built.outcome is Outcome.REFUSED:
        raise SystemExit(1)
    if package:
        _package(workspace, built)


def _built(workspace: Workspace, options: Options) -> Built:
    try:
        return build(workspace, options)
    except BusyError:
        click.echo("另一个 build 正在这个目录里运行，请等它结束再试。", err=True)
    except SignatureFault as fault:
        click.echo(f"{fault}请检查密钥 {options.sign}。没有发布。", err=True)
    raise SystemExit(ENVIRONMENT_UNUSABLE)


def _report(workspace: Workspace, built: Built, seconds: float) -> None:
    where = workspace.relative(built.folder)
    if built.outcome is Outcome.UNCHANGED:
        click.echo(f"内容没有变化，{where}/ 已是最新（{seconds:.1f} 秒）。请打开 {where}/index.html")
        return
    if built.outcome is Outcome.REFUSED:
        errors = [f for f in built.findings if f.severity is Severity.ERROR]
        show_findings(errors, err=True)
        click.echo(f"有错误，没有发布；{where}/ 保持原样。改好后重新运行。", err=True)
        return
    others = [f for f in built.findings if f.severity is Severity.WARNING]
    if others:
        click.echo(f"{summary(others)}运行 jixiao check 查看。")
    click.echo(f"已生成 {built.projects} 个项目（{seconds:.1f} 秒）。请打开 {where}/index.html")


def _package(workspace: Workspace, built: Built) -> None:
    from generator.evaluate import evaluate  # noqa: PLC0415
    from generator.load import load  # noqa: PLC0415
    from generator.opendata.findings import findings_data  # noqa: PLC0415
    from generator.publish.package import write_package  # noqa: PLC0415

    report = findings_data(evaluate(load(workspace)).findings)
    target = workspace.root / "dist" / f"{built.folder.name}.zip"
    write_package(built.folder, report, target)
    click.echo(f"发布包：{workspace.relative(target)}")
