"""The whole of the money a text is about, against what was spent of it: rates and remainders whose base stands further off.

The whole is the one amount of a text that was given and that nothing told is larger than: the total of a list that adds up, or
an amount called one. 累计支出 and 支付率 without a name of their own are of it. What fits confirms; a miss is asked about where
there is one whole only, and no other amounts in reach, nor sums or differences of two, give the percentage.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal

from jixiao.extract.index import is_level
from jixiao.extract.judge import amount, edit_of, like, significant
from jixiao.extract.percent import percent_relation, quantity_of, rate_slip, sharp, telling
from jixiao.extract.prose import Prose, places_of
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.place import Place
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "以文中唯一的资金总额为基数"

_SPENT = regex(
    r"(?:(?:19|20)\d\d年度?|截至[^,，。]{0,12}|项目|部门|单位|本年度?|全年|年度|实际|累计|总|共|已|预计|完成|资金|财政|决算|预算|合计|综合|各项)*"
    r"(?:支出|执行|支付|发放|使用|拨付|兑付|列支|支用)(?:支出|资金|总额|合计|数|金额|经费)*(?:共|为|了)?"
)
_RATE = regex(r"(?:支出|执行|支付|使用|发放|拨付|兑付|完成)(?:率|进度)")
_GIVEN = ("plan", "received", "")
_NOT_GIVEN = regex(r"结余|结转|支出|决算|执行|收入|节约|节余|合同|概算|总投资|产值|收益|成交|上年|去年|资产|债务|采购")
_MOVED = regex(r"追加|调增|调减|调整|核减|压减|收回")
_FAR = 80
_REACH = 24
_BACK = 16
_LIST = 120
_DIGITS = 3
_LONG = 4
_SCOPE = Decimal(10)
_ENOUGH = Decimal("0.98")
_NARROW = regex(r"其中|[一二三四五六七八九十]是")


def rates_of_the_whole(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with rates and remainders that found no base held against the whole."""
    open_ones = [
        one
        for one in relations
        if one.verdict is Verdict.UNVERIFIABLE
        and (one.kind is Kind.RATE or (one.kind is Kind.DIFFERENCE and one.way == "left"))
    ]
    if not open_ones:
        return list(relations)
    wholes = _wholes(prose, relations)
    order = prose.once(places_of)
    pairs = _pairs(prose, relations, order)
    better: dict[int, Relation] = {}
    for one in open_ones:
        index = order.get(one.stated.place)
        if index is not None:
            found = _held(prose, one, index, wholes) if wholes else None
            found = found or (_of_pair(prose, index, pairs) if one.kind is Kind.DIFFERENCE else None)
            if found is not None:
                better[id(one)] = found
    return [better.get(id(one), one) for one in relations]


def _wholes(prose: Prose, relations: Sequence[Relation]) -> list[Figure]:
    """Amounts given that are totals and no parts of a larger one, in text order."""
    sums = [one for one in relations if one.kind is Kind.SUM and one.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING)]
    totals = {one.stated.place for one in sums}
    parts = {operand.place for one in sums for operand in one.operands}
    return [
        one for one in prose.figures
        if one.mention.dimension == "money" and is_level(one) and one.role in _GIVEN and not one.zone and not one.depth
        and (one.place in totals or one.total or one.role == "plan") and one.place not in parts and quantity_of(one).plain and _NOT_GIVEN.search(one.label) is None
        and (one.place in totals or one.total or not _NARROW.search(prose.clause(one)))
    ]  # fmt: skip


def _held(prose: Prose, relation: Relation, index: int, wholes: Sequence[Figure]) -> Relation | None:
    me = prose.figures[index]
    end = bisect_left(wholes, me.mention.start, key=lambda one: one.mention.start)
    before = wholes[max(0, end - _FAR) : end]
    spent = _spent(prose, index)
    if spent is None or not before:
        return None
    if relation.kind is Kind.DIFFERENCE:
        return _remainder(prose, me, spent, before)
    return _rate(prose, me, index, spent, before)


def _spent(prose: Prose, index: int) -> Figure | None:
    """What was spent of the whole: the nearest amount so called without a name of its own, in the sentence or the paragraph."""
    me = prose.figures[index]
    for one in reversed(prose.figures[max(0, index - _BACK) : index]):
        if one.paragraph != me.paragraph:
            return None
        if one.mention.dimension != "money" or not is_level(one) or one.depth > me.depth or quantity_of(one).approx:
            continue
        if _SPENT.fullmatch(one.label) and not _NARROW.search(prose.clause(one)) and not _in_a_list(prose, one):
            return one
        if one.sentence == me.sentence and one.role == "spent":
            return None  # of something with a name
    return None


def _in_a_list(prose: Prose, figure: Figure) -> bool:
    """Whether 其中 or a count before it makes an amount one of a list: 低保户1026户，发放123.12万元."""
    start = max(prose.sentence_span(figure)[0], figure.mention.start - _LIST)
    return re.search(r"其中|包括|[;；][^;；]*$", prose.string[start : figure.mention.start]) is not None


# —— rates ——


def _rate(prose: Prose, me: Figure, index: int, spent: Figure, wholes: Sequence[Figure]) -> Relation | None:
    printed = quantity_of(me)
    if _RATE.search(me.label) is None or not printed.plain:
        return None
    over = amount(quantity_of(spent))
    bases = {quantity_of(one).value: one for one in wholes if one.mention.addable == spent.mention.addable}
    for base in reversed(bases.values()):
        ratio = judge_ratio(printed, over, amount(quantity_of(base)))
        if ratio is not None and ratio.verdict is not Verdict.INCONSISTENT and not (ratio.detail and len(bases) > 1):
            expected = percent_like(printed, ratio.exact)
            return percent_relation(prose, me, (spent, base), ratio.verdict, expected, ratio.detail)
    fitting = [one for value, one in bases.items() if value >= over.value * _ENOUGH]
    if len(fitting) != 1 or printed.value == 100 or _explained(prose, index, spent, printed.value, printed.step):
        return None
    (base,) = fitting
    ratio = judge_ratio(printed, over, amount(quantity_of(base)))
    if ratio is None or ratio.verdict is not Verdict.INCONSISTENT:
        return None
    expected = percent_like(printed, ratio.exact)
    few = not telling(printed)
    if few and not sharp(over.quantity, quantity_of(base)):
        return None
    edit = rate_slip(printed, expected, over.quantity, quantity_of(base))
    if not edit or (not few and abs(expected.value - printed.value) > _SCOPE):
        return None
    return percent_relation(prose, me, (spent, base), Verdict.INCONSISTENT, expected, "", (WHY,), near=True, edit=edit)


def _explained(prose: Prose, index: int, spent: Figure, value: Decimal, step: Decimal) -> bool:
    """Whether an amount in reach, or a sum or difference of two, gives the percentage, or the budget was moved."""
    me = prose.figures[index]
    near = [
        one for one in prose.figures[max(0, index - _REACH) : index]
        if one.mention.addable == spent.mention.addable and one.mention.quantity is not None and not one.mention.per
    ]  # fmt: skip
    if any(_MOVED.search(one.change or one.label) for one in near if me.paragraph - one.paragraph <= 1):
        return True
    values = [quantity_of(one).value for one in near if one is not spent]
    bases = [
        *values,
        *(a + b for i, a in enumerate(values) for b in values[i + 1 :]),
        *(a - b for a in values for b in values),
    ]
    low, high = value - step / 2, value + step
    mine = quantity_of(spent).value * 100
    return any(base > 0 and low * base <= mine < high * base for base in bases)


# —— remainders ——


def _remainder(prose: Prose, me: Figure, spent: Figure, wholes: Sequence[Figure]) -> Relation | None:
    """What is left of the whole: 218.60 given in all, 209.46 spent, 9.14 left."""
    stated, taken = quantity_of(me), quantity_of(spent)
    same = [one for one in wholes if one.mention.addable == me.mention.addable == spent.mention.addable]
    for whole in reversed(same):
        if quantity_of(whole).value - taken.value == stated.value:
            return _difference(prose, me, whole, spent, Verdict.CONSISTENT)
    if len({quantity_of(one).value for one in same}) != 1:
        return None
    given = quantity_of(same[0])
    if min(significant(one) for one in (given, taken)) < _LONG or significant(stated) < _DIGITS:
        return None
    edit = (
        edit_of(stated, given.value - taken.value)
        or edit_of(taken, given.value - stated.value)
        or edit_of(given, taken.value + stated.value)
    )
    return _difference(prose, me, same[0], spent, Verdict.INCONSISTENT, edit) if edit else None


def _pairs(prose: Prose, relations: Sequence[Relation], order: Mapping[Place, int]) -> dict[int, tuple[Figure, Figure]]:
    """Base and numerator of the rates and shares that hold, by the sentence the percentage stands in."""
    found: dict[int, tuple[Figure, Figure]] = {}
    for one in relations:
        if one.kind in (Kind.RATE, Kind.SHARE) and one.verdict is Verdict.CONSISTENT and len(one.operands) == 2:
            stated, over, under = (order.get(each.place) for each in (one.stated, *one.operands))
            if stated is not None and over is not None and under is not None:
                found.setdefault(prose.figures[stated].sentence, (prose.figures[under], prose.figures[over]))
    return found


def _of_pair(prose: Prose, index: int, pairs: Mapping[int, tuple[Figure, Figure]]) -> Relation | None:
    """What is left of the base of a rate told in its own sentence: 支出1537.29万元，占市级留成的95%，结余80.91万元."""
    me = prose.figures[index]
    pair = pairs.get(me.sentence)
    if pair is None or not me.mention.addable == pair[0].mention.addable == pair[1].mention.addable:
        return None
    whole, spent = pair
    if not whole.mention.start < me.mention.start > spent.mention.start or spent.sentence != me.sentence:
        return None
    stated, given, taken = (quantity_of(one) for one in (me, whole, spent))
    if given.value - taken.value == stated.value:
        return _difference(prose, me, whole, spent, Verdict.CONSISTENT)
    edit = edit_of(stated, given.value - taken.value)
    long = min(significant(one) for one in (given, taken)) >= _LONG and significant(stated) >= _DIGITS
    return _difference(prose, me, whole, spent, Verdict.INCONSISTENT, edit) if edit and long else None


def _difference(prose: Prose, me: Figure, whole: Figure, spent: Figure, verdict: Verdict, edit: str = "") -> Relation:
    stated = quantity_of(me)
    start, end = prose.sentence_span(me)
    return Relation(
        Kind.DIFFERENCE, prose.operand(me), (prose.operand(whole), prose.operand(spent)), verdict, prose.quote(start, end).strip(),
        me.place, like(stated, abs(quantity_of(whole).value - quantity_of(spent).value)), "", "left", me.label,
        (WHY,) if edit else (), bool(edit), edit,
    )  # fmt: skip
