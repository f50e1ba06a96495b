"""Assembles the document of one project: narrative, tables and annexes, numbered, with all figures filled in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.content.narrative import Narrative
from generator.content.narrative_placeholders import MARK, Placeholder, number_of
from generator.content.narrative_tree import (
    Block,
    Code,
    Emphasis,
    Inline,
    Link,
    Listing,
    NoteMark,
    Paragraph,
    PipeTable,
    Quote,
    TableMark,
    Text,
    Title,
    plain_text,
)
from generator.findings import Finding, Kind, Place, Severity
from generator.model.base import Unstated
from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.report import wording
from generator.report.annexes import annexes
from generator.report.document import Document
from generator.report.figures import Figures
from generator.report.markdown import blocks, heading, inline, joined, labelled, notice, paragraph, whole
from generator.report.numbering import Numbering
from generator.report.opening import notice_text, summary
from generator.report.project_tables import IDS, ProjectTables
from generator.report.tables import to_html
from generator.report.text import tidy
from generator.report.values import Unknown, Values
from generator.scoring import ProjectScore

UNKNOWN_FIGURE = Kind(
    code="R101",
    title="正文引用的数据不存在",
    severity=Severity.ERROR,
    explanation="占位符的写法没有错，但这个项目里没有它所指的指标、一级指标、金额、等级或表格内容。",
    mend="改成 project.yml 中的准确名称；项目里本来就没有的，删去这个占位符或补填数据。",
    wrong='{{ 得分["预算执行"] }}',
    right='{{ 得分["预算执行率"] }}',
)
UNKNOWN_TARGET = Kind(
    code="R102",
    title="链接指到报告里没有的地方",
    severity=Severity.ERROR,
    explanation="以 # 开头的链接指向本报告的章节、表或附件（如 #s1-2、#annex-1、#table-funds）。这个地方不存在。",
    mend="改成存在的地方；提到表时用 {{ 引用.资金 }}。",
    wrong="[附件1](#fujian1)",
    right="[附件1](#annex-1)",
)

KINDS: tuple[Kind, ...] = (UNKNOWN_FIGURE, UNKNOWN_TARGET)

_ID = re.compile(r'(?:\{| id=")#?([A-Za-z0-9-]+)')
_CELL_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Fault:
    """A place of report.md that means nothing in this project. Line and column count from 1."""

    line: int
    column: int
    message: str
    expected: str = ""
    found: str = ""
    kind: Kind = UNKNOWN_FIGURE

    def finding(self, file: str, project: str | None = None) -> Finding:
        """The fault as a finding; `file` is the report.md."""
        return self.kind.at(
            Place(file, self.line, self.column),
            self.message,
            found=self.found,
            expected=self.expected,
            project=project,
        )


def assemble(
    id: str,  # noqa: A002 - what the architecture calls it
    project: Project,
    score: ProjectScore,
    rules: RuleSet,
    narrative: Narrative,
) -> tuple[Document, list[Fault]]:
    """The document of a project, and the placeholders that mean nothing in it. Never raises; same input, same text."""
    figures = Figures(project, score, rules)
    body = _Body(project, figures, rules, narrative)
    told = body.markdown()
    text = notice_text(project)
    parts = [notice(text) if text else "", summary(project, figures), told, annexes(project, figures, rules)]
    markdown = "\n\n".join(part for part in parts if part) + "\n"
    faults = [*body.faults, *body.broken_links(markdown)]
    return _document(id, project, text, markdown), sorted(faults, key=lambda f: (f.line, f.column, f.message))


def _document(identifier: str, project: Project, text: str, markdown: str) -> Document:
    facts, units = project.facts, project.units
    disclosure = project.disclosure
    day = disclosure.document_date if disclosure else None
    cover = [
        ("项目名称", facts.name),
        ("主管部门", str(units.department)),
        ("实施单位", str(units.implementing_unit)),
        ("评价机构", str(units.evaluator)),
        ("评价类型", str(facts.evaluation_type)),
        ("评价年度", f"{facts.year}年"),
    ]
    return Document(
        id=identifier,
        title=tidy(project.title),
        cover=tuple((label, tidy(value)) for label, value in cover),
        date=_declared_date(project),
        date_text=wording.date(day) if day else "",
        notice=text,
        author=tidy(str(units.department)),
        keywords=tuple(
            tidy(word)
            for word in (
                "绩效评价",
                facts.name,
                f"{facts.year}年",
                str(facts.evaluation_type),
                str(units.department),
            )
        ),
        markdown=markdown,
    )


def _declared_date(project: Project) -> datetime.date:
    """The date of the document: signed, published, of its data, or the end of its year; never today."""
    disclosure, facts = project.disclosure, project.facts
    if disclosure and disclosure.document_date:
        return disclosure.document_date
    if disclosure and disclosure.published_at:
        return disclosure.published_at.date()
    if isinstance(facts.reference_date, datetime.date):
        return facts.reference_date
    if facts.period is not None and not isinstance(facts.period, Unstated):
        return facts.period.end.first
    return datetime.date(facts.year, 12, 31)


class _Body:
    """The narrative with everything filled in."""

    def __init__(self, project: Project, figures: Figures, rules: RuleSet, narrative: Narrative) -> None:
        self.narrative = narrative
        self.values = Values(project, figures, rules)
        self.tables = ProjectTables(project, figures, rules)
        self.faults: list[Fault] = []
        self.links: list[Link] = []
        self.notes = dict(narrative.notes)
        self.marked: list[str] = []
        """Labels of the footnotes in the order of their marks."""
        self.numbers = self._table_numbers()
        self._texts: dict[int, str] = {}

    def _table_numbers(self) -> dict[int, str]:
        """The number of each placed table, by placeholder."""
        numbering, numbers = Numbering(), {}
        for block in self.narrative.blocks:
            if isinstance(block, Title):
                numbering.heading(block.level)
            elif isinstance(block, TableMark):
                numbers[block.placeholder] = numbering.table()
        return numbers

    def markdown(self) -> str:
        """Chapters and footnotes."""
        numbering = Numbering()
        parts = [self._top(block, numbering) for block in self.narrative.blocks]
        notes = [f"[^{number}]: {self._note(label)}" for number, label in enumerate(self.marked, 1)]
        return "\n\n".join(part for part in (*parts, *notes) if part)

    def _top(self, block: Block, numbering: Numbering) -> str:
        if isinstance(block, Title):
            level, number, identifier = numbering.heading(block.level)
            return heading(level, number + self._plain(block.text), identifier)
        if isinstance(block, TableMark):
            return self._table(block.placeholder)
        return blocks([self._filled(block)])

    def _note(self, label: str) -> str:
        return whole(inline(joined(self._inlines(self.notes[label]))))

    # --- tables -------------------------------------------------------------------------------------------------

    def _table(self, number: int) -> str:
        placeholder = self.narrative.placeholders[number]
        name = placeholder.table or ""
        table = self.tables.of(name)
        if table is None:
            self._fault(
                placeholder, f"这个项目没有“{name}”，表是空的", f"删去这一行，或在 project.yml 中填写{name}"
            )
            return ""
        first = next(n for n in self.numbers if self.narrative.placeholders[n].table == name) == number
        numbered = replace(table, number=self.numbers[number], id=IDS[name] if first else "")
        above = [labelled(label, text) for label, text in self.tables.above(name)]
        return "\n\n".join(filter(None, [*above, to_html(numbered), paragraph(self.tables.below(name))]))

    def _reference(self, placeholder: Placeholder) -> tuple[Inline, ...]:
        """A reference to a table as a link with its number."""
        name = placeholder.reference or ""
        placed = next((n for n in self.numbers if self.narrative.placeholders[n].table == name), None)
        if placed is None:
            return (Text(placeholder.source),)
        return (Link(f"#{IDS[name]}", (Text(self.numbers[placed]),)),)

    # --- blocks -------------------------------------------------------------------------------------------------

    def _filled(self, block: Block) -> Block:
        """A block with all placeholders filled in and lines joined."""
        match block:
            case Paragraph():
                return Paragraph(joined(self._inlines(block.content)))
            case Quote():
                return Quote(tuple(map(self._filled, block.blocks)))
            case Listing():
                items = tuple(tuple(map(self._filled, item)) for item in block.items)
                return Listing(block.ordered, block.loose, items)
            case PipeTable():
                rows = tuple(self._row(row) for row in block.rows)
                return PipeTable(block.aligns, self._row(block.header), rows)
            case Title():
                return Title(block.level, self._plain(block.text), block.line)
            case _:
                return block

    def _row(self, row: tuple[tuple[Inline, ...], ...]) -> tuple[tuple[Inline, ...], ...]:
        return tuple(joined(self._inlines(cell)) for cell in row)

    # --- inline -------------------------------------------------------------------------------------------------

    def _inlines(self, content: tuple[Inline, ...], *, linked: bool = False) -> tuple[Inline, ...]:
        return tuple(filled for part in content for filled in self._inline(part, linked=linked))

    def _inline(self, part: Inline, *, linked: bool) -> Iterator[Inline]:
        match part:
            case Text():
                yield from self._text(part.text, linked=linked)
            case Code():
                yield Code(self._plain(part.text))
            case Emphasis():
                yield Emphasis(part.strong, joined(self._inlines(part.content, linked=linked)))
            case Link():
                self.links.append(part)
                yield Link(part.target, joined(self._inlines(part.content, linked=True)))
            case NoteMark():
                if part.label in self.notes and part.label not in self.marked:
                    self.marked.append(part.label)
                    yield NoteMark(str(len(self.marked)))
            case _:
                yield part

    def _text(self, text: str, *, linked: bool) -> Iterator[Inline]:
        """Literal text and what stands for the placeholders in it."""
        position = 0
        for mark in MARK.finditer(text):
            if mark.start() > position:
                yield Text(text[position : mark.start()])
            position = mark.end()
            placeholder = self.narrative.placeholders[number_of(mark)]
            if placeholder.reference and not linked:
                yield from self._reference(placeholder)
            else:
                yield Text(self._value(number_of(mark)))
        if position < len(text):
            yield Text(text[position:])

    def _plain(self, text: str) -> str:
        """A text with placeholders as plain text."""
        return plain_text(self._text(text, linked=True))

    def _value(self, number: int) -> str:
        """The text of a placeholder; a fault the first time when it has none."""
        if number not in self._texts:
            self._texts[number] = self._looked_up(self.narrative.placeholders[number])
        return self._texts[number]

    def _looked_up(self, placeholder: Placeholder) -> str:
        if placeholder.literal is not None:
            return placeholder.literal
        if placeholder.reference:
            return plain_text(self._reference(placeholder)[0:1])
        if not placeholder.path or placeholder.table:
            return placeholder.source  # a finding of the narrative says what is wrong
        value = self.values.of(placeholder.path)
        if isinstance(value, Unknown):
            self._fault(placeholder, value.message, value.expected)
            return placeholder.source
        return _CELL_BREAK.sub(" ", value)

    def _fault(self, placeholder: Placeholder, message: str, expected: str) -> None:
        self.faults.append(Fault(placeholder.line, placeholder.column, message, expected, placeholder.source))

    def broken_links(self, markdown: str) -> Iterator[Fault]:
        """The author's links inside the report that lead nowhere."""
        known = set(_ID.findall(markdown)) if any(x.target.startswith("#") for x in self.links) else set()
        for link in self.links:
            if link.target.startswith("#") and link.target[1:] not in known:
                yield Fault(
                    link.line, link.column, f"报告里没有“{link.target}”这个地方", "#annex-1、#s1-1、#table-funds",
                    link.target, UNKNOWN_TARGET,
                )  # fmt: skip
