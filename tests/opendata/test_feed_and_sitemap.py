"""Feed, sitemap and robots.txt: valid, absolute where a domain is declared, and without a date that nobody declared."""

from __future__ import annotations

import datetime
import re

from lxml import etree  # type: ignore[import-untyped]

from generator.opendata import feed as atom
from generator.opendata.publisher import UNKNOWN, Publisher
from generator.opendata.record import CHINA
from generator.opendata.sitemap import robots, sitemap
from tests.opendata.samples import evaluation, pieces
from tests.site.samples import site

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DOMAIN = Publisher.of(site(域名="www.example.gov.cn/绩效"))
ROOT = "https://www.example.gov.cn/%E7%BB%A9%E6%95%88/"
CORRECTION = {"日期": "2025-07-01", "内容": "得分改为97分", "原因": "录错", "批准人岗位": "局长"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")


def feed(publisher: Publisher, *evaluations: object) -> etree._Element:
    newest = atom.Newest()
    for piece in pieces(*evaluations):  # type: ignore[arg-type]
        newest.add(piece.item)
    text = atom.feed(publisher, newest.items)
    assert text is not None
    return check(etree.fromstring(text.encode()))


def check(root: etree._Element) -> etree._Element:
    """What RFC 4287 asks of a feed and its entries (4.1.1, 4.1.2, 4.2.6, 3.3)."""
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for node in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(node.findall(ATOM + name)) == 1, name
            assert node.findtext(ATOM + name)
        assert re.match(r"[a-z]+:\S+$", node.findtext(f"{ATOM}id") or "")
        assert all(MOMENT.fullmatch(node.findtext(ATOM + n) or "") for n in ("updated",))
        assert len([x for x in node.findall(f"{ATOM}link") if x.get("rel") == "alternate"]) == 1
        assert len(node.findall(f"{ATOM}summary")) == (1 if node is not root else 0)
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [e.findtext(f"{ATOM}id") for e in entries]
    assert len(set(ids)) == len(ids)
    updated = [e.findtext(f"{ATOM}updated") or "" for e in entries]
    assert updated == sorted(updated, reverse=True)
    return root


def test_the_feed_lists_what_was_published_and_corrected_newest_first() -> None:
    old = evaluation("2023/a", 名称="甲 <b> & 乙", 公开={"发布日期": "2024-06-10 09:30"})
    corrected = evaluation("2024/b", 公开={"发布日期": "2024-01-02 08:00"}, 更正=[CORRECTION])
    undated = evaluation("2024/c")
    root = feed(DOMAIN, old, corrected, undated)
    entries = root.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}updated") for e in entries] == [
        "2025-07-01T00:00:00+08:00",
        "2024-06-10T09:30:00+08:00",
    ]
    assert [e.findtext(f"{ATOM}published") for e in entries] == [
        "2024-01-02T08:00:00+08:00",
        "2024-06-10T09:30:00+08:00",
    ]
    assert [e.findtext(f"{ATOM}id") for e in entries] == [
        f"{ROOT}projects/2024/b/index.html",
        f"{ROOT}projects/2023/a/index.html",
    ]
    assert (entries[0].findtext(f"{ATOM}title") or "").startswith("更正：")
    assert "得分改为97分（录错）" in (entries[0].findtext(f"{ATOM}summary") or "")
    assert entries[1].findtext(f"{ATOM}title") == "2023年甲 <b> & 乙项目支出绩效评价报告"
    assert root.findtext(f"{ATOM}updated") == "2025-07-01T00:00:00+08:00"
    links = {x.get("rel"): x.get("href") for x in root.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{ROOT}index.html", "self": f"{ROOT}feed.xml"}


def test_a_withdrawn_report_is_in_the_feed_with_nothing_of_its_content() -> None:
    from generator.opendata.piece import withdrawn_piece_of  # noqa: PLC0415 - only here

    gone = withdrawn_piece_of(evaluation(状态="已撤下", 更正=[CORRECTION], 内容概述="不再公开的话"))
    newest = atom.Newest()
    newest.add(gone.item)
    text = atom.feed(DOMAIN, newest.items) or ""
    check(etree.fromstring(text.encode()))
    assert "已撤下：城区排水泵站监测平台" in text
    assert "不再公开的话" not in text


def test_without_a_domain_the_feed_has_lasting_ids_and_relative_links() -> None:
    shown = evaluation(公开={"发布日期": "2024-06-10 09:30"})
    first, again = (feed(UNKNOWN, shown) for _ in range(2))
    assert (first.findtext(f"{ATOM}entry/{ATOM}id") or "").startswith("urn:uuid:")
    assert etree.tostring(first) == etree.tostring(again)
    link = first.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.get("href") == "projects/2024/beng-zhan/index.html"


def test_without_any_declared_date_there_is_no_feed() -> None:
    assert atom.feed(UNKNOWN, []) is None
    dated = Publisher.of(site(数据日期="2025-12-31"))
    root = check(etree.fromstring((atom.feed(dated, []) or "").encode()))
    assert root.findtext(f"{ATOM}updated") == "2025-12-31T00:00:00+08:00"


def test_the_feed_keeps_the_newest_and_survives_what_xml_cannot_say() -> None:
    newest = atom.Newest()
    for day in range(80):
        when = datetime.datetime(2024, 1, 1, tzinfo=CHINA) + datetime.timedelta(days=day)
        newest.add(atom.Item(f"2024/{day}", f"p/{day}", "标题\x00\x0b", "概述\ud800\uffff", (), None, when))
    assert [i.id for i in newest.items[:2]] == ["2024/79", "2024/78"]
    assert len(newest.items) == atom.LONGEST
    check(etree.fromstring((atom.feed(DOMAIN, newest.items) or "").encode()))


def test_the_sitemap_dates_only_what_is_dated() -> None:
    when = datetime.datetime(2025, 6, 10, 9, 30, tzinfo=CHINA)
    pages = ["terms/index.html", "projects/2024/泵站 &/index.html", "index.html"]
    text = sitemap(DOMAIN, pages, {"projects/2024/泵站 &/index.html": when})
    assert text is not None
    root = etree.fromstring(text.encode())
    assert root.tag == f"{MAP}urlset"
    assert [(u.findtext(f"{MAP}loc"), u.findtext(f"{MAP}lastmod")) for u in root] == [
        (f"{ROOT}index.html", None),
        (f"{ROOT}projects/2024/%E6%B3%B5%E7%AB%99%20%26/index.html", "2025-06-10T09:30:00+08:00"),
        (f"{ROOT}terms/index.html", None),
    ]
    assert sitemap(UNKNOWN, pages, {}) is None


def test_robots_may_read_everything_but_a_preview() -> None:
    assert robots(DOMAIN, preview=False).splitlines() == [
        "User-agent: *",
        "Allow: /",
        f"Sitemap: {ROOT}sitemap.xml",
    ]
    assert robots(UNKNOWN, preview=False).splitlines() == ["User-agent: *", "Allow: /"]
    assert robots(DOMAIN, preview=True).splitlines() == ["User-agent: *", "Disallow: /"]
