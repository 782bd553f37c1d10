"""Tables of Word files: merged cells stand once, places are rows and grid columns, tables in tables follow."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.model.document import Cell, Table
from jixiao.readers import read

Word = Callable[..., bytes]


def tc(text: str, span: int = 1, merge: str | None = None) -> str:
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = "" if merge is None else f'<w:vMerge w:val="{merge}"/>' if merge else "<w:vMerge/>"
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    return f"<w:tc><w:tcPr><w:tcW w:w='5'/>{grid}{down}</w:tcPr>{lines}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def shape(table: Table) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]


def only(word: Word, *rows: str) -> Table:
    (table,) = read(word(tbl(*rows)), "a.docx").tables()
    return table


def test_cells_know_their_row_and_column(word: Word) -> None:
    table = only(word, tr(tc("指标"), tc("得分")), tr(tc("产出"), tc("45")))
    assert shape(table) == [("指标", 0, 0, 1, 1), ("得分", 0, 1, 1, 1), ("产出", 1, 0, 1, 1), ("45", 1, 1, 1, 1)]
    assert [str(cell.place) for cell in table.cells] == [
        "表1!第1行第1列",
        "表1!第1行第2列",
        "表1!第2行第1列",
        "表1!第2行第2列",
    ]
    assert table.place.part == "表1"


def test_cells_merged_across_and_down_stand_once(word: Word) -> None:
    table = only(
        word,
        tr(tc("一级", merge="restart"), tc("金额", span=2), tc("备注")),
        tr(tc("", merge=""), tc("预算"), tc("执行"), tc("甲")),
        tr(tc("", merge="continue"), tc("1"), tc("2"), tc("乙", merge="restart")),
        tr(tc("二级", merge="restart"), tc("3", span=2), tc("", merge="")),
    )
    assert shape(table) == [
        ("一级", 0, 0, 3, 1), ("金额", 0, 1, 1, 2), ("备注", 0, 3, 1, 1),
        ("预算", 1, 1, 1, 1), ("执行", 1, 2, 1, 1), ("甲", 1, 3, 1, 1),
        ("1", 2, 1, 1, 1), ("2", 2, 2, 1, 1), ("乙", 2, 3, 2, 1),
        ("二级", 3, 0, 1, 1), ("3", 3, 1, 1, 2),
    ]  # fmt: skip


def test_a_block_merged_both_ways_is_one_cell(word: Word) -> None:
    table = only(
        word,
        tr(tc("块", span=2, merge="restart"), tc("右")),
        tr(tc("", span=2, merge=""), tc("下")),
        tr(tc("甲"), tc("乙"), tc("丙")),
    )
    assert shape(table)[0] == ("块", 0, 0, 2, 2)
    assert [cell.text for row in table.grid() for cell in row if cell] == [
        "块",
        "块",
        "右",
        "块",
        "块",
        "下",
        "甲",
        "乙",
        "丙",
    ]


def test_a_merge_going_on_from_nothing_begins_one(word: Word) -> None:
    assert shape(only(word, tr(tc("甲", merge="")), tr(tc("", merge="")), tr(tc("乙")))) == [
        ("甲", 0, 0, 2, 1),
        ("乙", 2, 0, 1, 1),
    ]


def test_a_merge_goes_on_only_straight_below(word: Word) -> None:
    rows = tr(tc("甲", merge="restart")), tr(tc("乙")), tr(tc("丙", merge=""))
    assert shape(only(word, *rows)) == [("甲", 0, 0, 1, 1), ("乙", 1, 0, 1, 1), ("丙", 2, 0, 1, 1)]


def test_old_merges_across_are_understood(word: Word) -> None:
    first, second = (
        tc("甲").replace("<w:tcW", '<w:hMerge w:val="restart"/><w:tcW'),
        tc("").replace("<w:tcW", "<w:hMerge/><w:tcW"),
    )
    assert shape(only(word, tr(first, second, tc("乙")))) == [("甲", 0, 0, 1, 2), ("乙", 0, 2, 1, 1)]


def test_a_row_that_begins_further_right_keeps_its_columns(word: Word) -> None:
    table = only(word, tr(tc("甲"), tc("乙")), tr(tc("丙"), properties='<w:gridBefore w:val="1"/>'))
    assert shape(table)[-1] == ("丙", 1, 1, 1, 1)


def test_paragraphs_of_a_cell_are_lines_and_empty_ones_are_none(word: Word) -> None:
    assert only(word, tr(tc("第一行\n\n 第二行 "))).cells[0].text == "第一行\n第二行"


def test_head_rows_are_those_repeated_on_each_page(word: Word) -> None:
    head = "<w:tblHeader/>"
    assert only(word, tr(tc("甲"), properties=head), tr(tc("乙"), properties=head), tr(tc("丙"))).head_rows == 2
    assert only(word, tr(tc("甲")), tr(tc("乙"), properties=head)).head_rows == 1


def test_a_table_in_a_cell_follows_the_table(word: Word) -> None:
    inner = tbl(tr(tc("内")))
    outer = tbl(f"<w:tr><w:tc><w:p><w:r><w:t>外</w:t></w:r></w:p>{inner}<w:p/></w:tc></w:tr>")
    document = read(word(outer + tbl(tr(tc("后")))), "a.docx")
    assert [(table.cells[0].text, str(table.cells[0].place)) for table in document.tables()] == [
        ("外", "表1!第1行第1列"), ("内", "表2!第1行第1列"), ("后", "表3!第1行第1列"),
    ]  # fmt: skip


def test_rows_and_cells_in_content_controls_are_found(word: Word) -> None:
    cell = f"<w:sdt><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr(tc('甲'), cell)}</w:sdtContent></w:sdt>"
    assert shape(only(word, row)) == [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1)]


@st.composite
def layouts(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """A grid and rectangles in it that do not overlap."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    merges = []
    for _ in range(draw(st.integers(0, 4))):
        top, left = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        bottom, right = draw(st.integers(top, rows - 1)), draw(st.integers(left, columns - 1))
        squares = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(squares) > 1 and not squares & taken:
            taken |= squares
            merges.append((top, left, bottom, right))
    return rows, columns, merges


def expected(rows: int, columns: int, merges: list[tuple[int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    covered = {
        (row, column): (top, left)
        for top, left, bottom, right in merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges}
    return [
        (f"{row}-{column}", row, column, *spans.get((row, column), (1, 1)))
        for row in range(rows)
        for column in range(columns)
        if covered.get((row, column), (row, column)) == (row, column)
    ]


@settings(max_examples=40)
@given(layouts())
def test_any_merges_made_by_python_docx_read_back(layout: tuple[int, int, list[tuple[int, int, int, int]]]) -> None:
    rows, columns, merges = layout
    made = docx.Document()
    table = made.add_table(rows, columns)
    for top, left, bottom, right in merges:
        table.cell(top, left).merge(table.cell(bottom, right))
    wanted = expected(rows, columns, merges)
    for text, row, column, *_ in wanted:
        table.cell(row, column).text = text
    buffer = io.BytesIO()
    made.save(buffer)
    (found,) = read(buffer.getvalue(), "a.docx").tables()
    assert shape(found) == wanted


@pytest.mark.parametrize("columns", [1, 3])
def test_every_square_of_a_read_table_has_its_cell(word: Word, columns: int) -> None:
    table = only(word, *(tr(*(tc(f"{row}{column}") for column in range(columns))) for row in range(4)))
    assert all(isinstance(cell, Cell) for row in table.grid() for cell in row)
