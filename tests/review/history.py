"""A history of realistic changes to the real projects, in a real repository, for reviews to read."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import REPOSITORY

SHEN, YANTIAN, XINFANG, GUSU, WANGCHENG = (
    "content/projects/2024/shen-ping-an",
    "content/projects/2024/yantian-minsheng",
    "content/projects/2023/yantian-xinfang",
    "content/projects/2020/gusu-gongan",
    "content/projects/2020/wangcheng-shehui",
)
CORRECTION = (
    "更正:\n  - {日期: 2025-08-01, 内容: 改正支出金额, 原因: 转录时抄错, 批准人岗位: 绩效评价小组组长}\n"
)

IDENTITY = {
    "GIT_AUTHOR_NAME": "作者",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_COMMITTER_NAME": "作者",
    "GIT_COMMITTER_EMAIL": "author@example.org",
    "GIT_AUTHOR_DATE": "2025-07-01T09:00:00+08:00",
    "GIT_COMMITTER_DATE": "2025-07-01T09:00:00+08:00",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(root: Path, *arguments: str) -> str:
    """Run git in a repository, independent of the machine's settings."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(root), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, **IDENTITY})
    return done.stdout.decode().strip()


def start(root: Path) -> None:
    """A repository whose first commit is the real content."""
    shutil.copytree(REPOSITORY / "content", root / "content")
    git(root, "init", "-q", "-b", "main")
    commit(root, "Real content")


def commit(root: Path, message: str) -> str:
    """Commit everything; returns the hash."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)
    return git(root, "rev-parse", "HEAD")


def replace(root: Path, path: str, old: str, new: str, times: int = 1) -> None:
    """Replace text in a file; it must stand there."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    file.write_text(text.replace(old, new, times), encoding="utf-8")


@dataclass(frozen=True)
class Step:
    """One change: a name, and what it does to the working tree."""

    name: str
    make: Callable[[Path], None]


def _format_only(root: Path) -> None:
    replace(
        root,
        f"{SHEN}/project.yml",
        "要点: {1: 是, 2: 是, 3: 是, 4: 是, 5: 否}",
        "要点: {1: 是,  2: 是, 3: 是, 4: 是, 5: 否}  # 五项",
    )


def _spending(root: Path) -> None:
    replace(root, f"{SHEN}/project.yml", "  支出: 1256.72\n", "  支出: 1250.00\n")


def _spending_explained(root: Path) -> None:
    replace(root, f"{SHEN}/project.yml", "支出: 1256.72}", "支出: 1250.00}")
    replace(root, f"{SHEN}/project.yml", "公布:\n", f"{CORRECTION}公布:\n")


def _criterion(root: Path) -> None:
    replace(
        root, f"{SHEN}/project.yml", "三级: 绩效目标合理性\n    权重: 4\n    指标值: 合理\n    完成值: 合理\n    要点: {1: 是, 2: 是, 3: 是, 4: 是}",
        "三级: 绩效目标合理性\n    权重: 4\n    指标值: 合理\n    完成值: 合理\n    要点: {1: 是, 2: 是, 3: 是, 4: 否}\n    扣分原因: 目标没有细化到季度",
    )  # fmt: skip


def _lower_grade(root: Path) -> None:
    replace(
        root,
        f"{SHEN}/project.yml",
        "评分输入: {档位: 达成指标}",
        "评分输入: {档位: 部分达成指标并具有一定效果}",
    )
    replace(root, f"{SHEN}/project.yml", "  总分: 91.97\n  等级: 优秀", "  总分: 83.44\n  等级: 良好")


def _renamed(root: Path) -> None:
    replace(root, f"{YANTIAN}/project.yml", "三级: 绩效指标明确性", "三级: 绩效指标明确和可衡量性")


def _moved(root: Path) -> None:
    file = root / YANTIAN / "project.yml"
    text = file.read_text(encoding="utf-8")
    first = text.index("  - 一级: 项目决策\n    二级: 绩效目标\n    三级: 绩效目标合理性")
    second = text.index("  - 一级: 项目决策\n    二级: 绩效目标\n    三级: 绩效指标明确")
    third = text.index("  - 一级: 项目决策\n    二级: 资金投入\n    三级: 预算编制科学性")
    file.write_text(text[:first] + text[second:third] + text[first:second] + text[third:], encoding="utf-8")


def _weights(root: Path) -> None:
    replace(
        root,
        f"{YANTIAN}/project.yml",
        "三级: 资金分配合理性\n    权重: 2",
        "三级: 资金分配合理性\n    权重: 3",
    )
    replace(root, f"{YANTIAN}/project.yml", "三级: 资金到位率\n    权重: 3", "三级: 资金到位率\n    权重: 2")


def _target(root: Path) -> None:
    before = "解释: 考察系统正常运行率完成情况。\n    指标值: "
    replace(root, f"{SHEN}/project.yml", f'{before}"≥99.99%"', f'{before}"≥99.9%"')


def _prose(root: Path) -> None:
    replace(root, f"{XINFANG}/report.md", "。", "，运行平稳。")


def _rectified(root: Path) -> None:
    replace(
        root, f"{XINFANG}/project.yml", "整改: {责任单位: 未载明, 时限: 未载明, 状态: 未载明, 情况: 未载明}",
        "整改: {责任单位: 深圳市盐田区信访局, 时限: 2025-06-30, 状态: 已完成, 情况: 已组织培训两次}",
    )  # fmt: skip


def _issue(root: Path) -> None:
    replace(
        root,
        f"{WANGCHENG}/project.yml",
        "问题:\n",
        "问题:\n  - {编号: P9, 描述: 流量套餐没有购买, 对应指标: [资金执行率], 建议: 重新测算需求}\n",
    )


def _new_indicator(root: Path) -> None:
    replace(
        root, f"{WANGCHENG}/project.yml", "  - 一级: 产出\n    二级: 数量指标\n    三级: 部署机房动力环境监控系统",
        "  - 一级: 产出\n    二级: 数量指标\n    三级: 更换会议终端\n    权重: 未载明\n    指标值: 未载明\n    完成值: 3台\n"
        "  - 一级: 产出\n    二级: 数量指标\n    三级: 部署机房动力环境监控系统",
    )  # fmt: skip


def _gone_indicator(root: Path) -> None:
    replace(
        root, f"{WANGCHENG}/project.yml",
        "  - 一级: 产出\n    二级: 数量指标\n    三级: 更换会议终端\n    权重: 未载明\n    指标值: 未载明\n    完成值: 3台\n", "",
    )  # fmt: skip


def _rule_set(root: Path) -> None:
    replace(
        root,
        "content/rule_sets/shenzhen-2020.yml",
        "评价要点:\n      - {要点: 是否已制定或具有相应的财务和业务管理制度, 分值: 1/2权重}",
        "评价要点:\n      - {要点: 是否已制定或具有相应的财务和业务管理制度, 分值: 2/5权重}",
    )


def _rule_set_wording(root: Path) -> None:
    replace(root, "content/rule_sets/suzhou-zp.yml", '  说明: "按2020年', '  说明: "据原表整理，按2020年')


def _withdrawn(root: Path) -> None:
    replace(root, f"{GUSU}/project.yml", "状态: 已公开", "状态: 已撤下")


def _moved_project(root: Path) -> None:
    (root / WANGCHENG).rename(root / "content/projects/2020/wangcheng-yunwei")
    replace(
        root,
        "content/projects/2020/wangcheng-yunwei/project.yml",
        "问题:\n",
        "曾用地址: [2020/wangcheng-shehui]\n问题:\n",
    )


def _deleted(root: Path) -> None:
    shutil.rmtree(root / GUSU)


def _draft(root: Path) -> None:
    shutil.copytree(root / XINFANG, root / "content/projects/2024/yantian-xinfang")
    replace(root, "content/projects/2024/yantian-xinfang/project.yml", "状态: 已公开", "状态: 草稿")
    replace(root, "content/projects/2024/yantian-xinfang/project.yml", "年度: 2023", "年度: 2024")


def _draft_changed(root: Path) -> None:
    replace(root, "content/projects/2024/yantian-xinfang/project.yml", "未注明缺失: 1分", "未注明缺失: 2分")


def _organisation(root: Path) -> None:
    replace(root, "content/organisations.yml", "简称: 盐田区信访局", "简称: 区信访局")


def _broken(root: Path) -> None:
    replace(root, f"{SHEN}/project.yml", "  年度: 2024\n", "  年度: 二零二四\n")


STEPS = [
    Step("仅格式", _format_only),
    Step("改支出", _spending),
    Step("补更正", _spending_explained),
    Step("要点改判", _criterion),
    Step("等级下降", _lower_grade),
    Step("指标改名", _renamed),
    Step("指标换序", _moved),
    Step("改权重", _weights),
    Step("改指标值", _target),
    Step("改正文", _prose),
    Step("整改完成", _rectified),
    Step("增加问题", _issue),
    Step("增加指标", _new_indicator),
    Step("删去指标", _gone_indicator),
    Step("改规则集", _rule_set),
    Step("改规则集说明", _rule_set_wording),
    Step("撤下", _withdrawn),
    Step("项目改地址", _moved_project),
    Step("删去项目", _deleted),
    Step("新草稿", _draft),
    Step("草稿改分", _draft_changed),
    Step("单位改简称", _organisation),
    Step("写错年度", _broken),
]
