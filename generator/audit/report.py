"""All that was recovered of one report, worked out once for all rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from generator.audit import statements
from generator.audit.document import Document
from generator.audit.indicators import Indicator, indicators
from generator.audit.outline import Outline, Passage, outline
from generator.audit.tables import Role, Table, tables
from generator.audit.text import Span, Text
from generator.findings import Finding, Kind, Severity

_TITLE_YEAR = re.compile(r"(20[0-9]{2})年度?(?![0-9])")
_YEAR = re.compile(r"(20[0-9]{2})年度")
_TITLE_PASSAGES = 4
_LONG_NAME = 9
_LONGEST_TITLE = 60


class Report:
    """A document and what it says. Everything is computed when it is first asked for."""

    def __init__(self, document: Document) -> None:
        """Take a document as read."""
        self.document = document

    @cached_property
    def outline(self) -> Outline:
        """Headings and passages."""
        return outline(self.document)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Running text, without the table of contents."""
        return self.outline.passages

    @cached_property
    def tables(self) -> list[Table]:
        """Tables in order."""
        return tables(self.outline)

    @cached_property
    def indicators(self) -> list[Indicator]:
        """What tables say of indicators."""
        return indicators(self.tables)

    @cached_property
    def scored(self) -> list[Indicator]:
        """Indicators with a weight: those of the evaluation, not of the table of objectives."""
        return [i for i in self.indicators if Role.WEIGHT in i.cells]

    @cached_property
    def by_name(self) -> dict[str, list[Indicator]]:
        """Indicators that several tables may hold, by name."""
        found: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            if indicator.name and indicator.name != "不适用":
                found.setdefault(indicator.name, []).append(indicator)
        return found

    @cached_property
    def sections(self) -> list[tuple[str, statements.Points]]:
        """What sentences say of whole sections."""
        return list(statements.section_points(self.passages))

    @cached_property
    def points(self) -> list[statements.Points]:
        """Every sentence about points."""
        return list(statements.points(self.passages))

    @cached_property
    def totals(self) -> list[statements.Number]:
        """The total score wherever it is given in text."""
        return list(statements.totals(self.passages))

    @cached_property
    def amounts(self) -> list[statements.Amount]:
        """Amounts of money with their role."""
        return [*statements.amounts(self.passages), *statements.tabled_amounts(self.tables)]

    @cached_property
    def rates(self) -> list[statements.Rate]:
        """Rates by name."""
        return list(statements.rates(self.passages))

    @cached_property
    def cited(self) -> list[statements.Cited]:
        """Documents with numbers."""
        return list(statements.cited(self.passages))

    @property
    def year(self) -> int | None:
        """The year that is evaluated."""
        return int(self.years[0].words[:4]) if self.years else None

    @cached_property
    def years(self) -> list[Span]:
        """Where the report says which year it is about: its title, its form, otherwise the year it calls 年度."""
        opening = [p.text for p in self.passages[:_TITLE_PASSAGES] if len(p.text.words) <= _LONGEST_TITLE]
        titles = [found.span(1) for text in opening for found in text.find(_TITLE_YEAR)]
        return titles[:1] or self._years_of_tables or self._usual_years

    @property
    def _usual_years(self) -> list[Span]:
        found: dict[str, list[Span]] = {}
        for passage in self.passages:
            for match in passage.text.find(_YEAR):
                found.setdefault(match[1], []).append(match.span(1))
        return max(found.values(), key=len) if found else []

    @property
    def _years_of_tables(self) -> list[Span]:
        return [
            value.span()
            for table in self.tables
            for row in table.rows
            for label, value in pairwise(c for c in row.cells if c.words)
            if label.words in {"项目年份", "年度", "项目年度"} and re.fullmatch(r"20[0-9]{2}年?", value.words)
        ]

    def elsewhere(self, indicator: Indicator, role: Role) -> list[Span]:
        """What other tables say of an indicator."""
        others = [i for i in self.by_name.get(indicator.name, []) if i is not indicator]
        return [i.cells[role].span() for i in others if role in i.cells]

    def mentions(self, indicator: Indicator) -> list[Span]:
        """Where the text names an indicator, by its whole name or by the end of a long one."""
        name = indicator.name
        pattern = re.compile(re.escape(name if len(name) <= _LONG_NAME else name[-_LONG_NAME:]))
        return [f.span() for p in self.passages for f in p.text.find(pattern)] if name else []

    def texts(self) -> Iterator[Text]:
        """Every paragraph and every cell."""
        yield from (p.text for p in self.passages)
        for table in self.tables:
            for row in table.rows:
                yield from row.cells


Rule: TypeAlias = Callable[[Report], Iterator[Finding]]


def tell(
    kind: Kind,
    at: Span,
    message: str,
    *,
    expected: str = "",
    others: Iterable[Span] = (),
    severity: Severity | None = None,
) -> Finding:
    """A finding at a place of a report, with the other places that speak against it."""
    return kind.at(
        at.place,
        message,
        found=at.quote,
        expected=expected,
        related=tuple(other.related() for other in others),
        severity=severity,
    )
