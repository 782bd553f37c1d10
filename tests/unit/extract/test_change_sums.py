"""Changes that make up a change, each up or down by its own verb."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import parts, reading, wrong

ONE_WAY = "支出预算较2022年增加{}万元，主要是基本支出预算增加{}万元，项目支出预算增加13.92万元。"
AGAINST = "收支较上年决算数减少{}万元，下降4.2%，主要原因是（1）财政拨款收入减少{}万元，（2）事业收入增加{}万元，增长10.9%。"
AMONG = (
    "“三公”经费较上年减少{}万元，较年初预算数减少0.06万元，严控一般性支出。其中：公务用车运行维护费较上年减少3.15万元，"
    "较年初预算数减少0.02万元，车辆减少2辆；公务接待费较上年减少{}万元，较年初预算数减少0.04万元。"
)


def told(text: str) -> list[tuple[Kind, str, list[str], Verdict]]:
    return [(one.kind, one.stated.quote, parts(one), one.verdict) for one in reading(text).relations if one.way == "changes"]


def test_what_goes_one_way_is_a_sum_and_what_goes_the_other_is_taken_off() -> None:
    held = Verdict.CONSISTENT
    assert told(ONE_WAY.format("41.18", "27.26")) == [(Kind.SUM, "41.18万元", ["27.26万元", "13.92万元"], held)]
    assert told(AGAINST.format("104.52", "110.37", "5.85")) == [
        (Kind.DIFFERENCE, "104.52万元", ["110.37万元", "5.85万元"], held)
    ]
    assert told(AMONG.format("15.82", "12.67")) == [(Kind.SUM, "15.82万元", ["3.15万元", "12.67万元"], held)]


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (ONE_WAY.format("41.18", "27.86"), "41.18→41.78"),
        (ONE_WAY.format("47.18", "27.26"), "47.18→41.18"),
        (AGAINST.format("104.52", "170.37", "5.85"), "104.52→164.52"),
        (AGAINST.format("104.52", "110.37", "5.25"), "5.25→5.85"),
        (AMONG.format("15.82", "12.61"), "12.61→12.67"),
        (AMONG.replace("严控", "主要是严控").format("15.82", "12.61"), "12.61→12.67"),  # 主要 stands before the list begins
    ],
)
def test_a_digit_is_asked_about_that_of_the_whole_first(text: str, edit: str) -> None:
    (found,) = (one for one in wrong(reading(text).relations) if one.way == "changes")
    assert (found.edit, bool(found.open), found.near) == (edit, True, True)


@pytest.mark.parametrize(
    "text",
    [
        ONE_WAY.format("43.65", "27.26"),  # the list leaves some out, no digit explains it
        ONE_WAY.format("4.8", "2.8").replace("13.92", "1.4"),  # short figures: some digit always does
        ONE_WAY.replace("项目支出预算增加", "项目支出预算").format("41.18", "27.86"),  # a level and no change
        ONE_WAY.replace("，主要是", "。").format("41.18", "27.86"),  # no list
        AGAINST.replace("，（2）事业收入增加", "，（2）事业收入减少").format("104.52", "110.37", "5.85"),
        AMONG.replace("接待费较上年减少", "接待费较年初预算数减少").format("15.82", "12.61"),  # against another base
        AMONG.format("约15.82", "12.61"),
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one for one in wrong(reading(text).relations) if one.way == "changes"] == []


def test_a_percentage_over_this_years_figure_of_the_line_above_is_told() -> None:
    text = "（二）卫生健康支出类科目118420.16元，占支出总预算10.92%，\n同比增加17104.25元，增长{}。"
    assert wrong(reading(text.format("16.88%")).relations) == []
    (found,) = wrong(reading(text.format("14.44%")).relations)
    assert (found.detail, bool(found.open)) == ("以本年数作分母", True)


def test_of_several_that_go_the_other_way_nothing_is_said() -> None:
    """150.25 − 30.15 − 20.10 is 100.00, but a difference names one figure that is taken off."""
    text = "支出较上年减少100.00万元，主要原因是人员经费减少150.25万元，公用经费增加30.15万元，项目支出增加20.10万元。"
    assert told(text) == []
    assert wrong(reading(text).relations) == []
