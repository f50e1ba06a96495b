"""The templates for hosting platforms: their very commands run here, in a real repository with branches and a merge."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.review.show_markdown import MARK
from tests.conftest import REPOSITORY, SITES
from tests.review.history import IDENTITY, commit, git, replace

CI = REPOSITORY / "docs" / "ci"
PROJECT = "content/projects/2024/beng-zhan"


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((CI / name).read_text(encoding="utf-8"))
    return found


def github(name: str, job: str) -> list[str]:
    """The shell commands of a workflow's job."""
    return [step["run"] for step in read(f"github/{name}")["jobs"][job]["steps"] if "run" in step]


def gitlab(job: str) -> list[str]:
    whole = read("gitlab/.gitlab-ci.yml")
    before = whole[whole[job]["extends"]].get("before_script", []) if "extends" in whole[job] else []
    return [*before, *whole[job]["script"]]


def gitee(name: str, stage: int = 0) -> list[str]:
    commands: list[str] = read(f"gitee/{name}")["stages"][stage]["steps"][0]["commands"]
    return commands


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository as an office hosts it: the smallest site on main, with this program beside it."""
    root = tmp_path / "仓库"
    shutil.copytree(SITES / "minimal", root)
    for name in ("site_templates", "docs/ci"):
        shutil.copytree(REPOSITORY / name, root / name)
    for name in ("mkdocs.yml", "bootstrap.py", "requirements.lock", "pyproject.toml", ".gitignore"):
        shutil.copy(REPOSITORY / name, root / name)
    (root / ".gitignore").write_text(
        (REPOSITORY / ".gitignore").read_text(encoding="utf-8") + "\n.venv\nreview/\n", encoding="utf-8"
    )
    replace(root, "content/site.yml", "示例: 是", "示例: 否")
    (root / ".venv" / "bin").mkdir(parents=True)
    python = root / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    git(root, "init", "-q", "-b", "main")
    commit(root, "Start")
    return root


def run(root: Path, commands: list[str], **environment: str) -> int:
    """Run commands as a platform does: one shell, stopping at the first that fails. Set-up is left out: this is one."""
    script = "\n".join(c for c in commands if "bootstrap.py" not in c)
    done = subprocess.run(
        ["bash", "-e", "-c", script], cwd=root, capture_output=True, text=True, check=False,
        env={**os.environ, **IDENTITY, "PYTHONPATH": str(REPOSITORY), **environment},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode


def change(root: Path, name: str, old: str, new: str) -> str:
    """A branch with one change; returns where it left main."""
    git(root, "switch", "-q", "-c", name)
    replace(root, f"{PROJECT}/report.md", old, new)
    commit(root, name)
    return git(root, "rev-parse", "main")


REVIEWS = {
    "github": (github("review.yml", "review"), "BASE"),
    "gitlab": (gitlab("审阅"), "CI_MERGE_REQUEST_DIFF_BASE_SHA"),
    "gitee": (gitee("review.yml"), "GITEE_COMMIT"),
}


@pytest.mark.slow
@pytest.mark.parametrize("platform", REVIEWS)
def test_a_change_is_reviewed_checked_previewed_and_published(repository: Path, platform: str) -> None:
    commands, base = REVIEWS[platform]
    before = change(repository, "edit", "。", "，运行平稳。")
    steps = (
        [[c] for c in commands] if platform == "github" else [commands]
    )  # there a step goes on after another failed
    codes = [run(repository, step, **{base: before}) for step in steps]
    assert max(codes) == 1  # it was published and is not corrected
    told = (repository / "review/review.md").read_text(encoding="utf-8")
    assert told.startswith(MARK)
    assert "运行平稳" in told
    assert "<del>" in (repository / "review/review.html").read_text(encoding="utf-8") or "运行平稳" in told
    assert (repository / "preview/index.html").is_file()


@pytest.mark.slow
@pytest.mark.parametrize(
    "commands",
    [github("publish.yml", "publish"), gitlab("pages"), gitee("publish.yml")],
    ids=["github", "gitlab", "gitee"],
)
def test_what_is_merged_is_published(repository: Path, commands: list[str]) -> None:
    change(repository, "edit", "。", "，运行平稳。")
    git(repository, "switch", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "-m", "Merge", "edit")
    assert run(repository, commands) == 0
    page = (repository / "site/projects/2024/beng-zhan/index.html").read_text(encoding="utf-8")
    assert "运行平稳" in page
    manifest = json.loads((repository / "site/manifest.json").read_text(encoding="utf-8"))
    assert manifest["made_from"]["commit"] == git(repository, "rev-parse", "edit")
    assert list((repository / "dist").glob("*.zip"))


# Rights ------------------------------------------------------------------------------------------------------


def test_nothing_of_a_pull_request_runs_with_a_secret() -> None:
    review = read("github/review.yml")
    assert review["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in (CI / "github/review.yml").read_text(encoding="utf-8")
    assert "secrets." not in (CI / "github/review.yml").read_text(encoding="utf-8")
    comment = read("github/comment.yml")
    checkouts = [
        s["with"]["ref"] for s in comment["jobs"]["comment"]["steps"] if "checkout" in s.get("uses", "")
    ]
    assert checkouts == ["main"]
    lab = read("gitlab/.gitlab-ci.yml")
    assert lab["审阅"]["variables"]["JIXIAO_TOKEN"] == ""
    assert lab["评论"]["variables"]["GIT_STRATEGY"] == "none"
    assert not any("JIXIAO_TOKEN" in c for c in gitee("review.yml"))


@pytest.mark.parametrize(
    "file", [*sorted(CI.rglob("*.yml")), CI / "gitlab" / ".gitlab-ci.yml"], ids=lambda p: p.name
)
def test_no_command_takes_text_of_a_stranger_into_the_shell(file: Path) -> None:
    runs = re.findall(r"run: (?:\|\n((?:[ ]{10,}.*\n)+)|(.*))", file.read_text(encoding="utf-8"))
    assert not any("${{" in part for pair in runs for part in pair)


# Comment -----------------------------------------------------------------------------------------------------


class _Api(BaseHTTPRequestHandler):
    """Comments of one pull request, kept in memory; the first stands there from the start and is not ours."""

    comments: list[dict[str, Any]]

    def do_GET(self) -> None:
        if "/commits/" in self.path:
            self._answer([{"number": 7}])
        else:
            self._answer(self.comments if "page=1" in self.path.split("&")[-1] else [])

    def do_POST(self) -> None:
        self.comments.append({"id": len(self.comments) + 1, **self._read()})
        self._answer(self.comments[-1])

    def do_PATCH(self) -> None:
        number = int(self.path.rsplit("/", 1)[1])
        if number == 1:
            self.send_error(403)
            return
        self.comments[number - 1] |= self._read()
        self._answer({})

    do_PUT = do_PATCH  # noqa: N815 - the name that the server looks for

    def _read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return found

    def _answer(self, value: Any) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def api() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a platform, and its comments."""
    comments: list[dict[str, Any]] = [{"id": 1, "body": f"{MARK}\nnot ours"}]
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Api", (_Api,), {"comments": comments}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", comments
    server.shutdown()


@pytest.mark.parametrize("platform", ["github", "gitlab", "gitee"])
def test_the_comment_is_made_once_and_then_updated(
    api: tuple[str, list[dict[str, Any]]], platform: str, tmp_path: Path
) -> None:
    address, comments = api
    environment = {"PLATFORM": platform, "API": address, "REPOSITORY": "某/库", "TOKEN": "t", "NUMBER": "7"}
    if platform == "github":
        del environment["NUMBER"]
        environment["COMMIT"] = "ab" * 20
    for text in ("第一次", "第二次"):
        (tmp_path / "review.md").write_text(f"{MARK}\n{text}", encoding="utf-8")
        command = [sys.executable, str(CI / "post_review.py"), str(tmp_path / "review.md")]
        done = subprocess.run(
            command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert [c["body"] for c in comments] == [f"{MARK}\nnot ours", f"{MARK}\n第二次"]


def test_a_comment_that_cannot_be_posted_is_told(tmp_path: Path) -> None:
    (tmp_path / "review.md").write_text("", encoding="utf-8")
    environment = {
        "PLATFORM": "github",
        "API": "http://127.0.0.1:1",
        "REPOSITORY": "a/b",
        "TOKEN": "t",
        "NUMBER": "7",
    }
    command = [sys.executable, str(CI / "post_review.py"), str(tmp_path / "review.md")]
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "could not be posted" in done.stderr
    assert "Traceback" not in done.stderr
