"""Paragraphs that a copy ran together without a stop: what stands before a figure may be of another sentence."""

from __future__ import annotations

import pytest

from jixiao.extract.changes.changes import change_relations
from jixiao.extract.judge import one_digit_away
from jixiao.extract.rates.rates import rate_relations
from jixiao.extract.rates.slips import share_slips
from tests.unit.extract.passages import prose, reading, wrong


def test_an_amount_of_two_units_has_no_neighbours_by_a_digit() -> None:
    assert list(one_digit_away("3万4993.1")) == []
    two = prose("全国规模为3万4993.1亿元，比上年减少1405.9亿元，下降4.9%，其中服务类1万301.5亿元，占34.44%。")
    for relations in (change_relations(two), rate_relations(two), share_slips(two, rate_relations(two))):
        assert relations is not None  # it is read to the end


@pytest.mark.parametrize(
    "text",
    [
        "（1）出国费0万元，与上年持平2. 公务接待费720.03万元，较上年增加113.1万元，上升18.63%。",
        "示例局2016年经费预算对比增减说明2016年经费预算拨入33万元，2015年经费预算拨入57.55万元，与上年对比减少24.55万元。",
        "货运量7月增长2.9%。7月份完成客运量8.9亿人次，恢复至去年同期的57.9%，恢复程度较6月提高了1.7个百分点。",
        "2023年度收入总计434.72万元，其中本年收入434.16万元，年初结转0.55万元。收支总体与上年相比，增加58.21万元，增长15.46%。",
    ],
)
def test_changes_run_together_accuse_nobody(text: str) -> None:
    assert wrong(change_relations(prose(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "1—8月完成投资29.3亿元记者获悉，1—8月完成投资29.3亿元，完成目标任务的86.4%。",
        "重大工程已完成中央投资计划746.4亿元，投资完成率为62.4%。其中，完成中央投资447.5亿元，完成率74.6%。",
        "三公经费支出预算为22.96万元，支出决算为15.81万元。\n公务接待费支出决算为15.41万元，完成预算的70.17%。",
    ],
)
def test_rates_run_together_accuse_nobody(text: str) -> None:
    assert wrong(rate_relations(prose(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        # “支出决算” of three costs is not what 基本支出 and 项目支出 make
        "2020年支出决算4021.94万元，其中基本支出2719.24万元，项目支出1302.70万元。2020年度支出决算为67.64万元，完成预算的92%。",
        # a share that names its base is not held to that of its neighbours
        "基本支出预算881300.39元，占96.74%。其中：工资福利支出716052.51元，占基本支出预算81.25%；商品和服务支出165247.88元，占基本支出预算18.75%。项目支出29700元，占一般公共预算支出的3.26%。",
    ],
)
def test_what_runs_on_accuses_nobody(text: str) -> None:
    assert wrong(reading(text).relations) == []


def test_a_division_of_the_whole_is_not_held_to_its_last_part() -> None:
    text = (
        "采购预算642.98万元。其中：集中采购337.90万元，占52.55%；分散采购305.08万元，占47.45%，主要是基建项目。"
        "按资金类型划分，财政拨款45.39万元，财政专户资金334.54万元，单位资金安排的"
    )
    assert [one.stated.quote for one in wrong(reading(text).relations) if one.stated.quote == "305.08万元"] == []
