"""Makes the whole output folder: every project by itself, then what is over all of them."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.build.fingerprint import Sources
from generator.build.last import Kept, LastBuild, take_over
from generator.build.open_data import prepare_data, put_data
from generator.build.pool import Pool
from generator.build.search import put_index, search_facts
from generator.build.site_build import EXAMPLE_SITE, FONT_MISSING, Options
from generator.build.store import Store, digest
from generator.build.workshop import Job, Made
from generator.checks import check_shared
from generator.content.folders import ProjectFolder, project_folders
from generator.findings import Finding, Place, Severity
from generator.load import SITE, Content, load
from generator.model.criteria import YesNo
from generator.opendata.piece import Piece
from generator.render.fault import RenderFault
from generator.render.fonts import DEFAULT, FontProfile, profile
from generator.site.engine import HOME, Engine, address, check_references
from generator.site.licences import licences
from generator.site.pages import shared_assets, shared_pages
from generator.site.pages.moved import moved_pages
from generator.site.stage import keep_only, put
from generator.site.theme import theme_assets
from generator.workspace import Workspace

READING, MAKING, PRINTING, FINISHING = 0.02, 0.05, 0.5, 0.003
"""Roughly how many seconds a project takes: to check, to make, to make with its PDF, to finish its page."""


@dataclass(frozen=True, slots=True)
class Old:
    """The site that the last build left, and the ids of the projects of which a file is not as it left it."""

    folder: Path
    touched: Collection[str]

    def has(self, project_id: str) -> bool:
        """Whether the files of a project are there as they were left."""
        return project_id not in self.touched and (self.folder / "projects" / project_id).is_dir()


def make_site(
    workspace: Workspace, options: Options, sources: Sources, out: Path, old: Old
) -> tuple[int, list[Finding]]:
    """Build into `out`. Returns how many projects it holds, and all findings; with an error nothing is finished.

    A project that was made from the same things by the last build is taken over from the old site.
    """
    content = load(workspace, only=())
    findings = [*content.findings, *check_shared(content), *_production_faults(content, options)]
    fonts = chosen_fonts(workspace, content) if options.pdf else DEFAULT
    if isinstance(fonts, Finding):
        findings.append(fonts)
        fonts = DEFAULT
    folders = [f for f in project_folders(workspace)[0] if options.only is None or f.id in options.only]
    stage = workspace.stage if options.published else workspace.stage.with_name("stage-preview")
    stage.mkdir(parents=True, exist_ok=True)
    code = digest(sources.code, fonts.digest()) if options.pdf else sources.code
    job = Job(workspace, options, code, stage, out, fonts)
    shutil.rmtree(job.waiting, ignore_errors=True)
    last = LastBuild.read(_record(job))
    with Pool(job, options.jobs) as pool:
        work = _Work(pool, content, sources, last, old)
        refused = _errors(findings)
        made = work.checked(folders) if refused or options.pdf else []  # before anything that takes long
        if not refused and not any(m.faulty for m in made):
            made = work.made(folders)
        findings = _all(findings, made)
        if not _errors(findings):
            _assemble(work, made)
    shutil.rmtree(job.waiting, ignore_errors=True)
    return sum(m.row is not None for m in made), findings


class _Work:
    """What has to be made of the projects, and what can be taken over."""

    def __init__(self, pool: Pool, content: Content, sources: Sources, last: LastBuild, old: Old) -> None:
        self.pool, self.content, self.last, self.old = pool, content, last, old
        self.taken: dict[str, Made] = {}
        """Projects that are as the last build left them."""
        options, shared = pool.job.options, sources.content
        self._shared = digest(
            pool.job.code, sources.templates, str(options.pdf), str(options.published),
            shared.get("site.yml", ""), shared.get("organisations.yml", ""),
        )  # fmt: skip
        self._rules = {name: digest(repr(vars(rules))) for name, rules in content.rule_sets.items()}
        self._sources = sources

    def checked(self, folders: Sequence[ProjectFolder]) -> list[Made]:
        """All projects, read and checked, but not made."""
        return self._each(folders, lambda new: self.pool.each("check", [(f,) for f in new], "检查", READING))

    def made(self, folders: Sequence[ProjectFolder]) -> list[Made]:
        """All projects, taken over or made."""
        return self._each(folders, self.make)

    def _each(
        self, folders: Sequence[ProjectFolder], do: Callable[[list[ProjectFolder]], Iterator[Made]]
    ) -> list[Made]:
        """Every project, in the order of the folders; what did not change is not done again."""
        self.taken = {f.id: kept.made for f in folders if (kept := self._unchanged(f)) is not None}
        done = {m.id: m for m in do([f for f in folders if f.id not in self.taken])}
        return [self.taken.get(f.id) or done[f.id] for f in folders]

    def make(self, folders: Sequence[ProjectFolder]) -> Iterator[Made]:
        """Make projects, whatever the last build left."""
        paged = self.pool.job.options.pdf
        told, seconds = ("生成网页、PDF、DOCX 和 XLSX", PRINTING) if paged else ("生成网页", MAKING)
        return self.pool.each("make", [(f,) for f in folders], told, seconds)

    def record(self, made: Sequence[Made], frames: Mapping[str, str], searched: Mapping[str, str]) -> None:
        """Note what was made from what, for the next build, and drop what is of no more use to it."""
        kept = {
            m.id: Kept(
                self._made_from(m.id),
                self._rules.get(m.rule_set or "", ""),
                frames.get(m.id, ""),
                searched.get(m.id, ""),
                m,
            )
            for m in made
        }
        LastBuild(kept).write(_record(self.pool.job))
        used = {key for k in kept.values() for key in (k.searched, k.made.piece, k.made.renditions) if key}
        Store(self.pool.job.store).keep_only(used)

    def _made_from(self, project_id: str) -> str:
        return digest(self._shared, self._sources.project(project_id))

    def _unchanged(self, folder: ProjectFolder) -> Kept | None:
        kept = self.last.projects.get(folder.id)
        if kept is None or kept.sources != self._made_from(folder.id):
            return None
        if kept.rules != self._rules.get(kept.made.rule_set or ""):
            return None
        return kept if self._is_whole(kept) else None

    def _is_whole(self, kept: Kept) -> bool:
        """Whether everything that the last build left of a project is still there."""
        job, made = self.pool.job, kept.made
        store = Store(job.store)
        return (
            (not made.staged or self.old.has(made.id))
            and all((job.stage / path).is_file() for path in made.staged)
            and all(store.path(key).exists() for key in (made.piece, kept.searched) if key)
        )


def _record(job: Job) -> Path:
    return job.workspace.data / f"{job.name}.projects"


def _assemble(work: _Work, made: Sequence[Made]) -> None:
    """Make the pages over all projects, and finish those of the projects, which show what columns there are."""
    job, content = work.pool.job, work.content
    rows = [m.row for m in made if m.row is not None]
    withdrawn = [m.withdrawn for m in made if m.withdrawn is not None]
    data = prepare_data(job.workspace, content.site, _pieces(job, made))
    pages = shared_pages(
        content.site,
        rows,
        preview=not job.options.published,
        withdrawn=withdrawn,
        register=content.register,
        rule_sets=content.rule_sets,
        data=data,
    )
    old = moved_pages(rows, withdrawn)  # in no list and no map of the site
    listed_pages, pages = tuple(pages), pages | old
    assets = {**licences(), **theme_assets(), **shared_assets(content.site, rows, content.register)}
    paths = {*pages, *assets, *(path for m in made for path in m.staged)}
    keep_only(job.stage, paths)
    put(job.stage, {path: text.encode() for path, text in pages.items()} | assets)
    engine = Engine(job.workspace.root / "mkdocs.yml", job.stage)
    converted = [engine.convert(path, text, paths) for path, text in sorted(pages.items())]
    check_references(converted)
    home = next(page.meta for page in converted if page.path == HOME)
    finishing = _Finishing(work, made, home["site"])  # other processes are at it from here on
    engine.write_theme(job.out, home)
    put(job.out, assets | {address(page.path): engine.html(page, home) for page in converted})
    put_index(finishing, job.out)
    addresses = [*listed_pages, *(f"projects/{row.id}/index.md" for row in rows)]
    put_data(job.workspace, content.site, data, addresses, job.out, preview=not job.options.published)
    work.record(made, finishing.frames, finishing.searched)


class _Finishing:
    """Puts the pages of all projects in the site: taken over where nothing changed, not even what is around them.

    Gives what search knows of the pages, packed, in the order of the lists; who asks for all of it waits for the end.
    """

    def __init__(self, work: _Work, made: Sequence[Made], site: Mapping[str, Any]) -> None:
        """`site` is what the overview's front matter tells of the site."""
        job, self._work = work.pool.job, work
        self._shown = sorted((m for m in made if m.staged), key=listed)
        homes = {m.id: _home(site, m) for m in self._shown}
        self.frames = {project_id: digest(repr(home)) for project_id, home in homes.items()}
        """What the page of each project shows of the others, as digests."""
        self.searched: dict[str, str] = {}
        """The keys in the store of what search knows of the pages, by project; complete at the end."""
        taken = [m for m in self._shown if m.id in work.taken]
        self._same = {m.id for m in taken if work.last.projects[m.id].frame == self.frames[m.id]}
        for project_id in self._same:
            take_over(work.old.folder / "projects" / project_id, job.out / "projects" / project_id)
        others = {m.id for m in taken} - self._same
        list(work.make([f for f in project_folders(job.workspace)[0] if f.id in others]))
        tasks = [
            (m.id, homes[m.id], search_facts(m.row or m.withdrawn))
            for m in self._shown
            if m.id not in self._same
        ]
        self._keys = work.pool.each("finish", tasks, "套用版式", FINISHING)

    def __iter__(self) -> Iterator[bytes]:
        store, last = Store(self._work.pool.job.store), self._work.last.projects
        for m in self._shown:
            key = last[m.id].searched if m.id in self._same else next(self._keys)
            self.searched[m.id] = key
            packed = store.get(key) if key else None
            if packed is not None:
                yield packed
        list(self._keys)  # so that progress comes to its end
        self._work.pool.close()  # what follows wants the memory


def _home(site: Mapping[str, Any], made: Made) -> dict[str, Any]:
    """Of the overview's front matter what the page of a project reads: the site, and projects related to this one."""
    related, code = site.get("related", {}), made.row.code if made.row else None
    shown = {code: related[code]} if code in related else None
    return {"site": {**{name: value for name, value in site.items() if name != "related"}, "related": shown}}


def _pieces(job: Job, made: Sequence[Made]) -> Iterator[Piece]:
    """What each project adds to the data files, in the order of the lists, read one by one from the store."""
    store = Store(job.store)
    for m in sorted(made, key=listed):
        packed = store.get(m.piece) if m.piece else None
        if packed is not None:
            yield pickle.loads(packed)  # noqa: S301 - written by the workshop


def listed(made: Made) -> tuple[int, str]:
    """The order of the lists: the newest year first, then by id; what is in no list comes last."""
    return (-made.row.year if made.row else 1), made.id


def _errors(findings: Sequence[Finding]) -> bool:
    return any(f.severity is Severity.ERROR for f in findings)


def _all(findings: Sequence[Finding], made: Sequence[Made]) -> list[Finding]:
    return [*findings, *(finding for m in made for finding in m.findings)]


def _production_faults(content: Content, options: Options) -> list[Finding]:
    if not options.production or content.site is None or content.site.example is YesNo.NO:
        return []
    return [
        EXAMPLE_SITE.at(
            Place("content/site.yml"), "content/site.yml 还是示例值，不能正式发布", found="示例: 是"
        )
    ]


def chosen_fonts(workspace: Workspace, content: Content) -> FontProfile | Finding:
    """The fonts that site.yml chooses, or what is missing."""
    site = content.site
    if site is None:
        return DEFAULT
    folder = workspace.content / site.font_folder if site.font_folder else None
    try:
        return profile(site.fonts, folder)
    except RenderFault as fault:
        found = f"字体: {site.fonts}"
        return FONT_MISSING.at(content.places[SITE].key_at(("字体",)), fault.message, found=found)
