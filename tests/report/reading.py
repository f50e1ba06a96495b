"""What a reader sees: the visible text of Markdown as Python-Markdown and as pandoc show it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import markdown

from generator.render.pandoc_program import run_pandoc
from generator.render.reader import read
from generator.render.tree import Element, walk

BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "caption", "blockquote", "pre", "div", "table", "ul",
     "ol", "tr", "section", "hr")
)  # fmt: skip
SHOWN = {"strong": "<b>", "em": "<i>", "code": "<c>"}


class _Visible(HTMLParser):
    """Collects the text of every block, with emphasis and outside links marked."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.text = ""
        self.hidden = 0

    def end_block(self) -> None:
        text = re.sub(r"\s+", " ", self.text).strip()
        self.text = ""
        if text:
            self.blocks.append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in BLOCKS:
            self.end_block()
        self.text += SHOWN.get(tag, " / " if tag == "br" else "")
        kind = given.get("class") or ""
        if tag == "a" and "footnote-back" in kind:
            self.hidden += 1
        elif tag == "a" and "footnote" not in kind and re.match("https?:|mailto:", given.get("href") or ""):
            self.text += f"<a {given['href']}>"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.hidden:
            self.hidden -= 1
        if tag in BLOCKS:
            self.end_block()
        self.text += "</>" if tag in SHOWN else ""

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text += data


def visible(html: str) -> list[str]:
    """The text of every block of a page, in order."""
    reader = _Visible()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


def page_html(text: str) -> str:
    """The HTML of the site's parser."""
    return markdown.markdown(text, extensions=["attr_list", "tables", "footnotes", "toc"])


def on_page(text: str) -> list[str]:
    """What the site shows."""
    return visible(page_html(text))


def in_document(text: str) -> list[str]:
    """What PDF and DOCX are made from."""
    blocks = read(text)
    for found in walk(blocks):
        if found["t"] == "Formula":
            found |= {"t": "Str", "c": _signs(found["c"][2])}
    tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}
    html = run_pandoc("--from=json", "--to=html5", "--wrap=none", given=json.dumps(tree).encode())
    return visible(html.decode())


def _signs(parts: list[Element]) -> str:
    """The signs of a formula one after the other, as the text of a page has them."""
    return "".join(part["c"] if isinstance(part["c"], str) else _signs(part["c"]) for part in parts)
