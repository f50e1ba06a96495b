"""PDF and DOCX of all documents: from the store where nothing changed, else rendered in parallel."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context

from generator.build.progress import tracked
from generator.build.store import Store, digest
from generator.render.docx import render_docx
from generator.render.pdf import RenderFault, contents, render_pdf
from generator.report.document import Document

MIN_FOR_POOL = 4
"""Fewer documents than this are rendered in this process: starting others would take longer."""


@dataclass(frozen=True, slots=True)
class Renditions:
    """The paged forms of one document."""

    pdf: bytes
    docx: bytes

    def packed(self) -> bytes:
        """Both in one artifact of the store: the length of the first, then both."""
        return len(self.pdf).to_bytes(8, "big") + self.pdf + self.docx

    @staticmethod
    def unpacked(data: bytes) -> Renditions:
        """What `packed` made."""
        border = 8 + int.from_bytes(data[:8], "big")
        return Renditions(data[8:border], data[border:])


def document_key(document: Document, tools: str) -> str:
    """What the renditions are made from: the document, its pictures and the tools."""
    told = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, default=str)
    return digest("pdf+docx", tools, told, *(p.file.path.read_bytes() for p in document.pictures))


def render_all(
    documents: Sequence[Document], tools: str, store: Store, jobs: int | None
) -> tuple[dict[str, Renditions], dict[str, RenderFault]]:
    """Renditions by document id, and the faults of those that could not be rendered."""
    keys = {d.id: document_key(d, tools) for d in documents}
    missing = [d for d in documents if not store.path(keys[d.id]).exists()]
    faults: dict[str, RenderFault] = {}
    for document_id, outcome in tracked(_rendered(missing, jobs), len(missing), "生成 PDF 和 DOCX"):
        if isinstance(outcome, RenderFault):
            faults[document_id] = outcome
        else:
            store.put(keys[document_id], outcome)
    store.keep_only(set(keys.values()))
    made = {d.id: store.get(keys[d.id]) for d in documents if d.id not in faults}
    return {name: Renditions.unpacked(data) for name, data in made.items() if data is not None}, faults


def _rendered(documents: Sequence[Document], jobs: int | None) -> Iterator[tuple[str, bytes | RenderFault]]:
    workers = min(jobs or os.cpu_count() or 1, len(documents))
    if len(documents) < MIN_FOR_POOL or workers == 1:
        yield from map(_render, documents)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_render, documents)


def _render(document: Document) -> tuple[str, bytes | RenderFault]:
    try:
        docx = render_docx(document, contents=contents(document))
        return document.id, Renditions(render_pdf(document), docx).packed()
    except RenderFault as fault:
        return document.id, fault
