"""Figures that public reports print and that hold: recomputed without a word; with one digit wrong, found.

The sentences are ours; the figures are those of pages that are public (a county's 政协 office of 2021, a prefecture's data centre
of 2024, a disaster fund of 2022).
"""

from __future__ import annotations

import pytest

from jixiao.model.finding import Level
from jixiao.readers import read
from jixiao.review import review_document

TRUE = [
    "2021年总收入792.22万元，比上年的602.97万元增加189.25万元，增长31.39%。",
    "2021年财政拨款收入792.22万元，比上年增加209.28万元，增长35.90%。",
    "2021年总支出799.12万元，其中：人员经费434.89万元，公用经费77.40万元，项目支出286.83万元。",
    "调整后预算数861.46万元，实际到位资金334.67万元，资金到位率38.85%。",
    "预算资金10441万元，其中：中央资金8353万元，省级资金2088万元。",
    "全年预算数10441万元，全年执行数9265.353442万元，预算执行率88.74%。",
]
FALSE = [
    (0, "31.39%", "31.93%"),
    (0, "189.25万元", "198.25万元"),
    (1, "35.90%", "39.50%"),
    (2, "434.89万元", "438.49万元"),
    (3, "38.85%", "33.85%"),
    (4, "8353万元", "8535万元"),
    (5, "88.74%", "87.84%"),
]


def said(text: str) -> list[str]:
    review = review_document(read(text.encode(), "报告.txt"))
    return [f"{one.code} {one.message}" for one in review.findings if one.level is not Level.INFO]


@pytest.mark.parametrize("sentence", TRUE)
def test_what_holds_is_not_questioned(sentence: str) -> None:
    assert [one for one in said(sentence) if not one.startswith(("CM", "TG"))] == []


@pytest.mark.parametrize(("index", "old", "new"), FALSE)
def test_one_wrong_digit_is_found(index: int, old: str, new: str) -> None:
    assert TRUE[index].count(old) == 1
    assert [one for one in said(TRUE[index].replace(old, new)) if one.startswith("AR")] != []
