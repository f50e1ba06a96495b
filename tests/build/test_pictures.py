"""The author's pictures go with the page, and hold up publication when they cannot."""

from __future__ import annotations

from generator.build.site_build import Options, Outcome, build
from generator.workspace import Workspace
from tests import pictures

PROJECT = "2024/beng-zhan"


def add_picture(workspace: Workspace, data: bytes | None, name: str = "figures/结构.png") -> None:
    folder = workspace.projects / PROJECT
    report = folder / "report.md"
    text = report.read_text(encoding="utf-8")
    chapter = f"# 附图\n\n见{{{{ 引用.图平台结构 }}}}。\n\n![平台结构]({name})\n"
    report.write_text(f"{text}\n{chapter}", encoding="utf-8")
    if data is not None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)


def test_a_picture_is_published_beside_the_page(workspace: Workspace) -> None:
    add_picture(workspace, pictures.png(40, 30))
    built = build(workspace, Options(pdf=False))
    assert built.outcome is Outcome.BUILT, built.findings
    folder = workspace.site / "projects" / PROJECT
    assert (folder / "figures/结构.png").read_bytes() == pictures.png(40, 30)
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert 'src="figures/%E7%BB%93%E6%9E%84.png" alt="平台结构" width="40" height="30"' in page


def test_a_changed_picture_is_built_anew(workspace: Workspace) -> None:
    add_picture(workspace, pictures.png(40, 30))
    build(workspace, Options(pdf=False))
    (workspace.projects / PROJECT / "figures/结构.png").write_bytes(pictures.png(50, 30))
    assert build(workspace, Options(pdf=False)).outcome is Outcome.BUILT
    page = (workspace.site / "projects" / PROJECT / "index.html").read_text(encoding="utf-8")
    assert 'width="50" height="30"' in page


def test_a_picture_that_cannot_be_published_stops_the_build(workspace: Workspace) -> None:
    add_picture(workspace, None)
    built = build(workspace, Options(pdf=False))
    assert built.outcome is Outcome.REFUSED
    (finding,) = built.findings
    assert (finding.code, finding.project) == ("R030", PROJECT)
