"""Markdown of staged pages to HTML: Python-Markdown as the engine sets it up, without its detours.

What comes out is byte for byte what the engine makes of the same page (a test builds every page by both). Three things
are done otherwise. One converter serves all pages. Blocks of HTML, most of the bytes of a page, are found by counting
their own tags instead of parsing every tag in them, twice. And text without any sign of Markdown is not tried against
every pattern of Markdown. A page with HTML of a kind that is not ours takes the long way.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import markdown
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString
from mkdocs.structure.pages import (
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_TAG_AT_LINE_START = re.compile(r"^( {0,3})<(!--|[a-zA-Z][a-zA-Z0-9]*)", re.MULTILINE)
_ID = re.compile(r"""\sid="([^"]*)\"""")
_BLANK_LINE_FOLLOWS = re.compile(r" *\n *\n")
_NOT_COUNTABLE = re.compile(r"<(?:script|style|textarea|!|\?)", re.IGNORECASE)
"""What may hide tags: a block that holds it is left to the parser of HTML."""
_ODD = re.compile(r"<(?!/?(?:strong|em|a|code|br|sup|sub|span|abbr|b|i|q|kbd|small|mark|del|time|img)[\s>/])")
"""What is no tag that stands within a line of ours."""
_SIGNS = {
    "backtick": "`", "escape": "\\", "reference": "[", "link": "[", "image_link": "![", "image_reference": "![",
    "short_reference": "[", "short_image_ref": "![", "autolink": "<", "automail": "<", "linebreak": "  \n", "html": "<",
    "entity": "&", "em_strong": "*", "em_strong2": "_", "footnote": "[^",
}  # fmt: skip
"""What a text must hold for an inline pattern of Markdown to match; patterns that are not listed are always tried."""


class Converter:
    """Renders pages for one configuration of the engine."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._markdown = markdown.Markdown(
            extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"] or {}
        )
        self._blocks = _Blocks(self._markdown)
        self._markdown.preprocessors.register(self._blocks, "html_block", 20)
        self._markdown.treeprocessors.register(_Inline(self._markdown), "inline", 20)

    def render(self, page: Page, files: Files) -> list[Any]:
        """Do what `page.render` does, and return the headings of the page as the extension `toc` lists them."""
        converter = self._markdown.reset()
        anchors = _ExtractAnchorsTreeprocessor(page.file, files, self._config)
        links = _RelativePathTreeprocessor(page.file, files, self._config)
        title = _ExtractTitleTreeprocessor()
        for processor in (anchors, links, title):
            processor._register(converter)  # noqa: SLF001 - as the engine does
        page.content = converter.convert(page.markdown or "")
        headings: list[Any] = getattr(converter, "toc_tokens", [])
        page.toc = get_toc(headings)
        page._title_from_render = title.title  # noqa: SLF001 - as the engine does
        page.present_anchor_ids = anchors.present_anchor_ids | self._blocks.ids
        page.links_to_anchors = links.links_to_anchors
        return headings


class _Blocks(HtmlBlockPreprocessor):
    """Puts blocks of HTML aside, and notes the ids in all HTML."""

    ids: frozenset[str] = frozenset()

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        rest = self._aside(text)
        if rest is None:
            parser = _RawHTMLPreprocessor()
            parser.run(lines)
            self.ids = frozenset(parser.present_anchor_ids)
            return super().run(lines)
        self.ids = frozenset(map(html.unescape, _ID.findall(text)))
        return rest.split("\n")

    def _aside(self, text: str) -> str | None:
        """The text with a placeholder for every block; None where something in it is not as we write it."""
        spans = _blocks(text, self.md.is_block_level)
        if spans is None:
            return None
        parts, done = [], 0
        for start, end in spans:
            before, block = text[done:start], text[start:end]
            if _ODD.search(before) or (block[1] != "!" and _NOT_COUNTABLE.search(block)):
                return None
            # the line ends that the engine's own extractor would add
            block += "\n" if _BLANK_LINE_FOLLOWS.match(text, end) else ""
            apart = "" if block[1] == "!" and before.endswith("\n\n") else "\n"
            parts += [before, apart, self.md.htmlStash.store(block), "\n\n"]
            done = end
        if _ODD.search(text, done):
            return None
        return "".join(parts) + text[done:]


def _blocks(text: str, is_block: Callable[[str], bool]) -> list[tuple[int, int]] | None:
    """Where the blocks of HTML are that begin at the start of a line; None where one is not closed as it should be."""
    spans: list[tuple[int, int]] = []
    at = 0
    while found := _TAG_AT_LINE_START.search(text, at):
        indent, name = found[1], found[2]
        at = found.end()
        if name == "!--" or is_block(name):
            end = _end(text, found.end(1), name)
            if indent or end is None or text[end : end + 1] not in {"\n", ""}:
                return None
            spans.append((found.start(), end))
            at = end
    return spans


def _end(text: str, start: int, name: str) -> int | None:
    """Where the element that begins at `start` ends; None where it does not."""
    if name == "!--":
        closed = text.find("-->", start)
        return None if closed < 0 else closed + len("-->")
    depth = 0
    for tag in _tags(name).finditer(text, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return None


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?=[\s>/])[^>]*>")


class _Inline(InlineProcessor):
    """Tries a pattern of Markdown only on text that has the sign which the pattern begins with."""

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        patterns = self.md.inlinePatterns
        signs = {patterns.get_index_for_name(name): sign for name, sign in _SIGNS.items() if name in patterns}
        self._tried = [(pattern, signs.get(index, "")) for index, pattern in enumerate(patterns)]
        return super().run(tree, ancestors)

    # the method of the base class has a private name
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        start = 0
        for index in range(patternIndex, len(self._tried)):
            pattern, sign = self._tried[index]
            matched = sign in data
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, index, start
                )
        return data
