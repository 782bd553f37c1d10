"""Sums told step by step."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import parts, reading, wrong


def steps(text: str) -> list[Relation]:
    return [one for one in reading(text).relations if one.way == "steps"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("当年结余126.47万元，加上年初结余82.08万元，提取基金71.18万元后，年末结余137.37万元。", Verdict.CONSISTENT),
        ("合同价463.20万元，扣除考核扣款11.45万元后，实际支付451.75万元。", Verdict.CONSISTENT),
        ("在园幼儿386人，减去毕业112人，加上新招128人后，年末402人。", Verdict.CONSISTENT),
        ("应发1,080,000元，减去离岗少发22,500元，实际应为1,057,500元。", Verdict.CONSISTENT),
        (
            "当年结余126.47万元，加上年初结余82.08万元，提取基金71.18万元后，年末结余173.37万元。",
            Verdict.INCONSISTENT,
        ),  # 137.37
    ],
)
def test_steps_lead_to_what_comes_out(text: str, verdict: Verdict) -> None:
    (found,) = steps(text)
    assert (found.kind, found.verdict) == (Kind.IDENTITY, verdict)


def test_a_miss_names_the_digit() -> None:
    (found,) = steps("当年结余126.47万元，加上年初结余82.08万元，提取基金71.18万元后，年末结余173.37万元。")
    assert (parts(found), found.edit) == (["126.47万元", "82.08万元", "71.18万元"], "173.37→137.37")


@pytest.mark.parametrize(
    "text",
    [
        "当年结余126.47万元，加上年初结余82.08万元，提取基金71.18万元后，年末结余98.20万元。",  # a step may be left out
        "当年结余126.47万元，加上年初结余约82万元，提取基金71.18万元后，年末结余173.37万元。",
        "补助资金320.00万元，扣除管理费后，下达302.00万元。",  # nobody says how much
        "合同价463.20万元，扣除考核扣款11.45万元，另行支付451.57万元。",  # no word leads to a result
        "存栏42头，减去出栏8头后，年末31头。",  # of two digits some digit always closes it
    ],
)
def test_nothing_else_is_told(text: str) -> None:
    assert wrong(steps(text)) == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("年初耕地保有量12,860亩，新增耕地126亩，建设占用84亩，年末耕地保有量12,902亩。", Verdict.CONSISTENT),
        ("年初在职68人，新招录5人，退休3人，年末在职70人。", Verdict.CONSISTENT),
        ("年初耕地保有量12,860亩，新增耕地126亩，建设占用84亩，年末耕地保有量12,920亩。", Verdict.INCONSISTENT),  # 12,902
    ],
)
def test_what_there_was_and_came_and_went_gives_what_there_is(text: str, verdict: Verdict) -> None:
    (found,) = steps(text)
    assert (found.verdict, bool(found.open)) == (verdict, verdict is Verdict.INCONSISTENT)


@pytest.mark.parametrize(
    "text",
    [
        "年初耕地保有量12,860亩，新增耕地126亩，涉及农户84亩，年末耕地保有量12,920亩。",  # neither came nor went
        "年初耕地保有量12,860亩，新增林地126亩，年末林地保有量12,968亩。",  # another thing
        "年初预算12,860元，新增126元，减少84元，年末12,920元。",  # budgets are told elsewhere
    ],
)
def test_other_stocks_are_left_alone(text: str) -> None:
    assert steps(text) == []
