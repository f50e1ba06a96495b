"""The short way to HTML gives what the engine's own way gives, whatever stands in the Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from generator.site.converter import Converter
from tests.site.conftest import CONFIG

SETTINGS = load_config(str(CONFIG), docs_dir=str(Path(__file__).parent))
CONVERTER = Converter(SETTINGS)

PIECES = (
    '<div class="a" id="d1">\n<div><p>一\n\n二</p></div>\n</div>', "<div>一</div>", "<div>", "</div>", "<div>一</div>二",
    "<p>一", "<table><tr><td>1<td>2</table>", "<!-- 注 -->", "<!-- <div> -->", "<!--", "<script>if (1 < 2) '</div>'</script>",
    "<div><script>'</div>'</script></div>", "<div><!-- </div> --></div>", "<svg><title>图</title></svg>", "<hr>", "<hr/>",
    "<div/>", "<?php 1 ?>", "<strong>一</strong>二", "一<strong>二</strong>", "一<br>二", "一 < 二 > 三", "a &amp; b &#35; & c",
    "# 标题 {#h1 .x}", "## 标题", "- 一\n- 二\n\n    <div>三</div>", "1.  一\n2.  二", "| 一 | 二 |\n| --- | --: |\n| 1 | `2` |",
    "```\n<div>\n```", "    <div>", "   <div>一</div>", "[一](#h1)", "[一](#none)", "![图](a.png)", "**一** *二* _三_ __四__",
    "\\*一\\* `<div>` ``", "一[^1]。", "[^1]: 注<b>释</b>。", "一  \n二", "<https://example.org>", "> 引<div>文</div>", "{: #x }",
    "<details>\n<summary>一</summary>\n\n*二*\n</details>", "<a href='#h1'>一</a>", "<P>大</P>", "a * b * c", "[一][二]\n\n[二]: #h1",
)  # fmt: skip


def rendered(text: str, *, short: bool) -> tuple[object, ...]:
    file = File("a/index.md", None, "/", use_directory_urls=False, inclusion=InclusionLevel.INCLUDED)
    page = Page(None, file, SETTINGS)
    page.markdown = text
    if short:
        CONVERTER.render(page, Files([file]))
    else:
        page.render(SETTINGS, Files([file]))
    return page.content, str(page.toc), page.title, list((page.links_to_anchors or {}).values())


@pytest.mark.parametrize("piece", PIECES)
def test_each_piece_comes_out_the_same(piece: str) -> None:
    text = f"一段。\n\n{piece}\n\n又一段。\n"
    assert rendered(text, short=True) == rendered(text, short=False)


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", "\n \n", ""])), max_size=8))
def test_any_mixture_comes_out_the_same(parts: list[tuple[str, str]]) -> None:
    text = "".join(piece + end for piece, end in parts)
    assert rendered(text, short=True) == rendered(text, short=False)


def test_ours_takes_the_short_way(stage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every real page is free of what needs the long way."""
    monkeypatch.setattr("generator.site.converter.HtmlBlockPreprocessor.run", None)
    for path in stage.rglob("*.md"):
        rendered(path.read_text(encoding="utf-8").split("---\n\n", 1)[1], short=True)
