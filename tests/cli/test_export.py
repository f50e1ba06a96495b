"""`export`: one project as one file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pypdf
import pytest

from generator.workspace import Workspace
from tests.cli.test_commands import break_yaml, run

PROJECT = "2024/beng-zhan"


def exported(workspace: Workspace, form: str) -> Path:
    done = run(workspace, "export", PROJECT, "--format", form)
    assert done.returncode == 0, done.stderr
    assert f"已导出 beng-zhan.{form}" in done.stdout
    return workspace.root / f"beng-zhan.{form}"


def test_every_format_is_written_beside_the_caller(workspace: Workspace) -> None:
    assert "97.00" in "".join(p.extract_text() for p in pypdf.PdfReader(exported(workspace, "pdf")).pages)
    for form in ("docx", "xlsx"):
        assert zipfile.is_zipfile(exported(workspace, form))
    assert (
        json.loads(exported(workspace, "json").read_text(encoding="utf-8"))["name"] == "城区排水泵站监测平台"
    )
    page = exported(workspace, "html").read_text(encoding="utf-8")
    assert "97.00" in page
    assert "不得对外发布" not in page
    assert not workspace.site.exists()


def test_a_file_of_ones_choice(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "报告.html"
    assert run(workspace, "export", PROJECT, "--format", "html", "--out", str(out)).returncode == 0
    assert "城区排水泵站监测平台" in out.read_text(encoding="utf-8")
    lost = run(workspace, "export", PROJECT, "--format", "html", "--out", str(tmp_path / "无" / "a.html"))
    assert lost.returncode == 2
    assert "写不出" in lost.stderr


@pytest.mark.parametrize(
    ("status", "words"),
    [("草稿", "内部预览，当前状态：草稿，不得对外发布。"), ("征求意见", "本稿仅供征求意见，不得对外发布。")],
)
def test_what_is_not_published_says_so(workspace: Workspace, status: str, words: str) -> None:
    break_yaml(workspace, "状态: 已公开", f"状态: {status}")
    assert words in exported(workspace, "html").read_text(encoding="utf-8")


def test_errors_stop_the_export(workspace: Workspace) -> None:
    break_yaml(workspace, "权重: 20", "权重: 二十")
    done = run(workspace, "export", PROJECT)
    assert done.returncode == 1
    assert "project.yml:" in done.stderr
    assert not (workspace.root / "beng-zhan.pdf").exists()


def test_a_project_that_does_not_exist_is_wrong_usage(workspace: Workspace) -> None:
    done = run(workspace, "export", "2024/beng-zan")
    assert done.returncode == 2
    assert "是不是“2024/beng-zhan”" in done.stderr
