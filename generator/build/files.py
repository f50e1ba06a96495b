"""The files published beside the page of a project: renditions, data, attachments, the sealed copy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from generator.build.renditions import Renditions
from generator.evaluate import Evaluation
from generator.opendata.record import project_file
from generator.report.document import Document
from generator.site.pages import Download


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One file: its path beside the page, what readers call it, and its bytes."""

    path: str
    label: str
    data: bytes

    @property
    def download(self) -> Download:
        """How the page lists it."""
        return Download(self.label, self.path, len(self.data), hashlib.sha256(self.data).hexdigest())


def project_files(evaluation: Evaluation, renditions: Renditions | None) -> tuple[PublishedFile, ...]:
    """Every file of a project, in the order in which the page lists them."""
    slug = evaluation.id.split("/")[1]
    files = []
    if renditions is not None:
        files.append(PublishedFile(f"{slug}.pdf", "PDF 报告", renditions.pdf))
        files.append(PublishedFile(f"{slug}.docx", "可编辑的报告（DOCX）", renditions.docx))
        files.append(PublishedFile(f"{slug}.xlsx", "指标评分表（XLSX）", renditions.xlsx))
    files.append(PublishedFile(f"{slug}.json", "项目数据（JSON）", project_file(evaluation)))
    return (*files, *authors_files(evaluation))


def authors_files(evaluation: Evaluation) -> list[PublishedFile]:
    """The sealed scan and the attachments, as they lie in the project folder (checks see that they do)."""
    project, folder = evaluation.project, evaluation.loaded.folder
    named = [(project.sealed_copy, "盖章件（扫描）")] if project.sealed_copy else []
    named += [(a.file, a.name) for a in project.attachments]
    return [PublishedFile(path, label, (folder / path).read_bytes()) for path, label in named]


def write_pictures(folder: Path, document: Document) -> None:
    """Copy the pictures of a document into the folder of its page, where the page asks for them."""
    for picture in document.pictures:
        path = folder / picture.file.source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture.file.path.read_bytes())


def write_files(folder: Path, files: tuple[PublishedFile, ...]) -> None:
    """Write the files of a project into the folder of its page."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
