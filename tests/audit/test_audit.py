"""The command and its exit codes; files that are no reports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.audit import audit
from tests.conftest import REPOSITORY

REPORT = """一、基本情况

项目年初预算440万元，实际支出199.44万元，预算执行率为43.55%。

二、评价结论

综合得分98分，评价等级为“优秀”。
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "generator", "audit", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_findings_of_a_report(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")
    done = run(tmp_path, "报告.txt", "--format", "json")
    assert done.returncode == 1, done.stderr
    found = {finding["code"]: finding for finding in json.loads(done.stdout)["findings"]}
    assert found["T106"]["line"] == 3
    assert found["T106"]["expected"] == "45.33%"
    assert {related["quote"] for related in found["T106"]["related"]} == {"199.44万元", "440万元"}
    assert found["T702"]["expected"] == "优"
    text = run(tmp_path, "报告.txt").stdout
    assert "报告.txt:3:" in text
    assert "另见" in text


def test_gb18030_is_read(tmp_path: Path) -> None:
    (tmp_path / "旧.txt").write_bytes(REPORT.encode("gb18030"))
    assert "T106" in {f.code for f in audit(tmp_path / "旧.txt", "旧.txt")}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.txt", b"", "T004"),
        ("坏.txt", b"\xff\xfe\x00\x81\x00", "T001"),
        ("图.bmp", b"BM", "T002"),
        ("大.txt", "很长。".encode() * 1_100_000, "T003"),
    ],
)
def test_what_is_no_report_is_said(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert [f.code for f in audit(tmp_path / name, name)] == [code]


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    assert [f.code for f in audit(tmp_path / "没有.txt", "没有.txt")] == ["T001"]


HEADER = ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"]
HEAPS = {
    "数字.txt": "1" * 60_000,
    "引号.txt": "“" * 60_000,
    "括号.txt": "《" * 30_000 + "（" * 30_000,
    "一行.txt": "预算执行率为" * 10_000,
    "宽表.txt": "\n".join(
        "\t".join([*HEADER, *["x"] * 193] if n == 0 else [f"甲{n}"] * 200) for n in range(40)
    ),
    "深.html": "<div>" * 20_000 + "<table><tr><td>" * 2_000 + "文字",
    "表.md": "| 三级指标 | 得分 |\n|---|---|\n" + "| 甲 | 1 |\n" * 2_000,
}


@pytest.mark.parametrize("name", HEAPS)
def test_heaps_of_signs_are_read_or_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(HEAPS[name], encoding="utf-8")
    assert all(f.message and f.place.line >= 1 for f in audit(tmp_path / name, name))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".pdf"])
@settings(max_examples=25)
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("任意") / f"任意{suffix}"
    path.write_bytes(data)
    assert all(f.message for f in audit(path, path.name))
