"""What the pages say: the overview, the list of projects, the page of each project, as staged Markdown."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.evaluate import Evaluation
from generator.model.base import UNSTATED
from generator.model.project import Status
from generator.model.register import Site
from generator.report import wording
from generator.report.document import Document
from generator.report.figures import Figure
from generator.report.markdown import escape
from generator.report.opening import UNGRADED, agreement
from generator.site.body import drawn, page_body
from generator.site.figures import (
    Marks,
    figures_of,
    in_wan,
    marks_of,
    percent_of,
    size_text,
    total_money,
    two_places,
)

TEMPLATES = Path(__file__).parents[2] / "site_templates"

LATEST = 6
"""How many projects the overview lists."""

GRADES = ("优", "良", "中", "差")
"""The grades of the regulation, best first."""

DEFAULT_NAME = "项目支出绩效评价公开"
"""The name of a site whose site.yml could not be read; only a preview gets that far."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside a project's page."""

    label: str
    """What it is, such as PDF."""
    file: str
    """Its name, in the folder of the page."""
    size: int | None = None
    """In bytes, where it is known."""
    sha256: str = ""
    """Its hash in hexadecimal, where it is known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A project as it goes on the site."""

    evaluation: Evaluation
    document: Document
    files: tuple[Download, ...] = ()


def site_pages(
    content_site: Site | None,
    entries: Sequence[Entry],
    *,
    preview: bool,
    withdrawn: Sequence[Evaluation] = (),
) -> dict[str, str]:
    """All pages, as path in the staged tree → Markdown with front matter.

    A report that was withdrawn keeps its address with a notice, and stands in no list.

    With `preview` every page says that it holds what is not public, and asks search engines to stay away.
    """
    rows = sorted((_row(e) for e in entries), key=lambda r: (-r.year, r.id))
    pages = {
        "index.md": _overview(content_site, rows, preview=preview),
        "projects/index.md": _list(rows),
    }
    for entry in entries:
        pages[f"projects/{entry.evaluation.id}/index.md"] = _project(entry)
    for evaluation in withdrawn:
        pages[f"projects/{evaluation.id}/index.md"] = _withdrawn(evaluation)
    return pages


# Rows --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """One project in lists and sums."""

    id: str
    name: str
    year: int
    code: str | None
    department: str
    type: str
    summary: str
    marks: Marks
    budget: Decimal | None
    """全年预算, in 万元."""
    rate: str
    released: datetime.datetime | None
    transcribed: bool

    @property
    def href(self) -> str:
        """The address of the page, from the root of the site."""
        return f"projects/{quote(self.id)}/index.html"

    @property
    def budget_text(self) -> str:
        """The budget in 万元 with two decimals."""
        return str(UNSTATED) if self.budget is None else two_places(self.budget)


def _row(entry: Entry) -> _Row:
    evaluation = entry.evaluation
    project = evaluation.project
    figures, disclosure = figures_of(evaluation), project.disclosure
    return _Row(
        id=evaluation.id,
        name=project.facts.name,
        year=project.facts.year,
        code=project.facts.code,
        department=str(project.units.department),
        type=project.facts.evaluation_type.value,
        summary=project.facts.summary,
        marks=marks_of(evaluation, figures),
        budget=in_wan(project.funds, project.funds.annual_budget),
        rate=figures.execution_text,
        released=disclosure.published_at if disclosure else None,
        transcribed=project.transcribed,
    )


# Overview ----------------------------------------------------------------------------------------------------


def _overview(site: Site | None, rows: Sequence[_Row], *, preview: bool) -> str:
    name = site.name if site else DEFAULT_NAME
    description = (site and site.description) or f"{name}：项目支出绩效评价结果与报告。"
    once = _each_money_once(rows)
    figure, unit = total_money(r.budget for r in once)
    meta = {
        "title": name,
        "description": description,
        "kind": "overview",
        "site": _site(site, preview=preview),
    }
    return _page(
        "overview",
        meta,
        description=site.description if site else None,
        rows=rows,
        latest=sorted(rows, key=_newest_first)[:LATEST],
        money=figure,
        money_unit=unit,
        unstated=sum(r.budget is None for r in once),
        years=_span(sorted({r.year for r in rows})),
        departments=len({r.department for r in rows} - {str(UNSTATED)}),
        grades=_distribution(rows),
        all_examples=bool(rows) and all(r.transcribed for r in rows),
        some_examples=any(r.transcribed for r in rows),
    )


def _each_money_once(rows: Sequence[_Row]) -> list[_Row]:
    """One row per project and year: a self-evaluation and an evaluation of one project spend the money once."""
    return list({(r.year, r.code) if r.code else (r.year, r.id): r for r in rows}.values())


def _newest_first(row: _Row) -> tuple[float, int, str]:
    released = row.released.timestamp() if row.released else 0
    return -released, -row.year, row.id


def _span(years: Sequence[int]) -> str:
    if not years:
        return ""
    return f"{years[0]}" if years[0] == years[-1] else f"{years[0]}—{years[-1]}"


def _distribution(rows: Sequence[_Row]) -> list[dict[str, Any]]:
    """How many projects got each grade: the four of the regulation, then others that occur, then none."""
    counts = Counter(r.marks.band for r in rows)
    others = sorted(g for g in counts if g not in GRADES and g != UNGRADED)
    shown = [*GRADES, *others, *([UNGRADED] if counts[UNGRADED] else [])]
    classes = {r.marks.band: r.marks.grade_class for r in rows}
    most = max(counts.values(), default=1)
    return [
        {
            "grade": g,
            "class": classes.get(g, "none"),
            "count": counts[g],
            "width": percent_of(Decimal(counts[g]), Decimal(most)),
        }
        for g in shown
    ]


def _site(site: Site | None, *, preview: bool) -> dict[str, Any]:
    """What every page shows of the publisher; templates read it from the overview's front matter."""
    if site is None:
        return {"name": DEFAULT_NAME, "example": False, "preview": preview, "tags": {}}
    shown = {
        "name": site.name,
        "host": site.host,
        "contact": site.contact,
        "code": site.site_id_code,
        "icp": site.icp,
        "police": site.police_record,
        "error_url": site.error_report_url,
        "example": site.example.value == "是",
        "preview": preview,
    }
    tags = {"SiteName": site.name, "SiteDomain": site.domain, "SiteIDCode": site.site_id_code}
    return {**_stated(shown), "tags": _stated(tags)}


# List --------------------------------------------------------------------------------------------------------


def _list(rows: Sequence[_Row]) -> str:
    meta = {
        "title": "全部项目",
        "description": f"已公开的项目支出绩效评价，共{len(rows)}个：得分、等级、预算和执行率。",
        "kind": "list",
        "path": [{"name": "总览", "url": "index.html"}],
        "tags": {"ColumnName": "项目", "ColumnType": "项目支出绩效评价"},
    }
    return _page("projects", meta, rows=rows, examples=any(r.transcribed for r in rows))


# Project -----------------------------------------------------------------------------------------------------


def _project(entry: Entry) -> str:
    evaluation, document = entry.evaluation, entry.document
    project = evaluation.project
    facts, funds, disclosure = project.facts, project.funds, project.disclosure
    figures = figures_of(evaluation)
    released = disclosure.published_at if disclosure else None
    tags = {
        "ColumnName": "项目",
        "ColumnType": "项目支出绩效评价",
        "ArticleTitle": document.title,
        "PubDate": released and f"{released:%Y-%m-%d %H:%M}",
        "ContentSource": disclosure and disclosure.publisher,
        "Keywords": ",".join(document.keywords),
    }
    meta = {
        "title": document.title,
        "short": facts.name,
        "description": _shortened(facts.summary),
        "kind": "project",
        "contents": True,
        "path": [{"name": "总览", "url": "index.html"}, {"name": "项目", "url": "projects/index.html"}],
        "tags": _stated(tags),
    }
    return _page(
        "project",
        meta,
        title=document.title,
        year=facts.year,
        type=facts.evaluation_type.value,
        status=None if facts.status is Status.PUBLISHED else facts.status.value,
        notice=document.notice,
        summary=facts.summary,
        marks=marks_of(evaluation, figures),
        sections=[_section(f) for f in figures.sections],
        figures=[
            ("全年预算", wording.money(funds.annual_budget, funds)),
            ("支出", wording.money(funds.spent, funds)),
            ("预算执行率", figures.execution_text),
        ],
        agreement=agreement(figures),
        differences=_differences(document.markdown),
        details=_details(entry),
        files=[
            {
                "label": f.label,
                "href": quote(f.file),
                "size": f.size and size_text(f.size),
                "sha256": f.sha256,
            }
            for f in entry.files
        ],
        body=Markup(page_body(document.markdown, drawn(document))),  # noqa: S704 - made by generator.report, escaped there
    )


def _section(figure: Figure) -> dict[str, Any]:
    """A level-1 section: its headline score, full marks and the share of them."""
    return {
        "name": figure.name,
        "score": figure.text,
        "full": figure.full_text,
        "rate": percent_of(figure.value, figure.full),
    }


def _differences(markdown: str) -> str:
    """The id of the section that explains differences; empty where the document has none."""
    return next((name for name in ("differences", "discrepancies") if f"{{#{name}}}" in markdown), "")


def _details(entry: Entry) -> list[tuple[str, str]]:
    """Label and value of what identifies the report; what is not there is left out."""
    project = entry.evaluation.project
    facts, units, disclosure = project.facts, project.units, project.disclosure
    found: list[tuple[str, Any]] = [
        ("主管部门", units.department),
        ("实施单位", units.implementing_unit),
        ("评价机构", units.evaluator),
        ("评价类型", facts.evaluation_type.value),
        ("评价期间", facts.period and wording.period(facts.period)),
        ("评价规则", entry.evaluation.rules.facts.name),
        ("项目编码", facts.code),
    ]
    if disclosure is not None:
        found += [
            ("索引号", disclosure.index_number),
            ("发布机构", disclosure.publisher),
            ("成文日期", disclosure.document_date and wording.date(disclosure.document_date)),
            ("发布日期", disclosure.published_at and f"{disclosure.published_at:%Y-%m-%d %H:%M}"),
            ("文号", disclosure.document_number),
            ("有效性", disclosure.validity),
        ]
    return [(label, str(value)) for label, value in found if value is not None]


# Pages -------------------------------------------------------------------------------------------------------

DESCRIPTION_LENGTH = 120


def _shortened(text: str) -> str:
    """The start of a text, for the description of a page."""
    text = " ".join(text.split())
    return text if len(text) <= DESCRIPTION_LENGTH else text[: DESCRIPTION_LENGTH - 1] + "…"


def _stated(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not there."""
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _withdrawn(evaluation: Evaluation) -> str:
    """The page of a report that was withdrawn: that it was here and is no longer in force, nothing else of it."""
    project = evaluation.project
    meta = {
        "title": project.title,
        "short": project.facts.name,
        "description": f"{project.title}已撤下。",
        "kind": "project",
        "path": [{"name": "总览", "url": "index.html"}, {"name": "项目", "url": "projects/index.html"}],
    }
    corrections = [(wording.date(c.date), c.content, c.cause) for c in project.corrections]
    return _page(
        "withdrawn",
        meta,
        title=project.title,
        department=str(project.units.department),
        year=project.facts.year,
        corrections=corrections,
    )


def _page(template: str, meta: Mapping[str, Any], **facts: Any) -> str:
    """A staged page: front matter, then the template's Markdown."""
    front = yaml.dump(dict(meta), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    body = _environment().get_template(f"pages/{template}.md").render(facts)
    return f"---\n{front}---\n\n{body.strip()}\n"


_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["markdown"] = lambda text: Markup(escape(text))  # noqa: S704 - escapes HTML too
    return environment
