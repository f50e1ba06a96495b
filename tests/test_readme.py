"""Both READMEs: every command in them is known here, and runs or is looked up; links and folders exist.

Commands that would start these tests again, or build everything, are not run: their make targets, options and
modules are looked up.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import LazyGroup

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
GENERATOR = re.compile(r"\.venv[/\\](?:bin|Scripts)[/\\]python -m generator (.*)")
PYTEST = re.compile(r"\.venv[/\\](?:bin|Scripts)[/\\]python -m pytest")
BOOTSTRAP = re.compile(r"(?:py|python3) bootstrap\.py(.*)")
MAKE = re.compile(r"make ([a-z-]+)")


def text(readme: str) -> str:
    """A README."""
    return (ROOT / readme).read_text("utf-8")


def commands(readme: str) -> list[str]:
    """Every line of its fenced blocks of shell commands."""
    blocks = re.findall(r"^```(?:sh|powershell)\n(.*?)^```$", text(readme), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def all_commands() -> list[str]:
    """The commands of both READMEs, each once."""
    return list(dict.fromkeys(line for readme in READMES for line in commands(readme)))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run one in the repository with this Python for `python`."""
    return subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


@functools.cache
def help_of(*command: str) -> str:
    """What `--help` of a Python command says."""
    done = run(sys.executable, *command, "--help")
    assert done.returncode == 0, done.stdout
    return done.stdout


def look_up(options: list[str], *command: str) -> None:
    """Every option is one that `--help` of the command names."""
    known = set(re.findall(r"--[a-z-]+", help_of(*command)))
    assert {option for option in options if option.startswith("--")} <= known


def try_generator(arguments: list[str]) -> None:
    """A command of the generator: run for real unless it builds."""
    if arguments[0] == "build":
        look_up(arguments, "-m", "generator", "build")
        return
    done = run(sys.executable, "-m", "generator", *arguments)
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip()


def try_make(target: str) -> None:
    """A target of the Makefile: make knows how, and nothing is run."""
    assert re.search(rf"^{target}: ## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    if shutil.which("make") is None:
        pytest.skip("本机没有 make：只核对了目标名，没有核对命令")
    done = run("make", "--dry-run", target)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("command", all_commands())
def test_every_command_works(command: str) -> None:
    if found := GENERATOR.fullmatch(command):
        try_generator(shlex.split(found[1]))
    elif found := MAKE.fullmatch(command):
        try_make(found[1])
    elif found := BOOTSTRAP.fullmatch(command):
        look_up(shlex.split(found[1]), "bootstrap.py")
    elif PYTEST.fullmatch(command):
        assert importlib.util.find_spec("pytest")
    else:
        pytest.fail(f"no test knows this command: {command}")


def test_both_readmes_give_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh-CN.md")
    assert {"make build", "make test"} <= set(commands("README.md"))


@pytest.mark.parametrize("readme", READMES)
def test_the_table_of_commands_names_real_options(readme: str) -> None:
    rows = re.findall(r"^\| `([a-z]+)[^`]*` \| (.*) \|$", text(readme), re.MULTILINE)
    assert {command for command, _ in rows} == set(LazyGroup.COMMANDS)
    for command, does in rows:
        look_up(re.findall(r"--[a-z-]+", does), "-m", "generator", command)


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_to_files(readme: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", text(readme))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_layout_of_content_is_the_real_one(readme: str) -> None:
    for path in ("content/site.yml", "content/organisations.yml", "content/rule_sets", "content/projects"):
        assert path.rpartition("/")[2] in text(readme)
        assert (ROOT / path).exists()


def test_every_decision_is_linked() -> None:
    for path in (ROOT / "docs" / "decisions").glob("*.md"):
        for readme in READMES:
            assert path.relative_to(ROOT).as_posix() in text(readme)
