"""Words of change against each other and against figures."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind
from tests.unit.extract.passages import reading


def turned(text: str) -> list[str]:
    return [one.stated.quote for one in reading(text).relations if one.kind is Kind.DIRECTION_WORD]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("与上年相比，收入合计增加206.85万元，下降9.35%。", "9.35%"),
        ("减少12人、同比增长4%。", "4%"),
        ("床位由3260张增至3586张，增加326张，下降10%。", "10%"),
        ("投诉由136件降至102件，增长25%。", "25%"),
        ("共清查单位4386个，比上次的3655个减少731个。", "731个"),
        ("支出21.60万元，较年初预算25.00万元超支3.40万元。", "3.40万元"),
        ("年初结转42.35万元，年末结转33.38万元。年末结转比年初结转增加8.97万元。", "8.97万元"),
    ],
)
def test_a_word_that_was_turned(text: str, stated: str) -> None:
    assert turned(text) == [stated]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费减少0.35万元，占比上升2.10%。",  # of two things
        "办理量增加326件，办结时间下降10%。",
        "与上年相比，收入减少（增加）206.85万元，增长9.35%。",  # a template left as it was
        "投诉由136件降至102件，下降25%，降幅比上年增长2.10%。",
        "完成率97%，比目标值95%低2个百分点以内的有3家。",
    ],
)
def test_words_of_two_things_are_left_alone(text: str) -> None:
    assert turned(text) == []
