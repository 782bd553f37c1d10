"""Readings that pages read for the first time asked for, in words made up for them; a plain fault of the same shape is still told."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import reading


def missed(text: str) -> list[Relation]:
    return [one for one in reading(text).relations if one.verdict is Verdict.INCONSISTENT]


HOLDING = [
    # of the budget, which is not told: what came in, carried-over money and loans included, is no budget of what was spent
    "全市一般公共预算总收入356.2亿元；全市一般公共预算支出298.6亿元，下降0.7%，完成预算的103.4%。",
    # 10万公顷 is what the first rate is counted against, no area that anything is a share of
    "森林火灾发生率为0.072次/10万公顷，受害森林面积213.62公顷，受害率为0.0087‰。",
    # 150 of the 190 stand behind 其中, without a word that ends the list inside the list: 440+190+6+13 = 649
    "本级收入440万元，加上级补助190万元，其中:一般性补助150万元，上年结转6万元，基金调入13万元，收入合计为649万元。",
    # nothing of the kind behind the 12 was handed in
    "调入资金调整为6120万元，调增1500万元。分别是土地出让收入调入5210万元，调增1620万元；配套费调入310万元，调减12",
    # five rounded amounts: 1042 + 3.53 + 2.95 + 3.62 − 207.94 = 844.16
    (
        "收入较上年减少844.17万元，主要是农林水支出减少1042万元，一般公共服务支出增加207.94万元，社会保障支出减少3.53万元，"
        "卫生健康支出减少2.95万元，住房保障支出减少3.62万元。"
    ),
    # what a year grew by is no amount of that year
    (
        "2023年收入421.17万元，较2022年增加65.87万元，主要是教育支出增加经费拨款61.47万元，住房支出增加4.40万元。\n"
        "2023年支出421.17万元，支出2022年增加65.87万元，主要是教育支出增加经费拨款61.47万元，住房支出增加4.40万元。"
    ),
    # 33.5 − 10.0 = 23.5, and what stands behind 其中 is of the 33.5
    "示例县资产总额33.5亿元，负债总额10.0亿元，净资产23.5亿元。其中，行政单位资产10.1亿元，事业单位资产23.4亿元。",
    "示例县资产总额33.5亿元，负债总额10.0亿元，净资产23.5亿元（行政单位资产10.1亿元，事业单位资产23.4亿元）。",
    # 0.75 + 7.05 + 3.02 = 10.82, what it is mainly
    (
        "我县补助收入10.87亿元，其中:一般公共补助收入10.82亿元，主要为税收返还收入0.75亿元;一般性补助收入7.05亿元;"
        "专项补助收入3.02亿元。基金补助收入512万元。"
    ),
    # 1258.4 + 20868.1 = 22126.5, told in whole 亿元: whoever rounds each may be off by one
    "全国基金支出22126亿元，增长24.2%。其中，中央本级支出1258亿元，增长36.9%；地方支出20869亿元，增长23.5%，主要是土地支出18642亿元，增长24.8%。",
    # 9 + 21 = 30, and 300 + 30 + 18 = 348: the bracket ends too late
    "下达补贴资金348万元，其中中央补贴资金300万元，省级补贴资金30万元（合作社补贴资金9万元，重点补贴资金21万元，市级补贴资金18万元）。",
    # 16.48 + 9.21 = 25.69, and what each grew by was rounded: 5418.4 + 4067.5 = 9485.9
    "本院资产总额25.69亿元，比年初增加了9485万元。债务总额16.48亿元，比年初增加5418万元。净资产总额9.21亿元，比年初增加4068万元。",
    # 建校50周年 is no year that anything is compared with: six are named
    (
        "重点项目资金6个，共拨付资金515万元。具体有：职业教育80万元、贷款贴息85万元、招生经费60万元、教学比赛60万元、素养奖励190万元、"
        "听障学会与建校50周年文艺节目编排40万元。"
    ),
    # 45.45% made up to a hundred with 54.19% and 0.35%, each told twice; the third kind of expenditure is no item of the catalog
    (
        "2023年度本院支出合计2000.00万元，其中基本支出909.09万元，占总支出的45.46%，项目支出1083.86万元，占总支出的54.19%，"
        "经营支出7.05万元，占总支出的0.35%。\n"
        "①基本支出：本年度基本支出909.09万元，占总支出的45.46%。\n②项目支出：本年度项目支出1083.86万元，占总支出的54.19%。\n"
        "③经营支出：本年度经营支出7.05万元，占总支出的0.35%。"
    ),
]


@pytest.mark.parametrize("text", HOLDING)
def test_it_is_left_alone(text: str) -> None:
    assert [(one.kind, one.stated.quote) for one in missed(text)] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # the budget is told: 298.6/320.6 = 93.1%
        ("全市预算320.6亿元，实际支出298.6亿元，完成预算的98.1%。", "98.1%"),
        # neither with the 150 nor without it
        (
            "本级收入440万元，加上级补助190万元，其中:一般性补助150万元，上年结转6万元，基金调入13万元，收入合计为699万元。",
            "699万元",
        ),
        # the list is all there: 5210 + 310 = 5520
        (
            "调入资金调整为6520万元，调增1500万元。分别是土地出让收入调入5210万元，调增1620万元；配套费调入310万元，调减120万元。",
            "6520万元",
        ),
        # 1347.5 + 2472.1 = 3819.6, of which no debt was taken off
        (
            "示例县资产总额3829.6万元，负债总额928.4万元，净资产2901.2万元。其中，行政单位资产1347.5万元，事业单位资产2472.1万元。",
            "3829.6万元",
        ),
        # the inner list ends with its semicolon: 20.71 + 0.08 = 20.79
        (
            "补助收入20.74亿元，其中:一般公共补助收入20.71亿元，主要为税收返还收入1.75亿元；基金补助收入0.08亿元。",
            "20.74亿元",
        ),
        # 5418 + 4068 = 9486, thirty more than 9456
        (
            "本院资产总额25.69亿元，比年初增加了9456万元。债务总额16.48亿元，比年初增加5418万元。净资产总额9.21亿元，比年初增加4068万元。",
            "9456万元",
        ),
        # no rounding takes ten off a sum of two
        (
            "全国基金支出22117亿元，增长24.2%。其中，中央本级支出1258亿元，增长36.9%；地方支出20869亿元，增长23.5%。",
            "22117亿元",
        ),
        # what is told in whole 万元 is exact
        (
            "全县基金支出22126万元，增长24.2%。其中，县本级支出1258万元，增长36.9%；乡镇支出20869万元，增长23.5%。",
            "22126万元",
        ),
        # five are named and 455 of the 495 are told of
        (
            (
                "重点项目资金6个，共拨付资金495万元。具体有：职业教育80万元、贷款贴息85万元、教学比赛60万元、素养奖励190万元、"
                "听障学会与建校50周年文艺节目编排40万元。"
            ),
            "6个",
        ),
        # 1999.00 in all: nothing outside the catalog is what is lacking
        (
            "2023年度本院支出合计2000.00万元，其中基本支出909.09万元，项目支出1082.86万元，经营支出7.05万元。",
            "2000.00万元",
        ),
        # more than rounding puts it off, and one digit explains it
        (
            (
                "收入较上年减少864.16万元，主要是农林水支出减少1042万元，一般公共服务支出增加207.94万元，社会保障支出减少3.53万元，"
                "卫生健康支出减少2.95万元，住房保障支出减少3.62万元。"
            ),
            "864.16万元",
        ),
    ],
)
def test_a_plain_fault_is_told(text: str, told: str) -> None:
    assert told in [one.stated.quote for one in missed(text)]


def test_a_gap_that_is_printed_as_carried_over_is_asked_about_and_no_digit_is_proposed() -> None:
    # 526.6 + 160.6 + 40 = 727.2, and 4.8 were carried over
    head = "收入预算732万元（含上年结转{}万元）。\n支出预算732万元，其中：教育支出526.6万元，社会保障支出160.6万元，住房保障支出40万元。"
    (asked,) = missed(head.format("4.8"))
    assert (asked.stated.quote, asked.open[-1], asked.edit) == ("732万元", "差额恰为文中的结转数", "")
    assert missed(head.format("3.1")) == []  # another amount was carried over: no figure of the text is the gap


def test_who_prints_a_zero_has_left_nothing_out() -> None:
    """526 + 168 + 36 + 39 is 769, five short: no digit of those four, nor of 774, closes it, and a printed 0 is no 5."""
    (found,) = missed(
        "支出预算774万元，其中：公共服务支出0万元，教育支出526万元，社会保障支出168万元，卫生健康支出36万元，住房支出39万元，其他0万元。"
    )
    assert (found.stated.quote, found.edit) == ("774万元", "")


COUNTED = "安排项目共计113个，财政资金3267.3万元。其中自评“优”的项目79个财政资金3038.4万元；“良”的项目11个财政资金201.9万元；“中”的项目3个财政资金7万元；“差”的项目{}个财政资金{}万元。"


def test_amounts_whose_counts_add_up_must_add_up_too() -> None:
    # 79 + 11 + 3 + 20 = 113, and 3038.4 + 201.9 + 7 + 20 = 3267.3
    assert missed(COUNTED.format(20, "20")) == []
    (told,) = [one for one in missed(COUNTED.format(20, "218.1")) if one.kind is Kind.SUM]
    assert (told.stated.quote, told.near, told.open) == ("3267.3万元", True, ("各项的个数合得上，金额合不上",))


def test_amounts_are_not_held_to_counts_that_do_not_add_up() -> None:
    assert not [one for one in missed(COUNTED.format(50, "218.1")) if one.kind is Kind.SUM and one.near]


def test_a_growth_that_cut_off_figures_would_give_is_asked_about() -> None:
    # 85.8/(503.7−85.8) = 20.53%; of 503.74 and 85.89 it would be 20.56%
    (asked,) = missed("全省收入完成503.7亿元，比上年同期增加85.8亿元，增长20.6%。")
    assert asked.open == ("所列数可能截去了尾数",)
    (sure,) = missed("全省收入完成503.7亿元，比上年同期增加85.8亿元，增长21.5%。")
    assert sure.open == ()


SLIP = "支出完成255,325万元，比上年同期增支14,484元，增长{}%。收入完成137,423万元，比上年同期增收37,183万元，增长37.09%。"


def test_a_rate_that_a_wrong_unit_put_out_is_no_second_fault() -> None:
    # 14484/(255325 − 14484) = 6.01%: the 元 is the slip, and what it broke shows that it is one
    (slip,) = missed(SLIP.format("6.01"))
    assert (slip.kind, slip.stated.quote, slip.detail, slip.open) == (Kind.UNIT_SLIP, "14,484元", "万元", ())


def test_a_rate_that_no_unit_explains_is_told() -> None:
    assert "8.01%" in [one.stated.quote for one in missed(SLIP.format("8.01"))]


@pytest.mark.parametrize(
    "text",
    [
        "新增债务2.39亿元，其中一般债务1.39亿元，其中外债转贷0.01亿元；专项债务1亿元。",
        "安排市县公益金支出2.9亿元，其中:\n1.省级公益金2亿元，主要用于老年福利等项目，市县公益金1.67亿元，主要用于社会福利项目。",
    ],
)
def test_what_is_no_sum_is_not_called_a_rounded_one(text: str) -> None:
    assert not [one for one in reading(text).relations if one.verdict is Verdict.ROUNDING]
