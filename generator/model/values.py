"""Scalar types of the model: each turns the author's text into a value, or says what was expected.

A decoder raises `PydanticCustomError`; `generator.model.decode` turns that into a finding at its place.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import quote

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator import notation
from generator.model.base import UNSTATED, Unstated

MAX_TEXT = 20_000
"""The longest text one value may hold, in characters."""


def fault(expected: str, reason: str = "") -> PydanticCustomError:
    """The error a scalar decoder raises: what was expected here and, where known, why the text does not fit."""
    return PydanticCustomError("scalar", "{reason}", {"expected": expected, "reason": reason or "写法不对"})


def require_text(value: Any, expected: str = "一段文字") -> str:
    """The stripped text of a scalar; a mapping, a list or nothing is a fault."""
    if value is None or (isinstance(value, str) and not value.strip()):
        raise PydanticCustomError("empty", "值为空", {"expected": expected})
    if not isinstance(value, str):
        shape = "键值对" if isinstance(value, dict) else "列表"
        raise PydanticCustomError("shape", "{reason}", {"expected": expected, "reason": f"这里写成了{shape}"})
    if len(value) > MAX_TEXT:
        raise fault(f"不超过{MAX_TEXT}字", f"文字过长（{len(value)}字）")
    return value.strip()


def scalar(parse: Callable[[str], Any], expected: str, *, description: str, examples: list[str]) -> Any:
    """Make the pydantic annotation of a scalar type from its parser."""

    def validate(value: Any) -> Any:
        if value is not None and not isinstance(value, str | dict | list):
            return value  # built in code, already typed
        return parse(require_text(value, expected))

    schema = {"type": "string", "description": description, "examples": examples}
    return (PlainValidator(validate), WithJsonSchema(schema))


def unless_unstated(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """Let 未载明 stand for any value."""
    return lambda text: UNSTATED if text == UNSTATED.value else parse(text)


def _parsed(parse: Callable[[str], Any], expected: str) -> Callable[[str], Any]:
    def run(text: str) -> Any:
        value = parse(text)
        if isinstance(value, notation.Unparsed):
            raise fault(expected, value.reason)
        return value

    return run


# --- text -----------------------------------------------------------------------------------------------------

Text = Annotated[str, *scalar(lambda t: t, "一段文字", description="文字", examples=[])]
StatedText = Annotated[
    str | Unstated,
    *scalar(
        unless_unstated(lambda t: t),
        "一段文字或“未载明”",
        description="文字，原文没有写的填“未载明”",
        examples=["未载明"],
    ),
]


def _summary(text: str) -> str:
    if len(text) > 300:  # noqa: PLR2004 - the limit of 内容概述 in disclosure catalogues
        raise fault("300字以内", f"现有{len(text)}字")
    return text


Summary = Annotated[str, *scalar(_summary, "300字以内的概述", description="300字以内，用大白话", examples=[])]


_URL = re.compile(r"(https?://[^\s/?#]+\S*|mailto:\S+@\S+)", re.IGNORECASE)


def _url(text: str) -> str:
    if not _URL.fullmatch(text):
        raise fault("以 https:// 或 http:// 开头的网址，或 mailto: 邮箱", "不是网址")
    return text


Url = Annotated[
    str,
    *scalar(
        _url, "以 https:// 开头的网址", description="网址", examples=["https://www.example.gov.cn/zhaocuo"]
    ),
]

_DOMAIN = re.compile(r"(?:(https?)://)?([a-z0-9]+(?:[-.][a-z0-9]+)*(?::\d+)?)(/[^\s?#]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where a site is published: its host, and the absolute address of its first page, which ends in a slash."""

    host: str
    root: str

    def of(self, path: str) -> str:
        """The absolute address of a percent-encoded path from the root of the site."""
        return self.root + path


def _domain(text: str) -> WebAddress:
    match = _DOMAIN.fullmatch(text)
    if match is None:
        raise fault("域名，如 czj.example.gov.cn；网站放在子路径下时连路径一起写", "不是域名")
    scheme, host, path = match[1] or "https", match[2], quote(match[3] or "", safe="/%").rstrip("/")
    return WebAddress(host, f"{scheme.lower()}://{host}{path}/")


Domain = Annotated[
    WebAddress,
    *scalar(
        _domain,
        "域名，如 czj.example.gov.cn",
        description="域名，不写 http:// 时按 https:// 算；网站放在子路径下时连路径一起写",
        examples=["czj.example.gov.cn", "www.example.gov.cn/jixiao"],
    ),
]

# --- numbers --------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,10})?")
_TO_ASCII = str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+")


def parse_decimal(text: str, expected: str) -> Decimal:
    """A plain decimal number, half or full width; `expected` is said when it is none."""
    plain = text.translate(_TO_ASCII)
    if not _NUMBER.fullmatch(plain):
        raise fault(expected, "不是数")
    return Decimal(plain)


def _points(text: str) -> Decimal:
    value = parse_decimal(text.removesuffix("分"), "分数，如 5 或 4.97")
    if value < 0:
        raise fault("不小于0的分数", "分数不能是负数")
    return value


def _year(text: str) -> int:
    if not re.fullmatch(r"(19|20)\d\d", text.removesuffix("年")):
        raise fault("四位年份，如 2024", "不是年份")
    return int(text.removesuffix("年"))


def _rate(text: str) -> Decimal:
    value = notation.parse_percent(text)
    if isinstance(value, notation.Unparsed):
        raise fault("百分数，如 99.31%", value.reason)
    return value


Score = Annotated[
    Decimal, *scalar(_points, "分数，如 5 或 4.97", description="分数（分）", examples=["5", "4.97"])
]
StatedScore = Annotated[
    Decimal | Unstated,
    *scalar(
        unless_unstated(_points),
        "分数，如 5，或“未载明”",
        description="分数（分），或“未载明”",
        examples=["5"],
    ),
]
Rate = Annotated[Decimal, *scalar(_rate, "百分数，如 99.31%", description="百分数", examples=["99.31%"])]
Year = Annotated[int, *scalar(_year, "四位年份，如 2024", description="四位年份", examples=["2024"])]


@dataclass(frozen=True, slots=True)
class VerbatimNumber:
    """A published number: its value, and the text exactly as the signed report prints it."""

    value: Decimal
    text: str

    def __str__(self) -> str:
        return self.text


def _verbatim(text: str) -> VerbatimNumber:
    return VerbatimNumber(_points(text), text)


PublishedScore = Annotated[
    VerbatimNumber,
    *scalar(_verbatim, "签发的分数，如 91.97", description="签发的分数，原样", examples=["91.97"]),
]


@dataclass(frozen=True, slots=True)
class VerbatimRate:
    """A published rate in percent, and the text exactly as printed."""

    value: Decimal
    text: str

    def __str__(self) -> str:
        return self.text


PublishedRate = Annotated[
    VerbatimRate,
    *scalar(
        lambda t: VerbatimRate(_rate(t), t),
        "百分数，如 99.31%",
        description="签发的比率，原样",
        examples=["99.31%"],
    ),
]


# --- money ----------------------------------------------------------------------------------------------------


class MoneyUnit(Enum):
    """The units of amounts, with their value in 元."""

    YUAN = "元"
    WAN = "万元"
    YI = "亿元"

    @property
    def yuan(self) -> Decimal:
        """How many 元 one unit is."""
        return {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}[self.value]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money as written; without a unit of its own it is in the unit of its 资金 block."""

    number: Decimal
    unit: MoneyUnit | None
    text: str

    def in_unit(self, unit: MoneyUnit) -> Decimal:
        """The amount in the given unit, exactly."""
        own = self.unit or unit
        return self.number if own is unit else self.number * own.yuan / unit.yuan


def _amount(text: str) -> Amount:
    unit = next((u for u in (MoneyUnit.WAN, MoneyUnit.YI, MoneyUnit.YUAN) if text.endswith(u.value)), None)
    bare = text[: -len(unit.value)].strip() if unit else text
    sign, digits = (-1, bare[1:]) if bare[:1] in "-－" else (1, bare)
    money = notation.parse_amount(digits, "元")
    if isinstance(money, notation.Unparsed):
        raise fault("金额，如 1265.41 或 1265.41万元", money.reason)
    return Amount(sign * money.value, unit, text)


StatedAmount = Annotated[
    Amount | Unstated,
    *scalar(
        unless_unstated(_amount),
        "金额，如 1265.41 或 1265.41万元，或“未载明”",
        description="金额，不带单位时按本块“单位”；原文没有写的填“未载明”",
        examples=["1265.41", "7.29万元"],
    ),
]


def _money_unit(text: str) -> MoneyUnit:
    try:
        return MoneyUnit(text)
    except ValueError:
        raise fault("元、万元或亿元") from None


Unit = Annotated[
    MoneyUnit,
    PlainValidator(
        lambda v: v if isinstance(v, MoneyUnit) else _money_unit(require_text(v, "元、万元或亿元"))
    ),
    WithJsonSchema({"type": "string", "enum": ["元", "万元", "亿元"]}),
]


# --- dates ----------------------------------------------------------------------------------------------------

_DATE_FORM = "日期，如 2025-05-20 或 2025年5月20日"
_date = _parsed(notation.parse_date, _DATE_FORM)
Date = Annotated[datetime.date, *scalar(_date, _DATE_FORM, description="日期", examples=["2025-05-20"])]
StatedDate = Annotated[
    datetime.date | Unstated,
    *scalar(
        unless_unstated(_date),
        _DATE_FORM + "，或“未载明”",
        description="日期，或“未载明”",
        examples=["2025-05-20"],
    ),
]


@dataclass(frozen=True, slots=True)
class DayOrMonth:
    """A day, or a month where the source names no day; `first` is the earliest day meant."""

    first: datetime.date
    whole_month: bool

    def __str__(self) -> str:
        month = f"{self.first.year}年{self.first.month}月"
        return month if self.whole_month else f"{month}{self.first.day}日"


_MONTH = re.compile(r"((?:19|20)\d\d)(?:年|-)(0?[1-9]|1[0-2])月?")


def _day_or_month(text: str) -> DayOrMonth:
    month = _MONTH.fullmatch(text)
    if month:
        return DayOrMonth(datetime.date(int(month[1]), int(month[2]), 1), whole_month=True)
    return DayOrMonth(_date(text), whole_month=False)


DateOrMonth = Annotated[
    DayOrMonth,
    *scalar(
        _day_or_month,
        "日期，如 2025-05-20，或只到月，如 2025-05",
        description="日期；原文只写到月的写到月",
        examples=["2025-05-20", "2025-05"],
    ),
]


def _moment(text: str) -> datetime.datetime:
    match = re.fullmatch(r"(\S+?)[ T](\d{1,2}):(\d{2})", text)
    day = _date(match[1] if match else text)
    hour, minute = (int(match[2]), int(match[3])) if match else (0, 0)
    try:
        return datetime.datetime.combine(day, datetime.time(hour, minute))
    except ValueError:
        raise fault("日期和时间，如 2025-06-10 09:30", "没有这个时刻") from None


Moment = Annotated[
    datetime.datetime,
    *scalar(
        _moment, "日期和时间，如 2025-06-10 09:30", description="日期和时间", examples=["2025-06-10 09:30"]
    ),
]


# --- notation -------------------------------------------------------------------------------------------------


T = TypeVar("T")


@dataclass(frozen=True)
class Written(Generic[T]):
    """A value of the notation together with the author's own text, which is what readers see."""

    value: T
    text: str

    def __str__(self) -> str:
        return self.text


def _written(parse: Callable[[str], Any], expected: str) -> Callable[[str], Any]:
    parsed = _parsed(parse, expected)
    return lambda text: Written(parsed(text), text)


_TARGET_FORM = "指标值，如 ≥99.99%、不小于10万、90%≤n≤100%、2024年12月31日前、合规，或“未载明”"
_ACTUAL_FORM = "完成值，如 99.31%、16000个、2024年10月25日、合规、未完成，或“未载明”"
Target = Annotated[
    Written[notation.Target] | Unstated,
    *scalar(
        unless_unstated(_written(notation.parse_target, _TARGET_FORM)),
        _TARGET_FORM,
        description="指标值：比较、区间、期限、类别",
        examples=["≥99.99%", "不小于10万", "90%≤n≤100%", "2024年12月31日前", "合规"],
    ),
]
Actual = Annotated[
    Written[notation.Actual] | Unstated,
    *scalar(
        unless_unstated(_written(notation.parse_actual, _ACTUAL_FORM)),
        _ACTUAL_FORM,
        description="完成值：数量、比率、日期、类别，或未完成、不适用、无、未载明",
        examples=["99.31%", "16000个", "2024年10月25日", "合规", "未完成"],
    ),
]
Step = Annotated[
    Written[notation.Quantity],
    *scalar(
        _written(notation.parse_step, "一档的大小，如 1个百分点、0.1秒、1个"),
        "一档的大小，如 1个百分点、0.1秒、1个",
        description="一档的大小",
        examples=["1个百分点", "0.1秒"],
    ),
]
Points = Annotated[
    Written[notation.Points],
    *scalar(
        _written(notation.parse_points, "分值，如 1分、20%权重、满分"),
        "分值，如 1分、20%权重、满分",
        description="分值：绝对分或占权重的比例",
        examples=["1分", "20%权重", "满分"],
    ),
]
