"""The evaluated project: what authors write in project.yml."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Discriminator, Field, Tag

from generator.model.base import UNSTATED, ChineseEnum, Record, Unstated, key
from generator.model.criteria import Criterion, CriterionResults
from generator.model.disclosure import Attachment, Correction, Disclosure, Redaction
from generator.model.funds import Funds
from generator.model.methods import Method
from generator.model.values import (
    Actual,
    DateOrMonth,
    PublishedRate,
    PublishedScore,
    Score,
    StatedDate,
    StatedScore,
    StatedText,
    Summary,
    Target,
    Text,
    Year,
)


class EvaluationType(ChineseEnum):
    """Kinds of evaluation, 财预〔2020〕10号 art. 4."""

    SELF = "单位自评"
    DEPARTMENT = "部门评价"
    FINANCE = "财政评价"


class Status(ChineseEnum):
    """How far a project has come; decides what is published."""

    DRAFT = "草稿"
    CONSULTATION = "征求意见"
    PUBLISHED = "已公开"
    WITHDRAWN = "已撤下"


class Nature(ChineseEnum):
    """Whether this is a real publication or the transcription of somebody's report as an example."""

    FORMAL = "正式"
    TRANSCRIBED = "转录示例"


class Quality(ChineseEnum):
    """定量 or 定性."""

    QUANTITATIVE = "定量"
    QUALITATIVE = "定性"


class Direction(ChineseEnum):
    """Whether more is better."""

    HIGHER = "正向"
    LOWER = "反向"


class Progress(ChineseEnum):
    """How far the rectification of an issue has come."""

    OPEN = "未开始"
    ONGOING = "整改中"
    DONE = "已完成"
    UNSTATED = "未载明"


class Period(Record):
    """A span of days (or months, where the source names no days), both ends included."""

    start: DateOrMonth = key("开始")
    end: DateOrMonth = key("结束")


StatedPeriod = Annotated[
    Annotated[Period, Tag("period")]
    | Annotated[Unstated, BeforeValidator(lambda v: UNSTATED if v == UNSTATED.value else v), Tag("unstated")],
    Discriminator(lambda v: "unstated" if isinstance(v, str | Unstated) else "period"),
]


class Facts(Record):
    """项目: the facts that identify an evaluation."""

    name: Text = key("名称", examples=["城区排水泵站智能监测平台"])
    code: Text | None = key("编码", default=None, examples=["SW-2023-014"])
    year: Year = key("年度")
    evaluation_type: EvaluationType = key("评价类型")
    rule_set: Text = key("规则集", examples=["shenzhen-2020"])
    status: Status = key("状态")
    nature: Nature = key(
        "性质", default=Nature.FORMAL, note="：正式，或转录示例（转录他人已公布的报告作示范）"
    )
    title: Text | None = key("报告名称", default=None)
    summary: Summary = key("内容概述")
    period: StatedPeriod | None = key("评价期间", default=None)
    reference_date: StatedDate | None = key("基准日", default=None)
    topic: Text | None = key("主题分类", default=None)


class Transcription(Record):
    """转录: where a transcribed example comes from."""

    source_title: Text = key("原报告")
    note: Text = key("说明")


class Units(Record):
    """单位: who is responsible; names from the register, roles instead of personal names."""

    department: StatedText = key("主管部门")
    implementing_unit: StatedText = key("实施单位")
    evaluator: StatedText = key("评价机构", default=UNSTATED)
    lead_evaluator_role: StatedText = key("主评人岗位", default=UNSTATED)


class ObjectiveRow(Record):
    """One line of the declared objective table."""

    level_1: StatedText = key("一级")
    level_2: StatedText = key("二级")
    level_3: Text = key("三级")
    target: Target = key("指标值")
    actual: Actual | None = key("完成值", default=None)


class Objective(Record):
    """绩效目标: what the year was to achieve, and what it did."""

    expected: Text = key("预期目标")
    achieved: StatedText = key("实际完成情况")
    table: tuple[ObjectiveRow, ...] = key("目标表", default=())


class WholeSection(Record):
    """分项: a level-1 section that the source scored only as a whole."""

    name: Text = key("名称")
    weight: Score = key("权重")
    method: Method = key("评分")
    deduction_reason: Text | None = key("扣分原因", default=None)


class Indicator(Record):
    """指标: one third-level indicator with its target, actual and inputs."""

    level_1: Text = key("一级", examples=["产出"])
    level_2: StatedText = key("二级", default=UNSTATED, examples=["产出时效"])
    level_3: Text = key("三级", examples=["告警响应时间"])
    weight: StatedScore = key("权重", examples=["8"])
    explanation: Text | None = key("解释", default=None)
    quality: Quality | None = key("性质", default=None, note="：定量或定性；不写时按指标值判断")
    target: Target | None = key("指标值", default=None)
    actual: Actual = key("完成值")
    method: Method | None = key("评分", default=None, note="；不写时用规则集的")
    criteria: tuple[Criterion, ...] | None = key("评价要点", default=None, note="；不写时用规则集的")
    results: CriterionResults | None = key("要点", default=None)
    inputs: dict[str, Text] = key("评分输入", factory=dict, examples=[{"缺陷数": "0"}])
    direction: Direction | None = key("方向", default=None)
    official_wording: Text | None = key("评分标准原文", default=None)
    deduction_reason: Text | None = key("扣分原因", default=None)
    deviation_reason: Text | None = key("偏差原因", default=None)
    evidence: tuple[Text, ...] = key("佐证", default=())
    remark: Text | None = key("备注", default=None)


class Published(Record):
    """公布: the signed result, verbatim; only what the source prints."""

    total: PublishedScore | None = key("总分", default=None)
    grade: Text | None = key("等级", default=None)
    execution_rate: PublishedRate | None = key("执行率", default=None)
    sections: dict[str, PublishedScore] = key("分项", factory=dict)
    indicators: dict[str, PublishedScore] = key("指标", factory=dict)


class Discrepancy(Record):
    """差异说明: one contradiction, what it concerns and how it is explained.

    Only the findings whose codes it names are explained by it; a note without codes explains none.
    """

    subjects: Annotated[tuple[Text, ...], Field(min_length=1)] = key("对象")
    codes: tuple[Text, ...] = key("代码", default=(), examples=[["S202"]])
    note: Text = key("说明")


class Rectification(Record):
    """整改: who mends an issue, until when, how far."""

    responsible_unit: StatedText = key("责任单位", default=UNSTATED)
    deadline: StatedDate = key("时限", default=UNSTATED)
    progress: Progress = key("状态", default=Progress.UNSTATED)
    note: StatedText = key("情况", default=UNSTATED)


class Issue(Record):
    """问题: a shortcoming, its cause, the indicators it cost points, the recommendation."""

    number: Text = key("编号")
    description: Text = key("描述")
    cause: StatedText = key("原因", default=UNSTATED)
    indicators: tuple[Text, ...] = key("对应指标", default=())
    recommendation: StatedText = key("建议", default=UNSTATED)
    rectification: Rectification | None = key("整改", default=None)


class Project(Record):
    """One evaluation: the whole of a project.yml."""

    facts: Facts = key("项目")
    transcription: Transcription | None = key("转录", default=None)
    units: Units = key("单位")
    funds: Funds = key("资金")
    objective: Objective = key("绩效目标")
    whole_sections: tuple[WholeSection, ...] = key("分项", default=())
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1, max_length=500)] = key("指标")
    published: Published | None = key("公布", default=None)
    discrepancies: tuple[Discrepancy, ...] = key("差异说明", default=())
    issues: tuple[Issue, ...] = key("问题", default=())
    disclosure: Disclosure | None = key("公开", default=None)
    redactions: tuple[Redaction, ...] = key("脱敏", default=())
    corrections: tuple[Correction, ...] = key("更正", default=())
    former_ids: tuple[Text, ...] = key("曾用地址", default=())
    attachments: tuple[Attachment, ...] = key("附件", default=())
    sealed_copy: Text | None = key("盖章件", default=None)

    @property
    def title(self) -> str:
        """The full title of the report."""
        if self.facts.title:
            return self.facts.title
        kind = "绩效自评报告" if self.facts.evaluation_type is EvaluationType.SELF else "绩效评价报告"
        return f"{self.facts.year}年{self.facts.name}项目支出{kind}"

    @property
    def transcribed(self) -> bool:
        """Whether this is a transcribed example."""
        return self.facts.nature is Nature.TRANSCRIBED
