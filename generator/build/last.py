"""What the last build left: what its projects were made from, so that those that did not change are taken over."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.build.workshop import Made


@dataclass(frozen=True, slots=True)
class Kept:
    """A project of the last build: what it was made from, as digests, and what is known of it."""

    sources: str
    """Its folder and what all projects share."""
    rules: str
    """Its rule set."""
    frame: str
    """What its page shows of the site and of other projects."""
    searched: str
    """The key in the store of what search knows of its page; empty where it is in no list."""
    made: Made


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The projects of the last build, by id."""

    projects: Mapping[str, Kept] = field(default_factory=dict)

    @staticmethod
    def read(path: Path) -> LastBuild:
        """The record of the last build; an empty one where there is none, or it is not to be read."""
        try:
            found = pickle.loads(path.read_bytes())  # noqa: S301 - written by `write`
        except Exception:  # noqa: BLE001 - a record of other code, or cut off: as if there were none
            return LastBuild()
        return found if isinstance(found, LastBuild) else LastBuild()

    def write(self, path: Path) -> None:
        """Keep the record."""
        unfinished = path.with_name(f"{path.name}.part")
        unfinished.write_bytes(pickle.dumps(self))
        unfinished.replace(path)


def take_over(old: Path, new: Path) -> None:
    """Make the files of a folder stand in another too, without copying them where the system can do that."""
    for folder, _, names in os.walk(old):
        target = new / Path(folder).relative_to(old)
        target.mkdir(parents=True, exist_ok=True)
        for name in names:
            _link(Path(folder, name), target / name)


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # other disks, other systems
        shutil.copy2(old, new)
