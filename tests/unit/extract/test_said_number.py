"""Lists that fall short by one part: of the number the words say, of a row of numbers, of what 分配如下 and a form's kinds make up."""

from __future__ import annotations

import pytest

from jixiao.extract.sums.sums import sum_relations
from tests.unit.extract.passages import parts, prose, wrong

PUMPS = "{}泵站全年运行支出{}合计90.45万元，其中：{}。"


@pytest.mark.parametrize(
    ("text", "listed"),
    [  # 28.16 + 33.42 + 28.87 = 90.45
        (PUMPS.format("四个", "", "东岸泵站28.16万元、西岸泵站33.42万元、南岸泵站11.20万元"), 3),
        ("全县5个乡镇发放补贴186.40万元，其中甲镇40.20万元、乙镇35.10万元、丙乡镇30.00万元、丁乡镇21.60万元。", 4),
        ("全年支出90.45万元，分三项：设备28.16万元，培训33.42万元。", 2),
        ("投入90.45万元，其中三项：培训28.16万元、设备33.42万元。", 2),
        (PUMPS.format("", "", "一站28.16万元，二站20.42万元，四站13.87万元"), 3),
        ("管护绿地86.4万平方米，其中一级绿地21.6万平方米、三级绿地26.4万平方米。", 2),
        ("下达资金90.45万元，其中第二批28.16万元、第三批20.42万元、第四批13.87万元。", 3),
    ],
)
def test_one_part_less_than_the_words_say_is_asked_about(text: str, listed: int) -> None:
    (found,) = wrong(sum_relations(prose(text)))
    assert len(parts(found)) == listed
    assert found.open


@pytest.mark.parametrize(
    "text",
    [
        PUMPS.format("七个", "", "东岸泵站28.16万元、西岸泵站33.42万元、南岸泵站11.20万元"),  # a choice of them
        PUMPS.format("四个", "", "东岸泵站28.16万元、西岸泵站约33万元、南岸泵站11.20万元"),
        PUMPS.format("四个", "", "主要是东岸泵站28.16万元、西岸泵站33.42万元、南岸泵站11.20万元"),
        PUMPS.format("四个", "", "东岸泵站28.16万元、西岸泵站33.42万元、南岸泵站11.20万元等"),
        PUMPS.format("四个", "", "电费28.16万元、人工33.42万元、维修11.20万元"),  # four are not of these
        "三个泵站全年运行支出90.45万元，其中东岸泵站28.16万元、西岸泵站33.42万元。",  # two of three may be chosen
        "管护绿地86.4万平方米，其中二级绿地21.6万平方米、三级绿地26.4万平方米。",  # there may be none of the first
        "管护绿地86.4万平方米，其中二级绿地21.6万平方米、四级绿地26.4万平方米。",  # the row does not begin at the beginning
        "管护绿地86.4万平方米，其中一级绿地21.6万平方米、四级绿地26.4万平方米。",  # two are lacking: a choice
        "管护绿地86.4万平方米，其中一级绿地21.6万平方米、三级公园26.4万平方米。",  # not of one row
    ],
)
def test_a_choice_of_parts_is_left_alone(text: str) -> None:
    assert wrong(sum_relations(prose(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "专项资金875万元，分配如下：墙体加固420万元；石窟监测260万元；库房修复159万元。",  # 159 for 195
        "专项资金875万元，分配情况：墙体加固420万元；石窟监测260万元。",
        "全年支出209.46万元，具体是：36.00万元用于无障碍改造；57.60万元用于康复救助；61.10万元用于托养。",
        "基本支出153.28万元，包括：工资福利支出120.66万元，对个人和家庭的补助5.22万元。",
        "自评总分94.6分，其中投入类14分（满分15分）、产出类33分（满分35分）、效果类20分（满分20分）。",
        "预算执行9.58分、效益28.5分、满意度10分，自评总分97.08分。",
    ],
)
def test_lists_that_are_all_of_their_total_are_asked_about(text: str) -> None:
    assert len(wrong(sum_relations(prose(text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "到位资金875万元，使用情况：墙体加固420万元；石窟监测260万元。",  # the rest is not spent yet
        "专项资金875万元，主要分配如下：墙体加固420万元；石窟监测260万元等。",
        "投入100.25万元用于三项工作：培训30.00万元、设备20.10万元。",
        "自评得分94.6分。其中：组织管理得18.5分，绩效结果得48分。",  # nobody knows what parts the form has
    ],
)
def test_lists_that_may_leave_some_out_are_left_alone(text: str) -> None:
    assert wrong(sum_relations(prose(text))) == []
