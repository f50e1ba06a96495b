"""Reading files as text: what is tolerated, what is a finding, and where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content import source
from generator.content.source import read_source
from generator.findings import Finding, Place


def write(folder: Path, data: bytes) -> Path:
    path = folder / "项目.yml"
    path.write_bytes(data)
    return path


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1
    return findings[0]


def fault(folder: Path, data: bytes, limit: int = source.LIMIT) -> Finding:
    text, findings = read_source(write(folder, data), "a/项目.yml", limit)
    assert text is None
    return only(findings)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("名称: 甲\n".encode(), "名称: 甲\n"),
        (b"", ""),
        ("\ufeff名称: 甲\n".encode(), "名称: 甲\n"),
        ("名称: 甲\r\n年度: 2024\r\n".encode(), "名称: 甲\n年度: 2024\n"),
        (b"a\rb", "a\nb"),
    ],
)
def test_text_is_utf8_with_line_feeds(tmp_path: Path, data: bytes, text: str) -> None:
    read, findings = read_source(write(tmp_path, data), "x.yml")
    assert findings == []
    assert read is not None
    assert (read.text, read.file, read.path) == (text, "x.yml", tmp_path / "项目.yml")


def test_the_limit_is_inclusive(tmp_path: Path) -> None:
    assert read_source(write(tmp_path, b"x" * 10), "f", 10)[0] is not None
    finding = fault(tmp_path, b"x" * 11, 10)
    assert (finding.code, finding.place) == ("Y001", Place("a/项目.yml"))
    assert "10 字节" in finding.message
    assert "2 MB" in fault(tmp_path, b"x" * 2_000_001).message


def test_the_first_bad_byte_is_located_in_characters(tmp_path: Path) -> None:
    finding = fault(
        tmp_path, "名称: 城区\n说明: 排水".encode() + b"\xff\xfe" + "泵站，监测平台\n".encode() * 9
    )
    assert (finding.code, finding.place) == ("Y002", Place("a/项目.yml", 2, 7))
    assert finding.found.startswith("FF FE")
    assert "GBK" not in finding.message
    assert "损坏" in finding.message


def test_bad_byte_after_bom_and_crlf(tmp_path: Path) -> None:
    finding = fault(tmp_path, b"\xef\xbb\xbfab\r\nc\xff")
    assert finding.place == Place("a/项目.yml", 2, 2)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_is_recognised_and_the_way_out_shown(tmp_path: Path, encoding: str) -> None:
    finding = fault(tmp_path, "项目:\n  名称: 城区排水泵站智能监测平台\n".encode(encoding))
    assert (finding.code, finding.place) == ("Y002", Place("a/项目.yml", 1, 1))
    assert "GBK" in finding.message
    assert "记事本" in finding.hint
    assert "iconv -f GB18030 -t UTF-8" in finding.hint


def test_damaged_utf8_is_not_taken_for_gbk(tmp_path: Path) -> None:
    data = "项目:\n  名称: 城区排水泵站智能监测平台\n".encode() * 3
    finding = fault(tmp_path, data[:-5])
    assert "GBK" not in finding.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_recognised_with_and_without_mark(tmp_path: Path, encoding: str) -> None:
    data = "名称: abc\n".encode(encoding)
    assert fault(tmp_path, data).code == "Y003"
    assert fault(tmp_path, b"\xfe\xff" + "名称".encode("utf-16-be")).code == "Y003"


def test_nul_is_located(tmp_path: Path) -> None:
    finding = fault(tmp_path, "甲\n乙丙".encode() + b"\0" + b"x" * 9)
    assert (finding.code, finding.place) == ("Y004", Place("a/项目.yml", 2, 3))


def test_missing_file_folder_and_odd_paths_are_findings(tmp_path: Path) -> None:
    _, missing = read_source(tmp_path / "none.yml", "none.yml")
    _, folder = read_source(tmp_path, "folder")
    _, odd = read_source(Path("a\0b"), "odd")
    assert [only(each).code for each in (missing, folder, odd)] == ["Y005"] * 3
    assert "找不到" in missing[0].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="没有命名管道")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_source(tmp_path / "pipe", "pipe")[0] is None


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_one_finding(tmp_path: Path, data: bytes) -> None:
    text, findings = read_source(write(tmp_path, data), "f")
    assert (text is None) == (len(findings) == 1)
    for finding in findings:
        assert finding.message
        assert finding.hint
        assert 1 <= finding.place.line <= data.count(b"\n") + data.count(b"\r") + 1


def test_kinds_have_distinct_codes_and_full_texts() -> None:
    assert len({kind.code for kind in source.KINDS}) == len(source.KINDS)
    assert all(kind.title and kind.explanation and kind.mend for kind in source.KINDS)
