"""Points lost by a rate, told with what the indicator is worth; the rate, the worth and the points of the lines of a form."""

from __future__ import annotations

import pytest

from jixiao.extract.points.lost_by_rate import lost_by_rate
from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import brief, prose, reading, wrong

LOST = "过程部分扣3.25分，其中预算执行率扣{}分（执行率{}%，该指标{}分）、管理制度扣2.5分。"
FORM = "项目名称：泵房改造\n预算资金（万元）：260\n执行资金（万元）：247\n预算执行率（%）：95\n分值：{}\n得分：{}\n"


def test_what_is_lost_is_the_worth_times_what_the_rate_lacks() -> None:  # 10 × 7.5 % = 0.75
    assert brief(lost_by_rate(prose(LOST.format("0.75", "92.5", "10")))) == [
        ("0.75分", ["10分", "92.5%"], Verdict.CONSISTENT)
    ]


@pytest.mark.parametrize(
    ("told", "edit"),
    [
        (("0.57", "92.5", "10"), "0.57→0.75"),
        (("0.75", "29.5", "10"), "0.75→7.05"),
        (("0.75", "92.5", "15"), "15→10"),
        (("0.45", "92.5", "10"), "0.45→0.75"),
    ],
)
def test_a_digit_that_parts_them_is_asked_about(told: tuple[str, str, str], edit: str) -> None:
    (found,) = wrong(lost_by_rate(prose(LOST.format(*told))))
    assert (found.edit, bool(found.open)) == (edit, True)


@pytest.mark.parametrize(
    "text",
    [
        LOST.format("2", "92.5", "10"),  # by steps
        LOST.format("0.57", "约92.5", "10"),
        LOST.format("0.57", "92.5", "10").replace("执行率92.5%", "比上年提高2.5%"),
        "预算执行率扣0.57分，执行率92.5%，另一指标10分。",  # nothing says that the one gives the other
    ],
)
def test_other_rules_are_left_alone(text: str) -> None:
    assert wrong(lost_by_rate(prose(text))) == []


@pytest.mark.parametrize(("worth", "got", "told"), [("10", "9.5", 0), ("10", "4.5", 1), ("15", "9.5", 1), ("10", "8", 0)])
def test_the_lines_of_a_form_are_held_to_a_digit(worth: str, got: str, told: int) -> None:  # 10 × 95 % = 9.5
    found = [one for one in wrong(reading(FORM.format(worth, got)).relations) if one.kind is Kind.SCORE_RULE]
    assert len(found) == told
    assert all(one.open for one in found)
