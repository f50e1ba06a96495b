"""Writes every data file in one pass over the records, so that memory does not grow with the number of projects.

The addresses of these files are a promise (see the data page): they are never changed.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from generator.opendata import feed as atom
from generator.opendata.bundle import write_bundle
from generator.opendata.csv_file import csv_head
from generator.opendata.data_package import Resource, data_package
from generator.opendata.json_schema import project_schema, projects_schema, schema_text
from generator.opendata.ledger import Ledger
from generator.opendata.piece import Piece
from generator.opendata.publisher import Publisher
from generator.opendata.read_me import LICENCE_FILE, README_FILE, licence, read_me
from generator.opendata.tables import PROJECTS, TABLES

FOLDER = "data"
LEDGER, JSON, PACKAGE, BUNDLE = "projects.xlsx", "projects.json", "datapackage.json", "all.zip"
PROJECT_SCHEMA, PROJECTS_SCHEMA = "project.schema.json", "projects.schema.json"

EXAMPLES_FROM = 20
"""From how many projects, the first, examples are taken."""

LONGEST_EXAMPLE = 40
"""Characters of an example in the data dictionary."""

_UNDATED = datetime.date(2000, 1, 1)
"""The date in the ledger's properties where none is declared: the format wants one."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file in the folder of data."""

    name: str
    title: str
    form: str
    meaning: str
    size: int
    """In bytes."""
    sha256: str
    rows: int | None = None


@dataclass(slots=True)
class OpenData:
    """What was written, and what pages, feed and sitemap need to know of it."""

    files: list[DataFile] = field(default_factory=list)
    examples: dict[tuple[str, str], str] = field(default_factory=dict)
    """An example from the data for every column that has one, by table and column."""
    years: set[int] = field(default_factory=set)
    projects: int = 0
    changed: dict[str, datetime.datetime] = field(default_factory=dict)
    """The declared date of the last publication or correction, by the id of the project."""
    feed: str | None = None

    @property
    def latest(self) -> datetime.datetime | None:
        """The last of these dates."""
        return max(self.changed.values(), default=None)


def write_data(folder: Path, publisher: Publisher, pieces: Iterable[Piece]) -> OpenData:
    """Write every data file into an empty or new folder.

    The pieces come in the order of the lists, those of withdrawn reports last; they are read once and not kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data, newest = OpenData(), atom.Newest()
    counts = _write_pieces(folder, publisher, pieces, data, newest)
    tables = [
        _described(folder, t.file, f"{t.title}（CSV）", "CSV", t.meaning, counts[t.name]) for t in TABLES
    ]
    resources = [Resource(t, f.size, f.sha256) for t, f in zip(TABLES, tables, strict=True)]
    _write(folder / PACKAGE, data_package(publisher, resources))
    _write(folder / PROJECT_SCHEMA, schema_text(project_schema()))
    _write(folder / PROJECTS_SCHEMA, schema_text(projects_schema()))
    others = [
        _described(folder, LEDGER, "台账（XLSX）", "XLSX", "每个项目一行，可直接打印", counts[PROJECTS.name]),
        _described(folder, JSON, "全部数据（JSON）", "JSON", "每个项目的全部公开数据，含计算步骤", counts[PROJECTS.name]),
        _described(folder, PACKAGE, "数据包说明", "JSON", "Frictionless Data Package：各表的列、类型、单位、主键和外键"),
        _described(folder, PROJECTS_SCHEMA, "全部数据的格式", "JSON Schema", f"{JSON} 的格式"),
        _described(folder, PROJECT_SCHEMA, "单个项目数据的格式", "JSON Schema", "各项目网页上 JSON 文件的格式"),
    ]  # fmt: skip
    texts = {
        README_FILE: read_me(publisher, ((f.name, f.title, f.meaning) for f in (*tables, *others))),
        LICENCE_FILE: licence(publisher),
    }
    write_bundle(folder / BUNDLE, texts, [folder / f.name for f in (*tables, *others)])
    bundle = _described(folder, BUNDLE, "全部文件（ZIP）", "ZIP", "以下所有文件，附说明和使用许可")
    data.files = [bundle, others[0], *tables, *others[1:]]
    data.feed = atom.feed(publisher, newest.items)
    return data


def _write_pieces(
    folder: Path, publisher: Publisher, pieces: Iterable[Piece], data: OpenData, newest: atom.Newest
) -> Counter[str]:
    """Everything that is written project by project. Returns the number of rows of each table."""
    counts: Counter[str] = Counter()
    with ExitStack() as open_files:

        def writing(name: str) -> TextIO:
            return open_files.enter_context((folder / name).open("w", encoding="utf-8", newline=""))

        tables = {t.name: writing(t.file) for t in TABLES}
        for table in TABLES:
            tables[table.name].write(csv_head(table))
        whole = writing(JSON)
        whole.write('{"projects": [')
        ledger = Ledger(folder / LEDGER, publisher, day=publisher.data_date or _UNDATED)
        for piece in pieces:
            for name, (count, lines) in piece.tables.items():
                tables[name].write(lines)
                counts[name] += count
            newest.add(piece.item)
            if not piece.withdrawn:
                whole.write((",\n" if data.projects else "\n") + piece.json.rstrip("\n"))
                ledger.add(piece.page, piece.ledger)
                _note(piece, data)
        whole.write("\n]}\n")
        ledger.close()
    return counts


def _note(piece: Piece, data: OpenData) -> None:
    data.projects += 1
    data.years.add(piece.year)
    if piece.changed:
        data.changed[piece.id] = piece.changed
    if data.projects <= EXAMPLES_FROM:
        _note_examples(json.loads(piece.json), data.examples)


def _note_examples(record: Mapping[str, Any], examples: dict[tuple[str, str], str]) -> None:
    """Take the first value of every column that has none yet."""
    for table in TABLES:
        missing = [c for c in table.shown if (table.name, c.name) not in examples]
        for row in table.rows(record) if missing else ():
            for column in missing:
                text = column.text(row)
                if text:
                    examples.setdefault((table.name, column.name), _shortened(text))


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1] + "…"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _described(
    folder: Path, name: str, title: str, form: str, meaning: str, rows: int | None = None
) -> DataFile:
    with (folder / name).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return DataFile(name, title, form, meaning, (folder / name).stat().st_size, digest, rows)
