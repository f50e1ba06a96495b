"""Numbered and bulleted lists: the definitions of `word/numbering.xml`, and how far an item is set in."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.render.docx_styles import HEI, LATIN
from generator.render.docx_xml import NONE, Xml, element, part, val

LEVELS = 9
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Kind:
    """What lists look alike: marked or numbered, in the report or in an annex."""

    ordered: bool
    annex: bool

    @property
    def character(self) -> int:
        """Width of a Han character in twips."""
        return 240 if self.annex else 320

    def hanging(self, level: int) -> int:
        """From marker to text, in twips: `1.` needs less than `（1）`."""
        if not self.ordered:
            return round(1.3 * self.character)
        return round((1.5 if level == 0 else 2.5) * self.character)

    def left(self, level: int) -> int:
        """From margin to text, in twips."""
        return round((2 + 1.5 * level) * self.character) + self.hanging(level)

    def indent(self, level: int) -> dict[str, str | int]:
        """Attributes of `w:ind` of an item."""
        return {"w:left": self.left(level), "w:hanging": self.hanging(level)}

    def definition(self, number: int) -> Xml:
        return element(
            "w:abstractNum",
            {"w:abstractNumId": number},
            val("w:multiLevelType", "multilevel"),
            *map(self._level, range(LEVELS)),
        )

    def _level(self, level: int) -> Xml:
        text = _BULLET if not self.ordered else f"%{level + 1}." if level == 0 else f"（%{level + 1}）"
        face = {"w:ascii": LATIN, "w:hAnsi": LATIN, "w:eastAsia": HEI} if not self.ordered else {}
        inner = self.ordered and level > 0
        return element(
            "w:lvl",
            {"w:ilvl": level},
            val("w:start", 1),
            val("w:numFmt", "decimal" if self.ordered else "bullet"),
            val("w:suff", "nothing") if inner else NONE,
            val("w:lvlText", text),
            val("w:lvlJc", "left"),
            element("w:pPr", None, element("w:ind", self.indent(level))),
            element("w:rPr", None, element("w:rFonts", {**face, "w:hint": "eastAsia"}))
            if inner or face
            else NONE,
        )


_KINDS = tuple(_Kind(ordered, annex) for ordered in (False, True) for annex in (False, True))


@dataclass(slots=True)
class Lists:
    """The lists of one document: each has a number of its own, so that each begins anew."""

    _lists: list[Xml] = field(default_factory=list)

    def add(self, *, ordered: bool, annex: bool, level: int, start: int) -> int:
        """A new list; its number."""
        number = len(self._lists) + 1
        begin = element("w:lvlOverride", {"w:ilvl": level}, val("w:startOverride", start))
        self._lists.append(
            element(
                "w:num",
                {"w:numId": number},
                val("w:abstractNumId", _KINDS.index(_Kind(ordered, annex))),
                begin if ordered else NONE,
            )
        )
        return number

    def part(self) -> bytes:
        """`word/numbering.xml`."""
        return part("w:numbering", *(kind.definition(n) for n, kind in enumerate(_KINDS)), *self._lists)


def item(number: int, level: int) -> Xml:
    """The `w:numPr` of an item of list `number`."""
    return element("w:numPr", None, val("w:ilvl", level), val("w:numId", number))


def continued(*, ordered: bool, annex: bool, level: int) -> dict[str, str | int]:
    """Attributes of `w:ind` of what stands in an item below its first paragraph."""
    return {"w:left": _Kind(ordered, annex).left(level)}
