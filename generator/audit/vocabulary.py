"""Words that the outline and the framework of indicators of 财预〔2020〕10号 give to every report."""

from __future__ import annotations

import re

PARENTS = {
    "项目立项": "立项依据充分性 立项程序规范性", "绩效目标": "绩效目标合理性 绩效指标明确性", "资金投入": "预算编制科学性 资金分配合理性",
    "资金管理": "资金到位率 预算执行率 资金使用合规性", "组织实施": "管理制度健全性 制度执行有效性",
}  # fmt: skip
"""Indicators of the second level and the common indicators under each."""

PARENT_OF = {name: parent for parent, names in PARENTS.items() for name in names.split()}

COMMON_INDICATORS = frozenset(PARENT_OF)

SECTION_OF_LEVEL_2 = {
    **dict.fromkeys(["项目立项", "绩效目标", "资金投入"], "决策"),
    **dict.fromkeys(["资金管理", "组织实施"], "过程"),
    **dict.fromkeys(["产出数量", "产出质量", "产出时效", "产出成本", "数量指标", "质量指标", "时效指标", "成本指标"], "产出"),
    **dict.fromkeys(
        ["社会效益", "经济效益", "生态效益", "可持续影响", "社会效益指标", "经济效益指标", "生态效益指标", "可持续影响指标", "可持续性影响指标", "服务对象满意度指标", "满意度", "其他满意度指标", "满意度指标"], "效益"),
}  # fmt: skip
"""The section that an indicator of the second level belongs to by its name."""

LEVELS_1 = frozenset(
    [
        "决策",
        "过程",
        "产出",
        "效益",
        "投入",
        "项目决策",
        "项目过程",
        "项目管理",
        "项目产出",
        "项目效益",
        "决策指标",
        "过程指标",
        "产出指标",
        "效益指标",
        "满意度指标",
        "投入目标",
        "产出目标",
        "结果目标",
        "影响力目标",
    ]
)
LEVELS_2 = frozenset(SECTION_OF_LEVEL_2)
LEVELS = LEVELS_1 | LEVELS_2

_SECTIONS = {"管理": "过程", "绩效": "效益"}
_SECTION = re.compile(
    r"(?:项目)?(决策|过程|管理|产出|效益|绩效|投入|结果|影响力|满意度)(?:管理)?(?:类|目标)?(?:指标)?(?:情况)?(?:\(.*)?"
)


def section_of(words: str) -> str | None:
    """The section that a title names: 项目决策, 决策类指标, 产出指标 (40分)."""
    match = _SECTION.fullmatch(words)
    if match is None or words.startswith("绩效目标"):
        return None
    return _SECTIONS.get(match[1], match[1])
