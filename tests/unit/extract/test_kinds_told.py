"""Kinds of a division without 其中: right behind their total, in a sentence of their own, named by a total, and beyond their total."""

from __future__ import annotations

import pytest

from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Verdict
from tests.unit.extract.passages import brief, prose, wrong

SURVEY = "共收回有效问卷{}份，有效率97.9%。\n选择“满意”的{}份、“基本满意”的51份、“不满意”的17份，列入台账。"


@pytest.mark.parametrize(
    ("text", "stated", "parts"),
    [
        ("发现问题312个，立行立改268个，限期整改44个，已销号。", "312个", ["268个", "44个"]),
        ("随机走访群众400人，满意352人、基本满意36人、不满意12人。", "400人", ["352人", "36人", "12人"]),
        (SURVEY.format("570", "502"), "570份", ["502份", "51份", "17份"]),
        ("收回400份，其中满意352份、基本满意36份、不满意12份，满意和基本满意合计388份。", "388份", ["352份", "36份"]),
        (
            "住宿费12.30万元、餐费8.25万元、交通费3.40万元，住宿费和餐费合计20.55万元。",
            "20.55万元",
            ["12.30万元", "8.25万元"],
        ),
    ],
)
def test_parts_are_known_by_their_names(text: str, stated: str, parts: list[str]) -> None:
    assert (stated, parts, Verdict.CONSISTENT) in brief(sum_relations(prose(text)))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("随机走访群众480人，满意352人、基本满意36人、不满意12人。", "480人"),  # 352 + 36 + 12 = 400
        ("全年支出500.25万元，基本支出300.12万元，项目支出200.31万元。", "500.25万元"),  # 200.13
        (SURVEY.format("507", "502"), "507份"),  # 502 + 51 + 17 = 570
        (SURVEY.format("570", "520"), "570份"),
        ("收回400份，其中满意352份、基本满意36份、不满意12份，满意和基本满意合计398份。", "398份"),
        ("住宿费12.30万元、餐费8.25万元、交通费3.40万元，住宿费和餐费合计25.05万元。", "25.05万元"),
        ("签订合同26份，其中货物41份、工程3份、服务9份；已验收24份。", "26份"),  # 14 + 3 + 9 = 26
    ],
)
def test_a_digit_that_parts_them_is_asked_about(text: str, stated: str) -> None:
    (found,) = wrong(sum_relations(prose(text)))
    assert found.stated.quote == stated
    assert found.open


@pytest.mark.parametrize(
    "text",
    [
        "发现问题316个，立行立改268个，限期整改44个。",  # others may take longer
        "收回问卷98份，满意80份，基本满意15份。",  # nobody says how many were not satisfied
        "发放问卷600份，满意480份，不满意5份，其余未回收。",
        "随机走访群众480人，满意352人、基本满意36人、不满意12人，其余未评价。",
        "随机走访群众约480人，满意352人、基本满意36人、不满意12人。",
        "全年支出500.25万元，基本支出300.12万元，上年项目支出200.31万元。",
        SURVEY.format("约570", "520"),
        SURVEY.format("570", "501").replace("列入台账", "另有弃权12份"),
        "住宿费12.30万元、餐费8.25万元，住宿费和租车费合计25.05万元。",  # what is rented is told nowhere
        "投入30万元，其中：市级80万元、县级60万元。",  # no digit closes it
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(sum_relations(prose(text))) == []


@pytest.mark.parametrize(("total", "misses"), [("2,460", 0), ("4,260", 1), ("2,960", 1), ("3,517", 0)])
def test_a_row_of_parts_ends_where_another_mark_and_another_role_begin(total: str, misses: int) -> None:  # 1640 + 820 = 2460
    text = f"项目资金{total}万元，其中中央1,640万元、省级820万元，实际支出2,263.2万元。"
    found = wrong(sum_relations(prose(text)))
    assert [(one.stated.quote, len(one.operands)) for one in found] == [(f"{total}万元", 2)] * misses
