"""Tables turned into text with bars or tabs are tables again; every cell keeps its place in its line."""

from __future__ import annotations

import pytest

from jixiao.checks.pages import Example
from jixiao.extract.tables.flattened import unflattened
from jixiao.model.document import Document, Paragraph, Place, Table
from jixiao.review import review_document

FORM = """自评表
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析
产出指标 | 数量指标 | 举办培训班次 | ≥12期 | 12期 | 50 | 50 |
产出指标 | 质量指标 | 学员结业率 | ≥95% | 97% | 30 | 30 |
效益指标 | 可持续影响 | 师资库入库数 | ≥30人 | 28人 | 20 | 18.67 | 两名讲师未签约
总分 | | | | | 100 | {total} |
填报单位：示例市委党校培训处（虚构）"""


def document(text: str) -> Document:
    lines = enumerate(text.split("\n"), 1)
    return Document("文.txt", tuple(Paragraph((line,), Place("", "正文", f"第{n}行")) for n, line in lines), kind="txt")


def grids(text: str) -> list[list[list[str]]]:
    return [
        [[cell.text if cell else "" for cell in row] for row in table.grid()]
        for table in unflattened(document(text)).tables()
    ]


@pytest.mark.parametrize("mark", [" | ", "\t", "｜"])
def test_lines_with_bars_or_tabs_are_a_table(mark: str) -> None:
    text = FORM.format(total="98.67")
    (grid,) = grids("\n".join(mark.join(cell.strip() for cell in line.split("|")) for line in text.split("\n")))
    assert [len(row) for row in grid] == [8] * 5
    assert grid[1][:3] == ["产出指标", "数量指标", "举办培训班次"]
    assert grid[4] == ["总分", "", "", "", "", "100", "98.67", ""]


def test_a_frame_and_its_rule_are_no_cells() -> None:
    (grid,) = grids("| 项目 | 预算 | 决算 |\n|---|---|---|\n| 甲 | 1 | 2 |\n| 乙 | 3 | |")
    assert grid == [["项目", "预算", "决算"], ["甲", "1", "2"], ["乙", "3", ""]]


@pytest.mark.parametrize(
    "text",
    [
        "甲 | 乙 | 丙\n丁 | 戊 | 己",  # two lines
        "甲 | 乙\n丙 | 丁\n戊 | 己",  # two cells
        "甲 | 乙 | 丙\n丁 | 戊 | 己 | 庚\n辛 | 壬 | 癸",  # no two of one size behind each other
        "甲 | 乙 | 丙\n中间一段话。\n丁 | 戊 | 己\n辛 | 壬 | 癸",
    ],
)
def test_what_is_not_plainly_a_table_stays_text(text: str) -> None:
    made = unflattened(document(text))
    assert list(made.tables()) == []
    assert [block.text for block in made.texts()] == text.split("\n")


def test_a_cell_keeps_its_place_in_its_line() -> None:
    (table,) = unflattened(document(FORM.format(total="98.67"))).tables()
    assert isinstance(table, Table)
    for cell in table.cells:
        if cell.text:
            line = FORM.format(total="98.67").split("\n")[int(cell.place.ref[1:-1]) - 1]
            assert cell.place.span is not None
            assert line[slice(*cell.place.span)] == cell.text


@pytest.mark.parametrize(("total", "said"), [("98.67", []), ("99.67", ["SC02"])])
def test_its_sums_are_checked_and_the_finding_stands_at_the_cell(total: str, said: list[str]) -> None:
    text = FORM.format(total=total)
    found = [one for one in review_document(Example("", text, ()).document()).findings if one.code == "SC02"]
    assert [one.code for one in found] == said
    for one in found:
        assert one.place.ref == "第6行" and one.place.span is not None
        assert text.split("\n")[5][slice(*one.place.span)] == total
