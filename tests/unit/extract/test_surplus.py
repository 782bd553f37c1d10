"""What income leaves when spending is taken off, told far behind both."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import only, parts, reading, wrong

TOLD = (
    "2022年总收入{}万元，其中财政拨款12,384.50万元、事业收入7,835.20万元、其他收入1,240.30万元。\n"
    "全年总支出{}万元，其中基本支出15,741.45万元，项目支出5,247.15万元。\n当年收支结余{}万元。"
)


def test_what_is_left_of_income_confirms() -> None:
    found = only(reading(TOLD.format("21,460.00", "20,988.60", "471.40")).relations, Kind.DIFFERENCE)
    assert (parts(found), found.verdict) == (["21,460.00万元", "20,988.60万元"], Verdict.CONSISTENT)


def test_a_slip_is_asked_about() -> None:
    found = only(wrong(reading(TOLD.format("21,460.00", "20,988.60", "417.40")).relations), Kind.DIFFERENCE)
    assert (found.edit, bool(found.open)) == ("417.40→471.40", True)


@pytest.mark.parametrize(
    "text",
    [
        TOLD.format("21,460.00", "20,988.60", "312.08"),  # no digit: something else was taken off
        TOLD.replace("全年总支出", "附属单位总支出9,100.00万元。全年总支出").format("21,460.00", "20,988.60", "417.40"),
        TOLD.replace("收支结余", "累计结余").format("21,460.00", "20,988.60", "417.40"),
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [one for one in wrong(reading(text).relations) if one.kind is Kind.DIFFERENCE] == []
