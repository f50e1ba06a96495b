"""The register of organisations and the settings of the publishing site."""

from __future__ import annotations

from generator.model.base import ChineseEnum, Record, key
from generator.model.criteria import YesNo
from generator.model.values import Date, Domain, Text, Url


class Organisation(Record):
    """One organisation of the register."""

    id: Text = key("编号")
    full_name: Text = key("全称")
    short_name: Text | None = key("简称", default=None)
    former_names: tuple[Text, ...] = key("曾用名", default=())
    parent: Text | None = key("上级", default=None)

    @property
    def names(self) -> tuple[str, ...]:
        """Every current name."""
        return (self.full_name, self.short_name) if self.short_name else (self.full_name,)


class Register(Record):
    """organisations.yml."""

    organisations: tuple[Organisation, ...] = key("单位", default=())

    def named(self, name: str) -> Organisation | None:
        """The organisation of that full or short name."""
        return next((o for o in self.organisations if name in o.names), None)


class Licence(Record):
    """数据许可: on what terms the data may be reused."""

    name: Text = key("名称", examples=["知识共享署名 4.0 国际许可协议"])
    url: Url = key("网址", examples=["https://creativecommons.org/licenses/by/4.0/deed.zh-hans"])


class FontChoice(ChineseEnum):
    """Which fonts documents are printed in."""

    DEFAULT = "默认"
    """Open fonts that come with the generator."""
    FANGSONG = "仿宋"
    """True 仿宋 and 楷体 under a free licence, from a package of the system or a folder."""
    OWN = "本单位"
    """Fonts that the department has licensed, in a folder."""


class Site(Record):
    """site.yml: who publishes."""

    name: Text = key("网站名称")
    description: Text | None = key("网站简介", default=None)
    domain: Domain | None = key("域名", default=None)
    site_id_code: Text | None = key("网站标识码", default=None)
    host: Text = key("主办单位")
    contact: Text | None = key("联系方式", default=None)
    icp: Text | None = key("ICP备案号", default=None)
    police_record: Text | None = key("公安备案号", default=None)
    error_report_url: Url | None = key("找错链接", default=None)
    institution_mark_url: Url | None = key("党政机关标识链接", default=None)
    data_licence: Licence | None = key("数据许可", default=None)
    data_date: Date | None = key("数据日期", default=None, examples=["2025-12-31"])
    fonts: FontChoice = key("字体", default=FontChoice.DEFAULT)
    font_folder: Text | None = key("字体文件夹", default=None, examples=["fonts"])
    example: YesNo = key("示例", default=YesNo.NO)
