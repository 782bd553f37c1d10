"""Several years told in a row: each amount is the year's in its place, and what is said of two of them is recomputed."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import parts, reading, wrong

TOLD = (
    "样例馆送戏项目2020年、2021年、2022年分别安排资金120.00万元、{second}万元和138.60万元，年均{mean}万元。"
    "其中2021年比2020年增长{first}，2022年比2021年{verb}10%，两年间累计增加{more}万元，增长{all}。"
)
SOUND = {"second": "126.00", "mean": "128.20", "first": "5%", "verb": "增长", "more": "18.60", "all": "15.5%"}
KINDS = (Kind.PERCENT_CHANGE, Kind.DIFFERENCE, Kind.RATE)


def test_what_is_said_of_the_years_confirms() -> None:
    found = [one for one in reading(TOLD.format(**SOUND)).relations if one.kind in KINDS]
    assert {one.verdict for one in found} == {Verdict.CONSISTENT}
    assert {one.stated.quote: parts(one) for one in found} == {
        "5%": ["126.00万元", "120.00万元"],
        "10%": ["138.60万元", "126.00万元"],
        "15.5%": ["138.60万元", "120.00万元"],
        "18.60万元": ["138.60万元", "120.00万元"],
        "128.20万元": ["120.00万元", "126.00万元", "138.60万元"],
    }


@pytest.mark.parametrize(
    ("changed", "stated"),
    [
        ({"mean": "128.70"}, "128.70万元"),
        ({"first": "8%"}, "8%"),
        ({"verb": "下降"}, "10%"),
        ({"more": "16.80"}, "16.80万元"),
        ({"all": "51.5%"}, "51.5%"),
    ],
)
def test_a_slip_is_asked_about(changed: dict[str, str], stated: str) -> None:
    found = [one for one in wrong(reading(TOLD.format(**(SOUND | changed))).relations) if one.kind in KINDS]
    assert [(one.stated.quote, bool(one.open)) for one in found] == [(stated, True)]


@pytest.mark.parametrize(
    "text",
    [
        TOLD.format(**(SOUND | {"first": "8%"})).replace(
            "2020年、2021年、2022年分别", "2020年、2021年分别"
        ),  # three for two
        TOLD.format(**(SOUND | {"first": "8%"})).replace("其中2021年比2020年", "其中2021年比2019年"),
        TOLD.format(**(SOUND | {"first": "8%"})).replace("120.00万元、", "约120.00万元、"),
        TOLD.format(**(SOUND | {"first": "8%"})).replace("分别", ""),
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one.stated.quote for one in wrong(reading(text).relations) if one.stated.quote == "8%"] == []
