"""How an indicator is scored, as declared in content: the 评分 block.

The kinds are orthogonal: a *measure* says what is looked at, a *curve* how it becomes points. Every rule form met
in real reports is one of these or a combination (分段 and 分支 hold further methods).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from generator import notation
from generator.model.base import ChineseEnum, Record, key
from generator.model.values import Points, Rate, Step, Target, Text, Written, fault, scalar

MAX_DEPTH = 4
"""How deep methods may stand inside methods."""


class StepRounding(ChineseEnum):
    """What a part of a step costs: its share, a whole step, or nothing."""

    PROPORTIONAL = "比例"
    UP = "不足一档按一档"
    DOWN = "不足一档不计"


class Measured(Record):
    """What a curve looks at; by default the curve's own choice (完成率 or 完成值)."""

    measure: Text | None = key("度量", default=None, examples=["完成率", "完成值", "及时率"])
    numerator: Text | None = key("分子", default=None, examples=["支出"])
    denominator: Text | None = key("分母", default=None, examples=["到位"])

    @model_validator(mode="after")
    def _whole(self) -> Measured:
        if (self.numerator is None) != (self.denominator is None):
            raise PydanticCustomError("rule", "分子和分母要一起写", {"expected": "分子: … 和 分母: …"})
        if self.measure and self.numerator:
            raise PydanticCustomError(
                "rule", "度量与分子、分母只能写一种", {"expected": "度量，或分子与分母"}
            )
        return self


class Checklist(Record):
    """评价要点 met or not: points earned, points lost, gates."""

    kind: Literal["要点"] = key("方式")
    only: tuple[int, ...] | None = key("只计", default=None, examples=[["2", "3"]])
    each: Points | None = key("每项", default=None, examples=["25%权重"])


class Proportion(Measured):
    """Weight times the measured rate, between nothing and the weight."""

    kind: Literal["比例"] = key("方式")
    pass_mark: Rate | None = key("及格线", default=None, examples=["60%"])


class Threshold(Measured):
    """The whole weight when the bound is met, nothing otherwise."""

    kind: Literal["达标"] = key("方式")
    full_at: Target | None = key("满分线", default=None, examples=["≥90%"])


class Deduction(Measured):
    """The whole weight up to a bound; beyond it, points off per step."""

    kind: Literal["扣分"] = key("方式")
    full_at: Target | None = key("满分线", default=None, examples=["≥98%"])
    step: Step = key("每", examples=["1个百分点"])
    off: Points = key("扣", examples=["5%权重", "0.1分"])
    part_step: StepRounding = key("进位", default=StepRounding.PROPORTIONAL, examples=["不足一档按一档"])
    floor: Points | None = key("下限", default=None, examples=["0分"])


@dataclass(frozen=True, slots=True)
class ShareRange:
    """A share of the weight, or a range of shares to choose from."""

    low: Fraction
    high: Fraction
    text: str

    @property
    def fixed(self) -> bool:
        """Whether there is nothing to choose."""
        return self.low == self.high


def _interval(text: str) -> Written[Any]:
    value = notation.parse_interval(text)
    if isinstance(value, notation.Unparsed):
        raise fault("区间，如 90%≤x≤100% 或 x>100%", value.reason)
    return Written(value, text)


def _share_range(text: str) -> ShareRange:
    parts = [p for p in re.sub("[～—－至-]+", "~", text).split("~") if p]
    values = [notation.parse_percent(p if p.endswith(("%", "％")) else p + "%") for p in parts]
    shares = [Fraction(v) / 100 for v in values if not isinstance(v, notation.Unparsed)]
    if len(shares) != len(parts) or len(parts) not in (1, 2) or not all(0 <= s <= 1 for s in shares):
        raise fault("占权重的比例，如 80%，或范围，如 80%~100%", "不是0%至100%之间的比例或范围")
    return ShareRange(low=min(shares), high=max(shares), text=text)


class Band(Record):
    """One interval of 分段 with what it yields."""

    interval: Annotated[
        Written[notation.Interval | notation.Comparison],
        *scalar(
            _interval,
            "区间，如 90%≤x≤100% 或 x>100%",
            description="区间",
            examples=["90%≤x≤100%", "x>100%"],
        ),
    ] = key("区间")
    points: Points | None = key("得", default=None)
    method: Method | None = key("评分", default=None)

    @model_validator(mode="after")
    def _one(self) -> Band:
        return _one_result(self)


class Bands(Measured):
    """Ordered, gap-free intervals over the measure, each with its own result."""

    kind: Literal["分段"] = key("方式")
    bands: Annotated[tuple[Band, ...], Field(min_length=1, max_length=30)] = key("段")


class Tiers(Record):
    """A label gives a share of the weight, or a range in which the stated share must lie."""

    kind: Literal["等级"] = key("方式")
    tiers: dict[
        str,
        Annotated[
            ShareRange,
            *scalar(
                _share_range,
                "占权重的比例，如 80%，或范围，如 80%~100%",
                description="占权重的比例或范围",
                examples=["80%", "80%~100%"],
            ),
        ],
    ] = key("档")


class Branch(Record):
    """One case of 分支; without 当 it is the otherwise."""

    when: dict[str, Text] | None = key("当", default=None, examples=[{"已调查": "否", "投诉数": "=0"}])
    points: Points | None = key("得", default=None)
    off: Points | None = key("扣", default=None)
    method: Method | None = key("评分", default=None)

    @model_validator(mode="after")
    def _one(self) -> Branch:
        return _one_result(self)


class Branches(Record):
    """Cases on named inputs and on 要点, the first that holds counts."""

    kind: Literal["分支"] = key("方式")
    branches: Annotated[tuple[Branch, ...], Field(min_length=1, max_length=30)] = key("分支")


class Fixed(Record):
    """A stated number of points."""

    kind: Literal["固定"] = key("方式")
    points: Points = key("得")
    off: Points | None = key("扣", default=None)


class Discretion(Record):
    """An expert's points with a reason, shown as such."""

    kind: Literal["裁量"] = key("方式")
    note: Text | None = key("说明", default=None)


class Undisclosed(Record):
    """未公布规则: a score was published and no rule; the published score counts and cannot be recomputed."""

    kind: Literal["未公布规则"] = key("方式")
    note: Text | None = key("说明", default=None)


_Case = TypeVar("_Case", "Band", "Branch")

KINDS = ("要点", "比例", "达标", "扣分", "分段", "等级", "分支", "固定", "裁量", "未公布规则")


def _kind_of(value: Any) -> str | None:
    if isinstance(value, dict):
        kind = value.get("方式")
        return kind.strip() if isinstance(kind, str) else None
    return getattr(value, "kind", None)


Method = Annotated[
    Annotated[Checklist, Tag("要点")]
    | Annotated[Proportion, Tag("比例")]
    | Annotated[Threshold, Tag("达标")]
    | Annotated[Deduction, Tag("扣分")]
    | Annotated[Bands, Tag("分段")]
    | Annotated[Tiers, Tag("等级")]
    | Annotated[Branches, Tag("分支")]
    | Annotated[Fixed, Tag("固定")]
    | Annotated[Discretion, Tag("裁量")]
    | Annotated[Undisclosed, Tag("未公布规则")],
    Discriminator(
        _kind_of,
        custom_error_type="kind",
        custom_error_message="没有这种评分方式",
    ),
]


def _one_result(record: _Case) -> _Case:
    if (record.points is None) == (record.method is None):
        raise PydanticCustomError("rule", "“得”和“评分”要写且只写一个", {"expected": "得: … 或 评分: {…}"})
    return record


Band.model_rebuild()
Branch.model_rebuild()
Bands.model_rebuild()
Branches.model_rebuild()
