"""Grows plain values and their positions from the events of a YAML text, without recursion and within bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from generator.content import yaml_kinds as kinds
from generator.content.source_map import At, Spot
from generator.content.yaml_events import Fault, fault_of, parser_of
from generator.content.yaml_frames import Anchored, Frame, Mark, merge
from generator.content.yaml_lines import Slip, Span, short
from generator.findings import Kind

MAX_DEPTH = 20
MAX_EXPANDED = 50_000
_MOST = 2_000
"""How many scalars of a kind are given a closer look."""

_DROPPED, _MERGED = object(), object()
_ODD_STARTS = frozenset(("", *"=“‘［｛-－–—−﹣\u3000\xa0"))
"""First characters of plain scalars (or none) that ask for a closer look."""


class Tree:
    """What a text holds: its roots with their positions, and everything noticed on the way.

    `slips` are faults of structure; `odd` are scalars that ask for a closer look, `commas` items of bracketed lists
    with a full-width comma, `marks` the tags, useless anchors and aliases that lead nowhere, `spans` all scalars.
    `colonless` are keys in braces without a value.
    `fault` is the syntax error that ended the reading; `whole` says that the value is all there.
    """

    def __init__(self, *, watch: bool) -> None:
        self.roots = Frame([], (0, 0), flow=False, start=0)
        self.slips: list[Slip] = []
        self.odd: list[Span] = []
        self.commas: list[Span] = []
        self.spans: list[Span] | None = [] if watch else None
        self.marks: list[Mark] = []
        self.colonless: list[tuple[str, At]] = []
        self.fault: Fault | None = None
        self.whole = True
        self.stopped = False
        self._last: Any = None
        self._frame = self.roots
        self._stack: list[Frame] = []
        self._anchors: dict[str, Anchored] = {}
        self._nodes = 0
        self._expanded = 0
        self.handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: self._ignore,
            yaml.StreamStartEvent: self._ignore,
            yaml.StreamEndEvent: self._ignore,
        }

    @property
    def last(self) -> Span | None:
        """The scalar read last."""
        return self._span(self._last) if self._last is not None else None

    @property
    def flow(self) -> bool:
        """Whether the end of what was read lies within brackets."""
        return self._frame.flow

    @property
    def value(self) -> object:
        """The value of the document; None when there is none."""
        roots = self.roots.value
        return roots[0] if isinstance(roots, list) and roots else None

    @property
    def spot(self) -> Spot:
        """The positions within the document."""
        return self.roots.branch.values.get(0, (0, 0))

    def finish(self) -> None:
        """Note the anchors of texts that nothing refers to: their names are lost."""
        for anchored in self._anchors.values():
            self._retire(anchored)

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        at = (mark.line, mark.column)
        value: str | None = event.value
        frame = self._frame
        self._last = event
        self._nodes += 1
        if not event.style:
            if value[:1] in _ODD_STARTS:  # type: ignore[index]
                value = self._odd(event)
            elif frame.flow and "，" in value:  # type: ignore[operator]
                self._comma(event)
            if value is None:
                at = self._empty(at)
        elif not value and event.style in "|>":
            self.odd.append(self._span(event))
        if self.spans is not None:
            self.spans.append(self._span(event))
        if event.tag is not None:
            self.marks.append(Mark("!", *at, frame.flow, scalar=True))
        if event.anchor:
            self._anchor(event.anchor, value, at, Mark("&", *at, frame.flow, scalar=True))
        self._put(value, at, event)

    def _odd(self, event: Any) -> str | None:
        if not event.value:
            return None
        if len(self.odd) < _MOST:
            self.odd.append(self._span(event))
        return str(event.value)

    def _empty(self, at: At) -> At:
        """The position of an empty value: within brackets, where parsers disagree on it, that of its key."""
        frame = self._frame
        if not frame.flow or not isinstance(frame.key, str):
            return at
        key_at = frame.branch.keys[frame.key]
        if len(self.colonless) < _MOST:
            self.colonless.append((frame.key, key_at))
        return key_at

    def _comma(self, event: Any) -> None:
        if isinstance(self._frame.value, list) and len(self.commas) < _MOST:
            self.commas.append(self._span(event))

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        frame = self._frame
        flow = ("[" if isinstance(frame.value, list) else "{") if frame.flow else ""
        return Span(event.value, start.line, start.column, end.line, end.column, event.style or "", flow)

    def _put(self, value: object, spot: Spot, event: Any) -> None:
        """Hang a value where it belongs, or take it as a key."""
        frame = self._frame
        target = frame.value
        if isinstance(target, list):
            frame.branch.values[len(target)] = spot
            target.append(value)
        elif frame.key is None:
            frame.key = self._key(frame, value, event)
        else:
            key, frame.key = frame.key, None
            if key is _MERGED:
                merge(frame, value, spot)
            elif key is not _DROPPED:
                target[key] = value
                frame.branch.values[key] = spot

    def _key(self, frame: Frame, value: object, event: Any) -> object:
        """The key to hang the next value on; a mark for those that cannot be hung on it."""
        at = (event.start_mark.line, event.start_mark.column)
        if not value:
            return self._slip(kinds.EMPTY_KEY, at, "冒号前面没有键名")
        if not isinstance(value, str):
            return self._slip(kinds.KEY_NOT_TEXT, at, "键应当是一个词，这里引用了一块内容")
        if value == "<<" and not getattr(event, "style", None):
            self._slip(kinds.MERGE, at, "内容文件不使用合并键“<<”", value)
            return _MERGED
        keys = frame.branch.keys
        if value in keys:
            return self._duplicate(value, at, keys[value])
        keys[value] = at
        return value

    def _duplicate(self, key: str, at: At, first: At) -> object:
        message = f"“{short(key, 20)}”在第 {first[0] + 1} 行已经写过"
        return self._note(Slip(kinds.DUPLICATE, *at, message, key, related=((*first, key),)))

    def _slip(self, kind: Kind, at: At, message: str, found: str = "") -> object:
        return self._note(Slip(kind, *at, message, found))

    def _note(self, slip: Slip) -> object:
        if len(self.slips) < _MOST:
            self.slips.append(slip)
        return _DROPPED

    def _mapping(self, event: Any) -> None:
        self._begin({}, event)

    def _sequence(self, event: Any) -> None:
        self._begin([], event)

    def _begin(self, value: dict[str, object] | list[object], event: Any) -> None:
        at = (event.start_mark.line, event.start_mark.column)
        if len(self._stack) >= MAX_DEPTH:
            self._too_deep(at)
            self.stopped = True
            return
        parent = self._frame
        frame = Frame(value, at, flow=bool(event.flow_style), start=self._nodes)
        self._nodes += 1
        if event.tag is not None:
            self.marks.append(Mark("!", *at, parent.flow, scalar=False))
        if event.anchor:
            mark = Mark("&", *at, parent.flow, scalar=False)
            frame.anchor = self._anchor(event.anchor, value, frame.branch, mark)
            frame.anchor.open = True
        if isinstance(parent.value, dict) and parent.key is None:
            frame.is_key = True
            self._slip(kinds.KEY_NOT_TEXT, at, "键应当是一个词，这里却是一个括号或列表")
        else:
            self._put(value, frame.branch, event)
        self._stack.append(parent)
        self._frame = frame

    def _too_deep(self, at: At) -> None:
        self._slip(kinds.DEPTH, at, f"层级超过了 {MAX_DEPTH} 层")
        self.whole = False

    def _end(self, _event: Any) -> None:
        frame = self._frame
        self._frame = parent = self._stack.pop()
        parent.height = max(parent.height, frame.height + 1)
        if frame.is_key:
            parent.key = _DROPPED
        if frame.anchor:
            frame.anchor.open = False
            frame.anchor.size = self._nodes - frame.start
            frame.anchor.height = frame.height

    def _anchor(self, name: str, value: object, spot: Spot, mark: Mark) -> Anchored:
        earlier = self._anchors.get(name)
        if earlier:
            self._retire(earlier)
        anchored = self._anchors[name] = Anchored(value, spot, mark)
        return anchored

    def _retire(self, anchored: Anchored) -> None:
        if anchored.mark.scalar and not anchored.used:
            self.marks.append(anchored.mark)

    def _alias(self, event: Any) -> None:
        at = (event.start_mark.line, event.start_mark.column)
        anchored = self._anchors.get(event.anchor)
        value: object = f"*{event.anchor}"
        spot: Spot = at
        if anchored is None:
            self.marks.append(Mark("*", *at, self._frame.flow, scalar=True))
        elif anchored.open:
            anchored.used = True
            self._slip(kinds.ALIAS_LOOP, at, "这里引用了自己所在的内容", f"*{event.anchor}")
        else:
            value, spot = anchored.value, anchored.spot
            self._expand(anchored, at)
        self._put(value, spot, event)

    def _expand(self, anchored: Anchored, at: At) -> None:
        """Count what an alias stands for, and stop when it grows out of hand."""
        anchored.used = True
        self._nodes += anchored.size
        self._expanded += anchored.size
        self._frame.height = max(self._frame.height, anchored.height + 1)
        if self._expanded > MAX_EXPANDED:
            self._slip(kinds.ALIAS_LOAD, at, f"引用展开后超过了 {MAX_EXPANDED} 项")
            self.whole, self.stopped = False, True
        elif len(self._stack) + anchored.height > MAX_DEPTH:
            self._too_deep(at)

    def _document(self, event: Any) -> None:
        if self.roots.value:
            at = (event.start_mark.line, event.start_mark.column)
            self._slip(kinds.DOCUMENTS, at, "从这里起是第二份内容，不会被读取")
            self.stopped = True

    def _ignore(self, _event: Any) -> None:
        """Pass over an event that says nothing about values."""


def grow(text: str, *, watch: bool) -> Tree:
    """Read a text to its end or to its first syntax error. With `watch` the spans of all scalars are kept.

    The text must hold no control characters. Never raises.
    """
    tree = Tree(watch=watch)
    handlers = tree.handlers
    try:
        parser = parser_of(text)
        for event in iter(parser.get_event, None):
            handlers[type(event)](event)
            if tree.stopped:
                break
    except yaml.YAMLError as error:
        tree.fault = fault_of(error)
        tree.whole = False
    if not tree.stopped and tree.fault is None:
        tree.finish()
    return tree
