"""Several standards under one amount: what their products add up to holds, a digit is asked about, no step is held against it alone."""

from __future__ import annotations

import pytest

from jixiao.extract.products.products import product_relations
from jixiao.model.claim import Verdict
from tests.unit.extract.passages import parts, prose, reading, wrong

BEFORE = "资助本科生36人，每人5000元；高中生82人，每人3000元，共计42.60万元。"  # 18.00 + 24.60
AHEAD = (
    "发放奖金48.60万元，其中一等奖12名，每名8000元；二等奖30名，每名5000元；三等奖80名，每名3000元。"  # 9.60 + 15.00 + 24.00
)
PRICES = "第一批采购120台、单价3500元，第二批采购80台、单价3400元，共69.20万元。"  # 42.00 + 27.20
LISTS = "按城镇每户1200元、农村每户800元标准，慰问城镇困难户135户、农村困难户268户，支出37.64万元。"  # 16.20 + 21.44
MONTHS = "重度残疾人每人每月120元，全年发放215人；一般残疾人每人每月80元，发放340人，共计63.60万元。"  # (2.58 + 2.72) × 12


@pytest.mark.parametrize(
    ("text", "these"),
    [
        (BEFORE, ["36人", "5000元", "82人", "3000元"]),
        (AHEAD, ["12名", "8000元", "30名", "5000元", "80名", "3000元"]),
        (PRICES, ["120台", "3500元", "80台", "3400元"]),
        (LISTS, ["135户", "1200元", "268户", "800元"]),
        (MONTHS, ["215人", "120元", "340人", "80元"]),
    ],
)
def test_the_products_of_the_steps_add_up(text: str, these: list[str]) -> None:
    (found,) = product_relations(prose(text))
    assert (found.verdict, parts(found)) == (Verdict.CONSISTENT, these)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (BEFORE, "42.60", "47.60"),
        (BEFORE, "82人", "32人"),
        (AHEAD, "48.60", "48.80"),
        (AHEAD, "5000", "6000"),
        (PRICES, "69.20", "62.90"),
        (LISTS, "268户", "258户"),
        (MONTHS, "63.60", "68.60"),
    ],
)
def test_a_digit_is_asked_about(text: str, old: str, new: str) -> None:
    (found,) = product_relations(prose(text.replace(old, new)))
    assert (found.verdict, bool(found.open), bool(found.edit)) == (Verdict.INCONSISTENT, True, True)


@pytest.mark.parametrize(
    "text",
    [
        # half a year each: no figure says how often
        "1至6月发放1205人、每人每月100元，7至12月发放1248人、每人每月110元，全年154.67万元。",
        # another amount is told in between: which is of what?
        "资助本科生36人，每人5000元；购置设备12.40万元；资助高中生82人，每人3000元，共计61.00万元。",
        # not all steps are told
        "资助本科生36人，每人5000元；高中生82人，每人3000元；另有研究生若干，共计58.70万元。",
        # a list of counts in another order, of other names
        "按甲类每户1200元、乙类每户800元标准，慰问东村268户、西村135户，支出37.94万元。",
        # about so many
        "资助本科生约36人，每人5000元；高中生82人，每人3000元，共计47.60万元。",
    ],
)
def test_these_are_not_asked_about(text: str) -> None:
    assert wrong(product_relations(prose(text))) == []


def test_the_last_step_alone_may_give_the_amount() -> None:  # 12 × 3600 = 43200
    (found,) = product_relations(prose("对35名困难职工每人补助500元。另聘用12人，每人3600元，支出4.32万元。"))
    assert (found.verdict, parts(found)) == (Verdict.CONSISTENT, ["3600元", "12人"])


def test_steps_are_not_taken_one_by_one() -> None:
    """A sound sentence of steps brought a warning for its last step."""
    assert wrong(reading(BEFORE).relations) == []
