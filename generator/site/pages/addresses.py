"""The addresses of pages over several projects: stable, safe in any file system, readable where the name allows it."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from generator.model.base import UNSTATED
from generator.model.register import Organisation, Register
from generator.site.pages.rows import IndicatorRow, Row

_PLAIN = re.compile("[0-9a-z\u4e00-\u9fff-]{1,40}")
_OTHER = re.compile("[^0-9a-z\u4e00-\u9fff]+")
_ID = re.compile("[a-z0-9-]+")

Occurrence = tuple[Row, IndicatorRow]


def slug(name: str) -> str:
    """A name as a folder: itself where it is plain, else what is plain of it with a short hash of the whole."""
    if _PLAIN.fullmatch(name):
        return name
    rest = _OTHER.sub("-", name.casefold()).strip("-")[:30]
    return f"{rest}-{hashlib.sha256(name.encode()).hexdigest()[:6]}".lstrip("-")


class Addresses:
    """Which pages over several projects there are, and where, from the root of the site."""

    def __init__(self, rows: Sequence[Row], register: Register | None) -> None:
        """`rows` are those of all published projects; `register` gives organisations their ids."""
        self.years = sorted({row.year for row in rows}, reverse=True)
        self._departments = {name: slug(name) for name in {r.department for r in rows} - {str(UNSTATED)}}
        for organisation in register.organisations if register else ():
            if organisation.full_name in self._departments and _ID.fullmatch(organisation.id):
                self._departments[organisation.full_name] = organisation.id
        self.departments = sorted(self._departments)
        self.indicators = shared_indicators(rows)

    def year(self, year: int) -> str:
        """The address of the page of a year."""
        return f"years/{year}/index.html"

    def department(self, name: str) -> str:
        """The address of the page of a department; empty for 未载明."""
        folder = self._departments.get(name)
        return f"departments/{quote(folder)}/index.html" if folder else ""

    def indicator(self, name: str) -> str:
        """The address of the page of a 三级指标; empty where it has none."""
        return indicator_address(name) if name in self.indicators else ""


def occurrences_of(rows: Iterable[Row]) -> dict[str, list[Occurrence]]:
    """Every 三级指标 of some projects with all its occurrences, by the name under which it is compared."""
    found: dict[str, list[Occurrence]] = defaultdict(list)
    for row in rows:
        for indicator in row.indicators:
            found[indicator.group].append((row, indicator))
    return found


def shared_indicators(rows: Iterable[Row]) -> dict[str, list[Occurrence]]:
    """Those that get a page: common indicators of a rule set, and what at least two projects have.

    Others get none: there would be as many as projects have indicators of their own, each with one line that the page of
    the project says better. One project over its years is what the comparison shows. The page of a project links to the
    common ones: whether they have a page depends on no other project.
    """
    return {
        name: those
        for name, those in occurrences_of(rows).items()
        if any(i.common for _, i in those) or len({row.identity for row, _ in those}) > 1
    }


def indicator_address(name: str) -> str:
    """The address of the page of a 三级指标 that has one."""
    return f"indicators/{quote(slug(name))}/index.html"


def with_full_names(rows: Iterable[Row], register: Register | None) -> list[Row]:
    """The rows with every department under the name that the register has now."""
    names = _current_names(register.organisations if register else ())
    return [row.of_department(names.get(row.department, row.department)) for row in rows]


def _current_names(organisations: Iterable[Organisation]) -> dict[str, str]:
    return {
        name: organisation.full_name
        for organisation in organisations
        for name in (*organisation.former_names, *organisation.names)
    }
