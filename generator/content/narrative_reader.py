"""From the tokens of CommonMark to the tree of a narrative, with everything that is wrong on the way."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from generator.content import narrative_kinds as kinds
from generator.content.narrative_formula import FormulaError, read_formula
from generator.content.narrative_markdown import Places, block_tokens, inline_tokens, too_complex
from generator.content.narrative_placeholders import MARK, Placeholder, number_of
from generator.content.narrative_text import broken_target, misread, short, typed_number
from generator.content.narrative_tree import (
    Block,
    ChartMark,
    Code,
    Emphasis,
    Formula,
    HardBreak,
    Inline,
    Link,
    Listing,
    NoteMark,
    Paragraph,
    Picture,
    PipeTable,
    Quote,
    Rule,
    SoftBreak,
    TableMark,
    Text,
    Title,
    plain_text,
)
from generator.findings import Finding, Kind, Place

MAX_DEPTH = 8
"""How deep lists and quotations may stand in each other."""

_CONTAINERS = ("blockquote_open", "bullet_list_open", "ordered_list_open")


@dataclass(slots=True)
class Reading:
    """What was read: blocks, the text of each footnote by its label, faults."""

    blocks: tuple[Block, ...] = ()
    notes: dict[str, tuple[Inline, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_tree(lines: list[str], source: list[str], placeholders: list[Placeholder], file: str) -> Reading:
    """Read the lines of a narrative, placeholders hidden, `source` the same lines as typed."""
    tables = {n for n, p in enumerate(placeholders) if p.placed}
    tokens, environment = block_tokens("\n".join(lines), tables)
    reader = _Reader(lines, source, placeholders, tables, environment, file)
    reader.tokens = tokens
    reading = reader.reading
    reading.blocks = reader.blocks(end="")
    reader.judge_notes()
    return reading


class _Reader:
    """Walks the tokens once."""

    def __init__(
        self,
        lines: list[str],
        source: list[str],
        placeholders: list[Placeholder],
        tables: set[int],
        environment: dict[str, Any],
        file: str,
    ) -> None:
        self.lines, self.source, self.placeholders = lines, source, placeholders
        self.tables, self.environment, self.file = tables, environment, file
        self.tokens: list[Token] = []
        self.position = 0
        self.depth = 0
        self.reading = Reading()
        self.note_marks: list[tuple[str, Place]] = []
        self.note_places: dict[str, Place] = {}

    def report(
        self,
        kind: Kind,
        at: tuple[int, int],
        message: str,
        *,
        found: str = "",
        expected: str = "",
        hint: str = "",
    ) -> None:
        """Add a finding at a line and column."""
        place = Place(self.file, at[0], max(at[1], 1))
        self.reading.findings.append(kind.at(place, message, found=found, expected=expected, hint=hint))

    def at_line(self, token: Token) -> tuple[int, int]:
        """Line and column of the first character of a block."""
        first = (token.map or [0, 0])[0]
        text = self.lines[first] if first < len(self.lines) else ""
        return first + 1, len(text) - len(text.lstrip()) + 1

    def typed(self, line: int) -> str:
        """A line as the author typed it, short."""
        return short(self.source[line - 1].strip())

    # --- blocks -------------------------------------------------------------------------------------------------

    def blocks(self, end: str) -> tuple[Block, ...]:
        """The blocks up to the token of type `end`, which is consumed."""
        found: list[Block] = []
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.type == end:
                break
            block = self.block(token)
            if block is not None:
                self.judge_neighbours(found, block, token)
                found.append(block)
        return tuple(found)

    def block(self, token: Token) -> Block | None:
        """The block that a token opens."""
        match token.type:
            case "heading_open":
                return self.title(token)
            case "paragraph_open":
                return self.paragraph()
            case "bullet_list_open" | "ordered_list_open" | "blockquote_open":
                return self.container(token)
            case "table_open":
                return self.table(token)
            case "table_mark":
                return self.table_mark(token)
            case "note_open":
                self.note(token)
            case "hr":
                return Rule()
            case "html_block":
                line, column = self.at_line(token)
                self.report(kinds.RAW_HTML, (line, column), "正文里不能写 HTML", found=self.typed(line))
                return Paragraph((Text(token.content.strip()),))
            case "code_block" | "fence":
                return self.code_block(token)
            case _:
                pass
        return None

    def paragraph(self) -> Paragraph | Picture | None:
        token = self.tokens[self.position]
        self.position += 2  # the inline content, and the end of the paragraph
        if token.content.startswith("![") and not self.depth and not too_complex(token.content):
            children = inline_tokens(token.content, self.environment)
            if len(children) == 1 and children[0].type == "image":
                return self.picture(children[0], Places(token, self.lines).of(0))
        content = self.inlines(token)
        return Paragraph(content) if content else None

    def code_block(self, token: Token) -> Paragraph:
        line, column = self.at_line(token)
        fenced = token.type == "fence"
        if fenced and token.markup.startswith("~"):
            self.report(kinds.UNSUPPORTED, (line, column), "不能用 ~~~ 围起文字", found=self.typed(line))
        else:
            why = "不能用 ``` 围起文字" if fenced else "行首空了四格或更多，会变成代码块"
            self.report(kinds.CODE_BLOCK, (line, 1), why, found=self.typed(line))
        return Paragraph((Text(token.content.strip()),))

    def container(self, token: Token) -> Block:
        """A list or a quotation."""
        self.depth += 1
        if self.depth == MAX_DEPTH + 1:
            line, column = self.at_line(token)
            self.report(
                kinds.NESTED, (line, column), f"列表或引用套了{self.depth}层以上", found=self.typed(line)
            )
        block = self.quote() if token.type == "blockquote_open" else self.listing(token)
        self.depth -= 1
        return block

    def quote(self) -> Quote:
        return Quote(self.blocks("blockquote_close"))

    def listing(self, token: Token) -> Listing:
        ordered = token.type == "ordered_list_open"
        if ordered and token.attrGet("start") not in (None, 1):
            line, column = self.at_line(token)
            self.report(kinds.LIST_FORM, (line, column), "编号列表没有从 1 开始", found=self.typed(line))
        items: list[tuple[Block, ...]] = []
        loose = False
        while self.tokens[self.position].type == "list_item_open":
            item = self.tokens[self.position]
            self.position += 1
            first = self.tokens[self.position]
            loose = loose or (first.type == "paragraph_open" and not first.hidden)
            if first.type not in ("paragraph_open", "list_item_close"):
                line, column = self.at_line(item)
                self.report(kinds.LIST_FORM, (line, column), "列表项没有以文字开头", found=self.typed(line))
            items.append(self.blocks("list_item_close"))
        self.position += 1
        return Listing(ordered, loose, tuple(item for item in items if item))

    def judge_neighbours(self, before: list[Block], block: Block, token: Token) -> None:
        """Two lists side by side are one list to some readers."""
        if isinstance(block, Listing) and before and isinstance(before[-1], Listing):
            line, column = self.at_line(token)
            self.report(kinds.LIST_FORM, (line, column), "两个列表紧挨着", found=self.typed(line))

    def picture(self, token: Token, at: tuple[int, int]) -> Picture | None:
        """An image that stands alone; the caption is its title or else its text alternative."""
        source, alternative = str(token.attrGet("src") or ""), _alternative(token)
        caption = re.sub(r"\s+", " ", str(token.attrGet("title") or "")).strip() or alternative
        why = _broken_image(source, alternative)
        if why:
            self.report_image(at, why, source)
            return None
        number = typed_number(caption)
        if number:
            self.report(
                kinds.TYPED_NUMBER, at, f"图名里手写了编号“{number}”", found=number,
                expected=short(caption[len(number) :].strip()),
            )  # fmt: skip
        return Picture(source, alternative, caption, *at)

    def report_image(self, at: tuple[int, int], why: str, source: str) -> None:
        self.report(kinds.BAD_IMAGE, at, why, found=short(source), expected="![图片说明](figures/文件名.png)")

    def table_mark(self, token: Token) -> TableMark | ChartMark | None:
        number = token.meta["placeholder"]
        if self.depth:
            self.report_inline_table(number)
            return None
        return ChartMark(number) if self.placeholders[number].chart else TableMark(number)

    def report_inline_table(self, number: int) -> None:
        placeholder = self.placeholders[number]
        what = "图" if placeholder.chart else "表格"
        self.report(
            kinds.TABLE_INLINE, (placeholder.line, placeholder.column), f"{what}占位符没有独占一行",
            found=placeholder.source,
        )  # fmt: skip

    # --- headings -----------------------------------------------------------------------------------------------

    def title(self, token: Token) -> Title:
        inline = self.tokens[self.position]
        self.position += 2
        line, column = self.at_line(token)
        content = self.inlines(inline)
        text = plain_text(content).strip()
        if token.markup in ("=", "-"):
            under = (token.map or [0, 2])[1]
            self.report(
                kinds.UNDERLINED_TITLE, (under, 1), "这一行让上面的文字变成了标题", found=self.typed(under)
            )
        if self.depth:
            self.report(kinds.TITLE_TEXT, (line, column), "标题不能写在列表或引用里", found=self.typed(line))
        elif not text:
            self.report(kinds.TITLE_TEXT, (line, column), "标题没有文字", found=self.typed(line))
        elif any(not isinstance(part, Text | SoftBreak) for part in content):
            self.report(kinds.TITLE_TEXT, (line, column), "标题里只能写文字", found=self.typed(line))
        return Title(int(token.tag[1:]), text, line)

    # --- tables -------------------------------------------------------------------------------------------------

    def table(self, token: Token) -> PipeTable:
        if self.depth:
            line, column = self.at_line(token)
            self.report(
                kinds.UNSUPPORTED, (line, column), "表格不能放在列表或引用里", found=self.typed(line),
                hint="把表格移到外面，上下各空一行。",
            )  # fmt: skip
        rows: list[list[tuple[Inline, ...]]] = []
        aligns: list[str] = []
        column_from = 0
        while (token := self.tokens[self.position]).type != "table_close":
            self.position += 1
            if token.type == "tr_open":
                rows.append([])
                column_from = 0
            elif token.type == "th_open":
                aligns.append(str(token.attrGet("style") or "").removeprefix("text-align:"))
            elif token.type == "inline":
                rows[-1].append(self.inlines(token, column_from))
                text = self.lines[(token.map or [0])[0]]
                column_from = max(text.find(token.content, column_from), column_from) + len(token.content)
        self.position += 1
        return PipeTable(tuple(aligns), tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))

    # --- footnotes ----------------------------------------------------------------------------------------------

    def note(self, token: Token) -> None:
        label = token.meta["label"]
        inline = self.tokens[self.position]
        self.position += 2
        line, column = self.at_line(token)
        content = self.inlines(inline)
        if label in self.reading.notes:
            self.report(kinds.NOTE, (line, column), f"脚注“{label}”写了两次", found=self.typed(line))
            return
        if any(isinstance(part, NoteMark) for part in content):
            self.report(kinds.NOTE, (line, column), "脚注里不能再有脚注", found=self.typed(line))
        if not content:
            self.report(kinds.NOTE, (line, column), f"脚注“{label}”没有内容", found=self.typed(line))
        self.reading.notes[label] = tuple(part for part in content if not isinstance(part, NoteMark))
        self.note_places[label] = Place(self.file, line, column)

    def judge_notes(self) -> None:
        """Every mark needs one note, every note one mark."""
        uses = Counter(label for label, _ in self.note_marks)
        seen: set[str] = set()
        for label, place in self.note_marks:
            if label not in self.reading.notes:
                self.reading.findings.append(
                    kinds.NOTE.at(
                        place, f"脚注“{label}”没有内容", found=f"[^{label}]", expected=f"[^{label}]: …"
                    )
                )
            elif label in seen:
                self.reading.findings.append(
                    kinds.NOTE.at(place, f"脚注“{label}”引用了两次", found=f"[^{label}]")
                )
            seen.add(label)
        for label, place in self.note_places.items():
            if not uses[label]:
                self.reading.findings.append(
                    kinds.NOTE.at(place, f"脚注“{label}”没有被引用", found=f"[^{label}]:")
                )

    # --- inline -------------------------------------------------------------------------------------------------

    def inlines(self, token: Token, column_from: int = 0) -> tuple[Inline, ...]:
        """The inline content of a token."""
        why = too_complex(token.content)
        if why:
            self.report(kinds.TOO_LARGE, self.at_line(token), why)
            return (Text(token.content.replace("\n", " ")),)
        children = inline_tokens(token.content, self.environment)
        return _Inlines(self, Places(token, self.lines, column_from), children, token.content).read()


class _Inlines:
    """Walks the inline tokens of one block."""

    def __init__(self, reader: _Reader, places: Places, tokens: list[Token], content: str) -> None:
        self.reader, self.places, self.tokens, self.content = reader, places, tokens, content
        self.position = 0

    def read(self) -> tuple[Inline, ...]:
        content = self.until("")
        for offset, message, found, kind in misread(self.tokens, self.content):
            self.report(kind, offset, message, found=found)
        return content

    def report(
        self, kind: Kind, offset: int, message: str, *, found: str = "", expected: str = "", hint: str = ""
    ) -> None:
        """Add a finding at an offset of the content."""
        self.reader.report(kind, self.places.of(offset), message, found=found, expected=expected, hint=hint)

    def until(self, end: str) -> tuple[Inline, ...]:
        """The inlines up to the token of type `end`, which is consumed; neighbouring texts are one."""
        found: list[Inline] = []
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.type == end:
                break
            inline = self.inline(token)
            if isinstance(inline, Text) and found and isinstance(found[-1], Text):
                found[-1] = Text(found[-1].text + inline.text)
            elif inline is not None and inline != Text(""):
                found.append(inline)
        return tuple(found)

    def inline(self, token: Token) -> Inline | None:
        """The inline that a token opens."""
        match token.type:
            case "text" | "text_special":
                return self.text(token)
            case "softbreak":
                return SoftBreak()
            case "hardbreak":
                return HardBreak()
            case "code_inline":
                return Code(token.content.strip()) if token.content.strip() else None
            case "strong_open" | "em_open":
                strong = token.type == "strong_open"
                return Emphasis(strong, self.until("strong_close" if strong else "em_close"))
            case "link_open":
                return self.link(token)
            case "image":
                self.image(token)
                return None
            case "formula" | "note_mark":
                return self.formula(token) if token.type == "formula" else self.note_mark(token)
            case "html_inline":
                self.report(kinds.RAW_HTML, token.meta["at"], "正文里不能写 HTML", found=short(token.content))
                return Text(token.content)
            case _:
                return None

    def text(self, token: Token) -> Text:
        for mark in MARK.finditer(token.content):
            if number_of(mark) in self.reader.tables:
                self.reader.report_inline_table(number_of(mark))
        return Text(token.content)

    def note_mark(self, token: Token) -> NoteMark:
        place = Place(self.reader.file, *self.places.of(token.meta["at"]))
        self.reader.note_marks.append((token.meta["label"], place))
        return NoteMark(token.meta["label"])

    def formula(self, token: Token) -> Formula | Text:
        """A formula, or what was typed where it is none."""
        at, tex = token.meta["at"] + len(token.markup), token.content
        alone = token.markup == "$$"
        mark = MARK.search(tex)
        if mark:
            self.report(kinds.FORMULA, at + mark.start(), "公式里不能有占位符", found=short(tex))
            return Text(tex)
        if alone and self.tokens != [token]:
            self.report(kinds.FORMULA, token.meta["at"], "$$ 写的公式没有独占一段", found=short(tex))
        try:
            return Formula(read_formula(tex), alone)
        except FormulaError as fault:
            self.report(kinds.FORMULA, at + fault.at, fault.message, found=short(tex))
        return Text(tex)

    def link(self, token: Token) -> Link:
        target, at = str(token.attrGet("href") or ""), token.meta["at"]
        line, column = self.places.of(at)
        why = broken_target(target)
        if why:
            self.report(kinds.BAD_LINK, at, why, found=short(target))
            target = ""
        elif token.attrGet("title"):
            self.report(
                kinds.UNSUPPORTED, at, "链接后面的提示文字印不出来", found=short(str(token.attrGet("title"))),
                hint="删去提示文字，需要的话写进正文。",
            )  # fmt: skip
        return Link(target, self.until("link_close"), line, column)

    def image(self, token: Token) -> None:
        """An image inside a text: only one that stands alone can be set, numbered and read out in every output."""
        source, at = str(token.attrGet("src") or ""), token.meta["at"]
        why = _broken_image(source, _alternative(token)) or "图片没有独占一段"
        self.reader.report_image(self.places.of(at), why, source)


def _alternative(token: Token) -> str:
    """The text alternative of an image."""
    return re.sub(r"\s+", " ", "".join(child.content for child in token.children or ())).strip()


def _broken_image(source: str, alternative: str) -> str | None:
    """Why an image cannot be shown; None when it can, as far as its mark tells."""
    return broken_target(source, image=True) or (None if alternative else "图片没有替代文字")
