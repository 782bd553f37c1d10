"""Workbooks: what the sheets show, where, and what a person should know about it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import ReadError
from jixiao.model.document import Cell, Document, Table
from jixiao.readers import read

Book = Callable[..., bytes]


def cells_of(table: Table) -> dict[str, Cell]:
    return {cell.place.ref: cell for cell in table.cells}


def shown(document: Document, sheet: int = 0) -> dict[str, str]:
    return {ref: cell.text for ref, cell in cells_of(list(document.tables())[sheet]).items()}


def made(fill: Callable[[xlsxwriter.Workbook], object], **options: object) -> Document:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **options})
    fill(book)
    book.close()
    return read(buffer.getvalue(), "自评表.xlsx")


def saved(book: openpyxl.Workbook) -> Document:
    buffer = io.BytesIO()
    book.save(buffer)
    return read(buffer.getvalue(), "自评表.xlsx")


# --- cells and places


def test_cells_are_at_the_address_the_sheet_gives_them(book: Book) -> None:
    rows = (
        '<row r="14"><c r="B14" t="s"><v>1</v></c><c r="H14"><v>10</v></c></row><row r="20"><c r="AA20"><v>108</v></c></row>'
    )
    document = read(
        book({"自评表": f"<sheetData>{rows}</sheetData>"}, strings="<si><t>无</t></si><si><t>培训场次</t></si>"), "a.xlsx"
    )
    (table,) = document.tables()
    assert shown(document) == {"B14": "培训场次", "H14": "10", "AA20": "108"}
    assert [(cell.row, cell.column) for cell in table.cells] == [(13, 1), (13, 7), (19, 26)]
    assert (table.title, str(table.place)) == ("自评表", "自评表!A1:AA20")
    assert cells_of(table)["H14"].place.source == document.source
    assert document.kind == "xlsx"


def test_cells_without_addresses_stand_one_after_another(book: Book) -> None:
    rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>'
    assert shown(read(book({"表": f"<sheetData>{rows}</sheetData>"}), "a")) == {
        "A1": "1",
        "B1": "2",
        "C4": "3",
        "D4": "4",
        "A5": "5",
    }


def test_each_sheet_is_a_table_in_its_order(book: Book) -> None:
    one = '<sheetData><row r="1"><c r="A1"><v>{}</v></c></row></sheetData>'
    document = read(book({"乙": one.format(2), "甲": one.format(1), "空": "<sheetData/>"}), "a")
    assert [(table.title, len(table.cells)) for table in document.tables()] == [("乙", 1), ("甲", 1), ("空", 0)]


@pytest.mark.parametrize(
    ("inside", "attributes", "text", "problem"),
    [
        ("<v>130.651</v>", "", "130.651", ""),
        ("<v>0.30000000000000004</v>", "", "0.3", ""),
        ("<v>0.82820000000000005</v>", "", "0.8282", ""),
        ("<v>1.0</v>", "", "1", ""),
        ("<v>1E3</v>", "", "1000", ""),
        ("<v>-7.0000000000000007E-2</v>", "", "-0.07", ""),
        ("<v>0</v>", 't="s"', "共享", ""),
        ("<v>9</v>", 't="s"', "", "文字丢失（内部编号无效）"),
        ("<is><t> 内联 </t></is>", 't="inlineStr"', "内联", ""),
        ("<is><r><t>富</t></r><r><t>文本</t></r><rPh><t>フ</t></rPh></is>", 't="inlineStr"', "富文本", ""),
        ("<v>1</v>", 't="b"', "TRUE", ""),
        ("<v>0</v>", 't="b"', "FALSE", ""),
        ("<v>#DIV/0!</v>", 't="e"', "#DIV/0!", "#DIV/0!"),
        ("<v>2021-03-05T00:00:00</v>", 't="d"', "2021-03-05", ""),
        ("<f>A1&amp;B1</f><v>合_x000D_\n并</v>", 't="str"', "合\n并", ""),
        ("<v>十</v>", "", "十", "标作数字，内容却是“十”"),
    ],
)
def test_every_kind_of_cell(book: Book, inside: str, attributes: str, text: str, problem: str) -> None:
    data = book(
        {"表": f'<sheetData><row r="1"><c r="A1" {attributes}>{inside}</c></row></sheetData>'},
        strings="<si><t>共享</t></si>",
    )
    (cell,) = next(read(data, "a").tables()).cells
    assert (cell.text, cell.problem) == (text, problem)


@pytest.mark.parametrize("inside", ["", "<v></v>", "<v> </v>", "<is><t/></is>"])
def test_an_empty_cell_is_no_cell(book: Book, inside: str) -> None:
    data = book({"表": f'<sheetData><row r="1"><c r="A1" s="0">{inside}</c><c r="B1"><v>0</v></c></row></sheetData>'})
    assert shown(read(data, "a")) == {"B1": "0"}


# --- formulas


def test_a_formula_shows_its_result_and_keeps_its_words() -> None:
    document = made(lambda book: book.add_worksheet("表").write_formula("C3", "=SUM(A1:A2)", None, 130.65))
    cell = cells_of(next(document.tables()))["C3"]
    assert (cell.text, cell.kind, cell.note, cell.problem) == ("130.65", "formula", "=SUM(A1:A2)", "")


def test_a_formula_that_was_never_computed_is_a_problem_and_no_zero() -> None:
    book = openpyxl.Workbook()
    book.active.title = "表"
    book.active["A1"] = "=1/3"
    document = saved(book)
    cell = cells_of(next(document.tables()))["A1"]
    assert (cell.text, cell.problem) == ("", "公式没有计算结果")
    assert document.notes == ("工作表“表”有 1 个公式没有计算结果；用 Excel 或 WPS 打开并保存一次即可",)


def test_a_formula_whose_result_is_empty_text_is_computed(book: Book) -> None:
    data = book({"表": '<sheetData><row r="1"><c r="A1" t="str"><f>IF(1,"")</f><v></v></c></row></sheetData>'})
    (cell,) = next(read(data, "a").tables()).cells
    assert (cell.text, cell.problem, cell.kind) == ("", "", "formula")


def test_an_error_is_a_problem_and_no_empty_cell() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("表").write_formula("A1", "=1/0", None, "#DIV/0!")

    cell = cells_of(next(made(fill).tables()))["A1"]
    assert (cell.text, cell.problem) == ("#DIV/0!", "#DIV/0!")


# --- shown and stored


def test_a_cell_reads_as_shown_and_keeps_what_it_stores() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("表")
        sheet.write("A1", 0.8282, book.add_format({"num_format": "0.00%"}))
        sheet.write("A2", 0.828234, book.add_format({"num_format": "0.00%"}))
        sheet.write("A3", 1306510.5, book.add_format({"num_format": "#,##0.00"}))
        sheet.write("A4", 44.5264, book.add_format({"num_format": 2}))
        sheet.write("A5", 44.5264, book.add_format({"num_format": 10}))
        sheet.write_datetime("A6", datetime.date(2021, 12, 31), book.add_format({"num_format": 14}))
        sheet.write_datetime("A7", datetime.date(2021, 12, 31), book.add_format({"num_format": 31}))
        sheet.write("A8", 44.5264)

    cells = cells_of(next(made(fill).tables()))
    assert {ref: (cell.text, cell.stored) for ref, cell in cells.items()} == {
        "A1": ("82.82%", ""), "A2": ("82.82%", "0.828234"), "A3": ("1,306,510.50", ""), "A4": ("44.53", "44.5264"),
        "A5": ("4452.64%", ""), "A6": ("2021/12/31", ""), "A7": ("2021年12月31日", ""), "A8": ("44.5264", ""),
    }  # fmt: skip


def test_dates_of_a_workbook_that_counts_from_1904(book: Book) -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    data = book(
        {"表": '<sheetData><row r="1"><c r="A1" s="1"><v>42798</v></c></row></sheetData>'},
        styles=styles,
        properties='<workbookPr date1904="1"/>',
    )
    assert shown(read(data, "a")) == {"A1": "2021/3/5"}


def test_a_style_that_does_not_exist_shows_the_plain_number(book: Book) -> None:
    data = book({"表": '<sheetData><row r="1"><c r="A1" s="77"><v>0.5</v></c></row></sheetData>'}, styles="<cellXfs/>")
    assert shown(read(data, "a")) == {"A1": "0.5"}


NUMBERS = st.one_of(st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, places=4)).map(Decimal)


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_a_number_of_ten_digits_is_read_to_the_last_one(numbers: list[Decimal]) -> None:
    document = made(lambda book: book.add_worksheet("表").write_column("A1", [float(one) for one in numbers]))
    assert [Decimal(text) for text in shown(document).values()] == [(float(one) and one) or 0 for one in numbers]


# --- merged and hidden


def test_merged_cells_stand_once() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("表")
        sheet.merge_range("A1:C1", "自评表")
        sheet.merge_range("A2:A4", "产出指标")
        sheet.write("C4", 108)

    (table,) = made(fill).tables()
    assert [(cell.text, cell.place.ref, cell.row_span, cell.column_span) for cell in table.cells] == [
        ("自评表", "A1", 1, 3), ("产出指标", "A2", 3, 1), ("108", "C4", 1, 1),
    ]  # fmt: skip
    assert [cell.text if cell else None for cell in table.grid()[2]] == ["产出指标", None, None]


def test_a_merge_at_the_end_keeps_its_size_and_one_over_the_whole_sheet_does_not(book: Book) -> None:
    row = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>题</t></is></c><c r="D1"><v>1</v></c></row>'
    rows = row + '<row r="2"><c r="A2"><v>2</v></c></row></sheetData>'
    table = next(read(book({"表": rows + '<mergeCells><mergeCell ref="A2:C3"/></mergeCells>'}), "a").tables())
    assert (table.cells[-1].row_span, table.cells[-1].column_span) == (2, 3)
    table = next(read(book({"表": rows + '<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'}), "a").tables())
    assert (table.cells[-1].row_span, table.cells[-1].column_span) == (1, 4)
    assert (table.n_rows, table.n_columns) == (2, 4)


def test_of_merges_that_overlap_the_first_stands(book: Book) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>0</v></c></row>' for row in (1, 2, 3))
    merges = (
        '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="A2:A3"/><mergeCell ref="B3"/><mergeCell ref="?"/></mergeCells>'
    )
    table = next(read(book({"表": f"<sheetData>{rows}</sheetData>{merges}"}), "a").tables())
    assert {ref: cell.row_span for ref, cell in cells_of(table).items()} == {"A1": 2, "B1": 1, "B2": 1, "A3": 1, "B3": 1}


def test_what_lies_under_a_merge_is_not_read_and_it_is_said(book: Book) -> None:
    rows = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>99</v></c></row></sheetData>'
    document = read(book({"表": f'{rows}<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'}), "a")
    assert shown(document) == {"A1": "1"}
    assert document.notes == ("工作表“表”的合并单元格下面压着 1 个看不见的内容，没有读取",)


def test_hidden_sheets_rows_and_columns_are_read_and_said() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("台账")
        sheet.write_column("A1", [1, 2, 3, 4, 5, 6])
        for row in (2, 4, 5):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column("C:D", None, None, {"hidden": True})
        book.add_worksheet("可见").activate()
        book.add_worksheet("底稿").hide()
        book.get_worksheet_by_name("底稿").write("A1", 7)

    document = made(fill)
    assert document.notes == (
        "工作表“台账”有隐藏的行（第 3、5–6 行），仍已读取",
        "工作表“台账”有隐藏的列（C–D 列），仍已读取",
        "工作表“底稿”是隐藏的，仍已读取",
    )
    assert shown(document, 0)["A3"] == "3"
    assert shown(document, 2) == {"A1": "7"}


def test_a_very_hidden_sheet_is_said(book: Book) -> None:
    data = book({"表": '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'}, states=' state="veryHidden"')
    assert read(data, "a").notes == ("工作表“表”是隐藏的，仍已读取",)


def test_a_sheet_that_is_a_chart_is_said() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("表").write("A1", 1)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表!$A$1"})
        book.add_chartsheet("图").set_chart(chart)

    document = made(fill)
    assert [table.title for table in document.tables()] == ["表"]
    assert document.notes == ("“图”是图表或宏表，没有可读的单元格",)


# --- what cannot be read


def test_a_sheet_whose_part_is_lost_is_named(make_book_parts: Callable[..., dict[str, str]], make_zip: Book) -> None:
    parts = make_book_parts({"甲": "<sheetData/>", "乙": "<sheetData/>"})
    del parts["xl/worksheets/worksheet2.xml"]
    with pytest.raises(ReadError, match=r"自评表\.xlsx!乙：工作表的内容丢失"):
        read(make_zip(parts), "自评表.xlsx")


def test_a_workbook_with_nothing_in_it_is_refused() -> None:
    with pytest.raises(ReadError, match="没有内容"):
        saved(openpyxl.Workbook())


@pytest.mark.parametrize("cut", ["</sheetData>", '<row r="2"><c r="A2"><v>2</v>'])
def test_a_sheet_that_breaks_off_is_refused(
    make_book_parts: Callable[..., dict[str, str]], make_zip: Book, cut: str
) -> None:
    parts = make_book_parts({"表": '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'})
    parts["xl/worksheets/worksheet1.xml"] = parts["xl/worksheets/worksheet1.xml"].replace("</worksheet>", cut)
    with pytest.raises(ReadError, match="不是完好的 XML"):
        read(make_zip(parts), "a.xlsx")


def test_what_follows_the_cells_is_no_matter(book: Book) -> None:
    links = "".join(f'<hyperlink ref="A1" display="{number * 7919}"/>' for number in range(150_000))
    rows = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    assert shown(read(book({"表": f"{rows}<hyperlinks>{links}</hyperlinks>"}), "a.xlsx")) == {"A1": "1"}


# --- other writers, other readers


def test_a_workbook_of_openpyxl_reads_back() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    sheet["A1"] = "项目支出绩效自评表"
    sheet.merge_cells("A1:D1")
    sheet["B2"], sheet["C2"], sheet["D2"] = 89.97, "≥120场次", datetime.date(2021, 12, 31)
    sheet["B2"].number_format = "0.00"
    sheet["D2"].number_format = "yyyy-mm-dd"
    document = saved(book)
    assert shown(document) == {"A1": "项目支出绩效自评表", "B2": "89.97", "C2": "≥120场次", "D2": "2021-12-31"}
    assert cells_of(next(document.tables()))["A1"].column_span == 4


def test_strings_written_inside_cells_are_read() -> None:
    document = made(lambda book: book.add_worksheet("表").write_row("A1", ["甲", 1]), constant_memory=True)
    assert shown(document) == {"A1": "甲", "B1": "1"}


@given(
    st.lists(st.lists(st.one_of(st.none(), NUMBERS, st.text("甲乙丙ab1.%", min_size=1, max_size=4)), max_size=5), max_size=6)
)
def test_values_and_positions_agree_with_another_reader(rows: list[list[Decimal | str | None]]) -> None:
    """python-calamine, which shares no code with ours, sees the same values at the same addresses."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_numbers": False})
    sheet = book.add_worksheet("表")
    for row, values in enumerate([["题"], *rows]):
        for column, value in enumerate(values):
            sheet.write(row, column, float(value) if isinstance(value, Decimal) else value)
    book.close()
    theirs = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(buffer.getvalue())).get_sheet_by_index(0)
    expected = {
        (row, column): value
        for row, values in enumerate(theirs.to_python(skip_empty_area=False))
        for column, value in enumerate(values)
        if value != ""
    }
    (table,) = read(buffer.getvalue(), "a").tables()
    found = {(cell.row, cell.column): cell.text for cell in table.cells}
    assert found.keys() == expected.keys()
    assert all(
        found[at] == value if isinstance(value, str) else float(found[at]) == pytest.approx(value, rel=1e-10)
        for at, value in expected.items()
    )


FODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="自评表">
<table:table-row><table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>培训场次</text:p></table:table-cell>
<table:covered-table-cell/><table:table-cell office:value-type="float" office:value="108"/></table:table-row>
<table:table-row><table:table-cell/><table:table-cell office:value-type="float" office:value="120"/>
<table:table-cell table:formula="of:=[.C1]/[.B2]"/></table:table-row>
<table:table-row><table:table-cell/><table:table-cell/><table:table-cell table:formula="of:=1/0"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document>"""


def test_a_workbook_of_libreoffice_reads_back(convert: Callable[[Path, str], Path], tmp_path: Path) -> None:
    source = tmp_path / "表.fods"
    source.write_text(FODS, encoding="utf-8")
    (table,) = read(convert(source, "xlsx").read_bytes(), "表.xlsx").tables()
    cells = cells_of(table)
    assert (table.title, cells["A1"].text, cells["A1"].column_span) == ("自评表", "培训场次", 2)
    assert (cells["C1"].text, cells["C2"].text, cells["C2"].kind) == ("108", "0.9", "formula")
    assert cells["C3"].problem == "#DIV/0!"
