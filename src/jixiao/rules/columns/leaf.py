"""One leaf of many units: what `rules.leaf` decides for one, as points and what they are for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jixiao.formula import parse
from jixiao.formula.columns import Column, evaluate_columns
from jixiao.formula.scaled import Integers, Mask, Scaled, TooWideError, times
from jixiao.formula.tape import looked_up
from jixiao.model.quantity import half_up
from jixiao.model.rulebook import Indicator, Rulebook, Scoring
from jixiao.rules.columns.inputs import Inputs
from jixiao.rules.scoring import METHODS, ColumnAsk, attainable, limits

SCORED, MISSING, EXCLUDED, AS_RULED = 0, -1, -2, -3
"""What a unit's points are: by the method · none: cannot be scored yet · none: not applicable, out of the total · not applicable, points as the rule says."""

States = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class LeafPlan:
    """How one leaf is scored. `scale` of all points, which are held as `kind`; `low` and `high`: what it may come to where it is missing.

    `weight` is None where its points are not counted among those that can be lost (no weight, or not to be used).
    `scoring` is None where every unit that is not excused lacks something.
    """

    leaf: Indicator
    scale: int
    places: int
    weight: Fraction | None
    low: Fraction
    high: Fraction
    scoring: Scoring | None
    kind: type[np.signedinteger[Any]] = np.int64
    year: int = 0
    unweighed: bool = False

    def points(self, exact: Fraction) -> int:
        """`exact` points in whole steps of the scale."""
        return int(exact * self.scale)


def plan(rulebook: Rulebook, leaf: Indicator, usable: bool, scale: int, year: int) -> LeafPlan:
    """The plan of `leaf` for `year`; `usable`: its numbers were seen, or what was recalled is allowed."""
    weight = leaf.weight.value
    places = rulebook.score_places if leaf.score_places is None else leaf.score_places
    if weight is None or not usable:
        unweighed = weight is None and rulebook.completeness == "framework"
        return LeafPlan(leaf, scale, places, None, Fraction(0), Fraction(0), None, year=year, unweighed=unweighed)
    full = Fraction(weight)
    if leaf.scoring is None:
        return LeafPlan(leaf, scale, places, full, Fraction(0), full, None)
    low, high = attainable(leaf.scoring.method, leaf.scoring.params, full)
    kind = narrowest((max(full, high) - min(low, Fraction(0))) * scale)
    return LeafPlan(leaf, scale, places, full, low, high, leaf.scoring, kind, year)


def narrowest(most: Fraction) -> type[np.signedinteger[Any]]:
    """The smallest integers that hold `most`: memory is what a million units cost."""
    return next((kind for kind in (np.int16, np.int32) if most <= np.iinfo(kind).max), np.int64)


def points_scale(rulebook: Rulebook) -> int:
    """In how many parts a point must be cut so that every score, weight and bound of the rulebook is whole."""
    exact = [Fraction(rulebook.total), Fraction(1, 10**rulebook.score_places)]
    for leaf in rulebook.leaves():
        exact.append(Fraction(1, 10 ** (leaf.score_places or 0)))
        if leaf.weight.value is not None:
            weight = Fraction(leaf.weight.value)
            exact += [weight, *(attainable(leaf.scoring.method, leaf.scoring.params, weight) if leaf.scoring else ())]
    return lcm(*(one.denominator for one in exact))


def score_leaf_columns(plan: LeafPlan, inputs: Inputs) -> tuple[Integers, States]:
    """Points (times the plan's scale; where missing, the least they can come to) and state of each unit.

    Where int64 might not hold a step for the widest numbers, the units are parted: those for whom it does, and the others
    in Python integers, slower and no less exact.
    """
    try:
        inputs.narrow()
        return record_leaf(plan, inputs)[:2]
    except TooWideError:
        return _score_parted(plan, inputs)


def _score_parted(plan: LeafPlan, inputs: Inputs) -> tuple[Integers, States]:
    points, states = np.zeros(inputs.count, np.int64), np.zeros(inputs.count, np.int8)
    limit = _safe_limit(plan, inputs)
    inside = inputs.within(limit)
    for rows, bound in ((np.flatnonzero(inside), limit), (np.flatnonzero(~inside), None)):
        if len(rows):
            points[rows], states[rows] = record_leaf(plan, inputs.part(rows, bound))[:2]
    return points, states


def _safe_limit(plan: LeafPlan, inputs: Inputs) -> int:
    """The greatest tried size of numbers with which every step is proved to fit int64: the rule is run with bounds only."""
    nobody = np.zeros(0, np.intp)
    for bits in range(60, 0, -4):
        try:
            record_leaf(plan, inputs.part(nobody, 2**bits))
        except TooWideError:
            continue
        return int(2**bits)
    return -1


def computed(leaf: Indicator, inputs: Inputs) -> Column:
    """The leaf's formula over its figures, in its unit and rounded as it says."""
    found = evaluate_columns(parse(leaf.formula), inputs.figures)
    if not isinstance(found.value, Scaled):
        return found  # yes or no: a formula without any name is scored unit by unit
    value = found.value * 100 if leaf.unit == "%" else found.value
    value = value if leaf.ratio_places is None else value.half_up(leaf.ratio_places)
    return Column(value, found.undefined, found.zero)


class Scored(NamedTuple):
    """Points and states, one number for a column of the same. `sure`: no unit can lack anything or be excused."""

    points: Integers
    states: States
    sure: bool = False


def record_leaf(plan: LeafPlan, inputs: Inputs) -> Scored:
    """As `score_leaf_columns`, deciding nothing by the numbers of the columns: they may be slots of a tape."""
    leaf = plan.leaf
    column = computed(leaf, inputs) if leaf.formula else None
    if plan.weight is None:
        return Scored(np.zeros(1, plan.kind), _without_weight(plan, inputs, column))
    if plan.scoring is None:
        ruled = leaf.rows is not None and leaf.missing == "zero"  # else the source says nothing of how points are given
        found = Scored(np.zeros(1, plan.kind), np.full(1, AS_RULED if ruled else MISSING, np.int8))
        if leaf.rows is None:
            return found
    else:
        found = _settle(plan, inputs, column)
    for rows, policy in _divided_by_zero(leaf, column):
        found = _ruled(plan, found, rows, leaf.na if policy == "na" else policy)
    lacks = inputs.lacking if column is not None else None if inputs.answered is None else ~inputs.answered
    if lacks is not None and plan.scoring is not None:
        found = _ruled(plan, found, lacks, "missing")
    if inputs.excused is not None:
        found = _ruled(plan, found, inputs.excused, leaf.na)
    return found


def _divided_by_zero(leaf: Indicator, column: Column | None) -> Iterator[tuple[Mask, str]]:
    """Units whose rate is over zero, and what the rule says of them."""
    if column is not None and column.undefined is not None and column.zero is not None:
        yield column.undefined & column.zero, leaf.both_zero
        yield column.undefined & ~column.zero, leaf.on_zero


def _ruled(plan: LeafPlan, found: Scored, where: Mask, policy: str) -> Scored:
    """What becomes of units that the method cannot score."""
    weight = plan.weight or Fraction(0)
    if policy == "missing" and plan.leaf.missing == "zero":
        policy = "zero"  # 未提供资料的不得分
    exact, state = {
        "missing": (plan.low, MISSING),
        "exclude": (Fraction(0), EXCLUDED),
        "full": (weight, AS_RULED),
    }.get(policy, (Fraction(0), AS_RULED))
    return Scored(_instead(where, plan.points(exact), found.points), _instead(where, state, found.states))


def _instead(where: Mask, value: int, numbers: Integers) -> Integers:
    """`numbers`, or `value` where `where` is true: by arithmetic, which is quicker than picking one of two."""
    found: Integers = numbers + where.astype(numbers.dtype) * (value - numbers)
    return found


def _without_weight(plan: LeafPlan, inputs: Inputs, column: Column | None) -> States:
    """A framework's leaf is left out of the total once its value is known; any other lacks its weight."""
    states = np.full(1, MISSING, np.int8)
    if not plan.unweighed:
        return states
    open_ = np.zeros(1, np.bool_) if inputs.lacking is None or column is None else inputs.lacking
    for rows, policy in _divided_by_zero(plan.leaf, column):
        open_ = open_ | rows if policy == "missing" else open_
    return _instead(~open_ if inputs.excused is None else ~open_ | inputs.excused, EXCLUDED, states)


def _asked(plan: LeafPlan, inputs: Inputs, value: Scaled | None, met: Mask | None) -> ColumnAsk:
    """What the method is told of these units; what it does not ask for is nought."""
    scoring = plan.scoring
    assert scoring is not None and plan.weight is not None
    nought = _NOUGHT if value is None else value
    ticks = inputs.ticks if inputs.ticks is not None else _NOTHING
    tier = inputs.tier if inputs.tier is not None else _NOTHING
    return ColumnAsk(
        plan.weight,
        scoring.params,
        plan.leaf.unit,
        nought,
        ticked=lambda id: (ticks >> _ids(scoring).index(id) & 1).astype(np.bool_),
        ticks=lambda points: _sum_of_ticks(ticks, [points[id] for id in _ids(scoring)]),
        occurrences=nought if inputs.occurrences is None else inputs.occurrences,
        in_tier=lambda name: tier == _tiers(scoring).index(name),
        ratio=nought if inputs.ratio is None else inputs.ratio,
        met=_NOTHING.astype(np.bool_) if met is None else met,
        done=nought if inputs.done is None else inputs.done,
        year=plan.year,
    )


_NOTHING = np.zeros(1, np.int64)
"""One nought for a column of them; units whom a rule asks for more have not answered."""
_NOUGHT = Scaled(_NOTHING, 0, 0)


def _ids(scoring: Scoring) -> list[str]:
    return [one["id"] for one in scoring.params["items"]]


def _tiers(scoring: Scoring) -> list[str]:
    return [one["name"] for one in scoring.params["tiers"]]


def _sum_of_ticks(ticks: Integers, points: list[Fraction]) -> Scaled:
    """The sum of the points of the items ticked: looked up for every set of ticks at once, items by the dozen."""
    scale = lcm(*(one.denominator for one in points))
    worth = [int(one * scale) for one in points]
    found: Integers = np.zeros(1, np.int64)
    for first in range(0, len(worth), 12):
        dozen = worth[first : first + 12]
        sets = range(2 ** len(dozen))
        table = np.array([sum(one for bit, one in enumerate(dozen) if some >> bit & 1) for some in sets], np.int64)
        found = found + looked_up(table, ticks >> first & len(sets) - 1)
    low, high = sum(one for one in worth if one < 0), sum(one for one in worth if one > 0)
    return Scaled(found, low, high, (1, scale))


def _settle(plan: LeafPlan, inputs: Inputs, column: Column | None) -> Scored:
    """Each unit's points by the first way that it fits, kept between floor and cap, rounded; as `award` and `half_up`.

    The points of the first way, and for the units that do not fit it the step from there to the second, and so on: steps
    of narrow integers, which may wrap where points mean nothing and wrap back where they are left.
    """
    assert plan.scoring is not None and plan.weight is not None
    method = METHODS.get(plan.scoring.method)
    assert method.columns is not None  # leaves whose method has no such form are scored unit by unit
    value = column.value if column is not None and isinstance(column.value, Scaled) else None
    met = value.equals(1) if value is not None and method.asks == "met" else inputs.met if column is None else column.mask()
    ask = _asked(plan, inputs, value, met)
    ways = list(method.columns(ask))
    if ways[-1][0] is not None:
        ways.append((None, Fraction(0)))
    low, high = limits(plan.scoring.params, plan.weight)

    def worth(exact: Fraction | Callable[[ColumnAsk], Scaled]) -> Integers:
        if callable(exact):
            return _kept(plan, exact(ask), low, high).astype(plan.kind, copy=False)
        return np.full(1, plan.points(Fraction(half_up(min(max(exact, low), high), plan.places))), plan.kind)

    points = last = worth(ways[0][1])
    left: Mask | None = None
    for (mask, _), (_, exact) in pairwise(ways):
        assert mask is not None  # only the last way is for all others
        left = ~mask if left is None else left & ~mask
        after = worth(exact)
        if not _same(after, last):
            points = points + left.astype(plan.kind) * (after - last)
        last = after
    return Scored(points, np.zeros(1, np.int8), sure=True)


def _same(one: Integers, other: Integers) -> bool:
    """Whether both stand for one number, and the same."""
    return (
        isinstance(one, np.ndarray) and isinstance(other, np.ndarray) and len(one) == len(other) == 1 and one[0] == other[0]
    )


def _kept(plan: LeafPlan, found: Scaled, low: Fraction, high: Fraction) -> Integers:
    """Points worked out: rounded, then kept between floor and cap, which comes to the same as the other way round."""
    least, most = (int(Fraction(half_up(one, plan.places)) * 10**plan.places) for one in (low, high))
    whole = (found.from_zero() if least >= 0 else found).half_up(plan.places) * 10**plan.places
    by, steps = whole.p, whole.above
    assert whole.below is None and whole.q == 1
    ends = sorted((whole.low * by, whole.high * by))
    if not by or least % by or most % by or abs(by) > most - least:
        by, steps = 1, whole.plain()
    low_, high_ = sorted((least // by, most // by))  # narrowed first and multiplied then, which is quicker
    if ends[0] < least and ends[1] > most:
        steps = np.clip(steps, low_, high_)
    elif ends[1] > most:
        steps = np.minimum(steps, high_) if by > 0 else np.maximum(steps, low_)
    elif ends[0] < least:
        steps = np.maximum(steps, low_) if by > 0 else np.minimum(steps, high_)
    return times(steps.astype(plan.kind, copy=False), by * (plan.scale // 10**plan.places), low_, high_)
