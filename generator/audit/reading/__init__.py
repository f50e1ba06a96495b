"""A file to a document: paragraphs, rows of tables and footnotes with their places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.audit.document import Document
from generator.audit.reading.docx import read_docx
from generator.audit.reading.fault import Unreadable
from generator.audit.reading.html import blocks_of_html
from generator.audit.reading.lines import read_lines
from generator.audit.reading.pdf import read_pdf
from generator.findings import Finding, Kind, Place, Severity

UNREADABLE = Kind(
    code="T001",
    title="文件读不出来",
    severity=Severity.ERROR,
    explanation="文件不存在、没有权限，或者内容损坏、不是它的后缀所说的格式。",
    mend="检查文件；用原来的软件打开后另存一份再试。",
)
UNKNOWN_FORMAT = Kind(
    code="T002",
    title="不认识的文件格式",
    severity=Severity.ERROR,
    explanation="能核对的是 DOCX、PDF（要有文字）、Markdown、HTML 和纯文本。",
    mend="把文件另存为 DOCX 或 PDF；.doc、.wps 先另存为 .docx。",
)
TOO_LARGE = Kind(
    code="T003",
    title="文件太大",
    severity=Severity.ERROR,
    explanation="一份报告不会有这么大。太大的文件不读，免得耗尽内存。",
    mend="拆开，或去掉图片和附件再试。",
)
NO_TEXT = Kind(
    code="T004",
    title="文件里没有文字",
    severity=Severity.ERROR,
    explanation="多半是扫描件，只有图像。没有文字就无从核对。",
    mend="先做文字识别，或用原来的 Word 文件。",
)
KINDS = (UNREADABLE, UNKNOWN_FORMAT, TOO_LARGE, NO_TEXT)

MOST_BYTES = 30_000_000
MOST_CHARACTERS = 500_000
_Reader = Callable[[bytes, str], Document]


def read(path: Path, name: str) -> tuple[Document | None, list[Finding]]:
    """The document in a file, or why there is none."""
    at = Place(name)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        return None, [UNKNOWN_FORMAT.at(at, f"不认识“{path.suffix or path.name}”这种文件", found=path.suffix)]
    try:
        if path.stat().st_size > MOST_BYTES:
            return None, [TOO_LARGE.at(at, f"文件超过{MOST_BYTES // 1_000_000}兆字节")]
        data = path.read_bytes()
    except OSError as error:
        return None, [UNREADABLE.at(at, f"文件读不出来：{error.strerror}")]
    return _parsed(reader, data, name)


def _parsed(reader: _Reader, data: bytes, name: str) -> tuple[Document | None, list[Finding]]:
    at = Place(name)
    try:
        document = reader(data, name)
    except Unreadable as fault:
        return None, [(TOO_LARGE if fault.large else UNREADABLE).at(at, str(fault))]
    if not document.blocks:
        return None, [NO_TEXT.at(at, "没有读到任何文字")]
    return document, []


def read_text(data: bytes, name: str) -> Document:
    """Plain text or Markdown."""
    text = _decoded(data)
    return Document(name, tuple(read_lines(name, text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))))


def read_html(data: bytes, name: str) -> Document:
    """A page, or what an office program saved as one."""
    return blocks_of_html(_decoded(data), name)


def _decoded(data: bytes) -> str:
    """UTF-8, or GB 18030, in which old files are."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(text) > MOST_CHARACTERS:
            raise Unreadable(f"文字超过{MOST_CHARACTERS // 10_000}万个字", large=True)
        return text
    raise Unreadable("文件不是文字，或者编码认不出来")


_READERS: dict[str, _Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
