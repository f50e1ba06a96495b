"""The charts that a narrative can place: 图.得分率, 图.资金. Each with the table of its figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from generator.model.funds import ITEMS
from generator.model.project import Project
from generator.report import wording
from generator.report.charts import Bar, Drawing, Fill, sentences, svg
from generator.report.figures import Figure, Figures
from generator.report.score_cells import DIFFERS, NO_RULE
from generator.report.tables import Row, Scope, Table, head_of, header, numeric

PLANNED = ("年初预算", "全年预算")
"""The fund items that are planned; the others came about."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a project, not yet numbered."""

    name: str
    """Its name for outputs, such as `rates`."""
    caption: str
    svg: str
    data: Table
    """Its figures, and nothing else."""
    table: str
    """The name of the table (表.…) that holds the same figures; where a report has it, `data` is not needed."""


CHARTS = {"得分率": "rates", "资金": "funds"}
"""The names of charts in placeholders, and for outputs."""


def chart_id(name: str) -> str:
    """The id in a document of the chart of that name (in placeholders)."""
    return f"figure-{CHARTS[name]}"


class ProjectCharts:
    """Makes the charts of one project."""

    def __init__(self, project: Project, figures: Figures) -> None:
        self.project, self.figures = project, figures
        self._makers: dict[str, Callable[[], Chart | None]] = {"得分率": self.rates, "资金": self.funds}

    def of(self, name: str) -> Chart | None:
        """The chart of that name; None when nothing in it would be known."""
        return self._makers[name]()

    # --- 得分率 -------------------------------------------------------------------------------------------------

    def rates(self) -> Chart | None:
        """得分率 of every section and of the total, with scores and full marks."""
        scores = (*self.figures.sections, self.figures.total)
        if all(figure.share is None for figure in scores):
            return None
        caption = "各部分得分率"
        drawing = Drawing(
            chart_id("得分率"),
            caption,
            "横条的全长表示满分。" + sentences(map(_score_in_words, scores)),
            tuple(map(_score_bar, scores)),
            tracks=True,
            total=True,
        )
        return Chart(CHARTS["得分率"], caption, svg(drawing), _score_data(caption, scores), "得分汇总")

    # --- 资金 ---------------------------------------------------------------------------------------------------

    def funds(self) -> Chart | None:
        """Budget, receipt and spending, drawn to one scale, and the execution rate."""
        funds = self.project.funds
        numbers = {name: funds.item(name) for name in ITEMS}
        greatest = max((n for n in numbers.values() if n is not None), default=None)
        if not greatest or greatest < 0:
            return None
        amounts = {name: wording.money(getattr(funds, key), funds) for name, key in ITEMS.items()}
        bars = tuple(
            Bar(
                name,
                None if number is None else Fraction(number) / Fraction(greatest),
                amounts[name],
                note=f"预算执行率{self._execution()}" if name == "支出" else "",
                fill=Fill.HATCHED if name in PLANNED else Fill.SOLID,
            )
            for name, number in numbers.items()
        )
        caption = "预算与支出"
        words = [*(name + amount for name, amount in amounts.items()), f"预算执行率{self._execution()}"]
        drawing = Drawing(chart_id("资金"), caption, sentences(words), bars)
        return Chart(CHARTS["资金"], caption, svg(drawing), self._fund_data(caption), "资金")

    def _execution(self) -> str:
        text = self.figures.execution_text
        if not self.figures.execution_differs:
            return text
        return f"{text}（{DIFFERS}复算{wording.rate(self.figures.execution)}）"

    def _fund_data(self, caption: str) -> Table:
        funds = self.project.funds
        rows: list[Row] = [
            (header(name, Scope.ROW), numeric(wording.amount(getattr(funds, key), funds)))
            for name, key in ITEMS.items()
        ]
        rows.append((header("预算执行率", Scope.ROW), numeric(self._execution())))
        head = head_of("项目", f"金额（{funds.unit.value}）")
        return Table("chart-data", caption, (50, 50), head, (tuple(rows),))


def _score_bar(figure: Figure) -> Bar:
    recomputed = _recomputed_share(figure)
    note = ""
    if recomputed is not None:
        note = f"{DIFFERS}复算{figure.recomputed_text}分，得分率{wording.rate(recomputed)}（竖线处）"
    if figure.value is None:
        return Bar(figure.name, None, figure.text)
    score = f"{figure.text}/{figure.full_text}分"
    return Bar(figure.name, figure.share, wording.rate(figure.share), score, note, recomputed)


def _recomputed_share(figure: Figure) -> Fraction | None:
    """得分率 as recomputed, where it is another one than the chart shows."""
    if figure.difference is None or figure.recomputed is None or not figure.full:
        return None
    return Fraction(figure.recomputed) / Fraction(figure.full)


def _score_in_words(figure: Figure) -> str:
    if figure.value is None:
        return f"{figure.name}{figure.text}"
    words = f"{figure.name}得{figure.text}分，满分{figure.full_text}分，得分率{wording.rate(figure.share)}"
    recomputed = _recomputed_share(figure)
    if recomputed is not None:
        words += f"，复算{figure.recomputed_text}分、{wording.rate(recomputed)}"
    return words


def _score_data(caption: str, scores: tuple[Figure, ...]) -> Table:
    """Scores as drawn, a row each."""
    differing = any(figure.difference is not None for figure in scores)
    rows: list[Row] = []
    for figure in scores:
        row: Row = (
            header(figure.name, Scope.ROW),
            numeric(figure.full_text),
            numeric(figure.text),
            numeric(wording.rate(figure.share)),
        )
        recomputed = figure.recomputed_text if figure.recomputable else NO_RULE
        rows.append((*row, numeric(recomputed)) if differing else row)
    names = [
        "部分",
        "满分",
        "公布得分" if differing else "得分",
        "得分率",
        *(["复算得分"] if differing else []),
    ]
    widths = (28, 18, 18, 18, 18) if differing else (34, 22, 22, 22)
    return Table("chart-data", caption, widths, head_of(*names), (tuple(rows),))
