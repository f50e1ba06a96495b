"""What the placeholders of a narrative stand for in one project."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.content.narrative_placeholders import close
from generator.model.base import UNSTATED
from generator.model.funds import Funds
from generator.model.project import Indicator, Project
from generator.model.rule_set import RuleSet
from generator.report import wording
from generator.report.figures import GRADE, TOTAL, Figure, Figures

AMOUNTS = {
    "年初预算": "initial_budget",
    "预算调整": "budget_adjustment",
    "全年预算": "annual_budget",
    "到位": "received",
    "支出": "spent",
    "结余": "surplus",
    "结转": "carried_over",
    "收回": "reclaimed",
    "指标结余": "quota_balance",
}
"""The amounts of 资金 and their attributes."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that means nothing in this project, and what would."""

    message: str
    expected: str


class Values:
    """Looks up paths such as `("得分", "预算执行率")`."""

    def __init__(self, project: Project, figures: Figures, rules: RuleSet) -> None:
        self.project, self.figures, self.rules = project, figures, rules
        self._roots: dict[str, Callable[..., str | Unknown]] = {
            "项目": self._project,
            "单位": self._unit,
            "资金": self._funds,
            "得分": self._score,
            "得分率": self._share,
            "权重": self._weight,
            "复算": self._recomputed,
            "指标": self._indicator,
        }

    def of(self, path: tuple[str, ...]) -> str | Unknown:
        """The text that a path stands for. Tables and references to them are not known here."""
        root, *names = path
        return self._roots[root](*names)

    def _project(self, name: str) -> str | Unknown:
        facts = self.project.facts
        texts: dict[str, str | None] = {
            "名称": facts.name,
            "编码": facts.code,
            "年度": str(facts.year),
            "评价类型": str(facts.evaluation_type),
            "报告名称": self.project.title,
            "评价期间": wording.period(facts.period) if facts.period else None,
            "基准日": wording.date(facts.reference_date) if facts.reference_date else None,
            "规则集": self.rules.facts.name,
        }
        text = texts[name]
        return (
            Unknown(f"项目没有填写“{name}”", f"在 project.yml 的“项目”中填写{name}") if text is None else text
        )

    def _unit(self, name: str) -> str:
        units = self.project.units
        values = {
            "主管部门": units.department,
            "实施单位": units.implementing_unit,
            "评价机构": units.evaluator,
            "主评人岗位": units.lead_evaluator_role,
        }
        return str(values[name])

    def _funds(self, name: str) -> str | Unknown:
        if name == "执行率":
            return self.figures.execution_text
        if name == "到位率":
            return wording.rate(self.figures.receipt)
        return fund_amount(self.project.funds, name)

    def _score(self, name: str) -> str | Unknown:
        if name == GRADE:
            return self.figures.grade or Unknown("这个项目没有等级", "删去这个占位符，或在“公布”中填写等级")
        return self._of_figure(name, lambda f: f.text)

    def _recomputed(self, name: str) -> str | Unknown:
        if name == GRADE:
            return self.figures.score.grade or Unknown("这个项目算不出等级", "删去这个占位符")
        return self._of_figure(name, lambda f: f.recomputed_text)

    def _share(self, name: str) -> str | Unknown:
        return self._of_figure(name, lambda f: wording.rate(f.share))

    def _weight(self, name: str) -> str | Unknown:
        return self._of_figure(name, lambda f: f.full_text)

    def _of_figure(self, name: str, text: Callable[[Figure], str]) -> str | Unknown:
        figure = self.figures.by_name.get(name)
        if figure is None:
            known = self.figures.by_name
            return Unknown(f"没有叫“{name}”的指标或一级指标", close(name, [TOTAL, *known]))
        return text(figure)

    def _indicator(self, name: str, figure: str) -> str | Unknown:
        indicator = next((i for i in self.project.indicators if i.level_3 == name), None)
        if indicator is None:
            return Unknown(
                f"没有叫“{name}”的三级指标", close(name, [i.level_3 for i in self.project.indicators])
            )
        if figure == "权重":
            return self._weight(name)
        return target_text(indicator, self.rules) if figure == "指标值" else str(indicator.actual)


def fund_amount(funds: Funds, name: str) -> str | Unknown:
    """An amount of 资金 with its unit."""
    value = getattr(funds, AMOUNTS[name])
    if value is None:
        return Unknown(f"资金没有填写“{name}”", f"在 project.yml 的“资金”中填写{name}")
    return wording.money(value, funds)


def target_text(indicator: Indicator, rules: RuleSet) -> str:
    """The target as written: the indicator's, else the common indicator's, else 未载明."""
    common = rules.common(indicator.level_3)
    target = indicator.target if indicator.target is not None else (common.target if common else None)
    return str(UNSTATED) if target is None else str(target)


def explanation_of(indicator: Indicator, rules: RuleSet) -> str:
    """What an indicator examines; empty when nobody says."""
    common = rules.common(indicator.level_3)
    return indicator.explanation or (common.explanation if common else None) or ""
