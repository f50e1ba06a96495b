"""The lines of a YAML text, which can be mended in memory while every character remembers where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.content.source_map import original
from generator.findings import Kind, Severity

BLANKS = " \t"
"""White space as YAML understands it: full-width and no-break spaces are characters like any other."""

_SHOWN = 80
_HINTED = 200
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")
_SHAPE = re.compile(
    r"""(?P<lead>[ ]*(?:-[ \t]+)*)
        (?P<key>"(?:[^"\\]|\\.){0,80}"|'[^']{0,80}'|(?:[^\s#"'\[\]{},&*!|>%@`-]|-\S)[^#]{0,80}?)
        [ \t]{0,9}:(?:[ \t]+|$)""",
    re.VERBOSE,
)
_DASHES = re.compile(r"[ ]*(?:-[ \t]+)*")


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts `text` in the place of the characters `start` to `end` of a line (all 0-based)."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A fault as it is detected: what kind, where in the lines as they stand now, and the edits that mend it.

    A slip whose edits are `advice` is shown with its mended form but not mended in memory.
    """

    kind: Kind
    line: int
    column: int
    message: str
    found: str = ""
    expected: str = ""
    edits: tuple[Edit, ...] = ()
    advice: bool = False
    related: tuple[tuple[int, int, str], ...] = ()
    """Other places that the fault concerns: line, column, what stands there."""
    severity: Severity | None = None

    @property
    def mends(self) -> bool:
        """Whether the text is to be mended and read again."""
        return bool(self.edits) and not self.advice


@dataclass(frozen=True, slots=True)
class Span:
    """A scalar as it stands in the text: value, start and end (0-based, end exclusive), style.

    `flow` is the bracket that it stands directly in, `{` or `[`, or ''.
    """

    value: str
    line: int
    column: int
    end_line: int
    end_column: int
    style: str
    flow: str

    @property
    def plain(self) -> bool:
        """Whether it is written without quotes and not as a block."""
        return not self.style

    def covers(self, line: int, column: int) -> bool:
        """Whether the character at this position belongs to the scalar; the header of a block does not."""
        if self.style in ("|", ">") and line == self.line:
            return False
        return (self.line, self.column) <= (line, column) < (self.end_line, self.end_column)


@dataclass(frozen=True, slots=True)
class Shape:
    """A line of block YAML: columns of indentation, of its content after dashes, of its value; its key or ''."""

    indent: int
    start: int
    key: str
    value: int


class Lines:
    """A text as lines; edits keep line numbers and remember original columns."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._shown: dict[int, str] = {}
        self.columns: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, line: int) -> str:
        """The line as it now stands; '' after the end."""
        return self._lines[line] if 0 <= line < len(self._lines) else ""

    def text(self) -> str:
        """The text as it now stands, ended by a line feed."""
        text = "\n".join(self._lines)
        return text if text.endswith("\n") else text + "\n"

    def column(self, line: int, column: int) -> int:
        """The column that this position had in the original text."""
        return original(self.columns.get(line), column)

    def shown(self, line: int) -> str:
        """The line as it last stood before it was left out."""
        return self._shown.get(line, self[line])

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make the edits; of two that overlap, the first one in the line counts."""
        for line, group in groupby(sorted(set(edits), key=_position), key=lambda edit: edit.line):
            text = self[line]
            columns = self.columns.get(line, range(len(text) + 1))
            pieces: list[str] = []
            origins: list[int] = []
            done = 0
            for edit in group:
                if done <= edit.start <= edit.end <= len(text):
                    pieces += text[done : edit.start], edit.text
                    origins += columns[done : edit.start]
                    origins += [columns[edit.start]] * len(edit.text)
                    done = edit.end
            self._lines[line] = "".join(pieces) + text[done:]
            self.columns[line] = [*origins, *columns[done:]]

    def with_edits(self, line: int, edits: Iterable[Edit]) -> str:
        """How the line would look after the edits that concern it; nothing is changed."""
        copy = Lines(self.shown(line))
        copy.apply(Edit(0, edit.start, edit.end, edit.text) for edit in edits if edit.line == line)
        return copy[0]

    def leave_out(self, first: int, last: int) -> None:
        """Empty the lines from `first` up to but not including `last`."""
        for line in range(first, last):
            self._shown.setdefault(line, self._lines[line])
            self._lines[line] = ""


def _position(edit: Edit) -> tuple[int, int, int]:
    return (edit.line, edit.start, edit.end)


def short(text: str, limit: int = _SHOWN) -> str:
    """Text on one line, at most `limit` characters long."""
    head = " ".join(text[: 4 * limit].split())
    return head if len(head) <= limit and len(text) <= 4 * limit else head[: limit - 1] + "…"


def mended(line: str, column: int, *, indent: bool = False) -> str:
    """The hint that shows a line in its mended form; of a very long one, what stands around `column`.

    With `indent` it says how many spaces the line begins with.
    """
    text = line.strip()
    if indent:
        return f"改为（行首 {indent_of(line)} 个空格）：{short(text)}"
    first = max(0, min(column - _SHOWN, len(text) - _HINTED))
    shown = text[first : first + _HINTED]
    return f"改为：{'…' if first else ''}{shown}{'…' if first + _HINTED < len(text) else ''}"


def shape(line: str) -> Shape:
    """Take a line of block YAML apart; without a key its value is its content."""
    match = _SHAPE.match(line)
    if match:
        start = match.end("lead")
        return Shape(indent_of(line), start, match["key"], match.end())
    start = end_of(_DASHES, line)
    return Shape(indent_of(line), start, "", start)


def end_of(pattern: re.Pattern[str], line: str, start: int = 0) -> int:
    """Where the pattern's match at `start` ends; `start` when there is none."""
    match = pattern.match(line, start)
    return match.end() if match else start


def indent_of(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def continued(lines: Lines, number: int) -> int:
    """The last line of plain text that continues the value of line `number`: that line itself where nothing does."""
    here = shape(lines[number])
    bound = here.start if here.key else here.indent
    last = number
    for below in range(number + 1, len(lines)):
        line = lines[below]
        if not line.strip():
            continue
        depth = indent_of(line)
        if depth <= bound or shape(line).key or line[depth] in "-#":
            break
        last = below
    return last


def is_content(line: str) -> bool:
    """Whether a line holds more than white space and comment."""
    text = line.strip(BLANKS)
    return bool(text) and not text.startswith("#")


def value_end(line: str, start: int) -> int:
    """Where an unquoted value of block YAML ends that begins at `start`: before a comment and trailing space."""
    for match in _COMMENT.finditer(line, start + 1):
        return len(line[: match.start()].rstrip(BLANKS))
    return len(line.rstrip(BLANKS))


def quoted(text: str) -> str:
    """The text as a quoted scalar of YAML, on one line."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
