"""Pictures for tests, made of a few bytes."""

from __future__ import annotations

import struct
import zlib

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><text x="4" y="20">结构</text></svg>'


def png(width: int = 4, height: int = 3) -> bytes:
    """A grey PNG."""
    pixels = b"".join(b"\x00" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def jpeg(
    width: int = 4, height: int = 3, *, components: int = 3, tags: dict[int, int] | None = None
) -> bytes:
    """The outline of a JPEG: everything but pixels."""
    return b"\xff\xd8" + b"".join(
        (
            segment(0xE1, b"Exif\x00\x00" + exif(tags)) if tags else b"",
            segment(0xC0, struct.pack(">BHHB", 8, height, width, components) + b"\x00" * 3 * components),
            segment(0xDA, b"\x00" * 6),
            b"\x12\x34\xff\xd9",
        )
    )


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def exif(tags: dict[int, int]) -> bytes:
    entries = b"".join(struct.pack(">HHIHxx", tag, 3, 1, value) for tag, value in tags.items())
    return b"MM\x00\x2a\x00\x00\x00\x08" + struct.pack(">H", len(tags)) + entries
