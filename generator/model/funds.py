"""资金: budget, receipt and expenditure of a project, all in one unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from generator.model.base import Record, Unstated, key
from generator.model.values import Amount, MoneyUnit, StatedAmount, StatedText, Text, Unit

ITEMS = {"年初预算": "initial_budget", "全年预算": "annual_budget", "到位": "received", "支出": "spent"}
"""The fund items that scoring rules may name, and their attributes."""


class Source(Record):
    """One source of the money; amounts that are not given are None."""

    name: Text = key("名称", examples=["一般公共预算"])
    initial_budget: StatedAmount | None = key("年初预算", default=None)
    annual_budget: StatedAmount | None = key("全年预算", default=None)
    received: StatedAmount | None = key("到位", default=None)
    spent: StatedAmount | None = key("支出", default=None)


class Part(Record):
    """One sub-project and its amount."""

    name: Text = key("名称")
    amount: StatedAmount = key("金额")


class Funds(Record):
    """The amounts of a project. An amount that the source does not state is 未载明."""

    unit: Unit = key("单位", default=MoneyUnit.WAN, note="：元、万元或亿元")
    initial_budget: StatedAmount = key("年初预算", examples=["1265.41"])
    budget_adjustment: StatedAmount | None = key("预算调整", default=None)
    annual_budget: StatedAmount = key("全年预算", examples=["1265.41"])
    received: StatedAmount = key("到位", examples=["1265.41"])
    spent: StatedAmount = key("支出", examples=["1256.72"])
    surplus: StatedAmount | None = key("结余", default=None)
    carried_over: StatedAmount | None = key("结转", default=None)
    reclaimed: StatedAmount | None = key("收回", default=None)
    quota_balance: StatedAmount | None = key("指标结余", default=None)
    sources: tuple[Source, ...] = key("来源", default=())
    composition: tuple[Part, ...] = key("构成", default=())
    note: StatedText | None = key("说明", default=None)

    def number(self, amount: Amount | Unstated | None) -> Decimal | None:
        """An amount in the unit of this block; None when it is not stated."""
        return amount.in_unit(self.unit) if isinstance(amount, Amount) else None

    def item(self, name: str) -> Decimal | None:
        """A fund item by its Chinese name, in the unit of this block; None when it is not stated."""
        return self.number(getattr(self, ITEMS[name]))

    def ratio(self, numerator: str, denominator: str) -> Fraction | None:
        """The exact ratio of two fund items; None when one is not stated or the denominator is nothing."""
        top, bottom = self.item(numerator), self.item(denominator)
        return None if top is None or not bottom else Fraction(top) / Fraction(bottom)
