"""A file of final accounts against what its region publishes, and its rows against the account codes."""

from __future__ import annotations

import pytest

from jixiao.intake.account_tables import lacking_tables, misnamed_codes, tables_in
from jixiao.model.document import Cell, Document, Place, Table

EIGHT_OF_HUNAN_2020 = frozenset({"T1", "T2", "T3", "T4", "T5", "T6", "T9", "T7"})


def sheet(title: str, *rows: tuple[str, ...]) -> Table:
    cells = (
        Cell((text,), row, column, place=Place("", title, f"{'ABCDEF'[column]}{row + 1}"))
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
    )
    return Table(tuple(cells), Place("", title, ""), title)


def test_a_table_is_found_by_its_sheet_or_by_the_title_inside() -> None:
    document = Document(
        "", (sheet("支出决算表", ("甲",)), sheet("Sheet2", ("公开01表",), ("收入支出决算总表",)), sheet("说明", ("无",)))
    )
    assert {key: table.title for key, table in tables_in(document).items()} == {"T3": "支出决算表", "T1": "Sheet2"}


@pytest.mark.parametrize(
    ("keys", "region", "year", "lacking"),
    [
        (EIGHT_OF_HUNAN_2020, "湖南省", 2020, ""),
        (EIGHT_OF_HUNAN_2020, "湖南省长沙市雨花区", 2021, "国有资本经营预算财政拨款支出决算表"),
        (EIGHT_OF_HUNAN_2020 - {"T9"}, "湖南省", 2020, "一般公共预算财政拨款“三公”经费支出决算表"),
        (frozenset({"T1", "T3", "T5", "T6"}), "湖南省", 2020, ""),
        (EIGHT_OF_HUNAN_2020 - {"T9"}, "湖南省", 2018, ""),
        (EIGHT_OF_HUNAN_2020 - {"T9"}, "全国", 2020, ""),
    ],
)
def test_a_published_set_that_lacks_a_table_is_told_it(keys: frozenset[str], region: str, year: int, lacking: str) -> None:
    """湖南2020年度八张，2021年度起九张；几张挑出来的不是公开的全套；没有见过的地区和年度不说话."""
    wanted = (f"决算.xlsx 里没有见到{lacking}；没有数据的表也应列出空表并说明",) if lacking else ()
    assert lacking_tables(keys, region, year, "决算.xlsx") == wanted


@pytest.mark.parametrize(
    ("title", "row", "said"),
    [
        ("一般公共预算财政拨款基本支出决算表", ("30217", "公务接待费", "1.20"), ""),
        ("一般公共预算财政拨款基本支出决算表", ("30216", "公务接待费", "1.20"), "30216 是“培训费”，表上写的是“公务接待费”"),
        ("一般公共预算财政拨款基本支出决算表", ("30216", "干部培训费", "1.20"), ""),
        ("一般公共预算财政拨款基本支出决算表", ("30213", "维修(护)费", "1.20"), ""),
        ("一般公共预算财政拨款基本支出决算表", ("39999", "公务接待费", "1.20"), ""),
        (
            "一般公共预算财政拨款基本支出决算表",
            ("301", "基本工资", "301", "30201", "办公费"),
            "301 是“工资福利支出”，表上写的是“基本工资”",
        ),
        ("支出决算表", ("2080501", "事业单位离退休", "3.00"), "2080501 是“行政单位离退休”，表上写的是“事业单位离退休”"),
        ("支出决算表", ("30216", "公务接待费", "1.20"), ""),
        ("收入支出决算总表", ("301", "基本工资", "1.20"), ""),
    ],
)
def test_a_code_with_the_name_of_another_is_told_with_its_place(title: str, row: tuple[str, ...], said: str) -> None:
    tables = tables_in(Document("", (sheet(title, ("编码", "名称"), row),)))
    wanted = (f"决算.xlsx!{title}!A2 的科目编码 {said}，请核对",) if said else ()
    assert misnamed_codes(tables, 2024, "决算.xlsx") == wanted


def test_codes_of_a_year_nobody_knows_are_not_compared() -> None:
    tables = tables_in(Document("", (sheet("支出决算表", ("2080501", "事业单位离退休")),)))
    assert misnamed_codes(tables, 2019, "决算.xlsx") == ()
