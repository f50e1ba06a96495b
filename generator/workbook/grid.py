"""Reads the cells of an untrusted .xlsx, in bounded time and memory. Formulas are never evaluated.

Only what is needed of the format (ECMA-376 part 1, ch. 18) is read, as a stream: no document tree, no macros, no
external links, no entities. A cell's text is what the office saw: numbers and dates as their format shows them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat

from generator.findings import Finding, Place
from generator.workbook.formats import Formats, shown
from generator.workbook.kinds import ACTIVE, TOO_BIG, UNREADABLE, CellPlace

MOST_BYTES = 40_000_000
"""Bytes of all parts read, unpacked."""
MOST_PARTS = 2_000
MOST_SHEETS = 100
MOST_CELLS = 200_000
MOST_TEXT = 40_000
"""Characters of one cell: a little over what Excel allows."""
MOST_MERGED = 200_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_OLE = b"\xd0\xcf\x11\xe0"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, whether a number or a formula stands behind it, whether that has a usable value."""

    text: str
    number: bool = False
    formula: bool = False
    faulty: bool = False


Position = tuple[int, int]
Area = tuple[int, int, int, int]


@dataclass(slots=True)
class Sheet:
    """A sheet: its cells by 1-based row and column, and the merged areas (first row, column, last row, column)."""

    book: str
    name: str
    hidden: bool = False
    cells: dict[Position, Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)

    def at(self, row: int, column: int) -> CellPlace:
        """The place of a cell."""
        return CellPlace(f"[{self.book}]{self.name}", row, column)


class _Refused(Exception):  # noqa: N818 - not an error of ours
    """Why a workbook is not read."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def read_grid(data: bytes, name: str) -> tuple[list[Sheet], list[Finding]]:
    """The sheets of a workbook called `name`, and what is to be said of it; no sheets where it is refused."""
    try:
        return _Reader(data, name).read()
    except _Refused as refused:
        return [], [refused.finding]
    except (
        zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, ValueError, EOFError, OSError,
        NotImplementedError, RuntimeError,
    ):  # fmt: skip
        return [], [UNREADABLE.at(Place(name), "工作簿的内部结构损坏，读不出来")]


class _Reader:
    """One reading of one file."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name, self.bytes_left, self.cells_left = name, MOST_BYTES, MOST_CELLS
        if data.startswith(_OLE):
            raise _Refused(UNREADABLE.at(Place(name), "这是旧格式（.xls）或加了密码的工作簿"))
        if not zipfile.is_zipfile(io.BytesIO(data)):
            raise _Refused(UNREADABLE.at(Place(name), "这不是 .xlsx 工作簿"))
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.parts = set(self.zip.namelist())
        if len(self.parts) > MOST_PARTS:
            raise _Refused(self._too_big(f"里面有{len(self.parts)}个部件"))

    def read(self) -> tuple[list[Sheet], list[Finding]]:
        """All sheets that hold cells."""
        book = self._main_part()
        targets = self._relations(book)
        sheets: list[tuple[str, str, bool]] = []
        epoch_1904 = False

        def start(tag: str, at: dict[str, str]) -> None:
            nonlocal epoch_1904
            if tag == "sheet":
                target = targets.get(at.get("id", ""), "")
                sheets.append((at.get("name", ""), target, at.get("state", "visible") != "visible"))
            elif tag == "workbookPr":
                epoch_1904 = at.get("date1904") in ("1", "true")

        self._parse(book, start)
        if len(sheets) > MOST_SHEETS:
            raise _Refused(self._too_big(f"有{len(sheets)}张工作表"))
        strings = self._strings(self._beside(book, "sharedStrings.xml"))
        formats = self._formats(self._beside(book, "styles.xml"), epoch_1904=epoch_1904)
        read = [
            self._sheet(Sheet(self.name, title, hidden), part, strings, formats)
            for title, part, hidden in sheets
            if part in self.parts and "/worksheets/" in f"/{part}"
        ]
        return read, self._notes()

    # --- parts ------------------------------------------------------------------------------------------------------

    def _main_part(self) -> str:
        targets = self._relations("")
        for part in targets.values():
            if part.endswith("workbook.xml") and part in self.parts:
                return part
        if "xl/workbook.xml" in self.parts:
            return "xl/workbook.xml"
        raise _Refused(UNREADABLE.at(Place(self.name), "这不是 .xlsx 工作簿：里面没有 workbook.xml"))

    def _relations(self, part: str) -> dict[str, str]:
        folder, _, file = part.rpartition("/")
        path = join(folder, "_rels", f"{file}.rels")
        found: dict[str, str] = {}

        def start(tag: str, at: dict[str, str]) -> None:
            if tag == "Relationship" and at.get("TargetMode") != "External":
                target = at.get("Target", "")
                whole = target[1:] if target.startswith("/") else normpath(join(folder, target))
                found[at.get("Id", "")] = whole

        if path in self.parts:
            self._parse(path, start)
        return found

    @staticmethod
    def _beside(book: str, file: str) -> str:
        return join(book.rpartition("/")[0], file)

    def _notes(self) -> list[Finding]:
        active = [p for p in self.parts if p.endswith("vbaProject.bin") or "/externalLinks/" in p]
        return [ACTIVE.at(Place(self.name), "工作簿含有宏或外部链接，没有运行，也没有打开")] if active else []

    def _too_big(self, why: str) -> Finding:
        return TOO_BIG.at(Place(self.name), f"工作簿太大：{why}")

    def _parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        data: Callable[[str], None] | None = None,
    ) -> None:
        """Stream a part through handlers; names come without their namespace."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def refuse(*_: object) -> None:
            raise _Refused(UNREADABLE.at(Place(self.name), "工作簿里有不该有的文档类型声明（DOCTYPE）"))

        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler = lambda tag, at: start(
            _local(tag), {_local(key): value for key, value in at.items()}
        )
        if end is not None:
            parser.EndElementHandler = lambda tag: end(_local(tag))
        if data is not None:
            parser.CharacterDataHandler = data
        with self.zip.open(part) as stream:
            while chunk := stream.read(1 << 16):
                self.bytes_left -= len(chunk)
                if self.bytes_left < 0:
                    raise _Refused(self._too_big(f"展开后超过{MOST_BYTES // 1_000_000}MB"))
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position
            parser.Parse(b"", True)  # noqa: FBT003

    # --- strings, formats -------------------------------------------------------------------------------------------

    def _strings(self, part: str) -> list[str]:
        if part not in self.parts:
            return []
        found: list[str] = []
        text = _Text()

        def start(tag: str, _: dict[str, str]) -> None:
            if tag == "si":
                text.clear()
            text.open(tag)

        def end(tag: str) -> None:
            text.close(tag)
            if tag == "si":
                found.append(text.value)

        self._parse(part, start, end, text.add)
        return found

    def _formats(self, part: str, *, epoch_1904: bool) -> Formats:
        codes: dict[int, str] = {}
        styles: list[int] = []
        inside = ""

        def start(tag: str, at: dict[str, str]) -> None:
            nonlocal inside
            if tag in ("cellXfs", "cellStyleXfs", "dxfs"):
                inside = tag
            elif tag == "numFmt" and inside != "dxfs":
                codes[int(at.get("numFmtId", "0"))] = at.get("formatCode", "")
            elif tag == "xf" and inside == "cellXfs":
                styles.append(int(at.get("numFmtId", "0")))

        if part in self.parts:
            self._parse(part, start)
        return Formats(codes, styles, epoch_1904)

    # --- cells ------------------------------------------------------------------------------------------------------

    def _sheet(self, sheet: Sheet, part: str, strings: list[str], formats: Formats) -> Sheet:
        reading = _Cells(sheet, strings, formats)
        self._parse(part, reading.start, reading.end, reading.data)
        self.cells_left -= len(sheet.cells)
        if self.cells_left < 0 or reading.overflown:
            raise _Refused(self._too_big(f"有内容的单元格超过{MOST_CELLS // 10_000}万个"))
        return sheet


class _Cells:
    """Takes in the cells of one sheet as they stream by."""

    def __init__(self, sheet: Sheet, strings: list[str], formats: Formats) -> None:
        self.sheet, self.strings, self.formats = sheet, strings, formats
        self.row = self.column = 0
        self.kind, self.style, self.formula = "n", 0, False
        self.value, self.inline = _Text("v"), _Text()
        self.overflown = False

    def start(self, tag: str, at: dict[str, str]) -> None:
        """An element begins."""
        if tag == "row":
            self.row, self.column = int(at.get("r", self.row + 1)), 0
        elif tag == "c":
            self._begin(at)
        elif tag == "f":
            self.formula = True
        elif tag == "mergeCell" and len(self.sheet.merged) < MOST_MERGED:
            area = area_of(at.get("ref", ""))
            self.sheet.merged += [area] if area else []
        self.value.open(tag)
        self.inline.open(tag)

    def _begin(self, at: dict[str, str]) -> None:
        self.column += 1
        if found := _REFERENCE.fullmatch(at.get("r", "")):
            self.row, self.column = int(found[2]), number_of(found[1])
        self.kind, self.style, self.formula = at.get("t", "n"), int(at.get("s", "0")), False
        self.value.clear()
        self.inline.clear()

    def end(self, tag: str) -> None:
        """An element ends."""
        self.value.close(tag)
        self.inline.close(tag)
        if tag != "c" or self.overflown:
            return
        cell = self._cell()
        if (cell.text or cell.formula) and self.row <= LAST_ROW and self.column <= LAST_COLUMN:
            self.sheet.cells[self.row, self.column] = cell
            self.overflown = len(self.sheet.cells) > MOST_CELLS

    def data(self, text: str) -> None:
        """Characters."""
        self.value.add(text)
        self.inline.add(text)

    def _cell(self) -> Cell:
        kind, value, formula = self.kind, self.value.value, self.formula
        if kind == "s":
            index = int(value or "-1")
            text = self.strings[index] if 0 <= index < len(self.strings) else ""
            return Cell(text, formula=formula)
        if kind == "inlineStr":
            return Cell(self.inline.value, formula=formula)
        if kind == "str":
            return Cell(unescaped(value), formula=formula, faulty=formula and not value)
        if kind == "b":
            return Cell("是" if value == "1" else "否", formula=formula)
        if kind == "e":
            return Cell(value or "#N/A", formula=formula, faulty=True)
        if kind == "d":
            return Cell(value, formula=formula)
        if not value:
            return Cell("", formula=formula, faulty=formula)
        text = shown(value, self.formats.code(self.style), self.formats.epoch_1904)
        return Cell(text, number=True, formula=formula)


class _Text:
    """Gathers the characters of `<t>` (or another element); readings of characters (`rPh`) are left out."""

    def __init__(self, tag: str = "t") -> None:
        self.tag, self.value, self.inside, self.reading = tag, "", False, 0

    def clear(self) -> None:
        """Begin anew."""
        self.value = ""

    def open(self, tag: str) -> None:
        """An element begins."""
        self.reading += tag == "rPh"
        self.inside = tag == self.tag and not self.reading

    def close(self, tag: str) -> None:
        """An element ends."""
        self.reading -= tag == "rPh"
        if tag == self.tag:
            self.inside = False
        if tag in ("si", "is"):
            self.value = unescaped(self.value)

    def add(self, text: str) -> None:
        """Characters."""
        if self.inside and len(self.value) < MOST_TEXT:
            self.value += text[:MOST_TEXT]


def unescaped(text: str) -> str:
    """Text with `_xHHHH_` as the character it stands for (ECMA-376, ST_Xstring)."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def number_of(column: str) -> int:
    """The 1-based number of a column's letters."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def area_of(reference: str) -> Area | None:
    """First and last row and column of `A1:C3`; None where it is none."""
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or not all(ends):  # noqa: PLR2004 - a range has two ends
        return None
    (top, left), (bottom, right) = ((int(e[2]), number_of(e[1])) for e in ends if e)
    return top, left, bottom, right


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
