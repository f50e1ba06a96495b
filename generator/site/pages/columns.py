"""The columns (栏目) of the site, in the order of the navigation; a column without a page does not exist."""

from __future__ import annotations

from collections.abc import Collection, Sequence

Links = list[dict[str, str]]
"""Name and address, from the root of the site, of each."""

COLUMNS = (
    ("总览", "index", "全部项目的资金、得分和等级，最近公开和更正的项目。"),
    ("项目", "projects/index", "全部项目，可以筛选、排序、比较和下载。"),
    ("部门", "departments/index", "各主管部门的项目、资金和得分。"),
    ("年度", "years/index", "各年度的项目、资金和得分。"),
    ("指标", "indicators/index", "同一项指标在各个项目里的得分。"),
    ("问题整改", "issues/index", "评价发现的问题和整改到哪一步。"),
    ("更正", "corrections/index", "发布以后更正过和撤下的报告。"),
    ("评价方法", "method/index", "评分的规则，配真实的例子。"),
    ("数据开放", "data/index", "全部数据的下载和说明。"),
    ("检索", "search/index", "在全部报告的全文里查找。"),
)
"""Name, address and description of every column that a site can have."""

FOOT = (
    ("关于本站", "about/index", "本站公开什么、数从哪里来、怎样更正、怎样联系。"),
    ("名词解释", "terms/index", "绩效评价的常见名词是什么意思。"),
    ("无障碍声明", "accessibility/index", "依据的标准、做到的和还做不到的。"),
    ("网站地图", "sitemap/index", "全部栏目。"),
)
"""The same of what the foot of every page leads to."""

DESCRIPTIONS = {f"{address}.html": description for _, address, description in (*COLUMNS, *FOOT)}


def links(listed: Sequence[tuple[str, str, str]], pages: Collection[str]) -> Links:
    """Those of a list whose pages (paths in the staged tree) are there."""
    return [
        {"name": name, "url": f"{address}.html"} for name, address, _ in listed if f"{address}.md" in pages
    ]
