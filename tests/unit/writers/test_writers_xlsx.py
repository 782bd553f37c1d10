"""The workbook, opened again by openpyxl: figures are numbers, words never formulas, sheets ready to print and fill."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jixiao.model.document import TO_FILL, Bar, Cell, Chart, Document, Heading, Paragraph, Table
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from jixiao.writers.xlsx import sheet_name, write_xlsx
from jixiao.writers.xlsx_look import HEIGHT, column_widths, number_format, row_heights


def opened(document: Document) -> Any:
    return openpyxl.load_workbook(BytesIO(write_xlsx(document)))


def one_cell(cell: Cell) -> Any:
    return opened(Document("一格", (Table((cell,), title="表", head_rows=0),)))["表"]["A1"]


def fact(text: str, unit: str = "万元", **more: Any) -> Fact:
    factor = Decimal(10000) if unit == "万元" else Decimal(1)
    value = Decimal(text.replace(",", "")) if text.isascii() else Decimal(0)
    return Fact("x", Quantity(value * factor, unit, text=text, printed_unit=unit, factor=factor, **more))


def test_figures_are_numbers_with_the_printed_digits(document: Document) -> None:
    sheet = opened(document)["基础数据表"]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (130.651, '0.000"万元"')
    assert (sheet["B3"].value, sheet["B3"].number_format) == (-12.5, "0.00")
    assert sheet["B3"].alignment.horizontal == "right"
    assert sheet["C2"].value == TO_FILL


@pytest.mark.parametrize(
    ("text", "unit", "stored", "shown"),
    [
        ("82.80", "%", 0.828, "0.00%"), ("-7.14", "%", -0.0714, "0.00%"), ("10", "人", 10, '0"人"'), ("1,306,510.00", "元", 1306510, '0.00"元"'),
        ("0.1", "万元", 0.1, '0.0"万元"'),
    ],
)  # fmt: skip
def test_units_and_percentages(text: str, unit: str, stored: float, shown: str) -> None:
    cell = one_cell(Cell((fact(text, unit),), 0, 0))
    assert (cell.value, cell.number_format, cell.data_type) == (stored, shown, "n")


@pytest.mark.parametrize(
    "cell",
    [
        Cell((fact("120", "场次", bound="≥"),), 0, 0),
        Cell((fact("130", "万元", approx="about"),), 0, 0),
        Cell((Fact("x", "优"),), 0, 0),
        Cell(("12",), 0, 0),
        Cell((fact("10", "人"), "以上"), 0, 0),
        Cell((fact("三十", "人"),), 0, 0),
    ],
)
def test_what_is_not_one_exact_figure_stays_text(cell: Cell) -> None:
    found = one_cell(cell)
    assert (found.data_type, found.value) == ("s", cell.text)


dangerous = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "{="])


@given(dangerous, st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=20))
@example("=", "cmd|' /C calc'!A0")
@example("=", 'HYPERLINK("http://example.invalid")')
@example("@", "SUM(1+1)")
@example("-", "5")
def test_words_are_never_formulas(first: str, rest: str) -> None:
    cell = one_cell(Cell((first + rest,), 0, 0))
    assert cell.data_type != "f"
    assert not isinstance(cell.value, int | float)
    assert cell.hyperlink is None


def test_a_dangerous_beginning_is_marked_as_text() -> None:
    assert one_cell(Cell(("=1+2",), 0, 0)).quotePrefix
    assert one_cell(Cell(("-12.50",), 0, 0)).data_type == "s"
    assert one_cell(Cell(("-12.50",), 0, 0, fact=fact("-12.50"))).data_type == "n"


def test_merged_cells_borders_wrapping_and_comments(document: Document) -> None:
    sheet = opened(document)["基础数据表"]
    assert sorted(str(one) for one in sheet.merged_cells.ranges) == ["A2:A3", "A4:C4"]
    for place in ("A1", "A2", "B2", "A4"):
        assert sheet[place].border.left.style == "thin", place
        assert sheet[place].alignment.wrap_text, place
    assert sheet["B2"].comment.text == "公式：甲 + 乙\n代入：1 + 2"
    assert sheet["C3"].value == "第一行\n第二行"


def test_input_cells_are_open_and_tinted_the_rest_is_locked(document: Document) -> None:
    sheet = opened(document)["基础数据表"]
    assert sheet.protection.sheet
    assert not sheet["C3"].protection.locked and sheet["C3"].fill.fgColor.rgb == "FFFFFBE6"
    assert sheet["B2"].protection.locked
    validation = sheet.data_validations.dataValidation[0]
    assert (str(validation.sqref), validation.formula1) == ("C3", '"是,否"')


def test_a_sheet_without_input_is_not_locked() -> None:
    assert not opened(Document("文", (Table((Cell(("甲",), 0, 0),), title="表"),)))["表"].protection.sheet


def test_long_lists_stand_on_a_hidden_sheet() -> None:
    options = tuple(f"第{number}个相当长的选项" for number in range(40))
    cells = (
        Cell((), 0, 0, kind="input", choices=options),
        Cell((), 1, 0, kind="input", choices=("甲,乙", "丙")),
        Cell((), 2, 0, kind="input", choices=options),
    )
    book = opened(Document("文", (Table(cells, title="表"),)))
    formulas = {str(one.sqref): one.formula1 for one in book["表"].data_validations.dataValidation}
    assert formulas["A1"] == formulas.get("A3", formulas["A1"]) == "选项!$A$1:$A$40"
    assert formulas["A2"] == "选项!$B$1:$B$2"
    assert book["选项"].sheet_state == "hidden"
    assert book["选项"]["A40"].value == options[39]


def test_it_prints_on_a4_with_repeated_heads(document: Document) -> None:
    sheet = opened(document)["基础数据表"]
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "A2"


def test_a_wide_table_lies_on_landscape_paper() -> None:
    for widths, orientation in (((20, 20), "portrait"), ((60, 60), "landscape")):
        table = Table((Cell(("甲",), 0, 0), Cell(("乙",), 0, 1)), title="表", widths=widths)
        assert (opened(Document("文", (table,)))["表"].page_setup.orientation or "portrait") == orientation


def test_the_first_line_across_the_table_is_its_title() -> None:
    cells = (Cell(("自评表",), 0, 0, column_span=2, kind="head"), Cell(("甲",), 1, 0), Cell(("乙",), 1, 1))
    sheet = opened(Document("文", (Table(cells, title="表"),)))["表"]
    assert (sheet["A1"].font.sz, sheet["A1"].font.name, sheet.row_dimensions[1].height) == (16, "黑体", 30)


def test_words_outside_tables_and_charts_have_their_sheets(document: Document) -> None:
    book = opened(document)
    assert book.sheetnames == ["说明", "基础数据表", "图表"]
    assert [row[0].value for row in book["说明"].iter_rows()][:3] == [
        "2021年度示例局（虚构）报告",
        "得分 92.50分",
        "一、概况",
    ]
    assert [cell.value for cell in book["图表"][2]][:3] == ["甲", 3.5, 5]
    assert len(book["图表"]._charts) == 1


def test_several_charts_do_not_cover_each_other() -> None:
    bars = tuple(Bar(str(number), 1.0, "1") for number in range(20))
    sheet = opened(Document("文", (Chart("甲", "分", bars), Chart("乙", "万元", bars[:2], "parts"))))["图表"]
    tops = [chart.anchor._from.row for chart in sheet._charts]
    ends = [chart.anchor.to.row for chart in sheet._charts]
    assert ends[0] < tops[1]
    assert sheet.cell(tops[1] + 1, 1).value == "项目"


def test_bars_begin_at_nothing_and_all_charts_stand_on_one_page() -> None:
    """Between 85 and 90 nine tenths would look like nothing."""
    bars = (Bar("预算", 90.0, "90.00"), Bar("执行", 85.32, "85.32"))
    sheet = opened(Document("文", (Chart("甲", "万元", bars, "parts"),)))["图表"]
    assert sheet._charts[0].y_axis.scaling.min == 0
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 1), (None, None))
    below = (Bar("甲", -1.0, "-1"), Bar("乙", 2.0, "2"))
    assert opened(Document("文", (Chart("甲", "万元", below, "parts"),)))["图表"]._charts[0].y_axis.scaling.min is None


def test_a_row_of_heads_further_down_is_printed_on_every_page() -> None:
    cells = tuple(Cell((str(row),), row, 0) for row in range(6))
    sheet = opened(Document("文", (Table(cells, title="表", head_rows=0, repeated=3),)))["表"]
    assert sheet.print_title_rows == "$4:$4" and sheet.freeze_panes is None


def test_sheet_names_are_what_excel_takes() -> None:
    taken: set[str] = set()
    names = [
        sheet_name(title, taken)
        for title in ("表:一/二", "表:一/二", "长" * 40, "长" * 40, "", "History", "ABC", "abc", "'引'")
    ]
    assert names == ["表_一_二", "表_一_二_2", "长" * 31, "长" * 29 + "_2", "表", "History_2", "ABC", "abc_2", "引"]


def test_widths_follow_the_table_or_the_longest_line() -> None:
    table = Table((Cell(("十个汉字十个汉字十个",), 0, 0), Cell(("x",), 0, 1), Cell(("跨" * 60,), 1, 0, column_span=2)))
    assert column_widths(table) == [22.0, 8.0]
    assert column_widths(Table(table.cells, widths=(10, 20))) == [20.0, 40.0]
    assert column_widths(Table(table.cells, widths=(50, 50))) == [50.0, 50.0]


def test_rows_are_high_enough_for_merged_words() -> None:
    cells = (
        Cell(("字" * 100,), 0, 0, column_span=2),
        Cell(("短",), 1, 0),
        Cell(("高" * 30,), 1, 1, row_span=2),
        Cell(("低",), 2, 0),
    )
    heights = row_heights(Table(cells), [20.0, 21.0])
    assert heights[0] >= 5 * HEIGHT
    assert heights[1] == HEIGHT and heights[1] + heights[2] >= 3 * HEIGHT


def test_number_formats() -> None:
    assert [number_format(2, ""), number_format(0, "个"), number_format(1, "%")] == ["0.00", '0"个"', "0.0%"]


def test_control_characters_and_no_tables_do_no_harm() -> None:
    assert one_cell(Cell(("甲\x00\x0b乙",), 0, 0)).value == "甲乙"
    assert opened(Document("空", ())).sheetnames == ["说明"]
    assert opened(Document("文", (Heading("题", 0), Paragraph(("段",)))))["说明"]["A2"].value == "段"


def test_a_problem_tints_the_cell_and_is_told_in_its_comment() -> None:
    cell = one_cell(Cell(("108场次",), 0, 0, problem="得分与规则不符", note="重算 9.00"))
    assert cell.fill.fgColor.rgb == "FFF8D7DA"
    assert cell.comment.text == "得分与规则不符\n重算 9.00"


def test_what_is_not_known_is_no_number_in_a_chart() -> None:
    sheet = opened(Document("文", (Chart("甲", "分", (Bar("控制率", None, "待补充/5", 5.0),)),)))["图表"]
    assert [cell.value for cell in sheet[2]][:3] == ["控制率", "待补充/5", 5]


def test_a_row_is_high_enough_for_words_that_are_not_broken() -> None:
    """Twenty characters of room: 出处 and a path of sixteen do not stand on one line with another such path, though 38 ÷ 20 is 2."""
    cell = Cell(("出处 department.yaml15 department.yaml16",), 0, 0)
    assert row_heights(Table((cell,)), [21.0])[0] >= 3 * HEIGHT
    assert row_heights(Table((Cell(("出处" * 10,), 0, 0),)), [21.0])[0] >= 2 * HEIGHT
