"""Units that share no rulebook are scored one by one: with their own choice of indicators, bonus points and vetoes."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from jixiao.model.case import Judgement
from jixiao.rules.columns.many import score_columns
from jixiao.rules.columns.units import FactColumn, Judged, Units
from jixiao.rules.load import load_rulebook
from tests.unit.test_rules_beside import PLAIN as WITH_BONUS
from tests.unit.units_made import differences


def test_units_that_choose_their_indicators_are_scored_one_by_one() -> None:
    """四川2018: 40 points shared as each unit declares; 15 × 80% + 25 × 100% = 37; a choice that adds up to 39 is refused; none is open."""
    rulebook = load_rulebook("cn/sichuan-2018/project")
    ratios = {leaf.id: Judged(ratio=np.array([80, 80, 80])) for leaf in rulebook.leaves()}
    ratios["social"] = Judged(ratio=np.array([100, 100, 100]))
    for left_out in ("ecological", "lasting"):  # nobody chooses them, so nobody judges them
        ratios[left_out] = Judged(given=np.zeros(3, np.bool_), ratio=np.zeros(3, np.int64))
    said = {
        0: (Judgement("benefit", chosen=(("economic", "15"), ("social", "25")), by="例题", why="例题"),),
        1: (Judgement("benefit", chosen=(("economic", "14"), ("social", "25")), by="例题", why="例题"),),
    }
    units = Units(3, 2018, {}, ratios, allow_recalled=True, said=said)
    scores = score_columns(rulebook, units)
    assert [bool(one) for one in scores.refused] == [False, True, False]
    assert [scores.score(id, 0) for id in ("economic", "social", "ecological")] == [12, 25, None]
    assert scores.score("economic", 2) is None
    assert scores.bounds(2)[1] - scores.bounds(2)[0] == 40
    assert not list(differences(rulebook, units, scores, range(3)))


def test_what_stands_beside_the_sum_is_not_forgotten() -> None:
    """Unit 0 misused money (59.99 at most), unit 1 did not and claims a bonus, nobody answered for unit 2; the rest is alike."""
    leaf = next(iter(WITH_BONUS.leaves()))
    bonus = next(iter(WITH_BONUS.bonus.indicators if WITH_BONUS.bonus else ()))
    said = {
        unit: (
            Judgement("misuse", met=unit == 0, by="例题", why="例题"),
            Judgement(bonus.id, met=unit == 1, by="例题", why="例题", evidence="例题"),
        )
        for unit in range(2)
    }
    facts = {(one.item, one.basis, one.year): FactColumn(np.full(3, 100)) for one in leaf.inputs.values()}
    units = Units(3, 2021, facts, said=said)
    scores = score_columns(WITH_BONUS, units)
    assert set(scores.by_unit) == {one.id for one in WITH_BONUS.leaves()}
    assert scores.bounds(0)[1] <= Fraction("59.99")
    assert not list(differences(WITH_BONUS, units, scores, range(3)))
