"""Whether a published folder is what its manifest says: every altered, missing and added file is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from generator.publish.manifest import MANIFEST, SUMS, listing, sums


class Defect(StrEnum):
    """What can be wrong with a file of a published folder."""

    ALTERED = "内容变了"
    MISSING = "缺少"
    ADDED = "多出"
    UNREADABLE = "读不出来"


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not as it was published."""

    path: str
    defect: Defect
    detail: str = ""


def verify(folder: Path) -> tuple[int, tuple[Problem, ...]]:
    """How many files the manifest lists, and every file that is not as it says, by path."""
    try:
        raw = (folder / MANIFEST).read_bytes()
    except OSError:
        return 0, (Problem(MANIFEST, Defect.MISSING, "没有清单，无法核对"),)
    files = _files(raw)
    if files is None:
        return 0, (Problem(MANIFEST, Defect.UNREADABLE, "清单的格式不对，无法核对"),)
    problems = [*_compared(files, listing(folder)), *_sums(folder, files, raw)]
    return len(files), tuple(sorted(problems, key=lambda p: (p.path, p.defect)))


def _files(raw: bytes) -> list[dict[str, Any]] | None:
    """The files of a manifest; None where it is not one."""
    try:
        files = json.loads(raw.decode("utf-8"))["files"]
        known = {(str(f["path"]), int(f["size"]), str(f["sha256"])) for f in files}
    except (ValueError, TypeError, KeyError):
        return None
    return files if len(known) == len(files) else None


def _compared(files: list[dict[str, Any]], there: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    listed = {str(f["path"]): f for f in files}
    for path in sorted(listed.keys() | there.keys()):
        if path not in there:
            yield Problem(path, Defect.MISSING)
        elif path not in listed:
            yield Problem(path, Defect.ADDED, "清单里没有")
        elif listed[path]["sha256"] != there[path]["sha256"] or listed[path]["size"] != there[path]["size"]:
            sizes = f"清单记载 {listed[path]['size']} 字节，现有 {there[path]['size']} 字节"
            yield Problem(path, Defect.ALTERED, sizes)


def _sums(folder: Path, files: list[dict[str, Any]], manifest: bytes) -> Iterator[Problem]:
    """`SHA256SUMS` must be exactly what the manifest implies."""
    try:
        found = (folder / SUMS).read_bytes()
    except OSError:
        yield Problem(SUMS, Defect.MISSING)
        return
    if found != sums(files, manifest).encode():
        yield Problem(SUMS, Defect.ALTERED, "与清单推出的不一致")
