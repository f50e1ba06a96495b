"""The open record of one project as plain data: everything that the data files say of it.

It is the score data of `generator.opendata.scores` and what else is published of the project. A project's own JSON file is its
record; tables, the whole JSON file, the ledger, the feed and the linked data are all made from records, one at a time.

Numbers are text in plain decimal notation, money is in 万元. What the source does not state is 未载明; what does not apply is null.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from generator.evaluate import Evaluation
from generator.model.base import Unstated
from generator.model.disclosure import Correction, Disclosure
from generator.model.funds import Funds
from generator.model.project import Issue, Progress, Project, Status
from generator.model.values import Amount, MoneyUnit
from generator.opendata.scores import project_data
from generator.report import wording
from generator.report.figures import Figure, Figures
from generator.report.opening import UNGRADED
from generator.report.score_cells import section_id, step_id
from generator.scoring.numbers import plain, to_decimal

OPEN_PROGRESS = (Progress.OPEN.value, Progress.ONGOING.value)
"""The states of a rectification that is known not to be finished."""

AMOUNTS = (
    "initial_budget", "budget_adjustment", "annual_budget", "received", "spent", "surplus", "carried_over",
    "reclaimed", "quota_balance",
)  # fmt: skip

CHINA = datetime.timezone(datetime.timedelta(hours=8))
"""Declared times are Beijing time."""

Record = dict[str, Any]


def is_open(evaluation: Evaluation) -> bool:
    """Whether a project belongs into open data: only what is 已公开, whatever else a preview shows."""
    return evaluation.project.facts.status is Status.PUBLISHED


def project_record(evaluation: Evaluation) -> Record:
    """The record of a project."""
    project = evaluation.project
    facts, units = project.facts, project.units
    figures = Figures(project, evaluation.score, evaluation.rules)
    scores = project_data(evaluation)
    return {
        **scores,
        "title": project.title,
        "code": facts.code,
        "nature": facts.nature.value,
        "department": str(units.department),
        "implementing_unit": str(units.implementing_unit),
        "evaluator": str(units.evaluator),
        "period": None if facts.period is None else wording.period(facts.period),
        "rule_set": {"id": evaluation.rules.id, "name": evaluation.rules.facts.name},
        "summary": facts.summary,
        "page": page_of(evaluation.id),
        "headline": _headline(evaluation, figures),
        "funds": _funds(project.funds),
        "execution_rate": _execution_rate(project, figures),
        "sections": [
            {"number": n + 1, **s, "headline": _score(f), "anchor": section_id(n)}
            for n, (s, f) in enumerate(zip(scores["sections"], figures.sections, strict=True))
        ],
        "indicators": _indicators(evaluation, figures, scores["indicators"]),
        "issues": [_issue(i) for i in project.issues],
        "discrepancies": [
            {"number": n, "subjects": list(d.subjects), "note": d.note}
            for n, d in enumerate(project.discrepancies, 1)
        ],
        "disclosure": _disclosure(project.disclosure),
        "corrections": _corrections(project.corrections),
        "transcription": _transcription(project),
    }


def project_file(evaluation: Evaluation) -> bytes:
    """The JSON file of a project: beside its page, and inside its PDF."""
    return record_text(project_record(evaluation)).encode()


def withdrawn_record(evaluation: Evaluation) -> Record:
    """What is said of a report that was withdrawn: its identity and what was declared about it, nothing of its content."""
    project = evaluation.project
    return {
        "id": evaluation.id,
        "name": project.facts.name,
        "year": project.facts.year,
        "department": str(project.units.department),
        "page": page_of(evaluation.id),
        "corrections": _corrections(project.corrections),
    }


def record_text(record: Mapping[str, Any]) -> str:
    """A record as JSON: one line for each key, and for each member of a list, so that people can read and compare it."""
    return "{\n" + ",\n".join(f"{_json(k)}: {_lines(v)}" for k, v in record.items()) + "\n}\n"


def _lines(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(_json(item) for item in value) + "\n]"
    return _json(value)


_json = json.JSONEncoder(ensure_ascii=False).encode


def page_of(project_id: str) -> str:
    """The address of a project's page, from the root of the site."""
    return f"projects/{quote(project_id)}/index.html"


# --- scores -------------------------------------------------------------------------------------------------------


def _headline(evaluation: Evaluation, figures: Figures) -> dict[str, str | None]:
    """What headlines and statistics use: published where there is something published, else recomputed."""
    grade = figures.grade or UNGRADED
    return {
        "score": _score(figures.total),
        "grade": evaluation.rules.canonical_grade(grade) or grade,
        "lost": None if figures.total.value is None else plain(evaluation.score.full - figures.total.value),
    }


def _score(figure: Figure) -> str | None:
    """The headline score, with the decimals that were published or with two."""
    if figure.published_value is not None:
        return plain(figure.published_value)
    return None if figure.recomputed is None else wording.points(figure.recomputed)


def _indicators(
    evaluation: Evaluation, figures: Figures, scores: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    whole = {s.name: section_id(n) for n, s in enumerate(evaluation.score.sections) if s.whole}
    found = []
    for index, score in enumerate(scores):
        indicator = evaluation.score.indicators[index].indicator
        found.append(
            {
                "number": index + 1,
                **score,
                "headline": None if score["excluded"] else _score(figures.indicators[index]),
                "deviation_reason": indicator.deviation_reason,
                "evidence": list(indicator.evidence),
                "anchor": whole.get(indicator.level_1, step_id(index)),
            }
        )
    return found


# --- money --------------------------------------------------------------------------------------------------------


def _funds(funds: Funds) -> list[dict[str, Any]]:
    """The total, then the sources, then the parts, all in 万元."""
    total = {name: _amount(funds, getattr(funds, name)) for name in AMOUNTS}
    none = dict.fromkeys(AMOUNTS)
    rows: list[dict[str, Any]] = [{"kind": "总额", "name": None, "amount": None, **total}]
    for source in funds.sources:
        stated = {name: _amount(funds, getattr(source, name, None)) for name in AMOUNTS}
        rows.append({"kind": "来源", "name": source.name, "amount": None, **stated})
    rows += [
        {"kind": "构成", "name": part.name, "amount": _amount(funds, part.amount), **none}
        for part in funds.composition
    ]
    return [{"number": number, **row} for number, row in enumerate(rows, 1)]


def _amount(funds: Funds, amount: Amount | Unstated | None) -> str | None:
    if not isinstance(amount, Amount):
        return None if amount is None else str(amount)
    value = amount.in_unit(funds.unit)
    if funds.unit is MoneyUnit.WAN:
        return plain(value)
    return plain(_trimmed(value * funds.unit.yuan / MoneyUnit.WAN.yuan))


def _trimmed(value: Decimal) -> Decimal:
    """A converted amount without zeros that only the conversion added."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _execution_rate(project: Project, figures: Figures) -> dict[str, str | None]:
    """预算执行率 in percent: as published, and computed from the amounts by the rule set's definition."""
    published = project.published.execution_rate if project.published else None
    computed = figures.execution
    shown = None if computed is None else plain(to_decimal(computed * 100, wording.RATE_PLACES))
    printed = plain(published.value) if published else None
    return {"headline": printed or shown, "published": printed, "computed": shown}


# --- issues and disclosure ----------------------------------------------------------------------------------------


def _issue(issue: Issue) -> dict[str, Any]:
    mended = issue.rectification
    return {
        "number": issue.number,
        "description": issue.description,
        "cause": str(issue.cause),
        "indicators": list(issue.indicators),
        "recommendation": str(issue.recommendation),
        "responsible_unit": str(mended.responsible_unit) if mended else None,
        "deadline": _day(mended.deadline) if mended else None,
        "progress": mended.progress.value if mended else None,
        "note": str(mended.note) if mended else None,
    }


def _disclosure(disclosure: Disclosure | None) -> dict[str, Any] | None:
    if disclosure is None:
        return None
    return {
        "index_number": disclosure.index_number,
        "publisher": disclosure.publisher,
        "document_number": disclosure.document_number,
        "document_date": _day(disclosure.document_date),
        "published_at": _moment(disclosure.published_at),
        "validity": disclosure.validity,
        "topic": disclosure.topic,
    }


def _corrections(corrections: Iterable[Correction]) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "date": _day(c.date),
            "content": c.content,
            "former": c.former,
            "corrected": c.corrected,
            "cause": c.cause,
            "approver_role": c.approver_role,
        }
        for number, c in enumerate(corrections, 1)
    ]


def _transcription(project: Project) -> dict[str, str] | None:
    told = project.transcription
    return {"source_title": told.source_title, "note": told.note} if told else None


def _day(day: datetime.date | Unstated | None) -> str | None:
    return day.isoformat() if isinstance(day, datetime.date) else None if day is None else str(day)


def _moment(moment: datetime.datetime | None) -> str | None:
    return moment.replace(tzinfo=CHINA).isoformat() if moment else None


# --- dates --------------------------------------------------------------------------------------------------------


def changed_at(record: Mapping[str, Any]) -> datetime.datetime | None:
    """When a project was published or last corrected, as declared; None when no date is declared."""
    declared = [
        datetime.datetime.fromisoformat(c["date"]).replace(tzinfo=CHINA) for c in record["corrections"]
    ]
    published = (record.get("disclosure") or {}).get("published_at")
    if published:
        declared.append(datetime.datetime.fromisoformat(published))
    return max(declared, default=None)
