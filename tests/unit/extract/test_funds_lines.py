"""The funds of a form pasted as text: rates of rows, columns where one of them proves that rows are what they seem."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import brief, parts, reading, wrong

CELLS = "年度资金总额\n{}\n172.05\n10\n{}\n9.25\n其中：当年财政拨款\n150.00\n{}\n93.10%\n上年结转资金\n36.00\n32.40\n90.00%\n其他资金\n（样例中心）"
LINE = "年度资金总额 {} 96 91.2 10 {} 9.5 其中：本年财政拨款 90 90 85.2 － － － 上年结转资金 6 6 6 － － － 其他资金 0 0 0 － － －"
KINDS = (Kind.RATE, Kind.SUM, Kind.SCORE_RULE)


def told(text: str) -> list[tuple[str, list[str], Verdict]]:
    return brief([one for one in reading(text).relations if one.way == "funds"])


def test_rows_of_one_cell_a_line_confirm() -> None:
    held = Verdict.CONSISTENT
    assert told(CELLS.format("186.00", "92.50%", "139.65")) == [
        ("92.50%", ["172.05", "186.00"], held),
        ("9.25", ["10", "92.50%"], held),
        ("93.10%", ["139.65", "150.00"], held),
        ("90.00%", ["32.40", "36.00"], held),
        ("186.00", ["150.00", "36.00"], held),
        ("172.05", ["139.65", "32.40"], held),
    ]


def test_rows_of_one_line_confirm() -> None:
    assert [stated for stated, _, verdict in told(LINE.format(96, "95%")) if verdict is Verdict.CONSISTENT] == [
        "95%", "9.5", "96", "96", "91.2",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["本年财政资金", "财政拨款", "财政专户管理资金", "单位自有资金"])
def test_rows_are_called_as_the_form_calls_them(kind: str) -> None:
    assert told(CELLS.replace("当年财政拨款", kind).format("186.00", "92.50%", "139.65"))[-2:] == [
        ("186.00", ["150.00", "36.00"], Verdict.CONSISTENT),
        ("172.05", ["139.65", "32.40"], Verdict.CONSISTENT),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (CELLS.format("186.00", "95.20%", "139.65"), {("95.20%", "95.20→92.50")}),
        (CELLS.format("186.00", "92.50%", "136.95"), {("93.10%", "93.10→91.30"), ("172.05", "136.95→139.65")}),
        (CELLS.format("168.00", "92.50%", "139.65"), {("92.50%", "168.00→186.00"), ("186.00", "168.00→186.00")}),
        (LINE.format(98, "95%"), {("98", "98→96")}),
        (LINE.format(96, "59%"), {("59%", "59→95")}),
    ],
)
def test_a_slip_is_asked_about(text: str, found: set[tuple[str, str]]) -> None:
    these = [one for one in wrong(reading(text).relations) if one.way == "funds"]
    assert {edit for _, edit in found} == {one.edit for one in these}
    assert all(one.open and one.near for one in these)


@pytest.mark.parametrize(
    "text",
    [
        CELLS.format("186.00", "92.50%", "139.65").replace("9.25", "8"),  # points by another rule
        "年度资金总额 200 200 其中：本年财政拨款 200 100 上年结转资金 100 80",  # no place adds up: other cells are lost
        "年度资金总额为200万元，其中：本年财政拨款200万元。",
        CELLS.format("186.00", "71.30%", "139.65"),  # no digit explains it
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [parts(one) for one in wrong(reading(text).relations) if one.way == "funds"] == []
