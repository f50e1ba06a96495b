"""A project out to a workbook, and a workbook back into projects. Writes nothing: says what is to be written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from generator.content.folders import project_folders
from generator.content.source import read_source
from generator.content.yaml_reader import YamlDocument, read_yaml
from generator.findings import Finding, Place, Severity
from generator.load import load
from generator.model.decode import all_keys, decode
from generator.model.project import Project
from generator.scoring.rules import criteria_of
from generator.workbook.filled import Filled, fill, is_ours, project_id
from generator.workbook.grid import Sheet, read_grid
from generator.workbook.kinds import ANCHORS, SEVERAL, UNKNOWN_FORM, CellPlace
from generator.workbook.writer import write_workbook
from generator.workbook.yaml_patch import has_anchors, patched
from generator.workbook.yaml_text import document
from generator.workspace import Workspace

SCHEMA_LINE = "# yaml-language-server: $schema=../../../../schema/project.json\n"
LARGEST_FILE = 20_000_000
"""Bytes of a workbook as it lies on the disk."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A file to be written for a project; `text` is None where nothing changes."""

    project: str
    path: Path
    text: str | None
    new: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import comes to. With errors there is nothing to write."""

    writings: tuple[Writing, ...]
    findings: tuple[Finding, ...]


def export_workbook(workspace: Workspace, project: str) -> bytes | list[Finding]:
    """The workbook to fill in for a project, or the errors of its files that stand against it."""
    content = load(workspace, {project})
    (loaded,) = content.projects
    rules = content.rule_sets.get(loaded.project.facts.rule_set) if loaded.project else None
    if loaded.project is None or rules is None:
        return [f for f in (*content.findings, *loaded.findings) if f.severity is Severity.ERROR]
    text, _ = _text(workspace, loaded.folder / "project.yml")
    value = read_yaml(text or "", loaded.file, all_keys(Project)).value or {}
    criteria = [[str(c.text) for c in criteria_of(i, rules)] for i in loaded.project.indicators]
    return write_workbook(project, value, criteria, sorted(content.rule_sets))


def import_workbook(workspace: Workspace, file: Path, to: str | None) -> Imported:
    """What a workbook changes. `to` is the project it goes to; None: the one that the workbook names.

    Raises `OSError` where the file cannot be read.
    """
    with file.open("rb") as stream:
        sheets, findings = read_grid(stream.read(LARGEST_FILE + 1), file.name)
    if not sheets:
        return Imported((), tuple(findings))
    if is_ours(sheets):
        target = to or project_id(sheets)
        if not target:
            findings.append(SEVERAL.at(Place(file.name), "工作簿里没有写明项目编号"))
            return Imported((), tuple(findings))
        known = {folder.id: folder.path for folder in project_folders(workspace)[0]}
        path = known.get(target, workspace.projects / target) / "project.yml"
        if path.exists():
            writing, more = _changed(workspace, target, path, sheets)
        else:
            writing, more = _new(workspace, target, path, fill({}, sheets))
        findings += more
        stopped = any(f.severity is Severity.ERROR for f in findings)
        return Imported(() if stopped or writing is None else (writing,), tuple(findings))
    findings.append(UNKNOWN_FORM.at(Place(file.name), "这不是 export --填报 导出的工作簿"))
    return Imported((), tuple(findings))


def _changed(
    workspace: Workspace, project: str, path: Path, sheets: list[Sheet]
) -> tuple[Writing | None, list[Finding]]:
    """An existing file with what the workbook says differently."""
    text, findings = _text(workspace, path)
    if text is None:
        return None, findings
    file = workspace.relative(path)
    read = read_yaml(text, file, all_keys(Project))
    if read.value is None or any(f.severity is Severity.ERROR for f in read.findings):
        return None, [*findings, *read.findings]
    if has_anchors(text):
        return None, [ANCHORS.at(Place(file), "project.yml 里有 YAML 锚点", project=project)]
    filled = fill(read.value, sheets)
    new = patched(text, read.value, filled.value)
    findings = _owned([*filled.findings, *_faults(read_yaml(new, file, all_keys(Project)), filled)], project)
    return Writing(project, path, None if new == text else new, new=False), findings


def _new(workspace: Workspace, project: str, path: Path, filled: Filled) -> tuple[Writing, list[Finding]]:
    """A new file."""
    text = SCHEMA_LINE + document(filled.value)
    read = read_yaml(text, workspace.relative(path), all_keys(Project))
    findings = _owned([*filled.findings, *_faults(read, filled)], project)
    return Writing(project, path, text, new=True), findings


def _faults(read: YamlDocument, filled: Filled) -> list[Finding]:
    """The faults of what was filled in, at their cells; what else is wrong with the file is for `check` to say."""
    _, faults = decode(
        Project, read.value or {},
        lambda path: filled.at(path, read.places.value_at(path)),
        lambda path: filled.at(path, read.places.key_at(path)),
    )  # fmt: skip
    return [fault for fault in faults if isinstance(fault.place, CellPlace)]


def _owned(findings: list[Finding], project: str) -> list[Finding]:
    return [replace(finding, project=project) for finding in findings]


def _text(workspace: Workspace, path: Path) -> tuple[str | None, list[Finding]]:
    """The text of a file with its own line ends, so that only what changes changes."""
    source, findings = read_source(path, workspace.relative(path))
    if source is None:
        return None, findings
    return path.read_bytes().decode("utf-8"), findings
