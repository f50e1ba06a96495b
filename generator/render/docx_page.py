"""Pages of a DOCX by GB/T 9704-2012: sheets, sections, the folio `— 1 —`, and the watermark of a draft."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.docx_styles import HEI, LINE_NUMBERS, PITCH, SONG, fonts, sizes, twips
from generator.render.docx_xml import (
    NONE,
    Paragraph,
    Xml,
    element,
    field_runs,
    part,
    run,
    run_of,
    together,
    val,
)
from generator.report.document import DRAFT_MARK

_POINT_SIZE = 14
"""Of the folio: 四号."""


def _mm(length: float) -> int:
    """Millimetres in twips."""
    return round(length * 1440 / 25.4)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A4, upright or turned clockwise. Lengths in millimetres."""

    name: str
    across: float
    down: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def width(self) -> int:
        """Width of the type area in twips."""
        return _mm(self.across) - _mm(self.left) - _mm(self.right)

    @property
    def landscape(self) -> bool:
        """Whether it lies."""
        return self.across > self.down


PORTRAIT = Sheet("portrait", 210, 297, 37, 26, 35, 28)
LANDSCAPE = Sheet("landscape", 297, 210, 28, 37, 26, 35)
"""The portrait sheet turned: its head is at the right."""

SHEETS = (PORTRAIT, LANDSCAPE)
KINDS = ("default", "even")
"""Headers and footers of odd pages, and of even ones."""


def section(
    sheet: Sheet,
    *,
    folio: bool = True,
    start: int | None = None,
    line_numbers: bool = False,
    watermark: bool = False,
) -> Xml:
    """The `w:sectPr` of a section that begins on a new page."""
    headers = (element("w:headerReference", {"w:type": kind, "r:id": header_id(kind)}) for kind in KINDS)
    footers = (
        element("w:footerReference", {"w:type": kind, "r:id": footer_id(sheet, kind)}) for kind in KINDS
    )
    size = {"w:w": _mm(sheet.across), "w:h": _mm(sheet.down)}
    margins = {f"w:{side}": _mm(getattr(sheet, side)) for side in ("top", "right", "bottom", "left")}
    # The folio stands 7 mm below the type area.
    apart = {"w:header": _mm(15), "w:footer": _mm(sheet.bottom - 7) - twips(_POINT_SIZE), "w:gutter": 0}
    return element(
        "w:sectPr",
        None,
        *(headers if watermark else ()),
        *(footers if folio else ()),
        val("w:type", "nextPage"),
        element("w:pgSz", size | ({"w:orient": "landscape"} if sheet.landscape else {})),
        element("w:pgMar", margins | apart),
        element("w:lnNumType", {"w:countBy": 1, "w:distance": LINE_NUMBERS, "w:restart": "newPage"})
        if line_numbers
        else NONE,
        element("w:pgNumType", {"w:start": start}) if start is not None else NONE,
        element("w:docGrid", {"w:type": "lines", "w:linePitch": twips(PITCH)}),
    )


def header_id(kind: str) -> str:
    """Id of the relationship to a header."""
    return f"rIdHeader{kind.title()}"


def footer_id(sheet: Sheet, kind: str) -> str:
    """Id of the relationship to a footer."""
    return f"rIdFooter{sheet.name.title()}{kind.title()}"


# Folio ---------------------------------------------------------------------------------------------------------

_FOLIO = together((fonts(SONG, SONG), *sizes(_POINT_SIZE)))


def _folio_runs() -> Xml:
    face = together(sizes(_POINT_SIZE))
    number = run_of(element("w:t", None, "1"), properties=_FOLIO)
    return together(
        (
            run("— ", face, fonts=fonts(SONG, SONG)),
            field_runs("PAGE", number, properties=_FOLIO),
            run(" —", face, fonts=fonts(SONG, SONG)),
        )
    )


def footer_part(sheet: Sheet, kind: str) -> bytes:
    """A footer with the folio: on odd pages at the right, on even ones at the left, one character set in."""
    align, side = ("left", "left") if kind == "even" else ("right", "right")
    one = {f"w:{side}Chars": 100, f"w:{side}": twips(_POINT_SIZE)}
    if not sheet.landscape:
        return part("w:ftr", Paragraph("Footer", _folio_runs(), align=align, indent=one).xml())
    inner = Paragraph("Footer", _folio_runs(), align=align)
    return part("w:ftr", Paragraph("Footer", run_of(_turned(inner, kind))).xml())


def _turned(paragraph: Paragraph, kind: str) -> Xml:
    """A box with text turned clockwise, where the portrait sheet has its folio: at the left of a landscape sheet."""
    height = 100.0
    left = (PORTRAIT.bottom - 7) / 25.4 * 72 - _POINT_SIZE
    top = (
        PORTRAIT.left / 25.4 * 72 + _POINT_SIZE
        if kind == "even"
        else (PORTRAIT.across - PORTRAIT.right) / 25.4 * 72 - _POINT_SIZE - height
    )
    style = (
        f"position:absolute;margin-left:{left:.1f}pt;margin-top:{top:.1f}pt;"
        f"width:{_POINT_SIZE}pt;height:{height:.0f}pt;z-index:251659264;"
        "mso-position-horizontal-relative:page;mso-position-vertical-relative:page;v-text-anchor:top"
    )
    box = element(
        "v:textbox",
        {"style": "layout-flow:vertical", "inset": "0,0,0,0"},
        element("w:txbxContent", None, paragraph.xml()),
    )
    shape = element(
        "v:shape",
        {"id": f"Folio{kind.title()}", "type": "#_x0000_t202", "style": style, "filled": "f", "stroked": "f"},
        box,
    )
    return element("w:pict", None, _TEXT_BOX, shape)


_TEXT_BOX = element(
    "v:shapetype",
    {"id": "_x0000_t202", "coordsize": "21600,21600", "o:spt": 202, "path": "m,l,21600r21600,l21600,xe"},
    element("v:stroke", {"joinstyle": "miter"}),
    element("v:path", {"gradientshapeok": "t", "o:connecttype": "rect"}),
)

# Watermark -----------------------------------------------------------------------------------------------------

_WORD_ART = element(
    "v:shapetype",
    {
        "id": "_x0000_t136",
        "coordsize": "21600,21600",
        "o:spt": 136,
        "adj": 10800,
        "path": "m@7,l@8,m@5,21600l@6,21600e",
    },
    element(
        "v:formulas",
        None,
        *(
            element("v:f", {"eqn": equation})
            for equation in (
                "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0",
                "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8",
                "mid @6 @7", "sum @6 0 @5",
            )
        ),
    ),
    element("v:path", {"textpathok": "t", "o:connecttype": "custom",
                       "o:connectlocs": "@9,0;@10,10800;@11,21600;@12,10800", "o:connectangles": "270,180,90,0"}),
    element("v:textpath", {"on": "t", "fitshape": "t"}),
    element("v:handles", None, element("v:h", {"position": "#0,bottomRight", "xrange": "6629,14971"})),
    element("o:lock", {"v:ext": "edit", "text": "t", "shapetype": "t"}),
)  # fmt: skip


def header_part(kind: str) -> bytes:
    """A header that holds nothing but the watermark, as Word makes it (and can take it away)."""
    number = KINDS.index(kind) + 1
    style = (
        "position:absolute;margin-left:0;margin-top:0;width:470pt;height:94pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    shape = element(
        "v:shape",
        {
            "id": f"PowerPlusWaterMarkObject{number}",
            "o:spid": f"_x0000_s{2048 + number}",
            "type": "#_x0000_t136",
            "alt": DRAFT_MARK,
            "style": style,
            "o:allowincell": "f",
            "fillcolor": "silver",
            "stroked": "f",
        },
        element("v:fill", {"opacity": ".5"}),
        element("v:textpath", {"style": f'font-family:"{HEI}";font-size:1pt', "string": DRAFT_MARK}),
        element("w10:wrap", {"anchorx": "margin", "anchory": "margin"}),
    )
    gallery = element(
        "w:sdtPr",
        None,
        val("w:id", 990000 + number),
        element("w:docPartObj", None, val("w:docPartGallery", "Watermarks"), element("w:docPartUnique")),
    )
    mark = run_of(element("w:pict", None, _WORD_ART, shape), properties=element("w:noProof"))
    content = element("w:sdt", None, gallery, element("w:sdtContent", None, mark))
    return part("w:hdr", Paragraph("Header", content).xml())
