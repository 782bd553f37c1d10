"""Whether figures that claim to belong together do, and whether a miss looks like a slip: by hand, and as properties of honest rounding."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.extract.judge import (
    Amount,
    amount,
    close_sum,
    digits_of,
    edit_of,
    is_slip,
    like,
    nearness,
    one_digit_away,
    significant,
)
from jixiao.model.claim import Verdict
from tests.unit.extract.passages import amounts, printed

WAN = Decimal(10_000)


def close(total: str, *parts: str) -> tuple[Verdict, str]:
    closing = close_sum(amounts(total)[0], amounts(*parts))
    return closing.verdict, closing.detail


# —— amounts ——


def test_an_amount_is_known_to_half_its_last_printed_digit() -> None:
    (found,) = amounts("89.97万元")
    assert (found.value, found.low, found.high, found.step) == (899_700, 899_650, 899_750, 100)
    assert not found.loose


def test_counts_are_exact_and_a_printed_zero_is_none_at_all() -> None:
    people, nothing = amounts("12人", "0.00万元")
    assert (people.low, people.high) == (12, 12)
    assert (nothing.low, nothing.high) == (0, 0)


def test_约_and_bounds_make_an_amount_loose() -> None:
    about, over, bound = amounts("约130万元", "130余万元", "≥130万元")
    assert (about.low, about.high, about.loose) == (1_250_000, 1_350_000, True)
    assert (over.low, over.high, over.loose) == (1_295_000, 1_400_000, True)
    assert bound.loose


# —— closing ——


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [
        ("86.124万元", ("80.749万元", "5.375万元"), (Verdict.CONSISTENT, "")),
        ("130.651万元", ("86.124万元", "44.526万元"), (Verdict.ROUNDING, "")),  # 0.001 off; three figures allow 0.0015
        ("130.652万元", ("86.124万元", "44.526万元"), (Verdict.INCONSISTENT, "")),  # 0.002 off
        ("2.4亿元", ("2.35亿元", "500万元"), (Verdict.CONSISTENT, "")),
        (
            "89.97万元",
            ("30万元", "30万元", "29.99万元"),
            (Verdict.INCONSISTENT, "coarse"),
        ),  # 0.02 off; only whole 万元 cover it
        ("90万元", ("30万元", "30万元", "29.99万元"), (Verdict.ROUNDING, "")),  # the total is the coarse one
        ("90万元", ("30.6万元", "60.0万元"), (Verdict.ROUNDING, "")),  # 90.50 may print as 90.6 here and 90 there
        ("90万元", ("30.7万元", "60.0万元"), (Verdict.INCONSISTENT, "")),
        ("约90万元", ("30万元", "55万元"), (Verdict.ROUNDING, "approximate")),  # 85…95
        ("约90万元", ("30万元", "53万元"), (Verdict.INCONSISTENT, "")),  # 83 ± 1
        ("90万元", ("30万元", "约60万元"), (Verdict.CONSISTENT, "")),
        ("10人", ("1人", "9人"), (Verdict.CONSISTENT, "")),
        ("10人", ("1人", "1人", "1人", "2人", "6人"), (Verdict.INCONSISTENT, "")),
        ("5.03万元", ("5.01万元", "0.00万元"), (Verdict.INCONSISTENT, "")),  # a printed 0 gives no width
        ("5.02万元", ("5.01万元", "0.00万元"), (Verdict.ROUNDING, "")),
    ],
)
def test_a_sum_closes_exactly_within_its_printed_digits_or_not(
    total: str, parts: tuple[str, ...], verdict: tuple[Verdict, str]
) -> None:
    assert close(total, *parts) == verdict


def test_the_difference_is_the_sum_less_the_total() -> None:
    closing = close_sum(amounts("10人")[0], amounts("5人", "6人"))
    assert (closing.total, closing.difference) == (11, 1)


def put(value: Decimal, places: int) -> Amount:
    """A true amount in 万元, printed half up with `places` decimals."""
    return amount(printed(f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}万元"))


# At least half a 万元: what prints as 0 is taken for nothing, which is a statement of its own.
TRUE = st.decimals("0.5", "99999", places=5)
PLACES = st.integers(0, 4)


@given(st.lists(st.tuples(TRUE, PLACES), min_size=1, max_size=12), PLACES)
def test_true_parts_of_a_true_total_are_never_called_wrong_but_for_coarseness(
    true: list[tuple[Decimal, int]], places: int
) -> None:
    closing = close_sum(put(sum((value for value, _ in true), Decimal(0)), places), [put(*one) for one in true])

    assert closing.verdict is not Verdict.INCONSISTENT or closing.detail == "coarse"


@given(st.lists(TRUE, min_size=1, max_size=12), st.integers(1, 4))
def test_true_parts_printed_alike_are_never_called_wrong_at_all(true: list[Decimal], places: int) -> None:
    closing = close_sum(put(sum(true, Decimal(0)), places), [put(one, places) for one in true])

    assert closing.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING)


@given(st.lists(TRUE, min_size=1, max_size=6), st.integers(1, 4), st.integers(0, 3))
def test_a_total_printed_more_coarsely_than_its_parts_is_never_called_wrong(
    true: list[Decimal], places: int, less: int
) -> None:
    total = put(sum(true, Decimal(0)), max(0, places - less))

    assert close_sum(total, [put(one, places) for one in true]).verdict is not Verdict.INCONSISTENT


@given(st.lists(TRUE, min_size=1, max_size=12), st.integers(1, 4), st.sampled_from([1, -1]))
def test_a_miss_beyond_every_half_digit_is_always_a_miss(true: list[Decimal], places: int, sign: int) -> None:
    shown = [put(one, places) for one in true]
    step = Decimal(1).scaleb(-places)
    off = (len(true) + 1) * step / 2 + step  # one digit more than all half digits together
    total = sum((one.value for one in shown), Decimal(0)) / WAN + sign * off
    if total <= 0:
        return

    assert close_sum(put(total.quantize(step / 10), places + 1), shown).verdict is Verdict.INCONSISTENT


@given(st.lists(TRUE, min_size=2, max_size=6), st.lists(PLACES, min_size=7, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_parts_does_not_matter(true: list[Decimal], places: list[int], random: object) -> None:
    total = put(sum(true, Decimal(0)), places[-1])
    parts = [put(one, place) for one, place in zip(true, places, strict=False)]

    assert close_sum(total, parts) == close_sum(total, parts[::-1])


# —— slips ——


@pytest.mark.parametrize(
    ("printed_as", "wanted"),
    [("136", "135"), ("136", "236"), ("136", "163"), ("136", "316"), ("136", "13"), ("136", "16"), ("136", "1136"), ("136", "1360"),
     ("13.6", "13.5"), ("13.62", "13.26"), ("86.12", "68.12"), ("1.36", "11.36"), ("13.6", "3.6"), ("12.34", "13.24")],
)  # fmt: skip
def test_one_digit_changed_added_dropped_or_two_neighbours_swapped_is_a_slip(printed_as: str, wanted: str) -> None:
    assert is_slip(printed_as, wanted)
    assert is_slip(wanted, printed_as)


@pytest.mark.parametrize(
    ("printed_as", "wanted"),
    [("136", "136"), ("136", "145"), ("136", "631"), ("136", "1"), ("13.6", "136"), ("13.6", "1.36"), ("13.6", "1.37"), ("136", ""), ("", "136"), ("", ""),
     ("1234", "2143"), ("136", "13.6"), ("123", "321")],
)  # fmt: skip
def test_anything_more_is_none(printed_as: str, wanted: str) -> None:
    assert not is_slip(printed_as, wanted)


def test_every_number_one_digit_away_is_given_and_no_other() -> None:
    found = list(one_digit_away("1.2"))
    assert sorted(found) == sorted([f"{n}.2" for n in "023456789"] + [f"1.{n}" for n in "013456789"])
    assert "21" in list(one_digit_away("12"))
    assert len(list(one_digit_away("12"))) == 19
    assert len(list(one_digit_away("11"))) == 18


@given(st.decimals("10", "99999", places=2))
def test_what_is_one_digit_away_is_a_slip(value: Decimal) -> None:
    text = f"{value:f}"
    assert all(is_slip(text, other) for other in one_digit_away(text))


@pytest.mark.parametrize(
    ("text", "wanted", "edit"),
    [
        ("136万元", 1_350_000, "136→135"),
        ("13.6万元", 135_000, "13.6→13.5"),
        ("1,360万元", 13_500_000, "1360→1350"),
        ("136万元", 1_355_000, ""),  # would need a decimal
        ("136万元", -1_360_000, ""),
        ("136万元", 1_360_000, ""),
        ("136万元", 1_470_000, ""),
        ("10人", 11, "10→11"),
    ],
)
def test_an_edit_is_in_the_digits_as_printed(text: str, wanted: int, edit: str) -> None:
    assert edit_of(printed(text), Decimal(wanted)) == edit


def test_a_value_is_printed_with_the_decimals_of_the_other_or_not_at_all() -> None:
    assert digits_of(printed("13.60万元"), Decimal(150_000)) == "15.00"
    assert digits_of(printed("13.60万元"), Decimal(150_050)) == ""
    assert digits_of(printed("13.60万元"), Decimal(-150_000)) == ""
    assert str(like(printed("13.60万元"), Decimal(155_000))) == "15.5万元"


@pytest.mark.parametrize(
    ("text", "digits"), [("0.03万元", 1), ("1,360万元", 4), ("100万元", 3), ("0万元", 1), ("13.60万元", 4)]
)
def test_digits_are_counted_as_printed(text: str, digits: int) -> None:
    assert significant(printed(text)) == digits


# —— nearness ——


def near(total: str, *parts: str) -> bool:
    count = total.endswith("人")
    return nearness(amounts(total)[0], amounts(*parts), count=count).near


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("500人", ("255人", "255人")),  # 510: 2 % to the dot
        ("100人", ("60人", "30人", "30人")),  # 100→120: a three-digit figure, 20 % to the dot
        ("100万元", ("60万元", "60万元")),
        ("10人", ("1人", "1人", "1人", "2人", "6人")),  # five parts, one off
        ("136.25万元", ("80.15万元", "96.10万元")),  # 136.25→176.25: 29 % off, chance (5 + 4 + 4) × 10 × 0.01 ÷ 136.25 < 1 %
        ("136.25万元", ("80.15万元", "16.10万元")),  # 56.10 was meant
    ],
)
def test_a_miss_that_looks_like_a_slip(total: str, parts: tuple[str, ...]) -> None:
    assert near(total, *parts)


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("600人", ("307人", "306人")),  # 613: 2.2 %, two digits
        ("100人", ("60人", "60人")),  # two counts alone: too many slips would close them
        ("100人", ("65人", "45人", "20人")),  # 100→130: 30 % off, and chance 70 %
        ("800人", ("450人", "550人")),  # 450→250, but chance is 90 in 800, and 25 % off
        ("12人", ("10人", "4人")),  # 12→14: two digits, chance would do it; 17 % off
        ("10人", ("5人", "6人")),  # off by one of two parts only
        ("10人", ("4人", "4人", "4人")),  # off by two
        ("136.25万元", ("80.15万元", "40.00万元")),  # a gap
        ("11万元", ("4万元", "4万元", "4万元")),  # one off, but amounts are not counted: 9 %
    ],
)
def test_a_miss_that_looks_like_a_gap(total: str, parts: tuple[str, ...]) -> None:
    assert not near(total, *parts)


def test_chance_is_ten_times_the_digits_times_the_finest_step_over_the_total() -> None:
    found = nearness(amounts("136.25万元")[0], amounts("80.15万元", "55.10万元"), count=False)

    assert found.edit == "136.25→135.25"
    assert found.chance == Decimal(130) * 100 / Decimal(1_362_500)
    assert found.relative == Decimal(10_000) / Decimal(1_362_500)


def test_the_edit_may_be_in_a_part() -> None:
    found = nearness(
        amounts("195.00万元")[0], amounts("120.00万元", "85.00万元"), count=False
    )  # 205: two digits of the total
    assert found.edit == "120.00→110.00"
