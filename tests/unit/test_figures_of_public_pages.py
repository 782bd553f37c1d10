"""Figures that public reports print and that hold: recomputed without a word; with one digit wrong, found.

The sentences are ours; the figures are those of pages that are public (a county's 政协 office of 2021, a county's finance bureau of
2020, a prefecture's data centre of 2024, a disaster fund of 2022, a town's project and a water bureau's project of 2022). What
such pages score is an example of its rulebook: cn/mof-2020-10/project, cn/hunan-yueyang, cn/chongqing-2021, cn/hunan-2018-16-58.
"""

from __future__ import annotations

import pytest

from jixiao.model.finding import Level
from jixiao.readers import read
from jixiao.review import review_document

TRUE = [
    "2021年总收入792.22万元，比上年的602.97万元增加189.25万元，增长31.39%。",
    "2021年财政拨款收入792.22万元，比上年增加209.28万元，增长35.90%。",
    "2021年总支出799.12万元，其中：人员经费434.89万元，公用经费77.40万元，项目支出286.83万元。",
    "调整后预算数861.46万元，实际到位资金334.67万元，资金到位率38.85%。",
    "预算资金10441万元，其中：中央资金8353万元，省级资金2088万元。",
    "全年预算数10441万元，全年执行数9265.353442万元，预算执行率88.74%。",
    "全年执行数9265.353442万元，其中：中央资金7177.373442万元，省级资金2087.98万元。",
    "飞行时长目标928小时，实际909.93小时，完成率98.05%。",
    "2021年总收入792.22万元，总支出799.12万元，支出大于收入6.90万元，由年初结转资金弥补。",
    # 财政拨款多了209.28，总收入只多189.25：其他收入少了20.03，减到没有
    "2021年总收入792.22万元，比上年增加189.25万元，其中：财政拨款收入792.22万元，比上年增加209.28万元，其他收入减少20.03万元。",
    "编制人员205人，其中：在职113人，离休2人，退休75人，遗属10人，临聘5人。",
]
FALSE = [
    (0, "31.39%", "31.93%"),
    (0, "189.25万元", "198.25万元"),
    (1, "35.90%", "39.50%"),
    (2, "434.89万元", "438.49万元"),
    (3, "38.85%", "33.85%"),
    (4, "8353万元", "8533万元"),
    (5, "88.74%", "87.84%"),
    (6, "7177.373442", "7177.337442"),
    (7, "98.05%", "98.50%"),
    (8, "6.90", "9.60"),
]


def said(text: str) -> list[str]:
    review = review_document(read(text.encode(), "报告.txt"))
    return [f"{one.code} {one.message}" for one in review.findings if one.level is not Level.INFO]


@pytest.mark.parametrize("sentence", TRUE)
def test_what_holds_is_not_questioned(sentence: str) -> None:
    assert [one for one in said(sentence) if not one.startswith(("CM", "TG"))] == []


@pytest.mark.parametrize(("index", "old", "new"), FALSE)
def test_one_wrong_digit_is_found(index: int, old: str, new: str) -> None:
    assert TRUE[index].count(old) == 1
    assert [one for one in said(TRUE[index].replace(old, new)) if one.startswith("AR")] != []


NINE = "国库支付中心、绩效评价中心、非税征管中心、投资评审中心、国资事务中心、财源建设中心、乡镇财政中心、信息网络中心、农村改革中心"


def test_ten_units_of_which_nine_are_listed() -> None:
    found = said(f"下设直属事业单位10个，分别为：{NINE}。")
    assert [one for one in found if one.startswith("AR06")] == ["AR06 写 10个，后面列出的名称有 9 个"]
    assert [one for one in said(f"下设直属事业单位9个，分别为：{NINE}。") if one.startswith("AR06")] == []


def test_three_amounts_of_a_target_that_are_two_hundredths_more_than_stated() -> None:
    """30＋30＋29.99＝89.99，写89.97：要说明（AR01）；写89.99就相符."""
    sentence = "年度目标：投入资金89.97万元，其中道路硬化30万元，沟渠整治30万元，路灯安装29.99万元。"
    assert [one[:4] for one in said(sentence) if one.startswith("AR")] == ["AR01"]
    assert [one for one in said(sentence.replace("89.97", "89.99")) if one.startswith("AR")] == []


FUNDS = """\
| 项目资金（万元） | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |
| 年度资金总额 | 0 | {total} | 89.974 | 10 | {rate} | 10 |
| 其中：财政拨款 | 0 | 90 | 89.974 | — | — | — |
| 上年结转资金 | 0 | 0 | 0 | — | — | — |
| 其他资金 | 0 | 0 | 0 | — | — | — |
"""


def test_a_total_of_nought_over_ninety_of_the_treasury() -> None:
    """总额写0、财政拨款90、执行89.974：没有预算而有支出（CS06），总额不等于来源之和（CS01）；写90就都相符."""
    found = said(FUNDS.format(total="0", rate="100%"))
    assert {one[:4] for one in found if one.startswith("CS")} == {"CS06", "CS01"}
    assert [one for one in said(FUNDS.format(total="90", rate="99.97%")) if one.startswith(("CS", "AR", "SC"))] == []


FORM = """\
| 项目资金（万元） | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |
| 年度资金总额 | 20 | 20 | 20 | 10 |  | 10 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 水库巡查 | ≥12座 | 12座 | 25 | 25 |
| 产出指标 | 质量指标 | 隐患整改 |  |  | 25 | 25 |
| 效益指标 | 经济效益指标 | 全市安全度汛 | 安全 | 安全 | 30 | 30 |
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 100% | 10 | 10 |
"""


def test_a_form_with_blank_cells_and_a_benefit_in_the_wrong_class() -> None:
    """执行率空着（FM03），质量指标没有指标值（IN01）和完成值（IN02），安全度汛归在经济效益（IN12），满意度没有问卷（EV04）."""
    review = review_document(read(FORM.encode(), "自评表.txt"))
    assert {one.code for one in review.findings} >= {"FM03", "IN01", "IN02", "IN12", "EV04"}
    assert not {one.code for one in review.findings} & {"AR01", "AR05", "SC01", "SC13", "CS01"}
