"""Final-account tables: known by name wherever they stand, by region and year as the public pages print them."""

from __future__ import annotations

import pytest

from jixiao.catalog.accounts import account_layout, account_layouts, account_names, account_table

NINE = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("收入支出决算总表", "T1"),
        ("公开01表 收入支出决算总表", "T1"),
        ("2022年度示例县财政局收入支出决算总表（公开01表）", "T1"),
        ("表二：收入决算表", "T2"),
        ("3 支出决算表", "T3"),
        ("财政拨款收入支出决算总表", "T4"),
        ("一般公共预算财政拨款支出决算表", "T5"),
        ("一般公共预算财政拨款基本支出决算表", "T6"),
        ("一般公共预算财政拨款基本支出决算明细表", "T6"),
        ("政府性基金预算财政拨款收入支出决算表", "T7"),
        ("国有资本经营预算财政拨款收入支出决算表", "T8"),
        ("财政拨款“三公”经费支出决算表", "T9"),
        ("财政拨款三公经费支出决算表", "T9"),
        ("一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表", "T9"),
    ],
)
def test_a_table_is_known_by_its_name(title: str, key: str) -> None:
    assert account_table(title) == key


@pytest.mark.parametrize(
    "title",
    [
        "政府性基金预算财政拨款“三公”经费支出决算表",
        "一般公共预算财政拨款项目支出决算表",
        "财政拨款支出决算明细表",
        "基本支出决算表",
        "事业收入支出决算表",
        "收支预算总表",
        "机构运行信息表",
        "第七张表",
        "",
    ],
)
def test_another_table_is_none_of_the_nine(title: str) -> None:
    assert account_table(title) == ""


def test_the_three_public_table_moved_in_hunan() -> None:
    """第七张（2021年度及以前），第九张（2022年度起）。"""
    places = {}
    for year in (2019, 2020, 2021, 2022, 2023, 2024):
        layout = account_layout("湖南省", year)
        assert layout
        places[year] = layout.keys.index("T9") + 1
    assert places == {2019: 7, 2020: 7, 2021: 7, 2022: 9, 2023: 9, 2024: 9}


def test_eight_tables_in_2020_nine_from_2021_fourteen_in_sichuan() -> None:
    counts = {
        (one.region, year): len(one.tables)
        for one in account_layouts()
        for year in one.years
        if one.region in ("湖南省", "四川省")
    }
    assert counts == {
        ("湖南省", 2019): 8, ("湖南省", 2020): 8, ("湖南省", 2021): 9, ("湖南省", 2022): 9, ("湖南省", 2023): 9, ("湖南省", 2024): 9,
        ("四川省", 2021): 14,
    }  # fmt: skip


def test_a_year_nobody_saw_is_not_known() -> None:
    assert account_layout("湖南省", 2018) is None
    assert account_layout("上海市", 2023) is None
    assert account_layout("青海省", 2022) is None
    assert account_layout("湖南省", 2023).years[2023] == "derived"  # type: ignore[union-attr]


def test_every_listed_table_has_a_key_or_is_listed_as_having_none() -> None:
    assert list(account_names()) == NINE
    known = {name for names in account_names().values() for name in names}
    without = [name for one in account_layouts() for name in one.tables if name not in known]
    assert {account_table(name) for name in without} == {""}
    for one in account_layouts():
        assert len(set(one.tables)) == len(one.tables), one.id
        assert set(NINE[:7]) <= set(one.keys), one.id
        assert set(one.years.values()) <= {"seen", "derived"}, one.id
