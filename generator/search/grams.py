"""Which pages contain which strings: every run of characters of the text, as deep as it is frequent.

The grams of a text form a tree: under each string the strings one character longer. All strings of one and two
characters are in it; longer ones only below a string that more than `FREQUENT` pages contain, and only while every
pair of neighbours in them is that frequent, up to `DEEPEST`. Each node has the exact set of its pages. So a frequent
phrase is answered by its node, exactly; and of any other phrase some part has at most `FREQUENT` pages, which can be
read and checked.

The tree is written in the order of a dictionary and cut into shards. A shard begins with the nodes above its first
one, because each set is told relative to the set above it: a shard is read alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np

from generator.search.bits import Numbers, Symbols, golomb, members, packed, rice
from generator.search.corpus import ZONE_BITS, Corpus

FREQUENT = 64
"""Strings of more pages than this are followed further; checking this many pages by their text is quick enough."""

DEEPEST = 12
"""Strings are followed to this length."""

SHARD = 14_000
"""Bytes of nodes in a shard, about: what one question fetches."""

PART = 500_000
"""Places of the text that are sorted at once, about: bounds the memory."""

CHARACTER_WIDTH = 3
HEADER = 4
AT_ONCE = 2
"""So many parts are sorted side by side: what takes long in numpy leaves other threads free."""

PAIR = 2


@dataclass(frozen=True, slots=True)
class Shard:
    """A run of nodes: the string of its first node (as character ids), and its bits."""

    first: tuple[int, ...]
    data: bytes


@dataclass(slots=True)
class _Level:
    """The nodes of one depth, in order; `lists` are their sets as symbols, `written` how many of each node."""

    character: Numbers
    parent: Numbers
    count: Numbers
    lists: Symbols
    written: Numbers
    zoned: _Zones
    size: Numbers
    place: Numbers


@dataclass(frozen=True, slots=True)
class _Zones:
    """Of nodes that occur in titles or indicator names: which nodes, and symbols telling of which pages."""

    nodes: Numbers
    symbols: Symbols
    written: Numbers


def shards(corpus: Corpus) -> Iterator[Shard]:
    """All shards of the tree, in order. Memory is bounded by the text itself, `PART` and `AT_ONCE`."""
    follows = corpus.followers(FREQUENT)

    def part(low: int, high: int) -> list[Shard]:
        levels = _levels(corpus, follows, low, high)
        return list(_cut(levels)) if levels else []

    bounds = corpus.parts(PART)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        running = deque(threads.submit(part, *b) for b in islice(bounds, AT_ONCE))
        while running:
            yield from running.popleft().result()
            running.extend(threads.submit(part, *b) for b in islice(bounds, 1))


def _levels(corpus: Corpus, follows: Numbers, low: int, high: int) -> list[_Level]:
    """The tree of the strings that begin with a character from `low` until below `high`."""
    places = corpus.places(low, high)
    rank = corpus.page_of(places)
    above = np.zeros(len(places), np.uint32)
    nodes_above = np.zeros(1, np.int64)
    universe = np.array([corpus.pages])
    ranks = (1 << corpus.bits) - 1
    levels: list[_Level] = []
    for depth in range(1, DEEPEST + 1):
        source = corpus.text if depth <= PAIR else follows
        character = source[places + np.uint32(depth - 1)]
        here = np.flatnonzero(character & ranks)
        if not len(here):
            break
        places, rank, above, character = places[here], rank[here], above[here], character[here]
        # value sorts are ten times as fast as index sorts: the zone and the index ride in the lowest bits
        index_bits = len(places).bit_length()
        zone = (character >> corpus.bits).astype(np.uint64)
        key = ((above.astype(np.uint64) << np.uint64(corpus.bits)) | (character & ranks)) << np.uint64(
            index_bits
        )
        key |= np.arange(len(places), dtype=np.uint64)
        key = (key << np.uint64(ZONE_BITS)) | zone
        key.sort()
        zone = (key & np.uint64(3)).astype(np.uint8)
        key >>= np.uint64(ZONE_BITS)
        order = (key & np.uint64((1 << index_bits) - 1)).astype(np.int32)
        key >>= np.uint64(index_bits)
        places, rank = places[order], rank[order]
        new = np.ones(len(key), bool)
        np.not_equal(key[1:], key[:-1], out=new[1:])
        distinct = new.copy()
        distinct[1:] |= rank[1:] != rank[:-1]
        node = np.cumsum(new, dtype=np.int32) - 1
        member = np.flatnonzero(distinct)
        count = np.bincount(node[member])
        starts = key[new]
        parent = (starts >> np.uint64(corpus.bits)).astype(np.int64)
        lists, written = members(rank[member], count, universe[parent])
        levels.append(
            _Level(
                (starts & np.uint64(ranks)).astype(np.int64), nodes_above[parent], count, lists, written,
                _zones(zone[member], count), np.ones(len(count), np.int64), np.zeros(len(count), np.int64),
            )
        )  # fmt: skip
        further = count > FREQUENT if depth > 1 else np.ones(len(count), bool)
        nodes_above = np.flatnonzero(further)
        kept = np.flatnonzero(further[node])
        if depth >= PAIR:
            before = (np.cumsum(count) - count).astype(np.int32)
            rank = np.cumsum(distinct, dtype=np.int32) - 1 - before[node]
            universe = count[further]
        else:
            universe = np.full(len(nodes_above), corpus.pages)
        above = (np.cumsum(further, dtype=np.uint32) - 1)[node[kept]].astype(np.uint32)
        places, rank = places[kept], rank[kept]
    return levels


def _zones(zone: Numbers, count: Numbers) -> _Zones:
    """Which members of each set have the string in the title (2), which in the name of an indicator (1)."""
    special = np.flatnonzero(zone)
    before = np.cumsum(count) - count
    owner = np.searchsorted(before, special, side="right") - 1
    rank, kind = special - before[owner], zone[special]
    nodes = np.unique(owner)
    local = np.searchsorted(nodes, owner)
    universe = count[nodes]
    parts = []
    for wanted in (2, 1):
        chosen = kind == wanted
        many = np.bincount(local[chosen], minlength=len(nodes))
        parts.append((golomb(many), np.ones(len(nodes), np.int64)))
        parts.append(members(rank[chosen], many, universe))
    total = np.sum([written for _, written in parts], axis=0) if len(nodes) else np.zeros(0, np.int64)
    symbols = Symbols.room(int(total.sum()))
    start = np.cumsum(total) - total
    for part, written in parts:
        symbols.put(_spread(start, written), part)
        start = start + written
    return _Zones(nodes, symbols, total)


def _spread(starts: Numbers, counts: Numbers) -> Numbers:
    """For each start so many places from there on."""
    within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    places: Numbers = np.repeat(starts, counts) + within
    return places


def _cut(levels: list[_Level]) -> Iterator[Shard]:
    """The tree in the order of a dictionary, cut into shards."""
    tree = _Tree(levels)
    end = np.cumsum(np.add.reduceat(tree.symbols.lengths, tree.start))
    first, total = 0, len(end)
    while first < total:
        done = int(end[first - 1]) if first else 0
        least, most = np.searchsorted(end, (done + SHARD * 6, done + SHARD * 10)) + 1
        # the fewer nodes stand above the next shard, the less it repeats
        last = total if most >= total else int(least + np.argmin(tree.depth[least : most + 1]))
        yield tree.shard(first, last)
        first = last


class _Tree:
    """All nodes of a part in the order of a dictionary, with the symbols of each."""

    def __init__(self, levels: list[_Level]) -> None:
        _number(levels)
        total = sum(len(level.count) for level in levels)
        self.depth, self.character, self.parent = (np.zeros(total, np.int64) for _ in range(3))
        written = np.zeros(total, np.int64)
        for depth, level in enumerate(levels, 1):
            self.depth[level.place] = depth
            self.character[level.place] = level.character
            self.parent[level.place] = -1 if depth == 1 else levels[depth - 2].place[level.parent]
            written[level.place] = HEADER + level.written
            written[level.place[level.zoned.nodes]] += level.zoned.written
        self.start = np.cumsum(written) - written
        self.symbols = Symbols.room(int(written.sum()))
        for level in levels:
            self._put(level)
        up = np.diff(self.depth, prepend=0)
        self.symbols.put(self.start, rice(1 - up, 0))

    def _put(self, level: _Level) -> None:
        start = self.start[level.place]
        sibling = np.diff(level.parent, prepend=-1) == 0
        step = np.where(sibling, np.diff(level.character, prepend=0), level.character) - 1
        zoned = np.zeros(len(level.count), np.int64)
        zoned[level.zoned.nodes] = 1
        self.symbols.put(start + 1, golomb(step, CHARACTER_WIDTH))
        self.symbols.put(start + 2, golomb(level.count - 1))
        self.symbols.put(start + 3, rice(zoned, 0))
        self.symbols.put(_spread(start + HEADER, level.written), level.lists)
        behind = (start + HEADER + level.written)[level.zoned.nodes]
        self.symbols.put(_spread(behind, level.zoned.written), level.zoned.symbols)

    def shard(self, first: int, last: int) -> Shard:
        """The nodes from `first` until before `last`, and above them the line of the first one."""
        line = self._line(first)
        ends = np.append(self.start[1:], len(self.symbols))
        runs = [np.arange(self.start[n], ends[n]) for n in line[:-1]]
        order = np.concatenate([*runs, np.arange(self.start[first], ends[last - 1])])
        symbols = self.symbols.take(order)
        heads = np.cumsum([0, *(len(run) for run in runs)])
        symbols.put(heads, rice(np.zeros(len(line), np.int64), 0))
        characters = self.character[line]
        symbols.put(heads + 1, golomb(characters - 1, CHARACTER_WIDTH))
        return Shard(tuple(int(c) for c in characters), packed(symbols))

    def _line(self, node: int) -> Sequence[int]:
        """A node and those above it, from the top."""
        line = [node]
        while (above := int(self.parent[line[0]])) >= 0:
            line.insert(0, above)
        return line


def _number(levels: list[_Level]) -> None:
    """Give every node the size of its subtree and its place in the order of a dictionary."""
    for upper, lower in zip(reversed(levels[:-1]), reversed(levels[1:]), strict=True):
        below = np.bincount(lower.parent, weights=lower.size, minlength=len(upper.size))
        upper.size = upper.size + below.astype(np.int64)
    above: Numbers | None = None
    for level in levels:
        before = np.cumsum(level.size) - level.size
        if above is None:
            level.place = before
        else:
            first = np.searchsorted(level.parent, np.arange(len(above)), side="left")
            offset = before[np.minimum(first, len(before) - 1)]
            level.place = above[level.parent] + 1 + before - offset[level.parent]
        above = level.place
