"""发布包: the site, its manifest and the check report in one archive, the same bytes for the same site."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def manifest(site: Path) -> dict[str, Any]:
    """Path, size in bytes and SHA-256 of every file of a published folder, by path."""
    files = [p for p in sorted(site.rglob("*")) if p.is_file()]
    return {
        "files": [
            {
                "path": p.relative_to(site).as_posix(),
                "size": p.stat().st_size,
                "sha256": hashlib.sha256(p.read_bytes()).hexdigest(),
            }
            for p in files
        ]
    }


def write_package(site: Path, check_report: dict[str, Any], target: Path) -> None:
    """Write the archive: `site/…`, `manifest.json` and `check.json`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in site.rglob("*") if p.is_file()):
            _add(archive, f"site/{path.relative_to(site).as_posix()}", path.read_bytes())
        _add(archive, "manifest.json", _json(manifest(site)))
        _add(archive, "check.json", _json(check_report))


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
