"""元 for 万元: only where one figure stands alone in its unit and the other unit makes a relation come out."""

from __future__ import annotations

import pytest

from jixiao.extract.changes.differences import left_relations
from jixiao.extract.products.products import product_relations
from jixiao.extract.rates.rates import rate_relations
from jixiao.extract.sums.sums import sum_relations
from jixiao.extract.unit_slips import unit_slips
from jixiao.model.claim import Kind, Relation
from tests.unit.extract.passages import prose

READERS = (sum_relations, rate_relations, left_relations)


def slips(text: str) -> list[Relation]:
    whole = prose(text)
    return unit_slips(whole, [one for read in READERS for one in read(whole)], READERS)


@pytest.mark.parametrize(
    ("text", "quote", "edit", "open"),
    [
        ("预算120.00万元，支出107.40元，执行率89.50%。", "107.40元", "元→万元", ()),
        ("预算120.00元，支出107.40万元，执行率89.50%。", "120.00元", "元→万元", ()),
        ("预算120.00万元，支出107.40万元，结余12.60元。", "12.60元", "元→万元", ()),
        ("预算1200000元，支出1074000万元，结余126000元。", "1074000万元", "万元→元", ()),
        ("预算1200000元，支出1074000万元，执行率89.50%。", "1074000万元", "万元→元", ()),
        ("预算120.00万元，支出108.00元，执行率90%。", "108.00元", "元→万元", ("比率只有两位数字",)),
    ],
)
def test_the_unit_is_the_slip(text: str, quote: str, edit: str, open: tuple[str, ...]) -> None:
    (found,) = slips(text)
    assert (found.kind, found.stated.quote, found.edit, found.open) == (Kind.UNIT_SLIP, quote, edit, open)


@pytest.mark.parametrize(
    "text",
    [
        "预算120.00万元，支出107.40万元，执行率89.50%。",  # nothing is wrong
        "预算120.00万元，支出1074000元，执行率89.50%。",  # 元, and it holds
        "预算120.00万元，支出107.44元，执行率89.50%。",  # 89.53 % in 万元
        "每人补助500元，预算120.00万元。",  # a standard
        "预算120.00元，支出107.40元，执行率89.50%。",  # all of one unit
        "预算120.00万元，支出120.00元，执行率100%。",  # a hundred says nothing
    ],
)
def test_a_unit_that_nothing_proves_wrong_is_left_alone(text: str) -> None:
    assert slips(text) == []


def test_a_figure_that_holds_as_it_stands_is_no_slip() -> None:
    """3000元 is 150元 × 20人; that 3000万元 would make the rate come out is chance."""
    text = "培训费每人150元，20人，支出3000元；项目预算6000万元，支出率50%，省级安排5500万元。"
    whole = prose(text)
    relations = [one for read in (*READERS, product_relations) for one in read(whole)]
    assert unit_slips(whole, relations, READERS) == []
    assert [one.stated.quote for one in unit_slips(whole, [], READERS)] == ["3000元"]
