"""公开: what the law asks a publication to state, and what happened to it since."""

from __future__ import annotations

from generator.model.base import ChineseEnum, Record, key
from generator.model.values import Date, Moment, Text


class Conclusion(ChineseEnum):
    """The outcome of the clearance before publication (条例 art. 17)."""

    CLEARED = "同意公开"
    PARTLY = "部分公开"
    REFUSED = "不予公开"


class Clearance(Record):
    """审查: who by role, when, with what outcome."""

    reviewer_role: Text = key("审查人岗位")
    date: Date = key("日期")
    conclusion: Conclusion = key("结论")


class Disclosure(Record):
    """公开: the metadata of government information (政府信息公开条例 art. 12)."""

    index_number: Text | None = key("索引号", default=None)
    publisher: Text | None = key("发布机构", default=None)
    document_date: Date | None = key("成文日期", default=None)
    published_at: Moment | None = key("发布日期", default=None)
    document_number: Text | None = key("文号", default=None)
    validity: Text | None = key("有效性", default=None)
    topic: Text | None = key("主题分类", default=None)
    clearance: Clearance | None = key("审查", default=None)


class Redaction(Record):
    """脱敏: what was taken out, why, on what basis."""

    content: Text = key("内容")
    cause: Text = key("原因")
    basis: Text = key("依据")


class Correction(Record):
    """更正: what was corrected after publication, why, approved by which role, when. The former figure is kept."""

    date: Date = key("日期")
    content: Text = key("内容")
    former: Text | None = key("原为", default=None)
    corrected: Text | None = key("改为", default=None)
    cause: Text = key("原因")
    approver_role: Text = key("批准人岗位")


class Attachment(Record):
    """附件: a file of the project folder that is published with the report."""

    name: Text = key("名称")
    file: Text = key("文件")
    note: Text | None = key("说明", default=None)
