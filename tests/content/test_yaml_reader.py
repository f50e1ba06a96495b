"""Reading YAML: values as text, their places, and every fault at its place with its mended form."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import yaml_events, yaml_syntax
from generator.content.source_map import Path
from generator.content.yaml_reader import KINDS, YamlDocument, read_yaml
from generator.findings import Finding, Kind, Place, Severity

NAMES = (
    "项目 名称 编码 年度 单位 主管部门 实施单位 资金 年初预算 来源 指标 一级 二级 三级 权重 指标值 完成值 说明 问题 描述"
    " 原因 建议 佐证 评分 方式 要点 备注 公布 总分 状态 附件"
)
KEYS = frozenset(NAMES.split())
FILE = "content/projects/2024/x/project.yml"

PROJECT = """\
# yaml-language-server: $schema=../../../../schema/project.json
项目:
  名称: 城区排水泵站智能监测平台
  年度: 2024        # 预算年度
  状态: 是
单位: {主管部门: 某市水务局, 实施单位: 某市排水管理中心}
资金: {年初预算: 012, 来源: [{名称: 一般公共预算, 年初预算: 1e3}]}
指标:
  - 一级: 产出
    指标值: ">10%"
    完成值: '次月10日前'
    说明: |
      第一行：甲
      第二行
    备注:
  - 一级: 2024-12-31
    原因: 跨行的
      文字
    佐证: [附件1, 附件2]
"""


@pytest.fixture(params=[True, False], ids=["libyaml", "python"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param and not yaml.__with_libyaml__:
        pytest.skip("没有 libyaml")
    monkeypatch.setattr(yaml_events, "FAST", request.param)


def read(text: str) -> YamlDocument:
    return read_yaml(text, FILE, KEYS)


def codes(document: YamlDocument) -> list[str]:
    return [finding.code for finding in document.findings]


def only(text: str) -> Finding:
    findings = read(text).findings
    assert len(findings) == 1, findings
    return findings[0]


def place(text: str, path: Path, *, key: bool = False) -> tuple[int, int]:
    places = read(text).places
    found = places.key_at(path) if key else places.value_at(path)
    assert found.file == FILE
    return found.line, found.column


def test_every_scalar_is_text_and_empty_is_none() -> None:
    document = read(PROJECT)
    assert document.findings == ()
    assert document.value == {
        "项目": {"名称": "城区排水泵站智能监测平台", "年度": "2024", "状态": "是"},
        "单位": {"主管部门": "某市水务局", "实施单位": "某市排水管理中心"},
        "资金": {"年初预算": "012", "来源": [{"名称": "一般公共预算", "年初预算": "1e3"}]},
        "指标": [
            {
                "一级": "产出",
                "指标值": ">10%",
                "完成值": "次月10日前",
                "说明": "第一行：甲\n第二行\n",
                "备注": None,
            },
            {"一级": "2024-12-31", "原因": "跨行的 文字", "佐证": ["附件1", "附件2"]},
        ],
    }


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("项目",), (3, 3), (2, 1)),
        (("项目", "名称"), (3, 7), (3, 3)),
        (("单位", "实施单位"), (6, 25), (6, 19)),
        (("资金", "来源", 0, "年初预算"), (7, 41), (7, 35)),
        (("指标", 0), (9, 5), (9, 5)),
        (("指标", 0, "指标值"), (10, 10), (10, 5)),
        (("指标", 0, "备注"), (15, 8), (15, 5)),
        (("指标", 1, "佐证", 1), (19, 15), (19, 15)),
        (("指标", 1, "权重"), (16, 5), (16, 5)),
        (("项目", "编码"), (3, 3), (2, 1)),
        (("项目", "名称", "多", 3), (3, 7), (3, 3)),
        (("无", 7), (2, 1), (2, 1)),
    ],
)
def test_places_of_values_and_keys(path: Path, value: tuple[int, int], key: tuple[int, int]) -> None:
    assert place(PROJECT, path) == value
    assert place(PROJECT, path, key=True) == key


def test_places_keep_to_the_written_columns_of_mended_lines() -> None:
    text = "单位：{主管部门：甲，实施单位：乙}\n年度: 2024\n"
    assert place(text, ("单位", "实施单位")) == (1, 17)
    assert place(text, ("单位", "实施单位"), key=True) == (1, 12)
    assert place(text, ("年度",)) == (2, 5)


def test_bom_and_crlf_do_not_move_places() -> None:
    text = "\ufeff" + PROJECT.replace("\n", "\r\n")
    assert read(text) == read(PROJECT)


# (text, code, line, column, found, part of the hint)
FAULTS = [
    ("项目:\n\t名称: 甲\n", "Y011", 2, 1, "名称: 甲", "行首 2 个空格）：名称: 甲"),
    ("项目:\n  名称：城区\n  年度: 2024\n", "Y012", 2, 5, "名称：城区", "改为：名称: 城区"),
    ("项目:\n  名称: 甲\n  年度：2024\n  状态: 乙\n", "Y012", 3, 5, "年度：2024", "改为：年度: 2024"),
    ("项目:\n  年度: 1\n  其他：甲\n", "Y012", 3, 5, "其他：甲", "改为：其他: 甲"),
    ("问题:\n  - 描述：甲\n", "Y012", 2, 7, "描述：甲", "改为：- 描述: 甲"),
    ("问题:\n  描述：甲\n", "Y012", 2, 5, "描述：甲", "改为：描述: 甲"),
    (
        "单位: {主管部门：甲, 实施单位: 乙}\n",
        "Y012",
        1,
        10,
        "主管部门：甲",
        "改为：单位: {主管部门: 甲, 实施单位: 乙}",
    ),
    ("要点: {1: 是, 2：否}\n", "Y012", 1, 13, "2：否", "改为：要点: {1: 是, 2: 否}"),
    (
        "单位: {主管部门: 甲，实施单位: 乙}\n",
        "Y013",
        1,
        13,
        "，实施单位: 乙}",
        "改为：单位: {主管部门: 甲, 实施单位: 乙}",
    ),
    ("指标:\n  － 一级: 甲\n", "Y013", 2, 3, "－ 一级: 甲", "改为：- 一级: 甲"),
    ("指标:\n  －一级: 甲\n", "Y013", 2, 3, "－一级: 甲", "改为：- 一级: 甲"),
    ("佐证:\n  － 附件\n", "Y013", 2, 3, "－ 附件", "改为：- 附件"),
    ("来源: {名称: 甲｝\n年度: 1\n", "Y013", 1, 11, "｝", "改为：来源: {名称: 甲}"),
    ("佐证: [甲, 乙］\n年度: 1\n", "Y013", 1, 10, "］", "改为：佐证: [甲, 乙]"),
    ("指标值: “>10%”\n", "Y013", 1, 6, "“>10%”", '改为：指标值: ">10%"'),
    ("项目:\n\u3000名称: 甲\n", "Y013", 2, 1, "名称: 甲", "行首 2 个空格）：名称: 甲"),
    ("来源: {名称: “甲, 乙”}\n", "Y013", 1, 10, "“甲, 乙”}", '改为：来源: {名称: "甲, 乙"}'),
    ("名称:城区\n年度: 2024\n", "Y014", 1, 4, "名称:城区", "改为：名称: 城区"),
    ("名称:城区\n", "Y014", 1, 4, "名称:城区", "改为：名称: 城区"),
    ("名称:\u3000城区\n", "Y014", 1, 4, "名称: 城区", "改为：名称: 城区"),
    ("单位: {主管部门:甲}\n", "Y014", 1, 11, "主管部门:甲", "改为：单位: {主管部门: 甲}"),
    ("来源: {名称:, 年度: 1}\n", "Y014", 1, 9, ", 年度: 1}", "改为：来源: {名称: , 年度: 1}"),
    ("指标:\n  -一级: 甲\n", "Y014", 2, 4, "-一级: 甲", "改为：- 一级: 甲"),
    ("指标值: >10%\n", "Y015", 1, 6, ">10%", '改为：指标值: ">10%"'),
    ("指标值: >=10%   # 注\n", "Y015", 1, 6, ">=10%", '改为：指标值: ">=10%"   # 注'),
    ("指标值: >5\n年度: 1\n", "Y015", 1, 6, ">5", '改为：指标值: ">5"'),
    ("指标值: %10\n", "Y015", 1, 6, "%10", '改为：指标值: "%10"'),
    ("说明: @甲\n", "Y015", 1, 5, "@甲", '改为：说明: "@甲"'),
    ("说明: `甲`\n", "Y015", 1, 5, "`甲`", '改为：说明: "`甲`"'),
    ("说明: *重要\n", "Y015", 1, 5, "*重要", '改为：说明: "*重要"'),
    ("说明: *100\n", "Y015", 1, 5, "*100", '改为：说明: "*100"'),
    ("说明: &甲 乙\n", "Y015", 1, 5, "&甲 乙", '改为：说明: "&甲 乙"'),
    ("说明: &R 研发\n", "Y015", 1, 5, "&R 研发", '改为：说明: "&R 研发"'),
    ("说明: !重要 甲\n", "Y015", 1, 5, "!重要 甲", '改为：说明: "!重要 甲"'),
    ("说明: !a 甲\n", "Y015", 1, 5, "!a 甲", '改为：说明: "!a 甲"'),
    ("说明: |甲\n", "Y015", 1, 5, "|甲", '改为：说明: "|甲"'),
    ('说明: %甲"乙"\n', "Y015", 1, 5, '%甲"乙"', "改为：说明: '%甲\"乙\"'"),
    ("评分: {指标值: >10%, 方式: 比例}\n", "Y015", 1, 11, ">10%", '改为：评分: {指标值: ">10%", 方式: 比例}'),
    ("- >5%\n- 甲\n", "Y015", 1, 3, ">5%", '改为：- ">5%"'),
    ("来源: {编码: #3}\n年度: 1\n", "Y015", 1, 10, "#3}", '改为：来源: {编码: "#3"}'),
    ("指标值: =100%\n", "Y016", 1, 6, "=100%", '改为：指标值: "=100%"'),
    ("说明: 目标: 全部完成\n", "Y017", 1, 5, "目标: 全部完成", '改为：说明: "目标: 全部完成"'),
    ("说明: 如下:\n", "Y017", 1, 5, "如下:", '改为：说明: "如下:"'),
    (
        "来源: {说明: 目标: 完成, 年度: 1}\n",
        "Y017",
        1,
        10,
        "目标: 完成",
        '改为：来源: {说明: "目标: 完成", 年度: 1}',
    ),
    ("名称: 泵站 #3 改造\n", "Y018", 1, 8, "#3 改造", '改为：名称: "泵站 #3 改造"'),
    ("编码: #3\n", "Y018", 1, 5, "#3", '改为：编码: "#3"'),
    ('名称: "甲" #乙\n', "Y018", 1, 9, "#乙", '改为：名称: "甲" # 乙'),
    ('名称: "智慧"水务\n', "Y019", 1, 5, '"智慧"水务', "改为：名称: '\"智慧\"水务'"),
    ('名称: "甲\n年度: 1\n', "Y019", 1, 5, '"甲', '改为：名称: "甲"'),
    ('名称: "甲\n年度: "1"\n', "Y019", 1, 5, '"甲', '改为：名称: "甲"'),
    ("名称: 'it's'\n", "Y019", 1, 5, "'it's'", "改为：名称: \"'it's'\""),
    ('说明: "C:\\路径"\n', "Y019", 1, 5, '"C:\\路径"', "改为：说明: 'C:\\路径'"),
    ("项目:\n  名称: 甲\n   年度: 1\n", "Y020", 3, 4, "年度: 1", "行首 2 个空格）：年度: 1"),
    ("项目:\n    名称: 甲\n  年度: 1\n", "Y020", 3, 3, "年度: 1", "行首 4 个空格）：年度: 1"),
    ("指标:\n  - 一级: 甲\n  二级: 乙\n", "Y020", 3, 3, "二级: 乙", "行首 4 个空格）：二级: 乙"),
    ("指标:\n  - 一级: 甲\n    二级: 乙\n    - 一级: 丙\n", "Y020", 4, 5, "- 一级: 丙", "行首 2 个空格"),
    ("说明: |\n  甲\n 乙\n年度: 1\n", "Y020", 3, 2, "乙", "行首 2 个空格）：乙"),
    ("项目:\n  名称 甲\n  年度: 1\n", "Y021", 2, 3, "名称 甲", "改为：名称: 甲"),
    ("项目\n  名称: 甲\n", "Y021", 1, 1, "项目", "改为：项目:"),
    ("项目:\n  名称；甲\n  年度: 1\n", "Y021", 2, 3, "名称；甲", "改为：名称: 甲"),
    ("来源: {名称 甲, 年度: 1}\n", "Y021", 1, 6, "名称 甲", "改为：来源: {名称: 甲, 年度: 1}"),
    (
        "公布: {总分: 1, 单位 {名称: 甲}}\n",
        "Y021",
        1,
        13,
        "单位 {名称: 甲}}",
        "改为：公布: {总分: 1, 单位: {名称: 甲}}",
    ),
    ("佐证: [甲, 乙\n年度: 1\n", "Y022", 1, 5, "[甲, 乙", "改为：佐证: [甲, 乙]"),
    (
        "公布: {来源: {总分: 1}\n问题: [{描述: 甲}]\n",
        "Y022",
        1,
        5,
        "{来源: {总分: 1}",
        "改为：公布: {来源: {总分: 1}}",
    ),
    ("来源: {名称: 甲]\n", "Y022", 1, 11, "]", "改为：来源: {名称: 甲}"),
    ("来源: {名称: 甲}}\n", "Y022", 1, 12, "}", "改为：来源: {名称: 甲}"),
    ("说明: [附件1] 报告\n", "Y022", 1, 5, "[附件1] 报告", '改为：说明: "[附件1] 报告"'),
    ("来源: {名称: 甲 年度: 1}\n", "Y022", 1, 12, "年度: 1}", "改为：来源: {名称: 甲, 年度: 1}"),
    ("来源: {名称: 甲\n  年度: 1}\n", "Y022", 1, 10, "甲", "改为：来源: {名称: 甲,"),
    ("名\u200b称: 甲\n", "Y023", 1, 2, "U+200B", "改为：名称: 甲"),
    ("名称: 甲\x00乙\n", "Y023", 1, 6, "U+0000", "改为：名称: 甲乙"),
    ("名称: 甲\u2028年度\n", "Y023", 1, 6, "U+2028", "改为：名称: 甲 年度"),
    ('名称: "甲\\0"\n', "Y023", 1, 5, '"甲\\0"', "删去"),
    ("佐证: - 附件\n", "Y024", 1, 5, "- 附件", "改为：佐证: [附件]"),
    ("佐证:\n  - 甲\n  乙\n  - 丙\n", "Y024", 3, 3, "乙", "改为：- 乙"),
    ("名称: 甲\n年度: 1\n名称: 乙\n", "Y030", 3, 1, "名称", "删去多余的一个"),
    ("说明: {{ 项目.名称 }}\n", "Y031", 1, 5, "{{ 项目.名称 }}", '改为：说明: "{{ 项目.名称 }}"'),
    ("? [甲]\n: 乙\n", "Y031", 1, 3, "[甲]", "键写成一个词"),
    ("年度: 1\n: 乙\n", "Y032", 2, 1, ": 乙", "写上键名"),
    ('"": 乙\n', "Y032", 1, 1, '"": 乙', "写上键名"),
    ("权重: !!int 5\n", "Y033", 1, 5, "!!int", "改为：权重: 5"),
    (
        "说明: !!python/object/apply:os.system [ls]\n",
        "Y033",
        1,
        5,
        "!!python/object/apply:os.system",
        "说明: [ls]",
    ),
    ("来源: {<<: {名称: 甲}}\n", "Y034", 1, 6, "<<", "删去"),
    ("来源: &x [*x]\n", "Y036", 1, 9, "*x", "直接写出来"),
    ("名称: 甲\n---\n年度: 1\n", "Y038", 2, 1, "---", "删去"),
    ("- 甲\n", "Y039", 1, 1, "- 甲", "最外层"),
    ("甲\n", "Y039", 1, 1, "甲", "最外层"),
    ("", "Y040", 1, 1, "", "写上内容"),
    ("# 只有注释\n", "Y040", 1, 1, "# 只有注释", "写上内容"),
]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "found", "hint"), FAULTS, ids=[repr(f[0])[:40] for f in FAULTS]
)
def test_a_fault_is_found_at_its_place_with_its_mend(
    text: str, code: str, line: int, column: int, found: str, hint: str
) -> None:
    findings = [finding for finding in read(text).findings if not (code != "Y039" and finding.code == "Y039")]
    assert [finding.code for finding in findings] == [code]
    finding = findings[0]
    assert finding.place == Place(FILE, line, column)
    assert finding.found == found
    assert hint in finding.hint
    assert finding.message


@pytest.mark.parametrize("text", [f[0] for f in FAULTS if f[5].startswith("改为：") and "\n" in f[0]])
def test_a_line_written_as_the_hint_says_is_right(text: str) -> None:
    document = read(text)
    lines = text.split("\n")
    for finding in document.findings:
        if finding.hint.startswith("改为："):
            before = lines[finding.place.line - 1]
            indent = before[: len(before) - len(before.lstrip(" "))]
            lines[finding.place.line - 1] = indent + finding.hint.removeprefix("改为：")
    again = read("\n".join(lines))
    assert again.findings == tuple(f for f in again.findings if f.code == "Y039")
    assert again.value == document.value or document.findings[0].code == "Y018"


RIGHT = [
    PROJECT,
    "说明: 名称：某某项目，年度：2024\n",
    "说明: 名称:某某\n",
    "说明: |\n  名称：甲\n  \t建议：乙 #3\n  年度:1\n备注: 丙\n",
    '说明: "名称：甲\n  年度：乙"\n',
    "佐证: [附件：报告, 时间 12:30]\n",
    "名称: 甲 # 注释 #3\n",
    "#注释\n名称: 甲\n  #注释\n",
    "说明: a#b http://example.org/x#y C# 12:30\n",
    "说明: 第一行\n  第二行\n\n  第三行\n",
    "说明: 甲\tb\n",
    "名称: &a 甲\n说明: *a\n",
    "说明: -5\n完成值: － \n指标值: ≥99.99%\n",
    "---\n名称: 甲\n...\n",
    "来源: {要点: 是否合规?, 说明: 深财绩〔2020〕14号}\n",
    "说明: ——引自\n备注: “智慧”平台\n原因: ［2020］14号\n",
    "来源: [{名称: 甲,\n  年度: 1},\n  {名称: 乙}]\n",
    "说明: >\n  折叠\n  文字\n备注: >-\n  甲\n",
    "要点: {1: 是, 2: 否}\n",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_has_no_findings(text: str) -> None:
    document = read(text)
    assert document.findings == ()
    assert document.value


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.wrong], ids=lambda kind: kind.code)
def test_the_examples_of_every_kind(kind: Kind) -> None:
    assert kind.code in codes(read(kind.wrong))
    assert read(kind.right).findings == ()


def test_kinds_have_distinct_codes_and_full_texts() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    assert all(kind.title and kind.explanation and kind.mend for kind in KINDS)


def test_every_syntax_error_has_a_rule() -> None:
    assert set(yaml_syntax._RULES) == set(yaml_events.Trouble)


MANY = """\
项目：
  名称：城区
  年度: 2024
\t状态: 已公开
  编码: @SW
单位: {主管部门：某局，实施单位: 某中心｝
资金: {单位: 万元, 年初预算: 12
指标:
  - 一级: 产出
    指标值: >10%
    完成值: %5
    说明: 目标: 完成
    原因: "智慧"水务
  －一级: 产出
    三级：告警 #3
    指标值: =100%
    权重: >5
    权重: 6
  -一级: 决策
    佐证: ［附件1，附件2］
    备注: [附件1，附件2]
    评分: &x 5
    要点: *y
    权重: !!int 5
    描述: "C:\\路径"
    建议: “全部”
"""


def test_all_faults_in_one_run_and_the_value_besides() -> None:
    document = read(MANY)
    found = [(finding.place.line, finding.code) for finding in document.findings]
    assert found == [
        (1, "Y012"),
        (2, "Y012"),
        (4, "Y011"),
        (5, "Y015"),
        (6, "Y012"),
        (6, "Y013"),
        (6, "Y013"),
        (7, "Y022"),
        (10, "Y015"),
        (11, "Y015"),
        (12, "Y017"),
        (13, "Y019"),
        (14, "Y013"),
        (15, "Y012"),
        (15, "Y018"),
        (16, "Y016"),
        (17, "Y015"),
        (18, "Y030"),
        (19, "Y014"),
        (20, "Y013"),
        (20, "Y013"),
        (20, "Y013"),
        (21, "Y013"),
        (22, "Y015"),
        (23, "Y015"),
        (24, "Y033"),
        (25, "Y019"),
        (26, "Y013"),
    ]
    assert document.value == {
        "项目": {"名称": "城区", "年度": "2024", "状态": "已公开", "编码": "@SW"},
        "单位": {"主管部门": "某局", "实施单位": "某中心"},
        "资金": {"单位": "万元", "年初预算": "12"},
        "指标": [
            {"一级": "产出", "指标值": ">10%", "完成值": "%5", "说明": "目标: 完成", "原因": '"智慧"水务'},
            {"一级": "产出", "三级": "告警", "指标值": "=100%", "权重": ">5"},
            {
                "一级": "决策",
                "佐证": ["附件1", "附件2"],
                "备注": ["附件1，附件2"],
                "评分": "&x 5",
                "要点": "*y",
                "权重": "5",
                "描述": "C:\\路径",
                "建议": "“全部”",
            },
        ],
    }


def test_warnings_do_not_touch_the_value() -> None:
    document = read("指标值: =1\n说明: “全部”\n佐证: [甲，乙]\n名称: 甲 #3\n")
    assert {finding.severity for finding in document.findings} == {Severity.WARNING}
    assert codes(document) == ["Y016", "Y013", "Y013", "Y018"]
    assert document.value == {"指标值": "=1", "说明": "“全部”", "佐证": ["甲，乙"], "名称": "甲"}


def test_duplicates_name_both_places_and_the_first_counts() -> None:
    document = read("项目: {名称: 甲, 名称: 乙}\n")
    (finding,) = document.findings
    assert finding.place == Place(FILE, 1, 13)
    assert [(r.place, r.quote) for r in finding.related] == [(Place(FILE, 1, 6), "名称")]
    assert document.value == {"项目": {"名称": "甲"}}


def test_whole_file_with_full_width_colons_without_known_keys() -> None:
    document = read_yaml("甲：一\n乙：二\n", FILE)
    assert codes(document) == ["Y012", "Y012"]
    assert document.value == {"甲": "一", "乙": "二"}


def test_an_unknown_fault_hides_neither_earlier_nor_later_ones() -> None:
    document = read("名称: >1\n项目:\n  年度: 1\n  - 甲\n说明: %2\n备注: 丙\n")
    assert document.value is None
    assert [(f.place.line, f.code) for f in document.findings] == [(1, "Y015"), (4, "Y024"), (5, "Y015")]


def test_text_that_goes_on_is_quoted_to_its_end() -> None:
    document = read("说明: > 第一行\n  第二行\n原因: 如下:\n  第一\n名称: 甲\n")
    assert document.value == {"说明": "> 第一行 第二行", "原因": "如下： 第一", "名称": "甲"}
    assert codes(document) == ["Y015", "Y017"]
    assert "第 2 行末尾" in document.findings[0].message


def test_long_found_and_hints_are_shortened() -> None:
    finding = only("说明: %" + "长" * 500 + "\n")
    assert len(finding.found) == 80
    assert len(finding.hint) < 230


def test_many_faults_end_in_one_that_says_so() -> None:
    document = read("".join(f"甲{n}: >1%\n" for n in range(700)))
    assert document.value is None
    assert "Y041" in codes(document)
    repeated = read("名称: 甲\n" * 900)
    assert codes(repeated).count("Y041") == 1


def test_depth_is_bounded() -> None:
    assert read("甲: " + "[" * 19 + "]" * 19).findings == ()
    finding = only("甲: " + "[" * 20 + "]" * 20)
    assert (finding.code, finding.place.column) == ("Y037", 23)
    nested = "".join(f"a{n}: &a{n} [*a{n - 1}]\n" if n else "a0: &a0 [1]\n" for n in range(30))
    assert set(codes(read(nested))) == {"Y037"}


def test_aliases_share_places_and_may_not_explode() -> None:
    text = "名称: &x {年度: 1}\n说明: *x\n来源: {<<: *x, 备注: 2}\n"
    document = read(text)
    assert document.value == {
        "名称": {"年度": "1"},
        "说明": {"年度": "1"},
        "来源": {"备注": "2", "年度": "1"},
    }
    assert document.places.value_at(("说明", "年度")) == Place(FILE, 1, 13)
    laughs = "a0: &a0 [1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    document = read(laughs)
    assert codes(document) == ["Y035"]
    assert document.value is None


HOSTILE = {
    "[": "[" * 100_000,
    "{": "a: " + "{" * 100_000,
    "- ": "- " * 50_000,
    "? ": "? " * 50_000,
    "a: ": "a: " * 30_000,
    '"': '"' * 50_000,
    "tabs": "\t" * 50_000 + "\n" + "\ta: b\n" * 5_000,
    "colons": "a: {" + "名称：甲，" * 10_000,
    "quotes": "a: [" + "“," * 20_000,
    "sharps": "a: b " + "#x " * 20_000,
    "indent": "".join(" " * n + "a:\n" for n in range(300)),
    "invisible": "a\u200b" * 20_000,
    "escapes": 'a: "' + "\\0" * 20_000 + '"',
    "dedent": "a:\n" + "  b: c\n d: e\n" * 1_000,
    "braces": "a: " + "{{ x }} " * 5_000,
    "blank": " " * 100_000,
    "anchors": "- &a x\n" * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_end_in_findings(text: str) -> None:
    document = read(text)
    assert len(document.findings) <= 501
    assert document.value is None or document.findings


PIECES = [
    *("名称", "年度", "指标", "a", "b", "10%", ">=5", "x：y"),
    ": ",
    ":",
    "：",
    "，",
    ", ",
    "\n",
    "\n  ",
    "\n    ",
    "\n- ",
    "\n  - ",
]
PIECES += [
    "- ",
    "－ ",
    *"[]{}｛｝［］\"'“”>|%@`#=\t\\?~",
    "*x",
    "&x ",
    "!!int ",
    "!t ",
    " #",
    " # c",
    "#3",
    "\r\n",
    "\u3000",
]
PIECES += [
    "\xa0",
    "\u200b",
    "\\u",
    "<<: ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "{{ ",
    "}}",
    "|\n",
    ">\n",
    "\x00",
    "\u2028",
    "\ud800",
]


def check_sound(text: str) -> None:
    document = read(text)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in document.findings:
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
        assert len(finding.found) <= 80
        assert finding.message
        assert finding.hint
    errors = [finding for finding in document.findings if finding.severity is Severity.ERROR]
    assert document.value is not None or errors
    if not errors and yaml.__with_libyaml__:
        assert isinstance(yaml.load(text, yaml.CBaseLoader), dict)  # noqa: S506 builds only text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_explained(text: str) -> None:
    check_sound(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_heap_of_yaml_signs_is_read_or_explained(pieces: list[str]) -> None:
    check_sound("".join(pieces))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(PROJECT)), st.integers(0, 3), st.sampled_from(PIECES))
def test_a_project_with_one_slip_is_read_or_explained(at: int, cut: int, piece: str) -> None:
    check_sound(PROJECT[:at] + piece + PROJECT[at + cut :])


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="没有 libyaml")
@pytest.mark.parametrize("text", [PROJECT, MANY, *RIGHT, *(f[0] for f in FAULTS)])
def test_both_parsers_agree(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_events, "FAST", True)
        fast = read(text)
        patch.setattr(yaml_events, "FAST", False)
        assert read(text) == fast
