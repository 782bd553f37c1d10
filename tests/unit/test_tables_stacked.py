"""Tables pasted one cell a line are tables again where only one grid fits; else the lines stay lines."""

from __future__ import annotations

import pytest

from jixiao.extract.tables.stacked import unstacked
from jixiao.model.document import Document, Paragraph, Place
from jixiao.review import review_document

ROWS = """示例县农机站（虚构）项目支出表
单位：万元
序号
项目名称
预算数
支出数
结余
1
农机补贴
120.00
114.60
5.40
2
机耕道维修
45.00
{cell}
{left}
3
安全培训
8.00
8.00
—
合计
173.00
166.30
6.70
以上资金均由县财政安排。"""


def document(text: str) -> Document:
    lines = enumerate(text.split("\n"), 1)
    return Document("文.txt", tuple(Paragraph((line,), Place("", "正文", f"第{n}行")) for n, line in lines), kind="txt")


def grids(text: str) -> list[list[list[str]]]:
    return [
        [[cell.text if cell else "" for cell in row] for row in table.grid()] for table in unstacked(document(text)).tables()
    ]


def test_cells_of_one_line_each_fall_into_their_grid() -> None:
    """45.00 − 43.70 is 1.30; the total row has no number of its own."""
    (grid,) = grids(ROWS.format(cell="43.70", left="1.30"))

    assert grid[0] == ["序号", "项目名称", "预算数", "支出数", "结余"]
    assert grid[2] == ["2", "机耕道维修", "45.00", "43.70", "1.30"]
    assert grid[4] == ["", "合计", "173.00", "166.30", "6.70"]


def test_a_wrong_cell_is_found_at_its_line() -> None:
    assert [
        one.code
        for one in review_document(document(ROWS.format(cell="43.70", left="1.30"))).findings
        if one.code.startswith("AR")
    ] == []
    (found,) = [
        one
        for one in review_document(document(ROWS.format(cell="43.70", left="3.10"))).findings
        if one.code.startswith("AR")
    ]
    assert (found.code, found.place.ref) == ("AR03", "第17行")


@pytest.mark.parametrize(
    "text",
    [
        ROWS.format(cell="43.70", left="").replace("\n\n", "\n"),  # a cell was lost
        ROWS.format(cell="约定后付", left="1.30"),  # words in a column of figures
        "甲\n乙\n丙\n1\n2\n3",  # too small
        "目录\n总则\n部门概况\n收入\n支出\n三公\n名词解释\n附件\n附表\n说明\n制度\n其他",  # no figure at all
        "人员\n120\n车辆\n3\n房屋\n2\n设备\n15\n桌椅\n60\n电脑\n41",  # labels above figures: no head
    ],
)
def test_what_does_not_fall_into_one_grid_stays_lines(text: str) -> None:
    assert grids(text) == []
