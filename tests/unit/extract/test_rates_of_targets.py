"""Rates of completion whose target stands in a bracket behind them, and percentages of counts of two digits."""

from __future__ import annotations

import pytest

from jixiao.extract.rates.rates import rate_relations
from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import brief, only, parts, prose, wrong

TOLD = "57.60万元用于儿童康复救助，救助{}名；41.76万元用于阳光家园托养，托养87人。\n康复救助完成率106.67%（目标{}名），托养完成率{}%（目标90人）。"


def test_what_was_done_is_found_by_the_words_of_the_rate() -> None:
    found = brief(rate_relations(prose(TOLD.format(48, 45, "96.67"))))
    assert found == [
        ("106.67%", ["48名", "45名"], Verdict.CONSISTENT),
        ("96.67%", ["87人", "90人"], Verdict.CONSISTENT),
    ]


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (TOLD.format(43, 45, "96.67"), "43→48"),
        (TOLD.format(48, 46, "96.67"), "46→45"),
        (TOLD.format(48, 45, "93.67"), "93.67→96.67"),
        ("共立案42件，其中一般31件、重大11件，结案率92.54%（结案40件）。", "92.54→95.24"),
        (
            "检查发现问题232个，已整改221个，正在整改15个，整改率93.64%。",
            "",
        ),  # 221 ÷ 236; whether 232 or 15 is wrong is not said
        ("收回问卷186份，其中评价非常满意121份、满意57份，合计178份，满意率95.73%。", "95.73→95.70"),
    ],
)
def test_a_slip_is_asked_about(text: str, edit: str) -> None:
    (found,) = wrong(rate_relations(prose(text)))
    assert (found.edit, bool(found.open)) == (edit, True)


@pytest.mark.parametrize(
    "text",
    [
        TOLD.format(39, 45, "96.67"),  # no digit explains it
        "救助48名。\n培训完成率95%（目标45名）。",  # of other things
        "一所救助48名，二所救助41名。\n救助完成率107%（目标45名）。",  # of which of them is not said
        "取得证书1701人，参加考核1827人，取证率90%（取证人数/培训人数）。",  # over what is told nowhere
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(rate_relations(prose(text))) == []


def test_thousands_end_no_clause() -> None:
    text = "其中公务接待12,345,600元，比上年减少1,230,000元，下降9.06%，占全部支出的5%。"
    assert prose(text).figures[2].clause - prose(text).figures[1].clause == 1


def test_a_formula_in_a_bracket_says_what_the_rate_is_of() -> None:
    text = "培训1890人。\n参加考核1827人，取得证书1701人，取证率90%（取得证书/培训）。"
    found = only(rate_relations(prose(text)), Kind.RATE)
    assert (parts(found), found.verdict) == (["1701人", "1890人"], Verdict.CONSISTENT)
