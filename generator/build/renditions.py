"""PDF, DOCX and XLSX of a project: from the store where nothing changed, else rendered."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, dataclass

from generator.build.store import Store, digest
from generator.evaluate import Evaluation
from generator.opendata.record import project_file
from generator.render.attachments import Attachment
from generator.render.docx import render_docx
from generator.render.fonts import DEFAULT, FontProfile
from generator.render.pdf import RenderFault, typeset
from generator.render.xlsx import render_xlsx
from generator.report.document import Document

MIN_FOR_POOL = 4
"""Fewer projects than this are rendered in this process: starting others would take longer."""

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LENGTH = 8
"""Bytes that tell the length of a file among others."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the files of one project are rendered from."""

    evaluation: Evaluation
    document: Document


@dataclass(frozen=True, slots=True)
class Renditions:
    """The rendered files of one project."""

    pdf: bytes
    """With the data and the workbook inside."""
    docx: bytes
    xlsx: bytes

    def packed(self) -> bytes:
        """All in one artifact of the store, each after its length."""
        return b"".join(len(data).to_bytes(_LENGTH, "big") + data for data in astuple(self))

    @staticmethod
    def unpacked(packed: bytes) -> Renditions:
        """What `packed` made."""
        found, start = [], 0
        while start < len(packed):
            begin = start + _LENGTH
            start = begin + int.from_bytes(packed[start:begin], "big")
            found.append(packed[begin:start])
        return Renditions(*found)


def rendered(source: Source, fonts: FontProfile = DEFAULT) -> Renditions:
    """The files of one project. Raises `RenderFault`."""
    evaluation, document = source.evaluation, source.document
    xlsx = render_xlsx(evaluation, document)
    inside = (
        Attachment("data.json", project_file(evaluation), "application/json", "项目数据"),
        Attachment("scores.xlsx", xlsx, _SPREADSHEET, "指标评分表"),
    )
    made = typeset(document, fonts, inside)
    return Renditions(made.pdf, render_docx(document, fonts, contents=made.contents), xlsx)


def source_key(source: Source, tools: str) -> str:
    """A key of everything that the files are made from: document, pictures, project, scores, rules, tools."""
    evaluation, document = source.evaluation, source.document
    told = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, default=str)
    scored = repr((evaluation.project, evaluation.score, vars(evaluation.rules)))
    return digest(
        "renditions",
        tools,
        told,
        scored,
        *(p.file.path.read_bytes() for p in document.pictures),
    )


def kept_or_rendered(source: Source, fonts: FontProfile, key: str, store: Store) -> Renditions | RenderFault:
    """The files of one project: from the store, where they are under this key, else rendered and kept there."""
    kept = store.get(key)
    if kept is not None:
        return Renditions.unpacked(kept)
    try:
        made = rendered(source, fonts)
    except RenderFault as fault:
        return fault
    store.put(key, made.packed())
    return made
