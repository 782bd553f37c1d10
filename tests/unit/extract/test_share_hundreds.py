"""Shares that make up a hundred, of a thing that is told nowhere."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import reading, wrong

TOLD = "人员经费支出{}万元，占基本支出的86.12%；公用经费51.32万元，占{}支出的13.88%。"


def shares(text: str) -> list[tuple[str, Verdict]]:
    return [(one.stated.quote, one.verdict) for one in reading(text).relations if one.kind is Kind.SHARE]


def test_they_are_of_the_sum_of_their_amounts() -> None:
    assert shares(TOLD.format("318.40", "基本")) == [("86.12%", Verdict.CONSISTENT), ("13.88%", Verdict.CONSISTENT)]


def test_one_digit_of_an_amount_is_asked_about() -> None:
    (found,) = wrong(reading(TOLD.format("312.40", "基本")).relations)
    assert (found.edit, bool(found.open)) == ("312.40→318.40", True)


@pytest.mark.parametrize(
    "text",
    [
        TOLD.format("312.40", "项目"),  # of two things
        TOLD.format("299.40", "基本"),  # no digit explains it
        "甲支出312.40万元，占基本支出的86.12%；乙支出51.32万元，占基本支出的9.88%。",  # there are others
        "甲支出312.40万元，占86%；乙支出51.32万元，占14%。",  # too few digits
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(reading(text).relations) == []
