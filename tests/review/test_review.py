"""Reviews of small changes in real repositories: what is compared with what, and what the formats bear."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace as changed
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.findings import Place
from generator.review import show_html, show_markdown
from generator.review.changes import Blocker, Change, ChangeKind, ProjectReview, Review
from generator.review.compared import review
from generator.review.repository import RepositoryFault
from generator.review.words import Part, compare_words
from tests.conftest import SITES
from tests.review.history import commit, git, replace

PROJECT = "content/projects/2024/beng-zhan"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with the smallest site in a folder below its top."""
    top = tmp_path / "某 仓库"
    shutil.copytree(SITES / "minimal", top / "绩效")
    git(top, "init", "-q", "-b", "main")
    commit(top, "Start")
    return top / "绩效"


def draft(root: Path) -> None:
    """Make the project a draft, so that a change of it needs no correction."""
    text = (root / PROJECT / "project.yml").read_text(encoding="utf-8")
    (root / PROJECT / "project.yml").write_text(text.replace("状态: 已公开", "状态: 草稿"), encoding="utf-8")
    commit(root, "Draft")


def test_the_work_tree_is_compared_with_files_git_does_not_know(root: Path) -> None:
    shutil.copytree(root / PROJECT, root / "content/projects/2024/xin-beng-zhan")
    found = review(root, "HEAD", None)
    assert [(p.id, p.old) for p in found.projects] == [("2024/xin-beng-zhan", None)]
    assert found.head == "工作区"


def test_nothing_changed(root: Path) -> None:
    found = review(root, "HEAD", None)
    assert not found.projects
    assert not found.blocked


def test_what_came_to_the_base_later_is_no_part_of_the_change(root: Path) -> None:
    draft(root)
    git(root, "switch", "-q", "-c", "edit")
    replace(root, f"{PROJECT}/report.md", "。", "！")
    commit(root, "Edit")
    git(root, "switch", "-q", "main")
    replace(root, "content/organisations.yml", "单位:", "# 登记表\n单位:")
    commit(root, "Other work")
    found = review(root, "main", "edit")
    assert [c.kind for p in found.projects for c in p.changes] == [ChangeKind.PROSE]
    assert not found.shared
    assert "共同起点" in found.notes[0]


def test_the_checkout_is_not_touched(root: Path) -> None:
    replace(root, f"{PROJECT}/report.md", "。", "！")
    index = Path(git(root, "rev-parse", "--path-format=absolute", "--git-path", "index"))
    before = index.stat().st_mtime_ns, git(root, "status", "--porcelain"), sorted(root.rglob("*"))
    review(root, "HEAD", None)
    assert before == (index.stat().st_mtime_ns, git(root, "status", "--porcelain"), sorted(root.rglob("*")))


def test_a_project_that_moves_without_its_former_address_is_stopped(root: Path) -> None:
    (root / PROJECT).rename(root / "content/projects/2024/xin")
    found = review(root, "HEAD", None)
    git(root, "add", "-A")
    found = review(root, "HEAD", None)
    assert [(p.id, p.former_id) for p in found.projects] == [("2024/xin", "2024/beng-zhan")]
    assert "旧地址会失效" in found.projects[0].changes[0].effect
    assert found.blocked


@pytest.mark.parametrize("name", ["没有这个版本", "--output=/tmp/x", "HEAD~99"])
def test_an_unknown_state_is_wrong_usage(root: Path, name: str) -> None:
    with pytest.raises(RepositoryFault, match="没有"):
        review(root, name, None)
    assert CliRunner().invoke(main, ["-C", str(root), "review", "--", name]).exit_code == 2


def test_outside_a_repository(tmp_path: Path) -> None:
    with pytest.raises(RepositoryFault, match="不在 git 仓库"):
        review(tmp_path, "HEAD", None)


def test_a_link_in_a_commit_is_never_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("秘密: 不能读", encoding="utf-8")
    (root / PROJECT / "project.yml").unlink()
    (root / PROJECT / "project.yml").symlink_to(tmp_path / "secret.yml")
    commit(root, "Link")
    told = CliRunner().invoke(main, ["-C", str(root), "review", "HEAD~1", "HEAD", "--format", "json"])
    assert told.exit_code == 1
    assert "秘密" not in told.output


@pytest.mark.parametrize("form", ["text", "oneline", "markdown", "html", "json"])
def test_every_format_by_command(root: Path, form: str, tmp_path: Path) -> None:
    replace(root, f"{PROJECT}/project.yml", "支出: 301.2", "支出: 299.2")
    out = tmp_path / "审阅"
    done = CliRunner().invoke(main, ["-C", str(root), "review", "HEAD", "--format", form, "-o", str(out)])
    assert done.exit_code == 1, done.output
    text = out.read_text(encoding="utf-8")
    assert "299.2" in text if form != "oneline" else "资金变化" in text
    if form == "json":
        assert json.loads(text)["blocked"] is True


# Formats -----------------------------------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script> @everyone #1 | [x](javascript:y) `a` ![](z) {{ 7*7 }} </details>\n\n# 大标题"
)


def hostile(number: int = 1, times: int = 1) -> Review:
    change = Change(ChangeKind.PROSE, HOSTILE, HOSTILE, HOSTILE * times + "。", Place("a`b.md"), HOSTILE)
    project = ProjectReview(
        "2024/x", None, None, None, (change,) * times, blockers=(Blocker(HOSTILE, HOSTILE),)
    )
    return Review("a", "b", tuple(changed(project, id=f"2024/x{n}") for n in range(number)))


def test_a_comment_calls_nobody_and_carries_no_markup_of_content() -> None:
    text = show_markdown.markdown(hostile())
    assert "<script" not in text
    assert "@everyone" not in text
    assert " #1" not in text
    assert "](javascript" not in text
    assert "\n# " not in text
    assert text.count("</details>") == 1
    assert "<script>alert" not in show_html.html(hostile())


@pytest.mark.parametrize(("projects", "changes"), [(500, 1), (500, 30), (2, 300), (5000, 1)])
def test_a_comment_stays_within_the_limits_of_platforms(projects: int, changes: int) -> None:
    text = show_markdown.markdown(hostile(projects, changes))
    assert len(text.encode()) < 65_000
    assert text.startswith(show_markdown.MARK)
    assert text.count("<details") == text.count("</details>")


def test_words_keep_both_texts_whole() -> None:
    old, new = "执行率99.31%，完成了目标。", "执行率98.20%，未完成目标。"
    pieces = compare_words(old, new)
    assert "".join(p.text for p in pieces if p.part is not Part.NEW) == old
    assert "".join(p.text for p in pieces if p.part is not Part.GONE) == new
    assert any(p.part is Part.GONE and "99.31%" in p.text for p in pieces)
