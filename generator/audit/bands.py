"""Bands of grades as a sentence or a footnote gives them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.audit.text import Span, Text

_BAND = re.compile(
    r"(?P<low>[0-9]{1,3})(?:\(含\))?(?:分)?[-—~至](?P<high>[0-9]{1,3})(?P<below>分?以下)?分?(?:\(含\))?(?:为|:|,)?(?P<grade>优|良|中|差)"
    r"|(?:分值|得分)?(?P<from>≥|≤)(?P<bound>[0-9]{1,3})分?为(?P<grade2>优|良|中|差)"
    r"|(?P<low3>[0-9]{1,3})≤(?:分值|得分|S|x)<(?P<high3>[0-9]{1,3})分?为(?P<grade3>优|良|中|差)"
    r"|(?P<under>[0-9]{1,3})分?以下(?:为|:)?(?P<grade4>差)"
    r"|(?:分值|得分)<(?P<under5>[0-9]{1,3})分?为(?P<grade5>差)"
)
_FEWEST = 3
_HIGHEST = 100


@dataclass(frozen=True, slots=True)
class Bands:
    """The lower and upper limit of each grade, and ends that are written the wrong way round."""

    limits: dict[str, tuple[int, int]]
    reversed: tuple[str, ...]
    span: Span

    def gaps(self) -> Iterator[str]:
        """What is wrong between the bands, in Chinese."""
        for grade in self.reversed:
            yield f"“{grade}”的分数段上下限写反了"
        order = [grade for grade in "优良中差" if grade in self.limits]
        for above, below in itertools.pairwise(order):
            low, high = self.limits[above][0], self.limits[below][1]
            if high < low:
                yield f"{high}至{low}分没有等级（{above}从{low}分起，{below}到{high}分为止）"
            elif high > low:
                yield f"{low}至{high}分既是{above}又是{below}"


def bands(text: Text) -> Bands | None:
    """The bands that a text gives, None where it gives fewer than three."""
    limits: dict[str, tuple[int, int]] = {}
    wrong: list[str] = []
    start = end = None
    for found in text.find(_BAND):
        grade, low, high = _limits(found.match)
        if found["below"]:
            wrong.append(grade)
            low, high = 0, low
        limits.setdefault(grade, (low, high))
        start = found.match.start() if start is None else start
        end = found.match.end()
    if len(limits) < _FEWEST or start is None:
        return None
    return Bands(limits, tuple(wrong), text.span(start, end))


def _limits(match: re.Match[str]) -> tuple[str, int, int]:
    if match["low"]:
        return match["grade"], int(match["low"]), int(match["high"])
    if match["bound"]:
        bound = int(match["bound"])
        return (match["grade2"], bound, _HIGHEST) if match["from"] == "≥" else (match["grade2"], 0, bound)
    if match["low3"]:
        return match["grade3"], int(match["low3"]), int(match["high3"])
    under = match["under"] or match["under5"]
    return match["grade4"] or match["grade5"], 0, int(under)
