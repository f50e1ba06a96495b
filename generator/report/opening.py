"""What stands before the chapters: the notice, and the summary with the headline facts."""

from __future__ import annotations

from generator.model.project import Project
from generator.report import wording
from generator.report.figures import Figures
from generator.report.markdown import heading, paragraph
from generator.report.tables import Cell, Table, head_of, to_html
from generator.report.text import tidy

UNGRADED = "不评等级"

_NOTICE = (
    "本报告为转录示例：依据已公开的《{title}》转录其事实、数据与评分规则，"
    "文字为重新撰写，仅作功能示范，不是该单位发布的文件。"
)


def notice_text(project: Project) -> str:
    """The notice of a transcribed example; empty for others."""
    if not project.transcribed:
        return ""
    transcription = project.transcription
    if transcription is None:
        return tidy(_NOTICE.format(title=project.title))
    return tidy(_NOTICE.format(title=transcription.source_title) + transcription.note)


def summary(project: Project, figures: Figures) -> str:
    """The unnumbered section in front of the first chapter."""
    return "\n\n".join(
        (
            heading(1, "内容概述", "summary", "unnumbered"),
            paragraph(project.facts.summary),
            to_html(summary_table(project, figures)),
        )
    )


def summary_table(project: Project, figures: Figures) -> Table:
    """The headline facts in one row."""
    funds = project.funds
    total = figures.total
    cells = (
        f"{total.text}分\n（满分{total.full_text}分）" if total.value is not None else total.text,
        figures.grade or UNGRADED,
        wording.money(funds.annual_budget, funds),
        wording.money(funds.spent, funds),
        figures.execution_text,
        agreement(figures),
    )
    labels = ("得分", "等级", "全年预算", "支出", "预算执行率", "公布与复算")
    row = tuple(Cell(text) for text in cells)
    return Table(
        "headline", "主要结果", (17, 11, 18, 18, 14, 22), head_of(*labels), ((row,),), id="table-headline"
    )


def agreement(figures: Figures) -> str:
    """Whether the published result is the recomputed one, in words."""
    total = figures.total
    if total.recomputed is None:
        return "未能复算"
    if total.published is None:
        return "没有公布结果"
    if total.difference is not None:
        return f"不一致（≠），复算{total.recomputed_text}分"
    if figures.grade_differs:
        return f"总分一致，等级复算为“{figures.score.grade}”（≠）"
    if figures.differing:
        return "总分一致，部分得分不同（≠）"
    return "一致" if figures.all_recomputable else "一致，部分得分无法复算"
