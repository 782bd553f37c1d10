"""Lists behind a colon that tell as many amounts as there are things, and those that tell one less."""

from __future__ import annotations

import pytest

from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import brief, parts, prose, wrong

POOLS = "对{}个泵房作了复核，涉及预算{}万元，实际支出83.17万元。得分为：{}。"
FIVE = "甲泵房10.20万元，96分；乙泵房31.45万元，91分；丙泵房8.60万元，88分；丁泵房{}万元，85分；戊泵房27.35万元，80分"
AMOUNTS = ["10.20万元", "31.45万元", "8.60万元", "18.20万元", "27.35万元"]  # together 95.80


def test_as_many_amounts_as_things_make_up_the_amount_they_give() -> None:
    found = brief(sum_relations(prose(POOLS.format(5, "95.80", FIVE.format("18.20")))))
    assert ("95.80万元", AMOUNTS, Verdict.CONSISTENT) in found


@pytest.mark.parametrize(("total", "fourth"), [("98.50", "18.20"), ("95.80", "12.80"), ("95.80", "18.70")])
def test_a_digit_that_parts_them_is_asked_about(total: str, fourth: str) -> None:
    (found,) = wrong(sum_relations(prose(POOLS.format(5, total, FIVE.format(fourth)))))
    assert found.stated.quote == f"{total}万元"
    assert found.open


def test_one_thing_less_than_was_said_is_asked_about() -> None:
    (found,) = wrong(sum_relations(prose(POOLS.format(6, "99.80", FIVE.format("18.20")))))
    assert (found.kind, found.stated.quote, parts(found), bool(found.open)) == (Kind.LIST_COUNT, "6个", AMOUNTS, True)


@pytest.mark.parametrize(
    "text",
    [
        POOLS.format(9, "98.50", FIVE.format("18.20")),  # five of nine
        POOLS.format(5, "98.55", FIVE.format("18.20")),  # no digit makes it
        POOLS.format(5, "约98", FIVE.format("18.20")),
        POOLS.format(5, "98.50", FIVE.format("约18")),
        POOLS.format(5, "98.50", FIVE.format("18.20").replace("丁", "丙")),  # one thing told twice
        POOLS.format(5, "98.50", FIVE.format("18.20")).replace("得分为", "其中主要的有"),
        POOLS.format(6, "99.80", FIVE.format("18.20")).replace("得分为", "部分得分为"),
        POOLS.format(6, "95.80", FIVE.format("18.20")).replace("83.17", "95.80"),  # what is told is all of it
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(sum_relations(prose(text))) == []
