"""Rates of what was saved, over what it would have cost."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import only, parts, reading, wrong

REVIEWED = "完成评审187个，送审金额{}万元，审定金额1342.18万元，审减金额{}万元，平均审减率{}。"
DEALT = "工程建设75项，交易金额{}万元，节约资金{}万元，资金节约率{}；政府采购20项。"


@pytest.mark.parametrize(
    ("text", "quote", "pair"),
    [
        (REVIEWED.format("1526.47", "184.29", "12.07%"), "12.07%", ["184.29万元", "1526.47万元"]),
        (DEALT.format("24271.55", "831.20", "3.31%"), "3.31%", ["831.20万元", "24271.55万元", "831.20万元"]),
        ("采购预算676.00万元，实际支出642.20万元，节约33.80万元，节约率5%。", "5%", ["33.80万元", "676.00万元"]),
        (
            "采购预算2279.57万元。实际采购2054.60万元。节约资金224.97万元，节约率为9.87%。",
            "9.87%",
            ["224.97万元", "2279.57万元"],
        ),
        ("起始价1200万元，成交价1296万元，溢价率8%。", "8%", ["1296万元", "1200万元"]),
        ("控制价860万元，中标价817万元，下浮率5%。", "5%", ["817万元", "860万元"]),
    ],
)
def test_what_they_are_of(text: str, quote: str, pair: list[str]) -> None:
    read = reading(text)
    assert wrong(read.relations) == []
    found = only(read.relations, Kind.RATE, quote)
    assert (found.verdict, parts(found)) == (Verdict.CONSISTENT, pair)
    assert [one for one in read.relations if one.kind is Kind.PERCENT_CHANGE] == []  # nothing grew


@pytest.mark.parametrize(
    ("text", "edit", "pair"),
    [
        # 184.29 ÷ 1526.47 is 12.07 %; 831.20 ÷ (24271.55 + 831.20) is 3.31 %
        (REVIEWED.format("1526.47", "184.29", "12.87%"), "12.87→12.07", ["184.29万元", "1526.47万元"]),
        (DEALT.format("24271.55", "831.20", "3.81%"), "3.81→3.31", ["831.20万元", "24271.55万元", "831.20万元"]),
    ],
)
def test_a_digit_is_asked_about(text: str, edit: str, pair: list[str]) -> None:
    (found,) = (one for one in wrong(reading(text).relations) if one.kind is Kind.RATE)
    assert (found.edit, bool(found.open), parts(found)) == (edit, True, pair)


@pytest.mark.parametrize(
    "text",
    [
        DEALT.format("24271.55", "831.20", "16.24%"),  # of something else: no digit explains it
        DEALT.format("24271.55", "831.20", "9%"),  # too few digits
        DEALT.replace("交易金额", "成交金额5210.30万元、交易金额").format(
            "24271.55", "831.20", "3.81%"
        ),  # of which of the two?
        DEALT.format("24271.55", "约831.20", "3.81%"),
        "完成项目159个，成交金额8.70亿元，增值金额3391.20万元，增值率为7.42%。",  # what it began at is told nowhere
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one for one in wrong(reading(text).relations) if one.kind is Kind.RATE] == []
