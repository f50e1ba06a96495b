"""The one module that runs the site engine (mkdocs with Material), quietly and in this process.

The engine is used as a library: its configuration, theme and templates are made ready once, after which any staged page
can be turned into HTML by itself, in any process. What comes out is what `mkdocs build` makes of the staged tree.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

os.environ["NO_MKDOCS_2_WARNING"] = "1"
os.environ["DISABLE_MKDOCS_2_WARNING"] = "true"

HOME = "index.md"
"""The page whose front matter every page reads."""

UNUSED = ("assets/javascripts/*", "assets/stylesheets/*", "assets/images/favicon.png", "assets/*.map")
"""What these pages never ask for of the theme; its one style sheet comes with the staged tree (`theme.py`)."""

_MARKDOWN_LINK = re.compile(r"\]\(|\]:")
"""Where a text may link in Markdown; only then the engine has to know of other files."""

_one_at_a_time = threading.RLock()


class EngineFault(Exception):  # noqa: N818 - like `RenderFault`
    """The engine could not build the staged tree: a fault of this program or of the machine, not of content."""

    def __init__(self, messages: tuple[str, ...]) -> None:
        """`messages` are the engine's own, in English."""
        super().__init__("网站不能生成，网站引擎报告：" + "；".join(messages))
        self.messages = messages

    def __reduce__(self) -> tuple[type[EngineFault], tuple[tuple[str, ...]]]:
        return EngineFault, (self.messages,)


@dataclass(frozen=True, slots=True)
class Converted:
    """A staged page whose Markdown has become HTML: all that the theme needs to make a page of it."""

    path: str
    """In the staged tree, such as `projects/index.md`."""
    meta: Mapping[str, Any]
    """Its front matter."""
    content: str
    headings: tuple[Any, ...]
    title: str | None
    anchors: frozenset[str]
    references: tuple[tuple[str, str, str], ...]
    """Links to a place on a page: the path of that page, the place, the link as written."""


class Engine:
    """The engine with its configuration, theme and templates. Prints nothing; any warning is an `EngineFault`."""

    def __init__(self, config_file: Path, stage: Path | None = None) -> None:
        """`stage` overrides the configured `docs_dir`."""
        with _quietly():
            self._start(config_file, stage)

    def _start(self, config_file: Path, stage: Path | None) -> None:
        from mkdocs.config import load_config  # noqa: PLC0415 - its import costs a moment
        from mkdocs.structure.files import Files, InclusionLevel  # noqa: PLC0415
        from mkdocs.structure.nav import get_navigation  # noqa: PLC0415

        from generator.site.converter import Converter  # noqa: PLC0415

        stage_option = {} if stage is None else {"docs_dir": str(stage.resolve())}
        config = load_config(str(config_file.resolve()), strict=False, **stage_option)
        self._config = config = config.plugins.on_config(config)
        self._inclusion = InclusionLevel.NOT_IN_NAV
        listed = {path: self._file(path) for path in _paths(config.nav)}
        self._nav = get_navigation(Files(listed.values()), config)
        self._listed = {path: file.page for path, file in listed.items() if file.page is not None}
        self._templates = config.theme.get_env()
        self._converter = Converter(config)

    @property
    def stage(self) -> Path:
        """The tree that the configuration names."""
        return Path(self._config.docs_dir)

    def convert(self, path: str, text: str, others: Collection[str] = ()) -> Converted:
        """The page at `path` of the staged tree, whose text is given; `others` are the files it may link to."""
        from mkdocs.structure.files import Files  # noqa: PLC0415

        with _quietly():
            page = self._page(path, text)
            linked = others if _MARKDOWN_LINK.search(text) else ()
            files = Files([page.file, *(self._file(other) for other in linked if other != path)])
            page.read_source(self._config)
            headings = self._converter.render(page, files)
            page.validate_anchor_links(files=Files([page.file]), log_level=logging.WARNING)
        links = page.links_to_anchors or {}
        return Converted(
            path,
            page.meta,
            page.content or "",
            tuple(headings),
            page._title_from_render,  # noqa: SLF001 - kept for the other half of the engine's work
            frozenset(page.present_anchor_ids or ()),
            tuple(
                (file.src_uri, place, link)
                for file, places in links.items()
                for place, link in places.items()
            ),
        )

    def html(self, converted: Converted, home: Mapping[str, Any]) -> bytes:
        """The finished page. `home` is the front matter of the overview."""
        from mkdocs.commands.build import get_context  # noqa: PLC0415

        with _quietly():
            page = self._finished(converted)
            self._set_home(home)
            page.active = True
            context = get_context(self._nav, [page.file], self._config, page)
            template = self._templates.get_template(page.meta.get("template", "main.html"))
            try:
                return template.render(context).encode("utf-8", errors="xmlcharrefreplace")
            finally:
                page.active = False

    def write_theme(self, out: Path, home: Mapping[str, Any]) -> None:
        """Write what the site needs besides its pages: the files of the theme, the page that is shown for a wrong address."""
        from mkdocs.commands.build import _build_theme_template  # noqa: PLC0415
        from mkdocs.structure.files import Files  # noqa: PLC0415

        with _quietly():
            self._config.site_dir = str(out.resolve())
            files = Files([])
            files.add_files_from_theme(self._templates, self._config)
            for file in files:
                if not _unused(file.src_uri):
                    file.dest_dir = self._config.site_dir
                    file.copy_file()
            self._set_home(home)
            for name in sorted(self._config.theme.static_templates):
                _build_theme_template(name, self._templates, files, self._config, self._nav)

    def _set_home(self, meta: Mapping[str, Any]) -> None:
        if self._nav.homepage is not None:
            self._nav.homepage.meta = dict(meta)

    def _file(self, path: str) -> File:
        from mkdocs.structure.files import File  # noqa: PLC0415

        return File.generated(self._config, path, content="", inclusion=self._inclusion)

    def _page(self, path: str, text: str = "") -> Page:
        from mkdocs.structure.pages import Page  # noqa: PLC0415

        page = self._listed.get(path) or Page(None, self._file(path), self._config)
        page.file.content_string = text
        return page

    def _finished(self, converted: Converted) -> Page:
        from mkdocs.structure.toc import get_toc  # noqa: PLC0415

        page = self._page(converted.path)
        page.markdown, page.meta, page.content = "", dict(converted.meta), converted.content
        page.toc = get_toc(list(converted.headings))
        page._title_from_render = converted.title  # noqa: SLF001 - as the engine keeps it
        return page


def build(config_file: Path, out: Path, stage: Path | None = None) -> None:
    """Build the whole staged tree into the folder `out`, which is emptied first.

    `stage` overrides the configured `docs_dir`. Nothing is printed. Raises `EngineFault` on any warning.
    """
    engine = Engine(config_file, stage)
    paths = sorted(p.relative_to(engine.stage).as_posix() for p in engine.stage.rglob("*") if p.is_file())
    pages = [engine.convert(p, _text(engine.stage / p), paths) for p in paths if p.endswith(".md")]
    check_references(pages)
    home = next((page.meta for page in pages if page.path == HOME), {})
    if out.exists():
        shutil.rmtree(out)
    for path in paths:
        if not path.endswith(".md"):
            _write(out / path, (engine.stage / path).read_bytes())
    engine.write_theme(out, home)
    for page in pages:
        _write(out / address(page.path), engine.html(page, home))


def check_references(pages: Iterable[Converted]) -> None:
    """Raise `EngineFault` where one of these pages links to a place that another of them does not have."""
    known = {page.path: page.anchors for page in pages}
    wrong = [
        f"'{page.path}' contains a link '{link}', but '{path}' has no anchor '{place}'"
        for page in pages
        for path, place, link in page.references
        if path in known and place not in known[path]
    ]
    if wrong:
        raise EngineFault(tuple(wrong))


def address(path: str) -> str:
    """Where the page of a staged file goes: `a/index.md` → `a/index.html`."""
    return path.removesuffix(".md") + ".html"


def _paths(nav: Any) -> Iterator[str]:
    """The pages that a navigation lists."""
    if isinstance(nav, str):
        yield nav
    else:
        for item in nav.values() if isinstance(nav, dict) else nav or ():
            yield from _paths(item)


def _unused(path: str) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in UNUSED)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep every log line of the engine from the console, and make a fault of what goes wrong."""
    with _one_at_a_time, _captured() as messages:
        try:
            yield
        except (Exception, SystemExit) as error:
            raise EngineFault((*messages, *_why(error))) from error
        if messages:
            raise EngineFault(tuple(messages))


@contextmanager
def _captured() -> Iterator[list[str]]:
    """Yield the list that warnings of the engine go to."""
    messages: list[str] = []
    handler = _Collector(messages)
    loggers = [logging.getLogger(name) for name in ("mkdocs", "MARKDOWN")]
    before = [(logger, logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    try:
        yield messages
    finally:
        for logger, propagate, level in before:
            logger.removeHandler(handler)
            logger.propagate = propagate
            logger.setLevel(level)


class _Collector(logging.Handler):
    """Puts the text of every warning and error into a list."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(record.getMessage())


def _why(error: BaseException) -> tuple[str, ...]:
    text = str(error)
    return (text,) if text else (type(error).__name__,)
