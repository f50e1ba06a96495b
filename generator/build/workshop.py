"""Makes one project at a time, from its folder to its pages and files; every process that builds has one workshop."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.build.files import authors_files, project_files, write_files, write_pictures
from generator.build.renditions import Renditions, Source, kept_or_rendered, source_key
from generator.build.search import searched
from generator.build.site_build import NOT_PRINTABLE, Options
from generator.build.store import Store, digest
from generator.content.folders import ProjectFolder
from generator.evaluate import Evaluated, Evaluation, evaluate_project
from generator.findings import Finding, Place, Severity
from generator.load import Content, load, load_project
from generator.model.project import Status
from generator.opendata.piece import Piece, piece_of, withdrawn_piece_of
from generator.opendata.publisher import Publisher
from generator.render.fault import RenderFault
from generator.render.fonts import DEFAULT, FontProfile
from generator.report.document import Document
from generator.search.page import Facts
from generator.site.engine import Converted, Engine, address
from generator.site.pages import (
    Entry,
    Row,
    WithdrawnRow,
    project_page,
    row_of,
    withdrawn_page,
    withdrawn_row_of,
)
from generator.site.stage import put
from generator.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Job:
    """What all workshops of one build are told: sources, options, and where things go."""

    workspace: Workspace
    options: Options
    code: str
    """The digest of what renditions are made by: our code, programs, fonts."""
    stage: Path
    """The tree of staged pages."""
    out: Path
    """The site in the making."""
    fonts: FontProfile = DEFAULT

    @property
    def name(self) -> str:
        """What is built: the site, or a preview."""
        return "site" if self.options.published else "preview"

    @property
    def store(self) -> Path:
        """Where artifacts are kept from build to build."""
        return self.workspace.data / f"store-{self.name}"

    @property
    def waiting(self) -> Path:
        """Where pages wait until all projects are read."""
        return self.out.with_name(f"{self.out.name}.waiting")


@dataclass(frozen=True, slots=True)
class Made:
    """What is left of a project when its files are written: small, so that thousands can be held."""

    id: str
    findings: tuple[Finding, ...]
    rule_set: str | None = None
    """The rule set that it was scored by; None where it could not be read."""
    row: Row | None = None
    """Where it is shown."""
    withdrawn: WithdrawnRow | None = None
    """Where it was withdrawn."""
    staged: tuple[str, ...] = ()
    """Its files in the staged tree."""
    piece: str | None = None
    """The key in the store of what it adds to the data files."""
    renditions: str | None = None
    """The key in the store of its PDF, DOCX and XLSX."""

    @property
    def faulty(self) -> bool:
        """Whether an error stands against publication."""
        return any(f.severity is Severity.ERROR for f in self.findings)


class Workshop:
    """The means to make projects: what they share is read once, the engine is started when it is first needed."""

    def __init__(self, job: Job) -> None:
        self.job = job

    @cached_property
    def content(self) -> Content:
        """The register, the rule sets and the settings of the site, without projects."""
        return load(self.job.workspace, only=())

    @cached_property
    def engine(self) -> Engine:
        """The site engine."""
        return Engine(self.job.workspace.root / "mkdocs.yml", self.job.stage)

    @cached_property
    def store(self) -> Store:
        """Where renditions and pieces of data are kept."""
        return Store(self.job.store)

    def check(self, folder: ProjectFolder) -> Made:
        """Read, score and check a project, and make nothing of it."""
        evaluated = self._evaluated(folder)
        return Made(folder.id, evaluated.findings)

    def make(self, folder: ProjectFolder) -> Made:
        """Write the files of a project and stage its page; nothing where an error stands against it."""
        evaluated = self._evaluated(folder)
        made = Made(folder.id, evaluated.findings)
        evaluation, options = evaluated.evaluation, self.job.options
        if evaluation is None or made.faulty:
            return made
        made = replace(made, rule_set=evaluation.project.facts.rule_set)
        status = evaluation.project.facts.status
        if options.published and status is Status.WITHDRAWN:
            staged = self._stage(folder.id, withdrawn_page(evaluation), {})
            piece = self._kept(withdrawn_piece_of(evaluation))
            return replace(made, withdrawn=withdrawn_row_of(evaluation), staged=staged, piece=piece)
        if evaluated.document is None or (options.published and status is not Status.PUBLISHED):
            return made
        return self._shown(
            made, evaluation, shown_document(evaluation, evaluated.document, published=options.published)
        )

    def _evaluated(self, folder: ProjectFolder) -> Evaluated:
        return evaluate_project(load_project(self.job.workspace, folder), self.content)

    def _shown(self, made: Made, evaluation: Evaluation, document: Document) -> Made:
        renditions: Renditions | None = None
        if self.job.options.pdf:
            source, fonts = Source(evaluation, document), self.job.fonts
            key = source_key(source, self.job.code)
            rendered = kept_or_rendered(source, fonts, key, self.store)
            made = replace(made, renditions=key)
            if isinstance(rendered, RenderFault):
                faults = print_faults(self.job.workspace, evaluation, rendered)
                return replace(made, findings=(*made.findings, *faults))
            renditions = rendered
        files = project_files(evaluation, renditions)
        entry = Entry(evaluation, document, tuple(f.download for f in files))
        page = project_page(entry, Publisher.of(self.content.site))
        # what authors' links lead to must be there when the engine follows them
        linked = {file.path: file.data for file in authors_files(evaluation)}
        staged = self._stage(made.id, page, linked)
        folder = self.job.out / "projects" / made.id
        write_files(folder, files)
        write_pictures(folder, document)
        return replace(made, row=row_of(entry), staged=staged, piece=self._kept(piece_of(evaluation)))

    def _kept(self, piece: Piece | None) -> str | None:
        """Put what a project adds to the data files in the store; its key there."""
        if piece is None:
            return None
        return self._put("piece", pickle.dumps(piece))

    def _put(self, what: str, packed: bytes) -> str:
        key = digest(what, packed)
        self.store.put(key, packed)
        return key

    def _stage(self, project_id: str, page: str, linked: Mapping[str, bytes]) -> tuple[str, ...]:
        """Stage a page with the files that it links to, and lay its HTML aside until all projects are read."""
        folder = f"projects/{project_id}"
        path, others = f"{folder}/index.md", {f"{folder}/{name}": data for name, data in linked.items()}
        put(self.job.stage, {path: page.encode(), **others})
        aside = self.job.waiting / project_id
        aside.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(pickle.dumps(self.engine.convert(path, page, others)))
        return (path, *others)

    def finish(self, project_id: str, home: Mapping[str, Any], facts: Facts | None) -> str:
        """Write the page of a project that was made; `home` is what it shows of the overview's front matter.

        Where there are `facts` to show of it in search, what search knows of the page is put in the store; returns its
        key there, else nothing.
        """
        converted: Converted = pickle.loads((self.job.waiting / project_id).read_bytes())  # noqa: S301 - by `_stage`
        path = self.job.out / address(converted.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        page = self.engine.html(converted, home)
        path.write_bytes(page)
        return "" if facts is None else self._put("search", searched(facts, page.decode()))


def shown_document(evaluation: Evaluation, document: Document, *, published: bool) -> Document:
    """The document as it goes out; in a preview it says that it is none for the public."""
    if published:
        return document
    status = evaluation.project.facts.status
    draft = status is Status.CONSULTATION
    notice = "本稿仅供征求意见" if draft else f"内部预览，当前状态：{status}"
    notices = (f"{notice}，不得对外发布。", document.notice)
    return replace(document, notice="\n\n".join(filter(None, notices)), draft=draft)


def print_faults(workspace: Workspace, evaluation: Evaluation, fault: RenderFault) -> list[Finding]:
    """Characters that no font has, each at the first place where the author wrote it."""
    loaded = evaluation.loaded
    places: dict[str, Place] = {}
    for file in (loaded.file, loaded.narrative_file):
        for number, line in enumerate((workspace.root / file).read_text(encoding="utf-8").splitlines(), 1):
            for character in fault.characters:
                if character in line:
                    places.setdefault(character, Place(file, number, line.index(character) + 1))
    found = [
        NOT_PRINTABLE.at(place, f"字体里没有“{character}”字", found=character, project=evaluation.id)
        for character, place in places.items()
    ]
    return found or [NOT_PRINTABLE.at(Place(loaded.file), fault.message, project=evaluation.id)]
