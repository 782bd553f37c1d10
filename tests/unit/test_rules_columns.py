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
from jixiao.rules.columns import many
from jixiao.rules.columns.many import in_columns, score_columns
from jixiao.rules.columns.units import FactColumn, FactName, Judged, Units
from jixiao.rules.load import load_rulebook, rulebook_ids
from tests.unit.units_made import differences, random_units


@pytest.mark.parametrize("id", rulebook_ids())
def test_columns_equal_compute(id: str) -> None:
    rulebook = load_rulebook(id)
    units = random_units(rulebook, 300 if in_columns(rulebook) else 60, seed=len(id), own=120 if in_columns(rulebook) else 0)
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


@pytest.mark.parametrize("count", [0, 2])
@pytest.mark.parametrize("id", rulebook_ids())
def test_what_nobody_told_is_missing_whatever_the_rule_asks_for(id: str, count: int) -> None:
    """No column at all, one figure alone, and judgements of which nothing stands but that they were given."""
    rulebook = load_rulebook(id)
    named = [(one.item, one.basis, one.year) for leaf in rulebook.leaves() for one in leaf.inputs.values()]
    one_figure = {name: FactColumn.of([7] * count) for name in named[:1]}
    told: list[tuple[dict[FactName, FactColumn], dict[str, Judged]]] = [
        ({}, {}), (one_figure, {}), ({}, {leaf.id: Judged() for leaf in rulebook.leaves()}),
    ]  # fmt: skip
    for facts, judgements in told:
        units = Units(count, 2021, facts, judgements)
        scores = score_columns(rulebook, units)
        assert not list(differences(rulebook, units, scores, range(count)))
        assert not scores.known.any()


def test_a_tier_without_its_share_leaves_the_bounds_of_the_tier() -> None:
    """江西2017: 部分达成 is 50% to 80% of the points; with the share unsaid the other tiers are out all the same."""
    rulebook = load_rulebook("cn/jiangxi-2017/project")
    weight = next(Fraction(leaf.weight.value or 0) for leaf in rulebook.leaves() if leaf.id == "duties")
    units = Units(2, 2017, {}, {"duties": Judged(tier=np.array([1, 0]))})
    scores = score_columns(rulebook, units)
    assert not list(differences(rulebook, units, scores, range(2)))
    assert "duties" in scores.by_unit
    low, high = scores.bounds(0)
    assert weight * Fraction(1, 2) <= low <= high


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("id", ["cn/hunan-2017/department", "cn/sichuan-dazhou-2018/department", "cn/mof-2013-53/project"])
def test_stretches_are_scored_as_all_at_once(id: str, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of 64: some keep to what a sample of all units leads one to expect, some do not."""
    monkeypatch.setattr(many, "STRETCH", 64)
    rulebook = load_rulebook(id)
    units = random_units(rulebook, 300, seed=7, wild=0.001, own=20)
    scores = score_columns(rulebook, units, threads)
    assert not list(islice(differences(rulebook, units, scores, range(units.count)), 5))


def test_one_absurd_unit_and_one_without_staff_among_many_change_nothing_for_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither stands where the sample looks. 12 of 11 posts: over by 9.09 points, nine full ones cost 4.5 of 5; 0 posts: not applicable."""
    monkeypatch.setattr(many, "STRETCH", 100)
    rulebook = load_rulebook("cn/hunan-2017/department")
    heads, posts = np.full(1000, 12), np.full(1000, 11)
    heads[333], posts[333] = 12 * 10**17, 11 * 10**17
    posts[555] = 0
    facts = {("staff_in_post", "", 0): FactColumn(heads), ("authorised_posts", "", 0): FactColumn(posts)}
    units = Units(1000, 2017, facts)
    scores = score_columns(rulebook, units)
    assert {scores.score("staffing", unit) for unit in range(1000) if unit != 555} == {Fraction(1, 2)}
    assert not list(islice(differences(rulebook, units, scores, (332, 333, 554, 555, 556)), 5))


def test_columns_of_narrow_integers_do_not_overflow() -> None:
    """Two billion over one less, in 32 bits: 在职 are not over 100.00001% by a whole point, nothing is lost."""
    rulebook = load_rulebook("cn/hunan-2017/department")
    narrow = {
        ("staff_in_post", "", 0): FactColumn(np.array([2_000_000_000, 120], np.int32)),
        ("authorised_posts", "", 0): FactColumn(np.array([1_999_999_999, 100], np.int32)),
    }
    units = Units(2, 2017, narrow)
    scores = score_columns(rulebook, units)
    assert [scores.score("staffing", unit) for unit in range(2)] == [5, 0]
    assert not list(differences(rulebook, units, scores, range(2)))
