"""Reads all content of a workspace into the model: every file, every fault, in one pass."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

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
from generator.content.images import ImageFile, read_images
from generator.content.narrative import Narrative, read_narrative
from generator.content.source import read_source
from generator.content.source_map import SourceMap
from generator.content.yaml_reader import read_yaml
from generator.findings import Finding, Kind, Place, Severity
from generator.model.base import Record
from generator.model.decode import all_keys, decode, decode_what_can_be
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


REGISTER = "organisations"
SITE = "site"
"""The name of the register among the places."""


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
    images: tuple[ImageFile, ...] = ()
    """The pictures that the narrative names and that can be published."""
    partial: Project | None = None
    """Where `project` is None: what of it could be read, good only for finding more faults."""

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
    register: Register | None
    """None when it could not be read."""
    rule_sets: dict[str, RuleSet]
    projects: tuple[LoadedProject, ...]
    findings: tuple[Finding, ...] = field(default=())
    faulty_rule_sets: frozenset[str] = frozenset()
    """Rule sets that are there but could not be read: what depends on them is not reported again."""
    places: dict[str, SourceMap] = field(default_factory=dict)
    """Where things stand in the files that belong to no project, by file."""


def load(workspace: Workspace, only: Collection[str] | None = None) -> Content:
    """Read the content of a workspace; with `only`, just the projects of these ids."""
    findings: list[Finding] = []
    site, site_places = _read_one(workspace, workspace.content / "site.yml", Site, findings)
    register, register_places = _read_one(
        workspace, workspace.content / "organisations.yml", Register, findings
    )
    files, places = _rule_set_files(workspace, findings)
    rule_sets = _rule_sets(files, places, findings)
    faulty = frozenset(p.stem for p in workspace.rule_sets.glob("*.yml")) - rule_sets.keys()
    folders, faults = project_folders(workspace)
    findings += faults
    chosen = [f for f in folders if only is None or f.id in only]
    projects = tuple(load_project(workspace, folder) for folder in chosen)
    if register_places is not None:
        places[REGISTER] = register_places
    if site_places is not None:
        places[SITE] = site_places
    return Content(site, register, rule_sets, projects, tuple(findings), faulty, places)


def load_project(workspace: Workspace, folder: ProjectFolder) -> LoadedProject:
    """Read one project folder."""
    findings: list[Finding] = []
    yaml_path, text_path = folder.path / "project.yml", folder.path / "report.md"
    images: tuple[ImageFile, ...] = ()
    project, places, narrative, partial = None, None, None, None
    if not yaml_path.exists():
        findings.append(
            NO_PROJECT_FILE.at(Place(workspace.relative(folder.path)), "没有 project.yml", project=folder.id)
        )
    else:
        project, places, value = read_record(workspace, yaml_path, Project, findings, folder.id)
        if project is None and value is not None:
            partial = decode_what_can_be(Project, value)
    if not text_path.exists():
        findings.append(
            NO_NARRATIVE.at(Place(workspace.relative(folder.path)), "没有 report.md", project=folder.id)
        )
    else:
        source = _text(workspace, text_path, findings, folder.id)
        if source is not None:
            narrative = read_narrative(source, workspace.relative(text_path))
            images, faults = read_images(folder.path, narrative)
            findings += [*narrative.findings, *faults]
    owned = tuple(_owned(f, folder.id) for f in findings)
    return LoadedProject(
        folder.id, folder.path, workspace.relative(yaml_path), workspace.relative(text_path),
        project, narrative, places, owned, images, partial,
    )  # fmt: skip


def read_record(
    workspace: Workspace, path: Path, record: type[R], findings: list[Finding], project: str | None = None
) -> tuple[R | None, SourceMap | None, Any]:
    """Read and decode one YAML file; faults are added to `findings`. The last is the plain value as read."""
    text = _text(workspace, path, findings, project)
    if text is None:
        return None, None, None
    document = read_yaml(text, workspace.relative(path), _known_keys(record))
    findings += document.findings
    if document.value is None:
        return None, document.places, None
    places = document.places
    value, faults = decode(record, document.value, places.value_at, places.key_at, project)
    findings += faults
    if any(f.severity is Severity.ERROR for f in document.findings):
        value = None  # what was mended in memory is good enough to look for more faults, not to score
    return value, places, document.value


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


def _rule_set_files(
    workspace: Workspace, findings: list[Finding]
) -> tuple[dict[str, RuleSetFile], dict[str, SourceMap]]:
    files: dict[str, RuleSetFile] = {}
    places: dict[str, SourceMap] = {}
    for path in sorted(workspace.rule_sets.glob("*.yml")):
        file, source_map, _ = read_record(workspace, path, RuleSetFile, findings)
        if source_map is not None:
            places[path.stem] = source_map
        if file is not None:
            files[path.stem] = file
    return files, places


def _rule_sets(
    files: dict[str, RuleSetFile], places: dict[str, SourceMap], findings: list[Finding]
) -> dict[str, RuleSet]:
    merged = {name: _merged(name, files, places, findings) for name in files}
    return {name: RuleSet(name, file) for name, file in merged.items() if file is not None}


def _merged(
    name: str, files: dict[str, RuleSetFile], places: dict[str, SourceMap], findings: list[Finding]
) -> RuleSetFile | None:
    """A rule set with its bases, nearest first, folded in; None where one of them cannot be had.

    A base that is there but faulty has findings of its own; a circle is reported by those who are in it.
    """
    merged, chain = files[name], [name]
    base = merged.facts.base
    while base is not None:
        if base in chain or base not in files:
            if base == name or base not in places:
                why = "绕成了圈" if base == name else "不存在"
                others = "、".join(sorted(set(files) - set(chain)))
                at = places[name].value_at(("规则集", "基于"))
                message = f"“基于”的规则集“{base}”{why}" + (
                    "：" + " → ".join([*chain, base]) if base == name else ""
                )
                findings.append(UNKNOWN_BASE.at(at, message, found=base, expected=others))
            return None
        chain.append(base)
        merged, base = merged.over(files[base]), files[base].facts.base
    return merged


def _read_one(
    workspace: Workspace, path: Path, record: type[R], findings: list[Finding]
) -> tuple[R | None, SourceMap | None]:
    if not path.exists():
        findings.append(MISSING_FILE.at(Place(workspace.relative(path)), f"没有 {workspace.relative(path)}"))
        return None, None
    value, places, _ = read_record(workspace, path, record, findings)
    return value, places


def _owned(finding: Finding, project: str) -> Finding:
    return finding if finding.project == project else replace(finding, project=project)
