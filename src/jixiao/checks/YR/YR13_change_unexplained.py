"""YR13: a main figure is far from last year's, and no word of the report says why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.model.neighbour import Crossing
from jixiao.model.quantity import Quantity, half_up
from jixiao.patterns import regex

_FAR = Fraction(3, 10)
_LEAST = 10_000
"""A change of less than 1万元 is nobody's question."""
_REASON = regex(
    r"原因|主要是|主要系|由于|因为|因[^素此而]|系[^统列]|增加了|新增|减少了|划转|机构改革|一次性|追加|压减|厉行节约|调资|增资|退休|调入|调出"
)
_MANY = 3
_MAIN = ("三公", "基本支出", "项目支出")
"""A sentence about another of these gives no reason for this one."""


@check(
    "YR13", "change_unexplained", "比上年增减很大，没有说明原因", since="0.1", covers=("C10",), level=Level.WARNING,
    says={
        "zh": "{told}，报告没有说明原因；请写明", "en": "{told_en}; the report does not say why",
    },
)  # fmt: skip
def change_unexplained(context: Context) -> Iterator[Finding]:
    """One finding for all main figures that differ by more than 30 % from what last year's papers say, none of them with a reason."""
    every = {one.what: one for one in reversed(list(context.crossings("YR13")))}
    found = [one for one in every.values() if _change(one) is not None and not _explained(context, one)]
    if not found:
        return
    first = found[0].relation
    told = "，".join(_told(one) for one in found[:_MANY])
    told_en = ", ".join(_told_en(one) for one in found[:_MANY])
    rests = tuple(operand for one in found for operand in one.relation.operands)
    yield finding("YR13", Level.WARNING, first.stated.place, first.quote, rests_on=rests, told=told, told_en=told_en)


def _change(one: Crossing) -> Fraction | None:
    """By how much of last year's figure this year's is more or less; None within the bounds."""
    now, before = _value(one.relation.stated.quantity), _value(one.relation.operands[0].quantity)
    if now is None or before is None or before <= 0 or abs(now - before) < _LEAST:
        return None
    change = (now - before) / before
    return change if abs(change) > _FAR else None


def _value(quantity: Quantity | None) -> Fraction | None:
    return Fraction(quantity.value) if quantity is not None else None


def _told(one: Crossing) -> str:
    change = _change(one) or Fraction(0)
    word = "增加" if change > 0 else "减少"
    return f"{one.what} {one.relation.stated.quote} 比上年 {one.relation.operands[0].quantity}（{one.relation.operands[0].place}）{word} {half_up(abs(change) * 100, 1)}%"


def _told_en(one: Crossing) -> str:
    change = _change(one) or Fraction(0)
    return f"{one.what} {one.relation.stated.quote} is {half_up(change * 100, 1)}% off last year's {one.relation.operands[0].quantity}"


def _sentences(context: Context) -> Sequence[str]:
    """The sentences without quotation marks."""
    told = context.memo.get("unquoted")
    if not isinstance(told, tuple):
        told = context.memo["unquoted"] = tuple(re.sub(r"[“”]", "", one.text) for one in context.reading.sentences)
    return told


def _explained(context: Context, one: Crossing) -> bool:
    """Whether a sentence that states the figure or names the thing, or one of the two behind it, gives a reason."""
    name = re.sub(r"[“”]", "", one.what)
    told = _sentences(context)
    figure = one.relation.stated.quote
    at = [index for index, text in enumerate(told) if figure in text or name in text]
    others = [other for other in _MAIN if other not in name]
    return any(
        _REASON.search(told[near]) and (near == index or not any(other in told[near] for other in others))
        for index in at
        for near in range(index, min(index + 3, len(told)))
    )
