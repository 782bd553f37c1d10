"""What is left, by the names that audits and funds give it: 送审 − 审定 = 审减, 收入 − 支出 = 当期结存."""

from __future__ import annotations

import pytest

from jixiao.extract.changes.differences import left_relations
from jixiao.model.claim import Verdict
from tests.unit.extract.passages import parts, prose, wrong

AUDIT = "完成政府投资项目评审1274个，项目送审金额148.36亿元，审定金额130.92亿元，审减金额17.44亿元，平均审减率11.76%。"
FUND = "基金总收入31582.46万元，比上年增长8.1%；总支出25214.73万元，比上年增长3.3%；当期结存6367.73万元。"


@pytest.mark.parametrize(
    ("text", "these"), [(AUDIT, ["148.36亿元", "130.92亿元"]), (FUND, ["31582.46万元", "25214.73万元"])]
)
def test_it_is_the_difference(text: str, these: list[str]) -> None:
    (found,) = left_relations(prose(text))
    assert (found.verdict, parts(found)) == (Verdict.CONSISTENT, these)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [(AUDIT, "17.44", "17.94"), (AUDIT, "130.92", "130.29"), (FUND, "6367.73", "6867.73"), (FUND, "25214.73", "25214.78")],
)
def test_a_digit_is_asked_about(text: str, old: str, new: str) -> None:
    (found,) = wrong(left_relations(prose(text.replace(old, new))))
    assert found.open and found.edit


@pytest.mark.parametrize(
    "text",
    [
        # some sums were raised: what was cut is more than the difference
        "送审金额115.38亿元，审定金额97.52亿元，审减金额18.93亿元。",
        # what is left of all years
        "基金收入2450.36万元，支出2391.84万元，累计结存71.23万元。",
        "基金收入2450.36万元，支出2391.84万元，年末滚存结余71.23万元。",
    ],
)
def test_these_are_not_asked_about(text: str) -> None:
    assert wrong(left_relations(prose(text))) == []
