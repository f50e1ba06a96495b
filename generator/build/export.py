"""`export`: one project as one file, whatever its status."""

from __future__ import annotations

from dataclasses import asdict

from generator.build.make import chosen_fonts
from generator.build.renditions import Source, rendered
from generator.build.workshop import print_faults, shown_document
from generator.evaluate import evaluate
from generator.findings import Finding, Severity
from generator.load import load
from generator.model.project import Status
from generator.opendata.record import project_file
from generator.render.fault import RenderFault
from generator.render.fonts import FontProfile
from generator.render.web_page import render_html
from generator.workspace import Workspace


def export(workspace: Workspace, project_id: str, form: str) -> bytes | list[Finding]:
    """The file of a project, or the errors that stand against it. What is not published says so, as in a preview.

    `form` is json, html, pdf, docx or xlsx.
    """
    content = load(workspace, {project_id})
    result = evaluate(content)
    fonts = chosen_fonts(workspace, content)
    errors = [f for f in result.findings if f.severity is Severity.ERROR]
    if isinstance(fonts, Finding):
        return [*errors, fonts]
    if errors:
        return errors
    (evaluation,) = result.evaluations
    published = evaluation.project.facts.status is Status.PUBLISHED
    document = shown_document(evaluation, result.documents[project_id], published=published)
    try:
        return _file(Source(evaluation, document), form, fonts)
    except RenderFault as fault:
        return print_faults(workspace, evaluation, fault)


def _file(source: Source, form: str, fonts: FontProfile) -> bytes:
    """The file in a format. Raises `RenderFault`."""
    if form == "json":
        return project_file(source.evaluation)
    if form == "html":
        return render_html(source.document, fonts)
    files: dict[str, bytes] = asdict(rendered(source, fonts))
    return files[form]
