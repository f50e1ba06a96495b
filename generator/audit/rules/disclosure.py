"""What must not be published: personal names, numbers that identify people, accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.audit.report import Report, Rule
from generator.audit.text import Found, Text
from generator.findings import Finding, Kind, Severity

PERSON = Kind(
    code="T901",
    title="公开了个人姓名",
    severity=Severity.ERROR,
    explanation="项目负责人、填报人、联系人的姓名属于个人信息，公开件写岗位即可。",
    mend="改为岗位，或删去这一栏。",
    wrong="填报人：（姓名）",
    right="填报人：办公室绩效岗",
)
TELEPHONE = Kind(
    code="T902",
    title="公开了电话号码",
    severity=Severity.WARNING,
    explanation="个人的手机号、办公电话不宜公开；需要联系方式的，用单位公布的总机。",
    mend="删去，或改为单位公布的电话。",
    wrong="联系电话：（号码）",
    right="联系电话：见本单位门户网站",
)
IDENTITY = Kind(
    code="T903",
    title="公开了身份证号",
    severity=Severity.ERROR,
    explanation="出现了校验位正确的18位身份证号码。",
    mend="删去。",
)
ACCOUNT = Kind(
    code="T904",
    title="公开了银行账号",
    severity=Severity.ERROR,
    explanation="“账号”后面是一长串数字。",
    mend="删去。",
)
MAIL = Kind(
    code="T905",
    title="公开了电子邮箱",
    severity=Severity.WARNING,
    explanation="个人邮箱属于个人信息。",
    mend="删去，或改为单位公布的邮箱。",
)

KINDS = (PERSON, TELEPHONE, IDENTITY, ACCOUNT, MAIL)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷"
    "侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤谷常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙"
)
_PERSON = re.compile(
    rf"(?P<field>项目负责人|填报人|联系人|经办人|审核人|主评人|单位负责人|填表人|制表人)(?:\(签[字章]\))?:(?P<name>[{_SURNAMES}][一-龥]{{1,2}})(?![一-龥])"
)
_TELEPHONE = re.compile(r"(?<![0-9.,-])(?P<number>1[3-9][0-9]{9}|0[1-9][0-9]{1,2}-?[2-9][0-9]{6,7})(?![0-9])")
_IDENTITY = re.compile(r"(?<![0-9])(?P<number>[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx])(?![0-9])")
_ACCOUNT = re.compile(r"账号:?(?P<number>[0-9]{12,24})(?![0-9])")
_MAIL = re.compile(r"(?P<number>[A-Za-z0-9._+-]{2,40}@[A-Za-z0-9-]{2,40}\.[A-Za-z.]{2,20})")


def _texts(report: Report) -> Iterator[Text]:
    yield from (p.text for p in report.passages)
    for table in report.tables:
        for row in table.rows:
            yield from row.cells


def _hidden(kind: Kind, found: Found, group: str, what: str) -> Finding:
    """A finding that does not repeat what it found."""
    return kind.at(found.span(group).place, what, found="＊" * len(found[group]))


def no_personal_data(report: Report) -> Iterator[Finding]:
    """T901 to T905."""
    for text in _texts(report):
        for found in text.find(_PERSON):
            yield _hidden(PERSON, found, "name", f"“{found['field']}”后面是姓名")
        for found in text.find(_TELEPHONE):
            yield _hidden(TELEPHONE, found, "number", "这里有电话号码")
        for found in text.find(_IDENTITY):
            if _check_digit_is_right(found["number"]):
                yield _hidden(IDENTITY, found, "number", "这里有身份证号")
        for found in text.find(_ACCOUNT):
            yield _hidden(ACCOUNT, found, "number", "这里有银行账号")
        for found in text.find(_MAIL):
            yield _hidden(MAIL, found, "number", "这里有电子邮箱")


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _check_digit_is_right(number: str) -> bool:
    """The check digit of GB 11643."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


RULES: tuple[Rule, ...] = (no_personal_data,)
