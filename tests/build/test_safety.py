"""Whatever happens to a build, the published folder is the old one or the new one, whole."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.publish.lock import only_one
from generator.publish.verify import verify
from generator.workspace import Workspace
from tests.conftest import REPOSITORY, MakeWorkspace

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")]

NARRATIVE = "content/projects/2024/beng-zhan/report.md"


def command(workspace: Workspace) -> list[str]:
    return [sys.executable, "-m", "generator", "-C", str(workspace.root), "build", "--no-pdf"]


def run(workspace: Workspace, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command(workspace), capture_output=True, text=True, check=False, env=environment, **options
    )


def edit(workspace: Workspace, number: int) -> None:
    path = workspace.root / NARRATIVE
    path.write_text(path.read_text(encoding="utf-8") + f"\n第{number}次补充说明。\n", encoding="utf-8")


def shown(workspace: Workspace) -> int:
    """The number of the edit that the published page shows; the folder must be whole."""
    assert verify(workspace.site)[1] == ()
    page = (workspace.site / "projects/2024/beng-zhan/index.html").read_text(encoding="utf-8")
    return page.count("次补充说明")


def test_a_build_killed_at_any_moment_leaves_a_whole_site(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace()
    started = time.monotonic()
    assert run(workspace).returncode == 0
    whole = time.monotonic() - started
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    for number in range(1, 13):
        before = shown(workspace)
        edit(workspace, number)
        process = subprocess.Popen(
            command(workspace), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
        time.sleep(whole * (chance.random() * 0.6 + 0.4))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert shown(workspace) in (before, number)
    assert run(workspace).returncode == 0
    assert shown(workspace) == 12


def test_a_full_disk_leaves_the_old_site(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace()
    assert run(workspace).returncode == 0
    edit(workspace, 1)

    def nearly_full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    done = run(workspace, preexec_fn=nearly_full)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert shown(workspace) == 0
    assert run(workspace).returncode == 0
    assert shown(workspace) == 1


def test_two_builds_at_once_never_mix(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace()
    with only_one(workspace.root / ".jixiao.lock"):
        done = run(workspace)
    assert done.returncode == 3
    assert "另一个" in done.stderr
    assert not workspace.site.exists()
    assert run(workspace).returncode == 0


def test_a_signed_build_verifies(make_workspace: MakeWorkspace, tmp_path: Path) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen (openssh-client) is missing")
    workspace, key = make_workspace(), tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    done = subprocess.run([*command(workspace), "--sign", str(key)], capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(REPOSITORY)})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (workspace.site / "manifest.json.sig").is_file()
    assert verify(workspace.site)[1] == ()
