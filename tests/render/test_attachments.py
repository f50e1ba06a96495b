"""Files inside a PDF."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pytest

from generator.render.attachments import Attachment
from generator.render.pdf import render_pdf
from tests.render.test_pdf import SAMPLE

DATA = Attachment("data.json", '{"总分": "91.20"}'.encode(), "application/json", "本报告的数据")
TABLE = Attachment("scores.xlsx", bytes(range(256)) * 400, "application/vnd.ms-excel", "指标评分表")


def root_of(data: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]


def test_files_go_inside_byte_for_byte() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(SAMPLE, attachments=(DATA, TABLE))))
    assert dict(reader.attachments.items()) == {
        "data.json": [DATA.data],
        "scores.xlsx": [TABLE.data],
    }


def test_files_are_the_data_of_the_document() -> None:
    root = root_of(render_pdf(SAMPLE, attachments=(DATA,)))
    (file,) = (entry.get_object() for entry in root["/AF"])
    assert file["/AFRelationship"] == "/Data"
    assert file["/UF"] == "data.json"
    assert file["/Desc"] == "本报告的数据"
    assert file["/EF"]["/F"].get_object()["/Subtype"] == "/application/json"


def test_readers_show_title_bookmarks_and_language() -> None:
    root = root_of(render_pdf(SAMPLE, attachments=(DATA,)))
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"].startswith("zh")
    assert root["/Outlines"]["/Count"]
    assert "/PageLabels" in root


def test_same_files_same_bytes_and_no_files_no_trace() -> None:
    assert render_pdf(SAMPLE, attachments=(DATA, TABLE)) == render_pdf(SAMPLE, attachments=(DATA, TABLE))
    assert "/AF" not in root_of(render_pdf(SAMPLE))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a",
        "../a.json",
        "a/b.json",
        "a\\b.json",
        ".json",
        "a.json.",
        "a b.json",
        "表.xlsx",
        "a\n.json",
        "a" * 200,
    ],
)
def test_only_names_that_are_safe_everywhere(name: str) -> None:
    with pytest.raises(ValueError, match=r"\A" + re.escape(name) + r"\Z"):
        Attachment(name, b"", "application/json", "")


def test_two_files_of_one_name_are_a_bug() -> None:
    twin = Attachment("DATA.json", b"", "application/json", "")
    with pytest.raises(ValueError, match=r"data\.json"):
        render_pdf(SAMPLE, attachments=(DATA, twin))
