"""Assembles the document of one project: narrative, tables and annexes, numbered, with all figures filled in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from generator.content.images import ImageFile
from generator.content.narrative import Narrative
from generator.content.narrative_names import FIGURE
from generator.content.narrative_placeholders import MARK, Placeholder, number_of
from generator.content.narrative_tree import (
    Block,
    ChartMark,
    Code,
    Emphasis,
    Inline,
    Link,
    Listing,
    NoteMark,
    Paragraph,
    Picture,
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
from generator.report.document import Document, PlacedPicture
from generator.report.figures import Figures
from generator.report.forms import Form, forms
from generator.report.forms_narrative import section_text
from generator.report.markdown import (
    blocks,
    figure,
    heading,
    inline,
    joined,
    labelled,
    notice,
    paragraph,
    whole,
)
from generator.report.numbering import Numbering, placed_numbers
from generator.report.opening import notice_text, summary
from generator.report.project_charts import ProjectCharts, chart_id
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
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
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
    images: tuple[ImageFile, ...] = (),
) -> tuple[Document, list[Fault]]:
    """The document of a project, and the placeholders that mean nothing in it. Never raises; same input, same text."""
    figures = Figures(project, score, rules)
    body = _Body(project, figures, rules, narrative, images)
    told = body.markdown()
    text = notice_text(project)
    annexed = annexes(project, figures, rules, forms(project, figures, rules, body.section))
    parts = [notice(text) if text else "", summary(project, figures), told, annexed]
    markdown = "\n\n".join(part for part in parts if part) + "\n"
    faults = [*body.faults, *body.broken_links(markdown)]
    document = _document(id, project, text, markdown)
    document = replace(document, figures=tuple(body.drawings.items()), pictures=tuple(body.pictures))
    return document, sorted(faults, key=lambda f: (f.line, f.column, f.message))


def official_forms(
    project: Project, score: ProjectScore, rules: RuleSet, narrative: Narrative | None
) -> tuple[Form, ...]:
    """The filled forms that stand among the annexes of a document, for formats that show them apart."""
    figures = Figures(project, score, rules)
    body = _Body(project, figures, rules, narrative or Narrative("", ""))
    return forms(project, figures, rules, body.section)


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

    def __init__(
        self,
        project: Project,
        figures: Figures,
        rules: RuleSet,
        narrative: Narrative,
        images: tuple[ImageFile, ...] = (),
    ) -> None:
        self.narrative = narrative
        self.images = {image.source: image for image in images}
        self.values = Values(project, figures, rules)
        self.tables = ProjectTables(project, figures, rules)
        self.charts = ProjectCharts(project, figures)
        self.faults: list[Fault] = []
        sealed = {project.sealed_copy} if project.sealed_copy else set()
        self.attached: set[str] = {a.file for a in project.attachments} | sealed
        self.links: list[Link] = []
        self.notes = dict(narrative.notes)
        self.marked: list[str] = []
        """Labels of the footnotes in the order of their marks."""
        self.numbers = placed_numbers(narrative.blocks, narrative.placeholders)
        """The number of each placed table and figure, by the name that 引用 uses."""
        self.placed: set[str] = set()
        """Tables and figures that stand in what was written so far, by the same name."""
        self.drawings: dict[str, str] = {}
        """The SVG of every placed chart."""
        self.pictures: list[PlacedPicture] = []
        """The author's pictures in their places."""
        self._texts: dict[int, str] = {}

    def markdown(self) -> str:
        """Chapters and footnotes."""
        numbering = Numbering()
        parts = [self._top(block, numbering) for block in self.narrative.blocks]
        notes = [f"[^{number}]: {self._note(label)}" for number, label in enumerate(self.marked, 1)]
        return "\n\n".join(part for part in (*parts, *notes) if part)

    def section(self, names: Collection[str]) -> str:
        """The plain text under the first heading with one of these names; empty where there is none."""
        return section_text(self.narrative.blocks, names, self._plain)

    def _top(self, block: Block, numbering: Numbering) -> str:
        if isinstance(block, Title):
            level, number, identifier = numbering.heading(block.level)
            return heading(level, number + self._plain(block.text), identifier)
        if isinstance(block, TableMark):
            return self._table(block.placeholder, numbering.table())
        if isinstance(block, ChartMark):
            return self._chart(block.placeholder, numbering.figure())
        if isinstance(block, Picture):
            return self._picture(block, numbering.figure())
        return blocks([self._filled(block)])

    def _note(self, label: str) -> str:
        return whole(inline(joined(self._inlines(self.notes[label]))))

    # --- tables and figures -------------------------------------------------------------------------------------------------

    def _table(self, mark: int, number: str) -> str:
        placeholder = self.narrative.placeholders[mark]
        name = placeholder.table or ""
        table = self.tables.of(name)
        if table is None:
            self._fault(
                placeholder, f"这个项目没有“{name}”，表是空的", f"删去这一行，或在 project.yml 中填写{name}"
            )
            return ""
        numbered = replace(table, number=number, id=self._id(name, IDS[name]))
        above = [labelled(label, text) for label, text in self.tables.above(name)]
        return "\n\n".join(filter(None, [*above, to_html(numbered), paragraph(self.tables.below(name))]))

    def _id(self, name: str, identifier: str) -> str:
        """The id of a table or figure; none where one of its name has it."""
        first = name not in self.placed
        self.placed.add(name)
        return identifier if first else ""

    def _chart(self, mark: int, number: str) -> str:
        """A chart, and the table of its figures where the report has no table that holds them."""
        placeholder = self.narrative.placeholders[mark]
        name = placeholder.chart or ""
        chart = self.charts.of(name)
        if chart is None:
            self._fault(
                placeholder, f"这个项目没有画“{name}”图的数据", "删去这一行，或在 project.yml 中填写数据"
            )
            return ""
        self.drawings[chart.name] = chart.svg
        caption, identifier = f"{number}　{chart.caption}", self._id(f"{FIGURE}{name}", chart_id(name))
        if chart.table in self.numbers:
            source = self.numbers[chart.table], IDS[chart.table]
            return figure("chart", identifier, chart.name, caption, source=source)
        data = to_html(replace(chart.data, caption=f"{number}的数据：{chart.data.caption}"))
        return "\n\n".join([figure("chart", identifier, chart.name, caption), data])

    def _picture(self, picture: Picture, number: str) -> str:
        """A picture of the author."""
        caption = f"{number}　{self._plain(picture.caption)}"
        name = _picture_id(number)
        file = self.images.get(unquote(picture.source))
        if file is not None:
            self.pictures.append(PlacedPicture(name, file, tidy(self._plain(picture.alternative))))
        return figure("picture", self._id(FIGURE + picture.caption, name), name, caption)

    def _reference(self, placeholder: Placeholder) -> tuple[Inline, ...]:
        """A reference to a table or figure as a link with its number."""
        name = placeholder.reference or ""
        number = self.numbers.get(name)
        if number is None:
            return (Text(placeholder.source),)
        return (Link(f"#{self._target(name, number)}", (Text(number),)),)

    def _target(self, name: str, number: str) -> str:
        """The id of a table or figure, by the name that 引用 uses and its number."""
        chart = next((p.chart for p in self.narrative.placeholders if p.chart and p.placed == name), None)
        if chart is not None:
            return chart_id(chart)
        return IDS.get(name) or _picture_id(number)

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
        if not placeholder.path or placeholder.placed:
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
            elif not link.target.startswith("#") and not _SCHEME.match(link.target):
                file = unquote(link.target)
                if file not in self.attached:
                    expected = "、".join(sorted(self.attached)) or "先在 project.yml 的“附件”中写明这个文件"
                    message = f"链接的文件“{file}”不在“附件”中，不会公开"
                    yield Fault(link.line, link.column, message, expected, file, UNKNOWN_TARGET)


def _picture_id(number: str) -> str:
    """The id of a picture numbered 图2-1: figure-2-1."""
    return f"figure-{number.removeprefix(FIGURE)}"
