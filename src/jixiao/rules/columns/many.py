"""A rulebook and columns of many units → their scores. Exact, in stretches that fit a processor's cache."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm
from typing import Any

import numpy as np

from jixiao.errors import CaseError
from jixiao.formula.scaled import Integers, Mask, Scaled
from jixiao.formula.tape import Reel
from jixiao.model.outcome import IndicatorScore, Known, Missing, NotApplicable
from jixiao.model.rulebook import Indicator, Rulebook
from jixiao.rules.answers import read_answers
from jixiao.rules.columns.inputs import Stretch, as_counted
from jixiao.rules.columns.leaf import (
    EXCLUDED,
    MISSING,
    SCORED,
    LeafPlan,
    States,
    narrowest,
    plan,
    points_scale,
    score_leaf_columns,
)
from jixiao.rules.columns.refusals import wanted, wrong_facts, wrong_judgements
from jixiao.rules.columns.scores import NO_GRADE, LeafScores, Scores
from jixiao.rules.columns.singly import score_singly
from jixiao.rules.columns.taped import Recorded, record
from jixiao.rules.columns.units import Units, check_names
from jixiao.rules.leaf import is_recalled, score_leaf
from jixiao.rules.row import score_rows
from jixiao.rules.scoring import METHODS

STRETCH = 65_536
"""Units scored in one go: many enough to outweigh the calls, few enough for the cache."""

_ONCE = 4_000_000


def in_columns(rulebook: Rulebook) -> bool:
    """Whether units share the rulebook: not where points stand beside the total, or optional indicators share some."""
    return not (any(rulebook.beside()) or any(node.pool for node in rulebook.nodes()))


def score_columns(rulebook: Rulebook, units: Units, threads: int = 1) -> Scores:
    """The scores of all `units`, equal to what `compute` gives for `units.case(rulebook, i)`, one after the other.

    Leaves whose method has no column form, leaves of whose judgements a column lacks, and units that wrote indicators of their own are scored one by one; so is
    every unit where `in_columns` says no; `by_unit` names the leaves. `UsageError` where a column is of an item or indicator
    that does not exist.
    """
    check_names(rulebook, units)
    if not in_columns(rulebook):
        return score_singly(rulebook, units)
    np.empty(_ONCE, np.int64)  # allocators that have seen a block come and go keep what is freed instead of handing it back
    work = _Work.start(rulebook, units)
    stretches = [(start, min(start + STRETCH, units.count)) for start in range(0, units.count, STRETCH)]
    shares = [stretches[first::threads] for first in range(threads)]
    if threads == 1:
        work.score(stretches)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work.score, shares))
    return work.scores


@dataclass(frozen=True, slots=True)
class _Own:
    """What the indicators a unit wrote itself come to under one node, exactly: points had, points still open."""

    got: Fraction
    open: Fraction
    known: bool


@dataclass(frozen=True, slots=True)
class _Work:
    """`adding`: integers that hold the sum of all leaves' points, narrow because adding to them is then quicker."""

    rulebook: Rulebook
    units: Units
    plans: tuple[LeafPlan, ...]
    own: dict[int, dict[str, _Own] | None]
    scores: Scores
    adding: type[np.signedinteger[Any]]
    recorded: Recorded

    @classmethod
    def start(cls, rulebook: Rulebook, units: Units) -> _Work:
        own = {unit: _own(rulebook, units, unit) for unit in units.rows}
        parts = [
            one.denominator for nodes in own.values() if nodes for node in nodes.values() for one in (node.got, node.open)
        ]
        scale = lcm(points_scale(rulebook), *parts)
        leaves = tuple(rulebook.leaves())
        plans = tuple(
            plan(rulebook, leaf, units.allow_recalled or not is_recalled(leaf), scale, units.year) for leaf in leaves
        )
        count = units.count

        total, got, open_, out = np.zeros((4, count), np.int32 if rulebook.total * scale < 2**31 else np.int64)
        scores = Scores(
            rulebook=rulebook,
            scale=scale,
            leaves=_room(plans, count),
            total=total,
            known=np.zeros(count, np.bool_),
            grade=np.full(count, NO_GRADE, np.int8),
            got=got,
            open=open_,
            out=out,
            refused=np.zeros(count, np.bool_),
            by_unit=tuple(one.leaf.id for one in plans if _alone(one, units)),
        )
        most = sum((max(one.high, one.weight or one.high, -one.low) for one in plans), Fraction(0))
        adding = np.int64 if own else narrowest(most * scale)
        taped = tuple(one for one in plans if not _alone(one, units))
        return cls(rulebook, units, plans, own, scores, adding, record(units, taped, scores, adding))

    def score(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Score some stretches of units; they do not touch each other's rows."""
        reel = Reel(self.recorded.tape, min(STRETCH, self.units.count))
        for start, stop in stretches:
            played = self.recorded.holds(start, stop)
            if played:
                reel.play(start, stop)
            self._score(start, stop, played)

    def _score(self, start: int, stop: int, played: bool) -> None:
        """Score what is not yet scored of a stretch; `played`: the tape was."""
        stretch, scores, scale = Stretch(self.units, start, stop), self.scores, self.scores.scale
        refusal = self._refused(stretch, played)
        got, open_, out = scores.got[start:stop], scores.open[start:stop], scores.out[start:stop]
        if rest := int(Fraction(self.rulebook.total) * scale) - sum(
            one.points(one.weight or Fraction(0)) for one in self.plans
        ):
            open_ += rest
        lacking, sums = np.zeros(stop - start, np.bool_), np.zeros(stop - start, self.adding)
        for one in self.plans:
            if played and self.recorded.leaves.get(one.leaf.id):
                continue
            points, states = self._leaf(one, stretch, refusal, played)
            sums += points
            if states.min() >= 0:
                continue
            missing, excluded = states == MISSING, states == EXCLUDED
            lacking |= missing
            if one.weight is not None:
                open_[missing] += one.points(one.high - one.low)
            for row, own in self._own_rows(one, stretch):
                if one.weight is not None and not own.known:
                    open_[row] += one.points(own.open - one.weight)
            if one.weight is not None:
                out[excluded] += one.points(one.weight)
        got += sums
        self._sum(start, stop, lacking)

    def _refused(self, stretch: Stretch, played: bool) -> Mask:
        """Units whose figures or judgements nobody can use; they have no points."""
        refusal = self.scores.refused[stretch.start : stretch.stop]
        wrong = () if played and self.recorded.refusing else wrong_facts(stretch)
        for one in (*wrong, *wrong_judgements(self.rulebook, stretch)):
            refusal |= one
        for unit, nodes in self.own.items():
            if stretch.start <= unit < stretch.stop and nodes is None:
                refusal[unit - stretch.start] = True
        if played and refusal.any():
            self.scores.got[stretch.start : stretch.stop][refusal] = 0
            for id in self.recorded.leaves:
                part = self.scores.leaves[id]
                part.points[stretch.start : stretch.stop][refusal] = 0
                part.states[stretch.start : stretch.stop][refusal] = MISSING
        return refusal

    def _leaf(self, one: LeafPlan, stretch: Stretch, refusal: Mask, played: bool) -> tuple[Integers, States]:
        """One leaf; what units wrote themselves, and methods without a column form, unit by unit."""
        leaf, scores = one.leaf, self.scores.leaves[one.leaf.id]
        points, states = (part[stretch.start : stretch.stop] for part in (scores.points, scores.states))
        if _alone(one, self.units):
            points[:], states[:] = self._by_unit(one, stretch, refusal)
        elif not played or leaf.id not in self.recorded.leaves:
            points[:], states[:] = score_leaf_columns(one, stretch.inputs(leaf))
        for row, own in self._own_rows(one, stretch):
            points[row], states[row] = one.points(own.got), SCORED if own.known else MISSING
        if refusal.any():
            points[refusal], states[refusal] = 0, MISSING
        return points, states

    def _own_rows(self, one: LeafPlan, stretch: Stretch) -> list[tuple[int, _Own]]:
        """Rows of the stretch whose unit wrote indicators under this leaf."""
        if one.leaf.rows is None:
            return []
        return [
            (unit - stretch.start, nodes[one.leaf.id])
            for unit, nodes in self.own.items()
            if stretch.start <= unit < stretch.stop and nodes and one.leaf.id in nodes
        ]

    def _by_unit(self, one: LeafPlan, stretch: Stretch, refusal: Mask) -> tuple[Integers, States]:
        points, states = np.zeros(stretch.count, np.int64), np.full(stretch.count, MISSING, np.int8)
        for row in np.flatnonzero(~refusal):
            case = self.units.case(self.rulebook, stretch.start + int(row))
            found = score_leaf(self.rulebook, one.leaf, case, case.judgements.get(one.leaf.id))
            points[row] = one.points(found.low)
            states[row] = _STATE[type(found.score)]
            if (
                states[row] == MISSING and one.weight is not None
            ):  # what was told in part may leave less open than nothing told
                self.scores.open[stretch.start + row] += one.points(found.high - found.low) - one.points(one.high - one.low)
        return points, states

    def _sum(self, start: int, stop: int, lacking: Mask) -> None:
        """Totals, scaled up where something does not apply, and grades; as `rules.totals`."""
        rulebook, scores, scale = self.rulebook, self.scores, self.scores.scale
        got, out, of = scores.got[start:stop], scores.out[start:stop], int(Fraction(rulebook.total) * scale)
        known = scores.known[start:stop]
        if rulebook.completeness == "complete":
            known |= ~lacking & ~scores.refused[start:stop] & (out < of)
        total = Scaled(as_counted(got), 0, of, (1, scale)).half_up(rulebook.score_places) * scale
        total_of = total.plain()
        if out.any() and len(rows := np.flatnonzero((out > 0) & known)):
            total_of = total_of.copy()
            top, below = as_counted(got[rows]), of - as_counted(out[rows])
            scaled = Scaled(top, 0, of, (of, scale), below, of).half_up(rulebook.score_places)
            total_of[rows] = (scaled * scale).plain()
        np.multiply(total_of, known, out=scores.total[start:stop], casting="unsafe")
        if self.units.allow_recalled or not any(grade.verified == "recalled" for grade in rulebook.grades):
            grades, last = scores.grade[start:stop], NO_GRADE
            for place, grade in sorted(enumerate(rulebook.grades), key=lambda one: one[1].at_least):
                reached = known & (scores.total[start:stop] >= ceil(Fraction(grade.at_least) * scale))
                grades += reached.view(np.int8) * np.int8(place - last)
                last = place


def _room(plans: tuple[LeafPlan, ...], count: int) -> dict[str, LeafScores]:
    """Where the scores of each leaf will stand; zeros cost memory once they are something else."""
    return {one.leaf.id: LeafScores(np.empty(count, one.kind), np.zeros(count, np.int8)) for one in plans}


_STATE = {Known: SCORED, Missing: MISSING, NotApplicable: EXCLUDED}


def _alone(one: LeafPlan, units: Units) -> bool:
    """Whether this leaf is scored unit by unit: also where what was decided of it is told in part only."""
    judged = units.judgements.get(one.leaf.id)
    if judged is not None and any(getattr(judged, key) is None for key in wanted(one.leaf)):
        return True
    if one.leaf.formula and not one.leaf.inputs:
        return True
    return one.scoring is not None and METHODS.get(one.scoring.method).columns is None


def _own(rulebook: Rulebook, units: Units, unit: int) -> dict[str, _Own] | None:
    """What a unit's own indicators come to under each node; None if its answers cannot be used."""
    case = units.case(rulebook, unit)
    try:
        answers = read_answers(rulebook, case)
    except CaseError:
        return None
    nodes = ((leaf, answers.rows[leaf.id]) for leaf in rulebook.leaves() if leaf.id in answers.rows)
    return {leaf.id: _added(leaf, score_rows(rulebook, leaf, case, rows)) for leaf, rows in nodes}


def _added(node: Indicator, scores: tuple[IndicatorScore, ...]) -> _Own:
    got = sum((one.low for one in scores), Fraction(0))
    lost = sum((Fraction(one.weight) - one.high for one in scores if one.weight is not None), Fraction(0))
    known = all(isinstance(one.score, Known) for one in scores)
    return _Own(got, Fraction(node.weight.value or 0) - lost - got, known)
