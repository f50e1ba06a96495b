"""Reading a DOCX back, and what its markup must hold for an office program to open it without repairs.

The sequences are those of ECMA-376 (ISO/IEC 29500-1, transitional), Part 1, annex A.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PREFIXES = {
    WORD: "w",
    OFFICE: "r",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:word": "w10",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
}

SEQUENCES = {
    name: tuple(children.split())
    for name, children in {
        "pPr": (
            "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
            "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
            "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
            "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
        ),
        "rPr": (
            "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
            "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl "
            "cs em lang eastAsianLayout specVanish oMath"
        ),
        "tblPr": (
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
            "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
        ),
        "trPr": (  # a choice in the standard; the order here is that of Word
            "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden"
        ),
        "tcPr": (
            "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
        ),
        "sectPr": (
            "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
            "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
        ),
        "settings": (
            "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
            "displayBackgroundShape embedTrueTypeFonts mirrorMargins proofState attachedTemplate revisionView "
            "trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection defaultTabStop autoHyphenation "
            "evenAndOddHeaders drawingGridVerticalSpacing noPunctuationKerning characterSpacingControl "
            "strictFirstAndLastChars updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids "
            "themeFontLang clrSchemeMapping shapeDefaults decimalSymbol listSeparator"
        ),
        "compat": (
            "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace "
            "doNotExpandShiftReturn adjustLineHeightInTable useFELayout compatSetting"
        ),
        "style": (
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
            "rsid pPr rPr tblPr trPr tcPr tblStylePr"
        ),
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
        "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
        "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
        "num": "abstractNumId lvlOverride",
        "numPr": "ilvl numId",
        "font": "altName panose1 charset family notTrueType pitch sig",
        "pBdr": "top left bottom right between bar",
        "tblBorders": "top start left bottom end right insideH insideV",
        "tblCellMar": "top start left bottom end right",
        "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
        "tr": "tblPrEx trPr tc",
        "sdt": "sdtPr sdtEndPr sdtContent",
        "sdtPr": "rPr alias tag id lock placeholder docPartObj",
        "docPartObj": "docPartGallery docPartCategory docPartUnique",
    }.items()
}
"""Children of an element in the order that the schema wants; an element with others is at fault."""

REPEATED = frozenset(
    ("headerReference", "footerReference", "compatSetting", "style", "abstractNum", "num", "lvl", "lvlOverride", "tr",
     "tc", "bookmarkStart", "bookmarkEnd", "tblStylePr")
)  # fmt: skip
"""Children that may stand there several times."""


def short(name: str) -> str:
    """`w:p` for the full name of an element or attribute."""
    found = re.fullmatch(r"\{(.+)\}(.+)", name)
    return f"{_PREFIXES.get(found[1], found[1])}:{found[2]}" if found else name


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{WORD}}}{name}"


def value(element: ET.Element | None, name: str = "val") -> str:
    """An attribute of an element; empty where one of them is missing."""
    return "" if element is None else element.get(w(name), "")


def parsed(data: bytes) -> ET.Element:
    """The root of a part."""
    return ET.fromstring(data)  # noqa: S314 - our own output


def text_of(element: ET.Element) -> str:
    """What is printed of an element: its text, line feeds for line breaks; of fields the result."""
    return "".join(_told(inner) for run in element.iter(w("r")) for inner in run)


def _told(element: ET.Element) -> str:
    if element.tag == w("t"):
        return element.text or ""
    return {w("br"): "\n", w("tab"): "\t"}.get(element.tag, "")


@dataclass(slots=True)
class Docx:
    """A DOCX taken apart."""

    files: dict[str, bytes]
    roots: dict[str, ET.Element] = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes) -> Docx:
        """Take a file apart."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            files = {name: archive.read(name) for name in archive.namelist()}
        roots = {name: parsed(data) for name, data in files.items() if name.endswith((".xml", ".rels"))}
        return cls(files, roots)

    def part(self, name: str = "document") -> ET.Element:
        """The root of `word/<name>.xml`."""
        return self.roots[f"word/{name}.xml"]

    @property
    def body(self) -> list[ET.Element]:
        """Paragraphs, tables and what else stands in the body."""
        return list(self.part()[0])

    def all(self, name: str, part: str = "document") -> list[ET.Element]:
        """All elements of a name."""
        return list(self.part(part).iter(w(name)))

    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of every paragraph of the document."""
        return [(style_of(p), text_of(p)) for p in self.all("p")]

    def texts(self, *styles: str) -> list[str]:
        """The text of every paragraph of such styles."""
        return [text for style, text in self.paragraphs() if style in styles]

    def styles(self) -> dict[str, ET.Element]:
        """The styles by id."""
        return {value(s, "styleId"): s for s in self.all("style", "styles")}

    def relationships(self) -> dict[str, ET.Element]:
        """The relationships of the main document by id."""
        found = self.roots["word/_rels/document.xml.rels"]
        return {r.get("Id", ""): r for r in found}


def style_of(paragraph: ET.Element) -> str:
    """The id of a paragraph's style."""
    return value(paragraph.find(f"{w('pPr')}/{w('pStyle')}"))


# What must hold ------------------------------------------------------------------------------------------------


def faults(docx: Docx) -> list[str]:
    """Everything for which an office program might ask to repair the file."""
    checks = (_order, _cells, _package, _references, _bookmarks, _numbers, _fields, _notes)
    return [fault for check in checks for fault in check(docx)]


def _word_parts(docx: Docx) -> Iterator[tuple[str, ET.Element]]:
    return ((name, root) for name, root in docx.roots.items() if re.fullmatch(r"word/[^/]+\.xml", name))


def _order(docx: Docx) -> Iterator[str]:
    """Children stand in the order of the schema."""
    for name, root in _word_parts(docx):
        for element in root.iter():
            sequence = SEQUENCES.get(element.tag.removeprefix(f"{{{WORD}}}"))
            if sequence is None:
                continue
            found = [child.tag.removeprefix(f"{{{WORD}}}") for child in element]
            unknown = set(found) - set(sequence)
            yield from (f"{name}: {short(element.tag)} 里不能有 {child}" for child in unknown)
            places = [sequence.index(child) for child in found if child not in unknown]
            if places != sorted(places):
                yield f"{name}: {short(element.tag)} 的次序 {found}"
            twice = {child for child, n in Counter(found).items() if n > 1} - REPEATED
            yield from (f"{name}: {short(element.tag)} 里有几个 {child}" for child in twice)
        yield from _first(name, root)


def _first(name: str, root: ET.Element) -> Iterator[str]:
    """Properties come first."""
    for parent, child in (("p", "pPr"), ("r", "rPr"), ("tc", "tcPr")):
        for element in root.iter(w(parent)):
            if any(short(c.tag) == f"w:{child}" for c in element[1:]):
                yield f"{name}: {child} 不在 {parent} 之首"


def _cells(docx: Docx) -> Iterator[str]:
    """Cells end with a paragraph and fill the grid; what is merged downwards has begun above."""
    for table in docx.all("tbl"):
        widths = [int(value(column, "w")) for column in table.iter(w("gridCol"))]
        open_above: dict[int, int] = {}
        for row in table.findall(w("tr")):
            column, begun = 0, {}
            for cell in row.findall(w("tc")):
                if cell[-1].tag != w("p"):
                    yield "格子不以段落结尾"
                span = int(value(cell.find(f"{w('tcPr')}/{w('gridSpan')}")) or 1)
                if int(value(cell.find(f"{w('tcPr')}/{w('tcW')}"), "w")) != sum(
                    widths[column : column + span]
                ):
                    yield "格宽与列宽不合"
                merge = value(cell.find(f"{w('tcPr')}/{w('vMerge')}"))
                if merge == "continue" and open_above.get(column) != span:
                    yield "合并单元格没有起点"
                if merge:
                    begun[column] = span
                column += span
            if column != len(widths):
                yield f"行有 {column} 列，表有 {len(widths)} 列"
            open_above = begun


def _package(docx: Docx) -> Iterator[str]:
    """Every part has a type, every relationship leads to a part, every part is led to."""
    types = docx.roots["[Content_Types].xml"]
    declared = {t.get("PartName", "").lstrip("/") for t in types} | {"[Content_Types].xml"}
    endings = {t.get("Extension") for t in types if t.get("Extension")}
    for name in docx.files:
        if name not in declared and name.rsplit(".", 1)[-1] not in endings - {"xml"}:
            yield f"{name} 没有类型"
    yield from (f"{name} 不存在" for name in declared - set(docx.files) - {""})
    reached = set()
    for name, root in docx.roots.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = [r.get("Id") for r in root]
        if len(ids) != len(set(ids)):
            yield f"{name} 里有相同的 Id"
        inner = [r for r in root if r.get("TargetMode") != "External"]
        reached |= {posixpath.normpath(posixpath.join(folder, r.get("Target", ""))) for r in inner}
    yield from (f"{name} 不存在" for name in reached - set(docx.files))
    unreached = {n for n in docx.files if not n.endswith(".rels") and n != "[Content_Types].xml"} - reached
    yield from (f"没有关系指向 {name}" for name in unreached)


def _references(docx: Docx) -> Iterator[str]:
    """Ids of relationships, styles and lists are there."""
    relationships = set(docx.relationships())
    for element in docx.part().iter():
        for name, given in element.attrib.items():
            if name.startswith(f"{{{OFFICE}}}") and given not in relationships:
                yield f"没有关系 {given}"
    styles = set(docx.styles())
    for name, root in _word_parts(docx):
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            used = {value(e) for e in root.iter(w(tag))}
            yield from (f"{name}: 没有样式 {missing}" for missing in used - styles)
    lists = {value(n, "numId") for n in docx.all("num", "numbering")}
    yield from (f"没有列表 {n}" for n in {value(e) for e in docx.all("numId")} - lists)


def _bookmarks(docx: Docx) -> Iterator[str]:
    """Bookmarks are unique, well named and closed; links and page references lead to one."""
    starts, ends = docx.all("bookmarkStart"), docx.all("bookmarkEnd")
    names = [value(b, "name") for b in starts]
    ids = [value(b, "id") for b in starts]
    yield from (f"书签 {n} 有几个" for n, count in Counter(n.lower() for n in names).items() if count > 1)
    yield from (f"书签名 {n}" for n in names if not re.fullmatch(r"[^\W\d_]\w{0,39}", n))
    if len(set(ids)) != len(ids) or sorted(ids) != sorted(value(b, "id") for b in ends):
        yield "书签的编号"
    anchors = {value(link, "anchor") for link in docx.all("hyperlink")} - {""}
    fields = " ".join(e.text or "" for e in docx.all("instrText"))
    anchors |= set(re.findall(r"PAGEREF (\S+)", fields))
    yield from (f"没有书签 {missing}" for missing in anchors - set(names))


def _numbers(docx: Docx) -> Iterator[str]:
    """Ids of drawings and of content controls are unique."""
    for name in ("sdt", "docPr"):
        found = [
            (value(e) if name == "sdt" else e.get("id", ""))
            for _, root in _word_parts(docx)
            for e in root.iter()
            if short(e.tag) == ("w:id" if name == "sdt" else "wp:docPr")
        ]
        if len(set(found)) != len(found):
            yield f"{name} 的编号"
    for part, root in _word_parts(docx):
        shapes = [e.get("id") for e in root.iter() if short(e.tag) in {"v:shape", "v:shapetype"}]
        if len(set(shapes)) != len(shapes):
            yield f"{part}: 图形的编号"


def _fields(docx: Docx) -> Iterator[str]:
    """Fields are opened and closed in turn."""
    for name, root in _word_parts(docx):
        open_fields: list[str] = []
        for mark in root.iter(w("fldChar")):
            kind = value(mark, "fldCharType")
            if kind == "begin":
                open_fields.append(kind)
            elif kind == "separate" and open_fields[-1:] == ["begin"]:
                open_fields[-1] = kind
            elif kind == "end" and open_fields:
                open_fields.pop()
            else:
                yield f"{name}: 域的 {kind}"
        if open_fields:
            yield f"{name}: 域没有结束"


def _notes(docx: Docx) -> Iterator[str]:
    """Each footnote is referred to once."""
    notes = [value(n, "id") for n in docx.all("footnote", "footnotes") if not value(n, "type")]
    used = [value(e, "id") for name in ("document", "footnotes") for e in docx.all("footnoteReference", name)]
    if sorted(notes) != sorted(used) or len(set(notes)) != len(notes):
        yield f"脚注 {notes} 与引用 {used}"


def drawn(element: ET.Element) -> list[tuple[str, str]]:
    """Name and alternative text of the pictures in an element."""
    return [(e.get("name", ""), e.get("descr", "")) for e in element.iter() if short(e.tag) == "wp:docPr"]


def first(element: ET.Element, path: str) -> ET.Element:
    """The element at a path such as `pPr/spacing`, which must be there."""
    found = element.find("/".join(w(name) for name in path.split("/")))
    assert found is not None, path
    return found
