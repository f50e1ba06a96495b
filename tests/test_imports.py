"""Imports go one way: what a package may know of, as the architecture draws it."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import REPOSITORY

BASE = {"findings", "workspace"}
ALLOWED: dict[str, set[str]] = {
    "findings": set(),
    "workspace": set(),
    "notation": set(),
    "content": BASE,
    "model": BASE | {"notation"},
    "load": BASE | {"content", "model"},
    "scoring": {"model", "notation"},
    "checks": BASE | {"content", "load", "model", "notation", "scoring"},
    "report": BASE | {"content", "model", "notation", "scoring"},
    "audit": BASE | {"notation", "render"},
    "evaluate": BASE | {"checks", "load", "model", "report", "scoring"},
    "opendata": {"evaluate", "findings", "model", "notation", "report", "scoring"},
    "render": {"content", "evaluate", "model", "report", "scoring"},
    "site": {"content", "evaluate", "model", "opendata", "report", "scoring"},
    "workbook": BASE | {"content", "load", "model", "notation", "scoring"},
    "publish": set(),
    "search": set(),
    "review": BASE | {"content", "evaluate", "load", "model", "report", "scoring"},
}
"""The rest (`build`, `cli`, `catalogue`) may import everything, and nothing else imports them."""


@pytest.mark.parametrize("room", ALLOWED)
def test_imports_go_one_way(room: str) -> None:
    folder = REPOSITORY / "generator"
    files = (
        [folder / f"{room}.py"] if (folder / f"{room}.py").exists() else sorted((folder / room).rglob("*.py"))
    )
    assert files
    wrong = {
        f"{path.relative_to(folder)} → {name}"
        for path in files
        for name in _rooms(path.read_text(encoding="utf-8"))
        if name != room and name not in ALLOWED[room]
    }
    assert wrong == set()


def _rooms(source: str) -> set[str]:
    """The rooms of the package that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "generator":
            parts = node.module.split(".")
            names |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {a.name.split(".")[1] for a in node.names if a.name.startswith("generator.")}
    return names
