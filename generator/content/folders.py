"""Finds the folders and files of content, and refuses what leads out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.findings import Finding, Kind, Place, Severity
from generator.workspace import Workspace

YEAR_FOLDER = Kind(
    code="D001",
    title="年度文件夹名不对",
    severity=Severity.ERROR,
    explanation="projects 下面第一层是年度（四位数字），第二层是项目。别的文件夹不会被当作项目，里面的内容也不会公开。",
    mend="改成四位年份，如 content/projects/2024/…。",
    wrong="content/projects/二四年/某项目/project.yml",
    right="content/projects/2024/某项目/project.yml",
)
NO_PROJECT_FILE = Kind(
    code="D002",
    title="项目文件夹里没有 project.yml",
    severity=Severity.ERROR,
    explanation="每个项目文件夹里要有 project.yml（数据）和 report.md（正文）。",
    mend="补上 project.yml，或删去这个文件夹。",
)
NO_NARRATIVE = Kind(
    code="D003",
    title="项目文件夹里没有 report.md",
    severity=Severity.ERROR,
    explanation="report.md 是报告正文。没有正文的项目不能公开。",
    mend="补上 report.md。",
)
OUTSIDE = Kind(
    code="D004",
    title="指到文件夹外面",
    severity=Severity.ERROR,
    explanation="内容里的文件、链接（符号链接）和路径只能在自己的文件夹之内，以防把不该公开的文件带进来。",
    mend="把文件复制到项目文件夹内，改用相对路径。",
)
MISSING_FILE = Kind(
    code="D005",
    title="缺少必要的文件",
    severity=Severity.ERROR,
    explanation="网站要有 content/site.yml（网站信息）和 content/organisations.yml（单位登记表）。",
    mend="补上这个文件；可以参照示例内容。",
)
UNREADABLE = Kind(
    code="D006",
    title="文件读不出来",
    severity=Severity.ERROR,
    explanation="操作系统不让读这个文件，多半是权限不够，或者它其实是文件夹。",
    mend="检查文件的权限和类型。",
)

NO_PROJECTS = Kind(
    code="D007",
    title="没有任何项目",
    severity=Severity.ERROR,
    explanation="content/projects 下面一个项目也没有。多半是文件夹放错了位置；空网站不会发布。",
    mend="把项目放在 content/projects/<年度>/<项目>/ 下面。",
    wrong="content/xiangmu/2024/某项目/project.yml",
    right="content/projects/2024/某项目/project.yml",
)

KINDS = (NO_PROJECTS, YEAR_FOLDER, NO_PROJECT_FILE, NO_NARRATIVE, OUTSIDE, MISSING_FILE, UNREADABLE)

_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class ProjectFolder:
    """One project on disk: its id `<year>/<slug>` and where it lives."""

    id: str
    path: Path


def project_folders(workspace: Workspace) -> tuple[list[ProjectFolder], list[Finding]]:
    """Every project folder, by id, and what is wrong with the tree. Hidden files are left alone."""
    folders: list[ProjectFolder] = []
    findings: list[Finding] = []
    for year in _subfolders(workspace.projects):
        if not _YEAR.fullmatch(year.name):
            findings.append(
                YEAR_FOLDER.at(
                    Place(workspace.relative(year)),
                    f"“{year.name}”不是年度",
                    found=year.name,
                    expected="四位年份",
                )
            )
            continue
        for folder in _subfolders(year):
            project_id = f"{year.name}/{folder.name}"
            if leads_outside(folder, workspace.projects):
                findings.append(
                    OUTSIDE.at(Place(workspace.relative(folder)), "项目文件夹指到别处", project=project_id)
                )
            else:
                folders.append(ProjectFolder(project_id, folder))
    if not folders and not findings:
        findings.append(NO_PROJECTS.at(Place(workspace.relative(workspace.projects)), "没有任何项目"))
    return folders, findings


def leads_outside(path: Path, folder: Path) -> bool:
    """Whether a path, its symbolic links followed, leaves a folder."""
    return not path.resolve().is_relative_to(folder.resolve())


def _subfolders(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(p for p in path.iterdir() if p.is_dir() and not p.name.startswith((".", "_")))
