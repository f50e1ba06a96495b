"""All that was recovered of one report, worked out once for all rules."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeAlias

from generator.audit import statements
from generator.audit.document import Document
from generator.audit.indicators import Indicator, indicators
from generator.audit.outline import Outline, Passage, outline
from generator.audit.tables import Role, Table, tables
from generator.audit.text import Span
from generator.findings import Finding, Kind, Severity

_YEAR = re.compile(r"(20[0-9]{2})年?度?")
_TITLE_PASSAGES = 4


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

    @cached_property
    def year(self) -> int | None:
        """The year that is evaluated: by the title, otherwise by the year that is called 年度 most often."""
        for passage in self.passages[:_TITLE_PASSAGES]:
            found = _YEAR.search(passage.text.words)
            if found:
                return int(found[1])
        return self._year_of_table or self._usual_year

    @property
    def _usual_year(self) -> int | None:
        counts: dict[int, int] = {}
        for passage in self.passages:
            for match in re.finditer(r"(20[0-9]{2})年度", passage.text.words):
                counts[int(match[1])] = counts.get(int(match[1]), 0) + 1
        return max(counts, key=lambda year: (counts[year], -year)) if counts else None

    @property
    def _year_of_table(self) -> int | None:
        for table in self.tables:
            for row in table.rows:
                words = [cell.words for cell in row.cells if cell.words]
                for label, value in itertools.pairwise(words):
                    if label in {"项目年份", "年度", "项目年度"} and re.fullmatch(r"20[0-9]{2}年?", value):
                        return int(value[:4])
        return None


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
