"""Reads YAML as plain text values with their places, and reports every fault of the writing at once.

A line with a known slip is mended in memory and the text read again, so that one fault does not hide the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.content import yaml_doubts, yaml_kinds
from generator.content import yaml_kinds as kinds
from generator.content.source_map import SourceMap
from generator.content.yaml_lines import Edit, Lines, Slip, indent_of, is_content, mended, short
from generator.content.yaml_quoting import in_brackets
from generator.content.yaml_scene import Scene
from generator.content.yaml_slips import suspects
from generator.content.yaml_syntax import explain
from generator.content.yaml_tree import Tree, grow
from generator.findings import Finding, Kind, Place, Related, in_order

KINDS: tuple[Kind, ...] = yaml_kinds.KINDS

_ROUNDS = 200
_CHARACTERS = 6_000_000
"""How often a text is read again: at most so many times, and so many characters in all (but three times surely)."""
_MOST_PER_LINE = 12
_MOST_FINDINGS = 500
_LONG = 2_000
"""Characters of a line beyond which its mended form is not made for advice alone."""
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd-\uffff\ud800-\udfff]"
)
_AS_SPACE = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_ESCAPED = re.compile(r"\\(?:[0abefvNLP]|x[0189]|u00[0189]|u[2fd]|U0000[02fd])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A document as read: nested dict, list and str (None where nothing stands), its places, its faults.

    `value` is None when not all of it could be read, even after mending. Values taken over by an alias are shared.
    """

    value: dict[str, object] | None
    places: SourceMap
    findings: tuple[Finding, ...]


def read_yaml(text: str, file: str, known_keys: frozenset[str] = frozenset()) -> YamlDocument:
    """Read the text of a content file, called `file` in findings.

    `known_keys` are the keys that content has: they tell a key with a wrong colon from prose. Never raises.
    """
    return _Reading(text, file, known_keys).document()


class _Reading:
    """One reading of a text: its lines as they are mended, and what was found."""

    def __init__(self, text: str, file: str, known: frozenset[str]) -> None:
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.lines = Lines(text)
        self.written = text.split("\n")
        self.file, self.known = file, known
        self.found: list[tuple[Slip, Place]] = []
        self.mends: Counter[int] = Counter()
        self.lost = False
        self.rounds = max(3, min(_ROUNDS, _CHARACTERS // (len(text) + 1)))
        if _INVISIBLE.search(text):
            self._mend(_invisible(self.lines))

    def document(self) -> YamlDocument:
        """Read, mend and read again until nothing is left to mend."""
        tree = self._read()
        while tree.value is not None or tree.fault:
            slips = self._slips(tree)
            if not slips:
                break
            if self.rounds <= 0 or len(self.found) >= _MOST_FINDINGS:
                self._note(
                    [Slip(kinds.TOO_MANY, slips[0].line, slips[0].column, "问题太多，从这里起没有再查")]
                )
                self.lost = True
                break
            if all(slip.mends and self.mends[slip.line] < _MOST_PER_LINE for slip in slips):
                self._mend(slips)
            elif not self._leave_out(slips):
                break
            tree = self._read()
        return self._result(tree)

    def _read(self) -> Tree:
        self.rounds -= 1
        text = self.lines.text()
        self.suspects = suspects(text, self.known)
        watch = self.suspects or yaml_doubts.HASH.search(text) or _ESCAPED.search(text)
        return grow(text, watch=bool(watch))

    def _slips(self, tree: Tree) -> list[Slip]:
        """What must be mended before reading on: doubtful values first, then the syntax error."""
        slips = yaml_doubts.mends(tree, self.lines, self.suspects, self.known)
        slips = [slip for slip in slips if slip.mends and self.mends[slip.line] < _MOST_PER_LINE]
        if slips or tree.fault is None:
            return slips or yaml_doubts.root_slips(tree, self.lines)
        fault = tree.fault
        flow = tree.flow or in_brackets(self.lines[fault.line], fault.column)
        return explain(Scene(self.lines, fault, tree.last, flow, self.known))

    def _note(self, slips: Iterable[Slip]) -> None:
        self.found.extend((slip, self._place(slip.line, slip.column)) for slip in slips)

    def _place(self, line: int, column: int) -> Place:
        return Place(self.file, line + 1, self.lines.column(line, column) + 1)

    def _mend(self, slips: list[Slip]) -> None:
        slips = slips[: max(0, _MOST_FINDINGS - len(self.found))]
        self._note(slips)
        self.mends.update({slip.line for slip in slips})
        self.lines.apply(edit for slip in slips for edit in slip.edits)

    def _leave_out(self, slips: list[Slip]) -> bool:
        """Report what cannot be mended and go on without the section it stands in; False where that is all."""
        slip = next((slip for slip in slips if not slip.mends), slips[0])
        self._note([slip])
        self.lost = True
        tops = [
            n
            for n in range(len(self.lines))
            if is_content(self.lines[n]) and self.lines[n][0] not in " \t-]}"
        ]
        first = max((n for n in tops if n <= slip.line), default=0)
        last = min((n for n in tops if n > slip.line), default=len(self.lines))
        self.lines.leave_out(first, last)
        return any(is_content(self.lines[n]) for n in range(len(self.lines)))

    def _result(self, tree: Tree) -> YamlDocument:
        complete = tree.whole and not self.lost
        self._note(tree.slips)
        if complete or tree.fault is None:
            self._note(yaml_doubts.remarks(tree, self.lines))
        if complete:
            self._note(_escaped(tree) + _root(tree))
        value = tree.value if complete and isinstance(tree.value, dict) else None
        places = (
            SourceMap(self.file, tree.spot, self.lines.columns) if value is not None else SourceMap(self.file)
        )
        return YamlDocument(value, places, tuple(in_order(self._findings())))

    def _findings(self) -> list[Finding]:
        shown, rest = self.found[:_MOST_FINDINGS], self.found[_MOST_FINDINGS:]
        if rest:
            place = rest[0][1]
            shown.append((Slip(kinds.TOO_MANY, place.line - 1, 0, "问题太多，没有全部列出"), place))
        return [self._finding(slip, place) for slip, place in shown]

    def _hint(self, slip: Slip) -> str:
        """The mended form of the line that the slip's edits concern, with whatever else was mended there."""
        if not slip.edits:
            return ""
        number = slip.edits[0].line
        if slip.advice and len(self.lines.shown(number)) > _LONG:
            return ""
        line = self.lines.with_edits(number, slip.edits) if slip.advice else self.lines.shown(number)
        leading = slip.kind is kinds.INDENT or slip.column < indent_of(line)
        return mended(line, slip.column, indent=leading and number == slip.line) if line.strip() else ""

    def _finding(self, slip: Slip, place: Place) -> Finding:
        return slip.kind.at(
            place,
            slip.message,
            found=slip.found or short(self.written[place.line - 1][place.column - 1 :].strip()),
            expected=slip.expected,
            hint=self._hint(slip),
            related=tuple(Related(self._place(at, column), quote) for at, column, quote in slip.related),
            severity=slip.severity,
        )


def _invisible(lines: Lines) -> list[Slip]:
    """Characters that nobody sees: dropped, or turned into a space where they part words."""
    slips = []
    for number in range(len(lines)):
        for match in re.finditer(f"{_INVISIBLE.pattern}+", lines[number]):
            new = " " if _AS_SPACE.intersection(match[0]) else ""
            code = " ".join(f"U+{ord(ch):04X}" for ch in match[0][:4])
            edit = Edit(number, match.start(), match.end(), new)
            message = f"这里有看不见的字符（{code}）"
            if "\ufffd" in match[0]:
                message = "这里有“\ufffd”，是转换编码时出错留下的，原来的字已经丢失"
            slips.append(Slip(kinds.INVISIBLE, number, match.start(), message, code, edits=(edit,)))
    return slips


def _escaped(tree: Tree) -> list[Slip]:
    """Characters nobody sees, written as escapes in double quotes."""
    message = "英文双引号里用反斜杠写了看不见的字符"
    spans = [span for span in tree.spans or () if span.style == '"']
    odd = (span for span in spans if _INVISIBLE.search(span.value))
    return [Slip(kinds.INVISIBLE, span.line, span.column, message) for span in odd]


def _root(tree: Tree) -> list[Slip]:
    if tree.value is None:
        return [Slip(kinds.EMPTY_FILE, 0, 0, "文件里没有内容")]
    if isinstance(tree.value, dict):
        return []
    kind = "列表" if isinstance(tree.value, list) else "一段文字"
    spot = tree.spot
    line, column = spot if isinstance(spot, tuple) else spot.at
    return [Slip(kinds.ROOT, line, column, f"文件的最外层应当是“键: 值”，这里却是{kind}")]
