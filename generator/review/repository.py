"""The git repository as review needs it: what changed between two states, and the files of a state, read-only.

Nothing here touches the work tree, the index or any reference; git itself is called, as everybody's CI has it.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path


class RepositoryFault(Exception):  # noqa: N818 - wrong usage or a broken machine, told in one sentence
    """Why the states cannot be compared, as a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class State:
    """One state of the content: a commit, or the work tree."""

    name: str
    """As it was asked for."""
    commit: str | None
    """The full hash; None for the work tree."""

    @property
    def label(self) -> str:
        """How reviews call it."""
        if self.commit is None:
            return "工作区"
        short = self.commit[:10]
        return short if self.commit.startswith(self.name) else f"{self.name}（{short}）"


@dataclass(frozen=True, slots=True)
class Changed:
    """One changed file: its path before and after, None where it is not there. Paths are relative to the working root."""

    old: str | None
    new: str | None


class Repository:
    """The repository around a working root."""

    def __init__(self, root: Path) -> None:
        """Raises `RepositoryFault` where `root` is in no repository, or git is missing."""
        self.root = root
        try:
            inside = self._git("rev-parse", "--is-inside-work-tree").decode().strip()
        except FileNotFoundError:
            raise RepositoryFault("没有找到 git 命令，请先安装 git。") from None
        except subprocess.CalledProcessError:
            raise RepositoryFault(f"{root} 不在 git 仓库里。") from None
        if inside != "true":
            raise RepositoryFault(f"{root} 不是 git 仓库的工作区。")

    def state(self, name: str) -> State:
        """The commit that a name (branch, tag, hash, HEAD~1) means. Raises `RepositoryFault`."""
        try:
            found = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except subprocess.CalledProcessError:
            raise RepositoryFault(
                f"仓库里没有“{name}”这个版本；如果是浅克隆，请先取回完整历史（git fetch --unshallow）。"
            ) from None
        return State(name, found.decode().strip())

    def fork(self, base: State, head: State) -> State:
        """Where `head` left `base`: what came to `base` later is not part of the change. `base` itself if unknown."""
        tip = head.commit or "HEAD"
        try:
            found = self._git("merge-base", str(base.commit), tip).decode().strip()
        except subprocess.CalledProcessError:  # no common history, or it is cut off
            return base
        return base if found == base.commit else State(found[:10], found)

    def changed(self, base: State, head: State, folder: str) -> tuple[Changed, ...]:
        """The files below `folder` that differ, renamed ones as one, in the order of their paths."""
        ends = [str(base.commit), *([head.commit] if head.commit else [])]
        told = self._git(
            "diff", "--name-status", "-M", "-z", "--relative", "--no-ext-diff", *ends, "--", folder
        )
        found = set(_changes(told.decode("utf-8", "surrogateescape").split("\0")))
        if head.commit is None:
            new = self._git("ls-files", "--others", "--exclude-standard", "-z", "--", folder)
            found |= {Changed(None, p) for p in new.decode("utf-8", "surrogateescape").split("\0") if p}
        return tuple(sorted(found, key=lambda c: (c.new or c.old or "", c.old or "")))

    def mentioning(self, state: State, texts: Collection[str], pattern: str) -> set[str]:
        """The files with a path like `pattern` (`*` stands for part of a name) in which one of the texts stands."""
        if not texts:
            return set()
        patterns = [option for text in sorted(texts) for option in ("-e", text)]
        where = [state.commit] if state.commit else ["--untracked"]
        command = ["grep", "-l", "-z", "-F", *patterns, *where, "--", f":(glob){pattern}"]
        try:
            told = self._git("-c", "core.quotePath=false", *command).decode("utf-8", "surrogateescape")
        except subprocess.CalledProcessError as error:
            if error.returncode == 1:  # nothing found
                return set()
            raise
        return {path.removeprefix(f"{state.commit}:") for path in told.split("\0") if path}

    def text(self, state: State, path: str) -> str:
        """The text of a file at a state; empty where it is not there."""
        if state.commit is None:
            file = self.root / path
            return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        try:
            return self._git("show", f"{state.commit}:./{path}").decode("utf-8", "replace")
        except subprocess.CalledProcessError:
            return ""

    def extract(self, state: State, paths: Collection[str], into: Path) -> None:
        """Write the files and folders of a commit below `into`; paths that it lacks are left out.

        Links and special files are left out by the filter of `tarfile`, and content could not use them anyway.
        """
        there = self._there(state, paths)
        if not there:
            return
        packed = self._git("archive", "--format=tar", str(state.commit), "--", *there)
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            members = [member for member in archive if member.isfile() or member.isdir()]
            archive.extractall(into, members=members, filter="data")

    def _there(self, state: State, paths: Collection[str]) -> list[str]:
        told = self._git("ls-tree", "-z", "--name-only", str(state.commit), "--", *sorted(paths))
        return [path for path in told.decode("utf-8", "surrogateescape").split("\0") if path]

    def _git(self, *arguments: str) -> bytes:
        command = ["git", "-C", str(self.root), "--literal-pathspecs", *arguments]
        if "grep" in arguments:
            command.remove("--literal-pathspecs")
        return subprocess.run(command, check=True, capture_output=True).stdout


def _changes(fields: list[str]) -> list[Changed]:
    """The output of `git diff --name-status -z`."""
    found, position = [], 0
    while position < len(fields) and fields[position]:
        status = fields[position][0]
        if status in "RC":
            old, new = fields[position + 1 : position + 3]
            found.append(Changed(old if status == "R" else None, new))
            position += 3
            continue
        path = fields[position + 1]
        found.append(Changed(None if status == "A" else path, None if status == "D" else path))
        position += 2
    return found
