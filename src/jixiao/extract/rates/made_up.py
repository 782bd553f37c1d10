"""Shares of which one was made up to a hundred: 82.3%, 16.2% and 1.5%, where 1.44% was divided. Whoever rounds a table of shares
lets the last one take what the others leave; it is off by less than one of its last digit, and no fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract.rates.named_bases import base_said
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.document import Place

WHY = "各占比凑足100%"

_HUNDRED = Decimal(100)


def made_up_to_a_hundred(relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with such shares held within rounding: the others over the same base hold, and all make up a hundred."""
    said: dict[Place, str] = {}
    beside: dict[tuple[Place, str], list[tuple[Decimal, Decimal]]] = {}
    for one in relations:
        if one.kind is Kind.SHARE and len(one.operands) == 2:
            said.setdefault(one.operands[1].place, base_said(one.cue))
            if one.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING):
                printed, over = one.stated.quantity, one.operands[0].quantity
                if printed is not None and over is not None:
                    beside.setdefault(_of(one, said), []).append((over.value, printed.value))
    return [
        replace(one, verdict=Verdict.ROUNDING, detail=WHY, open=(), near=False, edit="")
        if _made_up(one, said, beside)
        else one
        for one in relations
    ]


def _of(share: Relation, said: dict[Place, str]) -> tuple[Place, str]:
    """What a share is of: a figure, and what the words call it (占用水总量 and 占供水总量 may be of one figure); a bare 占 is of what was said first."""
    base = share.operands[1].place
    return base, base_said(share.cue) or said[base]


def _made_up(
    share: Relation, said: dict[Place, str], beside: dict[tuple[Place, str], list[tuple[Decimal, Decimal]]]
) -> bool:
    if share.kind is not Kind.SHARE or share.verdict is not Verdict.INCONSISTENT or len(share.operands) != 2:
        return False
    printed, (over, under) = share.stated.quantity, share.operands
    others = beside.get(_of(share, said))
    if printed is None or over.quantity is None or under.quantity is None or not others:
        return False
    off = over.quantity.value * _HUNDRED / under.quantity.value - printed.value
    sums = {
        sum(share for _, share in told) for told in (others, set(others))
    }  # each may be told twice: in the list, and by itself
    return _HUNDRED - printed.value in sums and abs(off) < printed.step
