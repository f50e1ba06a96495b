"""Writes the files that the search page asks for: a head, shards of the tree of grams, the text of each page.

Every file is a classic script that hands over one string of bytes, because a page opened from a disk may not fetch
anything but scripts; over http the same file is fetched and read as bytes. So there is one set of files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from generator.search import grams
from generator.search.corpus import Corpus
from generator.search.page import FACETS, Page, compressed

FOLDER = "search/data"
GRADES = ("优", "良", "中", "差")


def write_index(pages: Iterable[Page], out: Path) -> None:
    """Write the index of `pages` (in the order in which results are listed) into `FOLDER` of the site `out`."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    version = hashlib.sha256()

    def write(name: str, data: bytes) -> None:
        version.update(data)
        (folder / f"{name}.js").write_bytes(script(name, data))

    corpus, facets, names = _write_pages(pages, write)
    firsts = []
    for number, shard in enumerate(grams.shards(corpus)):
        write(f"g{number}", shard.data)
        firsts.append("".join(corpus.characters[c - 1] for c in shard.first))
    write("words", compressed("\n".join(sorted(names))))
    head = {
        "pages": corpus.pages,
        "frequent": grams.FREQUENT,
        "deepest": grams.DEEPEST,
        "width": grams.CHARACTER_WIDTH,
        "characters": corpus.characters,
        "shards": firsts,
        "facets": [_facet(values, facet) for facet, values in facets.items()],
        "version": version.hexdigest()[:12],
    }
    write("head", compressed(json.dumps(head, ensure_ascii=False, separators=(",", ":"))))


def _write_pages(
    pages: Iterable[Page], write: Callable[[str, bytes], None]
) -> tuple[Corpus, dict[str, list[str]], set[str]]:
    corpus = Corpus()
    facets: dict[str, list[str]] = {name: [] for name in FACETS}
    names: set[str] = set()
    for number, page in enumerate(pages):
        write(f"p{number}", page.shown)
        corpus.add(*page.folded)
        names.update(page.names)
        for name in FACETS:
            facets[name].append(getattr(page.facts, name))
    corpus.finish()
    return corpus, facets, names


def _facet(values: list[str], name: str) -> dict[str, object]:
    """The values of a facet in the order in which they are offered, and of each page which one it has."""
    offered = sorted(set(values) - {""}, key=lambda v: (GRADES.index(v) if v in GRADES else len(GRADES), v))
    if name == "year":
        offered.reverse()
    place = {value: number for number, value in enumerate(offered)} | {"": -1}
    return {"name": name, "values": offered, "of": [place[v] for v in values]}


def script(name: str, data: bytes) -> bytes:
    """A script that hands over `data`, each byte one character (charset x-user-defined), under `name`."""
    for plain, escaped in ((b"\\", b"\\\\"), (b"`", b"\\`"), (b"$", b"\\$"), (b"\r", b"\\r")):
        data = data.replace(plain, escaped)
    return b'searchFile("%s",`%s`)\n' % (name.encode(), data)
