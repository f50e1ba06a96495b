"""What the rendered files of a project are kept under, and how they are packed."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.renditions import Renditions, Source, source_key
from generator.evaluate import evaluate
from generator.load import load
from generator.workspace import Workspace
from tests.conftest import REPOSITORY, SITES

KEYS = """
import sys
from pathlib import Path
from tests.build.test_renditions import sources
from generator.build.renditions import source_key
print(*(source_key(source, "tools") for source in sources(Path(sys.argv[1]))))
"""


def sources(root: Path) -> list[Source]:
    result = evaluate(load(Workspace(root)))
    return [Source(e, result.documents[e.id]) for e in result.evaluations]


def test_a_fresh_process_finds_what_another_kept() -> None:
    done = subprocess.run(
        [sys.executable, "-c", KEYS, str(REPOSITORY)],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    keys = [source_key(source, "tools") for source in sources(REPOSITORY)]
    assert done.stdout.split() == keys
    assert len(set(keys)) == len(keys) >= 5


@pytest.fixture
def source() -> Source:
    return sources(SITES / "minimal")[0]


def of_document(source: Source) -> Source:
    return dataclasses.replace(source, document=dataclasses.replace(source.document, draft=True))


def of_project(source: Source) -> Source:
    """What only the workbook and the data show."""
    project = source.evaluation.project
    funds = project.funds.model_copy(update={"note": "改"})
    project = project.model_copy(update={"funds": funds})
    return dataclasses.replace(source, evaluation=dataclasses.replace(source.evaluation, project=project))


@pytest.mark.parametrize("change", [of_document, of_project])
def test_whatever_changes_the_files_changes_the_key(
    source: Source, change: Callable[[Source], Source]
) -> None:
    assert source_key(change(source), "tools") != source_key(source, "tools")
    assert source_key(source, "other") != source_key(source, "tools")
    assert source_key(source, "tools") == source_key(source, "tools")


def test_files_are_packed_and_unpacked() -> None:
    files = Renditions(b"pdf", b"", b"xlsx" * 1000)
    assert Renditions.unpacked(files.packed()) == files
