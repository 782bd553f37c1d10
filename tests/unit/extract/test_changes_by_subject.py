"""Percentages of change whose figure is told by the subject of the change, or stands in the line above."""

from __future__ import annotations

import pytest

from jixiao.extract.changes.subjects import speaks_of
from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import only, parts, reading, wrong

SAID_AGAIN = "2023年度全区“三公”经费总支出为{}万元。与上年相比，2023年度的“三公”经费支出减少了{}万元，下降了{}。"
BOTH = "2023年度收入总计412.70万元，支出总计412.70万元。收支较上年决算数减少{}万元、下降{}，主要原因是装修已经完成。"
ABOVE = "对个人和家庭补助支出预算{}元，占基本支出预算的比例见表，\n同比增加{}元，增长{}，\n原因是人员调动"
BEHIND = "收入较上年减少，主要原因是：（1）财政拨款收入减少。（2）事业收入较上年决算数增加{}万元，增长{}。其中：财政拨款收入2418.55万元；事业收入{}万元。"
OF_BUDGET = (
    "公务用车运行维护费支出{}万元，完成全年预算32.60万元的47.9%，比上年决算数减少{}万元，下降{}；公务接待费支出0万元。"
)
TWO = "本级一般公共预算财政拨款开支“三公”经费2936.40万元。\n开支“三公”经费较上年决算减少1808.30万元，下降38.11%；因公出国5人次。\n开支“三公”经费较上年决算减少1808.30万元，下降38.11%，较年初预算数减少{}万元，下降{}。"


@pytest.mark.parametrize(
    ("text", "quote", "pair"),
    [
        (SAID_AGAIN.format("1934.60", "1087.35", "36.0%"), "36.0%", ["1934.60万元", "1087.35万元"]),
        (BOTH.format("79.24", "16.1%"), "16.1%", ["412.70万元", "79.24万元"]),
        (ABOVE.format("74300", "7720", "11.60%"), "11.60%", ["74300元", "7720元"]),
        (BEHIND.format("5.76", "10.6%", "60.10"), "10.6%", ["60.10万元", "5.76万元"]),
        (OF_BUDGET.format("15.62", "2.58", "14.2%"), "14.2%", ["15.62万元", "2.58万元"]),
        (TWO.format("1120.60", "27.62%"), "27.62%", ["2936.40万元", "1120.60万元"]),
    ],
)
def test_the_figure_that_changed_is_found(text: str, quote: str, pair: list[str]) -> None:
    read = reading(text)
    assert wrong(read.relations) == []
    found = only(read.relations, Kind.PERCENT_CHANGE, quote)
    assert (found.verdict, parts(found)) == (Verdict.CONSISTENT, pair)


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (SAID_AGAIN.format("1934.60", "1087.35", "36.8%"), "36.8→36.0"),
        (BOTH.format("79.24", "11.1%"), "11.1→16.1"),
        (ABOVE.format("74300", "7720", "11.68%"), "11.68→11.60"),
        (ABOVE.format("74300", "3720", "11.60%"), "3720→7720"),
        (BEHIND.format("5.76", "16.6%", "60.10"), "16.6→10.6"),
        (OF_BUDGET.format("15.62", "2.58", "14.8%"), "14.8→14.2"),
        (TWO.format("1120.60", "29.62%"), "29.62→27.62"),
    ],
)
def test_a_digit_is_asked_about(text: str, edit: str) -> None:
    (found,) = (one for one in wrong(reading(text).relations) if one.kind is Kind.PERCENT_CHANGE)
    assert (found.edit, bool(found.open)) == (edit, True)


@pytest.mark.parametrize(
    "text",
    [
        SAID_AGAIN.replace("全区“三公”", "市本级培训").format("1934.60", "1087.35", "36.8%"),  # another thing
        BOTH.replace("收支较", "事业支出较").format("79.24", "11.1%"),
        BOTH.format("79.24", "24.7%"),  # no digit explains it
        ABOVE.replace("表，", "表。").format("74300", "7720", "11.68%"),  # the sentence above is over
        ABOVE.replace("，占基本", "，上年结转3.40万元，占基本").format("74300", "7720", "11.68%"),  # another amount between
        BEHIND.replace("；事业收入", "；2021年事业收入").format("5.76", "16.6%", "60.10"),  # another year's
        OF_BUDGET.replace("公务用车运行维护费支出{}万元，", "公务用车运行维护费按规定列支{}次，").format(
            "16", "2.58", "14.2%"
        ),
        TWO.replace("2936.40万元。", "2936.40万元。培训费有关开支“三公”经费2036.40万元。").format("1120.60", "29.62%"),
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one for one in wrong(reading(text).relations) if one.kind is Kind.PERCENT_CHANGE] == []


def test_a_negative_growth_goes_down() -> None:
    found = reading("“三公”经费4.83亿元，同比减少0.62亿元，负增长11.4%。")
    assert [one.verdict for one in found.relations if one.kind is Kind.PERCENT_CHANGE] == [Verdict.CONSISTENT]


@pytest.mark.parametrize(
    ("name", "label", "same"),
    [
        ("三公经费支出", "全区三公经费总支出为", True), ("收支", "支出总计", True), ("收支", "基本支出", False),
        ("公用经费", "人员经费", False), ("费", "公用经费", False), ("", "公用经费", False),
    ],
)  # fmt: skip
def test_a_name_speaks_of_a_figure_that_ends_with_it(name: str, label: str, same: bool) -> None:
    assert speaks_of(name, label) is same
