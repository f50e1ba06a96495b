"""The kinds of fault that the YAML reader knows: what each means and how it is mended."""

from __future__ import annotations

from generator.findings import Kind, Severity

SYNTAX = Kind(
    code="Y010",
    title="YAML 写法有误",
    severity=Severity.ERROR,
    explanation="这一行不符合 YAML 的写法，从这里起读不下去，也看不出该怎样改。常见原因是缩进、冒号、引号或括号。",
    mend="每行写成“键: 值”（英文冒号加一个空格）；下一级多缩进两个空格；引号、括号成对；含特殊符号的值加引号。",
    wrong="佐证:\n  - 附件1\n  说明: 甲",
    right="佐证:\n  - 附件1\n说明: 甲",
)
TAB = Kind(
    code="Y011",
    title="用制表符缩进",
    severity=Severity.ERROR,
    explanation="YAML 的缩进只能用空格。制表符（Tab 键）在不同软件里宽度不同，YAML 不接受。",
    mend="把行首的制表符换成空格，每一级两个；在编辑器里打开“用空格代替制表符”。",
    wrong="项目:\n\t名称: 某项目",
    right="项目:\n  名称: 某项目",
)
FULL_COLON = Kind(
    code="Y012",
    title="该用英文冒号的地方用了中文冒号",
    severity=Severity.ERROR,
    explanation="键和值之间必须是英文冒号加空格。写成中文冒号“：”，YAML 会把整行当作一句话，有时并不报错，内容却悄悄丢了。",
    mend="把“：”改成英文冒号加一个空格；如果确实是一句话，给整句加上英文引号。",
    wrong="项目:\n  名称：某项目\n  年度: 2024",
    right="项目:\n  名称: 某项目\n  年度: 2024",
)
FULL_WIDTH = Kind(
    code="Y013",
    title="该用英文符号的地方用了中文符号",
    severity=Severity.ERROR,
    explanation=(
        "YAML 的括号、逗号、引号、列表短横线和缩进空格都必须是英文（半角）的。"
        "中文（全角）的逗号“，”、短横线“－”、引号“”、括号｛｝［］和全角空格会被当作普通文字。"
    ),
    mend="换成英文（半角）符号；如果确实是文字的一部分，给整个值加上英文引号。",
    wrong="佐证: ［附件1，附件2］",
    right="佐证: [附件1, 附件2]",
)
SPACE = Kind(
    code="Y014",
    title="冒号或短横线后缺空格",
    severity=Severity.ERROR,
    explanation="键后面的冒号、列表项前面的短横线，后面都要有一个英文空格，否则 YAML 会把它们当作文字的一部分。",
    mend="在冒号（短横线）后加一个英文空格。",
    wrong="项目:\n  名称:某项目",
    right="项目:\n  名称: 某项目",
)
NEEDS_QUOTES = Kind(
    code="Y015",
    title="以特殊符号开头的值没有加引号",
    severity=Severity.ERROR,
    explanation="值以 > % @ ` * & ! | 等符号开头时，YAML 会把符号当作自己的记号。必须给值加上英文引号。",
    mend="给整个值加上英文引号。",
    wrong="指标值: >10%",
    right='指标值: ">10%"',
)
EQUALS = Kind(
    code="Y016",
    title="以等号开头的值没有加引号",
    severity=Severity.WARNING,
    explanation="以 = 开头的值现在能读，但有的 YAML 工具和表格软件会另作解释，请加引号。",
    mend="给整个值加上英文引号。",
    wrong="指标值: =100%",
    right='指标值: "=100%"',
)
COLON_INSIDE = Kind(
    code="Y017",
    title="值里有冒号，没有加引号",
    severity=Severity.ERROR,
    explanation="值里有英文冒号加空格（或以英文冒号结尾）时，YAML 会以为又是一个键。",
    mend="给整个值加上英文引号，或把值里的冒号改成中文冒号“：”。",
    wrong="说明: 目标: 全部完成",
    right='说明: "目标: 全部完成"',
)
CUT = Kind(
    code="Y018",
    title="值被 # 截断",
    severity=Severity.WARNING,
    explanation="空格加 # 之后的内容是注释，不会进入报告。# 后面紧跟文字时，多半是编号之类的正文，被悄悄丢掉了。",
    mend="如果是正文，给整个值加上英文引号；如果是注释，在 # 后面加一个空格。",
    wrong="名称: 泵站 #3 改造",
    right='名称: "泵站 #3 改造"',
)
QUOTES = Kind(
    code="Y019",
    title="引号用得不对",
    severity=Severity.ERROR,
    explanation="值以引号开头，就必须以同样的引号结束，结束后不能再有文字；英文双引号里的反斜杠 \\ 有特殊含义。",
    mend="引号成对；值里本来有英文双引号或反斜杠时，整个值用英文单引号包起来。",
    wrong='名称: "智慧"水务',
    right="名称: '\"智慧\"水务'",
)
INDENT = Kind(
    code="Y020",
    title="缩进对不齐",
    severity=Severity.ERROR,
    explanation="同一级的行必须左边对齐；下一级比上一级多缩进两个空格。已经有值的键下面不能再有下一级。",
    mend="让这一行与同级的行左边对齐。",
    wrong="项目:\n  名称: 某项目\n   年度: 2024",
    right="项目:\n  名称: 某项目\n  年度: 2024",
)
NO_COLON = Kind(
    code="Y021",
    title="缺少冒号",
    severity=Severity.ERROR,
    explanation="这里应当是“键: 值”，却没有英文冒号，看不出哪个是键、哪个是值。",
    mend="在键后面加英文冒号和一个空格；如果这一行是上一行文字的继续，让它比上一行的键多缩进两个空格。",
    wrong="项目:\n  名称 某项目\n  年度: 2024",
    right="项目:\n  名称: 某项目\n  年度: 2024",
)
BRACKETS = Kind(
    code="Y022",
    title="括号里的写法不对",
    severity=Severity.ERROR,
    explanation="[ ] 和 { } 必须成对，各项之间用英文逗号隔开；括号结束之后不能再有文字。",
    mend="补上（或删去）括号、逗号；如果括号是文字的一部分，给整个值加上英文引号。",
    wrong="佐证: [附件1, 附件2",
    right="佐证: [附件1, 附件2]",
)
INVISIBLE = Kind(
    code="Y023",
    title="有看不见的字符",
    severity=Severity.ERROR,
    explanation="从网页、PDF 或文字处理软件粘贴时，常会带入零宽空格、控制字符之类看不见的字符。它们会使键名对不上，或使文件读不了。",
    mend="删去这个字符（可以删掉这一小段重新输入）。",
)
LIST = Kind(
    code="Y024",
    title="列表的写法不对",
    severity=Severity.ERROR,
    explanation="列表要么每项另起一行，以“- ”开头，要么写成 [甲, 乙]；不能在键的同一行写“- 甲”，也不能有的项带“- ”有的不带。",
    mend="每项另起一行并以“- ”开头，或写成 [甲, 乙]。",
    wrong="佐证: - 附件1",
    right="佐证: [附件1]",
)
DUPLICATE = Kind(
    code="Y030",
    title="同一个键写了两次",
    severity=Severity.ERROR,
    explanation="同一块内容里一个键只能出现一次。写了两次，就不知道以哪个为准；多半是漏了列表的“- ”，或复制后忘了改。",
    mend="删去多余的一个；如果是列表的下一项，在它的第一行前加“- ”。",
    wrong="项目:\n  名称: 甲\n  名称: 乙",
    right="项目:\n  名称: 甲",
)
KEY_NOT_TEXT = Kind(
    code="Y031",
    title="键不是文字",
    severity=Severity.ERROR,
    explanation="键必须是一个词。以 { 或 [ 开头的内容会被当作括号结构，用作键时读不出意思，例如没有加引号的 {{ … }}。",
    mend="键写成一个词；如果是以括号开头的值，给整个值加上英文引号。",
    wrong="说明: {{ 项目.名称 }}",
    right='说明: "{{ 项目.名称 }}"',
)
EMPTY_KEY = Kind(
    code="Y032",
    title="键是空的",
    severity=Severity.ERROR,
    explanation="冒号前面没有键名，不知道这个值是什么。",
    mend="在冒号前写上键名。",
    wrong=": 某项目",
    right="名称: 某项目",
)
TAG = Kind(
    code="Y033",
    title="用了类型标签",
    severity=Severity.ERROR,
    explanation="以 ! 开头的记号（如 !!int、!!python/…）是给程序看的类型标签。内容文件不需要，出于安全也不接受。",
    mend="删去标签，只留值；如果感叹号是文字的一部分，给整个值加上英文引号。",
    wrong="权重: !!int 5",
    right="权重: 5",
)
MERGE = Kind(
    code="Y034",
    title="用了合并键 <<",
    severity=Severity.ERROR,
    explanation="“<<: *名字”会把另一处的内容并进来，读的人看不出这里到底写了什么。内容文件不使用它。",
    mend="删去这一行，把需要的键和值直接写出来。",
    wrong="<<: *通用",
    right="方式: 比例",
)
ALIAS_LOAD = Kind(
    code="Y035",
    title="引用展开后太大",
    severity=Severity.ERROR,
    explanation="用 & 和 * 反复引用同一块内容，展开后会变得极大，足以使程序停摆。",
    mend="不用引用，把内容直接写出来。",
)
ALIAS_LOOP = Kind(
    code="Y036",
    title="引用了自己",
    severity=Severity.ERROR,
    explanation="一块内容里用 * 引用了它自己，永远展不开。",
    mend="不用引用，把内容直接写出来。",
    wrong="来源: &a [*a]",
    right="来源: []",
)
DEPTH = Kind(
    code="Y037",
    title="层级太深",
    severity=Severity.ERROR,
    explanation="内容文件的层级不会超过二十层。太深多半是括号没有成对，或文件放错了。",
    mend="检查括号和缩进；减少层级。",
)
DOCUMENTS = Kind(
    code="Y038",
    title="一个文件里有不止一份内容",
    severity=Severity.ERROR,
    explanation="“---”会把文件分成几份，只有第一份会被读取。",
    mend="删去“---”（或“...”）；如果确有几份内容，分成几个文件。",
    wrong="项目:\n  名称: 甲\n---\n单位:\n  主管部门: 乙",
    right="项目:\n  名称: 甲\n单位:\n  主管部门: 乙",
)
ROOT = Kind(
    code="Y039",
    title="文件的最外层不是键值对",
    severity=Severity.ERROR,
    explanation="内容文件的最外层应当是一组“键: 值”，例如“项目:”“指标:”，而不是列表或一段文字。",
    mend="最外层写成“键: 值”。",
    wrong="- 名称: 某项目",
    right="项目:\n  名称: 某项目",
)
EMPTY_FILE = Kind(
    code="Y040",
    title="文件是空的",
    severity=Severity.ERROR,
    explanation="文件里没有内容，或者全是注释。",
    mend="写上内容，或删去这个文件。",
)
TOO_MANY = Kind(
    code="Y041",
    title="问题太多，没有列完",
    severity=Severity.ERROR,
    explanation="这个文件里的问题太多，后面的没有再查。",
    mend="先改好已经列出的，再检查一次。",
)

KINDS: tuple[Kind, ...] = (
    SYNTAX,
    TAB,
    FULL_COLON,
    FULL_WIDTH,
    SPACE,
    NEEDS_QUOTES,
    EQUALS,
    COLON_INSIDE,
    CUT,
    QUOTES,
    INDENT,
    NO_COLON,
    BRACKETS,
    INVISIBLE,
    LIST,
    DUPLICATE,
    KEY_NOT_TEXT,
    EMPTY_KEY,
    TAG,
    MERGE,
    ALIAS_LOAD,
    ALIAS_LOOP,
    DEPTH,
    DOCUMENTS,
    ROOT,
    EMPTY_FILE,
    TOO_MANY,
)
