"""Tables: every row fills the grid, headers know what they head, empty columns go."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.model.project import Project
from generator.report.annexes import difference_table, issue_table, score_table
from generator.report.opening import summary_table
from generator.report.project_tables import ProjectTables
from generator.report.tables import (
    Cell,
    Scope,
    Table,
    grid,
    head_of,
    header,
    numeric,
    to_html,
    without_empty_columns,
)
from tests.report.samples import INDICATORS, figures, sample, values
from tests.support import indicator, rule_set

NAMES = ("资金", "绩效目标", "得分汇总", "指标评分", "问题")


def all_tables(project: Project) -> list[Table]:
    found = figures(project)
    rules = rule_set()
    maker = ProjectTables(project, found, rules)
    tables = [maker.of(name) for name in NAMES]
    tables += [
        score_table(project, found, rules),
        summary_table(project, found),
        difference_table(project, found),
    ]
    tables.append(issue_table(project.issues) if project.issues else None)
    return [t for t in tables if t is not None]


WHOLE: dict[str, Any] = {
    "分项": [
        {
            "名称": "产出",
            "权重": "82",
            "评分": {"方式": "未公布规则", "说明": "只有总分"},
            "扣分原因": "未载明",
        },
        {"名称": "满意度", "权重": "10", "评分": {"方式": "未公布规则"}},
    ],
    "公布": {"总分": "90", "分项": {"产出": "72", "满意度": "9"}},
}

PROJECTS: dict[str, dict[str, Any]] = {
    "full": {},
    "unpublished": {"公布": None, "差异说明": []},
    "bare": {
        "公布": None,
        "差异说明": [],
        "问题": [],
        "绩效目标": {"预期目标": "甲", "实际完成情况": "未载明"},
    },
    "whole": WHOLE,
    "mixed": {"指标": [*INDICATORS[::2], *INDICATORS[1::2]]},
}


@pytest.mark.parametrize("name", PROJECTS)
def test_every_row_fills_the_grid(name: str) -> None:
    project = Project.model_validate({k: v for k, v in values(**PROJECTS[name]).items() if v is not None})
    for table in all_tables(project):
        for group in (table.head, *table.bodies, table.foot):
            rows = grid(group)
            assert {len(row) for row in rows} <= {len(table.widths)}, (table.kind, group)
            starts = [cell for row in rows for cell in row if cell is not None]
            assert sum(c.rowspan * c.colspan for c in starts) == len(rows) * len(table.widths), table.kind
        assert all(cell.scope is Scope.COLUMN for row in table.head for cell in row)
        for body in table.bodies if table.kind != "headline" else ():
            assert all(any(cell and cell.scope for cell in row) for row in grid(body) if any(row))


def test_levels_are_merged_and_the_first_shows_its_weight() -> None:
    table = score_table(sample(), figures(), rule_set())
    first = [body[0][0] for body in table.bodies]
    assert [(c.text, c.rowspan, c.scope) for c in first] == [
        ("决策（8分）", 2, Scope.GROUP),
        ("产出（72分）", 3, Scope.GROUP),
        ("效益（10分）", 1, Scope.GROUP),
    ]
    assert table.bodies[1][1][0].text == "质量"
    assert table.bodies[1][1][0].rowspan == 2


def test_published_and_recomputed_scores_stand_side_by_side_with_marks_and_links() -> None:
    table = score_table(sample(), figures(), rule_set())
    heads = [c.text for c in table.head[0]]
    column = heads.index("公布得分")
    assert heads[column : column + 2] == ["公布得分", "复算得分"]
    rows = [row for body in table.bodies for row in grid(body)]
    shown = [(row[column], row[column + 1]) for row in rows]
    assert [(p.text, r.text + r.mark, r.link) for p, r in shown if p and r] == [
        ("3", "2.00≠", "#step-1"),
        ("4.73", "4.73", "#step-2"),
        ("40", "40.00", "#step-3"),
        ("32", "无法复算", "#step-4"),
        ("—", "不适用", "#step-5"),
        ("9", "9.00（人工裁量）", "#step-6"),
    ]
    foot = [c.text + c.mark for c in table.foot[0]]
    assert foot[:2] == ["合计", "90"]
    assert foot[-3:-1] == ["91.73", "87.73≠"]


def test_without_published_indicators_there_is_one_column_of_scores() -> None:
    project = sample(公布={"总分": "91"}, 指标=[i for i in INDICATORS if i["三级"] != "合格率"])
    heads = [c.text for c in score_table(project, figures(project), rule_set()).head[0]]
    assert "得分" in heads
    assert "复算得分" not in heads


def test_a_section_scored_as_a_whole_has_one_cell_for_its_score() -> None:
    project = sample(**WHOLE)
    table = score_table(project, figures(project), rule_set())
    output, satisfaction = table.bodies[1], table.bodies[-1]
    merged = [c for c in output[0] if c.rowspan == 3]
    assert [c.text for c in merged] == ["产出（82分）", "未公布规则：只有总分。", "72", "未载明"]
    assert (merged[2].mark, merged[2].link) == ("（无法复算）", "#step-s2")
    assert len(satisfaction) == 1
    assert satisfaction[0][0].text == "满意度（10分）"


def test_sections_show_a_recomputed_row_only_where_one_differs() -> None:
    rules = rule_set()
    table = ProjectTables(sample(), figures(), rules).sections()
    assert [row[0].text for row in table.bodies[0]] == ["权重", "公布得分", "得分率", "复算得分"]
    assert [c.text + c.mark for c in table.bodies[0][1]] == ["公布得分", "7.73≠", "72", "9", "91.73≠"]
    plain = sample(
        公布={"总分": "41"},
        指标=[
            INDICATORS[2],
            indicator(一级="决策", 三级="合规", 权重="1", 评分={"方式": "固定", "得": "1分"}),
        ],
    )
    table = ProjectTables(plain, figures(plain), rules).sections()
    assert [row[0].text for row in table.bodies[0]] == ["权重", "得分", "得分率"]


def test_sections_without_a_published_score_add_up_the_published_indicators() -> None:
    project = sample(公布={"总分": "91.73", "指标": {"立项依据": "3", "预算执行率": "4.73", "合格率": "32"}})
    found = figures(project)
    assert [(f.name, f.text, f.added) for f in found.sections] == [
        ("决策", "7.73", True),
        ("产出", "72.00", True),
        ("效益", "9.00", False),
    ]
    assert "决策、产出" in ProjectTables(project, found, rule_set()).below("得分汇总")


def test_funds_show_sources_balances_and_composition() -> None:
    table = ProjectTables(sample(), figures(), rule_set()).funds()
    texts = [[c.text for c in row] for body in table.bodies for row in body]
    assert texts == [
        ["年度资金总额", "1,320", "1,318.5", "318.5", "301.2", "94.57%"],
        ["其中：一般公共预算", "1,320", "—", "—", "301.2", "—"],
        ["预算调整", "-1.50"],
        ["构成：设备", "158.32"],
    ]
    assert table.caption.endswith("（单位：万元）")


def test_a_published_rate_that_differs_is_shown_with_the_computed_one() -> None:
    project = sample(公布={"执行率": "96%"}, 指标=[INDICATORS[2]])
    cell = ProjectTables(project, figures(project), rule_set()).funds().bodies[0][0][-1]
    assert cell.text + cell.mark == "96%（≠，复算94.57%）"


def test_html_is_escaped_and_has_no_style() -> None:
    table = Table(
        "sample", "甲<乙>", (1, 2), head_of("<b>", "c"),
        (((header("行\n二", Scope.ROW), numeric("1", mark="≠", link='#a"b')),),), id="x", number="表1-1",
    )  # fmt: skip
    html = to_html(table)
    assert html == (
        '<table class="sample" id="x" data-widths="1 2">\n<caption>表1-1　甲&lt;乙&gt;</caption>\n<thead>\n'
        '<tr><th scope="col">&lt;b&gt;</th><th scope="col">c</th></tr>\n</thead>\n<tbody>\n'
        '<tr><th scope="row">行<br>二</th><td class="n"><a href="#a&quot;b">1≠</a></td></tr>\n</tbody>\n</table>'
    )
    assert not re.search(r"style=", html)


def test_empty_columns_are_left_out_also_below_merged_cells() -> None:
    table = Table(
        "sample", "甲", (1, 2, 3), head_of("a", "b", "c"),
        (((header("x", Scope.GROUP, rowspan=2), Cell(""), Cell("1")), (Cell(""), Cell("2"))),),
        foot=((header("和", colspan=1), Cell(""), Cell("3")),),
    )  # fmt: skip
    smaller = without_empty_columns(table, (1, 2))
    assert smaller.widths == (1, 3)
    assert [[c.text for c in row] for row in smaller.rows()] == [["a", "c"], ["x", "1"], ["2"], ["和", "3"]]
    assert without_empty_columns(table, (2,)) == table
