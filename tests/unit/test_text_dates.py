"""Digits that state no quantity: years, dates, document numbers, marks, codes, phones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.text.dates import ignored_at, parse_date, spans_to_ignore, years
from jixiao.text.numbers import DIGITS


def named(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.kind) for one in spans_to_ignore(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年度支出", [("2021年度", "year")]),
        ("2021-2023年", [("2021-2023年", "year")]),
        ("2021、2022年", [("2021、2022年", "year")]),
        ("2020年0.03万元", [("2020年", "year")]),
        ("2000人,2020元", []),
        ("2021年9月1日起", [("2021年9月1日", "date")]),
        ("2021年1-9月", [("2021年1-9月", "date")]),
        ("12月31日", [("12月31日", "date")]),
        ("2021-09-01", [("2021-09-01", "date")]),
        ("截至20211231日", [("20211231日", "date")]),
        ("3日内", []),
        ("15日前", [("15日", "date")]),
        ("9时30分", [("9时30分", "time")]),
        ("8:30-17:30", [("8:30", "time")]),
        ("财建〔2020〕83号", [("2020〕83号", "document")]),
        ("财建〔2021〕15、16号", [("2021〕15、16号", "document")]),
        ("财建〔2020165号", [("2020165号", "document")]),
        ("财建〔2020〕83,", [("2020〕83", "document")]),
        ("(2021)30万元", [("2021)", "document")]),
        ("〔2020185万元", [("2020", "fused")]),
        ("第3页第1-3批", [("3", "ordinal"), ("1-3", "ordinal")]),
        ("12345号,2级", [("12345号", "ordinal"), ("2级", "ordinal")]),
        ("前10名", [("10", "ordinal")]),
        ("S447线,M-171,P1.5", [("447", "code"), ("171", "code"), ("1.5", "code")]),
        ("5G网,3km", [("5G", "code")]),
        ("0746-8221234", [("0746-8221234", "phone")]),
        ("13900001111", [("13900001111", "phone")]),
        ("13900001111元", []),
        ("1、概况", [("1、", "mark")]),
        ("1.5万元", []),
        ("1.2.3 概况", [("1.2.3", "mark")]),
        ("指标1:20个", [("1:", "mark")]),
        ("目标14户", []),
        ("一、概况", [("一、", "mark")]),
        ("(一)概况", [("一)", "mark")]),
        ("一是加强", [("一是", "mark")]),
        ("二〇二一年", [("二〇二一年", "year")]),
        ("“三公”经费", [("三公", "idiom")]),
        ("http://example.cn/2021/5", [("http://example.cn/2021/5", "url")]),
    ],
)
def test_what_is_ignored(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_years_are_named_where_they_stand() -> None:
    text = "2021年支出比2020年、二〇一九年多;2021-2023年;2022-03-01;财建〔2018〕5号;2000人"
    assert [(text[start:end], year) for start, end, year in years(text)] == [
        ("2021", 2021), ("2020", 2020), ("二〇一九", 2019), ("2021", 2021), ("2023", 2023), ("2022", 2022),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["2022年3月5日", "2022-3-5", "2022-03-05", "2022/03/05", "2022.3.5", "20220305", "２０２２年３月５日", "2022 年 3 月 5 日", "2022年3月5号",
     "二〇二二年三月五日", "二○二二年三月五日", " 2022年3月5日。", "2022-03-05 00:00:00"],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert parse_date(text) == date(2022, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022年",
        "2022年3月",
        "2022-13-01",
        "2022年2月30日",
        "3月5日",
        "无",
        "20221301",
        "2022年3月5日起",
        "二二年三月五日",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_the_chinese_thirty_first() -> None:
    assert parse_date("二〇二一年十二月三十一日") == date(2021, 12, 31)
    assert parse_date("二〇二一年二月三十一日") is None


@settings(max_examples=400)
@given(st.text("0123456789.,，-~年月日号级第前标至到、和(〔】:时点分小学kW%万元人 \n", max_size=14))
def test_what_is_plain_by_its_neighbours_is_ignored_for_no_other_reason(text: str) -> None:
    for run in DIGITS.finditer(text):
        assert ignored_at(text, *run.span()) == ignored_at(text, run.start())
