"""The pictures that a narrative names: found in the project's folder, measured and judged. None is decoded here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from generator.content.image_size import Raster, raster
from generator.content.narrative import Narrative
from generator.content.narrative_placeholders import close
from generator.content.narrative_tree import Picture
from generator.content.svg_reader import BrokenSvg, UnsafeSvg, svg_size
from generator.findings import Finding, Kind, Place, Severity

MAX_BYTES = 3_000_000
MAX_SIDE = 10_000
MAX_PIXELS = 40_000_000
SUFFIXES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".svg": "SVG"}

_ERROR = Severity.ERROR

NO_FILE = Kind(
    code="R030",
    title="图片文件不存在",
    severity=_ERROR,
    explanation="正文引用的图片要在项目文件夹里。文件名的大小写、扩展名和中间的空格都要一样；不能是指到文件夹外面的链接。",
    mend="把图片放进项目的 figures 文件夹，或改正文件名。",
    wrong="![平台总体结构](figures/结构图.PNG)",
    right="![平台总体结构](figures/结构图.png)",
)
FORMAT = Kind(
    code="R031",
    title="图片的格式不能用",
    severity=_ERROR,
    explanation="图片可以是 PNG、JPEG 或 SVG，扩展名要与内容一致，文件要完整。照片的颜色要是 RGB 或灰度：印刷用的 CMYK 在网页上会变色。",
    mend="用画图软件打开，另存为 PNG（图表、截图）或 JPEG（照片）。",
    wrong="![现场照片](figures/现场.webp)",
    right="![现场照片](figures/现场.jpg)",
)
TOO_LARGE = Kind(
    code="R032",
    title="图片太大",
    severity=_ERROR,
    explanation="图片最多 3 MB，边长最多 10000 像素，总共最多 4000 万像素。再大的在手机上打不开，PDF 也会很大。",
    mend="缩小后再放；印满一页宽只需要 2000 像素左右。",
)
UNSAFE_SVG = Kind(
    code="R033",
    title="SVG 图片里有不能公开的内容",
    severity=_ERROR,
    explanation="SVG 是程序能读的文件，可以带脚本、外面的文件和网址，画图软件还会写进本机路径。公开的图片只能有图形和文字。",
    mend="在画图软件里另存为“普通 SVG”（纯 SVG），或导出为 PNG。",
)
METADATA = Kind(
    code="R034",
    title="照片里带有拍摄信息",
    severity=_ERROR,
    explanation="手机和相机会在照片里写进拍摄地点和方向。拍摄地点不应公开；靠标记转正的照片，有的软件会横着显示。",
    mend="用画图软件把照片转正、另存，并去掉位置信息（Windows：右键，属性，详细信息，删除属性和个人信息）。",
)

KINDS: tuple[Kind, ...] = (NO_FILE, FORMAT, TOO_LARGE, UNSAFE_SVG, METADATA)


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A picture that can be published. `source` is its path in the project's folder; the size is in pixels."""

    source: str
    path: Path
    digest: str
    """SHA-256 of the file, so that who depends on the picture depends on its bytes."""
    width: int
    height: int


def read_images(folder: Path, narrative: Narrative) -> tuple[tuple[ImageFile, ...], list[Finding]]:
    """The pictures of a narrative that can be published, each once, and what is wrong with the others."""
    images: dict[str, ImageFile] = {}
    findings: list[Finding] = []
    for block in narrative.blocks:
        if not isinstance(block, Picture) or unquote(block.source) in images:
            continue
        source, place = unquote(block.source), Place(narrative.file, block.line, block.column)
        try:
            images[source] = _read(folder, source)
        except _Fault as fault:
            findings.append(fault.kind.at(place, fault.message, found=source, expected=fault.expected))
    return tuple(images.values()), findings


class _Fault(Exception):  # noqa: N818 - becomes a finding
    def __init__(self, kind: Kind, message: str, expected: str = "") -> None:
        super().__init__(message)
        self.kind, self.message, self.expected = kind, message, expected


def _read(folder: Path, source: str) -> ImageFile:
    path = folder / source
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _Fault(NO_FILE, "图片是指到项目文件夹外面的链接")
    if not path.is_file():
        raise _Fault(NO_FILE, "项目文件夹里没有这个图片", close(source, _pictures(folder)))
    if path.stat().st_size > MAX_BYTES:
        raise _Fault(TOO_LARGE, f"图片有{path.stat().st_size / 1_000_000:.1f} MB", "不超过3 MB")
    data = path.read_bytes()
    width, height = _size(path.suffix.lower(), data)
    return ImageFile(source, path, hashlib.sha256(data).hexdigest(), width, height)


def _pictures(folder: Path) -> Iterator[str]:
    """Every picture in a project's folder."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES:
            yield path.relative_to(folder).as_posix()


def _size(suffix: str, data: bytes) -> tuple[int, int]:
    if suffix not in SUFFIXES:
        raise _Fault(FORMAT, f"不能用“{suffix or '没有扩展名的'}”图片", ".png、.jpg、.svg")
    if SUFFIXES[suffix] == "SVG":
        return _svg(data)
    found = raster(data)
    if found is None or SUFFIXES[suffix] != _format(data):
        raise _Fault(FORMAT, f"文件不完整，或者内容不是 {SUFFIXES[suffix]}")
    _judge(found)
    return found.width, found.height


def _format(data: bytes) -> str:
    return "PNG" if data.startswith(b"\x89") else "JPEG"


def _judge(found: Raster) -> None:
    if max(found.width, found.height) > MAX_SIDE or found.width * found.height > MAX_PIXELS:
        size = f"{found.width}×{found.height}"
        raise _Fault(TOO_LARGE, f"图片有{size}像素", f"边长不超过{MAX_SIDE}像素，总共不超过4000万像素")
    if found.cmyk:
        raise _Fault(FORMAT, "照片的颜色是 CMYK", "RGB 或灰度")
    if found.located:
        raise _Fault(METADATA, "照片里有拍摄地点")
    if found.turned:
        raise _Fault(METADATA, "照片靠标记转正，有的软件会横着显示")


def _svg(data: bytes) -> tuple[int, int]:
    try:
        return svg_size(data)
    except UnsafeSvg as fault:
        raise _Fault(UNSAFE_SVG, f"SVG 图片{fault}") from None
    except BrokenSvg as fault:
        raise _Fault(FORMAT, f"SVG 图片{fault}") from None
