"""Form lines: a table turned into lines of labels and bare numbers, under a head that gives the unit.

    项目资金(万元)
    年度资金总额 640
    其中:中央财政资金 400
    (一)基本支出:912.60(其中:工资福利支出 798.35;商品和服务支出 114.25)
    预算执行率(%):95
    得分:9.5

Only here does a number take a unit it does not bear; never in prose, where years and codes would become money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.model.mention import Mention
from jixiao.model.quantity import Quantity
from jixiao.patterns import regex
from jixiao.text.units import Unit
from jixiao.text.units import unit as unit_of

_UNIT = regex(r"[(（]\s*(?:单位[:：]?\s*)?(亿元|万元|元)\s*[)）]|单位\s*[:：]\s*(亿元|万元|元)")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,6})?"
_MARKED = r"\s*(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,2}、|\d{1,2}[、.](?!\d)|[①-⑳])?\s*"
_MARK = regex(_MARKED)
_LINE = regex(rf"^{_MARKED}(?P<label>[一-鿿][^\d|,，。;]{{1,24}}?)[:：\s]?\s*(?P<number>{_NUMBER})\s*$")
_PAIR = regex(rf"(?P<label>[一-鿿][^\d|,，。;:()]{{1,24}})[:：\s]?\s*(?P<number>{_NUMBER})(?=[;,、()\s]|$)")
_BETWEEN = regex(r"[;,、()\s]*(?:其中)?[:\s]*")
_NOT_MONEY = regex(r"人数|数量|得分|分值|权重|个数|年度$|编号|代码|序号|电话|邮编|比例|率|分$")
_OF_OTHER = regex(
    r"^\s*(?:[^\d|,，。;:]{0,20})(?:(?P<percent>[(（]%[)）])|(?P<points>分值|得分|权重|总分))\s*[:：]\s*(?P<number>\d{1,4}(?:\.\d{1,4})?)\s*$"
)
_FAR = 9
_LONGEST = 300


def form_mentions(texts: Sequence[str]) -> dict[int, list[Mention]]:
    """The figures on each form line, by index of the line."""
    found: dict[int, list[Mention]] = {}
    unit = ""
    since = 0
    for index, text in enumerate(texts):
        head = _UNIT.search(text) if len(text) <= _LONGEST else None
        if head is not None and len(text) <= 60:
            unit, since = head.group(1) or head.group(2), 0
        other = _OF_OTHER.match(text) if text.rstrip()[-1:].isdecimal() else None
        if other is not None:
            found[index] = [_mention(other, "%" if other["percent"] else "分")]
            continue
        here = [] if not unit or since > _FAR else list(_amounts(text, unit))
        if here:
            found[index] = here
        if unit and not here and _LINE.match(text) is None:
            since += 1
    return found


def _amounts(text: str, unit: str) -> Iterator[Mention]:
    """The amounts of a line that is nothing but labels and numbers; none where any of them is no money."""
    line = _LINE.match(text)
    pairs = [line] if line is not None else list(_pairs(text))
    if pairs and not any(_NOT_MONEY.search(one["label"]) for one in pairs):
        yield from (_mention(one, unit) for one in pairs)


def _pairs(text: str) -> list[re.Match[str]]:
    """The labels with numbers that fill a line, two or more; [] where anything else stands in it."""
    if len(text) > _LONGEST:
        return []
    mark = _MARK.match(text)
    at = mark.end() if mark is not None else 0
    found: list[re.Match[str]] = []
    while True:
        between = _BETWEEN.match(text, at)
        at = between.end() if between is not None else at
        if at == len(text):
            return found if len(found) >= 2 else []
        pair = _PAIR.match(text, at)
        if pair is None:
            return []
        found.append(pair)
        at = pair.end()


def _mention(match: re.Match[str], printed: str) -> Mention:
    unit: Unit | None = unit_of(printed)
    assert unit is not None
    digits = match["number"]
    plain = Decimal(digits.replace(",", ""))
    exponent = plain.as_tuple().exponent
    assert isinstance(exponent, int)
    step = Decimal(1).scaleb(exponent) * unit.factor
    quantity = Quantity(plain * unit.factor, unit.name, step, "=", "", digits, printed, unit.factor)
    start, end = match.span("number")
    return Mention(start, end, start, end, digits, quantity, unit.dimension, unit.name)
