"""The chapters of the narrative against the outline of the rule set."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from generator.checks.subject import Subject
from generator.findings import Finding, Kind, Place, Severity
from generator.model.criteria import YesNo
from generator.model.rule_set import Heading

MISSING_CHAPTER = Kind(
    code="O701",
    title="缺少提纲要求的章节",
    severity=Severity.WARNING,
    explanation="规则集的提纲规定了报告必须有的章节（如财预〔2020〕10号附3的参考提纲），正文里没有这一章或这一节。",
    mend="补上这一章节；名称不同的，改成提纲的名称，或在规则集的提纲中加上别名。",
    wrong="# 有关建意",
    right="# 有关建议",
)

KINDS = (MISSING_CHAPTER,)


def required_chapters_are_there(subject: Subject) -> Iterator[Finding]:
    """O701: every required heading of the outline stands in the narrative, at its level, by name or alias."""
    narrative = subject.loaded.narrative
    if subject.rules is None or narrative is None:
        return
    written = {level: [h.text for h in narrative.headings if h.level == level] for level in (1, 2)}
    for chapter in subject.rules.outline:
        yield from _missing(subject, chapter, written[1])
        if _found(chapter, written[1]):
            for section in chapter.children:
                yield from _missing(subject, section, written[2])


def _found(heading: Heading, written: list[str]) -> bool:
    return any(name in written for name in (heading.heading, *heading.aliases))


def _missing(subject: Subject, heading: Heading, written: list[str]) -> Iterator[Finding]:
    if heading.required is YesNo.NO or _found(heading, written):
        return
    close = get_close_matches(heading.heading, written, n=1, cutoff=0.6)
    hint = f"是不是把“{close[0]}”写错了？" if close else ""
    place = Place(subject.loaded.narrative_file)
    message = f"正文缺少“{heading.heading}”"
    yield subject.report(
        MISSING_CHAPTER, place, message, about=("正文",), expected=heading.heading, hint=hint
    )


RULES = (required_chapters_are_there,)
