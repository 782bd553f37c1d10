"""Counts of several classifiers, groups that cut across, and parts that are only told by what was done with them."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Verdict
from tests.unit.extract.passages import brief, reading, wrong


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        ("发放用品6,150套（件、本），其中工具1,250套、雨具900件、手册4,000本。", "6,150套", ["1,250套", "900件", "4,000本"]),
        ("购置设备38台（套），其中水质仪12台、视频监控16套、采样器10台。", "38台(套)", ["12台", "16套", "10台"]),
        ("发放器具52件（套），其中滤芯30套、试剂22件。", "52件(套)", ["30套", "22件"]),
    ],
)
def test_a_total_that_names_classifiers_is_made_up_of_counts_of_any_of_them(text: str, total: str, parts: list[str]) -> None:
    assert (total, parts, Verdict.CONSISTENT) in brief(reading(text).relations)


def test_a_miss_of_several_classifiers_is_told() -> None:  # 1250 + 900 + 4000 = 6150
    (found,) = wrong(reading("发放用品6,510套（件、本），其中工具1,250套、雨具900件、手册4,000本。").relations)
    assert (found.stated.quote, found.open) == ("6,510套", ())


@pytest.mark.parametrize(
    "text",
    [
        "发放用品6,510套（件、本），其中工具1,250套、雨具900件。",  # not all of them
        "发放用品6,510套，其中工具1,250套、雨具900件、手册4,000本。",  # the total names one classifier
        "发放用品6,150套（虚构），其中工具1,250套、雨具900件。",
        "培训干部88人，其中男46人、女42人，退役军人30人。",
        "培训干部88人，其中女42人，退役军人30人，少数民族26人。",
    ],
)
def test_other_lists_are_left_alone(text: str) -> None:
    assert wrong(reading(text).relations) == []


def test_two_groups_that_leave_nothing_over_are_told_also_before_one_that_cuts_across() -> None:  # 46 + 52 = 98
    (found,) = wrong(reading("培训干部89人，其中男46人、女52人，退役军人30人。").relations)
    assert [one.quote for one in found.operands] == ["46人", "52人"]


POSTS = "年末在职人员{}人，其中管理人员12人，专业技术人员26人，工勤人员3人{}"


def test_the_three_kinds_of_posts_of_a_public_institution_leave_nothing_over() -> None:  # 12 + 26 + 3 = 41
    (found,) = wrong(reading(POSTS.format(43, "；退休人员17人。")).relations)
    assert ([one.quote for one in found.operands], found.expected and found.expected.value) == (["12人", "26人", "3人"], 41)


@pytest.mark.parametrize(
    "text",
    [
        POSTS.format(41, "；退休人员17人。"),
        POSTS.format(43, "，借调人员2人。"),
        POSTS.format(43, "。").replace("，工勤人员3人", ""),  # some places tell only two of them
    ],
)
def test_fewer_posts_or_another_kind_accuse_nobody(text: str) -> None:
    assert wrong(reading(text).relations) == []


def test_parts_are_called_by_the_count_before_what_was_done() -> None:  # 60.00 + 84.00 + 27.30 = 171.30
    text = (
        "实际发放{}万元，其中：低保家庭500户，发放60.00万元；特困家庭1,050户，发放84.00万元；边缘家庭455户，发放27.30万元。"
    )
    assert wrong(reading(text.format("171.30")).relations) == []
    (found,) = wrong(reading(text.format("177.30")).relations)
    assert (found.stated.quote, found.edit, found.open) == ("177.30万元", "177.30→171.30", ())
