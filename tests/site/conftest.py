"""A built site that tests look at: sample projects, and the real content as far as it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import synthetic
from generator.build.site_build import Options, Outcome, build
from generator.site import engine
from generator.site.licences import licences
from generator.site.pages import row_of, shared_assets, site_pages
from generator.site.stage import write_stage
from generator.site.theme import theme_assets
from tests.conftest import REPOSITORY
from tests.site.chromium import served
from tests.site.samples import entry, real_content, real_entries, real_site

CONFIG = REPOSITORY / "mkdocs.yml"


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A staged tree with the real projects, and one whose name is full of what could go wrong."""
    folder = tmp_path_factory.mktemp("stage")
    odd = entry("2019/泵站 100%", 名称="<b>泵站</b> & “监测” *平台* {{ 1 }}", notice="转录 <示例>")
    content, entries = real_content(), [*real_entries(), odd]
    pages = site_pages(
        real_site(), entries, preview=False, register=content.register, rule_sets=content.rule_sets
    )
    assets = shared_assets(real_site(), [row_of(e) for e in entries], content.register)
    write_stage(folder, pages, {**licences(), **theme_assets(), **assets})
    return folder


@pytest.fixture(scope="session")
def built(stage: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the staged tree."""
    out = tmp_path_factory.mktemp("site")
    engine.build(CONFIG, out, stage)
    return out


@pytest.fixture(scope="session")
def origin(built: Path) -> Iterator[str]:
    """Where the site is served under a strict policy, with a slash at its end."""
    with served(built) as address:
        yield address


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole output of a build, without PDFs: synthetic projects, one of them withdrawn."""
    workspace = synthetic.write(tmp_path_factory.mktemp("synthetic") / "工作 目录", 50)
    made = build(workspace, Options(pdf=False))
    assert made.outcome is Outcome.BUILT, made.findings
    return made.folder


@pytest.fixture(scope="session")
def published_origin(published: Path) -> Iterator[str]:
    """Where that output is served under a strict policy, with a slash at its end."""
    with served(published) as address:
        yield address
