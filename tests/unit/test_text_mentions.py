"""Mentions in running text: where they stand, what they say, and what is left alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest

from jixiao.text.mentions import mentions
from jixiao.text.normalise import normalise

# ‹ › holds number and unit, « » the words of bound and approximation with it. Behind: value, unit, and per · masked · chinese.
TABLE = [
    ("较2020年‹0.03万元›", ["300 元"]),
    ("目标‹14户›", ["14 户"]),
    ("7.‹21个›司法所", ["21 个"]),
    ("建成司法所‹7.5个›", ["7.5 个"]),
    ("财建〔2020165号", []),
    ("财建〔2020‹2185000万元›", ["masked 元"]),
    ("财建〔2020〕‹1185000万元›", ["masked 元"]),
    ("财建〔2020〕83号下达‹5万元›", ["50000 元"]),
    ("S447线‹5公里›", ["5 公里"]),
    ("‹2,000万元›", ["20000000 元"]),
    ("20,30,‹40万元›", ["400000 元"]),
    ("1/5 万", []),
    ("培养孵化«‹10个›左右»账号", ["10 个"]),
    ("覆盖«‹60%›以上»网民", ["60 %"]),
    ("«不低于‹95%›(含)以上»", ["95 %"]),
    ("«约‹30人›»参加", ["30 人"]),
    ("节约‹20万元›", ["200000 元"]),
    ("«不超过约‹30人›»", ["30 人"]),
    ("结余‹5万元›以上年度结转", ["50000 元"]),
    ("资金‹5万元›以下简称专项", ["50000 元"]),
    ("辖区‹12个›内河港", ["12 个"]),
    ("各5万‹3万元›", ["30000 元"]),
    ("见1.2.3个例", []),
    ("1,111,111,111,111,111,111元", []),
    ("1234,567元", []),
    ("‹7.05个›标准", ["7.05 个"]),
    ("方案一-‹5个›点位", ["5 个"]),
    ("附近‹3个›村", ["3 个"]),
    ("最近‹3次›", ["3 次"]),
    ("«近‹800万元›»", ["8000000 元"]),
    ("‹3.5万余人›", ["35000 人"]),
    ("«逾‹20多万元›»", ["200000 元"]),
    ("‹1亿2000万元›其中‹3万5000元›", ["120000000 元", "35000 元"]),
    ("‹2万4615.3亿元›,‹1万301.5亿元›", ["2461530000000 元", "1030150000000 元"]),
    ("‹6亿185.40万元›", ["601854000 元"]),
    ("执行数为‹986 752.25万元›,预算为‹1 129 236万元›", ["9867522500 元", "11292360000 元"]),
    ("项目1 ‹200万元›", ["2000000 元"]),
    ("未支‹703万›,", ["7030000 元"]),
    ("全县人口12万,资金‹29.6万›。", ["296000 元"]),
    ("点击量12万,", []),
    ("得‹99分›,用时‹99分钟›,分3分类", ["99 分", "99 分钟"]),
    ("9时30分开会", []),
    ("‹10次›‹87天›2021年", ["10 次", "87 天"]),
    ("‹1300元/人/月›和‹500元/生.年›", ["1300 元 per 人/月", "500 元 per 生/年"]),
    ("«每人每月补助‹300元›»", ["300 元 per 人/月"]),
    ("每年投入‹500万元›", ["5000000 元"]),
    ("«户均‹0.5亩›»", ["0.5 亩 per 户"]),
    ("5%-10%,‹3%›", ["3 %"]),
    ("80万元—100万元", []),
    ("3至5人,10～15家", []),
    ("合格率‹76%›;4.0-6岁", ["76 %"]),
    ("同比‹-3.2%›", ["-3.2 %"]),
    ("A-5%,调整‹-1.2万元›", ["-12000 元"]),
    ("‹点击查看万元›", ["masked 元"]),
    ("支出‹78.*元›", ["masked 元"]),
    ("预算‹**万元›,执行‹XX万元›", ["masked 元", "masked 元"]),
    ("共‹三笔›,‹两个›平台", ["3 笔 chinese", "2 个 chinese"]),
    ("第三个、唯一、一是、统一", []),
    ("总数‹三个›,数十家,几十人", ["3 个 chinese"]),
    ("«近‹三百人›»参加", ["300 人 chinese"]),
    ("“两个率先”目标,形成“一盘棋”", []),
    ("十四五期间,一般经费,三公经费", []),
    ("«超过‹一个百分点›»", ["1 百分点 chinese"]),
    ("合格率‹百分之九十八›", ["98 % chinese"]),
    ("‹壹佰贰拾叁万元整›", ["1230000 元 chinese"]),
    ("2021、2022年‹12户›", ["12 户"]),
    ("2021年12月31日‹5个›", ["5 个"]),
    ("2021年1-9月‹3次›", ["3 次"]),
    ("«‹3日›内»办结,15日,30日", ["3 天"]),
    ("(2021)‹30万元›", ["300000 元"]),
    ("热线0746-8221234,手机13900001111,‹13900001111元›", ["13900001111 元"]),
    ("1、项目概况\n2.‹5个›", ["5 个"]),
    ("1.1项目概况", []),
    ("指标1:‹20个›,指标2.完成‹30个›", ["20 个", "30 个"]),
    ("完成‹10项›目标任务,10项目", ["10 项"]),
    ("‹0.0738‰›", ["0.00738 %"]),
    ("‹2000人›,‹2020元›", ["2000 人", "2020 元"]),
    ("1 ‹5个›", ["5 个"]),
    ("投入20，‹30万元›", ["300000 元"]),
    ("http://example.cn/a%2020%/5个 ‹6个›", ["6 个"]),
]


def marked(line: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """The text without marks, the spans of ‹ › and the spans of « » around them (the same span where there are none)."""
    text = ""
    numbers: list[tuple[int, int]] = []
    words: list[tuple[int, int]] = []
    opened = outer = -1
    for char in line:
        match char:
            case "‹":
                opened = len(text)
            case "›":
                numbers.append((opened, len(text)))
                words.append((opened if outer < 0 else outer, len(text)))
            case "«":
                outer = len(text)
            case "»":
                words[-1] = (outer, len(text))
                outer = -1
            case _:
                text += char
    return text, numbers, words


@pytest.mark.parametrize(("line", "expected"), TABLE, ids=str)
def test_mentions_stand_where_they_stand(line: str, expected: list[str]) -> None:
    raw, numbers, words = marked(line)
    source = normalise(raw)
    found = mentions(source.string)
    assert [source.source_span(one.start, one.end) for one in found] == numbers
    assert [source.source_span(one.words_start, one.words_end) for one in found] == words
    assert [one.quote for one in found] == [source.string[one.start : one.end] for one in found]
    assert [described(one) for one in found] == expected


def described(one: Any) -> str:
    value = "masked" if one.quantity is None else format(one.quantity.value.normalize(), "f")
    return f"{value} {one.unit}{' per ' + one.per if one.per else ''}{' chinese' if one.chinese else ''}"


def only(text: str) -> Any:
    found = mentions(text)
    assert len(found) == 1
    return found[0]


def test_the_quantity_of_a_rate_keeps_what_it_is_counted_against() -> None:
    one = only("1300元/人/月")
    assert (one.unit, one.per, one.dimension) == ("元", "人/月", "money")
    assert one.quantity.unit == "元/人/月"


def test_the_printed_digits_and_unit_are_kept() -> None:
    quantity = only("2,000.50万元").quantity
    assert (quantity.text, quantity.printed_unit, quantity.factor) == ("2,000.50", "万元", Decimal(10000))
    assert quantity.step == Decimal(100)  # the second decimal of 万元
    assert quantity.in_printed_unit(quantity.value) == Decimal("2000.5")


def test_a_per_mille_is_a_percentage_a_tenth_as_large() -> None:
    quantity = only("12.5‰").quantity
    assert (quantity.value, quantity.step, quantity.factor) == (Decimal("1.25"), Decimal("0.01"), Decimal("0.1"))


def test_a_whole_count_is_exact_and_a_count_in_ten_thousands_is_not() -> None:
    assert only("184起").quantity.step == 0
    assert only("1.2万人").quantity.step == 1000
    assert only("3万人").quantity.step == 10_000
    assert only("12.5公里").quantity.step == Decimal("0.1")


@pytest.mark.parametrize(
    ("text", "dimension"),
    [("5元", "money"), ("5%", "percent"), ("5个百分点", "point"), ("5分", "score"), ("5人", "count"), ("5亩", "area"), ("5天", "time"),
     ("5公里", "count")],
)  # fmt: skip
def test_dimensions(text: str, dimension: str) -> None:
    assert only(text).dimension == dimension


def test_amounts_of_money_in_any_unit_may_be_added() -> None:
    found = mentions("2.4亿元、47万元、3百万元和5元")
    assert {one.addable for one in found} == {("money", "元")}
    assert sum(one.quantity.value for one in found if one.quantity) == 240_000_000 + 470_000 + 3_000_000 + 5


def test_mentions_come_in_text_order_and_never_overlap() -> None:
    found = mentions("共三个股室12人,百分之三,支出**万元和5万元,一百二十人")
    assert [one.quote for one in found] == ["三个", "12人", "百分之三", "**万元", "5万元", "一百二十人"]
    assert all(one.end <= two.start for one, two in pairwise(found))


HOSTILE: list[tuple[str, Callable[[int], str], int]] = [
    ("one run of digits", lambda n: "1" * n, 0),
    ("a run of digits with a unit", lambda n: "1" * n + "元", 0),
    ("1,1,1,…", lambda n: "1," * n, 0),
    ("1,111,111,…", lambda n: "1,111," * n, 0),
    ("open brackets of document numbers", lambda n: "〔2020" * n, 0),
    ("一一一…", lambda n: "一" * n, 0),
    ("stars", lambda n: "*" * n, 0),
    ("1.1.1.…", lambda n: "1.1." * n, 0),
    ("每人每人…", lambda n: "每人" * n, 0),
    ("brackets", lambda n: "(" * n, 0),
    ("blanks", lambda n: " " * n, 0),
    ("addresses", lambda n: "http://" * n, 0),
]


@pytest.mark.parametrize(("make", "count"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_a_hostile_text_says_nothing_and_costs_its_length(make: Callable[[int], str], count: int) -> None:
    assert len(mentions(normalise(make(10_000)).string)) == count
    small, large = calls_for(make(1000)), calls_for(make(4000))
    assert large <= 4 * small + 200


def calls_for(text: str) -> int:
    """How many functions are called to read `text`: the work, without a clock."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    mentions(normalise(text).string)  # fill the caches
    sys.setprofile(count)
    try:
        mentions(normalise(text).string)
    finally:
        sys.setprofile(None)
    return calls


def test_a_text_of_many_figures_gives_them_all() -> None:
    found = mentions("支出1.5万元、" * 3000)
    assert len(found) == 3000
    assert {one.quantity.value for one in found if one.quantity} == {Decimal(15000)}
