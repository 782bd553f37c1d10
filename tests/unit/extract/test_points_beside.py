"""Beside an indicator's worth and points: the rate of points, the points lost, the points the rate of execution makes."""

from __future__ import annotations

import pytest

from jixiao.extract.points.points import point_relations
from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import brief, only, parts, prose, wrong

HELD = Verdict.CONSISTENT
SCORED = "决策20分，得18分，得分率{}%；过程20分，得{}分，得分率83.75%。\n其中决策部分扣{}分，过程部分扣3.25分。"
EXECUTED = "全年预算执行率{}%。\n预算执行率指标10分，自评得{}分；产出指标50分，得50分。"


def test_the_rate_and_the_loss_of_points() -> None:
    found = brief(point_relations(prose(SCORED.format(90, "16.75", 2))))
    assert ("90%", ["18分", "20分"], HELD) in found
    assert ("83.75%", ["16.75分", "20分"], HELD) in found
    assert ("2分", ["20分", "18分"], HELD) in found
    assert ("3.25分", ["20分", "16.75分"], HELD) in found


def test_a_rate_of_points_one_digit_off_is_wrong() -> None:
    (found,) = wrong(point_relations(prose(SCORED.format(95, "16.75", 2))))
    assert (found.kind, found.edit, found.open) == (Kind.RATE, "95→90", ())


def test_a_loss_one_digit_off_is_asked_about() -> None:
    (found,) = wrong(point_relations(prose(SCORED.format(90, "16.75", 3))))
    assert (found.kind, parts(found)) == (Kind.DIFFERENCE, ["20分", "18分"])
    assert found.open


def test_points_in_a_bracket_behind_need_no_word() -> None:
    found = only(point_relations(prose("自评94.6分，其中投入类14分（满分15分）。")), Kind.SCORE_BOUND)
    assert (parts(found), found.verdict) == (["15分"], HELD)


def test_points_for_execution_follow_the_rate_told_before() -> None:
    found = only(point_relations(prose(EXECUTED.format("96.09", "9.61"))), Kind.SCORE_RULE)
    assert (parts(found), found.verdict) == (["10分", "96.09%"], HELD)
    (asked,) = wrong(point_relations(prose(EXECUTED.format("96.09", "9.51"))))
    assert (asked.edit, bool(asked.open)) == ("9.51→9.61", True)


@pytest.mark.parametrize(
    "text",
    [
        EXECUTED.format("96.09", "9.2"),  # by bands, not by the rate
        EXECUTED.format("96", "9.5"),
        "甲执行率96.09%，乙执行率88.20%。\n预算执行率指标10分，得9.51分。",  # of which of them is not said
        SCORED.format(90, "16.75", 1).replace("部分扣1分", "部分因目标不明确扣1分"),  # one of several losses
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(point_relations(prose(text))) == []
