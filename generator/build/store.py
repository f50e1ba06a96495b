"""A content-addressed store of built artifacts: what was made from the same things is not made again."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def digest(*parts: str | bytes) -> str:
    """A key for the given parts; their borders count, so that no two lists of parts collide."""
    running = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        running.update(len(data).to_bytes(8, "big"))
        running.update(data)
    return running.hexdigest()


class Store:
    """Artifacts in a folder, by key. Interrupted writes leave nothing behind that could be taken for whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where the artifact of a key is, or would be."""
        return self.folder / key[:2] / key[2:]

    def get(self, key: str) -> bytes | None:
        """The artifact of a key, None when it has not been made."""
        try:
            return self.path(key).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keep an artifact."""
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
        unfinished.write_bytes(data)
        unfinished.replace(path)

    def keep_only(self, keys: set[str]) -> None:
        """Drop every artifact that is not among these keys."""
        wanted = {self.path(key) for key in keys}
        for path in sorted(self.folder.glob("*/*")):
            if path not in wanted:
                path.unlink(missing_ok=True)
