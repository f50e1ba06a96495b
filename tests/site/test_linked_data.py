"""Linked data in pages: there, whole, and never a script to any browser, under the strictest policy too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from generator.site import engine
from generator.site.pages import site_pages
from generator.site.stage import write_stage
from generator.site.theme import theme_assets
from tests.site.chromium import Tab, needs_chromium, served
from tests.site.conftest import CONFIG
from tests.site.html_page import Page
from tests.site.samples import entry, real_site

pytestmark = needs_chromium

HOSTILE = "</script><script>document.title='ran'</script>&amp;"
PAGE = "projects/2024/beng-zhan/index.html"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose only project tries to be run."""
    stage, out = tmp_path_factory.mktemp("stage"), tmp_path_factory.mktemp("site")
    tries = entry(名称=HOSTILE, 内容概述=HOSTILE, 状态="已公开")
    write_stage(stage, site_pages(real_site(), [tries], preview=False), theme_assets())
    engine.build(CONFIG, out, stage)
    return out


def linked_data(page: Path) -> list[Any]:
    parts = page.read_text(encoding="utf-8").split('<script type="application/ld+json">')[1:]
    return [json.loads(p.partition("</script>")[0]) for p in parts]


def test_pages_carry_their_linked_data(published: Path, hostile: Path) -> None:
    assert [d["@type"] for d in linked_data(published / "data" / "index.html")] == ["Dataset"]
    assert linked_data(published / "index.html") == []
    (report,) = linked_data(hostile / PAGE)
    assert (report["@type"], report["abstract"]) == ("Report", HOSTILE)
    assert Page(hostile / PAGE).inline_code == []


def test_linked_data_breaks_no_strict_policy_and_is_never_run(
    browser: Browser, published_origin: str, hostile: Path
) -> None:
    with Tab(browser) as tab, served(hostile) as origin:
        for address in (f"{published_origin}data/index.html", origin + PAGE):
            page = tab.open(address)
            assert tab.complaints == [], address
            assert page.title() != "ran"
        inline = "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s)"
        page.evaluate(inline)  # the policy is in force: a real script is refused
        page.wait_for_timeout(200)
        assert any("script-src" in c for c in tab.complaints)
        assert page.evaluate("window.ran") is None
