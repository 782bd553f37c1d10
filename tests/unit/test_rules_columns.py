"""Many units at once give exactly what each gives alone: every shipped rulebook, every edge, and what int64 cannot hold."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from itertools import islice

import numpy as np
import pytest

from jixiao.errors import UsageError
from jixiao.rules.columns.many import in_columns, score_columns
from jixiao.rules.columns.units import FactColumn, Judged, Units
from jixiao.rules.load import load_rulebook, rulebook_ids
from tests.unit.units_made import differences, random_units


@pytest.mark.parametrize("id", rulebook_ids())
def test_columns_equal_compute(id: str) -> None:
    rulebook = load_rulebook(id)
    units = random_units(rulebook, 300, seed=len(id), own=120)
    if not in_columns(rulebook):
        with pytest.raises(UsageError, match="不能成批计分"):
            score_columns(rulebook, units)
        return
    scores = score_columns(rulebook, units)
    assert not list(islice(differences(rulebook, units, scores, range(units.count)), 5))
    assert not scores.refused.all()
    assert all(leaf.points.dtype in (np.int16, np.int32, np.int64) for leaf in scores.leaves.values())


def test_the_core_needs_no_numpy() -> None:
    code = "import sys, jixiao.api, jixiao.rules.compute, jixiao.rules.scoring as s; list(s.METHODS.items()); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_columns_that_no_unit_can_have_are_refused_all_at_once() -> None:
    rulebook = load_rulebook("cn/hunan-2017/department")
    two, three = FactColumn.of([1, 2]), FactColumn.of([1, 2, 3])
    facts = {("nothing", "", 0): two, ("staff_in_post", "executed", 0): two, ("authorised_posts", "", 0): three}
    with pytest.raises(UsageError) as refused:
        score_columns(rulebook, Units(2, 2021, facts, {"nobody": Judged()}))
    told = [fault.what for fault in refused.value.faults]
    assert len(told) == 4
    for words, said in zip(("nothing", "executed", "3 个数", "nobody"), told, strict=True):
        assert words in said


def test_a_column_of_plain_numbers_is_exact_whatever_its_decimals() -> None:
    column = FactColumn.of([Decimal("130.651"), None, 7, Decimal("-0.5")])
    assert column.scale == 1000
    assert [column.value(row) for row in range(4)] == [Decimal("130.651"), None, 7, Decimal("-0.5")]
    wide = FactColumn.of([Decimal("12345678901234567890.25")])
    assert wide.numbers.dtype == object
    assert wide.value(0) == Decimal("12345678901234567890.25")


def test_numbers_beyond_int64_are_scored_all_the_same() -> None:
    """在职 12 × 10²⁰ 人、编制 11 × 10²⁰ 人: over by 9.09 points, nine full ones cost 4.5 of 5."""
    rulebook = load_rulebook("cn/hunan-2017/department")
    heads, posts = FactColumn.of([12, 12 * 10**20, None]), FactColumn.of([11, 11 * 10**20, 11])
    units = Units(3, 2017, {("staff_in_post", "", 0): heads, ("authorised_posts", "", 0): posts})
    scores = score_columns(rulebook, units, threads=2)
    assert [scores.score("staffing", unit) for unit in range(3)] == [Fraction(1, 2), Fraction(1, 2), None]
    assert len(scores) == 3
    assert scores.by_unit == ()
