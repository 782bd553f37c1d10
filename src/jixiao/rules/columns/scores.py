"""The scores of many units: points and state per leaf, total, what is still open, grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from jixiao.formula.scaled import Integers, Mask
from jixiao.model.rulebook import Rulebook
from jixiao.rules.columns.leaf import EXCLUDED, MISSING, States

NO_GRADE = -1


@dataclass(frozen=True, slots=True)
class LeafScores:
    """`points` times the scale of all (where missing: the least they can come to); `states` say what the points are:

    `SCORED` by the method, `AS_RULED` (not applicable, points as the rule says), or none: `MISSING`, `EXCLUDED`.
    """

    points: Integers
    states: States


@dataclass(frozen=True, slots=True)
class Scores:
    """`total` times `scale` where `known`; `grade` is the place in `rulebook.grades` (-1: none).

    `got`, `open` and `out` are what the total's bounds are made of, all times `scale`: points had at least, points that may
    still come, weights left out. A unit that is `refused` has figures or judgements nobody can use; it has no scores.
    `by_unit` names the leaves that were scored unit by unit, with no column form to score them by. `singly` holds the bounds
    of units that were scored one by one as a whole, under a rulebook that units do not share; `got` is no bound there.
    """

    rulebook: Rulebook
    scale: int
    leaves: Mapping[str, LeafScores]
    total: Integers
    known: Mask
    grade: NDArray[np.int8]
    got: Integers
    open: Integers
    out: Integers
    refused: Mask
    by_unit: tuple[str, ...] = ()
    singly: Mapping[int, tuple[Fraction, Fraction]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.total)

    def score(self, leaf: str, unit: int) -> Fraction | None:
        """The points of one leaf; None where they are missing or left out."""
        scores = self.leaves[leaf]
        if scores.states[unit] in (MISSING, EXCLUDED) or self.refused[unit]:
            return None
        return Fraction(int(scores.points[unit]), self.scale)

    def bounds(self, unit: int) -> tuple[Fraction, Fraction]:
        """Between which totals the unit can still come to lie; both the total where it is known."""
        if self.known[unit]:
            return (Fraction(int(self.total[unit]), self.scale),) * 2
        if unit in self.singly:
            return self.singly[unit]
        of = Fraction(self.rulebook.total)
        left = of - Fraction(int(self.out[unit]), self.scale)
        if left <= 0:
            return Fraction(0), Fraction(0)
        got, open_ = (Fraction(int(one[unit]), self.scale) for one in (self.got, self.open))
        return got * of / left, (got + open_) * of / left
