"""元 for 万元: only where one figure stands alone in its unit and the other unit makes a relation come out."""

from __future__ import annotations

import pytest

from jixiao.extract.changes.differences import left_relations
from jixiao.extract.products.products import UNITS, product_relations
from jixiao.extract.rates.rates import rate_relations
from jixiao.extract.sums.sums import sum_relations
from jixiao.extract.unit_slips import WHY, unit_slips
from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import parts, prose, reading, wrong

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


MIXED = "巡护补助{standard}元/人，18人，共计{paid}；项目预算{budget}，购置器材{bought}，结余{left}。"
SOUND = {"standard": 600, "paid": "10800元", "budget": "36万元", "bought": "32.45万元", "left": "3.55万元"}


def far_off(**changed: str) -> list[tuple[str, str, tuple[str, ...]]]:
    found = reading(MIXED.format(**(SOUND | changed))).relations
    return [(one.stated.quote, one.edit, one.open) for one in found if one.kind is Kind.UNIT_SLIP]


@pytest.mark.parametrize(
    ("changed", "edit"),
    [
        ({"left": "3.55元"}, "元→万元"),
        ({"budget": "36元"}, "元→万元"),
        ({"bought": "32.45元"}, "元→万元"),
        ({"paid": "10800万元"}, "万元→元"),
    ],
)
def test_where_both_units_are_used_a_figure_far_off_is_asked_about(changed: dict[str, str], edit: str) -> None:
    assert far_off(**changed) == [(*changed.values(), edit, (WHY,))]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"left": "3.65元"},  # in 万元 it would not come out either
        {"budget": "37元"},
        {"paid": "10900万元"},
    ],
)
def test_a_figure_far_off_that_no_unit_mends_is_left_alone(changed: dict[str, str]) -> None:
    assert far_off(**changed) == []


EACH = "管护补助按每{unit}，管护员{count}名，全年发放{paid}。"


@pytest.mark.parametrize(
    ("text", "factors"),
    [
        (EACH.format(unit="人每年0.24元", count=36, paid="8.64万元"), ["0.24元", "36名"]),
        (
            "样例项目38项，示范项目92项。\n样例项目补助4560万元（每项120元），示范项目补助3680万元（每项40万元）。",
            ["120元", "38项"],
        ),
    ],
)
def test_a_standard_ten_thousand_times_off_is_asked_about(text: str, factors: list[str]) -> None:
    (found,) = wrong(reading(text).relations)
    assert (found.kind, found.open, found.near, parts(found)) == (Kind.PRODUCT, (UNITS,), True, factors)


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (EACH.format(unit="人每年2400元", count=36, paid="8.64万元"), [Verdict.CONSISTENT]),
        (EACH.format(unit="人每年2000元", count=50, paid="100000万元"), []),  # a one and zeros: chance
        (EACH.format(unit="人每年约2400万元", count=36, paid="86400元"), []),
    ],
)
def test_a_standard_whose_unit_nothing_proves_wrong_is_left_alone(text: str, verdicts: list[Verdict]) -> None:
    assert [one.verdict for one in reading(text).relations if one.kind is Kind.PRODUCT and one.open != ()] == []
    assert [one.verdict for one in reading(text).relations if one.kind is Kind.PRODUCT][: len(verdicts)] == verdicts
