"""A list of which one part has lost its amount: 其中占45%；县级792万元，占30%；贷款660万元，占25%; 二批完成路面5.9万平方米；三批….

The share without an amount of its own is just what the list falls short by, or one of several things told alike lacks the amount that
all the others tell. Then the list is short because something was left out, and that is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from jixiao.extract.judge import amount, close_sum, like
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose, places_of, value_of
from jixiao.extract.ratio import judge_ratio
from jixiao.extract.sums.columns import Column, columns_lacking
from jixiao.extract.sums.lists_judged import relation_of
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.place import Place
from jixiao.patterns import regex

NO_AMOUNT = "有一项只写了占比，没有写数额"
NOT_TOLD = "有一处没有写同类的数"

_SHARE = regex(r"占(?:比|总?(?:支出|收入|投资|资金|预算|额|数|量|人数)(?:合计|总计|总额|总数)?的?)?$")
_NOT_HELD = (Verdict.UNVERIFIABLE, Verdict.INCONSISTENT)
_MOST = 40


def lacking_amounts(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with lists that fall short by a share that bears no amount of its own."""
    if "占" not in prose.string:
        return list(relations)
    short = [
        one for one in relations
        if one.verdict in _NOT_HELD and one.kind in (Kind.SUM, Kind.COUNT_SUM) and one.operands and one.way == "scope" and not one.edit
    ]  # fmt: skip
    if not short:
        return list(relations)
    order = prose.once(places_of)
    lacking = {id(one): found for one in short if (found := _lacking(prose, one, order)) is not None}
    return [lacking.get(id(one), one) for one in relations]


def _lacking(prose: Prose, relation: Relation, order: Mapping[Place, int]) -> Relation | None:
    start, end = order.get(relation.stated.place), order.get(relation.operands[-1].place)
    if start is None or end is None or not start < end or any(one.quantity is None for one in relation.operands):
        return None
    total = prose.figures[start]
    if total.mention.quantity is None:
        return None
    told = sum((one.quantity.value for one in relation.operands if one.quantity is not None), value_of(total) * 0)
    lost = value_of(total) - told
    if lost <= 0:
        return None
    missing = amount(like(quantity_of(total), lost))
    for index in range(start + 1, min(end + 4, start + _MOST, len(prose.figures))):
        if _without_amount(prose, index):
            share = quantity_of(prose.figures[index])
            ratio = judge_ratio(share, missing, amount(quantity_of(total)))
            if ratio is not None and ratio.verdict is not Verdict.INCONSISTENT:
                closing = close_sum(
                    amount(quantity_of(total)), [amount(one.quantity) for one in relation.operands if one.quantity]
                )
                expected = like(quantity_of(total), closing.total)
                return replace(
                    relation, verdict=Verdict.INCONSISTENT, expected=expected, detail="", open=(NO_AMOUNT,), near=False
                )
    return None


def _without_amount(prose: Prose, index: int) -> bool:
    """Whether a share stands alone where an amount is due: right behind 其中 or behind another share."""
    me, before = prose.figures[index], prose.figures[index - 1]
    if me.mention.dimension != "percent" or me.mention.quantity is None or (me.sentence != before.sentence and not me.label):
        return False
    words = prose.clause(me)
    own = re.sub(r"^[\s)]*(?:其中)?[:,，]?", "", words)
    if _SHARE.fullmatch(own) is None:
        return False
    gap = prose.gap(before, me)
    if before.mention.dimension == "percent":
        return len(gap) <= len(own) + 4
    return re.fullmatch(r"[^\d]*其中[:,，]?" + re.escape(own), gap) is not None


def lacking_in_columns(prose: Prose, columns: Sequence[Column]) -> Iterator[Relation]:
    """Totals over things of which one does not tell the amount that the total and all the others do."""
    for column in columns_lacking(prose, columns):
        closing = close_sum(amount(quantity_of(column.total)), [amount(quantity_of(one)) for one in column.parts])
        if closing.verdict is Verdict.INCONSISTENT and closing.difference < 0:
            found = relation_of(prose, column.total, column.parts, closing, "scope", column.total.label)
            yield replace(found, open=(NOT_TOLD,))
