"""Every scoring method against the oracle (`oracle.py`, written from the rules' words), exactly; 100,000 cases of each kind of rule.

`JIXIAO_CASES` sets another number; `python -m tests.unit.oracle_run` runs a million of each.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace
from fractions import Fraction as F

import pytest

from jixiao.errors import UsageError
from jixiao.rules.scoring import METHODS, Ask, attainable
from tests.unit import oracle
from tests.unit.oracle_draws import DRAWS, Draw, points_of
from tests.unit.oracle_run import kinds, run

__all__ = ["DRAWS", "Ask", "Draw"]
N = int(os.environ.get("JIXIAO_CASES", "100000"))


def test_every_method_has_an_oracle() -> None:
    assert set(DRAWS) == {name for name, _ in METHODS.items()}


@pytest.mark.parametrize("kind", kinds())
def test_agrees_with_the_oracle(kind: str) -> None:
    run(kind, N)


@pytest.mark.parametrize("method", sorted(DRAWS))
def test_points_lie_within_what_is_attainable_and_every_branch_is_told(method: str) -> None:
    r = random.Random(f"bounds {method}")
    for turn in range(1_000):
        ask, _ = DRAWS[method][turn % len(DRAWS[method])](r)
        low, high = attainable(method, ask.params, ask.weight)
        found = points_of(method, ask)
        assert 0 <= low <= found.points <= high <= ask.weight
        assert found.branch
        assert found.full


def test_floor_and_cap_hold_whatever_the_method_gives() -> None:
    r = random.Random(7)
    for turn in range(5_000):
        method = r.choice(sorted(DRAWS))
        ask, expected = DRAWS[method][turn % len(DRAWS[method])](r)
        low, high = sorted((ask.weight * F(r.randint(0, 10), 10), ask.weight * F(r.randint(0, 10), 10)))
        kept = replace(ask, params={**ask.params, "floor": low, "cap": high})
        assert points_of(method, kept).points == oracle.between(expected, low, high)


def test_a_method_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(UsageError, match="没有名为“proportionate”的计分方法。现有：all_or_nothing、best_of、checklist、"):
        METHODS.get("proportionate")
