"""Working copies for tests: a fixture site's content with the project's own templates and settings."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from generator.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("untimed", deadline=None)  # how long a machine takes is no property of the code
settings.load_profile("untimed")

REPOSITORY = Path(__file__).resolve().parent.parent
SITES = Path(__file__).parent / "sites"

MakeWorkspace = Callable[..., Workspace]


@pytest.fixture
def make_workspace(tmp_path: Path) -> MakeWorkspace:
    """Copy a fixture site, or the real content with `content`, into a fresh folder."""

    def make(site: str = "minimal", name: str = "工作 目录") -> Workspace:
        root = tmp_path / name
        source = REPOSITORY if site == "content" else SITES / site
        shutil.copytree(source / "content", root / "content")
        shutil.copy(REPOSITORY / "mkdocs.yml", root)
        shutil.copytree(REPOSITORY / "site_templates", root / "site_templates")
        return Workspace(root)

    return make


@pytest.fixture
def workspace(make_workspace: MakeWorkspace) -> Workspace:
    """The smallest complete site."""
    return make_workspace()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A running Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - its import costs a moment

    from tests.site.chromium import chromium, environment  # noqa: PLC0415

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
            env={**environment(tmp_path_factory.mktemp("fonts"))},
        )
        yield running
        running.close()
