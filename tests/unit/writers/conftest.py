"""A small document that holds one of everything."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.model.document import TO_FILL, Bar, Cell, Chart, Document, Heading, Paragraph, Place, Table
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity


def quantity(text: str, unit: str = "万元") -> Quantity:
    factor = Decimal(10000) if unit == "万元" else Decimal(1)
    return Quantity(Decimal(text) * factor, "元" if unit == "万元" else unit, text=text, printed_unit=unit, factor=factor)


def fact(text: str, unit: str = "万元") -> Fact:
    return Fact("total_expenditure", quantity(text, unit), 2021, "executed", place=Place("a" * 64, "案卷", "第3行"))


def one_cell(cell: Cell) -> Document:
    return Document("一格", (Table((cell,), title="表", head_rows=0),))


@pytest.fixture
def document() -> Document:
    head = tuple(
        Cell((text,), 0, column, kind="head", align="center") for column, text in enumerate(("项目", "金额", "说明"))
    )
    cells = (
        Cell(("合计",), 1, 0, row_span=2, kind="label"),
        Cell((fact("130.651"),), 1, 1, note="公式：甲 + 乙\n代入：1 + 2"),
        Cell((TO_FILL,), 1, 2),
        Cell(("-12.50",), 2, 1, fact=fact("-12.50")),
        Cell(("第一行\n第二行",), 2, 2, kind="input", choices=("是", "否")),
        Cell(("注：表尾",), 3, 0, column_span=3, kind="note"),
    )
    return Document(
        "2021年度示例局（虚构）报告",
        (
            Heading("2021年度示例局（虚构）报告", 0),
            Paragraph(("得分 ", fact("92.50", "分")), style="headline"),
            Heading("一、概况", 1),
            Heading("（一）支出", 2),
            Heading("1.总数", 3),
            Paragraph(("总支出", fact("130.651"), "，其中“三公”经费", TO_FILL, "。")),
            Paragraph(("第一段\n第二段",)),
            Paragraph(("示例局（虚构）",), style="right"),
            Chart("得分", "分", (Bar("甲", 3.5, "3.50/5", 5.0), Bar("乙", 5.0, "5.00/5", 5.0))),
            Heading("附件1", 1, new_page=True),
            Table((*head, *cells), title="基础数据表", widths=(20, 15, 40)),
        ),
        notes=("由 jixiao 计算",),
    )
