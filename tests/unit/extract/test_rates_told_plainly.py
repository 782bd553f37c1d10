"""Rates of two digits, rates over the only amount given, wholes with their parts between: what the words leave no doubt about."""

from __future__ import annotations

import pytest

from jixiao.extract.rates.only_base import WHY, without_parts
from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import only, parts, prose, quotes, reading, wrong

ONLY = "省级样例机具补贴资金{}万元，已全部到县。\n截至年末，主管单位向412户拨付补贴资金{}万元，拨付率{}。"
WHOLE = "样例站项目资金共{}万元，其中省级310万元，市级120万元。实际支出408.5万元，执行率{}。"
PLAN = "全年完成抽检{}批次，其中甲类2100批次、乙类4500批次、丙类6000批次，完成计划12000批次的{}。"
TRAINED = "全年计划培训样例网格员{}人次，已培训4期共{}人次，期均88人次，完成{}。"
BRACKET = "样例中心服务儿童102名，其中门诊46名，送教上门{}名，寄宿17名。\n服务儿童完成率104.08%（目标98名），送教上门完成率{}（目标{}名）。"


@pytest.mark.parametrize(
    "text",
    [
        ONLY.format("2180", "2114.60", "97%"),
        WHOLE.format("430", "95%"),
        PLAN.format("12600", "105%"),
        TRAINED.format("600", "352", "58.67%"),
        BRACKET.format(39, "97.50%", 40),
    ],
)
def test_what_holds(text: str) -> None:
    assert wrong(reading(text).relations) == []


@pytest.mark.parametrize(
    ("text", "pair", "edit"),
    [
        (ONLY.format("2180", "2114.60", "79%"), ["2114.60万元", "2180万元"], "79→97"),
        (ONLY.format("2180", "2144.60", "97%"), ["2144.60万元", "2180万元"], "2144.60→2114.60"),
        (ONLY.format("2130", "2114.60", "97%"), ["2114.60万元", "2130万元"], "2130→2180"),
        (WHOLE.format("430", "59%"), ["408.5万元", "430万元"], "59→95"),
        (PLAN.format("12600", "150%"), ["12600批次", "12000批次"], "150→105"),
        (TRAINED.format("600", "352", "58.76%"), ["352人次", "600人次"], "58.76→58.67"),
        (TRAINED.format("600", "355", "58.67%"), ["355人次", "600人次"], ""),
        (BRACKET.format(39, "97.05%", 40), ["39名", "40名"], "97.05→97.50"),
        (BRACKET.format(39, "97.50%", 80), ["39名", "80名"], "80→40"),
    ],
)
def test_a_slip_is_asked_about(text: str, pair: list[str], edit: str) -> None:
    (found,) = (one for one in wrong(reading(text).relations) if one.kind is Kind.RATE)
    assert (parts(found), found.edit, bool(found.open)) == (pair, edit, True)


@pytest.mark.parametrize(
    "text",
    [
        ONLY.format("2180", "2114.60", "63%"),  # no digit explains it
        ONLY.replace("，已全部", "，另有市级补贴资金320万元，已全部").format("2180", "2114.60", "79%"),  # two of them
        ONLY.replace("{}万元，已", "约{}万元，已").format("2180", "2114.60", "79%"),
        WHOLE.replace("实际", "上年结转18万元，实际").format("430", "59%"),  # there was other money
        "年初预算100.00万元，实际支出90.00万元，培训3.00万元，执行率60%。",  # something else stands between
        TRAINED.replace("已培训", "其中新任者已培训").format("600", "352", "58.76%"),
        BRACKET.replace("送教上门{}名", "送教上门{}名、入户指导送教上门12名").format(
            39, "97.05%", 40
        ),  # of which is not said
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one for one in wrong(reading(text).relations) if one.kind is Kind.RATE] == []


def test_the_only_amount_is_said_to_be_only_supposed() -> None:
    found = only(wrong(reading(ONLY.format("2180", "2114.60", "79%")).relations), Kind.RATE)
    assert (found.open, found.verdict) == ((WHY,), Verdict.INCONSISTENT)


def test_parts_are_what_adds_up_right_behind_a_figure() -> None:
    figures = prose("资金2460万元，其中甲1640万元、乙820万元，另有丙300万元。").figures
    assert quotes(without_parts(figures)) == ["2460万元", "300万元"]
    assert quotes(without_parts(figures[:2])) == ["2460万元", "1640万元"]
