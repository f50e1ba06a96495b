"""PDF, DOCX and XLSX of all projects: from the store where nothing changed, else rendered in parallel."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, astuple, dataclass
from functools import partial
from multiprocessing import get_context

from generator.build.progress import tracked
from generator.build.store import Store, digest
from generator.evaluate import Evaluation
from generator.opendata.record import project_file
from generator.render.attachments import Attachment
from generator.render.compiler import prepare_worker
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
        Attachment("data.json", project_file(evaluation), "application/json", "评分数据"),
        Attachment("scores.xlsx", xlsx, _SPREADSHEET, "指标评分表"),
    )
    made = typeset(document, fonts, inside)
    return Renditions(made.pdf, render_docx(document, fonts, contents=made.contents), xlsx)


def source_key(source: Source, tools: str) -> str:
    """A key of everything that the files are made from: document, pictures, project, scores, rules, tools."""
    evaluation, document = source.evaluation, source.document
    told = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, default=str)
    scored = repr((evaluation.project, evaluation.score, vars(evaluation.rules)))
    return digest("renditions", tools, told, scored, *(p.file.path.read_bytes() for p in document.pictures))


def render_all(
    sources: Sequence[Source], fonts: FontProfile, tools: str, store: Store, jobs: int | None
) -> tuple[dict[str, Renditions], dict[str, RenderFault]]:
    """Renditions by project id, and the faults of those that could not be rendered."""
    tools = digest(tools, fonts.digest())
    keys = {s.evaluation.id: source_key(s, tools) for s in sources}
    missing = [s for s in sources if not store.path(keys[s.evaluation.id]).exists()]
    faults: dict[str, RenderFault] = {}
    for project, outcome in tracked(
        _all_rendered(missing, fonts, jobs), len(missing), "生成 PDF、DOCX 和 XLSX"
    ):
        if isinstance(outcome, RenderFault):
            faults[project] = outcome
        else:
            store.put(keys[project], outcome)
    store.keep_only(set(keys.values()))
    made = {project: store.get(key) for project, key in keys.items() if project not in faults}
    return {name: Renditions.unpacked(data) for name, data in made.items() if data is not None}, faults


def _all_rendered(
    sources: Sequence[Source], fonts: FontProfile, jobs: int | None
) -> Iterator[tuple[str, bytes | RenderFault]]:
    render = partial(_rendered, fonts=fonts)
    workers = min(jobs or os.cpu_count() or 1, len(sources))
    if len(sources) < MIN_FOR_POOL or workers == 1:
        yield from map(render, sources)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=prepare_worker) as pool:
        yield from pool.map(render, sources)


def _rendered(source: Source, fonts: FontProfile) -> tuple[str, bytes | RenderFault]:
    try:
        return source.evaluation.id, rendered(source, fonts).packed()
    except RenderFault as fault:
        return source.evaluation.id, fault
