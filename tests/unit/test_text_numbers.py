"""Numbers: Chinese numerals against an outside converter, and against what people say."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.text.numbers import NUMBER, chinese_number, decimal_of, digits_said


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_numerals_agree_with_another_converter(number: int) -> None:
    assert chinese_number(cn2an.an2cn(str(number), "low")) == number
    assert chinese_number(cn2an.an2cn(str(number), "up")) == number


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_numerals_with_decimals_agree_with_another_converter(number: Decimal) -> None:
    assert chinese_number(cn2an.an2cn(str(number), "low")) == number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("十", "10"), ("十二", "12"), ("二十", "20"), ("廿五", "25"), ("卅", "30"), ("两", "2"), ("两百", "200"), ("两千两百", "2200"),
        ("一百零二", "102"), ("一百一十", "110"), ("一千零二十", "1020"), ("一千零二", "1002"), ("三万五千", "35000"), ("一万零五", "10005"),
        ("一万零五百", "10500"), ("一万五百", "10500"), ("一亿二千万", "120000000"), ("三万亿", "3000000000000"), ("零", "0"), ("〇", "0"),
        ("二点五", "2.5"), ("零点零三", "0.03"), ("负三", "-3"), ("壹佰贰拾叁万", "1230000"), ("叁拾", "30"),
    ],
)  # fmt: skip
def test_what_people_say(said: str, number: str) -> None:
    assert chinese_number(said) == Decimal(number)


@pytest.mark.parametrize(
    "said",
    ["", "一百二", "三万五", "一百十", "十四五", "一二三", "二〇二一", "三五", "百", "万", "千万", "点五", "五点", "三三十", "二十零五", "零五",
     "一般", "三公", "12", "一百零二十", "一万万五", "亿"],
)  # fmt: skip
def test_what_is_no_number(said: str) -> None:
    assert chinese_number(said) is None


def test_a_row_of_digits_is_read_as_digits_only_where_a_year_is_meant() -> None:
    assert digits_said("二〇二一") == "2021"
    assert digits_said("二千") is None
    assert digits_said("") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2,000.50", "2,000.50"),
        ("1,234,567", "1,234,567"),
        ("12,34", "12"),
        ("12,345,67", "12,345"),
        ("1,2345", "1"),
        ("1234,567", "1234"),
        ("1.2.3", "1.2"),
    ],
)
def test_commas_are_thousands_only_between_groups_of_three(text: str, number: str) -> None:
    match = NUMBER.match(text)
    assert match is not None and match.group() == number


def test_more_than_fifteen_digits_are_no_number() -> None:
    assert NUMBER.match("1" * 15) is not None
    assert NUMBER.match("1" * 16) is None


def test_printed_digits_have_a_value_and_a_last_place() -> None:
    assert decimal_of("2,000.50") == (Decimal("2000.50"), 2)
    assert decimal_of("184") == (Decimal(184), 0)
