"""The published real content, its pages' text as truth, and the search page in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import synthetic
from generator.build.site_build import Options, Outcome, build
from generator.workspace import Workspace
from tests.conftest import REPOSITORY
from tests.search.truth import Truth
from tests.site.chromium import served


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole output of a build of the real content, without PDFs."""
    root = tmp_path_factory.mktemp("real") / "工作 目录"
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copytree(REPOSITORY / "site_templates", root / "site_templates")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    made = build(Workspace(root), Options(pdf=False))
    assert made.outcome is Outcome.BUILT, made.findings
    return made.folder


@pytest.fixture(scope="session")
def real_origin(real: Path) -> Iterator[str]:
    """Where it is served under a strict policy, with a slash at its end."""
    with served(real) as address:
        yield address


@pytest.fixture(scope="session")
def real_truth(real: Path) -> Truth:
    """What its pages say."""
    return Truth.of(real)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole output of a build of synthetic projects, some of which are not public, without PDFs."""
    workspace = synthetic.write(tmp_path_factory.mktemp("synthetic") / "w", 50)
    made = build(workspace, Options(pdf=False))
    assert made.outcome is Outcome.BUILT, made.findings
    return made.folder


@pytest.fixture(scope="session")
def published_origin(published: Path) -> Iterator[str]:
    """Where that output is served under a strict policy, with a slash at its end."""
    with served(published) as address:
        yield address
