"""The whole line on real engines: content to site and PDFs, and what happens when something is wrong."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pypdf
import pytest

from generator.build.site_build import Options, Outcome, build
from generator.build.store import Store, digest
from generator.workspace import Workspace
from tests.cli.test_commands import break_yaml, run
from tests.conftest import MakeWorkspace

PROJECT = "2024/beng-zhan"


def listing(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_build_makes_site_pdf_and_data(workspace: Workspace) -> None:
    done = run(workspace, "build")
    assert done.returncode == 0, done.stderr
    assert "已生成 1 个项目" in done.stdout
    assert "site/index.html" in done.stdout
    page = (workspace.site / "projects" / PROJECT / "index.html").read_text(encoding="utf-8")
    for words in (
        "97.00",
        "告警响应时间",
        "30 − 2 × 1.5 = 27",
        "两处泵站链路没有扩容",
        "318.50万元",
        "beng-zhan.pdf",
    ):
        assert words in page
    assert "城区排水泵站监测平台" in (workspace.site / "projects" / "index.html").read_text(encoding="utf-8")
    pdf = pypdf.PdfReader(workspace.site / "projects" / PROJECT / "beng-zhan.pdf")
    text = "".join(p.extract_text() for p in pdf.pages)
    for words in ("目　录", "一、基本情况", "附件1", "— 1 —"):
        assert words.replace("　", "") in text.replace("　", "").replace(" ", "") or words in text
    assert any(p.mediabox.width > p.mediabox.height or p.rotation for p in pdf.pages)
    assert zipfile.is_zipfile(workspace.site / "projects" / PROJECT / "beng-zhan.xlsx")
    with zipfile.ZipFile(workspace.site / "projects" / PROJECT / "beng-zhan.docx") as docx:
        assert "告警响应时间" in docx.read("word/document.xml").decode()
    data = json.loads((workspace.site / "projects" / PROJECT / "beng-zhan.json").read_text(encoding="utf-8"))
    assert data["total"] == "97.00"


def test_nothing_changed_means_nothing_done(workspace: Workspace) -> None:
    options = Options(pdf=False)
    assert build(workspace, options).outcome is Outcome.BUILT
    before = {p: p.stat().st_mtime_ns for p in workspace.site.rglob("*")}
    assert build(workspace, options).outcome is Outcome.UNCHANGED
    assert before == {p: p.stat().st_mtime_ns for p in workspace.site.rglob("*")}
    (workspace.site / "index.html").write_text("改过", encoding="utf-8")
    assert build(workspace, options).outcome is Outcome.BUILT
    assert "改过" not in (workspace.site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [("权重: 20", "权重: 二十"), ("年度: 2024", "年度：2024"), ("成文日期: 2025-05-20", "成文日期: 2025-13-20"),
     ("指标值: 不少于40座", "指标值: >40座"), ("    权重: 20\n", "")],
)  # fmt: skip
def test_an_error_publishes_nothing_and_leaves_the_last_good_site(
    workspace: Workspace, old: str, new: str
) -> None:
    assert build(workspace, Options(pdf=False)).outcome is Outcome.BUILT
    before = listing(workspace.site)
    break_yaml(workspace, old, new)
    done = run(workspace, "build", "--no-pdf")
    assert done.returncode == 1
    assert "project.yml:" in done.stderr
    assert "改法：" in done.stderr
    assert "没有发布" in done.stderr
    assert listing(workspace.site) == before


def test_a_placeholder_that_means_nothing_stops_the_build(workspace: Workspace) -> None:
    path = workspace.projects / PROJECT / "report.md"
    path.write_text(path.read_text(encoding="utf-8").replace("得分.总分", '得分["没有"]'), encoding="utf-8")
    built = build(workspace, Options(pdf=False))
    assert built.outcome is Outcome.REFUSED
    (fault,) = [f for f in built.findings if f.severity == "error"]
    assert (fault.place.file, fault.place.line) == (f"content/projects/{PROJECT}/report.md", 9)


def test_a_character_that_cannot_be_printed_is_named_with_its_place(workspace: Workspace) -> None:
    path = workspace.projects / PROJECT / "report.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("链路[^1]", "链路\U000323af[^1]"), encoding="utf-8"
    )
    built = build(workspace, Options())
    assert built.outcome is Outcome.REFUSED
    (fault,) = [f for f in built.findings if f.code == "B602"]
    assert (fault.found, fault.place.file, fault.place.line) == (
        "\U000323af",
        f"content/projects/{PROJECT}/report.md",
        15,
    )
    assert not workspace.site.exists()


@pytest.mark.parametrize(("folder", "told"), [(None, "要用“字体文件夹”写明"), ("字体", "缺少字体：仿宋（")])
def test_fonts_that_are_not_there_stop_the_build(workspace: Workspace, folder: str | None, told: str) -> None:
    path = workspace.content / "site.yml"
    before = path.read_text(encoding="utf-8").rstrip()
    chosen = "字体: 本单位" + (f"\n字体文件夹: {folder}" if folder else "")
    path.write_text(f"{before}\n{chosen}\n", encoding="utf-8")
    built = build(workspace, Options())
    assert built.outcome is Outcome.REFUSED
    (fault,) = [f for f in built.findings if f.severity == "error"]
    assert (fault.code, fault.place.file, fault.place.line) == (
        "B603",
        "content/site.yml",
        len(before.splitlines()) + 1,
    )
    assert told in fault.message
    assert build(workspace, Options(pdf=False)).outcome is Outcome.BUILT


@pytest.mark.slow
def test_same_input_same_bytes_in_two_folders(make_workspace: MakeWorkspace) -> None:
    first, second = make_workspace("content", "甲"), make_workspace("content", "second/deeper")
    assert run(first, "build", "--jobs", "1").returncode == 0
    assert run(second, "build", "--jobs", "2").returncode == 0
    one, other = listing(first.site), listing(second.site)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert {Path(name).suffix for name in one} >= {".pdf", ".docx", ".xlsx", ".json", ".html"}


def test_drafts_stay_out_of_the_site_and_show_in_a_preview(workspace: Workspace) -> None:
    break_yaml(workspace, "状态: 已公开", "状态: 草稿")
    assert build(workspace, Options(pdf=False)).projects == 0
    everything = b"".join(listing(workspace.site).values())
    assert "城区排水泵站监测平台".encode() not in everything
    built = build(workspace, Options(pdf=False, preview=True))
    assert built.folder == workspace.root / "preview"
    page = (built.folder / "projects" / PROJECT / "index.html").read_text(encoding="utf-8")
    assert "内部预览" in page
    assert "noindex" in page
    assert not (workspace.site / "projects" / PROJECT).exists()


def test_the_pdf_holds_data_and_workbook_as_they_are_published(workspace: Workspace) -> None:
    assert build(workspace, Options()).outcome is Outcome.BUILT
    folder = workspace.site / "projects" / PROJECT
    inside = pypdf.PdfReader(folder / "beng-zhan.pdf").attachments
    assert inside == {
        "data.json": [(folder / "beng-zhan.json").read_bytes()],
        "scores.xlsx": [(folder / "beng-zhan.xlsx").read_bytes()],
    }


def test_a_preview_holds_the_draft_that_goes_out_for_comments(workspace: Workspace) -> None:
    break_yaml(workspace, "状态: 已公开", "状态: 征求意见")
    assert build(workspace, Options(preview=True)).projects == 1
    folder = workspace.root / "preview/projects" / PROJECT
    with zipfile.ZipFile(folder / "beng-zhan.docx") as docx:
        text = docx.read("word/document.xml").decode()
        assert "PowerPlusWaterMarkObject" in docx.read("word/header-default.xml").decode()
    assert "w:lnNumType" in text
    assert "意见采纳情况表" in text
    sheets = pypdf.PdfReader(folder / "beng-zhan.pdf").pages
    assert all("征求意见稿" in sheet.extract_text() for sheet in sheets)
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "征求意见稿" in page
    assert "本稿仅供征求意见，不得对外发布。" in page
    assert not workspace.site.exists()


def test_what_is_withdrawn_keeps_its_address_with_a_notice(workspace: Workspace) -> None:
    break_yaml(workspace, "状态: 已公开", "状态: 已撤下")
    assert build(workspace, Options(pdf=False)).outcome is Outcome.BUILT
    page = (workspace.site / "projects" / PROJECT / "index.html").read_text(encoding="utf-8")
    assert "本报告已撤下" in page
    assert "告警响应" not in page
    assert "泵站" not in (workspace.site / "projects" / "index.html").read_text(encoding="utf-8")
    assert not (workspace.site / "projects" / PROJECT / "beng-zhan.json").exists()


def test_attachments_and_the_sealed_copy_are_published_with_their_hashes(workspace: Workspace) -> None:
    folder = workspace.projects / PROJECT / "attachments"
    folder.mkdir()
    (folder / "gai-zhang.pdf").write_bytes(b"%PDF-1.4 scan")
    (folder / "diaocha.xlsx").write_bytes(b"survey")
    named = (
        "盖章件: attachments/gai-zhang.pdf\n附件: [{名称: 问卷结果, 文件: attachments/diaocha.xlsx}]\n问题:\n"
    )
    break_yaml(workspace, "问题:\n", named)
    assert build(workspace, Options(pdf=False)).outcome is Outcome.BUILT
    published = workspace.site / "projects" / PROJECT
    assert (published / "attachments" / "gai-zhang.pdf").read_bytes() == b"%PDF-1.4 scan"
    page = (published / "index.html").read_text(encoding="utf-8")
    for words in ("盖章件（扫描）", "问卷结果", hashlib.sha256(b"%PDF-1.4 scan").hexdigest()):
        assert words in page


def test_a_link_to_an_attachment_leads_to_it_and_to_nothing_else(workspace: Workspace) -> None:
    folder = workspace.projects / PROJECT
    (folder / "attachments").mkdir()
    (folder / "attachments" / "diaocha.pdf").write_bytes(b"%PDF-1.4")
    report = folder / "report.md"
    report.write_text(
        report.read_text(encoding="utf-8").replace("的链路", "的[链路](attachments/diaocha.pdf)"),
        encoding="utf-8",
    )
    built = build(workspace, Options(pdf=False))
    assert [(f.code, f.found, f.place.line) for f in built.findings] == [
        ("R102", "attachments/diaocha.pdf", 15)
    ]
    break_yaml(workspace, "问题:\n", "附件: [{名称: 问卷结果, 文件: attachments/diaocha.pdf}]\n问题:\n")
    assert build(workspace, Options()).outcome is Outcome.BUILT
    page = (workspace.site / "projects" / PROJECT / "index.html").read_text(encoding="utf-8")
    assert 'href="attachments/diaocha.pdf"' in page


def test_only_builds_a_preview_of_the_named_project(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace("content")
    built = build(workspace, Options(pdf=False, only={"2020/gusu-gongan"}))
    assert built.projects == 1
    assert not workspace.site.exists()
    assert (built.folder / "projects" / "2020" / "gusu-gongan" / "index.html").exists()


def test_production_refuses_example_values(workspace: Workspace) -> None:
    built = build(workspace, Options(pdf=False, production=True))
    assert [f.code for f in built.findings] == ["B601"]
    assert not workspace.site.exists()


def test_package_holds_site_manifest_and_check_report(workspace: Workspace) -> None:
    assert run(workspace, "build", "--no-pdf", "--package").returncode == 0
    first = (workspace.root / "dist" / "site.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
        assert {"site/index.html", "manifest.json", "check.json"} <= set(names)
        listed = {f"site/{file['path']}" for file in manifest["files"]}
        outside = {"site/manifest.json", "site/SHA256SUMS", "manifest.json", "check.json"}
        assert listed == set(names) - outside
        assert json.loads(archive.read("check.json"))["counts"]["error"] == 0
    assert run(workspace, "build", "--no-pdf", "--package", "--clean").returncode == 0
    assert (workspace.root / "dist" / "site.zip").read_bytes() == first


def test_store_keeps_what_was_put_and_forgets_the_rest(tmp_path: Path) -> None:
    store = Store(tmp_path)
    a, b = digest("a", b"1"), digest("a1")
    assert a != b
    store.put(a, b"eins")
    store.put(b, b"zwei")
    store.keep_only({a})
    assert (store.get(a), store.get(b)) == (b"eins", None)
