"""评价要点: the points of a checklist, and which of them hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator import notation
from generator.model.base import ChineseEnum, Record, key
from generator.model.values import Points, Text, Written, require_text


class YesNo(ChineseEnum):
    """是 or 否."""

    YES = "是"
    NO = "否"


class Met(ChineseEnum):
    """Whether a criterion holds, as far as the source says."""

    YES = "是"
    NO = "否"
    UNSTATED = "未载明"


class Criterion(Record):
    """One point of a checklist: worth points when it holds, costs points when it fails, or is a gate."""

    text: Text = key("要点")
    worth: Points | None = key("分值", default=None)
    penalty: Points | None = key("扣分", default=None)
    gate: YesNo = key("门", default=YesNo.NO)
    inverse: YesNo = key("反面", default=YesNo.NO)


UNSPECIFIED = "未注明缺失"


@dataclass(frozen=True, slots=True)
class Results:
    """Which criteria hold, by number; `unspecified` are points a report took off without saying for which."""

    met: dict[int, Met]
    unspecified: Written[notation.Points] | None = None


def _results(value: Any) -> Results:
    expected = "{1: 是, 2: 否, …}，每个要点填是、否或未载明"
    if isinstance(value, Results):
        return value
    if not isinstance(value, dict):
        raise PydanticCustomError("shape", "{reason}", {"expected": expected, "reason": "应为各要点的结果"})
    met: dict[int, Met] = {}
    unspecified = None
    for name, raw in value.items():
        text = require_text(raw, expected)
        if name == UNSPECIFIED:
            points = notation.parse_points(text)
            if isinstance(points, notation.Unparsed):
                raise _fault(f"“{UNSPECIFIED}”{points.reason}", f"{UNSPECIFIED}: 1分", name)
            unspecified = Written(points, text)
        elif not (name.isascii() and name.isdecimal() and len(name) <= 3):  # noqa: PLR2004
            raise _fault(f"“{name}”不是要点序号", expected, name)
        elif text not in set(Met):
            raise _fault(f"要点{name}写成了“{text}”", expected, name)
        else:
            met[int(name)] = Met(text)
    return Results(met, unspecified)


def _fault(reason: str, expected: str, at: str) -> PydanticCustomError:
    return PydanticCustomError("scalar", "{reason}", {"expected": expected, "reason": reason, "at": at})


CriterionResults = Annotated[
    Results,
    PlainValidator(_results),
    WithJsonSchema(
        {
            "type": "object",
            "description": "各评价要点（按序号）是否符合：是、否、未载明；未注明缺失：报告扣了分而没说缺哪一点",
            "patternProperties": {"^[0-9]+$": {"enum": ["是", "否", "未载明"]}},
            "properties": {UNSPECIFIED: {"type": "string", "examples": ["1分"]}},
            "additionalProperties": False,
        }
    ),
]
