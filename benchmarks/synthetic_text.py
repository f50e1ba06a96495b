"""The narrative of a synthetic project: every chapter of the outline, in sentences that vary with its subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

SENTENCES = {
    "背景": (
        "{区}的{术语}基础薄弱，{地名}一带反映最为集中，{年前}年的摸底调查显示，{对象}对现状表示满意的只占{率}。",
        "根据《{文件}》（{文号}），{局}把{术语}和{术语二}列为重点，要求在{年}年底前见到成效。",
        "此前{区}已投入{钱}万元用于{术语}，由于点位分散、标准不一，{地名}、{地名二}等处仍是空白。",
        "{年前}年{月}月，{地名}发生过一次因{术语}不到位引起的集中投诉，涉及{数}名{对象}，推动了本项目的立项。",
        "市级层面提出用三年时间补齐{术语}短板，{区}承担其中{数}个点位，任务量居各区第{位}。",
        "按照{系统}的统一技术路线，{局}会同{区}有关部门完成了需求调研，共走访{数}处，收回问卷{数二}份。",
    ),
    "内容": (
        "**{术语}**：在{地名}、{地名二}等{数}处实施，由{企业}承担，合同金额{钱}万元。",
        "**{术语}**：更新{系统}设备{数}套，接入市级平台，{月}月完成联调，运行至今可用率{率}。",
        "**{术语}**：面向{对象}开展{数}场，编制操作手册{位}册，形成可复制的做法。",
        "**{术语}**：委托{企业}监测评估，每季度出一份分析，累计提出改进意见{数}条，采纳{数二}条。",
        "**{术语}**：对{地名}的{数}处老旧设施利旧改造，节约资金{钱}万元，其余点位按新标准建设。",
    ),
    "管理": (
        "{岗位}牵头，{月}月起实行周调度、月通报，{地名}标段曾因管线迁改停工{数}天，经协调于{月二}月恢复。",
        "采购按《{文件}》公开招标，{企业}中标，合同约定质保{位}年，履约保证金为合同价的{率}。",
        "资料归档分立项、采购、实施、验收四卷，抽查{数}份，缺项{位}份，均已补齐。",
        "项目变更{位}次，涉及金额{钱}万元，都履行了审批手续，变更理由与{术语}的现场条件有关。",
        "监理单位签发通知单{数}份，指出{术语}施工中的问题{数二}处，整改回复率{率}。",
    ),
    "产出": (
        '{指标}计划{{{{ 指标["{指标}"].指标值 }}}}，实际{{{{ 指标["{指标}"].完成值 }}}}，得{{{{ 得分["{指标}"] }}}}分，满分{{{{ 权重["{指标}"] }}}}分。',
        '按台账逐项核对，{指标}完成{{{{ 指标["{指标}"].完成值 }}}}，目标为{{{{ 指标["{指标}"].指标值 }}}}，本项得{{{{ 得分["{指标}"] }}}}分。',
        '{指标}的目标是{{{{ 指标["{指标}"].指标值 }}}}，评价组抽查{地名}等{数}处后确认为{{{{ 指标["{指标}"].完成值 }}}}，得{{{{ 得分["{指标}"] }}}}分。',
    ),
    "佐证": (
        "现场核查了{地名}和{地名二}，{术语}设备外观完好，{系统}后台日志与台账相符，仅{位}处编号不一致。",
        "佐证材料包括验收报告{位}份、监测记录{数}条、照片{数二}张，均由{岗位}签认。",
        "与{年前}年相比，{地名}的{术语}工作量增加{率}，单位成本由{钱}元降到{钱二}元。",
        "{企业}提交的{术语}报告显示，{月}月至{月二}月的达标率为{率}，波动主要出现在{地名}。",
        "{对象}代表参加了{月}月的验收，对{术语}提出{位}条意见，其中{术语二}一条纳入下一年度计划。",
    ),
    "效益": (
        "问卷在{地名}、{地名二}等{数}个点发放，回收有效问卷{数二}份，{对象}对{术语}的满意率为{率}。",
        "实施后{地名}的{术语}投诉由{数二}件降到{数}件，{对象}普遍反映办事更方便。",
        "项目带动社会资金{钱}万元投入{术语}，{企业}等单位参与运营，机制能否长期保持还要看后续预算。",
        "座谈中有{对象}提出，{术语}的服务时段偏短，周末和夜间覆盖不到，建议与{术语二}统筹安排。",
        "{月}月以来，{系统}平台累计受理{数二}件，按期办结率{率}，{地名}片区提升最明显。",
    ),
    "经验": (
        "在{地名}先行试点，把{术语}的工序拆成{数}步，逐步写成清单，再推广到{地名二}等处，返工率降到{率}。",
        "建立{术语}和{术语二}的联席机制，{岗位}每周到{地名}现场办公，累计解决难题{数}个。",
        "用{系统}数据代替人工报表，{对象}填报的表格由{数}张减到{位}张，数据质量问题下降{率}。",
    ),
    "过程": (
        "成立评价小组，{岗位}任组长，{月}月制定工作方案，明确{数}项取证清单。",
        "收集立项、预算、合同、验收等材料{数}份，核对{术语}台账{数二}条。",
        "到{地名}、{地名二}现场核查，访谈{对象}{数}人。",
        "按指标体系逐项打分，形成工作底稿{数}页，与实施单位交换意见{位}次。",
        "修改报告，{月二}月经局务会审议后定稿。",
    ),
    "建议": (
        "完善{术语}的年度计划，把{地名}等{数}处未完成点位列入{后年}年预算，{月}月底前明确责任岗位。",
        "修订《{文件}》，补充{术语}的质量标准和{术语二}的验收办法，避免同类问题重复出现。",
        "每季度向{对象}公开{术语}的进度，接受监督；对{企业}等承接单位实行履约评价。",
        "加强{系统}数据的共享，与{术语二}统一编码，减少重复采集，预计每年节约{钱}万元。",
    ),
}  # fmt: skip
"""Patterns by what they tell of; the same slot with 二 is filled anew."""

_SLOT = re.compile(r"(?<!\{)\{([^{}]+)\}(?!\})")


class Writer:
    """Fills patterns with words of one project; the same random numbers give the same text."""

    def __init__(self, random: Random, words: Mapping[str, Any], facts: Mapping[str, str]) -> None:
        """`words` is the vocabulary, `facts` what is fixed in this project (区, 局, 年, …)."""
        self.random, self.words, self.facts = random, words, facts
        number = random.randint
        self._made: dict[str, Callable[[], str]] = {
            "数": lambda: str(number(3, 480)),
            "位": lambda: str(number(1, 9)),
            "月": lambda: str(number(1, 12)),
            "率": lambda: f"{number(400, 999) / 10:.1f}%",
            "钱": lambda: f"{number(120, 99999) / 100:,.2f}",
            "地名": self.place,
            "企业": lambda: f"云州{self._characters('地', 2)}{random.choice(words['企业'])}",
            "文号": lambda: f"云{random.choice(words['文号'])}〔{number(2016, 2025)}〕{number(1, 199)}号",
        }

    def place(self) -> str:
        """A place name that hardly occurs twice: `梧桐湾社区`."""
        middle = self._characters("地", 2) if self.random.random() < 0.7 else self._characters("姓", 1) + "家"
        return f"{middle}{self.random.choice(self.words['河山'])}{self.random.choice(self.words['处所'])}"

    def _characters(self, kind: str, count: int) -> str:
        return "".join(self.random.choice(self.words[kind]) for _ in range(count))

    def word(self, slot: str) -> str:
        """A word for a slot."""
        if slot in self.facts:
            return self.facts[slot]
        kind = slot.removesuffix("二")
        return self._made[kind]() if kind in self._made else str(self.random.choice(self.words[kind]))

    def filled(self, pattern: str) -> str:
        """A pattern with its slots filled."""
        return _SLOT.sub(lambda found: self.word(found[1]), pattern).replace("{{", "{").replace("}}", "}")

    def sentences(self, kind: str, count: int) -> list[str]:
        """So many sentences of a kind, each pattern used before one is used again."""
        patterns: list[str] = []
        while len(patterns) < count:
            patterns += self.random.sample(SENTENCES[kind], len(SENTENCES[kind]))
        return [self.filled(p) for p in patterns[:count]]

    def paragraph(self, kind: str, count: int) -> str:
        """Sentences in one paragraph."""
        return "".join(self.sentences(kind, count))

    def listed(self, kind: str, count: int, mark: str = "- ") -> str:
        """Sentences as a list; `1. ` numbers them."""
        marks = [f"{n}. " if mark == "1. " else mark for n in range(1, count + 1)]
        return "\n".join(m + s for m, s in zip(marks, self.sentences(kind, count), strict=True))


def narrative(
    writer: Writer, sections: Mapping[str, Sequence[Mapping[str, str]]], headings: Sequence[str]
) -> str:
    """report.md: `sections` has the indicators by level 1, `headings` the title of each one's part."""
    parts = [
        "# 基本情况", "## 项目概况", "### 项目背景", writer.paragraph("背景", 6), writer.paragraph("背景", 5),
        "### 主要内容及实施情况", "{{ 单位.实施单位 }}承担实施，主要内容有：", writer.listed("内容", 9),
        "### 组织管理", writer.paragraph("管理", 6), writer.paragraph("管理", 5),
        "### 资金投入和使用情况",
        "年初预算{{ 资金.年初预算 }}，全年预算{{ 资金.全年预算 }}，到位{{ 资金.到位 }}，支出{{ 资金.支出 }}，执行率{{ 资金.执行率 }}，见{{ 引用.资金 }}和{{ 引用.图资金 }}。",
        "{{ 表.资金 }}", "{{ 图.资金 }}",
        "## 项目绩效目标", writer.paragraph("背景", 5),
        "# 绩效评价工作开展情况",
        "## 评价目的、对象和范围", writer.paragraph("佐证", 4) + "评价对象为{{ 项目.名称 }}，范围是{{ 项目.年度 }}年度全部资金。",
        "## 评价原则、指标体系、方法和标准", writer.paragraph("管理", 2) + "指标体系及评分标准详见附件[^1]。",
        "[^1]: 评分标准依据{{ 项目.规则集 }}。",
        "## 评价工作过程", writer.listed("过程", 5, "1. "),
        "# 综合评价情况及评价结论",
        "总分{{ 得分.总分 }}分，各部分得分见{{ 引用.得分汇总 }}和{{ 引用.图得分率 }}，各指标见{{ 引用.指标评分 }}。" + writer.paragraph("佐证", 5),
        "{{ 表.得分汇总 }}", "{{ 图.得分率 }}", "{{ 表.指标评分 }}",
        "# 绩效评价指标分析",
    ]  # fmt: skip
    for heading, indicators in zip(headings, sections.values(), strict=True):
        parts += [f"## {heading}", *_analysis(writer, indicators)]
    parts += [
        "# 主要经验及做法、存在的问题及原因分析",
        "## 主要经验及做法", writer.listed("经验", 6, "1. "), _comparison(writer),
        "## 存在的问题及原因分析", writer.paragraph("佐证", 6) + "问题清单见{{ 引用.问题 }}。", "{{ 表.问题 }}",
        "# 有关建议", writer.listed("建议", 8, "1. "),
        "# 其他需要说明的问题", "本篇为合成数据，用于测试，其中的单位、地点和数字都是虚构的。" + writer.paragraph("效益", 6),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _analysis(writer: Writer, indicators: Sequence[Mapping[str, str]]) -> list[str]:
    paragraphs = []
    for indicator in indicators:
        pattern = writer.random.choice(SENTENCES["产出"]).replace("{指标}", indicator["三级"])
        kind = "效益" if "益" in indicator["一级"] or "影响" in indicator["一级"] else "佐证"
        paragraphs.append(writer.filled(pattern) + writer.paragraph(kind, 2 + writer.random.randint(0, 1)))
    return paragraphs


def _comparison(writer: Writer) -> str:
    """A small table of the author's own."""
    rows = [
        f"| {writer.place()} | {writer.word('数')} | {writer.word('率')} | {writer.word('钱')} |"
        for _ in range(5)
    ]
    return "\n".join(("| 点位 | 数量 | 达标率 | 支出（万元） |", "| --- | --- | --- | --- |", *rows))
