"""CommonMark with tables and footnotes, by markdown-it-py, every inline token with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from generator.content.narrative_placeholders import MARK, number_of
from generator.content.narrative_tree import is_wide

MAX_INLINE = 10_000
"""The longest paragraph, in characters, whose inline markup is read."""

MAX_SIGNS = 1_000
"""The most signs of markup in a paragraph whose inline markup is read: some rules take their square of time."""

_SIGNS = re.compile(r"[\[\]*_`<!$=~^{]")

_MARKUP = re.compile(r"[\[\]*_`<!$&\\\n]")
"""Without one of these signs a paragraph is one text."""

_PLACED = (
    "newline", "escape", "backticks", "formula", "note_mark", "link", "image", "autolink", "html_inline", "entity",
)  # fmt: skip
"""The inline rules that note where their tokens stand."""

_DIGITS = "0123456789"
_NOTE = re.compile(r"\[\^([^\]\s\[^]+)\]:[ \t]*")
_FORMULA = re.compile(r"\$\$(?P<alone>[^$]+)\$\$|\$(?P<tex>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?!\d)")
_NOTE_MARK = re.compile(r"\[\^([^\]\s\[^]+)\]")


@cache
def parser() -> MarkdownIt:
    """The parser. Inline content is not parsed with the blocks, but by `inline_tokens`."""
    markdown = MarkdownIt("commonmark", {"maxNesting": 60}).enable("table").disable(["inline", "text_join"])
    markdown.validateLink = _any_link  # type: ignore[method-assign]
    ends = ["paragraph", "reference", "list"]
    markdown.block.ruler.before("table", "table_mark", _table_mark, {"alt": [*ends, "blockquote"]})
    markdown.block.ruler.before("reference", "note", _note, {"alt": ends})
    markdown.inline.ruler.before("link", "note_mark", _note_mark)
    markdown.inline.ruler.after("backticks", "formula", _formula)
    markdown.inline.ruler.at("emphasis", _emphasis)
    for name in _PLACED:
        _record_places(markdown, name)
    return markdown


def _any_link(url: str) -> bool:  # noqa: ARG001 - links are judged by their tokens, not silently dropped
    return True


def block_tokens(text: str, tables: Collection[int]) -> tuple[list[Token], dict[str, object]]:
    """The blocks of a text; `tables` are the numbers of the placeholders that stand for tables."""
    environment: dict[str, object] = {"tables": tables}
    return parser().parse(text, environment), environment


def too_complex(content: str) -> str | None:
    """Why the inline markup of a block is not read; None when it is."""
    if len(content) > MAX_INLINE:
        return f"这一段有{len(content)}字，太长了"
    signs = len(_SIGNS.findall(content))
    return f"这一段有{signs}个标记符号，太多了" if signs > MAX_SIGNS else None


def inline_tokens(content: str, environment: dict[str, object]) -> list[Token]:
    """The inline tokens of a block, each with `meta["at"]`, its offset in `content`."""
    if content and not _MARKUP.search(content):
        return [Token("text", "", 0, content=content, meta={"at": 0})]
    tokens: list[Token] = []
    markdown = parser()
    markdown.inline.parse(content, markdown, environment, tokens)
    offset = 0
    for token in tokens:
        token.meta.setdefault("at", offset)
        length = 1 if token.type == "link_open" else len(token.markup or token.content)
        offset = token.meta.get("end", token.meta["at"] + length)
    return tokens


def _record_places(markdown: MarkdownIt, name: str) -> None:
    """Let an inline rule note on its tokens where in the content they stand."""
    rules = markdown.inline.ruler
    rule = rules.__rules__[rules.__find__(name)].fn

    def placed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
        start, before = state.pos, len(state.tokens) + bool(state.pending)
        matched = rule(state, silent)
        if matched and not silent and len(state.tokens) > before:
            state.tokens[before].meta["at"] = start
            state.tokens[-1].meta["end"] = state.pos
        return matched

    rules.at(name, placed)


# Rules of our own ----------------------------------------------------------------------------------------------


def _table_mark(state: StateBlock, line: int, _end: int, silent: bool) -> bool:  # noqa: FBT001
    """A line that holds nothing but the mark of a table."""
    if state.is_code_block(line):
        return False
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    mark = MARK.fullmatch(text)
    if mark is None or number_of(mark) not in state.env["tables"]:
        return False
    if not silent:
        state.line = line + 1
        token = state.push("table_mark", "", 0)
        token.map = [line, line + 1]
        token.meta["placeholder"] = number_of(mark)
    return True


def _note(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """A footnote's text: from `[^label]:` to the end of the paragraph."""
    if state.is_code_block(line):
        return False
    start = state.bMarks[line] + state.tShift[line]
    opening = _NOTE.match(state.src, start, state.eMarks[line])
    if opening is None:
        return False
    if silent:
        return True
    last = _last_line(state, line, end)
    state.line = last
    token = state.push("note_open", "", 1)
    token.map, token.meta["label"] = [line, last], opening[1]
    token = state.push("inline", "", 0)
    rest = state.getLines(line + 1, last, state.blkIndent, keepLastLF=False)
    token.content = "\n".join(filter(None, (state.src[opening.end() : state.eMarks[line]], rest))).strip()
    token.map, token.children = [line, last], []
    state.push("note_close", "", -1)
    return True


def _last_line(state: StateBlock, line: int, end: int) -> int:
    """The line after the paragraph that starts at `line`."""
    terminators = state.md.block.ruler.getRules("paragraph")
    following = line + 1
    while following < end and not state.isEmpty(following):
        if any(rule(state, following, end, True) for rule in terminators):  # noqa: FBT003
            break
        following += 1
    return following


def _note_mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """A reference to a footnote: `[^label]`."""
    mark = _NOTE_MARK.match(state.src, state.pos, state.posMax)
    if mark is None:
        return False
    if not silent:
        token = state.push("note_mark", "", 0)
        token.meta["label"] = mark[1]
    state.pos = mark.end()
    return True


def _formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """A formula: `$…$`, or `$$…$$`. What may be money (a space inside, a digit behind) stays text."""
    found = _FORMULA.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = found["alone"] or found["tex"]
        token.markup = "$$" if found["alone"] else "$"
    state.pos = found.end()
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Emphasis as in CommonMark, but made for Chinese.

    CommonMark reads `**“甲”**乙` as bare asterisks, because its rules take spaces between words for granted; here
    it is bold. And it takes the asterisks of `7*24小时至7*24小时` for emphasis; here they stay.
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    before = state.src[state.pos - 1] if state.pos else " "
    end = state.pos + scanned.length
    after = state.src[end] if end < state.posMax else " "
    chinese = marker == "*" and scanned.length > 1 and (is_wide(before) or is_wide(after))
    if scanned.length == 1 and before in _DIGITS and after in _DIGITS:
        return False
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=not after.isspace() if chinese else scanned.can_open,
                close=not before.isspace() if chinese else scanned.can_close,
            )
        )
    state.pos = end
    return True


# Places --------------------------------------------------------------------------------------------------------


class Places:
    """Where the characters of an inline content stand in the source."""

    def __init__(self, token: Token, lines: list[str], start: int = 0) -> None:
        """`token` is the inline token, `lines` the lines of the source; `start` where to look in the first line."""
        first = (token.map or [0, 0])[0]
        self._starts: list[tuple[int, int, int]] = []
        offset = 0
        for index, text in enumerate(token.content.split("\n")):
            number = min(first + index, len(lines) - 1)
            column = lines[number].find(text.strip(), start if index == 0 else 0)
            indent = len(text) - len(text.lstrip())
            self._starts.append((offset, number + 1, max(column, 0) + 1 - indent))
            offset += len(text) + 1

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        begin, line, column = next(s for s in reversed(self._starts) if s[0] <= offset)
        return line, max(column + offset - begin, 1)
