"""The official forms of a project, filled: the self-evaluation form that its rule set asks for, and its 绩效目标表."""

from __future__ import annotations

from generator.model.project import EvaluationType, Project
from generator.model.rule_set import RuleSet, SelfEvaluationForm
from generator.report.figures import Figures
from generator.report.forms_narrative import Sections
from generator.report.forms_national import national_form
from generator.report.forms_objective import objective_form
from generator.report.forms_parts import Form
from generator.report.forms_suzhou import suzhou_form

__all__ = ["Form", "forms", "objective_form", "self_evaluation_form"]


def forms(project: Project, figures: Figures, rules: RuleSet, sections: Sections) -> tuple[Form, ...]:
    """All forms that this project has, in the order of its annexes."""
    found = (self_evaluation_form(project, figures, rules, sections), objective_form(project))
    return tuple(form for form in found if form is not None)


def self_evaluation_form(
    project: Project, figures: Figures, rules: RuleSet, sections: Sections
) -> Form | None:
    """The self-evaluation form; None for evaluations of other types. `sections` finds chapters of the report."""
    if project.facts.evaluation_type is not EvaluationType.SELF:
        return None
    match rules.self_evaluation_form:
        case SelfEvaluationForm.NATIONAL:
            return national_form(project, figures, rules)
        case SelfEvaluationForm.SUZHOU:
            return suzhou_form(project, figures, rules, sections)
