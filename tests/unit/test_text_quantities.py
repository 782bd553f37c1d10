"""A whole cell as one quantity, and the target a field sets."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.text.quantities import quantity, target, unclear_share


def test_the_cell_of_the_notes() -> None:
    found = quantity("89.97万元")
    assert found is not None
    assert found.value == 899_700
    assert found.interval() == (Fraction(899_650), Fraction(899_750))
    assert (found.text, found.printed_unit, found.factor) == ("89.97", "万元", Decimal(10000))
    assert str(found) == "89.97万元"


def test_a_bare_number_takes_the_unit_of_its_column_and_its_own_unit_overrides_it() -> None:
    assert str(quantity("640", "万元")) == "640万元"
    own = quantity("6400000元", "万元")
    assert own is not None and own.value == 6_400_000 and own.step == 1


def test_an_unknown_unit_is_taken_for_a_count() -> None:
    found = quantity("45", "车道公里")
    assert found is not None and (found.unit, found.step) == ("车道公里", 0)


def test_a_score_has_a_step_and_a_count_has_none() -> None:
    score, count = quantity("10", "分"), quantity("10", "人")
    assert score is not None and score.interval() == (Fraction(19, 2), Fraction(21, 2))
    assert count is not None and count.interval() == (Fraction(10), Fraction(10))


def test_about_widens_and_a_bound_does_not() -> None:
    about, bound = quantity("约130人"), quantity("≥130人")
    assert about is not None and about.interval() == (Fraction(125), Fraction(135))
    assert bound is not None and bound.interval() == (Fraction(130), Fraction(130)) and bound.bound == "≥"


@pytest.mark.parametrize(
    "text",
    ["", " ", "无", "/", "-", "—", "是", "2024年", "2021年9月1日", "2021-09-01", "财建〔2020〕83号", "10-15", "5%-10%", "3/4", "1、2、3", "100% 100%",
     "12人3次", "共12人参加了培训", "点击查看万元", "**", "40004000100%后", "1,2345", "5 6", "第3批", "3:5", "1.2.3", "1" * 16, "优", "1" * 61],
)  # fmt: skip
def test_what_is_not_exactly_one_quantity(text: str) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("≥120场次", "120", "场次", "≥"), ("不低于95%", "95", "%", "≥"), ("50万元以内", "500000", "元", "≤"), ("=3次", "3", "次", "="),
        ("全年培训不少于4次", "4", "次", "≥"), ("2022年12月底前完成100%", "100", "%", "="), ("7个工作日内办结", "7", "工作日", "≤"),
        ("满意度达到90%以上", "90", "%", "≥"), ("事故起数为0起", "0", "起", "="), ("不超过三次", "3", "次", "≤"), ("购置彩超3台", "3", "台", "="), ("新建商超2家", "2", "家", "="), ("开展第3批培训2期", "2", "期", "="),
    ],
)  # fmt: skip
def test_a_target_may_stand_among_words(text: str, value: str, unit: str, bound: str) -> None:
    found = target(text)
    assert found is not None
    assert (found.value, found.unit, found.bound) == (Decimal(value), unit, bound)


@pytest.mark.parametrize("text", ["", "及时", "有所提高", "培训4次,满意度95%", "2022年底前完成", "**万元"])
def test_what_sets_no_target_in_figures(text: str) -> None:
    assert target(text) is None


def test_a_target_without_a_unit_takes_the_unit_of_its_row() -> None:
    found = target("≥120", "场次")
    assert found is not None and (found.value, found.unit, found.bound) == (120, "场次", "≥")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(["元", "万元", "%", "分", "亩", "人"]))
def test_what_a_writer_prints_is_read_back(number: Decimal, unit: str) -> None:
    found = quantity(f"{number:,f}{unit}")
    assert found is not None
    assert found.value == number * found.factor
    assert found.step == Decimal("0.01") * found.factor
    assert quantity(f"{number:f}", unit) is not None


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_without_an_exception(text: str) -> None:
    quantity(text, text)
    target(text)


def test_a_number_up_to_1_without_a_percent_sign_is_no_clear_percentage() -> None:
    assert [text for text in ("0.9", "1", "０.８５", "0.005") if not unclear_share(text)] == []
    assert [text for text in ("0.9%", "1%", "0", "1.01", "90", "90%", "九成", "", "很多") if unclear_share(text)] == []
