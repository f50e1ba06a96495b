"""Why a file could not be read."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 - what is wrong with a file, told as a finding
    """A file that cannot be read, and why, in Chinese."""

    def __init__(self, reason: str, *, large: bool = False) -> None:
        super().__init__(reason)
        self.large = large
