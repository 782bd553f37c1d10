"""Shares that divide a whole: what the others leave of it is the last one's amount, or what the amounts leave is its share.

有证照的18394户，占85%，无证照的3246户，占15%: both make up 21640户, so both are of it, whatever other figures would give 18%. Where the
printed shares make a hundred and all others hold over one base, the amount of the last one must be what they leave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract.judge import amount, edit_of
from jixiao.extract.percent import telling
from jixiao.extract.prose import Prose, places_of
from jixiao.extract.rates.named_bases import base_said
from jixiao.extract.ratio import judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.place import Place

WHY = "各部分合起来等于总数，以总数为分母"

_HUNDRED = Decimal(100)
_REACH = 16
_LOOSE = Decimal("0.5")


def complements(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with shares and rates that are not settled, or that two digits settle by chance, held against what the others leave."""
    if not any(map(_is_open, relations)):
        return list(relations)
    order = prose.once(places_of)
    holding = [
        one for one in relations
        if _is_rate(one) and one.verdict is Verdict.CONSISTENT and len(one.operands) == 2 and _percent(one)  # nothing is 0% of anything
    ]  # fmt: skip
    if not holding:
        return list(relations)
    return [(_held(prose, one, holding, order) or one) if _is_open(one) else one for one in relations]


def _is_rate(one: Relation) -> bool:
    return one.kind in (Kind.SHARE, Kind.RATE) and one.stated.quantity is not None and one.stated.place.span is not None


def _is_open(one: Relation) -> bool:
    """Whether a share has an amount and no base that is beyond chance."""
    if one.kind is not Kind.SHARE or not _is_rate(one) or not one.operands or one.operands[0].quantity is None:
        return False
    printed = one.stated.quantity
    chance = one.verdict is Verdict.CONSISTENT and printed is not None and not telling(printed) and printed.value != _HUNDRED
    return (one.verdict is Verdict.UNVERIFIABLE or chance) and printed is not None and not printed.approx


def _held(prose: Prose, share: Relation, holding: Sequence[Relation], order: Mapping[Place, int]) -> Relation | None:
    at, part = order.get(share.stated.place), order.get(share.operands[0].place)
    if at is None or part is None:
        return None
    nested = "其中" in prose.clause(prose.figures[part])  # of the part before it
    over, mine = share.operands[0], base_said(share.cue)  # 非税收入占预算的96.3% is of no revenue
    near = [
        one for one in holding
        if one is not share and abs(order.get(one.stated.place, at + _REACH + 1) - at) <= _REACH
        and one.operands[0].place != over.place
        and not (nested and one.operands[0].place in (each.place for each in share.operands[1:]))
        and _unit(one.operands[1]) == _unit(over) and mine in ("", base_said(one.cue))
    ]  # fmt: skip
    for base in {one.operands[1].place: one.operands[1] for one in near}.values():
        if base.place == over.place or (share.verdict is Verdict.CONSISTENT and base.place == share.operands[-1].place):
            continue
        others = {one.operands[0].place: one for one in near if one.operands[1].place == base.place}
        rest = _value(base) - sum((_value(one.operands[0]) for one in others.values()), Decimal(0))
        if rest == _value(over):
            return _over(share, over, base)
        left = _HUNDRED - sum((_percent(one) for one in others.values()), _percent(share))
        if share.verdict is Verdict.UNVERIFIABLE and abs(left) < _LOOSE and over.quantity is not None and rest > 0:
            edit = edit_of(over.quantity, rest)
            if edit:
                return replace(_over(share, over, base) or share, edit=edit, near=True)
    return None


def _over(share: Relation, over: Operand, base: Operand) -> Relation | None:
    """The share over that base; None where it holds as it is, or the base is none."""
    printed = share.stated.quantity
    if printed is None or over.quantity is None or base.quantity is None:
        return None
    ratio = judge_ratio(printed, amount(over.quantity), amount(base.quantity))
    if ratio is None:
        return None
    expected = percent_like(printed, ratio.exact)
    missed = ratio.verdict is Verdict.INCONSISTENT
    return replace(
        share, operands=(over, base), verdict=ratio.verdict, expected=expected, detail=ratio.detail, near=missed,
        edit=percent_edit(printed, expected) if missed else "", open=(WHY,) if missed else (),
    )  # fmt: skip


def _unit(operand: Operand) -> str:
    return operand.quantity.unit if operand.quantity is not None else ""


def _value(operand: Operand) -> Decimal:
    assert operand.quantity is not None
    return operand.quantity.value


def _percent(relation: Relation) -> Decimal:
    assert relation.stated.quantity is not None
    return relation.stated.quantity.value
