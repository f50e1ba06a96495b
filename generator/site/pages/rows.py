"""One project in lists and sums: a small record, all that roll-up pages know of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from generator.model.base import UNSTATED
from generator.site.figures import Marks, figures_of, in_wan, marks_of, two_places
from generator.site.pages.entry import Entry


@dataclass(frozen=True, slots=True)
class Row:
    """One project in lists and sums."""

    id: str
    name: str
    year: int
    code: str | None
    department: str
    type: str
    summary: str
    marks: Marks
    budget: Decimal | None
    """全年预算, in 万元."""
    rate: str
    released: datetime.datetime | None
    transcribed: bool

    @property
    def href(self) -> str:
        """The address of the page, from the root of the site."""
        return f"projects/{quote(self.id)}/index.html"

    @property
    def budget_text(self) -> str:
        """The budget in 万元 with two decimals."""
        return str(UNSTATED) if self.budget is None else two_places(self.budget)


def row_of(entry: Entry) -> Row:
    """The row of a project."""
    evaluation = entry.evaluation
    project = evaluation.project
    figures, disclosure = figures_of(evaluation), project.disclosure
    return Row(
        id=evaluation.id,
        name=project.facts.name,
        year=project.facts.year,
        code=project.facts.code,
        department=str(project.units.department),
        type=project.facts.evaluation_type.value,
        summary=project.facts.summary,
        marks=marks_of(evaluation, figures),
        budget=in_wan(project.funds, project.funds.annual_budget),
        rate=figures.execution_text,
        released=disclosure.published_at if disclosure else None,
        transcribed=project.transcribed,
    )
