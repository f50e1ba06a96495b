"""Debian's Chromium, driven by playwright, and a web server as an office would set it up."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def chromium() -> str | None:
    """The browser of this machine, if it has one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


needs_chromium = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="没有 Chromium，浏览器测试没有运行"),
]
"""The marks of a module that opens pages."""


def environment(folder: Path) -> dict[str, str]:
    """An environment in which the browser sees the Chinese fonts of our PDF package, whatever the machine has."""
    import pylopdf_fonts_zh_cn  # noqa: PLC0415 - only where a browser runs

    config = folder / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{pylopdf_fonts_zh_cn.sans_path().parent}</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{folder / 'font-cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


class Handler(SimpleHTTPRequestHandler):
    """A strict policy, and our own page for what is not there."""

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


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address under which a folder is served, with a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Tab:
    """A tab with settings of its own, which notes what its pages ask for and complain of."""

    def __init__(self, browser: Browser, **settings: Any) -> None:
        """`settings` as `Browser.new_context` takes them; motion is reduced."""
        self.context = browser.new_context(**{"reduced_motion": "reduce"} | settings)
        self.page: Page = self.context.new_page()
        self.requested: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", self._note_error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open(self, url: str) -> Page:
        """Open a page and forget what was noted before; the page, loaded."""
        self.requested.clear()
        self.complaints.clear()
        self.page.goto(url)
        return self.page

    def outside(self, inside: str) -> list[str]:
        """What the page asked for that doesn't begin with `inside`."""
        return [url for url in self.requested if not url.startswith((inside, "data:", "blob:"))]

    def _note_request(self, request: Request) -> None:
        self.requested.append(request.url)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self.complaints.append(message.text)

    def _note_error(self, error: Error) -> None:
        self.complaints.append(str(error))
