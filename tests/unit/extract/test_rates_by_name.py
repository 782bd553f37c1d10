"""Rates whose two figures are told by words, wherever they stand: pairs without doubt, formulas, names, scopes."""

from __future__ import annotations

import pytest

from jixiao.extract.index import scope, thing
from jixiao.extract.rates.rates import rate_relations
from jixiao.model.claim import Relation, Verdict
from tests.unit.extract.passages import expected, parts, prose, wrong

HELD = Verdict.CONSISTENT


def rate(text: str, quote: str) -> Relation:
    (found,) = (one for one in rate_relations(prose(text)) if one.stated.quote == quote)
    return found


# —— looked up by name ——


@pytest.mark.parametrize(
    ("text", "quote", "pair"),
    [
        ("调整预算512.30万元，决算505.64万元。\n决算数为调整预算数的98.70%。", "98.70%", ["505.64万元", "512.30万元"]),
        (
            "年末结转和结余24.45万元。\n收入总计925.80万元。结余率为2.64%（年末结转和结余÷收入总计）。",
            "2.64%",
            ["24.45万元", "925.80万元"],
        ),
        ("批复概算4.86亿元，累计完成投资3.402亿元，占概算的70.00%。", "70.00%", ["3.402亿元", "4.86亿元"]),
        ("人员经费516.32万元，占66.67%；公用经费258.16万元。以上合计774.48万元。", "66.67%", ["516.32万元", "774.48万元"]),
    ],
)
def test_both_figures_are_found_by_name(text: str, quote: str, pair: list[str]) -> None:
    found = rate(text, quote)
    assert (found.verdict, parts(found)) == (HELD, pair)


@pytest.mark.parametrize(
    ("text", "should"),
    [
        ("调整预算512.30万元，决算505.64万元。\n决算数为调整预算数的89.70%。", "98.7"),
        ("年末结转和结余24.45万元，收入总计925.80万元。结余率为2.46%（年末结转和结余÷收入总计）。", "2.64"),
        ("全市安排就业补助8460万元，市本级就业补助2115万元，占全市的26%。", "25"),
    ],
)
def test_figures_called_by_name_that_do_not_give_the_rate_are_asked_about(text: str, should: str) -> None:
    (found,) = wrong(rate_relations(prose(text)))
    assert (str(expected(found)), bool(found.open)) == (should, True)


def test_of_several_pairs_of_one_name_any_may_hold() -> None:
    text = "调整预算512.30万元，决算505.64万元；项目支出调整预算183.50万元，决算178.92万元。决算数为调整预算数的97.50%。"
    assert rate(text, "97.50%").verdict is HELD  # 178.92 / 183.50


# —— pairs that leave no doubt ——


@pytest.mark.parametrize(
    ("text", "should"),
    [
        ("飞行时长目标值≥640小时，实际完成327.2小时，完成率98%。", "51.13"),  # 327.2 / 640 = 51.125 %
        ("调整后预算数2417.90万元，决算数2318.46万元，预算执行率59.88%。", "95.89"),
        ("中央资金1969万元，市级配套161万元。中央资金支出1870.55万元，支出进度59%。", "95"),
        ("全年立案42件，其中一般案件31件、重大案件11件，结案率92.54%（结案40件）。", "95.24"),
        ("计划完成村庄规划编制26个。\n完成村庄规划编制24个，完成率62.31%。", "92.31"),
        (
            "单位：万元\n预算资金：260\n其中：财政拨款：210\n执行资金：247\n其中：财政拨款执行：201.6\n预算执行率（%）：59",
            "95",
        ),
    ],
)
def test_a_pair_without_doubt_is_asked_about_however_far_off_it_is(text: str, should: str) -> None:
    (found,) = wrong(rate_relations(prose(text)))
    assert (str(expected(found)), bool(found.open)) == (should, True)


@pytest.mark.parametrize(
    "text",
    [
        "年初预算120.00万元，实际支出108.00万元，执行率54%。",  # the budget may have been adjusted
        "项目总投资5000万元，2023年完成投资800万元，完成率95%。",  # of the year's plan, not of all years
        "预算41.00万元，支付60.80万元，支付率95%。",  # more was paid than given: there was other money
        "总预算318.00万元。防撞设施采购已支付7.60万元，支付率100%。",  # a hundred is of itself
        "中央资金1969万元，省级资金800万元。市级资金支出161万元，支出进度59%。",  # no base of that money
        "中央资金1969万元、中央资金420万元。中央资金支出1870.55万元，支出进度59%。",  # two of them
        "预算100.00万元，其中设备40.00万元，支付20.00万元，支付率81%。",  # a part stands between
        "公共财政支出完成36,418万元，完成年初预算24.12%。\n总支出41,206万元，其中公共财政支出36,418万元，完成年初预算24.12%。",  # told twice
        "完成投资327.74亿元,占年度计划400亿元的81.94%,其中:重点项目完成投资247.34亿元,占年度计划80.82%。",  # a part has its own plan
        "完成投资688.2亿元,占年度任务600亿元的114.7%。\n公路完成投资640.5亿元,占年度任务的119.7%。",  # so has a branch
        "本年收入864.50万元,其中:缴费收入641.20万元。本年支出729.80万元,完成预算的98.46%。",  # no income is a budget
        "完成镇级投资52.6亿元,完成率54.1%。\n完成县级投资44.8亿元,完成率74.6%;完成镇级投资29.8亿元,完成率40.8%。",  # what was done, twice
    ],
)
def test_what_may_be_of_another_base_is_left_alone(text: str) -> None:
    assert wrong(rate_relations(prose(text))) == []


def test_scope_and_thing_of_a_label() -> None:
    assert [scope(one) for one in ("中央财政分两批下达自治区资金", "市级配套", "办公费")] == ["中央", "市级", ""]
    assert thing("完成村庄规划编制") == thing("村庄规划编制") == "村庄规划编制"
