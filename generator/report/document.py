"""The document of one project: the single source of its page, PDF and every later format."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.content.images import ImageFile

DRAFT_MARK = "征求意见稿"
"""What a draft says on every page."""


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture of the author where it stands: its name in the Markdown, its file, its text alternative."""

    name: str
    file: ImageFile
    alternative: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report, numbers filled in and headings numbered, before any output format.

    `markdown` is the whole body. Headings are ATX, numbered as text, with explicit ids; a heading of class
    `landscape` puts its section on landscape pages, `annex` starts a new page. Tables are HTML blocks that this
    package generated; an author's own HTML never gets here.
    """

    id: str
    """The project's id, `<year>/<slug>`."""
    title: str
    """The title on the cover and in the metadata."""
    cover: tuple[tuple[str, str], ...]
    """Label and value of each line of the cover: 项目名称, 主管部门, 实施单位 …"""
    date: datetime.date
    """The declared date of the document, for metadata; never the time of the build."""
    date_text: str
    """The date as the cover shows it, such as 2025年5月20日; empty when none is stated."""
    notice: str
    """A notice that stands on the cover and on top of the page; empty when there is none."""
    author: str
    """The department that answers for the report."""
    keywords: tuple[str, ...]
    markdown: str
    figures: tuple[tuple[str, str], ...] = ()
    """Name and SVG of every chart; the Markdown has a `<figure class="chart" data-figure="name">` in its place."""
    pictures: tuple[PlacedPicture, ...] = ()
    """The author's pictures; the Markdown has a `<figure class="picture" data-figure="name">` in the place of each."""
    draft: bool = False
    """Whether it is a 征求意见稿, which goes out for comments and says so on every page."""
