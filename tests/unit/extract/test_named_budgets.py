"""Rates of a budget named twice: 年初预算64.20万元，支出决算91.50万元，完成年初预算的100%. Asked about whatever they miss by; other budgets are let alone."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import reading


def missed(text: str) -> list[tuple[str, str]]:
    return [
        (one.stated.quote, one.expected.text if one.expected is not None else "")
        for one in reading(text).relations
        if one.kind is Kind.RATE and one.verdict is Verdict.INCONSISTENT
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # 91.50 / 64.20 = 1.4252…: not all of it, and not 120.5 % either
        ("年初预算为64.20万元，支出决算为91.50万元，完成年初预算的100%，主要原因是年中追加。", ("100%", "142.52")),
        ("年初预算为64.20万元，支出决算为91.50万元，完成年初预算的120.5%。", ("120.5%", "142.52")),
        # 21.40 / 64.20 = 1/3
        ("全年预算数64.20万元，实际支出21.40万元，完成全年预算的83%。", ("83%", "33.33")),
    ],
)
def test_a_miss_is_asked_about(text: str, right: tuple[str, str]) -> None:
    assert missed(text) == [right]


@pytest.mark.parametrize(
    "text",
    [
        "年初预算为64.20万元，支出决算为91.50万元，完成年初预算的142.52%。",
        "年初预算为64.20万元，支出决算为64.10万元，完成年初预算的100%。",
        # of a budget that is told nowhere
        "年初预算为64.20万元，支出决算为91.50万元，完成调整预算的100%。",
        # what was added stands between
        "年初预算为64.20万元，追加27.30万元，支出决算为91.50万元，完成年初预算的100%。",
        "年初预算为0万元，支出决算为91.50万元，完成年初预算的100%。",
        "年初预算为约64万元，支出决算为91.50万元，完成年初预算的100%。",
    ],
)
def test_what_may_be_otherwise_is_let_alone(text: str) -> None:
    assert missed(text) == []
