"""Reads a file of content as text: UTF-8, of a bounded size, with every fault at its place."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from generator.findings import Finding, Kind, Place, Severity

LIMIT = 2_000_000

TOO_LARGE = Kind(
    code="Y001",
    title="文件太大",
    severity=Severity.ERROR,
    explanation="内容文件是人写的文字，正常不会超过几百 KB。太大的文件多半是放错了，也会拖慢所有人的构建。",
    mend="检查是否放错了文件；图片和附件放进 figures/ 或 attachments/，数据太多时拆成几个项目。",
)
NOT_UTF8 = Kind(
    code="Y002",
    title="文件编码不是 UTF-8",
    severity=Severity.ERROR,
    explanation="内容文件一律用 UTF-8 编码。用旧版记事本或表格软件保存的文件可能是 GBK（ANSI）编码，直接读会变成乱码。",
    mend="用记事本打开，选“另存为”，编码选“UTF-8”，再保存；正文里如有乱码，改正后再保存。",
)
UTF16 = Kind(
    code="Y003",
    title="文件编码是 UTF-16",
    severity=Severity.ERROR,
    explanation="记事本里的“Unicode”就是 UTF-16。内容文件一律用 UTF-8 编码。",
    mend="用记事本打开，选“另存为”，编码选“UTF-8”，再保存。",
)
HAS_NUL = Kind(
    code="Y004",
    title="文件里有空字节",
    severity=Severity.ERROR,
    explanation="文字文件里不会有空字节（NUL）。有空字节的多半是图片、压缩包之类的二进制文件，或者文件已经损坏。",
    mend="检查是否放错了文件；如果文件损坏，从版本库或备份中恢复。",
)
UNREADABLE = Kind(
    code="Y005",
    title="文件读不出来",
    severity=Severity.ERROR,
    explanation="文件不存在、没有读取权限，或者它不是普通文件。",
    mend="检查文件名和位置是否正确，以及是否有读取权限。",
)

KINDS: tuple[Kind, ...] = (TOO_LARGE, NOT_UTF8, UTF16, HAS_NUL, UNREADABLE)

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONVERT = (
    "用记事本打开，选“另存为”，编码选“UTF-8”，再保存；"
    "或用命令转换：iconv -f GB18030 -t UTF-8 原文件 > 新文件，核对无误后替换原文件。"
)
_MOSTLY = 0.6
_SLIGHTLY = 0.1


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a content file: `file` as findings name it, lines ended by a line feed, no byte order mark."""

    path: Path
    file: str
    text: str


def read_source(path: Path, file: str, limit: int = LIMIT) -> tuple[SourceText | None, list[Finding]]:
    """Read the file at `path`, called `file` in findings; at most `limit` bytes.

    Returns the text, or None with the findings that say why there is none. Never raises.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None, [UNREADABLE.at(Place(file), "这不是普通文件，读不出文字")]
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        return None, [_unreadable(file, error)]
    fault = _fault(data, file, limit)
    if fault:
        return None, [fault]
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(path, file, text), []


def _unreadable(file: str, error: Exception) -> Finding:
    if isinstance(error, FileNotFoundError):
        return UNREADABLE.at(Place(file), "找不到这个文件")
    if isinstance(error, PermissionError):
        return UNREADABLE.at(Place(file), "没有读取这个文件的权限")
    return UNREADABLE.at(Place(file), "这个文件读不出来")


def _fault(data: bytes, file: str, limit: int) -> Finding | None:
    """The one reason, if any, why these bytes are no text of ours."""
    if len(data) > limit:
        size = f"{limit / 1_000_000:g} MB" if limit >= 1_000_000 else f"{limit} 字节"  # noqa: PLR2004
        return TOO_LARGE.at(Place(file), f"文件超过了 {size}", expected=f"不超过 {size}")
    if data.startswith(_UTF16_MARKS):
        return UTF16.at(Place(file), "文件是 UTF-16 编码，读不了", found="UTF-16", expected="UTF-8")
    nul = data.find(b"\0")
    if nul >= 0 and _looks_utf16(data):
        return UTF16.at(Place(file), "文件像是 UTF-16 编码，读不了", found="UTF-16", expected="UTF-8")
    if nul >= 0:
        place = _place(data[:nul], file)
        return HAS_NUL.at(place, "这里有一个空字节（NUL），文件不是文字或已损坏", found="00")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, file)
    return None


def _looks_utf16(data: bytes) -> bool:
    """Whether NULs stand at every other byte of the ASCII part, as in UTF-16 without a mark."""
    try:
        text = data.decode("utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be")
    except UnicodeDecodeError:
        return False
    readable = sum(ch.isprintable() or ch in "\r\n\t" for ch in text)
    return "\0" not in text and readable == len(text)


def _place(before: bytes, file: str) -> Place:
    """The place right after these bytes; columns count characters."""
    text = before.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return Place(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


def _not_utf8(data: bytes, start: int, file: str) -> Finding:
    place = _place(data[:start], file)
    found = data[start : start + 4].hex(" ").upper()
    if _looks_gbk(data):
        message = "文件不是 UTF-8 编码，看起来是 GBK（GB18030，记事本里叫 ANSI）"
        return NOT_UTF8.at(place, message, found=found, expected="UTF-8", hint=_CONVERT)
    message = "从这里起有不是 UTF-8 的字节，文件可能在传输或保存时损坏"
    return NOT_UTF8.at(place, message, found=found, expected="UTF-8")


def _looks_gbk(data: bytes) -> bool:
    """Whether the bytes read well as GB18030 and are not simply UTF-8 with some damage."""
    lenient = [ch for ch in data.decode("utf-8", "replace") if ch > "\x7f"]
    if lenient.count("\ufffd") < _SLIGHTLY * len(lenient):
        return False
    try:
        foreign = [ch for ch in data.decode("gb18030") if ch > "\x7f"]
    except UnicodeDecodeError:
        return False
    chinese = sum(
        "\u4e00" <= ch <= "\u9fff" or "\u3000" <= ch <= "\u303f" or "\uff00" <= ch <= "\uffef"
        for ch in foreign
    )
    return chinese >= _MOSTLY * len(foreign)
