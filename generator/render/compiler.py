"""Typst, in this process."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache

import typst

from generator.render.fonts import FontProfile, load
from generator.render.pandoc import TEMPLATES

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]

_REMEMBERED = 10
"""Typst keeps what it laid out until it has compiled so many other sources: 25 MB for a report."""

_loaded = lru_cache(maxsize=4)(load)


def prepare_worker() -> None:
    """To be called first in a process that renders beside others: typst then keeps to one thread."""
    os.environ["RAYON_NUM_THREADS"] = "1"


def compiler(source: bytes, inputs: Mapping[str, str], fonts: FontProfile) -> typst.Compiler:
    """A compiler of some source that sees the templates and the profile's fonts, and no other file or font.

    Typst lays a source out once, for whatever is asked first, if queries come before the PDF. Raises `RenderFault`
    where a font is missing.
    """
    return typst.Compiler(
        input=source,
        root=TEMPLATES,
        font_paths=_loaded(fonts),
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
    )


def pdf_of(source: typst.Compiler) -> bytes:
    """The PDF of a compiler's source. Raises `typst.TypstError`."""
    pdf = source.compile(format="pdf", pdf_standards=STANDARDS)
    if not isinstance(pdf, bytes):
        raise TypeError(type(pdf))
    return pdf


def forget() -> None:
    """Let typst forget the documents before this one: it is no slower for it, and takes a third of the memory."""
    for _ in range(_REMEMBERED):
        _nothing().compile(input=b"", format="svg")


@lru_cache(maxsize=1)
def _nothing() -> typst.Compiler:
    return typst.Compiler(font_paths=typst.Fonts(False, False))  # noqa: FBT003
