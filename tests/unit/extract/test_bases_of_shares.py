"""Shares of an amount that their own words name, of the one before 其中, of what their amounts make together."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import only, parts, reading, wrong

NAMED = (
    "样例市2023年度政府采购支出总额{}万元，其中授予中小企业合同金额{}万元，占政府采购支出总额的{}，当年组织采购活动36次。"
)
AMONG = "我区到位统筹资金总规模6413.50万元，较好保障了各项任务。其中：安排产业发展{}万元，占{}；其余用于基础设施。"
TOGETHER = "已下达方案资金{}万元，涉及二批项目。\n全区资金用于两个方面，安排产业发展{}万元，占比{}，安排基础设施2638.18万元，占比49.85%。"
OWN = "一般公共预算收入完成10316万元，增长2.61%。其中税收收入完成6714万元，增长18.42%，税收收入占一般公共预算收入{}。"
LISTED = "全市采购规模为33.87亿元，货物、工程、服务采购规模分别为{}亿元、5.86亿元和12.79亿元，占全市采购规模比例为{}、17.30%和37.76%。"
ABOVE = "2022年一般公共预算基本支出1136413.30元，其中：\n人员经费1032618.40元，占基本支出预算{}。主要包括："

BATCHES = (
    "一批核定总投资620.00万元，二批核定总投资380.50万元，两批合计核定总投资1000.50万元。\n已支付{}万元，占核定总投资的{}。"
)


@pytest.mark.parametrize(
    ("text", "quote", "pair"),
    [
        (NAMED.format("34116.20", "32806.71", "96.2%"), "96.2%", ["32806.71万元", "34116.20万元"]),
        (AMONG.format("5098.73", "79.50%"), "79.50%", ["5098.73万元", "6413.50万元"]),
        (TOGETHER.format("5292.63", "2654.45", "50.15%"), "50.15%", ["2654.45万元", "5292.63万元"]),
        (OWN.format("65.08%"), "65.08%", ["6714万元", "10316万元"]),
        (LISTED.format("15.22", "44.94%"), "44.94%", ["15.22亿元", "33.87亿元"]),
        (ABOVE.format("90.87%"), "90.87%", ["1032618.40元", "1136413.30元"]),
        (BATCHES.format("891.25", "89.08%"), "89.08%", ["891.25万元", "1000.50万元"]),
    ],
)
def test_what_they_are_of_is_told(text: str, quote: str, pair: list[str]) -> None:
    read = reading(text)
    assert wrong(read.relations) == []
    assert parts(only(read.relations, Kind.SHARE, quote))[:2] == pair


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (NAMED.format("34116.20", "32806.71", "96.7%"), "96.7→96.2"),
        (NAMED.format("34116.20", "32306.71", "96.2%"), "32306.71→32806.71"),
        (AMONG.format("5098.73", "79.80%"), "79.80→79.50"),
        (AMONG.format("5998.73", "79.50%"), "5998.73→5098.73"),
        (TOGETHER.format("5292.63", "2654.45", "51.15%"), "51.15→50.15"),
        (TOGETHER.format("5292.63", "2054.45", "50.15%"), "2054.45→2654.45"),
        (OWN.format("65.68%"), "65.68→65.08"),
        (LISTED.format("15.22", "49.94%"), "49.94→44.94"),
        (LISTED.format("18.22", "44.94%"), "18.22→15.22"),
        (ABOVE.format("98.87%"), "98.87→90.87"),
    ],
)
def test_a_digit_of_it_is_asked_about(text: str, edit: str) -> None:
    (found,) = (one for one in wrong(reading(text).relations) if one.kind is Kind.SHARE)
    assert (found.edit, bool(found.open)) == (edit, True)


@pytest.mark.parametrize(
    "text",
    [
        NAMED.format("34116.20", "29006.71", "96.2%"),  # no digit explains it
        NAMED.replace("占政府", "占全省政府").format("34116.20", "32806.71", "96.7%"),  # of another place
        NAMED.replace("占政府", "占上年政府").format("34116.20", "32806.71", "96.7%"),  # of another year
        "货物采购支出812.40万元，服务采购支出926.30万元，中小企业合同798.37万元，占采购支出的91.3%。",  # of which of the two?
        "全年采购876.30万元，到位资金812.40万元。其中：中小企业合同798.37万元，占91.11%。",  # the amount further off gives it
        AMONG.replace("。其中", "，均已拨付。本年另收回结余资金。其中").format("5098.73", "79.80%"),
        AMONG.format("约5098.73", "79.80%"),
        # 5098.73 ÷ (6413.50 − 24.11) is 79.80 %: of what is left without what was taken back
        "年内收回24.11万元。" + AMONG.format("5098.73", "79.80%"),
        AMONG.replace("占{}", "占全区同类资金的{}").format("5098.73", "79.80%"),
        TOGETHER.format("5392.63", "2654.45", "51.15%"),  # they do not make it
        TOGETHER.replace("二批项目", "二批项目，总投资5207.84万元").format("5392.63", "2654.45", "50.97%"),
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one for one in wrong(reading(text).relations) if one.kind is Kind.SHARE] == []


def test_a_percentage_of_one_decimal_has_its_digit_told() -> None:
    (found,) = wrong(reading("全年预算数864.30万元，实际支出817.62万元，预算执行率为91.6%。").relations)
    assert (found.edit, found.verdict) == ("91.6→94.6", Verdict.INCONSISTENT)
