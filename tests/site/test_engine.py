"""The engine: quiet, strict, reproducible, and the same pages from every engine of the family."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.site import engine
from generator.site.pages import site_pages
from generator.site.stage import write_stage
from tests.conftest import REPOSITORY
from tests.site.conftest import CONFIG
from tests.site.html_page import Page
from tests.site.samples import entry, site
from tests.site.test_stage import tree


def working_copy(root: Path, stage: Path) -> Path:
    """A folder with the engine's configuration, the templates and a staged tree; its configuration file."""
    shutil.copytree(REPOSITORY / "site_templates", root / "site_templates")
    shutil.copytree(stage, root / ".jixiao" / "stage")
    return Path(shutil.copy(CONFIG, root))


def html_of(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(folder).items() if path.endswith(".html")}


@pytest.fixture(scope="session")
def pages(built: Path) -> list[Page]:
    return [Page(path) for path in sorted(built.rglob("*.html"))]


# Building -------------------------------------------------------------------------------------------------------


def test_plain_mkdocs_and_properdocs_build_the_same_pages(built: Path, stage: Path, tmp_path: Path) -> None:
    """Byte by byte, nothing normalised. (Other files differ: the engines also copy what the theme never uses here.)"""
    config = working_copy(tmp_path / "copy", stage)
    ours = html_of(built)
    assert len(ours) > 3
    for name in ("mkdocs", "properdocs"):
        out = tmp_path / name
        command = [
            sys.executable,
            "-m",
            name,
            "build",
            "--quiet",
            "--config-file",
            str(config),
            "--site-dir",
            str(out),
        ]
        quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
        subprocess.run(command, check=True, env=os.environ | quiet, timeout=120)
        assert html_of(out) == ours, name


def test_two_folders_give_the_same_bytes(built: Path, stage: Path, tmp_path: Path) -> None:
    config = working_copy(tmp_path / "别的 文件夹", stage)
    engine.build(config, tmp_path / "out")
    assert tree(tmp_path / "out") == tree(built)


def test_nothing_reaches_the_console(stage: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    engine.build(CONFIG, tmp_path / "out", stage)
    captured = capfd.readouterr()
    assert captured.out + captured.err == ""


def test_a_new_process_prints_nothing_either(stage: Path, tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from generator.site.engine import build; build(*map(Path, sys.argv[1:]))"
    command = [sys.executable, "-c", code, str(CONFIG), str(tmp_path / "out"), str(stage)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=REPOSITORY, timeout=120)
    assert done.stdout + done.stderr == b""


def test_what_was_in_the_folder_before_is_gone(stage: Path, tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text("old", "utf-8")
    engine.build(CONFIG, tmp_path, stage)
    assert not (tmp_path / "old.html").exists()


@pytest.mark.parametrize(
    ("markdown", "named"),
    [("见[这里](nowhere.md)。\n", "nowhere.md"), ("见[这里](#nowhere)。\n", "#nowhere")],
)
def test_a_broken_link_is_a_fault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], markdown: str, named: str
) -> None:
    stage = tmp_path / "stage"
    write_stage(stage, site_pages(site(), [entry(markdown=markdown)], preview=False))
    with pytest.raises(engine.EngineFault, match="网站不能生成") as fault:
        engine.build(CONFIG, tmp_path / "out", stage)
    assert named in str(fault.value)
    assert capfd.readouterr() == ("", "")


def test_a_missing_tree_is_a_fault(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(engine.EngineFault, match="网站不能生成"):
        engine.build(CONFIG, tmp_path / "out", tmp_path / "nothing")
    assert capfd.readouterr() == ("", "")


# What is built --------------------------------------------------------------------------------------------------


def test_only_what_the_pages_use_is_there(built: Path) -> None:
    files = tree(built)
    kinds = {path.rsplit(".", 1)[-1] for path in files}
    assert kinds == {"html", "css", "js", "svg", "txt"}
    assert not [
        path
        for path in files
        if "sitemap.xml" in path or "lunr" in path or "search_index" in path or "/pages/" in path
    ]


def test_no_time_no_place_no_maker_in_any_file(built: Path) -> None:
    for path, data in tree(built).items():
        text = data.decode("utf-8")
        assert str(REPOSITORY) not in text, path
        assert str(built.parent) not in text, path
        if path.endswith(".html"):
            assert "generator" not in text, path
            assert "squidfunk" not in text, path


def test_nothing_that_a_strict_policy_refuses(pages: list[Page]) -> None:
    for page in pages:
        assert page.inline_code == [], page.path
        assert page.every("style") == [], page.path
        for tag, attributes in page.elements:
            assert "style" not in attributes, (page.path, tag)
            assert not [name for name in attributes if name.startswith("on")], (page.path, tag)


def test_nothing_is_fetched_from_outside(pages: list[Page]) -> None:
    for page in pages:
        for tag, attributes in page.elements:
            sources = [attributes.get("src", ""), attributes.get("srcset", "")]
            if tag in {"link", "use", "image"}:
                sources.append(attributes.get("href", ""))
            assert not [s for s in sources if re.match(r"(?:[a-z]+:)?//", s)], (page.path, tag)


def test_pages_are_well_formed_chinese_documents(pages: list[Page]) -> None:
    for page in pages:
        assert page.every("html")[0]["lang"] == "zh-CN"
        assert len(page.every("h1")) == 1, page.path
        assert len(page.ids) == len(set(page.ids)), page.path
        assert page.unbalanced == [], page.path
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False)), (
            page.path
        )


LATIN = re.compile(r"[A-Za-z][A-Za-z' ]{3,}")


def test_no_english_of_the_theme_is_left(pages: list[Page]) -> None:
    for page in pages:
        labels = [a[n] for _, a in page.elements for n in ("aria-label", "title", "alt") if n in a]
        assert not [label for label in labels if LATIN.search(label)], page.path
        if page.path.name == "404.html":
            assert not LATIN.search(page.text.replace("example", "")), page.path


def test_the_page_that_is_not_there(built: Path) -> None:
    page = Page(built / "404.html")
    assert "没有这个页面" in page.text
    assert "/index.html" in {a.get("href") for a in page.every("a")}


def test_the_author_text_of_the_odd_project_is_shown_as_typed(built: Path) -> None:
    page = Page(built / "projects" / "2019" / "泵站 100%" / "index.html")
    assert "<b>泵站</b> & “监测” *平台* {{ 1 }}" in page.text
    assert "转录 <示例>" in page.text
    assert not [tag for tag, _ in page.elements if tag == "b"]


# Publisher and preview ------------------------------------------------------------------------------------------


def one_site(tmp_path: Path, *, preview: bool = False, **publisher: object) -> Path:
    write_stage(tmp_path / "stage", site_pages(site(**publisher), [entry()], preview=preview))
    engine.build(CONFIG, tmp_path / "out", tmp_path / "stage")
    return tmp_path / "out"


def test_the_footer_says_only_what_is_stated(tmp_path: Path) -> None:
    text = Page(one_site(tmp_path / "a", 联系方式=None) / "index.html").text
    assert "主办单位：某市财政局" in text
    for absent in ("联系方式", "标识码", "ICP", "公安备案", "找错", "示例"):
        assert absent not in text
    stated: dict[str, Any] = {
        "网站标识码": "4400000001",
        "ICP备案号": "粤ICP备1号",
        "公安备案号": "粤公网安备2号",
    }
    page = Page(one_site(tmp_path / "b", **stated, 找错链接="https://example.com/?a=1&b=2") / "404.html")
    for present in (*stated.values(), "我为政府网站找错", "联系方式：0000"):
        assert present in page.text
    assert "https://example.com/?a=1&b=2" in {a.get("href") for a in page.every("a")}


def test_example_settings_are_marked_on_every_page(tmp_path: Path) -> None:
    for path in one_site(tmp_path / "a", 示例="是").rglob("*.html"):
        assert "示例站点" in Page(path).text
    for path in one_site(tmp_path / "b").rglob("*.html"):
        assert "示例站点" not in Page(path).text


def test_a_preview_is_marked_and_kept_from_search_engines(tmp_path: Path) -> None:
    for path in one_site(tmp_path / "a", preview=True).rglob("*.html"):
        page = Page(path)
        assert "预览：含有尚未公开的内容" in page.text
        assert {"name": "robots", "content": "noindex,nofollow,noarchive"} in page.every("meta")
    for path in one_site(tmp_path / "b").rglob("*.html"):
        assert "robots" not in {m.get("name") for m in Page(path).every("meta")}
