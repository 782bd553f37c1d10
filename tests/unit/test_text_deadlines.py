"""Due times as people write them, and the last day that keeps them."""

from __future__ import annotations

from datetime import date

import pytest

from jixiao.text.deadlines import due_day, is_exact


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年6月底前", date(2021, 6, 30)),
        ("2021年6月30日前", date(2021, 6, 30)),
        ("２０２１年 6 月 30 日前完成", date(2021, 6, 30)),
        ("2021-06-30", date(2021, 6, 30)),
        ("≤2021年6月30日", date(2021, 6, 30)),
        ("不晚于6月15日", date(2022, 6, 15)),
        ("2月底", date(2022, 2, 28)),
        ("2024年2月底", date(2024, 2, 29)),
        ("5月上旬", date(2022, 5, 10)),
        ("5月中旬前", date(2022, 5, 20)),
        ("5月下旬", date(2022, 5, 31)),
        ("年底前", date(2022, 12, 31)),
        ("2021年末", date(2021, 12, 31)),
        ("本年度12月", date(2022, 12, 31)),
        ("上半年", date(2022, 6, 30)),
        ("2021年下半年", date(2021, 12, 31)),
        ("第三季度", date(2022, 9, 30)),
        ("一季度末", date(2022, 3, 31)),
        ("2021年4季度前办结", date(2021, 12, 31)),
    ],
)
def test_a_due_time(text: str, day: date) -> None:
    assert due_day(text, 2022) == day


@pytest.mark.parametrize(
    "text", ["", "30天以内", "≥120场次", "2021年", "13月底前", "6月31日前", "2月30日", "按期完成", "及时", "6月30", "5季度"]
)
def test_what_is_no_due_time(text: str) -> None:
    assert due_day(text, 2022) is None


@pytest.mark.parametrize(
    ("text", "exact"), [("6月20日", True), ("2021/6/20", True), ("6月", False), ("6月底", False), ("年底", False)]
)
def test_whether_a_day_is_named(text: str, exact: bool) -> None:
    assert is_exact(text) is exact
