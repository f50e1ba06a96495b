"""The terms of the field in plain words, each with the regulation it comes from, where there is one.

The page 名词解释 (`terms/index.html`) lists them. A template shows one where it occurs, without scripts, as a link to its
explanation, which also shows on hovering:

    {% from "pages/explain.md" import explained %}
    {{ explained("预算执行率", root="../") }}

`root` leads from the page to the root of the site; `terms["预算执行率"]` is the term itself in every template. An unknown term is a
fault of the template and fails the build.
"""

from __future__ import annotations

from dataclasses import dataclass

MEASURES = "《项目支出绩效评价管理办法》（财预〔2020〕10号）"
DISCLOSURE = "《中华人民共和国政府信息公开条例》（国务院令第711号）"
BUDGET_LAW = "《中华人民共和国预算法》"


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its id on the page, its name, what it means, and where that is laid down."""

    id: str
    name: str
    meaning: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Terms that belong together."""

    id: str
    title: str
    terms: tuple[Term, ...]


GROUPS = (
    Group("evaluation", "评价", (
        Term("performance-evaluation", "绩效评价", "看财政的钱花得值不值：对照事先定下的目标，从节约、效率、效果和公平几方面打分、评判。", f"{MEASURES}第二条"),
        Term("self-evaluation", "单位自评", "花钱的单位自己对照目标打分，结果主要是一张自评表。", f"{MEASURES}第四条、第二十六条"),
        Term("department-evaluation", "部门评价", "主管部门对本部门的项目组织的评价，结果是一份评价报告。", f"{MEASURES}第四条、第二十六条"),
        Term("finance-evaluation", "财政评价", "财政部门对预算部门的项目组织的评价，结果是一份评价报告。", f"{MEASURES}第四条、第二十六条"),
        Term("objective", "绩效目标", "申请预算时定下的：这笔钱要做成什么事、达到什么效果。评价时逐条对照。"),
        Term("grade", "等级", "按总分划分：90分及以上为优，80分至不满90分为良，60分至不满80分为中，不满60分为差。满分不是100分的表式可能不评等级。", f"{MEASURES}第十九条"),
    )),
    Group("scores", "指标和得分", (
        Term("indicator", "指标", "衡量项目的一把把尺子，分三级：一级指标是大的方面（如决策、过程、产出、效益），二级、三级逐级细化；打分打在三级指标上。", f"{MEASURES}附件"),
        Term("weight", "权重", "一项指标的满分，也表示它有多重要。全部权重加起来一般是100分。单位自评原则上预算执行率10分、产出50分、效益30分、满意度10分。", f"{MEASURES}第十三条"),
        Term("target", "指标值", "事先定下要达到的数或要求，如“不小于10万”“≥99.99%”。也叫目标值、标杆值。"),
        Term("actual", "完成值", "实际做到的数或情况，与指标值相比得出分数。"),
        Term("rate-of-score", "得分率", "得分占权重（满分）的百分比，便于比较权重不同的指标。"),
        Term("criteria", "评价要点", "一项指标下面逐条核对的要求；符合几条得几条的分，或缺一条扣一条的分。"),
        Term("deduction", "扣分原因", "没有得满分的指标为什么扣分。"),
        Term("deviation", "偏差原因", "完成值与指标值相差的原因。远远超过目标也要说明：可能是当初目标定低了。", f"{MEASURES}第十七条"),
        Term("discretion", "人工裁量", "没有硬性算法、由评价人员酌情给的分，写明理由。"),
        Term("not-applicable", "不适用", "这项指标对本项目没有意义，不打分，也不计入总分。"),
        Term("converted", "折算得分", "剔除不适用的指标，或者满分不是100分时，按比例换算成百分制的得分，只供比较，不代替总分。"),
    )),
    Group("two-truths", "公布与复算", (
        Term("published", "公布", "签发的报告上印着的分数和等级，原样照录，一个字不改。"),
        Term("recomputed", "复算", "本站按评分规则和填报的数据，把每一分重新算一遍；计算步骤逐条列在项目页里。"),
        Term("differs", "≠复算", "公布的分数和重新算出的不一样。两个数都列出，原因写在差异说明里；本站的统计和排序用公布的数。"),
        Term("not-recomputable", "无法复算", "报告给了分数，但没有公布怎样算的，所以不能重新计算，按公布的分数计入。"),
        Term("rule-set", "规则集", "一套评分规则：满分多少、怎样分等级、每类指标怎样计分、怎样四舍五入。各地各年的规则可以不同。"),
        Term("unstated", "未载明", "原报告没有写。本站不推测、不补充。"),
        Term("transcribed", "转录示例", "由别人已经公布的报告转录而成，用来演示，不是对该项目的重新评价。"),
    )),
    Group("money", "资金", (
        Term("initial-budget", "年初预算", "年初批下来的预算数。"),
        Term("annual-budget", "全年预算", "年中调整以后，全年一共安排的预算数。"),
        Term("received", "到位资金", "实际拨到项目上的钱。"),
        Term("execution-rate", "预算执行率", "实际支出占到位资金的比例，有的自评表按全年预算算（项目页写明口径）。它说明钱花了多少，不等于花得好不好。", f"{MEASURES}附件"),
        Term("receipt-rate", "资金到位率", "到位资金占预算的比例。", f"{MEASURES}附件"),
        Term("surplus", "结余和结转", "没花完的钱：结余不再用，一般收回；结转留到下一年继续用。"),
    )),
    Group("disclosure", "公开和整改", (
        Term("issue", "问题", "评价中发现的不足，与被扣分的指标一一对应。"),
        Term("rectification", "整改", "针对问题的改正：谁负责、什么时候改完、改得怎样。评价结果要反馈给被评价的单位，并督促整改。", f"{MEASURES}第二十八条"),
        Term("publication", "公开", "评价结果随政府决算、部门决算报送人大常委会，并依法向社会公开。", f"{MEASURES}第二十九条；{BUDGET_LAW}第十四条"),
        Term("index-number", "索引号", "政府信息公开目录给每条信息编的号，凭它能找到同一条信息。", f"{DISCLOSURE}第十二条"),
        Term("dates", "成文日期和发布日期", "成文日期是报告定稿签发的日期；发布日期是放到网上公开的日期，由发布人填写。"),
        Term("correction", "更正", "公开以后发现错误所作的改正，写明日期、内容、原因和批准人的岗位；原来的数保留备查。"),
        Term("withdrawn", "撤下", "报告不再有效。网址保留，页面上说明已撤下，内容和数据不再提供。"),
    )),
)  # fmt: skip

TERMS = {term.name: term for group in GROUPS for term in group.terms}
"""Every term by name."""
