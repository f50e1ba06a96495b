"""What a published folder was made from, for its manifest: commit, rule sets, tools, fonts, templates. No clock."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import Any

from generator import __version__
from generator.build.fingerprint import TOOLS, Sources
from generator.load import read_record
from generator.model.register import Site
from generator.render.fault import RenderFault
from generator.render.fonts import DEFAULT, profile
from generator.workspace import Workspace


def made_from(workspace: Workspace, sources: Sources, commit: str | None, *, paged: bool) -> dict[str, Any]:
    """The origin of a site as plain values, the same wherever and whenever it is made from the same things."""
    rules = sorted(workspace.rule_sets.glob("*.yml"), key=lambda p: p.stem)
    return {
        "generator": f"jixiao {__version__}",
        "commit": commit,
        "content": sources.whole_content,
        "rule_sets": {p.stem: hashlib.sha256(p.read_bytes()).hexdigest() for p in rules},
        "templates": sources.templates,
        "fonts": _fonts(workspace) if paged else None,
        "tools": {tool: version(tool) for tool in TOOLS},
    }


def _fonts(workspace: Workspace) -> str:
    """A digest of the fonts of paged documents, as site.yml chooses them."""
    site, _, _ = read_record(workspace, workspace.content / "site.yml", Site, [])
    if site is None:
        return DEFAULT.digest()
    folder = workspace.content / site.font_folder if site.font_folder else None
    try:
        return profile(site.fonts, folder).digest()
    except RenderFault:  # nothing was printed with them, or the build would have been refused
        return ""
