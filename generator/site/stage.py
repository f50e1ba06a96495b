"""The staged tree: plain files that any engine of the family can build."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

NO_ASSETS: Mapping[str, bytes] = MappingProxyType({})


def write_stage(stage: Path, pages: Mapping[str, str], assets: Mapping[str, bytes] = NO_ASSETS) -> None:
    """Make the tree hold exactly these pages (Markdown text) and assets, by path relative to `stage`.

    Raises ValueError for a path that leads outside or stands twice.
    """
    twice = pages.keys() & assets.keys()
    if twice:
        raise ValueError(f"paths that are both page and asset: {sorted(twice)}")
    files = {path: text.encode() for path, text in pages.items()} | dict(assets)
    keep_only(stage, files)
    put(stage, files)


def put(stage: Path, files: Mapping[str, bytes]) -> None:
    """Write files by path relative to `stage`; one that is already right is not touched.

    Raises ValueError for a path that leads outside.
    """
    for path, data in files.items():
        _write(_inside(stage, path), data)


def keep_only(stage: Path, paths: Collection[str]) -> None:
    """Remove every other file and every empty folder. Raises ValueError for a path that leads outside."""
    _prune(stage, {_inside(stage, path) for path in paths})


def _inside(stage: Path, path: str) -> Path:
    """Where a file of the tree goes."""
    pure = PurePosixPath(path)
    plain = path == pure.as_posix() and path != "." and "\\" not in path
    if not plain or pure.is_absolute() or ".." in pure.parts:
        raise ValueError(f"not a plain relative path: {path!r}")
    return stage / pure


def _prune(stage: Path, keep: Collection[Path]) -> None:
    """Remove what does not belong, deepest first. Links are never part of the tree."""
    for folder, folders, names in os.walk(stage, topdown=False):
        here = Path(folder)
        for path in (here / name for name in (*names, *folders)):
            if path.is_symlink() or (path.is_file() and path not in keep):
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()


def _write(path: Path, data: bytes) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
