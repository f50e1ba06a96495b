"""《意见采纳情况表》: the form that goes out with a draft, to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.render.docx_body import AFTER_TABLE
from generator.render.docx_page import LANDSCAPE
from generator.render.docx_tables import cell_of, frame, table_row
from generator.render.docx_xml import Block, Paragraph, element, run

TITLE = "意见采纳情况表"
ROWS = 7
"""Empty rows: what fits on one page."""

_COLUMNS = (("序号", 7), ("提出单位", 19), ("意见内容", 32), ("采纳情况", 12), ("理由/修改说明", 30))
_NOTE = "注：采纳情况填写“采纳”“部分采纳”或“不采纳”；部分采纳、不采纳的，应当说明理由。行数不够时自行添加。"
_ROW_HEIGHT = 709  # 12.5 mm


def form(title: str) -> list[Block]:
    """The form below its heading; `title` is the report's."""
    unit = LANDSCAPE.width // sum(share for _, share in _COLUMNS)
    widths = [share * unit for _, share in _COLUMNS]
    widths[-1] += LANDSCAPE.width - sum(widths)
    head = (
        cell_of([width], [Paragraph("TableHead", run(name))], head=True)
        for (name, _), width in zip(_COLUMNS, widths, strict=True)
    )
    rows = [table_row(head, head=True)]
    for number in range(1, ROWS + 1):
        texts = (str(number), "", "", "", "")
        cells = (
            cell_of([width], [Paragraph("TableText", run(text), align=align)])
            for text, width, align in zip(
                texts, widths, ("center", "left", "left", "center", "left"), strict=True
            )
        )
        rows.append(table_row(cells, height=_ROW_HEIGHT))
    return [
        Paragraph("FormText", run(f"报告名称：{title}")),
        element("w:tbl", None, *frame(widths, TITLE), *rows),
        Paragraph("FormText", run(_NOTE), before=AFTER_TABLE),
    ]


def next_label(headings: Iterable[str]) -> str:
    """附件5 where the report has four annexes."""
    numbers = [int(found[1]) for text in headings if (found := re.match(r"附件(\d+)", text))]
    return f"附件{max(numbers, default=0) + 1}"
