"""Changes values in the text of a YAML file and nothing else: every other byte stays where it was.

A round trip through a YAML library lays the whole file out anew as soon as one value changes (long lines, brackets,
blanks before comments). Here the new text is spliced in where the old one stands.
"""

from __future__ import annotations

from typing import Any

import yaml

from generator.workbook.yaml_text import flow as flow_text
from generator.workbook.yaml_text import item_lines, scalar, value_lines

Edit = tuple[int, int, str]


class Items(list[Any]):
    """A list that knows which items of the former list its own are; None for a new one."""

    def __init__(self, items: list[Any]) -> None:
        super().__init__(items)
        self.origins: list[int | None] = list(range(len(items)))


def has_anchors(text: str) -> bool:
    """Whether a value stands for another one, so that no value can be changed by itself."""
    return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader))


def patched(text: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    """The text, which says `old`, made to say `new`: strings, mappings, and `Items` for lists that were there.

    `text` must be sound YAML without anchors. Where nothing differs, it comes back as it is.
    """
    root = yaml.compose(text, yaml.SafeLoader)
    patch = _Patch(text)
    patch.mapping(root, old, new)
    parts: list[str] = []
    done = 0
    for start, end, inserted in sorted(patch.edits, key=lambda edit: edit[:2]):
        parts += [text[done:start], inserted]
        done = end
    return "".join([*parts, text[done:]])


class _Patch:
    """The edits that make a text say something else. Positions are those of the text as it was."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.eol = "\r\n" if "\r\n" in text else "\n"
        self.edits: list[Edit] = []

    def value(self, node: Any, old: Any, new: Any, *, flow: bool) -> None:
        """Change what differs between the value of a node and its new value."""
        if old == new:
            return
        if isinstance(node, yaml.MappingNode) and isinstance(new, dict) and node.value:
            self.mapping(node, old, new)
        elif isinstance(node, yaml.SequenceNode) and isinstance(new, Items) and node.value:
            self.sequence(node, old, new)
        else:
            self._replace(node, new, flow=flow)

    def _replace(self, node: Any, new: Any, *, flow: bool) -> None:
        start, end = node.start_mark.index, self._end(node)
        if not isinstance(new, str):
            self.edits.append((start, end, flow_text(new)))
            return
        quote = node.style if isinstance(node, yaml.ScalarNode) and node.style in ("'", '"') else ""
        self.edits.append((start, end, scalar(new, flow=flow, quote=quote)))

    def _end(self, node: Any) -> int:
        """Where the last character of a value stands, plus one."""
        end: int = node.end_mark.index
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return len(self.text[:end].rstrip())
        return end

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        """Where the line of a position ends, before its line end."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[end - 1 : end + 1] == "\r\n" else end

    def _next_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    # --- mappings ---------------------------------------------------------------------------------------------------

    def mapping(self, node: Any, old: dict[str, Any], new: dict[str, Any]) -> None:
        """Change, remove and add keys."""
        names = [key.value for key, _ in node.value]
        kept = [name in new for name in names]
        if not any(kept):
            self._rewrite(node, new)
            return
        for number, (key, value) in enumerate(node.value):
            if kept[number]:
                self.value(value, old[key.value], new[key.value], flow=node.flow_style)
            else:
                self._remove_key(node, number, kept)
        after: int | None = None
        for name, value in new.items():
            if name in names:
                after = names.index(name)
            else:
                self._add_key(node, after, kept.index(True), name, value)

    def _rewrite(self, node: Any, new: dict[str, Any]) -> None:
        """A mapping of which nothing stays."""
        start = node.value[0][0].start_mark
        if node.flow_style:
            self.edits.append((node.start_mark.index, self._end(node), flow_text(new)))
            return
        pairs = (value_lines(name, value, start.column, self.eol) for name, value in new.items())
        self.edits.append((start.index, self._end(node), (self.eol + " " * start.column).join(pairs)))

    def _remove_key(self, node: Any, number: int, kept: list[bool]) -> None:
        key, value = node.value[number]
        start, end = key.start_mark.index, self._end(value)
        if not any(kept[:number]):
            self.edits.append((start, node.value[number + 1][0].start_mark.index, ""))
        elif node.flow_style:
            self.edits.append((self._end(node.value[number - 1][1]), end, ""))
        else:
            self.edits.append((self._line_start(start), self._next_line(end), ""))

    def _add_key(self, node: Any, after: int | None, first: int, name: str, value: Any) -> None:
        """Add a key behind the pair `after`, or before `first`, the first that stays."""
        mark = node.value[first][0].start_mark
        if node.flow_style:
            pair = f"{scalar(name, flow=True)}: {flow_text(value)}"
            if after is None:
                self.edits.append((mark.index, mark.index, pair + ", "))
            else:
                end = self._end(node.value[after][1])
                self.edits.append((end, end, ", " + pair))
            return
        lines = value_lines(name, value, mark.column, self.eol)
        margin = " " * mark.column
        if after is None:
            self.edits.append((mark.index, mark.index, lines + self.eol + margin))
        else:
            end = self._line_end(self._end(node.value[after][1]))
            self.edits.append((end, end, self.eol + margin + lines))

    # --- lists ------------------------------------------------------------------------------------------------------

    def sequence(self, node: Any, old: list[Any], new: Items) -> None:
        """Change, remove and add items."""
        kept = [number in new.origins for number in range(len(node.value))]
        if not any(kept):
            self._rewrite_list(node, new)
            return
        for number in range(len(node.value)):
            if not kept[number]:
                self._remove_item(node, number, kept)
        after: int | None = None
        for item, origin in zip(new, new.origins, strict=True):
            if origin is None:
                self._add_item(node, after, kept.index(True), item)
            else:
                after = origin
                self.value(node.value[origin], old[origin], item, flow=node.flow_style)

    def _rewrite_list(self, node: Any, new: Items) -> None:
        """A list of which nothing stays."""
        if node.flow_style:
            self.edits.append((node.start_mark.index, self._end(node), flow_text(new)))
            return
        dash = self._dash(node, 0)
        indent = dash - self._line_start(dash)
        inline = bool(getattr(node.value[0], "flow_style", False))
        items = (item_lines(item, indent, self.eol, inline=inline) for item in new)
        self.edits.append((dash, self._end(node), (self.eol + " " * indent).join(items)))

    def _dash(self, node: Any, number: int) -> int:
        return self.text.rfind("-", 0, node.value[number].start_mark.index)

    def _remove_item(self, node: Any, number: int, kept: list[bool]) -> None:
        item = node.value[number]
        if node.flow_style:
            if any(kept[:number]):
                edit = (self._end(node.value[number - 1]), self._end(item), "")
            else:
                edit = (item.start_mark.index, node.value[number + 1].start_mark.index, "")
        elif any(kept[:number]):
            edit = (self._line_start(self._dash(node, number)), self._next_line(self._end(item)), "")
        else:
            edit = (self._dash(node, number), self._dash(node, number + 1), "")
        self.edits.append(edit)

    def _add_item(self, node: Any, after: int | None, first: int, item: Any) -> None:
        """Add an item behind the one `after`, or before `first`, the first that stays."""
        if node.flow_style:
            at = node.value[first].start_mark.index if after is None else self._end(node.value[after])
            text = flow_text(item)
            self.edits.append((at, at, text + ", " if after is None else ", " + text))
            return
        dash = self._dash(node, first)
        indent = dash - self._line_start(dash)
        inline = bool(getattr(node.value[first], "flow_style", False))
        lines = item_lines(item, indent, self.eol, inline=inline)
        if after is None:
            self.edits.append((dash, dash, lines + self.eol + " " * indent))
        else:
            end = self._line_end(self._end(node.value[after]))
            self.edits.append((end, end, self.eol + " " * indent + lines))
