"""One leaf of many units: what `rules.leaf` decides for one, as points and the branch taken for each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jixiao.formula import parse
from jixiao.formula.columns import Column, evaluate_columns
from jixiao.formula.scaled import Integers, Mask, Scaled, TooWideError, times
from jixiao.model.quantity import half_up
from jixiao.model.rulebook import Indicator, Rulebook, Scoring
from jixiao.rules.columns.inputs import Inputs
from jixiao.rules.scoring import METHODS, ColumnAsk, Ways, attainable, limits

MISSING, EXCLUDED, AS_RULED = -1, -2, -3
"""Instead of a branch: cannot be scored yet · not applicable, out of the total · not applicable, points as the rule says."""

Branches = NDArray[np.int8]


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


def score_leaf_columns(plan: LeafPlan, inputs: Inputs) -> tuple[Integers, Branches]:
    """Points (times the plan's scale; where missing, the least they can come to) and branch of each unit.

    Where int64 might not hold a step for the widest numbers, the units are parted: those for whom it does, and the others
    in Python integers, slower and no less exact.
    """
    try:
        inputs.narrow()
        return _score(plan, inputs)
    except TooWideError:
        return _score_parted(plan, inputs)


def _score_parted(plan: LeafPlan, inputs: Inputs) -> tuple[Integers, Branches]:
    points, branches = np.zeros(inputs.count, np.int64), np.zeros(inputs.count, np.int8)
    limit = _safe_limit(plan, inputs)
    inside = inputs.within(limit)
    for rows, bound in ((np.flatnonzero(inside), limit), (np.flatnonzero(~inside), None)):
        if len(rows):
            points[rows], branches[rows] = _score(plan, inputs.part(rows, bound))
    return points, branches


def _safe_limit(plan: LeafPlan, inputs: Inputs) -> int:
    """The greatest tried size of numbers with which every step is proved to fit int64: the rule is run with bounds only."""
    nobody = np.zeros(0, np.intp)
    for bits in range(60, 0, -4):
        try:
            _score(plan, inputs.part(nobody, 2**bits))
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


def _score(plan: LeafPlan, inputs: Inputs) -> tuple[Integers, Branches]:
    leaf, count = plan.leaf, inputs.count
    column = computed(leaf, inputs) if leaf.formula else None
    if plan.weight is None:
        return _without_weight(plan, inputs, column)
    if plan.scoring is None and leaf.rows is None:  # the rulebook's source says nothing of how points are given
        return np.zeros(count, np.int64), np.full(count, MISSING, np.int8)
    if plan.scoring is None:
        nothing = AS_RULED if leaf.missing == "zero" else MISSING
        points, branches = np.zeros(count, np.int64), np.full(count, nothing, np.int8)
    else:
        points, branches = _settle(plan, inputs, column)
    lacks = inputs.lacking if column is not None else None if inputs.answered is None else ~inputs.answered
    if column is not None and column.undefined is not None and column.zero is not None:
        for rows, policy in (
            (column.undefined & column.zero, leaf.both_zero),
            (column.undefined & ~column.zero, leaf.on_zero),
        ):
            _rule(plan, points, branches, rows, leaf.na if policy == "na" else policy)
    if lacks is not None and plan.scoring is not None and lacks.any():
        _rule(plan, points, branches, lacks, "missing")
    if inputs.excused is not None:
        _rule(plan, points, branches, inputs.excused, leaf.na)
    return points, branches


def _rule(plan: LeafPlan, points: Integers, branches: Branches, where: Mask, policy: str) -> None:
    """What becomes of units that the method cannot score."""
    weight = plan.weight or Fraction(0)
    if policy == "missing" and plan.leaf.missing == "zero":
        policy = "zero"  # 未提供资料的不得分
    exact, branch = {
        "missing": (plan.low, MISSING),
        "exclude": (Fraction(0), EXCLUDED),
        "full": (weight, AS_RULED),
    }.get(policy, (Fraction(0), AS_RULED))
    points[where] = plan.points(exact)
    branches[where] = branch


def _without_weight(plan: LeafPlan, inputs: Inputs, column: Column | None) -> tuple[Integers, Branches]:
    """A framework's leaf is left out of the total once its value is known; any other lacks its weight."""
    points, branches = np.zeros(inputs.count, np.int64), np.full(inputs.count, MISSING, np.int8)
    if not plan.unweighed:
        return points, branches
    open_ = np.zeros(inputs.count, np.bool_) if inputs.lacking is None or column is None else inputs.lacking
    if column is not None and column.undefined is not None and column.zero is not None:
        leaf = plan.leaf
        for rows, policy in (
            (column.undefined & column.zero, leaf.both_zero),
            (column.undefined & ~column.zero, leaf.on_zero),
        ):
            open_ = open_ | rows if policy == "missing" else open_
    branches[~open_ if inputs.excused is None else ~open_ | inputs.excused] = EXCLUDED
    return points, branches


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
        ticked=lambda id: np.asarray(ticks >> _ids(scoring).index(id) & 1, dtype=np.bool_),
        ticks=lambda points: _sum_of_ticks(ticks, [points[id] for id in _ids(scoring)]),
        occurrences=nought if inputs.occurrences is None else inputs.occurrences,
        in_tier=lambda name: np.asarray(tier == _tiers(scoring).index(name), dtype=np.bool_),
        ratio=nought if inputs.ratio is None else inputs.ratio,
        met=_NOTHING.astype(np.bool_) if met is None else met,
        done=nought if inputs.done is None else inputs.done,
        year=plan.year,
    )


_NOTHING = np.zeros(0, np.int64)
_NOUGHT = Scaled(_NOTHING, 0, 0)


def _ids(scoring: Scoring) -> list[str]:
    return [one["id"] for one in scoring.params["items"]]


def _tiers(scoring: Scoring) -> list[str]:
    return [one["name"] for one in scoring.params["tiers"]]


def _sum_of_ticks(ticks: Integers, points: list[Fraction]) -> Scaled:
    """The sum of the points of the items ticked: looked up for every set of ticks at once, items by the dozen."""
    scale = lcm(*(one.denominator for one in points))
    worth = [int(one * scale) for one in points]
    found = np.zeros(len(ticks), np.int64)
    for first in range(0, len(worth), 12):
        dozen = worth[first : first + 12]
        sets = range(2 ** len(dozen))
        table = np.array([sum(one for bit, one in enumerate(dozen) if some >> bit & 1) for some in sets], np.int64)
        found = found + table[ticks >> first & len(sets) - 1]
    low, high = sum(one for one in worth if one < 0), sum(one for one in worth if one > 0)
    return Scaled(found, low, high, (1, scale))


def _settle(plan: LeafPlan, inputs: Inputs, column: Column | None) -> tuple[Integers, Branches]:
    """Each unit's points by the first way that it fits, kept between floor and cap, rounded; as `award` and `half_up`."""
    assert plan.scoring is not None and plan.weight is not None
    method, count = METHODS.get(plan.scoring.method), inputs.count
    assert method.columns is not None  # leaves whose method has no such form are scored unit by unit
    value = column.value if column is not None and isinstance(column.value, Scaled) else None
    met = value.equals(1) if value is not None and method.asks == "met" else inputs.met if column is None else column.mask()
    ways = method.columns(_asked(plan, inputs, value, met))
    branches, left = _branches(ways, count)
    low, high = limits(plan.scoring.params, plan.weight)
    table = [_fixed(plan, exact, low, high) for _, exact in ways]
    if sum(not callable(exact) for _, exact in ways) <= 1:  # the others are worked out below, for all units they are for
        points = np.full(count, max(table, default=0), plan.kind)
    else:
        points = _looked_up(plan, ways, table, branches)
    for index, (mask, exact) in enumerate(ways):
        if not callable(exact):
            continue
        if left is None:
            points[:] = _kept(plan, exact(_asked(plan, inputs, value, met)), low, high)
            continue
        rows = np.flatnonzero(left if mask is None else branches == index)
        part = None if value is None else value.take(rows)
        kept = _kept(plan, exact(_asked(plan, inputs.some(rows), part, None)), low, high)
        points[rows] = kept.astype(plan.kind, copy=False)  # narrow before they are spread, which is quicker
    return points, branches


def _branches(ways: Ways, count: int) -> tuple[Branches, Mask | None]:
    """The first way each unit fits, and the units that fit none with a mask (None: no way has one)."""
    masks = [mask for mask, _ in ways if mask is not None]
    if not masks:
        return np.zeros(count, np.int8), None
    left = ~masks[0]
    if len(masks) == 1:
        return left.view(np.int8), left
    branches = left.astype(np.int8)
    for mask in masks[1:]:
        left &= ~mask
        branches += left
    return branches, left


def _looked_up(plan: LeafPlan, ways: Ways, table: list[int], branches: Branches) -> Integers:
    """The points of each unit's branch (0 beyond the last), as a sum of the steps up to it: quicker than picking them one by one."""
    steps = table if ways[-1][0] is None else [*table, 0]
    points = np.full(len(branches), steps[0], plan.kind)
    for index, (before, after) in enumerate(pairwise(steps)):
        if after != before:
            points += (branches > index).astype(plan.kind) * plan.kind(after - before)
    return points


def _fixed(plan: LeafPlan, exact: Any, low: Fraction, high: Fraction) -> int:
    """Points that are one number, in steps of the scale; 0 for what is still to be worked out."""
    return 0 if callable(exact) else plan.points(Fraction(half_up(min(max(exact, low), high), plan.places)))


def _kept(plan: LeafPlan, found: Scaled, low: Fraction, high: Fraction) -> Integers:
    """Points worked out: rounded, then kept between floor and cap, which comes to the same as the other way round."""
    whole = found.half_up(plan.places) * 10**plan.places
    least, most = (int(Fraction(half_up(one, plan.places)) * 10**plan.places) for one in (low, high))
    steps = whole.plain()
    ends = sorted((whole.low * whole.p, whole.high * whole.p))
    if ends[1] > most:
        steps = np.minimum(steps, most)
    if ends[0] < least:
        steps = np.maximum(steps, least)
    return times(steps, plan.scale // 10**plan.places, least, most)
