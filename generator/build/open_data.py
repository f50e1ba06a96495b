"""The data files in a build: written beside the site before its pages, which tell their sizes and hashes, and put in it at the end."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterable
from pathlib import Path

from generator.model.register import Site
from generator.opendata import feed, sitemap
from generator.opendata.data_files import FOLDER, OpenData, write_data
from generator.opendata.piece import Piece
from generator.opendata.publisher import Publisher
from generator.workspace import Workspace

LISTS = ("index.html", "projects/index.html", "data/index.html")
"""Pages that change whenever a project is published or corrected."""


def prepare_data(workspace: Workspace, site: Site | None, pieces: Iterable[Piece]) -> OpenData:
    """Write the data files of what is published; the pieces come in the order of the lists, withdrawn reports last."""
    folder = _folder(workspace)
    shutil.rmtree(folder, ignore_errors=True)
    return write_data(folder, Publisher.of(site), pieces)


def put_data(
    workspace: Workspace, site: Site | None, data: OpenData, pages: Iterable[str], out: Path, *, preview: bool
) -> None:
    """Move the data files into the finished site, with feed, sitemap and robots.txt. `pages` are those of the staged tree."""
    publisher = Publisher.of(site)
    target = out / FOLDER
    target.mkdir(exist_ok=True)
    for path in sorted(_folder(workspace).iterdir()):
        path.replace(target / path.name)
    _write(out / sitemap.ROBOTS, sitemap.robots(publisher, preview=preview))
    if preview:
        return
    if data.feed is not None:
        _write(out / feed.PATH, data.feed)
    addresses = (page.removesuffix(".md") + ".html" for page in pages)
    told = sitemap.sitemap(publisher, addresses, _changed(data))
    if told is not None:
        _write(out / sitemap.PATH, told)


def _changed(data: OpenData) -> dict[str, datetime.datetime]:
    """The declared dates of pages, by path from the root of the site."""
    changed = {f"projects/{name}/index.html": when for name, when in data.changed.items()}
    return changed | (dict.fromkeys(LISTS, data.latest) if data.latest else {})


def _folder(workspace: Workspace) -> Path:
    return workspace.data / "open-data"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
