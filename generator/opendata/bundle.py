"""all.zip: every data file with a README and the terms of use, the same bytes for the same data."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every entry: archives have no way to say that there is none."""


LEVEL = 3
"""Half the time of the usual level, at most a tenth larger."""


def write_bundle(target: Path, texts: Mapping[str, str], files: Iterable[Path]) -> None:
    """Write an archive of texts, by name, and of files, which keep their names."""
    with zipfile.ZipFile(target, "w", compresslevel=LEVEL) as archive:
        for name, text in sorted(texts.items()):
            archive.writestr(_entry(name), text.encode())
        for path in sorted(files, key=lambda p: p.name):
            with path.open("rb") as source, archive.open(_entry(path.name), "w", force_zip64=True) as entry:
                shutil.copyfileobj(source, entry, 1 << 20)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = LEVEL  # type: ignore[attr-defined]  # noqa: SLF001 - public only from Python 3.13 on
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
