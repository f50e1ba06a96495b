"""What can be wrong with a workbook, and where in it: cells as Excel itself names them."""

from __future__ import annotations

from generator.findings import Kind, Place, Severity

UNREADABLE = Kind(
    code="X701",
    title="工作簿打不开",
    severity=Severity.ERROR,
    explanation="这不是能读的 .xlsx 工作簿：可能是旧格式（.xls）、加了密码、传输中损坏，或者其实是别的文件。",
    mend="用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，不设密码，再导入。",
    wrong="年报.xls",
    right="年报.xlsx",
)
TOO_BIG = Kind(
    code="X702",
    title="工作簿太大",
    severity=Severity.ERROR,
    explanation="工作簿展开以后大得不像一份填报表。为了不让一份文件耗尽内存和时间，这样的文件不读。",
    mend="删去无关的工作表和空白区域里的格式，只留要导入的表，另存后再导入。",
)
NO_VALUE = Kind(
    code="X703",
    title="公式没有算好的值",
    severity=Severity.ERROR,
    explanation="导入时只取公式上次算好的结果，不替工作簿计算。这个单元格里没有存下结果，或者结果是错误值（如 #REF!）。",
    mend="用 Excel 打开、重新计算并保存，或者把公式改成数值。",
    wrong="=附表!B3（#REF!）",
    right="99.31%",
)
ACTIVE = Kind(
    code="X704",
    title="含有宏或外部链接",
    severity=Severity.NOTE,
    explanation="宏不运行，外部链接不打开，只取单元格里已有的值。",
    mend="不需要的话，另存为不含宏的 .xlsx。",
)
UNKNOWN_FORM = Kind(
    code="X705",
    title="认不出表里的内容",
    severity=Severity.ERROR,
    explanation="导入要找到一行表头，里面至少有三级指标（或指标名称）一列，和指标值、完成值、分值、得分中的一列。",
    mend="核对表头的写法，或用 jixiao export 项目 --填报 导出一份工作簿来填。",
    wrong="内容 | 计划 | 结果",
    right="三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
)
UNKNOWN_ROW = Kind(
    code="X706",
    title="这一行对不上",
    severity=Severity.ERROR,
    explanation="填报工作簿靠“分组”“项目”“序号”几栏认出每一行。这一行写的在项目里没有，填的内容不知道该放在哪里。",
    mend="恢复这一行原来的序号或名称；新增指标时，序号空着。",
    wrong="序号：38（项目只有 24 个指标）",
    right="序号：空着（新增一个指标）",
)
TWICE = Kind(
    code="X707",
    title="同一项填了两次",
    severity=Severity.ERROR,
    explanation="两个单元格说的是同一件事，值却不同，不知道该听哪一个。",
    mend="只留一处。",
)
MISSING_ROW = Kind(
    code="X708",
    title="工作簿里少了内容",
    severity=Severity.WARNING,
    explanation="项目里有、工作簿里却没有的工作表、列或行，导入时原样保留，不会当作删除。",
    mend="要删去一个指标，请把这一行除序号外全部清空；否则不必理会。",
)
REMOVED = Kind(
    code="X709",
    title="清空的内容将从项目中删去",
    severity=Severity.NOTE,
    explanation="填报工作簿里清空一行，表示删去这一项。",
    mend="如果不是要删去，请补填。",
)
SUM_DIFFERS = Kind(
    code="X710",
    title="合计与各行相加不一致",
    severity=Severity.WARNING,
    explanation="表中合计行的分值或得分，与各行相加的结果不同。合计行本身不导入，只用来核对。",
    mend="核对各行，或改正合计。",
    wrong="合计 100（各行相加为 98）",
    right="合计 98",
)
ANCHORS = Kind(
    code="X711",
    title="project.yml 用了锚点，不能自动改写",
    severity=Severity.ERROR,
    explanation="文件里用了 YAML 的锚点和引用（&名称、*名称）。一处改动会牵动别处，导入不替您决定。",
    mend="把引用改成直接写出的内容，再导入。",
    wrong="完成值: *同上",
    right="完成值: 合规",
)
SEVERAL = Kind(
    code="X712",
    title="不知道导入哪个项目",
    severity=Severity.ERROR,
    explanation="工作簿没有写明年度，或者一份工作簿里有几个项目，却指定了一个项目编号。",
    mend="用 --到 指定项目编号；几个项目时，每个项目都要写明项目名称和年度。",
    wrong="项目支出绩效自评表",
    right="项目支出绩效自评表（2024年度）",
)
GUESSED = Kind(
    code="X713",
    title="需要人工看一眼",
    severity=Severity.NOTE,
    explanation="外来的表没有写全项目需要的内容，或者有的内容没有对应的位置。",
    mend="打开生成的 project.yml，补上“待补”的内容。",
)

KINDS = (
    UNREADABLE, TOO_BIG, NO_VALUE, ACTIVE, UNKNOWN_FORM, UNKNOWN_ROW, TWICE,
    MISSING_ROW, REMOVED, SUM_DIFFERS, ANCHORS, SEVERAL, GUESSED,
)  # fmt: skip


class CellPlace(Place):
    """A cell: `file` is `[工作簿]工作表`, line and column are the cell's own. Shown as Excel does: [表.xlsx]指标!F12."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.file}!{letters(self.column)}{self.line}"


def letters(column: int) -> str:
    """The letters of a 1-based column."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
