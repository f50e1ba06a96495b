"""Synthetic projects for benchmarks and browser tests: `python benchmarks/synthetic.py --projects 1000 OUT`.

Writes a working copy into the folder OUT: content of a fictional city, with the rule sets, the site templates and the
engine's settings of this repository. Every project has about 15,000 characters of YAML and Markdown and passes
`check`. Project n depends on the seed and n alone, so that a smaller set is the beginning of a larger one. All are
published; for every fifty there are, besides, a draft, one out for comment and one withdrawn.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from benchmarks.synthetic_text import Writer, narrative  # noqa: E402
from generator.load import load  # noqa: E402
from generator.model.project import Project  # noqa: E402
from generator.model.rule_set import RuleSet  # noqa: E402
from generator.scoring import ProjectScore, score_project  # noqa: E402
from generator.workspace import Workspace  # noqa: E402

CITY = "云州市"
WORDS = REPOSITORY / "benchmarks" / "words.yml"
UNDERTAKING = 3
"""So many projects belong together: an evaluation, the self-evaluation of that year, the evaluation a year later."""
YEARS = (2018, 2024)
STATES = ("草稿", "征求意见", "已撤下")
HIDDEN = 99_999
"""Projects from this number on are not public: one of each state in turn."""
SAME_FAMILY = ("caiyu-2020-10", "shenzhen-2020", "caiyu-2020-10-zp", "suzhou-zp")
"""The rule sets that are used, copied from the real content."""

COMMON = (
    ("决策", "项目立项", "立项依据充分性", 5, 5), ("决策", "项目立项", "立项程序规范性", 3, 3),
    ("决策", "绩效目标", "绩效目标合理性", 4, 4), ("决策", "绩效目标", "绩效指标明确性", 3, 3),
    ("决策", "资金投入", "预算编制科学性", 4, 4), ("决策", "资金投入", "资金分配合理性", 2, 2),
    ("过程", "资金管理", "资金到位率", 2, 0), ("过程", "资金管理", "预算执行率", 4, 0),
    ("过程", "资金管理", "资金使用合规性", 4, 4), ("过程", "组织实施", "管理制度健全性", 4, 2),
    ("过程", "组织实施", "制度执行有效性", 5, 4),
)  # fmt: skip
"""Level 1 to 3, weight and number of criteria of the common indicators of 财预〔2020〕10号: 40 points."""

ANSWERS = {"立项依据充分性": "充分", "立项程序规范性": "规范", "绩效目标合理性": "合理", "绩效指标明确性": "明确", "预算编制科学性": "科学",
           "资金分配合理性": "合理", "资金使用合规性": "合规", "管理制度健全性": "健全", "制度执行有效性": "有效"}  # fmt: skip


@cache
def vocabulary() -> dict[str, Any]:
    """The words of `words.yml`."""
    words: dict[str, Any] = yaml.load(WORDS.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
    return words


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What the projects of one undertaking share."""

    number: int
    domain: dict[str, Any]
    district: str
    subject: str
    year: int

    @property
    def department(self) -> str:
        """The bureau in charge: of the city, or of the district."""
        area = CITY if self.number % 4 == 0 else f"{CITY}{self.district}"
        return area + str(self.domain["局"])

    @property
    def unit(self) -> str:
        """Who does the work."""
        return f"{CITY}{self.district}{self.domain['局'].removesuffix('局').removesuffix('委员会')}服务中心"

    @property
    def success(self) -> Decimal:
        """The share of its targets that it reaches, about."""
        return Decimal((100, 100, 70, 100, 90, 10)[self.number % 6]) / 100

    @property
    def code(self) -> str:
        """The code that joins its projects."""
        return f"YZ-{self.domain['码'].upper()}-{self.number:04d}"


def undertaking(seed: int, number: int) -> Undertaking:
    """Number `number` of the undertakings of a seed."""
    random, words = Random(f"{seed}-{number}"), vocabulary()
    # a few bureaus have most of the projects
    domain = words["领域"][min(int(random.expovariate(0.22)), len(words["领域"]) - 1)]
    place = Writer(random, words, {}).place()
    district = random.choice(words["区"])
    name = f"{district}{place if random.random() < 0.5 else ''}{random.choice(domain['事'])}{random.choice(words['名'])}"
    return Undertaking(number, domain, district, name, random.randint(*YEARS))


@dataclass(frozen=True, slots=True)
class Made:
    """One synthetic project: its id and the text of its two files."""

    id: str
    yaml: str
    markdown: str


class Maker:
    """Makes the projects of a seed. `rule_sets` are those of the repository."""

    def __init__(self, seed: int, rule_sets: dict[str, RuleSet]) -> None:
        self.seed, self.rule_sets = seed, rule_sets

    def project(self, number: int) -> Made:
        """Project `number`, counted from 0."""
        owner, member = undertaking(self.seed, number // UNDERTAKING), number % UNDERTAKING
        random = Random(f"{self.seed}:{number}")
        year = owner.year + (member == 2)
        own = member == 1
        rule_set = self._rule_set(random, own=own)
        values = self._facts(owner, random, number, year, rule_set)
        indicators = _indicators(owner, random, rule_set, values["资金"])
        values["指标"] = indicators
        writer = Writer(random, _words(owner), _told(owner, year))
        values |= _objective(owner, indicators)
        self._scored(values, writer, rule_set)
        values["公开"] = _disclosure(owner, random, year, number)
        if values["项目"]["状态"] == "已撤下" or number % 37 == 5:
            values["更正"] = [_correction(random, year)]
        slug = f"{owner.domain['码']}-{owner.number:04d}{'-zp' if own else ''}"
        sections = {
            name: [i for i in indicators if i["一级"] == name]
            for name in dict.fromkeys(i["一级"] for i in indicators)
        }
        headings = [f"项目{name.removeprefix('项目').removesuffix('目标')}情况" for name in sections]
        return Made(f"{year}/{slug}", _dumped(values), narrative(writer, sections, headings))

    def _rule_set(self, random: Random, *, own: bool) -> str:
        if own:
            return "suzhou-zp" if random.random() < 0.3 else "caiyu-2020-10-zp"
        return "shenzhen-2020" if random.random() < 0.4 else "caiyu-2020-10"

    def _facts(
        self, owner: Undertaking, random: Random, number: int, year: int, rule_set: str
    ) -> dict[str, Any]:
        status = "已公开" if number < HIDDEN else STATES[number % len(STATES)]
        kind = "单位自评" if number % UNDERTAKING == 1 else ("财政评价" if number % 7 == 0 else "部门评价")
        funds = _funds(random)
        summary = (
            f"{owner.district}用{funds['支出']}万元实施{owner.subject}，主要做了{random.choice(owner.domain['术语'])}"
            f"和{random.choice(owner.domain['术语'])}，{random.choice(owner.domain['对象'])}受益。合成数据，用于测试。"
        )
        return {
            "项目": {
                "名称": owner.subject, "编码": owner.code, "年度": str(year), "评价类型": kind, "规则集": rule_set,
                "状态": status, "内容概述": summary, "评价期间": {"开始": f"{year}-01-01", "结束": f"{year}-12-31"},
                "基准日": f"{year}-12-31", "主题分类": owner.domain["局"].removesuffix("局"),
            },
            "单位": {"主管部门": owner.department, "实施单位": owner.unit, "评价机构": random.choice(["未载明", f"云州{random.choice('安达衡信中正')}源绩效评价事务所"]),
                   "主评人岗位": random.choice(vocabulary()["岗位"])},
            "资金": funds,
        }  # fmt: skip

    def _scored(self, values: dict[str, Any], writer: Writer, rule_set: str) -> None:
        """Give reasons where points were lost, list the issues, and publish what was scored."""
        rules = self.rule_sets[rule_set]
        score = score_project(Project.model_validate(values), rules)
        values["公布"] = _published(score, writer.random)
        points = values["公布"]["指标"]
        lost = [i for i in score.indicators if Decimal(points[i.indicator.level_3]) < Decimal(str(i.weight))]
        for item in lost:
            values["指标"][item.index]["扣分原因"] = writer.filled(writer.random.choice(REASONS))
        values["差异说明"] = _notes(score, values["公布"], rule_set)
        names = [i.indicator.level_3 for i in lost] or [score.indicators[0].indicator.level_3]
        values["问题"] = [_issue(writer, n, names, values) for n in range(1, writer.random.randint(2, 4))]


REASONS = (
    "{地名}的{术语}没有按期完成，{月}月才开工，影响了全年进度。",
    "佐证材料只有{数}份，缺{术语}的原始记录，评价组按实际能核实的数认定。",
    "{企业}履约不到位，{术语}返工{位}次，{月}月才通过复验。",
    "预算编得偏粗，{术语}和{术语二}没有分别测算，年中调整{钱}万元。",
)


def _words(owner: Undertaking) -> dict[str, Any]:
    """The vocabulary, with that of the domain in front."""
    return {**vocabulary(), "术语": owner.domain["术语"] + [owner.subject], "对象": owner.domain["对象"]}


def _told(owner: Undertaking, year: int) -> dict[str, str]:
    return {
        "区": owner.district,
        "局": owner.department,
        "年": str(year),
        "年前": str(year - 1),
        "后年": str(year + 1),
    }


def _funds(random: Random) -> dict[str, Any]:
    initial = Decimal(random.randint(900, 900_000)) / 100
    change = Decimal(random.choice([0, 0, 0, -1, 1])) * (initial / 20).quantize(Decimal("0.01"))
    annual = initial + change
    received = (
        annual if random.random() < 0.8 else (annual * random.randint(85, 99) / 100).quantize(Decimal("0.01"))
    )
    spent = (received * random.choice([100, 100, 99, 97, 93, 86, 71]) / 100).quantize(Decimal("0.01"))
    source = {
        "名称": random.choice(["一般公共预算资金", "政府性基金", "上级专项转移支付"]),
        "年初预算": initial,
        "全年预算": annual,
        "到位": received,
        "支出": spent,
    }
    funds = {"单位": "万元", "年初预算": initial, "预算调整": change, "全年预算": annual, "到位": received, "支出": spent,
             "结余": received - spent, "来源": [{k: str(v) for k, v in source.items()}]}  # fmt: skip
    return {k: v if isinstance(v, list) else str(v) for k, v in funds.items()}


def _indicators(
    owner: Undertaking, random: Random, rule_set: str, funds: dict[str, Any]
) -> list[dict[str, Any]]:
    rate = f"{(100 * Decimal(funds['支出']) / Decimal(funds['到位'])).quantize(Decimal('0.01'))}%"
    full_rate = f"{(100 * Decimal(funds['支出']) / Decimal(funds['全年预算'])).quantize(Decimal('0.01'))}%"
    if rule_set == "caiyu-2020-10-zp":
        money = [
            {
                "一级": "执行率",
                "二级": "预算执行",
                "三级": "预算执行率",
                "权重": "10",
                "指标值": "100%",
                "完成值": full_rate,
            }
        ]
        return (
            money
            + _outputs(owner, random, "产出", 50)
            + _effects(owner, random, "效益", 30)
            + _satisfaction(random, "满意度", 10)
        )
    if rule_set == "suzhou-zp":
        return _suzhou(owner, random)
    got = f"{(100 * Decimal(funds['到位']) / Decimal(funds['全年预算'])).quantize(Decimal('0.01'))}%"
    common = [
        _common(owner, row, random, {"资金到位率": got, "预算执行率": rate}, rule_set) for row in COMMON
    ]
    return (
        common
        + _outputs(owner, random, "产出", 35)
        + _effects(owner, random, "效益", 17)
        + _satisfaction(random, "效益", 8)
    )


def _common(
    owner: Undertaking,
    row: tuple[str, str, str, int, int],
    random: Random,
    rates: dict[str, str],
    rule_set: str,
) -> dict[str, Any]:
    level_1, level_2, name, weight, criteria = row
    found: dict[str, Any] = {"一级": level_1, "二级": level_2, "三级": name, "权重": str(weight)}
    if name in rates:
        return found | {"指标值": "100%", "完成值": rates[name]}
    # where a criterion is worded negatively, 否 is the good answer
    inverse = {"立项依据充分性": 5, "资金使用合规性": 4}.get(name) if rule_set == "shenzhen-2020" else None
    met = {str(n): "否" if n == inverse else "是" for n in range(1, criteria + 1)}
    if random.random() > owner.success - Decimal("0.2"):
        met[str(random.randint(2, min(criteria, 3)))] = "否"
    return found | {"指标值": ANSWERS[name], "完成值": ANSWERS[name], "要点": met}


def _shares(total: int, count: int, random: Random) -> list[str]:
    """`total` points in `count` parts, none less than 2."""
    cuts = sorted(random.sample(range(1, total - count), count - 1))
    edges = [0, *(c + n for n, c in enumerate(cuts, 1)), total]
    return [str(b - a) for a, b in pairwise(edges)]


def _reached(owner: Undertaking, target: int, random: Random) -> int:
    return int(target * owner.success * random.choice([100, 100, 100, 104, 112, 96, 88, 73]) // 100)


def _outputs(owner: Undertaking, random: Random, level: str, points: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, unit in owner.domain["产出"]:
        target = random.randint(2, 400) * random.choice([1, 1, 10, 25])
        found.append(
            {
                "二级": f"{level}数量",
                "三级": name,
                "指标值": f"不少于{target}{unit}",
                "完成值": f"{_reached(owner, target, random)}{unit}",
            }
        )
    for term in random.sample(owner.domain["术语"], 2):
        target = random.choice([90, 95, 98, 100])
        found.append(
            {
                "二级": f"{level}质量",
                "三级": f"{term}达标率",
                "指标值": f"≥{target}%",
                "完成值": f"{min(Decimal(100), Decimal(target) + Decimal(random.randint(-60, 50)) / 10)}%",
            }
        )
    late = random.random() < 0.2
    month = random.randint(9, 12)
    found.append(
        {
            "二级": f"{level}时效",
            "三级": "项目按期完成率",
            "指标值": "100%",
            "完成值": f"{random.randint(70, 99) * owner.success:.0f}%" if late else "100%",
        }
    )
    found.append({"二级": f"{level}时效", "三级": "平均响应时间", "指标值": f"不大于{month}小时", "完成值": f"{month + random.choice([-3, -1, 0, 0, 2])}小时",
                  "评分": {"方式": "扣分", "每": "1小时", "扣": "10%权重", "进位": "不足一档按一档"}})  # fmt: skip
    found.append(
        {
            "二级": f"{level}成本",
            "三级": "项目成本控制",
            "指标值": "≤100%",
            "完成值": random.choice(["100%", "98.6%", "95.2%"]),
            "评分": {"方式": "达标"},
        }
    )
    weights = _shares(points, len(found), random)
    return [
        {
            "一级": level,
            "二级": f["二级"],
            "三级": f["三级"],
            "权重": w,
            "解释": f"考察{f['三级']}是否达到年初设定的目标。",
        }
        | f
        for f, w in zip(found, weights, strict=True)
    ]


def _effects(owner: Undertaking, random: Random, level: str, points: int) -> list[dict[str, Any]]:
    found = []
    for name, weight in zip(
        owner.domain["效益"], _shares(points, len(owner.domain["效益"]), random), strict=True
    ):
        good = random.random() < owner.success - Decimal("0.2")
        # every rule set of the family is told the points themselves; a panel decides what an effect is worth
        points_given = (
            Decimal(weight) * (1 if good else random.choice([6, 7, 8]) * owner.success / 10)
        ).quantize(Decimal("0.1"))
        found.append({
            "一级": level, "二级": random.choice(["社会效益", "可持续影响"]), "三级": name, "权重": weight, "指标值": "显著",
            "完成值": "显著" if good else "较显著", "评分": {"方式": "裁量", "说明": "按效果的大小和佐证是否充分评分"},
            "评分输入": {"得分": str(points_given), "理由": "效果明显，佐证充分" if good else "效果已显现，数据积累不足一年"},
        })  # fmt: skip
    return found


def _satisfaction(random: Random, level: str, points: int) -> list[dict[str, Any]]:
    target = random.choice([85, 90, 95])
    actual = Decimal(target) + Decimal(random.randint(-80, 45)) / 10
    rule = {"方式": "扣分", "每": "1%", "扣": "5%权重"}
    return [{"一级": level, "二级": "满意度", "三级": "服务对象满意度", "权重": str(points), "指标值": f"≥{target}%", "完成值": f"{actual}%", "评分": rule,
             "偏差原因": "受访者主要对服务时段和排队时间不满意" if actual < target else "与目标基本一致"}]  # fmt: skip


def _suzhou(owner: Undertaking, random: Random) -> list[dict[str, Any]]:
    """The form of 80 points: equal shares within a section."""
    grades = ["好", "好", "较好", "一般"]
    inputs = [
        ("资金使用合规性", 4),
        ("财务制度健全性", 4),
        ("资产产权明确性", 3),
        ("政府采购规范性", 4),
        ("人员到位充分性", 3),
    ]
    found = [
        {
            "一级": "投入目标",
            "三级": n,
            "权重": str(w),
            "性质": "定性",
            "指标值": "好",
            "完成值": random.choice(grades),
        }
        for n, w in inputs
    ]
    found.append(
        {
            "一级": "投入目标",
            "三级": "专款专用率",
            "权重": "8",
            "性质": "定量",
            "指标值": "100%",
            "完成值": "100%",
        }
    )
    for name, unit in owner.domain["产出"]:
        target = random.randint(2, 400)
        found.append(
            {
                "一级": "产出目标",
                "三级": name,
                "权重": "6",
                "性质": "定量",
                "指标值": f"{target}{unit}",
                "完成值": f"{_reached(owner, target, random)}{unit}",
            }
        )
    found += [
        {
            "一级": "结果目标",
            "三级": f"{term}提升率",
            "权重": "11",
            "性质": "定量",
            "指标值": "100%",
            "完成值": f"{random.randint(88, 100)}%",
        }
        for term in random.sample(owner.domain["术语"], 2)
    ]
    found += [
        {
            "一级": "影响力目标",
            "三级": n,
            "权重": "4",
            "性质": "定性",
            "指标值": "好",
            "完成值": random.choice(grades),
        }
        for n in owner.domain["效益"][:2]
    ]
    return found


def _objective(owner: Undertaking, indicators: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [
        {
            "一级": i["一级"],
            "二级": i.get("二级", "未载明"),
            "三级": i["三级"],
            "指标值": i["指标值"],
            "完成值": i["完成值"],
        }
        for i in indicators
        if i["一级"] not in {"决策", "过程"}
    ]
    expected = f"完成{owner.subject}的年度任务，{'、'.join(owner.domain['效益'])}。"
    return {
        "绩效目标": {
            "预期目标": expected,
            "实际完成情况": f"{owner.unit}完成了主要任务，个别指标与目标有差距，原因见指标分析。",
            "目标表": rows,
        }
    }


def _published(score: ProjectScore, random: Random) -> dict[str, Any]:
    """The signed result: what was scored; now and then the panel gave one indicator a point more or less."""
    points = {i.indicator.level_3: i.score or Decimal(0) for i in score.indicators}
    if random.random() < 0.06:
        changed = next(
            (i for i in score.indicators if i.score and i.weight and 1 <= i.score <= i.weight), None
        )
        if changed is not None:
            points[changed.indicator.level_3] -= 1
    sections = {
        s.name: sum(
            (points[i.indicator.level_3] for i in score.indicators if i.indicator.level_1 == s.name),
            Decimal(0),
        )
        for s in score.sections
    }
    total = sum(sections.values())
    bands = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
    grade = {} if score.grade is None else {"等级": next(name for name, least in bands if total >= least)}
    return {
        "总分": str(total),
        **grade,
        "分项": {n: str(v) for n, v in sections.items()},
        "指标": {n: str(v) for n, v in points.items()},
    }


def _notes(score: ProjectScore, published: dict[str, Any], rule_set: str) -> list[dict[str, Any]]:
    """What explains where the published result is not the recomputed one, and a gap of a rule set."""
    names = [i.indicator.level_3 for i in score.indicators]
    differing = [
        n for n, i in zip(names, score.indicators, strict=True) if Decimal(published["指标"][n]) != i.score
    ]
    notes = [
        {
            "对象": [n],
            "代码": ["S202"],
            "说明": f"签发时“{n}”按评价组会商意见调整，与按规则复算的结果不同，照公布数列示。",
        }
        for n in differing
    ]
    if rule_set == "shenzhen-2020":
        notes.append(
            {
                "对象": ["制度执行有效性"],
                "代码": ["W108"],
                "说明": "规则集没有写缺第四个要点扣多少分，照原规则列示。",
            }
        )
    return notes


def _issue(writer: Writer, number: int, names: list[str], values: dict[str, Any]) -> dict[str, Any]:
    random, year = writer.random, int(values["项目"]["年度"])
    progress = random.choice(["未开始", "整改中", "整改中", "已完成", "已完成"])
    return {
        "编号": f"P{number}", "描述": writer.filled("{地名}的{术语}推进偏慢，计划{数}处只完成一部分，{对象}反映较多。"),
        "原因": writer.filled("前期勘察不细，{术语}与{术语二}由不同单位承担，衔接不够。"), "对应指标": [random.choice(names)],
        "建议": writer.filled("明确{岗位}为责任人，{月}月底前完成{地名}的{术语}，并把结果报主管部门。"),
        "整改": {"责任单位": values["单位"]["实施单位"], "时限": f"{year + 1}-{random.randint(6, 12):02d}-28", "状态": progress,
               "情况": writer.filled("已完成{数}处，其余{位}处正在办理。") if progress != "未开始" else "未载明"},
    }  # fmt: skip


def _disclosure(owner: Undertaking, random: Random, year: int, number: int) -> dict[str, Any]:
    month, day = random.randint(4, 8), random.randint(1, 20)
    return {
        "索引号": f"YZ{owner.number:04d}/{year + 1}-{number:05d}", "发布机构": owner.department,
        "成文日期": f"{year + 1}-{month:02d}-{day:02d}", "发布日期": f"{year + 1}-{month:02d}-{day + 7:02d} 09:{random.randint(10, 59)}",
        "文号": f"云绩〔{year + 1}〕{number + 1}号", "有效性": "有效",
        "审查": {"审查人岗位": "办公室主任", "日期": f"{year + 1}-{month:02d}-{day + 3:02d}", "结论": "同意公开"},
    }  # fmt: skip


def _correction(random: Random, year: int) -> dict[str, Any]:
    return {
        "日期": f"{year + 1}-{random.randint(9, 12):02d}-11",
        "内容": "更正资金表中一处支出数，总分和等级不变",
        "原因": "录入时漏计一笔尾款",
        "批准人岗位": "分管局领导",
    }


class _Dumper(yaml.CSafeDumper):
    """Writes every value as an author would: no quotes but where YAML needs them."""


_Dumper.yaml_implicit_resolvers = {}


def _dumped(values: dict[str, Any]) -> str:
    return yaml.dump(
        values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6, default_flow_style=None
    )


def write(out: Path, count: int, seed: int = 1) -> Workspace:
    """Write a working copy with `count` published projects, and a few that are not, into `out`, which must not hold content yet."""
    content = out / "content"
    content.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "site_templates", out / "site_templates", dirs_exist_ok=True)
    shutil.copy(REPOSITORY / "mkdocs.yml", out)
    (content / "rule_sets").mkdir()
    for name in SAME_FAMILY:
        shutil.copy(REPOSITORY / "content" / "rule_sets" / f"{name}.yml", content / "rule_sets")
    numbers = [*range(count), *range(HIDDEN, HIDDEN + count // 50 * len(STATES))]
    owners = [undertaking(seed, n) for n in sorted({number // UNDERTAKING for number in numbers})]
    (content / "site.yml").write_text(_dumped(SITE), encoding="utf-8")
    (content / "organisations.yml").write_text(_dumped({"单位": list(_register(owners))}), encoding="utf-8")
    rule_sets = load(Workspace(REPOSITORY), only=()).rule_sets
    maker = Maker(seed, rule_sets)
    for number in numbers:
        made = maker.project(number)
        folder = content / "projects" / made.id
        folder.mkdir(parents=True)
        (folder / "project.yml").write_text(made.yaml, encoding="utf-8")
        (folder / "report.md").write_text(made.markdown, encoding="utf-8")
    return Workspace(out)


SITE = {
    "示例": "是",
    "网站名称": "云州市绩效公开（合成数据）",
    "主办单位": "云州市财政局",
    "网站简介": "合成的项目，只用于测试，单位、地点和数字都是虚构的。",
}


def _register(owners: list[Undertaking]) -> Iterator[dict[str, str]]:
    names = dict.fromkeys(name for owner in owners for name in (owner.department, owner.unit))
    for number, name in enumerate(sorted(names)):
        yield {"编号": f"yz-{number:03d}", "全称": name, "简称": name.removeprefix(CITY)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes a working copy with synthetic projects.")
    parser.add_argument("out", type=Path, help="a folder that holds no content yet")
    parser.add_argument("--projects", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.out, options.projects, options.seed)


if __name__ == "__main__":
    main()
