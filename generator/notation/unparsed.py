"""What stands in for a value that could not be understood."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Text that no accepted form explains.

    `text` is the author's text unchanged; `reason` is plain Chinese: what is wrong and which forms are
    accepted.
    """

    text: str
    reason: str

    def __str__(self) -> str:
        """The author's text."""
        return self.text
