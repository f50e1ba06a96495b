"""The text of a tagged PDF as its structure tells it: elements in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject


@dataclass
class Tag:
    """An element of the structure: its role, what it holds (elements and text), its attributes."""

    role: str
    kids: list[Tag | str]
    attributes: dict[str, Any] = field(default_factory=dict)
    alternative: str = ""

    @property
    def text(self) -> str:
        """All text inside."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def walk(self) -> Iterator[Tag]:
        """This element and all inside."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def all(self, role: str) -> list[Tag]:
        """All elements of a role inside."""
        return [tag for tag in self.walk() if tag.role == role]


def structure(pdf: bytes) -> Tag:
    """The structure of a PDF."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    texts = {page.indirect_reference.idnum: _marked_texts(reader, page) for page in reader.pages}  # type: ignore[union-attr]
    root = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    return _tag(root, texts, 0)


def _tag(found: DictionaryObject, texts: dict[int, dict[int, str]], page: int) -> Tag:
    own = found.raw_get("/Pg").idnum if "/Pg" in found else page
    kids = found.get("/K", ArrayObject())
    kids = kids if isinstance(kids, ArrayObject) else ArrayObject([kids])
    made = Tag(str(found.get("/S", ""))[1:], [], _attributes(found), str(found.get("/Alt", "")))
    for kid in (k.get_object() for k in kids):
        if isinstance(kid, int):
            made.kids.append(texts[own].get(kid, ""))
        elif kid.get("/Type") == "/MCR":
            made.kids.append(texts[kid.raw_get("/Pg").idnum if "/Pg" in kid else own].get(kid["/MCID"], ""))
        elif kid.get("/Type") != "/OBJR":
            made.kids.append(_tag(kid, texts, own))
    return made


def _attributes(found: DictionaryObject) -> dict[str, Any]:
    given = found.get("/A", ArrayObject())
    sets = given if isinstance(given, ArrayObject) else ArrayObject([given])
    return {name: value for each in sets for name, value in each.get_object().items()}


def _marked_texts(reader: pypdf.PdfReader, page: pypdf.PageObject) -> dict[int, str]:
    """The text of each marked content of a page, by its number."""
    maps: dict[str, dict[int, str]] = {}
    texts: dict[int, str] = {}
    stack: list[int | None] = []
    font = ""
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        match operator:
            case b"BDC":
                properties = operands[1]
                stack.append(properties.get("/MCID") if isinstance(properties, DictionaryObject) else None)
            case b"BMC":
                stack.append(None)
            case b"EMC":
                stack.pop()
            case b"Tf":
                font = operands[0]
                if font not in maps:
                    maps[font] = _characters(page["/Resources"]["/Font"][font])  # type: ignore[index]
            case b"Tj" | b"TJ":
                number = next((n for n in reversed(stack) if n is not None), None)
                if number is not None:
                    texts[number] = texts.get(number, "") + _shown(operands[0], maps[font])
    return texts


def _characters(font: Any) -> dict[int, str]:
    """What each code of a font means, as its ToUnicode map says."""
    told = font["/ToUnicode"].get_data().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", told, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", told, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = chr(int(text, 16) + offset)
    return found


def _shown(operand: Any, characters: dict[int, str]) -> str:
    parts = operand if isinstance(operand, ArrayObject) else [operand]
    codes = b"".join(part.original_bytes for part in parts if hasattr(part, "original_bytes"))
    return "".join(
        characters.get(hi << 8 | lo, "\ufffd") for hi, lo in zip(codes[::2], codes[1::2], strict=True)
    )
