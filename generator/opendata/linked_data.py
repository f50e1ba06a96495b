"""JSON-LD: what machines that gather the web read of the data page (schema.org Dataset) and of a report (Report)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import quote

from generator.evaluate import Evaluation
from generator.opendata.data_files import FOLDER, OpenData
from generator.opendata.data_package import FORMAT_VERSION, KEYWORDS, TITLE
from generator.opendata.publisher import Publisher
from generator.opendata.record import CHINA, page_of

CONTEXT = "https://schema.org"

MEDIA_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}

LinkedData = dict[str, Any]


class Published(Protocol):
    """A file beside a project's page."""

    @property
    def file(self) -> str:
        """Its path beside the page."""

    @property
    def label(self) -> str:
        """What readers call it."""

    @property
    def sha256(self) -> str:
        """Its hash in hexadecimal; empty where it is not known."""


def script_text(data: LinkedData) -> str:
    """Linked data as the content of a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def dataset(publisher: Publisher, data: OpenData) -> LinkedData:
    """The data of the site as a schema.org Dataset."""
    years = sorted(data.years)
    found: LinkedData = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": TITLE,
        "description": f"{publisher.name}公开的项目支出绩效评价数据：每个项目的得分、等级、指标、资金、问题与整改。",
        "url": publisher.domain and publisher.domain.of(f"{FOLDER}/index.html"),
        "version": FORMAT_VERSION,
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "keywords": list(KEYWORDS),
        "license": publisher.licence and publisher.licence.url,
        "creator": _organisation(publisher.host),
        "publisher": _organisation(publisher.host),
        "temporalCoverage": f"{years[0]}/{years[-1]}" if years else None,
        "dateModified": data.latest and data.latest.isoformat(),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f.title,
                "contentUrl": publisher.address(f"{FOLDER}/{f.name}", f.name),
                "encodingFormat": _media_type(f.name),
                "contentSize": f"{f.size} B",
                "sha256": f.sha256,
            }
            for f in data.files
        ],
    }
    return _stated(found)


def report(publisher: Publisher, evaluation: Evaluation, files: Iterable[Published]) -> LinkedData:
    """A report as a schema.org Report; only what is declared."""
    project = evaluation.project
    facts, units, disclosure = project.facts, project.units, project.disclosure
    folder, page = f"projects/{quote(evaluation.id)}", page_of(evaluation.id)
    corrected = max((c.date for c in project.corrections), default=None)
    released = disclosure.published_at if disclosure else None
    told = project.transcription
    found: LinkedData = {
        "@context": CONTEXT,
        "@type": "Report",
        "name": project.title,
        "abstract": facts.summary,
        "url": publisher.domain and publisher.domain.of(page),
        "identifier": [evaluation.id, *filter(None, [disclosure and disclosure.index_number])],
        "reportNumber": disclosure and disclosure.document_number,
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "genre": facts.evaluation_type.value,
        "temporalCoverage": str(facts.year),
        "dateCreated": disclosure and disclosure.document_date and disclosure.document_date.isoformat(),
        "datePublished": released and released.replace(tzinfo=CHINA).isoformat(),
        "dateModified": corrected and corrected.isoformat(),
        "publisher": _organisation(disclosure.publisher if disclosure else None),
        "about": _stated({"@type": "Project", "name": facts.name, "identifier": facts.code,
                          "parentOrganization": _organisation(units.department)}),
        "isBasedOn": told and {"@type": "Report", "name": told.source_title},
        "creativeWorkStatus": facts.nature.value,
        "license": publisher.licence and publisher.licence.url,
        "encoding": [
            _stated({
                "@type": "MediaObject",
                "name": f.label,
                "contentUrl": publisher.address(f"{folder}/{quote(f.file)}", quote(f.file)),
                "encodingFormat": _media_type(f.file),
                "sha256": f.sha256 or None,
            })
            for f in files
        ],
    }  # fmt: skip
    return _stated(found)


def _organisation(name: object) -> LinkedData | None:
    """An organisation; None where its name is not stated."""
    return {"@type": "GovernmentOrganization", "name": name} if isinstance(name, str) else None


def _media_type(name: str) -> str | None:
    return MEDIA_TYPES.get(name.rpartition(".")[2].lower())


def _stated(values: Mapping[str, Any]) -> LinkedData:
    """Without what is not there."""
    return {name: value for name, value in values.items() if value is not None and value != []}
