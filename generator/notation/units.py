"""Units as written, what they are called here, and how much of the base unit they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

PERCENT = "%"
PERCENTAGE_POINT = "百分点"
YUAN = "元"
SECOND = "秒"
WORKING_DAY = "工作日"
MONTH = "月"
YEAR = "年"

SECONDS_PER_MINUTE = Decimal(60)
SECONDS_PER_HOUR = Decimal(3600)
SECONDS_PER_DAY = Decimal(86400)

MULTIPLIERS = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}
"""Number words between a figure and its unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """`name` is the unit values are held in, `factor` how much of it one is, `label` its own name."""

    name: str
    factor: Decimal
    label: str


def _time(label: str, seconds: Decimal, *spellings: str) -> dict[str, Unit]:
    return dict.fromkeys((label, *spellings), Unit(SECOND, seconds, label))


def _same(name: str, *spellings: str) -> dict[str, Unit]:
    return dict.fromkeys(spellings, Unit(name, Decimal(1), name))


_COUNTED = """
    个 次 套 件 人 项 份 起 户 家 名 位 台 条 篇 场 场次 期 批 批次 处 座 间 栋 幢 辆 部 本 册 张 幅 块 片
    根 支 只 头 匹 株 棵 颗 粒 箱 包 袋 瓶 桶 盒 卷 双 对 组 队 班 届 轮 遍 趟 层 级 类 种 款 门 节 字 页 行
    列 路 道 口 眼 盏 架 艘 例 宗 案 单 笔 票 站 所 村 镇 乡 街道 社区 县 区 市 省 国 校 店 厂 床 席 岗 端
    核 帧 像素 字节 倍 折 分 版 集 枚 面 顶 具 尾 羽 副 把 扇 段 环 步 圈 季度 课时 学时 学分 点位 床位 车位
    工位 席位 岗位 站点 网点 节点 并发 人次 台次 户次 家次 件次 项次 车次 班次 架次 航次 台套 台班 人天 人日
    人月 人年
"""
_MEASURED = """
    米 千米 厘米 毫米 微米 海里 平方米 平方公里 公顷 亩 立方米 升 毫升 吨 千克 克 毫克 微克 千瓦 兆瓦 千瓦时
    度 伏 安 摄氏度 分贝 兆 勒克斯 帕 千帕 兆帕 KB MB GB TB PB Kbps Mbps Gbps Hz kHz MHz GHz QPS TPS dB
"""
_ALIASES = """
    公里=千米 km=千米 cm=厘米 mm=毫米 ㎡=平方米 m²=平方米 平米=平方米 平方千米=平方公里 km²=平方公里
    ㎥=立方米 m³=立方米 L=升 mL=毫升 公斤=千克 kg=千克 kW=千瓦 MW=兆瓦 kWh=千瓦时 ℃=摄氏度
"""
_RANKING = "级 类 期 届 层 款 区 版 环 节 组 队 班 等 档"


def _plain_units() -> dict[str, Unit]:
    """Units without conversion, under each of their spellings."""
    names = {name: name for name in f"{_COUNTED} {_MEASURED}".split()}
    names |= dict(alias.split("=") for alias in _ALIASES.split())
    return {spelling: Unit(name, Decimal(1), name) for spelling, name in names.items()}


_SIMPLE: dict[str, Unit] = {
    "": Unit("", Decimal(1), ""),
    "‰": Unit(PERCENT, Decimal("0.1"), "‰"),
    **_same(PERCENT, "%"),
    **_same(PERCENTAGE_POINT, "百分点", "个百分点"),
    **_same(YUAN, "元"),
    **_same(WORKING_DAY, "工作日", "个工作日"),
    **_same(MONTH, "个月"),
    **_same(YEAR, "年"),
    **_time("毫秒", Decimal("0.001"), "ms"),
    **_time("秒", Decimal(1), "秒钟", "s"),
    **_time("分钟", SECONDS_PER_MINUTE, "min"),
    **_time("小时", SECONDS_PER_HOUR, "个小时", "h"),
    **_time("天", SECONDS_PER_DAY, "日", "自然日", "个自然日"),
    **_time("周", 7 * SECONDS_PER_DAY, "星期", "个星期"),
    **_plain_units(),
}

_PERIODS = {**_SIMPLE, MONTH: _SIMPLE["个月"]}
"""What may stand below the line of a rate: there 月 cannot be mistaken for a month's name."""

_SPOKEN = {PERCENTAGE_POINT: "个百分点", WORKING_DAY: "个工作日", MONTH: "个月"}

_RANKS = frozenset(_RANKING.split())
_NEVER_BARE = frozenset({PERCENT, PERCENTAGE_POINT, YUAN, SECOND, WORKING_DAY, MONTH, YEAR})
_NEVER_BELOW = frozenset({"", PERCENT, PERCENTAGE_POINT, YUAN})


def find_unit(written: str) -> Unit | None:
    """The unit that text names: simple (`小时`) or per unit (`次/秒` `次每秒` `次/每秒`); None if unknown."""
    simple = _SIMPLE.get(written)
    return simple if simple is not None else _find_rate(written)


def _find_rate(written: str) -> Unit | None:
    above_text, line, below_text = written.partition("/" if "/" in written else "每")
    above = _SIMPLE.get(above_text)
    below = _PERIODS.get(below_text.removeprefix("每"))
    if not line or above is None or below is None or not above.name or below.name in _NEVER_BELOW:
        return None
    return Unit(f"{above.name}/{below.label}", above.factor, f"{above.label}/{below.label}")


def spoken(name: str) -> str:
    """The unit as it is written behind a number: `个工作日` for 工作日, `个月/件` for 月/件."""
    above, line, below = name.partition("/")
    return f"{_SPOKEN.get(above, above)}{line}{below}"


def goes_with_bare_number(name: str) -> bool:
    """Whether a number without unit may stand for this unit: counts and rates of counts."""
    above, _, _ = name.partition("/")
    return above not in _NEVER_BARE


def takes_multiplier(unit: Unit) -> bool:
    """Whether 万 and 亿 may stand before the unit; `1万%` is a slip."""
    return unit.name not in {PERCENT, PERCENTAGE_POINT}


def counts_something(written: str) -> bool:
    """Whether text behind a Chinese numeral shows that it counts (`三次`) rather than ranks (`二级`)."""
    return written not in _RANKS and find_unit(written) is not None
