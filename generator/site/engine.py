"""The one module that runs the site engine (mkdocs with Material), quietly and in this process."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["NO_MKDOCS_2_WARNING"] = "1"
os.environ["DISABLE_MKDOCS_2_WARNING"] = "true"

UNUSED = ("assets/javascripts", "assets/images/favicon.png")
"""What these pages never ask for of the theme: its scripts (see THIRD_PARTY_NOTICES.md) and its icon."""

_one_at_a_time = threading.Lock()


class EngineFault(Exception):  # noqa: N818 - like `RenderFault`
    """The engine could not build the staged tree: a fault of this program or of the machine, not of content."""

    def __init__(self, messages: tuple[str, ...]) -> None:
        """`messages` are the engine's own, in English."""
        super().__init__("网站不能生成，网站引擎报告：" + "；".join(messages))
        self.messages = messages


def build(config_file: Path, out: Path, stage: Path | None = None) -> None:
    """Build the staged tree into the folder `out`, which is emptied first.

    `stage` overrides the configured `docs_dir`. Nothing is printed. Raises `EngineFault` on any warning.
    """
    with _one_at_a_time, _captured() as messages:
        try:
            _run(config_file, out, stage)
        except (Exception, SystemExit) as error:
            raise EngineFault((*messages, *_why(error))) from error
        if messages:
            raise EngineFault(tuple(messages))
    _drop_unused(out)


def _run(config_file: Path, out: Path, stage: Path | None) -> None:
    from mkdocs.commands.build import build as run  # noqa: PLC0415 - its import costs a moment
    from mkdocs.config import load_config  # noqa: PLC0415

    stage_option = {} if stage is None else {"docs_dir": str(stage.resolve())}
    config = load_config(
        str(config_file.resolve()), site_dir=str(out.resolve()), strict=False, **stage_option
    )
    run(config)


@contextmanager
def _captured() -> Iterator[list[str]]:
    """Keep every log line of the engine from the console; yield the list its warnings go to."""
    messages: list[str] = []
    handler = _Collector(messages)
    loggers = [logging.getLogger(name) for name in ("mkdocs", "MARKDOWN")]
    before = [(logger, logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    try:
        yield messages
    finally:
        for logger, propagate, level in before:
            logger.removeHandler(handler)
            logger.propagate = propagate
            logger.setLevel(level)


class _Collector(logging.Handler):
    """Puts the text of every warning and error into a list."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(record.getMessage())


def _why(error: BaseException) -> tuple[str, ...]:
    text = str(error)
    return (text,) if text else (type(error).__name__,)


def _drop_unused(out: Path) -> None:
    for name in UNUSED:
        path = out / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for pattern in ("*.map", "palette.*.css"):
        for path in sorted((out / "assets").rglob(pattern)):
            path.unlink()
