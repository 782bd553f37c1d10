"""Form lines: a table turned into lines of one label and one bare number, under a head that gives the unit.

    项目资金(万元)
    年度资金总额 640
    其中:中央财政资金 400

Only here does a number take a unit it does not bear; never in prose, where years and codes would become money.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from jixiao.model.mention import Mention
from jixiao.model.quantity import Quantity
from jixiao.text.units import unit as unit_of

_UNIT = re.compile(r"[(（]\s*(?:单位[:：]?\s*)?(亿元|万元|元)\s*[)）]|单位\s*[:：]\s*(亿元|万元|元)")
_LINE = re.compile(
    r"^\s*(?P<label>[一-鿿][^\d|,，。;]{1,24}?)[:：\s]?\s*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,6})?)\s*$"
)
_NOT_MONEY = re.compile(r"人数|数量|得分|分值|权重|个数|年度$|编号|代码|序号|电话|邮编|比例|率")
_FAR = 9


def form_mentions(texts: Sequence[str]) -> dict[int, Mention]:
    """The amount on each form line, by index of the line."""
    found: dict[int, Mention] = {}
    unit = ""
    since = 0
    for index, text in enumerate(texts):
        head = _UNIT.search(text)
        if head is not None and len(text) <= 60:
            unit, since = head.group(1) or head.group(2), 0
        match = _LINE.match(text)
        if match is None:
            since += 1
            continue
        if unit and since <= _FAR and not _NOT_MONEY.search(match["label"]):
            found[index] = _mention(text, match, unit)
    return found


def _mention(text: str, match: re.Match[str], printed: str) -> Mention:
    unit = unit_of(printed)
    assert unit is not None
    digits = match["number"]
    plain = Decimal(digits.replace(",", ""))
    exponent = plain.as_tuple().exponent
    assert isinstance(exponent, int)
    step = Decimal(1).scaleb(exponent) * unit.factor
    quantity = Quantity(plain * unit.factor, unit.name, step, "=", "", digits, printed, unit.factor)
    start, end = match.span("number")
    return Mention(start, end, start, end, digits, quantity, "money", unit.name)
