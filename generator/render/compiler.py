"""Typst, in this process."""

from __future__ import annotations

import os
import threading

import typst

from generator.render.fonts import FontProfile, load
from generator.render.pandoc import TEMPLATES

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]

_REMEMBERED = 10
"""Typst keeps what it laid out until it has compiled so many other sources: 25 MB for a report."""


def prepare_worker() -> None:
    """To be called first in a process that renders beside others: typst then keeps to one thread."""
    os.environ["RAYON_NUM_THREADS"] = "1"


class Compilers(threading.local):
    """The compilers of one thread, by font profile: a new one for each document takes twice as long."""

    def __init__(self) -> None:
        """None as yet."""
        self._by_profile: dict[FontProfile, typst.Compiler] = {}
        self._nothing = typst.Compiler(font_paths=typst.Fonts(False, False))  # noqa: FBT003
        self._last = b""

    def of(self, fonts: FontProfile) -> typst.Compiler:
        """The compiler that sees the templates and the profile's fonts, and no other file or font."""
        if fonts not in self._by_profile:
            found = load(fonts)
            self._by_profile[fonts] = typst.Compiler(
                root=TEMPLATES, font_paths=found, ignore_system_fonts=True
            )
        return self._by_profile[fonts]

    def pdf(self, source: bytes, inputs: dict[str, str], fonts: FontProfile) -> bytes:
        """The PDF of some typst source. Raises `typst.TypstError`, and `RenderFault` where a font is missing."""
        compiler = self.of(fonts)
        if source != self._last:
            self._forget()
            self._last = source
        pdf = compiler.compile(input=source, format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS)
        if not isinstance(pdf, bytes):
            raise TypeError(type(pdf))
        return pdf

    def _forget(self) -> None:
        """Let typst forget other documents: it is as fast without them, and takes a third of the memory."""
        for _ in range(_REMEMBERED):
            self._nothing.compile(input=b"", format="svg")
