"""From one figure to another: the verb between them, and the change told behind."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import brief, expected, reading, wrong


@pytest.mark.parametrize(
    ("text", "stated", "ends", "verdict"),
    [
        ("养护经费由240.00万元增加到276.00万元，增长15%。", "15%", ["276.00万元", "240.00万元"], Verdict.CONSISTENT),
        ("投诉由2021年的40件降至34件，下降15%。", "15%", ["34件", "40件"], Verdict.CONSISTENT),
        ("经费从90.00万元调整为72.00万元，经费压减20%。", "20%", ["72.00万元", "90.00万元"], Verdict.CONSISTENT),
        ("床位由36张增至45张，新增9张。", "9张", ["45张", "36张"], Verdict.CONSISTENT),
        ("覆盖率由82.5%提高到91%，提高8.5个百分点。", "8.5个百分点", ["91%", "82.5%"], Verdict.CONSISTENT),
        (
            "经费由240.00万元减少到228.00万元，减少21.00万元。",
            "21.00万元",
            ["228.00万元", "240.00万元"],
            Verdict.INCONSISTENT,
        ),  # 12.00
        ("经费由240.00万元增加到276.00万元，增长51%。", "51%", ["276.00万元", "240.00万元"], Verdict.INCONSISTENT),
    ],
)
def test_the_change_behind_is_held_against_both_ends(text: str, stated: str, ends: list[str], verdict: Verdict) -> None:
    assert (stated, ends, verdict) in brief(reading(text).relations)


def test_a_percentage_of_this_year_s_figure_is_told_as_such() -> None:  # 30 ÷ 150 = 20 %, 30 ÷ 120 = 25 %
    (found,) = wrong(reading("收入由120.00万元增加到150.00万元，增长20%。").relations)
    assert (found.kind, found.detail, expected(found)) == (Kind.PERCENT_CHANGE, "以本年数作分母", 25)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("直接损失由386.00万元增加到347.40万元，减少38.60万元，降幅10%。", "增加到"),
        ("保有量由5辆减少至6辆。", "减少至"),
        ("观测场地由41处增至47处，减少6处。", "减少"),
        ("人均经费由2.10万元提高到1.95万元。", "提高到"),
    ],
)
def test_a_verb_against_its_figures(text: str, verb: str) -> None:
    (found,) = wrong(reading(text).relations)
    assert (found.kind, found.cue, found.open) == (Kind.DIRECTION_WORD, verb, ())


@pytest.mark.parametrize(
    "text",
    [
        "测量误差由0.5毫米提高到0.2毫米。",  # what gets better gets smaller
        "全市排名由12位上升到8位。",
        "在全省由第12位上升到第8位。",
        "机耕道由3公里增加到约5公里，增加3公里。",
        "资金由100万元增加到120万元，支出增加30万元，增长25%。",  # the spending's, not the money's
        "经费由40万元增加，到位36万元。",
        "下设机构由3个增加到5个，人员增加2人。",
    ],
)
def test_other_things_are_not_held_against_the_ends(text: str) -> None:
    assert wrong(reading(text).relations) == []
