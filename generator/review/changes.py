"""What a review tells: a closed set of kinds of change, each change with its two values, effect and place."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from generator.findings import Finding, Place
from generator.review.words import Piece, compare_words


class ChangeKind(StrEnum):
    """Every kind of change there is, in the order in which reviewers want to see them."""

    GRADE = "等级变化"
    SCORE = "得分变化"
    PUBLISHED = "公布结果变化"
    RULE_SET = "规则集变化"
    PROJECT = "项目增删"
    STATUS = "状态变化"
    INDICATOR = "指标增删"
    RENAMED = "指标改名或移位"
    WEIGHT = "权重变化"
    TARGET = "指标值变化"
    ACTUAL = "完成值变化"
    RULE = "评分规则变化"
    INPUT = "评分依据变化"
    REASON = "扣分原因变化"
    FUNDS = "资金变化"
    OBJECTIVE = "绩效目标变化"
    FACTS = "项目信息变化"
    PROSE = "结论文字变化"
    ISSUE = "问题和整改变化"
    DISCREPANCY = "差异说明变化"
    DISCLOSURE = "公开信息变化"
    REDACTION = "脱敏变化"
    CORRECTION = "更正变化"
    ATTACHMENT = "附件变化"
    REGISTER = "单位登记变化"
    SITE = "网站信息变化"
    UNREADABLE = "无法比较"
    FORMAT = "仅格式"

    @property
    def why(self) -> str:
        """Why a reviewer should look at it."""
        return WHY[self]


WHY = {
    ChangeKind.GRADE: "等级是公众最先看到的结论，也决定以后的预算安排。",
    ChangeKind.SCORE: "得分变了，要看是哪些依据或规则引起的。",
    ChangeKind.PUBLISHED: "公布的是签发的结果，只能照签发的文件改。",
    ChangeKind.RULE_SET: "规则集管着所有用它的项目，改一处，多个项目的得分可能一起变。",
    ChangeKind.PROJECT: "增加的项目要核对是否齐全，删去的项目地址会失效。",
    ChangeKind.STATUS: "状态决定一个项目是否对外公开。",
    ChangeKind.INDICATOR: "指标多了或少了，权重合计和得分都会受影响。",
    ChangeKind.RENAMED: "名称或所属变了，正文、问题和公布结果里的提法要一致。",
    ChangeKind.WEIGHT: "权重直接影响得分，评价中途一般不应改动。",
    ChangeKind.TARGET: "目标是评价的尺子，事后改目标等于改结论。",
    ChangeKind.ACTUAL: "完成值是得分的依据，改动要有佐证。",
    ChangeKind.RULE: "评分规则变了，同样的完成情况得分会不同。",
    ChangeKind.INPUT: "要点和评分输入直接决定得分。",
    ChangeKind.REASON: "扣分要有理由，理由和扣的分要对得上。",
    ChangeKind.FUNDS: "金额变了，执行率和有关得分随之变化。",
    ChangeKind.OBJECTIVE: "绩效目标以批复的为准。",
    ChangeKind.FACTS: "项目的基本信息变了。",
    ChangeKind.PROSE: "文字是公众读到的结论，要和数据一致。",
    ChangeKind.ISSUE: "问题和整改要能对上扣分，进展要属实。",
    ChangeKind.DISCREPANCY: "差异说明解释公布与复算为什么不同，公众会看到。",
    ChangeKind.DISCLOSURE: "公开信息是政府信息公开条例要求的。",
    ChangeKind.REDACTION: "脱敏的内容不得对外公开。",
    ChangeKind.CORRECTION: "更正会在页面和文件上显示。",
    ChangeKind.ATTACHMENT: "附件随报告一起公开，要确认可以公开。",
    ChangeKind.REGISTER: "单位名称在所有项目里要一致。",
    ChangeKind.SITE: "网站信息显示在每一页上。",
    ChangeKind.UNREADABLE: "有一边的内容读不出来，没法判断改了什么。",
    ChangeKind.FORMAT: "只是写法变了，读者看到的没有变。",
}


SENTENCE = 25
"""From so many characters on a value is a text, in which what changed is to be seen word by word."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `old` or `new` is None where there was or is nothing."""

    kind: ChangeKind
    subject: str
    """What it concerns, such as 产出 / 产出时效 / 告警响应时间."""
    old: str | None
    new: str | None
    place: Place
    """Where it stands now; where it stood, if it is gone."""
    effect: str = ""
    """What it does to score and grade."""
    progress: bool = False
    """Whether it only tells how far a rectification has come, which is news and no correction."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Old and new text word by word, where a text was rewritten; empty for short values, which are told whole."""
        if self.old is None or self.new is None or max(len(self.old), len(self.new)) < SENTENCE:
            return ()
        return compare_words(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a project stands at one state."""

    name: str
    status: str
    score: Decimal | None
    """The score of headlines: published where there is one, else recomputed."""
    grade: str | None
    recomputed: Decimal | None
    recomputed_grade: str | None
    agrees: bool
    """Whether the two grades are the same, however they are spelt."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stands against the change as it is, and what would clear it."""

    reason: str
    mend: str


@dataclass(frozen=True, slots=True)
class ProjectReview:
    """All that changed in one project. `old` or `new` is None where it is not there, or cannot be read."""

    id: str
    former_id: str | None
    old: Standing | None
    new: Standing | None
    changes: tuple[Change, ...]
    found: tuple[Finding, ...] = ()
    """Findings that there were not before."""
    mended: tuple[Finding, ...] = ()
    """Findings that there are no longer."""
    blockers: tuple[Blocker, ...] = ()
    pages: tuple[str, str] = ("", "")
    """The whole report before and after, as the Markdown of `generator.report`; empty where there is none."""

    @property
    def comparable(self) -> bool:
        """Whether both sides could be read."""
        return all(change.kind is not ChangeKind.UNREADABLE for change in self.changes)

    @property
    def name(self) -> str:
        """What the project is called."""
        standing = self.new or self.old
        return standing.name if standing else self.id


@dataclass(frozen=True, slots=True)
class Review:
    """All that changed between two states."""

    base: str
    head: str
    projects: tuple[ProjectReview, ...]
    shared: tuple[Change, ...] = ()
    """Changes of what belongs to no single project: rule sets, register, site."""
    found: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """What the reader must know of how the comparison was made."""

    @property
    def blocked(self) -> bool:
        """Whether anything stands against the change."""
        return any(project.blockers for project in self.projects)
