"""Short figures whose words name what is to be worked out: nothing else can be meant, so a miss is asked about however few digits there are."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind
from tests.unit.extract.passages import reading, wrong


@pytest.mark.parametrize(
    ("text", "right", "slipped", "kind"),
    [
        ("全年计划培训12期，实际举办14期，超额完成{}期。", "2", "3", Kind.DIFFERENCE),
        ("计划工期180天，实际用时165天，提前{}天完工。", "15", "25", Kind.DIFFERENCE),
        ("编制数45人，实有在编人员41人，空编{}人。", "4", "6", Kind.DIFFERENCE),
        # 1,200.00 − 86.40 = 1,113.60
        ("项目概算1,200.00万元，审减86.40万元，核定{}万元。", "1,113.60", "1,131.60", Kind.DIFFERENCE),
        # 320 + 150 − 286 = 184; 36 + 3 − 2 = 37
        ("年初库存物资320件，购入150件，发放286件，年末库存{}件。", "184", "194", Kind.IDENTITY),
        ("年初在职36人，调入3人，退休2人，年末在职{}人。", "37", "38", Kind.IDENTITY),
        ("培训24期，每期50人，共培训{}人次。", "1,200", "1,300", Kind.PRODUCT),
        ("接待团组36批432人次，平均每批{}人次。", "12", "15", Kind.PRODUCT),
        # 103 ÷ 412 = 25 %; 33.80 ÷ 676.00 = 5 %
        ("全年开庭412次，其中网上开庭103次，占{}%。", "25", "35", Kind.SHARE),
        ("两年得分分别为88.5分和92.0分，相差{}分。", "3.5", "2.5", Kind.DIFFERENCE),
        # 156.80 × 80 % = 125.44; 1.70 ÷ 8.00 = 21.25 %
        ("工程造价156.80万元，已支付80%即{}万元。", "125.44", "152.44", Kind.PRODUCT),
        ("工程造价156.80万元（已支付80%即{}万元）。", "125.44", "152.44", Kind.PRODUCT),
        ("会议费预算8.00万元，支出6.30万元，节约1.70万元，节约{}%。", "21.25", "21.52", Kind.RATE),
        # 10 × 96.5 % = 9.65
        ("项目支出预算执行率为96.5%，该项满分10分，得{}分。", "9.65", "9.95", Kind.SCORE_RULE),
        ("采购预算676.00万元，成交642.20万元，节约33.80万元，节约率{}%。", "5", "8", Kind.RATE),
    ],
)
def test_a_miss_is_asked_about(text: str, right: str, slipped: str, kind: Kind) -> None:
    assert not wrong(reading(text.format(right)).relations)
    assert [(one.kind, bool(one.open)) for one in wrong(reading(text.format(slipped)).relations)] == [(kind, True)]


def test_a_colon_ends_what_a_word_of_totality_is_about() -> None:
    """三个标段 in all, and then each: the first is no total of its own. 126.30 + 98.45 + 75.25 = 300.00."""
    text = "项目共分三个标段：一标段126.30万元，二标段98.45万元，三标段75.25万元，合计{}万元。"
    assert not wrong(reading(text.format("300.00")).relations)
    (found,) = wrong(reading(text.format("310.00")).relations)
    assert found.edit == "310.00→300.00"


@pytest.mark.parametrize(
    "text",
    [
        "全年开庭412次，其中网上开庭105次，占35%。",  # 25.49 %: no digit of 35 makes that
        "采购预算676.00万元，成交642.20万元，节约33.80万元，工期节约率8天。",
        "年初在职36人，退休2人，年末在职38人。",  # who came is not told
        "年初在职36人，调入3人，退休2人，年末聘用38人。",  # of others
        "计划工期180天，实际用时165天，其中雨天提前25天通知。",
        "预算执行率为96.5%。该项满分10分，得9.95分。",  # of another sentence
        "采购预算672.00万元，成交638.20万元，节约33.80万元，节约率8%。",  # 5.03 %; 53.80 would give 8 %, and so would much else
        "培训24期，每期50人左右，共培训1,300人次。",
    ],
)
def test_what_is_not_asked(text: str) -> None:
    assert not wrong(reading(text).relations)
