"""The digits somebody typed, where the sheet shows fewer of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao.intake.workbook import read_workbook
from tests.unit.test_intake_workbook import address, blank, filled, with_sheet


@pytest.mark.parametrize(
    ("shown", "stored", "raw"),
    [
        ("6.50", "6.5012", "6.5012"),  # typed to 元, shown to 百元
        ("6.50万元", "6.5012", "6.5012万元"),
        ("6.67", "6.66666666666667", "6.67"),  # computed by the sheet: what it shows is meant
        ("6.5", "65000", "6.5"),  # its format shows 元 as 万元: the shown number stands
        ("1,006.5", "1006.51", "1006.51"),
        ("6.50", "", "6.50"),
    ],
)
def test_digits_that_were_typed_and_not_shown(shown: str, stored: str, raw: str) -> None:
    ref = address(blank(), "基础数据", "本年数", "three_public_costs/initial_budget").partition("!")[2]
    document = with_sheet(
        filled(), "基础数据", lambda cell: replace(cell, runs=(shown,), stored=stored) if cell.place.ref == ref else cell
    )
    fact = read_workbook(document, "采集表.xlsx").facts.get("three_public_costs", 2021, "initial_budget")
    assert fact is not None and fact.raw == raw
