"""The built pages in a real Chromium: over http under a strict policy, and straight from a folder."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.site.browser import Browser, chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="没有 Chromium，浏览器测试没有运行"),
]

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
PAGES = (
    "index.html",
    "projects/index.html",
    "projects/2024/shen-ping-an/index.html",
    "projects/2020/gusu-gongan/index.html",
    "projects/2019/%E6%B3%B5%E7%AB%99%20100%25/index.html",
    "nowhere/index.html",
)
WIDTHS = (320, 390, 768, 1440)


class Handler(SimpleHTTPRequestHandler):
    """A web server as an office would set it up: strict policy, our page for what is not there."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def send_error(self, code: int, *_: Any, **__: Any) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def origin(built: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(built))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


def outside(browser: Browser, origin: str) -> list[str]:
    return [url for url in browser.requested if not url.startswith((origin, "data:"))]


def complaints(browser: Browser) -> list[str]:
    """What the browser complains of; that a page which is not there answers 404 is no fault."""
    return [text for text in browser.complaints if "status of 404" not in text or "nowhere" not in text]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_strict_policy_holds_and_nothing_comes_from_outside(
    browser: Browser, origin: str, *, dark: bool
) -> None:
    browser.view(1440, dark=dark)
    for page in PAGES:
        browser.open(origin + page)
        assert complaints(browser) == [], page
        assert outside(browser, origin) == [], page
        scheme = browser.evaluate("document.body.dataset.mdColorScheme")
        assert scheme == ("slate" if dark else "default"), page


def test_pages_work_from_a_folder(browser: Browser, built: Path) -> None:
    browser.view(1440)
    for page in PAGES[:-1]:
        browser.open(built.as_uri() + "/" + page)
        assert browser.complaints == [], page
        assert outside(browser, "file:") == [], page
        assert browser.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(18, 65, 90)"


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_window(browser: Browser, origin: str, width: int) -> None:
    browser.view(width, touch=width < 1000)
    for page in PAGES:
        browser.open(origin + page)
        widest = browser.evaluate(
            "Math.max(document.body.scrollWidth, document.querySelector('main').scrollWidth)"
        )
        assert widest <= width, page


REACH = """
[...document.querySelectorAll('.report-table, .projects-table')]
  .filter(e => e.scrollWidth > e.clientWidth && !(e.tabIndex === 0 && e.getAttribute('aria-label'))).length
"""


def test_what_scrolls_can_be_reached_by_keyboard(browser: Browser, origin: str) -> None:
    browser.view(390, touch=True)
    browser.open(origin + PAGES[2])
    assert browser.evaluate("document.querySelector('.report-table--widest').scrollWidth") > 390
    assert browser.evaluate(REACH) == 0


def test_the_head_of_a_table_stays_in_sight(browser: Browser, origin: str) -> None:
    browser.view(1440)
    browser.open(origin + PAGES[2])
    script = """(() => {
      const table = document.querySelector('#table-scores');
      scrollTo(0, table.getBoundingClientRect().top + scrollY + 600);
      return [document.querySelector('header').getBoundingClientRect().bottom,
              table.querySelector('thead th').getBoundingClientRect().top];
    })()"""
    header, head = browser.evaluate(script)
    assert abs(head - header) <= 4


def test_the_reader_chooses_light_or_dark_and_it_is_remembered(browser: Browser, origin: str) -> None:
    browser.view(1440)
    browser.open(origin + PAGES[0])
    press = "(document.querySelector('.site-colours').click(), document.body.dataset.mdColorScheme)"
    label = "document.querySelector('.site-colours').getAttribute('aria-label')"
    assert "跟随系统" in browser.evaluate(label)
    assert [browser.evaluate(press) for _ in range(2)] == ["default", "slate"]
    browser.open(origin + PAGES[2])
    assert browser.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert "深色" in browser.evaluate(label)
    assert browser.evaluate(press) == "default"


def test_without_scripts_everything_is_there_to_read(browser: Browser, origin: str) -> None:
    browser.view(390, touch=True)
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(origin + PAGES[2], settle=False)
        text = browser.evaluate("document.body.innerText")
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
    for part in ("91.97", "附件2", "总览", "本页目录"):
        assert part in text
