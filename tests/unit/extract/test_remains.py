"""What remains when everything told in the sentence is taken off, and differences whose two figures the words leave no doubt about."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import only, parts, reading, wrong

BOUGHT = "样例设备合同价{}万元，按约预付{}万元，验收后再付{}万元，余下{}万元为质保金。"
PAID = "样例食堂改造合同价{}万元，审减{}万元，质保金{}万元待付，实际支付{}万元。"
NET = "与年初相比，本年新增{}万元，报废{}万元，净增{}万元。"
SPENT = "以上三项共计{}元，项目预算{}万元，剩余{}元由财政收回。"
CARRIED = "当年预算安排68.00万元，全年实际支出79.60万元。可用资金{}万元由当年预算68.00万元和上年结转12.00万元构成，年末剩余{}万元。"
SURVEY = "发放问卷600份，回收582份，剔除矛盾问卷{}份后，有效问卷{}份。"
ENDS = "8个样例项目平均得分89.45分，其中最高{}分、最低{}分，相差{}分。"
BUILT = "改造样例站点任务{}个，实际完成{}个，少建{}个。"
BEHIND = "截至7月末，总体执行率{}%，低于序时进度{}个百分点（58.33%）。"
SAVED = "合同价为1,286,500.00元，折合128.65万元，项目预算{}万元，节约{}万元。"


@pytest.mark.parametrize(
    ("text", "stated", "given"),
    [
        (BOUGHT.format("48.60", "14.58", "29.16", "4.86"), "4.86万元", ["48.60万元", "14.58万元", "29.16万元"]),
        (PAID.format("86.50", "3.20", "4.17", "79.13"), "79.13万元", ["86.50万元", "3.20万元", "4.17万元"]),
        (NET.format("156.40", "32.65", "123.75"), "123.75万元", ["156.40万元", "32.65万元"]),
        (BEHIND.format("52.93", "5.40"), "5.40个百分点", ["52.93%", "58.33%"]),
    ],
)
def test_what_remains_confirms(text: str, stated: str, given: list[str]) -> None:
    found = only(reading(text).relations, Kind.DIFFERENCE, stated)
    assert (parts(found), found.verdict) == (given, Verdict.CONSISTENT)


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (BOUGHT.format("48.60", "14.58", "29.16", "4.68"), "4.68→4.86"),
        (BOUGHT.format("46.80", "14.58", "29.16", "4.86"), "46.80→48.60"),
        (BOUGHT.format("48.60", "14.85", "29.16", "4.86"), "14.85→14.58"),
        (PAID.format("86.30", "3.20", "4.17", "79.13"), "86.30→86.50"),
        (NET.format("106.40", "32.65", "123.75"), "106.40→156.40"),
        (SPENT.format("152550", "61", "7450"), "61→16"),
        (SPENT.format("152550", "16", "7540"), "7540→7450"),
        (CARRIED.format("80.00", "0.60"), "0.60→0.40"),
        (SURVEY.format("21", "570"), "21→12"),
        (ENDS.format("96.5", "76.2", "23.3"), "23.3→20.3"),
        (ENDS.format("69.5", "76.2", "20.3"), "69.5→96.5"),
        (BUILT.format("60", "57", "9"), "9→3"),
        (BUILT.format("62", "57", "3"), "3→5"),
        (BEHIND.format("52.93", "5.04"), "5.04→5.40"),
        (SAVED.format("430", "1.35"), "430→130"),
    ],
)
def test_a_slip_is_asked_about(text: str, edit: str) -> None:
    (found,) = (one for one in wrong(reading(text).relations) if one.kind is Kind.DIFFERENCE)
    assert (found.edit, bool(found.open)) == (edit, True)


@pytest.mark.parametrize(
    "text",
    [
        BOUGHT.format("48.60", "14.58", "29.16", "2.43"),  # no digit: another payment stands elsewhere
        BOUGHT.replace("余下", "余下约").format("48.60", "14.58", "29.16", "4.68"),
        BOUGHT.replace("，余下", "；余下").format("48.60", "14.58", "29.16", "4.68"),
        PAID.replace("质保金{}万元待付", "配套工程{}万元完工").format("86.50", "3.20", "4.17", "79.31"),  # nothing taken off
        NET.format("156.40", "32.65", "101.20"),
        CARRIED.format("80.00", "0.25"),
        SURVEY.format("30", "570"),
        BUILT.replace("少建", "其中东区少建").format("60", "57", "9"),
        ENDS.replace("相差", "较上年提高").format("96.5", "76.2", "23.3"),
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one for one in wrong(reading(text).relations) if one.kind is Kind.DIFFERENCE] == []
