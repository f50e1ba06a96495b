"""Reads all content of a workspace into the model: every file, every fault, in one pass."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from generator.content.folders import (
    MISSING_FILE,
    NO_NARRATIVE,
    NO_PROJECT_FILE,
    OUTSIDE,
    UNREADABLE,
    ProjectFolder,
    leads_outside,
    project_folders,
)
from generator.content.narrative import Narrative, read_narrative
from generator.content.source import read_source
from generator.content.source_map import SourceMap
from generator.content.yaml_reader import read_yaml
from generator.findings import Finding, Kind, Place, Severity
from generator.model.base import Record
from generator.model.decode import Path as KeyPath
from generator.model.decode import all_keys, decode
from generator.model.project import Project
from generator.model.register import Register, Site
from generator.model.rule_set import RuleSet, RuleSetFile
from generator.workspace import Workspace

UNKNOWN_BASE = Kind(
    code="G001",
    title="“基于”的规则集不存在或绕成了圈",
    severity=Severity.ERROR,
    explanation="规则集可以“基于”另一个规则集。被基于的要存在，而且不能互相基于。",
    mend="改成 content/rule_sets 下面已有的文件名（不带 .yml）。",
    wrong="规则集:\n  基于: caiyu-2010-10",
    right="规则集:\n  基于: caiyu-2020-10",
)

KINDS = (UNKNOWN_BASE,)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class LoadedProject:
    """One project as read. `project` or `narrative` is None when it could not be read; `findings` say why."""

    id: str
    folder: Path
    file: str
    narrative_file: str
    project: Project | None
    narrative: Narrative | None
    places: SourceMap | None
    findings: tuple[Finding, ...]

    def at(self, *path: str | int) -> Place:
        """The place of a value in project.yml."""
        return self.places.value_at(path) if self.places else Place(self.file)

    def at_key(self, *path: str | int) -> Place:
        """The place of a key in project.yml."""
        return self.places.key_at(path) if self.places else Place(self.file)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything read, and every fault met while reading that belongs to no single project."""

    site: Site | None
    register: Register
    rule_sets: dict[str, RuleSet]
    projects: tuple[LoadedProject, ...]
    findings: tuple[Finding, ...] = field(default=())


def load(workspace: Workspace, only: Collection[str] | None = None) -> Content:
    """Read the content of a workspace; with `only`, just the projects of these ids."""
    findings: list[Finding] = []
    site = _read_one(workspace, workspace.content / "site.yml", Site, findings)
    register = _read_one(workspace, workspace.content / "organisations.yml", Register, findings)
    rule_sets = _rule_sets(workspace, findings)
    folders, faults = project_folders(workspace)
    findings += faults
    chosen = [f for f in folders if only is None or f.id in only]
    projects = tuple(load_project(workspace, folder) for folder in chosen)
    return Content(site, register or Register.model_validate({}), rule_sets, projects, tuple(findings))


def load_project(workspace: Workspace, folder: ProjectFolder) -> LoadedProject:
    """Read one project folder."""
    findings: list[Finding] = []
    yaml_path, text_path = folder.path / "project.yml", folder.path / "report.md"
    project, places, narrative = None, None, None
    if not yaml_path.exists():
        findings.append(
            NO_PROJECT_FILE.at(Place(workspace.relative(folder.path)), "没有 project.yml", project=folder.id)
        )
    else:
        project, places = read_record(workspace, yaml_path, Project, findings, folder.id)
    if not text_path.exists():
        findings.append(
            NO_NARRATIVE.at(Place(workspace.relative(folder.path)), "没有 report.md", project=folder.id)
        )
    else:
        source = _text(workspace, text_path, findings, folder.id)
        if source is not None:
            narrative = read_narrative(source, workspace.relative(text_path))
            findings += narrative.findings
    owned = tuple(_owned(f, folder.id) for f in findings)
    return LoadedProject(
        folder.id, folder.path, workspace.relative(yaml_path), workspace.relative(text_path),
        project, narrative, places, owned,
    )  # fmt: skip


def read_record(
    workspace: Workspace, path: Path, record: type[R], findings: list[Finding], project: str | None = None
) -> tuple[R | None, SourceMap | None]:
    """Read and decode one YAML file; faults are added to `findings`."""
    text = _text(workspace, path, findings, project)
    if text is None:
        return None, None
    document = read_yaml(text, workspace.relative(path), _known_keys(record))
    findings += document.findings
    if document.value is None:
        return None, document.places
    places = document.places
    value, faults = decode(record, document.value, places.value_at, places.key_at, project)
    findings += faults
    if any(f.severity is Severity.ERROR for f in document.findings):
        value = None  # what was mended in memory is good enough to look for more faults, not to score
    return value, places


_KNOWN_KEYS: dict[type[Record], frozenset[str]] = {}


def _known_keys(record: type[Record]) -> frozenset[str]:
    if record not in _KNOWN_KEYS:
        _KNOWN_KEYS[record] = all_keys(record)
    return _KNOWN_KEYS[record]


def _text(workspace: Workspace, path: Path, findings: list[Finding], project: str | None) -> str | None:
    file = workspace.relative(path)
    if leads_outside(path, path.parent):
        findings.append(OUTSIDE.at(Place(file), f"{path.name} 是指到文件夹外面的链接", project=project))
        return None
    try:
        source, faults = read_source(path, file)
    except OSError as error:
        findings.append(UNREADABLE.at(Place(file), f"读不出来：{error.strerror}", project=project))
        return None
    findings += faults
    return source.text if source else None


def _read_one(workspace: Workspace, path: Path, record: type[R], findings: list[Finding]) -> R | None:
    if not path.exists():
        findings.append(MISSING_FILE.at(Place(workspace.relative(path)), f"没有 {workspace.relative(path)}"))
        return None
    return read_record(workspace, path, record, findings)[0]


def _rule_sets(workspace: Workspace, findings: list[Finding]) -> dict[str, RuleSet]:
    files: dict[str, RuleSetFile] = {}
    places: dict[str, Place] = {}
    base_path: KeyPath = ("规则集", "基于")
    for path in sorted(workspace.rule_sets.glob("*.yml")):
        file, source_map = read_record(workspace, path, RuleSetFile, findings)
        if file is not None and source_map is not None:
            files[path.stem] = file
            places[path.stem] = source_map.value_at(base_path)
    merged = {name: _merged(name, files, places, findings) for name in files}
    return {name: RuleSet(name, file) for name, file in merged.items() if file is not None}


def _merged(
    name: str, files: dict[str, RuleSetFile], places: dict[str, Place], findings: list[Finding]
) -> RuleSetFile | None:
    """A rule set with its bases, nearest first, folded in."""
    merged, seen = files[name], {name}
    base = merged.facts.base
    while base is not None:
        if base in seen or base not in files:
            why = "绕成了圈" if base in seen else "不存在"
            others = "、".join(sorted(set(files) - {name}))
            findings.append(
                UNKNOWN_BASE.at(places[name], f"“基于”的规则集“{base}”{why}", found=base, expected=others)
            )
            return None
        seen.add(base)
        merged, base = merged.over(files[base]), files[base].facts.base
    return merged


def _owned(finding: Finding, project: str) -> Finding:
    return finding if finding.project == project else replace(finding, project=project)
