"""Faults of form: every one is found in one run, at its place, with what was expected."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from generator.content.yaml_reader import read_yaml
from generator.findings import Finding
from generator.model.decode import all_keys, decode
from generator.model.funds import Funds
from generator.model.glossary import GLOSSARY
from generator.model.json_schema import FILES
from generator.model.methods import Band
from generator.model.project import Indicator, Project
from generator.model.register import Site
from generator.model.rule_set import RuleSetFile
from tests.support import project

INDICATOR = "一级: 决策\n三级: 立项\n权重: 5\n完成值: 充分\n"


def faults(text: str, record: Any = Indicator) -> list[Finding]:
    document = read_yaml(text, "x.yml", all_keys(record))
    assert not document.findings
    return decode(record, document.value, document.places.value_at, document.places.key_at)[1]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "found", "words"),
    [
        (INDICATOR.replace("三级", "三极"), "M001", 2, 1, "三极", "三级"),
        (INDICATOR.replace("完成值: 充分\n", ""), "M002", 1, 1, "", "完成值"),
        (INDICATOR + "指标值:\n", "M003", 5, 5, "", "指标值"),
        (INDICATOR.replace("5", "五分"), "M004", 3, 5, "五分", "数"),
        (INDICATOR + "指标值: 约100左右\n", "M004", 5, 6, "约100左右", "指标值"),
        (INDICATOR + "评分: [比例]\n", "M005", 5, 5, "（1项的列表）", "方式"),
        (INDICATOR + "性质: 定姓\n", "M006", 5, 5, "定姓", "定性"),
        (INDICATOR + "评分: {方式: 比列}\n", "M006", 5, 5, "比列", "比例"),
        (INDICATOR + "评分: {方式: 比例, 分子: 支出}\n", "M007", 5, 5, "", "分母"),
        (INDICATOR + "评分: {方式: 扣分, 每: 一档, 扣: 1分}\n", "M004", 5, 17, "一档", "一档"),
        (INDICATOR + "评分: {方式: 分段, 段: [{区间: 很多, 得: 1}]}\n", "M004", 5, 23, "很多", "区间"),
        (INDICATOR + "要点: {1: 是, 2: 大概}\n", "M004", 5, 15, "", "未载明"),
        (INDICATOR + "要点: {一: 是}\n", "M004", 5, 9, "", "序号"),
        (INDICATOR + "评分: {方式: 等级, 档: {好: 120%}}\n", "M004", 5, 21, "120%", "100%"),
    ],
)
def test_each_fault_is_found_at_its_place(
    text: str, code: str, line: int, column: int, found: str, words: str
) -> None:
    (fault,) = faults(text)
    assert fault.code == code
    assert (fault.place.line, fault.place.column) == (line, column)
    assert not found or fault.found == found
    assert words in fault.message + fault.expected + fault.hint


def test_all_faults_come_at_once() -> None:
    text = "一级: 决策\n三极: 立项\n权重: 五\n完成值:\n"
    assert [f.code for f in sorted(faults(text), key=lambda f: f.place)] == ["M001", "M004", "M003"]


def test_a_period_is_a_span_or_unstated() -> None:
    facts = "项目:\n  名称: 甲\n  年度: 2024\n  评价类型: 部门评价\n  规则集: x\n  状态: 草稿\n  内容概述: 甲\n  评价期间: "
    (fault,) = faults(facts + "{开始: 2024-02-30, 结束: 2024-05}\n", _facts_only())
    assert (fault.code, fault.found, fault.place.line) == ("M004", "2024-02-30", 8)
    assert faults(facts + "未载明\n", _facts_only()) == []


def test_only_an_address_is_a_link() -> None:
    from generator.model.register import Site  # noqa: PLC0415

    (fault,) = faults("网站名称: 甲\n主办单位: 乙\n找错链接: javascript:alert(1)\n", Site)
    assert (fault.code, fault.found) == ("M004", "javascript:alert(1)")


def test_impossible_date() -> None:
    (fault,) = faults("项目:\n  名称: 甲\n  年度: 2024\n  评价类型: 部门评价\n  规则集: x\n  状态: 草稿\n"
                      "  内容概述: 甲\n  基准日: 2024-02-30\n", _facts_only())  # fmt: skip
    assert (fault.code, fault.place.line, fault.found) == ("M004", 8, "2024-02-30")


def _facts_only() -> Any:
    from generator.model.base import Record, key  # noqa: PLC0415
    from generator.model.project import Facts  # noqa: PLC0415

    class Only(Record):
        facts: Facts = key("项目")

    return Only


def test_amounts_take_the_unit_of_their_block() -> None:
    funds = Funds.model_validate(
        {
            "单位": "万元",
            "年初预算": "1,265.41",
            "全年预算": "72890元",
            "到位": "未载明",
            "支出": "0.5亿元",
            "预算调整": "-0.2",
        }
    )
    assert str(funds.item("年初预算")) == "1265.41"
    assert str(funds.item("全年预算")) == "7.289"
    assert funds.item("到位") is None
    assert funds.item("支出") == 5000
    assert str(funds.number(funds.budget_adjustment)) == "-0.2"
    assert funds.ratio("支出", "到位") is None


def test_scalars_are_text_until_the_model_types_them() -> None:
    values = {"一级": "决策", "三级": "012", "权重": "5", "完成值": "是"}
    row = Indicator.model_validate(values)
    assert row.level_3 == "012"
    assert str(row.actual) == "是"


def test_every_key_is_in_the_glossary_and_every_term_is_used() -> None:
    used = frozenset[str]().union(*(all_keys(record) for record, _ in FILES.values()))
    assert used == set(GLOSSARY)


def test_bases_fill_in_what_a_rule_set_leaves_out() -> None:
    facts = {"名称": "甲", "依据": "甲", "适用": "甲"}
    base = RuleSetFile.model_validate(
        {
            "规则集": facts,
            "满分": "80",
            "共性指标": [{"一级": "决策", "二级": "立项", "三级": t} for t in ("甲", "乙")],
        }
    )
    own = RuleSetFile.model_validate(
        {"规则集": facts, "共性指标": [{"一级": "决策", "二级": "立项", "三级": "乙", "解释": "新"}]}
    )
    merged = own.over(base)
    assert merged.full_marks == 80
    assert [(c.level_3, c.explanation) for c in merged.common_indicators] == [("甲", None), ("乙", "新")]


def test_title_is_made_from_the_facts() -> None:
    assert project().title == "2024年城区排水泵站监测平台项目支出绩效评价报告"


def test_a_band_yields_points_or_a_method_not_both() -> None:
    (fault,) = faults("区间: x>1\n得: 1分\n评分: {方式: 达标}\n", Band)
    assert fault.code == "M007"


def test_project_decodes_what_it_is_given() -> None:
    assert isinstance(project(), Project)


@pytest.mark.parametrize(
    ("text", "host", "root"),
    [
        ("czj.example.gov.cn", "czj.example.gov.cn", "https://czj.example.gov.cn/"),
        ("http://10.1.2.3:8080/绩效/", "10.1.2.3:8080", "http://10.1.2.3:8080/%E7%BB%A9%E6%95%88/"),
        ("example.gov.cn（示例域名）", None, None),
        ("example.gov.cn/?a=1", None, None),
    ],
)
def test_a_domain_is_a_host_with_its_path(text: str, host: str | None, root: str | None) -> None:
    values = {"网站名称": "某站", "主办单位": "某局", "域名": text}
    if host is None:
        with pytest.raises(ValidationError, match="不是域名"):
            Site.model_validate(values)
    else:
        domain = Site.model_validate(values).domain
        assert domain is not None
        assert (domain.host, domain.root) == (host, root)
