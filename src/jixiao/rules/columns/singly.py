"""Units that share no rulebook, scored one by one: where each has its own choice of indicators, bonus points or vetoes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from jixiao.errors import CaseError
from jixiao.model.outcome import Known, Missing, NotApplicable, Scorecard
from jixiao.model.rulebook import Rulebook
from jixiao.rules.columns.leaf import EXCLUDED, MISSING, SCORED, points_scale
from jixiao.rules.columns.scores import NO_GRADE, LeafScores, Scores
from jixiao.rules.columns.units import Units
from jixiao.rules.compute import compute


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is kept of a scorecard: points (the least they can come to) and state by leaf, total, bounds, grade."""

    leaves: dict[str, tuple[Fraction, int]]
    total: Fraction | None
    low: Fraction
    high: Fraction
    grade: str


def score_singly(rulebook: Rulebook, units: Units) -> Scores:
    """What `compute` says of each unit, as arrays; some ten milliseconds each."""
    found = [_computed(rulebook, units, unit) for unit in range(units.count)]
    exact = [
        one for unit in found if unit for one in (unit.total or Fraction(0), *(points for points, _ in unit.leaves.values()))
    ]
    scale = lcm(points_scale(rulebook), *{one.denominator for one in exact})
    count, ids = units.count, [leaf.id for leaf in rulebook.leaves()]
    grades = [grade.name for grade in rulebook.grades]
    total, got, open_, out = np.zeros((4, count), np.int64)
    scores = Scores(
        rulebook=rulebook,
        scale=scale,
        leaves={id: LeafScores(np.zeros(count, np.int64), np.full(count, MISSING, np.int8)) for id in ids},
        total=total,
        known=np.zeros(count, np.bool_),
        grade=np.full(count, NO_GRADE, np.int8),
        got=got,
        open=open_,
        out=out,
        refused=np.array([unit is None for unit in found], np.bool_),
        by_unit=tuple(ids),
        singly={place: (unit.low, unit.high) for place, unit in enumerate(found) if unit},
    )
    for place, unit in enumerate(found):
        if unit is None:
            continue
        for id, (points, state) in unit.leaves.items():
            scores.leaves[id].points[place] = int(points * scale)
            scores.leaves[id].states[place] = state
        got[place] = int(sum(points for points, _ in unit.leaves.values()) * scale)
        if unit.total is not None:
            total[place], scores.known[place] = int(unit.total * scale), True
        scores.grade[place] = grades.index(unit.grade) if unit.grade else NO_GRADE
    return scores


def _computed(rulebook: Rulebook, units: Units, unit: int) -> _Unit | None:
    """None for a unit whose figures or answers nobody can use."""
    try:
        card = compute(rulebook, units.case(rulebook, unit))
    except CaseError:
        return None
    total = card.total.value if isinstance(card.total, Known) else None
    return _Unit(_leaves(card), total, card.low, card.high, card.grade)


def _leaves(card: Scorecard) -> dict[str, tuple[Fraction, int]]:
    """By leaf; indicators that a unit wrote itself count for the node they stand under."""
    found: dict[str, tuple[Fraction, int]] = {}
    for one in card.indicators:
        id = one.id.partition("/")[0]
        state = MISSING if isinstance(one.score, Missing) else EXCLUDED if isinstance(one.score, NotApplicable) else SCORED
        points, other = found.get(id, (Fraction(0), state))
        found[id] = points + one.low, MISSING if MISSING in (state, other) else other
    return found
