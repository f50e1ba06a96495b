"""JSON-LD: only what is declared, and data to every browser, never a script."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from generator.opendata.linked_data import dataset, report, script_text
from generator.opendata.publisher import UNKNOWN, Publisher
from generator.site import engine
from generator.site.pages import Download, site_pages
from generator.site.stage import write_stage
from tests.opendata.conftest import Written
from tests.opendata.samples import evaluation
from tests.site.conftest import CONFIG
from tests.site.html_page import Page
from tests.site.samples import entry, real_entries, real_site, site

HOSTILE = "</script><script>document.title='ran'</script>&amp;"


def test_the_dataset_lists_every_file(real: Written) -> None:
    told = dataset(Publisher.of(real_site()), real.data)
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Dataset")
    assert {"name", "description", "creator", "url", "distribution", "temporalCoverage"} <= set(told)
    assert "license" not in told
    assert "dateModified" not in told
    for file, download in zip(real.data.files, told["distribution"], strict=True):
        assert download["contentUrl"] == f"https://jixiao.example.com/data/{file.name}"
        assert (download["sha256"], download["encodingFormat"].partition("/")[1]) == (file.sha256, "/")


def test_a_report_says_only_what_is_declared() -> None:
    bare = report(UNKNOWN, evaluation(), ())
    assert not {
        "datePublished",
        "dateCreated",
        "dateModified",
        "publisher",
        "license",
        "url",
        "encoding",
    } & set(bare)
    assert None not in bare.values()
    shown = {
        "发布日期": "2025-06-10 09:30",
        "成文日期": "2025-05-20",
        "发布机构": "某局",
        "文号": "某财〔2025〕1号",
        "索引号": "A/1",
    }
    correction = {"日期": "2025-07-01", "内容": "改", "原因": "错", "批准人岗位": "局长"}
    publisher = Publisher.of(
        site(域名="a.example.com", 数据许可={"名称": "某许可", "网址": "https://example.com/l"})
    )
    told = report(publisher, evaluation(公开=shown, 更正=[correction]), [Download("PDF", "a b.pdf", 9, "ff")])
    assert told["datePublished"] == "2025-06-10T09:30:00+08:00"
    assert (told["dateCreated"], told["dateModified"], told["license"]) == (
        "2025-05-20",
        "2025-07-01",
        "https://example.com/l",
    )
    assert (told["identifier"], told["reportNumber"]) == (["2024/beng-zhan", "A/1"], "某财〔2025〕1号")
    (file,) = told["encoding"]
    assert file["contentUrl"] == "https://a.example.com/projects/2024/beng-zhan/a%20b.pdf"
    assert (file["encodingFormat"], file["sha256"]) == ("application/pdf", "ff")


def test_nothing_ends_the_element_early() -> None:
    text = script_text({"name": HOSTILE})
    assert "<" not in text
    assert json.loads(text) == {"name": HOSTILE}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, real: Written) -> Iterator[tuple[Path, str]]:
    """A site with a hostile project and the data page, served under a strict policy."""
    stage, out = tmp_path_factory.mktemp("stage"), tmp_path_factory.mktemp("site")
    hostile = entry(名称=HOSTILE, 内容概述=HOSTILE, 状态="已公开")
    write_stage(stage, site_pages(real_site(), [*real_entries(), hostile], preview=False, data=real.data))
    engine.build(CONFIG, out, stage)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield out, f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


class _Strict(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


PAGES = ("data/index.html", "projects/2024/beng-zhan/index.html", "projects/2024/shen-ping-an/index.html")


def linked_data(page: Path) -> list[Any]:
    text = page.read_text(encoding="utf-8")
    parts = text.split('<script type="application/ld+json">')[1:]
    return [json.loads(p.partition("</script>")[0]) for p in parts]


def test_pages_carry_their_linked_data(served: tuple[Path, str]) -> None:
    kinds = [[d["@type"] for d in linked_data(served[0] / p)] for p in (*PAGES, "index.html")]
    assert kinds == [["Dataset"], ["Report"], ["Report"], []]
    assert linked_data(served[0] / PAGES[1])[0]["abstract"] == HOSTILE
    assert Page(served[0] / PAGES[1]).inline_code == []


def test_linked_data_breaks_no_strict_policy_and_is_never_run(served: tuple[Path, str]) -> None:
    """The same page with a real inline script would be refused: the policy is in force."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.add_init_script(
            "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective))"
        )
        for path in PAGES:
            page.goto(served[1] + path)
            assert page.evaluate("refused") == [], path
            assert page.title() != "ran"
        inline = "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s)"
        page.evaluate(inline)
        page.wait_for_function("refused.length > 0")
        assert page.evaluate("[window.ran ?? 0, refused[0]]") == [0, "script-src-elem"]
        browser.close()
