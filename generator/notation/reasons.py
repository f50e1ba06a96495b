"""Why a text was not understood, in plain Chinese, and which forms are."""

from __future__ import annotations

import re
import unicodedata

from generator.notation.decimals import MOST_DIGITS, NUMBER
from generator.notation.units import counts_something, find_unit
from generator.notation.unparsed import Unparsed

TARGET_FORMS = (
    "≥99.99%、不小于10万、不超过3秒、15%及以下、2小时内、90%≤n≤100%、90%-100%、2024年12月31日前、次月10日前、"
    "7*24小时、100%、4个，或不带数字的文字（如 合规、有效提高）"
)
ACTUAL_FORMS = (
    "99.31%、16000个、100次/秒、2小时、5个工作日、2024年10月25日、次月10日、7*24小时、≤15%，"
    "不带数字的文字（如 合规、完成），或 未完成、不适用、无、未载明"
)
INTERVAL_FORMS = "90%≤x≤100%、90%≤x<100%、x<90%、x>130%、90%-100%、x=100%"
PERCENT_FORMS = "99.31%、100%、5‰"
STEP_FORMS = "1个百分点、1%、0.1秒、1个、1天"
AMOUNT_FORMS = "1265.41、1,265.41、1265.41万元、72890元、1.2亿元"
DATE_FORMS = "2024-12-31、2024年12月31日"
POINTS_FORMS = "1分、0.5分、20%权重、1/4权重、满分、0分"

LONGEST_TEXT = 200
"""No value is longer; what is, is refused before any pattern looks at it."""

_HEDGE = re.compile(r"大约|大概|左右|上下|将近|接近|(?<![预节合契签])约(?=[0-9])|±|≈|(?<=[0-9万亿])[多余几]")
_GROUPED = re.compile(r"[0-9][0-9,]*,[0-9,]*")
_WELL_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_SPLIT_NUMBER = re.compile(r"[0-9.,] [0-9.,]")
_LONG_NUMBER = re.compile(rf"[0-9.,]{{{MOST_DIGITS},}}")
_NUMBER_AND_REST = re.compile(rf"[+-]?{NUMBER}(?:万亿|万|亿)?(.*)")
_WORD_NUMBER = re.compile(
    r"([≥≤<>=]|不?[小少低大多高]于|不?超过|不足|至[少多]|最[少多低高]|达到)?"
    r"(百分之)?([〇零一二两三四五六七八九十百千万亿半]+)(.*?)(?:以[上下内]|及以[上下]|之内|内)?"
)


def refuse(text: str, cause: str, forms: str) -> Unparsed:
    """An `Unparsed` whose reason says the cause and then the accepted forms."""
    return Unparsed(text, f"{cause}。可以写：{forms}。")


def footnote_mark(words: str) -> str | None:
    """The first character that is a digit of another kind (¹ ① ½ ٣), which never counts as a number."""
    for character in words:
        if not character.isascii() and unicodedata.category(character) in {"Nd", "No"}:
            return character
    return None


def number_in_words(words: str) -> bool:
    """Whether text spells a figure in Chinese characters (`不少于三次`, `百分之九十`); those are not read."""
    match = _WORD_NUMBER.fullmatch(words)
    if match is None:
        return False
    compared, of_a_hundred, _, counted = match.groups()
    return bool(of_a_hundred) or (counts_something(counted) and bool(compared or counted))


def why_no_quantity(signs: str) -> str:
    """The likeliest reason why folded text is no quantity."""
    return why_in_general(signs) or _why_number(signs) or _why_unit(signs) or "看不懂这种写法"


def why_in_general(signs: str) -> str | None:
    """A reason that holds for any kind of value; None when there is none."""
    if not signs:
        return "没有写内容"
    if len(signs) > LONGEST_TEXT:
        return "文字太长，不像一个值"
    mark = footnote_mark(signs)
    if mark is not None:
        return f"“{mark}”像是脚注标记，不能当作数字；请删去，或改成普通数字"
    hedge = _HEDGE.search(signs)
    if hedge is not None:
        return f"“{hedge[0]}”说不清准数，请写确切的数值"
    if number_in_words(signs):
        return "数值请用阿拉伯数字书写"
    return None


def _why_number(signs: str) -> str | None:
    if "%%" in signs:
        return "百分号重复了"
    if _SPLIT_NUMBER.search(signs):
        return "数字中间有空格，请删去"
    if any(not _WELL_GROUPED.fullmatch(group[0]) for group in _GROUPED.finditer(signs)):
        return "千分位逗号的位置不对，应为每三位一个（如 1,265.41）"
    if _LONG_NUMBER.search(signs):
        return "数字太长"
    return None


def _why_unit(signs: str) -> str | None:
    match = _NUMBER_AND_REST.fullmatch(signs)
    if match is None:
        return None
    if match[1] == "年":
        return "只写了年份，请写到日"
    if match[1] == "月":
        return "“月”分不清是几月还是几个月；时长请写成 3个月，日期请写到日"
    if find_unit(match[1]) is None:
        return f"数字后面的“{match[1]}”不是认识的单位"
    return None
