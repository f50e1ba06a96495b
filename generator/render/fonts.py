"""Font profiles: which typefaces stand for the 仿宋, 楷体, 黑体 and 小标宋 of GB/T 9704.

`profile` gives one of three: 默认 comes with `pip install`, 仿宋 has true 仿宋 and 楷体 under a free but disputed
licence, 本单位 takes a folder of fonts that the department has licensed. Pages are laid out alike with all.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from generator.model.register import FontChoice
from generator.render.fault import RenderFault

ROLES = {"body": "仿宋", "kai": "楷体", "hei": "黑体", "title": "小标宋"}
"""The roles of typefaces, and the typeface that GB/T 9704 wants for each."""


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
    thicker: tuple[tuple[str, float], ...] = ()
    """Roles whose face is too light or not its own: headings in it get a stroke of so many points."""
    bold: frozenset[str] = frozenset()
    """Roles for which the bold face of their family is taken."""
    for_office: bool = False
    """Whether a DOCX names these families too: only where the office that edits it has them."""

    @property
    def families(self) -> frozenset[str]:
        """Every family that the profile needs."""
        return frozenset((*self.body, *self.kai, *self.hei, *self.title))

    def as_json(self) -> str:
        """What the templates read."""
        roles = {role: getattr(self, role) for role in ROLES}
        return json.dumps(
            {**roles, "thicker": dict(self.thicker), "bold": sorted(self.bold)}, ensure_ascii=False
        )

    def digest(self) -> str:
        """A digest of everything that a PDF gets from the profile, the bytes of the font files included."""
        running = hashlib.sha256(self.as_json().encode())
        for found in sorted(_fonts(self.folders), key=lambda f: (f.family, f.weight, f.style, f.index)):
            if found.path and found.family in self.families:
                running.update(hashlib.sha256(Path(found.path).read_bytes()).digest())
        return running.hexdigest()


def load(fonts: FontProfile) -> typst.Fonts:
    """The fonts of a profile. Raises `RenderFault` where one is missing."""
    found = _searched(fonts.folders)
    missing = fonts.families - set(found.families())
    if missing:
        raise RenderFault(f"字体方案“{fonts.name}”缺少字体：{'、'.join(sorted(missing))}。")
    return found


def _searched(folders: Sequence[Path]) -> typst.Fonts:
    """The fonts in some folders, and those that come with typst."""
    paths = [str(folder) for folder in folders]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)


def _fonts(folders: Sequence[Path]) -> list[typst.FontInfo]:
    return _searched(folders).fonts()


# The profiles --------------------------------------------------------------------------------------------------

_OPEN = pylopdf_fonts_zh_cn.serif_path().parent
_SIGNS = "DejaVu Sans Mono"  # comes with typst; has ☐ ☑ ✗, which Noto lacks
_SONG = ("Noto Serif SC", "Noto Sans SC", _SIGNS)
_HEI = ("Noto Sans SC", "Noto Serif SC", _SIGNS)

DEFAULT = FontProfile(
    name="思源宋体、思源黑体",
    folders=(_OPEN,),
    body=_SONG,
    kai=_SONG,
    hei=_HEI,
    title=_SONG,
    thicker=(("title", 0.6), ("hei", 0.35), ("kai", 0.25)),
)
"""Comes with `pip install` alone, under open licences (OFL; DejaVu its own).

宋体 stands in for 仿宋, thickened 宋体 for 楷体 and 小标宋.
"""

FANDOL_FOLDERS = tuple(
    Path(root, "fonts/opentype/public/fandol")
    for root in ("/usr/share/texlive/texmf-dist", "/usr/share/texmf-dist", "/usr/share/texmf")
)
"""Where Linux distributions put the Fandol fonts; on Debian they are in `texlive-lang-chinese`."""

_FANDOL = {
    "body": ("FandolFang R", "FandolFang-Regular.otf"),
    "kai": ("FandolKai", "FandolKai-Regular.otf"),
    "hei": ("FandolHei", "FandolHei-Regular.otf"),
    "title": ("FandolSong", "FandolSong-Bold.otf"),
}
"""Family and file for each role; FandolSong in bold plays 小标宋."""

_LOCAL = {
    "body": (
        "仿宋_GB2312、仿宋或方正仿宋",
        "simfang.ttf",
        ("fangsonggb2312|仿宋gb2312", "fangsong|仿宋|fzfs"),
    ),
    "kai": ("楷体_GB2312、楷体或方正楷体", "simkai.ttf", ("kaitigb2312|楷体gb2312", "kaiti|fzkai|fzkt|楷")),
    "hei": ("黑体或方正黑体", "simhei.ttf", ("simhei|黑体", "fzhei|fzht|heiti")),
    "title": ("方正小标宋", "FZXBSJW.TTF", ("xiaobiaosong|小标宋|fzxbs", "zhongsong|中宋")),
}
"""For each role: typefaces and a file to name in messages, and patterns of family names, best first."""


def profile(choice: FontChoice, folder: Path | None = None) -> FontProfile:
    """The profile of a choice.

    `folder` holds the fonts of 本单位, and those of 仿宋 where they are not in a usual place. Raises `RenderFault` for a
    font that is missing, naming typeface and file, and for a folder that is needed and not given.
    """
    if choice is FontChoice.FANGSONG:
        return _fangsong((folder,) if folder else FANDOL_FOLDERS)
    if choice is FontChoice.DEFAULT:
        return DEFAULT
    if folder is None:
        raise RenderFault("字体写“本单位”时，要用“字体文件夹”写明放字体文件的文件夹。")
    return _local(folder)


@cache
def _fangsong(folders: tuple[Path, ...]) -> FontProfile:
    """True 仿宋 and 楷体; characters outside GB 2312 come from the open fonts."""
    found = {(font.family, font.weight >= 600) for font in _fonts(folders)}  # noqa: PLR2004 - from here on bold
    missing = [
        f"{ROLES[role]}（{family}，文件 {file}）"
        for role, (family, file) in _FANDOL.items()
        if (family, role == "title") not in found
    ]
    if missing:
        raise _missing(
            "Fandol",
            missing,
            folders,
            "可以安装 Debian 软件包 texlive-lang-chinese，或者把这些文件放进“字体文件夹”所写的文件夹。",
        )
    families = {role: family for role, (family, _) in _FANDOL.items()}
    return _backed("Fandol", folders, families, bold=frozenset({"title"}))


@cache
def _local(folder: Path) -> FontProfile:
    """The department's own fonts, known by their family names; what they lack comes from the open fonts."""
    families = sorted({font.family for font in _fonts((folder,)) if font.path})
    chosen = {role: _chosen(patterns, families) for role, (_, _, patterns) in _LOCAL.items()}
    missing = [
        f"{ROLES[role]}（{typeface}，文件如 {file}）"
        for role, (typeface, file, _) in _LOCAL.items()
        if not chosen[role]
    ]
    if missing:
        held = f"文件夹里现有：{'、'.join(families)}。" if families else "文件夹里没有字体文件。"
        raise _missing("本单位字体", missing, (folder,), f"{held}请把缺少的字体文件放进这个文件夹。")
    return _backed("本单位字体", (folder,), chosen, for_office=True)


def _chosen(patterns: Sequence[str], families: Sequence[str]) -> str:
    """The first family that fits the best pattern; empty when none does."""
    plain = {family: re.sub(r"[\s_-]", "", family).lower() for family in families}
    fitting = (family for pattern in patterns for family in families if re.search(pattern, plain[family]))
    return next(fitting, "")


def _backed(
    name: str,
    folders: Sequence[Path],
    families: Mapping[str, str],
    bold: frozenset[str] = frozenset(),
    *,
    for_office: bool = False,
) -> FontProfile:
    """A profile with a family for each role, and the open fonts for what it lacks."""
    body, kai, hei, title = ((families[role], *getattr(DEFAULT, role)) for role in ROLES)
    return FontProfile(name, (*folders, _OPEN), body, kai, hei, title, bold=bold, for_office=for_office)


def _missing(name: str, fonts: Sequence[str], folders: Sequence[Path], hint: str) -> RenderFault:
    places = "、".join(map(str, folders))
    return RenderFault(f"字体方案“{name}”缺少字体：{'、'.join(fonts)}。找过的文件夹：{places}。{hint}")
