"""Puts a finished folder in the place of the old one, so that readers see either the old or the new, whole."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def put_in_place(new: Path, target: Path) -> None:
    """Make `new` the `target`; the old target, if any, is removed afterwards.

    On Linux both are exchanged in one step. Elsewhere the old folder steps aside for an instant; `recover` mends an
    interruption at that instant.
    """
    recover(target)
    if not target.exists():
        new.rename(target)
        return
    if _exchange(new, target):
        shutil.rmtree(new)
        return
    aside = _aside(target)
    target.rename(aside)
    new.rename(target)
    shutil.rmtree(aside)


def recover(target: Path) -> None:
    """Undo a swap that was cut off: an old folder that stepped aside comes back, or goes if it was replaced."""
    aside = _aside(target)
    if aside.exists():
        if target.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders by renameat2; False where the system has no such call."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    arguments = (_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    return bool(rename(*arguments) == 0)
