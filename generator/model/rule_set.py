"""规则集: what differs between places, declared as content."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from generator.model.base import ChineseEnum, Record, key
from generator.model.criteria import Criterion, YesNo
from generator.model.methods import Method
from generator.model.project import Quality
from generator.model.values import Points, Rate, Score, Target, Text


class RoundingMode(ChineseEnum):
    """How a score is rounded: as practice does (half up), or after GB/T 8170-2008 (half even)."""

    HALF_UP = "四舍五入"
    HALF_EVEN = "四舍六入五成双"


class ExecutionBasis(ChineseEnum):
    """What the execution rate of the budget is."""

    OF_RECEIVED = "支出/到位"
    OF_ANNUAL_BUDGET = "支出/全年预算"

    @property
    def items(self) -> tuple[str, str]:
        """The two fund items: numerator and denominator."""
        numerator, denominator = self.value.split("/")
        return numerator, denominator


class SelfEvaluationForm(ChineseEnum):
    """The form on which units evaluate themselves: the one of 财预〔2020〕10号, or a city's own."""

    NATIONAL = "财预10号"
    SUZHOU = "苏州"


class RuleSetFacts(Record):
    """规则集: name, basis and scope."""

    name: Text = key("名称")
    basis: Text = key("依据")
    scope: Text = key("适用")
    note: Text | None = key("说明", default=None)
    base: Text | None = key("基于", default=None)


class GradeBand(Record):
    """A grade, the least points for it (included), and other spellings met in reports."""

    grade: Text = key("等级")
    least: Score = key("下限")
    aliases: tuple[Text, ...] = key("别名", default=())


class Rounding(Record):
    """修约: the one rounding of each indicator's score."""

    mode: RoundingMode = key("方式", default=RoundingMode.HALF_UP)
    places: Annotated[int, Field(ge=0, le=4)] = key("位数", default=2)


class WeightRules(Record):
    """权重规则: what the regulation asks of weights."""

    sections: dict[str, Score] = key("分项", factory=dict)
    output_and_outcome_at_least: Rate | None = key("产出效益合计不低于", default=None)
    equal_shares: tuple[Text, ...] = key("均分", default=())


class CommonIndicator(Record):
    """共性指标: an indicator of the framework, with its explanation, criteria and usual method."""

    level_1: Text = key("一级")
    level_2: Text = key("二级")
    level_3: Text = key("三级")
    aliases: tuple[Text, ...] = key("别名", default=())
    explanation: Text | None = key("解释", default=None)
    target: Target | None = key("指标值", default=None)
    criteria: tuple[Criterion, ...] = key("评价要点", default=())
    method: Method | None = key("评分", default=None)
    official_wording: Text | None = key("评分标准原文", default=None)


class DefaultMethod(Record):
    """缺省评分: the method of indicators that declare none."""

    sections: tuple[Text, ...] = key("一级", default=())
    quality: Quality | None = key("性质", default=None, note="：定量或定性")
    method: Method = key("评分")


class Heading(Record):
    """A heading of the outline."""

    heading: Text = key("标题")
    aliases: tuple[Text, ...] = key("别名", default=())
    required: YesNo = key("必有", default=YesNo.YES)
    children: tuple[Heading, ...] = key("下级", default=())


class RuleSetFile(Record):
    """A rule set as written; what is None is inherited from its base."""

    facts: RuleSetFacts = key("规则集")
    full_marks: Score | None = key("满分", default=None)
    grade_bands: tuple[GradeBand, ...] | None = key("等级带", default=None)
    rounding: Rounding | None = key("修约", default=None)
    execution_basis: ExecutionBasis | None = key("执行率口径", default=None)
    weight_rules: WeightRules | None = key("权重规则", default=None)
    no_figure_no_reason: Points | None = key("无数值无说明", default=None)
    common_indicators: tuple[CommonIndicator, ...] = key("共性指标", default=())
    default_methods: tuple[DefaultMethod, ...] | None = key("缺省评分", default=None)
    outline: tuple[Heading, ...] | None = key("提纲", default=None)
    self_evaluation_form: SelfEvaluationForm | None = key("自评表式", default=None)

    def over(self, base: RuleSetFile) -> RuleSetFile:
        """This file with what it leaves out taken from its base; common indicators replace those of their name or alias."""
        merged = {
            field: getattr(self, field) if getattr(self, field) is not None else getattr(base, field)
            for field in type(self).model_fields
        }
        own = {c.level_3: c for c in self.common_indicators}
        kept = tuple(
            own.pop(next((n for n in (c.level_3, *c.aliases) if n in own), c.level_3), c)
            for c in base.common_indicators
        )
        merged["common_indicators"] = kept + tuple(own.values())
        return self.model_copy(update=merged)


class RuleSet:
    """A complete rule set: id, and every setting with its value."""

    def __init__(self, id: str, file: RuleSetFile) -> None:  # noqa: A002
        """Take a file whose bases are already merged in."""
        self.id = id
        self.facts = file.facts
        self.full_marks: Decimal = file.full_marks if file.full_marks is not None else Decimal(100)
        self.declared_bands = file.grade_bands or ()
        self.grade_bands = tuple(sorted(file.grade_bands or (), key=lambda b: -b.least))
        self.rounding = file.rounding or Rounding()
        self.execution_basis = file.execution_basis or ExecutionBasis.OF_RECEIVED
        self.weight_rules = file.weight_rules or WeightRules()
        self.no_figure_no_reason = file.no_figure_no_reason
        self.common_indicators = file.common_indicators
        self.default_methods = file.default_methods or ()
        self.outline = file.outline or ()
        self.self_evaluation_form = file.self_evaluation_form or SelfEvaluationForm.NATIONAL
        self._by_name = {name: c for c in file.common_indicators for name in (c.level_3, *c.aliases)}

    def common(self, level_3: str) -> CommonIndicator | None:
        """The common indicator of that name or alias, if there is one."""
        return self._by_name.get(level_3)

    def grade(self, total: Decimal) -> str | None:
        """The grade of a total on the scale of the bands; None when this form has no grades."""
        return next((b.grade for b in self.grade_bands if total >= b.least), None)

    def canonical_grade(self, written: str) -> str | None:
        """The regulation's name of a grade as a report spells it; None when it is no grade of this rule set."""
        return next((b.grade for b in self.grade_bands if written == b.grade or written in b.aliases), None)
