"""Totals that look back over a passage: how many parts they say, whose they are, and what only a slip may question."""

from __future__ import annotations

import pytest

from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Verdict
from tests.unit.extract.passages import brief, parts, prose, reading, wrong

HELD, ASKED = Verdict.CONSISTENT, Verdict.INCONSISTENT
YEARS = "2022年预算安排80.00万元，实际支出76.00万元；2023年预算安排80.00万元，实际支出78.40万元。两年累计支出"
PAIRS = "奖补资金286.4万元，惠及1273户；机具补贴518.9万元，惠及1046户。两项合计"


@pytest.mark.parametrize(
    ("text", "total", "listed"),
    [
        (YEARS + "154.40万元。", "154.40万元", ["76.00万元", "78.40万元"]),
        (PAIRS + "805.3万元。", "805.3万元", ["286.4万元", "518.9万元"]),
        ("甲支出37.44万元；乙支出2880元；丙2040元。三项合计支出379320元。", "379320元", ["37.44万元", "2880元", "2040元"]),
        ("1.甲支出12.5万元，占50%。\n2.乙支出7.4万元。\n以上两项合计19.9万元。", "19.9万元", ["12.5万元", "7.4万元"]),
    ],
)
def test_a_total_that_says_how_many_parts_it_has_finds_them(text: str, total: str, listed: list[str]) -> None:
    assert (total, listed, HELD) in brief(sum_relations(prose(text)))


@pytest.mark.parametrize(
    "text",
    [
        YEARS + "145.40万元。",
        PAIRS + "850.3万元。",
        "中央资金560.00万元，省级资金240.00万元，本级资金120.25万元，总到位920.52万元。",
        "人员经费516.32万元，占67%；公用经费86.05万元；项目经费172.11万元。以上合计774.84万元。",
        "收到补助资金48.6万元，分两批支付，第一批30万元，第二批16.8万元。",
    ],
)
def test_a_slip_is_asked_about_and_never_more(text: str) -> None:
    (found,) = wrong(sum_relations(prose(text)))
    assert found.open


@pytest.mark.parametrize(
    "text",
    [
        "预算500万元，支出300万元。三项合计支出650万元。",  # three are said and two told
        "中央资金560万元，支出240万元，总到位920.25万元。",  # of two roles: no parts of one thing
        "甲县约286.4万元，乙县518.9万元。两县合计850.3万元。",
        "甲县286.4万元（中央200万元），乙县**万元。两县合计850.3万元。",
        "甲县286.4万元；乙县518.9万元。另有省级补助。总投资2105.3万元。",  # far off, and no number of parts
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(sum_relations(prose(text))) == []


def test_brackets_are_no_parts_of_their_own() -> None:
    text = "甲县286.4万元（中央200.0万元），乙县518.9万元（中央300.0万元）。两县合计805.3万元。"
    assert ("805.3万元", ["286.4万元", "518.9万元"], HELD) in brief(sum_relations(prose(text)))


def test_lines_of_a_form_under_its_total_are_its_parts() -> None:
    text = "单位：万元\n支出合计：1386.24\n（一）基本支出：912.60（其中：工资 798.35；其他 114.25）\n（二）项目支出：473.64"
    relations = sum_relations(prose(text))
    assert [(one.stated.quote, parts(one)) for one in relations] == [
        ("1386.24", ["912.60", "473.64"]),
        ("912.60", ["798.35", "114.25"]),
    ]


def test_the_kinds_of_a_division_before_a_total_are_all_of_it() -> None:  # 120.40 + 135.60 + 118.20 + 146.80 = 521.00
    text = "一季度支出120.40万元，二季度支出135.60万元，三季度支出118.20万元，四季度支出146.80万元，全年共支出{}万元。"
    assert wrong(reading(text.format("521.00")).relations) == []
    (found,) = wrong(reading(text.format("512.00")).relations)
    assert (found.stated.quote, found.edit, bool(found.open)) == ("512.00万元", "512.00→521.00", True)


@pytest.mark.parametrize(
    "text",
    [
        "线上培训12场、线下培训8场，全年共开展活动30场。",  # of something else
        "一季度末累计支出52.40万元，二季度末累计支出118.75万元，三季度末累计支出176.30万元。",  # running totals
        "一季度末持证12人，二季度末持证15人，三季度末持证16人，四季度末持证18人，全年共持证51人。",  # each is what there was then
        "办结投诉126件、举报84件，全年共办结412件。",  # no division
    ],
)
def test_other_lists_before_a_total_are_left_alone(text: str) -> None:
    assert wrong(reading(text).relations) == []


def test_a_list_that_adds_up_in_one_unit_is_whole_in_the_unit_beside() -> None:  # 612 + 664 = 1276
    text = "惠及{}户4,215人，其中脱贫户612户2,030人、一般户664户2,185人。"
    assert wrong(reading(text.format("1,276")).relations) == []
    (found,) = wrong(reading(text.format("1,286")).relations)
    assert (found.stated.quote, bool(found.open)) == ("1,286户", True)


def test_four_amounts_told_for_the_quarters_are_the_year() -> None:  # 86.20 + 92.40 + 101.60 + 118.30 = 398.50
    text = "各季度支出分别为86.20万元、92.40万元、101.60万元、118.30万元，全年支出{}万元。"
    assert wrong(reading(text.format("398.50")).relations) == []
    (found,) = wrong(reading(text.format("389.50")).relations)
    assert (found.stated.quote, len(found.operands), bool(found.open)) == ("389.50万元", 4, True)
