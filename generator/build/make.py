"""Makes the whole output folder: every project by itself, then what is over all of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.build.open_data import prepare_data, put_data
from generator.build.pool import Pool
from generator.build.search import put_index, search_facts
from generator.build.site_build import EXAMPLE_SITE, FONT_MISSING, Options
from generator.build.store import Store, digest
from generator.build.workshop import Job, Made, waiting
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
from generator.site.pages import Row, WithdrawnRow, shared_assets, shared_pages
from generator.site.pages.moved import moved_pages
from generator.site.stage import keep_only, put
from generator.site.theme import theme_assets
from generator.workspace import Workspace

READING, MAKING, PRINTING, FINISHING = 0.02, 0.05, 0.5, 0.003
"""Roughly how many seconds a project takes: to check, to make, to make with its PDF, to finish its page."""


def make_site(workspace: Workspace, options: Options, tools: str, out: Path) -> tuple[int, list[Finding]]:
    """Build into `out`. Returns how many projects it holds, and all findings; with an error nothing is finished."""
    content = load(workspace, only=())
    findings = [*content.findings, *check_shared(content), *_production_faults(content, options)]
    fonts = chosen_fonts(workspace, content) if options.pdf else DEFAULT
    if isinstance(fonts, Finding):
        findings.append(fonts)
        fonts = DEFAULT
    folders = [f for f in project_folders(workspace)[0] if options.only is None or f.id in options.only]
    stage = workspace.stage if options.published else workspace.stage.with_name("stage-preview")
    stage.mkdir(parents=True, exist_ok=True)
    if options.pdf:
        tools = digest(tools, fonts.digest())
    job = Job(workspace, options, tools, stage, out, fonts)
    shutil.rmtree(job.waiting, ignore_errors=True)
    with Pool(job, options.jobs) as pool:
        if options.pdf or _errors(findings):  # before anything that takes long
            checked = list(pool.each("check", [(f,) for f in folders], "检查", READING))
            if _errors(findings) or any(made.faulty for made in checked):
                return 0, _all(findings, checked)
        made = _made(pool, folders)
        findings = _all(findings, made)
        if not _errors(findings):
            _assemble(pool, content, made)
            Store(workspace.data / "store").keep_only({key for m in made for key in m.kept})
    shutil.rmtree(job.waiting, ignore_errors=True)
    return sum(m.row is not None for m in made), findings


def _made(pool: Pool, folders: Sequence[ProjectFolder]) -> list[Made]:
    told, seconds = (
        ("生成网页、PDF、DOCX 和 XLSX", PRINTING) if pool.job.options.pdf else ("生成网页", MAKING)
    )
    return list(pool.each("make", [(f,) for f in folders], told, seconds))


def _assemble(pool: Pool, content: Content, made: Sequence[Made]) -> None:
    """Make the pages over all projects, and finish those of the projects, which show what columns there are."""
    job = pool.job
    rows = [m.row for m in made if m.row is not None]
    withdrawn = [m.withdrawn for m in made if m.withdrawn is not None]
    data = prepare_data(job.workspace, content.site, _pieces(job, rows, withdrawn))
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
    engine.write_theme(job.out, home)
    put(job.out, assets | {address(page.path): engine.html(page, home) for page in converted})
    tasks = [(m.id, home, m.row and search_facts(m.row)) for m in made if m.staged]
    for _ in pool.each("finish", tasks, "套用版式", FINISHING):
        pass
    put_index([job.searched(row.id) for row in sorted(rows, key=listed)], job.out)
    addresses = [*listed_pages, *(f"projects/{row.id}/index.md" for row in rows)]
    put_data(job.workspace, content.site, data, addresses, job.out, preview=not job.options.published)


def _pieces(job: Job, rows: Sequence[Row], withdrawn: Sequence[WithdrawnRow]) -> Iterator[Piece]:
    """What each project adds to the data files, in the order of the lists, read one by one from where they wait."""
    shown = sorted(rows, key=listed)
    for project_id in (*(row.id for row in shown), *sorted(row.id for row in withdrawn)):
        piece = waiting(job, project_id).piece
        if piece is not None:
            yield piece


def listed(row: Row) -> tuple[int, str]:
    """The order of the lists: the newest year first."""
    return -row.year, row.id


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
