"""What becomes of a published folder after publication is found, whatever it is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.publish.manifest import MANIFEST, SIGNATURE, SUMS, listing, write_manifest
from generator.publish.signature import SignatureFault, broken_signature, check_signature, sign
from generator.publish.verify import Defect, verify

needs_ssh = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="ssh-keygen (openssh-client) is missing"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published folder."""
    folder = tmp_path / "site"
    for name, text in {"index.html": "首页", "项目/一.html": "一\n", "a b.json": "{}", "空.txt": ""}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_manifest(folder, {"commit": None})
    return folder


def test_an_untouched_folder_is_in_order(site: Path) -> None:
    assert verify(site) == (4, ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.data())
def test_any_other_byte_anywhere_is_found(site: Path, data: st.DataObject) -> None:
    files = sorted(p for p in site.rglob("*") if p.is_file() and p.stat().st_size)
    path = data.draw(st.sampled_from(files))
    before = path.read_bytes()
    position = data.draw(st.integers(0, len(before) - 1))
    other = data.draw(st.integers(1, 255))
    try:
        path.write_bytes(before[:position] + bytes([before[position] ^ other]) + before[position + 1 :])
        assert verify(site)[1]
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize("name", [MANIFEST, SUMS, "项目/一.html", "空.txt"])
def test_a_missing_file_is_found(site: Path, name: str) -> None:
    (site / name).unlink()
    assert (name, Defect.MISSING) in {(p.path, p.defect) for p in verify(site)[1]}


@pytest.mark.parametrize("name", ["新.html", "项目/.hidden", "deep/er/x", "manifest.json.bak"])
def test_an_added_file_is_found(site: Path, name: str) -> None:
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text("", encoding="utf-8")
    assert [(p.path, p.defect) for p in verify(site)[1]] == [(name, Defect.ADDED)]


def test_a_file_that_became_a_link_is_found(site: Path, tmp_path: Path) -> None:
    shutil.move(site / "index.html", tmp_path / "index.html")
    (site / "index.html").symlink_to(tmp_path / "index.html")
    assert [(p.path, p.defect) for p in verify(site)[1]] == [("index.html", Defect.ALTERED)]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 1}', '{"files": [{"path": "a"}]}', "\udcff"])
def test_a_manifest_that_is_none_is_told(site: Path, text: str) -> None:
    (site / MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert verify(site)[1][0].path == MANIFEST


def test_the_sums_are_those_of_sha256sum(site: Path) -> None:
    done = subprocess.run(["sha256sum", "-c", "--quiet", "--strict", SUMS], cwd=site, check=False)
    assert done.returncode == 0


def test_the_manifest_lists_all_but_itself_and_what_it_implies(site: Path) -> None:
    assert list(listing(site)) == ["a b.json", "index.html", "空.txt", "项目/一.html"]


# Signature ---------------------------------------------------------------------------------------------------


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    """A private key, and the list that allows it."""
    key, signers = tmp_path / "key", tmp_path / "signers"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], check=True)
    signers.write_text(f"publisher@example.org {key.with_suffix('.pub').read_text()}", encoding="utf-8")
    return key, signers


@needs_ssh
def test_recomputing_everything_is_found_by_the_signature_alone(site: Path, keys: tuple[Path, Path]) -> None:
    key, signers = keys
    sign(site, key)
    assert check_signature(site, signers) == "publisher@example.org"
    assert verify(site) == (4, ())
    (site / "index.html").write_text("改过", encoding="utf-8")
    write_manifest(site, {"commit": None})
    assert verify(site) == (4, ())
    assert broken_signature(site)
    with pytest.raises(SignatureFault, match="不符"):
        check_signature(site, signers)
    assert CliRunner().invoke(main, ["verify", str(site)]).exit_code == 1


@needs_ssh
def test_who_is_not_on_the_list_signs_in_vain(site: Path, keys: tuple[Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    sign(site, other)
    assert not broken_signature(site)
    with pytest.raises(SignatureFault, match="名单"):
        check_signature(site, keys[1])
    done = CliRunner().invoke(main, ["verify", str(site), "--signers", str(keys[1])])
    assert done.exit_code == 1


def test_the_command_tells_every_problem(site: Path) -> None:
    assert CliRunner().invoke(main, ["verify", str(site)]).output == "清单共4个文件，全部一致。\n"
    (site / "index.html").unlink()
    done = CliRunner().invoke(main, ["verify", str(site)])
    assert done.exit_code == 1
    assert "缺少　index.html" in done.output
    (site / SIGNATURE).write_text("no signature", encoding="utf-8")
    assert "签名与清单不符" in CliRunner().invoke(main, ["verify", str(site)]).output
