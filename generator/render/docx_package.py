"""The file around the parts of a DOCX: settings, properties, relationships, and the archive. Same parts, same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.render.docx_xml import NONE, Xml, element, part, together, val
from generator.render.drawings import MEDIA
from generator.report.document import DRAFT_MARK, Document

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DAY = (1980, 1, 1, 0, 0, 0)
"""What the archive says of when its files were made: nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that the main document refers to by `id`."""

    id: str
    kind: str
    """Last word of its relationship's type, such as `styles`; `word/` + name + content type follow from it."""
    name: str
    data: bytes

    @property
    def content_type(self) -> str:
        """What `[Content_Types].xml` says of it."""
        return MEDIA[PurePosixPath(self.name).suffix] if self.kind == "image" else f"{_WORD}.{self.kind}+xml"


def package(document: Document, main: bytes, parts: Sequence[Part], links: Mapping[str, str]) -> bytes:
    """The DOCX. `links` are addresses outside by the id of their relationship."""
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _root_relationships(),
        "docProps/app.xml": _app(document),
        "docProps/core.xml": _core(document),
        "word/document.xml": main,
        "word/_rels/document.xml.rels": _relationships(
            *(_relationship(p.id, f"{_OFFICE}/relationships/{p.kind}", p.name) for p in parts),
            *(
                _relationship(name, f"{_OFFICE}/relationships/hyperlink", to, outside=True)
                for name, to in links.items()
            ),
        ),
        **{f"word/{p.name}": p.data for p in parts},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


# Relationships and types ---------------------------------------------------------------------------------------


def _relationship(identifier: str, kind: str, target: str, *, outside: bool = False) -> Xml:
    mode: dict[str, str | int] = {"TargetMode": "External"} if outside else {}
    return element("Relationship", {"Id": identifier, "Type": kind, "Target": target, **mode})


def _relationships(*relationships: Xml) -> bytes:
    return _plain_part("Relationships", f"{_PACKAGE}/relationships", *relationships)


def _root_relationships() -> bytes:
    return _relationships(
        _relationship("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        _relationship("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        _relationship("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    )


def _content_types(parts: Sequence[Part]) -> bytes:
    defaults = (
        element("Default", {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"}),
        element("Default", {"Extension": "xml", "ContentType": "application/xml"}),
    )  # fmt: skip
    overrides = {
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/word/document.xml": f"{_WORD}.document.main+xml",
        **{f"/word/{p.name}": p.content_type for p in parts},
    }
    written = (
        element("Override", {"PartName": name, "ContentType": kind}) for name, kind in overrides.items()
    )
    return _plain_part("Types", f"{_PACKAGE}/content-types", *defaults, *written)


def _plain_part(tag: str, namespace: str, *children: Xml) -> bytes:
    return f"{_HEAD}{element(tag, {'xmlns': namespace}, *children)}".encode()


# Properties ----------------------------------------------------------------------------------------------------


def _core(document: Document) -> bytes:
    """Title, author and the document's own date."""
    moment = f"{document.date:%Y-%m-%d}T00:00:00Z"
    namespaces = {
        "xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    told = (
        element("dc:title", None, document.title),
        element("dc:creator", None, document.author),
        element("cp:keywords", None, "；".join(document.keywords)),
        element("dc:description", None, document.notice) if document.notice else NONE,
        element("dc:language", None, "zh-CN"),
        element("cp:lastModifiedBy", None, document.author),
        element("cp:revision", None, "1"),
        *(
            element(f"dcterms:{kind}", {"xsi:type": "dcterms:W3CDTF"}, moment)
            for kind in ("created", "modified")
        ),
        element("cp:contentStatus", None, DRAFT_MARK) if document.draft else NONE,
    )
    return f"{_HEAD}{element('cp:coreProperties', namespaces, *told)}".encode()


def _app(document: Document) -> bytes:
    return _plain_part(
        "Properties",
        f"{_OFFICE}/extended-properties",
        element("Application", None, "jixiao"),
        element("Company", None, document.author),
    )


# Settings ------------------------------------------------------------------------------------------------------


def settings_part(*, draft: bool, update: bool) -> bytes:
    """`word/settings.xml`. `update` has Word fill in the page numbers when it opens the file.

    A draft tracks changes, unless that would make the page numbers a change.
    """
    return part(
        "w:settings",
        element("w:zoom", {"w:percent": 100}),
        element("w:trackRevisions") if draft and not update else NONE,
        val("w:defaultTabStop", 640),
        element("w:evenAndOddHeaders"),
        val("w:characterSpacingControl", "compressPunctuation"),
        element("w:updateFields") if update else NONE,
        element("w:footnotePr", None, *(element("w:footnote", {"w:id": number}) for number in (-1, 0))),
        _compatibility(),
        element("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}),
        val("w:decimalSymbol", "."),
        val("w:listSeparator", ","),
    )


def _compatibility() -> Xml:
    """As a Chinese Word of today, but lines of tables keep off the grid (no `adjustLineHeightInTable`)."""
    old = ("spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace",
           "doNotExpandShiftReturn", "useFELayout")  # fmt: skip
    address = "http://schemas.microsoft.com/office/word"
    today = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1, "enableOpenTypeFeatures": 1,
             "doNotFlipMirrorIndents": 1, "differentiateMultirowTableHeaders": 1}  # fmt: skip
    return element(
        "w:compat",
        None,
        together(element(f"w:{name}") for name in old),
        *(
            element("w:compatSetting", {"w:name": name, "w:uri": address, "w:val": value})
            for name, value in today.items()
        ),
    )
