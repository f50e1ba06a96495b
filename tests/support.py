"""Small projects and rule sets for tests, written as an author would write them."""

from __future__ import annotations

from typing import Any

from generator.model.project import Project
from generator.model.rule_set import RuleSet, RuleSetFile
from generator.scoring import IndicatorScore, ProjectScore, score_project

GRADES = [
    {"等级": "优", "下限": "90", "别名": ["优秀"]},
    {"等级": "良", "下限": "80"},
    {"等级": "中", "下限": "60"},
    {"等级": "差", "下限": "0"},
]


def rule_set(**changes: Any) -> RuleSet:
    """A rule set of 100 points with the four grades; `changes` by Chinese key."""
    values = {"规则集": {"名称": "测试规则", "依据": "测试", "适用": "测试"}, "满分": "100", "等级带": GRADES}
    return RuleSet("test", RuleSetFile.model_validate(values | changes))


def indicator(**changes: Any) -> dict[str, Any]:
    """One indicator as YAML values; `changes` by Chinese key."""
    return {"一级": "产出", "二级": "数量", "三级": "指标甲", "权重": "10", "完成值": "合规"} | changes


def project_values(*indicators: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A complete project as YAML values."""
    values: dict[str, Any] = {
        "项目": {
            "名称": "城区排水泵站监测平台",
            "年度": "2024",
            "评价类型": "部门评价",
            "规则集": "test",
            "状态": "草稿",
            "内容概述": "测试用的项目。",
        },
        "单位": {"主管部门": "某市水务局", "实施单位": "某市排水管理中心"},
        "资金": {"单位": "万元", "年初预算": "320", "全年预算": "318.5", "到位": "318.5", "支出": "301.2"},
        "绩效目标": {"预期目标": "建成平台。", "实际完成情况": "已建成。"},
        "指标": list(indicators) or [indicator()],
    }
    return values | changes


def project(*indicators: dict[str, Any], **changes: Any) -> Project:
    """A complete, decoded project."""
    return Project.model_validate(project_values(*indicators, **changes))


def score_one(
    rules: RuleSet | None = None, *, published: dict[str, Any] | None = None, **keys: Any
) -> IndicatorScore:
    """Score a single indicator."""
    changes = {"公布": published} if published else {}
    return score_project(project(indicator(**keys), **changes), rules or rule_set()).indicators[0]


def score_all(*indicators: dict[str, Any], rules: RuleSet | None = None, **changes: Any) -> ProjectScore:
    """Score a whole project."""
    return score_project(project(*indicators, **changes), rules or rule_set())
