"""What is kept while a YAML text is being read: mappings and lists without an end yet, anchors, odd marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.content.source_map import At, Branch, Spot


class Frame:
    """A mapping or list whose end has not been read yet."""

    __slots__ = ("anchor", "branch", "flow", "height", "is_key", "key", "start", "value")

    def __init__(self, value: dict[str, object] | list[object], at: At, *, flow: bool, start: int) -> None:
        self.value = value
        self.branch = Branch(at)
        self.flow = flow
        self.start = start
        self.height = 1
        self.key: Any = None
        self.anchor: Anchored | None = None
        self.is_key = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag, anchor or alias that asks for a closer look: its first character, where it stands, before what."""

    sign: str
    line: int
    column: int
    flow: bool
    scalar: bool


class Anchored:
    """A value with an anchor: how many nodes and levels it stands for, once its end has been read."""

    __slots__ = ("height", "mark", "open", "size", "spot", "used", "value")

    def __init__(self, value: object, spot: Spot, mark: Mark) -> None:
        self.value, self.spot, self.mark = value, spot, mark
        self.size = self.height = 1
        self.open = self.used = False


def merge(frame: Frame, value: object, spot: Spot) -> None:
    """Take over the keys of a merged mapping that the frame has not got yet."""
    if isinstance(value, dict) and isinstance(frame.value, dict) and isinstance(spot, Branch):
        for key in value.keys() - frame.value.keys():
            frame.value[key] = value[key]
            frame.branch.values[key] = spot.values[key]
