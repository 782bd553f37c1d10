"""One leaf of many units: what `rules.leaf` decides for one, as points and the branch taken for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from jixiao.formula import parse
from jixiao.formula.columns import Column, evaluate_columns
from jixiao.formula.scaled import Integers, Mask, Scaled, TooWideError
from jixiao.model.quantity import half_up
from jixiao.model.rulebook import Indicator, Rulebook, Scoring
from jixiao.rules.columns.inputs import Inputs
from jixiao.rules.scoring import METHODS, ColumnAsk, Ways, attainable, limits

MISSING, EXCLUDED, AS_RULED = -1, -2, -3
"""Instead of a branch: cannot be scored yet · not applicable, out of the total · not applicable, points as the rule says."""

Branches = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class LeafPlan:
    """How one leaf is scored. `scale` of all points; `low` and `high`: what it may come to where it is missing.

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
    year: int = 0
    unweighed: bool = False

    def points(self, exact: Fraction) -> int:
        """`exact` points in whole steps of the scale."""
        return int(exact * self.scale)


def plan(rulebook: Rulebook, leaf: Indicator, usable: bool, scale: int, year: int) -> LeafPlan:
    """The plan of `leaf` for `year`; `usable`: its numbers were seen, or what was recalled is allowed."""
    weight, places = leaf.weight.value, rulebook.score_places
    if weight is None or not usable:
        unweighed = weight is None and rulebook.completeness == "framework"
        return LeafPlan(leaf, scale, places, None, Fraction(0), Fraction(0), None, year, unweighed)
    full = Fraction(weight)
    if leaf.scoring is None:
        return LeafPlan(leaf, scale, places, full, Fraction(0), full, None)
    low, high = attainable(leaf.scoring.method, leaf.scoring.params, full)
    return LeafPlan(leaf, scale, places, full, low, high, leaf.scoring, year)


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
        points, branches = np.zeros(count, np.int64), np.full(count, MISSING, np.int8)
    else:
        points, branches = _settle(plan, _ways(plan, inputs, column), count)
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


def _ways(plan: LeafPlan, inputs: Inputs, column: Column | None) -> Ways:
    scoring, weight = plan.scoring, plan.weight
    assert scoring is not None and weight is not None
    method = METHODS.get(scoring.method)
    assert method.columns is not None  # leaves whose method has no such form are scored unit by unit
    items = [one["id"] for one in scoring.params.get("items", ())]
    tiers = [one["name"] for one in scoring.params.get("tiers", ())]
    nought = Scaled(np.zeros(inputs.count, np.int64), 0, 0, Fraction(1))
    value, met = nought, inputs.met
    if column is not None and isinstance(column.value, Scaled):
        value, met = column.value, column.value.equals(1)
    elif column is not None:
        met = column.truth()
    ticks = inputs.ticks if inputs.ticks is not None else np.zeros(inputs.count, np.int64)
    tier = inputs.tier if inputs.tier is not None else np.full(inputs.count, -1, np.int8)
    return method.columns(
        ColumnAsk(
            weight,
            scoring.params,
            plan.leaf.unit,
            value,
            ticked=lambda id: np.asarray(ticks >> items.index(id) & 1, dtype=np.bool_),
            ticks=_summing(ticks, items),
            occurrences=nought if inputs.occurrences is None else inputs.occurrences,
            in_tier=lambda name: np.asarray(tier == tiers.index(name), dtype=np.bool_),
            ratio=nought if inputs.ratio is None else inputs.ratio,
            met=np.zeros(inputs.count, np.bool_) if met is None else met,
            done=nought if inputs.done is None else inputs.done,
            year=plan.year,
        )
    )


def _summing(ticks: Integers, items: list[str]) -> Callable[[Mapping[str, Fraction]], Scaled]:
    """The sum of the points of the items ticked: looked up for every set of ticks at once, items by the dozen."""

    def total(points: Mapping[str, Fraction]) -> Scaled:
        scale = lcm(*(one.denominator for one in points.values()))
        worth = [int(points[id] * scale) for id in items]
        found = np.zeros(len(ticks), np.int64)
        for first in range(0, len(items), 12):
            dozen = worth[first : first + 12]
            table = np.array(
                [sum(one for bit, one in enumerate(dozen) if some >> bit & 1) for some in range(2 ** len(dozen))], np.int64
            )
            found = found + table[ticks >> first & (2 ** len(dozen) - 1)]
        low, high = sum(one for one in worth if one < 0), sum(one for one in worth if one > 0)
        return Scaled(found, low, high, Fraction(1, scale))

    return total


def _settle(plan: LeafPlan, ways: Ways, count: int) -> tuple[Integers, Branches]:
    """Each unit's points by the first way that it fits, kept between floor and cap, rounded; as `award` and `half_up`."""
    assert plan.scoring is not None and plan.weight is not None
    branches = np.zeros(count, np.int8)
    left: Mask | None = None
    for mask, _ in ways:
        if mask is not None:
            left = ~mask if left is None else left & ~mask
            branches += left
    low, high = limits(plan.scoring.params, plan.weight)
    table = np.zeros(len(ways) + 1, np.int64)
    for index, (_, exact) in enumerate(ways):
        if not isinstance(exact, Scaled):
            table[index] = plan.points(Fraction(half_up(min(max(exact, low), high), plan.places)))
    points = table[branches] if len(ways) > 1 else np.full(count, table[0])
    floor, cap = (int(Fraction(half_up(one, plan.places)) * 10**plan.places) for one in (low, high))
    for index, (_, exact) in enumerate(ways):
        if isinstance(exact, Scaled):
            rows = np.flatnonzero(branches == index) if len(ways) > 1 else None
            found = (exact if rows is None else exact.take(rows)).half_up(plan.places) * 10**plan.places
            kept = np.clip(found.plain(), floor, cap) * (plan.scale // 10**plan.places)
            points[slice(None) if rows is None else rows] = kept
    return points, branches
