"""What the first bytes of a PNG or JPEG tell: its size, and what would go wrong when it is shown or printed."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"

_PNG_END, _JPEG_END = b"IEND\xaeB`\x82", b"\xff\xd9"
_TAIL = 1024
"""How far before the end of a file its last mark may stand."""

_PNG_HEADER = 26
_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a JPEG whose segment tells the size."""
_EXIF_MARKER, _PIXELS_FOLLOW = 0xE1, 0xDA
_EXIF = b"Exif\x00\x00"
_TIFF_HEADER, _ENTRY = 8, 12
_ORIENTATION, _GPS = 0x0112, 0x8825
_CMYK = 4


@dataclass(frozen=True, slots=True)
class Raster:
    """Width and height in pixels, and what an author must know of the file."""

    width: int
    height: int
    cmyk: bool = False
    turned: bool = False
    """A mark says that the picture is to be shown turned; not every program heeds it."""
    located: bool = False
    """The file tells where the photograph was taken."""


def raster(data: bytes) -> Raster | None:
    """What a PNG or JPEG tells of itself; None when it is neither, or cut off."""
    if data.startswith(PNG):
        return _png(data)
    return _jpeg(data) if data.startswith(JPEG) else None


def _png(data: bytes) -> Raster | None:
    if len(data) < _PNG_HEADER or data[12:16] != b"IHDR" or _PNG_END not in data[-_TAIL:]:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return Raster(width, height) if width and height else None


def _jpeg(data: bytes) -> Raster | None:
    turned = located = False
    for marker, body in _segments(data):
        if marker == _EXIF_MARKER and body.startswith(_EXIF):
            tags = _tags(body[len(_EXIF) :])
            turned, located = tags.get(_ORIENTATION, 1) != 1, _GPS in tags
        elif marker in _SIZES and len(body) > 5:  # noqa: PLR2004 - precision, height, width, components
            height, width, components = struct.unpack(">HHB", body[1:6])
            complete = _JPEG_END in data[-_TAIL:]
            known = width and height and complete
            return Raster(width, height, components == _CMYK, turned, located) if known else None
    return None


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of every segment before the pixels."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - every marker begins with it
        marker = data[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 - a filling byte
            at += 1
            continue
        if marker == _PIXELS_FOLLOW:
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)


def _tags(tiff: bytes) -> dict[int, int]:
    """Number and short value of every entry of the first directory of Exif data."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < _TIFF_HEADER:
        return {}
    start = struct.unpack(order + "I", tiff[4:8])[0]
    if start + 2 > len(tiff):
        return {}
    count = struct.unpack_from(order + "H", tiff, start)[0]
    places = (start + 2 + number * _ENTRY for number in range(count))
    whole = (at for at in places if at + _ENTRY <= len(tiff))
    return dict(struct.unpack_from(order + "H6xH", tiff, at) for at in whole)
