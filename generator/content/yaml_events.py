"""The event stream of PyYAML, from its C parser where there is one, and what its errors mean, in our own terms.

Both parsers give the same values at the same places: where the Python one is stricter than libyaml (tabs between
words, question marks within brackets) or laxer (impossible escapes), `_TextLoader` brings it into line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import yaml
from yaml.scanner import ScannerError
from yaml.tokens import ScalarToken

FAST: bool = yaml.__with_libyaml__
"""Whether libyaml is at hand; tests switch it off."""

_BREAKS = frozenset("\r\n\x85\u2028\u2029")
_WHITE = frozenset("\0 \t\r\n\x85\u2028\u2029")
_AFTER_COLON, _FLOW_SIGNS = frozenset(",?[]{}"), frozenset(",[]{}")


class Trouble(Enum):
    """What kind of syntax error a parser ran into."""

    COLON = auto()
    """A colon where no key can stand."""
    NO_COLON = auto()
    """A line that should be a key and has no colon."""
    TIGHT = auto()
    """A colon within brackets without a space behind it."""
    TAB = auto()
    CHARACTER = auto()
    """A character that no value can begin with."""
    DASH = auto()
    """A list on the line of its key."""
    QUOTE = auto()
    """A quote that is never closed."""
    ESCAPE = auto()
    """A backslash in double quotes that YAML doesn't know."""
    MARKER = auto()
    """`>`, `|`, `*`, `&`, `!` or `?` at the start of a value, with a text behind that doesn't fit."""
    NODE = auto()
    """Something other than a value where one belongs."""
    BLOCK_KEY = auto()
    """Something other than a key in a mapping."""
    BLOCK_ITEM = auto()
    """Something other than a dash in a list."""
    FLOW = auto()
    """Something other than a comma or the end within brackets."""
    DOCUMENT = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """A syntax error: what, where it was noticed, and where the thing began that it spoils (0-based)."""

    trouble: Trouble
    line: int
    column: int
    from_line: int
    from_column: int


_PROBLEMS: tuple[tuple[str, Trouble], ...] = (
    ("mapping values are not allowed", Trouble.COLON),
    ("could not find expected ':'", Trouble.NO_COLON),
    ("found unexpected ':'", Trouble.TIGHT),
    ("tab character", Trouble.TAB),
    ("cannot start any token", Trouble.CHARACTER),
    ("sequence entries are not allowed", Trouble.DASH),
    ("mapping keys are not allowed", Trouble.MARKER),
    ("escape", Trouble.ESCAPE),
    ("hexdecimal", Trouble.ESCAPE),
    ("undefined tag handle", Trouble.MARKER),
    ("node content", Trouble.NODE),
    ("document start", Trouble.DOCUMENT),
)
_CONTEXTS: tuple[tuple[str, Trouble], ...] = (
    ("quoted scalar", Trouble.QUOTE),
    ("block scalar", Trouble.MARKER),
    ("an alias", Trouble.MARKER),
    ("an anchor", Trouble.MARKER),
    ("a tag", Trouble.MARKER),
    ("block mapping", Trouble.BLOCK_KEY),
    ("block collection", Trouble.BLOCK_ITEM),
    ("flow", Trouble.FLOW),
)


def parser_of(text: str) -> Any:
    """A parser of the text, whose `get_event` gives one event after the other."""
    return yaml.CBaseLoader(text) if FAST else _TextLoader(text)


def fault_of(error: yaml.YAMLError) -> Fault:
    """What an error of either parser means."""
    problem, context = getattr(error, "problem", None) or "", getattr(error, "context", None) or ""
    at = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    start = getattr(error, "context_mark", None) or at
    trouble = _first(_PROBLEMS, problem) or _first(_CONTEXTS, context) or Trouble.OTHER
    if trouble is Trouble.ESCAPE and "quoted" not in context:
        trouble = Trouble.MARKER
    if at is None or start is None:
        return Fault(trouble, 0, 0, 0, 0)
    return Fault(trouble, at.line, at.column, start.line, start.column)


def _first(table: tuple[tuple[str, Trouble], ...], text: str) -> Trouble | None:
    return next((trouble for part, trouble in table if part in text), None)


class _TextLoader(yaml.BaseLoader):
    """The Python parser, which treats tabs and impossible escapes as libyaml does."""

    def scan_to_next_token(self) -> None:
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self.forward()
            super().scan_to_next_token()

    def scan_plain(self) -> ScalarToken:
        start = end = self.get_mark()
        chunks: list[str] = []
        blanks: list[str] | None = []
        while self.peek() != "#":
            length = 0
            while not self._ends_plain(length, start):
                length += 1
            if not length or blanks is None:
                break
            self.allow_simple_key = False
            chunks += [*blanks, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            blanks = self.scan_plain_spaces(self.indent + 1, start)
            if not blanks or (not self.flow_level and self.column < self.indent + 1):
                break
        return ScalarToken("".join(chunks), True, start, end)  # noqa: FBT003

    def _ends_plain(self, length: int, start: Any) -> bool:
        """Whether the character so far ahead ends a plain scalar; as in libyaml, a question mark does not."""
        ch = self.peek(length)
        if ch == ":":
            after = self.peek(length + 1)
            if self.flow_level and after in _AFTER_COLON:
                mark = self.get_mark()
                mark.column += length
                raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", mark)
            return after in _WHITE
        return ch in _WHITE or bool(self.flow_level and ch in _FLOW_SIGNS)

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str] | None:
        length = 0
        while self.peek(length) in (" ", "\t"):
            length += 1
        blanks = self.prefix(length)
        self.forward(length)
        if self.peek() not in _BREAKS:
            return [blanks] if blanks else []
        first = self._line_break()
        self.allow_simple_key = True
        more = self._plain_breaks(indent, start_mark)
        if more is None:
            return None
        if first != "\n":
            return [first, *more]
        return more or [" "]

    def _plain_breaks(self, indent: int, start_mark: Any) -> list[str] | None:
        """The line breaks within a plain scalar after its first; None where the document ends."""
        breaks: list[str] = []
        while not self._at_document_end():
            ch = self.peek()
            if ch == "\t" and self.column < indent:
                problem = "found a tab character that violates indentation"
                raise ScannerError("while scanning a plain scalar", start_mark, problem, self.get_mark())
            if ch in (" ", "\t"):
                self.forward()
            elif ch in _BREAKS:
                breaks.append(self._line_break())
            else:
                return breaks
        return None

    def _line_break(self) -> str:
        return str(self.scan_line_break())  # type: ignore[no-untyped-call]

    def _at_document_end(self) -> bool:
        return self.column == 0 and self.prefix(3) in ("---", "...") and self.peek(3) in _WHITE

    def scan_flow_scalar(self, style: str) -> Any:
        start = self.get_mark()
        context, problem = "while scanning a quoted scalar", "found invalid escape character code"
        try:
            token = super().scan_flow_scalar(style)
        except (ValueError, OverflowError) as error:
            raise ScannerError(context, start, problem, self.get_mark()) from error
        if any("\ud800" <= ch <= "\udfff" for ch in token.value):
            raise ScannerError(context, start, problem, self.get_mark())
        return token

    def scan_yaml_directive_number(self, start_mark: Any) -> int:
        try:
            return super().scan_yaml_directive_number(start_mark)
        except ValueError as error:
            raise ScannerError("while scanning a directive", start_mark, "number", self.get_mark()) from error
