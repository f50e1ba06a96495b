"""Every command as its user runs it: in a process of its own, by exit code and by what it says."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest

from generator.catalogue import CATALOGUE
from generator.cli.compile_locale import FOLDER, compiled
from generator.model.json_schema import schemas
from generator.workspace import Workspace
from tests.conftest import REPOSITORY, MakeWorkspace


def run(workspace: Workspace, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONHASHSEED": "random",
    }
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(
        command,
        cwd=workspace.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def break_yaml(workspace: Workspace, old: str, new: str, project: str = "2024/beng-zhan") -> None:
    path = workspace.projects / project / "project.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [["--help"], *[[c, "--help"] for c in ("check", "audit", "score", "build", "schema", "explain")]],
)
def test_help_is_chinese(workspace: Workspace, arguments: list[str]) -> None:
    done = run(workspace, *arguments)
    assert done.returncode == 0
    assert done.stdout.startswith("用法：")
    for english in ("Usage", "Options", "Commands", "Show this", "OPTIONS", "ARGS"):
        assert english not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "是不是“check”"),
        (["check", "--formt", "json"], "--format"),
        (["check", "2024/beng-zan"], "是不是“2024/beng-zhan”"),
        (["build", "--jobs", "x"], "不是有效的数"),
        (["explain", "M01"], "是不是“M001”"),
        (["check", "--format", "pdf"], "不在可选的"),
    ],
)
def test_wrong_usage_is_exit_2_with_a_hint(workspace: Workspace, arguments: list[str], words: str) -> None:
    done = run(workspace, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_catalogue_of_the_command_line_is_compiled() -> None:
    assert (FOLDER / "messages.mo").read_bytes() == compiled()


def test_check_without_faults(workspace: Workspace) -> None:
    done = run(workspace, "check")
    assert (done.returncode, done.stdout) == (0, "没有发现问题。\n")


def test_check_shows_place_text_expectation_and_mend(workspace: Workspace) -> None:
    break_yaml(workspace, "权重: 20", "权重: 二十")
    done = run(workspace, "check")
    assert done.returncode == 1
    assert "content/projects/2024/beng-zhan/project.yml:18:9 错误 M004" in done.stdout
    for words in ("写的是：二十", "应为：分数", "改法：", "共1个错误。"):
        assert words in done.stdout


def test_check_json_is_the_contract(workspace: Workspace) -> None:
    break_yaml(workspace, "权重: 20", "权重: 二十")
    data = json.loads(run(workspace, "check", "--format", "json").stdout)
    assert data["counts"] == {"error": 1, "warning": 0, "note": 0}
    (finding,) = data["findings"]
    assert set(finding) == {
        "code", "severity", "file", "line", "column", "project", "message", "found", "expected", "hint", "related",
        "waived",
    }  # fmt: skip
    assert (finding["severity"], finding["project"], finding["waived"]) == ("error", "2024/beng-zhan", None)


def test_check_github_annotations(workspace: Workspace) -> None:
    break_yaml(workspace, "权重: 20", "权重: 二十")
    done = run(workspace, "check", "--format", "github")
    assert done.stdout.startswith(
        "::error file=content/projects/2024/beng-zhan/project.yml,line=18,col=9,title=M004::"
    )


def test_strict_makes_warnings_errors(workspace: Workspace) -> None:
    break_yaml(workspace, "支出: 301.20}", "支出: 401.20}")
    assert run(workspace, "check").returncode == 0
    assert run(workspace, "check", "--strict").returncode == 1


def test_score_json_is_the_contract(workspace: Workspace) -> None:
    done = run(workspace, "score", "--format", "json")
    assert done.returncode == 0
    (project,) = json.loads(done.stdout)["projects"]
    assert {k: project[k] for k in ("id", "year", "type", "full", "total", "grade", "published", "difference")} == {
        "id": "2024/beng-zhan", "year": 2024, "type": "部门评价", "full": "100", "total": "97.00", "grade": "优",
        "published": {"total": "97.00", "grade": "优"}, "difference": None,
    }  # fmt: skip
    assert [
        (s["name"], s["full"], s["score"], s["published"], s["difference"]) for s in project["sections"]
    ] == [
        ("决策", "20", "20.00", "20", None),
        ("产出", "80", "77.00", "77", None),
    ]
    row = project["indicators"][2]
    assert row["path"] == ["产出", "产出时效", "告警响应时间"]
    assert (row["weight"], row["target"], row["actual"], row["score"]) == (
        "30",
        "不大于3秒",
        "3.2秒",
        "27.00",
    )
    assert row["steps"][-1] == "30 − 2 × 1.5 = 27"
    assert (row["discretionary"], row["recomputable"], row["published"]) == (False, True, None)


def test_score_text_and_steps(workspace: Workspace) -> None:
    done = run(workspace, "score", "--explain")
    assert "告警响应时间" in done.stdout
    assert "30 − 2 × 1.5 = 27" in done.stdout


def test_score_shows_every_section_and_marks_what_differs(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace("content")
    shown = re.sub(" +", " ", run(workspace, "score", "2020/wangcheng-shehui").stdout)
    for row in (
        "│ 执行率 │ 小计 │ — │ 10 │ — │ — │ 4.53 │",
        "│ 产出 │ 小计 │ — │ 50 │ — │ — │ 49.00 * │ 49 │",
    ):
        assert row in shown
    shown = re.sub(" +", " ", run(workspace, "score", "2020/gusu-gongan").stdout)
    assert "│ 合计 │ — │ — │ 80 │ — │ — │ 72.00 ≠ │ 78 │" in shown


def test_score_csv(workspace: Workspace) -> None:
    rows = list(csv.DictReader(io.StringIO(run(workspace, "score", "--format", "csv").stdout)))
    assert [r["得分"] for r in rows] == ["20.00", "50.00", "27.00"]


def test_a_broken_project_never_stops_the_others(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace("content")
    break_yaml(workspace, "年度: 2020", "年度：2020", "2020/gusu-gongan")
    break_yaml(workspace, "基准日: 未载明", "基准日: 2020-02-30", "2020/wangcheng-shehui")
    break_yaml(workspace, "权重: 5", "权重: 五", "2024/shen-ping-an")
    done = run(workspace, "score", "--format", "json")
    assert done.returncode == 1
    assert [p["id"] for p in json.loads(done.stdout)["projects"]] == [
        "2023/yantian-xinfang",
        "2024/yantian-minsheng",
    ]
    check = json.loads(run(workspace, "check", "--format", "json").stdout)
    errors = {(f["project"], f["code"]) for f in check["findings"] if f["severity"] == "error"}
    assert {p for p, _ in errors} == {"2020/gusu-gongan", "2020/wangcheng-shehui", "2024/shen-ping-an"}
    assert all(f["hint"] for f in check["findings"] if f["severity"] == "error")


def test_one_project_can_be_asked_for(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace("content")
    data = json.loads(run(workspace, "score", "--format", "json", "2020/gusu-gongan").stdout)
    assert [p["id"] for p in data["projects"]] == ["2020/gusu-gongan"]


def test_explain_every_code(workspace: Workspace) -> None:
    listing = run(workspace, "explain").stdout
    for code in CATALOGUE:
        assert code in listing
    done = run(workspace, "explain", "w102")
    assert done.returncode == 0
    for words in ("W102", "错误的写法", "正确的写法", "怎么改"):
        assert words in done.stdout


def test_schema_writes_and_checks(workspace: Workspace) -> None:
    assert run(workspace, "schema", "--check").returncode == 1
    assert "schema/project.json" in run(workspace, "schema").stdout
    assert run(workspace, "schema", "--check").returncode == 0
    written: dict[str, Any] = {p.name: p.read_text(encoding="utf-8") for p in workspace.schema.iterdir()}
    assert written == schemas()


def test_what_nobody_foresaw_ends_in_a_report_not_a_traceback(workspace: Workspace) -> None:
    (workspace.root / "mkdocs.yml").unlink()
    done = run(workspace, "build", "--no-pdf")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "bug-report.txt" in done.stderr
    assert "Traceback" in (workspace.data / "bug-report.txt").read_text(encoding="utf-8")


def test_a_folder_without_content(workspace: Workspace) -> None:
    (workspace.root / "empty").mkdir()
    done = run(workspace, "-C", "empty", "check")
    assert done.returncode == 2
    assert "没有 content/" in done.stderr
