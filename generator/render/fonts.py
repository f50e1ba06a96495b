"""Font profiles: which typefaces stand for the 仿宋, 楷体, 黑体 and 小标宋 of GB/T 9704."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pylopdf_fonts_zh_cn


@dataclass(frozen=True, slots=True)
class FontProfile:
    """One typeface per role, and the folders that hold the font files.

    Each role is a list of family names: what the first lacks, the next supplies.
    """

    name: str
    """What messages call the profile."""
    folders: tuple[Path, ...]
    """Where the font files are; no other font of the machine is used."""
    body: tuple[str, ...]
    """仿宋: body text, level-3 headings, figures of the folio."""
    kai: tuple[str, ...]
    """楷体: level-2 headings, emphasis."""
    hei: tuple[str, ...]
    """黑体: level-1 headings, table heads, strong text, code."""
    title: tuple[str, ...]
    """小标宋: titles of cover, contents and annexes."""
    thicker: tuple[tuple[str, float], ...] = field(default=())
    """Roles whose face is too light or not its own: headings in it get a stroke of so many points."""

    @property
    def families(self) -> frozenset[str]:
        """Every family that the profile needs."""
        return frozenset((*self.body, *self.kai, *self.hei, *self.title))

    def as_json(self) -> str:
        """What the templates read."""
        roles = {"body": self.body, "kai": self.kai, "hei": self.hei, "title": self.title}
        return json.dumps({**roles, "thicker": dict(self.thicker)}, ensure_ascii=False)


_SIGNS = "DejaVu Sans Mono"  # comes with typst; has ☐ ☑ ✗, which Noto lacks
_SONG = ("Noto Serif SC", "Noto Sans SC", _SIGNS)
_HEI = ("Noto Sans SC", "Noto Serif SC", _SIGNS)

DEFAULT = FontProfile(
    name="思源宋体、思源黑体",
    folders=(pylopdf_fonts_zh_cn.serif_path().parent,),
    body=_SONG,
    kai=_SONG,
    hei=_HEI,
    title=_SONG,
    thicker=(("title", 0.6), ("hei", 0.35), ("kai", 0.25)),
)
"""Comes with `pip install` alone, under open licences (OFL; DejaVu its own).

宋体 stands in for 仿宋, thickened 宋体 for 楷体 and 小标宋.
"""
