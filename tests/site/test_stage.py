"""The staged tree holds exactly what it should, and what is right is not touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.site.stage import write_stage


def tree(folder: Path) -> dict[str, bytes]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def test_pages_and_assets_are_written(tmp_path: Path) -> None:
    write_stage(tmp_path / "stage", {"index.md": "总览\n", "a/b/index.md": "乙\n"}, {"a/b/b.pdf": b"%PDF"})
    assert tree(tmp_path / "stage") == {
        "index.md": "总览\n".encode(),
        "a/b/index.md": "乙\n".encode(),
        "a/b/b.pdf": b"%PDF",
    }


def test_what_is_stale_goes_with_its_empty_folders(tmp_path: Path) -> None:
    write_stage(tmp_path, {"index.md": "1", "2023/旧/index.md": "2"}, {"x.pdf": b"3"})
    write_stage(tmp_path, {"index.md": "1"})
    assert tree(tmp_path) == {"index.md": b"1"}
    assert [p.name for p in tmp_path.iterdir()] == ["index.md"]


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    write_stage(tmp_path, {"same.md": "1", "other.md": "2"})
    for path in tmp_path.iterdir():
        os.utime(path, (1, 1))
    write_stage(tmp_path, {"same.md": "1", "other.md": "3"})
    assert (tmp_path / "same.md").stat().st_mtime == 1
    assert (tmp_path / "other.md").stat().st_mtime > 1


def test_a_file_may_become_a_folder_and_back(tmp_path: Path) -> None:
    write_stage(tmp_path, {"a": "1"})
    write_stage(tmp_path, {"a/b": "2"})
    write_stage(tmp_path, {"a": "3"})
    assert tree(tmp_path) == {"a": b"3"}


def test_links_are_removed_and_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "keep.md").write_text("1", "utf-8")
    stage = tmp_path / "stage"
    stage.mkdir()
    (stage / "folder").symlink_to(outside)
    (stage / "page.md").symlink_to(outside / "keep.md")
    write_stage(stage, {"page.md": "2", "folder/keep.md": "3"})
    assert (outside / "keep.md").read_text("utf-8") == "1"
    assert tree(stage) == {"page.md": b"2", "folder/keep.md": b"3"}
    assert not (stage / "folder").is_symlink()


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", "a//b", "./a", "a\\b", ""])
def test_paths_that_lead_elsewhere_are_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        write_stage(tmp_path, {path: "1"})


def test_a_path_stands_once(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="both"):
        write_stage(tmp_path, {"a.md": "1"}, {"a.md": b"2"})
