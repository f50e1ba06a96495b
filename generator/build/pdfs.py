"""The PDFs of all documents: from the store where nothing changed, else rendered in parallel."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context

from generator.build.progress import tracked
from generator.build.store import Store, digest
from generator.render.pdf import RenderFault, render_pdf
from generator.report.document import Document

MIN_FOR_POOL = 4
"""Fewer documents than this are rendered in this process: starting others would take longer."""


def document_key(document: Document, tools: str) -> str:
    """What a PDF is made from: the document and the tools."""
    return digest("pdf", tools, json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, default=str))


def render_all(
    documents: Sequence[Document], tools: str, store: Store, jobs: int | None
) -> tuple[dict[str, bytes], dict[str, RenderFault]]:
    """PDF bytes by document id, and the faults of those that could not be rendered."""
    keys = {d.id: document_key(d, tools) for d in documents}
    missing = [d for d in documents if not store.path(keys[d.id]).exists()]
    faults: dict[str, RenderFault] = {}
    for document_id, outcome in tracked(_rendered(missing, jobs), len(missing), "生成 PDF"):
        if isinstance(outcome, RenderFault):
            faults[document_id] = outcome
        else:
            store.put(keys[document_id], outcome)
    store.keep_only(set(keys.values()))
    pdfs = {d.id: store.get(keys[d.id]) for d in documents if d.id not in faults}
    return {name: data for name, data in pdfs.items() if data is not None}, faults


def _rendered(documents: Sequence[Document], jobs: int | None) -> Iterator[tuple[str, bytes | RenderFault]]:
    workers = min(jobs or os.cpu_count() or 1, len(documents))
    if len(documents) < MIN_FOR_POOL or workers == 1:
        yield from map(_render, documents)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_render, documents)


def _render(document: Document) -> tuple[str, bytes | RenderFault]:
    try:
        return document.id, render_pdf(document)
    except RenderFault as fault:
        return document.id, fault
