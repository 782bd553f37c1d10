"""Old Office files: .xls is read as its .xlsx twin is, .doc through LibreOffice as its .docx twin is; damage has a sentence."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from jixiao.errors import ReadError
from jixiao.model.document import Cell, Document, Heading, Paragraph, Table
from jixiao.readers import read
from jixiao.writers.docx import write_docx

Convert = Callable[[Path, str], Path]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with what matters: formats, dates, errors, merged heads, hidden rows, columns and sheets, text that looks like figures."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "自评表"
    rows = [
        ["一级指标", "分值", None, "得分"],
        ["在职人员控制率", 5, 0.828234, 4.5],
        ["预算完成率", 5, -1234.5, None],
        ["说明", "００１２", date(2021, 9, 1), "=1/0"],
        ["合计", "=SUM(B2:B3)", 86.124, "TRUE"],
    ]
    for row in rows:
        sheet.append(row)
    sheet["C2"].number_format, sheet["C3"].number_format, sheet["C4"].number_format = "0.00%", "#,##0.00", "yyyy-mm-dd"
    sheet["C5"].number_format = "0.000"
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("B1:C1")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    hidden = made.create_sheet("底稿")
    hidden["B2"] = "看不见"
    hidden.sheet_state = "hidden"
    path = tmp_path / "表.xlsx"
    made.save(path)
    return path


def shown(document: Document) -> list[tuple[str, str, str, str, int, int]]:
    return [
        (cell.place.part, cell.place.ref, cell.text, cell.stored, cell.row_span, cell.column_span)
        for table in document.tables() for cell in table.cells
    ]  # fmt: skip


def test_an_old_workbook_reads_as_the_new_one(book: Path, convert: Convert) -> None:
    new = convert(book, "xlsx")  # with the results of its formulas
    old = convert(new, "xls").read_bytes()
    document = read(old, "表.xls")
    assert shown(document) == shown(read(new.read_bytes(), "表.xlsx"))
    assert ("自评表", "C2", "82.82%", "0.828234", 1, 1) in shown(document)
    assert ("自评表", "B1", "分值", "", 1, 2) in shown(document)
    assert document.kind == "xls"
    assert [note for note in document.notes if "隐藏" in note] == [
        "工作表“自评表”有隐藏的行（第 4 行），仍已读取",
        "工作表“自评表”有隐藏的列（D 列），仍已读取",
        "工作表“底稿”是隐藏的，仍已读取",
    ]
    assert "公式读不出" in document.notes[-1]
    problems = {cell.place.ref: cell.problem for table in document.tables() for cell in table.cells if cell.problem}
    assert problems == {"D4": "#DIV/0!"}


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_half_an_old_workbook_is_damaged_and_says_so(book: Path, convert: Convert, part: float) -> None:
    data = convert(book, "xls").read_bytes()
    with pytest.raises(ReadError) as caught:
        read(data[: int(len(data) * part)], "表.xls")
    (fault,) = caught.value.faults
    assert ("损坏" in fault.what and "另存为 .xlsx" in fault.hint) or "没有下载完" in fault.what


def test_no_flipped_bytes_bring_the_reader_down(book: Path, convert: Convert) -> None:
    data = convert(book, "xls").read_bytes()
    chance = random.Random(11)
    for _ in range(200):
        broken = bytearray(data)
        for _ in range(chance.choice((1, 5, 50))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            read(bytes(broken), "表.xls")
        except ReadError as error:
            assert error.faults


@pytest.fixture
def report() -> Document:
    cells = tuple(
        Cell((text,), row, column, kind="head" if row == 0 else "text")
        for row, line in enumerate([["项目", "金额（万元）"], ["基本支出", "86.124"]])
        for column, text in enumerate(line)
    )
    blocks = (
        Heading("2021年度示例局（虚构）部门整体支出绩效自评报告", 0),
        Heading("一、概况", 1),
        Paragraph(("全年支出130.651万元，其中基本支出86.124万元，项目支出44.527万元。",)),
        Table(cells, title="支出表"),
    )
    return Document("报告", blocks, kind="report")


@pytest.mark.parametrize("name", ["报告.doc", "报告.wps"])
def test_an_old_word_file_reads_as_the_new_one(report: Document, convert: Convert, tmp_path: Path, name: str) -> None:
    new = tmp_path / "报告.docx"
    new.write_bytes(write_docx(report))
    old = convert(new, "doc").read_bytes()
    document = read(old, name)
    twin = read(new.read_bytes(), "报告.docx")
    assert [block.text for block in document.texts() if block.text] == [block.text for block in twin.texts() if block.text]
    assert [[cell.text for cell in table.cells] for table in document.tables()] == [
        [cell.text for cell in table.cells] for table in twin.tables()
    ]
    assert {block.place.source for block in document.texts()} == {document.source}
    assert document.notes[0].startswith("旧版 Word 文件，由 LibreOffice 转换后读取")


def test_without_libreoffice_an_old_word_file_has_a_sentence(
    report: Document, convert: Convert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "报告.docx"
    new.write_bytes(write_docx(report))
    old = convert(new, "doc").read_bytes()
    monkeypatch.setattr("jixiao.readers.office.libreoffice.find_libreoffice", lambda: None)
    with pytest.raises(ReadError) as caught:
        read(old, "报告.doc")
    (fault,) = caught.value.faults
    assert "没有 LibreOffice" in fault.what and "另存为 .docx" in fault.hint
