"""The program pandoc: the one that comes with its Python package, so that the same input gives the same bytes."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pypandoc

from generator.render.tree import Elements, walk

MARKDOWN = "commonmark+attributes+bracketed_spans+fenced_divs+pipe_tables+footnotes"
"""What of pandoc's Markdown we read: nothing that lets a text hold code (raw attributes, TeX, metadata).

Pandoc reads CommonMark in half the time that it takes for its own dialect.
"""

_TABLE = re.compile(r"^<table .*?^</table>$", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r"<table (\d+)>")


@cache
def _program() -> str:
    return str(next((Path(pypandoc.__file__).parent / "files").glob("pandoc*"), "pandoc"))


_ROOM = ("+RTS", "-A32m", "-RTS")
"""Room for a whole report before its memory is tidied up for the first time, which takes as long as reading it."""


def run_pandoc(*arguments: str, given: bytes) -> bytes:
    """What pandoc writes, in its sandbox, of what it is given. Raises `CalledProcessError`."""
    command = [_program(), *_ROOM, "--sandbox", *arguments]
    return subprocess.run(command, input=given, check=True, capture_output=True).stdout


def parsed(markdown: str) -> Elements:
    """The blocks of a Markdown text as pandoc reads them."""
    # The tables of the generator do not go through pandoc, which would take as long for them as for the rest.
    tables = _TABLE.findall(markdown)
    numbers = itertools.count()
    text = _TABLE.sub(lambda _: f"<table {next(numbers)}>", markdown)
    tree = json.loads(run_pandoc(f"--from={MARKDOWN}", "--to=json", given=text.encode()))
    for found in walk(tree["blocks"]):
        if found["t"] in {"RawBlock", "CodeBlock"}:
            found["c"][1] = _MARK.sub(lambda mark: _at(tables, int(mark[1]), mark[0]), found["c"][1])
    return tree["blocks"]  # type: ignore[no-any-return]


def _at(tables: list[str], number: int, otherwise: str) -> str:
    return tables[number] if number < len(tables) else otherwise
