"""The earlier figure, the change and its percentage in a row: 比上年10.40万元减少1.04万元，下降10%. Nothing else can be meant.

Told only where nothing in reach gave the percentage: then it misses, whatever stands further off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jixiao.extract.judge import amount
from jixiao.extract.percent import percent_relation, quantity_of, telling
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure

WHY = "以紧邻的上年数为基数"

_PAIR = 2


def missed_in_a_row(prose: Prose, figures: Sequence[Figure], index: int) -> Relation | None:
    """The percentage at `index` over the earlier figure right before its change, where it misses that; None where they are no row, or hold."""
    if index < _PAIR:
        return None
    me = figures[index]
    prior, change = figures[index - _PAIR : index]
    if not (_plain(prior) and _plain(change) and prior.prior and change.change and not prior.change):
        return None
    if prior.sentence != me.sentence or prior.clause != change.clause or me.clause - change.clause > 1:
        return None
    if prior.mention.addable != change.mention.addable:
        return None
    printed = quantity_of(me)
    ratio = judge_ratio(printed, amount(quantity_of(change)), amount(quantity_of(prior)))
    if ratio is None or ratio.verdict is not Verdict.INCONSISTENT:
        return None
    expected = percent_like(printed, ratio.exact)
    edit = percent_edit(printed, expected)
    open_ = () if edit and telling(printed) else (WHY,)
    found = percent_relation(
        prose, me, (change, prior), Verdict.INCONSISTENT, expected, "", open_, near=True, edit=edit, kind=Kind.PERCENT_CHANGE
    )
    return replace(found, cue=me.change)


def _plain(figure: Figure) -> bool:
    quantity = figure.mention.quantity
    return quantity is not None and quantity.plain and not figure.mention.per
