"""Rates of what was saved: 预算676万元，采购642.20万元，节约33.80万元，节约率5%; 送审…审定…审减金额…审减率.

What was saved is divided by what it would have cost: by the budget where that is told, else by what was paid and what was saved
together; the difference of the two will do where the amount saved is not told. What fits confirms. Where one figure only may stand
for each and one digit closes a miss, it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.extract.index import is_level
from jixiao.extract.judge import Amount, amount, like, significant
from jixiao.extract.percent import operand_slip, percent_relation, quantity_of
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import Ratio, judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "节约前的金额由上文推定"

_SAVED = regex(r"节约|节支|节资|节省|审减|核减|下浮|让利|优惠")
_GAINED = regex(r"增值|溢价")
_BEFORE = regex(r"预算|送审|控制价|限价|拦标|概算|估算|计划")
_PAID = regex(r"成交|采购|中标|交易|审定|实际|合同|支出|支付")
_REACH = 10
_LEAST = 3

Found = tuple[Ratio, tuple[Figure, ...]]


def saving_rate(prose: Prose, index: int) -> Relation | None:
    """The rate of saving at `index` over the amounts of its sentence; None where they are not told."""
    me = prose.figures[index]
    printed = quantity_of(me)
    if not printed.plain or me.zone == "table":
        return None
    told = [
        one for one in reversed(prose.figures[max(0, index - _REACH) : index])
        if one.paragraph == me.paragraph and one.mention.dimension == "money" and _plain(one)
    ]  # fmt: skip
    near = [one for one in told if one.sentence == me.sentence]
    gained = _GAINED.search(prose.clause(me)) is not None
    saved = [one for one in near if (_GAINED if gained else _SAVED).search(_words(one))]
    given = [one for one in near if one not in saved and is_level(one)]
    if not given and significant(printed) >= _LEAST:  # 预算…。实际采购…。节约资金…，节约率9.87%
        given = [one for one in told if is_level(one) and (_BEFORE.search(one.label) or _PAID.search(one.label))]
    given = sorted(given, key=lambda one: _BEFORE.search(one.label) is None)
    readings = list(_readings(me, saved[:1], given, gained=gained))
    for wanted in (Verdict.CONSISTENT, Verdict.ROUNDING):
        for ratio, operands in readings:
            if ratio.verdict is wanted:
                return percent_relation(prose, me, operands, wanted, percent_like(printed, ratio.exact), ratio.detail)
    doubt = _doubt(prose, me, saved, given) if readings and not gained else None  # what sold for more is told by no one else
    if doubt is not None:
        return doubt
    return percent_relation(prose, me, tuple(saved[:1]), Verdict.UNVERIFIABLE, None, "没有能得出它的两个数")


def _plain(figure: Figure) -> bool:
    quantity = figure.mention.quantity
    return quantity is not None and quantity.plain and quantity.value > 0 and not figure.mention.per


def _words(figure: Figure) -> str:
    return figure.label + figure.change


def _together(a: Figure, b: Figure) -> Amount:
    """Two amounts as one, as wide as both."""
    one, other = amount(quantity_of(a)), amount(quantity_of(b))
    whole = amount(like(one.quantity, one.value + other.value))
    return Amount(
        whole.value,
        one.low + other.low,
        one.high + other.high,
        one.step,
        one.factor,
        one.loose or other.loose,
        whole.quantity,
    )


def _readings(me: Figure, saved: Sequence[Figure], given: Sequence[Figure], *, gained: bool) -> Iterator[Found]:
    """Saved over each amount given, over it and what was saved; then the difference of two over the larger, a gain over the smaller."""
    printed = quantity_of(me)
    for less in saved:
        over = amount(quantity_of(less))
        for one in given:
            ratio = judge_ratio(printed, over, amount(quantity_of(one)))
            if ratio is not None:
                yield ratio, (less, one)
        for one in given:
            ratio = judge_ratio(printed, over, _together(one, less))
            if ratio is not None:
                yield ratio, (less, one, less)
    for one in given:
        for other in given:
            if quantity_of(one).value > quantity_of(other).value:
                rest = like(quantity_of(one), quantity_of(one).value - quantity_of(other).value)
                ratio = judge_ratio(printed, amount(rest), amount(quantity_of(other if gained else one)))
                if ratio is not None:
                    yield ratio, ((one, other) if gained else (other, one))


def _doubt(prose: Prose, me: Figure, saved: Sequence[Figure], given: Sequence[Figure]) -> Relation | None:
    """The rate asked about: one amount saved in reach, and one budget or else one amount paid."""
    printed = quantity_of(me)
    budgets = [one for one in given if _BEFORE.search(one.label)]
    paid = [one for one in given if _PAID.search(one.label) and one not in budgets]
    if len(saved) != 1 or len(budgets) > 1 or (not budgets and len(paid) != 1):
        return None
    less = saved[0]
    if budgets:
        ratio = judge_ratio(printed, amount(quantity_of(less)), amount(quantity_of(budgets[0])))
        operands: tuple[Figure, ...] = (less, budgets[0])
    else:
        ratio = judge_ratio(printed, amount(quantity_of(less)), _together(paid[0], less))
        operands = (less, paid[0], less)
    if ratio is None or ratio.verdict is not Verdict.INCONSISTENT:
        return None
    expected = percent_like(printed, ratio.exact)
    edit = percent_edit(printed, expected)
    if budgets:
        edit = edit or operand_slip(printed, quantity_of(less), quantity_of(budgets[0]))
    if not edit:
        return None
    return percent_relation(prose, me, operands, Verdict.INCONSISTENT, expected, "", (WHY,), near=True, edit=edit)
