"""Derived figures: exact, printed like their operands, absent while anything is absent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.compose.figures import Derivation, Figures, Slot, in_wan, percentage, points
from jixiao.model.case import Case
from jixiao.model.fact import Fact, Facts
from jixiao.model.quantity import Quantity

SLOTS = {"this": Slot("total_expenditure", "executed"), "last": Slot("total_expenditure", "executed", -1)}


def money(text: str, unit: str = "万元") -> Quantity:
    factor = {"元": Decimal(1), "万元": Decimal(10000), "亿元": Decimal(10**8)}[unit]
    step = Decimal(1).scaleb(-len(text.partition(".")[2])) * factor
    return Quantity(Decimal(text) * factor, "元", step, text=text, printed_unit=unit, factor=factor)


def figures(this: Quantity | None, last: Quantity | None, **derived: Derivation | str) -> Figures:
    given_facts = [
        Fact("total_expenditure", value, year, "executed")
        for value, year in ((this, 2021), (last, 2020))
        if value is not None
    ]
    rules = {name: one if isinstance(one, Derivation) else Derivation(one) for name, one in derived.items()}
    return Figures(Case("示例局（虚构）", 2021, "demo", Facts.of(given_facts)), SLOTS, rules)


@pytest.mark.parametrize(
    ("this", "last", "shown"),
    [
        (money("0.172"), money("0.03"), "0.142万元"),  # the finer operand decides: nothing is rounded away
        (money("86.124"), money("86.124"), "0.000万元"),
        (money("10"), money("12.5"), "-2.5万元"),
        (money("1.2"), money("3000.55", "元"), "0.899945万元"),
        (money("1300000.00", "元"), money("130"), "0.00元"),
        (money("1.5", "亿元"), money("5000"), "1.0亿元"),
    ],
)
def test_a_difference_is_exact_and_printed_like_its_operands(this: Quantity, last: Quantity, shown: str) -> None:
    fact = figures(this, last, gap="this - last").get("gap")
    assert fact is not None
    assert fact.shown == shown
    assert fact.by == "derived:this - last"


amounts = st.decimals(min_value=-(10**7), max_value=10**7, places=3, allow_nan=False, allow_infinity=False)


@given(amounts, amounts, st.sampled_from(["元", "万元", "亿元"]), st.sampled_from(["元", "万元"]))
def test_no_difference_ever_loses_a_digit(a: Decimal, b: Decimal, unit_a: str, unit_b: str) -> None:
    first, second = money(str(a), unit_a), money(str(b), unit_b)
    fact = figures(first, second, gap="this - last").get("gap")
    assert fact is not None and isinstance(fact.value, Quantity)
    assert fact.value.value == first.value - second.value
    assert Decimal(fact.value.text) * first.factor == first.value - second.value


def test_a_rate_is_rounded_half_up_to_its_places() -> None:
    assert percentage(Fraction(1, 3), 2).text == "33.33"
    assert percentage(Fraction(125, 100000), 2).text == "0.13"
    rate = figures(money("0.172"), money("0.03"), rate=Derivation("(this - last) / last", "%")).get("rate")
    assert rate is not None and rate.shown == "473.33%"


def test_what_rests_on_an_absent_figure_is_absent_and_names_it() -> None:
    known = figures(money("1"), None, gap="this - last", rate=Derivation("gap / last", "%"))
    assert known.get("gap") is None
    assert known.get("rate") is None
    assert known.holds("this > last") is None
    assert [slot.called for slot in known.lacking("rate")] == ["上年度总支出全年执行数"]


def test_a_rate_over_zero_is_no_figure() -> None:
    assert figures(money("5"), money("0"), rate=Derivation("this / last", "%")).get("rate") is None


def test_a_fact_that_is_no_quantity_fills_no_slot() -> None:
    words = Facts.of([Fact("total_expenditure", "见附表", 2021, "executed")])
    assert Figures(Case("示例局（虚构）", 2021, "demo", words), SLOTS, {}).get("this") is None


def test_amounts_in_yuan_are_shown_in_wan_exactly() -> None:
    assert in_wan(money("1306510.00", "元")).text == "130.651"
    assert in_wan(money("1306510.00", "元")).value == Decimal("1306510.00")
    assert in_wan(money("2.5", "亿元")).text == "25000"
    assert in_wan(Quantity(Decimal(12), "人", text="12")).unit == "人"


def test_points_print_the_rulebooks_decimals() -> None:
    assert points(Fraction(185, 2), 2, "self_score").shown == "92.50分"
    assert points(Fraction(2675, 1000), 2, "self_score").shown == "2.68分"
