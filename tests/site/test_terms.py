"""Terms: explained once, shown where they occur, without scripts."""

from __future__ import annotations

import re

import jinja2
import pytest

from generator.site.pages.page import _environment
from generator.site.pages.terms import terms_page
from generator.site.terms import GROUPS, TERMS


def rendered(template: str) -> str:
    return _environment().from_string('{% from "pages/explain.md" import explained %}' + template).render()


def test_names_and_ids_are_unique_and_sources_name_their_article() -> None:
    terms = [t for g in GROUPS for t in g.terms]
    assert len(TERMS) == len(terms)
    assert len({t.id for t in terms} | {g.id for g in GROUPS}) == len(terms) + len(GROUPS)
    assert all(re.search(r"第.+条|附件", t.source) for t in terms if t.source)
    assert all(t.meaning.endswith("。") for t in terms)


@pytest.mark.parametrize(
    "name",
    [
        "预算执行率",
        "绩效评价",
        "单位自评",
        "部门评价",
        "等级",
        "折算得分",
        "复算",
        "指标值",
        "完成值",
        "扣分原因",
        "整改",
    ],
)
def test_the_words_of_the_pages_are_explained(name: str) -> None:
    assert f'<div id="{TERMS[name].id}"><dt>{name}</dt>' in terms_page()


def test_a_word_links_to_its_explanation() -> None:
    found = rendered('{{ explained("预算执行率", root="../../") }}')
    assert 'href="../../terms/index.html#execution-rate"' in found
    assert found.endswith(">预算执行率</a>")


def test_a_word_that_is_not_explained_fails_the_build() -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered('{{ explained("没有的词") }}')
