"""A build takes over what did not change, and what comes out is what a build from nothing gives."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.synthetic import write
from generator.build.site_build import Options, Outcome, build
from generator.build.workshop import Workshop
from generator.content.folders import ProjectFolder
from generator.workspace import Workspace
from tests.build.test_build import listing

OPTIONS = Options(pdf=False, jobs=1)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def folders(workspace: Workspace) -> list[Path]:
    return sorted(p.parent for p in workspace.projects.rglob("project.yml"))


def rule_set_of(folder: Path) -> str:
    text = (folder / "project.yml").read_text(encoding="utf-8")
    return text.split("规则集: ", 1)[1].split(",")[0].split("\n")[0]


def family(workspace: Workspace, slug: str) -> set[str]:
    """The projects whose pages name the project: those of the same undertaking."""
    number = slug.split("-")[1]
    return {i for i in ids(workspace) if f"-{number}" in i}


def edit_text(w: Workspace) -> set[str]:
    replace(folders(w)[1] / "report.md", "# 基本情况", "# 基本情况\n\n新写的一句。")
    return {ids(w)[1]}


def edit_facts(w: Workspace) -> set[str]:
    replace(folders(w)[0] / "project.yml", "内容概述: ", "内容概述: 改过的概述，")
    return {ids(w)[0]}


def edit_rule_set(w: Workspace) -> set[str]:
    replace(w.rule_sets / "caiyu-2020-10-zp.yml", "自评表（2020）", "自评表（新）")
    own = {"caiyu-2020-10-zp"}
    return {i for i, f in zip(ids(w), folders(w), strict=True) if rule_set_of(f) in own}


def delete(w: Workspace) -> set[str]:
    gone = folders(w)[2]
    shutil.rmtree(gone)
    return family(w, gone.name)


def rename(w: Workspace) -> set[str]:
    old = folders(w)[0]
    new = old.with_name("gai-ming")
    old.rename(new)
    return {f"{new.parent.name}/{new.name}"} | family(w, old.name)


def edit_site(w: Workspace) -> set[str]:
    replace(w.content / "site.yml", "云州市绩效公开", "云州市新绩效公开")
    return set(ids(w))


def edit_template(w: Workspace) -> set[str]:
    path = w.root / "site_templates" / "partials" / "footer.html"
    path.write_text(path.read_text(encoding="utf-8") + "\n<!-- 改过 -->\n", encoding="utf-8")
    return set(ids(w))


def withdraw(w: Workspace) -> set[str]:
    folder = folders(w)[1]
    replace(folder / "project.yml", "状态: 已公开", "状态: 已撤下")
    return {ids(w)[1]} | family(w, folder.name)


def tamper(w: Workspace) -> set[str]:
    """Somebody writes into the published folder."""
    (w.site / "projects" / ids(w)[2] / "index.html").write_text("改过", encoding="utf-8")
    return {ids(w)[2]}


def ids(w: Workspace) -> list[str]:
    return [f"{f.parent.name}/{f.name}" for f in folders(w)]


EDITS: tuple[Callable[[Workspace], set[str]], ...] = (
    edit_text, edit_facts, edit_rule_set, delete, rename, withdraw, tamper, edit_site, edit_template,
)  # fmt: skip


def test_after_any_edit_only_what_it_concerns_is_made_and_nothing_differs_from_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = Workshop.make

    def noted(self: Workshop, folder: ProjectFolder) -> object:
        made.append(folder.id)
        return make(self, folder)

    monkeypatch.setattr(Workshop, "make", noted)
    workspace = write(tmp_path / "w", 7)
    assert build(workspace, OPTIONS).outcome is Outcome.BUILT
    for edit in EDITS:
        expected = edit(workspace)
        made.clear()
        assert build(workspace, OPTIONS).outcome is Outcome.BUILT, edit.__name__
        assert set(made) == expected, edit.__name__
        clean = tmp_path / edit.__name__
        shutil.copytree(workspace.root, clean, ignore=shutil.ignore_patterns(".jixiao", "site"))
        assert build(Workspace(clean), OPTIONS).outcome is Outcome.BUILT
        ours, theirs = listing(workspace.site), listing(clean / "site")
        assert ours.keys() == theirs.keys(), edit.__name__
        assert [name for name in ours if ours[name] != theirs[name]] == [], edit.__name__


def test_processes_and_one_process_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a", 25), write(tmp_path / "b", 25)
    assert build(one, Options(pdf=False, jobs=1)).outcome is Outcome.BUILT
    assert build(two, Options(pdf=False, jobs=2)).outcome is Outcome.BUILT
    assert listing(one.site) == listing(two.site)


def test_what_was_taken_over_stays_when_the_old_site_goes(tmp_path: Path) -> None:
    workspace = write(tmp_path, 3)
    build(workspace, OPTIONS)
    before = listing(workspace.site)
    edit_text(workspace)
    build(workspace, OPTIONS)
    after = listing(workspace.site)
    same = f"projects/{ids(workspace)[0]}/index.html"
    assert after[same] == before[same]
    assert all(p.stat().st_nlink == 1 for p in workspace.site.rglob("*") if p.is_file())
