"""Gaps called by any word: what confirms them, and when one digit of long figures is asked about."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import brief, reading, wrong


@pytest.mark.parametrize(
    ("text", "gap", "pair"),
    [
        ("合同价128.65万元，项目预算130万元，节约1.35万元。", "1.35万元", ["130万元", "128.65万元"]),
        (
            "计划改造60座。实际完成57座，因迁改推迟103座。计划栽植460株，实际栽植357株，尚缺103株。",
            "103株",
            ["460株", "357株"],
        ),
        ("资金总规模4,500万元，累计支出4,312.8万元，尾款187.2万元。", "187.2万元", ["4,500万元", "4,312.8万元"]),
    ],
)
def test_two_figures_before_that_differ_by_it_confirm_a_gap(text: str, gap: str, pair: list[str]) -> None:
    assert (gap, pair, Verdict.CONSISTENT) in brief(reading(text).relations)


def test_a_change_behind_the_one_that_is_told_is_of_something_else() -> (
    None
):  # 526.00 − 486.00 = 40.00; 406.00 would make 120.00
    told = "支出486.00万元，比上年的526.00万元减少{}万元，下降7.60%，主要是专项调查减少120.00万元，新增普查80.00万元。"
    assert wrong(reading(told.format("40.00")).relations) == []
    assert {one.stated.quote for one in wrong(reading(told.format("48.00")).relations)} >= {"48.00万元"}


def test_one_digit_of_long_figures_is_asked_about() -> None:  # 4500.00 − 4312.80 = 187.20
    (found,) = wrong(reading("资金总规模4,500.00万元，累计拨出4,312.80万元，尾款187.60万元。").relations)
    assert (found.kind, found.edit, bool(found.open)) == (Kind.DIFFERENCE, "187.60→187.20", True)


@pytest.mark.parametrize(
    "text",
    [
        "资金总规模4,500.00万元，累计拨出4,312.80万元，尾款93.11万元。",  # two digits off
        "计划改造60座，实际完成57座，推迟8座。",  # small counts: some digit always fits
        "计划栽植450株，实际栽植431株，尚缺17株。",  # 19, but of three digits chance gives one too easily
        "资金总规模4,500.00万元，累计拨出4,312.80万元，上年结余187.60万元。",  # left of another year
        "年初结转40.00万元，收入4,500.00万元，支出4,352.80万元，结余187.20万元。",  # of three figures
    ],
)
def test_no_gap_is_asked_about_without_that(text: str) -> None:
    assert wrong(reading(text).relations) == []


def test_what_an_item_of_a_list_needs_is_no_gap() -> None:
    texts = (
        "预算160.00万元，用于：{}东区工程38.42万元；{}西区缺口资金121.68万元。".format(*marks)
        for marks in (("", ""), ("①", "②"))
    )
    assert [len([one for one in wrong(reading(text).relations) if one.way == "gap"]) for text in texts] == [1, 0]


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("在册学员1260人，结业1198人，未结业63人。", "63→62"),
        ("目标值90%，实际达到94.6%，超出4.9个百分点。", "4.9→4.6"),
        ("计划投资520.00万元，实际投资486.30万元，节约33.10万元。", "33.10→33.70"),
    ],
)
def test_a_rest_by_its_name_is_asked_about_with_few_digits(text: str, edit: str) -> None:
    (found,) = wrong(reading(text).relations)
    assert (found.edit, bool(found.open)) == (edit, True)


@pytest.mark.parametrize(
    "text",
    [
        "在册学员1260人，结业1198人，未结业62人。",
        "在册学员1260人，参训1198人，未结业63人。",  # of others
        "满意率94.6%，知晓率90%，超出去年4.9个百分点。",
        "其他收入25.50万元，保教费收入218.30万元。其他收入增加4.20万元。",  # a change lies between two years
    ],
)
def test_a_rest_of_something_else_is_left_alone(text: str) -> None:
    assert wrong(reading(text).relations) == []


def test_between_a_target_and_what_was_done_short_figures_are_asked_about_too() -> None:  # 2.60 − 2.54 = 0.06
    text = "建设任务2.60万亩，实际建成2.54万亩，少建{}万亩。"
    assert wrong(reading(text.format("0.06")).relations) == []
    (found,) = wrong(reading(text.format("0.60")).relations)
    assert (found.kind, found.edit, bool(found.open)) == (Kind.DIFFERENCE, "0.60→0.06", True)
