"""Figures that stand in a row and leave no other pair: plan, done, rate of completion; level, what it is compared with, what lies between."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import parts, reading, wrong

PLAN = "全年计划采集部件信息{}万条，已采集{}万条，完成{}。"
COMPARED = "共清查法人单位{}个，比上次普查的3652个增加{}个，其他单位另行登记。"
BEHIND = "新建实验室{}间，计划{}间，完成率{}。"
REST = "全年下达抽检任务1640家，实际完成1594家，完结率97.20%；未完成的{}家均为停业单位。"


@pytest.mark.parametrize(
    "text",
    [
        PLAN.format("42", "30.24", "72%"),
        PLAN.format("42", "30.25", "72%"),  # rounded
        COMPARED.format("4386", "734"),
        BEHIND.format(6, 8, "75%"),
        REST.format("46"),
        "完成粮改饲面积7.6万亩，比目标7.2万亩多0.4万亩。",
    ],
)
def test_what_holds(text: str) -> None:
    assert wrong(reading(text).relations) == []


@pytest.mark.parametrize(
    ("text", "kind", "pair", "edit"),
    [
        (PLAN.format("42", "30.24", "75%"), Kind.RATE, ["30.24万条", "42万条"], "75→72"),
        (PLAN.format("45", "30.24", "72%"), Kind.RATE, ["30.24万条", "45万条"], ""),
        (BEHIND.format(6, 8, "85%"), Kind.RATE, ["6间", "8间"], "85→75"),
        (COMPARED.format("4386", "764"), Kind.DIFFERENCE, ["4386个", "3652个"], "764→734"),
        (COMPARED.format("4486", "734"), Kind.DIFFERENCE, ["4486个", "3652个"], "734→834"),
        (COMPARED.format("4591", "734"), Kind.DIFFERENCE, ["4591个", "3652个"], ""),
        (REST.format("43"), Kind.DIFFERENCE, ["1640家", "1594家"], "43→46"),
        ("完成面积7.6万亩，比目标7.2万亩多0.6万亩。", Kind.DIFFERENCE, ["7.6万亩", "7.2万亩"], "0.6→0.4"),
    ],
)
def test_a_miss_is_asked_about(text: str, kind: Kind, pair: list[str], edit: str) -> None:
    (found,) = (one for one in wrong(reading(text).relations) if one.kind is kind)
    assert (parts(found), found.edit, bool(found.open)) == (pair, edit, True)


@pytest.mark.parametrize(
    "text",
    [
        PLAN.replace("，已采集", "，其中本级已采集").format("45", "30.24", "72%"),
        PLAN.replace("已采集", "安排采集").format("45", "30.24", "72%"),
        PLAN.replace("，完成", "；全部任务完成").format("45", "30.24", "72%"),
        BEHIND.replace("，计划", "，其中一中计划").format(6, 8, "85%"),
        BEHIND.replace("新建", "拆除旧室2间，新建").format(6, 8, "85%"),
        BEHIND.replace("，计划", "；计划").format(6, 8, "85%"),
        BEHIND.format(6, 8, "95%").replace("完成率", "合格率"),
        COMPARED.replace("，比上次", "，从业人员所在单位比上次").format("4386", "764"),  # a subject of its own
        COMPARED.replace("{}个，其他", "约{}个，其他").format("4386", "764"),
        COMPARED.replace("单位{}个，比", "单位{}个，其中企业3120个，比").format("4386", "164"),
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one for one in wrong(reading(text).relations) if one.kind in (Kind.RATE, Kind.DIFFERENCE)] == []


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("实际在职人员为134人，占编委核定的编制数141人的比率为95.04%。", ["134人", "141人"]),
        ("已执行补贴资金84.30亿元，占已下达103.20亿元资金的81.69%。", ["84.30亿元", "103.20亿元"]),
        ("公路水路投资完成1353.70亿元，完成全年1804.20亿元投资目标任务的75.03%。", ["1353.70亿元", "1804.20亿元"]),
    ],
)
def test_a_base_with_its_thing_behind(text: str, pair: list[str]) -> None:
    (found,) = (one for one in reading(text).relations if one.kind in (Kind.RATE, Kind.SHARE))
    assert (found.verdict, parts(found)) == (Verdict.CONSISTENT, pair)
    (slip,) = wrong(reading(text.replace("5.0", "5.8").replace("81.69", "81.29")).relations)
    assert parts(slip) == pair


def test_the_other_way_is_the_word_and_not_the_amount() -> None:
    found = wrong(reading(COMPARED.replace("增加", "减少").format("4386", "734")).relations)
    assert [(one.kind, one.verdict) for one in found] == [(Kind.DIRECTION_WORD, Verdict.INCONSISTENT)]
