"""CSV: read back, it says what `score --format json` says; and no cell of it is run by a spreadsheet."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.opendata.csv_file import csv_head, csv_rows, neutral
from generator.opendata.data_files import write_data
from generator.opendata.publisher import UNKNOWN
from generator.opendata.tables import TABLES
from generator.workspace import Workspace
from tests.cli.test_commands import run
from tests.conftest import REPOSITORY
from tests.opendata.conftest import Written
from tests.opendata.samples import COMMANDS, evaluation, original, pieces, real_evaluations, table


@pytest.fixture(scope="module")
def scores() -> dict[str, Any]:
    """What the command says of the real content, by project."""
    done = run(Workspace(REPOSITORY), "score", "--format", "json")
    assert done.returncode == 0, done.stderr
    return {p["id"]: p for p in json.loads(done.stdout)["projects"]}


def test_projects_say_what_the_command_says(real: Written, scores: dict[str, Any]) -> None:
    rows = table(real.folder / "projects.csv")
    assert {r["项目编号"] for r in rows} == set(scores)
    for row in rows:
        told = scores[row["项目编号"]]
        published = told["published"] or {"total": None, "grade": None}
        assert (row["项目名称"], row["年度"], row["评价类型"]) == (
            told["name"],
            str(told["year"]),
            told["type"],
        )
        assert (row["满分"], row["复算得分"], row["复算等级"]) == (
            told["full"],
            told["total"],
            told["grade"] or "",
        )
        assert (row["公布得分"], row["公布等级"]) == (published["total"] or "", published["grade"] or "")
        assert Decimal(row["得分"]) == Decimal(published["total"] or told["total"])
        assert row["差额"] == (told["difference"]["amount"] if told["difference"] else "")


def test_indicators_and_sections_say_what_the_command_says(real: Written, scores: dict[str, Any]) -> None:
    rows = table(real.folder / "indicators.csv")
    assert len(rows) == sum(len(p["indicators"]) for p in scores.values())
    for row in rows:
        told = scores[row["项目编号"]]["indicators"][int(row["序号"]) - 1]
        assert [row["一级指标"], row["二级指标"], row["三级指标"]] == [t or "" for t in told["path"]]
        for name, key in (
            ("权重", "weight"),
            ("复算得分", "score"),
            ("公布得分", "published"),
            ("评分方式", "method"),
        ):
            assert row[name] == (told[key] or ""), (row["项目编号"], row["三级指标"], name)
        for name, key in (("指标值", "target"), ("完成值", "actual"), ("扣分原因", "deduction_reason")):
            assert original(row[name]) == (told[key] or "")
        assert original(row["计算步骤"]) == "\n".join(told["steps"])
        assert row["可复算"] == ("是" if told["recomputable"] else "否")
        assert row["差额"] == (told["difference"]["amount"] if told["difference"] else "")
    for row in table(real.folder / "sections.csv"):
        told = scores[row["项目编号"]]["sections"][int(row["序号"]) - 1]
        assert (row["一级指标"], row["满分"], row["复算得分"], row["公布得分"]) == (
            told["name"], told["full"], told["score"] or "", told["published"] or "",
        )  # fmt: skip


def test_the_whole_json_file_is_the_records_one_after_another(real: Written, scores: dict[str, Any]) -> None:
    whole = json.loads((real.folder / "projects.json").read_text(encoding="utf-8"))["projects"]
    assert {p["id"] for p in whole} == set(scores)
    assert [json.loads(p.json) for p in pieces(*real_evaluations())] == whole


def test_lines_end_as_rfc_4180_says_and_every_row_has_every_cell(real: Written) -> None:
    for tabular in TABLES:
        text = (real.folder / tabular.file).read_bytes().decode("utf-8-sig")
        assert text.endswith("\r\n")
        rows = table(real.folder / tabular.file)
        assert all(None not in row and None not in row.values() for row in rows)
        assert len(rows) == next(f.rows for f in real.data.files if f.name == tabular.file)


@pytest.mark.parametrize("text", [*COMMANDS, "\r=1", "\n=1", "普通", "1265.41", ""])
def test_commands_are_neutralised_and_can_be_had_back(text: str) -> None:
    cell = neutral(text)
    assert cell == "" or cell[0] not in "=+-@＝＋－＠\t\r\n"
    assert original(cell) == text


def test_no_free_text_of_any_table_begins_like_a_command(tmp_path: Path) -> None:
    """Every text that an author can write begins like a command here."""
    for number, text in enumerate(COMMANDS):
        indicator = {
            "一级": text, "二级": text, "三级": text, "权重": "100", "完成值": "合规", "扣分原因": text, "偏差原因": text,
            "佐证": [text], "评分": {"方式": "裁量"}, "评分输入": {text: text},
        }  # fmt: skip
        hostile = evaluation(
            名称=text,
            编码=text,
            内容概述=text,
            报告名称=text,
            单位={"主管部门": text, "实施单位": text, "评价机构": text},
            资金={"年初预算": "1", "全年预算": "1", "到位": "1", "支出": "1", "来源": [{"名称": text}],
                "构成": [{"名称": text, "金额": "1"}]},
            指标=[indicator],
            公布={"总分": "9", "等级": text},
            问题=[{"编号": text, "描述": text, "原因": text, "对应指标": [text], "建议": text,
                 "整改": {"责任单位": text, "情况": text}}],
            差异说明=[{"对象": [text], "说明": text}],
            公开={"索引号": text, "发布机构": text, "文号": text, "有效性": text, "主题分类": text},
            更正=[{"日期": "2025-07-01", "内容": text, "原为": text, "改为": text, "原因": text, "批准人岗位": text}],
        )  # fmt: skip
        folder = tmp_path / str(number)
        write_data(folder, UNKNOWN, pieces(hostile))
        seen = 0
        for tabular in TABLES:
            for row in table(folder / tabular.file):
                for column in tabular.shown:
                    cell = row[column.name]
                    if column.is_free_text:
                        assert cell[:1] not in ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
                        seen += original(cell).startswith(text.strip())
        assert seen > 30


def test_numbers_keep_their_sign() -> None:
    funds = {"年初预算": "320", "预算调整": "-1.5", "全年预算": "318.5", "到位": "1", "支出": "1"}
    tabular = next(t for t in TABLES if t.name == "funds")
    record = json.loads(pieces(evaluation(资金=funds))[0].json)
    assert ",320,-1.5,318.5," in csv_head(tabular) + csv_rows(tabular, tabular.rows(record))


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_data(tmp_path / name, UNKNOWN, pieces(*real_evaluations()))
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_only_what_is_published_gets_in() -> None:
    states = ("草稿", "征求意见", "已撤下")
    assert pieces(*(evaluation(f"2024/{n}", 状态=state) for n, state in enumerate(states))) == []
