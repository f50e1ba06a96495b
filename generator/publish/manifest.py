"""The manifest of a published folder: every file with its size and hash, and what it was all made from.

`manifest.json` lists every file but itself, `SHA256SUMS` (which `sha256sum -c` reads) and the signature. Both are
implied by the files: who alters a file and recomputes both is found out only by the signature of the manifest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MANIFEST, SUMS, SIGNATURE = "manifest.json", "SHA256SUMS", "manifest.json.sig"
OUTSIDE = frozenset({MANIFEST, SUMS, SIGNATURE})
"""What a manifest does not list."""

CHUNK = 1 << 20


def write_manifest(folder: Path, made_from: Mapping[str, Any]) -> None:
    """Write manifest and sums of a finished folder. `made_from` are plain values on its origin."""
    files = [{"path": path, **facts} for path, facts in listing(folder).items()]
    text = json.dumps({"made_from": dict(made_from), "files": files}, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    (folder / SUMS).write_text(sums(files, text.encode()), encoding="utf-8", newline="\n")


def listing(folder: Path) -> dict[str, dict[str, Any]]:
    """Size in bytes and SHA-256 of every file but those outside the manifest, by POSIX path, sorted."""
    found = {
        p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_symlink() or not p.is_dir()
    }
    return {name: _facts(found[name]) for name in sorted(found) if name not in OUTSIDE}


def sums(files: list[dict[str, Any]], manifest: bytes) -> str:
    """The text of `SHA256SUMS`: the files of a manifest and the manifest itself, as `sha256sum` writes them."""
    hashes = {str(f["path"]): str(f["sha256"]) for f in files} | {
        MANIFEST: hashlib.sha256(manifest).hexdigest()
    }
    return "".join(_line(name, hashes[name]) for name in sorted(hashes))


def _line(name: str, digest: str) -> str:
    """One line; `sha256sum` marks names with a backslash or a line break in them by a backslash in front."""
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    mark = "\\" if escaped != name else ""
    return f"{mark}{digest}  {escaped}\n"


def _facts(path: Path) -> dict[str, Any]:
    if path.is_symlink():  # nothing we publish is a link: its target is not the file that was published
        return {"size": 0, "sha256": "link"}
    running, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            running.update(chunk)
            size += len(chunk)
    return {"size": size, "sha256": running.hexdigest()}
