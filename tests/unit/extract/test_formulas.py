"""Formulas told in full."""

from __future__ import annotations

import pytest

from jixiao.extract.rates.formulas import formula_relations
from jixiao.model.claim import Verdict
from tests.unit.extract.passages import expected, parts, prose, reading, wrong


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("完成率＝实际支出486.20万元÷预算数520.00万元×100%＝93.50%。", Verdict.CONSISTENT),
        ("完成率=（实际支出486.20万元/预算数520.00万元）×100%=93.50%，得9.35分。", Verdict.CONSISTENT),
        ("覆盖率=1,140户÷1,200户=95%。", Verdict.CONSISTENT),
        ("完成率＝实际支出486.20万元÷预算数520.00万元×100%＝95.30%。", Verdict.INCONSISTENT),
    ],
)
def test_a_quotient_told_in_full_is_held(text: str, verdict: Verdict) -> None:
    (found,) = formula_relations(prose(text))
    assert found.verdict is verdict


def test_a_miss_says_what_it_should_be() -> None:  # 486.20 ÷ 520.00
    (found,) = wrong(reading("完成率＝实际支出486.20万元÷预算数520.00万元×100%＝95.30%。").relations)
    assert (parts(found), expected(found), found.open) == (["486.20万元", "520.00万元"], expected(found), ())
    assert str(expected(found)) == "93.5"


@pytest.mark.parametrize(
    "text",
    [
        "支出486.20万元，预算520.00万元，执行率95.30%。",  # nothing is divided
        "按每人200元/月发放，预算数520.00万元，执行率95.30%。",
        "完成率＝实际支出约486万元÷预算数520.00万元×100%＝95.30%。",
        "人均经费=86.40万元÷32人=2.70万元。",
    ],
)
def test_other_figures_are_no_formula(text: str) -> None:
    assert formula_relations(prose(text)) == []


def test_a_quotient_is_no_product() -> None:
    assert wrong(reading("人均经费=86.40万元÷32人=2.70万元。").relations) == []
