"""The scene of a syntax error: the lines as they stand, what the parser said, and what it had read."""

from __future__ import annotations

from dataclasses import dataclass

from generator.content.yaml_events import Fault
from generator.content.yaml_lines import Edit, Lines, Slip, Span, indent_of, is_content, short
from generator.content.yaml_slips import Keys
from generator.findings import Kind


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a rule may look at to explain a syntax error. `flow`: the error lies within brackets."""

    lines: Lines
    fault: Fault
    last: Span | None
    flow: bool
    known: Keys

    @property
    def number(self) -> int:
        """The line where the error was noticed."""
        return self.fault.line

    @property
    def column(self) -> int:
        """The column where the error was noticed."""
        return self.fault.column

    @property
    def line(self) -> str:
        """The text of the line where the error was noticed."""
        return self.lines[self.fault.line]

    @property
    def at_start(self) -> bool:
        """Whether nothing but spaces and dashes precede the error on its line."""
        return not self.line[: self.column].strip(" -\t")

    def previous(self, number: int) -> int | None:
        """The nearest line with content before a line."""
        return next((n for n in range(number - 1, -1, -1) if is_content(self.lines[n])), None)

    def slip(
        self, kind: Kind, number: int, column: int, message: str, *edits: Edit, expected: str = ""
    ) -> Slip:
        """A slip that shows the rest of its line as what was found."""
        found = short(self.lines[number][column:].strip())
        return Slip(kind, number, column, message, found, expected, edits=edits)

    def block(self, number: int) -> range:
        """The lines from `number` on that are indented at least as far, with those between them."""
        depth = indent_of(self.lines[number])
        end = number + 1
        while end < len(self.lines) and (
            not is_content(self.lines[end]) or indent_of(self.lines[end]) >= depth
        ):
            end += 1
        return range(number, end)

    def moved(self, numbers: range, delta: int) -> tuple[Edit, ...]:
        """The edits that indent lines by `delta` more (or less)."""
        edits = []
        for number in numbers:
            if not is_content(self.lines[number]):
                continue
            if delta > 0:
                edits.append(Edit(number, 0, 0, " " * delta))
            else:
                edits.append(Edit(number, 0, min(-delta, indent_of(self.lines[number])), ""))
        return tuple(edits)
