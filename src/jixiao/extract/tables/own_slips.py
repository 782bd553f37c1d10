"""One wrong cell of a table breaks its row and its column: it is told once, with the change that closes all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.extract.judge import amount, digits_of, like
from jixiao.extract.ratio import judge_ratio
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Place
from jixiao.model.quantity import Quantity

FOLLOWS = "follows"
"""The detail of a broken relation that one changed cell, told at another relation, would close too."""
_CELL = "/cell"
_LINEAR = (Kind.SUM, Kind.COUNT_SUM, Kind.SCORE_SUM, Kind.WEIGHT_SUM, Kind.DIFFERENCE)
_ZERO = Decimal(0)
_MOST_TO_JOIN = 40
"""A table with more that does not hold has no single slip to look for."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A cell and what it would have to be."""

    place: Place
    value: Decimal


def told_once(relations: Sequence[Relation]) -> list[Relation]:
    """The relations, those that follow from a wrong cell told elsewhere marked so.

    A cell is taken for the wrong one where one change of it closes two broken relations or more and breaks none that holds.
    """
    out = list(relations)
    while True:
        broken = [
            at for at, one in enumerate(out) if one.verdict is Verdict.INCONSISTENT and one.detail != FOLLOWS and one.near
        ]
        best = _best(out, broken) if len(broken) <= _MOST_TO_JOIN else None
        if best is None:
            return [_unadvised(one, out) if at in broken else one for at, one in enumerate(out)]
        change, closed = best
        teller = min(
            closed, key=lambda at: (not out[at].near, out[at].kind not in _LINEAR, out[at].stated.place != change.place, at)
        )
        for at in closed:
            out[at] = replace(out[at], detail=FOLLOWS)
        told = replace(out[teller], detail="", edit=_edit(out[teller], change), way=f"{out[teller].way}{_CELL}")
        out[teller] = told


def _best(relations: Sequence[Relation], broken: Sequence[int]) -> tuple[_Change, list[int]] | None:
    """The change that closes most broken relations, two at least; None where none does or several do."""
    open_ones = [at for at in broken if not relations[at].way.endswith(_CELL)]
    changes = {change for at in open_ones if relations[at].kind in _LINEAR for change in _changes(relations[at])}
    found: list[tuple[_Change, list[int]]] = []
    for change in changes:
        touched = [at for at, one in enumerate(relations) if change.place in _places(one)]
        if any(
            at not in open_ones and relations[at].verdict is not Verdict.UNVERIFIABLE and _tells(relations[at])
            for at in touched
        ):
            continue
        closed = [at for at in open_ones if at in touched]
        if len(closed) > 1 and all(_closes(relations[at], change) for at in closed):
            found.append((change, closed))
    found.sort(key=lambda one: (-len(one[1]), one[1], str(one[0].place)))
    return found[0] if found and (len(found) == 1 or len(found[0][1]) > len(found[1][1])) else None


def _unadvised(one: Relation, relations: Sequence[Relation]) -> Relation:
    """A broken relation without the change it proposes, where the cell to change stands in relations that hold and would not any more."""
    in_cells = (
        one.stated.place.span is None
    )  # in a table pasted as lines a row may be lacking: the digit is what excuses that
    if not one.edit or one.kind not in _LINEAR or one.way.endswith(_CELL) or not in_cells:
        return one
    change = next((found for found in _changes(one) if _edit(one, found) == one.edit), None)
    if change is None or not any(
        other.verdict is Verdict.CONSISTENT and _tells(other) and change.place in _places(other) for other in relations
    ):
        return one
    return replace(one, edit="")


def _places(one: Relation) -> set[Place]:
    return {operand.place for operand in (one.stated, *one.operands)}


def _tells(one: Relation) -> bool:
    return one.detail != FOLLOWS and all(
        operand.quantity is not None and operand.quantity.value for operand in (one.stated, *one.operands)
    )


def _changes(one: Relation) -> list[_Change]:
    """What each cell of a broken sum or difference would have to be."""
    stated, expected = one.stated.quantity, one.expected
    if stated is None or expected is None:
        return []
    miss = expected.value - stated.value
    found = [_Change(one.stated.place, expected.value)]
    for order, operand in enumerate(one.operands):
        if operand.quantity is not None:
            minus = one.kind is Kind.DIFFERENCE and order == len(one.operands) - 1
            found.append(_Change(operand.place, operand.quantity.value + (miss if minus else -miss)))
    return [change for change in found if change.value >= _ZERO or miss < 0]


def _with(operand: Operand, change: _Change) -> Quantity | None:
    if operand.place != change.place or operand.quantity is None:
        return operand.quantity
    return replace(like(operand.quantity, change.value), step=operand.quantity.step)


def _closes(one: Relation, change: _Change) -> bool:
    """Whether a relation holds once the cell is changed."""
    stated = _with(one.stated, change)
    operands = [_with(operand, change) for operand in one.operands]
    known = [quantity for quantity in operands if quantity is not None]
    if stated is None or len(known) < len(operands):
        return False
    if one.kind in _LINEAR:
        total = sum((quantity.value for quantity in known), _ZERO)
        taken = 2 * known[-1].value if one.kind is Kind.DIFFERENCE else _ZERO
        return total - taken == stated.value
    if one.kind is Kind.PRODUCT:
        return abs(known[0].value * known[1].value - stated.value) <= stated.step / 2
    ratio = judge_ratio(stated, amount(known[0]), amount(known[1]), minus_one=one.kind is Kind.PERCENT_CHANGE)
    return ratio is not None and ratio.verdict is not Verdict.INCONSISTENT


def _edit(one: Relation, change: _Change) -> str:
    operand = next(each for each in (one.stated, *one.operands) if each.place == change.place)
    assert operand.quantity is not None
    right = digits_of(operand.quantity, change.value)
    return f"{operand.quantity.text.replace(',', '')}→{right}" if right else one.edit
