"""Publication leaves either the old folder or the new one, whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish import swap


def folder(path: Path, text: str) -> Path:
    path.mkdir(parents=True)
    (path / "index.html").write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("exchange", [True, False])
def test_new_takes_the_place_of_old(tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    target = tmp_path / "site"
    swap.put_in_place(folder(tmp_path / "new1", "一"), target)
    assert (target / "index.html").read_text(encoding="utf-8") == "一"
    swap.put_in_place(folder(tmp_path / "new2", "二"), target)
    assert (target / "index.html").read_text(encoding="utf-8") == "二"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_an_interruption_between_the_two_renames_is_mended(tmp_path: Path) -> None:
    folder(tmp_path / ".site.old", "旧")
    swap.recover(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "旧"


def test_an_interruption_before_the_old_was_removed_is_mended(tmp_path: Path) -> None:
    folder(tmp_path / ".site.old", "旧")
    folder(tmp_path / "site", "新")
    swap.recover(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "新"
    assert not (tmp_path / ".site.old").exists()
