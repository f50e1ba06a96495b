"""发布包: the site with its manifest and the check report in one archive, the same bytes for the same site."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from generator.publish.manifest import MANIFEST

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def write_package(site: Path, check_report: dict[str, Any], target: Path) -> None:
    """Write the archive: `site/…`, its manifest once more at the top, and `check.json`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in site.rglob("*") if p.is_file()):
            _add(archive, f"site/{path.relative_to(site).as_posix()}", path.read_bytes())
        _add(archive, MANIFEST, (site / MANIFEST).read_bytes())
        _add(archive, "check.json", _json(check_report))


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
