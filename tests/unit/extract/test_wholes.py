"""The whole of the money, and what was spent of it: rates and remainders whose base stands far off."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import brief, only, parts, reading, wrong

HELD = Verdict.CONSISTENT
GIVEN = "下达资金3280万元，分三批：首批2150万元，次批890万元，末批240万元。按方向分：甲1460万元，乙720万元，丙510万元，丁390万元，戊200万元。\n"
LEFT = "资金共到位218.60万元，其中省级134.00万元，市级32.60万元，县级52.00万元。支出{}万元，包括：用于改造36.00万元、救助57.60万元、托养41.76万元、适配28.50万元、扶持45.60万元。剩余{}万元待验收后支付。"


def test_a_rate_without_a_name_of_its_own_is_of_the_whole() -> None:
    found = only(reading(GIVEN + "截至年底，支出3116万元，执行率95%。").relations, Kind.RATE)
    assert (parts(found), found.verdict) == (["3116万元", "3280万元"], HELD)


def test_what_is_left_of_the_whole_stands_far_behind_it() -> None:
    found = brief(reading(LEFT.format("209.46", "9.14")).relations)
    assert ("9.14万元", ["218.60万元", "209.46万元"], HELD) in found


@pytest.mark.parametrize(
    "text", [GIVEN + "截至年底，支出3016万元，执行率95%。", GIVEN + "截至年底，支出3116万元，执行率93.0%。"]
)
def test_a_slip_is_asked_about(text: str) -> None:
    found = only(wrong(reading(text).relations), Kind.RATE)
    assert parts(found)[1] == "3280万元"
    assert found.open


def test_a_remainder_one_digit_off_is_asked_about() -> None:
    found = only(wrong(reading(LEFT.format("209.46", "9.74")).relations), Kind.DIFFERENCE)
    assert found.edit == "9.74→9.14"


@pytest.mark.parametrize(
    "text",
    [
        GIVEN + "丙支出3016万元，执行率95%。",  # of something with a name
        GIVEN + "追加200万元。支出3016万元，执行率95%。",  # the whole was moved
        GIVEN + "截至年底，支出2460万元，执行率95%。",  # too far off: of another whole
        GIVEN + "补助资金总额3,174.74万元。支出3016万元，执行率95%。",  # another amount gives it
        "下达资金3280万元。另一项下达资金3150万元。支出3016万元，执行率91%。",  # two wholes
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(reading(text).relations) == []
