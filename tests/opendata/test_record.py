"""The open record of a project: what it says, its schema, and that it goes beyond the scores without changing them."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from generator.opendata.json_schema import project_schema, projects_schema
from generator.opendata.record import changed_at, project_record, record_text, withdrawn_record
from generator.opendata.scores import project_data
from tests.opendata.samples import evaluation, real_evaluations

REAL = {e.id: e for e in real_evaluations()}


@pytest.mark.parametrize("name", REAL)
def test_records_of_the_real_content_fit_the_published_schema(name: str) -> None:
    record = json.loads(record_text(project_record(REAL[name])))
    jsonschema.Draft202012Validator(project_schema()).validate(record)
    jsonschema.Draft202012Validator(projects_schema()).validate({"projects": [record]})


@pytest.mark.parametrize("name", REAL)
def test_a_record_holds_the_scores_of_the_contract_unchanged(name: str) -> None:
    record, scores = project_record(REAL[name]), project_data(REAL[name])
    assert {k: record[k] for k in scores if k not in ("sections", "indicators")} == {
        k: v for k, v in scores.items() if k not in ("sections", "indicators")
    }
    for part in ("sections", "indicators"):
        for told, scored in zip(record[part], scores[part], strict=True):
            assert {k: told[k] for k in scored} == scored


def test_the_schema_describes_every_member_and_allows_no_other() -> None:
    def objects(node: Any) -> list[dict[str, Any]]:
        if isinstance(node, list):
            return [o for n in node for o in objects(n)]
        if not isinstance(node, dict):
            return []
        own = [node] if "properties" in node else []
        return own + [o for n in node.values() for o in objects(n)]

    for node in objects(project_schema()):
        assert node["additionalProperties"] is False
        for name, member in node["properties"].items():
            assert "title" in member or "properties" in member or "prefixItems" in member, name
    validator = jsonschema.Draft202012Validator(project_schema())
    record = project_record(evaluation())
    validator.validate(record)
    assert not validator.is_valid(record | {"phone": "1"})
    assert not validator.is_valid(record | {"total": 97})


def test_money_is_in_wan_exactly_and_what_is_unstated_stays_unstated() -> None:
    funds = {
        "单位": "元", "年初预算": "72890", "全年预算": "3000000", "到位": "1234567.89", "支出": "未载明",
        "来源": [{"名称": "专户", "支出": "5万元"}],
        "构成": [{"名称": "甲", "金额": "0.1亿元"}],
    }  # fmt: skip
    total, source, part = project_record(evaluation(资金=funds))["funds"]
    named = ("initial_budget", "annual_budget", "received", "spent", "surplus")
    assert [total[n] for n in named] == ["7.289", "300", "123.456789", "未载明", None]
    assert (source["kind"], source["name"], source["spent"]) == ("来源", "专户", "5")
    assert (part["kind"], part["amount"], part["spent"]) == ("构成", "1000", None)


def test_published_scores_are_numbers_whatever_stands_beside_them() -> None:
    published = {"总分": "９８.5分", "等级": "优秀", "指标": {"指标甲": "8分"}}
    record = project_record(evaluation(公布=published))
    assert record["published"] == {"total": "98.5", "grade": "优秀"}
    assert record["headline"] == {"score": "98.5", "grade": "优", "lost": "1.5"}
    assert record["indicators"][0]["published"] == "8"


def test_times_are_beijing_time_and_the_last_declared_date_counts() -> None:
    shown = {"发布日期": "2025-06-10 09:30"}
    corrected = {"日期": "2025-07-01", "内容": "改", "原因": "错", "批准人岗位": "局长"}
    record = project_record(evaluation(公开=shown))
    assert record["disclosure"]["published_at"] == "2025-06-10T09:30:00+08:00"
    changed = [changed_at(r) for r in (record, project_record(evaluation(公开=shown, 更正=[corrected])))]
    assert [c and c.isoformat() for c in changed] == [
        "2025-06-10T09:30:00+08:00",
        "2025-07-01T00:00:00+08:00",
    ]
    assert changed_at(project_record(evaluation())) is None


def test_of_a_withdrawn_report_only_identity_and_corrections_remain() -> None:
    corrected = {"日期": "2025-07-01", "内容": "撤下", "原因": "数据有误", "批准人岗位": "局长"}
    record = withdrawn_record(evaluation(更正=[corrected], 内容概述="不再公开的话"))
    assert set(record) == {"id", "name", "year", "department", "page", "corrections"}
    assert "不再公开的话" not in record_text(record)
