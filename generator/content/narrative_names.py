"""The names that a placeholder of report.md may use. `generator.report.values` gives them their values."""

from __future__ import annotations

PROJECT = ("名称", "编码", "年度", "评价类型", "报告名称", "评价期间", "基准日", "规则集")
UNITS = ("主管部门", "实施单位", "评价机构", "主评人岗位")
AMOUNTS = ("年初预算", "预算调整", "全年预算", "到位", "支出", "结余", "结转", "收回", "指标结余")
FUNDS = (*AMOUNTS, "执行率", "到位率")
TABLES = ("资金", "绩效目标", "得分汇总", "指标评分", "问题")
CHARTS = ("得分率", "资金")
REFERENCE, FIGURE = "引用", "图"
REFERENCES = (*TABLES, *(FIGURE + name for name in CHARTS))
"""What 引用 may name: tables, and figures with 图 in front. An author's picture goes by its caption."""
INDICATOR = ("权重", "指标值", "完成值")

FIXED: dict[str, tuple[str, ...]] = {
    "项目": PROJECT,
    "单位": UNITS,
    "资金": FUNDS,
    "表": TABLES,
    FIGURE: CHARTS,
    REFERENCE: REFERENCES,
}
"""Roots whose names are the same in every project."""

SCORES = ("得分", "得分率", "权重", "复算")
"""Roots that take the name of a section, of an indicator or 总分."""

INDICATORS = "指标"
"""The root that takes the name of an indicator and one of its figures."""

ROOTS = (*FIXED, *SCORES, INDICATORS)

EXAMPLES = {
    "项目": "{{ 项目.名称 }}",
    "单位": "{{ 单位.主管部门 }}",
    "资金": "{{ 资金.支出 }}",
    "表": "{{ 表.资金 }}",
    "图": "{{ 图.得分率 }}",
    "引用": "{{ 引用.资金 }}、{{ 引用.图得分率 }}",
    "得分": "{{ 得分.总分 }}",
    "得分率": '{{ 得分率["预算执行率"] }}',
    "权重": '{{ 权重["预算执行率"] }}',
    "复算": "{{ 复算.总分 }}",
    "指标": '{{ 指标["预算执行率"].完成值 }}',
}
