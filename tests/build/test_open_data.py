"""Open data in a build: where it lies, what is never in it, and that pages and files agree."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.build.site_build import Options, Outcome, build
from generator.workspace import Workspace
from tests.build.test_build import PROJECT
from tests.cli.test_commands import break_yaml
from tests.opendata.samples import table

HIDDEN = "告警响应"
"""Words of the project that nothing outside its page may say as long as it is not published."""


def everything(folder: Path) -> str:
    """All text of all data files, those inside archives too."""
    texts = []
    for path in sorted([*folder.glob("data/*"), *folder.glob("*.xml")]):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                texts += [archive.read(n).decode("utf-8", "ignore") for n in archive.namelist()]
        else:
            texts.append(path.read_bytes().decode("utf-8", "ignore"))
    return "\n".join(texts)


def test_a_build_publishes_its_data_and_the_page_tells_sizes_and_hashes(workspace: Workspace) -> None:
    assert build(workspace, Options(pdf=False)).outcome is Outcome.BUILT
    folder = workspace.site / "data"
    page = (folder / "index.html").read_text(encoding="utf-8")
    names = {p.name for p in folder.iterdir()} - {"index.html"}
    assert set(re.findall(r'<th role="rowheader" scope="row"><a href="([^"]+)"', page)) == names
    for name in names:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() in page
    (row,) = table(folder / "projects.csv")
    assert (row["项目编号"], row["公布得分"], row["发布日期"]) == (PROJECT, "97.00", "2025-06-10 09:30")
    own = workspace.site / "projects" / PROJECT / "beng-zhan.json"
    assert (
        json.loads(own.read_text(encoding="utf-8"))
        == json.loads((folder / "projects.json").read_text())["projects"][0]
    )
    assert "2025-06-10T09:30:00+08:00" in (workspace.site / "feed.xml").read_text(encoding="utf-8")
    assert 'href="../feed.xml"' in page
    assert (workspace.site / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    assert not (workspace.site / "sitemap.xml").exists()


def test_with_a_domain_every_page_is_in_the_sitemap(workspace: Workspace) -> None:
    site = workspace.content / "site.yml"
    site.write_text(site.read_text(encoding="utf-8") + "域名: www.example.gov.cn/jixiao\n", encoding="utf-8")
    build(workspace, Options(pdf=False))
    told = (workspace.site / "sitemap.xml").read_text(encoding="utf-8")
    pages = {p.relative_to(workspace.site).as_posix() for p in workspace.site.rglob("*.html")} - {"404.html"}
    assert set(re.findall(r"<loc>https://www.example.gov.cn/jixiao/([^<]+)</loc>", told)) == {
        quote(p) for p in pages
    }
    assert set(re.findall(r"<lastmod>([^<]+)</lastmod>", told)) == {"2025-06-10T09:30:00+08:00"}


@pytest.mark.parametrize("status", ["草稿", "征求意见"])
@pytest.mark.parametrize("preview", [False, True])
def test_what_is_not_published_is_never_in_open_data(
    workspace: Workspace, status: str, *, preview: bool
) -> None:
    break_yaml(workspace, "状态: 已公开", f"状态: {status}")
    built = build(workspace, Options(pdf=False, preview=preview))
    assert built.outcome is Outcome.BUILT
    told = everything(built.folder)
    assert HIDDEN not in told
    assert "泵站" not in told
    assert table(built.folder / "data" / "projects.csv") == []


def test_a_preview_has_no_feed_and_no_sitemap_and_keeps_robots_away(workspace: Workspace) -> None:
    built = build(workspace, Options(pdf=False, preview=True))
    assert not list(built.folder.glob("*.xml"))
    assert "Disallow: /" in (built.folder / "robots.txt").read_text()
    page = (built.folder / "data" / "index.html").read_text(encoding="utf-8")
    assert "feed.xml" not in page


def test_of_a_withdrawn_report_only_its_corrections_stay(workspace: Workspace) -> None:
    correction = "更正:\n  - {日期: 2025-08-01, 内容: 撤下报告, 原因: 数据有误, 批准人岗位: 局长}\n问题:\n"
    break_yaml(workspace, "状态: 已公开", "状态: 已撤下")
    break_yaml(workspace, "问题:\n", correction)
    build(workspace, Options(pdf=False))
    folder = workspace.site / "data"
    (row,) = table(folder / "corrections.csv")
    assert (row["项目编号"], row["内容"]) == (PROJECT, "撤下报告")
    assert table(folder / "projects.csv") == []
    assert HIDDEN not in everything(workspace.site)
    assert "已撤下：" in (workspace.site / "feed.xml").read_text(encoding="utf-8")
