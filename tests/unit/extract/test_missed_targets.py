"""Targets missed and yet worth all their points, told in words."""

from __future__ import annotations

import pytest

from jixiao.extract.points.missed_targets import missed_targets
from tests.unit.extract.passages import parts, prose


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("培训目标1,000人次，实际完成860人次，该项指标10分，自评得10分。", ["1,000人次", "860人次", "10分"]),
        ("满意度指标值≥95%，实际满意度91.6%，分值10分，得分10分。", ["95%", "91.6%", "10分"]),
        ("新建公厕不少于12座，完成10座，得满分8分。", ["12座", "10座", "8分"]),
        ("单件成本≤200元，实际为218元，分值10分，得10分。", ["200元", "218元", "10分"]),
    ],
)
def test_a_missed_target_with_all_its_points_is_asked_about(text: str, figures: list[str]) -> None:
    (found,) = missed_targets(prose(text))
    assert (parts(found), bool(found.open), found.detail) == (figures, True, "target")


@pytest.mark.parametrize(
    "text",
    [
        "培训目标1,000人次，实际完成860人次，该项指标10分，自评得8.6分。",
        "培训目标1,000人次，实际完成1,060人次，该项指标10分，自评得10分。",
        "满意度指标值≥95%，实际满意度95%，分值10分，得分10分。",
        "单位成本目标200元，实际186元，分值10分，得10分。",  # the lower the better
        "办结时限目标20天，实际15天，分值10分，得10分。",
        "计划培训200人，实际培训180人，分值10分，90%以上得满分，得10分。",  # a rule of its own
        "计划培训约200人，实际培训180人，分值10分，得10分。",
        "计划培训200人，购置设备18台，分值10分，得10分。",  # of other units
        "计划救助120人，因申请人数减少实际救助96人，应救尽救，分值5分，得5分。",  # the reason is told
        "上年完成200人，本年完成180人，分值10分，得10分。",  # no target
    ],
)
def test_nothing_else_is_asked_about(text: str) -> None:
    assert missed_targets(prose(text)) == []
