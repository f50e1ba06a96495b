"""The tables of a report as a workbook: numbers are numbers, sums are formulas, every sheet is set up for print.

Same evaluation and document, same bytes. The only date in the file is the document's own.
"""

from __future__ import annotations

from generator.evaluate import Evaluation
from generator.model.project import Nature
from generator.render.xlsx_formulas import Formulas
from generator.render.xlsx_layout import Plan
from generator.render.xlsx_sheets import sheets
from generator.render.xlsx_writer import Book, link_targets
from generator.report.document import DRAFT_MARK, Document
from generator.report.figures import Figures


def render_xlsx(evaluation: Evaluation, document: Document) -> bytes:
    """The workbook of a project: scores, summary, funds, issues, calculations, differences. Never raises."""
    figures = Figures(evaluation.project, evaluation.score, evaluation.rules)
    plans = {sheet.name: Plan(sheet) for sheet in sheets(evaluation, document, figures)}
    formulas = Formulas(plans, figures, evaluation.rules)
    targets = link_targets(plans.values())
    marks = [DRAFT_MARK] if document.draft else []
    marks += [Nature.TRANSCRIBED.value] if evaluation.project.transcribed else []
    book = Book(document, "　".join(marks))
    for name, plan in plans.items():
        book.add(plan, formulas.of(name), targets)
    return book.close()
