"""What the archive of all data says of itself: README and terms of use."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.base import UNSTATED
from generator.opendata.columns import Table
from generator.opendata.data_package import FORMAT_VERSION, TITLE
from generator.opendata.publisher import Publisher
from generator.opendata.tables import TABLES

README_FILE, LICENCE_FILE = "README.txt", "LICENCE.txt"

NEUTRALISED = (
    "以 = + - @（含全角）、单引号、制表符或换行开头的文字，前面加了一个单引号 '，防止表格软件把它当成公式执行；"
    "去掉开头的一个单引号就是原文。数、日期和“是”“否”不加。"
)
"""How formulas are neutralised, for the README and the data dictionary."""

CONVENTIONS = (
    "CSV 文件用 UTF-8 编码，带 BOM，遵照 RFC 4180；第一行是列名。",
    "金额的单位是万元，比率的单位是 %，得分的单位是分；数照原样写，没有千位分隔符。",
    "空格子表示不适用或没有这一项；“未载明”表示原报告没有写，本站不推测、不补充。",
    "一格里有几条内容时，每条一行。",
    NEUTRALISED,
    "“公布”是签发的报告上的数，原样照录；“复算”是按评分规则和填报数据重新算出的数；“得分”有公布的用公布，没有的用复算。",
    "JSON 里的数写成文字，保留原有的小数位数，不会有二进制小数的误差。",
)
"""What holds for every file."""

PROMISES = (
    "文件的地址、列名、列的次序和含义不变；新的列只加在最后面。",
    f"数据格式的版本号写在 datapackage.json 里，现为 {FORMAT_VERSION}：加列时第二个数加一；万不得已改动已有的列时第一个数加一，并在本页说明改动。",
    "数据只包括已公开的项目；草稿和征求意见稿从不进入。报告撤下后，它的数据随之删去，只留更正记录。",
    "数据更正后，更正记录写明日期、内容和原因。",
)
"""How the data may change."""


def licence(publisher: Publisher) -> str:
    """The terms of use, or that none are stated."""
    if publisher.licence:
        return f"使用许可：{publisher.licence.name}\r\n{publisher.licence.url}\r\n"
    return f"使用许可：{UNSTATED}。网站没有载明开放数据的使用许可，使用前请向主办单位了解。\r\n"


def citation(publisher: Publisher) -> str:
    """How to cite the data, after GB/T 7714-2015; the day of access is the reader's."""
    address = publisher.address("data/index.html", "")
    return f"{publisher.host or publisher.name}. {TITLE}[DS/OL]. [引用日期]. {address}".strip()


def read_me(publisher: Publisher, files: Iterable[tuple[str, str, str]]) -> str:
    """The README of the archive: files (name, title, meaning), conventions, columns."""
    lines = [TITLE, "", f"来源：{publisher.name}"]
    if publisher.host:
        lines.append(f"主办单位：{publisher.host}")
    if publisher.data_date:
        lines.append(f"数据截至：{publisher.data_date.isoformat()}")
    lines += ["", "一、文件", *(f"{name}　{title}：{meaning}" for name, title, meaning in files)]
    lines += ["", "二、约定", *CONVENTIONS, "", "三、变更", *PROMISES, "", "四、引用", citation(publisher)]
    lines += ["", f"五、使用许可：见 {LICENCE_FILE}", "", "六、各表的列"]
    for table in TABLES:
        lines += ["", *_dictionary(table)]
    return "\r\n".join(lines) + "\r\n"


def _dictionary(table: Table) -> list[str]:
    head = f"{table.file}　{table.title}：{table.meaning}主键：{'、'.join(table.primary_key)}。"
    return [head] + [
        f"  {c.name}（{c.kind.value}{f'，{c.unit}' if c.unit else ''}）：{c.meaning}" for c in table.shown
    ]
