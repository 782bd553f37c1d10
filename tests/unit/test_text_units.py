"""Units: what is printed, what it is called, how many of the one are the other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.text.lexicon import lexicon
from jixiao.text.mentions import mentions
from jixiao.text.units import unit, unit_at, units


@pytest.mark.parametrize(
    ("printed", "name", "factor", "dimension"),
    [
        ("元", "元", "1", "money"), ("千元", "元", "1000", "money"), ("万元", "元", "10000", "money"), ("百万元", "元", "1000000", "money"),
        ("亿元", "元", "100000000", "money"), ("万亿元", "元", "1000000000000", "money"), ("（万元）", "元", "10000", "money"),
        ("(万元)", "元", "10000", "money"), ("单位：万元", "元", "10000", "money"), ("萬元", "元", "10000", "money"), (" 元 ", "元", "1", "money"),
        ("%", "%", "1", "percent"), ("％", "%", "1", "percent"), ("‰", "%", "0.1", "percent"), ("个百分点", "百分点", "1", "point"),
        ("千分点", "百分点", "0.1", "point"), ("分", "分", "1", "score"), ("人", "人", "1", "count"), ("名", "人", "1", "count"),
        ("万人次", "人次", "10000", "count"), ("千米", "公里", "1", "count"), ("千克", "公斤", "1", "count"), ("㎡", "平方米", "1", "area"),
        ("万平方米", "平方米", "10000", "area"), ("台（套）", "台套", "1", "count"), ("元/人/月", "元", "1", "money"), ("日", "天", "1", "time"),
        ("年", "年", "1", "time"), ("个工作日", "工作日", "1", "time"),
    ],
)  # fmt: skip
def test_a_printed_unit_has_a_name_a_factor_and_a_dimension(printed: str, name: str, factor: str, dimension: str) -> None:
    found = unit(printed)
    assert found is not None
    assert (found.name, found.factor, found.dimension) == (name, Decimal(factor), dimension)


@pytest.mark.parametrize("printed", ["", "万", "亿", "元万", "万%", "万分", "车道公里", "个人", "unit", "（）", "元/"])
def test_what_is_no_unit(printed: str) -> None:
    assert unit(printed) is None


def test_a_rate_says_what_it_is_counted_against_in_one_way() -> None:
    for printed in ("元/人/月", "元/人·月", "元每人每月", "元/名/月"):
        found = unit(printed)
        assert found is not None
        assert (found.name, found.per, found.full_name) == ("元", "人/月", "元/人/月")


def test_the_longest_unit_wins() -> None:
    for text, name in (
        ("人次", "人次"),
        ("个百分点", "百分点"),
        ("千瓦时", "千瓦时"),
        ("平方公里", "平方公里"),
        ("个工作日", "工作日"),
    ):
        found = unit_at(text, 0)
        assert found is not None and found[0].name == name and found[1] == len(text)


def test_every_spelling_is_read_after_a_digit_at_the_end_of_a_sentence() -> None:
    unread = []
    for spelling, one in units().items():
        if one.cell_only or one.only_before:
            continue
        found = mentions(f"共5{spelling}。")
        if len(found) != 1 or (found[0].unit, found[0].dimension) != (one.name, one.dimension):
            unread.append(spelling)
    assert unread == []


def test_a_spelling_means_one_unit() -> None:
    """No spelling is given twice in the file: the later would silently win."""
    data = lexicon("units.yaml")
    given: list[str] = []
    for section in ("money", "percent", "point", "score", "area", "time", "count", "measure"):
        for name, raw in data[section].items():
            own = [] if name in raw.get("cells", ()) else [name]
            given += [*own, *raw.get("also", ()), *raw.get("times", {}), *raw.get("cells", ()), *raw.get("only_before", {})]
    assert sorted(given) == sorted(set(given))


def test_every_word_that_is_no_unit_is_left_alone() -> None:
    """分 with its stop words, and every other unit with its own: 5分钟 is not five points, 5人员 not five people."""
    wrong = []
    for spelling, one in units().items():
        for word in one.not_before:
            if word in "".join(one.but) or one.cell_only:
                continue
            for found in mentions(f"共5{spelling}{word}。"):
                if found.quote == f"5{spelling}" and found.unit == one.name:
                    wrong.append(spelling + word)
    assert wrong == []
