"""Judgements on single pieces of text: link targets, numbers typed in headings, markup that is no CommonMark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from markdown_it.token import Token

from generator.content.narrative_kinds import BARE_MARK, FORMULA, UNSUPPORTED
from generator.content.narrative_placeholders import MARK
from generator.findings import Kind

MAX_SHOWN = 40


def short(text: str) -> str:
    """A text as findings quote it, marks of placeholders shown as `{{…}}`."""
    plain = MARK.sub("{{…}}", text)
    return plain if len(plain) <= MAX_SHOWN else plain[: MAX_SHOWN - 1] + "…"


# Links ---------------------------------------------------------------------------------------------------------

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f]")
_ALLOWED = ("http", "https", "mailto")


def broken_target(target: str, *, image: bool = False) -> str | None:
    """Why a link (or an image) must not lead to `target`; None when it may."""
    if MARK.search(unquote(target)):
        return "链接地址里不能有占位符"
    plain = _INVISIBLE.sub("", unquote(target))
    scheme = _SCHEME.match(plain)
    if scheme and (image or scheme[1].lower() not in _ALLOWED):
        return f"图片不能引用网址“{scheme[1]}:”" if image else f"链接不能用“{scheme[1]}:”"
    if scheme:
        return None
    if not plain:
        return "没有写地址"
    if plain.startswith(("/", "\\")) or "\\" in plain:
        return "不能用以“/”或“\\”写的路径"
    if ".." in plain.split("#")[0].split("/"):
        return "不能指到项目文件夹外面（..）"
    if plain.startswith("#") and image:
        return "没有写图片文件"
    return None


# Numbers in headings -------------------------------------------------------------------------------------------

_CHINESE = "[一二三四五六七八九十百]{1,4}"
_TYPED_NUMBERS = re.compile(
    rf"{_CHINESE}[、.．，,]"
    rf"|[（(]\s*(?:{_CHINESE}|\d{{1,2}})\s*[）)]"
    rf"|第\s*(?:{_CHINESE}|\d{{1,2}})\s*[章节条部篇]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[、．)）]"
    r"|\d{1,2}\.(?!\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s+"
    r"|[①-⑳㈠-㈩]"
    r"|(?:表|图|附表|附图)\s*\d+(?:\s*[-－—.．]\s*\d+)?"
    r"|附件\s*(?:\d+|[一二三四五六七八九十]+)"
)


def typed_number(title: str) -> str | None:
    """The number that an author typed in front of a heading."""
    match = _TYPED_NUMBERS.match(title)
    return match[0].strip() if match else None


# Markup of other dialects --------------------------------------------------------------------------------------

_LINE, _START = r"(?:(?<=\n)|^)", r"\A"
_DIALECTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\{[:#.=][^{}\n]{0,200}\}"), "不能写属性 {…}：样式和锚点由系统生成"),
    (re.compile(_LINE + r":{3,}.*"), "不能用 ::: 分块"),
    (re.compile(r"(?<=\n):[ \t]+.*"), "不能写“: 解释”式的定义列表"),
    (re.compile(_START + r"(?:!!!|\?\?\?)\+?[ \t]+\S.*"), "不能用 !!! 提示框"),
    (re.compile(_START + r"\*\[[^\]\n]{1,200}\]:.*"), "不能写缩写定义 *[…]:"),
    (re.compile(r"~~\S(?:[^\n~]{0,200}\S)?~~"), "不支持删除线 ~~…~~"),
    (re.compile(r"==\S(?:[^\n=]{0,200}\S)?=="), "不支持高亮 ==…=="),
    (re.compile(r"\^\[[^\]\n]{0,200}\]"), "不能写行内脚注 ^[…]"),
    (re.compile(r"\[@[^\]\n]{1,200}\]"), "不能写引文标记 [@…]"),
    (re.compile(_START + r"\[TOC\]\Z"), "不能写 [TOC]：目录由系统生成"),
)
_HALF_FORMULA = re.compile(r"\$\$")
_DIALECT_SIGNS = re.compile(r"[{:!?$~=^@]|\*\[|\[TOC\]")
_BARE = re.compile(r"\*\*|__")


def misread(tokens: list[Token], content: str) -> Iterator[tuple[int, str, str, Kind]]:
    """Offset, message, text and kind of all markup that CommonMark shows as it was typed."""
    if not (_DIALECT_SIGNS.search(content) or _BARE.search(content)):
        return
    plain = _literal(tokens, content)
    for pattern, message in _DIALECTS:
        for match in pattern.finditer(plain):
            yield match.start(), message, short(match[0]), UNSUPPORTED
    for match in _HALF_FORMULA.finditer(plain):
        yield match.start(), "$$ 没有成对，会照样印出来", match[0], FORMULA
    for match in _BARE.finditer(plain):
        yield match.start(), f"“{match[0]}”没有变成加粗，会照样印出来", match[0], BARE_MARK


def _literal(tokens: list[Token], content: str) -> str:
    """The content with everything blanked that is markup, code or escaped, at its own length."""
    out = ["\x00"] * len(content)
    for token in tokens:
        at = token.meta["at"]
        if token.type == "text":
            out[at : at + len(token.content)] = token.content
        elif token.type == "softbreak":
            out[at] = "\n"
    return MARK.sub(lambda mark: "\x00" * len(mark[0]), "".join(out[: len(content)]))
