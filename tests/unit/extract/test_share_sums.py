"""Shares of one whole that make more than the whole."""

from __future__ import annotations

import pytest

from jixiao.extract.rates.share_sums import share_sums
from jixiao.model.claim import Kind
from tests.unit.extract.passages import parts, prose, reading, wrong


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("三个子项目分别占总投资的42%、35%和26%。", ["42%", "35%", "26%"]),  # 103
        ("项目总投资860万元，其中中央占60%，省级占25%，县级占20%。", ["60%", "25%", "20%"]),  # 105
        ("本年支出中，基本支出911.00万元，占84.06%；项目支出171.00万元，占19.62%。", ["84.06%", "19.62%"]),  # 103.68
    ],
)
def test_kinds_of_one_division_beyond_the_whole_are_told(text: str, shares: list[str]) -> None:
    (found,) = share_sums(prose(text), [])
    assert (parts(found), bool(found.open)) == (shares, True)


@pytest.mark.parametrize(
    "text",
    [
        "货物、工程、服务采购分别占42.5%、35.2%和22.4%。",  # 100.1 within the printed digits
        "参训学员中，女性占60%，少数民族占55%。",  # groups that cut across
        "妇女和少数民族分别占60%和55%。",
        "两个项目支出分别占年初预算的60%、55%。",  # each of its own budget
        "基本支出占84.06%，比上年提高2个百分点；项目支出占15.94%。",
        "中央占60%，省级占25%，县级占约20%。",
        "中央占60%，省级占25%，同比县级占20%。",
    ],
)
def test_other_shares_are_left_alone(text: str) -> None:
    assert share_sums(prose(text), []) == []


LEFT_OPEN = "医疗机构床位912.4万张，其中：医院715.3万张（占78.4%），基层机构165.2万张（占18.1%），专业机构{}万张（占{}）。"


def test_a_list_whose_shares_leave_some_out_is_not_called_wrong() -> None:
    assert wrong(reading(LEFT_OPEN.format("29.4", "3.2%")).relations) == []


def test_but_where_a_share_does_not_hold_or_all_make_a_hundred_it_is() -> None:
    found = wrong(reading(LEFT_OPEN.format("29.9", "3.5%")).relations)
    assert {one.kind for one in found} == {Kind.COUNT_SUM, Kind.SHARE}
    (found,) = wrong(reading(LEFT_OPEN.format("30.7", "3.4%")).relations)
    assert found.kind is Kind.COUNT_SUM


def test_a_share_without_its_amount_is_no_list_left_open() -> None:  # 45 + 30 + 25 = 100
    (found,) = wrong(reading("总投资2640万元，其中占45%；县级资金792万元，占30%；贷款660万元，占25%。").relations)
    assert (found.kind, found.stated.quote) == (Kind.SUM, "2640万元")
    (found,) = wrong(reading("收入合计2640万元，其中：拨款收入1188万元，占45%，占30%；其他收入660万元，占25%。").relations)
    assert (found.kind, found.stated.quote) == (Kind.SUM, "2640万元")
