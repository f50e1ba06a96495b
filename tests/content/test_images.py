"""Pictures are measured and judged by their bytes; what cannot be published is a finding at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.image_size import Raster, raster
from generator.content.images import MAX_BYTES, ImageFile, read_images
from generator.content.narrative import read_narrative
from generator.content.svg_reader import BrokenSvg, UnsafeSvg, svg_size
from generator.findings import Finding
from tests.pictures import SVG, jpeg, png

OPENING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
)


def svg(inner: str) -> bytes:
    return f"{OPENING}{inner}</svg>".encode()


def read(folder: Path, source: str = "figures/a.png") -> tuple[tuple[ImageFile, ...], list[Finding]]:
    narrative = read_narrative(f"# 章\n\n文\n\n![图名](<{source}>)\n", "report.md")
    assert narrative.findings == ()
    return read_images(folder, narrative)


def placed(
    folder: Path, data: bytes, source: str = "figures/a.png"
) -> tuple[tuple[ImageFile, ...], list[Finding]]:
    path = folder / source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return read(folder, source)


# Files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "data", "size"),
    [
        ("figures/a.png", png(30, 20), (30, 20)),
        ("figures/照 片.JPG", jpeg(30, 20), (30, 20)),
        ("a.jpeg", jpeg(30, 20, components=1), (30, 20)),
        ("figures/a.svg", SVG.encode(), (80, 40)),
    ],
)
def test_a_picture_is_found_and_measured(
    tmp_path: Path, source: str, data: bytes, size: tuple[int, int]
) -> None:
    (found,), findings = placed(tmp_path, data, source)
    assert findings == []
    assert (found.source, found.path, (found.width, found.height)) == (source, tmp_path / source, size)


def test_who_depends_on_a_picture_depends_on_its_bytes(tmp_path: Path) -> None:
    before, _ = placed(tmp_path, png(4, 3))
    after, _ = placed(tmp_path, png(4, 4))
    assert before[0].digest != after[0].digest


def test_a_picture_that_stands_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    narrative = read_narrative("# 章\n\n![甲](a.png)\n\n![乙](a.png)", "report.md")
    assert len(read_images(tmp_path, narrative)[0]) == 1


@pytest.mark.parametrize(
    ("source", "data", "code", "words"),
    [
        ("a.gif", b"GIF89a", "R031", "“.gif”"),
        ("project.yml", b"x", "R031", "“.yml”"),
        ("a", b"x", "R031", "没有扩展名"),
        ("a.png", jpeg(), "R031", "内容不是 PNG"),
        ("a.jpg", png(), "R031", "内容不是 JPEG"),
        ("a.png", png()[:-20], "R031", "不完整"),
        ("a.jpg", jpeg()[:-2], "R031", "不完整"),
        ("a.png", b"", "R031", "不完整"),
        ("a.jpg", jpeg(components=4), "R031", "CMYK"),
        ("a.png", png(10_001, 1), "R032", "10001×1像素"),
        ("a.jpg", jpeg(9000, 9000), "R032", "9000×9000像素"),
        ("a.png", b"\x00" * (MAX_BYTES + 1), "R032", "3.0 MB"),
        ("a.jpg", jpeg(tags={0x0112: 6}), "R034", "转正"),
        ("a.jpg", jpeg(tags={0x0112: 1, 0x8825: 26}), "R034", "拍摄地点"),
        ("a.svg", svg("<script/>"), "R033", "<script>"),
        ("a.svg", b"<svg/>", "R031", "最外层"),
    ],
)
def test_what_cannot_be_published_is_a_finding(
    tmp_path: Path, source: str, data: bytes, code: str, words: str
) -> None:
    images, (finding,) = placed(tmp_path, data, source)
    assert images == ()
    assert (finding.code, finding.found) == (code, source)
    assert words in finding.message
    assert (finding.place.line, finding.place.column) == (5, 1)


def test_a_missing_picture_comes_with_one_that_may_be_meant(tmp_path: Path) -> None:
    placed(tmp_path, png(), "figures/结构图.png")
    _, (finding,) = read(tmp_path, "figures/结构图.PNG")
    assert (finding.code, finding.expected) == ("R030", "figures/结构图.png")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.png").symlink_to(tmp_path / "secret.png")
    images, (finding,) = read(folder, "a.png")
    assert images == ()
    assert finding.code == "R030"


# PNG and JPEG --------------------------------------------------------------------------------------------------


def test_an_upright_photograph_without_a_place_is_fine() -> None:
    assert raster(jpeg(tags={0x0112: 1, 0x010F: 2})) == Raster(4, 3)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for start in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1\x00\x40Exif\x00\x00MM", jpeg()[:20]):
        raster(start + data)


# SVG -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "inner",
    [
        "<script>1</script>",
        "<foreignObject/>",
        "<animate/>",
        "<a/>",
        '<rect onclick="x"/>',
        '<image href="https://example.org/a.png"/>',
        '<image xlink:href="a.png"/>',
        '<use href="other.svg#a"/>',
        '<image href="data:text/html,x"/>',
        '<image href="data:image/svg+xml;base64,x"/>',
        "<style>@import 'a.css';</style>",
        "<style>rect { fill: url(https://example.org/a) }</style>",
        '<rect style="fill: url( &quot;a.svg#b&quot;)"/>',
        '<rect fill="javascript:x"/>',
        '<g xmlns="http://www.w3.org/1999/xhtml"><script/></g>',
        "<?xml-stylesheet href='a.css'?>",
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export-filename="C:\\Users\\a\\b.png"/>',
    ],
)
def test_an_svg_may_only_draw(inner: str) -> None:
    with pytest.raises(UnsafeSvg):
        svg_size(svg(inner))


def test_entities_are_refused_before_they_grow() -> None:
    with pytest.raises(UnsafeSvg, match="DOCTYPE"):
        svg_size(b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("<text>&a;</text>"))


@pytest.mark.parametrize(
    "inner",
    [
        '<style>.a { fill: url(#g); stroke: #123 }</style><linearGradient id="g"><stop/></linearGradient>',
        '<use href="#g"/><use xlink:href="#g"/>',
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
        '<n:namedview xmlns:n="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>',
        "<!-- 注释 --><text>url(https://example.org)</text>",
    ],
)
def test_what_only_draws_is_fine(inner: str) -> None:
    assert svg_size(svg(inner)) == (9, 9)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="20" height="10.4"', (20, 10)),
        ('width="210mm" height="1in"', (794, 96)),
        ('width="100%" height="50%" viewBox="0 0 30 20"', (30, 20)),
        ('viewBox="-5,-5, 30,0.2"', (30, 1)),
    ],
)
def test_the_size_of_an_svg(attributes: str, size: tuple[int, int]) -> None:
    assert svg_size(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()) == size


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<html/>",
        OPENING.encode() + "结构</svg>".encode("gbk"),
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="1em"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"/>',
    ],
)
def test_an_svg_that_cannot_be_shown(data: bytes) -> None:
    with pytest.raises(BrokenSvg):
        svg_size(data)
