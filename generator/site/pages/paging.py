"""Long lists over several pages, so that no page grows with the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

LONGEST = 500
"""A list on a page has at most so many lines."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """One page of a list: the lines from `first` on, of `total`, on page `number` of `pages`."""

    items: Sequence[Item]
    number: int
    pages: int
    first: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self.first + len(self.items) - 1

    @property
    def file(self) -> str:
        """The name of the file of this page, without its ending."""
        return file_of(self.number)

    @property
    def links(self) -> list[tuple[int, str]]:
        """Number and address of every page of the list; none where there is but one."""
        return [(n, f"{file_of(n)}.html") for n in range(1, self.pages + 1)] if self.pages > 1 else []


def file_of(number: int) -> str:
    """The name of the file of a page: the first is the index of its folder."""
    return "index" if number == 1 else f"page-{number}"


def parts(items: Sequence[Item], longest: int = LONGEST) -> list[Part[Item]]:
    """A list cut into pages; an empty list is one empty page."""
    starts = range(0, max(1, len(items)), longest)
    return [
        Part(items[start : start + longest], n, len(starts), start + 1, len(items))
        for n, start in enumerate(starts, 1)
    ]
