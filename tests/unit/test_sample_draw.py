"""The draw by its words: quotas by largest remainder, probabilities, the marks on the line, and how often each is drawn."""

from __future__ import annotations

import hashlib
from collections import Counter
from fractions import Fraction as F
from math import ceil, comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.errors import UsageError
from jixiao.model.sample import Population, Request, Unit
from jixiao.sampling.draw import draw, probabilities, quotas_of
from jixiao.sampling.population import population_hash


def population(*rows: tuple[str, str, int, int]) -> Population:
    """Units of (name, kind, amount, findings)."""
    units = tuple(sorted((
        Unit(name, name, "", "", kind, "", {"amount": F(amount), "findings": F(findings)}) for name, kind, amount, findings in rows
    ), key=lambda unit: unit.key))  # fmt: skip
    return Population(units, frozenset({"name", "kind", "amount", "findings"}), "万元", population_hash(units, "万元"))


TEN = population(*((f"甲{one}", "学校", one, one) for one in range(1, 11)))


# —— quotas, worked out by hand ——


@pytest.mark.parametrize(
    ("sizes", "wanted", "expected"),
    [
        ([50, 30, 20], 10, [5, 3, 2]),
        ([47, 33, 20], 10, [5, 3, 2]),  # 4.7 3.3 2: the remainder .7 gets the tenth
        ([90, 5, 5], 10, [8, 1, 1]),  # both small ones are owed half a unit and get one; eight are left
        ([1, 1, 1], 3, [1, 1, 1]),
        ([5, 5], 3, [2, 1]),  # equal remainders, equal sizes: the first by name
        ([3, 6], 4, [1, 3]),  # 1.33 2.67
        ([3, 5], 4, [1, 3]),  # 1.5 2.5: equal remainders, the larger stratum goes first though it stands second
        ([2, 3], 5, [2, 3]),
    ],
)
def test_quotas_by_largest_remainder(sizes: list[int], wanted: int, expected: list[int]) -> None:
    names = [("类", str(one)) for one in range(len(sizes))]
    assert list(map(quotas_of(dict(zip(names, sizes, strict=True)), wanted).get, names)) == expected


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.data())
def test_quotas_add_up_and_fit_their_strata(sizes: list[int], data: st.DataObject) -> None:
    wanted = data.draw(st.integers(len(sizes), sum(sizes)))
    names = {("类", str(one)): size for one, size in enumerate(sizes)}
    quotas = quotas_of(names, wanted)
    assert sum(quotas.values()) == wanted
    assert all(1 <= quotas[name] <= size for name, size in names.items())
    for one, size in names.items():  # more units never give a smaller quota
        assert all(quotas[one] >= quotas[other] for other, less in names.items() if size > less)


# —— probabilities ——


def test_who_reaches_one_is_certain_and_the_rest_is_shared_anew() -> None:
    """Two of 10, 1, 1, 2: ten takes 20/14 > 1, so one is left for 1, 1, 2."""
    shares = probabilities({"a": F(10), "b": F(1), "c": F(1), "d": F(2)}, 2)
    assert shares == {"a": 1, "b": F(1, 4), "c": F(1, 4), "d": F(1, 2)}


@given(st.lists(st.fractions(1, 20, max_denominator=12), min_size=1, max_size=15), st.data())
def test_probabilities_add_up_to_the_quota_and_grow_with_the_weight(weights: list[F], data: st.DataObject) -> None:
    quota = data.draw(st.integers(1, len(weights)))
    named = {str(one): weight for one, weight in enumerate(weights)}
    shares = probabilities(named, quota)
    assert sum(shares.values()) == quota
    assert all(0 < share <= 1 for share in shares.values())
    for one, weight in named.items():
        assert all(shares[one] >= shares[other] for other, less in named.items() if weight >= less)


# —— who is drawn ——


def by_hand(names: list[str], weights: dict[str, F], quota: int, seed: str, kind: str, size: str) -> set[str]:
    """Marks laid on the line, one by one, as the ADR tells it; for strata in which nobody is certain."""

    def number(*words: str) -> str:
        return hashlib.sha256("|".join(["jixiao sample 1", *words]).encode()).hexdigest()

    mark = F(int(number("start", seed, kind, size)[:16], 16), 16**16)
    end, drawn = F(0), set()
    for name in sorted(names, key=lambda one: number("unit", seed, kind, size, one)):
        start, end = end, end + quota * weights[name] / sum(weights.values())
        while start <= mark < end:
            drawn.add(name)
            mark += 1
    return drawn


@pytest.mark.parametrize("seed", ["2022", "甲乙", "2022-03-01 公证（虚构）"])
def test_the_marks_fall_where_a_person_lays_them(seed: str) -> None:
    found = draw(TEN, Request(seed, count=3, risk=("findings",), sizes="none"))
    weights = {f"甲{one}": 1 + min(F(one, 2), F(3)) for one in range(1, 11)}
    assert {one.unit.key: one.weight for one in found.strata[0].drawings} == weights
    assert {one.unit.key for one in found.drawn} == by_hand(list(weights), weights, 3, seed, "学校", "不分规模")


def test_a_draw_of_old_stays_what_it_was() -> None:
    """A result once published must come out again from every later version of this method."""
    found = draw(TEN, Request("2022", count=3, risk=("findings",), sizes="none"))
    assert sorted(one.unit.key for one in found.drawn) == OLD


OLD = ["甲3", "甲4", "甲7"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(0, 50), st.integers(0, 9)), min_size=1, max_size=40), st.data()
)
def test_every_stratum_gives_its_quota(rows: list[tuple[str, int, int]], data: st.DataObject) -> None:
    made = population(*((f"单位{number}", *row) for number, row in enumerate(rows)))
    percent = data.draw(st.integers(1, 100))
    found = draw(made, Request(data.draw(st.text(min_size=1)), F(percent, 100), risk=("findings",)))
    assert all(sum(one.drawn for one in stratum.drawings) == stratum.quota >= 1 for stratum in found.strata)
    assert all(sum(one.probability for one in stratum.drawings) == stratum.quota for stratum in found.strata)
    assert all(one.drawn for stratum in found.strata for one in stratum.drawings if one.certain)
    assert len(found.drawn) == max(ceil(F(percent * len(rows), 100)), len(found.strata))
    assert len({one.unit.key for one in found.drawn}) == len(found.drawn)


def outside(times: int, runs: int, chance: F) -> F:
    """The exact probability that a binomial count lies at least as far out as `times`, on its side of the mean."""
    far = range(times, runs + 1) if times > runs * chance else range(times + 1)
    p, q, whole = chance.numerator, chance.denominator - chance.numerator, chance.denominator**runs
    return F(sum(comb(runs, k) * p**k * q ** (runs - k) for k in far), whole)


def test_each_is_drawn_as_often_as_its_probability_says() -> None:
    """Over 2,000 seeds no count is so far out that it would come about once in a million."""
    runs, times = 2000, Counter[str]()
    for seed in range(runs):
        found = draw(TEN, Request(f"种子{seed}", count=3, risk=("findings",), sizes="none"))
        times.update(one.unit.key for one in found.drawn)
    for one in found.strata[0].drawings:
        assert outside(times[one.unit.key], runs, one.probability) > F(1, 10**6), (one.unit.key, times[one.unit.key])


def test_two_seeds_and_two_strata_draw_independently() -> None:
    drawn = {
        tuple(one.unit.key for one in draw(TEN, Request(str(seed), count=2, sizes="none")).drawn) for seed in range(300)
    }
    assert len({frozenset(one) for one in drawn}) == 45  # every pair of ten comes up


# —— sizes ——


def sizes(found_in: Population, **asked: object) -> dict[str, str]:
    found = draw(found_in, Request("x", F(1), **asked))  # type: ignore[arg-type]
    return {one.unit.key: stratum.size for stratum in found.strata for one in stratum.drawings}


def test_amounts_are_parted_in_three_and_equal_ones_stay_together() -> None:
    assert Counter(sizes(population(*((f"甲{one}", "学校", one, 0) for one in range(9)))).values()) == {
        "小": 3,
        "中": 3,
        "大": 3,
    }
    same = sizes(population(*((f"甲{one}", "学校", amount, 0) for one, amount in enumerate([1, 5, 5, 5, 5, 9]))))
    assert same == {"甲0": "小", "甲1": "小", "甲2": "小", "甲3": "小", "甲4": "小", "甲5": "大"}


def test_a_given_bound_lies_inside_the_smaller_size() -> None:
    rows = population(("a", "学校", 100, 0), ("b", "学校", 101, 0), ("c", "学校", 500, 0), ("d", "学校", 501, 0))
    assert sizes(rows, sizes=(F(100), F(500))) == {"a": "小", "b": "中", "c": "中", "d": "大"}
    assert sizes(rows, sizes=(F(100),)) == {"a": "第1档", "b": "第2档", "c": "第2档", "d": "第2档"}


def test_a_count_too_large_or_too_small_is_refused_and_a_rate_is_raised() -> None:
    with pytest.raises(UsageError, match="名单里只有 10 家"):
        draw(TEN, Request("x", count=11))
    with pytest.raises(UsageError, match="却分成 3 层"):
        draw(TEN, Request("x", count=2))
    found = draw(TEN, Request("x", F(1, 100)))
    assert len(found.drawn) == 3
    assert found.notes == ("按比例应抽 1 家，不够每层抽 1 家，改抽 3 家",)
