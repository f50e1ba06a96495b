"""The register of organisations and the rule sets themselves, whatever project uses them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.findings import Finding, Kind, Place, Severity
from generator.load import REGISTER, Content
from generator.model.register import Organisation
from generator.scoring.numbers import plain

SAME_ORGANISATION = Kind(
    code="R409",
    title="单位重复登记",
    severity=Severity.ERROR,
    explanation="单位登记表中，编号、全称、简称都不能重复，否则同一个名称指不清是哪个单位。",
    mend="删去重复的一条，或改正编号、名称。",
    wrong="单位:\n  - {编号: a, 全称: 某局}\n  - {编号: a, 全称: 某中心}",
    right="单位:\n  - {编号: a, 全称: 某局}\n  - {编号: b, 全称: 某中心}",
)
UNKNOWN_PARENT = Kind(
    code="R410",
    title="上级单位不存在或绕成了圈",
    severity=Severity.ERROR,
    explanation="“上级”写的是另一个单位的编号或全称；上级的上级不能又是自己。",
    mend="改成登记表中已有的编号或全称；没有上级的删去这个键。",
    wrong="单位:\n  - {编号: a, 全称: 某局, 上级: a}",
    right="单位:\n  - {编号: a, 全称: 某局}",
)
BAD_BANDS = Kind(
    code="W109",
    title="等级带不合理",
    severity=Severity.ERROR,
    explanation="等级带从高到低排列，等级不重名，下限不重复，最低的等级下限是0，这样每个分数都有且只有一个等级。",
    mend="按从高到低写，补上下限为0的等级。",
    wrong="等级带: [{等级: 优, 下限: 90}, {等级: 良, 下限: 95}]",
    right="等级带: [{等级: 优, 下限: 90}, {等级: 良, 下限: 80}, {等级: 中, 下限: 60}, {等级: 差, 下限: 0}]",
)
NO_FULL_MARKS = Kind(
    code="W110",
    title="满分是0",
    severity=Severity.ERROR,
    explanation="规则集的满分要大于0。",
    mend="改成这张表的满分，如 100 或 80。",
    wrong="满分: 0",
    right="满分: 100",
)
SAME_COMMON = Kind(
    code="W111",
    title="共性指标重名",
    severity=Severity.ERROR,
    explanation="一个规则集里，共性指标的名称和别名都不能重复，否则不知道用哪一条规则。",
    mend="删去重复的一条，或改名。",
    wrong="共性指标:\n  - {一级: 决策, 二级: 立项, 三级: 甲}\n  - {一级: 决策, 二级: 立项, 三级: 甲}",
    right="共性指标:\n  - {一级: 决策, 二级: 立项, 三级: 甲}\n  - {一级: 决策, 二级: 立项, 三级: 乙}",
)

KINDS = (SAME_ORGANISATION, UNKNOWN_PARENT, BAD_BANDS, NO_FULL_MARKS, SAME_COMMON)


def check_shared(content: Content) -> Iterator[Finding]:
    """What is wrong with the register and the rule sets."""
    yield from _organisations(content)
    for name in sorted(content.rule_sets):
        yield from _rule_set(content, name)


def _organisations(content: Content) -> Iterator[Finding]:
    if content.register is None:
        return
    organisations = content.register.organisations
    by_id = {name: o for o in reversed(organisations) for name in (o.full_name, o.id)}
    seen: set[str] = set()
    for index, organisation in enumerate(organisations):
        for key, text in (
            ("编号", organisation.id),
            ("全称", organisation.full_name),
            ("简称", organisation.short_name),
        ):
            if text is not None and f"{key == '编号'}{text}" in seen:
                at = _at(content, REGISTER, "单位", index, key)
                yield SAME_ORGANISATION.at(at, f"{key}“{text}”重复", found=text)
            seen.add(f"{key == '编号'}{text}")
        if organisation.parent is not None and not _reaches_the_top(organisation, by_id):
            at = _at(content, REGISTER, "单位", index, "上级")
            why = "绕成了圈" if organisation.parent in by_id else "不存在"
            yield UNKNOWN_PARENT.at(
                at, f"“{organisation.full_name}”的上级“{organisation.parent}”{why}", found=organisation.parent
            )


def _reaches_the_top(organisation: Organisation, by_id: dict[str, Organisation]) -> bool:
    seen: set[str] = set()
    current: Organisation | None = organisation
    while current is not None and current.parent is not None:
        if current.id in seen or current.parent not in by_id:
            return False
        seen.add(current.id)
        current = by_id[current.parent]
    return True


def _rule_set(content: Content, name: str) -> Iterator[Finding]:
    rules = content.rule_sets[name]
    if rules.full_marks <= 0:
        yield NO_FULL_MARKS.at(_at(content, name, "满分"), f"规则集“{name}”的满分是{plain(rules.full_marks)}")
    bands = rules.declared_bands
    falling = all(first.least > then.least for first, then in pairwise(bands))
    distinct = len({b.grade for b in bands}) == len(bands)
    if bands and not (falling and distinct and bands[-1].least == 0):
        found = "、".join(f"{b.grade}{plain(b.least)}" for b in bands)
        yield BAD_BANDS.at(_at(content, name, "等级带"), f"规则集“{name}”的等级带不合理", found=found)
    names = [n for c in rules.common_indicators for n in (c.level_3, *c.aliases)]
    for text in sorted({n for n in names if names.count(n) > 1}):
        yield SAME_COMMON.at(
            _at(content, name, "共性指标"), f"规则集“{name}”的共性指标“{text}”重名", found=text
        )


def _at(content: Content, name: str, *path: str | int) -> Place:
    places = content.places.get(name)
    return places.value_at(path) if places else Place("content")
