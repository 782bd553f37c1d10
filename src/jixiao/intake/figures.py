"""One written value held against the catalog's item: a quantity in the item's unit, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.catalog.items import Item
from jixiao.model.quantity import Quantity
from jixiao.text.quantities import quantity

WHOLE = frozenset({"人", "项", "份"})
"""Units that are counted: half a person is a slip of the pen."""

_EXAMPLES = {
    "元": "130.651万元",
    "人": "10人",
    "%": "85%",
    "项": "12项",
    "份": "200份",
    "分": "96分",
    "平方米": "1200平方米",
}
_MONEY_UNITS = "万元、元、亿元"


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why a written value cannot be used, and what to write instead."""

    what: str
    hint: str


def read_value(item: Item, raw: str, unit: str = "") -> Quantity | str | Complaint:
    """`raw` as a value of `item`: a Quantity in its unit, a text for an item of unit 文字, or a Complaint.

    A bare number takes `unit` (the printed unit of its column). Without one it takes the item's own unit, but never for
    money and percentages: 130.651 may be 元 or 万元, 0.85 may be 85% or 0.85%.
    """
    raw = raw.strip()
    if item.unit == "文字":
        return raw
    name, example = item.name, _EXAMPLES.get(item.unit, f"10{item.unit}")
    found = quantity(raw, unit)
    if found is None:
        return Complaint(f"{name}应填一个数，现为“{raw}”", f"请写成“{example}”的样子，说明文字另填")
    if not found.plain:
        return Complaint(f"{name}应填确切的数，现为“{raw}”", f"请填账上的数，如“{example}”，不带“约”“以上”“≥”等字样")
    if not found.unit:
        if item.unit == "元":
            return Complaint(f"{name}没有写计量单位：“{raw}”", f"金额请带单位（{_MONEY_UNITS}），如“{example}”")
        if item.unit == "%":
            return Complaint(f"{name}没有写百分号：“{raw}”", f"请写成“{example}”的样子")
        found = quantity(raw, item.unit) or found
    elif found.unit != item.unit:
        wanted = f"金额（{_MONEY_UNITS}）" if item.unit == "元" else f"“{item.unit}”"
        return Complaint(f"{name}的计量单位应为{wanted}，现为“{raw}”", f"请写成“{example}”的样子，或核对是否填错了行")
    if found.value < 0 and not item.negative:
        return Complaint(f"{name}不能是负数，现为“{raw}”", "请核对；没有发生的填 0，不知道的不填")
    if item.unit in WHOLE and found.value != found.value.to_integral_value():
        return Complaint(f"{name}应为整数，现为“{raw}”", f"{item.unit}数没有小数，请核对")
    return found


def same_value(a: object, b: object) -> bool:
    """Whether two values of one item (both in its unit) are the same: 1万元 and 10000元 are."""
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return a.value == b.value
    return a == b
