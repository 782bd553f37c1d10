"""Averages over time: what the amount of the sentence gives, divided by what is said or follows from the name."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import parts, reading, wrong

MONTHLY = "全年预算780.00万元，实际支付{}万元，月均{}万元。"
YEARLY = "三年合计{}万元，年均{}万元。"
DAILY = "接待查档1,120人次，平均每天接待{}人次（按250个工作日计算）。"
QUARTERS = "上半年1-6月共支出{}万元，月均{}万元。"


@pytest.mark.parametrize(
    ("text", "stated", "given"),
    [
        (MONTHLY.format("751.75", "62.65"), "62.65万元", ["751.75万元"]),
        (YEARLY.format("384.60", "128.20"), "128.20万元", ["384.60万元"]),
        (QUARTERS.format("61.50", "10.25"), "10.25万元", ["61.50万元"]),
    ],
)
def test_what_holds(text: str, stated: str, given: list[str]) -> None:
    (found,) = (one for one in reading(text).relations if one.kind is Kind.RATE)
    assert (found.stated.quote, parts(found), found.verdict) == (stated, given, Verdict.CONSISTENT)


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (YEARLY.format("384.60", "128.70"), "128.70→128.20"),
        (YEARLY.format("348.60", "128.20"), "348.60→384.60"),
        (DAILY.format("4.84"), "4.84→4.48"),
        (QUARTERS.format("61.50", "13.40"), ""),
    ],
)
def test_a_slip_is_asked_about_where_one_digit_explains_it(text: str, edit: str) -> None:
    found = [one for one in wrong(reading(text).relations) if one.kind is Kind.RATE]
    assert [(one.edit, bool(one.open)) for one in found] == ([(edit, True)] if edit else [])


@pytest.mark.parametrize(
    "text",
    [
        MONTHLY.format("751.75", "62.56"),  # the budget may be meant as well
        YEARLY.replace("三年", "历年").format("384.60", "128.70"),  # of how many years is not said
        YEARLY.format("约384.60", "128.70"),
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(reading(text).relations) == []
