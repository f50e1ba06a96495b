"""The one way from the Markdown of a document to any output: the clean tree of what it says."""

from __future__ import annotations

from pathlib import Path

from generator.render.fault import RenderFault
from generator.render.reader import Unreadable, read
from generator.render.tree import Elements

__all__ = ["TEMPLATES", "RenderFault", "clean_tree"]

TEMPLATES = Path(__file__).parent / "templates"


def clean_tree(markdown: str, *, what: str) -> Elements:
    """The blocks of a document.

    Raises `RenderFault` for what the author must mend; `what` names the output in its message.
    """
    try:
        return read(markdown)
    except Unreadable as fault:
        raise RenderFault(f"{what} 不能生成：{fault}。") from fault
