"""Entries of a site for tests: small projects with hand-made documents, and the real content where it is wanted."""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.evaluate import Evaluation, evaluate
from generator.load import Content, LoadedProject, load
from generator.model.register import Site
from generator.model.rule_set import RuleSet
from generator.report.assemble import assemble
from generator.report.document import Document
from generator.scoring import score_project
from generator.site.pages import Download, Entry
from generator.workspace import Workspace
from tests import support
from tests.conftest import REPOSITORY

REPORT = """\
# 一、基本情况 {#s1}

## （一）项目概况 {#s1-1}

正文第一段，见<a href="#t1">表1-1</a>[^1]。

```
# 不是标题
```

[^1]: 脚注。

# 附件1　指标评分表 {#annex-1 .annex .landscape}

<table class="indicators" id="t1" data-widths="10 10 20 10 20 20 10">
<caption>附表1　指标评分表</caption>
<thead>
<tr><th scope="col">一级</th><th scope="col">二级</th><th scope="col">三级指标</th><th scope="col">权重</th><th scope="col">指标值</th><th scope="col">完成值</th><th scope="col">得分</th></tr>
</thead>
<tbody>
<tr><th scope="rowgroup">产出</th><th scope="rowgroup">数量</th><th scope="row">指标甲</th><td class="n">10</td><td>合规</td><td>合规</td><td class="n"><a href="#step-1">10.00</a></td></tr>
</tbody>
</table>

# 附件2　得分计算过程 {#annex-2 .annex}

## 1. 指标甲 {#step-1}

得10.00分。
"""


def site(**changes: Any) -> Site:
    """A publisher; `changes` by Chinese key, None leaves a key out."""
    values = {"网站名称": "绩效公开", "主办单位": "某市财政局", "联系方式": "0000-00000000"} | changes
    return Site.model_validate({name: value for name, value in values.items() if value is not None})


def entry(
    project_id: str = "2024/beng-zhan",
    *,
    markdown: str = REPORT,
    notice: str = "",
    rules: RuleSet | None = None,
    **changes: Any,
) -> Entry:
    """A project with its document; `changes` by Chinese key of project.yml, or of 项目."""
    values = support.project_values()
    facts = values["项目"] | {"年度": project_id[:4]}
    for name, value in changes.items():
        if name in {"名称", "编码", "状态", "内容概述", "报告名称", "性质"}:
            facts[name] = value
        else:
            values[name] = value
    values["项目"] = facts
    project = support.project(**values)
    rules = rules or support.rule_set()
    loaded = LoadedProject(project_id, Path(), "project.yml", "report.md", project, None, None, ())
    document = Document(
        id=project_id,
        title=project.title,
        cover=(),
        date=datetime.date(project.facts.year, 12, 31),
        date_text="",
        notice=notice,
        author=str(project.units.department),
        keywords=("绩效评价",),
        markdown=markdown,
    )
    slug = project_id.split("/")[1]
    files = (Download("PDF", f"{slug}.pdf", 1_500_000), Download("项目数据（JSON）", f"{slug}.json"))
    return Entry(Evaluation(loaded, project, rules, score_project(project, rules)), document, files)


def front_matter(page: str) -> dict[str, Any]:
    """What stands between the marks at the head of a staged page."""
    found = re.match(r"---\n(.*?\n)---\n\n", page, re.DOTALL)
    assert found
    meta = yaml.safe_load(found[1])
    assert isinstance(meta, dict)
    return meta


@cache
def real_content() -> Content:
    """The content of this repository."""
    return load(Workspace(REPOSITORY))


def real_site() -> Site:
    """The publisher as the repository has it."""
    publisher = real_content().site
    assert publisher is not None
    return publisher


def real_entries() -> list[Entry]:
    """The projects of the repository, with their documents."""
    content = real_content()
    return [_assembled(e) for e in evaluate(content).evaluations]


def _assembled(evaluation: Evaluation) -> Entry:
    narrative = evaluation.loaded.narrative
    assert narrative is not None
    document, _ = assemble(evaluation.id, evaluation.project, evaluation.score, evaluation.rules, narrative)
    slug = evaluation.id.split("/")[1]
    return Entry(
        evaluation, document, (Download("PDF", f"{slug}.pdf", 1_500_000), Download("JSON", f"{slug}.json"))
    )
