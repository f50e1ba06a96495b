"""The scripted history gives exactly the reviews kept beside the tests, in every format."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import click
import pytest

from generator.review import show_html, show_json, show_markdown, show_text
from generator.review.changes import Review
from generator.review.compared import review
from tests.review.history import STEPS, commit, git, start

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("JIXIAO_UPDATE_GOLDEN"))
"""With this set, the kept files are written anew; look at their changes before committing them."""


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Review]:
    root = tmp_path_factory.mktemp("历史") / "仓库"
    start(root)
    found = {}
    for step in STEPS:
        before = git(root, "rev-parse", "HEAD")
        step.make(root)
        after = commit(root, step.name)
        found[step.name] = review(root, before, after)
        assert git(root, "status", "--porcelain") == ""
    return found


@pytest.mark.parametrize(("number", "name"), [(n, s.name) for n, s in enumerate(STEPS, 1)])
def test_step(reviews: dict[str, Review], number: int, name: str) -> None:
    found = reviews[name]
    told = {
        "txt": show_text.oneline(found) + "\n" + click.unstyle(show_text.text(found)),
        "md": show_markdown.markdown(found),
        "json": json.dumps(show_json.review_data(found), ensure_ascii=False, indent=1) + "\n",
    }
    for suffix, text in told.items():
        _compare(GOLDEN / f"{number:02}-{name}.{suffix}", re.sub(r"\b[0-9a-f]{10,40}\b", "<提交>", text))


def _compare(file: Path, text: str) -> None:
    if UPDATE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.exists(), f"no {file.name}; set JIXIAO_UPDATE_GOLDEN=1 to write it"
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [s.name for s in STEPS])
def test_the_page_tells_every_change(reviews: dict[str, Review], name: str) -> None:
    found = reviews[name]
    page = re.sub(r"<[^>]*>", "", show_html.html(found))
    for change in (*found.shared, *(c for p in found.projects for c in p.changes)):
        assert change.kind.value in page
        assert _escaped(change.subject) in page
    for blocker in (b for p in found.projects for b in p.blockers):
        assert _escaped(blocker.reason) in page
    assert "<script" not in page


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


BLOCKED = {"改支出", "撤下", "草稿改分", "要点改判", "等级下降", "指标改名", "指标换序", "改权重", "改指标值", "改正文", "增加问题", "增加指标", "删去指标", "改规则集", "删去项目", "写错年度"}  # fmt: skip


def test_only_what_is_not_explained_is_blocked(reviews: dict[str, Review]) -> None:
    assert {name for name, found in reviews.items() if found.blocked} == BLOCKED


def test_no_golden_is_left_over() -> None:
    wanted = {f"{n:02}-{s.name}.{suffix}" for n, s in enumerate(STEPS, 1) for suffix in ("txt", "md", "json")}
    assert {file.name for file in GOLDEN.iterdir()} == wanted
