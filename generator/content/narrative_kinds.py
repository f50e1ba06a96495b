"""The kinds of fault that report.md can have."""

from __future__ import annotations

from generator.findings import Kind, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

RAW_HTML = Kind(
    code="R001",
    title="正文里有 HTML",
    severity=_ERROR,
    explanation="正文同时用来生成网页、PDF 和 Word，HTML 标签和注释只有网页认识，还可能带进不安全的内容，一律不接受。",
    mend="删去标签，用 Markdown 写：加粗写 **文字**，换行空一行，表格用“| 列 | 列 |”。",
    wrong="总分<b>91.97</b>分",
    right="总分**91.97**分",
)
UNDERLINED_TITLE = Kind(
    code="R002",
    title="用下划线写的标题",
    severity=_ERROR,
    explanation="文字下一行写一串“=”或“-”也会变成标题，往往不是作者的本意。标题只用行首的 # 写。",
    mend="标题改成“# 标题”；想画分隔线的，在上面空一行。",
    wrong="基本情况\n========",
    right="# 基本情况",
)
LEVEL_JUMP = Kind(
    code="R003",
    title="标题跳级",
    severity=_ERROR,
    explanation="标题要一级一级往下写，不能从一级直接到三级。目录、书签和读屏软件都靠标题的级别。",
    mend="补上中间一级标题，或减少 # 的个数。",
    wrong="# 基本情况\n\n### 项目背景",
    right="# 基本情况\n\n## 项目概况\n\n### 项目背景",
)
TOO_DEEP = Kind(
    code="R004",
    title="标题级别太深",
    severity=_ERROR,
    explanation="标题最多四级：一、（一）1.（1）。",
    mend="改用上一级标题，或改成列表。",
    wrong="##### 第五级",
    right="#### 第四级",
)
TYPED_NUMBER = Kind(
    code="R005",
    title="标题里手写了编号",
    severity=_ERROR,
    explanation="标题和表的编号由系统统一生成，手写的编号会重复，增删章节后还会出错。",
    mend="删去编号，只留标题文字。",
    wrong="# 一、基本情况",
    right="# 基本情况",
)
EMPTY_CHAPTER = Kind(
    code="R006",
    title="标题下面没有内容",
    severity=_WARNING,
    explanation="这个标题下面什么都没有。读者看不出是没有写，还是没有这方面的情况。",
    mend="补上内容；确实没有的，写一句说明，或删去标题。",
    wrong="# 有关建议\n\n# 其他需要说明的问题",
    right="# 有关建议\n\n原报告没有提出建议。",
)
FORBIDDEN = Kind(
    code="R007",
    title="不允许的模板写法",
    severity=_ERROR,
    explanation="正文里只能用 {{ 名称 }} 引用数据，不能写判断、循环、赋值、注释、运算、函数和过滤器。",
    mend="只写名称，如 {{ 资金.支出 }}、{{ 得分.总分 }}；要计算的数由系统计算。",
    wrong="{% if 得分.总分 > 90 %}优秀{% endif %}",
    right="{{ 得分.等级 }}",
)
BROKEN = Kind(
    code="R008",
    title="占位符没有写对",
    severity=_ERROR,
    explanation="占位符以 {{ 开头、以 }} 结尾，写在一行里，名称之间用英文句点；带引号的名称用英文引号和方括号。",
    mend='写成 {{ 资金.支出 }} 或 {{ 得分["预算执行率"] }}。',
    wrong="{{ 得分[“预算执行率”] }}",
    right='{{ 得分["预算执行率"] }}',
)
UNKNOWN_NAME = Kind(
    code="R009",
    title="占位符里的名称不认识",
    severity=_ERROR,
    explanation="占位符只能用规定的名称：项目、单位、资金、得分、得分率、权重、复算、指标、表、图、引用，以及它们下面的名称。表有资金、绩效目标、得分汇总、指标评分、问题；图有得分率、资金；引用图时名称前加“图”，如 {{ 引用.图得分率 }}。",
    mend="改成提示的名称。",
    wrong="{{ 资金.实际支出 }}",
    right="{{ 资金.支出 }}",
)
TABLE_INLINE = Kind(
    code="R010",
    title="表格或图的占位符没有独占一行",
    severity=_ERROR,
    explanation="{{ 表.资金 }} 会变成一整张表，{{ 图.资金 }} 会变成一幅图，不能夹在句子、列表、引用或别的表格里。",
    mend="让它独占一行，行首不缩进，上下各空一行；句子里要提到表或图的，写 {{ 引用.资金 }}、{{ 引用.图资金 }}。",
    wrong="资金情况是{{ 表.资金 }}。",
    right="资金情况见{{ 引用.资金 }}。\n\n{{ 表.资金 }}",
)
BAD_LINK = Kind(
    code="R011",
    title="不能用的链接",
    severity=_ERROR,
    explanation="链接只能指向 http(s) 网址、邮箱、本报告内部，或项目文件夹里的文件。脚本和数据链接不安全，本机路径别人打不开。",
    mend="改成完整网址（https://…），或 attachments/ 下面的文件。",
    wrong="[附件](javascript:alert(1))",
    right="[附件](attachments/清单.pdf)",
)
BAD_IMAGE = Kind(
    code="R012",
    title="不能用的图片",
    severity=_ERROR,
    explanation="图片要放在项目文件夹里，用相对路径，独占一段，并写上替代文字：网站在内网也要能看，读屏软件要能读，网页和 PDF 要排得一样。图的编号由系统加在图名前面；图名就是替代文字，另写的用引号放在文件名后面。",
    mend='把图片放进 figures/，上下各空一行，写成 ![图片说明](figures/文件名.png)，或 ![详细的替代文字](figures/文件名.png "图名")。',
    wrong="![](https://example.org/a.png)",
    right="![平台总体结构](figures/结构.png)",
)
TOO_LARGE = Kind(
    code="R013",
    title="正文太大",
    severity=_ERROR,
    explanation="正文最多 1 MB、20000 行，一段最多 10000 字、1000 个标记符号。再大的多半是放错了文件。",
    mend="检查是否放错了文件；长的段落分段，数据放进附件。",
)
NESTED = Kind(
    code="R014",
    title="列表或引用套得太深",
    severity=_ERROR,
    explanation="列表和引用最多套八层。再深的读者看不清，排版也放不下。",
    mend="减少层次，或改用标题和段落。",
)
UNSUPPORTED = Kind(
    code="R015",
    title="不支持的 Markdown 写法",
    severity=_ERROR,
    explanation="各种软件对这种写法的理解不一样，网页和 PDF 会不一致，所以不接受。",
    mend="改用标题、段落、列表、引用、表格、加粗、链接和脚注。",
    wrong="::: 提示\n注意\n:::",
    right="> 注意",
)
NOTE = Kind(
    code="R016",
    title="脚注不成对",
    severity=_ERROR,
    explanation="正文里的 [^1] 和文末的“[^1]: 内容”要一一对应，每个脚注只引用一次。",
    mend="补上脚注内容，或删去多余的；同一说明要用两次的，写成两个脚注。",
    wrong="等级为优[^1]。",
    right="等级为优[^1]。\n\n[^1]: 90分及以上为优。",
)
NO_CHAPTER = Kind(
    code="R017",
    title="正文没有从一级标题开始",
    severity=_ERROR,
    explanation="正文由章组成，章以“# 标题”开头。第一个标题之前的内容没有归属，也编不了号。",
    mend="在最前面加上一级标题，如“# 基本情况”；概述写进 project.yml 的“内容概述”。",
    wrong="本报告……\n\n# 基本情况",
    right="# 基本情况\n\n本报告……",
)
TABLE_USE = Kind(
    code="R018",
    title="表、图与引用对不上",
    severity=_ERROR,
    explanation="每张表、每幅图在正文里只放一次，引用的表和图要在正文里；不同的图片要有不同的图名。",
    mend='放上 {{ 表.… }} 或 {{ 图.… }}（独占一行），或删去多余的。引用图时名称前加“图”：{{ 引用.图得分率 }}，自己的图片写 {{ 引用["图平台总体结构"] }}。',
    wrong="见{{ 引用.问题 }}。",
    right="见{{ 引用.问题 }}。\n\n{{ 表.问题 }}",
)
CONTROL = Kind(
    code="R019",
    title="正文里有看不见的控制字符",
    severity=_ERROR,
    explanation="这类字符看不见、印不出，多半是从别的软件里复制带来的。",
    mend="删去这个字符。",
)
BARE_MARK = Kind(
    code="R020",
    title="加粗没有生效",
    severity=_WARNING,
    explanation="** 要成对，并且紧挨着要加粗的文字，里侧不能有空格；不然星号会照样印出来。",
    mend="去掉 ** 里侧的空格，或补上缺少的一半；想印星号的，写成 \\*。",
    wrong="** 要求 **按期完成",
    right="**要求**按期完成",
)
TITLE_TEXT = Kind(
    code="R021",
    title="标题里只能写文字",
    severity=_ERROR,
    explanation="标题要进目录和书签，不能为空，不能放加粗、链接、图片、代码和脚注，也不能写在列表或引用里。",
    mend="标题只留文字，写在行首；脚注放到正文里。",
    wrong="# 评价结论[^1]",
    right="# 评价结论",
)
CODE_BLOCK = Kind(
    code="R022",
    title="正文里有代码块",
    severity=_ERROR,
    explanation="行首缩进四格，或用 ``` 围起来，会变成等宽的代码块。绩效报告里不会有代码，多半是想首行缩进。",
    mend="删去行首的空格（首行缩进由系统排版）；想引用原文的，行首写 > 。",
    wrong="    本项目于2024年立项。",
    right="本项目于2024年立项。",
)
LIST_FORM = Kind(
    code="R023",
    title="列表的写法各软件理解不一",
    severity=_ERROR,
    explanation="编号列表要从 1 开始，两个列表之间要有一句话，列表项要以文字开头；不然网页和 PDF 的编号、层次会不一致。",
    mend="编号从 1 写起；两个列表之间加一句话；列表项先写文字。",
    wrong="3. 第一项",
    right="1. 第一项",
)
TOO_MANY = Kind(
    code="R024",
    title="正文的问题太多",
    severity=_WARNING,
    explanation="一份正文里的问题超过 200 处，后面的不再列出。多半是放错了文件，或格式整体不对。",
    mend="先改正已列出的问题，再检查一遍。",
)

FORMULA = Kind(
    code="R025",
    title="公式没有写对",
    severity=_ERROR,
    explanation="行内公式写在一对 $ 之间，独立公式写在一对 $$ 之间并独占一段。可以用字母、数字、中文、运算符号，上标 ^、下标 _，\\frac、\\sqrt、\\left…\\right、\\overline、\\text、\\begin{cases}，以及 \\times、\\div、\\le、\\ge、\\sum 等符号。",
    mend="按提示改正；正文里想印 $ 的，写成 \\$。",
    wrong="$$得分=\\frac{完成值}{指标值$$",
    right="$$得分=\\frac{完成值}{指标值}\\times 权重$$",
)

KINDS: tuple[Kind, ...] = (
    RAW_HTML, UNDERLINED_TITLE, LEVEL_JUMP, TOO_DEEP, TYPED_NUMBER, EMPTY_CHAPTER, FORBIDDEN, BROKEN, UNKNOWN_NAME,
    TABLE_INLINE, BAD_LINK, BAD_IMAGE, TOO_LARGE, NESTED, UNSUPPORTED, NOTE, NO_CHAPTER, TABLE_USE, CONTROL,
    BARE_MARK, TITLE_TEXT, CODE_BLOCK, LIST_FORM, TOO_MANY, FORMULA,
)  # fmt: skip
