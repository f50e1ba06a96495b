"""What the head of a project's page says in words: what the score means, how far issues are mended, how to cite."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction

from generator.evaluate import Evaluation
from generator.model.base import UNSTATED
from generator.model.project import Progress, Project
from generator.model.rule_set import RuleSet
from generator.report import wording
from generator.report.figures import Figures
from generator.scoring.numbers import plain, to_decimal
from generator.site.figures import DISCRETION, NO_RULE, mark_of

MOST_LOST = 2
"""So many sections are named where points were lost."""
HUNDRED = 100


def meaning(figures: Figures, rules: RuleSet) -> str:
    """What the score means, in plain words; empty where there is no score."""
    total = figures.total
    if total.value is None or not total.full:
        return ""
    sentences = [f"满分{total.full_text}分，得{total.text}分。", _graded(figures, rules), _lost(figures)]
    if total.full != HUNDRED:
        share = to_decimal(Fraction(total.value) / Fraction(total.full) * HUNDRED, 2)
        sentences.insert(1, f"折合百分制是{plain(share)}分。")
    return "".join(sentences) + "得分看的是事先定下的目标做到了多少，不是项目的全部好坏。"


def _graded(figures: Figures, rules: RuleSet) -> str:
    if figures.grade is None:
        return "这种表式不评等级。"
    grade = rules.canonical_grade(figures.grade) or figures.grade
    bands = rules.grade_bands
    place = next((n for n, band in enumerate(bands) if band.grade == grade), None)
    if place is None:
        return ""
    if not bands[place].least and place:
        return f"按所用的评分规则，不满{plain(bands[place - 1].least)}分为“{grade}”。"
    below = f"、不满{plain(bands[place - 1].least)}分" if place else "以上"
    return f"按所用的评分规则，{plain(bands[place].least)}分（含）{below}为“{grade}”。"


def _lost(figures: Figures) -> str:
    """Where the points were lost."""
    lost = [
        (f.full - f.value, f.name) for f in figures.sections if f.full is not None and f.value is not None
    ]
    lost = sorted((item for item in lost if item[0] > 0), key=lambda item: -item[0])
    if not lost:
        return "各部分都是满分。" if all(f.value is not None for f in figures.sections) else ""
    total = sum((points for points, _ in lost), Decimal(0))
    named = "和".join(f"“{name}”（{plain(points)}分）" for points, name in lost[:MOST_LOST])
    mostly = "主要" if len(lost) > MOST_LOST else ""
    return f"没有得到的{plain(total)}分{mostly}在{named}。"


def issues_in_words(project: Project) -> str:
    """How many issues there are and how far they are mended; empty where there are none."""
    if not project.issues:
        return ""
    stages = Counter(
        i.rectification.progress if i.rectification else Progress.UNSTATED for i in project.issues
    )
    known = [
        f"{stage}{stages[stage]}个" for stage in Progress if stages[stage] and stage is not Progress.UNSTATED
    ]
    return f"{len(project.issues)}个" + (f"，{'、'.join(known)}" if known else "，整改情况未载明")


def citation(evaluation: Evaluation, title: str) -> str:
    """How to cite the report, up to its address (GB/T 7714)."""
    disclosure, units, facts = (
        evaluation.project.disclosure,
        evaluation.project.units,
        evaluation.project.facts,
    )
    named = disclosure.publisher if disclosure and disclosure.publisher else units.department
    author = "" if named is UNSTATED else f"{named}. "
    day = (disclosure.published_at or disclosure.document_date) if disclosure else None
    when = f"{day:%Y-%m-%d}" if day else str(facts.year)
    return f"{author}{title}[R/OL]. ({when})"


def terms_used(evaluation: Evaluation, figures: Figures) -> list[str]:
    """The terms of the head of the page that may need explaining."""
    marks = {mark_of(score) for score in figures.score.indicators}
    found = [
        ("等级", figures.grade is not None),
        ("预算执行率", True),
        ("公布", figures.total.published is not None),
        ("复算", True),
        ("≠复算", bool(figures.differing)),
        ("权重", True),
        ("指标值", True),
        ("完成值", True),
        (DISCRETION, DISCRETION in marks),
        (NO_RULE, NO_RULE in marks or not figures.all_recomputable),
        (str(UNSTATED), figures.execution_text == str(UNSTATED) or evaluation.project.transcribed),
        ("转录示例", evaluation.project.transcribed),
    ]
    return [name for name, used in found if used]


def corrections_of(project: Project) -> list[dict[str, str]]:
    """The corrections, latest first."""
    return [
        {
            "date": wording.date(c.date), "content": c.content, "cause": c.cause, "approver": c.approver_role,
            "change": f"原“{c.former}”，更正为“{c.corrected}”" if c.former and c.corrected else "",
        }
        for c in sorted(project.corrections, key=lambda c: c.date, reverse=True)
    ]  # fmt: skip
