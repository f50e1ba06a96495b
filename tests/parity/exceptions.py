"""Everything in which the formats may differ, and why. What is not listed here must be the same in all of them."""

from __future__ import annotations

LEFT_OUT: dict[str, dict[str, str]] = {
    "html": {
        "a.headerlink": "标题后供复制地址的链接，不是报告的文字",
        "a.footnote-backref": "从注回到正文的箭头；PDF 和 DOCX 的注就在同一页下方",
        "a[href=#scores]": "网页把计算过程放在逐项得分表里逐项展开，附件2只指到那里；计算过程仍逐字核对",
        "p.elsewhere": "网页上通向同一指标在其他项目的得分的链接，不是报告的文字",
        "svg": "图按替代文字核对；图里的字另与 PDF 图里的字核对",
    },
    "pdf": {
        "TOC": "目录：网页另有目录，页码只有分页的格式才有",
        "目录": "目录的标题",
        "Lbl": "注的序号：各格式自动编号，按先后核对位置和文字",
    },
    "docx": {
        "sdt": "目录：同上",
        "sectPr": "最后一节的版面设置，没有文字",
        "Rule": "分隔线：没有文字",
        "SectionEnd": "表格后和分节处的空段落，没有文字",
    },
}
"""What is not compared: by format the element, role, style or heading, and the reason."""

USED: set[tuple[str, str]] = set()
"""The exceptions that some report needed."""


def left_out(kind: str, *names: str) -> bool:
    """Whether something of these names is not compared in a format."""
    found = [name for name in names if name in LEFT_OUT[kind]]
    USED.update((kind, name) for name in found)
    return bool(found)


CUT = "PDF 里跨页的合并单元格在下一页开头重复文字，读者不用往回翻；核对前先接起来"
"""Why a merged cell of the page may be several equal ones in the PDF."""

OPENING: dict[str, str] = {
    r"^(?:项目名称|主管部门|实施单位|评价机构|评价类型|评价年度)：": "封面的标签：网页的没有冒号，评价年度不用标签；标签后的内容仍要有",
    r"^(?:内容概述|主要结果|等级|公布与复算)$": "网页页首没有这些标题和标签，内容仍要有",
    r"^\S+分（满分\S+分）$": "网页写成 78 / 80；数字仍要有",
    r"^不一致（≠），复算\S+分$": "网页用整句说明两者不同；数字仍要有",
}
"""How the head of a page may differ from cover, summary and headline table: pieces of their text, and the reason.

The head is laid out for screens. PDF and DOCX must agree in every word; the page must have all pieces but these, and all
numbers.
"""

AS_TEXT: dict[str, str] = {
    "得分计算过程": "文档里是小标题和段落，工作簿里一个指标一行；逐字核对接起来的文字",
    "差异说明": "文档里是编号列表，工作簿里一条一行；逐条核对",
}
"""Sheets of the workbook that are no tables in the document."""

ALWAYS: dict[str, str] = {
    "得分汇总": "正文没有放这张表时，只有工作簿里有",
    "资金": "正文没有放这张表时，只有工作簿里有",
}
"""Sheets that every workbook has; in the document the author decides whether the table stands there."""
