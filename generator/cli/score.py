"""`score`: the score table, with steps on request."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from generator.cli.common import chosen_ids, show_findings
from generator.findings import Severity
from generator.workspace import Workspace

if TYPE_CHECKING:
    from generator.evaluate import Evaluation


@click.command("score", options_metavar="[选项]")
@click.argument("ids", nargs=-1, metavar="[项目编号…]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True,
    help="输出格式：文字、JSON、CSV",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="列出每个得分的计算步骤")
@click.pass_obj
def command(workspace: Workspace, ids: tuple[str, ...], form: str, *, explain: bool) -> None:
    """评分：按规则集复算得分，与公布得分对照。

    有错误的项目不影响其他项目；有错误时退出码为 1，错误写在标准错误输出。
    """
    from generator.evaluate import evaluate  # noqa: PLC0415 - keeps --help fast
    from generator.load import load  # noqa: PLC0415
    from generator.opendata.scores import scores_data  # noqa: PLC0415

    result = evaluate(load(workspace, chosen_ids(workspace, ids)))
    if form == "json":
        click.echo(json.dumps(scores_data(result.evaluations), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(_csv(result.evaluations), nl=False)
    else:
        for evaluation in result.evaluations:
            _show(evaluation, explain=explain)
    errors = [f for f in result.findings if f.severity is Severity.ERROR]
    if errors:
        show_findings(errors, err=True)
        raise SystemExit(1)


COLUMNS = (
    "项目",
    "一级指标",
    "二级指标",
    "三级指标",
    "权重",
    "指标值",
    "完成值",
    "得分",
    "公布得分",
    "差额",
    "可复算",
)


def _csv(evaluations: tuple[Evaluation, ...]) -> str:
    from generator.opendata.scores import project_data  # noqa: PLC0415

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for evaluation in evaluations:
        for row in project_data(evaluation)["indicators"]:
            amount = row["difference"]["amount"] if row["difference"] else None
            figures = [row["weight"], row["target"], row["actual"], row["score"], row["published"], amount]
            writer.writerow([evaluation.id, *(t or "" for t in row["path"]), *(f or "" for f in figures),
                             "是" if row["recomputable"] else "否"])  # fmt: skip
    return out.getvalue()


def _show(evaluation: Evaluation, *, explain: bool) -> None:
    from generator.opendata.scores import project_data  # noqa: PLC0415

    data = project_data(evaluation)
    table = Table(title=f"{data['name']}（{data['id']}）", title_justify="left", show_footer=True)
    totals = (
        "合计",
        "",
        "",
        data["full"],
        "",
        "",
        (data["total"] or "算不出") + (" ≠" if data["difference"] else ""),
        (data["published"] or {}).get("total"),
    )
    headers = ("一级", "二级", "三级", "权重", "指标值", "完成值", "得分", "公布")
    for header, total in zip(headers, totals, strict=True):
        right = header in ("权重", "得分", "公布")
        table.add_column(header, footer=total or "—", justify="right" if right else "left", overflow="fold")
    for section in data["sections"]:
        for row in data["indicators"]:
            if row["path"][0] == section["name"]:
                facts = row["weight"], row["target"], row["actual"]
                table.add_row(*_cells(*row["path"], *facts, _marked(row), row["published"]))
        names, full = (section["name"], "小计", ""), section["full"]
        cells = _cells(*names, full, "", "", _marked(section), section["published"])
        table.add_row(*cells, style="bold", end_section=True)
    console = Console(width=None if Console().is_terminal else 140, highlight=False)
    console.print(table)
    console.print(f"等级：{data['grade'] or '不评级'}；≠ 与公布得分不同，* 不能由规则复算", markup=False)
    if explain:
        _explain(console, data)
    console.print()


def _cells(*texts: str | None) -> list[str]:
    return [text or "—" for text in texts]


def _marked(row: dict[str, Any]) -> str:
    """The recomputed score of an indicator or a section, with its mark."""
    mark = " ≠" if row["difference"] else ("" if row["recomputable"] else " *")
    return (row["score"] or "—") + mark


def _explain(console: Console, data: dict[str, object]) -> None:
    for row in data["indicators"]:  # type: ignore[attr-defined]
        console.print(f"\n{row['path'][-1]}（权重 {row['weight'] or '—'}）", style="bold", markup=False)
        console.print(f"  评分标准：{row['standard']}", markup=False)
        for number, step in enumerate(row["steps"], 1):
            console.print(f"  {number}. {step}", markup=False)
        if row["difference"]:
            console.print(
                f"  公布 {row['published']}，差 {row['difference']['amount']}：{row['difference']['note']}",
                markup=False,
            )
