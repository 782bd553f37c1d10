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
    told = missed(head.format("3.1"))
    assert not told or told[0].open[-1:] != ("差额恰为文中的结转数",)


def test_who_prints_a_zero_has_left_nothing_out() -> None:
    # 0→5 would close it; a printed 0 is no other digit
    (found,) = missed(
        "支出预算761万元，其中：公共服务支出0万元，教育支出526万元，社会保障支出160万元，卫生健康支出36万元，住房支出39万元，其他0万元。"
    ) or (None,)
    assert found is None or "0→" not in found.edit


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
