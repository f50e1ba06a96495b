"""Makes the whole output folder: reads, scores, checks, assembles, renders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.build.files import authors_files, project_files, write_files, write_pictures
from generator.build.renditions import Renditions, Source, render_all
from generator.build.site_build import EXAMPLE_SITE, FONT_MISSING, NOT_PRINTABLE, Options
from generator.build.store import Store
from generator.evaluate import Evaluation, Result, evaluate
from generator.findings import Finding, Place
from generator.load import SITE, Content, load
from generator.model.criteria import YesNo
from generator.model.project import Status
from generator.render.fonts import DEFAULT, FontProfile, profile
from generator.render.pdf import RenderFault
from generator.report.document import Document
from generator.site.engine import build as run_engine
from generator.site.licences import licences
from generator.site.pages import Entry, row_of, shared_assets, site_pages
from generator.site.stage import write_stage
from generator.workspace import Workspace


def make_site(workspace: Workspace, options: Options, tools: str, out: Path) -> tuple[int, list[Finding]]:
    """Build into `out`. Returns how many projects it holds, and all findings; with an error nothing is finished."""
    content = load(workspace, options.only)
    result = evaluate(content)
    findings = [*result.findings, *_production_faults(content, options)]
    if result.has_errors or len(findings) > len(result.findings):
        return 0, findings
    shown = [e for e in result.evaluations if _is_shown(e, options)]
    documents = {e.id: _document(e, result, options) for e in shown}
    renditions: dict[str, Renditions] = {}
    if options.pdf:
        store = Store(workspace.data / "store")
        fonts = _fonts(workspace, content)
        if isinstance(fonts, Finding):
            return 0, [*findings, fonts]
        sources = [Source(e, documents[e.id]) for e in shown]
        renditions, faults = render_all(sources, fonts, tools, store, options.jobs)
        findings += [f for e in shown if e.id in faults for f in _print_faults(workspace, e, faults[e.id])]
        if faults:
            return 0, findings
    files = {e.id: project_files(e, documents[e.id], renditions.get(e.id)) for e in shown}
    entries = [Entry(e, documents[e.id], tuple(f.download for f in files[e.id])) for e in shown]
    withdrawn = [
        e for e in result.evaluations if e.project.facts.status is Status.WITHDRAWN and options.published
    ]
    pages = site_pages(
        content.site, entries, preview=not options.published, withdrawn=withdrawn,
        register=content.register, rule_sets=content.rule_sets,
    )  # fmt: skip
    # what authors' links lead to must be there when the engine follows them
    linked = {f"projects/{e.id}/{f.path}": f.data for e in shown for f in authors_files(e)}
    write_stage(
        workspace.stage,
        pages,
        {
            **licences(),
            **shared_assets(content.site, [row_of(e) for e in entries], content.register),
            **linked,
        },
    )
    run_engine(workspace.root / "mkdocs.yml", out)
    for evaluation in shown:
        write_files(out / "projects" / evaluation.id, files[evaluation.id])
        write_pictures(out / "projects" / evaluation.id, documents[evaluation.id])
    return len(shown), findings


def _is_shown(evaluation: Evaluation, options: Options) -> bool:
    """The public sees what is 已公开 and cleared (checks see to that); a preview shows everything."""
    return not options.published or evaluation.project.facts.status is Status.PUBLISHED


def _document(evaluation: Evaluation, result: Result, options: Options) -> Document:
    document = result.documents[evaluation.id]
    if options.published:
        return document
    status = evaluation.project.facts.status
    draft = status is Status.CONSULTATION
    notice = "本稿仅供征求意见" if draft else f"内部预览，当前状态：{status}"
    notices = (f"{notice}，不得对外发布。", document.notice)
    return replace(document, notice="\n\n".join(filter(None, notices)), draft=draft)


def _production_faults(content: Content, options: Options) -> list[Finding]:
    if not options.production or content.site is None or content.site.example is YesNo.NO:
        return []
    return [
        EXAMPLE_SITE.at(
            Place("content/site.yml"), "content/site.yml 还是示例值，不能正式发布", found="示例: 是"
        )
    ]


def _fonts(workspace: Workspace, content: Content) -> FontProfile | Finding:
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


def _print_faults(workspace: Workspace, evaluation: Evaluation, fault: RenderFault) -> list[Finding]:
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
