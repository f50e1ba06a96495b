"""Where things are: the folders of one working copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Workspace:
    """The root of a working copy and the folders below it. Paths in findings are relative to the root."""

    root: Path

    @property
    def content(self) -> Path:
        """What authors write."""
        return self.root / "content"

    @property
    def projects(self) -> Path:
        """One folder per year, one folder per project in it."""
        return self.content / "projects"

    @property
    def rule_sets(self) -> Path:
        """One file per rule set."""
        return self.content / "rule_sets"

    @property
    def site(self) -> Path:
        """What is published."""
        return self.root / "site"

    @property
    def data(self) -> Path:
        """Working data that may be deleted at any time: staged pages, the store of built artifacts."""
        return self.root / ".jixiao"

    @property
    def stage(self) -> Path:
        """The tree that the site engine reads."""
        return self.data / "stage"

    @property
    def schema(self) -> Path:
        """The exported JSON Schemas."""
        return self.root / "schema"

    def relative(self, path: Path) -> str:
        """A path as findings show it: POSIX, relative to the root."""
        return path.relative_to(self.root).as_posix()
