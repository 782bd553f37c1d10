"""Standards, what they are multiplied by, and the amounts they make: what confirms, what is asked about, what is left alone."""

from __future__ import annotations

import pytest

from jixiao.extract.products.products import product_relations
from jixiao.model.claim import Verdict
from tests.unit.extract.passages import brief, parts, prose

HELD, ASKED = Verdict.CONSISTENT, Verdict.INCONSISTENT


@pytest.mark.parametrize(
    ("text", "amount", "factors"),
    [
        ("印制手册450册，每册35元，支出15750元。", "15750元", ["35元", "450册"]),
        ("聘请教师6人，每人授课12课时，每课时500元，计36000元。", "36000元", ["500元", "12课时", "6人"]),  # 6 × 12 × 500
        ("补助每人每天80元，共420人，培训3天，支出100800元。", "100800元", ["80元", "420人", "3天"]),  # 80 × 420 × 3
        ("队员36名，月补助标准2500元，共发放1080000元。", "1080000元", ["2500元", "36名"]),  # 12 months
        ("队员3名，月补助标准2500元，一季度少发22500元。", "22500元", ["2500元", "3名"]),  # 3 months
        ("培训14期，培训1568人次，平均每期112人次。", "1568人次", ["112人次", "14期"]),
    ],
)
def test_figures_that_make_an_amount_confirm_it(text: str, amount: str, factors: list[str]) -> None:
    assert brief(product_relations(prose(text))) == [(amount, factors, HELD)]


def test_a_count_of_a_paragraph_above_confirms() -> None:
    (found,) = product_relations(prose("培训学员1286人次。\n全年培训支出192.90万元，人均培训成本1500元。"))
    assert (found.stated.quote, parts(found), found.verdict) == ("192.90万元", ["1500元", "1286人次"], HELD)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("教材费每册35元，印制450册，支出15705元。", "15705元"),
        ("聘请教师6人，每人授课12课时，每课时500元，计39000元。", "39000元"),
        ("补助每人每天80元，共420人，培训5天，支出100800元。", "100800元"),
        ("聘用保洁员24名；为保洁员购买保险，每人120元，支出2808元。", "2808元"),
        ("网格员112位。网格员补贴40.32万元，网格员人均3800元。", "40.32万元"),  # 112 × 3800 = 42.56
    ],
)
def test_a_miss_of_figures_side_by_side_or_of_one_name_is_asked_about(text: str, amount: str) -> None:
    (found,) = product_relations(prose(text))
    assert (found.stated.quote, found.verdict) == (amount, ASKED)
    assert found.open


@pytest.mark.parametrize(
    "text",
    [
        "每册35元，印制450册；支出20000元。",  # over a semicolon: another thing
        "每人补助500元，困难户12人、边缘户8人，共发放1.2万元。",  # two counts
        "聘用保洁员24名；为学员购买保险，每人120元，支出6000元。",  # how many were trained nobody says
        "每人约500元，困难户12人，共发放1.2万元。",
        "每册35元，印制450册，支出15705元。",  # an average of 35元 may be one of 34.9
        "每人每月800元，20名，支出14.4万元。",  # nine months
        "村干部人均补贴3600元，网格员112位，村干部补贴238.20万元。",  # the count is of others
        "护林员20名，人均增收500元，支出18万元。",  # a change is no standard
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one for one in product_relations(prose(text)) if one.verdict is ASKED] == []


MONTHLY = "房屋租赁费每月3.55万元，全年12个月共42.60万元。"
SINGLE = "栽植苗木2.4万株，单株成本12.5元，投入30.00万元。"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [(MONTHLY, "42.60", "46.20"), (MONTHLY, "3.55", "3.85"), (SINGLE, "30.00", "80.00"), (SINGLE, "12.5", "12.8")],
)
def test_a_month_s_amount_times_months_and_the_cost_of_a_single_one(text: str, old: str, new: str) -> None:
    (held,) = product_relations(prose(text))
    assert held.verdict is Verdict.CONSISTENT
    (missed,) = product_relations(prose(text.replace(old, new)))
    assert (missed.verdict, bool(missed.edit), bool(missed.open)) == (Verdict.INCONSISTENT, True, True)


@pytest.mark.parametrize(
    "text",
    [
        "物业费每月3.55万元，合同期12个月，本年支付31.95万元。",  # nine months of it
        "栽植苗木2.4万株，单株成本约12.5元，投入31.00万元。",
        "每月召开例会2次，历时12个月，支出会议费8.42万元。",
    ],
)
def test_a_contract_or_a_rough_cost_is_left_alone(text: str) -> None:
    assert not [one for one in product_relations(prose(text)) if one.verdict is Verdict.INCONSISTENT]
