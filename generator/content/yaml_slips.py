"""Slips of the pen within one line: full-width signs and missing spaces, found and mended.

`known` are the keys that content has. With it, only what concerns a known key is a slip: so a text is searched that
YAML reads without complaint. With None, whatever looks like a key counts: so a line is searched that YAML rejects.
"""

from __future__ import annotations

import re

from generator.content import yaml_kinds as kinds
from generator.content.yaml_lines import Edit, Slip, end_of, quoted, short, value_end

Keys = frozenset[str]

_KEYLIKE = r"[^\s:：，,。；;！？“”\"'{}\[\]｛｝［］#|>&*!%@`]{1,30}"
_LEAD = re.compile(
    r"(?P<space>[ \t\u3000\xa0]*)(?P<dashes>(?:[-－–—−﹣][ \t\u3000\xa0]+)*)(?P<tight>[-－−﹣](?=[^\s\d\-－—–−﹣]))?"
)
_COLON = re.compile(
    rf"(?P<key>{_KEYLIKE})[ \t\u3000]{{0,9}}(?P<colon>：[ \t\u3000\xa0]*|:(?![ \t]|$)[\u3000\xa0]*)"
)
_ANY_KEY = re.compile(rf"(?P<key>{_KEYLIKE})[ \t\u3000]{{0,9}}[：:]")
_SUSPECT = re.compile(r"：|:(?=[^ \t\n])")
_LEADING = " \t\u3000\xa0-－–—−﹣"
_SEPARATORS = re.compile(r"[{\[,，]")
_NEAR, _MOST, _MANY, _FAR = 60, 200, 2_000, 20_000
"""Bounds, so that no text takes long: characters around a sign, slips at once, suspects, columns of a line."""

_BLANKS = re.compile(r"[ \u3000]*")
_ITEM_END = re.compile(r"[,，}\]｝］]")
_SPACES = {"\t": "  ", "\u3000": "  ", "\xa0": " "}
_ASCII = {"［": "[", "｛": "{", "］": "]", "｝": "}"}
_SPECIAL = frozenset(">%@`*&!|=-?:,[]{}#")


def suspects(text: str, known: Keys) -> list[tuple[int, int]]:
    """Positions of colons that follow a known key but are no colons to YAML, wherever they stand."""
    found = []
    line = start = counted = 0
    for match in _SUSPECT.finditer(text) if known else ():
        at = match.start()
        near = max(start, at - _NEAR)
        prefix = text[text.rfind("\n", near, at) + 1 or near : at]
        if prefix.strip(_LEADING) in known or _SEPARATORS.split(prefix)[-1].strip() in known:
            line += text.count("\n", counted, at)
            start = text.rfind("\n", counted, at) + 1 or start
            counted = at
            found.append((line, at - start))
            if len(found) >= _MANY:
                break
    return found


def line_slips(number: int, line: str, known: Keys | None = None) -> list[Slip]:
    """Full-width and missing spaces, dashes and colons before, in and after the key that a line begins with."""
    lead = _LEAD.match(line)
    if lead is None:
        return []
    if known is not None:
        key = _ANY_KEY.match(line, lead.end())
        if not key or key["key"] not in known:
            return []
    return [*_space_slips(number, lead), *_dash_slips(number, lead), *_colon_slips(number, line, lead.end())]


def _space_slips(number: int, lead: re.Match[str]) -> list[Slip]:
    space = lead["space"]
    odd = [(column, ch) for column, ch in enumerate(space[:_MOST]) if ch in _SPACES]
    if not odd:
        return []
    column, ch = odd[0]
    edits = tuple(Edit(number, at, at + 1, _SPACES[sign]) for at, sign in odd)
    found = short(lead.string.strip())
    if ch == "\t":
        return [Slip(kinds.TAB, number, column, "行首用了制表符（Tab），应当用空格缩进", found, edits=edits)]
    message = "行首用了全角空格（或不间断空格），应当用英文空格缩进"
    return [Slip(kinds.FULL_WIDTH, number, column, message, found, edits=edits)]


def _dash_slips(number: int, lead: re.Match[str]) -> list[Slip]:
    slips = []
    dashes, tight = lead["dashes"], lead["tight"]
    for match in re.finditer(r"(\S)(\s+)", dashes):
        column = lead.start("dashes") + match.start()
        if match[1] != "-" or not match[2].isascii():
            slips.append(_dash_slip(number, column, Edit(number, column, column + len(match[0]), "- "), lead))
    if tight and (tight != "-" or not dashes):
        column = lead.start("tight")
        slips.append(_dash_slip(number, column, Edit(number, column, column + 1, "- "), lead))
    return slips


def _dash_slip(number: int, column: int, edit: Edit, lead: re.Match[str]) -> Slip:
    found = short(lead.string[column:].strip())
    if lead.string[column] == "-":
        return Slip(
            kinds.SPACE, number, column + 1, "列表的短横线后面缺一个英文空格", found, "- ", edits=(edit,)
        )
    message = f"列表项前面用了“{lead.string[column]}”，应当用英文短横线加空格"
    return Slip(kinds.FULL_WIDTH, number, column, message, found, "- ", edits=(edit,))


def _colon_slips(number: int, line: str, start: int) -> list[Slip]:
    match = _COLON.match(line, start)
    if not match or match["key"].isdigit() or line.startswith("//", match.end()):
        return []
    return [_colon_slip(number, line, match)]


def _colon_slip(number: int, line: str, match: re.Match[str], *, flow: bool = False) -> Slip:
    """A slip at the colon of a match, which has the groups `key` and `colon`; in `flow` only its item is shown."""
    column, rest = match.start("colon"), line[match.end() :].strip()
    edit = Edit(number, match.end("key"), match.end(), ": " if rest else ":")
    shown = line[match.start() : match.start() + _MOST]
    found = short(_ITEM_END.split(shown)[0] if flow else shown[: value_end(shown, 0)])
    if match["colon"].startswith("："):
        message = f"“{match['key']}”后面用了中文冒号“：”，应当用英文冒号加空格"
        return Slip(kinds.FULL_COLON, number, column, message, found, f"{match['key']}: ", edits=(edit,))
    message = f"“{match['key']}”的冒号后面缺一个英文空格"
    return Slip(kinds.SPACE, number, column + 1, message, found, f"{match['key']}: ", edits=(edit,))


def flow_slips(
    number: int, line: str, start: int, end: int, known: Keys | None = None, *, keyed: bool = True
) -> list[Slip]:
    """Full-width brackets, commas, colons and quotes within brackets, between two columns of a line.

    `keyed` says that a key may stand at the start.
    """
    scan = _FlowScan(number, line, end, known, keyed=keyed)
    scan.run(start)
    return scan.slips


class _FlowScan:
    """Goes through what stands in brackets, sign by sign; knows where the present item or value began."""

    def __init__(self, number: int, line: str, end: int, known: Keys | None, *, keyed: bool) -> None:
        self.number, self.line, self.known = number, line, known
        self.end = min(end, _FAR)
        self.keyed = keyed
        self.token = 0
        self.fresh = True
        self.open: list[str] = []
        self.slips: list[Slip] = []

    def run(self, start: int) -> None:
        column = self.token = start
        while column < self.end and len(self.slips) < _MOST:
            ch = self.line[column]
            if ch == "#" and self.line[column - 1 : column] in (" ", "\t"):
                return
            if self.fresh and ch in "\"'":
                column = max(self.line.find(ch, column + 1, self.end), column)
            else:
                self._sign(column, ch)
            self.fresh = self.token > column or (self.fresh and ch.isspace())
            column += 1

    def _sign(self, column: int, ch: str) -> None:
        if self.fresh and ch in "“‘" and self.known is None:
            self._quotes(column)
        elif ch in "[{［｛":
            self._opening(column, ch)
        elif ch in "]}］｝":
            self._closing(column, ch)
        elif ch in ",，:：":
            self._separator(column, ch)

    @property
    def _listed(self) -> bool:
        """Whether the innermost bracket is that of a list."""
        return bool(self.open) and self.open[-1] in ("[", "［")

    def _slip(self, column: int, message: str, text: str, length: int = 1) -> None:
        found = short(self.line[column : min(self.end, column + 20)])
        edit = Edit(self.number, column, column + length, text)
        self.slips.append(Slip(kinds.FULL_WIDTH, self.number, column, message, found, text, edits=(edit,)))

    def _start(self, column: int, *, keyed: bool) -> None:
        self.token, self.keyed = column, keyed

    def _opening(self, column: int, ch: str) -> None:
        if not self.fresh:
            self.open.append("")
            return
        if ch in _ASCII and self.known is None:
            self._slip(column, f"用了全角括号“{ch}”，应当用英文括号“{_ASCII[ch]}”", _ASCII[ch])
        self.open.append(ch)
        self._start(column + 1, keyed=_ASCII.get(ch, ch) == "{")

    def _closing(self, column: int, ch: str) -> None:
        text = self.open and not self.open.pop()
        if not text:
            if ch in _ASCII and self.known is None:
                self._slip(column, f"用了全角括号“{ch}”，应当用英文括号“{_ASCII[ch]}”", _ASCII[ch])
            self._start(column + 1, keyed=False)

    def _separator(self, column: int, ch: str) -> None:
        if ch == ",":
            self._start(column + 1, keyed=True)
        elif ch == "，":
            self._comma(column)
        elif self.keyed and column - self.token < _NEAR:
            self._colon(column)

    def _comma(self, column: int) -> None:
        after = end_of(_BLANKS, self.line, column + 1)
        key = _ANY_KEY.match(self.line, after)
        if (self._listed and self.known is None) or (
            key and (self.known is None or key["key"] in self.known)
        ):
            self._slip(column, "括号里用了中文逗号“，”隔开各项，应当用英文逗号加空格", ", ", after - column)
            self._start(after, keyed=True)

    def _colon(self, column: int) -> None:
        key = self.line[self.token : column].lstrip()
        match = _COLON.match(self.line, column - len(key), self.end)
        fits = match and (not self._listed if self.known is None else match["key"] in self.known)
        if match and fits and match.start("colon") == column:
            self.slips.append(_colon_slip(self.number, self.line, match, flow=True))
            self._start(match.end(), keyed=False)
        elif self.line[column] == ":" and self.line[column + 1 : column + 2] in ("", " ", "\t"):
            self._start(column + 1, keyed=False)

    def _quotes(self, column: int) -> None:
        """Chinese quotes around an item, which do not protect the signs in it."""
        close = self.line.find(
            "”" if self.line[column] == "“" else "’", column, min(self.end, column + _MOST)
        )
        if close < 0:
            return
        inner = self.line[column + 1 : close]
        after = self.line[close + 1 : min(self.end, close + _NEAR)].lstrip()[:1]
        if (after == "" or after in ",，]}］｝") and (set(inner) & _SPECIAL or "，" in inner):
            self._slip(column, "值用了中文引号，应当用英文引号", quoted(inner), len(inner) + 2)
            self.token = close + 1
