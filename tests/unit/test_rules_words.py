"""Numbers as a person reads them, down to a hair beside an edge."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from jixiao.rules.words import distance, figure


@pytest.mark.parametrize(
    ("value", "edges", "shown"),
    [
        (F(30), (F(30),), "30%"),
        (F(100, 3), (), "33.33%"),
        (F("100.004"), (F(100),), "100.004%"),
        (F("30.0000004"), (F(30),), "略高于30%"),
        (F("29.9999996"), (F(30),), "略低于30%"),
        (F("29.9999996"), (F(90), F(30)), "略低于30%"),
        (F("29.9999996"), (F(90),), "30.00%"),
    ],
)
def test_a_figure_shows_on_which_side_of_an_edge_it_lies_and_no_digit_more(
    value: F, edges: tuple[F, ...], shown: str
) -> None:
    assert figure(value, "%", edges) == shown


@pytest.mark.parametrize(
    ("apart", "shown"),
    [(F(0), "0个百分点"), (F(1, 3), "0.33个百分点"), (F(1, 1000), "0.001个百分点"), (F(1, 10**8), "不到0.000001个百分点")],
)
def test_a_distance_is_never_shown_as_nothing(apart: F, shown: str) -> None:
    assert distance(apart, "%") == shown
