"""JSON-LD: only what is declared, in an element that nothing ends early."""

from __future__ import annotations

import json

from generator.opendata.linked_data import dataset, report, script_text
from generator.opendata.publisher import UNKNOWN, Publisher
from generator.site.pages import Download
from tests.opendata.conftest import Written
from tests.opendata.samples import evaluation
from tests.site.samples import real_site, site

HOSTILE = "</script><script>document.title='ran'</script>&amp;"


def test_the_dataset_lists_every_file(real: Written) -> None:
    told = dataset(Publisher.of(real_site()), real.data)
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Dataset")
    assert {"name", "description", "creator", "url", "distribution", "temporalCoverage"} <= set(told)
    assert "license" not in told
    assert "dateModified" not in told
    for file, download in zip(real.data.files, told["distribution"], strict=True):
        assert download["contentUrl"] == f"https://jixiao.example.com/data/{file.name}"
        assert (download["sha256"], download["encodingFormat"].partition("/")[1]) == (file.sha256, "/")


def test_a_report_says_only_what_is_declared() -> None:
    bare = report(UNKNOWN, evaluation(), ())
    assert not {
        "datePublished",
        "dateCreated",
        "dateModified",
        "publisher",
        "license",
        "url",
        "encoding",
    } & set(bare)
    assert None not in bare.values()
    shown = {
        "发布日期": "2025-06-10 09:30",
        "成文日期": "2025-05-20",
        "发布机构": "某局",
        "文号": "某财〔2025〕1号",
        "索引号": "A/1",
    }
    correction = {"日期": "2025-07-01", "内容": "改", "原因": "错", "批准人岗位": "局长"}
    publisher = Publisher.of(
        site(域名="a.example.com", 数据许可={"名称": "某许可", "网址": "https://example.com/l"})
    )
    told = report(publisher, evaluation(公开=shown, 更正=[correction]), [Download("PDF", "a b.pdf", 9, "ff")])
    assert told["datePublished"] == "2025-06-10T09:30:00+08:00"
    assert (told["dateCreated"], told["dateModified"], told["license"]) == (
        "2025-05-20",
        "2025-07-01",
        "https://example.com/l",
    )
    assert (told["identifier"], told["reportNumber"]) == (["2024/beng-zhan", "A/1"], "某财〔2025〕1号")
    (file,) = told["encoding"]
    assert file["contentUrl"] == "https://a.example.com/projects/2024/beng-zhan/a%20b.pdf"
    assert (file["encodingFormat"], file["sha256"]) == ("application/pdf", "ff")


def test_nothing_ends_the_element_early() -> None:
    text = script_text({"name": HOSTILE})
    assert "<" not in text
    assert json.loads(text) == {"name": HOSTILE}
