"""The page of one project, and the notice that stands in for one that was withdrawn."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from generator.evaluate import Evaluation
from generator.model.project import Status
from generator.opendata.linked_data import report, script_text
from generator.opendata.publisher import UNKNOWN, Publisher
from generator.opendata.record import is_open
from generator.report import wording
from generator.report.document import DRAFT_MARK
from generator.report.figures import Figure
from generator.report.opening import agreement
from generator.report.score_cells import legend
from generator.site.body import drawn, page_body
from generator.site.figures import figures_of, marks_of, percent_of, size_text
from generator.site.pages.entry import Download, Entry
from generator.site.pages.page import page, shortened, stated, steps
from generator.site.pages.project_scores import score_sections
from generator.site.pages.project_words import citation, corrections_of, issues_in_words, meaning, terms_used
from generator.site.pages.rows import address


def project_page(entry: Entry, publisher: Publisher = UNKNOWN) -> str:
    """The staged page of a project."""
    evaluation, document = entry.evaluation, entry.document
    project = evaluation.project
    facts, funds = project.facts, project.funds
    figures = figures_of(evaluation)
    return page(
        "project",
        _meta(entry, publisher),
        title=document.title,
        year=facts.year,
        type=facts.evaluation_type.value,
        status=_status(entry),
        notices=_notices(document.notice),
        summary=facts.summary,
        marks=marks_of(evaluation, figures),
        meaning=meaning(figures, evaluation.rules),
        sections=[_section(f) for f in figures.sections],
        figures=[
            ("全年预算", wording.money(funds.annual_budget, funds)),
            ("支出", wording.money(funds.spent, funds)),
            ("预算执行率", figures.execution_text),
        ],
        issues=issues_in_words(project),
        agreement=agreement(figures),
        differences=_differences(document.markdown),
        corrections=corrections_of(project),
        details=_details(entry),
        files=[_file(f) for f in entry.files],
        compare=f"compare/index.html?p={quote(evaluation.id)}",
        citation=citation(evaluation, document.title),
        address=publisher.address(address(evaluation.id), ""),
        terms_used=terms_used(evaluation, figures),
        scores=score_sections(project, figures, evaluation.rules),
        legend=legend(figures),
        body=Markup(page_body(document.markdown, drawn(document))),  # noqa: S704 - made by generator.report, escaped there
    )


def _meta(entry: Entry, publisher: Publisher) -> dict[str, Any]:
    """The front matter: what templates, search engines and other pages read of a project's page."""
    evaluation, document = entry.evaluation, entry.document
    facts, disclosure = evaluation.project.facts, evaluation.project.disclosure
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
        "description": shortened(facts.summary),
        "kind": "project",
        "contents": True,
        "path": steps(
            ("项目", "projects/index.html"), (f"{facts.year}年度", f"years/{facts.year}/index.html")
        ),
        "tags": stated(tags),
        **stated({"code": facts.code}),
    }
    if is_open(evaluation):
        meta["linked_data"] = script_text(report(publisher, evaluation, entry.files))
    return meta


def _notices(text: str) -> list[tuple[str, str]]:
    """Each notice as its first sentence and the rest."""
    found = (notice.partition("。") for notice in text.split("\n\n") if notice)
    return [(first + stop, rest) for first, stop, rest in found]


def _file(download: Download) -> dict[str, Any]:
    """A file as the page lists it."""
    return {
        "label": download.label,
        "href": quote(download.file),
        "size": download.size and size_text(download.size),
        "sha256": download.sha256,
    }


def _status(entry: Entry) -> str | None:
    """What the report is as long as it is not published."""
    status = entry.evaluation.project.facts.status
    if status is Status.PUBLISHED:
        return None
    return DRAFT_MARK if entry.document.draft else status.value


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
        ("项目名称", facts.name),
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
            ("主题分类", disclosure.topic or facts.topic),
        ]
    return [(label, str(value)) for label, value in found if value is not None]


def withdrawn_page(evaluation: Evaluation) -> str:
    """The page of a report that was withdrawn: that it was here and is no longer in force, nothing else of it."""
    project = evaluation.project
    meta = {
        "title": project.title,
        "short": project.facts.name,
        "description": f"{project.title}已撤下。",
        "kind": "withdrawn",
        "tags": {"ColumnName": "项目", "ColumnType": "项目支出绩效评价", "ArticleTitle": project.title},
        "path": steps(("项目", "projects/index.html"), ("更正与撤下", "corrections/index.html")),
    }
    corrections = [(wording.date(c.date), c.content, c.cause) for c in project.corrections]
    return page(
        "withdrawn",
        meta,
        title=project.title,
        department=str(project.units.department),
        year=project.facts.year,
        corrections=corrections,
    )
