"""Names of organisations and systems in a text, and which of them are the same name written differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.audit.text import Span, Text

_ENDINGS = "委员会|办公室|分局|中心|大厅|系统|平台|局"
_STOPS = re.compile(
    r"[^一-龥A-Za-z0-9+]|以及|并由|根据|依托|通过|建设|打造|构建|完善|依据|按照|由于|涉及|保障|运用|开展|关于|对接|构成|组织|实现|牵头|联合"
    r"|推广|使用|启动|涵盖|考察|落实|优化|列入|部署|了解|包含|包括|上传|加强|做好|完成|推进|评估|搭建|及时|年度|要求|有效|报送|接入"
    r"|和(?!数据|改革|旅游|规划|社会|信息化|经济|计划)|[的由在与及对为将向按是以经从至到把被让给就因否]"
)
_NAME = re.compile(rf"[一-龥A-Za-z0-9]{{2,24}}?(?:{_ENDINGS})(?![一-龥]{{0,2}}(?:{_ENDINGS}))")
_SHORTEST = 5
_ANCHOR = 3
_LONG = 8
_MOST_OMITTED = 4
_DISTINCT = frozenset("一二三四五六七八九十东西南北新老省市区县甲乙丙丁ABCD0123456789")
_QUALIFIERS = frozenset(["软件", "硬件", "移动", "业务", "综合", "子", "云", "信息", "数据", "网络"])


def names(texts: Iterable[Text]) -> dict[str, list[Span]]:
    """Every name of an organisation or a system and where it stands."""
    found: dict[str, list[Span]] = {}
    for text in texts:
        for start, end in _stretches(text.words):
            for match in _NAME.finditer(text.words, start, end):
                if len(match[0]) >= _SHORTEST:
                    found.setdefault(match[0], []).append(text.span(*match.span()))
    return found


def _stretches(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOPS.finditer(words):
        if stop.start() > start:
            yield start, stop.start()
        start = stop.end()
    yield start, len(words)


def alike(a: str, b: str) -> bool:
    """Whether two names look like one name written twice: the same beginning, and little that differs.

    Numerals and levels of government tell names apart; a shortened front does not make another name.
    """
    if a == b or a.endswith(b) or b.endswith(a):
        return False
    if len(a) == len(b):
        return _one_changed(a, b) or _other_ending(a, b)
    short, long = sorted((a, b), key=len)
    return short[:_ANCHOR] == long[:_ANCHOR] and short[-2:] == long[-2:] and _omitted(short, long)


def _one_changed(a: str, b: str) -> bool:
    changed = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(changed) == 1 and a[0] == b[0] and not _DISTINCT & set(changed[0])


def _other_ending(a: str, b: str) -> bool:
    """The same words before another kind of unit: 服务中心, 服务大厅."""
    return len(a) >= _LONG and a[:-2] == b[:-2]


def _omitted(short: str, long: str) -> bool:
    """Whether the shorter name leaves a few characters of the longer out, which do not tell them apart."""
    start = next(i for i, (x, y) in enumerate(zip(short + " ", long, strict=False)) if x != y)
    added = long[start : start + len(long) - len(short)]
    if short != long.replace(added, "", 1) and short != long[:start] + long[start + len(added) :]:
        return False
    place = added.endswith(("省", "市", "区", "县", "镇", "州"))
    return (
        len(added) <= _MOST_OMITTED and not place and added not in _QUALIFIERS and not set(added) <= _DISTINCT
    )
