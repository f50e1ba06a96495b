"""The three font profiles, and what is said where a font is missing."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pylopdf_fonts_zh_cn
import pypdf
import pytest

from generator.model.register import FontChoice
from generator.render.docx import render_docx
from generator.render.fault import RenderFault
from generator.render.fonts import DEFAULT, FANDOL_FOLDERS, ROLES, FontProfile, load, profile
from generator.render.pdf import render_pdf
from tests.render.test_pdf import SAMPLE, body_of

LOCAL = {"FangSong Test": "body", "Kai Ti GB2312": "kai", "SimHei (test)": "hei", "XiaoBiaoSong1": "title"}
"""Family names as long as that of the open font over which they are written, and the roles that they are for."""


def renamed(family: str, file: Path) -> None:
    """Write an open font under another family name: a stand-in for fonts that cannot be passed on."""
    names = ("Noto Serif SC".encode("utf-16-be"), family.encode("utf-16-be"))
    assert len({len(name) for name in names}) == 1
    file.write_bytes(pylopdf_fonts_zh_cn.serif_path().read_bytes().replace(*names))


@pytest.fixture
def licensed(tmp_path: Path) -> Path:
    """A folder with one font for each role."""
    for number, family in enumerate(LOCAL):
        renamed(family, tmp_path / f"{number}.otf")
    return tmp_path


def fonts_in(data: bytes) -> set[str]:
    """Names of the fonts in a PDF, without the mark of the subset."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    fonts = (font for page in reader.pages for font in page["/Resources"].get("/Font", {}).values())  # type: ignore[attr-defined]
    return {re.sub(r"^/\w+\+", "", font.get_object()["/BaseFont"]) for font in fonts}


def test_the_default_comes_with_pip() -> None:
    assert profile(FontChoice.DEFAULT) is DEFAULT
    assert DEFAULT.families <= set(load(DEFAULT).families())


def test_the_departments_own_fonts_play_their_roles(licensed: Path) -> None:
    own = profile(FontChoice.OWN, licensed)
    firsts = {role: getattr(own, role)[0] for role in ROLES}
    assert firsts == {role: family for family, role in LOCAL.items()}
    assert body_of(pypdf.PdfReader(io.BytesIO(render_pdf(SAMPLE, own)))) == body_of(
        pypdf.PdfReader(io.BytesIO(render_pdf(SAMPLE)))
    )


@pytest.mark.parametrize("absent", LOCAL)
def test_each_missing_font_is_named_with_a_file(licensed: Path, absent: str) -> None:
    (licensed / f"{list(LOCAL).index(absent)}.otf").unlink()
    with pytest.raises(RenderFault) as caught:
        profile(FontChoice.OWN, licensed)
    typeface = ROLES[LOCAL[absent]]
    assert re.search(rf"缺少字体：{typeface}（.*文件如 \w+\.(ttf|TTF)）。", caught.value.message)
    assert str(licensed) in caught.value.message
    assert all(f"{ROLES[role]}（" not in caught.value.message for role in set(ROLES) - {LOCAL[absent]})


def test_an_empty_folder_lacks_all_four(tmp_path: Path) -> None:
    for name in (FontChoice.OWN, FontChoice.FANGSONG):
        with pytest.raises(RenderFault) as caught:
            profile(name, tmp_path)
        assert all(f"{typeface}（" in caught.value.message for typeface in ROLES.values())
    assert "FandolFang-Regular.otf" in caught.value.message
    assert "texlive-lang-chinese" in caught.value.message


def test_own_fonts_need_a_folder() -> None:
    with pytest.raises(RenderFault, match="要用“字体文件夹”写明放字体文件的文件夹"):
        profile(FontChoice.OWN)


def test_a_docx_names_the_departments_own_fonts(licensed: Path) -> None:
    own = profile(FontChoice.OWN, licensed)
    with zipfile.ZipFile(io.BytesIO(render_docx(SAMPLE, own))) as office:
        styles, table = (office.read(f"word/{name}.xml").decode() for name in ("styles", "fontTable"))
    assert all(f'w:eastAsia="{family}"' in styles and f'w:name="{family}"' in table for family in LOCAL)
    assert "仿宋_GB2312" not in styles
    with zipfile.ZipFile(io.BytesIO(render_docx(SAMPLE))) as office:
        assert 'w:eastAsia="仿宋_GB2312"' in office.read("word/styles.xml").decode()


def test_the_digest_tells_the_bytes_of_the_fonts(
    licensed: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = profile(FontChoice.OWN, licensed).digest()
    assert before == profile(FontChoice.OWN, licensed).digest() != DEFAULT.digest()
    file = licensed / "0.otf"
    file.write_bytes(file.read_bytes() + b"\0")
    assert profile(FontChoice.OWN, licensed).digest() != before
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for number in range(len(LOCAL)):
        shutil.copy(licensed / f"{number}.otf", elsewhere)
    assert profile(FontChoice.OWN, elsewhere).digest() == profile(FontChoice.OWN, licensed).digest()


@pytest.fixture(scope="module")
def fangsong() -> FontProfile:
    try:
        return profile(FontChoice.FANGSONG)
    except RenderFault:
        folders = "、".join(map(str, FANDOL_FOLDERS))
        pytest.skip(f"没有 Fandol 字体（Debian 软件包 texlive-lang-chinese），找过 {folders}")


def test_true_fangsong_kai_and_bold_song(fangsong: FontProfile) -> None:
    data = render_pdf(SAMPLE, fangsong)
    wanted = {"FandolFang-Regular", "FandolKai-Regular", "FandolHei-Regular", "FandolSong-Bold"}
    assert wanted <= {name.removesuffix("-Identity-H") for name in fonts_in(data)}
    assert body_of(pypdf.PdfReader(io.BytesIO(data))) == body_of(
        pypdf.PdfReader(io.BytesIO(render_pdf(SAMPLE)))
    )
