"""The indicators of two sides, matched by identity: also where one was renamed, moved, or both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.findings import Place
from generator.load import LoadedProject
from generator.review.changes import Change, ChangeKind
from generator.review.leaves import Leaf, differences, leaves, text_at
from generator.scoring import IndicatorScore

SAME_ENOUGH = 0.55
"""From this likeness on, an indicator that is gone and one that came are the same under another name."""

KINDS = {
    "权重": ChangeKind.WEIGHT,
    "指标值": ChangeKind.TARGET,
    "完成值": ChangeKind.ACTUAL,
    "要点": ChangeKind.INPUT,
    "评分输入": ChangeKind.INPUT,
    "佐证": ChangeKind.REASON,
    "扣分原因": ChangeKind.REASON,
    "偏差原因": ChangeKind.REASON,
    "备注": ChangeKind.REASON,
}
"""The kind of change by the key of an indicator; every other key is part of its rule."""

PLACE_KEYS = ("一级", "二级", "三级")


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator with its score and where it stands."""

    loaded: LoadedProject
    score: IndicatorScore

    @property
    def path(self) -> tuple[str, str, str]:
        """The names of its three levels."""
        indicator = self.score.indicator
        return indicator.level_1, str(indicator.level_2), indicator.level_3

    @property
    def name(self) -> str:
        """The three levels as one name."""
        return " / ".join(self.path)

    def at(self, *path: str | int) -> Place:
        """The place of one of its values."""
        return self.loaded.at("指标", self.score.index, *path)

    def leaves(self) -> dict[tuple[str, ...], Leaf]:
        """Its values, without its names."""
        found = leaves(self.score.indicator, ("指标", self.score.index))
        return {name: leaf for name, leaf in found.items() if name[0] not in PLACE_KEYS}


def pairs(old: list[Scored], new: list[Scored]) -> list[tuple[Scored | None, Scored | None]]:
    """Every indicator of either side with its other self, in the order of the new side; gone ones come last."""
    left, matched = list(old), dict[int, Scored]()
    for same in (_same_path, _same_name):
        for index, indicator in enumerate(new):
            found = next((o for o in left if same(o, indicator)), None) if index not in matched else None
            if found is not None:
                matched[index] = found
                left.remove(found)
    candidates = sorted(
        (
            (_likeness(o, n), -i, -j)
            for i, o in enumerate(left)
            for j, n in enumerate(new)
            if j not in matched
        ),
        reverse=True,
    )
    gone = dict(enumerate(left))
    for likeness, i, j in candidates:
        if likeness >= SAME_ENOUGH and -i in gone and -j not in matched:
            matched[-j] = gone.pop(-i)
    return [(matched.get(j), n) for j, n in enumerate(new)] + [(o, None) for o in gone.values()]


def _same_path(old: Scored, new: Scored) -> bool:
    return old.path == new.path


def _same_name(old: Scored, new: Scored) -> bool:
    return old.path[2] == new.path[2]


def _likeness(old: Scored, new: Scored) -> float:
    """How much two indicators look like one, from 0 to 1: mostly by name, partly by what they measure."""
    name = SequenceMatcher(None, old.path[2], new.path[2], autojunk=False).ratio()
    before, after = old.leaves(), new.leaves()
    names = before.keys() | after.keys()
    equal = sum(n in before and n in after and before[n].text == after[n].text for n in names)
    return 0.5 * name + 0.4 * (equal / len(names) if names else 1) + 0.1 * (old.path[:2] == new.path[:2])


def indicator_changes(old: Scored | None, new: Scored | None) -> Iterator[Change]:
    """What changed in one indicator. One of the two is there."""
    if old is None or new is None:
        yield _come_or_gone(old, new)
        return
    effect = effect_of(old.score, new.score)
    if old.path != new.path:
        changed = next(k for k, a, b in zip(PLACE_KEYS, old.path, new.path, strict=True) if a != b)
        yield Change(ChangeKind.RENAMED, new.name, old.name, new.name, new.at(changed), effect)
    before, after = old.leaves(), new.leaves()
    for name, was, now in differences(before, after):
        place = new.at(*now.path[2:]) if now else old.at(*(was.path[2:] if was else ()))
        kind = KINDS.get(name[0], ChangeKind.RULE)
        yield Change(kind, f"{new.name} · {' '.join(name)}", text_at(was), text_at(now), place, effect)


def order_change(matched: list[tuple[Scored | None, Scored | None]]) -> Iterator[Change]:
    """Whether the indicators that both sides have stand in another order."""
    both = [(old, new) for old, new in matched if old and new]
    before = [old for old, _ in sorted(both, key=lambda pair: pair[0].score.index)]
    moved = [(was, new) for was, (old, new) in zip(before, both, strict=True) if was is not old]
    if moved:
        was_told, now_told = ("、".join(s.path[2] for s in side) for side in zip(*moved, strict=True))
        yield Change(ChangeKind.RENAMED, "指标顺序", was_told, now_told, moved[0][1].at(), "得分不变")


def _come_or_gone(old: Scored | None, new: Scored | None) -> Change:
    if new is not None:
        return Change(
            ChangeKind.INDICATOR, new.name, None, _told(new.score), new.at(), effect_of(None, new.score)
        )
    assert old is not None  # noqa: S101 - one of the two is there
    return Change(
        ChangeKind.INDICATOR, old.name, _told(old.score), None, old.at(), effect_of(old.score, None)
    )


def _told(score: IndicatorScore) -> str:
    return f"权重 {score.indicator.weight}，指标值 {score.indicator.target or '无'}，完成值 {score.indicator.actual}"


def effect_of(old: IndicatorScore | None, new: IndicatorScore | None) -> str:
    """What becomes of an indicator's recomputed score."""
    before, after = points(old), points(new)
    return f"得分 {before} → {after}" if before != after else f"得分不变（{after}）"


def points(score: IndicatorScore | None) -> str:
    """A recomputed score as text."""
    if score is None:
        return "无"
    if score.excluded:
        return "不适用"
    if score.score is None:
        return "算不出" if score.problem else "不单独计分"
    return str(score.score)
