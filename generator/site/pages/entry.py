"""What goes on the site of one project: its evaluation, its document, its files."""

from __future__ import annotations

from dataclasses import dataclass

from generator.evaluate import Evaluation
from generator.report.document import Document


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside a project's page."""

    label: str
    """What it is, such as PDF."""
    file: str
    """Its name, in the folder of the page."""
    size: int | None = None
    """In bytes, where it is known."""
    sha256: str = ""
    """Its hash in hexadecimal, where it is known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A project as it goes on the site."""

    evaluation: Evaluation
    document: Document
    files: tuple[Download, ...] = ()
