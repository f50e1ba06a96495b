"""Files inside a PDF: the data that a report is made from goes with it (PDF/A-3, associated files)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\.[A-Za-z0-9]{1,9}){1,2}")
_MIME = re.compile(r"[a-z]+/[a-z0-9.+-]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to go inside a PDF. Raises `ValueError` for a name that is not safe everywhere."""

    name: str
    """A plain file name of ASCII letters, such as `scores.xlsx`: some readers show any other garbled."""
    data: bytes
    mime: str
    """The media type, such as `application/json`."""
    description: str
    """What it is, in Chinese, for readers of the PDF."""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(self.name)
        if not _MIME.fullmatch(self.mime):
            raise ValueError(self.mime)

    def as_json(self) -> dict[str, object]:
        """What the templates read; the data as numbers, since typst takes text only."""
        return {
            "name": self.name,
            "data": list(self.data),
            "mime": self.mime,
            "description": self.description,
        }


def distinct(attachments: Sequence[Attachment]) -> Sequence[Attachment]:
    """The attachments, if no two have one name. Raises `ValueError`."""
    twice = [name for name, count in Counter(a.name.casefold() for a in attachments).items() if count > 1]
    if twice:
        raise ValueError(twice)
    return attachments
