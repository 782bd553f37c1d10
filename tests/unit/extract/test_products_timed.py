"""Products tied by names whose standard is of a day, several of them under amounts of their own; standards of a town or a room."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import parts, reading, wrong

CENSUS = (
    "样例区选聘两员380名，其中普查员318名、普查指导员{}名。单位清查阶段入户15天。\n"
    "补助标准为普查员每人每天{}元、指导员每人每天150元，分别发放{}万元和13.95万元。"
)
TOWNS = "每镇保洁补助60万元,共计{}万元,由120个镇统筹使用;每镇管护补助{}万元,共计5400万元。"
PREPAID = "样例设备合同价{}万元，按30%预付{}万元，验收后再付60%计29.16万元。"


def products(text: str) -> list[tuple[str, list[str], Verdict]]:
    found = reading(text).relations
    return [(one.stated.quote, parts(one), one.verdict) for one in found if one.kind is Kind.PRODUCT]


def test_what_holds() -> None:
    assert products(CENSUS.format(62, 120, "57.24")) == [
        ("57.24万元", ["120元", "318名", "15天"], Verdict.CONSISTENT),
        ("13.95万元", ["150元", "62名", "15天"], Verdict.CONSISTENT),
    ]
    assert products(TOWNS.format(7200, 45)) == [
        ("7200万元", ["60万元", "120个"], Verdict.CONSISTENT),
        ("5400万元", ["45万元", "120个"], Verdict.CONSISTENT),
    ]
    assert [verdict for *_, verdict in products(PREPAID.format("48.60", "14.58"))] == [Verdict.CONSISTENT] * 2


@pytest.mark.parametrize(
    ("text", "stated", "edit"),
    [
        (CENSUS.format(62, 102, "57.24"), "57.24万元", "102→120"),
        (CENSUS.format(62, 120, "52.74"), "57.24万元", "52.74→57.24"),
        (CENSUS.format(26, 120, "57.24"), "13.95万元", "26→62"),
        (
            CENSUS.replace("入户15天", "入户15天，历时2个月").format(62, 102, "57.24"),
            "57.24万元",
            "102→120",
        ),  # days, no months
        (PREPAID.format("48.60", "14.85"), "14.85万元", "14.85→14.58"),
    ],
)
def test_a_slip_is_asked_about(text: str, stated: str, edit: str) -> None:
    (found,) = (one for one in wrong(reading(text).relations) if one.kind is Kind.PRODUCT)
    assert found.stated.quote in (stated, "52.74万元")
    assert (found.edit, bool(found.open)) == (edit, True)


@pytest.mark.parametrize(
    "text",
    [
        CENSUS.replace("入户15天", "入户15天，复核8天").format(62, 102, "57.24"),  # of which days nobody says
        CENSUS.replace("入户15天", "入户15天，复核2天").format(
            62, 120, "114.84"
        ),  # nor are they multiplied: 318 × 120 × 30 is 114.48万
        CENSUS.format(62, 113, "57.24"),  # no digit
        CENSUS.replace("普查员每人", "普查员约每人").format(62, 102, "57.24").replace("每天102", "每天约102"),
        PREPAID.format("48.60", "20.70"),
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one for one in wrong(reading(text).relations) if one.kind is Kind.PRODUCT] == []


def test_a_day_s_standard_is_not_multiplied_by_months() -> None:
    """318 × 120 × 3 is 11.448万: three months are no three days."""
    text = CENSUS.replace("入户15天", "历时3个月").format(62, 120, "11.448")
    assert [one for one in products(text) if one[0] == "11.448万元" and one[2] is Verdict.CONSISTENT] == []
