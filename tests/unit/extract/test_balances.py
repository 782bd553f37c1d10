"""Balances and differences whose figures are called by name: 收入总计 = 本年收入合计 + 年初结转和结余; 支出大于收入…"""

from __future__ import annotations

import pytest

from jixiao.extract.changes.said_differences import said_differences
from jixiao.extract.sums.balances import balance_relations
from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import brief, expected, parts, prose, reading, wrong

HELD, ASKED, UNKNOWN = Verdict.CONSISTENT, Verdict.INCONSISTENT, Verdict.UNVERIFIABLE
BOTH = "2023年度收、支总计均为{}万元。\n本年收入合计2051.11万元；年初结转和结余42.35万元。\n本年支出合计2060.08万元；年末结转和结余33.38万元。"


def held(text: str) -> list[Relation]:
    return balance_relations(prose(text), 2023)


def test_a_total_of_both_sides_balances_both() -> None:
    """2051.11 + 42.35 = 2060.08 + 33.38 = 2093.46; 42.35 + 2051.11 − 2060.08 = 33.38."""
    assert brief(held(BOTH.format("2093.46"))) == [
        ("2093.46万元", ["2051.11万元", "42.35万元"], HELD),
        ("2093.46万元", ["2060.08万元", "33.38万元"], HELD),
        ("33.38万元", ["42.35万元", "2051.11万元", "2060.08万元"], HELD),
    ]


def test_a_slip_in_the_total_breaks_both_sides_and_is_asked_about() -> None:
    found = wrong(held(BOTH.format("2093.64")))
    assert [(one.kind, one.edit, bool(one.open)) for one in found] == [(Kind.IDENTITY, "2093.64→2093.46", True)] * 2


def test_what_is_left_must_be_what_was_there_and_came_in_less_what_was_spent() -> None:
    text = "本年收入962.30万元，本年支出985.47万元，年初结转和结余41.60万元，年末结转和结余{}万元。"
    (found,) = held(text.format("18.43"))
    assert found.verdict is HELD
    (found,) = wrong(held(text.format("81.43")))  # 8 and 1 swapped
    assert (str(expected(found)), found.edit) == ("18.43", "81.43→18.43")


@pytest.mark.parametrize(
    "text",
    [
        BOTH.format("2193.16"),  # 99.70 more: there may be 使用非财政拨款结余 and 结余分配
        "财政拨款收入总计2093.64万元。本年收入合计2051.11万元，年初结转和结余42.35万元。",  # of two scopes
        "2022年收入总计2093.64万元。\n2023年本年收入合计2051.11万元，年初结转和结余42.35万元。",
        "收入总计2093.64万元。本年收入合计2051.11万元，年初结转和结余42.35万元。本年收入合计2051.20万元。",  # two values of one name
        "收入总计约2093万元。本年收入合计2051.11万元，年初结转和结余42.35万元。",
    ],
)
def test_other_money_other_years_and_what_may_be_missing_accuse_nobody(text: str) -> None:
    assert wrong(held(text)) == []


# —— differences by name ——


def said(text: str) -> list[Relation]:
    return said_differences(prose(text), [])


@pytest.mark.parametrize(
    ("text", "stated", "pair"),
    [
        ("本年收入962.30万元，本年支出985.47万元，支出大于收入23.17万元。", "23.17万元", ["985.47万元", "962.30万元"]),
        ("年初结转42.35万元，年末结转33.38万元。年末结转比年初减少8.97万元。", "8.97万元", ["33.38万元", "42.35万元"]),
        ("满意度92.5%，超过目标值2.5个百分点（目标≥90%）。", "2.5个百分点", ["92.5%", "90%"]),
        ("合同价128.65万元，项目预算130.00万元，比预算节约1.35万元。", "1.35万元", ["128.65万元", "130.00万元"]),
    ],
)
def test_both_figures_of_a_difference_are_found_by_name(text: str, stated: str, pair: list[str]) -> None:
    assert (stated, pair, HELD) in brief(said(text))


@pytest.mark.parametrize(
    ("text", "should"),
    [
        ("本年收入962.30万元，本年支出985.47万元，支出大于收入23.71万元。", "23.17"),
        ("年初结转42.35万元，年末结转33.38万元。年末结转比年初减少8.79万元。", "8.97"),
    ],
)
def test_a_difference_that_is_none_is_asked_about(text: str, should: str) -> None:
    (found,) = wrong(said(text))
    assert (str(expected(found)), bool(found.open)) == (should, True)


def test_a_direction_turned_round_is_a_direction() -> None:
    (found,) = wrong(said("本年收入985.47万元，本年支出962.30万元，支出大于收入23.17万元。"))
    assert (found.kind, parts(found)) == (Kind.DIRECTION_WORD, ["962.30万元", "985.47万元"])


@pytest.mark.parametrize(
    "text",
    [
        "本年收入962.30万元，支出大于收入23.17万元。",  # spending is not told
        "收入比上年增加23.17万元。",  # another year is no figure called by name
        "本年收入962.30万元，项目收入120万元，本年支出985.47万元，支出大于收入约23万元。",
    ],
)
def test_without_both_figures_nothing_is_said(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("net", "verdict"),
    [
        ("1,737.50", Verdict.CONSISTENT),  # 2,864.30 − 1,126.80
        ("1,773.50", Verdict.INCONSISTENT),
        ("1,700.00", Verdict.UNVERIFIABLE),  # an impairment may not be told
    ],
)
def test_what_assets_are_worth_is_what_they_cost_less_depreciation(net: str, verdict: Verdict) -> None:
    text = f"截至年末，固定资产原值2,864.30万元，累计折旧1,126.80万元，净值{net}万元。"
    (found,) = (one for one in reading(text).relations if one.way == "identity:A1.n")
    assert found.verdict is verdict


# —— 收入合计 and 支出合计, which some use for what others call 总计 ——

SHORT = "2023年度收入总计{}万元，支出总计{}万元。\n收入合计2051.11万元。此外，年初结转和结余42.35万元。\n支出合计2060.08万元。年末结转和结余33.38万元。"


def test_short_names_of_what_came_in_and_went_out_balance_too() -> None:  # 2051.11 + 42.35 = 2060.08 + 33.38 = 2093.46
    assert [one.verdict for one in held(SHORT.format("2093.46", "2093.46"))] == [HELD, HELD]
    (found,) = wrong(held(SHORT.format("2098.46", "2093.46")))
    assert (found.stated.quote, found.edit, bool(found.open)) == ("2098.46万元", "2098.46→2093.46", True)


@pytest.mark.parametrize(
    "text",
    [
        SHORT.format("2051.11", "2060.08"),  # 合计 is the total here: it holds what was left over
        SHORT.format("2151.40", "2151.40"),  # there may be more on both sides
    ],
)
def test_short_names_accuse_only_by_a_digit(text: str) -> None:
    assert wrong(held(text)) == []


def test_a_digit_is_told_also_where_a_balance_holds_within_rounding() -> None:  # 2051.11 + 42.35 = 2093.46, printed 2093.47
    (found,) = wrong(held(SHORT.format("2093.47", "2093.46").replace("42.35", "72.35")))
    assert found.stated.quote == "2093.47万元"
    assert found.edit  # 72.35 for 42.35, or 2021.11 for 2051.11
