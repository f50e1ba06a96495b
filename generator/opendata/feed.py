"""feed.xml: what was published, corrected and withdrawn, newest first, as an Atom feed (RFC 4287).

Every date is a declared one. A project that declares no date of publication is not in the feed.
"""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.opendata.publisher import Publisher
from generator.opendata.record import CHINA, changed_at
from generator.opendata.xml_text import DECLARATION, element

PATH = "feed.xml"
LONGEST = 50
"""How many entries the feed has at most."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the feed."""

    id: str
    page: str
    title: str
    summary: str
    categories: tuple[str, ...]
    published: str | None
    updated: datetime.datetime

    @property
    def order(self) -> tuple[datetime.datetime, str]:
        """Newest last; the id decides between those of one moment."""
        return self.updated, self.id


def item_of(record: Mapping[str, Any], *, withdrawn: bool = False) -> Item | None:
    """The entry of a record; None where it declares no date."""
    updated = changed_at(record)
    if updated is None:
        return None
    corrections = record["corrections"]
    latest = f"{corrections[-1]['content']}（{corrections[-1]['cause']}）" if corrections else ""
    if withdrawn:
        title, summary = f"已撤下：{record['name']}", latest
    elif corrections:
        title, summary = f"更正：{record['title']}", f"更正：{latest}\n{record['summary']}"
    else:
        title, summary = record["title"], record["summary"]
    return Item(
        id=record["id"],
        page=record["page"],
        title=title,
        summary=summary,
        categories=tuple(filter(None, (f"{record['year']}年度", record["department"], record.get("type")))),
        published=(record.get("disclosure") or {}).get("published_at"),
        updated=updated,
    )


class Newest:
    """The newest entries of many."""

    def __init__(self) -> None:
        self._heap: list[tuple[tuple[datetime.datetime, str], Item]] = []

    def add(self, item: Item | None) -> None:
        """Keep an entry if it is among the newest."""
        if item is None:
            return
        heapq.heappush(self._heap, (item.order, item))
        if len(self._heap) > LONGEST:
            heapq.heappop(self._heap)

    @property
    def items(self) -> list[Item]:
        """The entries, newest first."""
        return [item for _, item in sorted(self._heap, key=lambda pair: pair[0], reverse=True)]


def feed(publisher: Publisher, items: Iterable[Item]) -> str | None:
    """The text of the feed; None where no date at all is declared that it could bear."""
    entries = list(items)
    updated = entries[0].updated if entries else _midnight(publisher.data_date)
    if updated is None:
        return None
    lines = [
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        element("id", publisher.identifier(PATH)),
        element("title", f"{publisher.name}：最新公开和更正"),
        element("updated", updated.isoformat()),
        f"<author>{element('name', publisher.host or publisher.name)}</author>",
        element("link", attributes={"rel": "alternate", "type": "text/html", "href": publisher.address("index.html", "index.html")}),
    ]  # fmt: skip
    if publisher.domain:
        lines.append(element("link", attributes={"rel": "self", "href": publisher.domain.of(PATH)}))
    if publisher.licence:
        lines.append(element("rights", f"{publisher.licence.name}（{publisher.licence.url}）"))
    for item in entries:
        lines += _entry(publisher, item)
    return DECLARATION + "\n".join((*lines, "</feed>")) + "\n"


def _entry(publisher: Publisher, item: Item) -> Iterator[str]:
    yield "<entry>"
    yield element("id", publisher.identifier(item.page))
    yield element("title", item.title)
    yield element("updated", item.updated.isoformat())
    if item.published:
        yield element("published", item.published)
    address = publisher.address(item.page, item.page)
    yield element("link", attributes={"rel": "alternate", "type": "text/html", "href": address})
    for category in item.categories:
        yield element("category", attributes={"term": category})
    yield element("summary", item.summary)
    yield "</entry>"


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime.combine(day, datetime.time(), CHINA) if day else None
