"""A project out to a workbook, and a workbook back into projects. Writes nothing: says what is to be written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.content.folders import project_folders
from generator.content.source import read_source
from generator.content.yaml_reader import YamlDocument, read_yaml
from generator.findings import Finding, Place, Severity
from generator.load import load
from generator.model.decode import MISSING_KEY, all_keys, decode
from generator.model.project import Project
from generator.scoring.rules import criteria_of
from generator.workbook.draft import draft, slug_of, updated
from generator.workbook.filled import Filled, fill, is_ours, project_id
from generator.workbook.foreign import Found, read_foreign
from generator.workbook.grid import Sheet, read_grid
from generator.workbook.kinds import ANCHORS, GUESSED, SEVERAL, UNKNOWN_FORM, CellPlace
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
    result = (
        _ours(workspace, sheets, file.name, to)
        if is_ours(sheets)
        else _foreign(workspace, sheets, file.name, to)
    )
    findings += result.findings
    stopped = any(f.severity is Severity.ERROR for f in findings)
    return Imported(() if stopped else result.writings, tuple(findings))


def _ours(workspace: Workspace, sheets: list[Sheet], name: str, to: str | None) -> Imported:
    """A workbook that we made to be filled in."""
    target = to or project_id(sheets)
    if not is_id(target):
        return Imported((), (SEVERAL.at(Place(name), "工作簿里没有写明项目编号", found=target),))
    path = _path(workspace, target)
    if path.exists():
        writing, findings = _changed(workspace, target, path, lambda value: fill(value, sheets))
    else:
        writing, findings = _new(workspace, target, path, fill({}, sheets))
    return Imported((writing,) if writing else (), tuple(findings))


def is_id(text: str) -> bool:
    """Whether this is a project's id, `<year>/<slug>`, and leads to no other folder."""
    return re.fullmatch(r"(19|20)\d\d/[^\s./\\:*?\"<>|][^/\\:*?\"<>|]*", text) is not None


def _path(workspace: Workspace, project: str) -> Path:
    known = {folder.id: folder.path for folder in project_folders(workspace)[0]}
    return known.get(project, workspace.projects / project) / "project.yml"


def _foreign(workspace: Workspace, sheets: list[Sheet], name: str, to: str | None) -> Imported:
    """A workbook of others: each project in it goes to `to`, to the project of its name and year, or to a new one."""
    projects, findings = read_foreign(sheets)
    if not projects:
        findings.append(UNKNOWN_FORM.at(Place(name), "工作簿里找不到指标表"))
    projects, passed = _fullest(projects)
    findings += [GUESSED.at(p.place, "同一项目的另一张表，没有导入") for p in passed]
    if to and len(projects) > 1:
        findings.append(SEVERAL.at(projects[1].place, f"工作簿里有{len(projects)}个项目，只能不指定项目编号"))
        projects = []
    known = _known(workspace) if projects and not to else {}
    writings: list[Writing] = []
    for found in projects:
        facts = found.value.get("项目", {})
        year, title = facts.get("年度", ""), facts.get("名称", "")
        target = to or known.get((year, title)) or f"{year}/{slug_of(title)}"
        if not is_id(target) or not (to or title):
            findings.append(SEVERAL.at(found.place, "没有写明项目名称或年度"))
            continue
        writing, more = _one_foreign(workspace, target, found)
        findings += more
        writings += [writing] if writing else []
    return Imported(tuple(writings), tuple(findings))


def _fullest(projects: list[Found]) -> tuple[list[Found], list[Found]]:
    """Of several tables about the same project the one that says most, and those passed over."""
    chosen: dict[tuple[str, str], Found] = {}
    for found in projects:
        facts = found.value.get("项目", {})
        key = (facts.get("年度", ""), facts.get("名称", ""))
        size = (len(found.value), len(found.places))
        if key not in chosen or size > (len(chosen[key].value), len(chosen[key].places)):
            chosen[key] = found
    kept = list(chosen.values())
    return kept, [p for p in projects if not any(p is k for k in kept)]


def _one_foreign(workspace: Workspace, target: str, found: Found) -> tuple[Writing | None, list[Finding]]:
    path = _path(workspace, target)
    if path.exists():
        return _changed(workspace, target, path, lambda value: updated(value, found))
    filled = draft(found, sorted(p.stem for p in workspace.rule_sets.glob("*.yml")))
    writing, faults = _new(workspace, target, path, filled)
    missing = [f for f in faults if f.code == MISSING_KEY.code]
    said = "、".join(dict.fromkeys(f.message.removeprefix("缺少") for f in missing))
    findings = [replace(f, severity=Severity.WARNING) for f in faults if f not in missing]
    message = f"新建的草稿还要补写：{said + '和' if said else ''}正文 report.md"
    return writing, [*findings, GUESSED.at(found.place, message, project=target)]


def _known(workspace: Workspace) -> dict[tuple[str, str], str]:
    """The ids of all projects by year and name."""
    known = {}
    for folder in project_folders(workspace)[0]:
        path = folder.path / "project.yml"
        text, _ = _text(workspace, path) if path.exists() else (None, [])
        facts = (read_yaml(text, "", all_keys(Project)).value or {}).get("项目") if text else None
        if isinstance(facts, dict):
            known[str(facts.get("年度")), str(facts.get("名称"))] = folder.id
    return known


def _changed(
    workspace: Workspace, project: str, path: Path, filling: Callable[[dict[str, Any]], Filled]
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
    filled = filling(read.value)
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
