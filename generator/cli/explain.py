"""`explain`: what a finding means and how to mend it."""

from __future__ import annotations

from difflib import get_close_matches

import click


@click.command("explain", options_metavar="[选项]")
@click.argument("code", metavar="[代码]", required=False)
def command(code: str | None) -> None:
    """说明一种问题的含义、示例和改法；不写代码时列出全部。"""
    from generator.catalogue import CATALOGUE  # noqa: PLC0415 - keeps --help fast

    if code is None:
        for kind in sorted(CATALOGUE.values(), key=lambda k: k.code):
            click.echo(f"{kind.code}  {kind.severity.chinese}  {kind.title}")
        return
    kind_or_none = CATALOGUE.get(code.upper())
    if kind_or_none is None:
        close = get_close_matches(code.upper(), list(CATALOGUE), n=1, cutoff=0.3)
        raise click.UsageError(
            f"没有代码“{code}”" + (f"，是不是“{close[0]}”？" if close else "") + "（jixiao explain 列出全部）"
        )
    kind = kind_or_none
    click.secho(f"{kind.code} {kind.title}（{kind.severity.chinese}）", bold=True)
    click.echo(f"\n{kind.explanation}")
    for label, example in (("错误的写法", kind.wrong), ("正确的写法", kind.right)):
        if example:
            click.echo(f"\n{label}：\n" + "\n".join("    " + line for line in example.splitlines()))
    click.echo(f"\n怎么改：{kind.mend}")
