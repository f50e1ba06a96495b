"""What search reads of a page."""

from __future__ import annotations

from generator.search.extract import blocks
from generator.search.page import Block, Zone


def read(article: str) -> list[tuple[str, str]]:
    return [
        (b.anchor, b.text) for b in blocks(f"<p>外</p><article class='a > b'>{article}</article><p>外</p>")
    ]


def test_only_the_article_block_by_block_with_the_nearest_id() -> None:
    html = '<h2 id="s1">一、甲<a class="headerlink" href="#s1">#</a></h2>\n<p>首<b>段</b>\n&amp; <i id="x">尾</i></p><p>次段<br>下行</p>'
    assert read(html) == [("s1", "一、甲"), ("s1", "首段 & 尾"), ("x", "次段 下行")]


def test_rows_are_blocks_of_cells_and_paragraphs_in_cells_are_their_own() -> None:
    html = '<table><tr id="r"><th>项</th><td>1</td><td><p>长</p><p>文</p></td><td>尾</td></tr></table>'
    assert read(html) == [("r", "长"), ("r", "文"), ("r", "项\n1\n尾")]


def test_terms_stand_with_their_descriptions() -> None:
    assert read("<dl><div><dt>得分</dt><dd>91</dd></div><div><dt>等级</dt><dd>优</dd></div></dl>尾") == [
        ("", "得分\n91"),
        ("", "等级\n优"),
        ("", "尾"),
    ]


def test_names_of_indicators_and_titles_have_their_zone() -> None:
    html = '<h1 id="top">名</h1><table class="scores"><tr><th scope="row"></th><th scope="row">到位率</th><td>5</td></tr></table>'
    assert blocks(f"<article>{html}</article>") == [
        Block("top", Zone.TITLE, "名"),
        Block("top", Zone.INDICATOR, "到位率"),
        Block("top", Zone.TEXT, "5"),
    ]


def test_what_is_not_shown_is_not_read() -> None:
    html = (
        '<p hidden>藏</p><svg aria-hidden="true"><text>图</text></svg><svg><title>题</title><desc>述</desc>'
        '<rect/><text x="1">甲</text></svg><p>乙<sup><a class="footnote-ref" href="#f">1</a></sup>丙</p>'
        '<script>1 < 2</script><!-- 注 --><details class="contents"><p>目录</p></details><span class="unseen">读屏</span>'
    )
    assert read(html) == [("", "甲"), ("", "乙丙")]
