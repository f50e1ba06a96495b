"""What a build depends on, as digests: content, our own code and templates, tools and their versions.

Imports nothing heavy, so that a build with nothing to do ends at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from generator.workspace import Workspace

TOOLS = (
    "jinja2", "markdown", "markdown-it-py", "mkdocs", "mkdocs-material", "pydantic", "pylopdf-fonts-zh-cn",
    "pymdown-extensions", "pypandoc_binary", "pyyaml", "typst", "xlsxwriter",
)  # fmt: skip
MADE_OF = ("content", "site_templates", "mkdocs.yml", "generator")
"""What a site is made from: a commit that changed none of these has no part in it."""
DEPTH = 3
"""How deep the folder of a project lies: `projects/<year>/<slug>`."""
PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Sources:
    """What a build is made from, as digests."""

    code: str
    """Our code and the versions of all tools."""
    templates: str
    content: Mapping[str, str]
    """By folder for projects (`projects/<year>/<slug>`), by file for the rest, relative to the content."""

    @staticmethod
    def of(workspace: Workspace) -> Sources:
        """The sources of a working copy as they are now."""
        return Sources(code_digest(), templates_digest(workspace), _content_digests(workspace))

    @property
    def all(self) -> str:
        """One digest of everything."""
        told = json.dumps([self.code, self.templates, sorted(self.content.items())])
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def whole_content(self) -> str:
        """One digest of all content."""
        return hashlib.sha256(json.dumps(sorted(self.content.items())).encode()).hexdigest()

    def project(self, project_id: str) -> str:
        """The digest of a project's folder."""
        return self.content.get(f"projects/{project_id}", "")


def _content_digests(workspace: Workspace) -> dict[str, str]:
    groups: dict[str, list[Path]] = {}
    for folder, _, names in os.walk(workspace.content):
        for name in names:
            path = Path(folder, name)
            inside = path.relative_to(workspace.content).parts
            projects = inside[0] == "projects" and len(inside) > DEPTH
            groups.setdefault("/".join(inside[:DEPTH] if projects else inside), []).append(path)
    found = {}
    for name, paths in groups.items():
        running = hashlib.sha256()
        _add(running, workspace.content, paths)
        found[name] = running.hexdigest()
    return found


def code_digest() -> str:
    """Our code and the versions of every tool."""
    running = hashlib.sha256()
    running.update(json.dumps([platform.python_version(), *((t, version(t)) for t in TOOLS)]).encode())
    code = (p for p in PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    _add(running, PACKAGE, code)
    return running.hexdigest()


def templates_digest(workspace: Workspace) -> str:
    """The site's templates and the settings of its engine."""
    running = hashlib.sha256()
    templates = workspace.root / "site_templates"
    _add(running, workspace.root, [*_files(templates), workspace.root / "mkdocs.yml"])
    return running.hexdigest()


def source_commit(root: Path) -> str | None:
    """The last commit that changed what the site is made from; None without git, or where files are not committed."""
    try:
        changed = _git(root, "status", "--porcelain", "--", *MADE_OF)
        return None if changed else _git(root, "log", "-1", "--format=%H", "--", *MADE_OF) or None
    except (OSError, subprocess.CalledProcessError):
        return None


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "--no-optional-locks", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode().strip()


def _files(folder: Path) -> Iterable[Path]:
    return (p for p in folder.rglob("*") if p.is_file())


def _add(running: hashlib._Hash, root: Path, paths: Iterable[Path]) -> None:
    for path in sorted(paths):
        if path.exists():
            data = path.read_bytes()
            name = path.relative_to(root).as_posix().encode()
            running.update(b"%d %s %d\n" % (len(name), name, len(data)))
            running.update(data)
