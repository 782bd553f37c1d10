"""No few agencies can be worked out from the answers: tried by brute force, against every sum and difference of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.model.reference import Group, Observed, Traits
from jixiao.reference.disclosure import LEAST, tellable, tells_of_few
from jixiao.reference.editions import Edition, next_edition


def rank(rows: Sequence[Sequence[int]]) -> int:
    """By elimination in fractions, nothing of the program used."""
    matrix = [[Fraction(one) for one in row] for row in rows]
    found = 0
    for column in range(len(matrix[0]) if matrix else 0):
        pivot = next((at for at in range(found, len(matrix)) if matrix[at][column]), None)
        if pivot is None:
            continue
        matrix[found], matrix[pivot] = matrix[pivot], matrix[found]
        for at in range(found + 1, len(matrix)):
            times = matrix[at][column] / matrix[found][column]
            matrix[at] = [one - times * other for one, other in zip(matrix[at], matrix[found], strict=True)]
        found += 1
    return found


def recovered(sets: Sequence[frozenset[str]]) -> set[frozenset[str]]:
    """Every group of fewer than five members whose sum follows from the sums over `sets`."""
    everybody = sorted(frozenset().union(*sets))
    rows = [[int(member in one) for member in everybody] for one in sets]
    known = rank(rows)
    found = set()
    for size in range(1, LEAST):
        for few in combinations(everybody, size):
            if rank([*rows, [int(member in few) for member in everybody]]) == known:
                found.add(frozenset(few))
    return found


def members(prefix: str, count: int) -> frozenset[str]:
    return frozenset(f"{prefix}{number}" for number in range(count))


def test_a_group_of_four_is_not_told_of_and_one_of_five_is() -> None:
    assert tellable({Group(): members("a", 4)}) == {}
    assert tellable({Group(): members("a", 5)}) == {Group(): members("a", 5)}


def test_a_group_whose_rest_would_be_too_small_keeps_its_smallest_part_to_itself() -> None:
    """Twelve agencies: seven of the county, three of the city, two unknown. County told, the rest would be five: 12 - 7."""
    county, city, unknown = members("c", 7), members("s", 3), members("u", 2)
    groups = {Group(): county | city | unknown, Group("县级"): county, Group("市级"): city}
    assert set(tellable(groups)) == {Group(), Group("县级")}
    groups[Group()] = county | city  # ten: the rest beside the county would be the three of the city
    assert set(tellable(groups)) == {Group()}


def test_two_parts_that_leave_nothing_are_both_told() -> None:
    county, city = members("c", 7), members("s", 5)
    assert len(tellable({Group(): county | city, Group("县级"): county, Group("市级"): city})) == 3


def test_sets_that_differ_by_one_tell_of_that_one() -> None:
    assert tells_of_few([members("a", 8), members("a", 9)])
    assert not tells_of_few([members("a", 8), members("a", 13)])
    assert not tells_of_few([members("a", 8), members("b", 9)])


def test_one_in_the_place_of_another_is_told_of_by_the_difference() -> None:
    """The same eight and one each: the difference is that of two agencies. With three against two it is that of five."""
    same = members("a", 8)
    assert tells_of_few([same | members("x", 1), same | members("y", 1)])
    assert tells_of_few([same | members("x", 2), same | members("y", 2)])
    assert not tells_of_few([same | members("x", 3), same | members("y", 2)])


def test_three_answers_together_may_tell_what_no_two_of_them_do() -> None:
    """All of a, b, c and x, less those of a and b, less those of c: x alone."""
    a, b, c, x = members("a", 5), members("b", 5), members("c", 5), members("x", 1)
    assert not tells_of_few([a | b, c | x])
    assert tells_of_few([a | b, c, a | b | c | x])
    assert recovered([a | b, c, a | b | c | x]) == {x}


def test_more_than_eighteen_parts_that_hang_together_are_taken_for_unsafe() -> None:
    """Threes in a chain, each answer about two neighbours: no sum or difference of them is of fewer than six."""

    def chain(parts: int) -> list[frozenset[str]]:
        return [members(f"{at}号", 3) | members(f"{at + 1}号", 3) for at in range(parts - 1)]

    assert recovered(chain(4)) == set()
    assert not tells_of_few(chain(18))
    assert tells_of_few(chain(19))  # safe all the same, but too many to be tried


_KINDS = ["", "教育", "卫生"]
_TREES = st.lists(
    st.tuples(st.sampled_from(["", "县级", "市级"]), st.sampled_from(_KINDS), st.integers(0, 2)), min_size=1, max_size=11
)


def _groups(agencies: list[tuple[str, str, int]]) -> tuple[list[Observed], dict[str, Traits]]:
    values = [
        Observed(f"单位{at}", 2021, "execution_rate", Fraction(one[2] + at), "case", "") for at, one in enumerate(agencies)
    ]
    return values, {f"单位{at}": Traits(level, kind) for at, (level, kind, _) in enumerate(agencies)}


@settings(max_examples=25, deadline=None)
@given(_TREES)
def test_nothing_small_can_be_recovered_from_one_edition(agencies: list[tuple[str, str, int]]) -> None:
    edition, _ = next_edition(*_groups(agencies), [])
    if edition is None:
        assert len(agencies) < LEAST
        return
    assert recovered(list(edition.members.values())) == set()
    sizes = [one.n for one in edition.distributions]
    for one, other in combinations(edition.members.values(), 2):
        if one < other:
            assert len(other) - len(one) >= LEAST
    assert min(sizes) >= LEAST


@settings(max_examples=25, deadline=None)
@given(_TREES, _TREES)
def test_nor_from_two_editions_together(first: list[tuple[str, str, int]], then: list[tuple[str, str, int]]) -> None:
    one, _ = next_edition(*_groups(first), [])
    before: list[Edition] = [one] if one is not None else []
    two, held = next_edition(*_groups(then), before)
    told = [members for edition in (*before, *([two] if two else [])) for members in edition.members.values()]
    if told:
        assert recovered(list(dict.fromkeys(told))) == set()
    assert not (two is not None and held)


def test_one_agency_more_is_held_back_and_five_more_are_not() -> None:
    def observed(count: int) -> list[Observed]:
        return [Observed(f"单位{at}", 2021, "execution_rate", Fraction(at), "case", "") for at in range(count)]

    first, _ = next_edition(observed(8), {}, [])
    assert first is not None
    assert next_edition(observed(8), {}, [first]) == (None, False)
    assert next_edition(observed(9), {}, [first]) == (None, True)
    second, held = next_edition(observed(13), {}, [first])
    assert second is not None and not held and second.number == 2
    assert second.distributions[0].n == 13


def test_a_new_year_for_most_agencies_makes_a_new_edition() -> None:
    """Twelve agencies, ten of them with a new year: nobody can be told apart, since both answers cover ten that changed."""
    old = [Observed(f"单位{at}", 2020, "execution_rate", Fraction(at), "case", "") for at in range(12)]
    new = [Observed(f"单位{at}", 2021, "execution_rate", Fraction(at + 1), "case", "") for at in range(10)]
    first, _ = next_edition(old, {}, [])
    assert first is not None
    second, held = next_edition([*old, *new], {}, [first])
    assert second is not None and not held
    assert second.distributions[0].n == 12
