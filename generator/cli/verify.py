"""`verify`: whether a published folder is what was published."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("verify", options_metavar="[选项]")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="目录")
@click.option(
    "--signers", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="文件",
    help="可信签名人名单（OpenSSH allowed_signers 格式），同时核对清单的签名",
)  # fmt: skip
def command(folder: Path, signers: Path | None) -> None:
    """核验：发布的文件夹与清单是否一致，逐个文件核对，找出改动、缺少和多出的文件。

    清单和 SHA256SUMS 若被一并改写，只有核对签名（--signers）才能发现。不一致时退出码为 1。
    """
    from generator.publish.manifest import SIGNATURE  # noqa: PLC0415 - keeps --help fast
    from generator.publish.signature import SignatureFault, broken_signature, check_signature  # noqa: PLC0415
    from generator.publish.verify import verify  # noqa: PLC0415

    count, problems = verify(folder)
    for problem in problems:
        click.echo(f"{problem.defect}　{problem.path}" + (f"　{problem.detail}" if problem.detail else ""))
    click.echo(f"清单共{count}个文件，" + (f"{len(problems)}处不一致。" if problems else "全部一致。"))
    faulty = bool(problems)
    if signers:
        try:
            click.echo(f"签名有效，签名人：{check_signature(folder, signers)}。")
        except SignatureFault as fault:
            click.echo(str(fault))
            faulty = True
    elif (folder / SIGNATURE).is_file():
        broken = broken_signature(folder)
        faulty |= broken
        told = "签名与清单不符。" if broken else "清单有签名，签名人没有核对；加 --signers 名单 可以核对。"
        click.echo(told)
    if faulty:
        raise SystemExit(1)
