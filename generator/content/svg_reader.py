"""Reads the SVG of an author: its size, and whatever in it could run, or fetch something, or tell too much."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from xml.parsers import expat

MAX_ELEMENTS = 20_000

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    ("svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "metadata", "style", "path", "rect", "circle",
     "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "image", "linearGradient",
     "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "view", "filter", "feBlend", "feColorMatrix",
     "feComponentTransfer", "feComposite", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
     "feGaussianBlur", "feMerge", "feMergeNode", "feOffset")
)  # fmt: skip
"""Elements that only draw."""

_EDITORS = (
    "http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://www.w3.org/1999/02/22-rdf-syntax-ns",
    "http://creativecommons.org/ns", "http://web.resource.org/cc/", "http://purl.org/dc/", "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/", "http://www.serif.com/", "https://boxy-svg.com", "http://xmlns.figma.com",
)  # fmt: skip
"""Notes of drawing programs, which nothing shows."""

_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|javascript:|expression\(", re.IGNORECASE)
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg);base64,", re.IGNORECASE)
_PATH = re.compile(r"[A-Za-z]:[\\/]|file:|/(?:home|Users|root)/")
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(px|pt|pc|mm|cm|in)?\s*")
_UNITS = {None: "1", "px": "1", "pt": "1.3333", "pc": "16", "mm": "3.7795", "cm": "37.795", "in": "96"}
"""Pixels in a unit of length."""


class UnsafeSvg(Exception):  # noqa: N818 - a fault of content, like a finding
    """What in an SVG cannot be published; the text is Chinese, for authors."""


class BrokenSvg(Exception):  # noqa: N818 - a fault of content, like a finding
    """Why an SVG cannot be shown; the text is Chinese, for authors."""


def svg_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of an SVG that only draws. Raises `UnsafeSvg` or `BrokenSvg`."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        data.decode()
        parser.Parse(data, True)  # noqa: FBT003 - the whole of it
    except UnicodeDecodeError:
        raise BrokenSvg("不是 UTF-8 编码") from None
    except expat.ExpatError as error:
        raise BrokenSvg(f"第{error.lineno}行不是正确的 XML") from None
    return _size(reader.root)


@dataclass(slots=True)
class _Reader:
    root: dict[str, str] = field(default_factory=dict)
    elements: int = 0
    in_style: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self.elements:
            if (space, local) != (_SVG, "svg"):
                raise BrokenSvg("最外层不是 SVG")
            self.root = attributes
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise UnsafeSvg(f"超过{MAX_ELEMENTS}个元素")
        if space == _SVG and local not in _ELEMENTS:
            raise UnsafeSvg(f"有元素 <{local}>")
        if space != _SVG and not space.startswith(_EDITORS):
            raise UnsafeSvg(f"有不是 SVG 的元素 <{local}>")
        self.in_style += local == "style"
        for key, value in attributes.items():
            _judge(key.rpartition(" ")[2], value)

    def end(self, name: str) -> None:
        self.in_style -= name.endswith(" style")

    def text(self, text: str) -> None:
        if self.in_style and _OUTSIDE.search(text):
            raise UnsafeSvg("样式里引用了外面的文件")

    def doctype(self, *_: object) -> None:
        raise UnsafeSvg("有文档类型声明 <!DOCTYPE>")

    def instruction(self, target: str, _: str) -> None:
        raise UnsafeSvg(f"有处理指令 <?{target}>")


def _judge(name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise UnsafeSvg(f"有脚本属性 {name}")
    if name == "href" and not _INSIDE.match(value.strip()):
        raise UnsafeSvg("引用了外面的文件或网址")
    if _PATH.match(value.strip()):
        raise UnsafeSvg(f"属性 {name} 里有本机路径")
    if _OUTSIDE.search(value):
        raise UnsafeSvg(f"属性 {name} 里引用了外面的文件或脚本")


def _size(root: dict[str, str]) -> tuple[int, int]:
    lengths = [_LENGTH.fullmatch(root.get(key, "")) for key in ("width", "height")]
    stated = [Decimal(found[1]) * Decimal(_UNITS[found[2]]) for found in lengths if found]
    if len(stated) < len(lengths):
        box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
        numbers = [Decimal(part) for part in box if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", part)]
        stated = numbers[2:] if len(numbers) == len(box) == 4 else []  # noqa: PLR2004 - left, top, width, height
    if not stated or min(stated) <= 0:
        raise BrokenSvg("没有写尺寸（width 和 height，或 viewBox）")
    width, height = (max(1, round(length)) for length in stated)
    return width, height
