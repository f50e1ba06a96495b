"""Old addresses lead on to the page of today, and stand in no list."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.build.site_build import Options, Outcome, build
from generator.evaluate import evaluate
from generator.load import load
from generator.workspace import Workspace

PROJECT = "content/projects/2024/beng-zhan/project.yml"


def declare(workspace: Workspace, former: str) -> None:
    path = workspace.root / PROJECT
    path.write_text(path.read_text(encoding="utf-8") + f"\n曾用地址: {former}\n", encoding="utf-8")


def test_an_old_address_leads_to_the_page_of_today(workspace: Workspace) -> None:
    declare(workspace, "[2023/beng-zhan, 2023/旧 名]")
    assert build(workspace, Options(pdf=False)).outcome is Outcome.BUILT
    for former in ("2023/beng-zhan", "2023/旧 名"):
        folder = workspace.site / "projects" / former
        page = (folder / "index.html").read_text(encoding="utf-8")
        target = "../../../projects/2024/beng-zhan/index.html"
        assert f'content="0; url={target}"' in page
        assert f'href="{target}"' in page
        assert Path(os.path.normpath(folder / target)).is_file()
    for name in ("sitemap/index.html", "projects/index.html"):
        assert "2023/" not in (workspace.site / name).read_text(encoding="utf-8").replace("2023年", "")


@pytest.mark.parametrize(
    "former", ["projects/2023/a", "2023/../../x", "/2023/a", "2023", "2023/.git", "2024/beng-zhan"]
)
def test_an_address_that_is_none_or_is_taken_is_a_fault(workspace: Workspace, former: str) -> None:
    declare(workspace, f'["{former}"]')
    assert "P505" in {f.code for f in evaluate(load(workspace)).findings}
