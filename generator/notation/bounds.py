"""Comparisons and intervals of quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from generator.notation.decimals import SIGNED
from generator.notation.normalise import Written
from generator.notation.quantity import Quantity, comparable, read_quantity
from generator.notation.reasons import INTERVAL_FORMS, refuse, why_in_general, why_no_quantity
from generator.notation.unparsed import Unparsed

Operator: TypeAlias = Literal["≥", "≤", ">", "<", "=", ""]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A bound on a quantity; the empty operator is a bare planned value (`100%`, `4个`)."""

    op: Operator
    quantity: Quantity
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        """The operator and the quantity: `≥99.99%`."""
        return f"{self.op}{self.quantity}"


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, each end with or without the boundary itself; None is an open end."""

    low: Quantity | None
    low_closed: bool
    high: Quantity | None
    high_closed: bool
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        """With the letter x: `90%≤x≤100%`, `x>130%`."""
        below = "≤" if self.high_closed else "<"
        if self.low is None:
            return "x" if self.high is None else f"x{below}{self.high}"
        if self.high is None:
            return f"x{'≥' if self.low_closed else '>'}{self.low}"
        return f"{self.low}{'≤' if self.low_closed else '<'}x{below}{self.high}"

    def contains(self, quantity: Quantity) -> bool | None:
        """Whether `quantity` lies inside, exactly at the ends; None when the units don't compare."""
        ends = [end for end in (self.low, self.high) if end is not None]
        if not all(comparable(end, quantity) for end in ends):
            return None
        value = quantity.value
        above = self.low is None or value > self.low.value or (self.low_closed and value == self.low.value)
        below = (
            self.high is None or value < self.high.value or (self.high_closed and value == self.high.value)
        )
        return above and below


_OPERATOR_OF_SIGN: Final[dict[str, Operator]] = {"≥": "≥", "≤": "≤", ">": ">", "<": "<", "=": "="}
_MIRRORED: Final[dict[str, Operator]] = {"≥": "≤", "≤": "≥", ">": "<", "<": ">", "=": "="}
_STRICT: Final[dict[Operator, Operator]] = {"≥": ">", "≤": "<"}
_OPERATOR_WORDS: Final[dict[Operator, str]] = {
    "≥": "不小于 不少于 不低于 不短于 不亚于 大于等于 大于或等于 高于或等于 多于或等于 至少 最少 最低",
    "≤": "不大于 不超过 不高于 不多于 不长于 不超 小于等于 小于或等于 低于或等于 少于或等于 至多 最多 最高",
    ">": "大于 高于 多于 超过 超出 长于",
    "<": "小于 低于 少于 短于 不足 不到 不满",
    "=": "等于",
}
_OPERATOR_OF_WORD: Final[dict[str, Operator]] = {
    word: op for op, words in _OPERATOR_WORDS.items() for word in words.split()
}
_NEUTRAL = ("达到", "达", "控制在")
_NEEDS_SUFFIX = "控制在"
_LEAD = re.compile(
    r"(?:[A-Za-z]?([≥≤<>=])|("
    + "|".join(sorted([*_OPERATOR_OF_WORD, *_NEUTRAL], key=len, reverse=True))
    + r"))?(.*)",
)
_TAIL = re.compile(
    r"(.*?)(\((?:包?含|不含)(?:本数)?\))?"
    r"(?:[及或]?以(上|下)|(以内|之内|内)(?:完成)?)"
    r"(\((?:包?含|不含)(?:本数)?\))?",
)
_VARIABLE_LAST = re.compile(r"(.*)([≥≤<>=])[A-Za-z]")


def read_comparison(signs: str, text: str) -> Comparison | Unparsed | None:
    """A comparison, or a bare quantity with the empty operator, from folded text; None when it is neither."""
    mirrored = _VARIABLE_LAST.fullmatch(signs)
    if mirrored is not None:
        return _bound(_MIRRORED[mirrored[2]], mirrored[1], text)
    lead = _LEAD.fullmatch(signs)
    if lead is None:
        return None
    sign, word, rest = lead.groups(default="")
    body, after = _split_tail(rest)
    before = _OPERATOR_OF_SIGN[sign] if sign else _OPERATOR_OF_WORD.get(word, "")
    if before and after and before != after:
        return Unparsed(text, "前后两个比较词意思不一致") if _has_digit(body) else None
    if word == _NEEDS_SUFFIX and not after:
        return Unparsed(text, "“控制在”后面要写“以内”或“以下”") if _has_digit(body) else None
    return _bound(before or after, body, text)


def _split_tail(rest: str) -> tuple[str, Operator]:
    """The text before `以上`, `以下` or `内`, and their operator: strict only where 不含 says so."""
    tail = _TAIL.fullmatch(rest)
    if tail is None:
        return rest, ""
    body, mark_before, vertical, _, mark_after = tail.groups(default="")
    op: Operator = "≥" if vertical == "上" else "≤"
    return body, _STRICT[op] if "不含" in mark_before + mark_after else op


def _bound(op: Operator, body: str, text: str) -> Comparison | None:
    reading = read_quantity(body, body)
    return Comparison(op, reading.quantity, text) if reading is not None else None


def _has_digit(signs: str) -> bool:
    return any(character.isdigit() for character in signs)


def why_no_figure(signs: str) -> str:
    """The likeliest reason why folded text is neither a quantity nor a comparison."""
    lead = _LEAD.fullmatch(signs)
    body = _split_tail(lead[3])[0] if lead is not None else signs
    return why_in_general(signs) or why_no_quantity(body)


_END = rf"({SIGNED}[^0-9≥≤<>=~-]*)"
_CHAIN_UP = re.compile(rf"{_END}([≤<])[A-Za-z]([≤<]){_END}")
_CHAIN_DOWN = re.compile(rf"{_END}([≥>])[A-Za-z]([≥>]){_END}")
_DASHED = re.compile(rf"({SIGNED}[^0-9≥≤<>=~至到-]*)(?:~~?|-|至|到){_END}")
_NUMBER_ONLY = re.compile(SIGNED)
_AFTER_NUMBER = re.compile(rf"{SIGNED}(万亿|万|亿)?(.*)")


def read_interval(signs: str, text: str) -> Interval | Unparsed | None:
    """A two-sided interval from folded text; `Unparsed` when it has the form and a fault; None otherwise."""
    chain = _CHAIN_UP.fullmatch(signs)
    if chain is not None:
        return _between(chain[1], chain[4], closed=(chain[2] == "≤", chain[3] == "≤"), text=text)
    chain = _CHAIN_DOWN.fullmatch(signs)
    if chain is not None:
        return _between(chain[4], chain[1], closed=(chain[3] == "≥", chain[2] == "≥"), text=text)
    dashed = _DASHED.fullmatch(signs)
    if dashed is None:
        return None
    low, high = dashed[1], dashed[2]
    after = _AFTER_NUMBER.fullmatch(high)
    if after is None or not _NUMBER_ONLY.fullmatch(low):
        return _between(low, high, closed=(True, True), text=text)
    if after[1]:
        return Unparsed(text, f"分不清前一个数带不带“{after[1]}”，请把两端都写全（如 5万-10万）")
    return _between(low + after[2], high, closed=(True, True), text=text)


def _between(low: str, high: str, *, closed: tuple[bool, bool], text: str) -> Interval | Unparsed | None:
    first, last = read_quantity(low, low), read_quantity(high, high)
    if first is None or last is None:
        return Unparsed(text, why_no_quantity(low if first is None else high))
    start, end = first.quantity, last.quantity
    if start.unit != end.unit:
        return Unparsed(text, "区间两端的单位不一样")
    if start.value > end.value or (start.value == end.value and not all(closed)):
        return Unparsed(text, "区间的下限比上限大，或者区间里没有任何数")
    return Interval(start, closed[0], end, closed[1], text)


def parse_interval(text: str) -> Interval | Unparsed:
    """An interval of a measure: `90%≤x≤100%`, `x<90%`, `>130%`, `90%-100%`, `x=100%`, `90%以下`."""
    return _parse_interval(text)


@lru_cache(maxsize=1024)
def _parse_interval(text: str) -> Interval | Unparsed:
    signs = Written.of(text).signs
    between = read_interval(signs, text)
    if isinstance(between, Interval):
        return between
    if between is not None:
        return refuse(text, between.reason, INTERVAL_FORMS)
    bound = read_comparison(signs, text)
    if isinstance(bound, Comparison):
        return _half_line(bound, text)
    cause = bound.reason if bound is not None else why_no_figure(signs)
    return refuse(text, cause, INTERVAL_FORMS)


def _half_line(bound: Comparison, text: str) -> Interval | Unparsed:
    match bound.op:
        case "≥" | ">":
            return Interval(bound.quantity, bound.op == "≥", None, high_closed=False, text=text)
        case "≤" | "<":
            return Interval(
                None, low_closed=False, high=bound.quantity, high_closed=bound.op == "≤", text=text
            )
        case "=":
            return Interval(bound.quantity, low_closed=True, high=bound.quantity, high_closed=True, text=text)
        case "":
            return refuse(text, "只有一个数，不是区间", INTERVAL_FORMS)
