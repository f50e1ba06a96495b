"""What those who use the data rely on: addresses, columns, their order. Nothing here may change; columns may be added at the end."""

from __future__ import annotations

from generator.opendata import feed, sitemap
from generator.opendata.data_files import FOLDER
from generator.opendata.data_package import FORMAT_VERSION
from generator.opendata.tables import TABLES
from tests.opendata.conftest import Written

FILES = {
    "all.zip",
    "corrections.csv",
    "datapackage.json",
    "discrepancies.csv",
    "funds.csv",
    "indicators.csv",
    "issues.csv",
    "project.schema.json",
    "projects.csv",
    "projects.json",
    "projects.schema.json",
    "projects.xlsx",
    "sections.csv",
}

DIFFERENCE = "差额,差异说明"
COLUMNS = {
    "projects": (
        "项目编号,项目名称,年度,项目编码,评价类型,主管部门,实施单位,评价机构,性质,规则集编号,规则集名称,报告名称,评价期间,满分,得分,等级,失分,"
        f"公布得分,公布等级,复算得分,复算等级,{DIFFERENCE},折算得分,年初预算,全年预算,到位资金,支出,预算执行率,公布执行率,计算执行率,"
        "索引号,发布机构,文号,成文日期,发布日期,有效性,主题分类,内容概述,网页,原报告,转录说明"
    ),
    "sections": f"项目编号,序号,一级指标,满分,得分,公布得分,复算得分,{DIFFERENCE},可复算,计算过程",
    "indicators": (
        f"项目编号,序号,一级指标,二级指标,三级指标,权重,指标值,完成值,得分,公布得分,复算得分,{DIFFERENCE},评分方式,评分标准,评分输入,计算步骤,"
        "人工裁量,可复算,不适用,扣分原因,偏差原因,佐证,计算过程"
    ),
    "funds": "项目编号,序号,类别,名称,年初预算,预算调整,全年预算,到位,支出,结余,结转,收回,指标结余,金额",
    "issues": "项目编号,编号,问题,原因,对应指标,建议,责任单位,整改时限,整改状态,整改情况",
    "discrepancies": "项目编号,序号,对象,说明",
    "corrections": "项目编号,项目名称,序号,更正日期,内容,原为,改为,原因,批准人岗位,网页",
}


def test_addresses_are_what_was_promised(real: Written) -> None:
    assert FOLDER == "data"
    assert {p.name for p in real.folder.iterdir()} == FILES == {f.name for f in real.data.files}
    assert (feed.PATH, sitemap.PATH, sitemap.ROBOTS) == ("feed.xml", "sitemap.xml", "robots.txt")


def test_columns_are_what_was_promised() -> None:
    assert FORMAT_VERSION == "1.0"
    assert {t.name: ",".join(c.name for c in t.shown) for t in TABLES} == COLUMNS
