"""Pages over several projects: what they add up, which of them there are, and what they say."""

from __future__ import annotations

import html
import pickle
import re
from dataclasses import replace
from typing import Any

import pytest

from generator.model.register import Register
from generator.scoring.standard import describe
from generator.site.pages import Entry, row_of, shared_assets, shared_pages, withdrawn_row_of
from generator.site.pages.addresses import slug
from generator.site.pages.paging import LONGEST, parts
from generator.site.pages.rollup import summary
from generator.site.pages.rows import Row
from tests import support
from tests.site.samples import entry, real_content, real_entries, site

SHARE = {"方式": "比例"}


def indicator(name: str, actual: str = "90%", **changes: Any) -> dict[str, Any]:
    values = {
        "三级": name,
        "指标值": "100%",
        "完成值": actual,
        "权重": "10",
        "评分": SHARE,
        "扣分原因": "没有做完",
    }
    return support.indicator(**values | changes)


def rows_of(*entries: Entry) -> list[Row]:
    return [row_of(e) for e in entries]


def pages(*entries: Entry, register: Register | None = None, **site_values: Any) -> dict[str, str]:
    return shared_pages(site(**site_values), rows_of(*entries), preview=False, register=register)


def text(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.split("---\n\n", 1)[1])))


def real_pages() -> dict[str, str]:
    content = real_content()
    return shared_pages(
        content.site,
        rows_of(*real_entries()),
        preview=False,
        register=content.register,
        rule_sets=content.rule_sets,
    )


# Sums ------------------------------------------------------------------------------------------------------------


def test_averages_and_medians_are_out_of_a_hundred() -> None:
    form = support.rule_set(满分="80", 等级带=[])
    scored = [
        entry("2024/a", 公布={"总分": "90.01", "等级": "优"}),
        entry("2024/b", 公布={"总分": "80", "等级": "良"}),
        entry("2024/c", rules=form, 公布={"总分": "78"}),
    ]
    whole = summary(rows_of(*scored))
    assert (whole.count, whole.average, whole.median, whole.converted) == (3, "89.17", "90.01", True)
    assert [whole.graded(g) for g in "优良中差"] == [1, 1, 0, 0]


def test_a_project_without_a_score_is_counted_and_not_averaged() -> None:
    unknown = entry("2024/a", 指标=[support.indicator(权重="未载明")])
    whole = summary(rows_of(unknown, entry("2024/b", 公布={"总分": "80"})))
    assert (whole.count, whole.average) == (2, "80.00")
    assert summary(rows_of(unknown)).average == "—"


def test_rows_are_small_and_survive_pickling() -> None:
    for row in rows_of(*real_entries()):
        data = pickle.dumps(row)
        assert pickle.loads(data) == row  # noqa: S301 - just made
        assert len(data) < 12_000, row.id


# Departments and years -------------------------------------------------------------------------------------------


def test_a_department_under_its_former_and_its_short_name_is_one() -> None:
    register = Register.model_validate(
        {"单位": [{"编号": "slj", "全称": "某市水务局", "简称": "水务局", "曾用名": ["某市水利局"]}]}
    )
    names = ("某市水务局", "水务局", "某市水利局")
    entries = [
        entry(f"2024/{n}", 单位={"主管部门": name, "实施单位": "某站"}) for n, name in enumerate(names)
    ]
    made = pages(*entries, register=register)
    assert [p for p in made if p.startswith("departments/")] == [
        "departments/index.md",
        "departments/slj/index.md",
    ]
    assert made["departments/slj/index.md"].count('scope="row"><a href="../../projects/') == 3


def test_an_unstated_department_has_no_page_and_is_mentioned() -> None:
    unstated = entry("2024/b", 单位={"主管部门": "未载明", "实施单位": "某站"})
    made = pages(entry("2024/a"), unstated)
    assert len([p for p in made if p.startswith("departments/")]) == 2
    assert "另有1个项目的报告没有载明主管部门" in made["departments/index.md"]


def test_long_lists_are_cut_into_pages() -> None:
    cut = parts(list(range(2 * LONGEST + 1)))
    assert [(p.file, p.first, p.last) for p in cut] == [
        ("index", 1, LONGEST),
        ("page-2", LONGEST + 1, 2 * LONGEST),
        ("page-3", 2 * LONGEST + 1, 2 * LONGEST + 1),
    ]
    assert parts([1])[0].links == []


@pytest.mark.parametrize("name", ["../../etc", "a/b", "CON", "A", "a", "泵站 100%", "（一）", "", "指" * 300])
def test_folders_are_safe(name: str) -> None:
    assert re.fullmatch(r"[0-9a-z\u4e00-\u9fff-]{1,40}", slug(name))


def test_names_that_look_alike_have_folders_of_their_own() -> None:
    names = ["IPv6改造", "ipv6改造", "IPV6改造", "满意度（%）", "满意度(%)", "满意度"]
    assert len({slug(name) for name in names}) == len(names)


# Indicators ------------------------------------------------------------------------------------------------------


def test_an_indicator_has_a_page_when_two_projects_have_it() -> None:
    one = entry("2024/a", 编码="A", 指标=[indicator("甲"), indicator("乙"), indicator("丙")])
    other = entry("2024/b", 编码="B", 指标=[indicator("甲", "100%", 扣分原因=None)])
    later = entry("2025/a", 编码="A", 指标=[indicator("乙")])
    made = pages(one, other, later)
    assert [p for p in made if p.startswith("indicators/")] == [
        "indicators/index.md",
        "indicators/甲/index.md",
    ]
    assert "另有2项只有一个项目采用" in made["indicators/index.md"]
    page = made["indicators/甲/index.md"]
    assert 'href="../../projects/2024/a/index.html#step-1"' in page
    assert "没有做完" in page
    assert "95.00%" in text(page)  # the average of 90 % and 100 %
    assert "满分 1 50.00%" in text(page)


def test_an_alias_of_a_common_indicator_counts_as_the_same() -> None:
    common = {"一级": "过程", "二级": "资金管理", "三级": "预算执行率", "别名": ["资金执行率"], "评分": SHARE}
    rules = support.rule_set(共性指标=[common])
    made = pages(
        entry("2024/a", 编码="A", rules=rules, 指标=[indicator("预算执行率")]),
        entry("2024/b", 编码="B", rules=rules, 指标=[indicator("资金执行率")]),
    )
    assert "也写作“资金执行率”" in made["indicators/预算执行率/index.md"]


def test_scores_that_cannot_be_recomputed_are_said_to_be_so() -> None:
    page = text(real_pages()["indicators/预算执行率/index.md"])
    assert "无法复算1个" in page
    assert "≠复算3.00" in page


# Issues ----------------------------------------------------------------------------------------------------------


def issue(number: str, deadline: str, progress: str) -> dict[str, Any]:
    mended = {"责任单位": "某处", "时限": deadline, "状态": progress}
    return {"编号": number, "描述": f"问题{number}", "整改": mended}


ISSUES = [
    issue("P1", "2025-06-30", "整改中"),
    issue("P2", "2025-06-30", "已完成"),
    issue("P3", "2025-07-01", "未开始"),
    issue("P4", "未载明", "未开始"),
]


def test_an_issue_is_overdue_by_the_data_date_and_never_by_the_clock() -> None:
    page = pages(entry(问题=ISSUES), 数据日期="2025-07-01")["issues/index.md"]
    assert re.findall("逾期[0-9]+天", page) == ["逾期1天"]
    assert "截至2025年7月1日" in page
    assert re.findall('class="issue">问题(P[0-9])<', page)[0] == "P1"
    without = pages(entry(问题=ISSUES))["issues/index.md"]
    assert "逾期1" not in without
    assert "不判断是否逾期" in without


def test_no_column_of_issues_is_empty() -> None:
    plain = {"编号": "P1", "描述": "问题"}
    page = pages(entry(问题=[plain]))["issues/index.md"]
    assert all(f'scope="col">{name}<' not in page for name in ("责任单位", "整改时限", "整改情况"))
    assert "issues/index.md" not in pages(entry())


# Corrections -----------------------------------------------------------------------------------------------------


def test_corrections_keep_the_former_figure_and_withdrawn_reports_their_place() -> None:
    made = {"日期": "2025-07-01", "内容": "改正支出数", "原为": "301.20万元", "改为": "310.20万元"}
    why = {"原因": "漏计一笔", "批准人岗位": "分管领导"}
    gone = entry("2023/gone", 状态="已撤下", 更正=[made | why | {"内容": "撤下报告"}])
    page = shared_pages(
        site(),
        rows_of(entry(更正=[made | why]), entry("2024/other")),
        preview=False,
        withdrawn=[withdrawn_row_of(gone.evaluation)],
    )["corrections/index.md"]
    assert "<del>301.20万元</del>" in page
    assert "<ins>310.20万元</ins>" in page
    assert all(words in page for words in ("漏计一笔", "分管领导", "2025年7月1日", "撤下报告"))
    assert 'href="../projects/2023/gone/index.html"' in page
    assert "corrections/index.md" not in pages(entry())


# Method ----------------------------------------------------------------------------------------------------------


def test_the_method_is_told_from_the_rule_sets_that_are_used() -> None:
    made = real_pages()
    rule_sets = real_content().rule_sets
    used = {p.split("/")[1] for p in made if re.fullmatch("method/[^/]+/index.md", p)}
    assert used == {e.evaluation.rules.id for e in real_entries()}
    assert used < set(rule_sets)
    suzhou = text(made["method/suzhou-zp/index.md"])
    for default in rule_sets["suzhou-zp"].default_methods:
        assert describe(default.method, ()) in suzhou
    assert "80分" in suzhou
    assert "不评等级" in suzhou
    shenzhen = text(made["method/shenzhen-2020/index.md"])
    assert "80分及以上，不到90分" in shenzhen
    for common in rule_sets["shenzhen-2020"].common_indicators:
        assert common.level_3 in shenzhen
        assert all(criterion.text.rstrip("；。") in shenzhen for criterion in common.criteria)


def test_every_example_is_a_published_calculation() -> None:
    calculated = {
        (e.evaluation.id, s.indicator.level_3): s.steps
        for e in real_entries()
        for s in e.evaluation.score.indicators
    }
    page = real_pages()["method/index.md"]
    found = re.findall(
        r'href="\.\./projects/([^"]+)/index\.html#step-\d+">[^<]*</a>的“([^”]+)”.*?<dt>计算</dt><dd>(.*?)</dd>',
        page,
        re.DOTALL,
    )
    assert len(found) >= 7
    for project_id, name, steps in found:
        shown = tuple(map(html.unescape, re.findall("<span>(.*?)</span>", steps)))
        assert shown == tuple(
            s.replace(">", "&gt;").replace("<", "&lt;") for s in calculated[project_id, name]
        )


# Many projects --------------------------------------------------------------------------------------------------


def many(count: int) -> list[Row]:
    """One project under many addresses, in one year."""
    row = row_of(entry("2024/a", 指标=[indicator("甲"), indicator("乙")]))
    return [replace(row, id=f"2024/p{n:04}", code=f"C{n}") for n in range(count)]


def test_many_projects_stand_on_pages_of_bounded_length() -> None:
    made = shared_pages(site(), many(LONGEST + 1), preview=False)
    lines = {path: page.count('<th role="rowheader"') for path, page in made.items()}
    assert lines["projects/index.md"] == 50
    assert (lines["years/2024/index.md"], lines["years/2024/page-2.md"]) == (LONGEST, 1)
    assert lines["indicators/甲/index.md"] == 50
    assert max(lines.values()) == LONGEST
    assert 'href="../years/2024/index.html"' in made["projects/index.md"]
    assert 'href="page-2.html"' in made["years/2024/index.md"]


def test_pages_grow_with_lists_and_not_with_pairs() -> None:
    few, more = (shared_pages(site(), many(n), preview=False) for n in (LONGEST, 2 * LONGEST))
    assert more.keys() - few.keys() == {"years/2024/page-2.md", "departments/某市水务局/page-2.md"}
    assert sum(map(len, more.values())) < 2.1 * sum(map(len, few.values()))


# Data of scripts -------------------------------------------------------------------------------------------------


def test_each_project_brings_one_small_file_to_the_comparison() -> None:
    rows = rows_of(*real_entries())
    assets = shared_assets(site(), rows)
    assert {p for p in assets if p.startswith("projects/")} == {
        f"projects/{row.id}/compare.js" for row in rows
    }
    assert max(len(data) for path, data in assets.items() if path.endswith("compare.js")) < 12_000
    assert shared_assets(site(), []) == {}
