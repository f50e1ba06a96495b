"""Charts and pictures in a DOCX: photographs as they are, drawings as pixels, since not every office reads SVG."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.docx_page import PORTRAIT
from generator.render.docx_xml import NONE, Xml, element, run_of
from generator.render.drawings import Drawn, drawn, pixels
from generator.render.fonts import FontProfile
from generator.report.document import Document

_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpeg"}
_EMU = 12700
"""Units of DrawingML in a point."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture in the file, `number` from 1."""

    number: int
    data: bytes
    suffix: str

    @property
    def name(self) -> str:
        """Its part below `word/`."""
        return f"media/picture-{self.number}{self.suffix}"

    @property
    def relationship(self) -> str:
        """Id of the relationship to its part."""
        return f"rIdPicture{self.number}"


class Pictures:
    """The charts and pictures of one document. `media` are those that have been placed."""

    def __init__(self, document: Document, fonts: FontProfile) -> None:
        self._fonts = fonts
        self._drawn = drawn(document, PORTRAIT.width / 20, fonts)
        self._files = {picture.name: picture.file.path for picture in document.pictures}
        self.media: list[Medium] = []

    def run(self, name: str) -> Xml:
        """The picture of that name in the line; nothing where there is none."""
        drawing = self._drawn.get(name)
        if drawing is None:
            return NONE
        data, media = pixels(drawing, self._files.get(name), self._fonts)
        medium = Medium(len(self.media) + 1, data, _SUFFIXES[media])
        self.media.append(medium)
        return _run(drawing, medium)


def _run(drawing: Drawn, medium: Medium) -> Xml:
    size: dict[str, str | int] = {"cx": round(drawing.width * _EMU), "cy": round(drawing.height * _EMU)}
    named: dict[str, str | int] = {
        "id": medium.number,
        "name": f"图 {medium.number}",
        "descr": drawing.alternative,
    }
    graphic = element("a:graphicData", {"uri": f"{_DRAWING}/picture"}, _picture(medium, size))
    apart = {"distT": 0, "distB": 0, "distL": 0, "distR": 0}
    inline = element(
        "wp:inline",
        apart,
        element("wp:extent", size),
        element("wp:docPr", named),
        element("a:graphic", None, graphic),
    )
    return run_of(element("w:drawing", None, inline))


def _picture(medium: Medium, size: dict[str, str | int]) -> Xml:
    named: dict[str, str | int] = {"id": medium.number, "name": medium.name.removeprefix("media/")}
    frame = element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", size))
    return element(
        "pic:pic",
        None,
        element("pic:nvPicPr", None, element("pic:cNvPr", named), element("pic:cNvPicPr")),
        element(
            "pic:blipFill",
            None,
            element("a:blip", {"r:embed": medium.relationship}),
            element("a:stretch", None, element("a:fillRect")),
        ),
        element("pic:spPr", None, frame, element("a:prstGeom", {"prst": "rect"}, element("a:avLst"))),
    )
