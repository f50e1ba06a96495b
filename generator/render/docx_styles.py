"""The styles of GB/T 9704-2012 for a DOCX, and the fonts they name.

Fonts are named, not embedded: 方正小标宋简体, 仿宋_GB2312 and 楷体_GB2312 are what official machines have. Each has
stand-ins of the same kind in the font table, for machines that have not.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace

from generator.render.docx_xml import NONE, Xml, element, part, together, val
from generator.render.fonts import FontProfile

LATIN = "Times New Roman"
SONG = "宋体"
FANG = "仿宋_GB2312"
KAI = "楷体_GB2312"
HEI = "黑体"
TITLE = "方正小标宋简体"

PITCH = 28.95
"""From base line to base line in points: 22 lines in 225 mm."""
LINE_NUMBERS = 312
"""From line number to text, in twips."""

_SQUEEZE = -5
"""Twips between characters of 三号: 28 of them are 2 mm wider than the type area."""
_THIRD = 16
"""三号 in points."""
_SMALL_FOURTH, _FIFTH, _SMALL_FIFTH = 12, 10.5, 9


def twips(points: float) -> int:
    """Points in twentieths of a point."""
    return round(points * 20)


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style. Lengths in points; `line` is the exact pitch (0: as high as need be), `first` in characters."""

    id: str
    name: str
    font: str = FANG
    size: float = _THIRD
    line: float = PITCH
    before: float = 0
    after: float = 0
    align: str = "both"
    first: int = 0
    left: float = 0
    based_on: str = "Normal"
    following: str = ""
    outline: int | None = None
    keep: bool = False
    page_break: bool = False
    off_grid: bool = False
    close: bool = False
    """Whether Latin letters and digits stand close to Chinese characters."""
    unnumbered: bool = False
    """Whether line numbers leave its lines out."""
    borders: Xml = NONE
    tabs: Xml = NONE
    listed: bool = True
    """Whether Word offers it in its gallery."""

    def xml(self) -> Xml:
        return element(
            "w:style",
            _kind(self.id, self.name) | {"w:styleId": self.id},
            val("w:name", self.name),
            NONE if self.id == self.based_on else val("w:basedOn", self.based_on),
            val("w:next", self.following) if self.following else NONE,
            val("w:uiPriority", 1 if self.listed else 99),
            element("w:qFormat") if self.listed else NONE,
            self._paragraph(),
            characters(self.font, self.size),
        )

    def _paragraph(self) -> Xml:
        spacing: dict[str, str | int] = {
            "w:before": twips(self.before),
            "w:after": twips(self.after),
            "w:line": twips(self.line) or 240,
            "w:lineRule": "exact" if self.line else "auto",
        }
        return element(
            "w:pPr",
            None,
            *((element("w:keepNext"), element("w:keepLines")) if self.keep else ()),
            element("w:pageBreakBefore") if self.page_break else NONE,
            val("w:widowControl", 0),
            element("w:suppressLineNumbers") if self.unnumbered else NONE,
            self.borders,
            self.tabs,
            # Word's default. LibreOffice takes it for its contrary, and so loses no marks at the ends of lines.
            val("w:overflowPunct", 1),
            *((val("w:autoSpaceDE", 0), val("w:autoSpaceDN", 0)) if self.close else ()),
            val("w:snapToGrid", 0) if self.off_grid else NONE,
            element("w:spacing", spacing),
            element("w:ind", self._indent()),
            val("w:jc", self.align),
            NONE if self.outline is None else val("w:outlineLvl", self.outline),
        )

    def _indent(self) -> dict[str, str | int]:
        """Word counts the first line in characters, others in twips. A list has no say of it but its own."""
        left: dict[str, str | int] = {"w:left": twips(self.left)}
        if not self.first and self.based_on == "Normal":
            return left
        return left | {"w:firstLineChars": self.first * 100, "w:firstLine": twips(self.first * self.size)}


def characters(font: str, size: float) -> Xml:
    """The `w:rPr` of a style; `size` in points. Titles and heads have letters and digits of their own face."""
    spacing = val("w:spacing", _SQUEEZE if size == _THIRD else 0)
    return element(
        "w:rPr", None, fonts(font, font if font in {TITLE, HEI, SONG} else LATIN), spacing, *sizes(size)
    )


def fonts(chinese: str, latin: str = LATIN) -> Xml:
    """The typefaces of text."""
    return element("w:rFonts", {"w:ascii": latin, "w:hAnsi": latin, "w:eastAsia": chinese, "w:cs": latin})


def sizes(size: float) -> tuple[Xml, Xml]:
    """The size of text, in points."""
    return val("w:sz", round(size * 2)), val("w:szCs", round(size * 2))


_BUILT_IN = frozenset(
    ("Normal", "BodyText", "Title", "Subtitle", "ListParagraph", "Quote", "HTMLPreformatted", "Caption", "TOCHeading",
     "TOC1", "TOC2", "Header", "Footer", "FootnoteText", "Heading1", "Heading2", "Heading3", "Heading4")
)  # fmt: skip


def _kind(identifier: str, name: str) -> dict[str, str | int]:
    """What a paragraph style is: the default, one that Word knows, or of our own making."""
    kind: dict[str, str | int] = {"w:type": "paragraph"}
    if identifier == name == "Normal":
        return kind | {"w:default": 1}
    return kind if identifier in _BUILT_IN else kind | {"w:customStyle": 1}


# Borders and tabs ----------------------------------------------------------------------------------------------


def border(side: str, space: int = 0) -> Xml:
    """A thin line."""
    return element(f"w:{side}", {"w:val": "single", "w:sz": 4, "w:space": space, "w:color": "auto"})


_BOX = element("w:pBdr", None, *(border(side, 5) for side in ("top", "left", "bottom", "right")))
_UNDER = element("w:pBdr", None, border("bottom", 1))


def tab(position: int, kind: str = "left", leader: str = "none") -> Xml:
    """Tab stops: one, at `position` twips."""
    return element("w:tabs", None, element("w:tab", {"w:val": kind, "w:leader": leader, "w:pos": position}))


# Styles --------------------------------------------------------------------------------------------------------

_CONTENTS = _Style(
    "", "", size=14, line=22, align="left", tabs=tab(8844, "right", "dot"),
    off_grid=True, unnumbered=True, listed=False,
)  # fmt: skip
_SMALL = _Style("", "", size=_SMALL_FIFTH, line=12, off_grid=True, unnumbered=True, listed=False)


def _headings() -> tuple[_Style, ...]:
    faces = (HEI, KAI, FANG, FANG)
    return tuple(
        _Style(
            f"Heading{level}", f"heading {level}", face,
            first=2, following="BodyText", outline=level - 1, keep=True,
        )
        for level, face in enumerate(faces, 1)
    )  # fmt: skip


def _annex() -> tuple[_Style, ...]:
    """An annex is for looking things up: smaller than the report, and close."""
    text = _Style("AnnexText", "附件正文", size=_SMALL_FOURTH, line=18.6, first=2, off_grid=True)
    heading = replace(text, font=HEI, first=0, align="left", following="AnnexText", keep=True, before=7)
    return (
        _Style("AnnexLabel", "附件序号", HEI, keep=True, page_break=True, following="AnnexTitle", unnumbered=True),
        _Style(
            "AnnexTitle", "附件标题", TITLE, 22, 36, PITCH, 14, "center",
            based_on="Heading1", following="AnnexText", outline=0, keep=True, off_grid=True, unnumbered=True,
        ),
        replace(heading, id="AnnexHeading2", name="附件标题 2", based_on="Heading2", outline=1, before=13),
        replace(heading, id="AnnexHeading3", name="附件标题 3", based_on="Heading3", outline=2),
        replace(heading, id="AnnexHeading4", name="附件标题 4", based_on="Heading4", outline=3),
        text,
        replace(text, id="AnnexList", name="附件列表", first=0),
        replace(text, id="FormText", name="附表说明", first=0, unnumbered=True),
    )  # fmt: skip


def _tables() -> tuple[_Style, ...]:
    text = _Style(
        "TableText", "表格文字", size=_SMALL_FOURTH, line=17, align="center", off_grid=True, close=True
    )
    caption = replace(text, id="Caption", name="caption", font=HEI, line=20, unnumbered=True, close=False)
    return (
        replace(caption, before=6, after=3, keep=True),
        replace(caption, id="FigureCaption", name="图题", before=3, after=8),
        replace(caption, id="Figure", name="图", line=0, before=8, keep=True),
        text,
        replace(text, id="TableHead", name="表头", font=HEI, keep=True),
        replace(text, id="TableTextSmall", name="表格文字（五号）", size=_FIFTH, line=15),
        replace(text, id="TableHeadSmall", name="表头（五号）", size=_FIFTH, line=15, font=HEI, keep=True),
    )  # fmt: skip


STYLES: tuple[_Style, ...] = (
    _Style("Normal", "Normal"),
    _Style("BodyText", "Body Text", first=2),
    *_headings(),
    _Style("Title", "Title", TITLE, 22, 40, align="center", off_grid=True, unnumbered=True),
    _Style("Subtitle", "Subtitle", KAI, align="center", unnumbered=True),
    _Style("CoverFact", "封面说明", align="left", unnumbered=True),
    _Style("CoverDate", "封面日期", align="center", unnumbered=True),
    _Style(
        "Notice", "提示", size=_SMALL_FOURTH, line=18, after=8, left=8, borders=_BOX,
        off_grid=True, unnumbered=True, listed=False,
    ),
    _Style("Summary", "折叠标题", HEI, first=2, keep=True, listed=False),
    _Style("ListParagraph", "List Paragraph"),
    _Style("Quote", "Quote", KAI, left=32),
    _Style("HTMLPreformatted", "HTML Preformatted", HEI, _SMALL_FOURTH, 20, 4, 4, "left", left=32, off_grid=True),
    _Style("Rule", "分隔线", borders=_UNDER, line=14, listed=False),
    *_tables(),
    *_annex(),
    replace(_CONTENTS, id="TOCHeading", name="TOC Heading", font=TITLE, size=22, line=36, after=12, align="center",
            tabs=NONE, page_break=True),
    replace(_CONTENTS, id="TOC1", name="toc 1", font=HEI),
    replace(_CONTENTS, id="TOC2", name="toc 2", left=28),
    replace(_SMALL, id="FootnoteText", name="footnote text", line=13),
    replace(_SMALL, id="Header", name="header"),
    replace(_SMALL, id="Footer", name="footer", font=SONG, size=14, line=14),
    _Style("SectionEnd", "分节", size=1, line=1, off_grid=True, listed=False),
)  # fmt: skip


def _character(identifier: str, name: str, *looks: Xml) -> Xml:
    return element(
        "w:style",
        {"w:type": "character", "w:styleId": identifier},
        val("w:name", name),
        val("w:basedOn", "DefaultParagraphFont"),
        val("w:uiPriority", 1),
        element("w:rPr", None, *looks),
    )


_CHARACTERS: tuple[Xml, ...] = (
    element(
        "w:style",
        {"w:type": "character", "w:default": 1, "w:styleId": "DefaultParagraphFont"},
        val("w:name", "Default Paragraph Font"),
        val("w:uiPriority", 1),
        element("w:semiHidden"),
    ),
    _character("Strong", "Strong", fonts(HEI, HEI)),
    _character("Emphasis", "Emphasis", fonts(KAI)),
    _character("HTMLCode", "HTML Code", fonts(HEI, HEI)),
    _character("Hyperlink", "Hyperlink", val("w:u", "single")),
    _character("FootnoteReference", "footnote reference", val("w:vertAlign", "superscript")),
    _character("LineNumber", "line number", fonts(SONG), *sizes(_SMALL_FIFTH)),
)


def _margins(vertical: int, side: int) -> Xml:
    """Room inside each cell, in twips."""
    return element(
        "w:tblCellMar",
        None,
        *(
            element(f"w:{name}", {"w:w": vertical if name in {"top", "bottom"} else side, "w:type": "dxa"})
            for name in ("top", "left", "bottom", "right")
        ),
    )


_TABLES: tuple[Xml, ...] = (
    element(
        "w:style",
        {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
        val("w:name", "Normal Table"),
        val("w:uiPriority", 99),
        element("w:semiHidden"),
        element("w:tblPr", None, element("w:tblInd", {"w:w": 0, "w:type": "dxa"}), _margins(0, 108)),
    ),
    element(
        "w:style",
        {"w:type": "table", "w:customStyle": 1, "w:styleId": "ReportTable"},
        val("w:name", "报告表格"),
        val("w:basedOn", "TableNormal"),
        val("w:uiPriority", 1),
        element(
            "w:tblPr",
            None,
            element(
                "w:tblBorders",
                None,
                *(border(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV")),
            ),
            _margins(60, 60),
        ),
    ),
    element(
        "w:style",
        {"w:type": "numbering", "w:default": 1, "w:styleId": "NoList"},
        val("w:name", "No List"),
        val("w:uiPriority", 99),
        element("w:semiHidden"),
    ),
)


def styles_part(profile: FontProfile) -> bytes:
    """`word/styles.xml`, with the typefaces of a profile that the office has."""
    language = element("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"})
    defaults = element(
        "w:docDefaults",
        None,
        element("w:rPrDefault", None, element("w:rPr", None, fonts(FANG), *sizes(_THIRD), language)),
        element("w:pPrDefault"),
    )
    made = part(
        "w:styles", defaults, *(style.xml() for style in STYLES), together(_CHARACTERS), together(_TABLES)
    )
    return _with_families(made, profile)


# Fonts ---------------------------------------------------------------------------------------------------------

_FONTS = (
    # name, stand-ins, PANOSE, character set, family, pitch
    (TITLE, "方正小标宋_GBK,华文中宋", "02010601030101010101", "86", "auto", "variable"),
    (FANG, "仿宋,华文仿宋", "02010609030101010101", "86", "modern", "fixed"),
    (KAI, "楷体,华文楷体", "02010609030101010101", "86", "modern", "fixed"),
    (HEI, "SimHei,华文黑体", "02010609060101010101", "86", "modern", "fixed"),
    (SONG, "SimSun,华文宋体", "02010600030101010101", "86", "auto", "variable"),
    (LATIN, "", "02020603050405020304", "00", "roman", "variable"),
)


def fonts_part(profile: FontProfile) -> bytes:
    """`word/fontTable.xml`: every font used, and what stands in for it where it is missing."""
    made = part(
        "w:fonts",
        *(
            element(
                "w:font",
                {"w:name": name},
                val("w:altName", others) if others else NONE,
                val("w:panose1", panose),
                val("w:charset", charset),
                val("w:family", family),
                val("w:pitch", pitch),
            )
            for name, others, panose, charset, family, pitch in _FONTS
        ),
    )
    return _with_families(made, profile)


_NAMED = re.compile(r'(?<= w:)(ascii|hAnsi|eastAsia|cs|name)="([^"]+)"')


def _with_families(xml: bytes, profile: FontProfile) -> bytes:
    """A part that names the families of a profile, if it is one for the office, instead of the usual typefaces."""
    if not profile.for_office:
        return xml
    families = {FANG: profile.body[0], KAI: profile.kai[0], HEI: profile.hei[0], TITLE: profile.title[0]}
    found = {usual: html.escape(own) for usual, own in families.items()}
    return _NAMED.sub(lambda m: f'{m[1]}="{found.get(m[2], m[2])}"', xml.decode()).encode()
