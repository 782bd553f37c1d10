"""Columns told in words: totals of one name, and what stands beside a list that adds up."""

from __future__ import annotations

import pytest

from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Verdict
from tests.unit.extract.passages import brief, parts, prose, wrong

HELD = Verdict.CONSISTENT
POOLS = "东池蓄水{}立方米、水泵{}台；西池蓄水58940立方米、水泵7台；南池蓄水23200立方米、水泵2台。合计蓄水184620立方米、水泵{}台。"
PLANS = "总预算900.00万元，执行{}万元。甲站（预算{}万元，执行411.60万元）；乙站（预算480.00万元，执行468.35万元）。"
INCOME = "收入合计增加206.85万元，增长9.35%。其中：拨款收入增加{}万元，增长8.91%；其他收入增加18.25万元，增长19.21%。"


def test_totals_of_one_name_add_up() -> None:
    found = brief(sum_relations(prose(POOLS.format(102480, 14, 23))))
    assert ("184620立方米", ["102480立方米", "58940立方米", "23200立方米"], HELD) in found
    assert ("23台", ["14台", "7台", "2台"], HELD) in found


def test_a_date_before_the_name_is_no_other_name() -> None:
    text = "累计执行624.60万元。\n1.甲，1—7月执行182.00万元。\n2.乙，1—7月执行276.00万元。\n3.丙，1—7月执行166.60万元。"
    assert ("624.60万元", ["182.00万元", "276.00万元", "166.60万元"], HELD) in brief(sum_relations(prose(text)))


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        (POOLS.format(102480, 14, 28), ["14台", "7台", "2台"]),
        (POOLS.format(102480, 17, 23), ["17台", "7台", "2台"]),
        (PLANS.format("879.95", "402.00"), ["402.00万元", "480.00万元"]),
        (PLANS.format("897.95", "420.00"), ["411.60万元", "468.35万元"]),
        (INCOME.format("188.80"), ["188.80万元", "18.25万元"]),
    ],
)
def test_a_slip_beside_a_column_that_adds_up_is_asked_about(text: str, listed: list[str]) -> None:
    (found,) = wrong(sum_relations(prose(text)))
    assert parts(found) == listed
    assert found.open
    assert found.edit


@pytest.mark.parametrize(
    "text",
    [
        POOLS.format(102480, 14, "23台（含备用5台）、共28"),  # what else is in it is said
        POOLS.format(102480, 14, "28台（含备用5台）、备件6"),
        POOLS.format(102480, 14, 38),  # no one digit explains it
        "东池水泵14台；西池水泵7台；南池水泵2台。合计水泵28台。",  # nothing beside it adds up
        INCOME.format("186.40"),  # parts of the change, not all of them
        "支出减少20.10万元。其中：基本支出增加18.60万元；项目支出减少38.90万元。",  # of two directions: it only confirms
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(sum_relations(prose(text))) == []


def test_changes_of_two_directions_confirm() -> None:
    text = "支出减少20.10万元。其中：基本支出增加18.60万元；项目支出减少38.70万元。"
    assert ("20.10万元", ["18.60万元", "38.70万元"], HELD) in brief(sum_relations(prose(text)))


def test_shares_told_each_for_itself_are_listed_before_their_total() -> None:
    text = "演出场次分别为160场、{}场、184场，共512场；其中每个乡镇8场。"
    assert ("512场", ["160场", "168场", "184场"], HELD) in brief(sum_relations(prose(text.format(168))))
    (found,) = wrong(sum_relations(prose(text.format(163))))
    assert found.edit == "160→165"
