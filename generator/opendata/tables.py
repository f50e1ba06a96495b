"""The tables of the data package, and with them what every member of a record means.

Names and order are a promise to those who use the data: a column is never renamed, moved or removed, new ones come last.
"""

from __future__ import annotations

from generator.model.glossary import GLOSSARY
from generator.model.project import EvaluationType, Nature, Progress
from generator.opendata.columns import Column, Kind, Table

TEXT, INTEGER, NUMBER, YES_NO = Kind.TEXT, Kind.INTEGER, Kind.NUMBER, Kind.YES_NO
DATE, MOMENT, LINES, PAIRS = Kind.DATE, Kind.MOMENT, Kind.LINES, Kind.PAIRS

POINTS, WAN, PERCENT = "分", "万元", "%"

_OF_PROJECT = Column("项目编号", "project.id", TEXT, "所属项目，对应项目表的项目编号", required=True)
_DIFFERENCE = (
    Column("差额", "difference.amount", NUMBER, "复算得分减公布得分；相同或没有公布时为空", POINTS),
    Column("差异说明", "difference.note", TEXT, "公布与复算为什么不同"),
    Column("差异依据", "difference.rule", TEXT, "复算所依据的规则", in_tables=False),
    Column("差异数据", "difference.inputs", PAIRS, "复算所用的数据", in_tables=False),
)


def _term(name: str, key: str, kind: Kind, unit: str = "", *, required: bool = False) -> Column:
    """A column that means what the glossary says."""
    return Column(name, key, kind, GLOSSARY[name].description, unit, required=required)


PROJECTS = Table(
    "projects",
    "项目",
    "每个已公开的项目一行：得分、等级、资金、公开信息。",
    (
        Column("项目编号", "id", TEXT, "本站的项目编号：年度/项目", required=True),
        Column("项目名称", "name", TEXT, "项目的名称", required=True),
        Column("年度", "year", INTEGER, GLOSSARY["年度"].description, required=True),
        Column("项目编码", "code", TEXT, GLOSSARY["编码"].description),
        Column(
            "评价类型", "type", TEXT, GLOSSARY["评价类型"].description, required=True,
            choices=tuple(EvaluationType),
        ),
        _term("主管部门", "department", TEXT),
        _term("实施单位", "implementing_unit", TEXT),
        _term("评价机构", "evaluator", TEXT),
        Column("性质", "nature", TEXT, "正式，或转录示例（由他人已公布的报告转录，供演示）", required=True, choices=tuple(Nature)),
        Column("规则集编号", "rule_set.id", TEXT, "评分所依据的规则集", required=True),
        Column("规则集名称", "rule_set.name", TEXT, "规则集的名称", required=True),
        Column("报告名称", "title", TEXT, "报告的完整标题", required=True),
        _term("评价期间", "period", TEXT),
        Column("满分", "full", NUMBER, "规则集的满分", POINTS, required=True),
        Column("得分", "headline.score", NUMBER, "本站统计和排序所用的总分：有公布的用公布得分，没有的用复算得分", POINTS),
        Column("等级", "headline.grade", TEXT, "按规则集的用词：公布的等级，没有公布的为复算等级；不评级的写“不评等级”", required=True),
        Column("失分", "headline.lost", NUMBER, "满分减得分", POINTS),
        Column("公布得分", "published.total", NUMBER, "签发的报告上的总分", POINTS),
        Column("公布等级", "published.grade", TEXT, "签发的报告上的等级，原样"),
        Column("复算得分", "total", NUMBER, "按规则和填报数据重新计算的总分", POINTS),
        Column("复算等级", "grade", TEXT, "按复算得分评定的等级；不评级时为空"),
        *_DIFFERENCE,
        Column("折算得分", "converted", NUMBER, "剔除不适用指标，或满分不是100分时，折算成百分制的得分", POINTS),
        Column("年初预算", "funds.0.initial_budget", NUMBER, GLOSSARY["年初预算"].description, WAN),
        Column("全年预算", "funds.0.annual_budget", NUMBER, GLOSSARY["全年预算"].description, WAN),
        Column("到位资金", "funds.0.received", NUMBER, GLOSSARY["到位"].description, WAN),
        Column("支出", "funds.0.spent", NUMBER, GLOSSARY["支出"].description, WAN),
        Column("预算执行率", "execution_rate.headline", NUMBER, "公布的执行率，没有公布的为按规则集口径计算的执行率", PERCENT),
        Column("公布执行率", "execution_rate.published", NUMBER, "签发的报告上的执行率", PERCENT),
        Column("计算执行率", "execution_rate.computed", NUMBER, "按规则集口径由资金数计算，四舍五入到两位小数", PERCENT),
        Column("索引号", "disclosure.index_number", TEXT, "政府信息公开目录的索引号"),
        Column("发布机构", "disclosure.publisher", TEXT, GLOSSARY["发布机构"].description),
        Column("文号", "disclosure.document_number", TEXT, "发文字号"),
        Column("成文日期", "disclosure.document_date", DATE, "报告成文的日期"),
        Column("发布日期", "disclosure.published_at", MOMENT, "由发布人填写的公开日期和时间（北京时间）"),
        Column("有效性", "disclosure.validity", TEXT, "信息是否有效"),
        Column("主题分类", "disclosure.topic", TEXT, GLOSSARY["主题分类"].description),
        Column("内容概述", "summary", TEXT, "做了什么、花了多少、效果如何"),
        Column("网页", "page", Kind.ADDRESS, "项目网页，从网站首页所在位置算起", required=True),
        Column("原报告", "transcription.source_title", TEXT, "转录示例所转录的报告"),
        Column("转录说明", "transcription.note", TEXT, "转录示例的说明"),
    ),
    ("项目编号",),
)  # fmt: skip

SECTIONS = Table(
    "sections",
    "分项",
    "每个项目的每个一级指标一行。",
    (
        _OF_PROJECT,
        Column("序号", "number", INTEGER, "在项目中的次序", required=True),
        Column("一级指标", "name", TEXT, "一级指标的名称", required=True),
        Column("满分", "full", NUMBER, "本项的权重", POINTS, required=True),
        Column("得分", "headline", NUMBER, "有公布的用公布得分，没有的用复算得分", POINTS),
        Column("公布得分", "published", NUMBER, "签发的报告上的得分", POINTS),
        Column("复算得分", "score", NUMBER, "各指标复算得分之和", POINTS),
        *_DIFFERENCE,
        Column("可复算", "recomputable", YES_NO, "“否”表示报告只公布了本项的总得分，没有逐项分值", required=True),
        Column("计算过程", "anchor", TEXT, "计算过程在项目网页中的位置，接在网址的 # 之后", required=True),
    ),
    ("项目编号", "序号"),
    "sections",
)  # fmt: skip

INDICATORS = Table(
    "indicators",
    "指标",
    "每个项目的每个三级指标一行，含评分标准和计算步骤。",
    (
        _OF_PROJECT,
        Column("序号", "number", INTEGER, "在项目中的次序", required=True),
        Column("一级指标", "path.0", TEXT, "评价的大的方面，如决策、过程、产出、效益", required=True),
        Column("二级指标", "path.1", TEXT, "一级指标下的分类；没有的为空"),
        Column("三级指标", "path.2", TEXT, "具体的指标，在一个项目内不重名", required=True),
        Column("权重", "weight", NUMBER, "权重（满分）；原报告没有逐项分值的为空", POINTS),
        Column("指标值", "target", TEXT, GLOSSARY["指标值"].description),
        Column("完成值", "actual", TEXT, GLOSSARY["完成值"].description),
        Column("得分", "headline", NUMBER, "有公布的用公布得分，没有的用复算得分；不适用的为空", POINTS),
        Column("公布得分", "published", NUMBER, "签发的报告上的得分", POINTS),
        Column("复算得分", "score", NUMBER, "按规则和填报数据重新计算的得分", POINTS),
        *_DIFFERENCE,
        Column("评分方式", "method", TEXT, "评分方式的种类"),
        Column("评分标准", "standard", TEXT, "由规则生成的评分标准"),
        Column("评分输入", "inputs", PAIRS, "计分所用的数据"),
        Column("计算步骤", "steps", LINES, "得分怎样一步步算出来"),
        Column("人工裁量", "discretionary", YES_NO, "得分是否由评价人员酌情给出", required=True),
        Column("可复算", "recomputable", YES_NO, "得分能否由公布的规则和数据重新算出", required=True),
        Column("不适用", "excluded", YES_NO, "是否不适用、不计入总分", required=True),
        _term("扣分原因", "deduction_reason", TEXT),
        _term("偏差原因", "deviation_reason", TEXT),
        Column("佐证", "evidence", LINES, "佐证材料的名称"),
        Column("计算过程", "anchor", TEXT, "计算过程在项目网页中的位置，接在网址的 # 之后", required=True),
    ),
    ("项目编号", "序号"),
    "indicators",
)  # fmt: skip

_FUND_TERMS = ("年初预算", "预算调整", "全年预算", "到位", "支出", "结余", "结转", "收回", "指标结余")

FUNDS = Table(
    "funds",
    "资金",
    "每个项目的资金总额一行，每个资金来源、每个构成部分各一行。来源和构成是对同一笔钱的两种分法，不能相加。",
    (
        _OF_PROJECT,
        Column("序号", "number", INTEGER, "在项目中的次序", required=True),
        Column("类别", "kind", TEXT, "总额、来源或构成", required=True, choices=("总额", "来源", "构成")),
        Column("名称", "name", TEXT, "来源或构成部分的名称；总额为空"),
        *(Column(name, GLOSSARY[name].english, NUMBER, GLOSSARY[name].description, WAN) for name in _FUND_TERMS),
        Column("金额", "amount", NUMBER, "构成部分的金额", WAN),
    ),
    ("项目编号", "序号"),
    "funds",
)  # fmt: skip

ISSUES = Table(
    "issues",
    "问题与整改",
    "每个问题一行，含建议和整改情况。",
    (
        _OF_PROJECT,
        Column("编号", "number", TEXT, "问题在项目中的编号", required=True),
        Column("问题", "description", TEXT, "存在的问题"),
        Column("原因", "cause", TEXT, "问题的原因"),
        Column("对应指标", "indicators", LINES, "因此扣分的三级指标"),
        Column("建议", "recommendation", TEXT, "建议"),
        Column("责任单位", "responsible_unit", TEXT, "整改的责任单位"),
        Column("整改时限", "deadline", DATE, "应完成整改的日期"),
        Column("整改状态", "progress", TEXT, "整改进展；没有写整改的为空", choices=tuple(Progress)),
        Column("整改情况", "note", TEXT, "整改进展的说明"),
    ),
    ("项目编号", "编号"),
    "issues",
)  # fmt: skip

CORRECTIONS = Table(
    "corrections",
    "更正",
    "公开以后的每次更正一行，包括已撤下的报告的更正。",
    (
        Column("项目编号", "project.id", TEXT, "所属项目；已撤下的项目不在项目表中", required=True),
        Column("项目名称", "project.name", TEXT, "项目的名称", required=True),
        Column("序号", "number", INTEGER, "在项目中的次序", required=True),
        Column("更正日期", "date", DATE, "更正的日期", required=True),
        Column("内容", "content", TEXT, "更正了什么"),
        Column("原为", "former", TEXT, GLOSSARY["原为"].description),
        Column("改为", "corrected", TEXT, GLOSSARY["改为"].description),
        Column("原因", "cause", TEXT, "为什么更正"),
        _term("批准人岗位", "approver_role", TEXT),
        Column("网页", "project.page", Kind.ADDRESS, "项目网页，从网站首页所在位置算起", required=True),
    ),
    ("项目编号", "序号"),
    "corrections",
    belongs=False,
    with_withdrawn=True,
)  # fmt: skip

DISCREPANCIES = Table(
    "discrepancies",
    "差异说明",
    "报告自相矛盾之处，以及公布得分与复算得分不同的原因，每条一行。",
    (
        _OF_PROJECT,
        Column("序号", "number", INTEGER, "在项目中的次序", required=True),
        Column("对象", "subjects", LINES, "所说明的指标、分项、总分、等级、资金等"),
        Column("说明", "note", TEXT, "矛盾是什么，怎样处理"),
    ),
    ("项目编号", "序号"),
    "discrepancies",
)  # fmt: skip

TABLES = (PROJECTS, SECTIONS, INDICATORS, FUNDS, ISSUES, DISCREPANCIES, CORRECTIONS)
"""Every table, in the order in which the data page lists them."""
