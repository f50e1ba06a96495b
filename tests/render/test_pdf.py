"""The PDF of a document, through the real pandoc and typst."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import io
import itertools
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest

from generator.render import pdf
from generator.render.fonts import DEFAULT, FontProfile
from generator.render.pdf import RenderFault, cover_title, render_pdf, typst_body
from generator.report.document import Document

# A sample -------------------------------------------------------------------------------------------------------

OVERVIEW = """\
# 一、基本情况 {#s1}

## （一）项目概况 {#s1-1}

### 1. 项目背景 {#s1-1-1}

某市主城区建成于上世纪九十年代，现有排水泵站46座、排水管渠1,280公里，其中26座泵站依靠人工巡查掌握水位和设备状态。
近三年汛期，城区因泵站故障未能及时发现造成的道路积水共17处次，平均处置时间2小时40分钟[^basis]。
为落实《某市海绵城市建设实施方案（2021—2025年）》关于“排水设施运行状态实时感知、异常自动告警”的要求，
2023年9月，市水务局向市财政局申报**城区排水泵站智能监测平台**项目，经项目论证和预算评审后列入2024年部门预算。

[^basis]: 数据来自市排水管理中心《2021—2023年汛期道路积水处置情况统计》，处置时间从接到报告起算，至路面积水退尽为止。

### 2. 主要内容及实施情况 {#s1-1-2}

项目由市水务局主管、市排水管理中心实施，建设期为2024年1月至11月，主要内容包括四个方面：

1. 感知设备：在26座泵站安装液位、流量、振动、温度四类传感器共312台（套），并接入原有20座泵站的数据；
2. 通信链路：租用26条光纤专线，另设4G备用链路，主备链路自动切换；
3. 监测平台：建设实时监测、异常告警、工单派发、统计分析四个功能模块，部署在市政务云；
4. 运行保障：编制运行维护规程，培训泵站值守人员，分两批进行：
    - 第一批为主城区泵站值守人员，2024年6月完成，共58人；
    - 第二批为郊区泵站值守人员，2024年10月完成，共38人。

截至2024年12月31日，设备安装、链路开通和平台建设均已完成，平台于2024年11月20日通过初步验收并投入试运行，
试运行期间累计采集数据1.86亿条，自动告警217次，其中有效告警204次，形成工单198张，办结196张。

### 3. 资金投入和使用情况 {#s1-1-3}

项目年初预算320.00万元，全部为一般公共预算资金；年中因设备采购结余调减1.50万元，全年预算318.50万元。资金到位318.50万元，
到位率100%；实际支出301.20万元，预算执行率94.57%。资金构成见表1-1，支出明细按合同逐项核对，未发现截留、挤占、挪用情形。

<table class="funds" id="t-zijin" data-widths="34 16 18 16 16"><caption>表1-1　资金投入和使用情况（单位：万元）</caption>
<thead><tr><th>资金来源及用途</th><th>年初预算</th><th>全年预算</th><th>到位</th><th>支出</th></tr></thead>
<tbody>
<tr><td class="l">一般公共预算</td><td class="n">320.00</td><td class="n">318.50</td><td class="n">318.50</td><td class="n">301.20</td></tr>
<tr><td class="l">其中：感知设备购置与安装</td><td class="n">168.00</td><td class="n">166.50</td><td class="n">166.50</td><td class="n">158.32</td></tr>
<tr><td class="l">　　　通信链路租用</td><td class="n">42.00</td><td class="n">42.00</td><td class="n">42.00</td><td class="n">38.88</td></tr>
<tr><td class="l">　　　平台软件开发</td><td class="n">96.00</td><td class="n">96.00</td><td class="n">96.00</td><td class="n">92.40</td></tr>
<tr><td class="l">　　　培训与验收</td><td class="n">14.00</td><td class="n">14.00</td><td class="n">14.00</td><td class="n">11.60</td></tr>
</tbody>
<tfoot><tr><td>合计</td><td class="n">320.00</td><td class="n">318.50</td><td class="n">318.50</td><td class="n">301.20</td></tr></tfoot>
</table>

## （二）项目绩效目标 {#s1-2}

项目总体目标是：实现城区46座排水泵站运行状态全部在线监测，水位和设备异常3秒内告警、15分钟内派单，
汛期道路积水平均处置时间缩短到1小时以内，为防汛调度提供准确、及时的数据支撑。年度目标按产出和效益分解为16项指标，
与项目立项文件、政府采购合同的约定一致，详见<a href="#annex-1">附件1</a>。

# 二、绩效评价工作开展情况 {#s2}

## （一）评价目的、对象和范围 {#s2-1}

本次评价的目的是全面了解项目决策、过程、产出和效益情况，总结经验，查找问题，为以后年度预算安排和平台运行管理提供依据。
评价对象为城区排水泵站智能监测平台项目，评价范围为2024年度项目资金318.50万元及其对应的全部建设内容，评价基准日为2024年12月31日。

## （二）评价原则、指标体系、方法和标准 {#s2-2}

评价遵循科学规范、统筹兼顾、激励约束、公开透明的原则，采用比较法、因素分析法、公众评判法，按计划标准和行业标准打分。
指标体系由决策、过程、产出、效益四个部分构成，各部分权重和评分依据如下：

| 一级指标 | 权重 | 三级指标数 | 评分依据 |
|---|---|---|---|
| 决策 | 20 | 6 | 立项文件、绩效目标申报表、预算评审意见 |
| 过程 | 20 | 5 | 会计凭证、合同、验收资料、内部管理制度 |
| 产出 | 30 | 8 | 设备清单、平台运行日志、第三方测试报告 |
| 效益 | 30 | 6 | 积水处置台账、满意度问卷、访谈记录 |

## （三）评价工作过程 {#s2-3}

评价工作分三个阶段进行。前期准备阶段（2025年2月），成立评价工作组，收集资料，制定评价方案；
组织实施阶段（2025年3月至4月），核查资料，现场勘察泵站12座，发放并收回有效问卷326份，访谈泵站值守人员和沿街商户41人次；
分析评价阶段（2025年5月），整理数据，逐项评分，征求被评价单位意见，形成评价报告。

> 工作组对现场勘察的12座泵站逐台核对了设备铭牌、安装位置和在线状态，核对结果与设备清单一致的308台，
> 位置有变动的3台，离线的1台；离线设备已于2025年4月修复。
"""

RESULTS = """\
# 三、综合评价情况及评价结论 {#s3}

经评价，项目综合得分91.20分，评价等级为“优”。总体上看，项目立项依据充分，绩效目标明确，资金使用合规，建设任务全部完成，
泵站运行状态实现在线监测，积水处置时间明显缩短；但告警响应时间未达到目标值，部分功能与既有系统重复，运行维护经费来源尚未落实。
各部分得分见表3-1。

<table class="score" id="t-huizong" data-widths="30 20 20 30"><caption>表3-1　得分汇总</caption>
<thead><tr><th>一级指标</th><th>权重</th><th>得分</th><th>得分率</th></tr></thead>
<tbody>
<tr><td>决策</td><td>20</td><td>19.00</td><td>95.00%</td></tr>
<tr><td>过程</td><td>20</td><td>18.73</td><td>93.65%</td></tr>
<tr><td>产出</td><td>30</td><td>27.20</td><td>90.67%</td></tr>
<tr><td>效益</td><td>30</td><td>26.27</td><td>87.57%</td></tr>
</tbody>
<tfoot><tr><td>合计</td><td>100</td><td>91.20</td><td>91.20%</td></tr></tfoot>
</table>

# 四、绩效评价指标分析 {#s4}

## （一）决策情况 {#s4-1}

决策部分权重20分，得19.00分，得分率95.00%。项目符合国家和地方防汛排涝规划，与部门职责相符，经过可行性研究、专家论证、
集体决策；绩效目标与建设内容对应，指标细化量化；预算编制经过论证，测算依据充分，额度与年度任务相适应。
扣分1.00分：“水位监测”功能与2019年建成的城区内涝水位监测系统部分重复，立项时未作比对说明。

## （二）过程情况 {#s4-2}

过程部分权重20分，得18.73分，得分率93.65%。资金到位及时，支出符合预算批复和合同约定，有完整的审批程序；
采购方式合规，合同签订、履约验收手续齐备。预算执行率的计算过程如下：

```
执行率 = 支出 ÷ 全年预算 = 301.20 ÷ 318.50 = 94.5683%
得分   = 权重 × 执行率 = 5 × 94.5683% = 4.7284
四舍五入到两位小数 = 4.73
```

扣分1.27分，其中预算执行率扣0.27分；档案管理扣1.00分，3座泵站的隐蔽工程验收记录未归档。

## （三）产出情况 {#s4-3}

产出部分权重30分，得27.20分，得分率90.67%。传感器安装、泵站接入、链路开通、人员培训的数量均达到目标值，
设备一次验收合格率98.70%，平台可用率99.93%，建设成本控制在预算以内。
告警响应时间的目标值为不大于3秒，实测平均值3.2秒，按“每超出0.1秒扣权重的5%”的规则，超出`0.2秒`，扣0.80分；
其余扣分为：链路主备切换演练少1次，扣1.00分；平台操作手册延迟12天交付，扣1.00分。

## （四）效益情况 {#s4-4}

效益部分权重30分，得26.27分，得分率87.57%。2024年汛期道路积水平均处置时间为52分钟，比2023年缩短67.50%；
泵站巡查人次减少31.40%，节约巡查车辆费用约12.60万元；值守人员和沿街商户的综合满意度为91.35%。
扣分3.73分，主要原因是：平台数据尚未与气象、城管部门共享，防汛联合调度的作用没有充分发挥；运行维护经费未列入中期财政规划。

# 五、主要经验及做法 {#s5}

一是*先试点后推广*。选择3座不同类型的泵站先行安装，运行两个月后修订设备选型和安装规程，再全面铺开，返工率由试点时的9%降到1.3%。
二是以合同约定绩效。把告警响应时间、设备在线率写入采购合同，与15%的尾款挂钩，履约责任清楚。
三是利用原有资源。部署在市政务云，不新建机房，节约建设费用约40万元；链路租用与全市视频专网统一议价，单价比上年下降11%。

# 六、存在的问题及原因分析 {#s6}

## （一）告警响应时间未达到目标值 {#s6-1}

实测平均3.2秒，超过目标值0.2秒。原因是两座郊区泵站的光纤专线没有按设计扩容，高峰时段数据排队；实施单位在验收前未作全链路压力测试。

## （二）与既有系统功能部分重复 {#s6-2}

城区内涝水位监测系统已在9座泵站设有液位计，本项目又在同一位置安装液位传感器18台，合计约5.40万元。
原因是立项时没有查询已建系统的点位清单，信息化项目的统筹论证不够细致。

## （三）后续运行维护经费没有落实 {#s6-3}

平台每年需要链路租用费、设备维护费、云资源费约58万元，项目申报时只测算了建设费用，没有提出运行期的经费来源，也未列入2025—2027年中期财政规划。

# 七、有关建议 {#s7}

## （一）限期完成链路扩容和压力测试 {#s7-1}

由市排水管理中心负责，2025年6月30日前完成两座郊区泵站的专线扩容，委托第三方进行全链路压力测试，测试结果作为支付尾款的依据。

## （二）整合重复点位，共享监测数据 {#s7-2}

由市水务局牵头，2025年9月30日前核对两套系统的全部点位，重复的18台液位传感器调剂到尚未覆盖的下穿通道；
按照全市数据共享目录，向气象、城管、应急部门开放实时水位数据。

## （三）测算全周期费用，落实运行经费 {#s7-3}

今后申报信息化项目应同时测算建设和运行费用。建议自2026年起把平台运行维护费纳入部门预算，按实际在线率付费。
"""

LONG_RULE = (
    "①项目立项符合国家法律法规、国民经济发展规划和相关政策，得1分；②符合行业发展规划和政策要求，得1分；"
    "③与部门职责范围相符，属于部门履职所需，得1分；④属于公共财政支持范围，符合中央、地方事权支出责任划分原则，得1分；"
    "⑤与相关部门同类项目或部门内部相关项目不重复，得1分。"
)
RATIO_RULE = "得分=完成值÷指标值×权重，超过满分的按满分计；完成值低于指标值60%的不得分。"
STEP_RULE = "不大于3秒得满分；每超出0.1秒扣权重的5%，不足0.1秒的按0.1秒计，扣完为止。"

INDICATORS: tuple[tuple[str, str, str, str, str, str, str, str], ...] = (
    ("决策", "项目立项", "立项依据充分性", "5", "充分", LONG_RULE, "第⑤项不满足：水位监测功能与既有系统部分重复", "4.00"),
    ("决策", "项目立项", "立项程序规范性", "3", "规范", "①按规定程序申请设立，得1分；②审批文件、材料符合要求，得1分；③经过必要的可行性研究、专家论证、风险评估、集体决策，得1分。", "全部满足", "3.00"),
    ("决策", "绩效目标", "绩效目标合理性", "3", "合理", "①有绩效目标，得1分；②与实际工作内容有相关性，得1分；③预期产出效益和效果符合正常业绩水平，得1分。", "全部满足", "3.00"),
    ("决策", "绩效目标", "绩效指标明确性", "3", "明确", "①细化分解为具体指标，得1分；②通过清晰、可衡量的指标值体现，得1分；③与目标任务数相对应，得1分。", "全部满足", "3.00"),
    ("决策", "资金投入", "预算编制科学性", "3", "科学", "①经过科学论证，得1分；②与项目内容匹配，得1分；③额度测算依据充分、按照标准编制，得1分。", "全部满足", "3.00"),
    ("决策", "资金投入", "资金分配合理性", "3", "合理", "①分配依据充分，得1.5分；②额度合理，与项目实际相适应，得1.5分。", "全部满足", "3.00"),
    ("过程", "资金管理", "资金到位率", "5", "100%", RATIO_RULE, "100%", "5.00"),
    ("过程", "资金管理", "预算执行率", "5", "100%", RATIO_RULE, "94.57%", "4.73"),
    ("过程", "资金管理", "资金使用合规性", "4", "合规", "①符合财务管理制度，得1分；②有完整的审批程序和手续，得1分；③符合预算批复或合同规定的用途，得1分；④不存在截留、挤占、挪用、虚列支出等情况，得1分。", "全部满足", "4.00"),
    ("过程", "组织实施", "管理制度健全性", "2", "健全", "①已制定或具有相应的财务和业务管理制度，得1分；②制度合法、合规、完整，得1分。", "全部满足", "2.00"),
    ("过程", "组织实施", "制度执行有效性", "4", "有效", "①遵守法律法规和管理规定，得1分；②调整及支出手续完备，得1分；③合同书、验收报告、技术鉴定等资料齐全并及时归档，得1分；④人员条件、场地设备、信息支撑等落实到位，得1分。", "3座泵站的隐蔽工程验收记录未归档", "3.00"),
    ("产出", "产出数量", "传感器安装数量", "4", "≥312台", RATIO_RULE, "312台", "4.00"),
    ("产出", "产出数量", "泵站接入数量", "4", "46座", RATIO_RULE, "46座", "4.00"),
    ("产出", "产出数量", "培训人数", "3", "不少于90人", RATIO_RULE, "96人", "3.00"),
    ("产出", "产出质量", "一次验收合格率", "4", "≥98%", RATIO_RULE, "98.70%", "4.00"),
    ("产出", "产出质量", "平台可用率", "4", "≥99.9%", RATIO_RULE, "99.93%", "4.00"),
    ("产出", "产出时效", "告警响应时间", "8", "不大于3秒", STEP_RULE, "3.2秒，两处泵站链路未扩容", "7.20"),
    ("产出", "产出时效", "操作手册交付", "1", "2024年10月31日前", "按期交付得满分，延迟交付不得分。", "2024年11月12日", "0.00"),
    ("产出", "产出成本", "建设成本节约率", "2", "≥0%", "不超过全年预算得满分，超过的不得分。", "5.43%，主备切换演练少1次另扣1.00分", "1.00"),
    ("效益", "社会效益", "积水平均处置时间", "8", "≤60分钟", RATIO_RULE, "52分钟", "8.00"),
    ("效益", "社会效益", "有效告警率", "5", "≥95%", RATIO_RULE, "94.01%", "4.95"),
    ("效益", "社会效益", "数据共享部门数", "4", "3个", RATIO_RULE, "1个", "1.33"),
    ("效益", "经济效益", "巡查费用节约额", "4", "≥10万元", RATIO_RULE, "12.60万元", "4.00"),
    ("效益", "可持续影响", "运行经费落实情况", "4", "落实", "①列入中期财政规划，得2分；②有明确的年度预算安排，得2分。", "第①项不满足", "2.99"),
    ("效益", "满意度", "综合满意度", "5", "90%≤满意度≤100%", "满意度不低于90%得满分；80%≤满意度<90%得3分；60%≤满意度<80%得1分；低于60%不得分。", "91.35%", "5.00"),
)  # fmt: skip
HEADS = ("一级", "二级", "三级指标", "权重", "指标值", "评分标准", "完成情况及扣分原因", "得分")


def span(rows: tuple[tuple[str, ...], ...], at: int, depth: int) -> int:
    """How many rows from `at` share the first `depth` cells; 0 when `at` continues the row above."""
    if at and rows[at][:depth] == rows[at - 1][:depth]:
        return 0
    return sum(1 for _ in itertools.takewhile(lambda row: row[:depth] == rows[at][:depth], rows[at:]))


def annex_table(rows: tuple[tuple[str, ...], ...] = INDICATORS) -> str:
    """指标评分表 with merged 一级 and 二级 cells."""
    out = ['<table class="score" id="t-zhibiao" data-widths="6 8 13 5 11 31 19 7">']
    out.append("<thead><tr>" + "".join(f"<th>{h}</th>" for h in HEADS) + "</tr></thead><tbody>")
    for i, row in enumerate(rows):
        merged = "".join(f'<td rowspan="{n}">{row[d]}</td>' for d in (0, 1) if (n := span(rows, i, d + 1)))
        rest = "".join(
            f'<td class="l">{c}</td>' if d in {3, 4} else f"<td>{c}</td>" for d, c in enumerate(row[2:])
        )
        out.append(f"<tr>{merged}{rest}</tr>")
    out.append(
        '</tbody><tfoot><tr><td colspan="3">合计</td><td>100</td><td></td><td></td><td></td><td>91.20</td></tr></tfoot></table>'
    )
    return "\n".join(out)


def steps() -> str:
    """Annex 2: how every score came about."""
    return "\n\n".join(
        f"## {i}. {row[2]} {{#a2-{i}}}\n\n权重{row[3]}分，指标值：{row[4]}；完成情况：{row[6]}。得分{row[7]}分。\n\n"
        f"```\n{row[5][:60]}\n得分 = {row[7]}\n```"
        for i, row in enumerate(INDICATORS[:12], 1)
    )


NOTICE = "转录示例：本文根据公开的评价报告整理，仅用于演示，不是任何部门发布的正式文件。"

SAMPLE = Document(
    id="2024/pai-shui",
    title="2024年城区排水泵站智能监测平台项目支出绩效评价报告",
    cover=(
        ("项目名称", "城区排水泵站智能监测平台"),
        ("主管部门", "某市水务局"),
        ("实施单位", "某市排水管理中心"),
        ("评价机构", "未载明"),
        ("评价类型", "部门评价"),
    ),
    date=datetime.date(2025, 5, 20),
    date_text="2025年5月20日",
    notice=NOTICE,
    author="某市水务局",
    keywords=("绩效评价", "排水泵站"),
    markdown="\n\n".join(
        (
            f'<p class="notice">{NOTICE}</p>',
            OVERVIEW,
            RESULTS,
            "# 附件1　指标评分表 {#annex-1 .annex .landscape}",
            annex_table(),
            "# 附件2　得分计算过程 {#annex-2 .annex}",
            steps(),
            "# 附件3　差异说明 {#annex-3 .annex}",
            "本报告公布得分与按评分规则复算的得分一致，没有差异。",
        )
    ),
)


# Reading a PDF back ---------------------------------------------------------------------------------------------

FRONT = 2
"""Pages before the body of the sample: cover and contents."""


def rendered(markdown: str, **changes: Any) -> pypdf.PdfReader:
    return read(render_pdf(dataclasses.replace(SAMPLE, markdown=markdown, **changes)))


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def squeezed(text: str) -> str:
    """Text without the white space that layout brings."""
    return re.sub(r"\s+", "", text)


def text_of(page: pypdf.PageObject) -> str:
    return squeezed(page.extract_text())


def body_of(reader: pypdf.PdfReader) -> str:
    """Text of the body, without folios."""
    return re.sub(r"—\d+—", "", "".join(text_of(page) for page in reader.pages[FRONT:]))


def is_landscape(page: pypdf.PageObject) -> bool:
    return bool(page.mediabox.width > page.mediabox.height)


def runs(page: pypdf.PageObject) -> list[tuple[str, float, float]]:
    """Runs of text as drawn, with where they begin, in points from the lower left corner."""
    found: list[tuple[str, float, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        found.extend((line, x, y) for line in map(squeezed, text.splitlines()) if line)

    page.extract_text(visitor_text=visit)
    return found


def position(page: pypdf.PageObject, wanted: str) -> tuple[float, float]:
    """Where the last run of text that contains `wanted` begins."""
    return [(x, y) for text, x, y in runs(page) if wanted in text][-1]


@pytest.fixture(scope="module")
def sample() -> pypdf.PdfReader:
    return read(render_pdf(SAMPLE))


# Cover and contents ---------------------------------------------------------------------------------------------


def test_the_cover_shows_title_facts_date_and_notice(sample: pypdf.PdfReader) -> None:
    lines = sample.pages[0].extract_text().splitlines()
    assert "2024年城区排水泵站智能监测平台" in map(squeezed, lines)
    assert "项目支出绩效评价报告" in map(squeezed, lines)
    cover = text_of(sample.pages[0])
    for label, value in SAMPLE.cover:
        assert f"{label}：{value}" in cover
    assert "2025年5月20日" in cover
    assert NOTICE in cover
    assert "—1—" not in cover


def test_a_date_that_is_not_stated_is_not_shown() -> None:
    reader = rendered("# 一、甲 {#s1}", date_text="", notice="")
    assert "2025年" not in text_of(reader.pages[0])


def test_the_contents_lead_to_the_pages_of_the_headings(sample: pypdf.PdfReader) -> None:
    entries = re.findall(r"^(.+?)[ .]{8,}(\d+)$", sample.pages[1].extract_text(), re.MULTILINE)
    headings = re.findall(r"^##? (.+?) \{#(?!a2)", SAMPLE.markdown, re.MULTILINE)
    assert [squeezed(title) for title, _ in entries] == [squeezed(title) for title in headings]
    for title, page in entries:
        assert squeezed(title) in text_of(sample.pages[FRONT + int(page) - 1])


def test_a_footnote_of_a_heading_is_not_in_the_contents() -> None:
    reader = rendered("# 一、甲[^1] {#s1}\n\n正文。\n\n[^1]: 只在正文里。")
    assert "只在正文里" not in text_of(reader.pages[1])
    assert text_of(reader.pages[2]).count("只在正文里") == 1


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("绩效评价报告", ("绩效评价报告",)),
        (
            "2024年深圳市盐田区政务服务和数据管理局重点项目支出绩效评价报告",
            ("2024年深圳市盐田区政务服务和数据管理局", "重点项目支出绩效评价报告"),
        ),
        (
            "2024年“党建引领民生诉求一体化平台”项目绩效评价报告",
            ("2024年“党建引领民生诉求一体化平台”", "项目绩效评价报告"),
        ),
        (
            "2024年长沙市雨花区教育局义务教育阶段学校课后服务补助经费绩效自评报告",
            ("2024年长沙市雨花区教育局", "义务教育阶段学校", "课后服务补助经费绩效自评报告"),
        ),
    ],
)
def test_titles_break_at_sense(title: str, lines: tuple[str, ...]) -> None:
    assert cover_title(title)[1] == lines


@pytest.mark.parametrize("title", ["长" * 61, "2024年" + "甲乙丙丁" * 9, "A" * 90, "一、" * 20])
def test_no_title_loses_or_strands_a_character(title: str) -> None:
    _, lines = cover_title(title)
    assert "".join(lines) == title
    assert min(map(len, lines)) >= 4
    assert not any(line.startswith("、") for line in lines)


# Body -----------------------------------------------------------------------------------------------------------


def test_every_text_of_the_document_is_printed(sample: pypdf.PdfReader) -> None:
    body = body_of(sample)
    for paragraph in re.findall(r"^[^#|<>\-\d`\[ \n].{20,}$", SAMPLE.markdown, re.MULTILINE):
        if "](" not in paragraph and "<a" not in paragraph and not re.search(r"\[\^|\*|`", paragraph):
            assert squeezed(paragraph)[:20] in body
    for row in INDICATORS:
        for cell in row:
            assert squeezed(cell)[:18] in body


def test_line_breaks_between_chinese_characters_are_no_spaces() -> None:
    body = typst_body("前一行\n后一行，\n“引”\n“文”\nabc\ndef")
    assert "前一行后一行，“引”“文”" in body
    assert re.search(r"abc\s+def", body)


def test_the_page_holds_22_lines_of_28_characters() -> None:
    reader = rendered("国" * (28 * 22 * 2 - 2))
    pages = [page.extract_text().splitlines() for page in reader.pages[FRONT:]]
    lines = [[line for line in page if "国" in line] for page in pages]
    assert [len(page) for page in lines] == [22, 22]
    assert {len(squeezed(line)) for page in lines for line in page} == {26, 28}
    assert len(squeezed(lines[0][0])) == 26


def test_folios_stand_outside_on_odd_and_even_pages(sample: pypdf.PdfReader) -> None:
    middle = 595 / 2
    x_1, y_1 = position(sample.pages[FRONT], "—1—")
    x_2, y_2 = position(sample.pages[FRONT + 1], "—2—")
    assert x_1 > middle > x_2
    assert y_1 == y_2 < 35 / 25.4 * 72


def test_the_folio_of_a_landscape_page_stays_at_the_edge_of_the_sheet(sample: pypdf.PdfReader) -> None:
    for number, page in enumerate(sample.pages[FRONT:], 1):
        if is_landscape(page):
            x, y = position(page, f"—{number}—")
            assert x < 35 / 25.4 * 72
            assert (y < 595 / 2) == (number % 2 == 1)


def test_links_lead_inside_and_outside_or_stay_text() -> None:
    reader = rendered(
        "# 一、甲 {#s1}\n\n[内](#s1) [无](#nowhere) [外](https://example.com/a?b=1) [文件](a.pdf) "
        "[脚本](javascript:x)\n\n段落。\n{: #p-1 .c }\n\n[段](#p-1)"
    )
    links = [a.get_object() for a in reader.pages[FRONT]["/Annots"]]  # type: ignore[attr-defined]
    assert sum("/Dest" in link or "/D" in link.get("/A", {}) for link in links) == 2
    assert [link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})] == [
        "https://example.com/a?b=1"
    ]
    assert body_of(reader) == "一、甲内无外文件脚本段落。段"


@pytest.mark.parametrize(
    "target",
    [
        "``` {#x}\n码\n```",
        "`码`{#x}",
        "[址](https://a.b/){#x}",
        "[甲](#x){#x}",
        "**粗**{#x}",
        "[段]{#x}",
        "::: {#x}\n段\n:::",
        "- 项\n\n    ``` {#x}\n    码\n    ```",
    ],
)
def test_a_link_leads_to_whatever_has_its_id(target: str) -> None:
    reader = rendered(f"# 甲 {{#s1}}\n\n[见](#x)。\n\n{target}")
    assert body_of(reader).startswith("甲见。")


def test_html_blocks_of_the_generator_become_blocks() -> None:
    reader = rendered(
        '# 一、甲 {#s1}\n\n<p class="notice" id="n">提示<b>粗</b></p>\n\n'
        "<details><summary>展开</summary><p>步骤</p></details>\n\n"
        '<section id="x" markdown="1">\n\n## （一）乙 {#s2}\n\n文*字*\n\n</section>\n\n'
        'H<sub>2</sub>O，<a href="#x">见乙</a><br>换行<!-- 无 -->'
    )
    assert body_of(reader) == "一、甲提示粗展开步骤（一）乙文字H2O，见乙换行"


# Tables ---------------------------------------------------------------------------------------------------------


def landscape(reader: pypdf.PdfReader) -> list[pypdf.PageObject]:
    return [page for page in reader.pages if is_landscape(page)]


def test_only_the_section_of_class_landscape_is_on_landscape_pages(sample: pypdf.PdfReader) -> None:
    sides = [is_landscape(page) for page in sample.pages]
    first, count = sides.index(True), sides.count(True)
    assert count >= 3
    assert sides == [False] * first + [True] * count + [False] * (len(sides) - first - count)
    assert "附件1指标评分表" in text_of(sample.pages[first])
    assert text_of(sample.pages[first + count]).startswith("附件2得分计算过程")
    assert {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in sample.pages} == {
        (595, 842),
        (842, 595),
    }


def test_the_header_row_is_on_every_page_and_the_footer_on_the_last(sample: pypdf.PdfReader) -> None:
    pages = [text_of(page) for page in landscape(sample)]
    for page in pages:
        assert "".join(HEADS) in page
    assert ["合计100" in page for page in pages] == [False] * (len(pages) - 1) + [True]


def test_merged_cells_show_their_text_on_every_page_that_they_reach(sample: pypdf.PdfReader) -> None:
    pages_of: dict[str, int] = dict.fromkeys(("决策", "过程", "产出", "效益"), 0)
    for page in landscape(sample):
        alone = {text for text, _, _ in runs(page)}
        for name in pages_of:
            thirds = [row[2] for row in INDICATORS if row[0] == name]
            if any(third[:5] in text_of(page) for third in thirds):
                assert name in alone
                pages_of[name] += 1
    assert max(pages_of.values()) > 1
    assert min(pages_of.values()) == 1


def test_a_short_table_is_not_split(sample: pypdf.PdfReader) -> None:
    (page,) = [text_of(page) for page in sample.pages if "表1-1资金投入" in text_of(page)]
    assert "合计320.00318.50318.50301.20" in page


def test_long_tables_and_cells_stay_on_the_page() -> None:
    rows = "".join(f"<tr><td>{i}</td><td>指标{i}</td></tr>" for i in range(1, 81))
    long = "评分标准的长格子。" * 170
    reader = rendered(
        f"# 一、甲 {{#s1}}\n\n<table><thead><tr><th>序号</th><th>名称</th></tr></thead><tbody>{rows}</tbody></table>\n\n"
        f'<table data-widths="20 80"><tbody><tr><td rowspan="2">并</td><td class="l">{long}</td></tr>'
        "<tr><td>末格</td></tr></tbody></table>\n\n末段。"
    )
    body = re.sub("序号名称", "", body_of(reader))
    assert "79指标7980指标80" in body
    assert body.count("评分标准的长格子。") == 170
    assert "末格" in body
    assert body.endswith("末段。")


def test_layout_settles(sample: pypdf.PdfReader) -> None:
    assert len(sample.pages) > 10
    source = pdf._compiler(typst_body(SAMPLE.markdown), pdf._facts(SAMPLE, DEFAULT), DEFAULT)
    _, warnings = source.compile_with_warnings(format="pdf")
    assert warnings == []


# The file -------------------------------------------------------------------------------------------------------


def test_the_file_says_what_it_is(sample: pypdf.PdfReader) -> None:
    assert sample.metadata is not None
    assert sample.metadata.title == SAMPLE.title
    assert sample.metadata.author == "某市水务局"
    assert sample.metadata.get("/Keywords") == "绩效评价, 排水泵站"
    assert str(sample.metadata.get("/CreationDate")).startswith("D:20250520")
    root: Any = sample.trailer["/Root"]
    assert root["/Lang"].startswith("zh")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_bookmarks_are_the_headings_and_labels_the_folios(sample: pypdf.PdfReader) -> None:
    top = [str(item.title) for item in sample.outline if not isinstance(item, list)]
    assert [squeezed(title) for title in top][:3] == ["目录", "一、基本情况", "二、绩效评价工作开展情况"]
    assert "附件1　指标评分表" in top
    assert sample.page_labels[FRONT] == "1"
    assert sample.page_labels[-1] == str(len(sample.pages) - FRONT)


def test_the_same_document_is_the_same_file() -> None:
    first = render_pdf(SAMPLE)
    assert render_pdf(SAMPLE) == first
    code = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); import test_pdf; "
        "from generator.render.pdf import render_pdf; "
        "print(hashlib.sha256(render_pdf(test_pdf.SAMPLE)).hexdigest())"
    )
    here = Path(__file__).parent
    fresh = subprocess.run(
        [sys.executable, "-c", code, str(here)],
        capture_output=True,
        text=True,
        check=True,
        cwd=here.parent.parent,
    )
    assert fresh.stdout.strip() == hashlib.sha256(first).hexdigest()


# Hostile text ---------------------------------------------------------------------------------------------------

HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/x:0.1.0"',
    "$ x^2 $",
    "\\(x\\)",
    "\"引号\" '单'",
    "= 不是标题",
    "@label <label>",
    "/* 注 */ // 注",
    "a -- b --- c ... -? ~",
    "#let x = 1; #x",
    "]#panic()[",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_is(text: str) -> None:
    typed = re.sub(r"([\\`*_{}\[\]()#+\-.!~<>|$@\"'/=])", r"\\\1", text)
    cell = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    reader = rendered(
        f"# 一、{typed}\n\n{typed}\n\n- {typed}\n\n`{text}`\n\n```\n{text}\n```\n\n<table><tr><td>{cell}</td></tr></table>",
        notice=text,
        date_text=text,
        cover=((text, text),),
    )
    assert body_of(reader).count(squeezed(text)) == 6
    assert text_of(reader.pages[0]).count(squeezed(text)) == 4


@pytest.mark.parametrize(
    ("markdown", "printed"),
    [
        ('`#read("x")`{=typst}', '#read("x"){=typst}'),
        ('```{=typst}\n#read("x")\n```', '#read("x")'),
        ('[字]{typst:text:fill="read(1)"}', "字"),
        ('::: {typst:fill="read(1)"}\n字\n:::', "字"),
        ('<table typst:fill="read(1)"><tr><td typst:fill="read(1)">字</td></tr></table>', "字"),
        ("**a**.at(0)", "a.at(0)"),
        ("*a*(b)[c];d", "a(b)[c];d"),
        ("`` ` ``.x", "`.x"),
        ('`")]#panic()`', '")]#panic()'),
        ('[字](https://a.b/")\\]#panic("x)', '字]#panic("x)'),
        ('---\ntitle: "#panic()"\n---', 'title:"#panic()"'),
        ("\\newcommand{\\x}{y} \\x", "\\newcommand{\\x}{y}\\x"),
        ('<iframe src="/etc/passwd"></iframe>字', "字"),
    ],
)
def test_no_code_passes_through_markdown(markdown: str, printed: str) -> None:
    assert body_of(rendered(f"# 甲\n\n{markdown}")) == f"甲{printed}"


@pytest.mark.parametrize("markdown", ["![图](/etc/passwd)", '<div><img src="/etc/passwd" alt="图"></div>'])
def test_an_image_is_refused_not_read(markdown: str) -> None:
    with pytest.raises(RenderFault, match="图片“图”"):
        rendered(f"# 甲\n\n{markdown}")


# Faults ---------------------------------------------------------------------------------------------------------


def test_missing_characters_are_named_with_their_place() -> None:
    with pytest.raises(RenderFault) as caught:
        rendered("# 甲\n\n前文𠮷后文\n\n| 表 |\n|---|\n| 🚀 |", notice="注意\ue000")
    assert set(caught.value.characters) == {"𠮷", "🚀", "\ue000"}
    assert "“𠮷”（U+20BB7，见“前文𠮷后文”）" in caught.value.message
    assert "U+E000" in caught.value.message


@pytest.mark.parametrize("text", ["①②③⑪⑳", "㎡℃‰≤≥≠≈×÷√±∞", "☐☑", "→——……·“”‘’〔〕《》", "䶮㙍", "½−–"])
def test_usual_signs_are_printed(text: str) -> None:
    assert text in body_of(rendered(f"# 甲\n\n{text}"))


def test_a_missing_font_is_named() -> None:
    profile = dataclasses.replace(DEFAULT, name="本单位字体", body=("仿宋_GB2312", *DEFAULT.body))
    with pytest.raises(RenderFault, match="“本单位字体”缺少字体：仿宋_GB2312"):
        render_pdf(SAMPLE, profile)


def test_another_profile_gives_another_look_with_the_same_text(sample: pypdf.PdfReader) -> None:
    sans = FontProfile("黑体", DEFAULT.folders, DEFAULT.hei, DEFAULT.hei, DEFAULT.hei, DEFAULT.hei)
    assert body_of(read(render_pdf(SAMPLE, sans))) == body_of(sample)


@pytest.mark.parametrize(
    "markdown",
    [
        "",
        "### 三级在前\n\n##### 五级\n\n# 一级",
        "# 甲 {#a}\n\n# 乙 {#a}\n\n[见](#a)",
        "# 甲\n\n<table></table>",
    ],
)
def test_odd_documents_are_rendered(markdown: str) -> None:
    assert len(rendered(markdown).pages) >= 2


def test_a_heading_without_text_is_a_fault() -> None:
    with pytest.raises(RenderFault, match="标题没有文字"):
        rendered("# {#x}")
