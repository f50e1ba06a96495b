"""Numbers of cells as the office saw them: percentages, decimals and dates by their number format."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 22: "yyyy-mm-dd hh:mm"}
_DATES = {14, 15, 30, 31, 36, 50, 54, 58, *range(27, 30)}
_MONTHS = {17, 57, 55}
_NOT_MEANT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_PLACES = re.compile(r"\.([0#?]+)")
_LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Formats:
    """The number formats of a workbook: codes by id, ids by style, and whether days count from 1904."""

    codes: dict[int, str]
    styles: list[int]
    epoch_1904: bool = False

    def code(self, style: int) -> str:
        """The format of a style, empty for General."""
        number = self.styles[style] if 0 <= style < len(self.styles) else 0
        if number in self.codes:
            return self.codes[number]
        if number in _DATES:
            return "yyyy-mm-dd"
        return "yyyy-mm" if number in _MONTHS else _BUILT_IN.get(number, "")


def shown(value: str, code: str, epoch_1904: bool = False) -> str:  # noqa: FBT001, FBT002 - a property of the file
    """The stored number `value` as `code` shows it, without grouping; as it is where it is no number."""
    try:
        number = Decimal(f"{float(value):.15g}")
    except (ValueError, InvalidOperation, OverflowError):
        return value
    if not number.is_finite() or abs(number) > _LARGEST:
        return value
    first = _NOT_MEANT.sub("", code.split(";", maxsplit=1)[0])
    if re.search("[ymdhs]", first, re.IGNORECASE) and "General" not in first:
        return _date(number, first.lower(), epoch_1904=epoch_1904) or _plain(number)
    if "%" in first:
        return f"{_rounded(number * 100, first)}%"
    return _rounded(number, first)


def _rounded(number: Decimal, code: str) -> str:
    """As many decimals as the format has; all of them where it is General."""
    if not re.search("[0#?]", code):
        return _plain(number)
    found = _PLACES.search(code)
    places, least = (len(found[1]), found[1].count("0")) if found else (0, 0)
    with localcontext(prec=60):
        rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:f}"
    while "." in text and text.endswith("0") and len(text.partition(".")[2]) > least:
        text = text[:-1]
    return text.removesuffix(".")


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(number: Decimal, code: str, *, epoch_1904: bool) -> str:
    """The day (and, where the format has one, the time) a serial number stands for; empty where it is none."""
    start = datetime.datetime(1904, 1, 1) if epoch_1904 else datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - no zone
    try:
        moment = start + datetime.timedelta(minutes=round(float(number) * 1440))
    except OverflowError:
        return ""
    if "y" not in code:
        return ""
    if "h" in code:
        return f"{moment:%Y-%m-%d %H:%M}"
    return f"{moment:%Y-%m-%d}" if "d" in code else f"{moment:%Y-%m}"
