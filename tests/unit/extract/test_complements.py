"""Shares that divide a whole: held against what the others leave, whatever other figures would give by chance."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import parts, reading, wrong

SHOPS = "样例区登记经营户{}户，其中有证照的{}户，占{}，无证照的{}户，占{}。"
SPLIT = "下达样例资金3240万元。按因素法，安排本级{}万元，占{}；安排盟市{}万元，占{}。"
ASKED = "有效样本570份。其中，样例群众{}人、企业经办人{}人、社区人员{}人，分别占{}、26.32%和{}。"


@pytest.mark.parametrize(
    "text",
    [
        SHOPS.format(21640, 18394, "85%", 3246, "15%"),
        SPLIT.format(810, "25%", 2430, "75%"),
        "其中：货物类采购17000元，占样例采购预算的100%；工程类采购0元，占样例采购预算的0%。设备10000元。",
    ],
)
def test_what_holds(text: str) -> None:
    assert wrong(reading(text).relations) == []


@pytest.mark.parametrize(
    ("text", "stated", "over"),
    [
        (SHOPS.format(21640, 18394, "85%", 3246, "18%"), "18%", ["3246户", "21640户"]),  # 18 % of the others, by chance
        (SPLIT.format(810, "27%", 2430, "75%"), "27%", ["810万元", "3240万元"]),
        (SPLIT.format(810, "25%", 2340, "75%"), "75%", ["2340万元", "3240万元"]),
    ],
)
def test_a_slip_is_asked_about(text: str, stated: str, over: list[str]) -> None:
    (found,) = (one for one in wrong(reading(text).relations) if one.kind is Kind.SHARE)
    assert (found.stated.quote, parts(found), bool(found.open)) == (stated, over, True)


@pytest.mark.parametrize(
    "text",
    [
        "收入完成10948万元，其中税收7786万元，占收入的71.1%，非税收入3162万元，占预算的96.3%。",  # of something else
        SHOPS.replace("无证照的", "其中连锁的").format(21640, 18394, "85%", 3246, "18%"),  # of the part
        SPLIT.format(810, "25%", 2300, "71%"),  # no two shares make a hundred
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one for one in reading(text).relations if one.kind is Kind.SHARE and one.verdict is Verdict.INCONSISTENT] == []
