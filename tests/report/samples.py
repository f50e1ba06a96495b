"""Projects as authors write them, for the tests of the report."""

from __future__ import annotations

from typing import Any

from generator.content.narrative import read_narrative
from generator.findings import Severity
from generator.model.project import Project
from generator.model.rule_set import RuleSet
from generator.report.assemble import Fault, assemble
from generator.report.document import Document
from generator.report.figures import Figures
from generator.scoring import score_project
from tests.support import indicator, project_values, rule_set

CHECKLIST = {"方式": "要点"}
CRITERIA = [{"要点": "有依据", "分值": "1分"}, {"要点": "有程序", "分值": "1分"}]

INDICATORS = [
    indicator(一级="决策", 二级="立项", 三级="立项依据", 权重="3", 指标值="充分", 完成值="充分", 评分=CHECKLIST,
              评价要点=CRITERIA, 要点={"1": "是", "2": "是"}, 扣分原因="要点分值合计只有2分"),
    indicator(一级="决策", 二级="投入", 三级="预算执行率", 权重="5", 指标值="100%", 完成值="94.57%",
              评分={"方式": "比例", "分子": "支出", "分母": "到位"}, 扣分原因="没有用完"),
    indicator(一级="产出", 二级="数量", 三级="传感器", 权重="40", 指标值="≥312台", 完成值="312台", 评分={"方式": "比例"}),
    indicator(一级="产出", 二级="质量", 三级="合格率", 权重="32", 指标值="≥98%", 完成值="98.7%",
              评分={"方式": "未公布规则", "说明": "没有印出"}),
    indicator(一级="产出", 二级="质量", 三级="响应", 权重="10", 指标值="≤3秒", 完成值="不适用", 评分={"方式": "比例"}),
    indicator(一级="效益", 二级="社会效益", 三级="提高效率", 权重="10", 指标值="显著", 完成值="显著",
              评分={"方式": "裁量", "说明": "酌情"}, 评分输入={"得分": "9", "理由": "未载明"}, 扣分原因="未载明"),
]  # fmt: skip

PUBLISHED = {
    "总分": "91.73",
    "等级": "优秀",
    "执行率": "94.57%",
    "分项": {"决策": "7.73", "产出": "72"},
    "指标": {"立项依据": "3", "预算执行率": "4.73", "传感器": "40", "合格率": "32", "提高效率": "9"},
}

NOTES = [
    {"对象": ["立项依据", "决策", "总分"], "代码": ["S202"], "说明": "要点分值合计2分，公布3分。"},
    {"对象": ["正文"], "说明": "名称不一致。"},
]

ISSUES = [
    {"编号": "P1", "描述": "支出进度慢", "原因": "招标晚", "对应指标": ["预算执行率"], "建议": "提前招标",
     "整改": {"责任单位": "某市水务局", "时限": "2025-06-30", "状态": "整改中", "情况": "已安排"}},
]  # fmt: skip

FUNDS = {
    "单位": "万元", "年初预算": "1320", "预算调整": "-1.50", "全年预算": "1318.5", "到位": "318.5", "支出": "301.2",
    "来源": [{"名称": "一般公共预算", "年初预算": "1320", "支出": "301.2"}],
    "构成": [{"名称": "设备", "金额": "158.32"}],
}  # fmt: skip

OBJECTIVE = {
    "预期目标": "建成平台。",
    "实际完成情况": "已建成。",
    "目标表": [
        {"一级": "产出指标", "二级": "数量指标", "三级": "传感器", "指标值": "≥312台", "完成值": "312台"}
    ],
}

NARRATIVE = """\
# 基本情况

## 项目概况

{{ 项目.名称 }}全年预算{{ 资金.全年预算 }}，见{{ 引用.资金 }}和{{ 引用.得分汇总 }}[^1]。

{{ 表.资金 }}

[^1]: 来源：台账。

### 目标

{{ 表.绩效目标 }}

# 结论

得{{ 得分.总分 }}分，{{ 得分.等级 }}，复算{{ 复算.总分 }}分。

{{ 表.得分汇总 }}

{{ 表.指标评分 }}

## 问题

#### 细节

{{ 表.问题 }}
"""


def values(**changes: Any) -> dict[str, Any]:
    """A complete project with published results, as YAML values."""
    full = {"资金": FUNDS, "绩效目标": OBJECTIVE, "公布": PUBLISHED, "差异说明": NOTES, "问题": ISSUES}
    return project_values(*INDICATORS, **(full | changes))


def sample(**changes: Any) -> Project:
    """The same, decoded."""
    return Project.model_validate(values(**changes))


def figures(project: Project | None = None, rules: RuleSet | None = None) -> Figures:
    project, rules = project or sample(), rules or rule_set()
    return Figures(project, score_project(project, rules), rules)


def report(text: str = NARRATIVE, project: Project | None = None) -> tuple[Document, list[Fault]]:
    """The document of a narrative; the narrative may have faults of its own."""
    project, rules = project or sample(), rule_set()
    return assemble(
        "2024/a", project, score_project(project, rules), rules, read_narrative(text, "report.md")
    )


def told(text: str, project: Project | None = None) -> str:
    """The Markdown of the chapters of a narrative without errors, assembled without faults."""
    findings = read_narrative(text, "report.md").findings
    assert not [f for f in findings if f.severity is Severity.ERROR], findings
    document, faults = report(text, project)
    assert faults == []
    return chapters(document)


def chapters(document: Document) -> str:
    """What stands between summary and annexes."""
    return "# 一、" + document.markdown.split("\n# 一、", 1)[1].split("\n# 附件1", 1)[0]
