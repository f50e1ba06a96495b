"""The charts and pictures of a document as SVG, for outputs that have no page around them: PDF and DOCX."""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass
from pathlib import Path

import typst

from generator.render.fonts import FontProfile
from generator.report.charts import FONT_SIZE, WIDTH, alternative, with_fonts
from generator.report.document import Document, PlacedPicture

POINTS_PER_PIXEL = 0.75
"""Pictures are as large as browsers show them, where there is room."""

TALLEST = 560
"""The most height of a picture, in points: a page with its caption."""

_PPI = 200

MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
"""Pictures that every program reads, by the end of their names."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart or picture: SVG, what it shows in words, and its size in points."""

    svg: str
    alternative: str
    width: float
    height: float


def drawn(document: Document, room: float, fonts: FontProfile) -> dict[str, Drawn]:
    """The charts and pictures of a document by the name that its Markdown uses, at most `room` points wide."""
    charts = {name: _chart(svg, room, fonts) for name, svg in document.figures}
    return charts | {picture.name: _picture(picture, room) for picture in document.pictures}


def pixels(drawing: Drawn, file: Path | None, fonts: FontProfile) -> tuple[bytes, str]:
    """A picture that every program reads, and its media type: photographs as they are, drawings as pixels.

    `file` is the author's picture behind the drawing, if there is one.
    """
    media = MEDIA.get(file.suffix.lower()) if file else None
    return (file.read_bytes(), media) if file and media else (png(drawing, fonts), MEDIA[".png"])


def png(drawing: Drawn, fonts: FontProfile) -> bytes:
    """A drawing as pixels on white, for programs that read no SVG. Same drawing and fonts, same bytes."""
    source = (
        f"#set page(width: {drawing.width}pt, height: auto, margin: 0pt)\n"
        f'#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    found = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in fonts.folders])
    compiler = typst.Compiler(font_paths=found, ignore_system_fonts=True)
    pixels = compiler.compile(input=source.encode(), format="png", ppi=_PPI, sys_inputs={"svg": drawing.svg})
    if not isinstance(pixels, bytes):
        raise TypeError(type(pixels))
    return pixels


def _chart(svg: str, room: float, fonts: FontProfile) -> Drawn:
    """A chart, over the whole width."""
    stated = re.search(r' height="([0-9.]+)em"', svg)
    height = float(stated[1]) if stated else 0
    scale = room / (WIDTH * FONT_SIZE)
    return Drawn(with_fonts(svg, fonts.hei), alternative(svg), room, height * FONT_SIZE * scale)


def _picture(picture: PlacedPicture, room: float) -> Drawn:
    """A picture of an author, no larger than it is or than there is room."""
    width, height = (side * POINTS_PER_PIXEL for side in (picture.file.width, picture.file.height))
    scale = min(1, room / width, TALLEST / height)
    return Drawn(_svg(picture), picture.alternative, width * scale, height * scale)


def _svg(picture: PlacedPicture) -> str:
    """The file itself, or an SVG around its pixels."""
    file, data = picture.file, picture.file.path.read_bytes()
    media = MEDIA.get(file.path.suffix.lower())
    if media is None:
        return data.decode("utf-8-sig")
    address = html.escape(f"data:{media};base64,{base64.b64encode(data).decode()}")
    size = f'width="{file.width}" height="{file.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{address}"/></svg>'
