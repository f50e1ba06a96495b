"""Charts as SVG: bars with their figures written out, so that nothing is told by colour alone.

A drawing holds no style, no script and no address; its lengths across are percentages and all others are em. So on a
page it is as wide as its place while its letters keep their size; on paper it has the size that it states. Its text
has the colour of the text around it. Same bars, same bytes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from generator.report.text import tidy
from generator.scoring.numbers import plain, to_decimal

WIDTH = 36
"""The width of a drawing on paper, in em."""

FONT_SIZE = 12
"""The size of its letters on paper, in points."""

LONGEST_NAME = 12
"""A longer name is cut in the drawing; the description has it whole."""

_LINE, _BAR, _GAP = Fraction(14, 10), Fraction(8, 10), Fraction(8, 10)
"""Heights in em: of a line of text, of a bar, of the space after it."""

_COLUMN = Fraction(48, 10)
"""The width of the column of values at the right end, where something stands left of it; in em."""

_DROP = Fraction(15, 100)
"""Room between a bar and the note below it, in em."""

_EDGE = Fraction(2, 10)
"""Room below the last bar, in em."""

_RISE = Fraction(35, 100)
"""From the base line of a text to the lower end of its line, in em."""

_BLUE, _GREY, _PAPER = "#2a6f92", "#7b8a95", "#fff"
"""Colours of bars and lines, which stand out from white and from black, and of paper. A page may set its own."""


class Fill(StrEnum):
    """How a bar is filled: planned figures are hatched, what came about is solid."""

    SOLID = "chart__part"
    HATCHED = "chart__plan"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `share` is its part of the full length, None when it is not known.

    `value` stands above its right end, `detail` left of that, `note` below the bar; `mark` is where a second figure
    would end.
    """

    name: str
    share: Fraction | None
    value: str
    detail: str = ""
    note: str = ""
    mark: Fraction | None = None
    fill: Fill = Fill.SOLID


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: its identifier (of an HTML element), the texts for those who cannot see it, and the bars.

    With `tracks` every bar lies on a track of the full length. `total` says that the last bar is the sum of the others.
    """

    id: str
    title: str
    description: str
    bars: tuple[Bar, ...]
    tracks: bool = False
    total: bool = False


def svg(drawing: Drawing) -> str:
    """The drawing as one SVG element, of a stated size."""
    parts: list[str] = []
    top = Fraction(0)
    for number, bar in enumerate(drawing.bars, 1):
        if drawing.total and number == len(drawing.bars):
            parts.append(_rule(top))
            top += _GAP
        parts += _bar(bar, top, drawing)
        top += _height(bar) + _GAP
    height = top - _GAP + _EDGE
    return "\n".join([_opening(drawing, height), *_texts(drawing), *_patterns(drawing), *parts, "</svg>"])


def inline(drawing: str) -> str:
    """An SVG of `svg` as a page takes it in: as wide as its place."""
    return drawing.replace(f' width="{WIDTH}em"', ' width="100%"', 1)


def with_fonts(drawing: str, families: Sequence[str]) -> str:
    """An SVG of `svg` whose letters are of the first of some font families that has them."""
    names = html.escape(", ".join(f"'{name}'" for name in families))
    return drawing.replace("<svg ", f'<svg font-family="{names}" ', 1)


def alternative(drawing: str) -> str:
    """What an SVG of `svg` shows, in words: its title and description."""
    found = (re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", drawing, re.DOTALL) for tag in ("title", "desc"))
    return "。".join(html.unescape(text[1]).rstrip("。") for text in found if text) + "。"


# Parts ---------------------------------------------------------------------------------------------------------


def _opening(drawing: Drawing, height: Fraction) -> str:
    name = _escaped(drawing.id)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}em" height="{_em(height)}" '
        f'font-size="{FONT_SIZE}" fill="currentColor" role="img" aria-labelledby="{name}-title {name}-desc">'
    )


def _texts(drawing: Drawing) -> Iterator[str]:
    name = _escaped(drawing.id)
    yield f'<title id="{name}-title">{_escaped(drawing.title)}</title>'
    yield f'<desc id="{name}-desc">{_escaped(drawing.description)}</desc>'


def _patterns(drawing: Drawing) -> Iterator[str]:
    """The hatching of bars, where there is any; its lines have the colour of bars."""
    if any(bar.fill is Fill.HATCHED for bar in drawing.bars):
        yield (
            f'<defs><pattern id="{_escaped(drawing.id)}-plan" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<path class="chart__line" d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="{_BLUE}" stroke-width="1.2"/>'
            f"</pattern></defs>"
        )


def _height(bar: Bar) -> Fraction:
    return _LINE + _BAR + (_DROP + _LINE if bar.note else 0)


def _bar(bar: Bar, top: Fraction, drawing: Drawing) -> Iterator[str]:
    """A line with name and value, the bar below it, its note below that."""
    name = tidy(bar.name)
    shown = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    yield _text("0", top + _LINE, shown)
    yield _text("100%", top + _LINE, bar.value, ' text-anchor="end"')
    if bar.detail:
        yield _text("100%", top + _LINE, bar.detail, f' dx="-{_em(_COLUMN)}" text-anchor="end"')
    across = top + _LINE
    if drawing.tracks or bar.share is None:
        dashes = ' stroke-dasharray="3 3"' if bar.share is None else ""
        yield f'<rect class="chart__track" {_box("100%", across)} fill="none" stroke="{_GREY}"{dashes}/>'
    if bar.share:
        yield f'<rect class="{bar.fill}" {_box(_percent(bar.share), across)} {_paint(bar.fill, drawing.id)}/>'
    if bar.mark is not None:
        yield from _mark(bar.mark, across)
    if bar.note:
        yield _text("0", across + _BAR + _DROP + _LINE, bar.note)


def _mark(share: Fraction, top: Fraction) -> Iterator[str]:
    """A line across a bar, set off from it."""
    over = Fraction(15, 100)
    for kind, colour, width in (("gap", _PAPER, 5), ("mark", "currentColor", 2)):
        yield (
            f'<line class="chart__{kind}" x1="{_percent(share)}" x2="{_percent(share)}" y1="{_em(top - over)}" '
            f'y2="{_em(top + _BAR + over)}" stroke="{colour}" stroke-width="{width}"/>'
        )


def _paint(fill: Fill, identifier: str) -> str:
    if fill is Fill.SOLID:
        return f'fill="{_BLUE}"'
    return f'fill="url(#{_escaped(identifier)}-plan)" stroke="{_BLUE}"'


def _box(width: str, top: Fraction) -> str:
    return f'x="0" y="{_em(top)}" width="{width}" height="{_em(_BAR)}"'


def _rule(top: Fraction) -> str:
    return f'<line class="chart__rule" x1="0" x2="100%" y1="{_em(top)}" y2="{_em(top)}" stroke="{_GREY}"/>'


def _text(x: str, bottom: Fraction, text: str, more: str = "") -> str:
    return f'<text x="{x}" y="{_em(bottom - _RISE)}"{more}>{_escaped(text)}</text>'


# Figures -------------------------------------------------------------------------------------------------------


def _percent(share: Fraction) -> str:
    """A length across, from nothing to the full length."""
    return f"{_short(min(Fraction(1), max(Fraction(0), share)) * 100)}%"


def _em(length: Fraction) -> str:
    return f"{_short(length)}em"


def _short(value: Fraction) -> str:
    """A number of at most two decimals, without zeros at its end."""
    text = plain(to_decimal(value, 2))
    return text.rstrip("0").rstrip(".") if "." in text else text


def _escaped(text: str) -> str:
    return html.escape(tidy(text))


def sentences(parts: Iterable[str]) -> str:
    """A description: what each bar says, one after the other."""
    return "；".join(tidy(part) for part in parts) + "。"
