r"""Formulas: a small, safe part of TeX's mathematics, read into the elements of MathML.

Letters, numbers, Chinese words, operators, `\frac`, `\sqrt`, scripts, `\left … \right`, `\overline`, `\text`, `cases`,
and the commands of `SYMBOLS`. Nothing in a formula can define, load or draw anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

MAX_LENGTH = 500
MAX_DEPTH = 12

SYMBOLS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("le", "leq"), ("mo", "≤")), **dict.fromkeys(("ge", "geq"), ("mo", "≥")),
    **dict.fromkeys(("ne", "neq"), ("mo", "≠")), **dict.fromkeys(("to", "rightarrow"), ("mo", "→")),
    "times": ("mo", "×"), "div": ("mo", "÷"), "cdot": ("mo", "·"), "pm": ("mo", "±"), "approx": ("mo", "≈"),
    "lt": ("mo", "<"), "gt": ("mo", ">"), "sum": ("mo", "∑"), "prod": ("mo", "∏"), "in": ("mo", "∈"),
    "cdots": ("mo", "⋯"), "ldots": ("mo", "…"), "infty": ("mi", "∞"), "%": ("mo", "%"),
    "{": ("mo", "{"), "}": ("mo", "}"), "quad": ("mtext", "\u3000"),
    **{name: ("mi", name) for name in ("max", "min", "ln", "lg", "log", "exp")},
    **{
        name: ("mi", letter)
        for name, letter in zip(
            ["alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "mu", "pi", "rho", "sigma", "tau", "varphi", "omega", "Delta", "Sigma", "Omega"],
            "αβγδεθλμπρστφωΔΣΩ", strict=True,
        )
    },
}  # fmt: skip
"""Element and text of every command that takes nothing."""

_OPERATORS = {**{sign: sign for sign in "+=<>()[]|,;:!/%×÷≤≥≠≈±·∑"}, "-": "−"}
_LIMITS = frozenset(("∑", "∏", "max", "min"))
"""What has its scripts above and below."""
_TOKEN = re.compile(
    r"(?P<space>\s+|\\[,;! ])|\\(?P<command>[A-Za-z]+|\\|[%{}])|(?P<number>\d+(?:\.\d+)?)|(?P<letter>[A-Za-z])"
    r"|(?P<words>[\u3001-\u3011\u3014-\u301b\u4e00-\u9fff\u3400-\u4dbf\uff01-\uff5e“”]+)|(?P<sign>.)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """An element of MathML: a text, or other elements."""

    tag: str
    inner: str | tuple[Part, ...]


class FormulaError(Exception):
    """A formula that cannot be read: what is wrong, in Chinese, and at which character."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.message, self.at = message, at


def read_formula(tex: str) -> tuple[Part, ...]:
    """The elements of a formula; `tex` is what stands between the dollar signs. Raises `FormulaError`."""
    if len(tex) > MAX_LENGTH:
        raise FormulaError(f"公式有{len(tex)}个字符，最多{MAX_LENGTH}个", 0)
    reader = _Reader(tex)
    parts = reader.row()
    if not reader.ended:
        raise FormulaError(f"公式里多了“{reader.shown}”", reader.at)
    if not parts:
        raise FormulaError("公式是空的", 0)
    return parts


def formula_text(parts: tuple[Part, ...]) -> str:
    """A formula in one line, for whom no layout of formulas is to be had: `(a+b)/c`."""
    return "".join(map(_told, parts))


def _told(part: Part) -> str:
    if isinstance(part.inner, str):
        return part.inner
    match part.tag:
        case "mfrac":
            return "/".join(map(_grouped, part.inner))
        case "msqrt":
            return f"√({formula_text(part.inner)})"
        case "mroot":
            return f"{_grouped(part.inner[1])}√({_told(part.inner[0])})"
        case "msub" | "munder":
            return f"{_told(part.inner[0])}_{_grouped(part.inner[1])}"
        case "msup":
            return f"{_told(part.inner[0])}^{_grouped(part.inner[1])}"
        case "msubsup" | "munderover":
            base, below, above = part.inner
            return f"{_told(base)}_{_grouped(below)}^{_grouped(above)}"
        case "mtable":
            return "；".join(map(_told, part.inner))
        case "mtr":
            return "，".join(map(_told, part.inner))
    return formula_text(part.inner)


def _grouped(part: Part) -> str:
    """A part, in brackets where it is more than one thing."""
    text = _told(part)
    return text if isinstance(part.inner, str) or len(part.inner) == 1 else f"({text})"


class _Reader:
    """Reads the tokens from left to right."""

    def __init__(self, tex: str) -> None:
        self._tokens = [found for found in _TOKEN.finditer(tex) if found.lastgroup != "space"]
        self._end = len(tex)
        self._position = 0
        self._depth = 0

    @property
    def ended(self) -> bool:
        return self._position == len(self._tokens)

    @property
    def at(self) -> int:
        """Where the next token stands."""
        return self._end if self.ended else self._tokens[self._position].start()

    @property
    def shown(self) -> str:
        """The next token as it was typed; empty at the end."""
        return "" if self.ended else self._tokens[self._position][0]

    def _take(self) -> re.Match[str]:
        if self.ended:
            raise FormulaError("公式没有写完", self._end)
        self._position += 1
        return self._tokens[self._position - 1]

    def _expect(self, sign: str) -> None:
        if self.shown != sign:
            found = f"这里是“{self.shown}”" if self.shown else "公式到此为止"
            raise FormulaError(f"公式里这里应当是“{sign}”，{found}", self.at)
        self._position += 1

    # Rows ------------------------------------------------------------------------------------------------------

    def row(self, ends: tuple[str, ...] = ("}", "\\right", "\\\\", "&", "\\end")) -> tuple[Part, ...]:
        """Everything up to one of the ends, which is left."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError(f"公式套了{MAX_DEPTH}层以上", self.at)
        out: list[Part] = []
        while not self.ended and self.shown not in ends:
            out.append(self._scripted(self._atom()))
        self._depth -= 1
        return tuple(out)

    def _scripted(self, base: Part) -> Part:
        """A part with what stands below and above it."""
        scripts: dict[str, Part] = {}
        while self.shown in {"_", "^"}:
            at = self.at
            sign = self._take()[0]
            if sign in scripts:
                raise FormulaError("上标或下标写了两次，用 { } 分清", at)
            scripts[sign] = self._argument()
        if not scripts:
            return base
        kind = ("munder", "mover") if base.inner in _LIMITS else ("msub", "msup")
        below, above = scripts.get("_"), scripts.get("^")
        if below and above:
            return Part(kind[0] + ("over" if kind[0] == "munder" else "sup"), (base, below, above))
        return Part(kind[0], (base, below)) if below else Part("msup", (base, scripts["^"]))

    def _argument(self) -> Part:
        """What a command or a script applies to: a group in braces, or one thing."""
        if self.shown == "{":
            return self._group()
        if self.shown in {"", "}", "_", "^", "&", "\\\\", "\\right", "\\end"}:
            raise FormulaError("公式里这里少了内容，用 { } 写", self.at)
        return self._atom()

    def _group(self) -> Part:
        self._expect("{")
        inner = self.row()
        self._expect("}")
        return inner[0] if len(inner) == 1 else Part("mrow", inner)

    # Atoms -----------------------------------------------------------------------------------------------------

    def _atom(self) -> Part:
        if self.shown == "{":
            return self._group()
        at = self.at
        token = self._take()
        match token.lastgroup:
            case "number":
                return Part("mn", token[0])
            case "letter":
                return Part("mi", token[0])
            case "words":
                return Part("mtext", token[0])
            case "command":
                return self._command(token["command"], at)
        if token[0] not in _OPERATORS:
            raise FormulaError(f"公式里不能写“{token[0]}”", at)
        return Part("mo", _OPERATORS[token[0]])

    def _command(self, name: str, at: int) -> Part:
        if name in SYMBOLS:
            return Part(*SYMBOLS[name])
        commands: dict[str, Callable[[], Part]] = {
            **dict.fromkeys(("frac", "dfrac", "tfrac"), self._fraction),
            **dict.fromkeys(("text", "mathrm"), self._text),
            **dict.fromkeys(("overline", "bar"), self._overline),
            "sqrt": self._root, "left": self._fenced, "begin": self._cases,
        }  # fmt: skip
        if name not in commands:
            raise FormulaError(f"公式里不能用“\\{name}”", at)
        return commands[name]()

    def _fraction(self) -> Part:
        return Part("mfrac", (self._argument(), self._argument()))

    def _overline(self) -> Part:
        return Part("mover", (self._argument(), Part("mo", "¯")))

    def _root(self) -> Part:
        if self.shown != "[":
            return Part("msqrt", (self._argument(),))
        self._expect("[")
        index = self.row(("]", "}"))
        self._expect("]")
        return Part("mroot", (self._argument(), Part("mrow", index)))

    def _text(self) -> Part:
        """Words as they are, without spaces."""
        self._expect("{")
        words = ""
        while self.shown != "}":
            token = self._take()
            if token.lastgroup == "command":
                raise FormulaError(f"\\text{{…}} 里不能用“{token[0]}”", token.start())
            words += token[0]
        self._expect("}")
        return Part("mtext", words)

    def _fenced(self) -> Part:
        opening = self._fence()
        inner = self.row(("\\right", "}", "\\end"))
        self._expect("\\right")
        return Part("mrow", (*opening, *inner, *self._fence()))

    def _fence(self) -> tuple[Part, ...]:
        at = self.at
        token = self._take()
        sign = token[0].removeprefix("\\")
        if sign not in set("()[]{}|."):
            raise FormulaError("\\left 和 \\right 后面写 ( ) [ ] \\{ \\} | 或 .", at)
        return () if sign == "." else (Part("mo", sign),)

    def _cases(self) -> Part:
        r"""`\begin{cases} 值 & 条件 \\ … \end{cases}`."""
        self._environment()
        rows: list[Part] = []
        while self.shown != "\\end":
            cells = [self._cell()]
            while self.shown == "&":
                self._expect("&")
                cells.append(self._cell())
            rows.append(Part("mtr", tuple(cells)))
            if self.shown != "\\end":
                self._expect("\\\\")
        self._expect("\\end")
        self._environment()
        return Part("mrow", (Part("mo", "{"), Part("mtable", tuple(rows))))

    def _cell(self) -> Part:
        return Part("mtd", self.row(("&", "\\\\", "\\end", "}")))

    def _environment(self) -> None:
        at = self.at
        self._expect("{")
        name = ""
        while self.shown != "}":
            name += self._take()[0]
        self._expect("}")
        if name != "cases":
            raise FormulaError("公式里只能用 \\begin{cases} … \\end{cases}", at)
